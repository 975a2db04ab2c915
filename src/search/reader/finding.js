/**
 * What the page of results gets after its first answer: a script of its own, a file of the index ('y'), with a file of texts and
 * matters ('k'). In the bundle, the modules that main.js has too are taken from `lantoa.shared`.
 */

import { about, lantoa, store } from './index/store.js';
import { makeFilters } from './page/filters.js';
import { showNothing } from './page/nothing.js';
import { offer } from './page/offers.js';
import { lookForSentences } from './page/sentences.js';

/** Starts it on a page (page/page.js). */
function start(page) {
  Object.assign(about.say, store.laterTexts);
  const filters = makeFilters(page);
  const offers = offer(page.input);
  let sentences;
  page.on(window, 'popstate', () => {
    page.input.value = lantoa.address().get('q') ?? '';
    page.restore();
  });
  // For coming back from a result.
  page.on(window, 'click', () => page.put('replaceState', { shown: page.list.children.length, top: scrollY }));
  return {
    read: filters.read,
    restore: filters.restore,
    asks: filters.asks,
    /** Shows of an answer what is not there yet; returns whether something was chosen that does not exist. */
    show(answer) {
      if (filters.show(answer) === true) return true;
      sentences?.end();
      sentences = lookForSentences(page, answer);
      showNothing(page, answer, filters.unknown);
    },
    look: () => sentences?.look(),
    end() {
      sentences?.end();
      offers.end();
    },
  };
}

lantoa.data({
  finding: {
    start,
    /** Offers matters and places in a field of a page without results, if what has the focus is one. */
    offer(input) {
      if (!input.form?.dataset.lantoaSearch) return;
      Object.assign(about.say, store.laterTexts);
      return offer(input);
    },
  },
});
