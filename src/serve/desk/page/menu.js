// Whether a page stands in the menu of the site.

import { element, newId, say } from './dom.js';

/** The field; `changed` is called once a person changes it. */
export function menuField(changed) {
  const input = element('input', { type: 'checkbox', id: newId('menu'), on: { change: changed } });
  const hint = element('p', { class: 'hint' });
  return {
    element: element('section', { class: 'part' }, element('h2', {}, say('menu')), element('label', { for: input.id }, input, ` ${say('inMenu')}`), hint),
    get: () => input.checked && !input.disabled,
    set: (isThere) => (input.checked = isThere),
    /** Shows what can be chosen: the menu leads to no draft. */
    draw(isDraft, label) {
      input.disabled = isDraft;
      hint.textContent = isDraft ? say('menuDraft') : label ? say('menuLabel', { label }) : say('menuHint');
    },
  };
}
