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
const companion = new URL('du-lieu/tai-ve/tim-kiem.json', root);
const isCompanion = (page) => !page.includes('/');
const listAt = async (address) => (await fetch(new URL(address, location.href), { cache: 'no-cache' })).json();
const noteOf = (page) => new URL(`du-lieu/tai-ve/${page}`, root).href;
const cachesOf = async (page) => (await caches.keys()).filter((name) => name.startsWith(`${prefix}topic ${page} `));
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
const KEY = `lantoa.taken ${root.pathname}`;
const taken = () => {
try { return [JSON.parse(localStorage.getItem(KEY))].flat().filter((one) => typeof one?.page === 'string'); } catch { return []; }
};
const remember = (page, title) => {
const rest = taken().filter((one) => one.page !== page);
try { localStorage.setItem(KEY, JSON.stringify(title ? [...rest, { page, title }] : rest)); } catch { /* a reader may forbid it */ }
};
function offer(box) {
const { take: page, list } = box.dataset;
const told = element('span', { role: 'status' });
told.setAttribute('role', 'status');
const show = (text, ...more) => {
told.textContent = text;
box.replaceChildren(told, ...more.flatMap((one) => [' ', one]));
box.hidden = false;
};
const fetched = async () => {
const [topic, along] = await Promise.all([list, companion].map(listAt));
return { topic, along: (await keptNote(along.page))?.id !== along.id && along };
};
const first = (text = '') => show(text, button("Tải về máy", propose));
async function propose() {
let found;
try { found = await fetched(); } catch { return first("Không tải được. Mạng chưa ổn định, hoặc trang web đang được cập nhật; ít phút nữa hãy thử lại."); }
const { topic, along } = found;
const counts = { n: topic.files.length, size: size(topic.bytes + (along ? along.bytes : 0)), pictures: topic.pictures?.length };
const words = [topic.pictures ? "{n} trang và {pictures} ảnh cỡ nhỏ, {size}." : "{n} trang, {size}.", along ? fill("Kèm “{title}”.", along) : ''];
show(fill(words.join(' ').trim(), counts), button("Tải về máy", () => load(topic, along)), button("Thôi", () => state()));
box.querySelector('button').focus();
}
async function load(topic, along) {
const { active } = await navigator.serviceWorker.ready;
const sets = along ? [along, topic] : [topic];
const bar = element('progress', { max: sets.reduce((sum, { bytes }) => sum + bytes, 0), value: 0 });
bar.setAttribute('aria-label', "Tải về máy");
show('', bar, button("Thôi", () => sets.forEach((set) => active.postMessage({ stop: set.page }))));
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
const left = await topics();
if (left.length && left.every(isCompanion)) await remove(left[0]);
if (why === 'AbortError') state();
else if (why !== 'QuotaExceededError') first("Không tải được. Mạng chưa ổn định, hoặc trang web đang được cập nhật; ít phút nữa hãy thử lại.");
else show("Máy không còn đủ chỗ. Hãy xóa bớt trang đã xem hoặc đã tải:", element('a', { href: new URL('ngoai-tuyen.html', root).href, textContent: "Xem khi mất mạng" }), button("Tải về máy", propose));
}
async function state() {
const note = await keptNote(page);
if (!note) return first(taken().some((one) => one.page === page) ? "Trình duyệt đã xóa phần tải về này." : '');
const forget = button("Xóa khỏi máy", async () => {
await remove(page);
state();
});
show(fill("Đã có trên máy: {n} trang, {size}.", { n: note.files, size: size(note.bytes) }), forget);
const now = await fetched().catch(() => null);
if (now && (now.along || now.topic.id !== note.id)) forget.before(button("Cập nhật", propose), ' ');
}
navigator.serviceWorker.ready.then(state).catch(() => {}); // a browser may refuse to keep anything
}
boxes.forEach(offer);
if (!here) return;
const NAMED = ['header nav a[href]', 'main :is(h2, h3, th) a[href]', 'main li > a[href]'];
const nameOf = (wanted, read) => {
for (const selector of NAMED) {
for (const [page, url] of read) {
const link = [...page.querySelectorAll(selector)].find((one) => new URL(one.getAttribute('href'), url).href === wanted && /\p{L}/u.test(one.textContent));
if (link) return link.textContent.trim();
}
}
};
async function list() {
const parts = [];
let asked = '';
try { asked = decodeURIComponent(location.hash.slice(1)); } catch { /* an address that somebody typed */ }
const wanted = asked && !/^[a-z]+:|^\/\//i.test(asked) ? element('a', { href: new URL(asked, root).href, textContent: "trang bạn vừa mở" }) : null;
if (wanted) parts.push(element('p', { className: 'told' }, `${"Chưa có mạng, và trang này chưa có trên máy. Thử lại:"} `, wanted));
const rows = [];
const known = [];
for (const name of await caches.keys()) {
if (!name.startsWith(`${prefix}topic `)) continue;
const page = name.slice(prefix.length + 6).split(' ')[0];
const note = await (await caches.open(name)).match(noteOf(page));
if (!note) continue;
const { title, bytes } = await note.json();
known.push(page);
const forget = button("Xóa khỏi máy", () => remove(page).then(list));
rows.push(element('li', {}, element('a', { href: new URL(page, root).href, textContent: title }), ` ${size(bytes)} `, forget));
}
for (const { page, title } of taken().filter((one) => !known.includes(one.page))) {
rows.push(element('li', {}, element('a', { href: new URL(page, root).href, textContent: title }), ` ${"Trình duyệt đã xóa phần tải về này."}`));
}
if (rows.length) parts.push(element('h2', { textContent: "Đã tải về máy" }), element('ul', {}, ...rows));
const seen = [];
const read = [[document, location.href]];
const names = (await caches.keys()).filter((name) => name.startsWith(prefix));
const files = await Promise.all(names.map(async (name) => (await (await caches.open(name)).keys()).map(({ url }) => url)));
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
if (seen.length) parts.push(element('h2', { textContent: "Trang có sẵn trên máy" }), element('ul', {}, ...seen.map((one) => element('li', {}, element('a', one)))));
const { usage } = await navigator.storage?.estimate?.() ?? {};
if (usage) parts.push(element('p', { className: 'count', textContent: fill("Đang dùng {size} bộ nhớ của máy. Trình duyệt có thể tự xóa khi máy hết chỗ hoặc lâu không mở.", { size: size(usage) }) }));
parts.push(button("Xóa hết trang đã xem và đã tải", async () => {
taken().forEach(({ page }) => remember(page, false));
const all = await caches.keys();
await Promise.all(all.filter((name) => name === `${prefix}seen` || name.startsWith(`${prefix}topic `)).map((name) => caches.delete(name)));
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
