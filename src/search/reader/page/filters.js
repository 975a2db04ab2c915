/**
 * The filters of the page of results: check boxes with counts for each filter, and two lists of years.
 */

import { FILTERS } from '../index/values.js';
import { make, say } from './elements.js';

/**
 * `preset` are the filters of a page that lists only some models; `onchange` is called when the reader chooses. Returns
 * {element, chosen, unknown, any, showAddress, addTo, clear, read, show}.
 */
export function makeFilters(preset, onchange) {
  /** By filter and id: {name, id, input, countSpan, row, lastRow}. `lastRow` is the last row of a province and its communes. */
  const boxes = new Map();
  const element = make('div', { onchange });
  /** The two lists of years, once there are filters to choose from. */
  let years;
  const isChosen = (name, id) => filters.chosen[name]?.includes(id) ?? false;

  const addGroups = (all) => {
    for (const name of FILTERS) element.append(make('fieldset', { name, hidden: true }, make('legend', { textContent: say(name) })));
    all.sort().reverse();
    years = ['from', 'to'].map((key, at) => {
      const options = all.map((year) => make('option', { value: year, textContent: year }));
      const select = make('select', {}, make('option', { value: '', textContent: say('all') }), ...options);
      select.value = filters.chosen.year?.[at] ?? '';
      element.children.year.append(make('label', {}, `${say(key)} `, select));
      return select;
    });
  };

  const showGroup = (name, values) => {
    const seen = new Set();
    for (const { id, label, count, within } of values) {
      const key = `${name} ${id}`;
      seen.add(key);
      if (!boxes.has(key)) addBox(key, name, id, label || say(id), within);
      const { row, countSpan } = boxes.get(key);
      countSpan.textContent = ` (${count})`;
      // Communes show once their province, or they themselves, are chosen.
      row.hidden = Boolean(within) && !isChosen('place', within) && !isChosen('place', id);
    }
    for (const [key, box] of boxes) if (box.name === name && !seen.has(key)) box.row.hidden = !box.input.checked;
  };

  const addBox = (key, name, id, label, within) => {
    const input = make('input', { type: 'checkbox', value: id, checked: isChosen(name, id) });
    const countSpan = make('span');
    const row = make('label', { className: within ? 'within' : '' }, input, ` ${label}`, countSpan);
    const province = within && boxes.get(`${name} ${within}`);
    if (province) {
      province.lastRow.after(row);
      province.lastRow = row;
    } else element.children[name].append(row);
    boxes.set(key, { name, id, input, countSpan, row, lastRow: row });
  };

  const filters = {
    element,
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
      for (const { name, id, input } of boxes.values()) input.checked = isChosen(name, id);
      years?.forEach((select, at) => (select.value = filters.chosen.year?.[at] ?? ''));
    },

    /** Adds what is chosen to an address. */
    addTo(address) {
      for (const name in filters.chosen) address.set(name, filters.chosen[name].join(name === 'year' ? '-' : ','));
    },

    clear() {
      boxes.forEach(({ input }) => (input.checked = false));
      years?.forEach((select) => (select.value = ''));
    },

    /** Takes what is chosen from the boxes, if there are any yet. */
    read() {
      if (!years) return;
      filters.chosen = {};
      for (const { name, id, input } of boxes.values()) if (input.checked) (filters.chosen[name] ??= []).push(id);
      const range = years.map((select) => select.value);
      if (range.some(Boolean)) filters.chosen.year = range;
    },

    /**
     * Shows the facets of an answer. Boxes that are there stay and only get new counts, so that the keyboard's focus stays.
     * Returns whether something was chosen that does not exist: then the answer is not to what `read` takes next.
     */
    show(facets) {
      if (!years) addGroups(facets.year.map(({ id }) => id));
      const before = filters.unknown.length;
      for (const name of FILTERS) {
        const values = facets[name];
        element.children[name].hidden = !values.length;
        if (name !== 'year') showGroup(name, values);
        for (const id of filters.chosen[name] ?? []) if (id && !values.some((value) => value.id === id)) filters.unknown.push(id);
      }
      return filters.unknown.length > before;
    },
  };
  return filters;
}
