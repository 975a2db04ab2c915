//! A row of a model that the site has: the file is brought up to date, and what both sides have changed is told.

mod article;
mod comments;
mod keys;
mod moved;
mod parts;
mod same;
mod which;

use std::collections::{BTreeMap, BTreeSet};

use super::aim::{Aim, plain};
use super::header::Header;
use super::header::key_columns;
use super::memory::Remembered;
use super::row::{Doubt, Row};
use super::walk::{Key, Place};
use super::{Counts, MOVED, PICTURES, Planner, doubts_of, file, missing, pictures, pictures_of, report, yaml};
use crate::catalog::Model;
use crate::entry::ReferenceKind;
use crate::office::export::version;
use crate::office::record::record;
use crate::text::Message;

pub(super) use article::Open;
pub(super) use comments::remembered_notes;
pub(super) use keys::Conflict;
pub(super) use moved::{Moved, moved_doubt, place_in};
pub(super) use same::{ReadList, office_of};
pub(super) use which::near_doubt;

use comments::Comments;
use keys::{Before, Rules};

/// What a row makes of the file of its model.
struct Changed {
    text: String,
    /// What is to be remembered of the row.
    cells: BTreeMap<String, String>,
    has_conflict: bool,
}

/// What the version of a row says of the keys of its file.
fn of_keys(version: &str) -> &str {
    version.split_once('-').map_or(version, |(keys, _)| keys)
}

/// What columns of a list were for by these words and are not any more: somebody has corrected what they mean.
pub(super) fn corrected(before: Option<&BTreeMap<String, String>>, header: &Header) -> Vec<Aim> {
    let now = |heading: &String| header.columns.iter().find(|column| plain(&column.heading) == *heading);
    let is_corrected = |(heading, word): &(&String, &String)| {
        now(heading).is_some_and(|column| column.aim.is_none_or(|(aim, _)| aim.word() != word.as_str()))
    };
    let words = before.into_iter().flatten().filter(is_corrected);
    words.filter_map(|(_, word)| Aim::of_word(word)).collect()
}

/// Whether the sheet had a column of places that it has no more.
pub(super) fn has_lost_places(before: Option<&BTreeMap<String, String>>, header: &Header) -> bool {
    let now = header.words();
    let is_place = |word: &&String| Aim::of_word(word).is_some_and(Aim::is_place);
    before.into_iter().flat_map(BTreeMap::values).filter(is_place).any(|word| now.values().all(|other| other != word))
}

/// The column that had the titles and has them no more.
pub(super) fn former_title(before: Option<&BTreeMap<String, String>>, header: &Header) -> Option<usize> {
    let is_title = |word: &str| Aim::of_word(word).map(Aim::key_name) == Some("title");
    let headings = before?.iter().filter(|(_, word)| is_title(word)).map(|(heading, _)| heading);
    let columns = header.columns.iter().filter(|column| Some(column.column) != header.title());
    headings
        .flat_map(|heading| columns.clone().filter(|column| plain(&column.heading) == *heading))
        .map(|column| column.column)
        .next()
}

/// How many pictures a model shows, its cover among them.
fn pictures_in(model: &Model) -> usize {
    let references = model.entry.article.references.iter();
    let pictures = references.filter(|reference| reference.kind == ReferenceKind::Picture);
    let mut names: BTreeSet<&str> = pictures.map(|reference| reference.path.file_name()).collect();
    names.extend(model.front_matter().cover.as_ref().map(|cover| cover.value.rsplit('/').next().unwrap_or("")));
    names.len()
}

/// A row, and where it stands.
pub(super) struct Here<'h> {
    pub(super) place: &'h Place<'h>,
    pub(super) header: &'h Header,
    pub(super) at: usize,
    pub(super) row: &'h Row,
}

impl<'k> Planner<'k> {
    /// A row of the model `model`.
    pub(super) fn again(&mut self, here: &Here<'_>, key: Key, model: &'k Model) {
        let Here { place, header, at, row } = *here;
        let path = model.entry.path.clone();
        let cell = place.cell(at, header.title().unwrap_or(0));
        if let Some(first) = self.taken.get(&path) {
            self.plan.counts.refused += 1;
            self.plan.findings.push(report::twice(&cell, first, row));
            return;
        }
        self.taken.insert(path.clone(), cell.clone());
        let remembered = self.memory.of_file(path.as_str()).cloned();
        let is_open = |doubt: &&Doubt| {
            let was = remembered.as_ref().map(|was| &was.cells);
            !was.is_some_and(|was| comments::is_answered(doubt, row, was, &model.entry.text))
        };
        let doubts = row.doubts.iter().filter(is_open);
        self.plan.findings.extend(doubts.map(|doubt| report::doubt(place, at, doubt)));
        let Some(changed) = self.changed(here, model, remembered.as_ref()) else {
            self.plan.counts.refused += 1;
            self.plan.findings.push(report::not_changed(&cell, &path));
            return;
        };
        let Changed { text, mut cells, has_conflict } = changed;
        let Counts { conflicts, unchanged, updated, .. } = &mut self.plan.counts;
        *conflicts += usize::from(has_conflict);
        if *text == *model.entry.text {
            *unchanged += 1;
        } else {
            *updated += 1;
            self.plan.files.insert(path.clone(), text);
        }
        // A list that was exported here knows by itself what the file was.
        if row.version.is_none() {
            let marks = self.pictures(place, row, &cell, model, remembered.as_ref());
            cells.extend((!marks.is_empty()).then(|| (PICTURES.to_owned(), marks.join(" "))));
            let list = Some(place.list.to_owned());
            let (row, group, file) = (key.whole, Some(key.group), path.to_string());
            self.plan.memory.put(Remembered { file, row, list, group, deleted: false, cells });
        }
    }

    /// The file of a model with what the row says, and what is told of it; `None` if the file cannot be changed.
    fn changed(&mut self, here: &Here<'_>, model: &Model, remembered: Option<&Remembered>) -> Option<Changed> {
        let Here { place, header, at, row } = *here;
        let (path, site) = (&model.entry.path, &self.known.catalog.site);
        let file = record(&model.entry.file(), site);
        let before = match remembered {
            _ if row.version.as_deref().is_some_and(|then| of_keys(then) == version(&file)) => Before::AsTheFile,
            Some(remembered) => Before::Cells(&remembered.cells),
            None => Before::Unknown,
        };
        let nothing = BTreeMap::new();
        let base = remembered.map_or(&nothing, |remembered| &remembered.cells);
        let unsaid = self.is_wider(row, &file).then_some("locality");
        let rules = Rules { corrected: &self.corrected, unsaid, asks: comments::asks(&model.entry.text) };
        let mut keys = keys::merge(row, &file, before, &key_columns(header), rules);
        let changed = yaml::changed(path, &model.entry.text, &keys.changes, site).ok()?;
        let text = changed.unwrap_or_else(|| model.entry.text.to_string());
        let mut article = article::merge(path, &text, row, base, header, &self.corrected);
        let before = parts::before(row, path, &model.entry.text, before);
        let (text, private) = parts::merge(path, std::mem::take(&mut article.text), row, before, header, &mut article);
        let has_conflict = !keys.conflicts.is_empty() || !article.open.is_empty();
        let near = near_doubt(self.near(row, Some(model)), header);
        let moved = remembered.and_then(|remembered| self.still_moved(remembered));
        keys.remember.extend(moved.map(|was| (MOVED.to_owned(), was.file.clone())));
        let moved = moved.map(|was| moved_doubt(was, header));
        let missing: Vec<Doubt> = missing(row, header).into_iter().chain(private).chain(near).chain(moved).collect();
        let doubts = doubts_of(place, at, row, &missing);
        let changed: Vec<&str> = keys.changes.iter().map(|(key, _)| key.name).collect();
        let comments = Comments {
            changed: &changed,
            path,
            row,
            base,
            doubts: &doubts,
            has_conflict,
            site,
            corrected: &self.corrected,
        };
        let noted = comments.merge(&text)?;
        let findings = &mut self.plan.findings;
        let private = missing.iter().filter(|doubt| doubt.is_private);
        findings.extend(private.map(|doubt| report::doubt(place, at, doubt)));
        findings.extend(keys.conflicts.iter().map(|conflict| report::conflict(place, at, conflict, row, path)));
        findings.extend(article.open.iter().map(|open| report::retold(place, at, open, row, path)));
        let emptied = keys.emptied.iter();
        findings.extend(emptied.map(|(key, column, text)| report::emptied(place, (at, *column), key, text, path)));
        let emptied = article.emptied.iter();
        findings.extend(emptied.map(|(heading, column)| report::emptied_section(place, (at, *column), heading, path)));
        if noted.is_still_draft {
            self.plan.counts.still_drafts += 1;
            // What is told at its own cell is not told again.
            let is_untold = |doubt: &&Doubt| !doubt.is_private;
            let why: Vec<&Message> = missing.iter().filter(is_untold).map(|doubt| &doubt.message).collect();
            if !why.is_empty() || doubts.is_empty() {
                findings.push(report::still_draft(&place.cell(at, header.title().unwrap_or(0)), path, &why));
            }
        }
        let cells = keys.remember.into_iter().chain(article.remember).chain(noted.remember).collect();
        Some(Changed { text: noted.text, cells, has_conflict })
    }

    /// The marks of the pictures that are to be remembered. New ones are told each time, until the article has as many
    /// pictures as the row: a picture is another file once it has been made smaller, so that only their number can be
    /// compared.
    fn pictures(
        &mut self,
        place: &Place<'_>,
        row: &Row,
        cell: &str,
        model: &Model,
        remembered: Option<&Remembered>,
    ) -> Vec<String> {
        let marks = pictures::marks(place, &pictures_of(row));
        let known = remembered.and_then(|remembered| remembered.cells.get(PICTURES)).map_or("", String::as_str);
        let (old, new): (Vec<String>, Vec<String>) = marks.into_iter().partition(|mark| known.contains(mark));
        let shown = pictures_in(model);
        if new.is_empty() || shown >= old.len() + new.len() {
            return [old, new].concat();
        }
        self.plan.findings.push(report::new_pictures(cell, &model.entry.path));
        old
    }
}
