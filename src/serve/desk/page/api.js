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

const addressOf = (name) => `/.lantoa/desk/api/${name}`;
const headers = { 'Content-Type': 'application/json', 'X-Lantoa-Token': token };

/** Asks, and returns the answer. Throws a `Refusal`. */
export async function ask(name, data = {}) {
  let response;
  try {
    response = await fetch(addressOf(name), { method: 'POST', headers, body: JSON.stringify(data) });
  } catch {
    throw new Refusal(0, {});
  }
  return answered(response.status, await response.json().catch(() => ({})));
}

function answered(status, answer) {
  if (status !== 200) throw new Refusal(status, status === 403 ? { error: say('reload') } : answer);
  return answer;
}

/** The same of something large: `sent` is told how much of it has been sent, from 0 to 1. `fetch` does not tell. */
export function send(name, data, sent) {
  return new Promise((done, failed) => {
    const request = new XMLHttpRequest();
    request.open('POST', addressOf(name));
    Object.entries(headers).forEach(([header, value]) => request.setRequestHeader(header, value));
    request.responseType = 'json';
    request.upload.addEventListener('progress', ({ loaded, total }) => sent(total ? loaded / total : 0));
    request.upload.addEventListener('load', () => sent(1));
    request.addEventListener('load', () => {
      try {
        done(answered(request.status, request.response ?? {}));
      } catch (refusal) {
        failed(refusal);
      }
    });
    request.addEventListener('error', () => failed(new Refusal(0, {})));
    request.send(JSON.stringify(data));
  });
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
