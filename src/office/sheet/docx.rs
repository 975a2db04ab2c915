//! Word documents: paragraphs and tables in their order. What was deleted with changes tracked is left out, and so are
//! headers, footers and notes.

mod paragraph;
mod styles;
mod table;

use std::collections::BTreeMap;

use super::{Block, Budget, CELLS_OF_PICTURE, Document, Linked, MAX_CELLS};
use crate::office::Unreadable;
use crate::office::package::Package;
use crate::office::xml::{Piece, Pieces, Tag};

use paragraph::Open;
use styles::Styles;
use table::Table;

/// The part that has the text.
const PART: &str = "word/document.xml";

pub(super) fn read<'b>(bytes: &'b [u8], budget: &mut Budget) -> Result<Document<'b>, Unreadable> {
    let package = Package::open(bytes)?;
    let xml = package.text(PART)?.ok_or(Unreadable::Broken)?;
    let parts = super::relations::of(&package, PART)?;
    let styles = Styles::of(&package)?;
    let mut reader = Reader { parts, styles, ..Reader::default() };
    let mut pieces = Pieces::of(&xml);
    while let Some(piece) = pieces.next()? {
        match piece {
            Piece::Open(tag) => reader.open(&tag),
            Piece::Text(text) if reader.is_text && reader.left_out == 0 => {
                reader.paragraph.text(&text, &reader.styles);
            }
            Piece::Text(_) => {}
            Piece::Close(name) => reader.close(&name, budget)?,
        }
    }
    let Reader { sheets, blocks, .. } = reader;
    Ok(Document { sheets, blocks, package: Some(package) })
}

/// A document that is being read.
#[derive(Default)]
struct Reader {
    parts: BTreeMap<String, String>,
    styles: Styles,
    sheets: Vec<super::Sheet>,
    blocks: Vec<Block>,
    /// The outermost table that is open; tables inside of cells are part of the cell's text.
    table: Table,
    tables: usize,
    /// The outermost paragraph that is open; paragraphs of text boxes are part of it.
    paragraph: Open,
    paragraphs: usize,
    is_text: bool,
    /// How many elements are open of which nothing is read.
    left_out: usize,
    /// What a picture shows, as its author has said.
    alt: String,
}

/// Elements of which nothing is read: deleted text, where moved text came from, and what programs older than Word 2010 show
/// instead of what stands before it.
const LEFT_OUT: [&str; 3] = ["del", "moveFrom", "Fallback"];

impl Reader {
    fn open(&mut self, tag: &Tag<'_>) {
        let name = tag.name();
        if LEFT_OUT.contains(&name) {
            self.left_out += 1;
        }
        if self.left_out > 0 {
            return;
        }
        match name {
            "tbl" => {
                if self.tables == 0 {
                    self.table = Table::new(self.sheets.len() + 1);
                }
                self.tables += 1;
            }
            "tc" if self.tables == 1 => self.table.begin_cell(),
            "gridSpan" | "vMerge" if self.tables == 1 => self.table.merge(tag),
            "p" => {
                if self.paragraphs == 0 {
                    self.paragraph = Open::default();
                } else {
                    self.paragraph.line_break();
                }
                self.paragraphs += 1;
            }
            "t" => self.is_text = true,
            "docPr" => self.alt = tag.attribute("descr").unwrap_or_default(),
            // One more than there can be is refused when the paragraph ends.
            "blip" | "imagedata" if self.paragraph.pictures.len() <= MAX_CELLS / CELLS_OF_PICTURE => {
                let id = tag.attribute("embed").or_else(|| tag.attribute("id"));
                let part = id.and_then(|id| self.parts.get(&id)).cloned();
                let alt = std::mem::take(&mut self.alt);
                self.paragraph.pictures.extend(part.map(|part| Linked { part, alt }));
            }
            _ => self.paragraph.open(tag, &self.styles),
        }
    }

    fn close(&mut self, name: &str, budget: &mut Budget) -> Result<(), Unreadable> {
        if LEFT_OUT.contains(&name) {
            self.left_out = self.left_out.saturating_sub(1);
            return Ok(());
        }
        if self.left_out > 0 {
            return Ok(());
        }
        match name {
            "t" => self.is_text = false,
            "p" => {
                self.paragraphs = self.paragraphs.saturating_sub(1);
                if self.paragraphs == 0 {
                    budget.take(1)?;
                    let paragraph = std::mem::take(&mut self.paragraph).finish();
                    budget.take_pictures(paragraph.pictures.len())?;
                    match self.tables {
                        0 => self.blocks.push(Block::Paragraph(paragraph)),
                        _ => self.table.paragraph(paragraph),
                    }
                }
            }
            "tc" if self.tables == 1 => self.table.end_cell(budget)?,
            "tr" if self.tables == 1 => self.table.end_row(),
            "tbl" => {
                if self.tables == 1 {
                    budget.take(1)?;
                    self.blocks.push(Block::Table(self.sheets.len()));
                    self.sheets.push(std::mem::take(&mut self.table).sheet);
                }
                self.tables = self.tables.saturating_sub(1);
            }
            name => self.paragraph.close(name),
        }
        Ok(())
    }
}
