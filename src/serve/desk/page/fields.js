// The fields of a form, one function for each kind of value. A field has `element`, `get()`, `set(value)` and
// `remark(list)`, which shows what is wrong in it.

import { button, element, newId, say } from './dom.js';
import { groupField, groupsField } from './groups.js';
import { pictureField } from './pictures.js';
import { placeField } from './places.js';

/** How far the findings of a field go: the worst comes first. */
const ORDER = ['error', 'warning', 'info'];

/** The list of findings below a field. */
export function remarkList() {
  const list = element('ul', { class: 'remarks', id: newId('remarks') });
  list.hidden = true;
  list.show = (remarks) => {
    const sorted = [...remarks].sort((a, b) => ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity));
    list.replaceChildren(
      ...sorted.map(({ severity, message, help }) =>
        element('li', { class: severity }, element('strong', {}, message), help ? ` ${help}` : ''),
      ),
    );
    list.hidden = !sorted.length;
    return sorted[0]?.severity ?? '';
  };
  return list;
}

/** A field of the key `key`. `context` has `changed`, `models` and what pictures need. */
export function field(key, context) {
  const id = newId(key.name);
  const control = control_of(key, id, context);
  const remarks = remarkList();
  const isGroup = key.kind === 'group' || key.kind === 'groups';
  // What has several controls is a group with a name; a label belongs to one control.
  const isOne = Boolean(control.input ?? control.isLabelled);
  const label = element(
    isGroup ? 'h3' : isOne ? 'label' : 'span',
    isOne ? { for: id } : { id: `${id}-name`, class: isGroup ? '' : 'name' },
    key.label,
    key.required ? element('span', { class: 'required', title: say('required') }, ' *') : null,
  );
  const hint = element('p', { class: 'hint', id: `${id}-hint` }, key.hint);
  const locked = element('div', { hidden: true }, element('pre'), element('p', { class: 'hint' }, say('unreadable')));
  const shell = element('div', { class: `field kind-${key.kind}` }, label, hint, control.element, locked, remarks);
  shell.dataset.key = key.name;
  control.input?.setAttribute('aria-describedby', `${hint.id} ${remarks.id}`);
  if (!isOne) {
    shell.setAttribute('role', 'group');
    shell.setAttribute('aria-labelledby', `${id}-name`);
  }
  return {
    key,
    element: shell,
    get: () => control.get(),
    set: (value) => control.set(value),
    focus: () => shell.querySelector('input, textarea, select, button')?.focus(),
    remark(list) {
      const parts = control.remark ? control.remark(list) : list;
      const worst = remarks.show(parts);
      shell.dataset.state = worst;
      const input = control.input ?? (control.isLabelled ? shell.querySelector('input') : null);
      if (worst === 'error') input?.setAttribute('aria-invalid', 'true');
      else input?.removeAttribute('aria-invalid');
    },
    /** Shows what is written and no field can show, and leaves the field alone; `undefined` for what a field can show. */
    lock(text) {
      this.isLocked = text !== undefined;
      control.element.hidden = this.isLocked;
      locked.hidden = !this.isLocked;
      locked.firstChild.textContent = text ?? '';
    },
    isLocked: false,
  };
}

function control_of(key, id, context) {
  switch (key.kind) {
    case 'choice':
      return choice(key, id, context);
    case 'choices':
      return choices(key, id, context);
    case 'flag':
      return key.name === 'draft' ? draft(id, context) : flag(id, context);
    case 'texts':
    case 'aliases':
      return texts(key, id, context);
    case 'place':
      return place(key, id, context);
    case 'places':
      return places(key, id, context);
    case 'model':
      return model(key, id, context);
    case 'picture':
      return pictureField(key, id, context);
    case 'group':
      return groupField(key, context);
    case 'groups':
      return groupsField(key, context);
    default:
      return text(key, id, context);
  }
}

const KEYBOARDS = { year: 'numeric', number: 'decimal', url: 'url', phone: 'tel', email: 'email' };
const trimmed = (text) => text.trim() || null;

function text(key, id, { changed }) {
  // A long sentence is seen whole; a line break in it would be lost, so Enter makes none.
  const isLong = key.kind === 'text' && key.example.length > 24;
  const input = element(isLong ? 'textarea' : 'input', {
    id, rows: isLong ? 1 : undefined, placeholder: key.example, autocomplete: 'off',
    inputMode: KEYBOARDS[key.kind], on: { input: changed },
  });
  if (isLong) {
    input.addEventListener('keydown', (event) => {
      if (event.key === 'Enter' && !event.isComposing) event.preventDefault();
    });
  }
  // Browsers that do not make a field as high as its text.
  const fit = () => {
    if (isLong && !CSS.supports('field-sizing', 'content')) input.rows = Math.min(8, Math.ceil((input.value.length + 1) / 60));
  };
  input.addEventListener('input', fit);
  const set = (value) => {
    input.value = value ?? '';
    fit();
  };
  return { input, element: input, get: () => trimmed(input.value), set };
}

function choice(key, id, { changed }) {
  const input = element('select', { id, on: { change: changed } });
  const option = (value, label) => element('option', { value }, label);
  const set = (value) => {
    input.replaceChildren(option('', '—'), ...key.options.map((entry) => option(entry.id, entry.label)));
    // What the file says stays to be seen, even if it is on no list.
    if (value && !key.options.some((entry) => entry.id === value)) input.append(option(value, `⚠ ${value}`));
    input.value = value ?? '';
  };
  set('');
  return { input, element: input, get: () => input.value || null, set };
}

function choices(key, id, { changed }) {
  const box = element('div', { class: 'choices', id });
  let was = [];
  const set = (values) => {
    const all = values ?? [];
    was = all;
    const more = all.filter((value) => !key.options.some((entry) => entry.id === value));
    const entries = [...key.options, ...more.map((value) => ({ id: value, label: `⚠ ${value}` }))];
    box.replaceChildren(
      ...entries.map((entry) =>
        element(
          'label', {},
          element('input', { type: 'checkbox', value: entry.id, checked: all.includes(entry.id), on: { change: changed } }),
          ` ${entry.label}`,
        ),
      ),
    );
    if (!entries.length) box.append(element('span', { class: 'hint' }, say('emptyList')));
  };
  set([]);
  const get = () => {
    const chosen = [...box.querySelectorAll('input:checked')].map((input) => input.value);
    // In the order of the file, the new ones behind.
    const all = [...was.filter((value) => chosen.includes(value)), ...chosen.filter((value) => !was.includes(value))];
    return all.length ? all : null;
  };
  return { element: box, get, set };
}

function flag(id, { changed }) {
  const input = element(
    'select', { id, on: { change: changed } },
    element('option', { value: '' }, say('notKnown')),
    element('option', { value: 'true' }, say('yes')),
    element('option', { value: 'false' }, say('no')),
  );
  const get = () => (input.value === '' ? null : input.value === 'true');
  return { input, element: input, get, set: (value) => (input.value = value === null || value === undefined ? '' : String(value)) };
}

function draft(id, { changed }) {
  const input = element('input', { id, type: 'checkbox', on: { change: changed } });
  let was = null;
  const set = (value) => {
    was = value;
    input.checked = value === true;
  };
  // `draft: false` stays if the file says so.
  const get = () => (input.checked ? true : was === false ? false : null);
  return { input, element: element('label', { class: 'tick' }, input, ` ${say('isDraft')}`), get, set };
}

function texts(key, id, { changed }) {
  const input = element('input', { id, autocomplete: 'off', placeholder: say('separated') });
  input.addEventListener('input', changed);
  let was = null;
  const written = (values) => (values ?? []).join(', ');
  const get = () => {
    // A text may have a comma of its own.
    if (input.value === written(was)) return was;
    const all = input.value.split(/[,;]/).map((text) => text.trim()).filter(Boolean);
    return all.length ? all : null;
  };
  return { input, element: input, get, set: (values) => ((was = values ?? null), (input.value = written(values))) };
}

function place(key, id, { changed }) {
  const made = placeField({ id, label: key.label, changed });
  const { input } = made;
  return { input, element: made.element, get: () => trimmed(input.value), set: (value) => (input.value = value ?? '') };
}

function places(key, id, { changed }) {
  const rows = element('div', { class: 'rows' });
  const row = (value, isFirst) => {
    const made = placeField({ id: isFirst ? id : newId(key.name), value, label: key.label, changed });
    const remove = button('×', () => (line.remove(), changed()), { class: 'plain', 'aria-label': say('remove') });
    const line = element('div', { class: 'row' }, made.element, isFirst ? null : remove);
    return line;
  };
  const set = (values) => {
    const all = values?.length ? values : [''];
    rows.replaceChildren(...all.map((value, at) => row(value, at === 0)));
  };
  set([]);
  const add = button(say('addPlace'), () => {
    const line = row('', false);
    rows.append(line);
    line.querySelector('input').focus();
  }, { class: 'add' });
  const get = () => {
    const all = [...rows.querySelectorAll('input')].map((input) => input.value.trim()).filter(Boolean);
    return all.length ? all : null;
  };
  return { element: element('div', {}, rows, add), isLabelled: true, get, set };
}

function model(key, id, { changed, models }) {
  const list = element('datalist', { id: newId('models') });
  const input = element('input', { id, autocomplete: 'off', placeholder: key.example, on: { input: changed } });
  input.setAttribute('list', list.id);
  const fill = () => list.replaceChildren(...models().map((row) => element('option', { value: row.slug }, row.title)));
  input.addEventListener('focus', fill, { once: true });
  const box = element('div', {}, input, list);
  return { input, element: box, get: () => trimmed(input.value), set: (value) => (input.value = value ?? '') };
}
