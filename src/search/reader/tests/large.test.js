import assert from 'node:assert/strict';
import { test } from 'node:test';

import { connect, loaded, skip } from './index.js';

async function open() {
  connect('large');
  return (await import('../search.js')).search;
}

test('answers open few files, and later ones go on where earlier ones ended', { skip }, async () => {
  const search = await open();
  await search('xyz', { facets: false });
  for (const query of ['Đông Giang', 'nha', 'hien dat lam duong', 'năm 2021', '']) {
    const urls = [];
    for (let total = 1; urls.length < Math.min(total, 40); ) {
      const before = loaded.length;
      const answer = await search(query, { facets: false, offset: urls.length });
      assert.ok(answer.results.length > 0, query);
      assert.ok(loaded.length - before <= 6, `${query}: ${loaded.slice(before)}`);
      ({ total } = answer);
      urls.push(...answer.results.map(({ url }) => url));
    }
    assert.equal(new Set(urls).size, urls.length, query);
  }
});

test('the same question gets the same answer again', { skip }, async () => {
  const search = await open();
  const urls = async () => (await search('rác thải', { limit: 5, offset: 5 })).results.map(({ url }) => url);
  assert.deepEqual(await urls(), await urls());
});

test('a matter and a place are answered by a part of the place, however the place is typed', { skip }, async () => {
  const search = await open();
  for (const query of ['tiếng kẻng Đông Giang', 'tieng keng o xa dong giang', 'Đông Giang tiếng kẻng', 'tiếng kẻng Đông Gaing', 'tieengs kengr Ddoong Giang']) {
    const { results } = await search(query, { facets: false });
    assert.equal(results[0].title, 'Tiếng kẻng học bài', query);
    assert.match(results[0].placeThen, /Đông Giang/);
  }
  assert.ok(loaded.includes('n') && loaded.some((name) => /^p\d+$/.test(name)), String(loaded));
});

// A file of the second tier holds some parts, and the first tier of some is not loaded. Such a part cannot be read yet; a
// question with one of its words failed.
test('a phrase does not break the questions after it', { skip }, async () => {
  const search = await open();
  for (const query of ['"hiến đất"', '"dân nhân"', '"tiếng kẻng"', '"nhà sạch"', '"phụ nữ"', '"an ninh"']) await search(query);
  const { isLoaded, partOf } = await import('../index/postings.js');
  const { table } = await import('../index/table.js');
  const { parse } = await import('../query/parse.js');
  const { addDoubtful } = await import('../query/typos.js');
  const unread = table.words.filter((_, word) => !isLoaded(partOf(word)) && `b${partOf(word)}` in lantoa.store);
  assert.ok(unread.length > 0, 'the phrases have brought parts of the second tier alone');
  for (const word of unread) addDoubtful(parse(`đất ${word} đất`, false).words);
});

test('places within a province are counted when the province is chosen', { skip }, async () => {
  const search = await open();
  const before = await search('');
  assert.ok(before.facets.place.every(({ within }) => !within));
  const { id } = before.facets.place[0];
  const after = await search('', { filters: { place: [id] } });
  assert.ok(after.facets.place.some(({ within }) => within === id));
  assert.ok(after.facets.district.length > 0);
});
