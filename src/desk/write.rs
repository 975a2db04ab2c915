//! The file of a form that was filled in.

use serde::Deserialize;
use serde_json::{Map, Value};

use super::form::FOLDED;
use super::values::{body_start, of_json, without_returns};
use crate::entry::EntryKind;
use crate::finding::FileContext;
use crate::front_matter;
use crate::office::{Datum, NotChanged, changed, of_keys};
use crate::schema::{self, Key, SiteConfig};
use crate::text::{Lang, SitePath};

/// A form as it was filled in: what it does not name stays as it is in the file.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Filled {
    /// Fields by English name.
    #[serde(default)]
    pub(crate) values: Map<String, Value>,
    /// The article.
    #[serde(default)]
    pub(crate) body: Option<String>,
    /// The whole file instead of all that.
    #[serde(default)]
    pub(crate) text: Option<String>,
    /// Of a page, whether it stands in the menu of the site; `None` to leave that as it is.
    #[serde(default)]
    pub(crate) in_menu: Option<bool>,
}

/// The new text of a file; the old one, byte for byte, if the form says nothing new.
///
/// # Errors
/// If the file's front matter cannot be read, or would lose what no form can show.
pub(crate) fn edited(path: &SitePath, text: &str, form: &Filled, site: &SiteConfig) -> Result<String, NotChanged> {
    if let Some(whole) = &form.text {
        return Ok(with_lines(text, whole));
    }
    let changes = changes(path, text, &form.values, site);
    let new = changed(path, text, &changes, site)?.unwrap_or_else(|| text.to_owned());
    let Some(body) = &form.body else { return Ok(new) };
    let file = FileContext::new(path, &new);
    let read = front_matter::read(&file);
    let start = body_start(&new, &read.value);
    let (front, old) = new.split_at(start);
    if without_returns(old) == without_returns(body) {
        return Ok(new);
    }
    // The article stands below a blank line.
    let line = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let breaks = front.len() - front.trim_end_matches(['\r', '\n']).len();
    let gap = line.repeat(2_usize.saturating_sub(breaks / line.len()));
    Ok(format!("{front}{gap}{}", with_lines_like(old, body, line)))
}

/// The keys that a form gives another value.
fn changes(path: &SitePath, text: &str, values: &Map<String, Value>, site: &SiteConfig) -> Vec<(&'static Key, Datum)> {
    let file = FileContext::new(path, text);
    let record = of_keys(&front_matter::read(&file).value.root, EntryKind::of(path).keys(), site);
    let change = |(key, old): (&'static Key, Datum)| {
        let new = of_json(key, values.get(key.name)?, site);
        (new != old && !FOLDED.contains(&key.name)).then_some((key, new))
    };
    record.into_iter().filter_map(change).collect()
}

/// A text in place of another, with the line ends of that one.
fn with_lines(old: &str, new: &str) -> String {
    if without_returns(old) == without_returns(new) {
        return old.to_owned();
    }
    with_lines_like(old, new, if old.contains("\r\n") { "\r\n" } else { "\n" })
}

/// A text in place of another. Lines that are the same at its beginning and its end stay as they are, and so do blank lines
/// at the end; other lines end with `line`.
fn with_lines_like(old: &str, new: &str, line: &str) -> String {
    let (old, end) = old.split_at(old.trim_end_matches(['\n', '\r']).len());
    let end = if end.is_empty() { line } else { end };
    let old: Vec<&str> = old.split('\n').collect();
    let new = without_returns(new);
    let new: Vec<&str> = new.trim_end_matches('\n').split('\n').collect();
    let is_same = |(old, new): &(&&str, &&str)| old.trim_end_matches('\r') == **new;
    let before = old.iter().zip(&new).take_while(is_same).count();
    let behind = old[before..].iter().rev().zip(new[before..].iter().rev()).take_while(is_same).count();
    // The last line of `old` has lost its break above, the others have `\r` if they had it.
    let break_of = |at: usize| if at + 1 == old.len() || old[at].ends_with('\r') { line } else { "\n" };
    let kept = |lines: std::ops::Range<usize>| lines.map(|at| [old[at].trim_end_matches('\r'), break_of(at)].concat());
    let middle = new[before..new.len() - behind].iter().map(|new| [new, line].concat());
    let text: String = kept(0..before).chain(middle).chain(kept(old.len() - behind..old.len())).collect();
    text.trim_end_matches(['\n', '\r']).to_owned() + end
}

/// The form of an entry that is not written yet: the article of a model has the sections with what belongs in them.
pub(crate) fn begun(kind: EntryKind, site: &SiteConfig, lang: Lang) -> super::Sheet {
    let path = SitePath::new(&format!("{}/x.md", kind.folder()));
    super::Sheet::of(&path, &blank(kind, &[("draft", "true")], lang), site)
}

/// The file of a new entry, with all keys that are not written as comments, as `lantoa new` makes it.
///
/// # Errors
/// As [`edited`].
pub(crate) fn new_file(path: &SitePath, form: &Filled, site: &SiteConfig, lang: Lang) -> Result<String, NotChanged> {
    edited(path, &blank(EntryKind::of(path), &[], lang), form, site)
}

/// A file in which nothing but `values` is filled in.
fn blank(kind: EntryKind, values: &[(&str, &str)], lang: Lang) -> String {
    match kind {
        EntryKind::Model => schema::new_model(values, lang),
        EntryKind::Page => schema::template_of(kind.keys(), values, lang) + "\n",
    }
}
