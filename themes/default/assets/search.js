/*
 * Lan Tỏa's search, in the reader's browser. No dependency, no server, no third party.
 *
 * Every page has the small src/search/start.js, which loads this script and the index when the reader turns to a search
 * field. The build wraps this file in a function and makes it small. It enhances, if they are there:
 *
 *   <form data-lantoa-search action="tim-kiem.html"><input type="search" name="q"></form>
 *       The form works without this script too. On a page with results, typing searches at once.
 *   <div data-lantoa-results></div>
 *       Number of results, filters and results. What is inside is shown until there is a question. data-filter="field=kinh-te"
 *       chooses filters from the beginning, as a listing wants. 
 *       Style by .lantoa-status, .lantoa-filters (details; each filter a fieldset), .lantoa-results (ol; in each li: h3, .place,
 *       .excerpt, .facts), .lantoa-more, and mark.
 *
 * For other scripts, `lantoa.search` (also exported by the module assets/search.js):
 *
 *   search(query, {filters, limit = 10, offset = 0, prefix = true, facets = true}) → Promise<{
 *     total,            number of models found; `approximate` is true where a very common word makes it an estimate
 *     results: [{url, title, excerpt, marks: {title: [[from, to], …], excerpt: […]}, summary, placeThen, placeNow, field,
 *                year, awardYear, award, level, copies, score}],
 *     facets: {field: [{id, label, count}], place: [{id, label, count, within}], district, year, level, unit, stage, spread},
 *     suggestion,       the spelling that was searched instead, or null
 *     query }>
 *   filters: {field: [id, …], place, district, level, unit, stage: likewise, year: [from, to], spread: ['yes'|'no']};
 *   one of the values within a filter is enough, all filters must hold; a commune narrows its province. An empty query
 *   finds everything. In a large site an answer opens few files: it may have fewer results than `limit`, and the others
 *   come when asked for from there on (offset + results.length). There too, communes and former districts are counted in
 *   the provinces that filters name.
 *
 * `lantoa.vietnamese` holds the letters' part, which tests/vietnamese/vectors.tsv tests here and in Rust.
 */

// Names that mean nothing outside this file, not even as properties: the build shortens them everywhere.
// @own options sentence ranges words found plain counts chosen typed weight known years lists symbols phrases phrase
// @own commonness granted decided boxes folds starts tells sections lifted groups cover begun quoted showFacets remember
// @own restore wordsOf pairsOf universe tier factor slip far bonus each literal gamma rice rising many bit left base tone
// @own vowel awarded ids cut zones next row last turn idle hint more list clear preset run choose show reset kept model
// @own asked communes districts packed properties marked half

const { lantoa } = window;
const { store, part: load } = lantoa;
const ROOT = new URL('..', lantoa.folder).href;

// ---------------------------------------------------------------------------------------------------- Vietnamese

const MARKS = /[\u0300-\u036f\u200b-\u200d\ufeff\u00ad]/g;
const TONES = '\u0300\u0309\u0303\u0301\u0323';
const TONE = RegExp(`[${TONES}]`);
const SYLLABLE = /[\p{Alphabetic}\p{N}](?:[\p{Alphabetic}\p{N}\u0300-\u036f\u200b-\u200d\ufeff\u00ad]|['’](?=\p{Alphabetic}))*/gu;

const memo = (make) => {
  const known = new Map();
  return (key) => {
    let value = known.get(key);
    if (value === undefined) known.set(key, (value = make(key)));
    return value;
  };
};

const plainLetter = memo((c) => {
  const plain = c.normalize('NFD').replace(MARKS, '').toLowerCase();
  return plain === 'đ' ? 'd' : /^[a-z]$/.test(plain) ? plain : c.toLowerCase().replace(MARKS, '');
});

/** Lower case, without tones and letter marks; đ is d. */
const fold = (text) => text.toLowerCase().replace(/[^\0-\x7f]/g, plainLetter);

/** A letter as Vietnamese sees it: [base, tone, marked letter, is a vowel]. */
const letter = memo((c) => {
  const parts = c.normalize('NFD');
  const tone = TONE.exec(parts)?.[0] ?? '';
  const base = parts.replace(TONE, '').normalize('NFC');
  return { base, tone, plain: plainLetter(base), vowel: /[aăâeêioôơuưy]/.test(base) };
});
const join = (letters) => letters.map((l) => (l.base + l.tone).normalize('NFC')).join('');

/** Where the old school puts the tone; -1 if this is no Vietnamese syllable. */
const tonePlace = (letters) => {
  let start = letters.findIndex((l) => l.vowel);
  if (start < 0) return -1;
  let end = start;
  while (letters[end]?.vowel) end++;
  if (letters.slice(end).some((l) => l.vowel)) return -1;
  const before = letters[start - 1]?.base;
  const first = letters[start].base;
  if (end - start > 1 && ((before === 'q' && first === 'u') || (before === 'g' && first === 'i'))) start++;
  for (let at = end - 1; at >= start; at--) if (/[ăâêôơư]/.test(letters[at].base)) return at;
  const length = end - start;
  const closed = end < letters.length;
  return length === 1 || (length === 2 && !closed) ? start : length === 2 || length === 3 ? start + 1 : -1;
};

const placeTone = memo((word) => {
  const letters = [...word].map(letter);
  const from = letters.findIndex((l) => l.tone);
  if (from < 0 || letters.filter((l) => l.tone).length > 1) return word;
  const to = tonePlace(letters);
  if (to < 0 || to === from) return word;
  return join(letters.map((l, at) => ({ base: l.base, tone: at === to ? letters[from].tone : '' })));
});

/** Composed, lower case, tones where the old school puts them. */
const normalize = (text) =>
  text.normalize('NFC').toLowerCase().normalize('NFC').replace(/[\p{Alphabetic}\u0300-\u036f\u200b-\u200d\ufeff\u00ad]+/gu, placeTone);

/** `ký` → `kí`: i for y where only spelling differs. */
const oneI = (syllable) => {
  const letters = [...syllable].map(letter);
  const last = letters.pop();
  if (last?.base !== 'y') return syllable;
  const bases = letters.map((l) => l.base + l.tone).join('').replace(/qu$/, 'q');
  return [...bases].some((c) => letter(c).vowel) ? syllable : join([...letters, { base: 'i', tone: last.tone }]);
};

const syllables = (text) => [...text.matchAll(SYLLABLE)].map((found) => ({ raw: found[0], start: found.index }));

/** ASCII for addresses; empty where Rust would take a hash. */
const slug = (text) => fold(text).replace(/['’]/g, '').replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '');

/** Letters put in, left out, exchanged or swapped. */
const distance = (a, b) => {
  a = [...a];
  b = [...b];
  let before = [];
  let last = b.map((_, at) => at);
  last.push(b.length);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) row[j] = Math.min(row[j], before[j - 2] + 1);
    }
    before = last;
    last = row;
  }
  return last[b.length];
};

lantoa.vietnamese = { fold, normalize, oneI, syllables, slug, distance };

// -------------------------------------------------------------------------------------------------- packed numbers

/** Reads what src/search/bits.rs wrote: two characters are thirteen bits. */
class Bits {
  constructor(text) {
    const words = (this.words = new Uint16Array(text.length >> 1));
    const digit = (at) => {
      const code = text.charCodeAt(at);
      return code - (code > 92 ? 36 : 35);
    };
    for (let at = 0; at < words.length; at++) words[at] = digit(2 * at) * 91 + digit(2 * at + 1);
    this.at = 0;
    this.left = 13;
  }

  bit() {
    return this.many(1);
  }

  many(count) {
    let value = 0;
    while (count) {
      if (!this.left) {
        this.left = 13;
        this.at++;
      }
      const take = Math.min(count, this.left);
      this.left -= take;
      count -= take;
      value = (value << take) | ((this.words[this.at] >> this.left) & ((1 << take) - 1));
    }
    return value;
  }

  gamma() {
    let zeros = 0;
    while (!this.bit()) if (++zeros > 32) throw new Error('index');
    return (1 << zeros) | this.many(zeros);
  }

  rice(k) {
    let ones = 0;
    while (this.bit()) ones++;
    return (ones << k) | this.many(k);
  }

  literal() {
    let text = '';
    for (let left = this.gamma() - 1; left; left--) text += String.fromCharCode(this.many(16));
    return text;
  }

  rising(count, k, each) {
    for (let at = 0, next = 0; at < count; at++) {
      next += this.rice(k);
      each(next++, at);
    }
  }
}

const riceParameter = (universe, count) => {
  const ratio = Math.floor((universe * 11) / (Math.max(count, 1) * 16));
  return ratio ? 31 - Math.clz32(ratio) : 0;
};

/** A canonical Huffman code from the lengths of its codes. */
class Code {
  constructor(lengths) {
    this.counts = [];
    const symbols = [];
    lengths.forEach((length, symbol) => {
      if (length) (symbols[length] ??= []).push(symbol);
    });
    for (let length = 0; length < symbols.length; length++) this.counts[length] = symbols[length]?.length ?? 0;
    this.symbols = symbols.flat();
  }

  read(bits) {
    let code = 0;
    let first = 0;
    let at = 0;
    for (let length = 1; length < this.counts.length; length++) {
      code |= bits.bit();
      const count = this.counts[length];
      if (code - first < count) return this.symbols[at + code - first];
      at += count;
      first = (first + count) << 1;
      code <<= 1;
    }
    throw new Error('index');
  }
}

const lengthsOf = (text) => [...text].map((c) => parseInt(c, 36));
const codeOf = (text) => new Code(lengthsOf(text));

// --------------------------------------------------------------------------------------------------------- loading

let about;
/** The number of each fold; folds; where the words of each begin; words; how common each is. */
const table = { ids: new Map(), folds: [], starts: [], words: [], commonness: [] };

let begun;
/** Resolves when the table has been read; after a failure the next call tries again. */
const ready = () => (begun ??= begin().catch((error) => { begun = null; throw error; }));

async function begin() {
  await load('0');
  about = store.about;
  // A site of middling size has its results in a second file that any question needs.
  if (about.files === 'two') load('1').catch(() => {});
  readTable(new Bits(store.table));
  delete store.table;
}

const fileOf = (tier, part) => {
  if (about.files === 'one') return '0';
  if (tier === 'b') return `b${Math.floor(part / about.perSecond)}`;
  return about.files === 'many' ? tier + part : tier === 'a' ? '0' : '1';
};
const loadParts = (tier, parts) => Promise.all([...new Set(parts.map((part) => fileOf(tier, part)))].map(load));
const loaded = (part) => part in lists || `a${part}` in store;

// ------------------------------------------------------------------------------------------------------- the table

/** Each letter in all its forms: `a` → aàảãáạăằẳẵắặâầẩẫấậ. */
const FORMS = { d: 'dđ' };
for (const bases of ['aăâ', 'eê', 'i', 'oôơ', 'uư', 'y']) {
  FORMS[bases[0]] = [...bases].flatMap((base) => ['', ...TONES].map((tone) => (base + tone).normalize('NFC'))).join('');
}
let wordCode;
let gapCode;

function readTable(bits) {
  const { folds, starts, words, commonness, ids } = table;
  const numbers = bits.gamma() - 1;
  const plain = bits.gamma() - 1;
  bits.rising(numbers, bits.many(5), (value) => {
    starts.push(words.length);
    folds.push(String(value));
    words.push(String(value));
  });
  const letters = codeOf(about.codes.letters);
  const forms = {};
  [...'adeiouy'].forEach((letter, at) => (forms[letter] = codeOf(about.codes.forms[at])));
  for (let at = 0, before = ''; at < plain; at++) {
    starts.push(words.length);
    before = readFold(bits, before, letters);
    folds.push(before);
    const irregular = bits.bit();
    do words.push(irregular ? bits.literal() : readMarks(bits, before, forms));
    while (bits.bit());
  }
  starts.push(words.length);
  folds.forEach((text, at) => ids.set(text, at));
  const classes = codeOf(about.codes.classes);
  for (let at = 0; at < words.length; at++) commonness.push(classes.read(bits));
  const lengths = lengthsOf(about.wordLengths);
  wordCode = new Code(commonness.map((value) => lengths[value]));
  gapCode = codeOf(about.gapLengths);
  readSplit(new Bits(about.split));
}

const LETTERS = "abcdefghijklmnopqrstuvwxyz'0123456789";

function readFold(bits, before, letters) {
  let text = before.slice(0, bits.rice(1));
  for (let symbol; (symbol = letters.read(bits)) < 38; ) text += LETTERS[symbol] ?? String.fromCharCode(bits.many(16));
  return text;
}

/** The forms of the letters of a fold that make a word of it. */
function readMarks(bits, plain, forms) {
  let word = '';
  for (const c of plain) word += forms[c] ? FORMS[c][forms[c].read(bits)] : c;
  return word;
}

/** In about how many documents a word stands. */
const documentsWith = (word) => 2 ** ((table.commonness[word] / 15) * Math.log2(Math.max(about.documents, 2)));
/** The words of a fold. */
function* wordsOf(at) {
  for (let word = table.starts[at]; word < table.starts[at + 1]; word++) yield word;
}
const foldCount = (at) => {
  let sum = 0;
  for (const word of wordsOf(at)) sum += documentsWith(word);
  return sum;
};
/** The last of rising numbers that is not above `value`. */
const lastUpTo = (numbers, value) => {
  let low = 0;
  let high = numbers.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (numbers[middle] <= value) low = middle;
    else high = middle;
  }
  return low;
};
const foldOf = (word) => lastUpTo(table.starts, word);
const split = { of: new Map(), folds: [], starts: [] };
/** The part that holds the lists of a fold. */
const partOf = (at) => split.of.get(at) ?? split.folds.length + lastUpTo(split.starts, at);

/** Which folds share a part: groups of common ones, then ranges of the others. */
function readSplit(bits) {
  for (let left = bits.gamma() - 1; left; left--) {
    const group = [];
    const count = bits.gamma();
    bits.rising(count, riceParameter(table.folds.length, count), (at) => {
      group.push(at);
      split.of.set(at, split.folds.length);
    });
    split.folds.push(group);
  }
  const count = bits.gamma() - 1;
  bits.rising(count, bits.many(5), (at) => split.starts.push(at));
}

function foldsOf(part) {
  if (part < split.folds.length) return split.folds[part];
  const at = part - split.folds.length;
  const folds = [];
  for (let fold = split.starts[at]; fold < (split.starts[at + 1] ?? table.folds.length); fold++) if (!split.of.has(fold)) folds.push(fold);
  return folds;
}

// --------------------------------------------------------------------------------------------------------- postings

const lists = {};
const SUMMARY = 2;
const META = 3;

/** The lists of all words of a part: {documents, zones, cut, count, next: Map(word → {documents, zones})}. */
function listsOf(part) {
  if (part in lists) return lists[part];
  const bits = new Bits(store[`a${part}`]);
  const all = (lists[part] = new Map());
  for (const fold of foldsOf(part)) {
    for (const word of wordsOf(fold)) all.set(word, readWord(bits));
  }
  return all;
}

function readWord(bits) {
  const count = bits.gamma();
  const cut = bits.bit();
  const list = { documents: new Uint32Array(count), zones: new Uint8Array(count), cut, count: cut ? bits.gamma() : count, next: new Map() };
  bits.rising(count, riceParameter(about.documents, count), (model, at) => {
    list.documents[at] = model;
    list.zones[at] = bits.bit() ? (bits.bit() ? (bits.bit() ? META + bits.bit() : SUMMARY) : 1) : 0;
  });
  readPairs(bits, list, list.next, () => META + bits.bit());
  return list;
}

function readPairs(bits, list, next, zone) {
  const count = bits.gamma() - 1;
  bits.rising(count, riceParameter(table.words.length, count), (word) => {
    const length = bits.gamma();
    const pair = { documents: new Uint32Array(length), zones: new Uint8Array(length) };
    bits.rising(length, riceParameter(list.cut ? about.documents : list.documents.length, length), (rank, at) => {
      pair.documents[at] = list.cut ? rank : list.documents[rank];
      pair.zones[at] = zone();
    });
    next.set(word, pair);
  });
}

const further = {};
/** Neighbours in running text, if their part is loaded. */
function furtherOf(part) {
  if (part in further || !(`b${part}` in store)) return further[part];
  const bits = new Bits(store[`b${part}`]);
  const all = (further[part] = new Map());
  for (const [word, list] of listsOf(part)) {
    const next = new Map();
    readPairs(bits, list, next, () => bits.bit() * SUMMARY);
    all.set(word, next);
  }
  return all;
}

const partOfWord = memo((word) => partOf(foldOf(word)));
const listOf = (word) => {
  const part = partOfWord(word);
  return loaded(part) ? listsOf(part).get(word) : null;
};
/** Calls `each` with the lists of documents where `a` stands before one of `others`, until it returns true. */
const pairsOf = (a, others, each) => {
  const tiers = [listOf(a)?.next, furtherOf(partOfWord(a))?.get(a)];
  for (const next of tiers) {
    if (!next?.size) continue;
    for (const other of others) {
      const pair = next.get(other.id);
      if (pair && each(pair, other)) return true;
    }
  }
  return false;
};

// ------------------------------------------------------------------------------------------------------- the question

/** Phrases that ask and name nothing, without marks, and single words that bind others. */
const ASKING = /\b(lam (sao|the nao)|nhu the nao|the nao|tai sao|vi sao|o dau|noi nao|cho nao|cach nao|bao nhieu|la gi|co ai|co the|hay khong|duoc khong|co khong|toi muon|muon biet|cho hoi)\b/g;
const BINDING = new Set('và của các những được với gì nào ai à va cac nhung duoc voi gi nao'.split(' '));

const lettersOf = memo((word) => [...oneI(normalize(word))].map(letter));

/** How well a word as typed fits one of the same letters: marks that were typed are a wish, those left out are not. */
function fit(typed, word, anyMarks) {
  const a = lettersOf(typed);
  const b = lettersOf(word);
  let typedTone = '';
  let tone = '';
  let value = 1;
  let bare = true;
  for (let at = 0; at < a.length; at++) {
    typedTone ||= a[at].tone;
    tone ||= b[at]?.tone ?? '';
    if (a[at].base !== a[at].plain) bare = false;
    if (!b[at] || a[at].base === b[at].base) continue;
    if (a[at].base === a[at].plain) value *= anyMarks ? 0.93 : 1;
    else value *= 0.25;
  }
  if (typedTone !== tone) value *= typedTone ? 0.3 : anyMarks && bare ? 0.8 : anyMarks ? 0.93 : 1;
  return value;
}

/** What the question consists of: words, each with those of the table it may mean, and phrases. */
function parse(query, prefix) {
  const text = query.normalize('NFC').replace(/’/g, "'");
  const asking = [];
  const plain = fold(text);
  if (plain.length === text.length) {
    for (const found of plain.matchAll(ASKING)) asking.push([found.index, found.index + found[0].length]);
  }
  const words = syllables(text).map(({ raw: typed, start }) => ({
    typed: typed.toLowerCase(),
    plain: fold(typed),
    weight: asking.some(([from, to]) => start >= from && start < to) || BINDING.has(normalize(typed)) ? 0.05 : 1,
    start,
    options: [],
  }));
  if (words.every((word) => word.weight < 1)) words.forEach((word) => (word.weight = 1));
  const phrases = [];
  for (const found of text.matchAll(/["“”„«»]([^"“”„«»]+)["“”„«»]?/g)) {
    const inside = words.filter((word) => word.start >= found.index && word.start < found.index + found[0].length);
    inside.forEach((word) => Object.assign(word, { weight: 1, quoted: true }));
    if (inside.length) phrases.push(inside);
  }
  const anyMarks = words.some((word) => word.typed !== word.plain);
  const out = [];
  words.forEach((word, at) => {
    const last = at === words.length - 1 && prefix && !word.quoted && !/[\s.,!?]$/.test(text);
    out.push(...means(word, last, anyMarks));
  });
  return { words: out, phrases, marked: anyMarks };
}

/** Spellings that are the same syllable: with y and with i. */
const spellings = (plain) => {
  const other = plain.replace(/i$/, 'y');
  return [...new Set([plain, oneI(plain), ...(oneI(other) === plain ? [other] : [])])];
};

const addFold = (word, at, factor, typed, anyMarks) => {
  for (const id of wordsOf(at)) {
    word.options.push({ id, value: factor * fit(typed, table.words[id], anyMarks) });
  }
};

/** Fills in what a typed word may mean; two words where a space was forgotten. */
function means(word, last, anyMarks) {
  for (const spelling of spellings(word.plain)) {
    const at = table.ids.get(spelling);
    if (at !== undefined) addFold(word, at, 1, word.typed, anyMarks);
  }
  word.known = word.options.length > 0;
  if (last) begins(word, anyMarks);
  if (word.quoted || word.known || /^\d/.test(word.plain)) return [word];
  const parts = halves(word);
  if (parts) {
    parts.forEach((part) => addFold(part, table.ids.get(part.plain), 1, part.typed, anyMarks));
    return parts;
  }
  slips(word, anyMarks);
  return [word];
}

/** Words that begin with what was typed so far. */
function begins(word, anyMarks) {
  const found = [];
  table.folds.forEach((text, at) => {
    if (text.length > word.plain.length && text.startsWith(word.plain)) found.push([foldCount(at), at]);
  });
  found.sort((a, b) => b[0] - a[0]);
  for (const [, at] of found.slice(0, about.files === 'many' ? 12 : 40)) {
    for (const id of wordsOf(at)) {
      const value = fit(word.typed, [...table.words[id]].slice(0, [...word.typed].length).join(''), anyMarks);
      word.options.push({ id, value: value * (word.known ? 0.55 : 0.8), begun: true });
    }
  }
}

function halves(word) {
  const letters = [...word.typed.normalize('NFC')];
  if (letters.length < 5 || letters.length !== word.plain.length) return null;
  let best = null;
  for (let at = 2; at <= letters.length - 2; at++) {
    const both = [letters.slice(0, at).join(''), letters.slice(at).join('')];
    const ids = both.map((half) => table.ids.get(fold(half)));
    if (ids.includes(undefined)) continue;
    const count = Math.min(...ids.map(foldCount));
    if (!best || count > best.count) best = { count, both };
  }
  if (!best || best.count < 2 || near(word.plain, 1).length) return null;
  return best.both.map((half) => ({ ...word, typed: half, plain: fold(half), options: [], known: true }));
}

/** Which letters a text has, a bit each. */
const letterSet = memo((text) => {
  let set = 0;
  for (let at = 0; at < text.length; at++) set |= 1 << (text.charCodeAt(at) & 31);
  return set;
});

/** Folds within some slips of the finger, the nearest and most common first. */
const near = (plain, slips) => {
  const found = [];
  const own = letterSet(plain);
  table.folds.forEach((text, at) => {
    if (Math.abs(text.length - plain.length) > slips || text < 'a') return;
    // Each slip changes at most two letters of the set.
    let other = own ^ letterSet(text);
    for (let left = 2 * slips; other && left; left--) other &= other - 1;
    const far = other ? 0 : distance(text, plain);
    if (far && far <= slips) found.push({ at, far, count: foldCount(at) });
  });
  return found.sort((a, b) => a.far - b.far || b.count - a.count);
};

/** Undoes the keys of Telex that were typed as letters: dduwowngf → duong. */
const telex = (plain) => plain.replace(/([aeiouyw][a-z]*)[sfrxj]$/, "$1").replace(/([aeod])\1/g, "$1").replace(/w/g, "");

function slips(word, anyMarks) {
  const keys = table.ids.get(telex(word.plain));
  if (keys !== undefined) return addFold(word, keys, 0.9, table.folds[keys], anyMarks);
  const found = near(word.plain, word.plain.length > 4 ? 2 : 1);
  for (const { at, far } of found.slice(0, about.files === 'many' ? 5 : 24)) {
    for (const id of wordsOf(at)) {
      const marks = distance(normalize(word.typed), normalize(table.words[id]));
      word.options.push({ id, value: (far === 1 ? 0.7 : 0.4) * 0.9 ** (anyMarks ? marks - far : 0), slip: true });
    }
  }
}

/** A known word that stands beside neither of its neighbours anywhere may be a slip for one that does. */
function doubtful(words, anyMarks) {
  const beside = (a, b) => a.some(({ id }) => pairsOf(id, b, () => true));
  const exact = (word) => (word?.options ?? []).filter((option) => !option.begun);
  words.forEach((word, at) => {
    const [before, after] = [exact(words[at - 1]), exact(words[at + 1])];
    const own = exact(word);
    if (!word.known || word.quoted || word.plain.length < 2 || /^\d/.test(word.plain)) return;
    if (!before.length && !after.length) return;
    if (beside(before, own) || beside(own, after)) return;
    const found = near(word.plain, 1);
    for (const { at: other } of found) {
      const options = [];
      addFold({ options }, other, 0.45, table.folds[other], false);
      const likely = options.filter((option) => beside(before, [option]) || beside([option], after));
      word.options.push(...likely.map((option) => ({ ...option, slip: true })));
    }
  });
}

// ----------------------------------------------------------------------------------------------------------- scoring

const ZONE = [1, 1.25, 1.9, 2.6, 3];
const PAIR = [1.1, 1.1, 2, 3.2, 3.2];

/** Parts of the postings that answer the question: all in one file; else those of the words that tell most. */
const MOST_PARTS = 3;
function partsFor(words) {
  const wanted = new Set();
  const ranked = words.filter((word) => word.options.length).sort((a, b) => weightOf(b) - weightOf(a));
  for (const word of ranked) {
    const own = new Set();
    for (const option of word.options) own.add(partOfWord(option.id));
    for (const part of own) if (word.quoted || loaded(part) || about.files !== 'many' || wanted.size < MOST_PARTS) wanted.add(part);
  }
  return [...wanted];
}

/** How much a word tells: the rarer, the more. */
function weightOf(word) {
  let count = 0;
  for (const option of word.options) if (option.value > 0.5) count = option.begun || option.slip ? Math.max(count, documentsWith(option.id)) : count + documentsWith(option.id);
  if (!count) for (const option of word.options) count += documentsWith(option.id);
  return Math.log(1 + about.documents / Math.min(Math.max(count, 1), about.documents)) * word.weight;
}

/** Scores all documents: {score, cover (share of the question found)}; `missing` where the second tier may tell more. */
function evaluate(words) {
  const documents = about.documents;
  const score = new Float32Array(documents);
  const cover = new Float32Array(documents);
  const best = new Float32Array(documents);
  let touched = [];
  const put = (model, value) => {
    if (!best[model]) touched.push(model);
    if (value > best[model]) best[model] = value;
  };
  const take = (each) => {
    for (const model of touched) {
      each(model, best[model]);
      best[model] = 0;
    }
    touched = [];
  };
  let sum = 0;
  let granted = 0;
  const known = words.filter((word) => word.options.some((option) => listOf(option.id)));
  for (const word of known) {
    const weight = (word.tells = weightOf(word));
    // If nothing fits the marks that were typed, they were wrong: what comes nearest counts nearly in full.
    const top = Math.max(...word.options.map((option) => option.value));
    const lift = top < 0.9 && !word.options[0].slip && !word.options[0].begun ? 0.85 / top : 1;
    let cut = false;
    for (const option of word.options) {
      const list = listOf(option.id);
      if (!list) continue;
      option.lifted = Math.min(1, option.value * lift);
      cut ||= list.cut && option.lifted > 0.5;
      const { documents: ids, zones } = list;
      for (let at = 0; at < ids.length; at++) put(ids[at], option.lifted * ZONE[zones[at]]);
    }
    word.cut = cut;
    // Of a word that stands nearly everywhere only the best places are listed; the others are taken for granted.
    const base = cut ? 0.8 : 0;
    if (cut) granted += weight;
    take((model, value) => {
      score[model] += weight * (value - base);
      cover[model] += weight * (Math.min(1, 0.5 + value / 2) - (cut ? 1 : 0));
    });
    sum += weight;
  }
  for (let at = 0; at + 1 < words.length; at++) {
    const weight = ((words[at].tells ?? 0) + (words[at + 1].tells ?? 0)) * 0.7;
    const likely = (word) => word.options.filter((option) => option.lifted > 0.2);
    const after = likely(words[at + 1]);
    for (const a of likely(words[at])) {
      pairsOf(a.id, after, (pair, b) => {
        const value = Math.sqrt(a.lifted * b.lifted);
        for (let i = 0; i < pair.documents.length; i++) put(pair.documents[i], value * PAIR[pair.zones[i]]);
      });
    }
    take((model, value) => (score[model] += weight * value));
  }
  return { score, cover, sum, granted, known };
}

/** Documents that hold a phrase word for word. */
function withPhrase(phrase, anyMarks) {
  const fits = (word) => word.options.filter((option) => fit(word.typed, table.words[option.id], false) > 0.9);
  let found = null;
  const keep = (some) => (found = found ? new Set([...found].filter((model) => some.has(model))) : some);
  if (phrase.length === 1) {
    keep(new Set(fits(phrase[0]).flatMap((option) => [...(listOf(option.id)?.documents ?? [])])));
  }
  for (let at = 0; at + 1 < phrase.length; at++) {
    const here = new Set();
    for (const a of fits(phrase[at])) {
      pairsOf(a.id, fits(phrase[at + 1]), (pair) => void pair.documents.forEach((model) => here.add(model)));
    }
    keep(here);
  }
  return found;
}

/** The documents that answer the words, best first. */
function rank({ words, phrases }) {
  const { score, cover, sum, granted, known } = evaluate(words);
  const allowed = phrases.map((phrase) => withPhrase(phrase));
  const found = [];
  let whole = 0;
  if (!known.length) return { found, score };
  for (let model = 0; model < score.length; model++) {
    if (!score[model] || allowed.some((set) => !set.has(model))) continue;
    const share = (cover[model] + granted) / sum;
    if (share > 0.74) whole++;
    cover[model] = share;
    score[model] = (score[model] + 0.8 * granted) * share * share * (1.06 - (0.06 * model) / score.length);
    found.push(model);
  }
  // Everything that was asked for is there often enough: what has only some of it is left out.
  const best = found.reduce((top, model) => Math.max(top, cover[model]), 0);
  const least = whole >= 10 ? 0.74 : best * 0.3;
  const answers = found.filter((model) => cover[model] >= least);
  answers.sort((a, b) => score[b] - score[a] || a - b);
  return { found: answers, score, known };
}

// ----------------------------------------------------------------------------------------------------------- results

const NAME = LETTERS.replace("'", '-');
const records = new Map();
const recordPart = (model) => Math.floor(model / about.perResult);

function record(model) {
  const part = recordPart(model);
  if (!records.has(model)) {
    const bits = new Bits(store[`r${part}`]);
    const from = part * about.perResult;
    for (let at = from; at < Math.min(from + about.perResult, about.documents); at++) records.set(at, readRecord(bits));
  }
  return records.get(model);
}

/** An address, as what makes it from the title: mostly that title's slug. */
function readAddress(bits) {
  if (!bits.bit()) {
    const url = bits.literal();
    return () => url;
  }
  let shared = Infinity;
  let rest = '';
  if (!bits.bit()) {
    shared = bits.gamma() - 1;
    for (let left = bits.gamma() - 1; left; left--) rest += NAME[bits.many(6)];
  }
  return (title) => `mo-hinh/${slug(title).slice(0, shared)}${rest}.html`;
}

function readRecord(bits) {
  const address = readAddress(bits);
  const [title, summary, placeThen, placeNow, award] = [0, 0, 0, 0, 0].map(() => readText(bits));
  const field = bits.gamma() - 2;
  const level = bits.gamma() - 2;
  const awarded = bits.bit();
  const year = bits.many(12);
  const copies = bits.gamma() - 1;
  const sections = [];
  for (let left = bits.gamma() - 1; left; left--) sections.push([readText(bits), readText(bits)]);
  return { url: address(title), title, summary, placeThen, placeNow, award, field, level, awarded, year, copies, sections };
}

/** A text as src/search/shown.rs wrote it: what stands between words, and words with their case. */
function readText(bits) {
  let text = '';
  for (;;) {
    const symbol = gapCode.read(bits);
    if (symbol === 0) return text;
    if (symbol === 1) return `${text}.`;
    if (symbol === 2) {
      text += bits.literal();
      if (!bits.bit()) return text;
    } else text += about.gaps[symbol - 3];
    const word = table.words[wordCode.read(bits)];
    if (!bits.bit()) text += word;
    else if (!bits.bit()) text += word[0].toUpperCase() + word.slice(1);
    else if (!bits.bit()) text += word.toUpperCase();
    else {
      const count = bits.gamma();
      text += [...word].map((c, at) => (at < count && bits.bit() ? c.toUpperCase() : c)).join('');
    }
  }
}

/** The words of the table that were looked for, to mark them: word → how much it tells. */
function wanted(words, query) {
  const all = new Map();
  const add = (word, value) => all.set(word, Math.max(value, all.get(word) ?? 0));
  for (const word of words) {
    for (const option of word.options) if (option.lifted >= 0.25 && word.weight === 1) add(table.words[option.id], word.tells * option.lifted);
  }
  const plain = ` ${syllables(fold(query)).map((s) => s.raw).join(' ')} `;
  for (const [short, long] of about.abbreviations) {
    if (plain.includes(` ${fold(long)} `)) add(short, 2);
    if (plain.includes(` ${fold(short)} `)) long.split(' ').forEach((word) => add(word, 1));
  }
  return all;
}

/** Ranges of `text` to mark, neighbours in one. */
function marked(text, words) {
  const ranges = [];
  let value = 0;
  const seen = new Set();
  for (const { raw, start } of syllables(text)) {
    const word = raw.toLowerCase().replace(/’/g, "'");
    const tells = words.get(word);
    if (!tells) continue;
    const last = ranges[ranges.length - 1];
    const beside = last && /^\s*$/.test(text.slice(last[1], start));
    value += seen.has(word) ? tells / 10 : tells;
    if (beside) value += tells * 0.7;
    seen.add(word);
    if (beside) last[1] = start + raw.length;
    else ranges.push([start, start + raw.length]);
  }
  return { ranges, value };
}

/** The sentence that holds most of what was looked for. */
function excerpt({ summary, sections }, words) {
  let best = { sentence: '', ranges: [], value: -1 };
  const consider = (text, bonus) => {
    for (let sentence of text.match(/[^\n]+?(?:[.!?…]+(?=\s)|\n|$)/g) ?? []) {
      sentence = sentence.trim();
      const found = marked(sentence, words);
      if (found.value * bonus > best.value) best = { sentence, ranges: found.ranges, value: found.value * bonus };
    }
  };
  consider(summary, 1.3);
  if (best.value <= 0) best = { sentence: summary, ranges: [], value: 0 };
  for (const [, text] of sections) consider(text, 1);
  return shorten(best);
}

const LONGEST = 240;
function shorten({ sentence: text, ranges }) {
  if (text.length <= LONGEST) return { sentence: text, ranges };
  const first = ranges[0]?.[0] ?? 0;
  const from = first > LONGEST - 60 ? text.lastIndexOf(' ', first - 60) + 1 : 0;
  const to = from + LONGEST < text.length ? text.lastIndexOf(' ', from + LONGEST) : text.length;
  const lead = from ? '… ' : '';
  const moved = ranges.filter(([a, b]) => a >= from && b <= to).map(([a, b]) => [a - from + lead.length, b - from + lead.length]);
  return { sentence: lead + text.slice(from, to) + (to < text.length ? ' …' : ''), ranges: moved };
}

function result(model, score, words) {
  const { sections, field, level, awarded, year, ...shown } = record(model);
  const title = marked(shown.title, words);
  const best = excerpt({ summary: shown.summary, sections }, words);
  return {
    ...shown,
    url: new URL(shown.url, ROOT).href,
    excerpt: best.sentence,
    marks: { title: title.ranges, excerpt: best.ranges },
    field: about.fields[field]?.[1] ?? '',
    level: about.levels[level]?.[1] ?? '',
    year: year || null,
    awardYear: awarded ? year : null,
    score,
  };
}

// ------------------------------------------------------------------------------------------------------------ facets

let rows;
/** Each province's number to its documents; the parts with its places that have been read. */
const inProvince = [];
const unitsRead = new Set();
const width = (count) => 32 - Math.clz32(count);

/** What every document can be filtered by: places below the province come with the provinces that filters name. */
async function readRows(filters) {
  if (about.files !== 'one') await load(about.files === 'two' ? '1' : 'f');
  if (!rows) {
    const bits = new Bits(store.columns);
    const years = Array.from({ length: 255 }, (_, at) => [String(about.firstYear + at), String(about.firstYear + at)]);
    const lists = { place: store.provinces.map(([id, label]) => [id, label, -1]), year: years, level: about.levels, unit: about.unitTypes, stage: about.stages, spread: [['yes', ''], ['no', '']] };
    const widths = Object.entries(lists).map(([name, list]) => [name, width(name === 'spread' ? 1 : list.length)]);
    const fields = width(about.fields.length);
    rows = { place: [], year: [], level: [], unit: [], stage: [], spread: [], field: [], district: [], lists: { ...lists, field: about.fields, district: [] } };
    for (let model = 0; model < about.documents; model++) {
      for (const [name, width] of widths) rows[name].push(bits.many(width) - 1);
      (inProvince[rows.place[model]] ??= []).push(model);
      rows.district.push(-1);
      const list = [];
      for (let field; (field = bits.many(fields)); ) list.push(field - 1);
      rows.field.push(list);
    }
  }
  const parts = unitsFor(filters).filter((part) => !unitsRead.has(part));
  if (about.files === 'many') await Promise.all(parts.map((part) => load(`u${part}`)));
  parts.forEach(readUnits);
}

/** The parts with the places that filters name; all of them where a name does not tell its province. */
function unitsFor({ place = [], district = [] }) {
  const provinces = store.provinces;
  const all = [...new Set(provinces.map(([, , part]) => part))];
  if (about.files !== 'many') return all;
  const within = place.map((wish) => provinces.find(([id]) => wish === id || wish.startsWith(`${id}/`)));
  if (within.includes(undefined) || (district.length && !place.length)) return all;
  return [...new Set(within.map(([, , part]) => part))];
}

function readUnits(part) {
  if (unitsRead.has(part)) return;
  unitsRead.add(part);
  const { place, district } = rows.lists;
  for (const [province, communes, districts, packed] of store[`u${part}`]) {
    const own = store.provinces[province][0];
    const first = place.length;
    place.push(...communes.map((one) => [...(Array.isArray(one) ? one : [`${own}/${slug(one)}`, one]), province]));
    const numbers = districts.map((one) => {
      const at = district.findIndex(([id]) => id === one[0]);
      return at < 0 ? district.push(one) - 1 : at;
    });
    const bits = new Bits(packed);
    for (const model of inProvince[province] ?? []) {
      const commune = bits.many(width(communes.length));
      const before = bits.many(width(districts.length));
      if (commune) rows.place[model] = first + commune - 1;
      if (before) rows.district[model] = numbers[before - 1];
    }
  }
}

/** A value and, for a place, those it lies in. */
const placesOf = memo((value) => (value < 0 ? [] : [value, ...placesOf(rows.lists.place[value][2])]));
const single = memo((value) => (value < 0 ? [] : [value]));

/** Positions of the values a model has for a filter. */
function valuesOf(name, model) {
  const value = rows[name][model];
  if (name === 'field') return value;
  return name === 'place' ? placesOf(value) : single(name === 'spread' ? (value < 0 ? 1 : 0) : value);
}

const FILTERS = ['field', 'place', 'district', 'year', 'level', 'unit', 'stage', 'spread'];

/** Keeps the documents all filters allow, and counts for each filter what each of its values would give. */
function filter(found, filters) {
  const chosen = {};
  for (const name of FILTERS) {
    const wish = filters[name];
    if (!wish?.length) continue;
    const inRange = (id) => (!wish[0] || id >= wish[0]) && (!wish[1] || id <= wish[1]);
    const wishes = (id) => (name === 'year' ? inRange(+id) : wish.includes(id));
    chosen[name] = new Set(rows.lists[name].flatMap(([id], at) => (wishes(id) ? [at] : [])));
  }
  // A commune chosen within a province narrows it.
  for (const at of [...(chosen.place ?? [])]) chosen.place.delete(rows.lists.place[at][2]);
  const counts = Object.fromEntries(FILTERS.map((name) => [name, new Uint32Array(rows.lists[name].length)]));
  const names = Object.keys(chosen);
  const kept = found.filter((model) => {
    const failed = names.filter((name) => !valuesOf(name, model).some((value) => chosen[name].has(value)));
    if (failed.length < 2) for (const name of failed.length ? failed : FILTERS) for (const value of valuesOf(name, model)) counts[name][value]++;
    return !failed.length;
  });
  const facets = {};
  for (const name of FILTERS) {
    const entries = rows.lists[name].map(([id, label, within], at) => ({
      id,
      label,
      count: counts[name][at],
      ...(name === 'place' && { within: rows.lists.place[within]?.[0] ?? null }),
    }));
    facets[name] = entries.filter(({ id, count }) => count || filters[name]?.includes(id));
  }
  return { kept, facets };
}

// ------------------------------------------------------------------------------------------------------------ search

/** What has been given of each question, so that the next page goes on with what this one had no room for. */
const given = memo(() => []);

/**
 * The next `limit` answers. Among those nearly as good, the ones whose files are here or needed anyway come first; and
 * no more than `room` files are opened, so that no answer keeps a weak line busy: rather than poor answers it gives fewer.
 */
function gathered(found, score, limit, room) {
  const pool = found.slice(0, limit * 100).map((model) => ({ model, part: recordPart(model), score: score[model] ?? 0 }));
  const here = new Set();
  const out = [];
  const free = (part) => here.has(part) || `r${part}` in store;
  while (out.length < limit && pool.length) {
    // The first is the best in any case; then, the more files are open already, the more alike must do.
    const least = pool[0].score * (out.length ? 0.88 - 0.08 * Math.min(here.size, 5) : 1);
    const end = pool.findIndex((one) => one.score < least);
    const alike = (end < 0 ? pool : pool.slice(0, end)).filter(({ part }) => room || free(part));
    if (!alike.length) break;
    const counts = {};
    for (const { part } of alike) counts[part] = (counts[part] ?? (free(part) ? 1e9 : 0)) + 1;
    const best = out.length ? alike.reduce((best, one) => (counts[one.part] > counts[best.part] ? one : best)) : alike[0];
    pool.splice(pool.indexOf(best), 1);
    if (!free(best.part)) room--;
    here.add(best.part);
    out.push(best.model);
  }
  return out.sort((a, b) => score[b] - score[a] || a - b);
}

/** Among the best, titles that say little else than what was asked come first. */
async function byTitle(found, score, words) {
  const best = found.slice(0, 30);
  await loadParts('r', best.map(recordPart));
  for (const model of best) {
    const title = syllables(record(model).title);
    const asked = title.filter(({ raw }) => words.has(raw.toLowerCase())).length;
    score[model] *= 1 + (0.15 * asked) / Math.max(title.length, 1);
  }
  return best.sort((a, b) => score[b] - score[a] || a - b).concat(found.slice(30));
}

async function search(query, { filters = {}, limit = 10, offset = 0, prefix = true, facets = true } = {}) {
  await ready();
  const question = parse(String(query ?? ''), prefix);
  const { words, phrases } = question;
  const asked = words.length > 0;
  let answer = { found: [...Array(asked ? 0 : about.documents).keys()], score: [], known: [] };
  let room = MOST_PARTS;
  // All that is known to be needed is asked for at once: a round trip costs more than bytes.
  const counting = (facets || Object.values(filters).some((values) => values?.length)) && readRows(filters);
  if (asked) {
    const parts = partsFor(words);
    // What the postings leave of the files that one answer may open.
    room = Math.max(room, 2 * room - parts.length);
    // Which words of a phrase stand side by side in running text: the first of two knows.
    const firsts = phrases.flatMap((phrase) => phrase.slice(0, -1).flatMap(({ options }) => options.map(({ id }) => partOfWord(id))));
    await Promise.all([loadParts('a', parts), loadParts('b', firsts), counting]);
    doubtful(words, question.marked);
    answer = rank(question);
  }
  let { found } = answer;
  let counted = null;
  if (counting) {
    await counting;
    const { kept, facets: counts } = filter(found, filters);
    [found, counted] = [kept, counts];
  }
  const marks = wanted(words, String(query ?? ''));
  if (asked && about.files !== 'many') found = await byTitle(found, answer.score, marks);
  let shown = found;
  if (about.files === 'many') {
    shown = given(JSON.stringify([query, filters, prefix]));
    const before = new Set(shown);
    const rest = found.filter((model) => !before.has(model));
    rest.splice(0, offset - shown.length).forEach((model) => shown.push(model));
    shown.push(...gathered(rest, answer.score, offset + limit - shown.length, room * Math.ceil(limit / PAGE)));
  }
  shown = shown.slice(offset, offset + limit);
  await loadParts('r', shown.map(recordPart));
  return {
    query,
    total: found.length,
    approximate: words.some((word) => word.cut),
    results: shown.map((model) => result(model, answer.score[model] ?? 0, marks)),
    facets: counted,
    suggestion: suggestion(words, shown[0]),
  };
}

/** The question with the words that were searched in place of those that no page has; null if all were there. */
function suggestion(words, first) {
  if (!words.some((word) => !word.known && word.options.some((option) => option.slip))) return null;
  return words
    .map((word) => {
      const slips = word.options.filter((option) => option.slip);
      if (word.known || !slips.length) return word.typed;
      const holds = (option) => (listOf(option.id)?.documents.includes(first) ? 1 : 0);
      return table.words[slips.reduce((a, b) => (holds(b) - holds(a) || b.value - a.value) > 0 ? b : a).id];
    })
    .join(' ');
}

lantoa.reader = { search, ready };

// --------------------------------------------------------------------------------------------------------- the page

/** What the page says, in its language: {key: text}, with {n} and {field} to be filled in. Comes with the data. */
const say = (key, n) => (about?.say[key] ?? '').replace('{n}', n?.toLocaleString(about.language));
const FAILED = 'Không tải được dữ liệu. (Could not load.)';

/** An element with properties and children. */
const make = (tag, properties = {}, ...children) => {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children.filter((child) => child !== ''));
  return element;
};
const withMarks = (text, ranges) => {
  const parts = [];
  let at = 0;
  for (const [from, to] of ranges) {
    parts.push(text.slice(at, from), make('mark', { textContent: text.slice(from, to) }));
    at = to;
  }
  return [...parts, text.slice(at)];
};

/** What a page of results shows of one model. */
const item = ({ url, title, excerpt, marks, placeThen, placeNow, field, award, year, awardYear, level, copies }) =>
  make(
    'li',
    {},
    make('h3', {}, make('a', { href: url }, ...withMarks(title, marks.title))),
    make('p', { className: 'place' }, placeThen + (placeNow ? ` — ${say('now')}${placeNow}` : '')),
    make('p', { className: 'excerpt' }, ...withMarks(excerpt, marks.excerpt)),
    make('p', { className: 'facts' }, [field, awardYear ? [award || level, awardYear].filter(Boolean).join(' ') : year ? say('started') + year : '', copies ? say(copies === 1 ? 'copiedOne' : 'copied', copies) : ''].filter(Boolean).join(' · ')),
  );

const PAGE = 10;

/** Results and filters in `box`, for the question in `input`. */
class Page {
  constructor(box, form) {
    this.form = form;
    this.input = form.elements.q;
    this.preset = new URLSearchParams(box.dataset.filter ?? '');
    this.idle = make('div', {}, ...box.childNodes);
    this.status = make('p', { className: 'lantoa-status', role: 'status' });
    this.status.setAttribute('aria-live', 'polite');
    this.hint = make('p', { className: 'lantoa-hint', hidden: true });
    this.list = make('ol', { className: 'lantoa-results' });
    this.more = make('button', { type: 'button', className: 'lantoa-more', hidden: true, onclick: () => this.next(true) });
    this.groups = make('div', { onchange: () => this.run(true) });
    this.clear = make('button', { type: 'button', onclick: () => this.reset() });
    this.filters = make('details', { className: 'lantoa-filters', hidden: true, ontoggle: () => this.filters.open && this.run() }, (this.summary = make('summary')), this.groups, this.clear);
    this.chosen = {};
    this.boxes = new Map();
    this.turn = 0;
    box.append(this.status, this.hint, this.filters, this.list, this.more, this.idle);
    let timer;
    const later = () => {
      clearTimeout(timer);
      timer = setTimeout(() => this.run(), 60);
    };
    this.input.addEventListener('input', (event) => event.isComposing || later());
    this.input.addEventListener('compositionend', later);
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      clearTimeout(timer);
      this.run(true);
    });
    addEventListener('popstate', () => this.restore());
    this.restore();
  }

  /** Question and filters from the address. */
  restore() {
    const address = new URLSearchParams(location.search || location.hash.slice(1));
    this.input.value = address.get('q') ?? '';
    this.chosen = {};
    for (const name of FILTERS) {
      const values = address.get(name) ?? this.preset.get(name);
      if (values) this.chosen[name] = values.split(name === 'year' ? '-' : ',');
    }
    for (const { name, id, input } of this.boxes.values()) input.checked = this.chosen[name]?.includes(id) ?? false;
    this.years?.forEach((select, at) => (select.value = this.chosen.year?.[at] ?? ''));
    this.filters.open ||= Object.keys(this.chosen).length > 0;
    this.run();
  }

  /** Question and filters into the address; a new entry of the history if the reader decided something. */
  remember(decided) {
    const address = new URLSearchParams();
    if (this.input.value.trim()) address.set('q', this.input.value.trim());
    for (const name in this.chosen) address.set(name, this.chosen[name].join(name === 'year' ? '-' : ','));
    const text = address.toString();
    if (text === (location.search || location.hash).slice(1)) return;
    try {
      history[decided ? 'pushState' : 'replaceState'](null, '', text ? `?${text}` : location.pathname);
    } catch {
      // Pages opened from disk may not change their address, but for the part after #.
      if (decided) location.hash = text;
    }
  }

  reset() {
    this.boxes.forEach(({ input }) => (input.checked = false));
    this.years?.forEach((select) => (select.value = ''));
    this.run(true);
  }

  /** What is ticked. */
  choose() {
    if (!this.boxes.size) return;
    this.chosen = {};
    for (const { name, id, input } of this.boxes.values()) if (input.checked) (this.chosen[name] ??= []).push(id);
    const years = this.years.map((select) => select.value);
    if (years.some(Boolean)) this.chosen.year = years;
  }

  async run(decided = false) {
    const turn = ++this.turn;
    this.choose();
    const query = this.input.value;
    const asked = query.trim() !== '' || Object.keys(this.chosen).length > 0 || this.filters.open;
    this.remember(decided);
    this.idle.hidden = asked;
    if (!asked) {
      this.filters.hidden = true;
      this.list.replaceChildren();
      this.status.textContent = '';
      this.more.hidden = this.hint.hidden = true;
      return;
    }
    const slow = setTimeout(() => turn === this.turn && (this.status.textContent = '…'), 400);
    try {
      this.asked = { filters: this.chosen, limit: PAGE, prefix: !decided };
      const answer = await search(query, { ...this.asked, facets: this.filters.open });
      if (turn === this.turn) this.show(answer);
    } catch {
      if (turn === this.turn) this.status.textContent = FAILED;
    } finally {
      clearTimeout(slow);
    }
  }

  show({ total, approximate, results, facets, suggestion }) {
    this.summary.textContent = say('filters');
    this.clear.textContent = say('clear');
    this.more.textContent = say('more');
    this.filters.hidden = false;
    this.status.textContent = say(!total ? 'none' : approximate ? 'about' : total === 1 ? 'one' : 'count', total);
    this.list.replaceChildren(...results.map(item));
    this.more.hidden = total <= results.length;
    // What the first answer had no room for follows.
    if (results.length < PAGE && total > results.length) this.next().catch(() => {});
    this.hint.hidden = total > 0 && !suggestion;
    if (suggestion) this.hint.replaceChildren(say('instead'), make('strong', { textContent: suggestion }));
    else if (!total) this.hint.replaceChildren(say('hint'), ...about.fields.flatMap(([id, label]) => [' ', make('a', { href: `?field=${id}`, textContent: label })]));
    if (facets) this.showFacets(facets);
  }

  async next(pressed) {
    const turn = this.turn;
    const offset = this.list.children.length;
    const { total, results } = await search(this.input.value, { ...this.asked, offset, facets: false });
    if (turn !== this.turn || offset !== this.list.children.length) return;
    const items = results.map(item);
    this.list.append(...items);
    if (pressed) items[0]?.querySelector('a').focus();
    this.more.hidden = total <= this.list.children.length || !results.length;
  }

  /** Makes what is missing and sets the counts of what is there, so that the keyboard stays where it is. */
  showFacets(facets) {
    if (!this.years) {
      for (const name of FILTERS) this.groups.append(make('fieldset', { name, hidden: true }, make('legend', { textContent: say(name) })));
      const years = facets.year.map(({ id }) => id).sort().reverse();
      const select = (label, at) => {
        const box = make('select', {}, make('option', { value: '', textContent: say('all') }), ...years.map((year) => make('option', { value: year, textContent: year })));
        box.value = this.chosen.year?.[at] ?? '';
        this.groups.children.year.append(make('label', {}, `${label} `, box));
        return box;
      };
      this.years = [select(say('from'), 0), select(say('to'), 1)];
    }
    for (const name of FILTERS) {
      const group = this.groups.children[name];
      group.hidden = !facets[name].length;
      if (name === 'year') continue;
      const seen = new Set();
      for (const { id, label, count, within } of facets[name]) {
        const key = `${name} ${id}`;
        seen.add(key);
        if (!this.boxes.has(key)) this.add(key, name, id, label || say(id), within);
        const { row, number } = this.boxes.get(key);
        number.textContent = ` (${count})`;
        row.hidden = Boolean(within) && !this.chosen.place?.some((place) => place === within || place === id);
      }
      for (const [key, { row, name: own, input }] of this.boxes) if (own === name && !seen.has(key)) row.hidden = !input.checked;
    }
  }

  add(key, name, id, label, within) {
    const input = make('input', { type: 'checkbox', value: id, checked: this.chosen[name]?.includes(id) ?? false });
    const number = make('span');
    const row = make('label', { className: within ? 'within' : '' }, input, ` ${label}`, number);
    const province = within && this.boxes.get(`${name} ${within}`);
    if (province) {
      province.last.after(row);
      province.last = row;
    } else this.groups.children[name].append(row);
    this.boxes.set(key, { row, number, input, name, id, last: row });
  }
}

function start() {
  const box = document.querySelector('[data-lantoa-results]');
  // With several forms on the page, the one nearest to the results is theirs.
  const form = [...document.querySelectorAll('form[data-lantoa-search]')].pop();
  if (box && form) new Page(box, form);
}
start();
