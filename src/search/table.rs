//! The table of words: all the site's words, sorted by what they are without marks, with how common each is.

use std::collections::HashMap;

use super::bits::{BitWriter, rice_parameter};
use super::words::Vocabulary;
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

    /// The table as text: folds with their words, then for each word how common it is and how long its display code.
    pub(super) fn pack(&self, counts: &[u32], documents: usize, code_lengths: &[u8], code_bits: u32) -> String {
        let mut out = BitWriter::default();
        out.gamma(self.numbers.len() as u32 + 1);
        out.gamma(self.plain.len() as u32 + 1);
        let k = rice_parameter(self.numbers.last().map_or(0, |&last| last as usize + 1), self.numbers.len());
        out.bits(k, 5);
        out.rising(&self.numbers, k, |_, _| {});
        let mut before = "";
        for (plain, bounds) in self.plain.iter().zip(self.folds[self.numbers.len()..].windows(2)) {
            pack_plain(&mut out, before, plain);
            pack_words(&mut out, plain, &self.words[bounds[0] as usize..bounds[1] as usize]);
            before = plain;
        }
        for (&count, &length) in counts.iter().zip(code_lengths) {
            out.bits(commonness(count, documents), 4);
            out.bits(u32::from(length), code_bits);
        }
        out.finish()
    }
}

/// The value of a number written the plain way.
fn number(word: &str) -> Option<u32> {
    let plain = word.len() <= 9 && word.bytes().all(|b| b.is_ascii_digit()) && (word == "0" || !word.starts_with('0'));
    plain.then(|| word.parse().ok()).flatten()
}

/// The logarithm of a count, from 0 (once) to 15 (in all documents).
fn commonness(count: u32, documents: usize) -> u32 {
    let all = (documents.max(2) as f64).log2();
    (f64::from(count.max(1)).log2() / all * 15.0).round().min(15.0) as u32
}

/// What `plain` shares with the fold before it, and the rest letter by letter.
fn pack_plain(out: &mut BitWriter, before: &str, plain: &str) {
    let shared: usize = before.chars().zip(plain.chars()).take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum();
    out.rice(plain[..shared].encode_utf16().count() as u32, 1);
    for c in plain[shared..].chars() {
        match c {
            'a'..='z' => out.bits(c as u32 - 'a' as u32, 5),
            '\'' => out.bits(26, 5),
            '0'..='9' => {
                out.bits(27, 5);
                out.bits(c as u32 - '0' as u32, 4);
            }
            _ => {
                let mut units = [0; 2];
                for unit in c.encode_utf16(&mut units) {
                    out.bits(28, 5);
                    out.bits(u32::from(*unit), 16);
                }
            }
        }
    }
    out.bits(31, 5);
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

/// The words of one fold: by the marks on its letters, or spelled out if one of them has other marks.
fn pack_words(out: &mut BitWriter, plain: &str, words: &[Box<str>]) {
    let regular: Option<Vec<Vec<Mark>>> = words.iter().map(|word| marks(plain, word)).collect();
    out.bits(u32::from(regular.is_none()), 1);
    for (at, word) in words.iter().enumerate() {
        match &regular {
            Some(regular) => {
                for mark in &regular[at] {
                    out.bits(u32::from(mark.form > 0), 1);
                    if mark.form > 0 {
                        out.bits(mark.form - 1, mark.bits);
                    }
                }
            }
            None => out.literal(word),
        }
        out.bits(u32::from(at + 1 < words.len()), 1);
    }
}

/// Which form of a letter stands there (0: the plain one), and how many bits tell.
struct Mark {
    form: u32,
    bits: u32,
}

fn marks(plain: &str, word: &str) -> Option<Vec<Mark>> {
    let (mut marks, mut letters) = (Vec::new(), word.chars());
    for base in plain.chars() {
        let letter = letters.next()?;
        let forms = FORMS.iter().find(|(letter, _)| *letter == base).map(|(_, forms)| *forms);
        let Some(forms) = forms else {
            if letter != base {
                return None;
            }
            continue;
        };
        let bits = (forms.chars().count() as u32).next_power_of_two().trailing_zeros();
        let form = if letter == base { 0 } else { forms.chars().position(|form| form == letter)? as u32 + 1 };
        marks.push(Mark { form, bits });
    }
    letters.next().is_none().then_some(marks)
}
