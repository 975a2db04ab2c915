/**
 * Why a result is one: on a large site, whose index has no texts, a sentence of the model's own page takes the place of the
 * summary if words of the question are neither in title, place nor summary. Only results that are looked at ask for their
 * page, and only a few: it is the page that the reader is likely to open next. A sentence is not longer than what it replaces,
 * so that nothing moves.
 */

import { fold, syllables } from '../letters.js';
import { about } from '../index/store.js';
import { table } from '../index/table.js';
import { findMarks, shorten } from '../excerpts.js';
import { withMarks } from './elements.js';

/** How many pages one question may ask for. */
const MOST = 4;
/** A shorter summary, in UTF-16 units, leaves no room for a sentence. */
const LEAST = 60;

/** The text of a part; what only the style sheet keeps apart, as a figure and what it says, is divided by a point. */
const textOf = (part) =>
  [...part.childNodes].map((node) => (node.nodeType === 1 && node.previousSibling?.nodeType === 1 ? ' · ' : '') + node.textContent).join('');

/** Watches the results of a question. `look` watches those that were added; `end` ends it. */
export function lookForSentences({ list }, { query, absent }) {
  const minor = [...about.binding, ...about.ranks, ...syllables(fold(absent)).map(({ raw }) => raw)];
  const words = [...new Set(syllables(fold(query)).map(({ raw }) => raw))].filter((word) => table.ids.has(word) && !minor.includes(word));
  const { saveData, effectiveType = '' } = navigator.connection ?? {};
  const canAsk = /^http/.test(location.protocol) && navigator.onLine && !saveData && !effectiveType.includes('2g');
  let left = canAsk ? MOST : 0;
  const seen = new WeakSet();

  const missingIn = (text) => {
    const own = new Set(syllables(fold(text)).map(({ raw }) => raw));
    return words.filter((word) => !own.has(word));
  };
  const observer = new IntersectionObserver((entries) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue;
      observer.unobserve(target);
      // The summary stays if the page cannot be had, as where the site is opened from disk.
      if (left-- > 0) explain(target).catch(() => {});
    }
  });

  async function explain(item) {
    const excerpt = item.querySelector('.excerpt');
    const missing = missingIn(item.textContent);
    const response = await fetch(item.querySelector('a').href);
    if (!response.ok) return;
    const page = new DOMParser().parseFromString(await response.text(), 'text/html');
    // Lists of links are about other models; what is no text of the model says that it is not to be quoted. What stands in a list of facts is
    // said with its name: “Chủ đề: rác thải nhựa”.
    const parts = [...page.querySelectorAll('article p, article li, article dd')].filter((part) => !part.closest('[data-nosnippet]'));
    const own = parts.filter((part) => !part.querySelector(part.matches('dd') ? 'ol, ul' : 'a'));
    const nameOf = (part) => (part.previousElementSibling?.matches('dt') ? `${part.previousElementSibling.textContent}: ` : '');
    const texts = own.map((part) => (nameOf(part) + textOf(part)).replace(/\s+/g, ' ').trim());
    const sentences = texts.flatMap((text) => text.match(/.+?(?:[.!?…]+(?=\s)|$)/g) ?? []);
    let best = { value: 0 };
    for (const sentence of sentences) {
      const value = missing.length - missingIn(`${sentence} ${item.querySelector('h2').textContent}`).filter((word) => missing.includes(word)).length;
      if (value > best.value) best = { value, text: sentence.trim() };
    }
    if (!best.value || !excerpt.isConnected) return;
    const marks = new Map(syllables(best.text).flatMap(({ raw }) => (words.includes(fold(raw)) ? [[raw.toLowerCase(), 1]] : [])));
    const { text, markRanges } = shorten({ text: best.text, ...findMarks(best.text, marks) }, excerpt.textContent.length);
    Object.assign(excerpt.style, { height: `${excerpt.offsetHeight}px`, overflow: 'hidden' });
    excerpt.replaceChildren(...withMarks(text, markRanges));
  }

  const look = () => {
    for (const item of list.children) {
      if (seen.has(item)) continue;
      seen.add(item);
      const excerpt = item.querySelector('.excerpt').textContent;
      if (excerpt.length >= LEAST && missingIn(item.textContent).length) observer.observe(item);
    }
  };
  look();
  return { look, end: () => observer.disconnect() };
}
