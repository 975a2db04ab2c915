const BUILD="6dd692946ed4",SHELL=[["index.html",18884,"lYy3MLfbqHHtCtrFuMxoShD0Ag+UXjiNRSj5k6xvwqw="],["tim-kiem.html",6445,"N+/uADhmVPDvyTopiBDV8nb/gcpAisyQvtDgul13Y+k="],["ngoai-tuyen.html",6186,"YQvkw0lt6DsVYuSmrCWi4Lb8BACHxgi0h5qfd75nrdo="],["manifest.json",1019,"KifFumiJGknN0mOWzS04Qh6VYAGw4xppaDQREC+2QzM="],["assets/start.js",2151,"BXgWnKiHyyQDIPDNEbLnjLKSzHH9kSOAeYyQS71htZA="],["assets/icon.svg",218,"6vTSsJkVInCvMgGF80o1iWYevtVZqwerU7UoAwUZty4="]],OFFLINE="ngoai-tuyen.html",HOME="index.html",MANIFEST="manifest.json";
const root = new URL('./', location.href);
const NAME = `lantoa ${root.pathname} `;
const HASHED = NAME + 'h';
const SEEN = NAME + 'seen';
const SHELL_NAME = `${NAME}shell ${BUILD}`;
const MOST_SEEN = 60;
const MOST_PICTURES = 120;
const SHA256 = 'X-SHA256';
const SHEET = /assets\/h\/[\w.-]+\.css/;
const MISSING = /<body class="k-missing"/;
const isPicture = (path) => /\.(avif|gif|jpe?g|png|svg|webp)$/.test(path);
const keyOf = (url) => {
const { origin, pathname } = new URL(url, root);
const last = pathname.split('/').pop();
return origin + (last === '' ? pathname + HOME : last.includes('.') ? pathname : `${pathname}.html`);
};
const copyOf = async (answer, sha256 = '') => {
const headers = new Headers(answer.headers);
headers.set(SHA256, sha256);
return new Response(await answer.blob(), { status: answer.status, headers });
};
const isGood = (answer, path) =>
answer.ok && answer.status === 200 && (/\.html$/.test(path) || !/^text\/html/.test(answer.headers.get('content-type') ?? ''));
async function keepHashed(texts) {
const cache = await caches.open(HASHED);
const names = new Set(texts.flatMap((text) => text.match(/assets\/h\/[\w.-]+\.(?:css|js|woff2)/g) ?? []));
await inGroups([...names], async (name) => {
const url = new URL(name, root).href;
if (await cache.match(url)) return;
const answer = await fetch(url);
if (!isGood(answer, name)) throw Error(name);
await cache.put(url, answer);
});
}
async function inGroups(all, work) {
for (let at = 0; at < all.length; at += 20) await Promise.all(all.slice(at, at + 20).map(work));
}
async function verified(path, sha256, earlier, signal) {
for (const cache of earlier) {
const kept = await cache.match(keyOf(path));
if (kept?.headers.get(SHA256) === sha256) return kept;
}
const answer = await fetch(new URL(path, root), { integrity: `sha256-${sha256}`, cache: 'no-store', signal });
if (!answer.ok) throw Error(path);
return copyOf(answer, sha256);
}
async function picture(path, length, signal) {
const url = new URL(path, root).href;
const kept = await caches.match(url);
if (kept) return copyOf(kept);
const answer = await fetch(url, { signal });
const copy = await copyOf(answer);
if (!isGood(answer, path) || (await copy.clone().blob()).size !== length) throw Error(path);
return copy;
}
async function keepSet(name, files, pictures = [], signal, progress) {
const sets = (await caches.keys()).filter((one) => /^(shell|topic) /.test(one.replace(NAME, '')) && one !== name);
const earlier = await Promise.all(sets.map((one) => caches.open(one)));
const cache = await caches.open(name);
const pages = [];
let done = 0;
try {
await inGroups(files, async ([path, length, sha256]) => {
const copy = await verified(path, sha256, earlier, signal);
if (/\.html$/.test(path)) pages.push(await copy.clone().text());
await cache.put(keyOf(path), copy);
progress?.(done += length);
});
await keepHashed(pages);
await inGroups(pictures, async ([path, length]) => {
await cache.put(new URL(path, root).href, await picture(path, length, signal));
progress?.(done += length);
});
} catch (error) {
await caches.delete(name);
throw error;
}
}
async function tidy() {
const names = await caches.keys();
const wanted = new Set();
for (const name of names.filter((name) => name.startsWith(NAME) && name !== HASHED)) {
const cache = await caches.open(name);
for (const request of await cache.keys()) {
if (!/\.html$/.test(request.url)) continue;
const text = await (await cache.match(request)).text();
for (const found of text.match(/assets\/h\/[\w.-]+/g) ?? []) wanted.add(new URL(found, root).href);
}
}
const start = new URL('assets/start.js', root).href;
const starts = [];
for (const name of names) starts.push(await (await (await caches.open(name)).match(start))?.text() ?? '');
const isNamed = ({ url }) => {
const [, name] = /\/h\/(s-\w+|search\.\w+)/.exec(url) ?? [];
return name && starts.some((text) => text.includes(name.replace('s-', '')));
};
const cache = await caches.open(HASHED);
const kept = await cache.keys();
const pictures = kept.filter(({ url }) => isPicture(url));
const old = new Set(pictures.slice(0, Math.max(0, pictures.length - MOST_PICTURES)));
const isWanted = (one) => !old.has(one) && (wanted.has(one.url) || isNamed(one));
await Promise.all(kept.filter((one) => !isWanted(one)).map((one) => cache.delete(one)));
}
addEventListener('install', (event) => event.waitUntil(keepSet(SHELL_NAME, SHELL)));
addEventListener('activate', (event) => {
event.waitUntil((async () => {
const names = await caches.keys();
const old = names.filter((name) => name.startsWith(`${NAME}shell `) && name !== SHELL_NAME);
await Promise.all(old.map((name) => caches.delete(name)));
await registration.navigationPreload?.enable();
for (const { url } of await clients.matchAll({ includeUncontrolled: true, type: 'window' })) {
const answer = await fetch(url).catch(() => null);
if (answer && url.startsWith(root.href)) await see(url, answer).catch(() => {});
}
await clients.claim();
await tidy();
})());
});
async function see(url, answer) {
const key = keyOf(url);
if (!/^text\/html/.test(answer.headers.get('content-type') ?? '')) return;
const text = await answer.clone().text();
if (!SHEET.test(text) || !/<\/html>\s*$/.test(text)) return;
if (answer.status === 404 || MISSING.test(text)) return forget(key);
if (!isGood(answer, key)) return;
const copy = await copyOf(answer);
await keepHashed([text]);
const cache = await caches.open(SEEN);
await cache.delete(key);
await cache.put(key, copy);
const pages = (await cache.keys()).filter((one) => /\.html$/.test(one.url));
await Promise.all(pages.slice(0, Math.max(0, pages.length - MOST_SEEN)).map((one) => cache.delete(one)));
}
const TOPIC = `${NAME}topic `;
async function forget(key) {
const names = (await caches.keys()).filter((name) => name === SEEN || name.startsWith(TOPIC));
await Promise.all(names.map(async (name) => (await caches.open(name)).delete(key)));
}
const noteOf = (name) => new URL(`du-lieu/tai-ve/${name.slice(TOPIC.length).split(' ')[0]}`, root).href;
async function kept(key) {
const names = (await caches.keys()).filter((name) => name.startsWith(NAME) && name !== HASHED);
const rank = (name) => name === SEEN ? 0 : name.startsWith(TOPIC) ? 1 : 2;
for (const name of names.sort((a, b) => rank(a) - rank(b))) {
const cache = await caches.open(name);
const found = await cache.match(key);
if (found && (!name.startsWith(TOPIC) || await cache.match(noteOf(name)))) return found;
}
}
const patience = () => navigator.connection?.saveData || /2g/.test(navigator.connection?.effectiveType ?? '') ? 3000 : 15000;
async function page(event) {
const key = keyOf(event.request.url);
const asked = (async () => (await event.preloadResponse) ?? fetch(event.request))();
asked.then((answer) => event.waitUntil(see(event.request.url, answer.clone()).catch(() => {})), () => {});
const stored = () => (isPicture(key) ? keptPicture(key) : kept(key));
const answered = asked.then(async (answer) => (answer.status >= 500 && (await stored())) || answer);
try {
const late = new Promise((done) => setTimeout(done, patience())).then(stored);
const first = await Promise.race([answered, late]);
return first ?? await answered;
} catch {
const found = await stored();
if (found) return found;
const offline = new URL(OFFLINE, root);
if (key === offline.href) return Response.error();
offline.hash = new URL(event.request.url).pathname.slice(root.pathname.length);
return Response.redirect(offline);
}
}
async function hashed(event) {
const { url } = event.request;
const cache = await caches.open(HASHED);
const found = await cache.match(url, { ignoreSearch: true });
if (found) return found;
const taken = () => (isPicture(url) ? keptPicture(url) : kept(keyOf(url)));
const answer = await orKept(fetch(event.request), url, taken);
if (answer.headers.has(SHA256)) return answer;
if (isGood(answer, url)) event.waitUntil(keepOne(cache, url.split('?')[0], answer.clone()).catch(() => {}));
return answer;
}
async function orKept(asked, url, stored) {
const answer = await asked.catch(async (error) => {
const found = await stored();
if (found) return found;
throw error;
});
return isGood(answer, url) ? answer : (await stored()) ?? answer;
}
async function keptPicture(url) {
const [, hash] = /(\.[0-9a-f]{12}\.)\w+$/.exec(url.split('?')[0]) ?? [];
if (!hash) return;
for (const name of (await caches.keys()).filter((name) => name.startsWith(NAME))) {
const cache = await caches.open(name);
const found = (await cache.keys()).find((one) => isPicture(one.url) && one.url.includes(hash));
if (found) return cache.match(found);
}
}
async function keepOne(cache, url, answer) {
await cache.put(url, answer);
if (!/\/h\/s-\w+-0\.js$/.test(url)) return;
const start = new URL('assets/start.js', root).href;
const now = await fetch(start);
if (isGood(now, start)) await (await caches.open(SEEN)).put(start, now);
}
async function plain(event) {
const key = keyOf(event.request.url);
const answer = await orKept(fetch(event.request), key, () => kept(key));
const isStart = /\/start\.js$/.test(key);
if (isGood(answer, key) && !answer.headers.has(SHA256) && !isStart) {
const copy = answer.clone();
event.waitUntil(caches.open(SEEN).then((cache) => cache.put(key, copy)).catch(() => {}));
}
return answer;
}
addEventListener('fetch', (event) => {
const { method, mode, url } = event.request;
if (method !== 'GET' || !url.startsWith(root.href)) return;
const path = url.slice(root.href.length).split(/[?#]/)[0];
if (mode === 'navigate') event.respondWith(page(event));
else if (path.startsWith('assets/h/')) event.respondWith(hashed(event));
else if (path.startsWith('assets/') || path === MANIFEST) event.respondWith(plain(event));
});
const running = new Map();
addEventListener('message', (event) => {
const { take, stop, cleared } = event.data ?? {};
if (stop) running.get(stop)?.abort();
if (cleared) event.waitUntil(tidy().finally(() => event.ports[0]?.postMessage({ cleared: true })));
if (take) event.waitUntil(takeAlong(take, event.ports[0]));
});
async function takeAlong({ page, title, bytes, id, files, pictures }, port) {
const topic = `${TOPIC}${page} `;
const name = topic + id;
const control = new AbortController();
running.set(page, control);
try {
if (!await (await caches.open(name)).match(noteOf(name))) {
await keepSet(name, files, pictures, control.signal, (done) => port.postMessage({ done }));
const note = Response.json({ page, title, bytes, id, files: files.length, pictures });
await (await caches.open(name)).put(noteOf(name), note);
}
const names = await caches.keys();
await Promise.all(names.filter((one) => one.startsWith(topic) && one !== name).map((one) => caches.delete(one)));
const seen = await caches.open(SEEN);
await Promise.all(files.map(([path]) => seen.delete(keyOf(path))));
port.postMessage({ kept: true });
} catch (error) {
port.postMessage({ failed: error.name });
} finally {
running.delete(page);
}
}
