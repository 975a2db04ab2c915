// Reading without a line, where the browser can: the button that takes a field or a place along, and the page that says what
// is on this machine. What is kept is the service worker's (sw.js); from disk nothing is shown, for all is there already.
(() => {
  const boxes = [...document.querySelectorAll('[data-take]')];
  const here = document.querySelector('[data-device]');
  const root = new URL((here ?? boxes[0])?.dataset.root || '.', location.href);
  if (!navigator.serviceWorker || !/^https?:$/.test(location.protocol)) {
    const isDisk = location.protocol === 'file:';
    document.querySelectorAll('[data-kept]').forEach((one) => (one.hidden = (one.dataset.kept === 'disk') !== isDisk));
    return boxes.forEach((box) => box.remove());
  }
  if (!here && !boxes.length) return;
  const prefix = `lantoa ${root.pathname} `;
  const size = (bytes) => `${(bytes / 1e6).toLocaleString(document.documentElement.lang, { maximumFractionDigits: 1, minimumFractionDigits: 1 })} MB`;
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  const element = (tag, properties, ...inside) => {
    const made = Object.assign(document.createElement(tag), properties);
    made.append(...inside);
    return made;
  };
  const button = (text, act) => {
    const made = element('button', { type: 'button', textContent: text });
    made.addEventListener('click', act);
    return made;
  };
  // The search and the list of places go with every topic; they are a set of their own, named by a page at the root.
  const companion = new URL('du-lieu/tai-ve/tim-kiem.json', root);
  const isCompanion = (page) => !page.includes('/');
  const listAt = async (address) => (await fetch(new URL(address, location.href), { cache: 'no-cache' })).json();
  const noteOf = (page) => new URL(`du-lieu/tai-ve/${page}`, root).href;
  const cachesOf = async (page) => (await caches.keys()).filter((name) => name.startsWith(`${prefix}topic ${page} `));
  /** What is known of a topic that is kept whole. */
  const keptNote = async (page) => {
    for (const name of await cachesOf(page)) {
      const note = await (await caches.open(name)).match(noteOf(page));
      if (note) return note.json();
    }
  };
  const topics = async () => (await caches.keys()).filter((name) => name.startsWith(`${prefix}topic `)).map((name) => name.slice(prefix.length + 6).split(' ')[0]);
  const remove = async (page) => {
    remember(page, false);
    await Promise.all((await cachesOf(page)).map((name) => caches.delete(name)));
    const left = await topics();
    if (left.length && left.every(isCompanion)) await remove(left[0]);
  };
  /** Which topics were taken along, so that a browser that threw one away is told of. */
  const KEY = `lantoa.taken ${root.pathname}`;
  const taken = () => {
    try { return [JSON.parse(localStorage.getItem(KEY))].flat().filter((one) => typeof one?.page === 'string'); } catch { return []; }
  };
  const remember = (page, title) => {
    const rest = taken().filter((one) => one.page !== page);
    try { localStorage.setItem(KEY, JSON.stringify(title ? [...rest, { page, title }] : rest)); } catch { /* a reader may forbid it */ }
  };

  /** The button of one topic and what it comes to. */
  function offer(box) {
    const { take: page, list } = box.dataset;
    const told = element('span', { role: 'status' });
    told.setAttribute('role', 'status');
    const show = (text, ...more) => {
      told.textContent = text;
      box.replaceChildren(told, ...more.flatMap((one) => [' ', one]));
      box.hidden = false;
    };
    /** The topic, and what goes with it if that is not kept as it is now. */
    const fetched = async () => {
      const [topic, along] = await Promise.all([list, companion].map(listAt));
      return { topic, along: (await keptNote(along.page))?.id !== along.id && along };
    };
    const first = (text = '') => show(text, button(t('offline.take'), propose));
    async function propose() {
      let found;
      try { found = await fetched(); } catch { return first(t('offline.failed')); }
      const { topic, along } = found;
      const counts = { n: topic.files.length, size: size(topic.bytes + (along ? along.bytes : 0)), pictures: topic.pictures?.length };
      const words = [topic.pictures ? t('offline.size_pictures') : t('offline.size'), along ? fill(t('offline.along'), along) : ''];
      show(fill(words.join(' ').trim(), counts), button(t('offline.take'), () => load(topic, along)), button(t('offline.cancel'), () => state()));
      box.querySelector('button').focus();
    }
    async function load(topic, along) {
      const { active } = await navigator.serviceWorker.ready;
      const sets = along ? [along, topic] : [topic];
      const bar = element('progress', { max: sets.reduce((sum, { bytes }) => sum + bytes, 0), value: 0 });
      bar.setAttribute('aria-label', t('offline.take'));
      show('', bar, button(t('offline.cancel'), () => sets.forEach((set) => active.postMessage({ stop: set.page }))));
      /** Has the worker keep a set; comes to what made it fail. */
      const take = (set, before) => new Promise((done) => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = ({ data }) => {
          if (data.done) bar.value = before + data.done;
          if (data.kept) remember(set.page, set.title);
          if (data.kept || data.failed) done(data.failed);
        };
        active.postMessage({ take: set }, [port2]);
      });
      let before = 0;
      for (const set of sets) {
        const failed = await take(set, before);
        if (failed) return fail(failed);
        before += set.bytes;
      }
      navigator.storage?.persist?.().catch(() => {});
      state();
    }
    async function fail(why) {
      // What goes with a topic does not stay without one.
      const left = await topics();
      if (left.length && left.every(isCompanion)) await remove(left[0]);
      if (why === 'AbortError') state();
      else if (why !== 'QuotaExceededError') first(t('offline.failed'));
      // Visited pages take room too: the page of all that is kept can remove them.
      else show(t('offline.full'), element('a', { href: new URL('ngoai-tuyen.html', root).href, textContent: t('offline.title') }), button(t('offline.take'), propose));
    }
    async function state() {
      const note = await keptNote(page);
      if (!note) return first(taken().some((one) => one.page === page) ? t('offline.gone') : '');
      const forget = button(t('offline.drop'), async () => {
        await remove(page);
        state();
      });
      show(fill(t('offline.kept'), { n: note.files, size: size(note.bytes) }), forget);
      // Without a line there is nothing to compare with.
      const now = await fetched().catch(() => null);
      if (now && (now.along || now.topic.id !== note.id)) forget.before(button(t('offline.renew'), propose), ' ');
    }
    navigator.serviceWorker.ready.then(state).catch(() => {}); // a browser may refuse to keep anything
  }
  boxes.forEach(offer);
  if (!here) return;

  /** Where a link is a page's name, best first. Elsewhere it may be a number, or name a part of the page. */
  const NAMED = ['header nav a[href]', 'main :is(h2, h3, th) a[href]', 'main li > a[href]'];
  /** The name of a page that is not kept, by links to it on this page and on those that were read: `[document, address]`. */
  const nameOf = (wanted, read) => {
    for (const selector of NAMED) {
      for (const [page, url] of read) {
        const link = [...page.querySelectorAll(selector)].find((one) => new URL(one.getAttribute('href'), url).href === wanted && /\p{L}/u.test(one.textContent));
        if (link) return link.textContent.trim();
      }
    }
  };

  /** The page of what is kept: topics, pages, and the one that was asked for in vain. */
  async function list() {
    const parts = [];
    let asked = '';
    try { asked = decodeURIComponent(location.hash.slice(1)); } catch { /* an address that somebody typed */ }
    const wanted = asked && !/^[a-z]+:|^\/\//i.test(asked) ? element('a', { href: new URL(asked, root).href, textContent: t('offline.that_page') }) : null;
    if (wanted) parts.push(element('p', { className: 'told' }, `${t('offline.wanted')} `, wanted));
    const rows = [];
    const known = [];
    for (const name of await caches.keys()) {
      if (!name.startsWith(`${prefix}topic `)) continue;
      const page = name.slice(prefix.length + 6).split(' ')[0];
      const note = await (await caches.open(name)).match(noteOf(page));
      if (!note) continue;
      const { title, bytes } = await note.json();
      known.push(page);
      const forget = button(t('offline.drop'), () => remove(page).then(list));
      rows.push(element('li', {}, element('a', { href: new URL(page, root).href, textContent: title }), ` ${size(bytes)} `, forget));
    }
    for (const { page, title } of taken().filter((one) => !known.includes(one.page))) {
      rows.push(element('li', {}, element('a', { href: new URL(page, root).href, textContent: title }), ` ${t('offline.gone')}`));
    }
    if (rows.length) parts.push(element('h2', { textContent: t('offline.topics') }), element('ul', {}, ...rows));
    const seen = [];
    const read = [[document, location.href]];
    const names = (await caches.keys()).filter((name) => name.startsWith(prefix));
    const files = await Promise.all(names.map(async (name) => (await (await caches.open(name)).keys()).map(({ url }) => url)));
    // The page of the search is always kept, its index only where somebody has searched or taken it along.
    const hasSearch = files.flat().some((url) => /\/h\/s-\w+-0\.js$/.test(url));
    const isListed = (url) => url.endsWith('.html') && url !== location.href.split('#')[0] && (hasSearch || !url.endsWith('/tim-kiem.html'));
    for (const [at, name] of names.entries()) {
      if (name !== `${prefix}seen` && !name.startsWith(`${prefix}shell `)) continue;
      const cache = await caches.open(name);
      for (const url of files[at].reverse()) {
        if (!isListed(url) || seen.some((one) => one.href === url)) continue;
        const page = new DOMParser().parseFromString(await (await cache.match(url)).text(), 'text/html');
        seen.push({ href: url, textContent: page.title.replace(/ – [^–]*$/, '') });
        read.push([page, url]);
      }
    }
    if (wanted) wanted.textContent = nameOf(wanted.href, read) ?? wanted.textContent;
    if (seen.length) parts.push(element('h2', { textContent: t('offline.pages') }), element('ul', {}, ...seen.map((one) => element('li', {}, element('a', one)))));
    const { usage } = await navigator.storage?.estimate?.() ?? {};
    if (usage) parts.push(element('p', { className: 'count', textContent: fill(t('offline.used'), { size: size(usage) }) }));
    // Phones are shared: what was read goes too. The shell stays, for without it this page could not be shown.
    parts.push(button(t('offline.clear'), async () => {
      taken().forEach(({ page }) => remember(page, false));
      const all = await caches.keys();
      await Promise.all(all.filter((name) => name === `${prefix}seen` || name.startsWith(`${prefix}topic `)).map((name) => caches.delete(name)));
      // Their pictures and sheets; the worker says when they are gone.
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = list;
      navigator.serviceWorker.controller?.postMessage({ cleared: true }, [port2]);
      list();
    }));
    here.replaceChildren(...parts);
    here.hidden = false;
  }
  list().catch(() => {});
})();
