/**
 * The page of results, on any page that has a form and a box for it:
 *
 *   <form data-lantoa-search action="tim-kiem.html"><input type="search" name="q"></form>
 *       Typing searches at once. The form works without scripts too: its target then shows what is in the box.
 *       data-lantoa-search="offer" also offers matters and places as one types.
 *   <div data-lantoa-results></div>
 *       Gets the number of results, filters and results. What is inside is shown until there is a question.
 *       data-filter="field=kinh-te" chooses filters from the beginning, for a page that lists only some models.
 *       data-submit="gui-mo-hinh.html" is the page on which readers send a model, offered where nothing was found;
 *       data-places="dia-phuong.html" that on which they find what is near a place, offered where no model is in it.
 *       Style by .lantoa-status, .lantoa-hint, .lantoa-filters (details; each filter a fieldset with details), .lantoa-results (ol; in
 *       each li: h2, .place, .excerpt, .facts), .lantoa-more, .lantoa-offers, and mark.
 *
 * What no first answer needs comes after it, by the script finding.js: the filters' boxes, what to do where nothing was found,
 * sentences of the models' pages, and what is offered as one types.
 */

import { syllables } from '../letters.js';
import { FILTERS, lantoa, loadLater, store } from '../index/store.js';
import { ready } from '../index/table.js';
import { PAGE, search } from '../search.js';
import { make, resultItem, say } from './elements.js';

/**
 * Milliseconds after the last key before it searches; after the last key of a letter or word that an input method still
 * composes; and before it says that it is still searching.
 */
const PAUSE = 60;
const REST = 300;
const PATIENCE = 400;

/** Starts the page of results, given its box and field. One of an older version ends. */
export function startPage(box, input) {
  lantoa.page?.();
  /** Counts searches: an answer is shown only if no later search has begun. */
  let turn = 0;
  let timer;

  const preset = new URLSearchParams(box.dataset.filter ?? '');
  const idle = make('div', {}, ...box.childNodes);
  const status = make('p', { className: 'lantoa-status', role: 'status' });
  status.setAttribute('aria-live', 'polite');
  const hint = make('p', { className: 'lantoa-hint', hidden: true });
  const list = make('ol', { className: 'lantoa-results' });
  const more = make('button', { type: 'button', className: 'lantoa-more', hidden: true, onclick: () => attempt(() => next(true)) });
  const summary = make('summary');
  const details = make('details', { className: 'lantoa-filters', hidden: true }, summary);
  box.append(status, details, hint, list, more, idle);

  const count = () => list.children.length;
  /**
   * What finding.js works with. `chosen` are the filters, as `search()` takes them; `later` is what it has started; `options` is what
   * the answer that is shown was asked with.
   */
  const page = { box, input, details, list, hint };

  /** Calls a method of the history; returns whether it may be called: not on pages opened from disk, in some browsers. */
  const put = (page.put = (method, state, address) => {
    try {
      history[method](state, '', address);
      return true;
    } catch {}
  });

  /** Puts question and filters into the address; as a new entry of the history if the reader `decided` something. */
  const remember = (decided) => {
    const address = new URLSearchParams();
    const query = input.value.trim();
    if (query) address.set('q', query);
    for (const name in page.chosen) address.set(name, page.chosen[name].join(name === 'year' ? '-' : ','));
    const text = address.toString();
    if (text === lantoa.address().toString()) return;
    const isPut = put(decided ? 'pushState' : 'replaceState', null, text ? `?${text}` : location.pathname);
    // What comes after # may always be changed. `q=` is an empty question, whatever stands before it.
    if (!isPut && decided) location.hash = text || 'q=';
  };

  /** Takes the filters from the address, and searches. */
  const restore = (page.restore = () => {
    page.chosen = {};
    for (const name of FILTERS) {
      const values = lantoa.address().get(name) ?? preset.get(name);
      if (values) page.chosen[name] = values.split(name === 'year' ? '-' : ',');
    }
    page.later?.restore();
    run(false, true);
  });

  const empty = () => {
    list.replaceChildren();
    status.textContent = '';
    more.hidden = hint.hidden = true;
  };

  /** The site's present version takes over. Rejects if there is no other. */
  const renew = () => lantoa.newer(store).then(() => lantoa.reader.start(box, input));

  /** Does `work`. If it fails, the present version takes over; if there is no other, says so, with a button. */
  const attempt = (page.attempt = async (work) => {
    const own = turn;
    lantoa.failure.remove();
    try {
      await work();
    } catch {
      await renew().catch(() => own === turn && more.before(lantoa.fail(() => attempt(work))));
    }
  });

  /** Loads what comes after the first answer, and shows of the answer what it can. */
  const showLater = async (own, answer) => {
    await loadLater();
    if (own !== turn) return;
    page.later ??= store.finding.start(page);
    return page.later.show(answer);
  };

  /**
   * Searches for what the page asks now. `decided`: the reader has finished typing, or has chosen a filter. `back`: shows as
   * many results as before, at the same place, if the reader comes back to this question.
   */
  const run = (page.run = async (decided = false, back = false) => {
    const own = ++turn;
    page.later?.read(decided);
    const query = input.value;
    const isFiltered = Object.keys(page.chosen)[0];
    const asked = query.trim() !== '' || isFiltered || page.later?.asks();
    remember(decided);
    const { shown, top } = (back && history.state) || {};
    if (!asked) {
      idle.hidden = false;
      details.hidden = true;
      lantoa.failure.remove();
      empty();
      return;
    }
    page.options = { filters: page.chosen, limit: PAGE, prefix: !decided };
    await attempt(async () => {
      const slow = setTimeout(() => own === turn && (status.textContent = '…'), PATIENCE);
      let answer;
      try {
        answer = await search(query, { ...page.options, facets: isFiltered || (details.open && page.later) });
        // A filter that does not exist is told before there are no results.
        if (isFiltered && (await showLater(own, answer))) return run(false, back);
      } finally {
        clearTimeout(slow);
        // Results of another question do not stay if this one fails.
        if (own === turn && !answer) empty();
      }
      if (own !== turn) return;
      show(answer);
      // What comes later may be gone, where a new version has come: then this answer is an old one too.
      showLater(own, answer).catch(renew).catch(() => {});
      // An answer on a large site may be less than a page.
      while (own === turn && !more.hidden && count() < (shown || PAGE)) await next();
      if (top && own === turn) scrollTo(0, top);
    });
  });

  const show = ({ query, total, approximate, results, absent, missing, apart, suggestion }) => {
    summary.textContent = say('filters');
    more.textContent = say('more');
    details.hidden = false;
    // What stands there meanwhile keeps the page as long as it is.
    idle.hidden = true;
    const none = query.trim() && !syllables(query).length ? 'letters' : 'none';
    status.textContent = say(!total ? none : approximate ? 'about' : total === 1 ? 'one' : 'count', total);
    list.replaceChildren();
    add(total, results);
    // The text of `apart` is whole without a value.
    const lines = Object.entries({ absent, missing, instead: suggestion, apart: apart && ' ' }).filter(([, text]) => text);
    hint.replaceChildren(...lines.map(([key, textContent]) => make('span', {}, say(key), make('strong', { textContent }))));
    hint.hidden = !lines[0];
  };

  /** Adds results to the list; returns the first. */
  const add = (total, results) => {
    const items = results.map(resultItem);
    list.append(...items);
    more.hidden = total <= count() || !items.length;
    return items[0];
  };

  /** Asks for more results; moves the focus to the first of them if the reader `pressed` the button. */
  const next = async (pressed) => {
    const own = turn;
    const offset = count();
    const { total, results } = await search(input.value, { ...page.options, offset, facets: false });
    if (own !== turn || offset !== count()) return;
    const first = add(total, results);
    if (pressed) first?.querySelector('a').focus();
    page.later?.look();
  };

  const listeners = new AbortController();
  // Its `signal` is one of the options of a listener.
  const on = (page.on = (target, type, listener) => target.addEventListener(type, listener, listeners));
  on(input, 'input', ({ isComposing }) => {
    clearTimeout(timer);
    timer = setTimeout(run, isComposing ? REST : PAUSE);
  });
  on(input.form, 'submit', (event) => {
    event.preventDefault();
    clearTimeout(timer);
    run(true);
  });
  /** Leaves box and field to the page of a newer version. */
  lantoa.page = () => {
    turn = NaN;
    listeners.abort();
    page.later?.end();
    box.replaceChildren(...idle.childNodes);
  };
  // start.js has put the question of the address into the field, unless the reader was there first.
  restore();
}

/** What the search does for a field that has the focus on another page: it offers what can be asked for. */
export const offerInField = async () => {
  await ready();
  if (lantoa.page) return;
  await loadLater();
  store.finding.offer(document.activeElement);
};
