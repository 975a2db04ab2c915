/**
 * `npm run build`: bundles and minifies the scripts, and writes bundles.json, by which `cargo test` knows, without node,
 * that the committed bundles were made from the present sources (tests/testsuite/search/bundles.rs).
 */

import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import * as esbuild from 'esbuild';

const here = import.meta.dirname ?? new URL('.', import.meta.url).pathname;
/** Bundles by the script they are made from. The paths are relative to the repository. */
const BUNDLES = { 'main.js': 'themes/default/assets/search.js', 'start.js': 'src/search/start.min.js' };
const root = join(here, '../../..');

/**
 * Properties that no file of the index and no other script knows: they get short names. None may be a property of the
 * document's elements, or stand in quotes or in `in`.
 */
const INTERNAL = `candidates plain typed base ranges boxes commonness importance completion typo quoted groupOf gamma rising literal
  many phrases word granted number words fit kept cover far row cut next unknown groups zones sections known weight
  vowel lifted left restore show input any take doc both symbols last starts addTo`;

/** FNV-1a of 64 bits, in hexadecimal: enough to notice a change, and a few lines in Rust as well. */
const hash = (bytes) => {
  let value = 0xcbf29ce484222325n;
  for (const byte of bytes) value = BigInt.asUintN(64, (value ^ BigInt(byte)) * 0x100000001b3n);
  return value.toString(16).padStart(16, '0');
};

/** All files that decide what the bundles are: every script but the tests, and the exact versions of packages. */
const sources = readdirSync(here, { recursive: true })
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => (path.endsWith('.js') && !/^(node_modules|tests)\//.test(path)) || path === 'package-lock.json')
  .sort();
const allSources = Buffer.concat(sources.flatMap((path) => [Buffer.from(`${path}\0`), readFileSync(join(here, path)), Buffer.from('\0')]));

const bundles = {};
for (const [entry, outfile] of Object.entries(BUNDLES)) {
  await esbuild.build({
    absWorkingDir: here,
    entryPoints: [entry],
    outfile: join(root, outfile),
    bundle: true,
    minify: true,
    mangleProps: RegExp(`^(${INTERNAL.split(/\s+/).join('|')})$`),
    charset: 'utf8',
    // No exports: this leaves plain statements, which the build of the site wraps in a function (src/search/scripts.rs).
    format: 'esm',
    // What the sources use; browsers since 2021 have it.
    target: 'es2021',
    banner: { js: '// Source: src/search/reader' },
    logLevel: 'warning',
  });
  bundles[outfile] = hash(readFileSync(join(root, outfile)));
}
const stamp = { esbuild: esbuild.version, sources: hash(allSources), bundles };
writeFileSync(join(here, 'bundles.json'), `${JSON.stringify(stamp, null, 2)}\n`);
console.log(`${Object.keys(bundles).join(', ')}: made by esbuild ${esbuild.version} from ${sources.length} files in ${relative(root, here)}`);
