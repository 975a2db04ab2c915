//! A paragraph of a Word document.

use super::styles::{Styles, is_on};
use crate::office::sheet::{Linked, Marker, Paragraph};
use crate::office::xml::Tag;
use crate::vietnamese;

/// A paragraph that is being read.
#[derive(Default)]
pub(super) struct Open {
    text: String,
    /// How many bytes at its beginning are bold.
    bold: usize,
    style: String,
    is_heading: bool,
    list: usize,
    level: usize,
    marker: Option<Marker>,
    run: Option<Run>,
    pub(super) pictures: Vec<Linked>,
}

/// A run of letters that look the same.
#[derive(Default)]
struct Run {
    font: Option<String>,
    is_bold: Option<bool>,
}

impl Open {
    pub(super) fn open(&mut self, tag: &Tag<'_>, styles: &Styles) {
        match (tag.name(), &mut self.run) {
            ("r", _) => self.run = Some(Run::default()),
            ("rFonts", Some(run)) => run.font = tag.attribute("ascii").or_else(|| tag.attribute("hAnsi")),
            ("b", Some(run)) => run.is_bold = Some(is_on(tag.attribute("val"))),
            ("br" | "cr", Some(_)) => self.line_break(),
            ("tab", Some(_)) => self.text.push('\t'),
            ("noBreakHyphen", Some(_)) => self.text.push('-'),
            ("pStyle", None) => {
                self.style = tag.attribute("val").unwrap_or_default();
                self.is_heading = styles.is_heading(&self.style);
            }
            ("outlineLvl", None) => self.is_heading |= tag.number("val").is_some_and(|level| level < 9),
            ("ilvl", None) => self.level = tag.number("val").unwrap_or(0),
            ("numId", None) => {
                self.list = tag.number("val").unwrap_or(0);
                self.marker = styles.marker(self.list, self.level);
            }
            _ => {}
        }
    }

    pub(super) fn close(&mut self, name: &str) {
        if name == "r" {
            self.run = None;
        }
    }

    pub(super) fn line_break(&mut self) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
    }

    /// Some letters, which may be in an encoding from before Unicode: their font says so.
    pub(super) fn text(&mut self, letters: &str, styles: &Styles) {
        let run = self.run.as_ref();
        let font = run.and_then(|run| run.font.as_deref()).or_else(|| styles.font(&self.style));
        let is_bold = run.and_then(|run| run.is_bold).unwrap_or_else(|| styles.is_bold(&self.style));
        let is_bold_so_far = self.bold == self.text.len();
        match font.and_then(|font| vietnamese::text_in_font(letters, font)) {
            Some(text) => self.text.push_str(&text),
            None => self.text.push_str(letters),
        }
        if is_bold_so_far && (is_bold || letters.trim().is_empty()) {
            self.bold = self.text.len();
        }
    }

    pub(super) fn finish(self) -> Paragraph {
        let Self { text, bold, is_heading, level, marker, pictures, list, .. } = self;
        let before = text.len() - text.trim_start().len();
        let marker = marker.map(|marker| (marker, list, level));
        Paragraph { text: text.trim().to_owned(), bold: bold.saturating_sub(before), is_heading, marker, pictures }
    }
}
