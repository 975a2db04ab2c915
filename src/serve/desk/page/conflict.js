// Two people have changed one file: what each has written stands side by side, and the person chooses, field by field.

import { dialog } from './dialogs.js';
import { element, newId, same, say } from './dom.js';

/** A title of one of several questions that come one behind the other. */
const numbered = (title, step) => (step?.count > 1 ? `${title} (${say('countOf', step)})` : title);

/**
 * Asks what is kept. `mine` is what this page has changed since `base`; `now` is the file on disk, or, if `isServer`, that of the
 * server. Gives `null` to go on writing, `{}` to take the file as it is, or `{ form }` to save.
 */
export async function choose({ base, mine, now, form, text = say('conflictText'), isServer = false, step }) {
  const keys = form.flatMap((group) => group.fields);
  const parts = [];
  if (mine.text !== undefined) {
    parts.push({ label: say('wholeFile'), mine: mine.text, theirs: now.text, base: base.text, put: (form_) => (form_.text = mine.text), isText: true });
  }
  for (const key of keys.filter(({ name }) => name in (mine.values ?? {}))) {
    const { name } = key;
    const value = mine.values[name];
    const put = (form_) => ((form_.values ??= {})[name] = value);
    parts.push({ label: key.label, mine: value, theirs: now.values[name], base: base.values[name], put });
  }
  if (mine.body !== undefined) {
    parts.push({ label: say('article'), mine: mine.body, theirs: now.body, base: base.body, put: (form_) => (form_.body = mine.body), both: (form_) => (form_.body = together(mine.body, now.body)), isText: true });
  }
  const real = parts.filter((part) => !same(part.mine, part.theirs));
  const rows = real.map((part) => {
    // What only this page has changed is meant to be kept.
    const isBoth = !same(part.theirs, part.base);
    const name = newId('choice');
    const side = (which, label, value, other) =>
      element(
        'label', { class: 'side' },
        element('input', { type: 'radio', name, value: which, checked: which === (isBoth ? '' : 'mine') }),
        ` ${label}`,
        part.isText ? difference(value, other) : element('p', { class: 'value' }, shown(value)),
      );
    const row = element(
      'fieldset', { class: 'conflict' },
      element('legend', {}, part.label, isBoth ? '' : element('small', {}, ` – ${say('onlyMine')}`)),
      side('mine', say('mine'), part.mine, part.theirs),
      side('theirs', isServer ? say('theirsServer') : say('theirs'), part.theirs, part.mine),
      part.both ? element('label', { class: 'side' }, element('input', { type: 'radio', name, value: 'both' }), ` ${say('keepBoth')}`) : null,
    );
    return { part, row, choice: () => row.querySelector('input:checked')?.value };
  });
  return dialog({
    title: numbered(say('conflict'), step),
    body: [element('p', {}, text), rows.map(({ row }) => row), real.length ? null : element('p', {}, say('conflictSame'))],
    actions: [
      { text: say('goOn'), value: () => null, class: 'quiet' },
      { text: isServer ? say('takeTheirsServer') : say('takeTheirs'), value: () => ({}), class: 'quiet' },
      {
        text: say('keepChosen'),
        value: () => {
          const open = rows.find(({ choice }) => !choice());
          if (open) {
            open.row.querySelector('input').focus();
            if (!open.row.classList.contains('open')) open.row.append(element('p', { class: 'bad', role: 'alert' }, say('chooseOne')));
            open.row.classList.add('open');
            return undefined;
          }
          const kept = {};
          rows.filter(({ choice }) => choice() === 'mine').forEach(({ part }) => part.put(kept));
          rows.filter(({ choice }) => choice() === 'both').forEach(({ part }) => part.both(kept));
          return Object.keys(kept).length ? { form: kept } : {};
        },
      },
    ],
    wide: true,
  });
}

/**
 * Asks whether a file stays that one side has deleted and the other, `edited`, has changed; `isMine` if that was changed here.
 * `by` says who has done either. Gives `null` to decide later, else `{ isDeleted }`.
 */
export async function stays({ file, base, edited, isMine, by, step }) {
  const title = edited.sheet?.values.title || file;
  const names = { title, file, mine: by.mine || say('somebody'), theirs: by.theirs || say('somebody') };
  const deleted = () => (isMine ? say('conflictDeletedTheirs', names) : say('conflictDeletedMine', names));
  return dialog({
    title: numbered(say('conflictDeleted'), step),
    body: [element('p', {}, deleted()), element('p', { class: 'hint' }, say('conflictDeletedHint')), difference(edited.text, base?.text ?? edited.text)],
    actions: [
      { text: say('goOn'), value: () => null, class: 'quiet' },
      { text: say('stillDelete'), value: () => ({ isDeleted: true }), class: 'danger' },
      { text: isMine ? say('keepMine') : say('keepTheirs', names), value: () => ({ isDeleted: false }) },
    ],
    wide: true,
  });
}

/**
 * Asks which of the two names a file has that both sides have given it, `file` here and `other` on the server. Gives `null` to decide
 * later, else `{ name, is_one_address }`.
 */
export async function name({ file, other, mine, theirs, by, step }) {
  const group = newId('name');
  const radio = (value, text, side, against) =>
    element('label', { class: 'side' }, element('input', { type: 'radio', name: group, value, checked: value === other }), ` ${text} `, element('code', {}, value.split('/').at(-1)), side.text === against.text ? '' : difference(side.text, against.text));
  const both = element('input', { type: 'checkbox', id: newId('both'), checked: true });
  const title = mine.sheet?.values.title || file;
  const names = element('fieldset', { class: 'conflict' }, element('legend', {}, say('conflictName')), radio(other, say('nameTheirs', { theirs: by.theirs || say('somebody') }), theirs, mine), radio(file, say('nameMine'), mine, theirs));
  return dialog({
    title: numbered(say('conflictNamed'), step),
    body: [element('p', {}, say('conflictNamedText', { title })), names, element('p', {}, element('label', {}, both, ` ${say('keepBothNames')}`)), mine.text === theirs.text ? '' : element('p', { class: 'hint' }, say('conflictNamedHint'))],
    actions: [
      { text: say('goOn'), value: () => null, class: 'quiet' },
      { text: say('keepName'), value: () => ({ name: names.querySelector('input:checked').value, is_one_address: !both.checked }) },
    ],
    wide: true,
  });
}

function shown(value) {
  if (value === null || value === undefined || value === '') return '—';
  if (Array.isArray(value)) return value.map(shown).join('\n');
  if (typeof value === 'object') return Object.values(value).join(' · ');
  if (typeof value === 'boolean') return value ? say('yes') : say('no');
  return String(value);
}

/** A text whose lines that the other does not have are marked. */
function difference(text, other) {
  const [own, others] = [(text ?? '').split('\n'), (other ?? '').split('\n')];
  const shared = new Set(common(own, others).map(([at]) => at));
  return element('pre', { class: 'value' }, own.map((line, at) => (shared.has(at) ? `${line}\n` : element('mark', {}, `${line || ' '}\n`))));
}

/** Both texts in one: what both say once, what only one says one behind the other. */
function together(mine, theirs) {
  const [own, others] = [mine.split('\n'), theirs.split('\n')];
  const lines = [];
  let [at, other] = [0, 0];
  for (const [a, b] of common(own, others)) {
    lines.push(...own.slice(at, a), ...others.slice(other, b), own[a]);
    [at, other] = [a + 1, b + 1];
  }
  return [...lines, ...own.slice(at), ...others.slice(other)].join('\n');
}

/** The longest sequence of lines that both have, each with its number in either. */
function common(own, others) {
  // Articles have a few hundred lines; what is longer is compared line by line.
  if (own.length * others.length > 1e6) return own.flatMap((line, at) => (line === others[at] ? [[at, at]] : []));
  const lengths = Array.from({ length: own.length + 1 }, () => new Uint16Array(others.length + 1));
  for (let a = own.length - 1; a >= 0; a--) {
    for (let b = others.length - 1; b >= 0; b--) {
      lengths[a][b] = own[a] === others[b] ? lengths[a + 1][b + 1] + 1 : Math.max(lengths[a + 1][b], lengths[a][b + 1]);
    }
  }
  const found = [];
  for (let a = 0, b = 0; a < own.length && b < others.length;) {
    if (own[a] === others[b]) {
      found.push([a, b]);
      a += 1;
      b += 1;
    } else if (lengths[a + 1][b] >= lengths[a][b + 1]) a += 1;
    else b += 1;
  }
  return found;
}
