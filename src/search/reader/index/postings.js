/**
 * Postings: which documents contain a word, and which words follow it there. src/search/index/postings.rs writes them.
 *
 * Documents are known by their numbers, which are the order of the site's most relevant documents without a question.
 */

import { memo } from '../letters.js';
import { Bits, riceParameter } from './bits.js';
import { about, store } from './store.js';
import { foldOf, foldsOf, partOfFold, table, wordsOf } from './table.js';

// The zones of a document, from the least to the most important. A word counts for the best zone that contains it: once in
// the text (0), several times in the text (1), in the summary (2), in its place, organisation, tags or campaigns (3), in
// the title (4).
const SUMMARY = 2;
const META = 3;

/** The lists of all words of a part, by word. */
const lists = {};
/** By part, the second tier: Map(word → Map(next word → {documents, zones})). */
const secondTier = {};

export const isLoaded = (part) => part in lists || `a${part}` in store;

function listsOf(part) {
  if (part in lists) return lists[part];
  const bits = new Bits(store[`a${part}`]);
  const all = (lists[part] = new Map());
  for (const fold of foldsOf(part)) {
    for (const word of wordsOf(fold)) all.set(word, readWord(bits));
  }
  return all;
}

/**
 * One word: {documents, zones, cut, count, next}. `documents` ascend; of a very common word only those with the best zones
 * are listed (`cut` is 1), and `count` says how many there are. `next` maps each word that follows it in a title, a place,
 * a tag or the like to {documents, zones}.
 */
function readWord(bits) {
  const length = bits.eliasGamma();
  const cut = bits.bit();
  const count = cut ? bits.eliasGamma() : length;
  const list = { documents: new Uint32Array(length), zones: new Uint8Array(length), cut, count, next: new Map() };
  bits.rising(length, riceParameter(about.documents, length), (doc, at) => {
    list.documents[at] = doc;
    list.zones[at] = bits.bit() ? (bits.bit() ? (bits.bit() ? META + bits.bit() : SUMMARY) : 1) : 0;
  });
  readPairs(bits, list, list.next, () => META + bits.bit());
  return list;
}

/** Reads the words that follow the word of `list` into `next`. Their documents are positions in its list, unless that is cut. */
function readPairs(bits, list, next, readZone) {
  const count = bits.eliasGamma() - 1;
  bits.rising(count, riceParameter(table.words.length, count), (word) => {
    const length = bits.eliasGamma();
    const pair = { documents: new Uint32Array(length), zones: new Uint8Array(length) };
    bits.rising(length, riceParameter(list.cut ? about.documents : list.documents.length, length), (rank, at) => {
      pair.documents[at] = list.cut ? rank : list.documents[rank];
      pair.zones[at] = readZone();
    });
    next.set(word, pair);
  });
}

/** The second tier of a part, with the words that follow in summary and text; undefined if either tier is not loaded. */
function secondTierOf(part) {
  // Files of the second tier hold parts whose first tier may not be here, and without that they cannot be read.
  if (!(part in secondTier) && isLoaded(part) && `b${part}` in store) secondTier[part] = readSecondTier(part);
  return secondTier[part];
}

function readSecondTier(part) {
  const bits = new Bits(store[`b${part}`]);
  const all = new Map();
  for (const [word, list] of listsOf(part)) {
    const next = new Map();
    readPairs(bits, list, next, () => bits.bit() * SUMMARY);
    all.set(word, next);
  }
  return all;
}

/** The part that has a word. */
export const partOf = memo((word) => partOfFold(foldOf(word)));

/** The list of a word (`readWord`); null if its part is not loaded. */
export const listOf = (word) => {
  const part = partOf(word);
  return isLoaded(part) ? listsOf(part).get(word) : null;
};

/**
 * For each of `others` ({word, …}) that follows the word `first` somewhere: calls `each({documents, zones}, other)`,
 * until it returns true. Returns whether it did. Looks only into parts that are loaded; a pair may come once for each tier.
 */
export const forEachPair = (first, others, each) => {
  for (const next of [listOf(first)?.next, secondTierOf(partOf(first))?.get(first)]) {
    if (!next?.size) continue;
    for (const other of others) {
      const pair = next.get(other.word);
      if (pair && each(pair, other)) return true;
    }
  }
  return false;
};
