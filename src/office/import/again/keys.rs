//! The keys of a row against those of the file of its model: what the office changed is taken over, what an editor changed is
//! kept, and where both did a person decides.

use std::collections::BTreeMap;

use crate::office::import::aim::Aim;
use crate::office::import::row::{Row, Said};
use crate::office::notation;
use crate::office::value::Datum;
use crate::schema::Key;
use crate::text::Lang;

/// What the list said before.
#[derive(Debug, Clone, Copy)]
pub(in super::super) enum Before<'m> {
    /// The same as the file says now: it has not changed since it was exported.
    AsTheFile,
    /// These cells, by the names of keys.
    Cells(&'m BTreeMap<String, String>),
    /// Nobody knows.
    Unknown,
}

impl<'m> Before<'m> {
    /// What it said of a key of which the file says `ours`.
    fn of<'t>(self, key: &Key, ours: &'t str) -> Option<&'t str>
    where
        'm: 't,
    {
        match self {
            Self::AsTheFile => Some(ours),
            Self::Cells(cells) => Some(cells.get(key.name).map_or("", String::as_str)),
            Self::Unknown => None,
        }
    }
}

/// What becomes of a row.
#[derive(Debug, Default)]
pub(in super::super) struct Merged {
    /// New values for the file.
    pub(in super::super) changes: Vec<(&'static Key, Datum)>,
    /// Where both changed: the column, and what the file and the list say.
    pub(in super::super) conflicts: Vec<Conflict>,
    /// Cells that have become empty, with what the file says.
    pub(in super::super) emptied: Vec<(&'static Key, usize, String)>,
    /// What is to be remembered of the row.
    pub(in super::super) remember: BTreeMap<String, String>,
}

/// What else counts when a row meets its file.
#[derive(Debug, Clone, Copy)]
pub(in super::super) struct Rules<'r> {
    /// What columns were for by mistake.
    pub(in super::super) corrected: &'r [Aim],
    /// A key that counts as one that the list has no column for.
    pub(in super::super) unsaid: Option<&'r str>,
    /// Whether the file is a draft that shows what is not certain.
    pub(in super::super) asks: bool,
}

/// Two answers.
#[derive(Debug)]
pub(in super::super) struct Conflict {
    pub(in super::super) key: &'static Key,
    pub(in super::super) column: usize,
    pub(in super::super) in_file: String,
    pub(in super::super) in_list: String,
}

/// Merges. `file` is what the file says of every key; `columns` are the keys that the list has a column for; `rules` are
/// what else counts.
pub(in super::super) fn merge(
    row: &Row,
    file: &[(&'static Key, Datum)],
    before: Before<'_>,
    columns: &[(&'static Key, usize)],
    rules: Rules<'_>,
) -> Merged {
    let Rules { corrected, unsaid, asks } = rules;
    let mut merged = Merged::default();
    let has_doubt = |column: usize| row.doubts.iter().any(|doubt| doubt.column == column);
    let cell = |key: &Key, value: &Datum| notation::text(value, key.kind, Lang::Vi);
    for (key, ours) in file {
        let is_unsaid = unsaid == Some(key.name);
        let said = row.values.iter().find(|said| said.key.name == key.name && !said.value.is_empty());
        let said = said.filter(|_| !is_unsaid);
        let ours_text = cell(key, ours);
        let base = before.of(key, &ours_text);
        let Some(Said { value: theirs, column, .. }) = said else {
            let column = columns.iter().find(|(other, _)| other.name == key.name && !is_unsaid);
            let column = column.map(|(_, column)| *column);
            // What stood in the wrong column, and nobody has edited since, goes with the mistake.
            let is_mistake =
                column.is_none() && !key.required && corrected.iter().any(|aim| aim.key_name() == key.name);
            if is_mistake && !ours.is_empty() && base == Some(ours_text.as_str()) {
                merged.changes.push((key, Datum::Empty));
                continue;
            }
            let was_there = base.is_some_and(|base| !base.is_empty());
            let is_read = !column.is_some_and(has_doubt);
            if let (Some(column), true, true) = (column, was_there && !ours.is_empty(), is_read) {
                merged.emptied.push((key, column, ours_text.clone()));
            }
            // What this list does not say, and what cannot be read, was said before by another, or will be again.
            let kept = base.filter(|base| !base.is_empty() && !ours.is_empty());
            merged.remember.extend(kept.map(|base| (key.name.to_owned(), base.to_owned())));
            continue;
        };
        let theirs_text = cell(key, theirs);
        let mut settled = true;
        // What must not be published stays in the list; that it says something new is told.
        let is_private = row.is_private(*column);
        if theirs == ours || base == Some(theirs_text.as_str()) {
            // Nothing new from the office.
        } else if !asks && !is_private && !ours.is_empty() && has_doubt(*column) && base == Some(ours_text.as_str()) {
            // What is not certain replaces nothing in a file that would not say so. The question is told at its cell.
            settled = false;
        } else if !is_private && (ours.is_empty() && base.is_none_or(str::is_empty) || base == Some(ours_text.as_str()))
        {
            merged.changes.push((key, theirs.clone()));
        } else {
            settled = false;
            let conflict = Conflict { key, column: *column, in_file: ours_text.clone(), in_list: theirs_text.clone() };
            merged.conflicts.push(conflict);
        }
        // An open conflict is remembered as it was before, so that it is told again.
        let kept = if settled { Some(theirs_text) } else { base.filter(|base| !base.is_empty()).map(str::to_owned) };
        merged.remember.extend(kept.map(|text| (key.name.to_owned(), text)));
    }
    merged
}
