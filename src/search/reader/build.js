/**
 * `npm run build`: bundles and minifies the scripts, and writes bundles.json, by which `cargo test` knows, without node,
 * that the committed bundles were made from the present sources (tests/testsuite/search/bundles.rs).
 */

import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import * as esbuild from 'esbuild';
import { minify } from 'terser';

const here = import.meta.dirname ?? new URL('.', import.meta.url).pathname;
/** Bundles by the script they are made from. The paths are relative to the repository. */
const BUNDLES = {
  'main.js': 'themes/default/assets/search.js',
  'start.js': 'src/search/start.min.js',
  'filtering.js': 'src/search/filtering.min.js',
  'finding.js': 'src/search/finding.min.js',
};
const root = join(here, '../../..');

/**
 * Properties of our own objects, which get short names. None is a property of the language, of a browser's interfaces or of
 * the index's files, and none stands in quotes: tests/testsuite/search/bundles.rs holds that, in Node's words and in
 * Chromium.
 */
const INTERNAL = JSON.parse(readFileSync(join(here, 'internal-names.json'), 'utf8'));

const BANNER = '// Source: src/search/reader';

/** FNV-1a of 64 bits, in hexadecimal: enough to notice a change, and a few lines in Rust as well. */
const hash = (bytes) => {
  let value = 0xcbf29ce484222325n;
  for (const byte of bytes) value = BigInt.asUintN(64, (value ^ BigInt(byte)) * 0x100000001b3n);
  return value.toString(16).padStart(16, '0');
};

/** All files that decide what the bundles are: every script but the tests, and the exact versions of packages. */
const sources = readdirSync(here, { recursive: true })
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => (path.endsWith('.js') && !/^(node_modules|tests)\//.test(path)) || ['package-lock.json', 'internal-names.json'].includes(path))
  .sort();
const allSources = Buffer.concat(sources.flatMap((path) => [Buffer.from(`${path}\0`), readFileSync(join(here, path)), Buffer.from('\0')]));

/** Lets the bundles of filtering.js and finding.js take from that of main.js what both need. */
const shared = {
  name: 'shared',
  setup(build) {
    build.onLoad({ filter: /[/\\](letters|bits|store|table|postings|places|fit|typos|excerpts|elements)\.js$/ }, () => ({
      contents: 'export const { about, Bits, candidatesOf, distance, documentsWith, documentsWithFold, FILTERS, findMarks, fit, fitOfTypo, fold, foldsNear, forEachPair, isLarge, lantoa, listsOf, loadFile, make, memo, names, ROOT, say, shorten, slug, standsBeside, store, syllables, table, width, withMarks, wordsOf } = window.lantoa.shared();',
    }));
  },
};

const bundles = {};
/** The short names of properties, the same in all bundles. */
let mangleCache = {};
for (const [entry, outfile] of Object.entries(BUNDLES)) {
  const built = await esbuild.build({
    absWorkingDir: here,
    entryPoints: [entry],
    outfile: join(root, outfile),
    bundle: true,
    minify: true,
    mangleCache,
    plugins: ['filtering.js', 'finding.js'].includes(entry) ? [shared] : [],
    mangleProps: RegExp(`^(${INTERNAL.join('|')})$`),
    charset: 'utf8',
    // No exports: this leaves plain statements, which the build of the site wraps in a function (src/search/scripts.rs).
    format: 'esm',
    // What the sources use; browsers since 2021 have it.
    target: 'es2021',
    logLevel: 'warning',
  });
  mangleCache = built.mangleCache;
  // A second minifier finds what esbuild leaves: a twentieth, compressed. `pure_getters`: reading a property does nothing else. Declarations
  // that are not joined are longer, but 46 bytes shorter when they are compressed.
  const { code } = await minify(readFileSync(join(root, outfile), 'utf8'), {
    module: true,
    ecma: 2021,
    compress: { passes: 3, pure_getters: true, unsafe_arrows: true, join_vars: false },
    format: { comments: false, preamble: BANNER },
  });
  writeFileSync(join(root, outfile), `${code}\n`);
  bundles[outfile] = hash(readFileSync(join(root, outfile)));
}
const stamp = { esbuild: esbuild.version, sources: hash(allSources), bundles };
writeFileSync(join(here, 'bundles.json'), `${JSON.stringify(stamp, null, 2)}\n`);
console.log(`${Object.keys(bundles).join(', ')}: made by esbuild ${esbuild.version} from ${sources.length} files in ${relative(root, here)}`);
