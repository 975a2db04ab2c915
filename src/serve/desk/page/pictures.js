// Photographs: chosen, dropped or pasted, made smaller by the program, described by the person.

import { base64, send } from './api.js';
import { button, element, notify, say, settle } from './dom.js';
import { dialog } from './dialogs.js';

/** Bytes of a file that is still taken. */
const MOST = 32 * 1024 * 1024;

/** Where the page finds a picture that lies beside a model or a page. */
export function pictureUrl(model, name) {
  const folder = model.id.replace(/^content\//, '').replace(/[^/]*$/, '');
  return `file/${encodeURI(folder + name)}`;
}

/** Asks for a file. */
export function chooseFile(accept) {
  return new Promise((done) => {
    const input = element('input', { type: 'file', accept, on: { change: () => done(input.files[0] ?? null), cancel: () => done(null) } });
    input.click();
  });
}

/** Puts a picture beside the model and asks what it shows. Returns its name and description; `null` if it was not taken. */
export async function addPicture(file, { model, ensureSaved }) {
  if (file.size > MOST) {
    notify('picture', say('tooLarge'), 'error');
    return null;
  }
  if (!(await ensureSaved())) return null;
  try {
    const name = file.name || 'anh';
    notify('picture', say('pictureRead', { name }), 'busy');
    const data = await base64(file);
    // Once it is sent the program makes it smaller, which takes seconds for a large photograph; nobody knows how many.
    const sent = (share) => notify('picture', share < 1 ? say('pictureSent', { name }) : say('pictureScaled', { name }), 'busy', { share: share < 1 ? share : null });
    const added = await send('picture', { id: model().id, name, data }, sent);
    settle('picture');
    const alt = await describe(added.url, '');
    return { name: added.name, alt: alt ?? '', url: added.url };
  } catch (refusal) {
    notify('picture', refusal.message, 'error');
    return null;
  }
}

/** Asks what a picture shows. */
export function describe(url, before) {
  const input = element('textarea', { rows: 3, value: before, id: 'describe', placeholder: say('describeExample') });
  return dialog({
    title: say('describeTitle'),
    body: [
      element('img', { src: url, alt: '', class: 'shown' }),
      element('label', { for: 'describe' }, say('describeLabel')),
      input,
    ],
    actions: [
      { text: say('describeLater'), value: () => null, class: 'quiet' },
      { text: say('ok'), value: () => input.value.trim().replace(/\s+/g, ' ') },
    ],
    focus: input,
  });
}

/** The field for the cover. */
export function pictureField(key, id, context) {
  const input = element('input', { id, autocomplete: 'off', placeholder: say('noPicture'), on: { input: () => (draw(), context.changed()) } });
  const shown = element('div', { class: 'cover' });
  const draw = () => {
    const model = context.model();
    const name = input.value.trim();
    const isThere = name && model?.id && (model.pictures ?? []).includes(name);
    shown.replaceChildren(...(isThere ? [element('img', { src: pictureUrl(model, name), alt: '' })] : [element('span', {}, say('dropHere'))]));
  };
  const take = async (file) => {
    const added = file && (await addPicture(file, context));
    if (!added) return;
    context.model().pictures.push(added.name);
    input.value = added.name;
    if (added.alt) context.setField('cover_alt', added.alt);
    draw();
    context.changed();
  };
  const box = element(
    'div', { class: 'picture-box' }, shown,
    element('div', { class: 'row' }, input, button(say('choosePicture'), async () => take(await chooseFile('image/*')))),
  );
  acceptDrop(box, (files) => take(files[0]));
  draw();
  return { input, element: box, get: () => input.value.trim() || null, set: (value) => ((input.value = value ?? ''), draw()) };
}

/** Lets photographs be dropped on an element. */
export function acceptDrop(box, take) {
  const pictures = (event) => [...(event.dataTransfer?.files ?? [])].filter((file) => file.type.startsWith('image/') || !file.type);
  box.addEventListener('dragover', (event) => {
    if (![...event.dataTransfer.types].includes('Files')) return;
    event.preventDefault();
    box.classList.add('over');
  });
  box.addEventListener('dragleave', () => box.classList.remove('over'));
  box.addEventListener('drop', (event) => {
    box.classList.remove('over');
    const files = pictures(event);
    if (!files.length) return;
    event.preventDefault();
    take(files);
  });
}
