/**
 * Typing errors: candidates for words that the site does not have, or that make no sense beside their neighbours.
 */

import { distance, fold, memo, normalize, TONES } from '../letters.js';
import { about, isLarge } from '../index/store.js';
import { documentsWith, documentsWithFold, table, wordsOf } from '../index/table.js';
import { arePairsLoaded, forEachPair } from '../index/postings.js';
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
    const count = far && far <= most && documentsWithFold(fold);
    if (count) found.push({ fold, far, count });
  });
  return found.sort((a, b) => a.far - b.far || b.count - a.count);
};

/** What the keys of Telex mean that were typed as letters, without a Vietnamese keyboard: dduwowngf → đường. */
export const withoutTelex = (typed) => {
  const [, before, key, after] = /^(.*[aeiouyw].*?)([sfrxj])([^aeiouyw]*)$/.exec(typed) ?? [, typed, '', ''];
  const bases = (before + after)
    .replace(/u?w?ow/, (keys) => (keys === 'ow' ? 'ơ' : 'ươ'))
    .replace(/([aeo])\1/, (keys) => `${keys[0]}\u0302`)
    .replace(/aw/, 'ă')
    .replace(/u?w/, 'ư')
    .replace(/dd/, 'đ');
  // `normalize` moves the tone to its letter.
  return normalize(bases.normalize('NFC').replace(/[aăâeêioôơuưy]/, `$&${key && TONES['frxsj'.indexOf(key)]}`));
};

const sorted = (text) => [...text].sort().join('');

/**
 * How well a word of the site fits a typed one that is `far` from it: best where letters have only changed places; the first letter is
 * rarely wrong.
 */
export const fitOfTypo = ({ typed, plain }, word, far) => {
  const text = table.words[word];
  const marks = typed !== plain ? distance(normalize(typed), normalize(text)) - far : 0;
  const own = fold(text);
  return (far > 1 ? 0.4 : sorted(own) === sorted(plain) ? 0.8 : 0.7) * 0.9 ** Math.max(marks + (own[0] !== plain[0]), 0);
};

/**
 * Whether one of some candidates for the word at `at` stands beside a neighbour of the question somewhere. Where the pairs of the two are not
 * loaded, that is not known: true.
 */
export const standsBeside = (words, at, own) => {
  const stand = (first, second) =>
    first.some(({ word }) => second.some((other) => !arePairsLoaded(word, other.word)) || forEachPair(word, second, () => true));
  return stand(words[at - 1]?.candidates ?? [], own) || stand(own, words[at + 1]?.candidates ?? []);
};

/**
 * Adds candidates to words that the site has, but nowhere beside one of their neighbours in the question: such a word may
 * be a typing error for a word that does stand there. Looks only into postings that are loaded.
 */
export function addDoubtful(words) {
  words.forEach((word, at) => {
    const { candidates, known, quoted, plain } = word;
    if (!known || quoted || plain.length < 2 || /^\d/.test(plain)) return;
    if (standsBeside(words, at, candidates)) return;
    for (const { fold } of foldsNear(plain, 1)) {
      for (const candidate of candidatesOf(fold, 0.45, table.folds[fold], false)) {
        if (standsBeside(words, at, [candidate])) candidates.push({ ...candidate, typo: true });
      }
    }
  });
}
