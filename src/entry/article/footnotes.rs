//! Footnotes: numbered in the order in which the text refers to them, with a way there and back.
//!
//! Ids have an underscore, which no id of a heading has.

use std::collections::HashMap;
use std::ops::Range;

use pulldown_cmark::{CowStr, Event};

use super::read::{ArticleReader, html_event_owned};
use crate::finding::Code;
use crate::text::Message;

/// The references and notes seen so far, each with its index in the events.
#[derive(Default)]
pub(super) struct Footnotes {
    calls: Vec<(String, usize)>,
    notes: Vec<(String, usize, Range<usize>)>,
}

impl Footnotes {
    /// A reference, whose event will be at `index`.
    pub(super) fn call(&mut self, label: &str, index: usize) {
        self.calls.push((label.to_lowercase(), index));
    }

    /// A note, whose first event will be at `index`.
    pub(super) fn note(&mut self, label: &str, index: usize, range: Range<usize>) {
        self.notes.push((label.to_lowercase(), index, range));
    }
}

impl ArticleReader<'_> {
    /// Writes all references and notes, and tells the notes that nothing refers to.
    pub(super) fn write_footnotes(&mut self, events: &mut [Event<'_>]) {
        let Footnotes { calls, notes } = std::mem::take(&mut self.footnotes);
        // The number of each note, and how many references it has had.
        let mut numbers: HashMap<&str, (usize, usize)> = HashMap::new();
        for (label, index) in &calls {
            let next = numbers.len() + 1;
            let (number, times) = numbers.entry(label).or_insert((next, 0));
            *times += 1;
            let id = if *times == 1 { format!("goi_{number}") } else { format!("goi_{number}_{times}") };
            if let Some(event) = events.get_mut(*index) {
                *event = html_event_owned(format!(
                    "<sup class=\"footnote-reference\" id=\"{id}\"><a href=\"#chu_{number}\">{number}</a></sup>"
                ));
            }
        }
        for (label, index, range) in &notes {
            let called = numbers.get(label.as_str()).copied();
            let next = numbers.len() + 1;
            let (number, _) = *numbers.entry(label).or_insert((next, 0));
            let number_html = match called {
                Some(_) => format!("<a href=\"#goi_{number}\">{number}</a>"),
                None => number.to_string(),
            };
            if let Some(event) = events.get_mut(*index) {
                *event = Event::Html(CowStr::from(format!(
                    "<div class=\"footnote-definition\" id=\"chu_{number}\"><sup class=\"footnote-definition-label\">\
                     {number_html}</sup>\n"
                )));
            }
            if called.is_none() {
                let message = Message::new(
                    format!("Trong bài không có chỗ nào gọi chú thích “[^{label}]”."),
                    format!("Nothing in the text refers to the footnote “[^{label}]”."),
                );
                let help = Message::new(
                    format!("Thêm [^{label}] sau câu cần chú thích, hoặc xóa chú thích này."),
                    format!("Write [^{label}] after the sentence it belongs to, or delete the note."),
                );
                self.report(Code::UnusedFootnote, range.clone(), message, Some(help));
            }
        }
    }
}
