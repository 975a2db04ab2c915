/**
 * The script of every page. It waits until the reader turns to a search field, then loads the first file of the index, which
 * has the search too (main.js). `lantoa.search` is there from the beginning: the first question loads what it needs.
 *
 * The build (src/search/scripts.rs) declares VERSION, which is in the names of the index's files. The name of this file itself
 * never changes, so pages stay as they are when only the index has changed.
 */

/** Makes `window.lantoa`, which the scripts of the search share. Must run while this script's element is the current one. */
function connect() {
  const lantoa = (window.lantoa ??= {});
  // A module that imports the search has set it: there is no `currentScript` then.
  const folder = (lantoa.folder ??= new URL('.', document.currentScript.src).href);
  let version = VERSION;
  /** By name, the files that are loaded or on their way; and what is added to the address of one that failed, against caches. */
  let files = {};
  const failed = {};
  let loading;
  /** Whether the script that has just run has run to its end. */
  let isWhole;

  /** Loads a file of the folder once, by a script element: pages opened from disk can load data in no other way. */
  const loadScript = (name) =>
    (files[name] ??= new Promise((resolve, reject) => {
      const script = document.createElement('script');
      script.src = folder + name + (failed[name] ?? '');
      script.onerror = () => {
        delete files[name]; // so that the next call tries again
        failed[name] = `?${Date.now()}`;
        reject(Error(name));
      };
      // A page of HTML, or half a file, is loaded without an error too. Each of our files calls `data` or `renew` in the end.
      script.onload = () => {
        if (isWhole) resolve();
        else script.onerror();
        isWhole = false;
      };
      document.head.append(script);
    }));
  /** Loads the present copy of this file, under an address that no cache knows: it tells the present names by `renew`. */
  const loadNames = () => loadScript(`start.js?${Date.now()}`);
  /** Loads what a search begins with. */
  const load = () => lantoa.part('0');

  /** The parts of the index that are loaded, by name; its files call `data`. */
  lantoa.store = {};
  lantoa.data = (parts) => {
    isWhole = true;
    // A file that was asked for before `renew` may arrive after it.
    if (document.currentScript.src.includes(version)) Object.assign(lantoa.store, parts);
  };
  /** Loads a file of the index by its name (index/store.js). */
  lantoa.part = (name) => loadScript(`h/s-${version}-${name}.js`);
  lantoa.renew = (newVersion) => {
    isWhole = true;
    if (version === newVersion) return;
    version = newVersion;
    // The search is loaded again too: what has read the old index keeps the old store, and never sees parts of the new.
    lantoa.store = {};
    files = {};
    loading = null;
  };
  /** Loads the first file of the index, with the search. If it is gone, the browser has kept an old copy of this file. */
  lantoa.ready = () =>
    (loading ??= load()
      .catch(() => loadNames().then(load))
      .catch((error) => {
        loading = null;
        throw error;
      }));
  /** For a search with this `store` that has failed: loads the site's present version. Rejects if it is the same. */
  lantoa.newer = async (store) => {
    await loadNames();
    if (store === lantoa.store) throw Error(version);
    await lantoa.ready();
  };
  lantoa.search = async (...question) => {
    await lantoa.ready();
    const { store } = lantoa;
    return lantoa.reader.search(...question).catch(() => lantoa.newer(store).then(() => lantoa.search(...question)));
  };
  /** Question and filters in the page's address; after # where pages opened from disk may change nothing else. */
  lantoa.address = () => new URLSearchParams(/=/.test(location.hash) ? location.hash.slice(1) : location.search);
  /** Says that loading failed, with a button that calls `again`: an element for the page. Without the index there are no texts. */
  const failure = (lantoa.failure = document.createElement('p'));
  lantoa.fail = (again) => {
    const [text, textContent] = document.documentElement.lang === 'en' ? ['Could not load. ', 'Retry'] : ['Không tải được dữ liệu. ', 'Thử lại'];
    const button = document.createElement('button');
    Object.assign(button, { textContent, onclick: again });
    failure.className = 'lantoa-status';
    failure.setAttribute('role', 'alert');
    failure.replaceChildren(text, button);
    return failure;
  };
  return lantoa;
}

/** Loads the search when a search field gets the focus, and at once on the page of results. */
function watchForms(lantoa) {
  const inputs = [...document.querySelectorAll('form[data-lantoa-search]')].map((form) => form.elements.q);
  const load = () => lantoa.ready().then(() => lantoa.reader.ready()).catch(() => {});
  inputs.forEach((input) => input.addEventListener('focus', load, { once: true }));
  const box = document.querySelector('[data-lantoa-results]');
  const input = inputs.pop();
  if (!box || !input) return;
  // The default does not show where the reader has typed already.
  input.defaultValue = lantoa.address().get('q') ?? '';
  const open = () => {
    input.oninput = null;
    lantoa.failure.remove();
    return lantoa.ready().then(
      () => lantoa.reader?.start?.(box, input),
      () => {
        box.prepend(lantoa.fail(open));
        input.oninput = open;
      },
    );
  };
  open();
}

const renew = window.lantoa?.renew;
if (renew) renew(VERSION);
else {
  const lantoa = connect();
  const start = () => watchForms(lantoa);
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', start);
  else start();
}
