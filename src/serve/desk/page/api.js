// What the page asks of the program. Each request carries the token that came with the page.

import { say } from './dom.js';

const token = document.querySelector('meta[name=lantoa-token]').content;

/** An answer other than "done": `status` as in HTTP, `data` with what the program says of it. */
export class Refusal extends Error {
  constructor(status, data) {
    super(data.error ?? say('noAnswer'));
    this.status = status;
    this.data = data;
  }
}

/** Asks, and returns the answer. Throws a `Refusal`. */
export async function ask(name, data = {}) {
  let response;
  try {
    response = await fetch(`/.lantoa/desk/api/${name}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'X-Lantoa-Token': token },
      body: JSON.stringify(data),
    });
  } catch {
    throw new Refusal(0, {});
  }
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new Refusal(response.status, response.status === 403 ? { error: say('reload') } : answer);
  return answer;
}

/** Calls `changed` after each change of a file of the site. */
export function watch(changed) {
  const events = new EventSource('/.lantoa/events');
  events.addEventListener('message', () => changed());
  addEventListener('pagehide', () => events.close());
}

/** The bytes of a file in Base64. */
export function base64(file) {
  return new Promise((done, failed) => {
    const reader = new FileReader();
    reader.addEventListener('load', () => done(reader.result.slice(reader.result.indexOf(',') + 1)));
    reader.addEventListener('error', () => failed(reader.error));
    reader.readAsDataURL(file);
  });
}

/** Hands a file to the person, as a download. */
export function download(name, data) {
  const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([bytes]));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}
