// Windows over the page: questions, and the things that are done with the whole site.

import { ask, base64, download } from './api.js';
import { button, element, newId, notify, placeNotices, say, settle } from './dom.js';
import { placeField } from './places.js';

/**
 * A window with a title, a body and buttons. The promise gives the value of the button that was pressed, `null` for Escape.
 * A value of `undefined` leaves the window open. `focus` is an element, or the number of a button, from the end if negative.
 */
export function dialog({ title, body, actions, focus = -1, wide = false }) {
  return new Promise((done) => {
    const heading = element('h2', { id: newId('title') }, title);
    const close = (value) => {
      removeEventListener('hashchange', leave);
      placeNotices(window_);
      window_.close();
      window_.remove();
      done(value);
    };
    // A link in the window leads to another page of the desk.
    const leave = () => close(null);
    const buttons = actions.map(({ text, value, class: look, disabled }) =>
      button(text, async () => {
        const given = await value();
        if (given !== undefined) close(given);
      }, { class: look ?? 'main', disabled }),
    );
    const window_ = element(
      'dialog', { 'aria-labelledby': heading.id, class: wide ? 'wide' : '' },
      heading, element('div', { class: 'body' }, body), element('div', { class: 'actions' }, buttons),
    );
    window_.addEventListener('cancel', (event) => {
      event.preventDefault();
      close(null);
    });
    window_.addEventListener('keydown', (event) => {
      // Enter in a field of one line is the button at the end.
      const isLine = event.target.tagName === 'INPUT' && event.target.type !== 'file' && event.target.getAttribute('role') !== 'combobox';
      if (event.key !== 'Enter' || event.isComposing || !isLine) return;
      event.preventDefault();
      buttons.at(-1).click();
    });
    addEventListener('hashchange', leave);
    document.body.append(window_);
    window_.showModal();
    placeNotices();
    (typeof focus === 'number' ? buttons.at(focus) : focus).focus();
  });
}

/** A question with two answers. Where `yes` loses something, Enter does not say it. */
export const confirm = (title, text, yes, { loses = false } = {}) =>
  dialog({
    title,
    body: [element('p', {}, text)],
    actions: [{ text: say('cancel'), value: () => null, class: loses ? 'main' : 'quiet' }, { text: yes, value: () => true, class: loses ? 'danger' : 'main' }],
    focus: loses ? 0 : -1,
  });

/** Does something that may be refused; tells why, as a message of `matter`. Returns whether it was done. */
export async function attempt(matter, action) {
  try {
    await action();
    settle(matter);
    return true;
  } catch (refusal) {
    // What a person has stopped is not wrong.
    notify(matter, refusal.message, refusal.data?.is_stopped ? 'note' : 'error');
    return false;
  }
}

/** The first entries of a list, each as `make` shows it, and how many there are besides. */
export function firstOf(list, most, make) {
  const more = list.length - most;
  return [...list.slice(0, most).map(make), more > 0 ? element('li', {}, say('andMore', { count: more })) : null];
}

/** Where something was found; what is in a model or a page leads to it. */
export function placeOf(file, line) {
  const text = line ? `${file}:${line}` : file;
  return /^content\/(mo-hinh|trang)\/.*\.md$/.test(file) ? element('a', { href: `#/${file}` }, text) : element('strong', {}, text);
}

/** Findings, errors first. */
function result(list) {
  const isError = ({ severity = 'error' }) => severity === 'error';
  const sorted = [...list.filter(isError), ...list.filter((one) => !isError(one))];
  return element('ul', { class: 'remarks' }, firstOf(sorted, 100, ({ severity = 'error', file, line, message, help }) =>
    element('li', { class: severity }, placeOf(file, line), ` ${message}`, help ? element('br') : null, help ?? '')));
}

/** Publishes the site into a folder; gives the folder. So many `drafts` stay behind. */
export async function publish(target, drafts) {
  const folder = element('input', { id: newId('folder'), value: target, spellcheck: false });
  const report = element('div', { class: 'report', role: 'status' });
  await dialog({
    title: say('publish'),
    body: [element('p', {}, say('publishText')), drafts ? element('p', { class: 'drafts' }, say('publishDrafts', { count: drafts })) : '', element('label', { for: folder.id }, say('publishFolder')), folder, element('p', { class: 'hint' }, say('publishHint')), report],
    actions: [
      { text: say('close'), value: () => true, class: 'quiet' },
      {
        text: say('publish'),
        value: () => attempt('publish', async () => {
          report.replaceChildren(element('p', {}, say('publishing')));
          const given = folder.value.trim();
          const done = await ask('publish', given === target ? {} : { folder: given });
          target = done.folder;
          if (done.outcome) {
            const { files, written, deleted } = done.outcome;
            report.replaceChildren(
              element('p', { class: 'good' }, say('published', { models: done.models, pages: done.pages, files, written, deleted })),
              element('p', {}, say('publishedAt'), ' ', element('code', {}, done.folder)),
            );
          } else {
            report.replaceChildren(element('p', { class: 'bad' }, say('notPublished')), result(done.errors));
          }
        }).then((isDone) => void (isDone || report.replaceChildren())),
      },
    ],
    wide: true,
  });
  return target;
}

/** What rows of a list become, without what none becomes. */
function counts(plan) {
  const { written, drafts, updated, unchanged, conflicts, refused, deleted, still_drafts: stillDrafts, no_models: others } = plan;
  const parts = [
    written && (drafts ? say('countDrafts', plan) : say('countNew', plan)),
    updated && say('countUpdated', plan),
    unchanged && say('countUnchanged', plan),
    conflicts && say('countConflicts', plan),
    refused && say('countRefused', plan),
    deleted && say('countDeleted', plan),
    stillDrafts && say('countStillDrafts', plan),
    others && say('countOthers', plan),
  ];
  return parts.filter(Boolean).join(', ') || say('countNone');
}

/** A field for a file, in the words of the page: browsers name theirs in their own language. `input` is the field. */
function fileField(properties) {
  const input = element('input', { type: 'file', class: 'unseen', tabIndex: -1, ...properties });
  const name = element('span', { class: 'hint' }, say('noFile'));
  const choose = button(say('chooseFile'), () => input.click());
  input.addEventListener('change', () => (name.textContent = input.files[0]?.name ?? say('noFile')));
  return { input, choose, element: element('div', { class: 'file' }, choose, name, input) };
}

/** A list of an office: first what would become of it, then writing. Returns whether anything was written. */
export async function importList() {
  const place = placeField({ id: newId('place'), label: say('importPlace'), changed: () => {} });
  const { input, choose, element: row } = fileField({ id: newId('list'), accept: '.xlsx,.ods,.csv,.docx,.xls' });
  const result_ = element('div', { class: 'report', role: 'status' });
  let isWritten = false;
  let told = [];
  /** What the person says that headings mean. */
  let chosen = {};
  let withDeleted = false;
  const look = (write) => attempt('import', async () => {
    const [file] = input.files;
    if (!file) return choose.focus();
    result_.replaceChildren(element('p', {}, say('reading')));
    const plan = await ask('import', { name: file.name, data: await base64(file), place: place.input.value.trim(), columns: chosen, with_deleted: withDeleted, write });
    const option = ({ word, label }) => element('option', { value: word }, label);
    const columns = plan.columns.map(({ sheet, heading, aim, is_sure: isSure, samples }, at) => {
      const choose = element('select', { class: 'tool', 'aria-label': heading }, plan.aims.map(option));
      choose.value = aim ?? 'bo-qua';
      choose.addEventListener('change', () => {
        chosen[heading] = choose.value;
        look(false);
      });
      // A list of several sheets says which one a column is of.
      const group = plan.columns[at - 1]?.sheet !== sheet && new Set(plan.columns.map((one) => one.sheet)).size > 1;
      const mark = aim && !isSure ? element('strong', { class: 'unsure' }, ` ${say('columnUnsure')}`) : null;
      return element('li', {}, group ? element('strong', { class: 'sheet' }, sheet) : null, element('span', { class: 'heading' }, `${heading} →`), write ? choose.selectedOptions[0].textContent : choose, mark, element('p', { class: 'hint' }, samples.length ? say('columnValues', { values: samples.map((text) => `“${text}”`).join(', ') }) : say('columnEmpty')));
    });
    const unsure = plan.columns.filter(({ aim, is_sure: isSure }) => aim && !isSure).length;
    const back = element('input', { type: 'checkbox', id: newId('deleted'), checked: withDeleted });
    back.addEventListener('change', () => {
      withDeleted = back.checked;
      look(false);
    });
    const without = plan.rows_without.map(([cell, text]) => element('li', {}, element('strong', {}, cell), ` “${text}”`));
    const places = plan.sources.map(([sheet, text]) => element('li', {}, element('strong', {}, sheet), ` ${text}`));
    canImport(plan.written + plan.updated + plan.unchanged > 0, plan.is_untitled ? say('cannotColumn') : say('cannotRows'));
    told = [
      element('p', { class: write ? 'good' : '' }, write ? say('imported', { counts: counts(plan) }) : say('wouldImport', { counts: counts(plan) })),
      columns.length ? element('details', { open: !write && (plan.is_untitled || unsure > 0 || Object.keys(chosen).length > 0) }, element('summary', {}, say('columns'), unsure ? ` (${say('columnsUnsure', { count: unsure })})` : ''), element('p', { class: 'hint' }, say('columnsHint')), element('ul', { class: 'columns' }, columns)) : '',
      places.length ? element('details', { open: !write }, element('summary', {}, say('placesFrom')), element('ul', { class: 'places' }, places)) : '',
      !write && (plan.deleted || withDeleted) ? element('p', {}, element('label', {}, back, ` ${say('importDeleted')}`)) : '',
      without.length ? element('details', {}, element('summary', {}, say('rowsWithout')), element('ul', {}, without)) : '',
      result([...plan.left.map((file) => ({ file, message: say('changedMeanwhile') })), ...plan.findings]),
    ];
    result_.replaceChildren(...told);
    isWritten ||= write;
  }).then((isDone) => {
    if (!isDone) result_.replaceChildren();
    return isWritten || undefined;
  });
  input.addEventListener('change', () => {
    chosen = {};
    withDeleted = false;
    look(false);
  });
  /** Nothing can be imported of a list without models; before a list is chosen, the button leads to the choice. */
  const canImport = (can, why) => {
    const now = result_.closest('dialog')?.querySelector('.actions button:last-child');
    if (!now) return;
    now.disabled = !can;
    // Beside the button, which is always seen.
    now.parentElement.querySelector('.why')?.remove();
    if (!can) now.parentElement.prepend(element('p', { class: 'why', role: 'status' }, why));
  };
  await dialog({
    title: say('import'),
    body: [element('p', {}, say('importText')), element('label', { for: input.id }, say('importFile')), row, element('label', { for: place.input.id }, say('importPlace')), place.element, result_],
    actions: [
      { text: say('close'), value: () => true, class: 'quiet' },
      { text: say('lookAgain'), value: () => look(false), class: 'quiet' },
      { text: say('importNow'), value: () => look(true) },
    ],
    focus: choose,
    wide: true,
  });
  // What has become of it is read with nothing left to press but the way on.
  if (isWritten) await dialog({ title: say('import'), body: told, actions: [{ text: say('close'), value: () => true }], wide: true });
  return isWritten;
}

/** The report on a period, as documents to take away. */
export async function report() {
  const year = new Date().getFullYear();
  // A field of the browser for days would have them in the order of its own language.
  const input = (value) => element('input', { id: newId('day'), inputMode: 'numeric', autocomplete: 'off', value });
  const [from, to] = [input(`01/01/${year}`), input(`31/12/${year}`)];
  const form = element('select', { id: newId('form') }, element('option', { value: 'dang' }, say('formParty')), element('option', { value: 'nha-nuoc' }, say('formState')));
  const place = placeField({ id: newId('place'), label: say('reportPlace'), changed: () => {} });
  const { input: template, element: templateRow } = fileField({ id: newId('template'), accept: '.docx' });
  // An office's own document has its own form.
  template.addEventListener('change', () => (form.disabled = template.files.length > 0));
  const label = (field, text, row = field) => element('div', { class: 'field' }, element('label', { for: field.id }, text), row);
  await dialog({
    title: say('report'),
    body: [element('p', {}, say('reportText')), element('p', { class: 'hint' }, say('reportDays')), label(from, say('reportFrom')), label(to, say('reportTo')), label(place.input, say('reportPlace'), place.element), label(form, say('reportForm')), label(template, say('reportTemplate'), templateRow), element('p', { class: 'hint' }, say('reportTemplateHint'))],
    actions: [
      { text: say('close'), value: () => true, class: 'quiet' },
      {
        text: say('exportList'),
        class: 'quiet',
        value: () => attempt('report', async () => {
          const made = await ask('export');
          made.files.forEach(({ name, data }) => download(name, data));
          notify('report', say('reported', { models: made.models, name: made.files[0].name }));
        }).then(() => undefined),
      },
      {
        text: say('reportMake'),
        value: () => attempt('report', async () => {
          const [own] = template.files;
          const made = await ask('report', { from: from.value, to: to.value, form: form.value, place: place.input.value.trim(), template: own ? await base64(own) : '' });
          made.files.forEach(({ name, data }) => download(name, data));
          const left = made.drafts ? ` ${say('reportDrafts', { count: made.drafts })}` : '';
          notify('report', say('reported', { models: made.models, name: made.files[0].name }) + left);
        }).then((isDone) => (isDone ? true : undefined)),
      },
    ],
  });
}

/** Ends the program. */
export async function stop() {
  if (!(await confirm(say('stop'), say('stopText'), say('stop')))) return;
  await attempt('stop', () => ask('stop'));
  document.body.replaceChildren(element('main', { class: 'end' }, element('h1', {}, say('stopped')), element('p', {}, say('stoppedText'))));
}
