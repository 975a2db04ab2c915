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
 * be reached; without one, or when it is `closing`, into the page.
 */
export function placeNotices(closing = null) {
  const open = [...document.querySelectorAll('dialog[open]')].filter((one) => one !== closing).at(-1);
  (open ?? document.body).append(document.getElementById('notices'));
}

/** Shows a message at the edge of the page for a while; one that tells of an error stays until it is closed. */
export function notify(text, kind = 'done', action = null) {
  // An error is over once something has been done.
  if (kind === 'done') document.querySelectorAll('.notice.error').forEach((old) => old.remove());
  // What is said already is not said twice.
  const known = [...document.querySelectorAll('.notice p')].find((said) => said.textContent === text);
  if (known && !action) return;
  const notice = element('div', { class: `notice ${kind}` }, element('p', {}, text));
  const close = () => notice.remove();
  if (action) notice.append(button(action.text, () => (close(), action.run())));
  notice.append(button('×', close, { class: 'plain', 'aria-label': say('close') }));
  document.getElementById('notices').append(notice);
  placeNotices();
  if (kind !== 'error') setTimeout(close, action ? 15000 : 6000);
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
