/**
 * Postings: which documents contain a word, and which words follow it there. src/search/index/postings.rs writes them.
 *
 * Documents are known by their numbers, which are the order of the site's most relevant documents without a question.
 */

import { memo } from '../letters.js';
import { riceParameter } from './bits.js';
import { about, partAs, store } from './store.js';
import { placeLists } from './places.js';
import { foldOf, foldsOf, partOfFold, table, wordsOf } from './table.js';
import { META, SUMMARY, TITLE } from './zones.js';

export const isLoaded = (part) => `a${part}` in store;

/** The lists of all words of a part: Map(word → list). */
const listsIn = (part) =>
  partAs(`a${part}`, (bits) => {
    const all = new Map();
    for (const fold of foldsOf(part)) for (const word of wordsOf(fold)) all.set(word, readWord(bits));
    return all;
  });

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
    let zone = 0;
    while (zone < TITLE && bits.bit()) zone++;
    list.zones[at] = zone;
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

/**
 * The second tier of a part, with the words that follow in summary and text: Map(word → Map(next word → {documents, zones}));
 * undefined if either tier is not loaded. Files of it hold parts whose first tier may not be here, and without that they
 * cannot be read.
 */
const secondTierOf = (part) =>
  isLoaded(part) && `b${part}` in store
    ? partAs(`b${part}`, (bits) => {
        const all = new Map();
        for (const [word, list] of listsIn(part)) {
          const next = new Map();
          readPairs(bits, list, next, () => bits.bit() * SUMMARY);
          all.set(word, next);
        }
        return all;
      })
    : undefined;

/** The part that has a word. */
export const partOf = memo((word) => partOfFold(foldOf(word)));

/** The list of a word (`readWord`); undefined if its part is not loaded. */
const listOf = (word) => {
  const part = partOf(word);
  return isLoaded(part) ? listsIn(part).get(word) : undefined;
};

/** The lists of a word that are loaded: that of its part, and that of places. */
export const listsOf = (word) => [listOf(word), placeLists().get(word)].filter(Boolean);

/**
 * For each of `others` ({word, …}) that follows the word `first` somewhere: calls `each({documents, zones}, other)`,
 * until it returns true. Returns whether it did. Looks only into parts that are loaded; a pair may come once for each of them.
 */
export const forEachPair = (first, others, each) => {
  for (const next of [...listsOf(first).map(({ next }) => next), secondTierOf(partOf(first))?.get(first)]) {
    if (!next?.size) continue;
    for (const other of others) {
      const pair = next.get(other.word);
      if (pair && each(pair, other)) return true;
    }
  }
  return false;
};
