// Lists in a plain text, as people type them in chats and mails: `• Họp dân`, `1/ Chọn tổ`, `2) Góp vốn`.

const BULLET = /^(\s*)[•●▪◦■‣·]\s*(?=\S)/;
/** A dash is a bullet only beside another one: it also begins what somebody says. */
const DASH = /^(\s*)[–—]\s+(?=\S)/;
const NUMBER = /^(\s*)(\d{1,2})\s*[/)]\s*(?=[^\s\d])/;
const ITEM = /^\s*(?:[-*+]|\d{1,2}\.)\s/;

/** The text with such lines as items of Markdown, a blank line before the first; the same text if it has none. */
export function withLists(text) {
  const lines = text.replace(/\r\n?/g, '\n').split('\n');
  const beside = (pattern, at) => [at - 1, at + 1].some((other) => pattern.test(lines[other] ?? ''));
  let isChanged = false;
  const made = lines.map((line, at) => {
    const item =
      BULLET.test(line) ? line.replace(BULLET, '$1- ')
      : DASH.test(line) && beside(DASH, at) ? line.replace(DASH, '$1- ')
      : NUMBER.test(line) && beside(NUMBER, at) ? line.replace(NUMBER, '$1$2. ')
      : line;
    isChanged ||= item !== line;
    return { item, isItem: item !== line };
  });
  if (!isChanged) return text;
  const out = [];
  made.forEach(({ item, isItem }, at) => {
    const before = at ? made[at - 1] : null;
    // Right below a paragraph it would be a part of that.
    if (isItem && before && before.item.trim() && !before.isItem && !ITEM.test(before.item)) out.push('');
    if (!isItem && before?.isItem && item.trim() && !/^\s/.test(item) && !ITEM.test(item)) out.push('');
    out.push(item);
  });
  return out.join('\n');
}
