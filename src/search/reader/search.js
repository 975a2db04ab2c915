/**
 * One search: loads the parts of the index that the question needs, ranks, filters, and returns results.
 *
 *   search(query, {filters, limit = 10, offset = 0, prefix = true, facets = true}) → Promise<{
 *     total,            number of models found; `approximate` is true where a very common word makes it an estimate
 *     results: [{url, title, excerpt, marks: {title: [[from, to], …], excerpt: […]}, summary, placeThen, placeNow, field,
 *                year, awardYear, award, level, copies, score}],
 *     facets: {field: [{id, label, count}], place: [{id, label, count, within}], district, year, level, unit, stage, spread},
 *     suggestion,       the spelling that was searched instead, or null
 *     query }>
 *   filters: {field: [id, …], place, district, level, unit, stage likewise, year: [from, to], spread: ['yes'|'no']}.
 *   One of the values within a filter is enough, all filters must hold; a commune narrows its province. An empty query
 *   finds everything, one without a letter or digit nothing. `prefix` takes the last word for the beginning of a longer one.
 *
 * On a large site an answer opens few files, so it may have fewer results than `limit`; a search from
 * offset + results.length on gives the next ones. There, communes and former districts are counted only in the provinces
 * that the filters name.
 */

import { memo } from './letters.js';
import { about, isLarge, loadFile, loadParts, store } from './index/store.js';
import { ready, table } from './index/table.js';
import { readPlaces } from './index/places.js';
import { listsOf, partOf } from './index/postings.js';
import { hasRecords, recordPart } from './index/records.js';
import { parse } from './query/parse.js';
import { addPlaces, isAnswered, mayNamePlace } from './query/places.js';
import { addDoubtful } from './query/typos.js';
import { MOST_FILES, MOST_PARTS, partsFor, rank } from './query/rank.js';
import { resultOf, shareOfTitle, wordsToMark } from './excerpts.js';

/** Results that a page shows at a time. */
export const PAGE = 10;
/** How many of the best are looked at again by their titles. */
const BEST = 30;

export async function search(query, { filters = {}, limit = PAGE, offset = 0, prefix = true, facets = true } = {}) {
  await ready();
  const text = String(query ?? '');
  const question = parse(text, prefix);
  const { words, quotations } = question;
  const asked = words.length > 0;
  let score = [];
  let found = [...Array(text.trim() ? 0 : about.documents).keys()];
  let room = MOST_PARTS;
  // All files that are known to be needed are asked for at once: on a slow line a round trip costs more than bytes.
  const filtering =
    (facets || Object.values(filters).some((values) => values?.length)) && loadFile('x').then(() => store.filtering.loadValues(filters));
  if (asked) {
    const named = isLarge && mayNamePlace(words);
    await Promise.all([named && loadFile('n'), quotations.length && loadFile('x')]);
    const placeParts = addPlaces(words);
    await loadParts('p', placeParts);
    placeParts.forEach(readPlaces);
    // The file of names is as large as two others.
    let left = MOST_FILES - placeParts.length - 2 * named;
    if (!placeParts.length || !isAnswered(words)) {
      const parts = partsFor(words, Math.min(MOST_PARTS, left - (placeParts.length ? 1 : 2)) || 1);
      left -= parts.length;
      await Promise.all([loadParts('a', parts), loadParts('b', partsForQuotations(quotations)), filtering]);
    }
    // Files of results that may be opened.
    room = Math.max(2, left);
    addDoubtful(words);
    ({ found, score } = rank(question));
  }
  let counts = null;
  if (filtering) {
    await filtering;
    ({ kept: found, facets: counts } = store.filtering.filter(found, filters));
  }
  const marks = wordsToMark(words, text);
  if (asked && !isLarge) found = await byTitle(found, score, marks);
  const end = offset + limit;
  const ordered = isLarge ? inFewFiles(JSON.stringify([query, filters, prefix]), found, score, offset, end, room) : found;
  const shown = ordered.slice(offset, end);
  await loadParts('r', shown.map(recordPart));
  return {
    query,
    total: found.length,
    approximate: words.some(({ cut }) => cut),
    results: shown.map((doc) => resultOf(doc, score[doc] ?? 0, marks)),
    facets: counts,
    suggestion: suggestionOf(words, shown[0]),
  };
}

/** The parts whose second tier says which words of quotations follow each other in running text: those of all but the last. */
const partsForQuotations = (quotations) =>
  quotations.flatMap((phrase) => phrase.slice(0, -1).flatMap(({ candidates }) => candidates.map(({ word }) => partOf(word))));

/** Raises among the best documents those whose titles say little else than what was asked. */
async function byTitle(found, score, marks) {
  const best = found.slice(0, BEST);
  await loadParts('r', best.map(recordPart));
  for (const doc of best) score[doc] *= 1 + 0.15 * shareOfTitle(doc, marks);
  return best.sort((a, b) => score[b] - score[a] || a - b).concat(found.slice(BEST));
}

/** The documents that each question has been answered with so far, in their order: later answers go on from there. */
const answered = memo(() => []);

/**
 * On a large site, the documents from 0 to `end` in an order that opens few files: at most `room` for each page of results,
 * so that there may be fewer documents. The order is the same each time a question (`key`) is asked.
 */
function inFewFiles(key, found, score, offset, end, room) {
  const ordered = answered(key);
  const before = new Set(ordered);
  const rest = found.filter((doc) => !before.has(doc));
  // Documents that were skipped over are taken by score.
  ordered.push(...rest.splice(0, offset - ordered.length));
  const count = end - ordered.length;
  ordered.push(...nearlyBest(rest, score, count, room * Math.ceil((end - offset) / PAGE)));
  return ordered;
}

/**
 * Up to `count` documents, the best first. Among documents that are nearly as good as the best one left, those come first
 * whose files are loaded or needed anyway; at most `room` other files are opened.
 */
function nearlyBest(found, score, count, room) {
  const pool = found.slice(0, count * 100).map((doc) => ({ doc, part: recordPart(doc), score: score[doc] ?? 0 }));
  const opened = new Set();
  const chosen = [];
  const isFree = (part) => opened.has(part) || hasRecords(part);
  while (chosen.length < count && pool.length) {
    // The first must be the best; after it, the more files are open, the larger a difference is accepted.
    const least = pool[0].score * (chosen.length ? 0.88 - 0.08 * Math.min(opened.size, 5) : 1);
    const end = pool.findIndex(({ score }) => score < least);
    const alike = (end < 0 ? pool : pool.slice(0, end)).filter(({ part }) => room || isFree(part));
    if (!alike.length) break;
    // Of few the best; of many the file with most of them, but any file that is free before others.
    const gains = {};
    for (const { part } of alike) gains[part] = (gains[part] ?? (isFree(part) ? 1e9 : 0)) + 1;
    const next = chosen.length && alike.length > count ? alike.reduce((best, one) => (gains[one.part] > gains[best.part] ? one : best)) : alike[0];
    pool.splice(pool.indexOf(next), 1);
    if (!isFree(next.part)) room--;
    opened.add(next.part);
    chosen.push(next.doc);
  }
  return chosen.sort((a, b) => score[b] - score[a] || a - b);
}

/** The question with what was searched in place of words that the site does not have; null if it has them all. */
function suggestionOf(words, first) {
  if (!words.some(({ known, candidates }) => !known && candidates.some(({ typo }) => typo))) return null;
  return words
    .map(({ known, typed, candidates }) => {
      const typos = candidates.filter(({ typo }) => typo);
      if (known || !typos.length) return typed;
      // A word of the first result before others, then the one that fits best.
      const isIn = ({ word }) => (listsOf(word).some(({ documents }) => documents.includes(first)) ? 1 : 0);
      return table.words[typos.reduce((a, b) => ((isIn(b) - isIn(a) || b.fit - a.fit) > 0 ? b : a)).word];
    })
    .join(' ');
}
