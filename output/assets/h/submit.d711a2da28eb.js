(() => {
const form = document.querySelector('[data-submit]');
if (!form) return;
const { submit: root, order, mail, site, subject, attach, copied, needed, comment } = form.dataset;
const made = document.querySelector('.made');
const lantoa = (window.lantoa ??= {});
const all = (selector, inside = form) => [...inside.querySelectorAll(selector)];
const LONGEST_MAIL = 1800;
const slug = (lantoa.slug = (text) =>
text
.normalize('NFD')
.replace(/[\u0300-\u036f\u200b-\u200d\ufeff\u00ad'’]/g, '')
.toLowerCase()
.replace(/đ/g, 'd')
.replace(/ƀ/g, 'b')
.replace(/[^a-z0-9]+/g, '-')
.replace(/^-|-$/g, ''));
const line = (value) => value.replace(/[\s\p{Cc}]+/gu, ' ').trim();
const scalar = ([kind, value]) => (kind === 'choice' || (kind && /^\d+$/.test(value)) ? value : JSON.stringify(value));
const mapping = (group) => `{${Object.entries(group).map(([name, value]) => `${name}: ${scalar(value)}`).join(', ')}}`;
const paragraphs = (text) =>
text
.split('\n')
.map(line)
.filter((one) => /[\p{L}\p{N}]/u.test(one))
.map((one) => {
const bullet = /^(?:[-–+•]\s*|\*\s+)(.*)/.exec(one);
const plain = (bullet ? bullet[1] : one).replace(/[\\*_`[\]<|~]/g, '\\$&');
return bullet ? `- ${plain}` : plain.replace(/^[#>]/, '\\$&');
})
.reduce((whole, one, at, lines) => {
const isItem = (text) => /^(- |\d{1,3}[.)] )/.test(text);
return whole + (at ? (isItem(one) && isItem(lines[at - 1]) ? '\n' : '\n\n') : '') + one;
}, '');
const place = form.querySelector('[data-place]');
const of = (name) => place.querySelector(`[data-of=${name}]`);
const lower = (name) => name.charAt(0).toLowerCase() + name.slice(1);
function locality() {
const then = line(of('then').value);
if (then) return then;
const names = [line(of('hamlet').value), of('commune').value, of('province').value].filter(Boolean);
return of('commune').value ? names.map((name, at) => (at ? lower(name) : name)).join(', ') : '';
}
const filled = (input) => input.value.trim() !== '';
const group = (row) =>
Object.fromEntries(all('[data-key]', row).filter(filled).map((input) => [input.dataset.key, [input.dataset.kind, line(input.value)]]));
function file() {
const values = { draft: 'draft: true\n' };
for (const input of all('.one [data-key]').filter(filled)) {
values[input.dataset.key] = `${input.dataset.key}: ${scalar([input.dataset.kind, line(input.value)])}\n`;
}
values[place.dataset.place] = `${place.dataset.place}: ${JSON.stringify(locality())}\n`;
for (const box of all('[data-group]')) {
const groups = all('.row', box).map(group).filter((one) => Object.keys(one).length);
if (!groups.length) continue;
const name = box.dataset.group;
values[name] = box.dataset.many ? `${name}:\n${groups.map((one) => `  - ${mapping(one)}\n`).join('')}` : `${name}: ${mapping(groups[0])}\n`;
}
const front = order.split(' ').map((name) => values[name] ?? '').join('');
const sections = all('[data-section]').filter(filled).map((box) => `\n## ${box.dataset.section}\n\n${paragraphs(box.value)}\n`);
return `---\n# ${line(comment.replace('{site}', site))}\n${front}---\n${sections.join('')}`;
}
let loading;
const communes = () =>
(loading ??= new Promise((resolve, reject) => {
const load = (name) => document.head.append(Object.assign(document.createElement('script'), { src: `${root}assets/${name}`, onerror: reject }));
lantoa.places = (provinces, id) => {
lantoa.formerPlaces = (before, of) => {
if (of !== id) return reject(Error(of)); // of another build
resolve(new Map(provinces.map(([name, , , , , inside], at) => [name, inside.map(([commune], number) => [commune, before[at][0][number][1]])])));
};
load(`noi-cu.js?${id}`);
};
load('noi.js');
}));
async function offer(chosen = '') {
const { value } = of('province');
of('commune').replaceChildren(of('commune').options[0]);
if (!value) return;
try {
const inside = (await communes()).get(value) ?? [];
if (value !== of('province').value) return;
const option = ([name, former]) =>
Object.assign(document.createElement('option'), { value: name, textContent: former ? `${name} (${former})` : name });
const sorted = [...inside].sort(([one], [other]) => one.localeCompare(other, 'vi'));
of('commune').replaceChildren(of('commune').options[0], ...sorted.map(option));
of('commune').value = chosen;
} catch { loading = null; } // Without the list the name can still be written.
}
of('province').addEventListener('change', () => offer().then(check));
function add(box, before) {
const rows = all('.row', box);
const row = rows[0].cloneNode(true);
for (const input of all('[data-key]', row)) input.value = '';
row.querySelector('[data-do=drop]').hidden = false;
rows.at(-1).after(row);
if (!before) row.querySelector('[data-key]').focus();
return row;
}
function check() {
for (const row of all('[data-group] .row')) {
const some = all('[data-key]', row).some(filled);
for (const input of all('[data-needed]', row)) input.required = some;
}
of('commune').setCustomValidity(locality() ? '' : needed);
}
const KEPT = 'lantoa.submit';
const inputs = () => all('.one [data-key], [data-of], [data-section]');
function keep() {
const groups = all('[data-group]').map((box) => all('.row', box).map((row) => all('[data-key]', row).map(({ value }) => value)));
try { localStorage.setItem(KEPT, JSON.stringify([inputs().map(({ value }) => value), groups])); } catch { /* a reader may forbid it */ }
}
function restore() {
let kept;
try { kept = JSON.parse(localStorage.getItem(KEPT)); } catch { return ''; }
if (!Array.isArray(kept) || !Array.isArray(kept[0]) || kept[0].length !== inputs().length) return '';
const put = (input, value) => { if (typeof value === 'string') input.value = value; };
inputs().forEach((input, at) => put(input, kept[0][at]));
all('[data-group]').forEach((box, at) => {
[kept[1]?.[at] ?? []].flat().slice(0, 50).forEach((values, number) => {
const row = all('.row', box)[number] ?? (box.dataset.many && add(box, true));
if (row && Array.isArray(values)) all('[data-key]', row).forEach((input, key) => put(input, values[key]));
});
});
return String(kept[0][inputs().indexOf(of('commune'))] ?? '');
}
let text = '';
function show() {
text = file();
const title = line(form.querySelector('[data-key=title]').value);
const name = `${slug(title) || 'mo-hinh'}.md`;
const $ = (selector) => made.querySelector(selector);
$('.name').textContent = name;
$('pre').textContent = text;
const save = $('.save');
URL.revokeObjectURL(save.href);
Object.assign(save, { href: URL.createObjectURL(new Blob([text], { type: 'text/markdown' })), download: name });
const about = subject.replace('{title}', title);
const address = (body) => `mailto:${mail}?subject=${encodeURIComponent(about)}&body=${encodeURIComponent(body.replace(/\n/g, '\r\n'))}`;
const isLong = mail && address(text).length > LONGEST_MAIL;
$('.long').hidden = !isLong;
$('.mail').hidden = !mail;
if (mail) $('.mail').href = isLong ? address(attach.replace('{name}', name)) : address(text);
$('.mail').onclick = () => { if (isLong) save.click(); };
$('.outcome').textContent = '';
made.hidden = false;
made.focus();
}
form.addEventListener('submit', (event) => {
event.preventDefault();
show();
});
form.addEventListener('input', () => {
check();
keep();
made.hidden = true;
});
form.addEventListener('click', ({ target }) => {
const row = target.closest('.row');
if (target.dataset.do === 'add') add(target.closest('[data-group]'));
if (target.dataset.do === 'drop') {
const next = row.previousElementSibling.querySelector('[data-key]') ?? row.nextElementSibling;
row.remove();
next.focus();
}
if (target.dataset.do === 'clear') {
form.reset();
for (const extra of all('.row:has([data-do=drop]:not([hidden]))')) extra.remove();
offer();
made.hidden = true;
try { localStorage.removeItem(KEPT); } catch { /* a reader may forbid it */ }
form.querySelector('[data-key]').focus();
return;
}
if (target.dataset.do) {
check();
keep();
}
});
made.querySelector('[data-do=copy]').addEventListener('click', async () => {
const told = made.querySelector('.outcome');
try { await navigator.clipboard.writeText(text); } catch {
const field = Object.assign(document.createElement('textarea'), { value: text });
document.body.append(field);
field.select();
document.execCommand('copy');
field.remove();
}
told.textContent = copied;
});
const title = form.querySelector('[data-key=title]');
const like = form.querySelector('.like');
const ask = () => {
like.hidden = !title.value.trim();
like.firstElementChild.search = new URLSearchParams({ q: line(title.value) });
};
title.addEventListener('input', ask);
offer(restore()).then(check);
ask();
check();
form.hidden = false;
})();
