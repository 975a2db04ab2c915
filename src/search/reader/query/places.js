/**
 * Places in a question: which of its words name a unit.
 */

import { distance, fold } from '../letters.js';
import { about } from '../index/store.js';
import { names, placeLists, placeWords } from '../index/places.js';
import { documentsWith, table } from '../index/table.js';
import { MINOR } from './fit.js';

/** How many parts by place one question opens. */
const MOST_PARTS = 3;

/** The words that a typed word may be in a name, with their fit: `tứ` is not meant by `tu` where `tự` is much more common. */
function fitsOf({ candidates }) {
  const isMeant = (one) => candidates.every(({ word, fit, completion }) => completion || fit < one.fit || documentsWith(word) < 30 * documentsWith(one.word));
  return new Map(candidates.filter(isMeant).map(({ word, fit }) => [word, fit]));
}

/** Whether a question may have the name of a place: two words of names side by side, or a number after a word for a type. */
export function mayNamePlace(words) {
  const all = placeWords();
  const may = words.map((word) => !word.known || [...fitsOf(word)].some(([id, fit]) => fit > 0.6 && all.has(id)));
  return words.some((word, at) => at && ((may[at - 1] && may[at]) || (isType([words[at - 1]]) && /^\d/.test(word.plain))));
}

/**
 * Finds the names of places in a question. Returns the parts that have their documents, if these are few. Words of such a
 * name get `isPlace`; those for its type before it say little.
 */
export function addPlaces(words) {
  const fits = words.map(fitsOf);
  const found = [];
  for (const name of names()) {
    for (let from = 0; from + name.words.length <= words.length; from++) {
      if (about.hamlets.includes(words[from - 1]?.plain)) continue;
      const own = words.slice(from, from + name.words.length);
      const wrong = own.filter((_, at) => !fits[from + at].has(name.words[at]));
      if (wrong.length > 1) continue;
      const value = Math.min(...own.map((word, at) => fits[from + at].get(name.words[at]) ?? fitOfSlip(word, name.words[at], words)));
      if (value > 0.3) found.push({ name, own, from, value });
    }
  }
  // Of names that overlap the longest are meant, then the likeliest.
  const isAtEnd = ({ own, from }) => !from || !words[from + own.length] || isType([words[from - 1]]);
  const rank = (one) => 3 * one.own.length + 4 * one.value + isAtEnd(one);
  found.sort((a, b) => rank(b) - rank(a));
  const taken = [];
  for (const one of found) {
    const { own, from, value } = one;
    const over = taken.find((other) => other.from < from + own.length && from < other.from + other.own.length);
    if (!over) taken.push({ ...one, names: [one.name] });
    else if (over.from === from && over.own.length === own.length && value > 0.8 * over.value) over.names.push(one.name);
  }
  const parts = new Set();
  for (const place of taken) place.parts = [...new Set(place.names.flatMap((name) => name.parts))];
  for (const { own, from, names, parts: wanted } of taken.sort((a, b) => a.parts.length - b.parts.length)) {
    if (parts.size + wanted.length > MOST_PARTS) break;
    wanted.forEach((part) => parts.add(part));
    // The name of a hamlet may be part of the matter.
    const isPlace = !about.hamlets.includes(own[0].plain);
    own.forEach((word, at) => {
      word.isPlace = isPlace;
      // What was mistyped is meant for the word of the name.
      for (const { words } of names) if (!fits[from + at].has(words[at])) word.candidates.push({ word: words[at], fit: 0.7, typo: true });
    });
    for (const count of [2, 1]) {
      const before = words.slice(Math.max(from - count, 0), from);
      if (isType(before)) before.forEach((word) => (word.emphasis = MINOR));
    }
  }
  return [...parts];
}

/** Whether words are one for the type of a unit. */
const isType = (words) => about.ranks.includes(words.map(({ plain }) => plain).join(' '));

/** How well a word that the site does not have, or that is not finished, fits one of a name. */
function fitOfSlip(typed, word, words) {
  const { plain, candidates } = typed;
  const known = candidates.some(({ fit, completion, typo }) => fit > 0.9 && !completion && !typo);
  const own = fold(table.words[word]);
  if (known || /\d/.test(plain)) return 0;
  const isBeginning = typed === words[words.length - 1] && own.startsWith(plain);
  return isBeginning || (plain.length > 2 && distance(plain, own) === 1) ? 0.7 : 0;
}

/** Whether a document of the places has all words that matter, side by side as in the question but once. */
export function isAnswered(words) {
  const asked = words.filter(({ emphasis }) => emphasis === 1);
  const counts = {};
  const count = (lists) => {
    for (const doc of new Set(lists.flatMap((list) => list?.documents ?? []))) counts[doc] = (counts[doc] ?? 0) + 1;
  };
  const likely = (word) => (word?.candidates ?? []).filter(({ fit }) => fit > 0.4);
  asked.forEach((word, at) => {
    const lists = likely(word).map(({ word }) => placeLists().get(word));
    count(lists);
    count(lists.flatMap((list) => likely(asked[at + 1]).map(({ word }) => list?.next.get(word))));
  });
  return Object.values(counts).some((value) => value >= 2 * asked.length - 2);
}
