/**
 * Places: the names that questions can have, and postings of the documents that lie there. src/search/index/places.rs writes
 * them; a site that is not large has the names alone, and postings of places with all others.
 */

import { fold, syllables } from '../letters.js';
import { riceParameter } from './bits.js';
import { about, partAs, store } from './store.js';
import { placeRecords, readRecord } from './records.js';
import { META, SUMMARY, TITLE } from './zones.js';
import { table, wordCode, wordsOf } from './table.js';

/** Whether a name is that of places without models: its part is 0, which is none. */
export const isAbsent = ({ parts }) => !parts[0];

/** All names: {words, parts, doubt}. `doubt` is 1 where the words without marks are rather meant otherwise, 2 where with marks too. */
export const names = () => partAs('names', readNames) ?? [];

function readRising(bits, universe, count = bits.eliasGamma() - 1) {
  const numbers = [];
  bits.rising(count, riceParameter(universe, count), (number) => numbers.push(number));
  return numbers;
}

function readNames(bits) {
  const all = [];
  const words = readRising(bits, table.words.length);
  const partCount = bits.eliasGamma() - 1;
  const readBranches = (before) => {
    const count = bits.eliasGamma() - 1;
    bits.rising(count, riceParameter(words.length, count), (at) => {
      const name = [...before, words[at]];
      if (bits.bit()) all.push({ words: name, doubt: bits.eliasGamma() - 1, parts: readRising(bits, partCount, bits.eliasGamma()) });
      readBranches(name);
    });
  };
  readBranches([]);
  return all;
}

/** By word, what the parts that are read say: {documents, zones, next}, as a list of postings.js. */
export const placeLists = () => (store.places ??= new Map());

function put(lists, word, doc, zone) {
  if (!lists.has(word)) lists.set(word, { documents: [], zones: [], next: new Map() });
  const list = lists.get(word);
  list.documents.push(doc);
  list.zones.push(zone);
  return list;
}

/** Adds the words of one text. */
function putText(words, doc, zone) {
  let next;
  for (const word of words) {
    if (next) put(next, word, doc, zone);
    ({ next } = put(placeLists(), word, doc, zone));
  }
}

/** The words of a text as numbers of the table. */
const wordsIn = (text) =>
  syllables(text).flatMap(({ raw }) => {
    const id = table.ids.get(fold(raw));
    return id === undefined ? [] : [...wordsOf(id)].filter((word) => table.words[word] === raw.toLowerCase());
  });

/** Reads a part that is loaded into `placeLists`. */
export function readPlaces(part) {
  partAs(`p${part}`, (bits) => {
    const readWords = () => Array.from({ length: bits.eliasGamma() - 1 }, () => wordCode.read(bits));
    const documents = [];
    const count = bits.eliasGamma() - 1;
    bits.rising(count, riceParameter(about.documents, count), (doc) => {
      documents.push(doc);
      const record = readRecord(bits);
      placeRecords().set(doc, record);
      putText(wordsIn(record.title), doc, TITLE);
      for (let left = bits.eliasGamma() - 1; left; left--) putText(readWords(), doc, META);
      putText(wordsIn(record.summary), doc, SUMMARY);
    });
    for (let left = bits.eliasGamma() - 1; left; left--) {
      const words = readWords();
      const length = bits.eliasGamma();
      // A part without documents of its own lists any.
      bits.rising(length, riceParameter(count || about.documents, length), (at) => putText(words, count ? documents[at] : at, META));
    }
    return true;
  });
}
