//! The page that explains the open data: each file, its columns, who keeps it and how to cite it.

use serde::Serialize;
use tera::Context;

use super::view::Link;
use super::{Renderer, meta};
use crate::open_data;
use crate::route::{self, DataFile};
use crate::text::Lang;

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

impl Renderer<'_> {
    pub(super) fn data_page(&self, context: &mut Context) -> &'static str {
        let view = DataView {
            files: DataFile::ALL.into_iter().map(|file| file_view(file, self.language())).collect(),
            keeper: open_data::keeper(self.catalog).to_owned(),
            modified: open_data::modified(self.catalog).map(|date| date.vietnamese()),
            version: open_data::VERSION,
        };
        let title = self.word("data.title");
        let trail = vec![Link { label: title.clone(), url: None }];
        let mut page = self.page("data", route::DATA, &title, self.word("data.description"), trail);
        let described = open_data::schema_org(self.catalog, &page.description);
        page.json_ld = Some(meta::script_safe(described.to_string()));
        context.insert("page", &page);
        context.insert("data", &view);
        "data.html"
    }

    fn language(&self) -> Lang {
        Lang::from_tag(&self.catalog.site.language).unwrap_or_default()
    }
}

fn file_view(file: DataFile, lang: Lang) -> FileView {
    let about = open_data::about(file, lang);
    let columns = open_data::columns(file, lang).into_iter();
    FileView {
        name: file.name(),
        url: file.address(),
        media_type: about.media_type,
        title: about.title,
        text: about.text,
        columns: columns.map(|column| ColumnView { label: column.label, hint: column.hint }).collect(),
    }
}
