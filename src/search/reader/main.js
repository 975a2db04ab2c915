/**
 * Lan Tỏa's search: the script that start.js loads when a reader turns to search. No server, no third party.
 *
 * For other scripts there is `lantoa.search` (search.js), which start.js provides and assets/search.js exports.
 */

import { distance, fold, memo, normalize, oneI, slug, syllables } from './letters.js';
import { Bits, width } from './index/bits.js';
import { about, FILTERS, isLarge, lantoa, loadFile, ROOT, store } from './index/store.js';
import { forEachPair, listsOf } from './index/postings.js';
import { names } from './index/places.js';
import { documentsWith, documentsWithFold, ready, table, wordsOf } from './index/table.js';
import { candidatesOf, fit } from './query/fit.js';
import { fitOfTypo, foldsNear, standsBeside } from './query/typos.js';
import { search } from './search.js';
import { findMarks, shorten } from './excerpts.js';
import { make, say, withMarks } from './page/elements.js';
import { offerInField, startPage } from './page/page.js';

/**
 * What the bundles of filtering.js and finding.js take from this one. They are loaded later, so that it sees `about` and `isLarge` as they are
 * then. `normalize` and `oneI` are for the test that browser and program agree (tests/testsuite/search/vectors.rs).
 */
lantoa.shared = () => ({ about, Bits, candidatesOf, distance, documentsWith, documentsWithFold, FILTERS, findMarks, fit, fitOfTypo, fold, foldsNear, forEachPair, isLarge, lantoa, listsOf, loadFile, make, memo, names, normalize, oneI, ROOT, say, shorten, slug, standsBeside, store, syllables, table, width, withMarks, wordsOf });
/** What start.js calls once the first file of the index is there too. */
lantoa.reader = { search, ready: offerInField, start: startPage };
