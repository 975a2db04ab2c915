//! The words of some documents, numbered as they come, with what is known of each.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::vietnamese::{ABBREVIATIONS, fold, normalize};

/// How a word is capitalised.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Case {
    Lower,
    Capital,
    Upper,
    /// A bit for each letter, the first the lowest.
    Mixed(u64),
}

/// Longer runs of letters are no words anybody looks for.
const LONGEST: usize = 48;

/// Words and the numbers they have here.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    ids: FxHashMap<Box<str>, u32>,
    /// As written, with number and case.
    spellings: FxHashMap<Box<str>, (u32, Option<Case>)>,
    /// The words: lower case, composed, spelled as written.
    pub(super) words: Vec<Word>,
}

/// A word and how it can be abbreviated.
#[derive(Debug)]
pub(super) struct Word {
    pub(super) text: Box<str>,
    /// With tones in one place, to compare with the long forms of abbreviations.
    normal: Box<str>,
    /// What it stands for, if it is an abbreviation: the words of its long form.
    long: Option<&'static str>,
    /// The abbreviations whose long form begins with it: rows of [`LONG_FORMS`].
    begins: Box<[u8]>,
}

impl Vocabulary {
    /// The number of a word as written, whatever its case; `None` if it is too long.
    pub(super) fn id(&mut self, raw: &str) -> Option<u32> {
        self.spelled(raw).map(|(id, _)| id)
    }

    /// The number of a word as written, and its case if both together give back what was written.
    pub(super) fn spelled(&mut self, raw: &str) -> Option<(u32, Option<Case>)> {
        if let Some(&known) = self.spellings.get(raw) {
            return Some(known);
        }
        if raw.len() > LONGEST {
            return None;
        }
        let lower: String = raw.chars().flat_map(char::to_lowercase).map(|c| if c == '’' { '\'' } else { c }).collect();
        let id = self.ids.get(lower.as_str()).copied().unwrap_or_else(|| self.add(&lower));
        let known = (id, case_of(raw, &lower));
        self.spellings.insert(raw.into(), known);
        Some(known)
    }

    /// What a word stands for, if it is an abbreviation.
    pub(super) fn long_form(&self, word: u32) -> Option<&'static str> {
        self.words[word as usize].long
    }

    fn add(&mut self, lower: &str) -> u32 {
        let id = self.words.len() as u32;
        let (normal, plain) = (normalize(lower), fold(lower));
        let long = SHORT_FORMS.iter().position(|short| *short == plain).map(|row| ABBREVIATIONS[row].1);
        let begins = (0u8..).zip(&*LONG_FORMS).filter(|(_, long)| long[0] == normal).map(|(row, _)| row).collect();
        self.words.push(Word { text: lower.into(), normal: normal.into(), long, begins });
        self.ids.insert(lower.into(), id);
        id
    }

    /// The abbreviations whose long form begins at the beginning of `words`, and how many words that is.
    pub(super) fn short_forms<'s>(&'s self, words: &'s [u32]) -> impl Iterator<Item = (&'static str, usize)> + 's {
        let rows = words.first().map_or(&[][..], |&first| &self.words[first as usize].begins);
        rows.iter().map(|&row| usize::from(row)).filter_map(move |row| {
            let long = &LONG_FORMS[row];
            let here = words.get(1..long.len())?.iter().zip(&long[1..]);
            let stands = here.into_iter().all(|(&word, wanted)| &*self.words[word as usize].normal == *wanted);
            stands.then_some((ABBREVIATIONS[row].0, long.len()))
        })
    }
}

/// Each row's abbreviation in [`ABBREVIATIONS`], without marks.
static SHORT_FORMS: LazyLock<Vec<String>> =
    LazyLock::new(|| ABBREVIATIONS.iter().map(|(short, _)| fold(short)).collect());

/// The words of each row's long form in [`ABBREVIATIONS`].
static LONG_FORMS: LazyLock<Vec<Vec<&'static str>>> =
    LazyLock::new(|| ABBREVIATIONS.iter().map(|(_, long)| long.split(' ').collect()).collect());

/// How `raw` is capitalised, if that is all that sets it apart from `lower`.
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
    let letters = lower.chars().zip(0..).filter(|(c, _)| c.is_alphabetic()).fold(0u64, |all, (_, at)| all | 1 << at);
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
    fn case_and_word_give_back_what_was_written() {
        let mut vocabulary = Vocabulary::default();
        for (raw, case) in
            [("kẻng", Case::Lower), ("Đông", Case::Capital), ("MTTQ", Case::Upper), ("HTXs", Case::Mixed(7))]
        {
            assert_eq!(vocabulary.spelled(raw).and_then(|(_, case)| case), Some(case), "{raw}");
        }
        assert_eq!(vocabulary.spelled("D’rông").map(|(_, case)| case), Some(None));
    }
}
