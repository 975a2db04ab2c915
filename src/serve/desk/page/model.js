// One model or ordinary page: its form, its article, its page beside it.

import { ask } from './api.js';
import { articleField } from './article.js';
import { attempt, confirm, dialog } from './dialogs.js';
import { button, element, later, newId, notify, same, say, settle } from './dom.js';
import { field, remarkList } from './fields.js';
import { choose } from './conflict.js';
import { restored } from './bin.js';
import { menuField } from './menu.js';

/** Milliseconds without a letter typed, before the form is checked and the page is drawn again. A check takes a millisecond. */
const CHECK = 15;
const DRAW = 500;

/** Whether a page is written, not a model. */
const isOfPage = ({ id, kind }) => kind === 'page' || Boolean(id?.startsWith('content/trang/'));

/** The form of what is opened. */
export const formOf = (opened, site) => (isOfPage(opened) ? site.page_form : site.form);

/**
 * The editor of a model or page as the program has opened it. `site` is what the page knows of the site, `unsaved` what another editor
 * of this model held that was not saved.
 */
export function modelPage(opened, { site, go, onSaved, unsaved = null }) {
  let model = opened;
  const isPage = isOfPage(opened);
  let mode = opened.sheet.is_form ? 'form' : 'text';
  let isBusy = false;
  let lastCheck = 0;
  let isTouched = unsaved?.isTouched ?? false;
  const madeOf = formOf(opened, site);

  const context = {
    models: () => site.rows,
    sections: isPage ? [] : site.sections,
    model: () => model,
    changed: () => changed(),
    ensureSaved: async () => model.id !== null || (await save()),
    setField: (name, value) => fields.find((one) => one.key.name === name)?.set(value),
  };
  const groups = madeOf.map((group) => ({ ...group, fields: group.fields.map((key) => field(key, context)) }));
  const fields = groups.flatMap((group) => group.fields);
  const article = articleField(context);
  const menu = isPage ? menuField(() => changed()) : null;
  const whole = element('textarea', { class: 'whole', spellcheck: false, 'aria-label': say('wholeFile'), on: { input: () => changed() } });
  const loose = remarkList();
  const noted = element('div', {});
  const status = element('span', { class: 'status', role: 'status' });
  const title = element('h1', { tabIndex: -1 });
  const preview = element('iframe', { title: say('preview'), sandbox: 'allow-same-origin' });
  const previewNote = element('p', { class: 'hint' });

  const formPart = element(
    'form', { class: 'form', on: { submit: (event) => event.preventDefault() } },
    groups.filter((group) => group.is_above).map(part), article.element, groups.filter((group) => !group.is_above).map(part), menu?.element ?? [],
  );
  const textPart = element('div', { class: 'text-part' }, element('p', { class: 'hint' }, say('wholeHint')), whole);
  const tabs = [['form', say('tabForm')], ['text', say('tabText')]].map(([name, label]) =>
    button(label, () => changeMode(name), { class: 'tab', 'aria-pressed': 'false' }));

  function part({ label, fields: own }) {
    return element('section', { class: 'part' }, element('h2', {}, label), own.map((one) => one.element));
  }

  /** What the form says that the file does not. */
  function changes() {
    if (mode === 'text') return whole.value.trimEnd() === model.sheet.text.trimEnd() ? {} : { text: whole.value };
    const values = {};
    for (const one of fields) {
      const value = one.get();
      if (!one.isLocked && !same(value, model.sheet.values[one.key.name])) values[one.key.name] = value;
    }
    const form = {};
    if (Object.keys(values).length) form.values = values;
    if (article.get().trimEnd() !== model.sheet.body.trimEnd()) form.body = article.get();
    if (menu && menu.get() !== Boolean(model.menu)) form.in_menu = menu.get();
    return form;
  }
  const isChanged = () => Object.keys(changes()).length > 0;
  /** What is sent of a form. */
  const sent = (filled = form()) => ({ id: model.id, hash: model.hash, kind: isPage ? 'page' : 'model', form: filled });
  /** The form as it is sent: of a new model with everything. */
  function form() {
    if (model.id !== null) return changes();
    return { values: Object.fromEntries(fields.map((one) => [one.key.name, one.get()])), body: article.get(), ...(menu ? { in_menu: menu.get() } : {}) };
  }

  function fill() {
    for (const one of fields) {
      one.set(model.sheet.values[one.key.name]);
      one.lock(model.sheet.unreadable[one.key.name]);
    }
    article.set(model.sheet.body);
    whole.value = model.sheet.text;
    menu?.set(Boolean(model.menu));
    show(model.remarks);
    showNotes();
    draw();
  }

  /** What the import of a list has noted in the file: what is not clear goes once a person says so. */
  function showNotes() {
    const of = (kind) => model.notes.filter((note) => note.kind === kind);
    const done = ({ text }, notice = null) => attempt('file', async () => {
      if (isChanged() && !(await save())) return;
      const note = of('doubt').find((other) => other.text === text);
      if (!note || !(await save({ text: model.sheet.text.split('\n').filter((_, at) => at !== note.line).join('\n') }))) return;
      fill();
      if (notice) notify('save', notice);
    });
    /** Writes a place that is offered in the stead of the one that was not certain; with that the doubt is over. */
    const take = (note, name) => {
      const said = /“(.*)” là nơi nào/.exec(note.text)?.[1].normalize('NFC').toLowerCase() ?? '';
      const isIt = (place) => place.toLowerCase() === said || place.toLowerCase().startsWith(`${said},`);
      const of_ = (key) => fields.find((one) => one.key.name === key);
      const now = of_('locality_now');
      const places = (one) => [one?.get() ?? []].flat();
      const field_ = now && !places(of_('locality')).some(isIt) && places(now).some(isIt) ? now : of_('locality');
      const all = places(field_);
      const at = Math.max(0, all.findIndex(isIt));
      const chosen = all.length ? all.map((place, index) => (index === at ? name : place)) : [name];
      field_.set(field_.key.kind === 'place' ? chosen[0] : chosen);
      changed();
      done(note, say('placeWritten', { place: name }));
    };
    const doubts = of('doubt').map((note) => {
      const offers = note.offers.map((name) => button(name, () => take(note, name), { class: 'offer' }));
      return element('li', { class: 'warning' }, note.text, ' ', button(say('doubtDone'), () => done(note)), offers.length && mode === 'form' ? element('div', { class: 'offered' }, `${say('doubtOffers')} `, offers) : null);
    });
    noted.replaceChildren(
      ...(doubts.length ? [element('section', { class: 'part doubts' }, element('h2', {}, say('doubts')), element('p', { class: 'hint' }, say('doubtsText')), element('ul', { class: 'remarks' }, doubts))] : []),
      ...of('source').map(({ text }) => element('p', { class: 'hint' }, say('fromSource', { source: text }))),
      ...of('remark').map(({ text }) => element('p', { class: 'hint' }, say('ofList', { text }))),
    );
  }

  function show(remarks, bodyLine = model.sheet.body_line) {
    for (const one of fields) one.remark(remarks.filter(({ key }) => key === one.key.name));
    article.remark(remarks.filter(({ in_body: inBody }) => inBody), bodyLine);
    const known = new Set(fields.map((one) => one.key.name));
    const rest = remarks.filter(({ key, in_body: inBody }) => mode === 'text' || (!inBody && !known.has(key)));
    loose.show(rest.map((one) => ({ ...one, message: one.line ? say('atLine', { line: one.line, message: one.message }) : one.message })));
    const count = (kind) => remarks.filter(({ severity }) => severity === kind).length;
    // Nothing is written yet that could be right or wrong.
    const isBlank = model.id === null && !isTouched;
    summary.textContent = model.menu_left ? say('menuLeft') : remarks.length ? say('summary', { errors: count('error'), warnings: count('warning'), infos: count('info') }) : isBlank ? '' : say('fine');
    mendButton.hidden = model.id === null || !remarks.some(({ has_fix: hasFix }) => hasFix);
    summary.dataset.state = count('error') || model.menu_left ? 'error' : count('warning') ? 'warning' : isBlank ? '' : 'good';
  }

  function draw() {
    title.textContent = (mode === 'form' ? fields.find((one) => one.key.name === 'title').get() : null) ?? model.sheet.values.title ?? (isPage ? say('newPage') : say('newModel'));
    document.title = `${title.textContent} – ${site.site}`;
    status.textContent = isBusy ? say('saving') : isChanged() ? say('unsaved') : model.id === null ? say('notWritten') : say('saved');
    status.classList.toggle('changed', isChanged());
    const isDraft = model.sheet.values.draft === true;
    menu?.draw((fields.find((one) => one.key.name === 'draft')?.get() ?? isDraft) === true, model.menu);
    draftButton.textContent = isDraft ? say('undraft') : say('makeDraft');
    moveButton.hidden = !model.home;
    moveButton.textContent = say('moveHome', { folder: model.home });
    [draftButton, renameButton, deleteButton].forEach((one) => (one.disabled = model.id === null));
    formPart.hidden = mode !== 'form';
    textPart.hidden = mode !== 'text';
    tabs[0].setAttribute('aria-pressed', String(mode === 'form'));
    tabs[1].setAttribute('aria-pressed', String(mode === 'text'));
    tabs[0].disabled = !model.sheet.is_form;
    tabs[1].disabled = model.id === null;
  }

  function changed() {
    isTouched = true;
    draw();
    checkSoon();
    drawSoon();
  }

  const checkSoon = later(check, CHECK);
  const drawSoon = later(drawPage, DRAW);

  async function check() {
    const number = (lastCheck += 1);
    try {
      const { remarks, locked, body_line: bodyLine } = await ask('check', sent());
      if (number !== lastCheck) return;
      if (locked) notify('check', locked, 'error');
      else settle('check');
      show(remarks, bodyLine);
    } catch (refusal) {
      if (number === lastCheck && refusal.status !== 0) notify('check', refusal.message, 'error');
    }
  }

  async function drawPage() {
    if (!page.classList.contains('with-preview')) return;
    const number = lastCheck;
    try {
      const { url, file } = await ask('preview', sent());
      if (number !== lastCheck) return;
      preview.hidden = !url;
      previewNote.textContent = url ? '' : say('noPage');
      if (url) {
        const top = preview.contentWindow?.scrollY ?? 0;
        preview.addEventListener('load', () => preview.contentWindow.scrollTo(0, top), { once: true });
        preview.src = `${url}?${Date.now()}`;
      }
      const { remarks, body_line: bodyLine } = await ask('examine', { id: file });
      // What is not begun yet is not wrong yet.
      if (number === lastCheck && (model.id !== null || isTouched)) show(remarks, bodyLine);
    } catch (refusal) {
      previewNote.textContent = refusal.message;
    }
  }

  /** Saves; returns whether the file says now what the form says. */
  async function save(filled = form()) {
    if (isBusy) return false;
    if (model.id !== null && !Object.keys(filled).length) return true;
    isBusy = true;
    draw();
    const before = fields.map((one) => one.get());
    try {
      const saved = await ask('save', sent(filled));
      model = saved;
      isBusy = false;
      settle('save');
      if (model.menu_left) notify('menu', model.menu_left, 'error');
      else settle('menu');
      fillAfterSave(before);
      onSaved(model);
      return true;
    } catch (refusal) {
      isBusy = false;
      draw();
      if (refusal.status === 409 && refusal.data.now) return settleWith(refusal.data.now);
      if (refusal.status === 404 && model.id !== null && mode === 'form') return saveAnew(refusal.message);
      notify('save', refusal.message, 'error');
      return false;
    }
  }

  /** The file is gone; what is written here need not be. */
  async function saveAnew(why) {
    if (!(await confirm(say('gone'), `${why} ${say('goneText')}`, say('saveAnew')))) return false;
    model = { ...model, id: null, hash: '' };
    return save();
  }

  /** Shows values as the file has them now; what was typed while the answer was on its way stays. */
  function fillAfterSave(before) {
    fields.forEach((one, at) => {
      const value = model.sheet.values[one.key.name];
      if (!one.isLocked && same(one.get(), before[at]) && !same(value, before[at])) one.set(value);
    });
    whole.value = mode === 'text' ? whole.value : model.sheet.text;
    page.querySelector('.stale')?.remove();
    draw();
    lastCheck += 1;
    showNotes();
    show(model.remarks);
    drawSoon();
  }

  /** The file has changed on disk: the person says what is kept. */
  async function settleWith(now) {
    const mine = changes();
    const choice = await choose({ base: model.sheet, mine, now: now.sheet, form: madeOf });
    if (!choice) return false;
    page.querySelector('.stale')?.remove();
    model = now;
    fill();
    if (mine.in_menu !== undefined) choice.form = { ...choice.form, in_menu: mine.in_menu };
    if (!choice.form) return true;
    // Into the fields first, so that nothing is lost if saving fails.
    put(choice.form);
    return save();
  }

  /** Writes into the fields what a form says. */
  function put({ values = {}, body, text, in_menu: inMenu }) {
    fields.filter((one) => one.key.name in values).forEach((one) => one.set(values[one.key.name]));
    if (body !== undefined) article.set(body);
    if (text !== undefined) whole.value = text;
    if (inMenu !== undefined) menu?.set(inMenu);
  }

  async function changeMode(name) {
    if (name === mode) return;
    if (isChanged() && !(await save())) return;
    mode = name;
    fill();
    check();
  }

  /** Mends what is certain; the person sees the file before it is saved. */
  const mend = () => attempt('file', async () => {
    const { text, fixes } = await ask('mend', sent());
    mode = 'text';
    whole.value = text;
    changed();
    notify('file', say('mended', { count: fixes }));
  });

  async function toggleDraft() {
    const isDraft = model.sheet.values.draft === true;
    if (isChanged() && !(await save())) return;
    const errors = model.remarks.filter(({ severity }) => severity === 'error').length;
    const doubts = model.notes.filter(({ kind }) => kind === 'doubt').length;
    const left = [errors && say('undraftErrors', { count: errors }), doubts && say('undraftDoubts', { count: doubts })].filter(Boolean);
    if (isDraft && left.length && !(await confirm(say('undraft'), left.join(' '), say('publishAnyway'), { loses: true }))) return;
    if (!isDraft && model.menu && !(await confirm(say('makeDraft'), say('draftMenu', { label: model.menu }), say('makeDraft')))) return;
    if (await save({ values: { draft: isDraft ? null : true }, ...(!isDraft && model.menu ? { in_menu: false } : {}) })) {
      fill();
      notify('file', isDraft ? say('undrafted') : say('drafted'));
    }
  }

  async function rename() {
    if (isChanged() && !(await save())) return;
    const input = element('input', { id: newId('name'), value: model.slug, spellcheck: false });
    const name = await dialog({
      title: say('rename'),
      body: [element('p', {}, say('renameText')), element('label', { for: input.id }, say('renameLabel')), input],
      actions: [{ text: say('cancel'), value: () => null, class: 'quiet' }, { text: say('rename'), value: () => input.value.trim() }],
      focus: input,
    });
    if (!name || name === model.slug) return;
    try {
      model = await ask('rename', { id: model.id, hash: model.hash, name });
      notify('file', say('renamed', { url: model.url }));
      if (model.left.length) notify('links', say('linksLeft', { files: model.left.join(', ') }), 'error');
      fill();
      onSaved(model);
    } catch (refusal) {
      notify('file', refusal.message, 'error');
    }
  }

  /** Into the folder of its place, which nobody knew when the list was imported. The address of the page stays. */
  const moveHome = () => attempt('file', async () => {
    if (isChanged() && !(await save())) return;
    model = await ask('move', { id: model.id, hash: model.hash });
    notify('file', say('movedHome', { file: model.id }));
    fill();
    onSaved(model);
  });

  async function remove() {
    const text = [say('deleteText', { title: title.textContent }), model.menu && say('deleteMenu', { label: model.menu })].filter(Boolean).join(' ');
    if (!(await confirm(say('delete'), text, say('delete'), { loses: true }))) return;
    try {
      const { bin, menu: label } = await ask('delete', { id: model.id, hash: model.hash });
      model = { ...model, sheet: { ...model.sheet, text: whole.value, body: article.get() } };
      isGone = true;
      go(isPage ? 'trang' : '');
      notify('bin', say('deleted'), 'done', {
        action: { text: say('undo'), run: () => attempt('bin', async () => restored(await ask('restore', { bin, menu: label }), go)) },
      });
    } catch (refusal) {
      notify('file', refusal.message, 'error');
    }
  }

  let isGone = false;
  const summary = element('span', { class: 'summary' });
  const mendButton = button(say('mend'), mend, { hidden: true });
  const draftButton = button('', toggleDraft);
  const moveButton = button('', moveHome, { hidden: true });
  const renameButton = button(say('rename'), rename);
  const deleteButton = button(say('delete'), remove, { class: 'danger' });
  const previewButton = button(say('asReader'), () => {
    const isOn = page.classList.toggle('with-preview');
    previewButton.setAttribute('aria-pressed', String(isOn));
    localStorage.setItem('lantoa:preview', isOn ? '1' : '');
    drawPage();
  }, { 'aria-pressed': 'false' });
  const page = element(
    'main', { class: 'model' },
    element(
      'header', { class: 'head' },
      element('a', { href: isPage ? '#/trang' : '#/', class: 'back' }, `← ${isPage ? say('allPages') : say('allModels')}`), title,
      element('div', { class: 'buttons' }, status, summary, button(`${say('save')} (Ctrl+S)`, () => save().then((isDone) => isDone && !model.menu_left && notify('save', say('saved'))), { class: 'main' }), mendButton, previewButton, draftButton, moveButton, renameButton, deleteButton),
    ),
    element('div', { class: 'sides' },
      element('div', { class: 'side' }, element('div', { class: 'tabs' }, tabs), noted, loose, formPart, textPart),
      element('aside', { class: 'side preview', 'aria-label': say('preview') }, previewNote, preview)),
  );
  if (localStorage.getItem('lantoa:preview') !== '') {
    page.classList.add('with-preview');
    previewButton.setAttribute('aria-pressed', 'true');
  }
  fill();
  if (unsaved) {
    mode = unsaved.mode;
    put(unsaved.form);
    draw();
    check();
  }
  drawPage();
  return {
    element: page,
    isChanged: () => !isGone && isChanged(),
    save: () => save().then((isDone) => isDone && notify('save', say('saved'))),
    /** The model as it was opened or saved last. */
    model: () => model,
    /** What the form was made of. */
    form: () => madeOf,
    /** What is written and not saved, for another editor of this model. */
    unsaved: () => ({ mode, isTouched, form: form() }),
    /** Looks whether somebody else has changed the file. */
    async look() {
      if (isGone || isBusy || model.id === null) return;
      const now = await ask('open', { id: model.id }).catch(() => null);
      if (!now || isBusy || now.hash === model.hash || isGone) return;
      if (!isChanged()) {
        model = now;
        fill();
        drawPage();
        notify('read', say('readAgain'));
      } else if (!page.querySelector('.stale')) {
        const bar = element('div', { class: 'stale', role: 'alert' }, element('p', {}, say('stale')), button(say('compare'), async () => {
          bar.remove();
          await settleWith(await ask('open', { id: model.id }));
        }, { class: 'main' }));
        page.querySelector('.head').after(bar);
      }
    },
    focus: () => (model.id === null ? fields[0] : title).focus({ preventScroll: true }),
  };
}
