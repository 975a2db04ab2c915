/**
 * The boxes of the filters with their counts: what the page of results shows when the reader opens its filters. It comes with
 * filtering.js.
 */

import { FILTERS } from '../index/store.js';
import { make, say } from './elements.js';

/**
 * Shows the facets of an answer in `filters` (filters.js). Boxes that are there stay and only get new counts, so that the
 * keyboard's focus stays. Returns whether something was chosen that does not exist: then the answer is not to what `read`
 * takes next.
 */
export function showBoxes(filters, facets) {
  const { boxes, element } = filters;
  const isChosen = (name, id) => filters.chosen[name]?.includes(id) ?? false;

  const addGroups = (all) => {
    for (const name of FILTERS) {
      // On a narrow window filters are folded, but for those in which something is chosen.
      const open = filters.wide.matches || name in filters.chosen;
      const group = make('details', { open }, make('summary', { textContent: say(name) }));
      element.append(make('fieldset', { name, hidden: true, ariaLabel: say(name) }, group));
    }
    all.sort().reverse();
    filters.years = ['from', 'to'].map((key, at) => {
      const options = all.map((year) => make('option', { value: year, textContent: year }));
      const select = make('select', {}, make('option', { value: '', textContent: say('all') }), ...options);
      select.value = filters.chosen.year?.[at] ?? '';
      element.children.year.firstChild.append(make('label', {}, `${say(key)} `, select));
      return select;
    });
  };

  const addBox = (key, name, id, label, within) => {
    const input = make('input', { type: 'checkbox', value: id, checked: isChosen(name, id) });
    const countSpan = make('span');
    const row = make('label', { className: within ? 'within' : '' }, input, ` ${label}`, countSpan);
    const province = within && boxes.get(`${name} ${within}`);
    if (province) {
      province.lastRow.after(row);
      province.lastRow = row;
    } else element.children[name].firstChild.append(row);
    boxes.set(key, { name, id, input, countSpan, row, lastRow: row });
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

  if (!filters.years) addGroups(facets.year.map(({ id }) => id));
  const before = filters.unknown.length;
  for (const name of FILTERS) {
    const values = facets[name];
    element.children[name].hidden = !values.length;
    if (name !== 'year') showGroup(name, values);
    for (const id of filters.chosen[name] ?? []) if (id && !values.some((value) => value.id === id)) filters.unknown.push(`${say(name)}: ${id}`);
  }
  return filters.unknown.length > before;
}
