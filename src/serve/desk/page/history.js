// What git knows: committing, sending, and taking over what others have sent.

import { ask } from './api.js';
import { choose, name, stays } from './conflict.js';
import { attempt, dialog, firstOf } from './dialogs.js';
import { button, element, newId, notify, same, say, settle } from './dom.js';

/** Milliseconds between two questions how far an exchange with the server is. */
const LOOK = 1000;
/** Seconds that an exchange may take without a word. */
const WORDLESS = 3;

/** Shows in `place` what is waited for, with a button that stops it, until nothing is. */
async function follow(place) {
  let shown = null;
  for (;;) {
    const { waiting } = await ask('waiting').catch(() => ({}));
    if (!waiting) break;
    if (waiting.seconds >= WORDLESS) {
      shown ??= waitingLine(waiting);
      shown.tell(waiting);
      if (!shown.element.isConnected) place.replaceChildren(shown.element);
    }
    await new Promise((done) => setTimeout(done, LOOK));
  }
  place.replaceChildren();
}

/** The line that says what is waited for. A screen reader hears it once, not every second. */
function waitingLine({ what, server }) {
  const text = what === 'push' ? say('waitPush', { server }) : say('waitFetch', { server });
  const progress = element('p', { class: 'hint', 'aria-hidden': 'true' });
  const stop = button(say('stopWaiting'), () => {
    stop.disabled = true;
    attempt('git', () => ask('cancel'));
  });
  return {
    element: element('div', { class: 'waiting' }, element('div', {}, element('p', { role: 'status' }, text), progress), stop),
    tell({ seconds, progress: said }) {
      const percent = /(\d+)%/.exec(said)?.[1];
      progress.textContent = percent ? say('waitProgress', { seconds, percent }) : say('waitSilent', { seconds });
    },
  };
}

/** What the person has answered and nothing was fetched for yet, by file: it counts for the next try. */
let choices = {};

/** Fetches; where both sides have changed a file, the person says what is kept, and it is fetched again. */
async function fetchAll(form) {
  for (;;) {
    try {
      const fetched = await ask('fetch', { choices });
      choices = {};
      return fetched;
    } catch (refusal) {
      const conflicts = refusal.data?.conflicts ?? [];
      if (!conflicts.length) throw refusal;
      for (const [at, conflict] of conflicts.entries()) {
        const { file, other, base, mine, theirs, by } = conflict;
        const step = { at: at + 1, count: conflicts.length };
        const hashes = { mine: mine?.hash ?? null, theirs: theirs?.hash ?? null };
        if (other) {
          const named = await name({ file, other, mine, theirs, by, step });
          if (!named) throw refusal;
          choices[file] = { ...hashes, other, ...named };
          continue;
        }
        const isEdited = mine && theirs;
        const kept = await (isEdited ? keep(conflict, form(file), step) : stays({ file, base, edited: mine ?? theirs, isMine: Boolean(mine), by, step }));
        // Nothing was done yet, so nothing is lost.
        if (!kept) throw refusal;
        choices[file] = isEdited ? { ...hashes, form: kept } : { ...hashes, is_deleted: kept.isDeleted };
      }
    }
  }
}

/** Shows both sides of a file; gives what is changed in that of the server, `null` if the person does not want to decide now. */
async function keep({ file, base, mine, theirs }, form, step) {
  const hasForm = mine.sheet && theirs.sheet;
  const before = base?.sheet ?? { values: {}, body: '' };
  const changes = { text: mine.text };
  if (hasForm) {
    delete changes.text;
    const changed = Object.entries(mine.sheet.values).filter(([name, value]) => !same(value, before.values[name]));
    changes.values = Object.fromEntries(changed);
    if (mine.sheet.body !== before.body) changes.body = mine.sheet.body;
  }
  const sides = hasForm ? { base: before, now: theirs.sheet } : { base: base ?? { text: '' }, now: theirs };
  const choice = await choose({ ...sides, mine: changes, form, text: say('conflictGit', { file }), isServer: true, step });
  return choice && (choice.form ?? {});
}

/** The window; `form` gives the form of a file. */
export async function history(form) {
  const body = element('div', {});
  const wait = element('div', {});
  const names = { new: say('fileNew'), changed: say('fileChanged'), gone: say('fileGone') };
  let state = null;

  /** Does something with git, with all buttons off meanwhile; then shows what git knows. */
  async function act(name, data, told) {
    // What was wrong before is what is being mended.
    settle('git');
    const buttons = [...body.querySelectorAll('button')];
    buttons.forEach((one) => (one.disabled = true));
    const following = name === 'commit' ? null : later(() => follow(wait));
    const isDone = await attempt('git', async () => {
      state = await (name === 'fetch' ? fetchAll(form) : ask(name, data));
      notify('git', told(state));
    });
    following?.cancel();
    draw();
    if (!isDone && name === 'push') body.querySelector('.fetch')?.focus();
  }

  function draw() {
    if (!state.git) return body.replaceChildren(element('p', {}, say('noGit')));
    const { files, remote, ahead, behind } = state;
    const message = element('textarea', { id: newId('message'), rows: 2, value: state.message });
    const commit = button(say('commit'), () => act('commit', { message: message.value.trim() || state.message }, () => say('committed')), { class: 'main', disabled: !files.length });
    const push = button(say('push'), () => act('push', {}, () => say('pushed')), { class: 'main' });
    const fetched = (now) => (now.fetched ? say('fetched', { count: now.fetched }) : say('fetchedNothing'));
    const fetch_ = button(say('fetch'), () => act('fetch', {}, fetched), { class: 'fetch' });
    const parts = [
      element('p', {}, files.length ? say('changedFiles', { count: files.length }) : say('nothingChanged')),
      files.length && element('ul', { class: 'files' }, firstOf(files, 200, ({ file, what }) => element('li', {}, element('span', { class: `badge ${what}` }, names[what]), ` ${file}`))),
      ...(files.length ? [element('label', { for: message.id }, say('commitMessage')), message] : []),
      element('div', { class: 'actions' }, commit, ...(remote ? [push, fetch_] : [])),
      remote && ahead ? element('p', { class: 'hint' }, say('ahead', { count: ahead })) : null,
      remote && behind ? element('p', { class: 'hint' }, say('behind', { count: behind })) : null,
    ];
    body.replaceChildren(...parts.filter(Boolean));
  }

  if (!(await attempt('git', async () => (state = await ask('git'))))) return;
  draw();
  // An exchange that was begun before the window was closed is still shown.
  follow(wait);
  await dialog({ title: say('history'), body: [body, wait], actions: [{ text: say('close'), value: () => true, class: 'quiet' }], wide: true });
}

/** Begins once the request has reached the program. */
function later(action) {
  const timer = setTimeout(action, LOOK);
  return { cancel: () => clearTimeout(timer) };
}
