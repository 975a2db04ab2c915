/**
 * Elements of the page of results, and what it says.
 */

import { about } from '../index/store.js';

/** A text of the page in the site's language, which comes with the index (src/search/messages.rs); `n` fills in `{n}`. */
// What numbers look like in a language is loaded by the browser when the first is shown, which takes a laptop 35 ms.
export const say = (key, n) => (about?.say[key] ?? '').replace('{n}', n < 1e3 ? n : n?.toLocaleString(about.language));

/** An element with properties and children. Text is only ever set as text, never as HTML. */
export const make = (tag, properties = {}, ...children) => {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children.filter((child) => child !== ''));
  return element;
};

/** A text with its marked ranges as elements. */
export const withMarks = (text, markRanges) => {
  const parts = [];
  let at = 0;
  for (const [from, to] of markRanges) {
    parts.push(text.slice(at, from), make('mark', { textContent: text.slice(from, to) }));
    at = to;
  }
  return [...parts, text.slice(at)];
};

const factsOf = ({ field, award, level, awardYear, year, copies }) => {
  const when = awardYear ? [award || level, awardYear].filter(Boolean).join(' ') : year ? say('started') + year : '';
  const copied = copies ? say(copies === 1 ? 'copiedOne' : 'copied', copies) : '';
  return [field, when, copied].filter(Boolean).join(' · ');
};

/** One result of `search()` as an item of the list. */
export const resultItem = (result) => {
  const { url, title, excerpt, marks, placeThen, placeNow } = result;
  return make(
    'li',
    {},
    make('h2', {}, make('a', { href: url }, ...withMarks(title, marks.title))),
    make('p', { className: 'place' }, placeThen + (placeNow ? ` — ${say('now')}${placeNow}` : '')),
    make('p', { className: 'excerpt' }, ...withMarks(excerpt, marks.excerpt)),
    make('p', { className: 'facts' }, factsOf(result)),
  );
};
