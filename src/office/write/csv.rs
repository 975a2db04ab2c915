//! A table as CSV.

use super::super::columns::{Column, Target};
use super::super::export::Table;
use super::super::notation;
use super::super::value::Datum;
use crate::open_data::Csv;
use crate::schema::Kind;
use crate::text::Lang;

/// As the tables of the open data: with a byte order mark, CRLF, commas, and an apostrophe before what a spreadsheet would
/// run as a formula. `import` takes the apostrophe away again.
pub(in super::super) fn csv(table: &Table, lang: Lang) -> Vec<u8> {
    let mut csv = Csv::with_capacity(1024 + table.rows.len() * 1024);
    table.columns.iter().for_each(|column| csv.cell(column.heading(lang)));
    csv.end();
    for row in &table.rows {
        row.iter().zip(&table.columns).for_each(|(value, column)| csv.cell(&cell(value, column, lang)));
        csv.end();
    }
    csv.into_bytes()
}

/// The text of a cell.
pub(super) fn cell(value: &Datum, column: &Column, lang: Lang) -> String {
    let kind = if let Target::Key(key) = column.target { key.kind } else { Kind::Text };
    notation::text(value, kind, lang)
}
