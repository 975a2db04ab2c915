//! A row of a model that the site does not have: its file.

use super::again::{self, Moved};
use super::file::{self, shortened};
use super::header::Header;
use super::memory::Remembered;
use super::row::{self, Row, Written};
use super::walk::{Key as RowKey, Place};
use super::{MOVED, PICTURES, Planner, UNPLACED, doubts_of, missing, pictures_of, report, title_of};
use crate::entry::MODELS;
use crate::office::value::Datum;
use crate::text::SitePath;
use crate::vietnamese;

impl Planner<'_> {
    pub(super) fn new_file(&mut self, place: &Place<'_>, header: &Header, at: usize, row: &Row, key: RowKey) {
        let cell = place.cell(at, header.title().unwrap_or(0));
        let title = title_of(row);
        let locality = places_of(row);
        // Of rows whose places nobody knows it is not known either whether they are one.
        let ground = if row.unit.is_some() { vietnamese::fold(&locality) } else { key.whole.clone() };
        let same = (vietnamese::fold(&title), ground);
        // Two offices of one place may each have a model of one title.
        let office = again::office_of(row).unwrap_or_default();
        let is_one = |(other, _): &&(String, String)| *other == office || other.is_empty() || office.is_empty();
        let seen = self.seen.entry(same).or_default();
        if let Some((_, first)) = seen.iter().find(is_one).filter(|_| row.slug.is_none()) {
            self.plan.counts.refused += 1;
            self.plan.findings.push(report::twice(&cell, first, row));
            return;
        }
        seen.push((office, cell.clone()));
        let Some(path) = self.free_path(row, &title, &locality) else {
            self.plan.counts.refused += 1;
            self.plan.findings.push(report::no_name(&cell));
            return;
        };
        let folded = vietnamese::fold(&title);
        let near = self.by_title.range((folded.clone(), None)..).next().filter(|((other, _), _)| *other == folded);
        let near = near.filter(|_| row.slug.is_none()).map(|(_, model)| report::same_title(&cell, model, row, &path));
        let other = self.of_another_office(place, &cell, (row, &key), &path);
        let moved = if row.slug.is_none() { self.moved_from(place, row, &key) } else { None };
        // Of a model that seems to be moved it is asked once for the whole list.
        self.plan.findings.extend(other.or(near).filter(|_| moved.is_none()));
        self.plan.findings.extend(is_shouted(&title).then(|| report::shouted(&cell, &title, &path)));
        let mut missing = missing(row, header);
        missing.extend(again::near_doubt(self.near(row, None), header));
        missing.extend(row.article.iter().filter_map(Written::doubt));
        self.doubts(place, at, row);
        self.plan.findings.extend(missing.iter().map(|doubt| report::doubt(place, at, doubt)));
        missing.extend(moved.as_ref().map(|was| again::moved_doubt(was, header)));
        let doubts = doubts_of(place, at, row, &missing);
        let source = format!("{} › {}", place.list, place.address(at, header.title().unwrap_or(0)));
        self.plan.counts.written += 1;
        self.plan.counts.drafts += usize::from(file::is_draft(row, &doubts));
        let mut taken = self.room.take(place, &cell, &pictures_of(row), &path);
        self.plan.findings.append(&mut taken.findings);
        self.plan.files.insert(path.clone(), file::text(row, &source, &doubts, &taken, &self.known.catalog.site));
        self.plan.pictures.extend(taken.files);
        if row.version.is_none() {
            let mut cells = row::remembered(row);
            cells.extend([again::remembered_notes(row)]);
            cells.extend(moved.as_ref().map(|was| (MOVED.to_owned(), was.file.clone())));
            cells.extend((!taken.marks.is_empty()).then(|| (PICTURES.to_owned(), taken.marks.join(" "))));
            let list = Some(place.list.to_owned());
            let (row, group, file) = (key.whole, Some(key.group), path.to_string());
            self.plan.memory.put(Remembered { file, row, list, group, deleted: false, cells });
        }
        if let Some(was) = moved {
            let moved = Moved { cell: cell.clone(), from: again::place_in(&was), to: locality, was: was.file };
            self.moved.entry(place.list.to_owned()).or_default().push(moved);
        }
        self.taken.insert(path, cell);
    }

    /// A path that no file has: the one that the list names, else a folder of the province and the title's slug.
    fn free_path(&mut self, row: &Row, title: &str, locality: &str) -> Option<SitePath> {
        let gazetteer = &self.known.catalog.gazetteer;
        if let Some(path) = row.file.as_deref().and_then(file::named_path) {
            let slug = vietnamese::slug(path.stem());
            return self.slugs.insert(slug).then_some(path);
        }
        let province = row.unit.map(|unit| vietnamese::slug(gazetteer.unit(gazetteer.province_of(unit)).bare()));
        let folder = province.unwrap_or_else(|| UNPLACED.to_owned());
        let plain = row.slug.as_deref().map_or_else(|| vietnamese::slug(title), vietnamese::slug);
        let plain = shortened(&plain);
        let first_place = locality.split([',', ';']).next().unwrap_or("");
        let with_place = match first_place.trim() {
            "" => plain.to_owned(),
            place => format!("{plain}-{}", vietnamese::slug(place)),
        };
        let numbered = (2..1_000).map(|number| format!("{with_place}-{number}"));
        let mut slugs = [plain.to_owned(), with_place.clone()].into_iter().chain(numbered);
        let slug = slugs.find(|slug| !self.slugs.contains(slug))?;
        self.slugs.insert(slug.clone());
        Some(SitePath::new(&format!("{MODELS}/{folder}/{slug}.md")))
    }
}

/// The places of a row in one text.
fn places_of(row: &Row) -> String {
    match row.value("locality") {
        Some(Datum::Texts(places)) => places.join("; "),
        _ => String::new(),
    }
}

/// Whether a title is written in capitals: all of its letters, in more words than an abbreviation has.
fn is_shouted(title: &str) -> bool {
    let is_shouted = |word: &&str| word.chars().any(char::is_uppercase) && !word.chars().any(char::is_lowercase);
    let words: Vec<&str> = title.split_whitespace().filter(|word| word.chars().any(char::is_alphabetic)).collect();
    words.len() >= 3 && words.iter().all(is_shouted)
}
