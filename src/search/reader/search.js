/**
 * One search: loads the parts of the index that the question needs, ranks, filters, and returns results.
 *
 *   search(query, {filters, limit = 10, offset = 0, prefix = true, facets = true}) → Promise<{
 *     total,            number of models found; `approximate` is true where it is an estimate: with very common words, or within a place
 *     results: [{url, title, excerpt, marks: {title: [[from, to], …], excerpt: […]}, summary, placeThen, placeNow, field,
 *                year, awardYear, award, level, copies, score}],
 *     facets: {field: [{id, label, count}], place: [{id, label, count, within}], district, year, level, unit, stage, spread, needs, called},
 *     absent,           the names of places in the question that no model is in; '' if there are none
 *     missing,          the words that no model has, and that were not corrected; '' if there are none
 *     apart,            whether no two neighbours of the question stand side by side in any model; not told of a large site
 *     suggestion,       the spelling that was searched instead, or null
 *     query }>
 *   filters: {field: [id, …], place, district, level, unit, stage likewise, year: [from, to], spread: ['yes'|'no'], needs, called}.
 *   One of the values within a filter is enough, all filters must hold; a commune narrows its province. An empty query
 *   finds everything, one without a letter or digit nothing. `prefix` takes the last word for the beginning of a longer one.
 *
 * On a large site an answer opens few files, so it may have fewer results than `limit`; a search from
 * offset + results.length on gives the next ones. There, communes and former districts are counted only in the provinces
 * that the filters name.
 */

import { memo } from './letters.js';
import { about, isLarge, loadFile, loadParts, store } from './index/store.js';
import { documentsWith, ready } from './index/table.js';
import { readPlaces } from './index/places.js';
import { pairPartOf } from './index/postings.js';
import { hasRecord, recordPart } from './index/records.js';
import { parse } from './query/parse.js';
import { addPlaces } from './query/places.js';
import { addDoubtful, standsBeside } from './query/typos.js';
import { isRare, MOST_FILES, MOST_PAIRS, MOST_PARTS, pairPartsFor, partsFor, rank } from './query/rank.js';
import { resultOf, shareOfTitle, wordsToMark } from './excerpts.js';

/** Results that a page shows at a time. */
export const PAGE = 10;
/** How many of the best are looked at again by their titles. */
const BEST = 30;

export async function search(query, { filters = {}, limit = PAGE, offset = 0, prefix = true, facets = true } = {}) {
  await ready();
  const text = String(query ?? '');
  let question = parse(text, prefix);
  if (/["“”„«»]/.test(text) || question.words.some(({ isDoubted }) => isDoubted)) {
    await loadFile('x');
    question = parse(text, prefix);
  }
  const { words } = question;
  const [asked] = words;
  let score = [];
  let found = [...Array(text.trim() ? 0 : about.documents).keys()];
  let room = MOST_PARTS;
  let approximate = false;
  // All files that are known to be needed are asked for at once: on a slow line a round trip costs more than bytes.
  const filtering =
    (facets || Object.values(filters).some((values) => values?.length)) && loadFile('x').then(() => store.filtering.loadValues(filters));
  if (asked) {
    const answer = await answerOf(question);
    ({ found, score, isPartial: approximate } = answer);
    // Files of results that may be opened.
    room = Math.max(answer.filesLeft, found.slice(0, 1).some(hasRecord) ? 0 : 1);
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
  let shown = ordered.slice(offset, end);
  if (asked && isLarge) shown = await byTitle(shown, score, marks);
  await loadRecords(shown);
  return {
    query,
    total: found.length,
    approximate,
    results: shown.map((doc) => resultOf(doc, score[doc] ?? 0, marks, words)),
    facets: counts,
    ...understood(words),
    absent: words.flatMap(({ absent }) => absent ?? []).join(', '),
    suggestion: store.filtering?.suggestionOf(words, shown[0]) ?? null,
  };
}

/**
 * Loads the postings that a question needs, and ranks: {found, score, filesLeft, isPartial}. `filesLeft` is how many files may be opened
 * yet, `isPartial` whether documents may be missing in which the words are apart from each other.
 */
async function answerOf(question) {
  const { words, quotations } = question;
  let left = MOST_FILES;
  const open = (tier, parts) => {
    left -= parts.length;
    return loadParts(tier, parts);
  };
  const openPlaces = async () => {
    const parts = addPlaces(words).slice(0, left);
    await open('p', parts);
    parts.forEach(readPlaces);
    return parts.length;
  };
  const isPlaced = await openPlaces();
  if (isPlaced && !isLarge) {
    await loadFile('x');
    store.filtering.stayInPlaces(words);
  }
  // A place or a rare word leaves few documents, of which neighbours say most. Else the lists of words come first.
  const isKnown = words.every(({ known }) => known);
  const few = isLarge ? words.filter((word) => isRare(word) || word.quoted) : [];
  const isNarrow = (isLarge && isPlaced) || few.some(isRare);
  const openPairs = () => open('b', pairPartsFor(words, Math.min(MOST_PAIRS, left - 1)));
  let isPartial = false;
  if (!isNarrow) {
    // Lists of words are larger than parts by place: one file less, for the same bytes; but a word with a slip has many readings.
    left -= isKnown;
    await open('a', partsFor(words, MOST_PARTS));
  } else if (!rank(question).isTogether) {
    isPartial = true;
    const lists = open('a', partsFor(few, 1));
    await Promise.all([lists, openPairs()]);
  }
  if (quotations[0]) await loadParts('b', store.filtering.pairPartsIn(quotations, pairPartOf));
  store.filtering?.dropUnlikely(words);
  addDoubtful(words);
  let answer = rank(question);
  // No page has all where it says most: which have it in the text?
  if (isLarge && !isNarrow && !answer.isAnswered) {
    await openPairs();
    // Words that the site has, but not side by side, may be a mistyped name. Another slip is unlikely.
    await (isKnown && openPlaces());
    answer = rank(question);
  }
  return { ...answer, filesLeft: left, isPartial: isPartial || words.some(({ cut }) => cut) };
}

/** What the site has of the words that say what is sought: {missing, apart}, as `search` returns them. */
function understood(words) {
  const sought = words.filter(({ emphasis }) => emphasis === 1);
  const missing = sought.filter(({ candidates }) => !candidates.some(({ word, fit }) => fit > 0.5 && documentsWith(word)));
  // Pairs of a name say nothing of the matter.
  const sure = words.map(({ candidates, emphasis, isNamed }) => ({ candidates: candidates.filter(({ fit, typo }) => fit > 0.8 && !typo && emphasis === 1 && !isNamed) }));
  return {
    missing: missing.map(({ typed }) => typed).join(', '),
    apart: !isLarge && sure.filter(({ candidates }) => candidates[0]).length > 1 && !sure.some(({ candidates }, at) => standsBeside(sure, at, candidates)),
  };
}

const loadRecords = (documents) => loadParts('r', documents.filter((doc) => !hasRecord(doc)).map(recordPart));

/** Raises among the best documents those whose titles say little else than what was asked. */
async function byTitle(found, score, marks) {
  const best = found.slice(0, BEST);
  await loadRecords(best);
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
  const isFree = ({ doc, part }) => opened.has(part) || hasRecord(doc);
  while (chosen.length < count && pool.length) {
    // The first must be the best; after it, the more files are open, the larger a difference is accepted.
    const least = pool[0].score * (chosen.length ? 0.88 - 0.08 * Math.min(opened.size, 5) : 1);
    const alike = pool.filter((one) => one.score >= least && (room || isFree(one)));
    if (!alike.length) break;
    // The file with most of them comes next, but any that is free before others.
    const gains = {};
    for (const one of alike) gains[one.part] = (gains[one.part] ?? 0) + (isFree(one) ? 1e9 : (one.score / pool[0].score) ** 16);
    const next = chosen.length ? alike.reduce((best, one) => (gains[one.part] > gains[best.part] ? one : best)) : alike[0];
    pool.splice(pool.indexOf(next), 1);
    if (!isFree(next)) {
      room--;
      opened.add(next.part);
    }
    chosen.push(next.doc);
  }
  return chosen.sort((a, b) => score[b] - score[a] || a - b);
}
