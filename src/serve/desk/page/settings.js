// The settings of the site that a clerk fills in: its name, its place, the office in charge.

import { ask } from './api.js';
import { attempt, dialog } from './dialogs.js';
import { element, later, notify, same, say } from './dom.js';
import { field, remarkList } from './fields.js';

/** Milliseconds without a letter typed, before the form is checked. */
const CHECK = 200;

/** The form in a window. Returns whether anything was saved. */
export async function settings() {
  let opened = null;
  if (!(await attempt('settings', async () => (opened = await ask('settings'))))) return false;
  const { values, hash } = opened;
  // What cannot be checked now is checked when it is saved.
  const check = later(() => ask('settings', { values: changes(), hash }).then(({ remarks }) => show(remarks)).catch(() => {}), CHECK);
  const context = { changed: check, models: () => [] };
  const fields = opened.form.map((key) => field(key, context));
  const loose = remarkList();

  function changes() {
    const changed = fields.filter((one) => !same(one.get(), values[one.key.name]));
    return Object.fromEntries(changed.map((one) => [one.key.name, one.get()]));
  }
  function show(remarks) {
    for (const one of fields) one.remark(remarks.filter(({ key }) => key === one.key.name));
    loose.show(remarks.filter(({ key }) => !fields.some((one) => one.key.name === key)));
  }

  for (const one of fields) one.set(values[one.key.name]);
  show(opened.remarks);
  const isSaved = await dialog({
    title: say('settings'),
    body: [element('p', {}, say('settingsText')), loose, element('div', { class: 'settings' }, fields.map((one) => one.element))],
    actions: [
      { text: say('cancel'), value: () => false, class: 'quiet' },
      {
        text: say('save'),
        value: async () => {
          let isWritten = false;
          check.cancel();
          await attempt('settings', async () => {
            // What would stop publishing is mended first, as far as it can be seen here.
            const { remarks: wrong } = await ask('settings', { values: changes(), hash });
            show(wrong);
            const first = fields.find((one) => wrong.some(({ key, severity }) => key === one.key.name && severity === 'error'));
            if (first) {
              first.element.scrollIntoView({ block: 'center' });
              first.element.querySelector('input, textarea')?.focus({ preventScroll: true });
              throw new Error(say('settingsWrong', { label: first.key.label }));
            }
            const { remarks, written } = await ask('settings', { values: changes(), hash, write: true });
            isWritten = written;
            show(remarks);
          });
          if (!isWritten) return undefined;
          notify('settings', say('saved'));
          return true;
        },
      },
    ],
    focus: fields[0].element.querySelector('input, textarea'),
    wide: true,
  });
  check.cancel();
  return Boolean(isSaved);
}
