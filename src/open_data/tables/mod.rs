//! The three tables: models, places, and who copied whom.
//!
//! Each is a list of columns. A column has a head, which also explains it on the page about the data, and a function that
//! writes its cell of one row.

mod cells;
pub(super) mod models;
mod places;
mod spread;

use super::csv::Csv;
use crate::catalog::Catalog;
use crate::route::DataFile;
use crate::schema::MODEL;
use crate::text::{Lang, StaticMessage};

pub(super) use models::models;
pub(super) use places::places;
pub(super) use spread::spread;

/// One column: its head, and the function that appends its cell to an empty text.
pub(super) struct Column<F> {
    head: Head,
    cell: F,
}

/// What a column is called and what it holds.
#[derive(Clone, Copy)]
pub(super) enum Head {
    /// As the model's key of this name.
    Key(&'static str),
    /// Label and hint of its own.
    Own(StaticMessage, StaticMessage),
}

/// A column as the page about the data explains it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Explained {
    /// The head of the column.
    pub label: &'static str,
    /// What stands in it.
    pub hint: &'static str,
}

impl Head {
    /// A head of its own, from label and hint in Vietnamese and English.
    const fn own(label: (&'static str, &'static str), hint: (&'static str, &'static str)) -> Self {
        Self::Own(StaticMessage::fixed(label.0, label.1), StaticMessage::fixed(hint.0, hint.1))
    }

    fn explained(self, lang: Lang) -> Explained {
        let (label, hint) = match self {
            Self::Own(label, hint) => (label.get(lang), hint.get(lang)),
            Self::Key(name) => MODEL
                .iter()
                .find(|key| key.name == name)
                .map_or((name, ""), |key| (key.label.get(lang), key.hint.get(lang))),
        };
        Explained { label, hint }
    }
}

/// The columns of a table; none for the files that are not tables.
pub(crate) fn columns(file: DataFile, lang: Lang) -> Vec<Explained> {
    let heads: Vec<Head> = match file {
        DataFile::ModelsTable => models::columns().iter().map(|column| column.head).collect(),
        DataFile::Places => places::COLUMNS.iter().map(|column| column.head).collect(),
        DataFile::Spread => spread::COLUMNS.iter().map(|column| column.head).collect(),
        DataFile::Models | DataFile::ModelsSchema | DataFile::Catalogue => Vec::new(),
    };
    heads.into_iter().map(|head| head.explained(lang)).collect()
}

/// The whole table as CSV, heads first.
fn table<R, F>(catalog: &Catalog, columns: &[Column<F>], rows: impl ExactSizeIterator<Item = R>) -> Vec<u8>
where
    F: Fn(&R, &mut String),
{
    let lang = catalog.site.lang();
    let mut csv = Csv::with_capacity(1024 + rows.len() * columns.len() * 48);
    columns.iter().for_each(|column| csv.cell(column.head.explained(lang).label));
    csv.end();
    let mut cell = String::with_capacity(1024);
    for row in rows {
        for column in columns {
            cell.clear();
            (column.cell)(&row, &mut cell);
            csv.cell(&cell);
        }
        csv.end();
    }
    csv.into_bytes()
}
