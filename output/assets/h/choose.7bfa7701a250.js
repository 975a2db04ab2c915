(() => {
const lantoa = (window.lantoa ??= {});
const key = (lantoa.placeKey = (text) =>
text
.normalize('NFD')
.replace(/[\u0300-\u036f\u200b-\u200d\ufeff\u00ad'’]/g, '')
.toLowerCase()
.replace(/đ/g, 'd')
.replace(/ƀ/g, 'b')
.replace(/[^\p{L}\p{N}]+/gu, ' ')
.trim()
.split(' ')
.map((word) => word.replace(/^((?:[bcdghklmnprstvx]|qu)*)y$/, '$1i'))
.join(' '));
const MOST = 8;
let all = [];
let parts = [];
let id;
let shortForms = {};
lantoa.places = (provinces, of, forms) => {
[all, parts, id, shortForms] = [[], [], of, forms];
for (const [province, slug, [lon, lat], hasPage, former, communes, districts] of provinces) {
const above = [province, ...former].map(key);
const there = province.replace(/^\S+(?! phố Hồ Chí)/, (word) => word.toLowerCase());
all.push({ lon, lat, name: province, slug: hasPage ? slug : null, former: former.join(', '), own: [key(province)], before: above.slice(1), above: [] });
const inside = communes.map(([name, rest]) => ({ name: `${name}, ${there}`, slug: rest ? `${slug}/${rest}` : null, former: '', own: [key(name)], before: [], above, isCommune: true }));
const around = districts.map(([name, slug]) => ({ name, slug: slug || null, former: '', own: [key(name)], before: [], above }));
parts.push([inside, around]);
all.push(...inside, ...around);
}
};
let isWhole = false;
lantoa.formerPlaces = (provinces, of) => {
if (of !== id) return; // of another build
for (const [at, [communes, districts]] of provinces.entries()) {
const [inside, around] = parts[at];
districts.forEach(([lon, lat], number) => Object.assign(around[number], { lon, lat }));
communes.forEach(([[lon, lat], former, numbers], number) => {
const one = inside[number];
const above = [...one.above, ...numbers.flatMap((number) => around[number]?.own ?? [])];
Object.assign(one, { lon, lat, former, before: former.split(', ').map(key), above });
});
}
isWhole = true;
};
const TYPE = /^(xa|phuong|thi tran|dac khu|huyen|quan|thi xa|thanh pho|tinh) (?=.)/;
const holds = (names, words) => names.some((name) => ` ${name}`.includes(` ${words}`));
const is = (names, words) => names.some((name) => ` ${name}`.endsWith(` ${words}`));
function fit({ own, before, above }, wish) {
const bare = wish.replace(TYPE, '');
if (is(own, wish)) return 0;
if (holds(own, wish)) return 1;
if (is(before, bare)) return 2;
if (holds(before, bare)) return 3;
const words = wish.split(' ');
for (let end = words.length - 1; end > 0; end--) {
const head = words.slice(0, end).join(' ');
const rank = is(own, head) ? 4 : is(before, head.replace(TYPE, '')) ? 5 : 0;
const last = words.length - 1;
const inside = (name) => words.every((word, at) => at < end || ` ${name} `.includes(at < last ? ` ${word} ` : ` ${word}`));
if (rank && above.some(inside)) return rank;
}
return -1;
}
const find = (lantoa.findPlaces = (text) => {
const wish = key(text).split(' ').map((word) => shortForms[word] ?? word).join(' ');
if (!wish) return [];
const ranked = all.map((one) => [fit(one, wish), one]).filter(([rank]) => rank >= 0);
return ranked.sort(([a, one], [b, other]) => a - b || !one.slug - !other.slug).slice(0, MOST).map(([, one]) => one);
});
const farFrom = (lon, lat) => {
const narrow = Math.cos((lat * Math.PI) / 180);
return (one) => Math.hypot((one.lon - lon) * narrow, one.lat - lat);
};
const nearest = ({ lon, lat }) => {
const far = farFrom(lon, lat);
const near = all.filter(({ isCommune, slug }) => isCommune && slug).sort((a, b) => far(a) - far(b)).slice(0, 3);
return near.map((one) => ({ slug: one.slug, name: one.name, km: Math.round(111 * far(one)) }));
};
lantoa.choosing = (form, choose, load) => {
const input = form.querySelector('input');
const list = form.querySelector('.found');
const told = form.querySelector('.told');
const quiet = told.textContent;
let places = [];
let active = -1;
let loading;
const whole = () =>
(loading ??= load(id).then(() => {
if (!isWhole) throw Error(id);
if (input.value && active < 0) offer();
}).catch((error) => {
loading = null;
throw error;
}));
const ask = () => whole().catch(() => { if (input.value && !places.length) told.textContent = "Không tải được danh sách địa phương. Hãy thử lại khi mạng ổn định."; });
const located = (act) => {
if (isWhole) return act();
told.textContent = "Đang tải danh sách địa phương…";
return whole().then(act, () => { told.textContent = "Không tải được danh sách địa phương. Hãy thử lại khi mạng ổn định."; });
};
const pick = (one) => located(() => {
const { slug, name, lon, lat } = one;
input.value = '';
offer();
choose({ slug, name, lon, lat, near: slug ? [] : nearest(one) });
});
const mark = (at) => {
active = at;
[...list.children].forEach((row, number) => row.setAttribute('aria-selected', number === at));
if (at < 0) input.removeAttribute('aria-activedescendant');
else {
input.setAttribute('aria-activedescendant', list.children[at].id);
list.children[at].scrollIntoView({ block: 'nearest' });
}
};
function offer() {
places = find(input.value);
list.replaceChildren(...places.map((one, number) => {
const row = Object.assign(document.createElement('li'), { id: `noi-${number}`, textContent: one.name });
row.setAttribute('role', 'option');
if (one.former) row.append(Object.assign(document.createElement('small'), { textContent: ` (${one.former})` }));
row.addEventListener('click', () => pick(one));
return row;
}));
input.setAttribute('aria-expanded', places.length > 0);
told.textContent = !input.value.trim() ? quiet : !places.length ? (isWhole ? "Không thấy nơi này. Thử tên tỉnh, hoặc tên xã trước tháng 7/2025." : "Đang tải danh sách địa phương…") : (places.length < MOST ? "{n} nơi khớp." : "{n} nơi đầu; gõ thêm chữ để tìm đúng nơi.").replace('{n}', places.length);
mark(-1);
if (!isWhole && input.value.trim()) ask();
}
input.addEventListener('input', offer);
input.addEventListener('keydown', (event) => {
const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
if (step && places.length) {
event.preventDefault();
mark((active + step + places.length + (active < 0 && step < 0 ? 1 : 0)) % places.length);
} else if (event.key === 'Escape') {
input.value = '';
offer();
}
});
form.addEventListener('submit', (event) => {
event.preventDefault();
const one = places[Math.max(active, 0)];
if (one) pick(one);
});
offer();
ask();
return {
locate: () => navigator.geolocation.getCurrentPosition(
({ coords: { longitude, latitude } }) => located(() => {
const far = farFrom(longitude, latitude);
const communes = all.filter(({ isCommune }) => isCommune);
if (!communes.length) return;
const nearest = communes.reduce((best, one) => (far(one) < far(best) ? one : best));
if (far(nearest) > 1) told.textContent = "Vị trí của máy ở xa mọi xã, phường. Hãy gõ tên nơi của bạn.";
else pick(nearest);
}),
() => { told.textContent = "Máy không cho biết vị trí. Hãy gõ tên xã."; },
),
};
};
})();
