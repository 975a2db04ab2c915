/**
 * Where nothing was found: what was understood, and ways on. Also tells filters of the address that do not exist.
 */

import { fold, syllables } from '../letters.js';
import { about, ROOT } from '../index/store.js';
import { table } from '../index/table.js';
import { make, say } from './elements.js';
import { mattersNear, placesIn } from './known.js';

/** How many places, and how many matters, it names. */
const MOST = 3;

/** Whether the site has a word, a longer one that begins so, or the two words that a space was forgotten between. */
const isUnderstood = (word) =>
  table.folds.some((text) => text.startsWith(word)) || [...word].some((_, at) => at > 1 && at < word.length - 1 && table.ids.has(word.slice(0, at)) && table.ids.has(word.slice(at)));

export function showNothing(page, { query, total, suggestion }, unknown) {
  const { hint, box, input, chosen } = page;
  const strong = (textContent) => make('strong', { textContent });
  const lines = unknown.map((id) => [say('unknown'), strong(id), '.']);
  // Of words that are not here the results say nothing; one that was corrected is told already.
  const missing = total && suggestion ? [] : syllables(query).filter(({ raw }) => !isUnderstood(fold(raw)));
  if (missing.length) lines.push([say('notHere'), strong(missing.map(({ raw }) => raw).join(', ')), '.']);
  if (!total) lines.push(...waysOn(query));
  if (!lines.length) return;
  // What main.js has put there, which spelling was searched instead, stays.
  if (hint.hidden) hint.replaceChildren();
  hint.prepend(...lines.map((parts) => make('span', {}, ...parts)));
  hint.hidden = false;

  function link(query, textContent, filters = '') {
    // A page that lists only some models finds no others.
    const href = `${box.dataset.filter ? input.form.action.split('?')[0] : ''}?${query ? `q=${encodeURIComponent(query)}` : ''}${filters}`;
    return make('a', { href, textContent });
  }

  function waysOn(query) {
    const lines = [];
    if (Object.keys(chosen).length && query.trim()) lines.push([link(query, say('without'))]);
    const links = (list) => list.slice(0, MOST).flatMap(({ label }) => [' ', link(label, label)]);
    const places = placesIn(query);
    const matters = mattersNear(query);
    if (places.length) lines.push([say('atPlace'), ...links(places)]);
    if (matters.length) lines.push([say('ofMatter'), ...links(matters)]);
    lines.push([say('hint'), ...about.fields.flatMap(([id, label]) => [' ', link('', label, `field=${id}`)])]);
    if (box.dataset.submit) lines.push([make('a', { href: new URL(box.dataset.submit, ROOT).href, textContent: say('submit') })]);
    return lines;
  }
}
