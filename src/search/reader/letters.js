/**
 * Vietnamese letters: folding, normal forms, syllables, slugs, edit distance.
 *
 * The same functions exist in Rust (src/vietnamese); tests/vietnamese/vectors.tsv holds both to the same results.
 */

/** `make`, remembering the result for each key. */
export const memo = (make) => {
  const known = new Map();
  return (key) => {
    let value = known.get(key);
    if (value === undefined) known.set(key, (value = make(key)));
    return value;
  };
};

/** Combining marks, and characters that are not visible: zero-width ones and the soft hyphen. */
const MARKS = /[\u0300-\u036f\u200b-\u200d\ufeff\u00ad]/g;
/** The five tone marks: grave, hook above, tilde, acute, dot below. */
export const TONES = '\u0300\u0309\u0303\u0301\u0323';
const TONE = RegExp(`[${TONES}]`);
/** A run of letters, digits and marks; an apostrophe belongs to it only before a letter (`S'tiêng`). */
const SYLLABLE = /[\p{Alphabetic}\p{N}](?:[\p{Alphabetic}\p{N}\u0300-\u036f\u200b-\u200d\ufeff\u00ad]|['’](?=\p{Alphabetic}))*/gu;

/** The plain letter of one character: `Ế` → `e`, `đ` → `d`, `ƀ` → `b`. Letters of other scripts are only lowercased. */
const plainLetter = memo((c) => {
  const plain = c.normalize('NFD').replace(MARKS, '').toLowerCase();
  return { đ: 'd', ƀ: 'b' }[plain] ?? (/^[a-z]$/.test(plain) ? plain : c.toLowerCase().replace(MARKS, ''));
});

/** `text` in lower case, without tones and letter marks, with d for đ. */
export const fold = (text) => text.toLowerCase().replace(/[^\0-\x7f]/g, plainLetter);

/**
 * A letter split into its parts: `ế` → {base: 'ê', tone: acute, plain: 'e', vowel: true}. `base` keeps the mark that makes
 * it another letter (â, ê, ơ, …), `plain` does not.
 */
export const letter = memo((c) => {
  const parts = c.normalize('NFD');
  const tone = TONE.exec(parts)?.[0] ?? '';
  const base = parts.replace(TONE, '').normalize('NFC');
  return { base, tone, plain: plainLetter(base), vowel: /[aăâeêioôơuưy]/.test(base) };
});
const join = (letters) => letters.map(({ base, tone }) => (base + tone).normalize('NFC')).join('');

/** Position of the letter that carries the tone in the old orthography (`hóa`, not `hoá`); -1 if this is not a syllable. */
const tonePosition = (letters) => {
  let start = letters.findIndex(({ vowel }) => vowel);
  if (start < 0) return -1;
  let end = start;
  while (letters[end]?.vowel) end++;
  if (letters.slice(end).some(({ vowel }) => vowel)) return -1;
  const before = letters[start - 1]?.base;
  const first = letters[start].base;
  // In `qu` and `gi` the second letter belongs to the consonant.
  if (end - start > 1 && ((before === 'q' && first === 'u') || (before === 'g' && first === 'i'))) start++;
  for (let at = end - 1; at >= start; at--) if (/[ăâêôơư]/.test(letters[at].base)) return at;
  const length = end - start;
  const closed = end < letters.length;
  return length === 1 || (length === 2 && !closed) ? start : length === 2 || length === 3 ? start + 1 : -1;
};

const placeTone = memo((word) => {
  const letters = [...word].map(letter);
  const from = letters.findIndex(({ tone }) => tone);
  if (from < 0 || letters.filter(({ tone }) => tone).length > 1) return word;
  const to = tonePosition(letters);
  if (to < 0 || to === from) return word;
  return join(letters.map(({ base }, at) => ({ base, tone: at === to ? letters[from].tone : '' })));
});

/** `text` composed (NFC), in lower case, with tones placed as in the old orthography. */
export const normalize = (text) =>
  text.normalize('NFC').toLowerCase().normalize('NFC').replace(/[\p{Alphabetic}\u0300-\u036f\u200b-\u200d\ufeff\u00ad]+/gu, placeTone);

/** `ký` → `kí`: i for a final y that is the only vowel, because both spellings are the same syllable (but not after q). */
export const oneI = (syllable) => {
  const letters = [...syllable].map(letter);
  const last = letters.pop();
  if (last?.base !== 'y') return syllable;
  const bases = letters.map(({ base, tone }) => base + tone).join('').replace(/qu$/, 'q');
  return [...bases].some((c) => letter(c).vowel) ? syllable : join([...letters, { base: 'i', tone: last.tone }]);
};

/** The syllables of a text as written: [{raw, start}], `start` in UTF-16 units. */
export const syllables = (text) => [...text.matchAll(SYLLABLE)].map((found) => ({ raw: found[0], start: found.index }));

/** The address form of a text, ASCII words joined by hyphens. Empty where Rust would use a hash instead. */
export const slug = (text) => fold(text).replace(/['’]/g, '').replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '');

/** The number of letters inserted, left out, replaced or swapped with their neighbour that separates two words. */
export const distance = (a, b) => {
  a = [...a];
  b = [...b];
  let beforeLast = [];
  let last = [0, ...b].map((_, at) => at);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
    }
    beforeLast = last;
    last = row;
  }
  return last[b.length];
};
