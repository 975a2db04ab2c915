// The article: a text with a small row of buttons, into which one pastes from Word and drops photographs.

import { button, element, newId, say } from './dom.js';
import { dialog } from './dialogs.js';
import { remarkList } from './fields.js';
import { withLists } from './lists.js';
import { toMarkdown } from './paste.js';
import { acceptDrop, addPicture, chooseFile } from './pictures.js';

/** The editor of the article; `context` as fields have it, with `sections`, the headings that the site knows. */
export function articleField(context) {
  const id = newId('article');
  const input = element('textarea', { id, class: 'article', rows: 24, spellcheck: true, on: { input: context.changed } });
  const remarks = remarkList();

  /** Puts text in place of what is selected, so that undoing works. */
  const put = (text) => {
    input.focus();
    // The only way that browsers keep in their list of what can be undone.
    if (!document.execCommand('insertText', false, text)) {
      input.setRangeText(text, input.selectionStart, input.selectionEnd, 'end');
      context.changed();
    }
  };
  const selected = () => input.value.slice(input.selectionStart, input.selectionEnd);
  const around = (mark, sample) => {
    const start = input.selectionStart;
    const text = selected() || sample;
    const isSample = !selected();
    const isMarked = text.startsWith(mark) && text.endsWith(mark) && text.length > 2 * mark.length;
    const put_ = isMarked ? text.slice(mark.length, -mark.length) : mark + text + mark;
    put(put_);
    // What one types next takes the place of the sample, not of the marks around it.
    const inside = isSample ? mark.length : 0;
    input.setSelectionRange(start + inside, start + put_.length - inside);
  };
  /** Selects whole lines. */
  const lines = (change) => {
    const start = input.value.lastIndexOf('\n', input.selectionStart - 1) + 1;
    const found = input.value.indexOf('\n', input.selectionEnd);
    const end = found < 0 ? input.value.length : found;
    input.setSelectionRange(start, end);
    const changed = input.value.slice(start, end).split('\n').map(change).join('\n');
    put(changed);
    input.setSelectionRange(start, start + changed.length);
  };
  const block = (text) => {
    const before = input.value.slice(0, input.selectionStart);
    const gap = before === '' || before.endsWith('\n\n') ? '' : before.endsWith('\n') ? '\n' : '\n\n';
    // What follows stays a paragraph of its own.
    const after = input.value.slice(input.selectionEnd);
    const rest = after.startsWith('\n\n') ? '' : after === '' || after.startsWith('\n') ? '\n' : '\n\n';
    put(gap + text + rest);
  };
  /** Puts the cursor where a picture may stand: before the paragraph that it is at the beginning of, else behind it. */
  const outside = (start, end) => {
    const text = input.value;
    const first = text.lastIndexOf('\n\n', start - 1);
    const isAtBegin = start === 0 || (first >= 0 && !text.slice(first, start).trim());
    const next = text.indexOf('\n\n', end);
    const at = isAtBegin ? start : next < 0 ? text.length : next;
    input.setSelectionRange(at, at);
  };
  const link = async () => {
    const text = selected();
    const address = element('input', { id: newId('address'), placeholder: 'https', list: undefined });
    const models = element('select', { id: newId('model') }, element('option', { value: '' }, '—'), context.models().map((row) => element('option', { value: `${row.id.split('/').pop()}` }, row.title)));
    const chosen = await dialog({
      title: say('linkTitle'),
      body: [element('label', { for: address.id }, say('linkAddress')), address, element('label', { for: models.id }, say('linkModel')), models],
      actions: [{ text: say('cancel'), value: () => null, class: 'quiet' }, { text: say('ok'), value: () => models.value || address.value.trim() }],
      focus: address,
    });
    if (!chosen) return;
    const title = models.value ? models.selectedOptions[0].textContent : chosen;
    put(`[${text || title}](${chosen.replace(/[\s()<>]/g, encodeURIComponent)})`);
  };
  const take = async (files) => {
    // The window that asks for a description takes the cursor away; each picture stands behind the one before.
    let [start, end] = [input.selectionStart, input.selectionEnd];
    for (const file of files) {
      const added = await addPicture(file, context);
      if (!added) continue;
      input.focus();
      outside(start, end);
      context.model().pictures.push(added.name);
      block(`![${added.alt.replace(/[[\]]/g, '')}](${added.name})`);
      start = end = input.selectionStart;
    }
  };

  const tool = (label, title, action, more = {}) => button(label, action, { class: 'tool', title, 'aria-label': title, ...more });
  const sections = element(
    'select', { class: 'tool', 'aria-label': say('addSection'), title: say('addSection') },
    element('option', { value: '' }, say('addSection')),
    context.sections.map((heading) => element('option', { value: heading }, heading)),
  );
  sections.addEventListener('change', () => {
    const heading = sections.value;
    sections.value = '';
    if (!heading) return;
    const at = input.value.search(new RegExp(`^## ${heading}\\s*$`, 'm'));
    if (at >= 0) {
      input.focus();
      input.setSelectionRange(at, at + heading.length + 3);
      return;
    }
    input.setSelectionRange(input.value.length, input.value.length);
    block(`## ${heading}\n`);
  });
  const tools = element(
    'div', { class: 'toolbar', role: 'toolbar', 'aria-label': say('toolbar'), 'aria-controls': id },
    tool('B', `${say('bold')} (Ctrl+B)`, () => around('**', say('boldSample')), { class: 'tool strong' }),
    tool('I', `${say('italic')} (Ctrl+I)`, () => around('*', say('italicSample')), { class: 'tool slanted' }),
    tool('H', say('heading'), () => lines((line) => (line.startsWith('## ') ? line.slice(3) : `## ${line.replace(/^#+ /, '')}`))),
    tool('•', say('bullets'), () => lines((line) => (line.startsWith('- ') ? line.slice(2) : `- ${line}`))),
    tool('1.', say('numbers'), () => {
      let number = 0;
      lines((line) => (/^\d+\. /.test(line) ? line.replace(/^\d+\. /, '') : `${(number += 1)}. ${line}`));
    }),
    tool(say('link'), `${say('link')} (Ctrl+K)`, link),
    tool(say('table'), say('table'), () => block(say('tableSample'))),
    tool(say('picture'), say('picture'), async () => {
      const file = await chooseFile('image/*');
      if (file) await take([file]);
    }),
    context.sections.length ? sections : null,
  );

  input.addEventListener('keydown', (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || event.isComposing) return;
    const action = { b: () => around('**', say('boldSample')), i: () => around('*', say('italicSample')), k: link }[event.key.toLowerCase()];
    if (!action) return;
    event.preventDefault();
    action();
  });
  input.addEventListener('paste', (event) => {
    const data = event.clipboardData;
    const pictures = [...data.files].filter((file) => file.type.startsWith('image/'));
    const html = data.getData('text/html');
    // Word puts a picture of the text beside the text; the text is meant.
    if (html && data.getData('text/plain')) {
      const text = withLists(toMarkdown(html));
      if (!text) return;
      event.preventDefault();
      put(text);
    } else if (pictures.length) {
      event.preventDefault();
      take(pictures);
    } else {
      const plain = data.getData('text/plain');
      const text = withLists(plain);
      if (text === plain) return;
      event.preventDefault();
      put(text);
    }
  });
  acceptDrop(input, take);

  return {
    element: element(
      'section', { class: 'part article-part' },
      element('h2', {}, element('label', { for: id }, say('article'))), tools, input, remarks,
    ),
    get: () => input.value,
    set: (value) => (input.value = value),
    focus: () => input.focus(),
    remark: (list, from) => remarks.show(list.map((one) => ({ ...one, message: one.line ? say('atLine', { line: Math.max(1, one.line - from + 1), message: one.message }) : one.message }))),
    put,
  };
}
