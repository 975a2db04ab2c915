/**
 * Places in a question: which of its words name a unit.
 */

import { distance, fold, oneI } from '../letters.js';
import { about } from '../index/store.js';
import { isAbsent, names } from '../index/places.js';
import { documentsWith, table } from '../index/table.js';
import { MINOR } from './fit.js';
import { fitOfTypo, standsBeside } from './typos.js';

const capital = (word) => word[0].toUpperCase() + word.slice(1);

/** How many parts by place one question opens. */
const MOST_PARTS = 3;

/** The words that a typed word may be in a name, with their fit: `tứ` is hardly meant by `tu` where `tự` is much more common. */
function fitsOf({ candidates }) {
  const isMeant = (one) => candidates.every(({ word, fit, completion }) => completion || fit < one.fit || documentsWith(word) < 30 * documentsWith(one.word));
  return new Map(candidates.map((one) => [one.word, one.fit * (isMeant(one) ? 1 : 0.6)]));
}

/** Whether a name is that of many places, or of a large one: its documents are in a list. It is likelier meant. */
const isListed = ({ parts }) => parts[0] >= about.listsFrom;

/** The names that words of a question may be: {name, own, from, value, slips, isTyped}. `isTyped` is whether the type of a unit stands before. */
function* namesIn(words) {
  const fits = words.map(fitsOf);
  for (const name of names()) {
    for (let from = 0; from + name.words.length <= words.length; from++) {
      const slips = name.words.filter((word, at) => !fits[from + at].has(word));
      if (slips[1]) continue;
      const own = words.slice(from, from + name.words.length);
      // A place without models is meant only by its whole name: what is like it may be anything.
      if (isAbsent(name) && own.some(({ plain }, at) => oneI(plain) !== oneI(fold(table.words[name.words[at]])))) continue;
      const isTyped = typeBefore(words, from).length > 0;
      // After the word for a hamlet (not the one in `thành phố`) it is a hamlet's name, unless it is the last, and that of a large place.
      const isLast = from + name.words.length === words.length;
      if (!isTyped && about.hamlets.includes(words[from - 1]?.plain) && !(isLast && isListed(name))) continue;
      const isExact = own.every(({ typed }, at) => typed === table.words[name.words[at]]);
      if (name.doubt > isExact && !isTyped) continue;
      const value = Math.min(...name.words.map((word, at) => fits[from + at].get(word) ?? fitOfSlip(own, at, word, isLast)));
      if (value > 0.3) yield { name, own, from, value, slips, isTyped };
    }
  }
}

/**
 * Finds the names of places and years in a question. Returns the parts that have their documents, if these are few. Words of
 * such a name get the words of the whole name as `isNamed`, and of one of a unit or year `isPlace`; those for its type before it
 * say little. Nothing is sought for the words of a place without models, the first of which gets its name as `absent`.
 */
export function addPlaces(words) {
  // Of names that overlap the longest are meant (the type in `xã Thanh` adds little, and that in `phường Bình Thuận` is better than the same
  // before the province's name), then those after the type of a unit, then the
  // likeliest; but one that a question begins or ends with before a longer one in its middle, which takes a word of it: `camera an ninh Đông
  // Giang` is not about An Ninh Đông.
  const rank = ({ own, from, value, isTyped }) =>
    3 * own.length - 0.9 * isType(own.slice(0, 1)) + 4 * value + 2 * isTyped + 3.5 * (!from || !words[from + own.length]);
  const taken = [];
  for (const one of [...namesIn(words)].sort((a, b) => rank(b) - rank(a))) {
    const { own, from, value } = one;
    const over = taken.find((other) => other.from < from + own.length && from < other.from + other.own.length);
    if (!over) taken.push({ own, from, value, all: [one] });
    else if (over.from === from && over.own.length === own.length && value >= 0.6 * over.value) over.all.push(one);
  }
  const parts = new Set();
  for (const { own, from, all } of taken) {
    const present = all.filter(({ name }) => !isAbsent(name));
    let isFound = !present[0];
    if (isFound) {
      own[0].absent = all[0].name.words.map((word) => capital(table.words[word])).join(' ');
      for (const word of own) Object.assign(word, { candidates: [], emphasis: MINOR, known: true });
    }
    for (const { name, slips } of present.sort((a, b) => b.value - a.value || isListed(b.name) - isListed(a.name))) {
      const more = name.parts.filter((part) => !parts.has(part));
      if (parts.size + more.length > MOST_PARTS) continue;
      more.forEach((part) => parts.add(part));
      isFound = true;
      // What was mistyped is meant for the word of the name.
      for (const word of slips) own[name.words.indexOf(word)].candidates.push({ word, fit: 0.7, typo: true });
    }
    if (!isFound) continue;
    // The name of a hamlet may be part of the matter.
    const isPlace = !about.hamlets.includes(own[0].plain);
    for (const word of own) Object.assign(word, { isNamed: own, isPlace });
    // Not before a year, and the word for a province only before a name that many share, as a province's: `toàn tỉnh La Dạ` has it in
    // the matter.
    const type = own[1] ? typeBefore(words, from) : [];
    if (type[0]?.plain !== about.province || own[0].absent || isListed(all[0].name)) type.forEach((word) => (word.emphasis = MINOR));
  }
  return [...parts];
}

/** The words for the type of a unit that stand before the word at `from`; none if there are none. */
const typeBefore = (words, from) => [2, 1].map((count) => words.slice(Math.max(from - count, 0), from)).find(isType) ?? [];

/** Whether words are one for the type of a unit. */
const isType = (words) => about.ranks.includes(words.map(({ plain }) => plain).join(' '));

/**
 * How well the word at `at` of what may be a name fits one of the name, if the site does not have it, or not beside the others, or if it is
 * not finished.
 */
function fitOfSlip(own, at, word, isLast) {
  const { plain, candidates } = own[at];
  const likely = candidates.filter(({ fit, completion, typo }) => fit > 0.9 && !completion && !typo);
  const meant = fold(table.words[word]);
  if (/\d/.test(plain) || standsBeside(own, at, likely)) return 0;
  const isBeginning = isLast && at === own.length - 1 && meant.startsWith(plain);
  if (isBeginning) return 0.7;
  const value = plain.length > 2 && distance(plain, meant) === 1 ? fitOfTypo(own[at], word, 1) : 0;
  // It may rather be another word.
  return candidates.some(({ fit, typo }) => typo && fit > value) ? 0 : value;
}
