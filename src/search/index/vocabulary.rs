//! The vocabulary of some documents: their words, numbered in the order of occurrence.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::vietnamese::{ABBREVIATIONS, fold, normalize};

/// How a word is capitalised.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Case {
    Lower,
    Capital,
    Upper,
    /// Has a bit for each capital letter; the first letter is the lowest bit.
    Mixed(u64),
}

/// Largest length of a word in bytes. Longer strings are not indexed.
const MAX_WORD: usize = 48;

/// Words and their numbers, which are indexes of [`words`](Self::into_words).
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    ids: FxHashMap<Box<str>, u32>,
    /// Spellings as written, with number and case.
    spellings: FxHashMap<Box<str>, (u32, Option<Case>)>,
    words: Vec<VocabularyWord>,
}

/// A word and its abbreviations.
#[derive(Debug)]
struct VocabularyWord {
    /// In lower case and composed form (NFC).
    text: Box<str>,
    /// With tone marks in a standard position, to compare with long forms of abbreviations.
    normal: Box<str>,
    /// The long form, if it is an abbreviation.
    long: Option<&'static str>,
    /// The abbreviations whose long form begins with it, as indexes of [`LONG_FORMS`].
    begins: Box<[u8]>,
}

impl Vocabulary {
    /// The number of a word in any case; `None` if it is too long.
    pub(super) fn id(&mut self, raw: &str) -> Option<u32> {
        self.id_and_case(raw).map(|(id, _)| id)
    }

    /// The number of a word, and its case, if the spelling can be restored from both. `None` if it is too long.
    pub(super) fn id_and_case(&mut self, raw: &str) -> Option<(u32, Option<Case>)> {
        if let Some(&known) = self.spellings.get(raw) {
            return Some(known);
        }
        if raw.len() > MAX_WORD {
            return None;
        }
        let lower = lower(raw);
        let id = self.ids.get(lower.as_str()).copied().unwrap_or_else(|| self.add(&lower));
        let known = (id, case_of(raw, &lower));
        self.spellings.insert(raw.into(), known);
        Some(known)
    }

    /// The words, by their numbers. All that is needed to find them goes: it takes ten times as much memory.
    pub(super) fn into_words(self) -> Vec<Box<str>> {
        self.words.into_iter().map(|word| word.text).collect()
    }

    /// The long form of a word, if it is an abbreviation.
    pub(super) fn long_form(&self, word: u32) -> Option<&'static str> {
        self.words[word as usize].long
    }

    fn add(&mut self, lower: &str) -> u32 {
        let id = self.words.len() as u32;
        let (normal, plain) = (normalize(lower), fold(lower));
        let long = SHORT_FORMS.iter().position(|short| *short == plain).map(|row| ABBREVIATIONS[row].1);
        let begins = (0u8..).zip(&*LONG_FORMS).filter(|(_, long)| long[0] == normal).map(|(row, _)| row).collect();
        self.words.push(VocabularyWord { text: lower.into(), normal: normal.into(), long, begins });
        self.ids.insert(lower.into(), id);
        id
    }

    /// The abbreviations of which `words` begins with the long form, and the number of words of that.
    pub(super) fn short_forms<'s>(&'s self, words: &'s [u32]) -> impl Iterator<Item = (&'static str, usize)> + 's {
        let rows = words.first().map_or(&[][..], |&first| &self.words[first as usize].begins);
        rows.iter().map(|&row| usize::from(row)).filter_map(move |row| {
            let long = &LONG_FORMS[row];
            let following = words.get(1..long.len())?.iter().zip(&long[1..]);
            let is_equal = following.into_iter().all(|(&word, wanted)| &*self.words[word as usize].normal == *wanted);
            is_equal.then_some((ABBREVIATIONS[row].0, long.len()))
        })
    }
}

/// The abbreviations of [`ABBREVIATIONS`] without diacritics.
static SHORT_FORMS: LazyLock<Vec<String>> =
    LazyLock::new(|| ABBREVIATIONS.iter().map(|(short, _)| fold(short)).collect());

/// The words of the long forms of [`ABBREVIATIONS`].
static LONG_FORMS: LazyLock<Vec<Vec<&'static str>>> =
    LazyLock::new(|| ABBREVIATIONS.iter().map(|(_, long)| long.split(' ').collect()).collect());

/// A word as words are compared: in lower case, with one kind of apostrophe.
pub(super) fn lower(raw: &str) -> String {
    raw.chars().flat_map(char::to_lowercase).map(|c| if c == '’' { '\'' } else { c }).collect()
}

/// The case of `raw`, if it differs from `lower` in nothing else.
fn case_of(raw: &str, lower: &str) -> Option<Case> {
    let (mut mask, mut length) = (0u64, 0u32);
    let mut small = lower.chars();
    for c in raw.chars() {
        let expected = small.next()?;
        if c != expected {
            let mut upper = expected.to_uppercase();
            (upper.next() == Some(c) && upper.next().is_none()).then_some(())?;
            mask |= 1 << length;
        }
        length += 1;
    }
    if small.next().is_some() {
        return None;
    }
    let letters =
        lower.chars().zip(0..).filter(|(c, _)| c.is_alphabetic()).fold(0u64, |all, (_, index)| all | 1 << index);
    let case = match mask {
        0 => Case::Lower,
        1 => Case::Capital,
        _ if mask == letters && lower.chars().all(|c| c.to_uppercase().count() == 1) => Case::Upper,
        _ => Case::Mixed(mask),
    };
    Some(case)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_spelling_is_restored_from_word_and_case() {
        let mut vocabulary = Vocabulary::default();
        for (raw, case) in
            [("kẻng", Case::Lower), ("Đông", Case::Capital), ("MTTQ", Case::Upper), ("HTXs", Case::Mixed(7))]
        {
            assert_eq!(vocabulary.id_and_case(raw).and_then(|(_, case)| case), Some(case), "{raw}");
        }
        assert_eq!(vocabulary.id_and_case("D’rông").map(|(_, case)| case), Some(None));
    }
}
