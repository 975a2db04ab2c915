//! The values of a file as a form has them, and back.
//!
//! Texts, years, dates and numbers are strings; a yes or no is a boolean; lists are arrays; a group of keys is an object.
//! What is not written is `null`.

use serde::Serialize;
use serde_json::{Map, Value, json};

use super::form::FOLDED;
use crate::entry::EntryKind;
use crate::finding::FileContext;
use crate::front_matter::{self, FrontMatter};
use crate::office::{Datum, Group, canonical, of_keys};
use crate::schema::{self, Key, Kind, SiteConfig, collapse_white_space};
use crate::text::{SitePath, without_control_characters};

/// One file as a form has it.
#[derive(Debug, Serialize)]
pub(crate) struct Sheet {
    /// What each key says, by English name.
    pub(crate) values: Map<String, Value>,
    /// What is written for keys whose value no form can show: it is changed in the file itself.
    pub(crate) unreadable: Map<String, Value>,
    /// The article, with `\n` at the end of lines.
    pub(crate) body: String,
    /// The line of the file at which it begins.
    pub(crate) body_line: usize,
    /// The whole file, likewise.
    pub(crate) text: String,
    /// Whether a form can change it. A front matter that cannot be read is mended in the text.
    pub(crate) is_form: bool,
}

impl Sheet {
    /// The file `path` with this text.
    pub(crate) fn of(path: &SitePath, text: &str, site: &SiteConfig) -> Self {
        let file = FileContext::new(path, text);
        let read = front_matter::read(&file);
        let front = &read.value;
        let keys = EntryKind::of(path).keys();
        let record = of_keys(&front.root, keys, site);
        let shown = record.iter().filter(|(key, _)| !FOLDED.contains(&key.name));
        let values = shown.map(|(key, value)| (key.name.to_owned(), to_json(key, value, site))).collect();
        let start = body_start(text, front);
        Self {
            values,
            unreadable: unreadable(text, front, keys, &record),
            body: without_returns(text.get(start..).unwrap_or("")),
            body_line: line_of(text, start),
            text: without_returns(text),
            is_form: read.findings.is_empty() && !front.root.is_broken(),
        }
    }
}

/// The line at which the article of a file begins.
pub(crate) fn body_line(path: &SitePath, text: &str) -> usize {
    line_of(text, body_start(text, &front_matter::read(&FileContext::new(path, text)).value))
}

fn line_of(text: &str, at: usize) -> usize {
    text.get(..at).unwrap_or("").matches('\n').count() + 1
}

/// Where the article begins, behind the blank lines below the front matter.
pub(super) fn body_start(text: &str, front: &FrontMatter<'_>) -> usize {
    let start = front.body.start as usize;
    let body = text.get(start..).unwrap_or("");
    start + body.len() - body.trim_start_matches(['\n', '\r']).len()
}

pub(super) fn without_returns(text: &str) -> String {
    text.replace("\r\n", "\n")
}

fn unreadable(
    text: &str,
    front: &FrontMatter<'_>,
    keys: &[Key],
    record: &[(&'static Key, Datum)],
) -> Map<String, Value> {
    let is_said = |key: &Key| record.iter().any(|(other, value)| other.name == key.name && !value.is_empty());
    let pairs = front.root.pairs().iter();
    let lost = pairs.filter_map(|(name, value)| {
        let key = keys.iter().find(|key| name.text().is_some_and(|name| key.is_called(name)))?;
        let written = value.span.of(text).trim();
        let is_lost = !value.is_null() && !is_said(key) && !FOLDED.contains(&key.name) && !written.is_empty();
        is_lost.then(|| (key.name.to_owned(), json!(written)))
    });
    lost.filter(|(_, written)| !matches!(written.as_str(), Some("[]" | "{}" | "\"\"" | "''"))).collect()
}

/// A value as a field of a form has it.
pub(super) fn to_json(key: &Key, value: &Datum, site: &SiteConfig) -> Value {
    match value {
        Datum::Empty => Value::Null,
        Datum::Text(text) => json!(shown(key.kind, text, site)),
        Datum::Texts(texts) => texts.iter().map(|text| shown(key.kind, text, site)).collect(),
        Datum::Year(year) => json!(year.to_string()),
        Datum::Date(date) => json!(date.vietnamese()),
        Datum::Flag(flag) => json!(flag),
        Datum::Records(groups) => {
            let mut objects = groups.iter().map(|group| object(group, site));
            if matches!(key.kind, Kind::Record(_)) { objects.next().unwrap_or_default() } else { objects.collect() }
        }
    }
}

fn object(group: &Group, site: &SiteConfig) -> Value {
    group.iter().map(|(key, text)| (key.name.to_owned(), json!(shown(key.kind, text, site)))).collect()
}

/// One text; of an entry of a closed list its id.
fn shown(kind: Kind, text: &str, site: &SiteConfig) -> String {
    match kind {
        Kind::Choice(list) | Kind::Choices(list) => {
            schema::find_entry(&site.entries(list), text).map_or_else(|| text.to_owned(), |id| id.to_string())
        }
        _ => text.to_owned(),
    }
}

/// What a field of a form says. What is of another shape than the field says nothing.
pub(super) fn of_json(key: &'static Key, value: &Value, site: &SiteConfig) -> Datum {
    // What is pasted can have letters that nobody sees, and that no file may have.
    let plain = |text: &str| collapse_white_space(&without_control_characters(text));
    let text = |value: &Value| value.as_str().map(plain).filter(|text| !text.is_empty());
    let texts = || value.as_array().into_iter().flatten().filter_map(text);
    let group = |keys: &'static [Key], value: &Value| -> Group {
        let said = |key: &'static Key| Some((key, canonical(key.kind, &text(value.get(key.name)?)?, site)));
        keys.iter().filter_map(said).collect()
    };
    match key.kind {
        Kind::Flag => value.as_bool().map_or(Datum::Empty, Datum::Flag),
        Kind::Texts | Kind::Choices(_) | Kind::SomeOf(_) | Kind::Localities | Kind::Aliases => {
            Datum::of_texts(texts().map(|text| canonical(key.kind, &text, site)).collect())
        }
        Kind::Record(keys) => Datum::of_groups(vec![group(keys, value)]),
        Kind::Records(keys) => {
            Datum::of_groups(value.as_array().into_iter().flatten().map(|one| group(keys, one)).collect())
        }
        kind => text(value).map_or(Datum::Empty, |text| Datum::of_text(kind, &text, site)),
    }
}
