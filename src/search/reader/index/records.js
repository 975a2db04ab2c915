/**
 * Records: what a result shows of a document. src/search/index/results.rs writes them.
 */

import { slug } from '../letters.js';
import { about, partAs, store } from './store.js';
import { gapCode, table, wordCode } from './table.js';

/** The part with the record of a document. */
export const recordPart = (doc) => Math.floor(doc / about.perResult);
/** Records that came with their places (places.js), by document. */
export const placeRecords = () => (store.records ??= new Map());
/** Whether the record of a document is loaded. */
export const hasRecord = (doc) => placeRecords().has(doc) || `r${recordPart(doc)}` in store;

/**
 * The record of a document, whose part must be loaded: {url, title, summary, placeThen, placeNow, award, field, level,
 * awarded, year, copies, sections}. `url` is relative to the site's root; `field` and `level` are positions in
 * `about.fields` and `about.levels`, or -1; `year` is the year of the award if `awarded`, else the first year, 0 if not
 * known; `sections` are [heading, text].
 */
export function recordOf(doc) {
  const part = recordPart(doc);
  const from = part * about.perResult;
  const count = Math.min(about.perResult, about.documents - from);
  return placeRecords().get(doc) ?? partAs(`r${part}`, (bits) => Array.from({ length: count }, () => readRecord(bits)))[doc - from];
}

export function readRecord(bits) {
  const urlOf = readAddress(bits);
  const [title, summary, placeThen, placeNow, award] = [0, 0, 0, 0, 0].map(() => readText(bits));
  const field = bits.eliasGamma() - 2;
  const level = bits.eliasGamma() - 2;
  const awarded = bits.bit();
  const year = bits.many(12);
  const copies = bits.eliasGamma() - 1;
  const sections = [];
  for (let left = bits.eliasGamma() - 1; left; left--) sections.push([readText(bits), readText(bits)]);
  return { url: urlOf(title), title, summary, placeThen, placeNow, award, field, level, awarded, year, copies, sections };
}

/** An address, as a function of the title that follows it: mostly the title's slug, or the beginning of it and a rest. */
function readAddress(bits) {
  if (!bits.bit()) {
    const url = bits.literal();
    return () => url;
  }
  let shared = Infinity;
  let rest = '';
  if (!bits.bit()) {
    shared = bits.eliasGamma() - 1;
    for (let left = bits.eliasGamma() - 1; left; left--) rest += about.characters[bits.many(6)];
  }
  return (title) => `mo-hinh/${slug(title).slice(0, shared)}${rest}.html`;
}

/** A text: alternately a gap (what stands between two words) and a word with its case. */
function readText(bits) {
  let text = '';
  for (;;) {
    const symbol = gapCode.read(bits);
    if (symbol === 0) return text; // the end
    if (symbol === 1) return `${text}.`;
    if (symbol === 2) {
      // A rare gap is spelled out, and says whether a word follows.
      text += bits.literal();
      if (!bits.bit()) return text;
    } else text += about.gaps[symbol - 3];
    text += readCase(bits, table.words[wordCode.read(bits)]);
  }
}

/** `word` as it is written: in lower case, with a first capital, in capitals, or with a bit for each of some letters. */
function readCase(bits, word) {
  if (!bits.bit()) return word;
  if (!bits.bit()) return word[0].toUpperCase() + word.slice(1);
  if (!bits.bit()) return word.toUpperCase();
  const count = bits.eliasGamma();
  return [...word].map((c, at) => (at < count && bits.bit() ? c.toUpperCase() : c)).join('');
}
