/**
 * What a result shows: its record, the sentence that answers best, and what to mark in it.
 */

import { fold, syllables } from './letters.js';
import { about, ROOT } from './index/store.js';
import { documentsWith, table } from './index/table.js';
import { forEachPair } from './index/postings.js';
import { recordOf } from './index/records.js';

/** The longest excerpt, and how much of it comes before the first mark, in UTF-16 units. */
const LONGEST = 240;
const BEFORE = 60;

/** A word that a larger share of all documents has says nothing alone, if the question has it beside another. */
const COMMON = 0.25;

/** The words to mark, after ranking: Map(word in lower case → how much it matters). Abbreviations stand for their words. */
export function wordsToMark(words, query) {
  const all = new Map();
  const add = (word, value) => all.set(word, Math.max(value, all.get(word) ?? 0));
  for (const { candidates, emphasis, importance } of words) {
    for (const { word, lifted } of candidates) if (lifted >= 0.25 && emphasis === 1) add(table.words[word], importance * lifted);
  }
  const plain = ` ${syllables(fold(query)).map(({ raw }) => raw).join(' ')} `;
  for (const [short, long] of about.abbreviations) {
    if (plain.includes(` ${fold(long)} `)) add(short, 2);
    if (plain.includes(` ${fold(short)} `)) long.split(' ').forEach((word) => add(word, 1));
  }
  return all;
}

/**
 * The words that are not marked where they stand alone in a document, because the question has them beside another: `an` of
 * `Công an` is no match of `an ninh` where the document has that, or where nearly every document has `an`; and no syllable of the
 * name of a place is one.
 */
function neverAlone(words, doc) {
  const found = new Set();
  words.slice(1).forEach((second, at) => {
    const first = words[at];
    // Not a number: it may be a year.
    if (first.isPlace && second.isPlace) for (const { word } of [...first.candidates, ...second.candidates]) if (table.words[word] > 'a') found.add(table.words[word]);
    for (const { word } of first.candidates) {
      forEachPair(word, second.candidates, ({ documents }, other) => {
        for (const one of [word, other.word]) if (documents.includes(doc) || documentsWith(one) > COMMON * about.documents) found.add(table.words[one]);
      });
    }
  });
  return found;
}

/**
 * The ranges of `text` to mark, words that follow each other in one, and how much they matter together: {markRanges, value}.
 * Words of `bound` are not marked alone.
 */
export function findMarks(text, marks, bound) {
  let ranges = [];
  for (const { raw, start } of syllables(text)) {
    const word = raw.toLowerCase().replace(/’/g, "'");
    if (!marks.get(word)) continue;
    const last = ranges[ranges.length - 1];
    if (last && /^\s*$/.test(text.slice(last.end, start))) last.words.push(word);
    else ranges.push({ start, words: [word] });
    ranges[ranges.length - 1].end = start + raw.length;
  }
  ranges = ranges.filter(({ words }) => words[1] || !bound?.has(words[0]));
  let value = 0;
  const seen = new Set();
  for (const { words } of ranges) {
    words.forEach((word, at) => {
      const importance = marks.get(word);
      value += (seen.has(word) ? importance / 10 : importance) + (at ? importance * 0.7 : 0);
      seen.add(word);
    });
  }
  return { markRanges: ranges.map(({ start, end }) => [start, end]), value };
}

/** The sentence of a record with most to mark, one of the summary if in doubt: {text, markRanges}. */
function excerptOf({ summary, sections }, marks, bound) {
  let best = { text: '', markRanges: [], value: -1 };
  const consider = (text, factor) => {
    for (let sentence of text.match(/[^\n]+?(?:[.!?…]+(?=\s)|\n|$)/g) ?? []) {
      sentence = sentence.trim();
      const { markRanges, value } = findMarks(sentence, marks, bound);
      if (value * factor > best.value) best = { text: sentence, markRanges, value: value * factor };
    }
  };
  consider(summary, 1.3);
  if (best.value <= 0) best = { text: summary, markRanges: [], value: 0 };
  for (const [, text] of sections) consider(text, 1);
  return shorten(best);
}

/** Cuts a long text between words, around its first mark. */
export function shorten({ text, markRanges }, longest = LONGEST) {
  if (text.length <= longest) return { text, markRanges };
  const first = markRanges[0]?.[0] ?? 0;
  const from = first > longest - BEFORE ? text.lastIndexOf(' ', first - BEFORE) + 1 : 0;
  const to = from + longest < text.length ? text.lastIndexOf(' ', from + longest) : text.length;
  const lead = from ? '… ' : '';
  const moved = markRanges.filter(([a, b]) => a >= from && b <= to).map((range) => range.map((at) => at - from + lead.length));
  return { text: lead + text.slice(from, to) + (to < text.length ? ' …' : ''), markRanges: moved };
}

/** How many words of a document's title are to be marked, as a share of all. */
export function shareOfTitle(doc, marks) {
  const words = syllables(recordOf(doc).title);
  return words.filter(({ raw }) => marks.has(raw.toLowerCase())).length / (words.length || 1);
}

/** One of the `results` of `search()` (search.js); the document's record must be loaded. */
export function resultOf(doc, score, marks, words) {
  const { sections, field, level, awarded, year, ...shown } = recordOf(doc);
  const bound = neverAlone(words, doc);
  const excerpt = excerptOf({ summary: shown.summary, sections }, marks, bound);
  return {
    ...shown,
    url: new URL(shown.url, ROOT).href,
    excerpt: excerpt.text,
    marks: { title: findMarks(shown.title, marks, bound).markRanges, excerpt: excerpt.markRanges },
    field: about.fields[field]?.[1] ?? '',
    level: about.levels[level]?.[1] ?? '',
    year: year || null,
    awardYear: awarded ? year : null,
    score,
  };
}
