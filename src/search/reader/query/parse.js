/**
 * From the text of a question to its words, each with its candidates (fit.js), and its quotations.
 */

import { fold, normalize, oneI, syllables } from '../letters.js';
import { about, isLarge, store } from '../index/store.js';
import { documentsWith, documentsWithFold, table, wordsOf } from '../index/table.js';
import { candidatesOf, fit, MINOR } from './fit.js';
import { withoutTelex } from './typos.js';

/** So much of a question is read: some work grows with the square of its length. */
const MOST_LETTERS = 500;

/**
 * The words of a question, and its quotations. With `prefix`, the last word may be the beginning of a longer one, because the reader is
 * still typing. Phrases in quotes and corrections are found only if the script that has them is loaded (../filtering.js).
 */
export function parse(query, prefix) {
  const written = query.slice(0, MOST_LETTERS).normalize('NFC').replace(/’/g, "'");
  // The index has `1.200.000` as `1200000` too.
  const text = written.replace(/\b\d{1,3}(\.\d{3})+(?![\d\p{L}])/gu, (number) => number.replace(/\./g, ''));
  const words = typedWords(text);
  const quotations = store.filtering?.quotationsIn(text, words) ?? [];
  const anyMarks = words.some(({ typed, plain }) => typed !== plain);
  // `wi-fi` means `wifi` too.
  for (const { 0: run, index } of text.matchAll(/[\p{L}\p{N}]+(-[\p{L}\p{N}]+)+/gu)) {
    const joined = run.replace(/-/g, '').toLowerCase();
    const id = table.ids.get(fold(joined));
    for (const word of words) {
      if (id !== undefined && !word.quoted && word.start >= index && word.start < index + run.length) {
        word.candidates.push(...candidatesOf(id, 1, joined, anyMarks));
      }
    }
  }
  const meant = words.flatMap((word, at) => {
    const unfinished = at === words.length - 1 && prefix && !word.quoted && !/[\s.,!?]$/.test(text);
    return addCandidates(word, unfinished, anyMarks);
  });
  return { words: meant, quotations };
}

function typedWords(text) {
  const asking = [];
  const plain = fold(text);
  // Folding can drop characters; then positions in the two texts differ.
  if (plain.length === text.length) {
    for (const found of plain.matchAll(RegExp(`\\b(${about.asking})\\b`, 'g'))) asking.push([found.index, found.index + found[0].length]);
  }
  const found = syllables(text);
  const count = (word) => documentsWithFold(table.ids.get(fold(word)));
  // `noong` is part of a name, but where other words have keys of Telex, it means `nông`.
  let least = 1e9;
  for (const { raw } of found) if (!count(raw) && count(withoutTelex(raw.toLowerCase()))) least = 8;
  const words = found.map(({ raw, start }) => {
    let typed = raw.toLowerCase();
    const meant = withoutTelex(typed);
    if (count(meant) > count(typed) * least && candidatesOf(table.ids.get(fold(meant)), 1, meant, true).some(({ fit }) => fit > 0.5)) typed = meant;
    const isMinor = asking.some(([from, to]) => start >= from && start < to) || about.binding.includes(normalize(typed));
    return { typed, plain: fold(typed), emphasis: isMinor ? MINOR : 1, start, candidates: [] };
  });
  // A question of nothing else is meant literally.
  if (words.every(({ emphasis }) => emphasis < 1)) words.forEach((word) => (word.emphasis = 1));
  return words;
}

/** Folds that are the same syllable with y and with i. */
const spellings = (plain) => {
  const other = plain.replace(/i$/, 'y');
  return [...new Set([plain, oneI(plain), ...(oneI(other) === plain ? [other] : [])])];
};

/** Fills in the candidates of a word. Returns the word, or two if a space was forgotten. `isDoubted` is whether it needs a correction. */
function addCandidates(word, unfinished, anyMarks) {
  for (const spelling of spellings(word.plain)) {
    const id = table.ids.get(spelling);
    if (id !== undefined) word.candidates.push(...candidatesOf(id, 1, word.typed, anyMarks));
  }
  word.known = word.candidates.some((one) => documentsWith(one.word));
  if (unfinished) addCompletions(word, anyMarks);
  if (word.quoted || /^\d/.test(word.plain)) return [word];
  // Marks that no word of the site has on these letters may be a slip too; a word that may still be finished is none.
  word.isDoubted = !word.candidates.some(({ word, fit, completion }) => completion || (fit >= 0.5 && documentsWith(word)));
  return (word.isDoubted && store.filtering?.correct(word, anyMarks)) || [word];
}

/** Adds words that begin with what was typed, of the most common folds. */
function addCompletions(word, anyMarks) {
  const found = [];
  table.folds.forEach((text, id) => {
    if (text.length > word.plain.length && text.startsWith(word.plain)) found.push([documentsWithFold(id), id]);
  });
  found.sort((a, b) => b[0] - a[0]);
  const length = [...word.typed].length;
  // On a large site each fold may cost a request.
  for (const [, foldId] of found.slice(0, isLarge ? 12 : 40)) {
    for (const id of wordsOf(foldId)) {
      const value = fit(word.typed, [...table.words[id]].slice(0, length).join(''), anyMarks);
      word.candidates.push({ word: id, fit: value * (word.known ? 0.55 : 0.8), completion: true });
    }
  }
}
