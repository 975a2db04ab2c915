(() => {
const box = document.querySelector('[data-compare]');
if (!box) return;
const { parts, compare: root } = box.dataset;
const MOST = 3;
const columns = Object.create(null);
const files = {};
const lantoa = (window.lantoa ??= {});
lantoa.compare = (some) => Object.assign(columns, some);
const partOf = (slug) => {
let hash = 0x811c9dc5;
for (const byte of new TextEncoder().encode(slug)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
return hash % Math.max(parts, 1);
};
const load = (part) =>
(files[part] ??= new Promise((resolve, reject) => {
const script = document.createElement('script');
script.src = `${root}assets/so-sanh-${part}.js`;
script.onload = resolve;
script.onerror = () => {
delete files[part]; // so that the next call tries again
reject(Error(part));
};
document.head.append(script);
}));
const make = (tag, properties = {}, ...children) => {
const element = Object.assign(document.createElement(tag), properties);
element.append(...children);
return element;
};
const kept = () => {
try { return [JSON.parse(localStorage.getItem('lantoa.compare'))].flat().filter((slug) => typeof slug === 'string'); } catch { return []; }
};
const keep = (slugs) => {
try { localStorage.setItem('lantoa.compare', JSON.stringify(slugs)); } catch { /* a reader may forbid it */ }
};
const wanted = () => {
const address = new URLSearchParams(location.search || location.hash.slice(1));
const named = ['a', 'b', 'c'].map((name) => address.get(name)).filter(Boolean);
return [...new Set(named.length ? named : kept())].slice(0, MOST);
};
const remember = (slugs) => {
keep(slugs);
const address = new URLSearchParams(slugs.map((slug, at) => ['abc'[at], slug])).toString();
try { history.replaceState(null, '', address ? `?${address}` : location.pathname); } catch { location.hash = address; }
return show(slugs);
};
const words = (name) => box.querySelector(`[data-word="${name}"]`)?.textContent ?? '';
const list = (lines) => (lines.length ? [make('ul', {}, ...lines.map((line) => make('li', { textContent: line })))] : []);
const text = (value) => (value ? [String(value)] : []);
const ROWS = {
place: ({ place, now }) => [place, ...(now ? [make('small', { textContent: `${words('now')} ${now}` })] : [])],
field: ({ field }) => text(field),
organisation: ({ organisation }) => text(organisation),
started: ({ started }) => text(started),
award: ({ award }) => text(award),
results: ({ results }) => list(results),
resources: ({ resources }) => text(resources),
conditions: ({ conditions }) => text(conditions),
steps: ({ steps, steps_go_on: isCut, url }) => (isCut ? [`${steps} `, make('a', { href: `${root}${url}#cach-lam`, textContent: words('whole') })] : text(steps)),
whom: ({ whom }) => text(whom),
copies: ({ copies }) => text(copies || ''),
};
function table(slugs) {
const head = slugs.map((slug) => {
const { url, title } = columns[slug];
const button = make('button', { type: 'button', textContent: words('drop'), onclick: () => drop(slugs, slug) });
return make('th', { scope: 'col' }, make('a', { href: root + url, textContent: title }), button);
});
const rows = Object.entries(ROWS).flatMap(([name, cell]) => {
const cells = slugs.map((slug) => cell(columns[slug]));
if (!cells.some((parts) => parts.length)) return [];
const answers = cells.map((parts, at) => {
const cell = make('td', {}, ...(parts.length ? parts : ['–']));
cell.dataset.label = columns[slugs[at]].title;
return cell;
});
return make('tr', {}, make('th', { scope: 'row', textContent: words(name) }), ...answers);
});
return make('table', {}, make('thead', {}, make('tr', {}, make('td'), ...head)), make('tbody', {}, ...rows));
}
const place = box.querySelector('.outcome');
const bar = box.querySelector('.bar');
const none = box.querySelector('.none');
const lost = box.querySelector('.unreached') ?? make('p');
none.tabIndex = -1;
async function drop(slugs, slug) {
await remember(slugs.filter((one) => one !== slug));
(bar.hidden ? none : bar).focus();
}
async function show(slugs) {
const loads = await Promise.allSettled(slugs.map((slug) => load(partOf(slug))));
const known = slugs.filter((slug) => columns[slug]);
const isWhole = loads.every(({ status }) => status === 'fulfilled');
lost.hidden = isWhole;
lost.classList.toggle('unreached', isWhole);
none.hidden = known.length > 1 || !isWhole;
bar.hidden = !known.length;
bar.firstElementChild.textContent = words('bar').replace('{n}', known.length);
place.replaceChildren(...(known.length ? [table(known)] : []));
}
addEventListener('popstate', () => show(wanted()));
const slugs = wanted();
if (slugs.length) keep(slugs);
show(slugs);
})();
