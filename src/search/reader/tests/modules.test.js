import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { test } from 'node:test';

const folder = new URL('..', import.meta.url).pathname;
const paths = readdirSync(folder, { recursive: true }).filter((path) => path.endsWith('.js') && !/^(node_modules|tests)\b/.test(path));
const imports = new Map(
  paths.map((path) => {
    const found = readFileSync(join(folder, path), 'utf8').matchAll(/^import .*? from '(\..*)';$/gm);
    return [path, [...found].map(([, target]) => posix.join(posix.dirname(path), target))];
  }),
);

test('imports go one way', () => {
  const done = new Set();
  const visit = (path, above) => {
    assert.ok(!above.includes(path), `a circle: ${[...above, path].join(' → ')}`);
    if (done.has(path)) return;
    assert.ok(imports.has(path), `${above.at(-1)} imports ${path}`);
    imports.get(path).forEach((next) => visit(next, [...above, path]));
    done.add(path);
  };
  paths.forEach((path) => visit(path, []));
  assert.ok(done.size >= 15);
});

test('only the page knows the document, and nothing but main.js knows the page', () => {
  for (const [path, targets] of imports) {
    const toPage = targets.filter((target) => target.startsWith('page/'));
    if (!['main.js', 'filtering.js', 'finding.js'].includes(path) && !path.startsWith('page/')) assert.deepEqual(toPage, [], path);
    const usesDocument = /\bdocument\.\w/.test(readFileSync(join(folder, path), 'utf8'));
    if (usesDocument) assert.ok(path === 'start.js' || path.startsWith('page/'), path);
  }
});

test('files can be read in one go and say what they are for', () => {
  for (const path of paths) {
    const text = readFileSync(join(folder, path), 'utf8');
    assert.ok(text.split('\n').length <= 300, path);
    assert.match(text, /^(\/\*\*|\/\/)/, path);
  }
});
