/**
 * What filters, phrases in quotes and words that the site does not have need: a script of its own, a file of the index ('x'), which the search loads when it is
 * asked for one of them for the first time. In the bundle, the modules that main.js has too are taken from `lantoa.shared`.
 */

import { lantoa } from './index/store.js';
import { loadValues } from './index/values.js';
import { filter } from './query/filter.js';
import { pairPartsIn, quotationsIn, stayInPlaces, withPhrase } from './query/phrase.js';
import { correct, dropUnlikely, suggestionOf } from './query/corrections.js';
import { showBoxes } from './page/boxes.js';

lantoa.data({ filtering: { loadValues, filter, showBoxes, pairPartsIn, quotationsIn, stayInPlaces, withPhrase, correct, dropUnlikely, suggestionOf } });
