/**
 * The filters of the page of results: check boxes with counts for each filter, and two lists of years (boxes.js).
 */

import { FILTERS, store } from '../index/store.js';
import { make } from './elements.js';

/** `preset` are the filters of a page that lists only some models; `onchange` is called when the reader chooses. */
export function makeFilters(preset, onchange) {
  const filters = {
    element: make('div', { onchange }),
    /** By filter and id: {name, id, input, countSpan, row, lastRow}. `lastRow` is the last row of a province and its communes. */
    boxes: new Map(),
    /** The two lists of years, once there are filters to choose from. */
    years: null,
    /** What is chosen, as `search()` takes it. */
    chosen: {},
    /** What was chosen in the address but does not exist. */
    unknown: [],
    /** Whether anything is chosen. */
    any: () => Object.keys(filters.chosen).length > 0,

    /** Takes what is chosen from an address. */
    showAddress(address) {
      filters.chosen = {};
      filters.unknown = [];
      for (const name of FILTERS) {
        const values = address.get(name) ?? preset.get(name);
        if (values) filters.chosen[name] = values.split(name === 'year' ? '-' : ',');
      }
      for (const { name, id, input } of filters.boxes.values()) input.checked = filters.chosen[name]?.includes(id) ?? false;
      filters.years?.forEach((select, at) => (select.value = filters.chosen.year?.[at] ?? ''));
    },

    /** Adds what is chosen to an address. */
    addTo(address) {
      for (const name in filters.chosen) address.set(name, filters.chosen[name].join(name === 'year' ? '-' : ','));
    },

    clear() {
      filters.boxes.forEach(({ input }) => (input.checked = false));
      filters.years?.forEach((select) => (select.value = ''));
    },

    /** Takes what is chosen from the boxes, if there are any yet. */
    read() {
      if (!filters.years) return;
      filters.chosen = {};
      for (const { name, id, input } of filters.boxes.values()) if (input.checked) (filters.chosen[name] ??= []).push(id);
      const range = filters.years.map((select) => select.value);
      if (range.some(Boolean)) filters.chosen.year = range;
    },

    /** Shows the facets of an answer; returns whether something was chosen that does not exist. */
    show: (facets) => store.filtering.showBoxes(filters, facets),
  };
  return filters;
}
