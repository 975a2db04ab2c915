//! The tokenizer: texts to words, pairs of adjacent words, and the weight of the text that they are in.

use super::tokens::Tokens;
use super::vocabulary::Vocabulary;
use crate::vietnamese::{Syllable, syllables};

/// How much a word says about a document, by the text that it is in; ascending.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Weight {
    /// A syllable inside the name of its place, and nowhere else: `Thái` in `Thái Bình`.
    Name = 0,
    /// Once in the body.
    Body = 1,
    /// Several times in the body.
    Frequent = 2,
    /// In the summary.
    Summary = 3,
    /// In the organisation, a tag or a campaign; as a place of one syllable, or a hamlet.
    Meta = 4,
    /// In the title.
    Title = 5,
}

impl Weight {
    /// All weights by number.
    pub(super) const ALL: [Self; 6] = [Self::Name, Self::Body, Self::Frequent, Self::Summary, Self::Meta, Self::Title];
}

/// Tokenizes one document after another and reuses its buffers.
#[derive(Debug, Default)]
pub(super) struct Tokenizer {
    words: Vec<u64>,
    pairs: Vec<u64>,
    /// The words of the current text.
    text_words: Vec<u32>,
    /// The current run of syllables that are one word too, so far: `1200` of `1.200.000`.
    run: String,
}

fn is_number(syllable: &str) -> bool {
    syllable.bytes().all(|b| b.is_ascii_digit())
}

/// Whether two syllables with `gap` between them are one word too: `Wi-Fi` is also `WiFi`, `1.200` is also `1200`. A
/// range of numbers (`2016-2020`) is not.
fn is_run(previous: &str, gap: Option<&str>, current: &str) -> bool {
    match gap {
        Some("-") => !is_number(previous),
        Some(".") => previous.len() <= 3 && current.len() == 3 && is_number(previous) && is_number(current),
        _ => false,
    }
}

/// Bits of a word's number. A pair and its weight are packed into a `u64`, so that sorting puts equal pairs together,
/// the one with the largest weight first.
const WORD_BITS: u32 = 30;

fn pack(first: u32, second: u32, weight: Weight) -> u64 {
    (u64::from(first) << WORD_BITS | u64::from(second)) << 4 | (15 - weight as u64)
}

fn unpack(entry: u64) -> (u32, u32, Weight) {
    let weight = Weight::ALL[(15 - (entry & 15)).min(5) as usize];
    let word = |bits: u64| bits as u32 & ((1 << WORD_BITS) - 1);
    (word(entry >> (4 + WORD_BITS)), word(entry >> 4), weight)
}

impl Tokenizer {
    /// Adds the words of one text, and the alternatives of abbreviations and numbers.
    pub(super) fn add(&mut self, vocabulary: &mut Vocabulary, text: &str, weight: Weight) {
        self.add_weighed(vocabulary, text, weight, weight);
    }

    /// The same, with a weight of its own for pairs of adjacent words.
    pub(super) fn add_weighed(&mut self, vocabulary: &mut Vocabulary, text: &str, weight: Weight, pair: Weight) {
        let mut words = std::mem::take(&mut self.text_words);
        words.clear();
        let mut previous: Option<Syllable<'_>> = None;
        for syllable in syllables(text) {
            let Some(word) = vocabulary.id(syllable.text) else { continue };
            let gap = previous.and_then(|previous| text.get(previous.start + previous.text.len()..syllable.start));
            if let Some(last) = words.last() {
                self.pairs.push(pack(*last, word, if gap == Some(" ") { pair } else { pair.min(Weight::Body) }));
            }
            words.push(word);
            if let Some(previous) = previous.filter(|previous| is_run(previous.text, gap, syllable.text)) {
                if self.run.is_empty() {
                    self.run.push_str(previous.text);
                }
                self.run.push_str(syllable.text);
            } else {
                self.end_run(vocabulary, weight);
                // `04` is also `4`.
                let plain = syllable.text.trim_start_matches('0');
                if plain.len() < syllable.text.len() && !plain.is_empty() && is_number(plain) {
                    self.words.extend(vocabulary.id(plain).map(|word| pack(0, word, weight)));
                }
            }
            previous = Some(syllable);
        }
        self.end_run(vocabulary, weight);
        self.words.extend(words.iter().map(|&word| pack(0, word, weight)));
        self.abbreviations(vocabulary, &words, weight);
        self.text_words = words;
    }

    /// Adds the current run as a word, and ends it.
    fn end_run(&mut self, vocabulary: &mut Vocabulary, weight: Weight) {
        if !self.run.is_empty() {
            self.words.extend(vocabulary.id(&self.run).map(|word| pack(0, word, weight)));
            self.run.clear();
        }
    }

    /// Adds the long forms of abbreviations and the abbreviations of long forms, each as if it were in the text.
    fn abbreviations(&mut self, vocabulary: &mut Vocabulary, words: &[u32], weight: Weight) {
        for index in 0..words.len() {
            let before = index.checked_sub(1).map(|index| words[index]);
            let shorts: Vec<(&str, usize)> = vocabulary.short_forms(&words[index..]).collect();
            for (short, length) in shorts {
                let word = vocabulary.id(short);
                self.add_alternative(word.as_slice(), before, words.get(index + length).copied(), weight);
            }
            if let Some(long) = vocabulary.long_form(words[index]) {
                let long: Vec<u32> = long.split(' ').filter_map(|word| vocabulary.id(word)).collect();
                self.add_alternative(&long, before, words.get(index + 1).copied(), weight);
            }
        }
    }

    /// Adds words as if they were in the text between `before` and `after`.
    fn add_alternative(&mut self, words: &[u32], before: Option<u32>, after: Option<u32>, weight: Weight) {
        self.words.extend(words.iter().map(|&word| pack(0, word, weight)));
        self.pairs.extend(words.windows(2).map(|pair| pack(pair[0], pair[1], weight)));
        self.pairs.extend(before.zip(words.first()).map(|(before, &first)| pack(before, first, weight)));
        self.pairs.extend(words.last().zip(after).map(|(&last, after)| pack(last, after, weight)));
    }

    /// Ends a document: adds its words and pairs to `tokens`, each once, with the largest weight it has. The weight of a pair
    /// with more than a space between the words is at most [`Weight::Body`].
    pub(super) fn finish(&mut self, tokens: &mut Tokens) {
        self.words.sort_unstable();
        self.words.dedup_by(|later, first| {
            let same = *later >> 4 == *first >> 4;
            if same && unpack(*first).2 == Weight::Body && unpack(*later).2 == Weight::Body {
                *first -= Weight::Frequent as u64 - Weight::Body as u64;
            }
            same
        });
        self.pairs.sort_unstable();
        self.pairs.dedup_by_key(|entry| *entry >> 4);
        let words = self.words.drain(..).map(unpack).map(|(_, word, weight)| (word, weight));
        tokens.push(words, self.pairs.drain(..).map(unpack));
    }
}
