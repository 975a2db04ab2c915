//! The Markdown file of a row that is new to the site.

use super::row::Row;
use super::yaml;
use crate::office::value::Datum;
use crate::schema::{Key, MODEL, SECTIONS, SiteConfig};

/// The text of the file. What is not certain makes it a draft, and stands in it as a comment with its cell, as do remarks.
/// A key that must be there and is not known is left empty.
pub(super) fn text(row: &Row, source: &str, doubts: &[String], site: &SiteConfig) -> String {
    let mut text = format!("---\n# Nguồn: {}\n", comment(source));
    let value = |key: &Key| row.values.iter().find(|said| said.key.name == key.name).map(|said| &said.value);
    let is_draft = is_draft(row, doubts);
    for key in MODEL {
        match value(key).filter(|value| !value.is_empty()) {
            _ if key.name == "draft" && is_draft => text.push_str("draft: true\n"),
            Some(value) => text.push_str(&yaml::lines(key.name, key, value, site)),
            None if key.required => text.push_str(&format!("{}:\n", key.name)),
            None => {}
        }
    }
    row.notes.iter().for_each(|note| text.push_str(&format!("# Ghi chú: {}\n", comment(note))));
    doubts.iter().for_each(|doubt| text.push_str(&format!("# Chưa rõ: {}\n", comment(doubt))));
    text.push_str("---\n");
    for section in &SECTIONS {
        let told = row.sections.iter().filter(|told| told.section.id == section.id);
        let told: Vec<&str> = told.map(|told| told.text.as_str()).collect();
        if !told.is_empty() {
            text.push_str(&format!("\n## {}\n\n{}\n", section.heading, paragraphs(&told.join("\n"))));
        }
    }
    text
}

/// Whether the file of a row is a draft: if anything is not certain, if something that must be there is missing, or if the
/// list says so.
pub(super) fn is_draft(row: &Row, doubts: &[String]) -> bool {
    let said = |name: &str| row.values.iter().find(|said| said.key.name == name).map(|said| &said.value);
    let is_missing = |key: &&Key| said(key.name).is_none_or(Datum::is_empty);
    !doubts.is_empty()
        || said("draft") == Some(&Datum::Flag(true))
        || MODEL.iter().filter(|key| key.required).any(|key| is_missing(&key))
}

/// One line, so that a comment stays one.
fn comment(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A text of a cell as Markdown: a paragraph for each line; letters with a meaning in Markdown are escaped, but dashes and
/// numbers that begin a line make a list, as the cell meant.
fn paragraphs(text: &str) -> String {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let mut out = String::new();
    let mut before_is_item = false;
    for line in lines {
        let bullet =
            line.strip_prefix(['-', '–', '+', '•', '*']).filter(|rest| rest.starts_with(' ') || !line.starts_with('*'));
        let line = match bullet {
            Some(rest) => format!("- {}", escaped(rest.trim())),
            None => escaped(line),
        };
        if !out.is_empty() {
            out.push_str(if before_is_item && bullet.is_some() { "\n" } else { "\n\n" });
        }
        out.push_str(&line);
        before_is_item = bullet.is_some();
    }
    out
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        if matches!(letter, '\\' | '*' | '_' | '`' | '[' | ']' | '<' | '|' | '~') {
            out.push('\\');
        }
        out.push(letter);
    }
    if out.starts_with(['#', '>']) { format!("\\{out}") } else { out }
}
