// Groups of keys: one (the contact), or a list (awards, results, copies), whose entries are added, moved and taken away.

import { button, element, say } from './dom.js';
import { field } from './fields.js';

/** The fields of one group, with `get`, `set`, `remark`. */
function parts(key, context) {
  const fields = key.fields.map((inner) => field(inner, context));
  const get = () => {
    const said = fields.map((one) => [one.key.name, one.get()]).filter(([, value]) => value !== null);
    return said.length ? Object.fromEntries(said) : null;
  };
  return {
    fields,
    get,
    set: (value) => fields.forEach((one) => one.set(value?.[one.key.name] ?? null)),
    /** Shows what is about one of the fields; returns the rest. */
    remark(list) {
      fields.forEach((one) => one.remark(list.filter(({ part }) => part === one.key.name)));
      return list.filter(({ part }) => !fields.some((one) => one.key.name === part));
    },
  };
}

export function groupField(key, context) {
  const group = parts(key, context);
  const box = element('div', { class: 'group' }, group.fields.map((one) => one.element));
  return { element: box, get: group.get, set: group.set, remark: group.remark };
}

export function groupsField(key, context) {
  const list = element('ol', { class: 'entries' });
  let entries = [];
  const { changed } = context;

  const draw = () => list.replaceChildren(...entries.map((entry) => entry.element));
  const move = (entry, by) => {
    const at = entries.indexOf(entry);
    const to = at + by;
    if (to < 0 || to >= entries.length) return;
    entries.splice(at, 1);
    entries.splice(to, 0, entry);
    draw();
    changed();
    entry.element.querySelector(by < 0 ? '.up' : '.down').focus();
  };
  const add = (value) => {
    const entry = parts(key, context);
    entry.set(value);
    const tools = element(
      'div', { class: 'tools' },
      button('↑', () => move(entry, -1), { class: 'plain up', 'aria-label': say('moveUp'), title: say('moveUp') }),
      button('↓', () => move(entry, 1), { class: 'plain down', 'aria-label': say('moveDown'), title: say('moveDown') }),
      button('×', () => {
        entries = entries.filter((other) => other !== entry);
        draw();
        changed();
        more.focus();
      }, { class: 'plain', 'aria-label': say('remove'), title: say('remove') }),
    );
    entry.element = element('li', { class: 'group' }, entry.fields.map((one) => one.element), tools);
    entries.push(entry);
    return entry;
  };
  const more = button(`+ ${key.label}`, () => {
    const entry = add(null);
    draw();
    entry.fields[0].focus();
  }, { class: 'add' });

  return {
    element: element('div', {}, list, more),
    get() {
      const all = entries.map((entry) => entry.get()).filter((value) => value !== null);
      return all.length ? all : null;
    },
    set(values) {
      entries = [];
      (values ?? []).forEach(add);
      draw();
    },
    remark(remarks) {
      // The program does not see entries in which nothing is written.
      const written = entries.filter((entry) => entry.get() !== null);
      const left = written.flatMap((entry, at) => entry.remark(remarks.filter(({ index }) => index === at)).map((one) => ({ ...one, at })));
      const rest = remarks.filter(({ index }) => index === null || index >= written.length);
      return [...rest, ...left.map((one) => ({ ...one, message: `${one.at + 1}. ${one.message}` }))];
    },
  };
}
