//! From texts to words: what stands in a document, where, and beside what.

use super::vocabulary::Vocabulary;
use crate::vietnamese::{Syllable, syllables};

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

impl Zone {
    /// All of them, by their numbers.
    pub(super) const ALL: [Self; 5] = [Self::Body, Self::Often, Self::Summary, Self::Meta, Self::Title];
}

/// What is found of one document: words and neighbours, each once, with the best zone it has.
#[derive(Debug)]
pub(super) struct Found {
    words: Box<[u64]>,
    pairs: Box<[u64]>,
}

/// Takes down one document after the other; its lists are filled and emptied again and again.
#[derive(Debug, Default)]
pub(super) struct Finder {
    words: Vec<u64>,
    pairs: Vec<u64>,
    line: Vec<u32>,
    /// Syllables that are found as one word too, as far as they have been read: `1200` of `1.200.000`.
    run: String,
}

fn is_number(syllable: &str) -> bool {
    syllable.bytes().all(|b| b.is_ascii_digit())
}

/// Whether two syllables with `gap` between them are found as one word too: `Wi-Fi` as `WiFi`, `1.200` as `1200`. Ranges
/// of numbers (`2016-2020`) are not.
fn is_run(before: &str, gap: Option<&str>, now: &str) -> bool {
    match gap {
        Some("-") => !is_number(before),
        Some(".") => before.len() <= 3 && now.len() == 3 && is_number(before) && is_number(now),
        _ => false,
    }
}

/// Words take 30 bits, so that a pair and its zone fit into a number: the best zone comes first when sorted.
const WORD: u32 = 30;

fn packed(first: u32, second: u32, zone: Zone) -> u64 {
    (u64::from(first) << WORD | u64::from(second)) << 4 | (15 - zone as u64)
}

fn unpacked(entry: u64) -> (u32, u32, Zone) {
    let zone = Zone::ALL[(15 - (entry & 15)).min(4) as usize];
    let word = |bits: u64| bits as u32 & ((1 << WORD) - 1);
    (word(entry >> (4 + WORD)), word(entry >> 4), zone)
}

impl Found {
    /// Its words with the best zone of each.
    pub(super) fn words(&self) -> impl Iterator<Item = (u32, Zone)> {
        self.words.iter().map(|&entry| unpacked(entry)).map(|(_, word, zone)| (word, zone))
    }

    /// A word, the word after it, the best zone; neighbours with more than a space between them count as in the text.
    pub(super) fn pairs(&self) -> impl Iterator<Item = (u32, u32, Zone)> {
        self.pairs.iter().map(|&entry| unpacked(entry))
    }
}

impl Finder {
    /// Adds the words of one text, and what its abbreviations stand for.
    pub(super) fn add(&mut self, vocabulary: &mut Vocabulary, text: &str, zone: Zone) {
        let mut line = std::mem::take(&mut self.line);
        line.clear();
        let mut before: Option<Syllable<'_>> = None;
        for syllable in syllables(text) {
            let Some(word) = vocabulary.id(syllable.text) else { continue };
            let gap = before.and_then(|before| text.get(before.start + before.text.len()..syllable.start));
            if let Some(last) = line.last() {
                self.pairs.push(packed(*last, word, if gap == Some(" ") { zone } else { Zone::Body }));
            }
            line.push(word);
            if let Some(before) = before.filter(|before| is_run(before.text, gap, syllable.text)) {
                if self.run.is_empty() {
                    self.run.push_str(before.text);
                }
                self.run.push_str(syllable.text);
            } else {
                self.end_run(vocabulary, zone);
                // `04` is found as `4` too.
                let plain = syllable.text.trim_start_matches('0');
                if plain.len() < syllable.text.len() && !plain.is_empty() && is_number(plain) {
                    self.words.extend(vocabulary.id(plain).map(|word| packed(0, word, zone)));
                }
            }
            before = Some(syllable);
        }
        self.end_run(vocabulary, zone);
        self.words.extend(line.iter().map(|&word| packed(0, word, zone)));
        self.abbreviations(vocabulary, &line, zone);
        self.line = line;
    }

    /// Adds what the syllables of `self.run` make together, and empties it.
    fn end_run(&mut self, vocabulary: &mut Vocabulary, zone: Zone) {
        if !self.run.is_empty() {
            self.words.extend(vocabulary.id(&self.run).map(|word| packed(0, word, zone)));
            self.run.clear();
        }
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
            if let Some(long) = vocabulary.long_form(line[at]) {
                let words: Vec<u32> = long.split(' ').filter_map(|word| vocabulary.id(word)).collect();
                self.instead(&words, before, line.get(at + 1).copied(), zone);
            }
        }
    }

    fn instead(&mut self, words: &[u32], before: Option<u32>, after: Option<u32>, zone: Zone) {
        self.words.extend(words.iter().map(|&word| packed(0, word, zone)));
        self.pairs.extend(words.windows(2).map(|pair| packed(pair[0], pair[1], zone)));
        self.pairs.extend(before.zip(words.first()).map(|(before, &first)| packed(before, first, zone)));
        self.pairs.extend(words.last().zip(after).map(|(&last, after)| packed(last, after, zone)));
    }

    /// What was found since the last call.
    pub(super) fn settle(&mut self) -> Found {
        self.words.sort_unstable();
        self.words.dedup_by(|later, first| {
            let same = *later >> 4 == *first >> 4;
            if same && unpacked(*first).2 == Zone::Body {
                *first -= Zone::Often as u64 - Zone::Body as u64;
            }
            same
        });
        self.pairs.sort_unstable();
        self.pairs.dedup_by_key(|entry| *entry >> 4);
        let found = Found { words: self.words.as_slice().into(), pairs: self.pairs.as_slice().into() };
        self.words.clear();
        self.pairs.clear();
        found
    }
}
