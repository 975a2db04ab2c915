/**
 * node ask.js SITE QUESTIONS: asks the search of a site on disk, each question as on a page that has just been opened.
 * QUESTIONS is a JSON array of [text, address of the document that answers it]; standard output gets, for each, the rank of that document
 * in the first answer (0 if it is not there), and the files and kilobytes that were loaded after the table of words.
 */

const { readFileSync, readdirSync } = require('node:fs');
const { join } = require('node:path');
const vm = require('node:vm');

const [site, list] = process.argv.slice(2);
const assets = join(site, 'assets/h');
const names = readdirSync(assets);
const version = names.map((name) => /^s-(.+)-0\.js$/.exec(name)?.[1]).find(Boolean);

/** Files of the index by name: {parts, script, size}. Parts of the index are data; a script, as that of corrections, is run. */
const files = new Map();
const fileOf = (name) => {
  if (!files.has(name)) {
    const text = readFileSync(join(assets, `s-${version}-${name}.js`), 'utf8');
    const [, data] = /^lantoa\.data\((\{".*)\)$/ms.exec(text) ?? [];
    files.set(name, { parts: data && JSON.parse(data), script: data ? null : new vm.Script(text), size: Buffer.byteLength(text) });
  }
  return files.get(name);
};

const page = vm.createContext({ URL, URLSearchParams, console });
page.window = page;
const loaded = new Set();
const store = {};
const data = (parts) => Object.assign(store, parts);
const part = async (name) => {
  if (loaded.has(name)) return;
  loaded.add(name);
  const { parts, script } = fileOf(name);
  if (script) script.runInContext(page);
  else data(parts);
};
page.lantoa = { folder: 'https://example.vn/assets/', store, data, part };
// The first file has the search too.
new vm.Script(readFileSync(join(assets, `s-${version}-0.js`), 'utf8')).runInContext(page);

/** What came of each text: some questions are typed alike in two ways, and the second answer would go on where the first ended. */
const answers = new Map();

async function ask([text, wanted]) {
  if (!answers.has(text)) answers.set(text, await answerTo(text));
  const { urls, files, kilobytes } = answers.get(text);
  return [urls.indexOf(`https://example.vn/${wanted}`) + 1, files, kilobytes];
}

async function answerTo(text) {
  // As on a page that has only the first file: the reader keeps all that it has read of the others in `store`.
  loaded.forEach((name) => name === '0' || loaded.delete(name));
  for (const name of Object.keys(store)) if (!(name in fileOf('0').parts)) delete store[name];
  const { results } = await page.lantoa.reader.search(text, { facets: false });
  const after = [...loaded].filter((name) => name !== '0');
  const size = after.reduce((sum, name) => sum + fileOf(name).size, 0);
  return { urls: results.slice(0, 10).map(({ url }) => url), files: after.length, kilobytes: size / 1000 };
}

(async () => {
  const outcomes = [];
  for (const question of JSON.parse(readFileSync(list, 'utf8'))) outcomes.push(await ask(question));
  process.stdout.write(JSON.stringify(outcomes));
})();
