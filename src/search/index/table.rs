//! The table of words: all words of the site, sorted by their unmarked form, with a class of frequency for each.

use std::collections::{HashMap, HashSet};

use super::bits::{BitWriter, HuffmanCode, rice_parameter};
use crate::vietnamese::fold;

/// All words of the site. The number of a word is its index.
#[derive(Debug, Default)]
pub(super) struct WordTable {
    /// The words: numbers by value, then the others by unmarked form.
    pub(super) words: Vec<Box<str>>,
    /// For each fold the index of its first word; at the end the number of words.
    pub(super) folds: Vec<u32>,
    /// The values of the first folds, which are numbers and have one word each.
    numbers: Vec<u32>,
    /// The unmarked forms of the other folds.
    plain: Vec<Box<str>>,
}

impl WordTable {
    /// The table of all words of these vocabularies.
    pub(super) fn new<'v>(vocabularies: impl Iterator<Item = &'v Vec<Box<str>>>) -> Self {
        let seen: HashSet<&str> = vocabularies.flatten().map(|word| &**word).collect();
        let mut numbers = Vec::new();
        let mut words: Vec<(Box<str>, &str)> = Vec::with_capacity(seen.len());
        for word in seen {
            match number(word) {
                Some(value) => numbers.push(value),
                None => words.push((fold(word).into(), word)),
            }
        }
        numbers.sort_unstable();
        words.sort_unstable();
        let mut table = Self { numbers, ..Self::default() };
        for value in &table.numbers {
            table.folds.push(table.words.len() as u32);
            table.words.push(value.to_string().into());
        }
        for (plain, word) in words {
            if table.plain.last() != Some(&plain) {
                table.folds.push(table.words.len() as u32);
                table.plain.push(plain);
            }
            table.words.push(word.into());
        }
        table.folds.push(table.words.len() as u32);
        table
    }

    /// The number in this table of each word of a vocabulary.
    pub(super) fn numbers_of(&self, ids: &HashMap<&str, u32>, vocabulary: &[Box<str>]) -> Vec<u32> {
        vocabulary.iter().map(|word| ids.get(&**word).copied().unwrap_or(0)).collect()
    }

    /// The fold of each word.
    pub(super) fn fold_of_words(&self) -> Vec<u32> {
        let ranges = (0..).zip(self.folds.windows(2));
        ranges.flat_map(|(fold, range)| (range[0]..range[1]).map(move |_| fold)).collect()
    }

    /// The numbers of all words.
    pub(super) fn ids(&self) -> HashMap<&str, u32> {
        self.words.iter().map(|word| &**word).zip(0..).collect()
    }

    /// The table as text: folds with their words, then the class of each word. Also the codes to decode it, as JSON.
    pub(super) fn pack(&self, classes: &[u8]) -> (String, serde_json::Value) {
        let codes = TableCodes::new(self, classes);
        let mut out = BitWriter::default();
        out.gamma(self.numbers.len() as u32 + 1);
        out.gamma(self.plain.len() as u32 + 1);
        let k = rice_parameter(self.numbers.last().map_or(0, |&last| last as usize + 1), self.numbers.len());
        out.bits(k, 5);
        out.ascending(&self.numbers, k, |_, _| {});
        for (previous, plain, words) in self.entries() {
            codes.pack_plain(&mut out, previous, plain);
            codes.pack_words(&mut out, plain, words);
        }
        for &class in classes {
            codes.classes.write(&mut out, class as usize);
        }
        let forms: Vec<String> = codes.forms.iter().map(HuffmanCode::text).collect();
        let about =
            serde_json::json!({"letters": codes.letters.text(), "classes": codes.classes.text(), "forms": forms});
        (out.finish(), about)
    }

    /// Each fold that is not a number: the unmarked form of the previous one, its own, and its words.
    fn entries(&self) -> impl Iterator<Item = (&str, &str, &[Box<str>])> {
        let previous = std::iter::once("").chain(self.plain.iter().map(|plain| &**plain));
        let bounds = self.folds[self.numbers.len()..].windows(2);
        let words = bounds.map(|bounds| &self.words[bounds[0] as usize..bounds[1] as usize]);
        previous.zip(&self.plain).zip(words).map(|((previous, plain), words)| (previous, &**plain, words))
    }
}

/// The class of a word in all documents, and that of a word in none, which is known only as part of a place's name.
const ALL: u8 = 15;
const NONE: u8 = 16;
/// Number of classes of frequency.
pub(super) const CLASSES: usize = NONE as usize + 1;

/// The class of a word in `count` documents: a logarithm, from 0 (one document) to [`ALL`], or [`NONE`].
pub(super) fn class(count: u32, documents: usize) -> u8 {
    if count == 0 {
        return NONE;
    }
    let all = (documents.max(2) as f64).log2();
    (f64::from(count).log2() / all * f64::from(ALL)).round().min(f64::from(ALL)) as u8
}

/// The value of a word that is a number without leading zeros.
fn number(word: &str) -> Option<u32> {
    let plain = word.len() <= 9 && word.bytes().all(|b| b.is_ascii_digit()) && (word == "0" || !word.starts_with('0'));
    plain.then(|| word.parse().ok()).flatten()
}

/// The letters that can have diacritics, each with all its forms. The reader has the same list.
pub(super) const FORMS: [(char, &str); 7] = [
    ('a', "àảãáạăằẳẵắặâầẩẫấậ"),
    ('d', "đ"),
    ('e', "èẻẽéẹêềểễếệ"),
    ('i', "ìỉĩíị"),
    ('o', "òỏõóọôồổỗốộơờởỡớợ"),
    ('u', "ùủũúụưừửữứự"),
    ('y', "ỳỷỹýỵ"),
];

/// The codes of the table.
struct TableCodes {
    letters: HuffmanCode,
    /// One for each letter of [`FORMS`]; the first symbol is the unmarked letter.
    forms: Vec<HuffmanCode>,
    classes: HuffmanCode,
}

/// Symbols after the letters: an apostrophe, the digits, any other character, the end of a fold.
const APOSTROPHE: usize = 26;
const DIGIT: usize = 27;
const OTHER: usize = 37;
const END: usize = 38;

impl TableCodes {
    fn new(table: &WordTable, classes: &[u8]) -> Self {
        let mut letters = vec![0; END + 1];
        let mut forms: Vec<Vec<u32>> = FORMS.iter().map(|(_, forms)| vec![0; forms.chars().count() + 1]).collect();
        let mut counts = [0; CLASSES];
        for (previous, plain, words) in table.entries() {
            symbols(&plain[common_prefix(previous, plain)..], |symbol, _| letters[symbol] += 1);
            for mark in words.iter().filter_map(|word| marks(plain, word)).flatten() {
                forms[mark.letter][mark.form] += 1;
            }
        }
        classes.iter().for_each(|&class| counts[class as usize] += 1);
        let forms = forms.iter().map(|counts| HuffmanCode::new(counts, 15)).collect();
        Self { letters: HuffmanCode::new(&letters, 15), forms, classes: HuffmanCode::new(&counts, 15) }
    }

    /// Writes the length of the prefix that `plain` has in common with the previous fold, then its other letters.
    fn pack_plain(&self, out: &mut BitWriter, previous: &str, plain: &str) {
        let prefix = common_prefix(previous, plain);
        out.rice(plain[..prefix].encode_utf16().count() as u32, 1);
        symbols(&plain[prefix..], |symbol, unit| {
            self.letters.write(out, symbol);
            if symbol == OTHER {
                out.bits(u32::from(unit), 16);
            }
        });
    }

    /// Writes the words of one fold: by the diacritics on its letters, or literally, if a word has others.
    fn pack_words(&self, out: &mut BitWriter, plain: &str, words: &[Box<str>]) {
        let regular: Option<Vec<Vec<Mark>>> = words.iter().map(|word| marks(plain, word)).collect();
        out.bits(u32::from(regular.is_none()), 1);
        for (index, word) in words.iter().enumerate() {
            match &regular {
                Some(regular) => regular[index].iter().for_each(|mark| self.forms[mark.letter].write(out, mark.form)),
                None => out.literal(word),
            }
            out.bits(u32::from(index + 1 < words.len()), 1);
        }
    }
}

/// Length in bytes of the common prefix.
fn common_prefix(previous: &str, plain: &str) -> usize {
    previous.chars().zip(plain.chars()).take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum()
}

/// Calls `each` with the symbols of the rest of a fold and with its end; also with the UTF-16 unit.
fn symbols(rest: &str, mut each: impl FnMut(usize, u16)) {
    for unit in rest.encode_utf16() {
        let symbol = match u8::try_from(unit) {
            Ok(letter @ b'a'..=b'z') => usize::from(letter - b'a'),
            Ok(b'\'') => APOSTROPHE,
            Ok(digit @ b'0'..=b'9') => DIGIT + usize::from(digit - b'0'),
            _ => OTHER,
        };
        each(symbol, unit);
    }
    each(END, 0);
}

/// A letter of [`FORMS`] and one of its forms; form 0 is the unmarked one.
struct Mark {
    letter: usize,
    form: usize,
}

/// The diacritics of `word`, if it differs from `plain` in nothing else.
fn marks(plain: &str, word: &str) -> Option<Vec<Mark>> {
    let (mut marks, mut letters) = (Vec::new(), word.chars());
    for base in plain.chars() {
        let letter = letters.next()?;
        match FORMS.iter().position(|(known, _)| *known == base) {
            Some(index) if letter == base => marks.push(Mark { letter: index, form: 0 }),
            Some(index) => {
                marks.push(Mark { letter: index, form: FORMS[index].1.chars().position(|form| form == letter)? + 1 })
            }
            None if letter == base => {}
            None => return None,
        }
    }
    letters.next().is_none().then_some(marks)
}
