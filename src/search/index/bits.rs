//! Bits packed into printable text, and the codes that make small numbers short.
//!
//! Thirteen bits are two of 91 ASCII characters, none of which must be escaped in a JavaScript string. That is 81 % of
//! what bytes can hold; compression by the host regains most of the rest.

/// First character of the alphabet: the one after `"`.
const FIRST: u8 = b'#';
/// The only later character that is not in the alphabet.
const ESCAPE: u8 = b'\\';
const BASE: u16 = 91;
/// Bits in two characters.
const GROUP: u32 = 13;

/// Writes bits, the most significant first.
#[derive(Debug, Default, Clone)]
pub(super) struct BitWriter {
    text: Vec<u8>,
    pending: u64,
    filled: u32,
}

impl BitWriter {
    /// Writes the lowest `count` bits of `value`, at most 32.
    pub(super) fn bits(&mut self, value: u32, count: u32) {
        self.pending = (self.pending << count) | (u64::from(value) & ((1 << count) - 1));
        self.filled += count;
        while self.filled >= GROUP {
            self.filled -= GROUP;
            let group = (self.pending >> self.filled) as u16 & ((1 << GROUP) - 1);
            self.text.extend([character(group / BASE), character(group % BASE)]);
        }
        self.pending &= (1 << self.filled) - 1;
    }

    /// Writes a `value` ≥ 1 in Elias gamma code: 2·⌊log₂ value⌋ + 1 bits.
    pub(super) fn gamma(&mut self, value: u32) {
        let length = 32 - value.max(1).leading_zeros();
        self.bits(0, length - 1);
        self.bits(value.max(1), length);
    }

    /// Writes a value in Rice code: the part above the lowest `k` bits in unary (ones, then a zero), then these bits.
    pub(super) fn rice(&mut self, value: u32, k: u32) {
        let mut ones = value >> k;
        while ones >= 16 {
            self.bits(0xffff, 16);
            ones -= 16;
        }
        self.bits(((1 << ones) - 1) << 1, ones + 1);
        self.bits(value, k);
    }

    /// Writes ascending numbers as Rice codes of their differences. Calls `after` with the index of each.
    pub(super) fn ascending(&mut self, values: &[u32], k: u32, mut after: impl FnMut(&mut Self, usize)) {
        let mut next = 0;
        for (index, &value) in values.iter().enumerate() {
            self.rice(value - next, k);
            next = value + 1;
            after(self, index);
        }
    }

    /// Writes the number of UTF-16 code units, then these.
    pub(super) fn literal(&mut self, text: &str) {
        self.gamma(text.encode_utf16().count() as u32 + 1);
        for unit in text.encode_utf16() {
            self.bits(u32::from(unit), 16);
        }
    }

    /// The text.
    pub(super) fn finish(mut self) -> String {
        if self.filled > 0 {
            self.bits(0, GROUP - self.filled);
        }
        String::from_utf8(self.text).unwrap_or_default()
    }
}

fn character(digit: u16) -> u8 {
    let character = FIRST + digit as u8;
    if character < ESCAPE { character } else { character + 1 }
}

/// The Rice parameter for `count` ascending numbers below `universe`: about log₂(0.69 · universe / count), in integers,
/// so that the reader gets the same.
pub(super) fn rice_parameter(universe: usize, count: usize) -> u32 {
    let ratio = (universe * 11) / (count.max(1) * 16);
    ratio.checked_ilog2().unwrap_or(0)
}

/// A canonical Huffman code.
#[derive(Debug, Default)]
pub(super) struct HuffmanCode {
    /// Length of the code of each symbol, 0 if it does not occur.
    lengths: Vec<u8>,
    codes: Vec<u32>,
}

impl HuffmanCode {
    /// The code for symbols with these frequencies. No code is longer than `limit` bits, if the number of symbols
    /// allows that.
    pub(super) fn new(counts: &[u32], limit: u8) -> Self {
        let mut counts: Vec<u64> = counts.iter().map(|&count| u64::from(count)).collect();
        let mut lengths = lengths(&counts);
        while lengths.iter().any(|&length| length > limit) {
            counts.iter_mut().filter(|count| **count > 0).for_each(|count| *count = *count / 2 + 1);
            lengths = self::lengths(&counts);
        }
        let codes = canonical(&lengths);
        Self { lengths, codes }
    }

    /// The lengths as text, see [`text_of`].
    pub(super) fn text(&self) -> String {
        text_of(&self.lengths)
    }

    /// Writes one symbol.
    pub(super) fn write(&self, out: &mut BitWriter, symbol: usize) {
        out.bits(self.codes[symbol], u32::from(self.lengths[symbol]));
    }
}

/// Lengths as text, one character each: `0` to `9`, then `a` to `z`.
pub(super) fn text_of(lengths: &[u8]) -> String {
    lengths.iter().filter_map(|&length| char::from_digit(u32::from(length.min(35)), 36)).collect()
}

/// Code lengths by Huffman's algorithm with two queues. Symbols with the same frequency are taken in their order.
fn lengths(counts: &[u64]) -> Vec<u8> {
    let mut leaves: Vec<usize> = (0..counts.len()).filter(|&symbol| counts[symbol] > 0).collect();
    leaves.sort_by_key(|&symbol| (counts[symbol], symbol));
    let mut lengths = vec![0; counts.len()];
    if let [only] = leaves[..] {
        lengths[only] = 1;
        return lengths;
    }
    let total = (2 * leaves.len()).saturating_sub(1);
    let mut weights: Vec<u64> = leaves.iter().map(|&symbol| counts[symbol]).collect();
    let mut parents = vec![0; total];
    let (mut leaf, mut node) = (0, leaves.len());
    while weights.len() < total {
        let mut weight = 0;
        for _ in 0..2 {
            let take_leaf = leaf < leaves.len() && (node >= weights.len() || weights[leaf] <= weights[node]);
            let taken = if take_leaf { &mut leaf } else { &mut node };
            parents[*taken] = weights.len();
            weight += weights[*taken];
            *taken += 1;
        }
        weights.push(weight);
    }
    let mut depths = vec![0u8; total];
    for node in (0..total.saturating_sub(1)).rev() {
        depths[node] = depths[parents[node]].saturating_add(1);
    }
    for (&symbol, &depth) in leaves.iter().zip(&depths) {
        lengths[symbol] = depth;
    }
    lengths
}

/// Canonical codes for these lengths: in the order of length, then symbol.
pub(super) fn canonical(lengths: &[u8]) -> Vec<u32> {
    let mut symbols: Vec<usize> = (0..lengths.len()).filter(|&symbol| lengths[symbol] > 0).collect();
    symbols.sort_by_key(|&symbol| (lengths[symbol], symbol));
    let mut codes = vec![0; lengths.len()];
    let (mut code, mut length) = (0u32, 0);
    for symbol in symbols {
        code <<= lengths[symbol] - length;
        length = lengths[symbol];
        codes[symbol] = code;
        code += 1;
    }
    codes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_needs_no_escape() {
        let mut out = BitWriter::default();
        (0..1 << 13).for_each(|word| out.bits(word, 13));
        let text = out.finish();
        assert_eq!(text.len(), 2 << 13);
        assert!(text.bytes().all(|b| (b'#'..=b'~').contains(&b) && b != b'\\'));
    }

    #[test]
    fn frequent_symbols_get_short_codes_that_fill_the_tree() {
        let counts = [1, 0, 50, 3, 3, 900, 1, 1];
        let code = HuffmanCode::new(&counts, 15);
        assert_eq!((code.lengths[5], code.lengths[1]), (1, 0));
        let kraft: f64 = code.lengths.iter().filter(|&&l| l > 0).map(|&l| 0.5f64.powi(i32::from(l))).sum();
        assert!((kraft - 1.0).abs() < 1e-9);
        let steep: Vec<u32> = (0..30).map(|n| 1 << n).collect();
        assert!(HuffmanCode::new(&steep, 9).lengths.iter().all(|&length| length <= 9));
        assert_eq!(HuffmanCode::new(&[0, 7], 15).lengths, [0, 1]);
        assert!(HuffmanCode::new(&[], 15).lengths.is_empty());
    }

    /// The tests of the reader decode the same examples, `reader/tests/bits.tsv`.
    #[test]
    fn codes_are_as_the_reader_reads_them() {
        let rows =
            include_str!("../reader/tests/bits.tsv").lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
        for row in rows {
            let cells: Vec<&str> = row.split('\t').collect();
            let [name, parameter, list, packed] = cells[..] else { panic!("{row}") };
            let k = parameter.parse().unwrap_or(0);
            let values: Vec<u32> = list.split(' ').filter_map(|value| value.parse().ok()).collect();
            let mut out = BitWriter::default();
            match name {
                "bits" => values.iter().for_each(|&value| out.bits(value, k)),
                "gamma" => values.iter().for_each(|&value| out.gamma(value)),
                "rice" => values.iter().for_each(|&value| out.rice(value, k)),
                "rising" => out.ascending(&values, k, |_, _| ()),
                "literal" => list.split(' ').for_each(|text| out.literal(text)),
                "code" => {
                    let lengths: Vec<u8> =
                        parameter.chars().filter_map(|c| c.to_digit(36)).map(|length| length as u8).collect();
                    let code = HuffmanCode { codes: canonical(&lengths), lengths };
                    values.iter().for_each(|&symbol| code.write(&mut out, symbol as usize));
                }
                other => panic!("{other}"),
            }
            assert_eq!(out.finish(), packed, "{row}");
        }
    }

    #[test]
    fn the_parameter_fits_the_density() {
        assert_eq!((rice_parameter(1000, 1000), rice_parameter(1000, 1), rice_parameter(0, 0)), (0, 9, 0));
    }
}
