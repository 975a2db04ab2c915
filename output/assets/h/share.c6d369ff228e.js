(() => {
const box = document.querySelector('[data-share]');
if (!box) return;
const { slug, title, share, compare, read, done, more, words, card } = box.dataset;
const isWeb = /^https?:$/.test(location.protocol);
const url = isWeb ? location.href.split(/[?#]/)[0] : share;
const told = box.querySelector('[role=status]');
const stored = (name) => {
try { return [JSON.parse(localStorage.getItem(`lantoa.${name}`))].flat(); } catch { return []; }
};
const store = (name, value) => {
try { localStorage.setItem(`lantoa.${name}`, JSON.stringify(value)); } catch { /* a reader may forbid it */ }
};
const models = (name) => stored(name).filter((one) => one && typeof one.slug === 'string' && one.slug !== slug);
const rows = ['share', 'save', 'print', 'compare', 'read', 'copy'].map((name, at) => {
const button = Object.assign(document.createElement('button'), { type: 'button', textContent: words.split('|')[at] });
button.dataset.do = name;
const row = Object.assign(document.createElement('li'), { hidden: true });
row.append(button);
return row;
});
box.querySelector('li').after(...rows);
const offer = (name, works, act) => {
const button = box.querySelector(`[data-do=${name}]`);
if (!works) return;
button.parentNode.hidden = false;
button.addEventListener('click', () => act(button));
return button;
};
if (isWeb) {
for (const link of box.querySelectorAll('a[data-to]')) {
link.href = link.dataset.to + encodeURIComponent(url);
link.parentNode.hidden = false;
}
}
offer('share', url && navigator.share, () => navigator.share({ title: document.title, url }).catch(() => {}));
const picture = card && isWeb && navigator.canShare && box.querySelector('[download]');
const files = (parts) => ({ files: [new File(parts, `${slug}.png`, { type: 'image/png' })] });
if (picture && navigator.canShare(files([]))) {
picture.textContent = card;
picture.onclick = async (event) => {
event.preventDefault();
try { await navigator.share(files([await (await fetch(picture.href)).blob()])); } catch { /* not sent */ }
};
}
offer('copy', url, async (button) => {
try { await navigator.clipboard.writeText(url); } catch {
const field = Object.assign(document.createElement('textarea'), { value: url });
document.body.append(field);
field.select();
document.execCommand('copy');
field.remove();
button.focus();
}
told.textContent = button.textContent = done;
});
offer('print', true, () => print());
const press = (button, isOn) => button.setAttribute('aria-pressed', isOn);
const saved = () => stored('saved').some((one) => one?.slug === slug);
const save = offer('save', true, (button) => {
store('saved', saved() ? models('saved') : [{ slug, title }, ...models('saved')].slice(0, 50));
press(button, saved());
});
press(save, saved());
store('seen', [{ slug, title }, ...models('seen')].slice(0, 10));
const chosen = () => stored('compare').filter((one) => typeof one === 'string');
const tell = (slugs) => {
const link = box.querySelector('.side');
link.hidden = !slugs.length;
link.textContent = more.replace('{n}', slugs.length);
link.href = `${compare}${isWeb ? '?' : '#'}${new URLSearchParams(slugs.map((one, at) => ['abc'[at], one]))}`;
};
const side = offer('compare', true, (button) => {
const others = chosen().filter((one) => one !== slug);
const slugs = chosen().includes(slug) ? others : [...others, slug].slice(-3);
store('compare', slugs);
press(button, slugs.includes(slug));
tell(slugs);
told.textContent = slugs.includes(slug) ? box.querySelector('.side').textContent : '';
});
press(side, chosen().includes(slug));
if (chosen().length) tell(chosen());
const speech = window.speechSynthesis;
const voice = () => speech?.getVoices().some(({ lang }) => lang.toLowerCase().startsWith('vi'));
const listen = () => {
if (!read || !voice()) return;
speech.onvoiceschanged = null;
offer('read', true, (button) => {
if (button.dataset.ready) return;
button.dataset.ready = true;
document.head.append(Object.assign(document.createElement('script'), { src: read }));
});
};
if (speech) {
speech.onvoiceschanged = listen;
listen();
}
box.hidden = false;
})();
