// A field for a place: while one types, places are offered, each with what it is called now.
// The keyboard works as in every combobox: arrows, Enter, Escape. While an input method composes a word, nothing is offered
// and no key is taken.

import { ask } from './api.js';
import { element, later, newId } from './dom.js';

/** A field; `changed` is called with each change. Has `input`, `element`, and `settle`, which takes what is offered if it is one place. */
export function placeField({ id, value = '', label, changed }) {
  const list = element('ul', { id: newId('places'), role: 'listbox', hidden: true, class: 'offers' });
  const input = element('input', {
    id, value, autocomplete: 'off', spellcheck: false, role: 'combobox', 'aria-autocomplete': 'list',
    'aria-expanded': 'false', 'aria-controls': list.id, 'aria-label': label,
  });
  let active = -1;
  let composing = false;
  let asked = '';
  let offered = [];

  const close = () => {
    list.hidden = true;
    active = -1;
    input.setAttribute('aria-expanded', 'false');
    input.removeAttribute('aria-activedescendant');
  };
  const choose = (name) => {
    input.value = name;
    close();
    look.cancel();
    changed();
  };
  const mark = (at) => {
    const items = [...list.children];
    if (!items.length) return;
    active = (at + items.length) % items.length;
    items.forEach((item, index) => item.setAttribute('aria-selected', String(index === active)));
    items[active].scrollIntoView({ block: 'nearest' });
    input.setAttribute('aria-activedescendant', items[active].id);
  };
  const offer = (places) => {
    offered = places;
    list.replaceChildren(
      ...places.map(({ name, now }) =>
        element(
          'li',
          {
            id: newId('place'), role: 'option', 'aria-selected': 'false',
            // The field keeps the focus.
            on: { mousedown: (event) => event.preventDefault(), click: () => choose(name) },
          },
          element('span', {}, name),
          now ? element('small', {}, `→ ${now}`) : null,
        ),
      ),
    );
    active = -1;
    list.hidden = places.length === 0;
    input.setAttribute('aria-expanded', String(places.length > 0));
  };
  const look = later(async () => {
    const text = input.value.trim();
    asked = text;
    if (text.length < 2) return close();
    const { places } = await ask('places', { text }).catch(() => ({ places: [] }));
    const isStill = asked === text && document.activeElement === input && !composing;
    if (isStill) offer(places.filter(({ name }) => name !== text));
  }, 60);

  input.addEventListener('compositionstart', () => (composing = true));
  input.addEventListener('compositionend', () => {
    composing = false;
    look();
    changed();
  });
  input.addEventListener('input', () => {
    changed();
    if (!composing) look();
  });
  input.addEventListener('keydown', (event) => {
    if (composing || event.isComposing || event.keyCode === 229) return;
    const isOpen = !list.hidden;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (isOpen) mark(event.key === 'ArrowDown' ? active + 1 : Math.max(active, 0) - 1);
      else look();
    } else if (event.key === 'Enter') {
      event.preventDefault();
      if (isOpen && active >= 0) list.children[active].click();
      else close();
    } else if (event.key === 'Escape' && isOpen) {
      // A window around the field stays open.
      event.stopPropagation();
      event.preventDefault();
      close();
    }
  });
  // Who comes back to a name that is wrong is shown the right ones.
  input.addEventListener('focus', () => input.getAttribute('aria-invalid') === 'true' && look());
  input.addEventListener('blur', close);
  const settle = () => {
    if (offered.length === 1 && asked === input.value.trim()) choose(offered[0].name);
  };
  return { input, element: element('div', { class: 'combo' }, input, list), settle };
}
