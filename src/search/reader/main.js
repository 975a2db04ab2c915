/**
 * Lan Tỏa's search: the script that start.js loads when a reader turns to search. No server, no third party.
 *
 * For other scripts there is `lantoa.search` (search.js), which start.js provides and assets/search.js exports.
 */

import { distance, fold, memo, normalize, oneI, slug, syllables } from './letters.js';
import { Bits, width } from './index/bits.js';
import { about, FILTERS, isLarge, lantoa, loadFile, store } from './index/store.js';
import { forEachPair, listsOf } from './index/postings.js';
import { ready, table } from './index/table.js';
import { fit } from './query/fit.js';
import { search } from './search.js';
import { make, say } from './page/elements.js';
import { startPage } from './page/page.js';

lantoa.vietnamese = { fold, normalize, oneI, syllables, slug, distance };
/** What the bundle of filtering.js takes from this one. It is loaded later, so that it sees `about` and `isLarge` as they are then. */
lantoa.shared = () => ({ about, Bits, FILTERS, fit, forEachPair, isLarge, lantoa, listsOf, loadFile, make, memo, say, slug, store, table, width });
/** What start.js calls once the first file of the index is there too. */
lantoa.reader = { search, ready, start: startPage };
