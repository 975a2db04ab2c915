//! The page that explains the open data: each file, its columns, who keeps it and how to cite it.

use serde::Serialize;

use super::super::{Output, OutputKind, PlanContext, PublishOrder};
use crate::catalog::Catalog;
use crate::finding::Finding;
use crate::open_data;
use crate::render::view::Link;
use crate::render::{Rendered, Renderer, page::script_safe};
use crate::route::{self, DataFile};
use crate::text::{Date, Lang};

#[derive(Debug)]
struct DataPage;

/// `data`.
#[derive(Debug, Serialize)]
struct DataView {
    files: Vec<FileView>,
    /// The office that keeps the site, else the site's name.
    keeper: String,
    /// Day of the newest change: `15/10/2025`.
    modified: Option<String>,
    /// Version of the shape of `models.json`.
    version: u32,
}

/// One file.
#[derive(Debug, Serialize)]
struct FileView {
    name: &'static str,
    url: &'static str,
    media_type: &'static str,
    title: &'static str,
    text: &'static str,
    /// Columns of a table.
    columns: Vec<ColumnView>,
}

#[derive(Debug, Serialize)]
struct ColumnView {
    label: &'static str,
    hint: &'static str,
}

pub(crate) fn plan(_: &PlanContext<'_>) -> Vec<Output> {
    vec![Output::new(route::DATA, DataPage)]
}

impl OutputKind for DataPage {
    fn order(&self) -> PublishOrder {
        PublishOrder::Listing
    }

    fn render<'o>(&'o self, renderer: &'o Renderer<'_>, url_path: &str) -> Result<Rendered<'o>, Box<Finding>> {
        let view = DataView {
            files: DataFile::ALL.into_iter().map(|file| file_view(file, renderer.lang())).collect(),
            keeper: open_data::keeper(renderer.catalog).to_owned(),
            modified: open_data::modified(renderer.catalog).map(|date| date.vietnamese()),
            version: open_data::VERSION,
        };
        let title = renderer.word("data.title");
        let trail = vec![Link { label: title.clone(), url: None }];
        let mut page = renderer.page("data", url_path, &title, renderer.word("data.description"), trail);
        let described = open_data::schema_org(renderer.catalog, &page.description);
        page.json_ld = Some(script_safe(described.to_string()));
        let mut context = renderer.context();
        context.insert("page", &page);
        context.insert("data", &view);
        renderer.html_page("data.html", url_path, context)
    }

    fn in_sitemap(&self) -> bool {
        true
    }

    fn last_changed(&self, catalog: &Catalog) -> Option<Date> {
        catalog.last_changed(&catalog.order)
    }
}

fn file_view(file: DataFile, lang: Lang) -> FileView {
    let about = open_data::about(file, lang);
    let columns = open_data::columns(file, lang).into_iter();
    FileView {
        name: file.name(),
        url: file.url_path(),
        media_type: about.media_type,
        title: about.title,
        text: about.text,
        columns: columns.map(|column| ColumnView { label: column.label, hint: column.hint }).collect(),
    }
}
