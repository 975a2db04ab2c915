// What is pasted from Word, a browser or a chat, as Markdown. Of its HTML only what an article can have is taken: headings,
// paragraphs, lists, bold, italic, links and tables. Styles, pictures and everything else are left behind.

const HEADINGS = { H1: '## ', H2: '## ', H3: '### ', H4: '### ', H5: '### ', H6: '### ' };
const DROPPED = new Set(['SCRIPT', 'STYLE', 'META', 'LINK', 'TITLE', 'HEAD', 'OBJECT', 'IFRAME', 'SVG', 'IMG', 'XML', 'TEMPLATE', 'NOSCRIPT', 'BUTTON', 'INPUT', 'SELECT', 'TEXTAREA']);
const BLOCKS = new Set(['P', 'DIV', 'SECTION', 'ARTICLE', 'BLOCKQUOTE', 'UL', 'OL', 'LI', 'TABLE', 'TR', 'H1', 'H2', 'H3', 'H4', 'H5', 'H6', 'PRE', 'DD', 'DT', 'DL', 'MAIN', 'HEADER', 'FOOTER', 'FIGURE', 'FIGCAPTION']);

/** HTML of the clipboard as Markdown. */
export function toMarkdown(html) {
  // A document made so runs nothing and loads nothing. The page's policy would report each style, so styles have another name.
  const plain = html.replace(/<style[\s\S]*?<\/style\s*>/gi, '').replace(/(<[^<>]*?\s)style(\s*=)/gi, '$1data-style$2');
  const page = new DOMParser().parseFromString(plain, 'text/html');
  return blocks(page.body).join('\n\n').replace(/\n{3,}/g, '\n\n').trim();
}

/** Blocks below a node, each as Markdown. */
function blocks(node) {
  const found = [];
  let line = '';
  const end = () => {
    const text = tidy(line);
    if (text) found.push(text);
    line = '';
  };
  for (const child of node.childNodes) {
    if (child.nodeType === Node.TEXT_NODE) {
      line += escaped(child.data);
    } else if (child.nodeType === Node.ELEMENT_NODE && !isDropped(child)) {
      if (BLOCKS.has(child.tagName) || [...child.children].some((inner) => BLOCKS.has(inner.tagName))) {
        end();
        found.push(...block(child));
      } else {
        line += inline(child);
      }
    }
  }
  end();
  return joinItems(found);
}

function block(node) {
  const name = node.tagName;
  if (HEADINGS[name]) {
    const text = tidy(inlineOf(node)).replace(/\*\*/g, '').replace(/\n/g, ' ');
    return text ? [HEADINGS[name] + text] : [];
  }
  if (name === 'UL' || name === 'OL') return [list(node, name === 'OL')].filter(Boolean);
  if (name === 'TABLE') return table(node);
  if (name === 'BLOCKQUOTE') return [blocks(node).join('\n\n').replace(/^/gm, '> ')];
  const item = wordItem(node);
  if (item) return [item];
  return blocks(node);
}

/** A paragraph that Word shows as an item of a list; its number or dot is a text before it. */
function wordItem(node) {
  const style = node.dataset.style ?? '';
  const isItem = /mso-list\s*:(?!\s*ignore)/i.test(style) || /MsoListParagraph/.test(node.className);
  if (!isItem) return null;
  const text = tidy(inlineOf(node)).replace(/\n/g, ' ');
  const mark = /^(?:\\?[·•o§▪–-]|\\?\*|(\d+)\\?[.)])\s+/.exec(text);
  if (!mark) return text || null;
  const depth = Number(/level(\d)/.exec(style)?.[1] ?? 1) - 1;
  return `${'   '.repeat(depth)}${mark[1] ? `${mark[1]}. ` : '- '}${text.slice(mark[0].length)}`;
}

const ITEM = /^\s*(?:- |\d+\. )/;

/** Items of Word that follow each other, as one list. */
function joinItems(all) {
  const joined = [];
  for (const text of all) {
    const last = joined.length - 1;
    if (ITEM.test(text) && last >= 0 && ITEM.test(joined[last].split('\n').pop())) joined[last] += `\n${text}`;
    else joined.push(text);
  }
  return joined;
}

function list(node, isOrdered) {
  let number = Number(node.getAttribute('start') ?? 1) || 1;
  const items = [];
  for (const child of node.children) {
    if (child.tagName === 'UL' || child.tagName === 'OL') {
      items.push(list(child, child.tagName === 'OL').replace(/^/gm, '   '));
    } else if (child.tagName === 'LI') {
      const mark = isOrdered ? `${number}. ` : '- ';
      number += 1;
      const inner = blocks(child).join('\n').replace(/\n(?!$)/g, `\n${' '.repeat(mark.length)}`);
      if (inner.trim()) items.push(mark + inner);
    }
  }
  return items.join('\n');
}

function table(node) {
  const rows = [...node.querySelectorAll('tr')].filter((row) => row.closest('table') === node);
  const cells = rows.map((row) =>
    [...row.children].filter((cell) => /^T[DH]$/.test(cell.tagName)).map((cell) => tidy(blocks(cell).join(' ')).replace(/\n+/g, ' ').replace(/\|/g, '\\|')),
  );
  const width = Math.max(0, ...cells.map((row) => row.length));
  // A table of one column only sets a text apart.
  if (width < 2) return rows.flatMap((row) => [...row.children].flatMap((cell) => blocks(cell)));
  const line = (row) => `| ${Array.from({ length: width }, (_, at) => row[at] ?? '').join(' | ')} |`;
  return [[line(cells[0]), `|${' --- |'.repeat(width)}`, ...cells.slice(1).map(line)].join('\n')];
}

function inlineOf(node) {
  return [...node.childNodes].map((child) => (child.nodeType === Node.TEXT_NODE ? escaped(child.data) : child.nodeType === Node.ELEMENT_NODE && !isDropped(child) ? inline(child) : '')).join('');
}

function inline(node) {
  if (node.tagName === 'BR') return '\n';
  const text = inlineOf(node);
  const style = node.dataset.style ?? '';
  if (!text.trim()) return text;
  if (node.tagName === 'A') {
    const target = node.getAttribute('href') ?? '';
    return /^(?:https?|mailto|tel):/i.test(target) ? `[${text.trim()}](${target.replace(/[\s()<>]/g, encodeURIComponent)})` : text;
  }
  const weight = /(?:^|[;\s])font-weight\s*:\s*(\w+)/i.exec(style)?.[1];
  const isBold = weight ? /^(?:bold|[6-9]00)/.test(weight) : node.tagName === 'B' || node.tagName === 'STRONG';
  const isItalic = /(?:^|[;\s])font-style\s*:\s*italic/i.test(style) || ((node.tagName === 'I' || node.tagName === 'EM') && !/(?:^|[;\s])font-style\s*:\s*normal/i.test(style));
  return around(around(text, isItalic ? '*' : ''), isBold ? '**' : '');
}

/** A mark right around the letters, with blanks outside; never around marks of its own kind. */
function around(text, mark) {
  const [, before, inner, behind] = /^(\s*)([\s\S]*?)(\s*)$/.exec(text);
  if (!mark || !inner || inner.startsWith(mark) || inner.includes('\n')) return text;
  return before + mark + inner + mark + behind;
}

function isDropped(node) {
  return DROPPED.has(node.tagName.toUpperCase()) || node.tagName.includes(':') || node.hidden;
}

/** Blanks as an article has them; breaks of lines that were meant stay. */
function tidy(text) {
  return text.replace(/[\u00a0\t ]+/g, ' ').split('\n').map((line) => line.trim()).join('\n').replace(/\n{2,}/g, '\n').replace(/\*\*\s*\*\*/g, ' ').trim();
}

/** Letters that mean something in Markdown, as letters. A line break in the source of HTML is a blank. */
function escaped(text) {
  return text.replace(/\s*[\r\n]+\s*/g, ' ').normalize('NFC').replace(/[\\`*_[\]<>]/g, '\\$&').replace(/^(\s*)([#>+])/, '$1\\$2');
}
