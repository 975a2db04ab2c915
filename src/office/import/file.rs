//! The Markdown file of a row that is new to the site.

use super::pictures::Taken;
use super::row::{Other, Row, Told};
use super::yaml;
use crate::entry::MODELS;
use crate::office::article::PARTS;
use crate::office::value::Datum;
use crate::schema::{Key, MODEL, SiteConfig};
use crate::text::{SitePath, without_control_characters};
use crate::vietnamese;

/// How comments begin that say where a file comes from, what the list remarks, and what is not certain.
pub(crate) const COMMENTS: [&str; 3] = ["# Nguồn: ", "# Ghi chú: ", "# Chưa rõ: "];

/// The text of the file. What is not certain makes it a draft, and stands in it as a comment with its cell, as do remarks.
/// A key that must be there and is not known is left empty.
pub(super) fn text(row: &Row, source: &str, doubts: &[String], taken: &Taken, site: &SiteConfig) -> String {
    let [origin, remark, unclear] = COMMENTS;
    let mut text = format!("---\n{origin}{}\n", comment(source));
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
    row.notes.iter().for_each(|note| text.push_str(&format!("{remark}{}\n", comment(note))));
    doubts.iter().for_each(|doubt| text.push_str(&format!("{unclear}{}\n", comment(doubt))));
    text.push_str("---\n");
    for part in &PARTS {
        let told: Vec<&Told> = row.sections.iter().filter(|told| part.section_id() == Some(told.section.id)).collect();
        let written = row.article.iter().filter(|written| written.part == part).map(|written| written.text.clone());
        let told = (!told.is_empty()).then(|| section_text(&told, taken));
        let texts: Vec<String> = written.chain(told).collect();
        if !texts.is_empty() {
            text.push_str(&format!("\n{}\n", part.block(&texts.join("\n\n"))));
        }
    }
    row.others.iter().for_each(|Other { heading, text: other, .. }| {
        text.push_str(&format!("\n## {}\n\n{other}\n", escaped(heading)));
    });
    let pictures = taken.links(&row.pictures);
    if !pictures.is_empty() {
        text.push_str(&format!("\n{pictures}\n"));
    }
    text
}

/// The name of the list that the comment of a file names as its source.
pub(super) fn list_of(text: &str) -> Option<String> {
    let source =
        text.lines().take_while(|line| !line.starts_with("## ")).find_map(|line| line.strip_prefix(COMMENTS[0]))?;
    let (list, _) = source.rsplit_once(" › ")?;
    Some(list.to_owned())
}

/// The sheet and the row, from 0, that the comment of a file names as its source.
pub(super) fn row_of(text: &str) -> Option<(&str, usize)> {
    let source =
        text.lines().take_while(|line| !line.starts_with("## ")).find_map(|line| line.strip_prefix(COMMENTS[0]))?;
    let (sheet, cell) = source.rsplit_once(" › ")?.1.trim_end().rsplit_once('!')?;
    let number: usize = cell.trim_start_matches(|letter: char| letter.is_ascii_uppercase()).parse().ok()?;
    Some((sheet, number.checked_sub(1)?))
}

/// What is told in a section: first what it is about, then what has a heading of its own.
pub(super) fn section_text(told: &[&Told], taken: &Taken) -> String {
    let (main, others): (Vec<&Told>, Vec<&Told>) = told.iter().partition(|told| told.heading.is_none());
    let mut blocks: Vec<String> = Vec::new();
    let plain: Vec<&str> = main.iter().filter(|told| !told.is_markdown).map(|told| told.text.as_str()).collect();
    blocks.push(paragraphs(&plain.join("\n")));
    for told in main.iter().chain(&others) {
        blocks.extend(told.heading.as_ref().map(|heading| format!("### {}", escaped(heading))));
        blocks.extend(told.is_markdown.then(|| told.text.clone()));
        blocks.push(taken.links(&told.pictures));
    }
    blocks.retain(|block| !block.is_empty());
    blocks.join("\n\n")
}

/// Whether the file of a row is a draft: if it comes from a dossier, if anything is not certain, if something that must be
/// there is missing, or if the list says so.
pub(super) fn is_draft(row: &Row, doubts: &[String]) -> bool {
    let said = |name: &str| row.value(name);
    let is_missing = |key: &&Key| said(key.name).is_none();
    row.is_dossier
        || !doubts.is_empty()
        || said("draft") == Some(&Datum::Flag(true))
        || MODEL.iter().filter(|key| key.required).any(|key| is_missing(&key))
}

/// One line, so that a comment stays one.
pub(super) fn comment(text: &str) -> String {
    without_control_characters(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A text of a cell as Markdown: a paragraph for each line; letters with a meaning in Markdown are escaped, but dashes and
/// numbers that begin a line make a list, as the cell meant.
pub(super) fn paragraphs(text: &str) -> String {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let mut out = String::new();
    let mut before_is_item = false;
    for line in lines {
        let bullet =
            line.strip_prefix(['-', '–', '+', '•', '*']).filter(|rest| rest.starts_with(' ') || !line.starts_with('*'));
        let is_item = bullet.is_some() || is_numbered(line);
        let line = match bullet {
            Some(rest) => format!("- {}", escaped(rest.trim())),
            None => escaped(line),
        };
        if !out.is_empty() {
            out.push_str(if before_is_item && is_item { "\n" } else { "\n\n" });
        }
        out.push_str(&line);
        before_is_item = is_item;
    }
    out
}

/// Whether a line begins as an item of a numbered list: `2. `.
fn is_numbered(line: &str) -> bool {
    let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
    (1..=3).contains(&(line.len() - rest.len())) && rest.starts_with(['.', ')']) && rest.get(1..2) == Some(" ")
}

pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    // A file with characters that nobody sees is taken for no text.
    for letter in without_control_characters(text).chars() {
        if matches!(letter, '\\' | '*' | '_' | '`' | '[' | ']' | '<' | '|' | '~') {
            out.push('\\');
        }
        out.push(letter);
    }
    if out.starts_with(['#', '>']) { format!("\\{out}") } else { out }
}

/// Letters of a slug that a file's name can have beside those of a place.
const LONGEST_SLUG: usize = 90;

/// A slug cut between two words.
pub(crate) fn shortened(slug: &str) -> &str {
    match slug.get(..LONGEST_SLUG) {
        Some(cut) if slug.len() > LONGEST_SLUG => cut.rsplit_once('-').map_or(cut, |(whole, _)| whole),
        _ => slug,
    }
}

/// The path that a list names, if it is one below the folder of models with plain names only.
pub(super) fn named_path(text: &str) -> Option<SitePath> {
    let stem = text.strip_suffix(".md")?;
    let is_plain = |part: &str| !part.is_empty() && vietnamese::slug(part) == part;
    stem.split('/').all(is_plain).then(|| SitePath::new(&format!("{MODELS}/{text}")))
}
