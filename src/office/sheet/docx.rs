//! The tables of a Word document. What was deleted with changes tracked is left out.

use super::{Budget, Cell, Merge, Sheet};
use crate::office::Unreadable;
use crate::office::package::Package;
use crate::office::xml::{Piece, Pieces};

/// A table that is being read; tables inside of cells are part of the cell's text.
#[derive(Default)]
struct Table {
    sheet: Sheet,
    row: usize,
    column: usize,
    span: usize,
    /// Whether the cell goes on with the one above, and whether it begins such a one.
    goes_on: Option<bool>,
    text: String,
}

pub(super) fn read(bytes: &[u8], budget: &mut Budget) -> Result<Vec<Sheet>, Unreadable> {
    let xml = Package::open(bytes)?.text("word/document.xml")?.ok_or(Unreadable::Broken)?;
    let mut pieces = Pieces::of(&xml);
    let (mut sheets, mut table, mut depth, mut inside, mut deleted) =
        (Vec::new(), Table::default(), 0usize, false, 0usize);
    while let Some(piece) = pieces.next()? {
        match piece {
            Piece::Open(tag) => match (tag.name(), depth) {
                ("tbl", 0) => {
                    let name = format!("Bảng {}", sheets.len() + 1);
                    table = Table { sheet: Sheet { name, ..Sheet::default() }, ..Table::default() };
                    depth = 1;
                }
                ("tbl", _) => depth += 1,
                ("tc", 1) => (table.span, table.goes_on, table.text) = (1, None, String::new()),
                ("gridSpan", 1) => table.span = tag.number("val").unwrap_or(1).clamp(1, 64),
                ("vMerge", 1) => table.goes_on = Some(tag.attribute("val").is_none_or(|value| value != "restart")),
                ("p" | "br", 1..) if !table.text.is_empty() => table.text.push('\n'),
                ("tab", 1..) => table.text.push(' '),
                ("t", 1..) => inside = true,
                ("del", _) => deleted += 1,
                _ => {}
            },
            Piece::Text(text) if inside && deleted == 0 => table.text.push_str(&text),
            Piece::Text(_) => {}
            Piece::Close(name) => match (name.as_str(), depth) {
                ("t", _) => inside = false,
                ("del", _) => deleted = deleted.saturating_sub(1),
                ("tc", 1) => table.end_cell(budget)?,
                ("tr", 1) => (table.row, table.column) = (table.row + 1, 0),
                ("tbl", 1) => {
                    depth = 0;
                    sheets.push(std::mem::take(&mut table).sheet);
                }
                ("tbl", _) => depth = depth.saturating_sub(1),
                _ => {}
            },
        }
    }
    Ok(sheets)
}

impl Table {
    fn end_cell(&mut self, budget: &mut Budget) -> Result<(), Unreadable> {
        budget.take(1)?;
        let (row, left, right) = (self.row, self.column, self.column + self.span - 1);
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
        self.column = right + 1;
        Ok(())
    }
}
