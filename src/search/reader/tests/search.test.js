import assert from 'node:assert/strict';
import { test } from 'node:test';

import { connect, loaded, skip } from './index.js';

async function open() {
  connect('small');
  return (await import('../search.js')).search;
}

test('a small site is one file', { skip }, async () => {
  const search = await open();
  await search('tiếng kẻng', { facets: false });
  assert.deepEqual(loaded, ['0']);
});

test('a result says what it shows and what to mark', { skip }, async () => {
  const search = await open();
  const { total, results, suggestion, approximate, facets } = await search('tiếng kẻng học bài', { facets: false });
  assert.ok(total > 0 && !approximate);
  assert.deepEqual([suggestion, facets], [null, null]);
  const [first] = results;
  assert.equal(first.title, 'Tiếng kẻng học bài');
  assert.equal(first.url, 'https://example.vn/mo-hinh/x-04.html');
  assert.deepEqual(first.marks.title, [[0, first.title.length]]);
  for (const { excerpt, marks, score } of results) {
    assert.ok(excerpt.length <= 244 && score > 0);
    for (const [from, to] of marks.excerpt) assert.ok(from < to && to <= excerpt.length && !/^\s|\s$/.test(excerpt.slice(from, to)));
  }
  assert.deepEqual(results.map(({ score }) => score), results.map(({ score }) => score).sort((a, b) => b - a));
});

test('without marks a word is read by the words beside it', { skip }, async () => {
  const search = await open();
  const { results } = await search('phan thiet', { facets: false });
  const marked = results.flatMap(({ title, excerpt, marks }) => [
    ...marks.title.map(([from, to]) => title.slice(from, to)),
    ...marks.excerpt.map(([from, to]) => excerpt.slice(from, to)),
  ]);
  assert.match(results[0].placeThen, /Phan Thiết/);
  assert.deepEqual(marked.filter((text) => /phân/i.test(text)), []);
});

test('nothing asked finds everything, a page at a time', { skip }, async () => {
  const search = await open();
  const { total } = await search('');
  const urls = [];
  for (let offset = 0; offset < total; offset += 7) {
    urls.push(...(await search('', { offset, limit: 7 })).results.map(({ url }) => url));
  }
  assert.equal(new Set(urls).size, total);
});

test('counts are what a filter would let through', { skip }, async () => {
  const search = await open();
  for (const chosen of [{}, { field: ['moi-truong'] }, { year: ['2019', '2022'] }, { spread: ['no'] }, { needs: ['du'], called: ['cung-loai'] }]) {
    const { facets } = await search('', { filters: chosen });
    for (const name of ['field', 'place', 'level', 'unit', 'stage', 'spread', 'district', 'needs', 'called']) {
      for (const { id, count } of facets[name]) {
        const { total } = await search('', { filters: { ...chosen, [name]: [id] }, limit: 1 });
        assert.equal(total, count, `${name} ${id} with ${JSON.stringify(chosen)}`);
      }
    }
  }
});

test('a commune narrows its province', { skip }, async () => {
  const search = await open();
  const { facets } = await search('');
  const commune = facets.place.find(({ within }) => within);
  const both = await search('', { filters: { place: [commune.within, commune.id] } });
  assert.equal(both.total, commune.count);
});

test('what was searched in place of a slip is said', { skip }, async () => {
  const search = await open();
  const { suggestion, total } = await search('hien dat lmà duogn');
  assert.match(suggestion, /^hien dat làm đường$/);
  assert.ok(total > 0);
  const { results, ...nothing } = await search('qqqqzzzz');
  assert.deepEqual([results, nothing.total, nothing.suggestion], [[], 0, null]);
});

test('phrases are found word for word', { skip }, async () => {
  const search = await open();
  const { total, results } = await search('"hiến đất"', { limit: 100 });
  assert.ok(total > 0 && total < (await search('hiến đất')).total);
  assert.ok(results.some(({ title, summary }) => /hiến đất/i.test(title + summary)));
});

test('a question may be anything', { skip }, async () => {
  const search = await open();
  for (const query of [undefined, null, 2021, '"', '“”', '   ', '🏡', '\u0301', 'a'.repeat(2000), '’'.repeat(50), 'đ đ đ', '0', '-1']) {
    const { results, total } = await search(query);
    assert.ok(results.length <= 10 && total >= results.length);
  }
});
