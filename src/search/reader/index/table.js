/**
 * The table of words: every word of the site in lower case, grouped by its fold (letters.js).
 *
 * The folds are sorted, first numbers, then words; the words of a fold follow each other. A fold and a word are known by
 * their numbers in that order. src/search/index/table.rs and src/search/index/shards.rs write it.
 */

import { TONES } from '../letters.js';
import { Bits, Code, lengthsOf, riceParameter } from './bits.js';
import { about, loadAbout, store } from './store.js';

/** By fold: its text, and its first word. By word: its text and how common it is. By a fold's text: its number. */
export const table = { folds: [], starts: [], words: [], commonness: [], ids: new Map() };
/** The codes of the words and of what stands between them in the texts of results (records.js). */
export let wordCode;
export let gapCode;

let loading;
/** Resolves when the table has been read. After a failure the next call tries again. */
export const ready = () =>
  (loading ??= loadTable().catch((error) => {
    loading = null;
    throw error;
  }));

async function loadTable() {
  await loadAbout();
  readTable(new Bits(store.table));
  delete store.table; // it is large, and everything in it is in `table` now
}

const codeOf = (text) => new Code(lengthsOf(text));

/** Each letter that takes marks in all its forms: `a` → aàảãáạăằẳẵắặâầẩẫấậ. */
const FORMS = { d: 'dđ' };
for (const bases of ['aăâ', 'eê', 'i', 'oôơ', 'uư', 'y']) {
  FORMS[bases[0]] = [...bases].flatMap((base) => ['', ...TONES].map((tone) => (base + tone).normalize('NFC'))).join('');
}

function readTable(bits) {
  const { folds, starts, words, commonness, ids } = table;
  const numberCount = bits.eliasGamma() - 1;
  const foldCount = bits.eliasGamma() - 1;
  bits.rising(numberCount, bits.many(5), (value) => {
    starts.push(words.length);
    folds.push(String(value));
    words.push(String(value));
  });
  const letters = codeOf(about.codes.letters);
  const forms = {};
  [...'adeiouy'].forEach((letter, at) => (forms[letter] = codeOf(about.codes.forms[at])));
  for (let at = 0, before = ''; at < foldCount; at++) {
    starts.push(words.length);
    before = readFold(bits, before, letters);
    folds.push(before);
    // A word of other letters than those of `FORMS` is spelled out.
    const irregular = bits.bit();
    do words.push(irregular ? bits.literal() : readForms(bits, before, forms));
    while (bits.bit());
  }
  starts.push(words.length);
  folds.forEach((text, at) => ids.set(text, at));
  const classes = codeOf(about.codes.classes);
  for (let at = 0; at < words.length; at++) commonness.push(classes.read(bits));
  const lengths = lengthsOf(about.wordLengths);
  wordCode = new Code(commonness.map((value) => lengths[value]));
  gapCode = codeOf(about.gapLengths);
  readSplit(new Bits(about.split));
}

/**
 * A fold: how much of its beginning it shares with the fold before, then the rest. Symbols are those of addresses, but an
 * apostrophe for the hyphen; 37 is any other character, spelled out; 38 ends the fold.
 */
function readFold(bits, before, letters) {
  const characters = about.characters.replace('-', "'");
  let text = before.slice(0, bits.rice(1));
  for (let symbol; (symbol = letters.read(bits)) < 38; ) text += characters[symbol] ?? String.fromCharCode(bits.many(16));
  return text;
}

/** A word: for each letter of its fold, which of the letter's forms it has. */
function readForms(bits, fold, forms) {
  let word = '';
  for (const c of fold) word += forms[c] ? FORMS[c][forms[c].read(bits)] : c;
  return word;
}

/** Position of the last of some ascending numbers that is not above `value`. */
const lastUpTo = (numbers, value) => {
  let low = 0;
  let high = numbers.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (numbers[middle] <= value) low = middle;
    else high = middle;
  }
  return low;
};
/** The fold of a word. */
export const foldOf = (word) => lastUpTo(table.starts, word);
/** The words of a fold. */
export function* wordsOf(fold) {
  for (let word = table.starts[fold]; word < table.starts[fold + 1]; word++) yield word;
}
/** About how many documents contain a word, from its commonness; 16 is that of a word that only names of other places have. */
export const documentsWith = (word) => (table.commonness[word] > 15 ? 0 : 2 ** ((table.commonness[word] / 15) * Math.log2(Math.max(about.documents, 2))));
/** About how many documents contain a word of this fold; 0 without a fold. */
export const documentsWithFold = (fold) => {
  let sum = 0;
  if (fold !== undefined) for (const word of wordsOf(fold)) sum += documentsWith(word);
  return sum;
};

/**
 * Which folds share a part of the postings. The first parts are groups of common folds (`commonGroups`; `groupOf` by fold), the
 * others are ranges of the remaining folds, of which `starts` has the beginnings.
 */
const split = { commonGroups: [], groupOf: new Map(), starts: [] };

function readSplit(bits) {
  for (let left = bits.eliasGamma() - 1; left; left--) {
    const group = [];
    const count = bits.eliasGamma();
    bits.rising(count, riceParameter(table.folds.length, count), (fold) => {
      group.push(fold);
      split.groupOf.set(fold, split.commonGroups.length);
    });
    split.commonGroups.push(group);
  }
  const count = bits.eliasGamma() - 1;
  bits.rising(count, bits.many(5), (fold) => split.starts.push(fold));
}

/** The part of the postings that has the words of a fold. */
export const partOfFold = (fold) => split.groupOf.get(fold) ?? split.commonGroups.length + lastUpTo(split.starts, fold);

/** The folds of a part, ascending. */
export function foldsOf(part) {
  if (part < split.commonGroups.length) return split.commonGroups[part];
  const at = part - split.commonGroups.length;
  const folds = [];
  for (let fold = split.starts[at]; fold < (split.starts[at + 1] ?? table.folds.length); fold++) {
    if (!split.groupOf.has(fold)) folds.push(fold);
  }
  return folds;
}
