/**
 * The script of every page. It waits until the reader turns to a search field, then loads the search (main.js) and the
 * first file of the index, both at the same time. `lantoa.search` is there from the beginning: the first question loads
 * what it needs.
 *
 * The build (src/search/files.rs) declares VERSION, which is in the names of the index's files, and READER, the name of the
 * search's file. The name of this file itself never changes, so pages stay as they are when only the index has changed.
 */

/** Makes `window.lantoa`, which the scripts of the search share. Must run while this script's element is the current one. */
function connect() {
  const lantoa = (window.lantoa ??= {});
  // A module that imports the search has set it: there is no `currentScript` then.
  const folder = (lantoa.folder ??= new URL('.', document.currentScript.src).href);
  const files = {};
  let version = VERSION;
  let reader = READER;

  /** Loads a file of the folder once, by a script element: pages opened from disk can load data in no other way. */
  const loadScript = (name) =>
    (files[name] ??= new Promise((resolve, reject) => {
      const script = document.createElement('script');
      script.src = folder + name;
      script.onload = resolve;
      script.onerror = () => {
        delete files[name]; // so that the next call tries again
        reject(new Error(name));
      };
      document.head.append(script);
    }));

  /** The parts of the index that are loaded, by name; its files call `data`. */
  lantoa.store = {};
  lantoa.data = (parts) => Object.assign(lantoa.store, parts);
  /** Loads a file of the index by its name (index/store.js). */
  lantoa.part = (name) => loadScript(`s-${version}-${name}.js`);
  lantoa.renew = (newVersion, newReader) => {
    version = newVersion;
    reader = newReader;
  };
  const load = () => Promise.all([loadScript(reader), lantoa.part('0')]);
  /**
   * Loads the search and the first file of the index. If they are gone, the browser has kept an old copy of this file:
   * the present one, under an address that no cache knows, tells the new names by `renew`.
   */
  lantoa.ready = () => load().catch(() => loadScript(`start.js?${Date.now()}`).then(load));
  lantoa.search = async (...question) => {
    await lantoa.ready();
    return lantoa.reader.search(...question);
  };
  return lantoa;
}

/** Loads the search when a search field gets the focus, and at once on the page of results. */
function watchForms(lantoa) {
  const forms = document.querySelectorAll('form[data-lantoa-search]');
  const load = () => lantoa.ready().then(() => lantoa.reader.ready()).catch(() => {});
  forms.forEach((form) => form.elements.q.addEventListener('focus', load, { once: true }));
  if (document.querySelector('[data-lantoa-results]')) lantoa.ready().catch(() => {});
}

const renew = window.lantoa?.renew;
if (renew) renew(VERSION, READER);
else {
  const lantoa = connect();
  const start = () => watchForms(lantoa);
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', start);
  else start();
}
