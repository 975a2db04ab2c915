/**
 * Ranking: which documents answer the words of a question, the best first.
 */

import { about, isLarge } from '../index/store.js';
import { documentsWith, table } from '../index/table.js';
import { forEachPair, isLoaded, listOf, partOf } from '../index/postings.js';
import { fit } from './fit.js';

/** What a word counts by its zone (../index/postings.js), and what two words count that follow each other there. */
const WORD_IN_ZONE = [1, 1.25, 1.9, 2.6, 3];
const PAIR_IN_ZONE = [1.1, 1.1, 2, 3.2, 3.2];
/** How much of a question a document must answer where enough documents do. */
const WHOLE = 0.74;
/** How many parts of the postings one question on a large site opens. */
export const MOST_PARTS = 3;

/** How much a word matters: the rarer it is, the more. */
function importanceOf({ candidates, emphasis }) {
  let count = 0;
  for (const { word, fit, completion, typo } of candidates) {
    // Spellings that were typed add up; of guesses only one was meant.
    if (fit > 0.5) count = completion || typo ? Math.max(count, documentsWith(word)) : count + documentsWith(word);
  }
  if (!count) for (const { word } of candidates) count += documentsWith(word);
  return Math.log(1 + about.documents / Math.min(Math.max(count, 1), about.documents)) * emphasis;
}

/** The parts of the postings that the words need. On a large site only those of the words that matter most, and of quotations. */
export function partsFor(words) {
  const parts = new Set();
  const ranked = words.filter(({ candidates }) => candidates.length).sort((a, b) => importanceOf(b) - importanceOf(a));
  for (const { candidates, quoted } of ranked) {
    for (const part of new Set(candidates.map(({ word }) => partOf(word)))) {
      if (quoted || isLoaded(part) || !isLarge || parts.size < MOST_PARTS) parts.add(part);
    }
  }
  return [...parts];
}

/** A value for each document, of which the largest counts. `take` hands out the values since the last time. */
function maxima(documents) {
  const values = new Float32Array(documents);
  let touched = [];
  return {
    put(doc, value) {
      if (!values[doc]) touched.push(doc);
      if (value > values[doc]) values[doc] = value;
    },
    take(each) {
      for (const doc of touched) {
        each(doc, values[doc]);
        values[doc] = 0;
      }
      touched = [];
    },
  };
}

/**
 * Scores the words: {score, cover, sum, granted, known}. By document, `score`, and `cover`: the sum of the importance of
 * the words it contains, each by how well it does. `sum` is the importance of all words; `granted` that of words so common
 * that they are not listed in full: they are taken to be everywhere. `known` is false if there is none of the words.
 */
function evaluate(words) {
  const score = new Float32Array(about.documents);
  const cover = new Float32Array(about.documents);
  const best = maxima(about.documents);
  let sum = 0;
  let granted = 0;
  const known = words.filter(({ candidates }) => candidates.some(({ word }) => listOf(word)));
  for (const word of known) {
    const importance = (word.importance = importanceOf(word));
    word.cut = putWord(word, best);
    const base = word.cut ? 0.8 : 0;
    if (word.cut) granted += importance;
    best.take((doc, value) => {
      score[doc] += importance * (value - base);
      cover[doc] += importance * (Math.min(1, 0.5 + value / 2) - (word.cut ? 1 : 0));
    });
    sum += importance;
  }
  for (let at = 0; at + 1 < words.length; at++) {
    const importance = ((words[at].importance ?? 0) + (words[at + 1].importance ?? 0)) * 0.7;
    putPairs(words[at], words[at + 1], best);
    best.take((doc, value) => (score[doc] += importance * value));
  }
  return { score, cover, sum, granted, known: known.length > 0 };
}

/** Puts the value of a word for each document that is listed for it. Returns whether one of its lists is cut. */
function putWord({ candidates }, best) {
  // If no candidate has the marks that were typed, the marks were wrong: the nearest one counts nearly in full.
  const top = Math.max(...candidates.map(({ fit }) => fit));
  const lift = top < 0.9 && !candidates[0].typo && !candidates[0].completion ? 0.85 / top : 1;
  let cut = false;
  for (const candidate of candidates) {
    const list = listOf(candidate.word);
    if (!list) continue;
    const lifted = (candidate.lifted = Math.min(1, candidate.fit * lift));
    cut ||= Boolean(list.cut) && lifted > 0.5;
    const { documents, zones } = list;
    for (let at = 0; at < documents.length; at++) best.put(documents[at], lifted * WORD_IN_ZONE[zones[at]]);
  }
  return cut;
}

/** Puts the value of two neighbours of the question for each document where they follow each other. */
function putPairs(first, second, best) {
  const likely = ({ candidates }) => candidates.filter(({ lifted }) => lifted > 0.2);
  const seconds = likely(second);
  for (const a of likely(first)) {
    forEachPair(a.word, seconds, ({ documents, zones }, b) => {
      const value = Math.sqrt(a.lifted * b.lifted);
      for (let at = 0; at < documents.length; at++) best.put(documents[at], value * PAIR_IN_ZONE[zones[at]]);
    });
  }
}

/** The documents that have each two neighbours of a phrase side by side, with the marks that were typed. */
function withPhrase(phrase) {
  const fitting = ({ typed, candidates }) => candidates.filter(({ word }) => fit(typed, table.words[word], false) > 0.9);
  if (phrase.length === 1) return new Set(fitting(phrase[0]).flatMap(({ word }) => [...(listOf(word)?.documents ?? [])]));
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

/** The documents that answer the words, the best first, and the score of each document: {found, score}. */
export function rank({ words, quotations }) {
  const { score, cover, sum, granted, known } = evaluate(words);
  const allowed = quotations.map(withPhrase);
  const found = [];
  let whole = 0;
  if (!known) return { found, score };
  for (let doc = 0; doc < score.length; doc++) {
    if (!score[doc] || allowed.some((set) => !set.has(doc))) continue;
    const share = (cover[doc] + granted) / sum;
    if (share > WHOLE) whole++;
    cover[doc] = share;
    // Between equals the order of the site decides: the last document loses six percent.
    score[doc] = (score[doc] + 0.8 * granted) * share * share * (1.06 - (0.06 * doc) / score.length);
    found.push(doc);
  }
  // Where enough documents answer the whole question, those that answer only a part are left out.
  const best = found.reduce((top, doc) => Math.max(top, cover[doc]), 0);
  const least = whole >= 10 ? WHOLE : best * 0.3;
  const answers = found.filter((doc) => cover[doc] >= least);
  return { found: answers.sort((a, b) => score[b] - score[a] || a - b), score };
}
