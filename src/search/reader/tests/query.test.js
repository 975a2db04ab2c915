import assert from 'node:assert/strict';
import { test } from 'node:test';

import { connect, skip } from './index.js';

/** The modules need an index when they are imported. */
async function modules() {
  connect('small');
  const { ready, table, wordsOf, foldsOf, partOfFold } = await import('../index/table.js');
  await ready();
  // Phrases in quotes and corrections are in a script of their own.
  await import('../filtering.js');
  const { fold } = await import('../letters.js');
  const { parse } = await import('../query/parse.js');
  const { forEachPair, listsOf } = await import('../index/postings.js');
  const texts = (word, threshold = 0.5) => word.candidates.filter(({ fit }) => fit > threshold).map(({ word }) => table.words[word]);
  return { table, wordsOf, foldsOf, partOfFold, fold, forEachPair, parse, listsOf, texts };
}

test('the table has each word below its fold, in order', { skip }, async () => {
  const { table, wordsOf, foldsOf, partOfFold, fold } = await modules();
  assert.ok(table.folds.length > 500 && table.words.length > table.folds.length);
  assert.equal(table.commonness.length, table.words.length);
  const isNumber = (text) => /^\d+$/.test(text);
  const words = table.folds.filter((text) => !isNumber(text));
  assert.deepEqual(words, [...words].sort());
  table.folds.forEach((text, id) => {
    for (const word of wordsOf(id)) assert.equal(fold(table.words[word]), text);
    assert.equal(table.ids.get(text), id);
    assert.ok(foldsOf(partOfFold(id)).includes(id), text);
  });
});

test('lists are of documents that exist, ascending', { skip }, async () => {
  const { table, listsOf, forEachPair } = await modules();
  let pairs = 0;
  table.words.forEach((_, word) => {
    const [{ documents, zones, cut, count }] = listsOf(word);
    assert.ok(documents.length > 0 && !cut && count === documents.length);
    assert.ok(documents.every((doc, at) => doc < lantoa.store.about.documents && (at === 0 || doc > documents[at - 1])));
    assert.ok(zones.every((zone) => zone <= 5));
    const all = table.words.map((_, word) => ({ word }));
    forEachPair(word, all, (pair) => {
      pairs++;
      assert.ok(pair.documents.every((doc) => documents.includes(doc)));
    });
  });
  assert.ok(pairs > table.words.length, String(pairs));
});

test('words without marks mean words with any marks; marks that are typed choose', { skip }, async () => {
  const { parse, texts } = await modules();
  const [bare] = parse('hien', false).words;
  assert.ok(texts(bare).includes('hiến') && texts(bare).includes('hiện'));
  const [marked] = parse('hiến', false).words;
  assert.deepEqual(texts(marked), ['hiến']);
  // With marks elsewhere, a word without is less likely to want some.
  const [, other] = parse('đường hien', false).words;
  assert.ok(Math.max(...other.candidates.map(({ fit }) => fit)) < 1);
});

test('y and i are one spelling, capitals and decomposed letters no others', { skip }, async () => {
  const { parse, texts } = await modules();
  const top = (query) => texts(parse(query, false).words[0], 0.9);
  assert.ok(top('ki').some((word) => /^k[yỳýỷỹỵ]$/.test(word)), String(top('ki')));
  assert.deepEqual(top('HIẾN'), top('hiến'));
  assert.deepEqual(top('hiến'.normalize('NFD')), top('hiến'));
});

test('the last word may be a beginning, unless it is finished', { skip }, async () => {
  const { parse, table } = await modules();
  const completions = (query, prefix) => parse(query, prefix).words[0].candidates.filter(({ completion }) => completion);
  const found = completions('kho', true).map(({ word }) => table.words[word]);
  assert.ok(found.length > 0 && found.every((word) => word.normalize('NFD').replace(/[\u0300-\u036f]/g, '').startsWith('kho')));
  assert.deepEqual(completions('kho ', true), []);
  assert.deepEqual(completions('kho', false), []);
  assert.deepEqual(completions('"kho"', true), []);
});

test('a forgotten space, Telex keys and slips are undone', { skip }, async () => {
  const { parse, texts } = await modules();
  assert.deepEqual(parse('hiếnđất', false).words.map(({ typed }) => typed), ['hiến', 'đất']);
  assert.ok(texts(parse('dduwowngf', false).words[0]).includes('đường'));
  const [slip] = parse('duogn', false).words;
  assert.ok(!slip.known && slip.candidates.every(({ typo }) => typo));
  assert.ok(texts(slip, 0).includes('đường'));
  assert.deepEqual(parse('2o99', false).words[0].candidates, []);
});

test('words that only ask count little, unless nothing else is asked', { skip }, async () => {
  const { parse } = await modules();
  const emphases = (query) => parse(query, false).words.map(({ emphasis }) => emphasis);
  assert.deepEqual(emphases('làm sao hiến đất'), [0.05, 0.05, 1, 1]);
  assert.deepEqual(emphases('ở đâu'), [1, 1]);
  assert.deepEqual(emphases('"và" đất'), [1, 1]);
});

test('quotes make phrases of their words', { skip }, async () => {
  const { parse } = await modules();
  const { words, quotations } = parse('rác “hiến đất" "làm đường', true);
  assert.deepEqual(quotations.map((phrase) => phrase.map(({ typed }) => typed)), [['hiến', 'đất'], ['làm', 'đường']]);
  assert.ok(quotations.flat().every((word) => word.quoted && words.includes(word)));
  assert.deepEqual(parse('', true), { words: [], quotations: [] });
});
