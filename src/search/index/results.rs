//! Texts of results, written as words of the table. The reader has these already, so a title takes a byte or so for
//! each syllable.

use std::collections::HashMap;
use std::ops::Range;

use rustc_hash::FxHashMap;

use super::super::document::Document;
use super::bits::{BitWriter, HuffmanCode, canonical};
use super::table::CLASSES;
use super::vocabulary::{Case, Vocabulary};
use crate::text::{take_number, write_number};
use crate::vietnamese::{composed, slug, syllables};

/// A word and the gap, that is, the characters, before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct TextWord {
    gap: u32,
    word: u32,
    case: Case,
}

/// A text as words: where they are in [`ResultTexts::packed`], and the gap after the last one.
#[derive(Debug, Default)]
struct ResultText {
    packed: Range<u32>,
    end: Option<u32>,
}

/// The texts of some documents. Words and gaps are numbered within the chunk.
#[derive(Debug, Default)]
pub(super) struct ResultTexts {
    records: Vec<ResultRecord>,
    /// The words of all texts, in three or four bytes each.
    packed: Vec<u8>,
    gap_ids: FxHashMap<Box<str>, u32>,
    gaps: Vec<Box<str>>,
}

#[derive(Debug, Default)]
struct ResultRecord {
    title: ResultText,
    summary: ResultText,
    then: ResultText,
    now: ResultText,
    award: ResultText,
    sections: Vec<(ResultText, ResultText)>,
}

impl ResultRecord {
    fn texts(&self) -> impl Iterator<Item = &ResultText> {
        let sections = self.sections.iter().flat_map(|(heading, text)| [heading, text]);
        [&self.title, &self.summary, &self.then, &self.now, &self.award].into_iter().chain(sections)
    }
}

impl ResultTexts {
    /// Adds a document, with the leading sentences of its sections and facts up to about `max_text` letters.
    pub(super) fn add(&mut self, vocabulary: &mut Vocabulary, document: &Document<'_>, max_text: usize) {
        let mut text = |text: &str| self.text(vocabulary, text);
        let (title, then) = (text(&document.title), text(&document.place_then));
        let (now, award) = (text(&document.place_now), text(&document.award));
        let summary = match document.summary.as_str() {
            "" => document
                .sections
                .iter()
                .find(|(_, text)| !text.is_empty())
                .map_or("", |(_, text)| leading_sentences(text, 180)),
            summary => summary,
        };
        let summary = text(summary);
        let mut left = max_text;
        let mut sections = Vec::new();
        for (heading, body) in document.sections.iter().chain(&document.facts) {
            let body = leading_sentences(body, left);
            if !body.is_empty() {
                sections.push((text(heading), text(body)));
                left = left.saturating_sub(body.chars().count());
            }
        }
        self.records.push(ResultRecord { title, summary, then, now, award, sections });
    }

    /// The words of the title of a document.
    pub(super) fn title(&self, index: usize) -> impl Iterator<Item = u32> {
        self.words(&self.records[index].title).map(|word| word.word)
    }

    /// The words of a text.
    fn words(&self, text: &ResultText) -> impl Iterator<Item = TextWord> {
        let mut packed = &self.packed[text.packed.start as usize..text.packed.end as usize];
        std::iter::from_fn(move || take_word(&mut packed))
    }

    /// The gap after the last word of a text.
    fn end(&self, text: &ResultText) -> Option<&str> {
        text.end.map(|end| &*self.gaps[end as usize])
    }

    fn text(&mut self, vocabulary: &mut Vocabulary, text: &str) -> ResultText {
        let text = composed(text);
        let (start, mut from) = (self.packed.len() as u32, 0);
        for syllable in syllables(&text) {
            let Some((word, Some(case))) = vocabulary.id_and_case(syllable.text) else { continue };
            let gap = self.gap(&text[from..syllable.start]);
            push_word(&mut self.packed, TextWord { gap, word, case });
            from = syllable.start + syllable.text.len();
        }
        let end = (from < text.len()).then(|| self.gap(&text[from..]));
        ResultText { packed: start..self.packed.len() as u32, end }
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

/// Packs a word: its gap with the kind of its case, then its number, and for a mixed case the mask.
fn push_word(packed: &mut Vec<u8>, TextWord { gap, word, case }: TextWord) {
    let kind = match case {
        Case::Lower => 0,
        Case::Capital => 1,
        Case::Upper => 2,
        Case::Mixed(_) => 3,
    };
    write_number(packed, gap << 2 | kind);
    write_number(packed, word);
    if let Case::Mixed(mask) = case {
        write_number(packed, mask as u32);
        write_number(packed, (mask >> 32) as u32);
    }
}

/// Takes the next word that [`push_word`] has packed.
fn take_word(packed: &mut &[u8]) -> Option<TextWord> {
    let first = take_number(packed)?;
    let word = take_number(packed)?;
    let case = match first & 3 {
        0 => Case::Lower,
        1 => Case::Capital,
        2 => Case::Upper,
        _ => Case::Mixed(u64::from(take_number(packed)?) | u64::from(take_number(packed)?) << 32),
    };
    Some(TextWord { gap: first >> 2, word, case })
}

/// The sentences of `text` that fit into `max_text` letters. A part of a sentence only if the first one is too long,
/// and the limit is at least 120.
fn leading_sentences(text: &str, max_text: usize) -> &str {
    let Some((end, _)) = text.char_indices().nth(max_text) else { return text };
    let head = &text[..end];
    match head.rfind(['.', '!', '?', '\n']) {
        Some(end) => &head[..=end],
        None if max_text >= 120 => head.rfind(' ').map_or("", |end| &head[..end]),
        None => "",
    }
}

/// Number of gaps with a symbol. The others are written literally.
const MAX_SYMBOLS: usize = 160;
/// Symbols: the end, the end with a full stop, a literal gap; from the last on the gaps.
const END: usize = 0;
const STOP: usize = 1;
const LITERAL: usize = 2;
const FIRST_GAP: usize = 3;

/// Writes results, with codes by the frequencies in all texts of the site.
#[derive(Debug)]
pub(super) struct ResultWriter {
    /// The gaps with symbols.
    pub(super) gaps: Vec<String>,
    gap_code: HuffmanCode,
    /// How often each word occurs.
    counts: Vec<u32>,
    /// Code and length of each word; set by [`assign`](Self::assign).
    word_codes: Vec<(u32, u32)>,
    /// The symbol of each gap.
    symbols: HashMap<String, usize>,
}

/// The texts of a chunk with the numbers of its words in the table.
pub(super) struct Chunk<'c> {
    pub(super) texts: &'c ResultTexts,
    pub(super) words: &'c [u32],
}

impl ResultWriter {
    /// Counts words and gaps of all texts. `words` is the size of the table.
    pub(super) fn new(chunks: &[Chunk<'_>], words: usize) -> Self {
        let mut counts_of_words = vec![0u32; words];
        let mut gap_counts: HashMap<&str, u32> = HashMap::new();
        let (mut ends, mut stops) = (0u32, 0u32);
        for chunk in chunks {
            let mut counts = vec![0u32; chunk.texts.gaps.len()];
            for text in chunk.texts.records.iter().flat_map(ResultRecord::texts) {
                for word in chunk.texts.words(text) {
                    counts_of_words[chunk.words[word.word as usize] as usize] += 1;
                    counts[word.gap as usize] += 1;
                }
                match chunk.texts.end(text) {
                    Some(".") => stops += 1,
                    Some(_) | None => ends += 1,
                }
            }
            for (gap, count) in chunk.texts.gaps.iter().zip(counts) {
                *gap_counts.entry(gap).or_default() += count;
            }
        }
        let mut gaps: Vec<(&str, u32)> = gap_counts.into_iter().filter(|(_, count)| *count > 0).collect();
        gaps.sort_by_key(|&(gap, count)| (std::cmp::Reverse(count), gap));
        let literals: u32 = gaps.iter().skip(MAX_SYMBOLS).map(|(_, count)| count).sum();
        gaps.truncate(MAX_SYMBOLS);
        let counts: Vec<u32> =
            [ends, stops, literals + 1].into_iter().chain(gaps.iter().map(|(_, count)| *count)).collect();
        let gaps: Vec<String> = gaps.into_iter().map(|(gap, _)| gap.to_owned()).collect();
        let symbols = gaps.iter().cloned().zip(FIRST_GAP..).collect();
        Self { gaps, gap_code: HuffmanCode::new(&counts, 15), counts: counts_of_words, word_codes: Vec::new(), symbols }
    }

    /// Gives each word a code by the class of its frequency, and returns the lengths by class. To send the length of
    /// every word would cost more than it saves.
    pub(super) fn assign(&mut self, classes: &[u8]) -> Vec<u8> {
        let lengths = class_lengths(classes, &self.counts);
        let of_words: Vec<u8> = classes.iter().map(|&class| lengths[class as usize]).collect();
        self.word_codes =
            canonical(&of_words).into_iter().zip(of_words.iter().map(|&length| u32::from(length))).collect();
        lengths
    }

    /// Lengths of the codes of all symbols.
    pub(super) fn gap_lengths(&self) -> String {
        self.gap_code.text()
    }

    /// Writes the result of a document; `index` is that within the chunk.
    pub(super) fn record(&self, out: &mut BitWriter, chunk: &Chunk<'_>, index: usize, document: &Document<'_>) {
        let record = &chunk.texts.records[index];
        write_url(out, &document.url, &document.title);
        let mut text = |text: &ResultText| self.text(out, chunk, text);
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

    /// Writes a word of the table.
    pub(super) fn word(&self, out: &mut BitWriter, number: u32) {
        let (code, length) = self.word_codes[number as usize];
        out.bits(code, length);
    }

    fn text(&self, out: &mut BitWriter, chunk: &Chunk<'_>, text: &ResultText) {
        for word in chunk.texts.words(text) {
            let gap = &*chunk.texts.gaps[word.gap as usize];
            match self.symbols.get(gap) {
                Some(&symbol) => self.gap_code.write(out, symbol),
                None => self.write_literal(out, gap, true),
            }
            self.word(out, chunk.words[word.word as usize]);
            match word.case {
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
        match chunk.texts.end(text) {
            Some(".") => self.gap_code.write(out, STOP),
            Some(end) => self.write_literal(out, end, false),
            None => self.gap_code.write(out, END),
        }
    }

    /// Writes a gap without a symbol, and whether a word follows.
    fn write_literal(&self, out: &mut BitWriter, gap: &str, word_follows: bool) {
        self.gap_code.write(out, LITERAL);
        out.literal(gap);
        out.bits(u32::from(word_follows), 1);
    }
}

/// The length of the codes of each class: close to the optimum for the mean frequency of its words, and such that the
/// codes of all words fit (Kraft inequality).
fn class_lengths(classes: &[u8], counts: &[u32]) -> Vec<u8> {
    let (mut occurrences, mut sizes) = ([0u64; CLASSES], [0u64; CLASSES]);
    for (&class, &count) in classes.iter().zip(counts) {
        occurrences[class as usize] += u64::from(count) + 1;
        sizes[class as usize] += 1;
    }
    let total: u64 = occurrences.iter().sum::<u64>().max(2);
    // The smallest length with total / mean ≤ 2^length, in integers, so that it is the same on all machines.
    let length =
        |class: usize| (1..24).find(|&length| total * sizes[class] <= occurrences[class] << length).unwrap_or(24);
    let mut lengths: Vec<u8> = (0..CLASSES).map(|class| if sizes[class] == 0 { 0 } else { length(class) }).collect();
    let kraft_sum =
        |lengths: &[u8]| (0..CLASSES).filter(|&c| sizes[c] > 0).map(|c| sizes[c] << (24 - lengths[c])).sum::<u64>();
    let mut largest: Vec<usize> = (0..CLASSES).filter(|&class| lengths[class] > 1).collect();
    largest.sort_by_key(|&class| (std::cmp::Reverse(occurrences[class]), class));
    for class in largest {
        lengths[class] -= 1;
        if kraft_sum(&lengths) > 1 << 24 {
            lengths[class] += 1;
        }
    }
    lengths
}

/// Folder of the pages of models.
const MODELS: &str = "mo-hinh/";

/// The characters of slugs; the reader gets them with the data.
pub(super) const URL_CHARACTERS: &str = "abcdefghijklmnopqrstuvwxyz-0123456789";

fn is_slug(stem: &str) -> bool {
    stem.bytes().all(|b| URL_CHARACTERS.as_bytes().contains(&b))
}

/// Writes a URL path. Mostly its slug is that of the title, or begins like it; then only the rest is written.
fn write_url(out: &mut BitWriter, url: &str, title: &str) {
    let title_slug = slug(title);
    let Some(stem) = url.strip_prefix(MODELS).and_then(|url| url.strip_suffix(".html")).filter(|stem| is_slug(stem))
    else {
        out.bits(0, 1);
        return out.literal(url);
    };
    if stem == title_slug {
        return out.bits(0b11, 2);
    }
    let shared = stem.bytes().zip(title_slug.bytes()).take_while(|(a, b)| a == b).count();
    out.bits(0b10, 2);
    out.gamma(shared as u32 + 1);
    out.gamma((stem.len() - shared) as u32 + 1);
    for letter in stem[shared..].bytes() {
        out.bits(URL_CHARACTERS.bytes().position(|known| known == letter).unwrap_or(0) as u32, 6);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_are_packed_come_back() {
        let cases = [Case::Lower, Case::Capital, Case::Upper, Case::Mixed(0b101), Case::Mixed(1 << 47 | 1)];
        let words = cases.map(|case| TextWord { gap: 200, word: 70_000, case });
        let mut packed = Vec::new();
        words.iter().for_each(|&word| push_word(&mut packed, word));
        let mut rest = &packed[..];
        let back: Vec<TextWord> = std::iter::from_fn(|| take_word(&mut rest)).collect();
        assert_eq!(back, words);
    }

    #[test]
    fn only_whole_sentences_are_taken() {
        let text = "Một câu. Hai câu. Ba câu dài hơn.";
        assert_eq!(leading_sentences(text, 20), "Một câu. Hai câu.");
        assert_eq!(leading_sentences(text, 500), text);
        assert_eq!(leading_sentences(text, 3), "");
    }
}
