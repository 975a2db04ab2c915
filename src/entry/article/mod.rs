//! Markdown → an article: HTML with holes, headings, plain text by section.
//!
//! An article knows its own file only. Where a link leads and where a picture lies is not known before all files
//! have been read, so the HTML keeps a hole for each ([`Reference`]) that is filled when the page is made. Raw HTML
//! never reaches the page: it is shown as text. This room resolves nothing and reads no other file.

mod link;
mod read;

use crate::text::{SitePath, Span};

pub(super) use read::read;

/// The text of one file, understood.
#[derive(Debug, Clone, Default)]
pub struct Article {
    html: String,
    holes: Vec<Hole>,
    /// Links into the site and pictures, in the order of the text.
    pub references: Vec<Reference>,
    /// Headings, in the order of the text.
    pub headings: Vec<Heading>,
    /// The text without marks, cut at second-level headings; the first has no heading.
    pub sections: Vec<Section>,
}

/// Where in the HTML the answer to a reference belongs.
#[derive(Debug, Clone, Copy)]
struct Hole {
    at: usize,
    reference: usize,
}

/// Something in the text that points to another file of the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// What is pointed to.
    pub kind: ReferenceKind,
    /// As written, percent signs decoded, without the part from `#`: `../anh/keng.jpg`. Empty for `#cach-lam`.
    pub target: String,
    /// What follows `#`.
    pub fragment: Option<String>,
    /// The file that is meant, seen from this one.
    pub path: SitePath,
    /// The slug that is meant where no such file is: `keng` for `../xa-khac/keng.md`. `None` for what is no page's name.
    pub slug: Option<String>,
    /// The whole link or picture in the file.
    pub span: Span,
}

/// What a reference is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReferenceKind {
    /// A link: the hole wants the value of `href`.
    Link,
    /// A picture: the hole wants `src`, `width` and `height`, as attributes.
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

/// A stretch of plain text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Section {
    /// Its second-level heading.
    pub heading: Option<String>,
    /// Words with single spaces between.
    pub text: String,
}

impl Article {
    /// The HTML with each hole filled by `answer`, which gets the reference's position in [`Self::references`] and
    /// appends text that is already escaped.
    pub fn fill(&self, mut answer: impl FnMut(usize, &mut String)) -> String {
        let mut out = String::with_capacity(self.html.len() + self.holes.len() * 48);
        let mut from = 0;
        for hole in &self.holes {
            out.push_str(&self.html[from..hole.at]);
            answer(hole.reference, &mut out);
            from = hole.at;
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
pub fn shorten(text: &str, limit: usize) -> String {
    let Some((end, _)) = text.char_indices().nth(limit) else { return text.to_owned() };
    let cut = text[..end].rfind(' ').unwrap_or(end);
    format!("{}…", text[..cut].trim_end_matches([',', ';', ':', ' ', '–', '-']))
}

/// Appends `text` escaped for HTML, between tags or inside a quoted attribute. U+0000, which HTML forbids, becomes U+FFFD.
pub fn push_escaped(out: &mut String, text: &str) {
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
