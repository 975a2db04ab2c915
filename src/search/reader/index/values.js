/**
 * What documents can be filtered by: a row of values for each. src/search/index/filters.rs writes them.
 *
 * A large site has thousands of communes and former districts. Its rows say only the province; the places within come in
 * parts (u0, u1, …) with some provinces each, and are loaded for the provinces that filters name.
 */

import { memo, slug } from '../letters.js';
import { Bits, width } from './bits.js';
import { about, FILTERS, isLarge, loadFile, store } from './store.js';

/**
 * By filter, the values it can have: [id, label]. A place has a third: the position of the place it lies in, or -1. Places
 * and districts grow as parts are read.
 */
export let choices;
/** By filter and document, the position in `choices`, or -1; for `field` and `needs` an array of positions. */
let rows;
/** By province, its documents. */
const documentsIn = [];
const partsRead = new Set();

/** Loads and reads what these filters need. */
export async function loadValues(filters) {
  if (about.files !== 'one') await loadFile(about.files === 'two' ? '1' : 'f');
  if (!rows) readRows();
  const parts = partsFor(filters).filter((part) => !partsRead.has(part));
  if (isLarge) await Promise.all(parts.map((part) => loadFile(`u${part}`)));
  parts.forEach(readPlaces);
}

function readRows() {
  const bits = new Bits(store.columns);
  const { unitTypes, stages, needs, called } = store.lists;
  const years = Array.from({ length: 255 }, (_, at) => Array(2).fill(`${about.firstYear + at}`));
  // In the order of a row's values.
  choices = {
    place: store.provinces.map(([id, label]) => [id, label, -1]),
    year: years,
    level: about.levels,
    unit: unitTypes,
    stage: stages,
    spread: [['yes', ''], ['no', '']],
    called,
  };
  // Whether a model was copied is one bit: no value stands for `no`.
  const widths = Object.entries(choices).map(([name, list]) => [name, width(name === 'spread' ? 1 : list.length)]);
  const fieldWidth = width(about.fields.length);
  choices.field = about.fields;
  choices.needs = needs;
  choices.district = [];
  rows = Object.fromEntries(FILTERS.map((name) => [name, []]));
  for (let doc = 0; doc < about.documents; doc++) {
    for (const [name, width] of widths) rows[name].push(bits.many(width) - 1);
    (documentsIn[rows.place[doc]] ??= []).push(doc);
    rows.district.push(-1);
    rows.needs.push(needs.flatMap((_, at) => (bits.bit() ? [at] : [])));
    const fields = [];
    for (let field; (field = bits.many(fieldWidth)); ) fields.push(field - 1);
    rows.field.push(fields);
  }
}

/** The parts with the places that filters name; all parts where a name does not tell its province. */
function partsFor({ place = [], district = [] }) {
  const { provinces } = store;
  const all = [...new Set(provinces.map(([, , part]) => part))];
  if (!isLarge) return all;
  const named = place.map((wanted) => provinces.find(([id]) => wanted === id || wanted.startsWith(`${id}/`)));
  if (named.includes(undefined) || (district.length && !place.length)) return all;
  return [...new Set(named.map(([, , part]) => part))];
}

function readPlaces(part) {
  if (partsRead.has(part)) return;
  partsRead.add(part);
  const { place, district } = choices;
  for (const [province, communes, districts, packed] of store[`u${part}`]) {
    const firstCommune = place.length;
    // A commune whose id follows from its name is stored as the name alone.
    for (const commune of communes) {
      const [id, label] = Array.isArray(commune) ? commune : [`${place[province][0]}/${slug(commune)}`, commune];
      place.push([id, label, province]);
    }
    const positions = districts.map((one) => {
      const at = district.findIndex(([id]) => id === one[0]);
      return at < 0 ? district.push(one) - 1 : at;
    });
    const bits = new Bits(packed);
    for (const doc of documentsIn[province] ?? []) {
      const commune = bits.many(width(communes.length));
      const former = bits.many(width(districts.length));
      if (commune) rows.place[doc] = firstCommune + commune - 1;
      if (former) rows.district[doc] = positions[former - 1];
    }
  }
}

// Most documents share these arrays: one is made for each value, not for each document.
const single = memo((at) => (at < 0 ? [] : [at]));
/** A place and the places it lies in. */
const withProvince = memo((at) => (at < 0 ? [] : [at, ...withProvince(choices.place[at][2])]));

/** The positions in `choices` of the values that a document has for a filter. */
export function valuesOf(name, doc) {
  const value = rows[name][doc];
  if (name === 'field' || name === 'needs') return value;
  return name === 'place' ? withProvince(value) : single(name === 'spread' ? (value < 0 ? 1 : 0) : value);
}
