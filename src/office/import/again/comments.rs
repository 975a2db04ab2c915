//! The comments that the import has left in the file of a model: remarks of the list, and what was not certain. Once the list
//! has settled all of that, the file is no draft any more, if it was the import that had made it one.

use std::collections::BTreeMap;

use super::file::{COMMENTS, comment};
use super::yaml;
use crate::entry::privacy;
use crate::finding::FileContext;
use crate::front_matter;
use crate::office::import::UNKNOWN_PLACE;
use crate::office::import::aim::Aim;
use crate::office::import::row::{Doubt, Row, Said};
use crate::office::notation;
use crate::office::record::of_front_matter;
use crate::office::value::Datum;
use crate::schema::{MODEL, SiteConfig};
use crate::text::{Lang, SitePath};

/// How doubts begin about what is not written, and about awards.
const MISSING: &str = "Chưa ghi “";
const UNCLEAR_AWARD: &str = "Khen thưởng ";

/// Under what remarks are remembered: no key has such a name.
const NOTES: &str = "# ghi-chu";

/// What is known of a row whose file has comments.
pub(super) struct Comments<'c> {
    pub(super) path: &'c SitePath,
    pub(super) row: &'c Row,
    /// What is remembered of the row.
    pub(super) base: &'c BTreeMap<String, String>,
    /// What is not certain in the row now, each with its cell.
    pub(super) doubts: &'c [String],
    /// Whether list and file say different things.
    pub(super) has_conflict: bool,
    pub(super) site: &'c SiteConfig,
    /// The keys that the row has changed.
    pub(super) changed: &'c [&'c str],
    /// What columns were for by mistake.
    pub(super) corrected: &'c [Aim],
}

/// What becomes of the comments.
pub(super) struct Noted {
    pub(super) text: String,
    pub(super) remember: BTreeMap<String, String>,
    /// Whether the import has made the file a draft, and it stays one.
    pub(super) is_still_draft: bool,
}

impl Comments<'_> {
    /// The file with its comments as the row wants them; `None` if it cannot be changed.
    pub(super) fn merge(&self, text: &str) -> Option<Noted> {
        let text = self.remarks(text);
        let remember = BTreeMap::from([remembered_notes(self.row)]);
        let noted: Vec<&str> = header_lines(&text).filter(|line| is_doubt_of_import(line)).collect();
        if noted.is_empty() || !self.is_draft(&text) {
            return Some(Noted { text, remember, is_still_draft: false });
        }
        let doubts: Vec<String> = self.doubts.iter().map(|doubt| comment(doubt)).collect();
        let is_open = |line: &&str| doubts.iter().any(|doubt| without_cell(doubt) == without_cell(bare(line)));
        let settled = noted.iter().copied().filter(|line| !is_open(line) && self.may_settle(line));
        let settled: Vec<&str> = settled.collect();
        let is_asked = !doubts.is_empty() || settled.len() < noted.len();
        let is_noted = |doubt: &String| noted.iter().any(|line| without_cell(doubt) == without_cell(bare(line)));
        let added = doubts.iter().filter(|doubt| !is_noted(doubt)).map(|doubt| format!("{}{doubt}", COMMENTS[2]));
        let new = with_lines(&without_lines(&text, &settled), added);
        if is_asked || self.has_conflict || self.row.is_dossier {
            return Some(Noted { text: new, remember, is_still_draft: true });
        }
        let draft = MODEL.iter().find(|key| key.name == "draft")?;
        let says_draft = self.row.value("draft") == Some(&Datum::Flag(true));
        let changes = if says_draft { Vec::new() } else { vec![(draft, Datum::Empty)] };
        let changed = yaml::changed(self.path, &new, &changes, self.site).ok()?;
        Some(Noted { text: changed.unwrap_or(new), remember, is_still_draft: false })
    }

    /// Whether a row can settle a doubt. One of a list that was exported here has what the file says, the guesses too, and
    /// settles only doubts about keys that it has changed.
    fn may_settle(&self, line: &str) -> bool {
        let doubt = bare(line);
        let is_about = |begin: &str, key: &str| doubt.starts_with(begin) && self.changed.contains(&key);
        self.row.version.is_none()
            || doubt.starts_with(MISSING)
            || is_about(UNKNOWN_PLACE.0, "locality")
            || is_about(UNCLEAR_AWARD, "awards")
    }

    /// The file with remarks that the list has not made before. Of what an older memory has nobody knows what was remarked.
    fn remarks(&self, text: &str) -> String {
        let Some(before) = self.base.get(NOTES) else { return text.to_owned() };
        let is_new = |note: &&String| {
            let is_private = privacy::has_identity(note) || privacy::has_mobile(note);
            // Memories of before have remarks without the headings of their columns.
            let said = note.split_once(": ").map_or("", |(_, said)| said);
            !is_private && before.lines().all(|line| line != note.as_str() && line != said)
        };
        let lines = self.row.notes.iter().filter(is_new).map(|note| format!("{}{}", COMMENTS[1], comment(note)));
        let lines: Vec<String> = lines.filter(|line| header_lines(text).all(|known| known != line)).collect();
        let text = with_lines(text, lines);
        if !self.corrected.contains(&Aim::Note) {
            return text;
        }
        // What was no remark is none any more.
        let gone = before.lines().filter(|note| self.row.notes.iter().all(|other| other != note));
        let gone: Vec<String> = gone.map(|note| format!("{}{}", COMMENTS[1], comment(note))).collect();
        without_lines(&text, &gone.iter().map(String::as_str).collect::<Vec<_>>())
    }

    fn is_draft(&self, text: &str) -> bool {
        let file = FileContext::new(self.path, text);
        let values = of_front_matter(&front_matter::read(&file).value, self.site);
        values.iter().any(|(key, value)| key.name == "draft" && *value == Datum::Flag(true))
    }
}

/// Whether a file shows what is not certain in it.
pub(super) fn asks(text: &str) -> bool {
    header_lines(text).any(is_doubt_of_import)
}

/// Whether a doubt about what a cell says has been answered: the cell says what it said when the list came last, and the article
/// asks no more.
pub(super) fn is_answered(doubt: &Doubt, row: &Row, was: &BTreeMap<String, String>, text: &str) -> bool {
    let said: Vec<_> = row.values.iter().filter(|said| said.column == doubt.column).collect();
    let text_of = |said: &Said| notation::text(&said.value, said.key.kind, Lang::Vi);
    let is_as_it_was = said.iter().all(|said| was.get(said.key.name) == Some(&text_of(said)));
    let message = comment(&doubt.message.vi);
    let is_asked = |line: &str| is_doubt_of_import(line) && without_cell(bare(line)) == message;
    !doubt.is_private && !said.is_empty() && is_as_it_was && !header_lines(text).any(is_asked)
}

/// What is remembered of the remarks of a row.
pub(in super::super) fn remembered_notes(row: &Row) -> (String, String) {
    (NOTES.to_owned(), row.notes.join("\n"))
}

/// The lines between the fences of a file.
fn header_lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().skip(1).take_while(|line| line.trim_end() != "---")
}

/// Whether a line is a doubt that the import has written: it ends with the cell, or the paragraph of a dossier.
fn is_doubt_of_import(line: &str) -> bool {
    let cell = line.strip_prefix(COMMENTS[2]).and_then(|line| Some(line.strip_suffix(')')?.rsplit_once(" (")?.1));
    cell.is_some_and(|cell| {
        let address = cell.rsplit_once('!').map_or("", |(_, address)| address);
        let digits = address.trim_start_matches(|c: char| c.is_ascii_uppercase());
        let is_number = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        digits.len() < address.len() && is_number(digits) || cell.strip_prefix("đoạn ").is_some_and(is_number)
    })
}

fn bare(line: &str) -> &str {
    line.strip_prefix(COMMENTS[2]).unwrap_or(line)
}

/// A doubt without its cell, which may have moved.
fn without_cell(doubt: &str) -> &str {
    doubt.rsplit_once(" (").map_or(doubt, |(message, _)| message)
}

/// The file without these lines of its header.
fn without_lines(text: &str, lines: &[&str]) -> String {
    let mut is_header = true;
    let kept = text.split_inclusive('\n').enumerate().filter(|(at, line)| {
        let bare = line.trim_end_matches(['\r', '\n']);
        is_header &= *at == 0 || bare.trim_end() != "---";
        !is_header || !lines.contains(&bare)
    });
    kept.map(|(_, line)| line).collect()
}

/// The file with further lines at the end of its header.
fn with_lines(text: &str, lines: impl IntoIterator<Item = String>) -> String {
    let end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let mut at = 0;
    for (number, line) in text.split_inclusive('\n').enumerate() {
        if number > 0 && line.trim_end() == "---" {
            let new: String = lines.into_iter().map(|line| line + end).collect();
            return [&text[..at], &new, &text[at..]].concat();
        }
        at += line.len();
    }
    text.to_owned()
}
