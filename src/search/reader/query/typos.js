/**
 * Typing errors: candidates for words that the site does not have, or that make no sense beside their neighbours.
 */

import { distance, memo, normalize } from '../letters.js';
import { isLarge } from '../index/store.js';
import { documentsWithFold, table, wordsOf } from '../index/table.js';
import { forEachPair } from '../index/postings.js';
import { candidatesOf } from './fit.js';

/** The letters of a text as a set of bits. */
const letterSet = memo((text) => {
  let set = 0;
  for (let at = 0; at < text.length; at++) set |= 1 << (text.charCodeAt(at) & 31);
  return set;
});

/** Folds (but numbers) within an edit distance of 1 to `most`, the nearest and then the most common first: [{fold, far, count}]. */
export const foldsNear = (plain, most) => {
  const found = [];
  const own = letterSet(plain);
  table.folds.forEach((text, fold) => {
    if (Math.abs(text.length - plain.length) > most || text < 'a') return;
    // One error changes at most two letters of the set. This rules out nearly all folds without computing a distance.
    let changed = own ^ letterSet(text);
    for (let left = 2 * most; changed && left; left--) changed &= changed - 1;
    const far = changed ? 0 : distance(text, plain);
    if (far && far <= most) found.push({ fold, far, count: documentsWithFold(fold) });
  });
  return found.sort((a, b) => a.far - b.far || b.count - a.count);
};

/** Undoes Telex keys that were typed as letters, without a Vietnamese keyboard: dduwowngf → duong. */
const withoutTelex = (plain) => plain.replace(/([aeiouyw][a-z]*)[sfrxj]$/, '$1').replace(/([aeod])\1/g, '$1').replace(/w/g, '');

/** Adds candidates to a word that the site does not have. */
export function addTypos(word, anyMarks) {
  const meant = table.ids.get(withoutTelex(word.plain));
  if (meant !== undefined) {
    Object.assign(word, { plain: table.folds[meant], known: true });
    word.candidates.push(...candidatesOf(meant, 0.9, word.plain, anyMarks));
    return;
  }
  const near = foldsNear(word.plain, word.plain.length > 4 ? 2 : 1);
  for (const { fold, far } of near.slice(0, isLarge ? 5 : 24)) {
    for (const id of wordsOf(fold)) {
      const marks = distance(normalize(word.typed), normalize(table.words[id])) - far;
      word.candidates.push({ word: id, fit: (far === 1 ? 0.7 : 0.4) * 0.9 ** (anyMarks ? marks : 0), typo: true });
    }
  }
}

/**
 * Adds candidates to words that the site has, but nowhere beside one of their neighbours in the question: such a word may
 * be a typing error for a word that does stand there. Looks only into postings that are loaded.
 */
export function addDoubtful(words) {
  const stand = (first, second) => first.some(({ word }) => forEachPair(word, second, () => true));
  const exact = (word) => (word?.candidates ?? []).filter(({ completion }) => !completion);
  words.forEach((word, at) => {
    const [before, after] = [exact(words[at - 1]), exact(words[at + 1])];
    const own = exact(word);
    if (!word.known || word.quoted || word.plain.length < 2 || /^\d/.test(word.plain)) return;
    if (!before.length && !after.length) return;
    if (stand(before, own) || stand(own, after)) return;
    for (const { fold } of foldsNear(word.plain, 1)) {
      for (const candidate of candidatesOf(fold, 0.45, table.folds[fold], false)) {
        if (stand(before, [candidate]) || stand([candidate], after)) word.candidates.push({ ...candidate, typo: true });
      }
    }
  });
}
