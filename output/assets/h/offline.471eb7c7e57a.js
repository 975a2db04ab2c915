(() => {
const boxes = [...document.querySelectorAll('[data-take]')];
const here = document.querySelector('[data-device]');
const root = new URL((here ?? boxes[0])?.dataset.root || '.', location.href);
if (!navigator.serviceWorker || !/^https?:$/.test(location.protocol)) return boxes.forEach((box) => box.remove());
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
const noteOf = (page) => new URL(`du-lieu/tai-ve/${page}`, root).href;
const cachesOf = async (page) => (await caches.keys()).filter((name) => name.startsWith(`${prefix}topic ${page} `));
const keptNote = async (page) => {
for (const name of await cachesOf(page)) {
const note = await (await caches.open(name)).match(noteOf(page));
if (note) return note.json();
}
};
const remove = async (page) => {
remember(page, false);
await Promise.all((await cachesOf(page)).map((name) => caches.delete(name)));
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
const fetched = async () => (await fetch(new URL(list, location.href), { cache: 'no-cache' })).json();
const first = (text = '') => show(text, button("Tải về máy", propose));
async function propose() {
let topic;
try { topic = await fetched(); } catch { return first("Không tải được. Hãy thử lại khi mạng ổn định."); }
const counts = { n: topic.files.length, size: size(topic.bytes), pictures: topic.pictures?.length };
const words = topic.pictures ? "{n} trang và {pictures} ảnh cỡ nhỏ, {size}." : "{n} trang, {size}.";
show(fill(words, counts), button("Tải về máy", () => load(topic)), button("Thôi", () => state()));
box.querySelector('button').focus();
}
async function load(topic) {
const { active } = await navigator.serviceWorker.ready;
const bar = element('progress', { max: topic.bytes, value: 0 });
bar.setAttribute('aria-label', "Tải về máy");
show('', bar, button("Thôi", () => active.postMessage({ stop: page })));
const { port1, port2 } = new MessageChannel();
port1.onmessage = async ({ data }) => {
if (data.done) bar.value = data.done;
if (data.kept) {
remember(page, topic.title);
navigator.storage?.persist?.().catch(() => {});
state();
}
if (data.failed === 'AbortError') state();
else if (data.failed) first(data.failed === 'QuotaExceededError' ? "Máy không còn đủ chỗ. Hãy xóa bớt phần đã tải." : "Không tải được. Hãy thử lại khi mạng ổn định.");
};
active.postMessage({ take: topic }, [port2]);
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
if (now && now.id !== note.id) forget.before(button("Cập nhật", propose), ' ');
}
navigator.serviceWorker.ready.then(state).catch(() => {}); // a browser may refuse to keep anything
}
boxes.forEach(offer);
if (!here) return;
async function list() {
const parts = [];
let asked = '';
try { asked = decodeURIComponent(location.hash.slice(1)); } catch { /* an address that somebody typed */ }
if (asked && !/^[a-z]+:|^\/\//i.test(asked)) {
const url = new URL(asked, root);
parts.push(element('p', { className: 'told' }, `${"Chưa có mạng, và trang này chưa có trên máy. Thử lại:"} `, element('a', { href: url.href, textContent: asked })));
}
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
const names = (await caches.keys()).filter((name) => name === `${prefix}seen` || name.startsWith(`${prefix}shell `));
for (const name of names) {
const cache = await caches.open(name);
for (const request of (await cache.keys()).reverse()) {
if (!request.url.endsWith('.html') || request.url === location.href.split('#')[0] || seen.some((one) => one.href === request.url)) continue;
const page = new DOMParser().parseFromString(await (await cache.match(request)).text(), 'text/html');
seen.push({ href: request.url, textContent: page.title.replace(/ – [^–]*$/, '') });
}
}
if (seen.length) parts.push(element('h2', { textContent: "Trang có sẵn trên máy" }), element('ul', {}, ...seen.map((one) => element('li', {}, element('a', one)))));
const { usage } = await navigator.storage?.estimate?.() ?? {};
if (usage) parts.push(element('p', { className: 'count', textContent: fill("Đang dùng {size} bộ nhớ của máy. Trình duyệt có thể tự xóa khi máy hết chỗ hoặc lâu không mở.", { size: size(usage) }) }));
parts.push(button("Xóa hết trang đã xem và đã tải", async () => {
taken().forEach(({ page }) => remember(page, false));
const all = await caches.keys();
await Promise.all(all.filter((name) => name === `${prefix}seen` || name.startsWith(`${prefix}topic `)).map((name) => caches.delete(name)));
list();
}));
here.replaceChildren(...parts);
here.hidden = false;
}
list().catch(() => {});
})();
