//! The lists of models and of pages that a desk begins with: every file, drafts and broken ones among them.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::notes;
use crate::catalog::{Catalog, Model, Page};
use crate::entry::{self, EntryKind};
use crate::finding::{Finding, Tally};
use crate::source::Source;
use crate::text::{Date, Lang, SitePath};
use crate::vietnamese;

/// One file of a model or of a page.
#[derive(Debug, Serialize)]
pub(crate) struct Row {
    /// The file, relative to the site's root; by it the desk's page asks for the file.
    pub(crate) id: String,
    /// The file's stem as a slug.
    pub(crate) slug: String,
    pub(crate) title: String,
    place: String,
    /// The label of its field.
    field: String,
    year: Option<u16>,
    /// The label of its stage.
    stage: String,
    pub(crate) draft: bool,
    /// How many things were not certain when it was imported.
    doubts: usize,
    /// Whether somebody should ask whether it still runs.
    awaits_review: bool,
    /// The day of its last change, as written in the site's language.
    updated: Option<String>,
    pub(crate) errors: usize,
    warnings: usize,
    infos: usize,
    /// Its page, if it has one.
    url: Option<String>,
}

/// The rows of models or of pages, latest change first. `findings` are sorted.
pub(crate) fn rows(kind: EntryKind, source: &Source, catalog: &Catalog, findings: &[Finding], lang: Lang) -> Vec<Row> {
    let models: BTreeMap<&SitePath, &Model> = catalog.models.iter().map(|model| (&model.entry.path, model)).collect();
    let pages: BTreeMap<&SitePath, &Page> = catalog.pages.iter().map(|page| (&page.entry.path, page)).collect();
    let is_one = |path: &&SitePath| path.is_in(kind.folder()) && entry::is_entry(path);
    // A file that cannot be read as text is known by what was found in it.
    let found = findings.iter().map(|finding| &finding.file);
    let paths: BTreeSet<&SitePath> = source.iter().map(|(path, _)| path).chain(found).filter(is_one).collect();
    let mut rows: Vec<Row> = paths
        .into_iter()
        .map(|path| {
            let mut row = blank(path, findings);
            row.doubts = source.text(path).map_or(0, notes::doubts);
            if let Some(model) = models.get(path) {
                row.fill(model, catalog, lang);
            }
            if let Some(page) = pages.get(path) {
                row.fill_page(page, lang);
            }
            row
        })
        .collect();
    let newest = |row: &Row| source.dates.get(row.id.as_str()).copied();
    rows.sort_by_cached_key(|row| (std::cmp::Reverse(newest(row)), vietnamese::sort_key(&row.title)));
    rows
}

/// The row of a file of which only the findings are known.
fn blank(path: &SitePath, findings: &[Finding]) -> Row {
    let from = findings.partition_point(|finding| finding.file < *path);
    let own = findings.get(from..).unwrap_or_default();
    let own = own.get(..own.partition_point(|finding| finding.file == *path)).unwrap_or_default();
    let Tally { errors, warnings, infos } = Tally::of(own);
    Row {
        id: path.to_string(),
        slug: vietnamese::slug(path.stem()),
        title: path.file_name().to_owned(),
        place: String::new(),
        field: String::new(),
        year: None,
        stage: String::new(),
        draft: false,
        doubts: 0,
        awaits_review: false,
        updated: None,
        errors,
        warnings,
        infos,
        url: None,
    }
}

impl Row {
    fn fill(&mut self, model: &Model, catalog: &Catalog, lang: Lang) {
        let front = model.front_matter();
        let site = &catalog.site;
        self.call(&front.title.value);
        self.place.clone_from(&model.place.written);
        self.field = site.field(&front.field).map_or_else(String::new, |field| field.label.clone());
        self.year = model.year();
        self.stage =
            front.stage.as_ref().and_then(|id| site.stage(id)).map_or_else(String::new, |stage| stage.label.clone());
        self.draft = front.draft;
        self.awaits_review = !front.draft && model.awaits_review(catalog.as_of);
        self.updated = model.updated.map(|day| shown(day, lang));
        self.url = Some(EntryKind::Model.url_path(&self.slug));
    }

    fn fill_page(&mut self, page: &Page, lang: Lang) {
        let front = &page.entry.front_matter;
        self.call(&front.title.value);
        self.draft = front.draft;
        self.updated = page.updated.map(|day| shown(day, lang));
        self.url = Some(EntryKind::Page.url_path(&self.slug));
    }

    /// Gives it a title, if there is one.
    fn call(&mut self, title: &str) {
        if !title.is_empty() {
            title.clone_into(&mut self.title);
        }
    }
}

/// A day as people write it.
fn shown(day: Date, lang: Lang) -> String {
    match lang {
        Lang::Vi => day.vietnamese(),
        Lang::En => day.to_string(),
    }
}
