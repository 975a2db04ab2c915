// Elements, words and small things that all parts of the desk use. Texts are always set as text, never as HTML.

let words = {};

/** Loads the words of the page's language. */
export async function loadWords() {
  words = await (await fetch('/.lantoa/desk/words.json')).json();
}

/** The words for a key; `{name}` in them is replaced by `values.name`. */
export function say(key, values = {}) {
  return (words[key] ?? key).replace(/\{(\w+)\}/g, (all, name) => String(values[name] ?? all));
}

/**
 * An element. Of `properties`, names with a hyphen and `role`, `for` become attributes, `on` has listeners by event, `class`
 * is the class; all others are set as properties.
 */
export function element(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null) continue;
    if (name === 'on') Object.entries(value).forEach(([event, listener]) => made.addEventListener(event, listener));
    else if (name === 'class') made.className = value;
    else if (name.includes('-') || name === 'role' || name === 'for') made.setAttribute(name, value);
    else made[name] = value;
  }
  made.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return made;
}

export function button(text, action, properties = {}) {
  return element('button', { type: 'button', on: { click: action }, ...properties }, text);
}

/** Calls `action` once nothing has called for `delay` milliseconds. */
export function later(action, delay) {
  let timer = 0;
  const wait = () => {
    clearTimeout(timer);
    timer = setTimeout(action, delay);
  };
  wait.cancel = () => clearTimeout(timer);
  return wait;
}

/**
 * Puts the messages where they can be read and closed: into the window that is open, because all else is dimmed and cannot
 * be reached; without one, or when it is `closing`, into the page. What went wrong in a window is over when it closes.
 */
export function placeNotices(closing = null) {
  const open = [...document.querySelectorAll('dialog[open]')].filter((one) => one !== closing).at(-1);
  const notices = document.getElementById('notices');
  if (closing) [...notices.querySelectorAll('.error')].filter((one) => one.raisedIn === closing).forEach((one) => one.remove());
  (open ?? document.body).append(notices);
}

const noticesOf = (matter) => [...document.querySelectorAll('.notice')].filter((one) => one.dataset.matter === matter);

/**
 * Shows a message at the edge of the page. A matter (`save`, `publish`) has one message: a new one takes the place of the old. It
 * goes by itself after a while; one of an error stays until the matter is settled or somebody closes it, and one of something
 * that lasts (`busy`, with `share` of it done, from 0 to 1, or `null`) until it is over.
 */
export function notify(matter, text, kind = 'done', { action = null, share = null } = {}) {
  const old = noticesOf(matter);
  const [known] = old;
  if (known && kind === 'busy' && known.classList.contains('busy')) {
    // In place, so that a screen reader hears only what is new.
    const said = known.querySelector('p');
    if (said.textContent !== text) said.textContent = text;
    known.querySelector('progress').replaceWith(bar(share));
    return;
  }
  old.forEach((one) => one.remove());
  const notice = element('div', { class: `notice ${kind}` }, element('p', {}, text), kind === 'busy' ? bar(share) : null);
  notice.dataset.matter = matter;
  notice.raisedIn = [...document.querySelectorAll('dialog[open]')].at(-1) ?? null;
  const close = () => notice.remove();
  if (action) notice.append(button(action.text, () => (close(), action.run())));
  notice.append(button('×', close, { class: 'plain', 'aria-label': say('close') }));
  document.getElementById('notices').append(notice);
  placeNotices();
  if (kind !== 'error' && kind !== 'busy') setTimeout(close, action ? 15000 : 6000);
}

const bar = (share) => element('progress', { max: 1, value: share, 'aria-label': say('progress') });

/** A matter is settled: what was said to be wrong in it, or to last, is over. */
export function settle(matter) {
  noticesOf(matter).filter((one) => one.matches('.error, .busy')).forEach((one) => one.remove());
}

let count = 0;

/** An id that no element has. */
export function newId(name) {
  count += 1;
  return `${name}-${count}`;
}

/** A value with the keys of its objects in one order. */
function ordered(value) {
  if (Array.isArray(value)) return value.map(ordered);
  if (value === null || typeof value !== 'object') return value ?? null;
  return Object.fromEntries(Object.keys(value).sort().map((key) => [key, ordered(value[key])]));
}

/** Whether two values of fields say the same. */
export const same = (one, other) => JSON.stringify(ordered(one)) === JSON.stringify(ordered(other));
