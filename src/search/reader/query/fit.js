/**
 * Candidates: the words of the site that a typed word may mean, and how well each fits what was typed.
 *
 * A typed word is {typed, plain, start, emphasis, quoted, known, candidates}: as typed in lower case, its fold, its position
 * in the question, its emphasis (1, or less for a word that only asks or binds), whether it is in quotes, and whether the
 * site has it. Ranking adds `importance` and `cut` (rank.js).
 * A candidate is {word, fit, completion, typo}: the number of a word of the table (../index/table.js), how well it fits
 * from 0 to 1, and true if what was typed is only its beginning, or is taken for a typing error. Ranking adds `lifted`.
 */

import { letter, memo, normalize, oneI } from '../letters.js';
import { table, wordsOf } from '../index/table.js';

/** The emphasis of words that only ask, or only bind others (src/search/minor.rs). */
export const MINOR = 0.05;

const lettersOf = memo((word) => [...oneI(normalize(word))].map(letter));

/**
 * How well `word` fits `typed`, which has the same plain letters. Marks that were typed must be there; marks that were not
 * typed may be missing out of convenience, but less likely so if the question has marks elsewhere (`anyMarks`).
 */
export function fit(typed, word, anyMarks) {
  const a = lettersOf(typed);
  const b = lettersOf(word);
  let typedTone = '';
  let tone = '';
  let value = 1;
  let bare = true;
  for (let at = 0; at < a.length; at++) {
    typedTone ||= a[at].tone;
    tone ||= b[at]?.tone ?? '';
    if (a[at].base !== a[at].plain) bare = false;
    if (!b[at] || a[at].base === b[at].base) continue;
    if (a[at].base === a[at].plain) value *= anyMarks ? 0.93 : 1;
    else value *= 0.25;
  }
  if (typedTone !== tone) value *= typedTone ? 0.3 : anyMarks && bare ? 0.8 : anyMarks ? 0.93 : 1;
  return value;
}

/** The words of a fold as candidates for `typed`; `factor` lowers their fit. */
export const candidatesOf = (fold, factor, typed, anyMarks) =>
  [...wordsOf(fold)].map((word) => ({ word, fit: factor * fit(typed, table.words[word], anyMarks) }));
