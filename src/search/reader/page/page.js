/**
 * The page of results, on any page that has a form and a box for it:
 *
 *   <form data-lantoa-search action="tim-kiem.html"><input type="search" name="q"></form>
 *       Typing searches at once. The form works without scripts too: its target then shows what is in the box.
 *   <div data-lantoa-results></div>
 *       Gets the number of results, filters and results. What is inside is shown until there is a question.
 *       data-filter="field=kinh-te" chooses filters from the beginning, for a page that lists only some models.
 *       Style by .lantoa-status, .lantoa-hint, .lantoa-filters (details; each filter a fieldset), .lantoa-results (ol; in
 *       each li: h3, .place, .excerpt, .facts), .lantoa-more, and mark.
 */

import { about } from '../index/store.js';
import { PAGE, search } from '../search.js';
import { FAILED, make, resultItem, say } from './elements.js';
import { Filters } from './filters.js';

/** Milliseconds after the last key before it searches, and before it says that it is still searching. */
const PAUSE = 60;
const PATIENCE = 400;

class Page {
  constructor(box, form) {
    this.input = form.elements.q;
    /** Counts searches: an answer is shown only if no later search has begun. */
    this.turn = 0;
    this.filters = new Filters(new URLSearchParams(box.dataset.filter ?? ''), () => this.run(true));
    this.addElements(box);
    this.listen(form);
    this.restore();
  }

  addElements(box) {
    this.idle = make('div', {}, ...box.childNodes);
    this.status = make('p', { className: 'lantoa-status', role: 'status' });
    this.status.setAttribute('aria-live', 'polite');
    this.hint = make('p', { className: 'lantoa-hint', hidden: true });
    this.list = make('ol', { className: 'lantoa-results' });
    this.more = make('button', { type: 'button', className: 'lantoa-more', hidden: true, onclick: () => this.next(true) });
    this.clear = make('button', { type: 'button', onclick: () => this.reset() });
    this.summary = make('summary');
    // Opening it needs the counts, which are not asked for while it is closed.
    this.details = make('details', { className: 'lantoa-filters', hidden: true, ontoggle: () => this.details.open && this.run() });
    this.details.append(this.summary, this.filters.element, this.clear);
    box.append(this.status, this.hint, this.details, this.list, this.more, this.idle);
  }

  listen(form) {
    let timer;
    const later = () => {
      clearTimeout(timer);
      timer = setTimeout(() => this.run(), PAUSE);
    };
    // While an input method composes a letter, the field holds only a part of it.
    this.input.addEventListener('input', (event) => event.isComposing || later());
    this.input.addEventListener('compositionend', later);
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      clearTimeout(timer);
      this.run(true);
    });
    addEventListener('popstate', () => this.restore());
  }

  /** Takes question and filters from the address, and searches. */
  restore() {
    const address = new URLSearchParams(location.search || location.hash.slice(1));
    this.input.value = address.get('q') ?? '';
    this.filters.restore(address);
    this.details.open ||= this.filters.any;
    this.run();
  }

  /** Puts question and filters into the address; as a new entry of the history if the reader `decided` something. */
  remember(decided) {
    const address = new URLSearchParams();
    if (this.input.value.trim()) address.set('q', this.input.value.trim());
    this.filters.addTo(address);
    const text = address.toString();
    if (text === (location.search || location.hash).slice(1)) return;
    try {
      history[decided ? 'pushState' : 'replaceState'](null, '', text ? `?${text}` : location.pathname);
    } catch {
      // Pages opened from disk may change only what comes after # in their address.
      if (decided) location.hash = text;
    }
  }

  reset() {
    this.filters.clear();
    this.run(true);
  }

  /** Searches for what the page asks now. `decided`: the reader has finished typing, or has chosen a filter. */
  async run(decided = false) {
    const turn = ++this.turn;
    this.filters.read();
    const query = this.input.value;
    const asked = query.trim() !== '' || this.filters.any || this.details.open;
    this.remember(decided);
    this.idle.hidden = asked;
    if (!asked) {
      this.details.hidden = true;
      this.list.replaceChildren();
      this.status.textContent = '';
      this.more.hidden = this.hint.hidden = true;
      return;
    }
    const slow = setTimeout(() => turn === this.turn && (this.status.textContent = '…'), PATIENCE);
    try {
      this.options = { filters: this.filters.chosen, limit: PAGE, prefix: !decided };
      const answer = await search(query, { ...this.options, facets: this.details.open });
      if (turn === this.turn) this.show(answer);
    } catch {
      if (turn === this.turn) this.status.textContent = FAILED;
    } finally {
      clearTimeout(slow);
    }
  }

  show({ total, approximate, results, facets, suggestion }) {
    this.summary.textContent = say('filters');
    this.clear.textContent = say('clear');
    this.more.textContent = say('more');
    this.details.hidden = false;
    this.status.textContent = say(!total ? 'none' : approximate ? 'about' : total === 1 ? 'one' : 'count', total);
    this.list.replaceChildren(...results.map(resultItem));
    this.more.hidden = total <= results.length;
    // The first answer on a large site may be less than a page: the rest follows.
    if (results.length < PAGE && total > results.length) this.next().catch(() => {});
    this.showHint(total, suggestion);
    if (facets) this.filters.show(facets);
  }

  /** Says what was searched instead; or, if nothing was found, what else to try. */
  showHint(total, suggestion) {
    this.hint.hidden = total > 0 && !suggestion;
    if (suggestion) this.hint.replaceChildren(say('instead'), make('strong', { textContent: suggestion }));
    else if (!total) {
      const fields = about.fields.flatMap(([id, label]) => [' ', make('a', { href: `?field=${id}`, textContent: label })]);
      this.hint.replaceChildren(say('hint'), ...fields);
    }
  }

  /** Adds more results; moves the focus to the first of them if the reader `pressed` the button. */
  async next(pressed) {
    const turn = this.turn;
    const offset = this.list.children.length;
    const { total, results } = await search(this.input.value, { ...this.options, offset, facets: false });
    if (turn !== this.turn || offset !== this.list.children.length) return;
    const items = results.map(resultItem);
    this.list.append(...items);
    if (pressed) items[0]?.querySelector('a').focus();
    this.more.hidden = total <= this.list.children.length || !results.length;
  }
}

/** Starts the page of results, if this is one. */
export function startPage() {
  const box = document.querySelector('[data-lantoa-results]');
  // Of several forms the last one is the page's own; others are in its header.
  const form = [...document.querySelectorAll('form[data-lantoa-search]')].pop();
  if (box && form) new Page(box, form);
}
