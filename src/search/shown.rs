//! What a result shows, as words of the vocabulary: the reader has the words already, so a title costs a byte a syllable.

use std::collections::HashMap;

use rustc_hash::FxHashMap;

use super::bits::{BitWriter, Code, canonical};
use super::document::Document;
use super::table::CLASSES;
use super::vocabulary::{Case, Vocabulary};
use crate::vietnamese::{composed, slug, syllables};

/// What stands before a word, and the word.
#[derive(Debug, Clone, Copy)]
struct Run {
    gap: u32,
    word: u32,
    case: Case,
}

/// A text as runs; at its end what stands after the last word.
#[derive(Debug, Default)]
struct Text {
    runs: Vec<Run>,
    end: Option<u32>,
}

/// What the results of some documents show, in words and gaps numbered as in their chunk.
#[derive(Debug, Default)]
pub(super) struct Shown {
    records: Vec<Record>,
    gap_ids: FxHashMap<Box<str>, u32>,
    gaps: Vec<Box<str>>,
}

#[derive(Debug, Default)]
struct Record {
    title: Text,
    summary: Text,
    then: Text,
    now: Text,
    award: Text,
    sections: Vec<(Text, Text)>,
}

impl Record {
    fn texts(&self) -> impl Iterator<Item = &Text> {
        let sections = self.sections.iter().flat_map(|(heading, text)| [heading, text]);
        [&self.title, &self.summary, &self.then, &self.now, &self.award].into_iter().chain(sections)
    }
}

impl Shown {
    /// Adds one document; of its sections at most about `letters` letters.
    pub(super) fn add(&mut self, vocabulary: &mut Vocabulary, document: &Document<'_>, letters: usize) {
        let mut text = |text: &str| self.text(vocabulary, text);
        let (title, then) = (text(&document.title), text(&document.place_then));
        let (now, award) = (text(&document.place_now), text(&document.award));
        let summary = match document.summary.as_str() {
            "" => {
                document.sections.iter().find(|(_, text)| !text.is_empty()).map_or("", |(_, text)| beginning(text, 180))
            }
            summary => summary,
        };
        let summary = text(summary);
        let mut left = letters;
        let mut sections = Vec::new();
        for (heading, body) in &document.sections {
            let body = beginning(body, left);
            if !body.is_empty() {
                sections.push((text(heading), text(body)));
                left = left.saturating_sub(body.chars().count());
            }
        }
        self.records.push(Record { title, summary, then, now, award, sections });
    }

    fn text(&mut self, vocabulary: &mut Vocabulary, text: &str) -> Text {
        let text = composed(text);
        let (mut runs, mut from) = (Vec::new(), 0);
        for syllable in syllables(&text) {
            let Some((word, Some(case))) = vocabulary.spelled(syllable.text) else { continue };
            let gap = self.gap(&text[from..syllable.start]);
            runs.push(Run { gap, word, case });
            from = syllable.start + syllable.text.len();
        }
        let end = (from < text.len()).then(|| self.gap(&text[from..]));
        Text { runs, end }
    }

    fn gap(&mut self, gap: &str) -> u32 {
        if let Some(&id) = self.gap_ids.get(gap) {
            return id;
        }
        let id = self.gaps.len() as u32;
        self.gap_ids.insert(gap.into(), id);
        self.gaps.push(gap.into());
        id
    }
}

/// The first sentences of `text`, about as many as fit into `letters` letters; never a piece of a sentence unless the first
/// alone is too long.
fn beginning(text: &str, letters: usize) -> &str {
    let Some((end, _)) = text.char_indices().nth(letters) else { return text };
    let head = &text[..end];
    match head.rfind(['.', '!', '?', '\n']) {
        Some(at) => &head[..=at],
        None if letters >= 120 => head.rfind(' ').map_or("", |at| &head[..at]),
        None => "",
    }
}

/// Gaps that have a code of their own; the others are spelled out.
const GAPS: usize = 160;
/// Symbols after the gaps: the end, the end after a full stop, a gap that is spelled out.
const END: usize = 0;
const STOP: usize = 1;
const SPELLED: usize = 2;
const OWN: usize = 3;

/// The codes that texts are written in, made from all texts of the site.
#[derive(Debug)]
pub(super) struct Writer {
    /// The gaps with codes of their own.
    pub(super) gaps: Vec<String>,
    gap_code: Code,
    /// How often each word is shown.
    counts: Vec<u32>,
    /// Each word's code, once its length has been decided.
    word_codes: Vec<(u32, u32)>,
    symbols: HashMap<String, usize>,
}

/// Numbers of a chunk's words and gaps in the whole.
pub(super) struct Chunk<'c> {
    pub(super) shown: &'c Shown,
    pub(super) words: &'c [u32],
}

impl Writer {
    /// Counts all texts; `words` is the size of the vocabulary.
    pub(super) fn new(chunks: &[Chunk<'_>], words: usize) -> Self {
        let mut counts_of_words = vec![0u32; words];
        let mut gap_counts: HashMap<&str, u32> = HashMap::new();
        let (mut ends, mut stops) = (0u32, 0u32);
        for chunk in chunks {
            let mut counts = vec![0u32; chunk.shown.gaps.len()];
            for text in chunk.shown.records.iter().flat_map(Record::texts) {
                for run in &text.runs {
                    counts_of_words[chunk.words[run.word as usize] as usize] += 1;
                    counts[run.gap as usize] += 1;
                }
                match text.end.map(|end| &*chunk.shown.gaps[end as usize]) {
                    Some(".") => stops += 1,
                    Some(_) | None => ends += 1,
                }
            }
            for (gap, count) in chunk.shown.gaps.iter().zip(counts) {
                *gap_counts.entry(gap).or_default() += count;
            }
        }
        let mut gaps: Vec<(&str, u32)> = gap_counts.into_iter().filter(|(_, count)| *count > 0).collect();
        gaps.sort_by_key(|&(gap, count)| (std::cmp::Reverse(count), gap));
        let spelled: u32 = gaps.iter().skip(GAPS).map(|(_, count)| count).sum();
        gaps.truncate(GAPS);
        let counts: Vec<u32> =
            [ends, stops, spelled + 1].into_iter().chain(gaps.iter().map(|(_, count)| *count)).collect();
        let gaps: Vec<String> = gaps.into_iter().map(|(gap, _)| gap.to_owned()).collect();
        let symbols = gaps.iter().cloned().zip(OWN..).collect();
        Self { gaps, gap_code: Code::new(&counts, 15), counts: counts_of_words, word_codes: Vec::new(), symbols }
    }

    /// Gives each word a code as long as its class asks for, and tells the lengths. Lengths of single words would cost
    /// the reader more than they save.
    pub(super) fn assign(&mut self, classes: &[u8]) -> Vec<u8> {
        let lengths = class_lengths(classes, &self.counts);
        let of_words: Vec<u8> = classes.iter().map(|&class| lengths[class as usize]).collect();
        self.word_codes =
            canonical(&of_words).into_iter().zip(of_words.iter().map(|&length| u32::from(length))).collect();
        lengths
    }

    /// Lengths of the codes of gaps, the three special symbols first.
    pub(super) fn gap_lengths(&self) -> String {
        self.gap_code.text()
    }

    /// Writes what the result of one document shows.
    pub(super) fn record(&self, out: &mut BitWriter, chunk: &Chunk<'_>, at: usize, document: &Document<'_>) {
        let record = &chunk.shown.records[at];
        address(out, &document.url, &document.title);
        let mut text = |text: &Text| self.text(out, chunk, text);
        text(&record.title);
        text(&record.summary);
        text(&record.then);
        text(&record.now);
        text(&record.award);
        out.gamma(document.fields.first().map_or(1, |&field| u32::from(field) + 2));
        out.gamma(document.level.map_or(1, |level| u32::from(level) + 2));
        out.bits(u32::from(document.award_year.is_some()), 1);
        out.bits(u32::from(document.award_year.or(document.started).unwrap_or(0)), 12);
        out.gamma(document.copies.saturating_add(1));
        out.gamma(record.sections.len() as u32 + 1);
        for (heading, body) in &record.sections {
            self.text(out, chunk, heading);
            self.text(out, chunk, body);
        }
    }

    fn text(&self, out: &mut BitWriter, chunk: &Chunk<'_>, text: &Text) {
        for run in &text.runs {
            let gap = &*chunk.shown.gaps[run.gap as usize];
            match self.symbols.get(gap) {
                Some(&symbol) => self.gap_code.write(out, symbol),
                None => self.spell(out, gap, true),
            }
            let (code, length) = self.word_codes[chunk.words[run.word as usize] as usize];
            out.bits(code, length);
            match run.case {
                Case::Lower => out.bits(0, 1),
                Case::Capital => out.bits(0b10, 2),
                Case::Upper => out.bits(0b110, 3),
                Case::Mixed(mask) => {
                    out.bits(0b111, 3);
                    out.gamma(64 - mask.leading_zeros());
                    (0..64 - mask.leading_zeros()).for_each(|bit| out.bits((mask >> bit) as u32 & 1, 1));
                }
            }
        }
        match text.end.map(|end| &*chunk.shown.gaps[end as usize]) {
            Some(".") => self.gap_code.write(out, STOP),
            Some(end) => self.spell(out, end, false),
            None => self.gap_code.write(out, END),
        }
    }

    /// A gap without a code, and whether a word comes after it.
    fn spell(&self, out: &mut BitWriter, gap: &str, word_follows: bool) {
        self.gap_code.write(out, SPELLED);
        out.literal(gap);
        out.bits(u32::from(word_follows), 1);
    }
}

/// The lengths of the codes of each class: near what the mean of its words asks for, and all codes fit.
fn class_lengths(classes: &[u8], counts: &[u32]) -> Vec<u8> {
    let (mut shown, mut sizes) = ([0u64; CLASSES], [0u64; CLASSES]);
    for (&class, &count) in classes.iter().zip(counts) {
        shown[class as usize] += u64::from(count) + 1;
        sizes[class as usize] += 1;
    }
    let total: u64 = shown.iter().sum::<u64>().max(2);
    // The least length with total / mean ≤ 2^length, in whole numbers, so that it is the same everywhere.
    let length = |class: usize| (1..24).find(|&length| total * sizes[class] <= shown[class] << length).unwrap_or(24);
    let mut lengths: Vec<u8> = (0..CLASSES).map(|class| if sizes[class] == 0 { 0 } else { length(class) }).collect();
    let room =
        |lengths: &[u8]| (0..CLASSES).filter(|&c| sizes[c] > 0).map(|c| sizes[c] << (24 - lengths[c])).sum::<u64>();
    let mut largest: Vec<usize> = (0..CLASSES).filter(|&class| lengths[class] > 1).collect();
    largest.sort_by_key(|&class| (std::cmp::Reverse(shown[class]), class));
    for class in largest {
        lengths[class] -= 1;
        if room(&lengths) > 1 << 24 {
            lengths[class] += 1;
        }
    }
    lengths
}

/// Where models live.
const MODELS: &str = "mo-hinh/";

/// What addresses are spelled with.
pub(super) const NAME: &str = "abcdefghijklmnopqrstuvwxyz-0123456789";

fn is_name(stem: &str) -> bool {
    stem.bytes().all(|b| NAME.as_bytes().contains(&b))
}

/// An address: mostly that of a model named by its title, or by the beginning of it and something more.
fn address(out: &mut BitWriter, url: &str, title: &str) {
    let named = slug(title);
    let Some(stem) = url.strip_prefix(MODELS).and_then(|url| url.strip_suffix(".html")).filter(|stem| is_name(stem))
    else {
        out.bits(0, 1);
        return out.literal(url);
    };
    if stem == named {
        return out.bits(0b11, 2);
    }
    let shared = stem.bytes().zip(named.bytes()).take_while(|(a, b)| a == b).count();
    out.bits(0b10, 2);
    out.gamma(shared as u32 + 1);
    out.gamma((stem.len() - shared) as u32 + 1);
    for letter in stem[shared..].bytes() {
        out.bits(NAME.bytes().position(|known| known == letter).unwrap_or(0) as u32, 6);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_beginning_is_whole_sentences() {
        let text = "Một câu. Hai câu. Ba câu dài hơn.";
        assert_eq!(beginning(text, 20), "Một câu. Hai câu.");
        assert_eq!(beginning(text, 500), text);
        assert_eq!(beginning(text, 3), "");
    }
}
