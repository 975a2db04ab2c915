/**
 * Phrases in quotes: which documents have all neighbours of one side by side.
 */

import { forEachPair, listsOf } from '../index/postings.js';
import { table } from '../index/table.js';
import { fit } from './fit.js';

/** The phrases in quotes of a question: arrays of those of its words that stand in quotes together. They are meant as they were typed. */
export function quotationsIn(text, words) {
  const quotations = [];
  for (const found of text.matchAll(/["“”„«»]([^"“”„«»]+)["“”„«»]?/g)) {
    const phrase = words.filter(({ start }) => start >= found.index && start < found.index + found[0].length);
    phrase.forEach((word) => Object.assign(word, { emphasis: 1, quoted: true }));
    if (phrase.length) quotations.push(phrase);
  }
  return quotations;
}

/** The documents that have each two neighbours of a phrase side by side, with the marks that were typed. */
export function withPhrase(phrase) {
  const fitting = ({ typed, candidates }) => candidates.filter(({ word }) => fit(typed, table.words[word], false) > 0.9);
  if (phrase.length === 1) return new Set(fitting(phrase[0]).flatMap(({ word }) => listsOf(word).flatMap(({ documents }) => [...documents])));
  let found = null;
  for (let at = 0; at + 1 < phrase.length; at++) {
    const here = new Set();
    for (const { word } of fitting(phrase[at])) {
      forEachPair(word, fitting(phrase[at + 1]), ({ documents }) => {
        if (!found) documents.forEach((doc) => here.add(doc));
        else for (const doc of documents) if (found.has(doc)) here.add(doc);
      });
    }
    found = here;
  }
  return found;
}

/**
 * On a site that is not large, words that name a place are sought only where the whole name stands: `Phú` of `Phú An` is no `Phú Quý`. Each gets
 * these documents as `inside`.
 */
export function stayInPlaces(words) {
  for (const { isNamed, isPlace } of words) {
    if (!isPlace || isNamed[0].inside) continue;
    const inside = namedIn(isNamed);
    for (const word of isNamed) word.inside = inside;
  }
}

/** The documents in which a name stands, with marks that its words may have. */
function namedIn(name) {
  const likely = ({ candidates }) => candidates.filter(({ fit }) => fit > 0.5);
  return name.slice(1).reduce((found, next, at) => {
    const here = new Set();
    for (const { word } of likely(name[at])) forEachPair(word, likely(next), ({ documents }) => documents.forEach((doc) => here.add(doc)));
    return found ? new Set([...here].filter((doc) => found.has(doc))) : here;
  }, null);
}

/** The parts that say which words of quotations follow each other; `pairPartOf` is that of ../index/postings.js. */
export const pairPartsIn = (quotations, pairPartOf) =>
  quotations.flatMap((phrase) =>
    phrase.slice(1).flatMap(({ candidates }, at) => candidates.flatMap(({ word }) => phrase[at].candidates.map((first) => pairPartOf(first.word, word)))),
  );
