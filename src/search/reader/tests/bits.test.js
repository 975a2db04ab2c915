import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import { Bits, Code, lengthsOf, riceParameter, width } from '../index/bits.js';

/** How to read what each code of bits.tsv has written, given its parameter and the values that are expected. */
const READERS = {
  bits: (bits, count, values) => values.map(() => bits.many(count)),
  gamma: (bits, _, values) => values.map(() => bits.eliasGamma()),
  rice: (bits, k, values) => values.map(() => bits.rice(k)),
  rising: (bits, k, values) => {
    const found = [];
    bits.rising(values.length, k, (value, at) => (found[at] = value));
    return found;
  },
  literal: (bits, _, values) => [...values.map(() => bits.literal())],
  code: (bits, lengths, values) => {
    const code = new Code(lengths);
    return values.map(() => code.read(bits));
  },
};

test('what Rust writes is read', () => {
  const lines = readFileSync(new URL('bits.tsv', import.meta.url), 'utf8').split('\n');
  const rows = lines.filter((line) => line && !line.startsWith('#')).map((line) => line.split('\t'));
  for (const [name, parameter, list, packed] of rows) {
    const values = name === 'literal' ? list.split(' ') : list.split(' ').map(Number);
    const argument = name === 'code' ? lengthsOf(parameter) : Number(parameter);
    assert.deepEqual(READERS[name](new Bits(packed), argument, values), values, `${name} ${parameter} ${list}`);
  }
  assert.deepEqual([...new Set(rows.map(([name]) => name))].sort(), Object.keys(READERS).sort());
});

test('data that end too early are an error, not an endless loop', () => {
  assert.throws(() => new Bits('').eliasGamma());
  assert.throws(() => new Code([1, 2]).read(new Bits('gR')));
});

test('parameters are those of src/search/index/bits.rs', () => {
  assert.deepEqual([riceParameter(1000, 1000), riceParameter(1000, 1), riceParameter(0, 0)], [0, 9, 0]);
  assert.deepEqual([0, 1, 2, 3, 4, 255].map(width), [0, 1, 2, 2, 3, 8]);
});
