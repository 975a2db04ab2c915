/**
 * Matters and places that are offered below the field as one types: a combobox with a list of two groups. Nothing is written
 * into the field until the reader chooses, and no key is taken while an input method composes.
 */

import { make, say } from './elements.js';
import { known, plainOf } from './known.js';

/** How many are offered in each group. */
const MOST = 4;
/** Milliseconds after which a composition that rests is offered something, as it is searched (page.js). */
const REST = 300;

let fields = 0;

/** What a text may go on with: by group, up to MOST of {label, beside, start}; `start` is where in the text it would stand. */
function offersFor(text) {
  // The longest end of the text that something begins with is meant.
  const starts = [...text.matchAll(/[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu)].map(({ index }) => index).slice(-6);
  for (const start of starts) {
    const plain = plainOf(text.slice(start));
    if (plain.length < 2) break;
    const found = {};
    for (const group of ['matters', 'places']) {
      const all = known()[group];
      const inside = start === starts[0] ? all.filter((one) => one.plain.includes(` ${plain}`)) : [];
      const fitting = [...all.filter((one) => one.plain.startsWith(plain)), ...inside];
      // What is there already is not offered.
      found[group] = fitting.filter(({ label }) => text.slice(start).trim() !== label).slice(0, MOST).map((one) => ({ ...one, start }));
    }
    if (found.matters[0] || found.places[0]) return found;
  }
  return {};
}

/** Offers in this field, until `end` is called. */
export function offer(input) {
  // It may be the field of a page of results, which has got the focus before the page was there.
  if (!input.form.dataset.lantoaSearch || input.hasAttribute('aria-controls')) return { end() {} };
  const listeners = new AbortController();
  const on = (type, listener) => input.addEventListener(type, listener, listeners);
  const id = `lantoa-offers-${fields++}`;
  const list = make('div', { id, className: 'lantoa-offers', hidden: true });
  list.setAttribute('role', 'listbox');
  list.setAttribute('aria-label', say('offers'));
  input.setAttribute('role', 'combobox');
  input.setAttribute('aria-autocomplete', 'list');
  input.setAttribute('aria-controls', id);
  input.form.append(list);
  let options = [];
  let active = -1;
  let timer;

  const activate = (at) => {
    options[active]?.element.setAttribute('aria-selected', 'false');
    active = at;
    const element = options[at]?.element;
    element?.setAttribute('aria-selected', 'true');
    element?.scrollIntoView({ block: 'nearest' });
    if (element) input.setAttribute('aria-activedescendant', element.id);
    else input.removeAttribute('aria-activedescendant');
  };
  const show = () => {
    list.hidden = !options.length;
    input.setAttribute('aria-expanded', String(!list.hidden));
    activate(-1);
  };
  const close = () => {
    clearTimeout(timer);
    options = [];
    list.replaceChildren();
    show();
  };

  const optionOf = (one) => {
    const element = make('div', { id: `${id}-${options.length}` }, make('span', { textContent: one.label }));
    if (one.beside) element.append(' ', make('small', { textContent: one.beside }));
    element.setAttribute('role', 'option');
    element.onclick = () => choose(one);
    options.push({ ...one, element });
    return element;
  };
  const open = () => {
    close();
    const found = offersFor(input.value);
    for (const group in found) {
      if (!found[group].length) continue;
      const heading = make('div', { id: `${id}-${group}`, className: 'group', textContent: say(group) });
      const element = make('div', {}, heading, ...found[group].map(optionOf));
      element.setAttribute('role', 'group');
      element.setAttribute('aria-labelledby', heading.id);
      list.append(element);
    }
    show();
  };
  const choose = ({ label, start }) => {
    input.value = input.value.slice(0, start) + label;
    close();
    input.form.requestSubmit();
  };

  on('input', ({ isComposing }) => {
    clearTimeout(timer);
    if (isComposing) timer = setTimeout(open, REST);
    else open();
  });
  on('keydown', (event) => {
    // Keys of a composition belong to the input method; some report it by the code 229 only.
    if (event.isComposing || event.keyCode === 229 || list.hidden) return;
    const { key } = event;
    if (key === 'ArrowDown') activate(active + 1 < options.length ? active + 1 : -1);
    else if (key === 'ArrowUp') activate(active < 0 ? options.length - 1 : active - 1);
    else if (key === 'Escape') close();
    else if (key === 'Enter' && options[active]) choose(options[active]);
    else {
      if (key === 'Enter' || key === 'Tab') close();
      return;
    }
    event.preventDefault();
  });
  on('blur', close);
  input.form.addEventListener('submit', close, listeners);
  // The field keeps the focus when an offer is pressed.
  list.addEventListener('pointerdown', (event) => event.preventDefault());
  show();
  return {
    end() {
      listeners.abort();
      clearTimeout(timer);
      list.remove();
      for (const name of ['role', 'aria-autocomplete', 'aria-controls', 'aria-expanded', 'aria-activedescendant']) input.removeAttribute(name);
    },
  };
}
