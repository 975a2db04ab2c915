//! The list of models that a desk begins with: every file of a model, drafts and broken ones among them.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::notes;
use crate::catalog::{Catalog, Model};
use crate::entry::{self, MODELS};
use crate::finding::{Finding, Tally};
use crate::route;
use crate::source::Source;
use crate::text::{Lang, SitePath};
use crate::vietnamese;

/// One file of a model.
#[derive(Debug, Serialize)]
pub(crate) struct Row {
    /// The file, relative to the site's root; by it the desk's page asks for the model.
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

/// The rows, latest change first. `findings` are sorted.
pub(crate) fn rows(source: &Source, catalog: &Catalog, findings: &[Finding], lang: Lang) -> Vec<Row> {
    let models: BTreeMap<&SitePath, &Model> = catalog.models.iter().map(|model| (&model.entry.path, model)).collect();
    let is_model = |path: &&SitePath| path.is_in(MODELS) && entry::is_entry(path);
    // A file that cannot be read as text is known by what was found in it.
    let found = findings.iter().map(|finding| &finding.file);
    let paths: BTreeSet<&SitePath> = source.iter().map(|(path, _)| path).chain(found).filter(is_model).collect();
    let paths = paths.into_iter();
    let mut rows: Vec<Row> = paths
        .map(|path| Row {
            doubts: source.text(path).map_or(0, notes::doubts),
            ..row(path, models.get(path).copied(), catalog, findings, lang)
        })
        .collect();
    let newest = |row: &Row| source.dates.get(row.id.as_str()).copied();
    rows.sort_by_cached_key(|row| (std::cmp::Reverse(newest(row)), vietnamese::sort_key(&row.title)));
    rows
}

fn row(path: &SitePath, model: Option<&Model>, catalog: &Catalog, findings: &[Finding], lang: Lang) -> Row {
    let from = findings.partition_point(|finding| finding.file < *path);
    let own = findings.get(from..).unwrap_or_default();
    let own = own.get(..own.partition_point(|finding| finding.file == *path)).unwrap_or_default();
    let Tally { errors, warnings, infos } = Tally::of(own);
    let mut row = Row {
        id: path.to_string(),
        slug: vietnamese::slug(path.stem()),
        title: String::new(),
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
    };
    if let Some(model) = model {
        let front = model.front_matter();
        let site = &catalog.site;
        row.title.clone_from(&front.title.value);
        row.place.clone_from(&model.place.written);
        row.field = site.field(&front.field).map_or_else(String::new, |field| field.label.clone());
        row.year = model.year();
        row.stage =
            front.stage.as_ref().and_then(|id| site.stage(id)).map_or_else(String::new, |stage| stage.label.clone());
        row.draft = front.draft;
        row.awaits_review = !front.draft && model.awaits_review(catalog.as_of);
        row.updated = model.updated.map(|day| match lang {
            Lang::Vi => day.vietnamese(),
            Lang::En => day.to_string(),
        });
        row.url = Some(route::model(&row.slug));
    }
    if row.title.is_empty() {
        row.title = path.file_name().to_owned();
    }
    row
}
