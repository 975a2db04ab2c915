/**
 * The files of the index: which file holds which part, and loading them. src/search/index/files.rs writes them.
 *
 * Each file is a script that calls `lantoa.data({name: part, …})`, which start.js provides; it puts the parts into `store`:
 *   about, table      what describes the site, and the table of words (table.js)
 *   a0, a1, …         postings of words (postings.js); c0, b0, b1, … of pairs of words that follow each other: c0 comes with
 *                     the words, the others are loaded when they are needed
 *   names, p1, p2, …  names of places and years, and postings by place (places.js), these on a large site only
 *   r0, r1, …         what results show (records.js)
 *   matters, laterTexts   what is offered as one types, and texts that come after the first answer: file k, and the script y;
 *                     on a large site also within, provinceNames: in which provinces the places of a name lie
 *   columns, lists, provinces, u0, u1, …   values to filter by, and the places within provinces (values.js)
 * A small site has all in one file ('0'); one of middling size has table and postings in '0', b0, b1, … in files of their
 * own and the rest in '1'; a large one has a file for each part. `about.files` is 'one', 'two' or 'many' accordingly.
 */

import { Bits } from './bits.js';

export const { lantoa } = window;
/** The parts that are loaded, by name. */
export const store = lantoa.store;
/** The part `name`, which must be loaded, as `read` makes it of its text. That takes the place of the text. */
export const partAs = (name, read) => {
  if (typeof store[name] === 'string') store[name] = read(new Bits(store[name]));
  return store[name];
};
/** Loads a file of the index once. Rejects if it cannot be loaded; the next call then tries again. */
export const loadFile = lantoa.part;
/** Loads the script finding.js and the file that it needs. */
export const loadLater = () => Promise.all([loadFile('y'), loadFile('k')]);
/** The address of the site's root. */
export const ROOT = new URL('..', lantoa.folder).href;

/** The names of the filters, in the order in which the page shows them. */
export const FILTERS = ['field', 'place', 'district', 'year', 'level', 'unit', 'stage', 'spread', 'needs', 'called'];

/** What describes the site and the index (`Parts::describe` in files.rs). */
export let about;
/** Whether the index is a file for each part, so that each part costs a request. */
export let isLarge;

/** Loads the first file of the index, which says what `about` is. */
export async function loadAbout() {
  await loadFile('0');
  about = store.about;
  isLarge = about.files === 'many';
  // Every question on a site of two files needs both.
  if (about.files === 'two') loadFile('1').catch(() => {});
}

const fileOf = (tier, part) => {
  if (about.files === 'one') return '0';
  return isLarge || tier === 'b' ? tier + part : tier === 'a' ? '0' : '1';
};

/** Loads the files of some parts of one tier ('a', 'b', 'p' or 'r'), all at the same time. */
export const loadParts = (tier, parts) => Promise.all([...new Set(parts.map((part) => fileOf(tier, part)))].map(loadFile));
