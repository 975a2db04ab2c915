//! Texts and points in few bytes, for scripts that hold thousands of names: hosts without compression exist. `unpack.js` is
//! the reader of what is written here.

use rustc_hash::FxHashMap;

/// How many symbols there are: the printable characters of ASCII but for space, `!`, `"` and `\`, which separate or would be
/// escaped.
const SYMBOLS: usize = 91;

/// The symbol of a number below [`SYMBOLS`].
pub(super) fn symbol(number: usize) -> char {
    let code = 35 + number.min(SYMBOLS - 1) as u8;
    char::from(if code < b'\\' { code } else { code + 1 })
}

/// A point as four symbols: hundredths of a degree, which is about a kilometre, east of 100° and north of the equator.
pub(super) fn point((lon, lat): (f32, f32)) -> String {
    let digits = |degrees: f32| {
        let hundredths = (f64::from(degrees) * 100.0).round().clamp(0.0, (SYMBOLS * SYMBOLS - 1) as f64) as usize;
        [symbol(hundredths / SYMBOLS), symbol(hundredths % SYMBOLS)]
    };
    [digits(lon - 100.0), digits(lat)].into_iter().flatten().collect()
}

/// The words of some texts. Frequent ones are written with one symbol, the others with two.
pub(super) struct Words<'t> {
    list: Vec<&'t str>,
    numbers: FxHashMap<&'t str, usize>,
    /// How many words are written with one symbol.
    pub(super) short: usize,
}

impl<'t> Words<'t> {
    pub(super) fn new(texts: impl Iterator<Item = &'t str>) -> Self {
        let mut counts: FxHashMap<&str, usize> = FxHashMap::default();
        texts.flat_map(|text| text.split(' ')).for_each(|word| *counts.entry(word).or_default() += 1);
        let mut list: Vec<&str> = counts.keys().copied().collect();
        list.sort_unstable_by_key(|word| (std::cmp::Reverse(counts[word]), *word));
        // Each first symbol of two stands for as many words as there are symbols.
        let leading = (0..SYMBOLS).find(|leading| SYMBOLS - leading + leading * SYMBOLS >= list.len());
        let numbers = list.iter().copied().zip(0..).collect();
        Self { list, numbers, short: SYMBOLS - leading.unwrap_or(SYMBOLS) }
    }

    /// The words in the order of their numbers, with spaces between.
    pub(super) fn list(&self) -> String {
        self.list.join(" ")
    }

    /// A text whose words are all known.
    pub(super) fn pack(&self, text: &str) -> String {
        let mut packed = String::new();
        for word in text.split(' ') {
            match self.numbers.get(word).copied().unwrap_or_default().checked_sub(self.short) {
                None => packed.push(symbol(self.numbers.get(word).copied().unwrap_or_default())),
                Some(rest) => packed.extend([symbol(self.short + rest / SYMBOLS), symbol(rest % SYMBOLS)]),
            }
        }
        packed
    }
}

#[cfg(test)]
mod tests {
    use super::{SYMBOLS, Words, point, symbol};

    #[test]
    fn symbols_need_no_escape_and_differ() {
        let all: std::collections::BTreeSet<char> = (0..SYMBOLS).map(symbol).collect();
        assert_eq!(all.len(), SYMBOLS);
        assert!(all.iter().all(|one| one.is_ascii_graphic() && !"\\\"! ".contains(*one)));
    }

    #[test]
    fn frequent_words_take_one_symbol() {
        let rare: Vec<String> = (0..200).map(|number| format!("w{number:03}")).collect();
        let texts = rare.iter().map(String::as_str).chain(std::iter::repeat_n("Xã Đông", 3));
        let words = Words::new(texts);
        assert_eq!(words.short, 89, "two symbols lead to 182 more words");
        assert_eq!((words.pack("Xã Đông").len(), words.pack("w199").len()), (2, 2));
        assert_eq!(point((107.5, 11.25)).len(), 4);
    }
}
