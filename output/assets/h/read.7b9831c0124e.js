(() => {
const button = document.querySelector('[data-do=read]');
const speech = window.speechSynthesis;
if (!button || !speech) return;
const PARTS = '.model h1, .model .lead, .figures li, .follow h2, .follow dt, .follow dd, .follow li, .prose h2, .prose h3, .prose p, .prose li';
const RATES = [1, 0.8, 1.2];
const voice = speech.getVoices().find(({ lang }) => lang.toLowerCase().startsWith('vi'));
const parts = [...document.querySelectorAll(PARTS)].filter((part) => !part.querySelector('p, li, dd') && part.offsetParent);
const sentences = parts.flatMap((part) => {
const copy = part.cloneNode(true);
copy.querySelectorAll('.anchor, svg').forEach((one) => one.remove());
const texts = copy.textContent.replace(/\s+/g, ' ').match(/\S.*?(?:[.!?;:…]+(?= |$)|$)/g) ?? [];
return texts.map((text) => ({ part, text: text.trim() })).filter(({ text }) => /[\p{L}\p{N}]/u.test(text));
});
let at = 0;
let rate = 0;
let isOn = false;
let round = 0;
const show = () => {
button.setAttribute('aria-pressed', isOn);
document.querySelectorAll('.spoken').forEach((one) => one.classList.remove('spoken'));
if (isOn) sentences[at]?.part.classList.add('spoken');
};
function next() {
if (!isOn || at >= sentences.length) {
isOn = false;
if (at >= sentences.length) at = 0;
return show();
}
const words = Object.assign(new SpeechSynthesisUtterance(sentences[at].text), { voice, lang: 'vi-VN', rate: RATES[rate] });
const mine = round;
words.onend = () => { if (isOn && mine === round) { at++; next(); } };
show();
speech.speak(words);
}
const restart = () => {
round++;
speech.cancel();
isOn = true;
next();
};
const speed = Object.assign(document.createElement('button'), { type: 'button', textContent: '1×' });
speed.setAttribute('aria-label', "Tốc độ đọc");
speed.addEventListener('click', () => {
rate = (rate + 1) % RATES.length;
speed.textContent = `${RATES[rate].toLocaleString('vi')}×`;
if (isOn) restart();
});
const row = document.createElement('li');
row.append(speed);
button.parentNode.after(row);
button.addEventListener('click', () => {
if (isOn) {
isOn = false;
round++;
speech.cancel();
show();
} else restart();
});
addEventListener('pagehide', () => speech.cancel());
restart();
})();
