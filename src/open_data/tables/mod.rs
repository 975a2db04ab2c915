//! The three tables: models, places, and who copied whom.
//!
//! Each is a list of columns. A column has a head, which also explains it on the page about the data, and a function that
//! writes its cell of one row.

mod cells;
pub(super) mod models;
mod places;
mod spread;

use std::io::{self, Write};

use super::csv::Csv;
use super::{Divided, page_url};
use crate::catalog::Catalog;
use crate::route::DataFile;
use crate::schema::MODEL;
use crate::text::{Lang, StaticMessage};

pub(super) use models::{lengths as model_lengths, write as write_models};
pub(super) use places::places;
pub(super) use spread::{lengths as spread_lengths, write as write_spread};

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

/// Bytes of a table that are held at a time, at most one row more.
const HELD: usize = 64 << 10;

/// Writes a table as CSV, heads first.
fn table<R, F>(
    catalog: &Catalog,
    columns: &[Column<F>],
    rows: impl Iterator<Item = R>,
    out: &mut dyn Write,
) -> io::Result<()>
where
    F: Fn(&R, &mut String),
{
    let lang = catalog.site.lang();
    let mut csv = Csv::with_capacity(HELD + (HELD >> 3));
    columns.iter().for_each(|column| csv.cell(column.head.explained(lang).label));
    csv.end();
    let mut cell = String::with_capacity(1024);
    for row in rows {
        write_row(columns, &row, &mut csv, &mut cell);
        if csv.len() > HELD {
            csv.move_to(out)?;
        }
    }
    csv.move_to(out)
}

/// Writes one row; `cell` is room for one cell.
fn write_row<R, F: Fn(&R, &mut String)>(columns: &[Column<F>], row: &R, csv: &mut Csv, cell: &mut String) {
    for column in columns {
        cell.clear();
        (column.cell)(row, cell);
        csv.cell(cell);
    }
    csv.end();
}

/// The bytes of these rows.
fn length<R, F: Fn(&R, &mut String)>(columns: &[Column<F>], rows: impl Iterator<Item = R>) -> u64 {
    let (mut csv, mut cell) = (Csv::with_capacity(4096), String::with_capacity(1024));
    let before = csv.len();
    rows.for_each(|row| write_row(columns, &row, &mut csv, &mut cell));
    (csv.len() - before) as u64
}

/// Writes the index of a table in parts: for each, the province, its address and how many models it has.
pub(super) fn write_index(catalog: &Catalog, file: DataFile, divided: &Divided, out: &mut dyn Write) -> io::Result<()> {
    const HEADS: [StaticMessage; 3] = [
        StaticMessage::fixed("Tỉnh, thành phố hiện nay", "Present province"),
        StaticMessage::fixed("Tệp", "File"),
        StaticMessage::fixed("Số mô hình", "Models"),
    ];
    let mut csv = Csv::with_capacity(8192);
    HEADS.iter().for_each(|head| csv.cell(head.get(catalog.site.lang())));
    csv.end();
    for part in &divided.parts {
        csv.cell(&part.label);
        csv.cell(&page_url(catalog, &file.part(&part.slug)));
        csv.cell(&part.models.len().to_string());
        csv.end();
    }
    csv.move_to(out)
}
