//! Several values in one cell, so that a person can read them and `import` gets back the same.
//!
//! A list of places has one place a line; other lists have `; ` between their texts. A group of keys is one line, each key
//! with its label: `Năm: 2019 | Cấp: Cấp tỉnh | Hình thức khen thưởng: Bằng khen`. A bar or a semicolon that belongs to a
//! text has a backslash in front.

use super::value::{Datum, Group, canonical};
use crate::schema::{Key, Kind, SiteConfig, collapse_white_space};
use crate::text::Lang;
use crate::vietnamese;

/// Between the keys of a group.
const BAR: char = '|';
/// Between the texts of a list.
const SEMICOLON: char = ';';

/// The text of a cell. A yes, a year and a date are texts too here; formats that have numbers and dates write those.
pub(super) fn text(value: &Datum, kind: Kind, lang: Lang) -> String {
    match value {
        Datum::Empty => String::new(),
        Datum::Text(text) => text.clone(),
        Datum::Texts(texts) => {
            let between = if kind == Kind::Localities { "\n" } else { "; " };
            texts.iter().map(|text| escaped(text, SEMICOLON)).collect::<Vec<_>>().join(between)
        }
        Datum::Year(year) => year.to_string(),
        Datum::Date(date) => date.vietnamese(),
        Datum::Flag(flag) => answer(*flag, lang).to_owned(),
        Datum::Records(groups) => groups.iter().map(|group| line(group, lang)).collect::<Vec<_>>().join("\n"),
    }
}

fn answer(flag: bool, lang: Lang) -> &'static str {
    match (flag, lang) {
        (true, Lang::Vi) => "có",
        (false, Lang::Vi) => "không",
        (true, Lang::En) => "yes",
        (false, Lang::En) => "no",
    }
}

fn line(group: &Group, lang: Lang) -> String {
    let part = |(key, text): &(&Key, String)| format!("{}: {}", key.label.get(lang), escaped(text, BAR));
    group.iter().map(part).collect::<Vec<_>>().join(" | ")
}

fn escaped(text: &str, sign: char) -> String {
    text.replace('\\', "\\\\").replace(sign, &format!("\\{sign}"))
}

/// Before the label of a key in a cell that holds several keys.
const KEY: &str = "– ";

/// What one key says, in a cell that holds several: its label, and its text with all of its lines. A line that looks like the
/// beginning of a key gets a backslash; a label has no colon.
pub(super) fn labelled(label: &str, text: &str) -> String {
    let is_key = |line: &str| line.trim_start_matches('\\').starts_with(KEY);
    let lines = text.split('\n').enumerate().map(|(at, line)| {
        let mark = if at > 0 && is_key(line) { "\\" } else { "" };
        format!("{mark}{line}")
    });
    format!("{KEY}{}: {}", label.replace(": ", " – "), lines.collect::<Vec<_>>().join("\n"))
}

/// A line as it was before [`labelled`].
fn unmarked(line: &str) -> &str {
    line.strip_prefix('\\').filter(|rest| rest.trim_start_matches('\\').starts_with(KEY)).unwrap_or(line)
}

/// The labels and the texts of such a cell. A line that begins no key belongs to the one before.
pub(super) fn all_labelled(cell: &str) -> Vec<(String, String)> {
    let mut found: Vec<(String, String)> = Vec::new();
    for line in cell.lines() {
        match (line.strip_prefix(KEY).and_then(|line| line.split_once(':')), found.last_mut()) {
            (Some((label, text)), _) => found.push((label.trim().to_owned(), text.trim().to_owned())),
            (None, Some((_, text))) => text.extend(["\n", unmarked(line)]),
            (None, None) => found.push((String::new(), line.to_owned())),
        }
    }
    found
}

/// The texts of a cell that holds a list: one a line, or with semicolons between them.
pub(super) fn texts(cell: &str) -> Vec<String> {
    let parts = cell.lines().flat_map(|line| split(line, SEMICOLON));
    parts.map(|part| collapse_white_space(&part)).filter(|part| !part.is_empty()).collect()
}

/// The groups of a cell, if every line of it is written as [`text`] writes a group.
pub(super) fn groups(cell: &str, keys: &'static [Key], site: &SiteConfig) -> Option<Datum> {
    let lines = cell.lines().filter(|line| !line.trim().is_empty());
    let groups: Option<Vec<Group>> = lines.map(|line| group(line, keys, site)).collect();
    groups.map(Datum::of_groups)
}

fn group(line: &str, keys: &'static [Key], site: &SiteConfig) -> Option<Group> {
    let mut found: Vec<(usize, String)> = Vec::new();
    for part in split(line, BAR) {
        let (label, text) = part.split_once(':')?;
        let label = vietnamese::fold(label.trim());
        let is_called = |key: &Key| key.is_called(&label) || Lang::ALL.iter().any(|&lang| is_label(key, &label, lang));
        let at = keys.iter().position(is_called)?;
        let text = collapse_white_space(text);
        if !text.is_empty() {
            found.push((at, canonical(keys[at].kind, &text, site)));
        }
    }
    found.sort_by_key(|(at, _)| *at);
    found.dedup_by_key(|(at, _)| *at);
    Some(found.into_iter().map(|(at, text)| (&keys[at], text)).collect())
}

fn is_label(key: &Key, folded: &str, lang: Lang) -> bool {
    vietnamese::fold(key.label.get(lang)) == folded
}

/// The parts of `line` between signs that have no backslash in front, with those backslashes taken away.
fn split(line: &str, sign: char) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut letters = line.chars().peekable();
    while let Some(letter) = letters.next() {
        let escaped = (letter == '\\').then(|| letters.next_if(|next| *next == sign || *next == '\\')).flatten();
        match (escaped, parts.last_mut()) {
            (Some(escaped), Some(part)) => part.push(escaped),
            (None, _) if letter == sign => parts.push(String::new()),
            (None, Some(part)) => part.push(letter),
            (_, None) => {}
        }
    }
    parts
}
