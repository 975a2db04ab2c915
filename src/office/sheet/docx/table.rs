//! A table of a Word document.

use crate::office::Unreadable;
use crate::office::sheet::{Anchored, Budget, Cell, Merge, Paragraph, Sheet};
use crate::office::xml::Tag;

/// A table that is being read.
#[derive(Default)]
pub(super) struct Table {
    pub(super) sheet: Sheet,
    row: usize,
    column: usize,
    span: usize,
    /// Whether the cell goes on with the one above, and whether it begins such a one.
    goes_on: Option<bool>,
    text: String,
}

/// Most columns that a merged cell of Word has.
const MAX_SPAN: usize = 64;

impl Table {
    /// The table of this number, from 1.
    pub(super) fn new(number: usize) -> Self {
        Self { sheet: Sheet { name: format!("Bảng {number}"), ..Sheet::default() }, ..Self::default() }
    }

    pub(super) fn begin_cell(&mut self) {
        (self.span, self.goes_on) = (1, None);
        self.text.clear();
    }

    pub(super) fn merge(&mut self, tag: &Tag<'_>) {
        match tag.name() {
            "gridSpan" => self.span = tag.number("val").unwrap_or(1).clamp(1, MAX_SPAN),
            _ => self.goes_on = Some(tag.attribute("val").is_none_or(|value| value != "restart")),
        }
    }

    /// A paragraph of the cell that is open, or of a table inside of it.
    pub(super) fn paragraph(&mut self, paragraph: Paragraph) {
        if !self.text.is_empty() && !paragraph.text.is_empty() {
            self.text.push('\n');
        }
        self.text.push_str(&paragraph.text);
        let (row, column) = (self.row, self.column);
        let anchored = paragraph.pictures.into_iter().map(|picture| Anchored { rows: row..=row, column, picture });
        self.sheet.pictures.extend(anchored);
    }

    pub(super) fn end_cell(&mut self, budget: &mut Budget) -> Result<(), Unreadable> {
        budget.take(1)?;
        let (row, left, right) = (self.row, self.column, self.column + self.span.max(1) - 1);
        match self.goes_on {
            Some(true) => {
                let above =
                    self.sheet.merges.iter_mut().rev().find(|merge| merge.left == left && merge.bottom + 1 == row);
                if let Some(merge) = above {
                    merge.bottom = row;
                }
            }
            Some(false) => self.sheet.merges.push(Merge { top: row, left, bottom: row, right }),
            None if self.span > 1 => self.sheet.merges.push(Merge { top: row, left, bottom: row, right }),
            None => {}
        }
        let text = self.text.trim();
        if !text.is_empty() {
            self.sheet.put(row, left, Cell::Text(text.to_owned()));
        }
        self.text.clear();
        self.column = right + 1;
        Ok(())
    }

    pub(super) fn end_row(&mut self) {
        (self.row, self.column) = (self.row + 1, 0);
    }
}
