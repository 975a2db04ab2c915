/**
 * The filters of the page of results: check boxes with counts for each filter, and two lists of years (boxes.js). On a wide
 * window they stand open beside the results, on a narrow one they are a sheet above them, each filter folded.
 */

import { lantoa, store } from '../index/store.js';
import { make, say } from './elements.js';

/** From this width on the filters stand beside the results, as in the theme's style sheet. */
const WIDE = '(min-width: 64rem)';

/** Adds the filters to a page (page.js). */
export function makeFilters(page) {
  const { details, input, run } = page;
  const wide = matchMedia(WIDE);
  const isSheet = () => details.open && !wide.matches;
  const summary = details.firstChild;
  const clear = make('button', { type: 'button', textContent: say('clear'), onclick: reset });
  const close = make('button', { type: 'button', className: 'close', onclick: shut });
  const filters = {
    element: make('div', { onchange: () => run(true) }),
    /** By filter and id: {name, id, input, countSpan, row, lastRow}. `lastRow` is the last row of a province and its communes. */
    boxes: new Map(),
    /** The two lists of years, once there are filters to choose from. */
    years: null,
    get chosen() {
      return page.chosen;
    },
    /** What was chosen in the address but does not exist, each with the name of its filter. */
    unknown: [],
    /** Whether everything is shown where there is neither question nor filter: for a sheet, and for what was chosen in vain. */
    asks: () => isSheet() || filters.unknown.length > 0,

    /** Shows what the page has taken from the address. */
    restore() {
      filters.unknown = [];
      for (const { name, id, input } of filters.boxes.values()) input.checked = page.chosen[name]?.includes(id) ?? false;
      filters.years?.forEach((select, at) => (select.value = page.chosen.year?.[at] ?? ''));
    },

    /** Takes what is chosen from the boxes, if there are any yet. */
    read(decided) {
      if (decided) filters.unknown = [];
      if (!filters.years) return;
      page.chosen = {};
      for (const { name, id, input } of filters.boxes.values()) if (input.checked) (page.chosen[name] ??= []).push(id);
      const range = filters.years.map((select) => select.value);
      if (range.some(Boolean)) page.chosen.year = range;
    },

    wide,

    /** Shows the facets of an answer, if it has them; returns whether something was chosen that does not exist. */
    show({ facets, total, approximate }) {
      close.textContent = say(approximate ? 'showAbout' : 'show', total);
      const count = Object.keys(page.chosen).length;
      clear.hidden = !count;
      summary.textContent = say('filters') + (count ? ` (${count})` : '');
      return facets ? store.filtering.showBoxes(filters, facets) : refresh();
    },
  };

  function reset() {
    filters.boxes.forEach(({ input }) => (input.checked = false));
    filters.years?.forEach((select) => (select.value = ''));
    if (!filters.years) page.chosen = {};
    run(true);
  }
  function shut() {
    details.open = false;
    summary.focus();
  }

  let turn = 0;
  /** Asks for the counts of the answer that is shown: they are not asked for while the filters are closed. */
  async function refresh() {
    const own = ++turn;
    if (!details.open || details.hidden) return;
    const answer = await lantoa.reader.search(input.value, { ...page.options, limit: 0, facets: true });
    if (own === turn && answer.facets) filters.show(answer);
  }

  page.on(details, 'toggle', () => page.attempt(refresh));
  page.on(document, 'keydown', (event) => event.key === 'Escape' && !event.defaultPrevented && isSheet() && shut());
  page.on(wide, 'change', () => {
    details.open = wide.matches;
    for (const group of filters.element.querySelectorAll('details')) group.open ||= wide.matches;
  });
  details.append(filters.element, clear, close);
  if (wide.matches) details.open = true;
  return filters;
}
