//! The table of words: all the site's words, sorted by what they are without marks, with how common each is.

use std::collections::HashMap;

use super::bits::{BitWriter, Code, rice_parameter};
use super::vocabulary::Vocabulary;
use crate::vietnamese::fold;

/// All words of the site. A word's number is its position.
#[derive(Debug, Default)]
pub(super) struct Table {
    /// The words.
    pub(super) words: Vec<Box<str>>,
    /// For each fold, where its words begin; at the end the number of words.
    pub(super) folds: Vec<u32>,
    /// The first of those, one for each, are plain numbers.
    numbers: Vec<u32>,
    plain: Vec<Box<str>>,
}

impl Table {
    /// Gathers the words of all chunks. Numbers come first, by value; then words by fold.
    pub(super) fn new<'v>(vocabularies: impl Iterator<Item = &'v Vocabulary>) -> Self {
        let mut seen: HashMap<&str, ()> = HashMap::new();
        for word in vocabularies.flat_map(|vocabulary| &vocabulary.words) {
            seen.entry(&word.text).or_default();
        }
        let mut numbers = Vec::new();
        let mut words: Vec<(Box<str>, &str)> = Vec::with_capacity(seen.len());
        for word in seen.into_keys() {
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

    /// The number each word of a vocabulary has in the whole.
    pub(super) fn numbers_of(&self, ids: &HashMap<&str, u32>, vocabulary: &Vocabulary) -> Vec<u32> {
        vocabulary.words.iter().map(|word| ids.get(&*word.text).copied().unwrap_or(0)).collect()
    }

    /// Words to their numbers.
    pub(super) fn ids(&self) -> HashMap<&str, u32> {
        self.words.iter().map(|word| &**word).zip(0..).collect()
    }

    /// The table as text: folds with their words, then for each word its class; and the codes that it is written in.
    pub(super) fn pack(&self, classes: &[u8]) -> (String, serde_json::Value) {
        let codes = Codes::new(self, classes);
        let mut out = BitWriter::default();
        out.gamma(self.numbers.len() as u32 + 1);
        out.gamma(self.plain.len() as u32 + 1);
        let k = rice_parameter(self.numbers.last().map_or(0, |&last| last as usize + 1), self.numbers.len());
        out.bits(k, 5);
        out.rising(&self.numbers, k, |_, _| {});
        for (before, plain, words) in self.entries() {
            codes.pack_plain(&mut out, before, plain);
            codes.pack_words(&mut out, plain, words);
        }
        for &class in classes {
            codes.classes.write(&mut out, class as usize);
        }
        let forms: Vec<String> = codes.forms.iter().map(Code::text).collect();
        let about =
            serde_json::json!({"letters": codes.letters.text(), "classes": codes.classes.text(), "forms": forms});
        (out.finish(), about)
    }

    /// Each fold but numbers, with the fold before it and its words.
    fn entries(&self) -> impl Iterator<Item = (&str, &str, &[Box<str>])> {
        let befores = std::iter::once("").chain(self.plain.iter().map(|plain| &**plain));
        let bounds = self.folds[self.numbers.len()..].windows(2);
        let words = bounds.map(|bounds| &self.words[bounds[0] as usize..bounds[1] as usize]);
        befores.zip(&self.plain).zip(words).map(|((before, plain), words)| (before, &**plain, words))
    }
}

/// Classes of how common a word is.
pub(super) const CLASSES: usize = 16;

/// The class of a word in `count` documents: the logarithm, from 0 (one) to 15 (all).
pub(super) fn class(count: u32, documents: usize) -> u8 {
    let all = (documents.max(2) as f64).log2();
    (f64::from(count.max(1)).log2() / all * (CLASSES - 1) as f64).round().min((CLASSES - 1) as f64) as u8
}

/// The value of a number written the plain way.
fn number(word: &str) -> Option<u32> {
    let plain = word.len() <= 9 && word.bytes().all(|b| b.is_ascii_digit()) && (word == "0" || !word.starts_with('0'));
    plain.then(|| word.parse().ok()).flatten()
}

/// The letters that marks can stand on, each with all its forms; the reader has the same list.
pub(super) const FORMS: [(char, &str); 7] = [
    ('a', "àảãáạăằẳẵắặâầẩẫấậ"),
    ('d', "đ"),
    ('e', "èẻẽéẹêềểễếệ"),
    ('i', "ìỉĩíị"),
    ('o', "òỏõóọôồổỗốộơờởỡớợ"),
    ('u', "ùủũúụưừửữứự"),
    ('y', "ỳỷỹýỵ"),
];

/// The codes the table is written in.
struct Codes {
    letters: Code,
    /// One for each letter of [`FORMS`]; the first symbol is the plain letter.
    forms: Vec<Code>,
    classes: Code,
}

/// Symbols after the letters: an apostrophe, the digits, any other character, the end of a fold.
const APOSTROPHE: usize = 26;
const DIGIT: usize = 27;
const OTHER: usize = 37;
const END: usize = 38;

impl Codes {
    fn new(table: &Table, classes: &[u8]) -> Self {
        let mut letters = vec![0; END + 1];
        let mut forms: Vec<Vec<u32>> = FORMS.iter().map(|(_, forms)| vec![0; forms.chars().count() + 1]).collect();
        let mut counts = [0; CLASSES];
        for (before, plain, words) in table.entries() {
            symbols(&plain[shared(before, plain)..], |symbol, _| letters[symbol] += 1);
            for mark in words.iter().filter_map(|word| marks(plain, word)).flatten() {
                forms[mark.letter][mark.form] += 1;
            }
        }
        classes.iter().for_each(|&class| counts[class as usize] += 1);
        let forms = forms.iter().map(|counts| Code::new(counts, 15)).collect();
        Self { letters: Code::new(&letters, 15), forms, classes: Code::new(&counts, 15) }
    }

    /// What `plain` shares with the fold before it, and the rest letter by letter.
    fn pack_plain(&self, out: &mut BitWriter, before: &str, plain: &str) {
        let shared = shared(before, plain);
        out.rice(plain[..shared].encode_utf16().count() as u32, 1);
        symbols(&plain[shared..], |symbol, unit| {
            self.letters.write(out, symbol);
            if symbol == OTHER {
                out.bits(u32::from(unit), 16);
            }
        });
    }

    /// The words of one fold: by the marks on its letters, or spelled out if one of them has other marks.
    fn pack_words(&self, out: &mut BitWriter, plain: &str, words: &[Box<str>]) {
        let regular: Option<Vec<Vec<Mark>>> = words.iter().map(|word| marks(plain, word)).collect();
        out.bits(u32::from(regular.is_none()), 1);
        for (at, word) in words.iter().enumerate() {
            match &regular {
                Some(regular) => regular[at].iter().for_each(|mark| self.forms[mark.letter].write(out, mark.form)),
                None => out.literal(word),
            }
            out.bits(u32::from(at + 1 < words.len()), 1);
        }
    }
}

/// Bytes that both begin with.
fn shared(before: &str, plain: &str) -> usize {
    before.chars().zip(plain.chars()).take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum()
}

/// The symbols of the rest of a fold and its end; with other characters their UTF-16 units.
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

/// Which form of which letter of [`FORMS`] stands somewhere; form 0 is the plain one.
struct Mark {
    letter: usize,
    form: usize,
}

/// The marks on the letters of `word`, if they are all that sets it apart from `plain`.
fn marks(plain: &str, word: &str) -> Option<Vec<Mark>> {
    let (mut marks, mut letters) = (Vec::new(), word.chars());
    for base in plain.chars() {
        let letter = letters.next()?;
        match FORMS.iter().position(|(known, _)| *known == base) {
            Some(at) if letter == base => marks.push(Mark { letter: at, form: 0 }),
            Some(at) => marks.push(Mark { letter: at, form: FORMS[at].1.chars().position(|form| form == letter)? + 1 }),
            None if letter == base => {}
            None => return None,
        }
    }
    letters.next().is_none().then_some(marks)
}
