//! From texts to words: what stands in a document, where, and beside what.

use std::collections::HashMap;

use unicode_normalization::{UnicodeNormalization, is_nfc};

use crate::vietnamese::{ABBREVIATIONS, Syllable, fold, normalize, syllables};

/// Where in a document a word stands, the least telling first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Zone {
    /// Once in the text.
    Body = 0,
    /// Several times in the text.
    Often = 1,
    /// In the summary.
    Summary = 2,
    /// In its place, its organisation, a tag, a campaign.
    Meta = 3,
    /// In the title.
    Title = 4,
}

/// Longer runs of letters are no words anybody looks for.
const LONGEST: usize = 48;

/// Words and the numbers they have here.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    ids: HashMap<Box<str>, u32>,
    /// The words: lower case, composed, spelled as written.
    pub(super) words: Vec<Word>,
    lower: String,
}

/// A word and how it can be abbreviated.
#[derive(Debug)]
pub(super) struct Word {
    pub(super) text: Box<str>,
    /// With tones in one place, to compare with the long forms of abbreviations.
    normal: Box<str>,
    /// What it stands for, if it is an abbreviation: the words of its long form.
    long: Option<&'static str>,
    /// Whether the long form of an abbreviation begins with it.
    begins: bool,
}

impl Vocabulary {
    /// The number of a word as written, whatever its case; `None` if it is too long.
    pub(super) fn id(&mut self, raw: &str) -> Option<u32> {
        if raw.len() > LONGEST {
            return None;
        }
        let mut lower = std::mem::take(&mut self.lower);
        lower.clear();
        lower.extend(raw.chars().flat_map(char::to_lowercase).map(|c| if c == '’' { '\'' } else { c }));
        let id = match self.ids.get(lower.as_str()) {
            Some(&id) => id,
            None => self.add(&lower),
        };
        self.lower = lower;
        Some(id)
    }

    fn add(&mut self, lower: &str) -> u32 {
        let id = self.words.len() as u32;
        let (normal, plain) = (normalize(lower), fold(lower));
        let long = ABBREVIATIONS.iter().find(|(short, _)| fold(short) == plain).map(|(_, long)| *long);
        let begins = ABBREVIATIONS.iter().any(|(_, long)| long.split(' ').next() == Some(&normal));
        self.words.push(Word { text: lower.into(), normal: normal.into(), long, begins });
        self.ids.insert(lower.into(), id);
        id
    }

    /// The abbreviations whose long form begins at the beginning of `words`, and how many words that is.
    fn short_forms<'s>(&'s self, words: &'s [u32]) -> impl Iterator<Item = (&'static str, usize)> + 's {
        let begins = words.first().is_some_and(|&first| self.words[first as usize].begins);
        let rows: &[(&str, &str)] = if begins { ABBREVIATIONS } else { &[] };
        rows.iter().filter_map(move |(short, long)| {
            let length = long.split(' ').count();
            let here = words.get(..length)?.iter().zip(long.split(' '));
            here.into_iter()
                .all(|(&word, wanted)| &*self.words[word as usize].normal == wanted)
                .then_some((*short, length))
        })
    }
}

/// What is found of one document: words and neighbours, by zone.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// Word, zone.
    pub(super) words: Vec<(u32, Zone)>,
    /// Word, the word after it, zone; neighbours with more than a space between them count as in the text.
    pub(super) pairs: Vec<(u32, u32, Zone)>,
    line: Vec<u32>,
}

impl Found {
    /// Adds the words of one text, and what its abbreviations stand for.
    pub(super) fn add(&mut self, vocabulary: &mut Vocabulary, text: &str, zone: Zone) {
        let mut line = std::mem::take(&mut self.line);
        line.clear();
        let mut before: Option<Syllable<'_>> = None;
        for syllable in syllables(text) {
            let Some(word) = vocabulary.id(syllable.text) else { continue };
            if let (Some(last), Some(before)) = (line.last(), before) {
                let gap = text.get(before.start + before.text.len()..syllable.start);
                self.pairs.push((*last, word, if gap == Some(" ") { zone } else { Zone::Body }));
            }
            line.push(word);
            self.number(vocabulary, text, before, syllable, zone);
            before = Some(syllable);
        }
        self.words.extend(line.iter().map(|&word| (word, zone)));
        self.abbreviations(vocabulary, &line, zone);
        self.line = line;
    }

    /// `1.932` is found as `1932` too, and `04` as `4`.
    fn number(
        &mut self,
        vocabulary: &mut Vocabulary,
        text: &str,
        before: Option<Syllable<'_>>,
        now: Syllable<'_>,
        zone: Zone,
    ) {
        let is_number = |syllable: &str| syllable.bytes().all(|b| b.is_ascii_digit());
        if !is_number(now.text) {
            return;
        }
        let plain = now.text.trim_start_matches('0');
        let joined = before.filter(|before| {
            let gap = text.get(before.start + before.text.len()..now.start);
            is_number(before.text) && now.text.len() == 3 && before.text.len() <= 3 && gap == Some(".")
        });
        let also = match joined {
            Some(before) => format!("{}{}", before.text, now.text),
            None if !plain.is_empty() && plain.len() < now.text.len() => plain.to_owned(),
            None => return,
        };
        self.words.extend(vocabulary.id(&also).map(|word| (word, zone)));
    }

    /// Adds long forms of abbreviations and abbreviations of long forms, each as if it stood in the text.
    fn abbreviations(&mut self, vocabulary: &mut Vocabulary, line: &[u32], zone: Zone) {
        for at in 0..line.len() {
            let before = at.checked_sub(1).map(|at| line[at]);
            let shorts: Vec<(&str, usize)> = vocabulary.short_forms(&line[at..]).collect();
            for (short, length) in shorts {
                let word = vocabulary.id(short);
                self.instead(word.as_slice(), before, line.get(at + length).copied(), zone);
            }
            if let Some(long) = vocabulary.words[line[at] as usize].long {
                let words: Vec<u32> = long.split(' ').filter_map(|word| vocabulary.id(word)).collect();
                self.instead(&words, before, line.get(at + 1).copied(), zone);
            }
        }
    }

    fn instead(&mut self, words: &[u32], before: Option<u32>, after: Option<u32>, zone: Zone) {
        self.words.extend(words.iter().map(|&word| (word, zone)));
        self.pairs.extend(words.windows(2).map(|pair| (pair[0], pair[1], zone)));
        self.pairs.extend(before.zip(words.first()).map(|(before, &first)| (before, first, zone)));
        self.pairs.extend(words.last().zip(after).map(|(&last, after)| (last, after, zone)));
    }

    /// Each word and each pair once, with the best place it has.
    pub(super) fn settle(&mut self) {
        self.words.sort_unstable_by_key(|&(word, zone)| (word, std::cmp::Reverse(zone)));
        let mut kept: Vec<(u32, Zone)> = Vec::with_capacity(self.words.len());
        for &(word, zone) in &self.words {
            match kept.last_mut() {
                Some((last, best)) if *last == word => {
                    if *best == Zone::Body {
                        *best = Zone::Often;
                    }
                }
                _ => kept.push((word, zone)),
            }
        }
        self.words = kept;
        self.pairs.sort_unstable_by_key(|&(a, b, zone)| (a, b, std::cmp::Reverse(zone)));
        self.pairs.dedup_by_key(|&mut (a, b, _)| (a, b));
    }
}

/// `text` in Unicode's composed form, which browsers and keyboards use.
pub(super) fn composed(text: &str) -> std::borrow::Cow<'_, str> {
    if text.is_ascii() || is_nfc(text) { text.into() } else { text.nfc().collect::<String>().into() }
}
