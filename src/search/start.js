/*
 * What every page loads of the search: it waits until the reader turns to a search field, then fetches the search itself
 * and the table of words, both at once. VERSION (of the index) and READER (the file of the search) are put before it by
 * the build. Its own name never changes, so that pages stay as they are when only the index has changed.
 *
 * `lantoa.search` is here from the beginning: the first question fetches what it needs.
 */
const known = window.lantoa?.renew;
if (known) return known(VERSION, READER);
const lantoa = (window.lantoa ??= {});
const folder = (lantoa.folder ??= new URL('.', document.currentScript.src).href);
const files = {};
let version = VERSION;
let reader = READER;

/** Loads a file of the folder once. Data come by script tags, for these work from disk too. */
const fetchScript = (name) =>
  (files[name] ??= new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = folder + name;
    script.onload = resolve;
    script.onerror = () => {
      delete files[name]; // the line may be back when the reader tries again
      reject(new Error(name));
    };
    document.head.append(script);
  }));

lantoa.store = {};
lantoa.data = (parts) => Object.assign(lantoa.store, parts);
/** A part of the index, by its name. */
lantoa.part = (name) => fetchScript(`s-${version}-${name}.js`);
lantoa.renew = (nextVersion, nextReader) => {
  version = nextVersion;
  reader = nextReader;
};

const begin = () => Promise.all([fetchScript(reader), lantoa.part('0')]);
/** The search itself, and the table it begins with. A browser may have kept this file while the site has moved on. */
lantoa.ready = () => begin().catch(() => fetchScript(`start.js?${Date.now()}`).then(begin));
lantoa.search = async (...question) => {
  await lantoa.ready();
  return lantoa.reader.search(...question);
};

const start = () => {
  const forms = document.querySelectorAll('form[data-lantoa-search]');
  const turn = () => lantoa.ready().then(() => lantoa.reader.ready()).catch(() => {});
  forms.forEach((form) => form.elements.q.addEventListener('focus', turn, { once: true }));
  if (document.querySelector('[data-lantoa-results]')) lantoa.ready().catch(() => {});
};
if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', start);
else start();
