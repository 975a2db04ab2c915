/**
 * Connects the modules to an index on disk, as start.js does in a page. `cargo test --test search node` makes the indexes
 * (tests/testsuite/search/node.rs) and names their folder in LANTOA_TEST_INDEXES.
 */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = process.env.LANTOA_TEST_INDEXES;
/** Why tests that need an index are left out; false if they are not. */
export const skip = folder ? false : 'needs an index: run it by `cargo test --test search node`';

/** The files of the index that have been loaded, by name. */
export const loaded = [];

/** Connects to the index `name`, once in a process. Modules that import index/store.js must be imported after this. */
export function connect(name) {
  if (globalThis.lantoa) return;
  const store = {};
  globalThis.window = globalThis;
  const assets = join(folder, name, 'assets/h');
  const [, version] = readdirSync(assets).map((file) => /^s-(.+)-0\.js$/.exec(file)).find(Boolean);
  globalThis.lantoa = {
    folder: 'https://example.vn/assets/',
    store,
    data: (parts) => Object.assign(store, parts),
    async part(name) {
      if (loaded.includes(name)) return;
      loaded.push(name);
      if (name === 'x') return void (await import('../filtering.js'));
      const [, parts] = /^lantoa\.data\((.*)\)$/ms.exec(readFileSync(join(assets, `s-${version}-${name}.js`), 'utf8'));
      globalThis.lantoa.data(JSON.parse(parts));
    },
  };
}
