/**
 * Filters: which of the documents found they let through, and how many each of their values would.
 */

import { FILTERS } from '../index/store.js';
import { choices, valuesOf } from '../index/values.js';

/** By filter in use, the positions in `choices` of what it lets through. `year` is a range, open where an end is empty. */
function chosenBy(filters) {
  const chosen = {};
  for (const name of FILTERS) {
    const wanted = filters[name];
    if (!wanted?.length) continue;
    const inRange = (year) => (!wanted[0] || year >= wanted[0]) && (!wanted[1] || year <= wanted[1]);
    const isWanted = (id) => (name === 'year' ? inRange(+id) : wanted.includes(id));
    chosen[name] = new Set(choices[name].flatMap(([id], at) => (isWanted(id) ? [at] : [])));
  }
  // A commune narrows the province that was chosen before it.
  for (const at of [...(chosen.place ?? [])]) chosen.place.delete(choices.place[at][2]);
  return chosen;
}

/**
 * The documents that all filters let through, and for each filter its values with the number of documents that it would
 * let through, given the other filters: {kept, facets}. Values without documents are left out, unless they are chosen.
 */
export function filter(found, filters) {
  const chosen = chosenBy(filters);
  const names = Object.keys(chosen);
  const counts = Object.fromEntries(FILTERS.map((name) => [name, new Uint32Array(choices[name].length)]));
  const kept = found.filter((doc) => {
    const failed = names.filter((name) => !valuesOf(name, doc).some((value) => chosen[name].has(value)));
    // A document that one filter alone keeps out counts for that filter's other values.
    if (failed.length < 2) {
      for (const name of failed.length ? failed : FILTERS) for (const value of valuesOf(name, doc)) counts[name][value]++;
    }
    return !failed.length;
  });
  const facets = {};
  for (const name of FILTERS) {
    const entries = choices[name].map(([id, label, within], at) => ({
      id,
      label,
      count: counts[name][at],
      ...(name === 'place' && { within: choices.place[within]?.[0] ?? null }),
    }));
    facets[name] = entries.filter(({ id, count }) => count || filters[name]?.includes(id));
  }
  return { kept, facets };
}
