import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import { distance, fold, normalize, oneI, slug, syllables } from '../letters.js';

/** Functions of tests/vietnamese/vectors.tsv that the reader's script has; the others are in Rust only. */
const FUNCTIONS = {
  fold,
  normalize,
  slug,
  one_i: oneI,
  syllables: (text) => syllables(text).map(({ raw }) => raw).join('|'),
  distance: (text) => String(distance(...text.split('|'))),
};
const RUST_ONLY = ['sort', 'nearest', 'expand'];

const unescape = (text) => text.replace(/\\u\{([0-9a-f]+)\}/gi, (_, code) => String.fromCodePoint(parseInt(code, 16)));

test('letters are the same as in Rust', () => {
  const lines = readFileSync(new URL('../../../../tests/vietnamese/vectors.tsv', import.meta.url), 'utf8').split('\n');
  const vectors = lines.filter((line) => line && !line.startsWith('#')).map((line) => line.split('\t').map(unescape));
  let count = 0;
  for (const [name, input = '', expected = ''] of vectors) {
    if (RUST_ONLY.includes(name)) continue;
    assert.equal(FUNCTIONS[name](input), expected, `${name} of ${input}`);
    count++;
  }
  assert.ok(count >= 120, `only ${count} vectors`);
});

test('a syllable knows where it starts', () => {
  assert.deepEqual(syllables('🏡 S’tiêng, hát'), [{ raw: 'S’tiêng', start: 3 }, { raw: 'hát', start: 12 }]);
});
