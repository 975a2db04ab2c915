//! The text of one Markdown file: HTML, headings, and plain text by section.
//!
//! An article knows its own file only. What a link or picture points to is known when all files have been read, so the HTML
//! has a placeholder for each [`Reference`], which [`Article::fill_placeholders`] fills when the page is rendered. Raw HTML
//! is never published: it is shown as text.

mod figures;
mod footnotes;
mod foreign;
mod headings;
mod link;
mod meant;
mod placeholder;
mod read;
mod references;
mod stars;

use std::borrow::Cow;
use std::ops::Range;

use crate::text::{SitePath, Span};

use placeholder::Placeholder;

pub(crate) use placeholder::Part;
pub(super) use read::read;

/// The text of one file.
#[derive(Debug, Clone, Default)]
pub struct Article {
    html: String,
    placeholders: Vec<Placeholder>,
    /// Links into the site and pictures, in the order of the text.
    pub references: Vec<Reference>,
    /// Headings, in the order of the text.
    pub headings: Vec<Heading>,
    /// Positions of the headings in the order of their ids.
    by_id: Vec<u32>,
    /// The text without marks, cut at second-level headings; the first has no heading.
    pub sections: Vec<Section>,
}

/// A link or picture in the text that points to a file of the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// Whether it is a link or a picture.
    pub kind: ReferenceKind,
    /// As written, percent-decoded, without the part from `#`: `../anh/keng.jpg`. Empty for `#cach-lam`.
    pub target: String,
    /// What follows `#`.
    pub fragment: Option<String>,
    /// The target as a path of the site.
    pub path: SitePath,
    /// The slug to look for if there is no such file: `keng` for `../xa-khac/keng.md`. `None` for what cannot be a page.
    pub slug: Option<String>,
    /// The bytes of the whole link or picture in the file.
    pub span: Span,
}

/// The kind of a reference.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReferenceKind {
    /// A link.
    Link,
    /// A picture.
    Picture,
}

/// A heading of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// 2 to 6.
    pub level: u8,
    /// Unique in the file.
    pub id: String,
    /// Its words.
    pub label: String,
}

/// Plain text below a second-level heading.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Section {
    /// The heading; `None` for the text before the first one.
    pub heading: Option<String>,
    /// Words with single spaces between.
    pub text: String,
    /// The bytes of the text that are bold.
    strong: Vec<Range<u32>>,
    /// Whether it shows a picture.
    pub has_picture: bool,
}

impl Section {
    /// The texts that are bold.
    pub fn strong(&self) -> impl Iterator<Item = &str> {
        self.strong.iter().filter_map(|bytes| self.text.get(bytes.start as usize..bytes.end as usize))
    }

    fn open_strong(&mut self) {
        let start = self.text.len() as u32;
        self.strong.push(start..start);
    }

    fn close_strong(&mut self) {
        let end = self.text.trim_end().len() as u32;
        // Bold inside of bold ends twice.
        self.strong.last_mut().into_iter().for_each(|bytes| bytes.end = end);
    }
}

impl Article {
    /// Makes headings found by their ids; called when all are there.
    fn sort_headings(&mut self) {
        let headings = &self.headings;
        self.by_id = (0..headings.len() as u32).collect();
        self.by_id.sort_unstable_by_key(|&heading| &headings[heading as usize].id);
    }

    /// Whether a heading has this id.
    pub(crate) fn has_heading(&self, id: &str) -> bool {
        self.by_id.binary_search_by(|&heading| self.headings[heading as usize].id.as_str().cmp(id)).is_ok()
    }

    /// The HTML with each placeholder filled by `resolve`, which is given the index of the reference in
    /// [`Self::references`] and what of it is wanted, and appends text that is escaped already.
    pub(crate) fn fill_placeholders(&self, mut resolve: impl FnMut(usize, Part, &mut String)) -> String {
        let mut out = String::with_capacity(self.html.len() + self.placeholders.len() * 48);
        let mut from = 0;
        for placeholder in &self.placeholders {
            out.push_str(&self.html[from..placeholder.offset]);
            resolve(placeholder.reference, placeholder.part, &mut out);
            from = placeholder.offset;
        }
        out.push_str(&self.html[from..]);
        out
    }

    /// Whether there is anything to read.
    pub fn is_empty(&self) -> bool {
        self.html.trim().is_empty()
    }

    /// The first `limit` characters of text, cut at a word, for descriptions.
    pub fn opening(&self, limit: usize) -> String {
        let text = self.sections.iter().map(|s| s.text.as_str()).find(|t| !t.is_empty()).unwrap_or("");
        shorten(text, limit)
    }
}

/// `text` cut to at most `limit` characters at a word, with `…` if anything was cut.
pub(crate) fn shorten(text: &str, limit: usize) -> String {
    let Some((end, _)) = text.char_indices().nth(limit) else { return text.to_owned() };
    let cut = text[..end].rfind(' ').unwrap_or(end);
    format!("{}…", text[..cut].trim_end_matches([',', ';', ':', ' ', '–', '-']))
}

/// `html` with the alignment of table cells as a class: the inline style that the Markdown writer gives them is refused by a
/// strict content security policy. Text of the editor is not touched, because a `<` in it is escaped.
fn with_alignment_classes(html: &str) -> Cow<'_, str> {
    if !html.contains(" style=\"text-align: ") {
        return html.into();
    }
    let classes = [
        ("<th style=\"text-align: left\">", "<th class=\"align-left\">"),
        ("<th style=\"text-align: center\">", "<th class=\"align-center\">"),
        ("<th style=\"text-align: right\">", "<th class=\"align-right\">"),
        ("<td style=\"text-align: left\">", "<td class=\"align-left\">"),
        ("<td style=\"text-align: center\">", "<td class=\"align-center\">"),
        ("<td style=\"text-align: right\">", "<td class=\"align-right\">"),
    ];
    let html = classes.iter().fold(html.to_owned(), |html, (style, class)| html.replace(style, class));
    html.into()
}

/// Appends `text` escaped for HTML, between tags or inside a quoted attribute. U+0000, which HTML forbids, becomes U+FFFD.
pub(crate) fn push_escaped(out: &mut String, text: &str) {
    for (index, part) in text.split('\0').enumerate() {
        if index > 0 {
            out.push(char::REPLACEMENT_CHARACTER);
        }
        // Writing to a string cannot fail.
        let _ = pulldown_cmark_escape::escape_html(&mut *out, part);
    }
}

#[cfg(test)]
mod tests;
