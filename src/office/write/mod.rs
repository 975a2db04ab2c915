//! A table as the bytes of a file.

mod csv;
mod docx;
mod json;
pub(super) mod word;
mod xlsx;

pub(super) use csv::csv;
pub(super) use docx::docx;
pub(super) use json::json;
pub(super) use xlsx::{EXCEL_1970, NewCell, NewSheet, Style, address, sheet, workbook, xlsx};

/// A text that is too long for a cell of a workbook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct TooLong {
    /// The id of the model.
    pub(crate) model: String,
    /// The heading of the column.
    pub(crate) column: &'static str,
}
