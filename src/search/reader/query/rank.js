/**
 * Ranking: which documents answer the words of a question, the best first.
 */

import { about, isLarge, store } from '../index/store.js';
import { documentsWith } from '../index/table.js';
import { arePairsLoaded, forEachPair, isLoaded, listsOf, pairPartOf, partOf } from '../index/postings.js';
import { standsBeside } from './typos.js';

/** What a word counts by its zone (../index/zones.js), and what two words count that follow each other there. */
const WORD_IN_ZONE = [1, 1.25, 1.9, 0.6, 2.6, 3];
const PAIR_IN_ZONE = [1.1, 1.1, 2, 0, 3.2, 3.2];
/** How much of a question a document must answer where enough documents do. */
const WHOLE = 0.74;
/** How much of what the best document answers another must where few documents answer all: the common half of a word of two syllables is no answer. */
const PART = 0.36;
/** How many files one question on a large site opens after the first, at most; and of these with lists of words, and with pairs. */
export const MOST_FILES = 7;
export const MOST_PARTS = 2;
export const MOST_PAIRS = 4;
/** A word that so few documents have is rare. */
const FEW = 60;

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

/** Whether few documents have a word. */
export const isRare = (word) =>
  word.candidates.some(({ fit, typo }) => fit > 0.5 && !typo) && word.emphasis === 1 && importanceOf(word) > Math.log(1 + about.documents / FEW);

/**
 * The parts of the postings that the words need. On a large site only `most` of the words that matter most, and those of
 * quotations; the words of a place, whose documents are known, come last.
 */
export function partsFor(words, most) {
  const parts = new Set();
  const need = words.map((word) => (word.candidates.length ? importanceOf(word) * (word.isPlace ? 0.05 : word.known ? 1 : 0.5) : 0));
  for (let left = words.length; left; left--) {
    const at = need.indexOf(Math.max(...need));
    const { candidates, quoted, known } = words[at];
    need[at] = -1;
    const own = new Set(candidates.filter(({ completion }) => !completion || !known || !isLarge).map(({ word }) => partOf(word)));
    let few = known ? 9 : 2;
    for (const part of own) if (!isLarge || quoted || isLoaded(part) || (few-- > 0 && parts.size < most)) parts.add(part);
  }
  return [...parts];
}

/**
 * The parts with pairs of the question's neighbours, at most `most`: those of the words that matter most, and of each word
 * with one neighbour before both.
 */
export function pairPartsFor(words, most) {
  const need = words.slice(1).map((second, at) => {
    const both = [words[at], second];
    const isAsked = both.every((word) => word.candidates.length && word.emphasis === 1 && !word.isPlace && !isRare(word));
    return isAsked ? (importanceOf(both[0]) + importanceOf(second)) * (both.some(({ isNamed }) => isNamed) ? 0.3 : 1) : 0;
  });
  const parts = new Set();
  while (parts.size < most) {
    const at = need.indexOf(Math.max(...need));
    if (!(need[at] > 0)) break;
    const [first, second] = [words[at], words[at + 1]].map(({ candidates }) => candidates.reduce((a, b) => (b.fit > a.fit ? b : a)).word);
    if (!arePairsLoaded(first, second)) parts.add(pairPartOf(first, second));
    need[at] = 0;
    for (const beside of [at - 1, at + 1]) if (need[beside]) need[beside] /= 4;
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
      const count = touched.length;
      touched = [];
      return count;
    },
  };
}

/**
 * Scores the words: {score, cover, sum, granted, tier}. By document, `score`, and `cover`: the sum of the importance
 * of the words it contains, each by how well it does. `sum` is the importance of all words; `granted` that of words so common
 * that they are not listed in full: they are taken to be everywhere. `tier(doc)` is 0 for a document that has all that matter,
 * 1 for one in the place that has some, else 2. `isAnswered` says whether a document is listed for all that matter,
 * `isTogether` whether one has the neighbours of the matter side by side too.
 */
function evaluate(words) {
  const score = new Float32Array(about.documents);
  const cover = new Float32Array(about.documents);
  const best = maxima(about.documents);
  let sum = 0;
  let granted = 0;
  // How many of the words that matter each document has; and of those that name a place.
  const has = new Uint8Array(about.documents);
  const hasPlace = new Uint8Array(about.documents);
  let needed = 0;
  let neededPlace = 0;
  // How many of all words that matter list each document.
  const listed = new Uint8Array(about.documents);
  words.forEach(lift);
  words.forEach((word, at) => {
    const importance = (word.importance = importanceOf(word));
    word.cut = putWord(word, best);
    // Where its part is not loaded, a word is known where it stands beside another.
    if (!word.candidates.some(({ word }) => isLoaded(partOf(word)))) {
      if (at) putPairs(words[at - 1], word, best);
      if (words[at + 1]) putPairs(word, words[at + 1], best);
    }
    const base = word.cut ? 0.8 : 0;
    const count = best.take((doc, value) => {
      if (word.inside && !word.inside.has(doc)) return;
      score[doc] += importance * (value - base);
      cover[doc] += importance * (Math.min(1, 0.5 + value / 2) - (word.cut ? 1 : 0));
      if (value > 0.5 && word.emphasis === 1) {
        listed[doc]++;
        if (word.cut) return;
        has[doc]++;
        if (word.isPlace) hasPlace[doc]++;
      }
    });
    if (!count) return;
    if (word.cut) granted += importance;
    else if (word.emphasis === 1) {
      needed++;
      if (word.isPlace) neededPlace++;
    }
    sum += importance;
  });
  let wanted = words.filter(({ emphasis }) => emphasis === 1).length;
  const isAnswered = listed.includes(wanted);
  for (let at = 0; at + 1 < words.length; at++) {
    const importance = (words[at].importance + words[at + 1].importance) * 0.7;
    const isMatter = [words[at], words[at + 1]].every(({ emphasis, isNamed }) => emphasis === 1 && !isNamed);
    if (isMatter) wanted++;
    putPairs(words[at], words[at + 1], best);
    best.take((doc, value) => {
      score[doc] += importance * value;
      if (isMatter) listed[doc]++;
    });
  }
  const isPart = (doc) => neededPlace && hasPlace[doc] === neededPlace && has[doc] > neededPlace;
  return { score, cover, sum, granted, tier: (doc) => (has[doc] === needed ? 0 : isPart(doc) ? 1 : 2), isAnswered, isTogether: listed.includes(wanted) };
}

/** Sets how well each candidate of a word fits, given the others and the words beside it. */
function lift({ candidates, typed, plain }, at, words) {
  // If no candidate has the marks that were typed, the marks were wrong: the nearest one counts nearly in full.
  const top = Math.max(...candidates.map(({ fit }) => fit));
  const factor = top < 0.9 && !candidates[0]?.typo && !candidates[0]?.completion ? 0.85 / top : 1;
  for (const candidate of candidates) candidate.lifted = Math.min(1, candidate.fit * factor);
  // Without marks that is meant which stands beside a neighbour somewhere: `phan thiet` is not `phân`.
  const isBeside = (candidate) => standsBeside(words, at, [candidate]);
  if (typed === plain && candidates.some(isBeside)) for (const candidate of candidates) if (!isBeside(candidate)) candidate.lifted *= 0.2;
}

/** Puts the value of a word for each document that is listed for it. Returns whether one of its lists is cut. */
function putWord({ candidates }, best) {
  let cut = false;
  for (const candidate of candidates) {
    const { lifted } = candidate;
    for (const list of listsOf(candidate.word)) {
      cut ||= list.cut && lifted > 0.5;
      const { documents, zones } = list;
      // What is hardly meant says the same wherever it stands.
      const most = lifted > 0.5 ? 9 : 0.5;
      for (let at = 0; at < documents.length; at++) best.put(documents[at], Math.min(most, lifted * WORD_IN_ZONE[zones[at]]));
    }
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

/** The documents that answer the words, the best first, the score of each document, and what `evaluate` says: {found, score, isAnswered, isTogether}. */
export function rank({ words, quotations }) {
  // Words that only ask or bind find nothing by themselves.
  const { score, cover, sum, granted, tier, ...answer } = evaluate(words.some(({ emphasis }) => emphasis === 1) ? words : []);
  const allowed = quotations.map((phrase) => store.filtering.withPhrase(phrase));
  const found = [];
  let whole = 0;
  for (let doc = 0; doc < score.length; doc++) {
    if (!score[doc] || allowed.some((set) => !set.has(doc))) continue;
    const share = (cover[doc] + granted) / sum;
    if (share > WHOLE) whole++;
    cover[doc] = share;
    // Between equals the order of the site decides: the last document loses six percent.
    score[doc] = (score[doc] + 0.8 * granted) * share * share * (1.06 - (0.06 * doc) / score.length);
    found.push(doc);
  }
  // A document that lacks a word never stands above one that has all, nor one elsewhere above one in the place.
  for (const upper of [0, 1]) {
    const floor = found.reduce((least, doc) => (tier(doc) > upper ? least : Math.min(least, score[doc])), Infinity);
    for (const doc of found) if (tier(doc) > upper) score[doc] = Math.min(score[doc], floor * cover[doc] * 0.9);
  }
  // Where enough documents answer the whole question, those that answer only a part are left out.
  const best = found.reduce((top, doc) => Math.max(top, cover[doc]), 0);
  const least = whole >= 10 ? WHOLE : best * PART;
  const answers = found.filter((doc) => cover[doc] >= least);
  return { found: answers.sort((a, b) => score[b] - score[a] || a - b), score, ...answer };
}
