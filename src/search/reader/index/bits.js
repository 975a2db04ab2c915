/**
 * The codes in which the index is packed. The writer is src/search/index/bits.rs.
 */

/** Reads bits from text: two characters of a 91-character alphabet hold thirteen bits, the highest first. */
export class Bits {
  constructor(text) {
    const words = (this.words = new Uint16Array(text.length >> 1));
    // The alphabet runs from # to ~ and leaves out the backslash (92).
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

  /** A number of `count` bits, at most 31. */
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

  /** A number from 1 up in Elias gamma code. Throws where the data end: past them all bits are zero. */
  eliasGamma() {
    let zeros = 0;
    while (!this.bit()) if (++zeros > 32) throw Error('index');
    return (1 << zeros) | this.many(zeros);
  }

  /** A number from 0 up in Rice code with the parameter `k`. */
  rice(k) {
    let ones = 0;
    while (this.bit()) ones++;
    return (ones << k) | this.many(k);
  }

  /** A text as UTF-16 units, its length before it. */
  literal() {
    let text = '';
    for (let left = this.eliasGamma() - 1; left; left--) text += String.fromCharCode(this.many(16));
    return text;
  }

  /** `count` ascending numbers, stored as the gaps between them: calls `each(number, position)` for each. */
  rising(count, k, each) {
    for (let at = 0, next = 0; at < count; at++) {
      next += this.rice(k);
      each(next++, at);
    }
  }
}

/** The Rice parameter for `count` ascending numbers below `universe`, as the writer computes it. */
export const riceParameter = (universe, count) => {
  const ratio = Math.floor((universe * 11) / (Math.max(count, 1) * 16));
  return ratio ? 31 - Math.clz32(ratio) : 0;
};

/** How many bits a number from 0 to `most` takes. */
export const width = (most) => 32 - Math.clz32(most);

/** A canonical Huffman code, made from the length of each symbol's code (0 for a symbol that does not occur). */
export class Code {
  constructor(lengths) {
    this.counts = [];
    const symbols = [];
    lengths.forEach((length, symbol) => {
      if (length) (symbols[length] ??= []).push(symbol);
    });
    for (let length = 0; length < symbols.length; length++) this.counts[length] = symbols[length]?.length ?? 0;
    this.codeSymbols = symbols.flat();
  }

  /** The next symbol. Throws on bits that are no code. */
  read(bits) {
    let code = 0;
    let first = 0;
    let at = 0;
    for (let length = 1; length < this.counts.length; length++) {
      code |= bits.bit();
      const count = this.counts[length];
      if (code - first < count) return this.codeSymbols[at + code - first];
      at += count;
      first = (first + count) << 1;
      code <<= 1;
    }
    throw Error('index');
  }
}

/** Code lengths from text, a base-36 digit each. */
export const lengthsOf = (text) => [...text].map((c) => parseInt(c, 36));
