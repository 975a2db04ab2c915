/**
 * Which spelling was searched in place of what was typed. A part of the script that filters: it is needed only for words that
 * the site does not have.
 */

import { table } from '../index/table.js';
import { listsOf } from '../index/postings.js';

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
