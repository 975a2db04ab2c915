(() => {
const box = document.querySelector('.share[data-slug]');
if (!box) return;
const { slug, read } = box.dataset;
const title = document.querySelector('h1').textContent;
const root = new URL('../../', document.currentScript.src);
const isWeb = /^https?:$/.test(location.protocol);
const url = isWeb ? location.href.split(/[?#]/)[0] : document.querySelector('[rel=canonical]')?.href;
const told = document.createElement('span');
told.setAttribute('role', 'status');
const side = Object.assign(document.createElement('a'), { className: 'side', hidden: true });
const line = document.createElement('p');
line.append(told, ' ', side);
box.append(line);
const stored = (name) => {
try { return [JSON.parse(localStorage.getItem(`lantoa.${name}`))].flat(); } catch { return []; }
};
const store = (name, value) => {
try { localStorage.setItem(`lantoa.${name}`, JSON.stringify(value)); } catch { /* a reader may forbid it */ }
};
const models = (name) => stored(name).filter((one) => one && typeof one.slug === 'string' && one.slug !== slug);
const words = {
share: "Gửi",
save: "Lưu",
print: "In A4",
compare: "So sánh",
read: "Nghe",
copy: "Chép liên kết",
};
const rows = Object.entries(words).map(([name, textContent]) => {
const button = Object.assign(document.createElement('button'), { type: 'button', textContent });
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
for (const link of box.querySelectorAll('a[target]')) {
link.href = (link.dataset.to ?? link.href).replace(/[^=]*$/, encodeURIComponent(url));
link.parentNode.hidden = false;
}
}
offer('share', url && navigator.share, () => navigator.share({ title: document.title, url }).catch(() => {}));
const picture = isWeb && navigator.canShare && box.querySelector('[download]');
const files = (parts) => ({ files: [new File(parts, `${slug}.png`, { type: 'image/png' })] });
if (picture && navigator.canShare(files([]))) {
picture.textContent = "Gửi ảnh";
picture.onclick = async (event) => {
event.preventDefault();
try { await navigator.share(files([await (await fetch(picture.href)).blob()])); } catch { /* not sent */ }
};
}
offer('copy', url, async (button) => {
let isCopied = true;
try { await navigator.clipboard.writeText(url); } catch {
const field = Object.assign(document.createElement('textarea'), { value: url });
document.body.append(field);
field.select();
isCopied = document.execCommand('copy');
field.remove();
button.focus();
}
told.textContent = isCopied ? "Đã sao chép" : `${"Không sao chép được. Hãy chép:"} ${url}`;
});
offer('print', true, () => print());
const press = (button, isOn) => button.setAttribute('aria-pressed', isOn);
const saved = () => stored('saved').some((one) => one?.slug === slug);
const save = offer('save', true, (button) => {
const isOn = !saved();
store('saved', isOn ? [{ slug, title }, ...models('saved')].slice(0, 50) : models('saved'));
press(button, saved());
told.textContent = saved() === isOn ? '' : "Trình duyệt không cho lưu trên máy này.";
});
press(save, saved());
store('seen', [{ slug, title }, ...models('seen')].slice(0, 10));
const chosen = () => stored('compare').filter((one) => typeof one === 'string');
const tell = (slugs) => {
side.hidden = !slugs.length;
side.textContent = "Xem so sánh ({n}/3)".replace('{n}', slugs.length);
side.href = `${root}so-sanh.html${isWeb ? '?' : '#'}${new URLSearchParams(slugs.map((one, at) => ['abc'[at], one]))}`;
};
const compare = offer('compare', true, (button) => {
const others = chosen().filter((one) => one !== slug);
const slugs = chosen().includes(slug) ? others : [...others, slug].slice(-3);
store('compare', slugs);
const isOn = slugs.includes(slug);
press(button, isOn);
tell(slugs);
if (chosen().join() !== slugs.join()) told.textContent = "Trình duyệt không cho lưu trên máy này.";
else if (isOn && others.length === 3) told.textContent = "Đã đủ ba mô hình nên mô hình chọn đầu tiên được bỏ ra.";
else told.textContent = isOn ? side.textContent : '';
});
press(compare, chosen().includes(slug));
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
