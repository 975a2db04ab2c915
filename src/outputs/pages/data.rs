//! The page that explains the open data: each file, its columns, who keeps it and how to cite it.

use std::sync::Arc;

use serde::Serialize;

use super::super::{Output, OutputKind, PlanContext, PublishOrder};
use crate::catalog::Catalog;
use crate::finding::Finding;
use crate::open_data::{self, Division, Part};
use crate::render::view::Link;
use crate::render::{Rendered, Renderer, page::script_safe};
use crate::route::{self, DataFile};
use crate::text::Date;

#[derive(Debug)]
struct DataPage(Arc<Division>);

/// `data`: the page about the open data.
#[derive(Debug, Serialize)]
struct DataView {
    /// The files.
    files: Vec<FileView>,
    /// The office that keeps the site, else the site's name.
    keeper: String,
    /// Day of the latest change of any model: `15/10/2025`; none if it is not known.
    modified: Option<String>,
    /// Version of the format of `models.json`.
    version: u32,
}

/// A file of the open data.
#[derive(Debug, Serialize)]
struct FileView {
    /// File name: `models.csv`.
    name: &'static str,
    /// Its URL.
    url: &'static str,
    /// Its media type: `text/csv`.
    media_type: &'static str,
    /// What it is called, in the site's language.
    title: &'static str,
    /// One sentence on what it holds.
    text: &'static str,
    /// Columns of a table; empty for files that are not tables.
    columns: Vec<ColumnView>,
    /// Of a file that is too large: its parts, one for each province. Then `url` is a list of them.
    parts: Vec<Link>,
    /// Of such a file: the URL of the whole, compressed; none if that is too large as well.
    archive: Option<String>,
}

/// A column of a table.
#[derive(Debug, Serialize)]
struct ColumnView {
    /// Its name in the first row of the file.
    label: &'static str,
    /// What it holds.
    hint: &'static str,
}

pub(crate) fn plan(context: &PlanContext<'_>) -> Vec<Output> {
    vec![Output::new(route::DATA, DataPage(context.data.clone()))]
}

impl OutputKind for DataPage {
    fn order(&self) -> PublishOrder {
        PublishOrder::Listing
    }

    fn render<'o>(&'o self, renderer: &'o Renderer<'_>, url_path: &str) -> Result<Rendered<'o>, Box<Finding>> {
        let view = DataView {
            files: DataFile::ALL.into_iter().map(|file| file_view(file, renderer, &self.0)).collect(),
            keeper: open_data::keeper(renderer.catalog).to_owned(),
            modified: open_data::modified(renderer.catalog).map(|date| date.vietnamese()),
            version: open_data::VERSION,
        };
        let title = renderer.word("data.title");
        let trail = vec![Link { label: title.clone(), url: None }];
        let mut page = renderer.page("data", url_path, &title, renderer.word("data.description"), trail);
        let described = open_data::schema_org(renderer.catalog, &self.0, &page.description);
        page.json_ld = script_safe(described.to_string()).into();
        let mut context = renderer.context();
        context.insert("data", &view);
        renderer.html_page("data.html", &page, context)
    }

    fn in_sitemap(&self) -> bool {
        true
    }

    fn last_changed(&self, catalog: &Catalog) -> Option<Date> {
        catalog.last_changed(&catalog.order)
    }
}

fn file_view(file: DataFile, renderer: &Renderer<'_>, division: &Division) -> FileView {
    let lang = renderer.lang();
    let divided = division.of(renderer.catalog, file);
    let part = |part: &Part| Link { label: part.label.clone(), url: Some(file.part(&part.slug)) };
    let about = open_data::about(file, lang);
    let columns = open_data::columns(file, lang).into_iter();
    FileView {
        name: file.name(),
        url: file.url_path(),
        media_type: about.media_type,
        title: about.title,
        text: about.text,
        columns: columns.map(|column| ColumnView { label: column.label, hint: column.hint }).collect(),
        parts: divided.map_or_else(Vec::new, |divided| divided.parts.iter().map(part).collect()),
        archive: divided.filter(|divided| divided.has_archive).map(|_| file.archive()),
    }
}
