import assert from 'node:assert/strict';
import { test } from 'node:test';

import { connect, loaded, skip } from './index.js';

test('a site of middling size needs two files, the filters their script, and phrases another file', { skip }, async () => {
  connect('middle');
  const { search } = await import('../search.js');
  const { total, results, facets } = await search('hien dat lam duong');
  assert.ok(total >= 25 && results.length === 10 && facets.field.length > 0);
  assert.deepEqual([...loaded].sort(), ['0', '1', 'x']);
  const { total: inPlace, results: there } = await search('xã Đông Giang', { facets: false });
  assert.ok(inPlace > 0 && there.every(({ placeThen, placeNow }) => `${placeThen} ${placeNow}`.includes('Đông Giang')), `${inPlace}`);
  const phrase = await search('"hiến đất"');
  assert.ok(phrase.total > 0);
  assert.ok(loaded.length > 3 && loaded.slice(3).every((name) => /^b\d+$/.test(name)), String(loaded));
});
