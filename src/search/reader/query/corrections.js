/**
 * Corrections: what a word may mean that the site does not have, and which spelling was searched. A part of the script that filters, because
 * most questions need none.
 */

import { fold } from '../letters.js';
import { about, isLarge } from '../index/store.js';
import { documentsWith, documentsWithFold, table, wordsOf } from '../index/table.js';
import { listsOf } from '../index/postings.js';
import { candidatesOf } from './fit.js';
import { fitOfTypo, foldsNear, standsBeside } from './typos.js';

/** Adds candidates to a word that is doubted (parse.js). Returns the word, or two if a space was forgotten. */
export function correct(word, anyMarks) {
  const halves = !word.known && halvesOf(word);
  if (halves) {
    for (const half of halves) half.candidates = candidatesOf(table.ids.get(half.plain), 1, half.typed, anyMarks);
    return halves;
  }
  addTypos(word);
  return [word];
}

/** The two most common words of the site that make up `word`; null if there are none, or a typing error is likelier. */
function halvesOf(word) {
  const letters = [...word.typed.normalize('NFC')];
  if (letters.length < 5 || letters.length !== word.plain.length) return null;
  let best = null;
  for (let at = 2; at <= letters.length - 2; at++) {
    const both = [letters.slice(0, at).join(''), letters.slice(at).join('')];
    const ids = both.map((half) => table.ids.get(fold(half)));
    if (ids.includes(undefined)) continue;
    const count = Math.min(...ids.map(documentsWithFold));
    if (!best || count > best.count) best = { count, both };
  }
  if (!best || best.count < 2 || foldsNear(word.plain, 1).length) return null;
  return best.both.map((half) => ({ ...word, typed: half, plain: fold(half), candidates: [], known: true }));
}

/** Adds candidates to a word that the site does not have. */
export function addTypos(word) {
  const found = foldsNear(word.plain, word.plain.length > 4 ? 2 : 1).flatMap(({ fold: near, far }) =>
    [...wordsOf(near)].map((id) => ({ word: id, fit: fitOfTypo(word, id, far), typo: true })),
  );
  found.sort((a, b) => b.fit - a.fit || documentsWith(b.word) - documentsWith(a.word));
  // On a large site each may cost a request.
  word.candidates.push(...found.slice(0, isLarge ? 8 : 60));
}

/**
 * On a site that is not large, takes away corrections that nothing speaks for: there nearly every name that it does not have is like some word that it
 * has: `Sài Gòn` is not `sắc tôn`. A correction has only changed the places of letters, or has one letter that is wrong and stands beside a
 * neighbour that is known (but the word for a unit before a name); a question of one longer word may have that without a neighbour.
 */
export function dropUnlikely(words) {
  if (isLarge) return;
  words.forEach((word, at) => {
    const least = words[1] || word.plain.length < 5 ? 0.7 : 0.6;
    const after = words[at + 1]?.candidates.filter(({ typo }) => !typo);
    const beside = [!about.ranks.includes(words[at - 1]?.plain) && words[at - 1], word, { candidates: after }];
    word.candidates = word.candidates.filter((one) => !one.typo || one.fit > least || (one.fit > 0.5 && standsBeside(beside, 1, [one])));
  });
}

/** The question with what was searched in place of words that the site does not have; null if it has them all. */
export function suggestionOf(words, first) {
  if (!words.some(({ known, candidates }) => !known && candidates.some(({ typo }) => typo))) return null;
  return words
    .map(({ known, typed, candidates }) => {
      const typos = candidates.filter(({ typo }) => typo);
      if (known || !typos.length) return typed;
      // A word of the first result before others, then the one that fits best.
      const isIn = ({ word }) => listsOf(word).some(({ documents }) => documents.includes(first));
      return table.words[typos.reduce((a, b) => ((isIn(b) - isIn(a) || b.fit - a.fit) > 0 ? b : a)).word];
    })
    .join(' ');
}
