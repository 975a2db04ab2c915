/**
 * Lan Tỏa's search: the script that start.js loads when a reader turns to search. No server, no third party.
 *
 * For other scripts there is `lantoa.search` (search.js), which start.js provides and assets/search.js exports.
 */

import { distance, fold, normalize, oneI, slug, syllables } from './letters.js';
import { lantoa } from './index/store.js';
import { ready } from './index/table.js';
import { search } from './search.js';
import { startPage } from './page/page.js';

lantoa.vietnamese = { fold, normalize, oneI, syllables, slug, distance };
/** What start.js calls once the first file of the index is there too. */
lantoa.reader = { search, ready, start: startPage };
