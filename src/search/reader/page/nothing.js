/**
 * Where nothing was found: ways on. Also tells filters of the address that do not exist.
 */

import { fold, syllables } from '../letters.js';
import { about, ROOT } from '../index/store.js';
import { make, say } from './elements.js';
import { mattersNear, placesIn, plainOf } from './known.js';

/** How many places, and how many matters, it names. */
const MOST = 3;

/** The part of a question that names places without models, with the types of the units: `xã Gia An huyện Tánh Linh`. */
function placeIn(query, absent) {
  const names = new Set(plainOf(absent).split(' '));
  const types = new Set(about.ranks.flatMap((text) => text.split(' ')));
  const part = [];
  let isName = false;
  for (const { raw } of syllables(query).reverse()) {
    // The type of a unit stands before a name; `xã` of `xã hội` is none.
    isName = names.has(fold(raw)) || (isName && types.has(fold(raw)));
    if (isName) part.unshift(raw);
  }
  return part.join(' ');
}

export function showNothing(page, { query, total, absent }, unknown) {
  const { hint, box, input, chosen } = page;
  const strong = (textContent) => make('strong', { textContent });
  const lines = unknown.map((id) => [say('unknown'), strong(id), '.']);
  if (absent && box.dataset.places) {
    const href = `${new URL(box.dataset.places, ROOT)}?noi=${encodeURIComponent(placeIn(query, absent))}`;
    // The name, which page.js has put first, leads there in its place: a line more would move the results.
    hint.querySelector('strong').replaceChildren(make('a', { href, textContent: absent, title: say('nearest') }));
    if (!total) lines.push([make('a', { href, textContent: say('nearest') })]);
  }
  if (!total) lines.push(...waysOn());
  if (!lines.length) return;
  // What main.js has put there, what was understood, stays.
  if (hint.hidden) hint.replaceChildren();
  hint.append(...lines.map((parts) => make('span', {}, ...parts)));
  hint.hidden = false;

  function link(query, textContent, filters = '') {
    // A page that lists only some models finds no others.
    const href = `${box.dataset.filter ? input.form.action.split('?')[0] : ''}?${query ? `q=${encodeURIComponent(query)}` : ''}${filters}`;
    return make('a', { href, textContent });
  }

  function waysOn() {
    const lines = [];
    if (Object.keys(chosen).length && query.trim()) lines.push([link(query, say('without'))]);
    const unquoted = query.replace(/["“”„«»]/g, '');
    if (unquoted !== query) lines.push([link(unquoted, say('unquoted'))]);
    const links = (list) => list.slice(0, MOST).flatMap(({ label }) => [' ', link(label, label)]);
    const places = placesIn(query);
    // The syllables of a place's name are no matter.
    const names = new Set(plainOf(absent).split(' '));
    const matters = mattersNear(syllables(query).flatMap(({ raw }) => (names.has(fold(raw)) ? [] : raw)).join(' '));
    if (places.length) lines.push([say('atPlace'), ...links(places)]);
    if (matters.length) lines.push([say('ofMatter'), ...links(matters)]);
    lines.push([say('hint'), ...about.fields.flatMap(([id, label]) => [' ', link('', label, `field=${id}`)])]);
    if (box.dataset.submit) lines.push([make('a', { href: new URL(box.dataset.submit, ROOT).href, textContent: say('submit') })]);
    return lines;
  }
}
