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

/** Ascending documents with their zones, each of which `readZone` reads. */
function readDocuments(bits, length, readZone) {
  const list = { documents: new Uint32Array(length), zones: new Uint8Array(length) };
  bits.rising(length, riceParameter(about.documents, length), (doc, at) => {
    list.documents[at] = doc;
    list.zones[at] = readZone();
  });
  return list;
}

/**
 * One word: {documents, zones, cut, count}. `documents` ascend; of a common word those are left out that have it in their text
 * only (`cut` is 1), and `count` says how many there are in all.
 */
function readWord(bits) {
  const length = bits.eliasGamma() - 1;
  const cut = bits.bit();
  const count = cut ? bits.eliasGamma() : length;
  const readAny = () => {
    let zone = 0;
    while (zone < TITLE && bits.bit()) zone++;
    return zone;
  };
  return { ...readDocuments(bits, length, () => (cut ? bits.bit() && META + bits.bit() || SUMMARY : readAny())), cut, count };
}

/** The pairs of a part: Map(word → Map(next word → {documents, zones})); undefined if it is not loaded. */
const pairsIn = (name) =>
  partAs(name, (bits) => {
    const all = new Map();
    const rising = (count, each) => bits.rising(count, riceParameter(table.words.length, count), each);
    rising(bits.eliasGamma() - 1, (first) => {
      const next = new Map();
      all.set(first, next);
      rising(bits.eliasGamma(), (word) =>
        next.set(word, readDocuments(bits, bits.eliasGamma(), () => (bits.bit() ? (bits.bit() ? META + bits.bit() : SUMMARY) : 0))),
      );
    });
    return all;
  });

/** The part that has a word. */
export const partOf = memo((word) => partOfFold(foldOf(word)));

/** The part that has the pair of two words, if pairs are in parts of their own. */
export const pairPartOf = (first, next) => (foldOf(first) * 31 + foldOf(next)) % about.pairParts;

/** Whether all is loaded that the index says of two words that follow each other. */
export const arePairsLoaded = (first, next) => !about.pairParts || `b${pairPartOf(first, next)}` in store;

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
  for (const other of others) {
    const { word } = other;
    for (const next of [pairsIn('c0')?.get(first), pairsIn(`b${pairPartOf(first, word)}`)?.get(first), placeLists().get(first)?.next]) {
      const pair = next?.get(word);
      if (pair && each(pair, other)) return true;
    }
  }
  return false;
};
