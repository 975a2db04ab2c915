//! Bold text that CommonMark leaves as stars: `**Mục tiêu:**nói rõ`, `**Mục tiêu: **nói rõ`.
//!
//! Exports of word processors are full of it. A pair that can only be meant as bold is read so; other stars are told.

use std::ops::Range;

use super::read::ArticleReader;
use crate::finding::Code;
use crate::text::{Message, Repair};

/// Pairs further apart than this, in bytes, are not taken for one.
const LONGEST: usize = 400;

/// Stars that were left in the text of one block.
#[derive(Default)]
pub(super) struct Stars {
    /// Runs of stars, each with the innermost emphasis or link around it.
    runs: Vec<(Range<usize>, u32)>,
    /// The emphasis and links that are open, by number.
    open: Vec<u32>,
    count: u32,
}

impl Stars {
    pub(super) fn open(&mut self) {
        self.count += 1;
        self.open.push(self.count);
    }

    pub(super) fn close(&mut self) {
        self.open.pop();
    }

    /// Adds a star.
    fn add(&mut self, range: Range<usize>) {
        let parent = self.open.last().copied().unwrap_or(0);
        match self.runs.last_mut() {
            Some((last, of)) if last.end == range.start && *of == parent => last.end = range.end,
            _ => self.runs.push((range, parent)),
        }
    }
}

impl ArticleReader<'_> {
    /// Adds the stars of a text at `range`. A star that is escaped in the file is meant as one.
    pub(super) fn stars_of(&mut self, text: &str, range: &Range<usize>) {
        if !text.contains('*') || range.len() != text.len() {
            return;
        }
        for (at, _) in text.match_indices('*') {
            let start = range.start + at;
            if !self.markdown[..start].ends_with('\\') {
                self.stars.add(start..start + 1);
            }
        }
    }

    /// Judges the stars that were left in the block that ends here.
    pub(super) fn judge_stars(&mut self) {
        if self.stars.runs.is_empty() {
            return;
        }
        let runs = std::mem::take(&mut self.stars.runs);
        let markdown = self.markdown;
        let runs: Vec<_> = runs.into_iter().filter(|(run, _)| run.len() >= 2 && !is_note(markdown, run)).collect();
        let of_all = repairs(markdown, &runs);
        let tied: Vec<_> = match of_all {
            Some(_) => runs,
            None => runs.into_iter().filter(|(run, _)| !stands_alone(markdown, run)).collect(),
        };
        let Some((first, _)) = tied.first() else { return };
        let repairs = of_all.or_else(|| repairs(markdown, &tied));
        match repairs {
            Some(repairs) if self.is_first_pass => self.repairs.extend(repairs),
            _ => {
                let message = Message::new(
                    "Dấu ** ở đây không làm chữ đậm mà hiện ra thành dấu sao.",
                    "The ** here makes nothing bold; it is shown as stars.",
                );
                let help = Message::new(
                    "Đặt ** sát chữ ở cả hai đầu: **Mục tiêu:** giữ gìn an ninh; hoặc xóa đi.",
                    "Put ** close to the words at both ends: **Goal:** a safe village; or delete it.",
                );
                self.report(Code::StarsLeft, first.clone(), message, Some(help));
            }
        }
    }
}

/// `(**)` is the mark of a note.
fn is_note(text: &str, run: &Range<usize>) -> bool {
    text[..run.start].ends_with('(') && text[run.end..].starts_with(')')
}

/// `2 ** 3` is no attempt at bold, and `** Ghi chú` alone is none either.
fn stands_alone(text: &str, run: &Range<usize>) -> bool {
    let (before, after) = (text[..run.start].chars().next_back(), text[run.end..].chars().next());
    before.is_none_or(char::is_whitespace) && after.is_none_or(char::is_whitespace)
}

/// What makes all pairs of stars bold as they were meant; `None` if that is not certain.
fn repairs(text: &str, runs: &[(Range<usize>, u32)]) -> Option<Vec<Repair>> {
    let repairs: Option<Vec<Vec<Repair>>> = runs.chunks(2).map(|pair| repair(text, pair)).collect();
    repairs.map(|repairs| repairs.into_iter().flatten().collect())
}

/// What makes a pair of stars bold as it was meant; `None` if that is not certain.
fn repair(text: &str, pair: &[(Range<usize>, u32)]) -> Option<Vec<Repair>> {
    let [(open, parent), (close, other)] = pair else { return None };
    let inner = text.get(open.end..close.start)?;
    let words = inner.trim();
    let (lead, trail) = (inner.len() - inner.trim_start().len(), inner.len() - inner.trim_end().len());
    let is_bold = parent == other
        && open.len() == 2
        && close.len() == 2
        && inner.len() <= LONGEST
        && words.contains(char::is_alphanumeric)
        && (lead == 0 || trail == 0);
    if !is_bold {
        return None;
    }
    let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let (before, after) = (text[..open.start].chars().next_back(), text[close.end..].chars().next());
    let mut repairs = Vec::new();
    if is_word(before) && (lead > 0 || !is_word(words.chars().next())) {
        repairs.push((open.start..open.start, " ".to_owned()));
    }
    if lead > 0 {
        repairs.push((open.end..open.end + lead, String::new()));
    }
    if trail > 0 {
        repairs.push((close.start - trail..close.start, String::new()));
    }
    if is_word(after) && (trail > 0 || !is_word(words.chars().next_back())) {
        repairs.push((close.end..close.end, " ".to_owned()));
    }
    (!repairs.is_empty()).then_some(repairs)
}
