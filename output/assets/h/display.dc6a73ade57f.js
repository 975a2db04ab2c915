(() => {
const page = document.documentElement;
const VALUES = { size: ['', '1', '2', '3'], look: ['', 'light', 'dark'] };
const stored = (act) => {
try { return act(localStorage); } catch { return null; } // a reader may forbid it
};
const set = (name, value) => {
if (value && VALUES[name].includes(value)) page.dataset[name] = value;
else delete page.dataset[name];
};
for (const name in VALUES) set(name, stored((store) => store.getItem(`lantoa.${name}`)));
const { app } = document.currentScript.dataset;
if (app && location.protocol !== 'file:') {
const { href } = document.head.appendChild(Object.assign(document.createElement('link'), { rel: 'manifest', href: app }));
addEventListener('load', () => {
if (/^https:|^http:..(localhost|127\.)/.test(href)) navigator.serviceWorker?.register(new URL('sw.js', href)).catch(() => {});
});
}
const bar = Object.assign(document.createElement('meta'), { name: 'theme-color' });
const tint = () => { bar.content = getComputedStyle(page).getPropertyValue('--card').trim(); };
document.addEventListener('DOMContentLoaded', () => {
document.head.append(bar);
tint();
matchMedia('(prefers-color-scheme: dark)').addEventListener?.('change', tint);
const box = document.querySelector('.display');
if (!box) return;
const LABELS = { size: "Cỡ chữ", look: "Nền trang" };
const LOOKS = ["Theo máy", "Sáng", "Tối"];
for (const name in VALUES) {
const label = LABELS[name];
const group = document.createElement('p');
group.setAttribute('role', 'group');
group.setAttribute('aria-label', label);
const show = () => group.querySelectorAll('button').forEach((one) => one.setAttribute('aria-pressed', one.value === (page.dataset[name] ?? '')));
group.append(Object.assign(document.createElement('span'), { textContent: label }), ...VALUES[name].map((value, at) => {
const textContent = name === 'look' ? LOOKS[at] : `A${'+'.repeat(at)}`;
const button = Object.assign(document.createElement('button'), { type: 'button', value, textContent });
button.addEventListener('click', () => {
set(name, value);
stored((store) => store.setItem(`lantoa.${name}`, value));
tint();
show();
});
return button;
}));
box.append(group);
show();
}
const menu = box.closest('details');
document.addEventListener('click', ({ target }) => { if (!menu.contains(target)) menu.open = false; });
document.addEventListener('keydown', ({ key }) => {
if (key !== 'Escape' || !menu.open) return;
menu.open = false;
menu.firstElementChild.focus();
});
});
})();
