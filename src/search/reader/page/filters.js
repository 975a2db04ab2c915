/**
 * The filters of the page of results: check boxes with counts for each filter, and two lists of years.
 */

import { FILTERS } from '../index/values.js';
import { make, say } from './elements.js';

export class Filters {
  /** `preset` are the filters of a page that lists only some models; `onchange` is called when the reader chooses. */
  constructor(preset, onchange) {
    this.preset = preset;
    /** What is chosen, as `search()` takes it. */
    this.chosen = {};
    /** By filter and id: {name, id, input, number, row, last}. `last` is the last row of a province and its communes. */
    this.boxes = new Map();
    this.element = make('div', { onchange });
  }

  /** Takes what is chosen from an address. */
  restore(address) {
    this.chosen = {};
    for (const name of FILTERS) {
      const values = address.get(name) ?? this.preset.get(name);
      if (values) this.chosen[name] = values.split(name === 'year' ? '-' : ',');
    }
    for (const { name, id, input } of this.boxes.values()) input.checked = this.isChosen(name, id);
    this.years?.forEach((select, at) => (select.value = this.chosen.year?.[at] ?? ''));
  }

  /** Adds what is chosen to an address. */
  addTo(address) {
    for (const name in this.chosen) address.set(name, this.chosen[name].join(name === 'year' ? '-' : ','));
  }

  clear() {
    this.boxes.forEach(({ input }) => (input.checked = false));
    this.years?.forEach((select) => (select.value = ''));
  }

  isChosen(name, id) {
    return this.chosen[name]?.includes(id) ?? false;
  }

  /** Whether anything is chosen. */
  get any() {
    return Object.keys(this.chosen).length > 0;
  }

  /** Takes what is chosen from the boxes, if there are any yet. */
  read() {
    if (!this.boxes.size) return;
    this.chosen = {};
    for (const { name, id, input } of this.boxes.values()) if (input.checked) (this.chosen[name] ??= []).push(id);
    const years = this.years.map((select) => select.value);
    if (years.some(Boolean)) this.chosen.year = years;
  }

  /** Shows the facets of an answer. Boxes that are there stay and only get new counts, so that the keyboard's focus stays. */
  show(facets) {
    if (!this.years) this.addGroups(facets.year.map(({ id }) => id));
    for (const name of FILTERS) {
      const group = this.element.children[name];
      group.hidden = !facets[name].length;
      if (name !== 'year') this.showGroup(name, facets[name]);
    }
  }

  addGroups(years) {
    for (const name of FILTERS) {
      this.element.append(make('fieldset', { name, hidden: true }, make('legend', { textContent: say(name) })));
    }
    years.sort().reverse();
    this.years = ['from', 'to'].map((key, at) => {
      const options = years.map((year) => make('option', { value: year, textContent: year }));
      const select = make('select', {}, make('option', { value: '', textContent: say('all') }), ...options);
      select.value = this.chosen.year?.[at] ?? '';
      this.element.children.year.append(make('label', {}, `${say(key)} `, select));
      return select;
    });
  }

  showGroup(name, values) {
    const seen = new Set();
    for (const { id, label, count, within } of values) {
      const key = `${name} ${id}`;
      seen.add(key);
      if (!this.boxes.has(key)) this.addBox(key, name, id, label || say(id), within);
      const { row, number } = this.boxes.get(key);
      number.textContent = ` (${count})`;
      // Communes show once their province, or they themselves, are chosen.
      row.hidden = Boolean(within) && !this.isChosen('place', within) && !this.isChosen('place', id);
    }
    for (const [key, box] of this.boxes) if (box.name === name && !seen.has(key)) box.row.hidden = !box.input.checked;
  }

  addBox(key, name, id, label, within) {
    const input = make('input', { type: 'checkbox', value: id, checked: this.isChosen(name, id) });
    const number = make('span');
    const row = make('label', { className: within ? 'within' : '' }, input, ` ${label}`, number);
    const province = within && this.boxes.get(`${name} ${within}`);
    if (province) {
      province.last.after(row);
      province.last = row;
    } else this.element.children[name].append(row);
    this.boxes.set(key, { name, id, input, number, row, last: row });
  }
}
