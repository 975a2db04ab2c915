(() => {
const box = document.querySelector('[data-mine]');
if (!box) return;
const { mine, choose: chooser, go } = box.dataset;
const root = new URL(mine, location.href);
const $ = (selector) => box.querySelector(selector);
const lantoa = (window.lantoa ??= {});
const stored = (name, act) => {
try { return act(localStorage, `lantoa.${name}`); } catch { return null; } // a reader may forbid it, or another program have written it
};
const read = (name) => stored(name, (store, key) => JSON.parse(store.getItem(key)));
const isSlug = (slug) => typeof slug === 'string' && /^[\w/-]+$/.test(slug);
const number = (value) => (value < 1000 ? value : value.toLocaleString(document.documentElement.lang));
const kept = read('place');
let place = kept && typeof kept.name === 'string' && isFinite(kept.lon) && isFinite(kept.lat) ? kept : null;
const page = () => isSlug(place.slug) && new URL(`dia-phuong/${place.slug}.html`, root);
const make = (tag, properties, ...inside) => {
const made = document.createElement(tag);
for (const [name, value] of Object.entries(properties)) name in made ? (made[name] = value) : made.setAttribute(name, value);
made.append(...inside);
return made;
};
const button = (act, textContent, more) => make('button', { type: 'button', textContent, 'data-do': act, ...more });
const isList = document.body.classList.contains('k-listing');
const pager = document.querySelector('.pager');
const MOST_PAGES = 8;
const isPart = pager && (location.protocol === 'file:' || !(pager.querySelector('ol').lastElementChild.textContent <= MOST_PAGES));
const form = make(
'form',
{ hidden: !go },
make('label', { htmlFor: 'noi', textContent: go ? "Tìm một nơi, theo tên nay hoặc tên cũ" : "Chọn nơi của bạn" }),
make('input', { id: 'noi', type: 'text', autocomplete: 'off', role: 'combobox', 'aria-expanded': false, 'aria-controls': 'noi-thay', 'aria-autocomplete': 'list', placeholder: "Tên xã, tỉnh, tên cũ" }),
make('ul', { className: 'found', id: 'noi-thay', role: 'listbox', 'aria-label': "Chọn nơi của bạn" }),
make('p', { className: 'told', role: 'status', textContent: "Chỉ lưu trên máy này, không gửi đi đâu." }),
);
const offers = make('p', { className: 'choose' }, ...(go ? [] : [button('choose', "Chọn nơi của bạn", { className: 'pin' })]), button('locate', "Gần tôi", { hidden: true }));
const chosen = make('p', { className: 'chosen', hidden: true }, make('a', {}), make('span', { className: 'near', role: 'status' }));
chosen.append(...(isList ? [button('sort', isPart ? "Xếp gần trước trong trang này" : "Xếp gần trước", { hidden: true })] : []), button('choose', "Đổi"), button('forget', "Bỏ chọn"));
box.append(...(go ? [chosen, form, offers] : [offers, chosen, form]));
const load = (address) =>
new Promise((resolve, reject) => {
document.head.append(Object.assign(document.createElement('script'), { src: address, onload: resolve, onerror: reject }));
});
let choosing;
const open = async () => {
form.hidden = false;
$('.choose').hidden = !go;
if (!go) form.elements[0].focus();
const told = $('.told');
const quiet = "Chỉ lưu trên máy này, không gửi đi đâu.";
if (!choosing) told.textContent = "Đang tải danh sách địa phương…";
choosing ??= load(new URL(chooser, location.href))
.then(() => load(new URL('assets/noi.js', root)))
.then(() => {
told.textContent = quiet;
return lantoa.choosing(form, choose, (id) => load(new URL(`assets/noi-cu.js?${id}`, root)));
});
try { return await choosing; } catch {
choosing = null;
told.textContent = "Không tải được danh sách địa phương. Hãy thử lại khi mạng ổn định.";
}
};
const asked = go && new URLSearchParams(location.search).get('noi');
function choose(one) {
place = one;
if (!asked || !place) stored('place', (store, key) => (place ? store.setItem(key, JSON.stringify(place)) : store.removeItem(key)));
if (go && place && page()) return location.assign(page());
show();
$(place ? '.chosen a[href]' : '.choose button')?.focus();
}
for (const button of box.querySelectorAll('[data-do=choose]')) button.addEventListener('click', open);
$('[data-do=forget]').addEventListener('click', () => choose(null));
const locate = $('[data-do=locate]');
locate.hidden = !navigator.geolocation || !isSecureContext;
locate.addEventListener('click', () => open().then((chosen) => chosen?.locate()));
if (go) form.addEventListener('focusin', open, { once: true });
if (asked) {
open().then(() => {
form.elements[0].value = asked;
form.elements[0].dispatchEvent(new Event('input'));
});
}
const radians = (degrees) => (degrees * Math.PI) / 180;
function kilometres({ dataset }) {
const [lon, lat] = dataset.at.split(',').map(Number);
const half = (a, b) => Math.sin(radians(a - b) / 2) ** 2;
const chord = half(lat, place.lat) + Math.cos(radians(lat)) * Math.cos(radians(place.lat)) * half(lon, place.lon);
return Math.round(2 * 6371 * Math.asin(Math.sqrt(chord)));
}
function distances() {
document.querySelectorAll('.card .away').forEach((old) => old.remove());
for (const card of place ? document.querySelectorAll('.card[data-at]') : []) {
const km = kilometres(card);
const text = km ? "{n} km".replace('{n}', number(km)) : "ở đây";
card.querySelector('.more').append(Object.assign(document.createElement('span'), { className: 'away', textContent: text }));
}
}
const sort = $('[data-do=sort]');
const lists = [...document.querySelectorAll('.cards')].map((list) => [list, [...list.children]]);
async function cardsBeyond(direction) {
const cards = [];
let step = pager.querySelector(`[rel=${direction}]`)?.href;
for (let pages = 1; step && pages < MOST_PAGES; pages++) {
const answer = await fetch(step);
if (!answer.ok) throw Error(step);
const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
const at = (name) => (one) => one.setAttribute(name, new URL(one.getAttribute(name), step).href);
const more = [...page.querySelector('main > .cards').children];
for (const card of more) {
card.querySelectorAll('a[href]').forEach(at('href'));
card.querySelectorAll('img[src]').forEach(at('src'));
}
cards.push(...more.map((card) => document.adoptNode(card)));
const next = page.querySelector(`.pager [rel=${direction}]`)?.getAttribute('href');
step = next && new URL(next, step).href;
}
return cards;
}
let beyond;
let others = [];
const loadOthers = () =>
(beyond ??= Promise.all(['prev', 'next'].map(cardsBeyond)).then((cards) => { others = cards.flat(); }));
function order() {
const far = (card) => (card.dataset.at ? kilometres(card) : Infinity);
const isNear = place && sort?.getAttribute('aria-pressed') === 'true';
others.forEach((card) => card.remove());
for (const [list, cards] of lists) {
const all = [...cards, ...(list.parentNode.matches('main') ? others : [])];
list.append(...(isNear ? all.sort((a, b) => far(a) - far(b) || 0) : cards));
}
if (pager && !isPart) pager.hidden = isNear && others.length > 0;
distances();
}
sort?.addEventListener('click', async () => {
const isNear = sort.getAttribute('aria-pressed') !== 'true';
sort.setAttribute('aria-pressed', isNear);
const told = $('.near');
told.textContent = '';
if (isNear && pager && !isPart) {
told.textContent = "Đang tải các trang khác của danh sách…";
try {
await loadOthers();
told.textContent = '';
} catch {
beyond = null;
told.textContent = "Không tải được các trang khác: chỉ xếp trong trang này.";
}
}
order();
});
async function around() {
const told = $('.near');
told.textContent = '';
if (place?.near?.length) {
const links = place.near.filter(({ slug }) => isSlug(slug)).map(({ slug, name, km }) => {
const link = make('a', { href: new URL(`dia-phuong/${slug}.html`, root), textContent: name });
return make('li', {}, link, ` (${"{n} km".replace('{n}', number(km))})`);
});
told.append("Nơi này chưa có mô hình. Nơi gần nhất có trang:", make('ul', {}, ...links));
}
if (!place || !page() || form.dataset.here || sort || location.protocol === 'file:') return;
try {
const answer = await fetch(page());
if (!answer.ok) return;
const cards = [...new DOMParser().parseFromString(await answer.text(), 'text/html').querySelectorAll('main > .cards > .card[data-at], #xung-quanh .card[data-at]')];
if (cards.length) told.textContent = "{n} mô hình quanh đây, gần nhất {km} km".replace('{n}', number(cards.length)).replace('{km}', number(Math.min(...cards.map(kilometres))));
} catch { /* the link is there */ }
}
function show() {
$('.choose').hidden = Boolean(place) && !go;
$('.chosen').hidden = !place;
form.hidden = !go;
const link = $('.chosen a');
if (place) {
link.textContent = place.name;
if (page()) link.href = page();
else link.removeAttribute('href');
link.tabIndex = 0;
}
if (sort) {
sort.hidden = !place || document.querySelectorAll('.card[data-at]').length < 2;
if (sort.getAttribute('aria-pressed')) order();
}
distances();
around();
}
box.hidden = false;
show();
for (const list of document.querySelectorAll('[data-kept]')) {
const models = [read(list.dataset.kept)].flat().filter((one) => one && isSlug(one.slug) && typeof one.title === 'string');
list.replaceChildren(...models.slice(0, 5).map(({ slug, title }) => {
const row = document.createElement('li');
row.append(Object.assign(document.createElement('a'), { href: new URL(`mo-hinh/${slug}.html`, root), textContent: title }));
return row;
}));
list.parentNode.hidden = !models.length;
}
})();
