//! What an office's document holds, whatever kind of file it is: sheets with rows, each cell with its address; of a Word
//! document also the paragraphs; and where its pictures stand.
//!
//! Cells are kept one by one, never as a rectangle: two cells at both ends of a sheet are two cells.

mod csv;
mod docx;
mod ods;
mod relations;
mod xlsx;

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use super::Unreadable;
use super::package::Package;
use super::write::address;
use crate::text::Date;
use crate::vietnamese;

/// Most cells with something in them that are read of one file.
const MAX_CELLS: usize = 500_000;
/// The longest text of a cell or a paragraph, in bytes: Excel has at most 32,767 letters in a cell.
const MAX_TEXT: usize = 256 << 10;
/// Most bytes of a file that is read.
pub(crate) const MAX_FILE: u64 = 64 << 20;

/// What a cell holds.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Cell {
    /// A text, never empty.
    Text(String),
    /// A number.
    Number(f64),
    /// A day.
    Day(Date),
    /// Yes or no.
    Flag(bool),
}

/// One sheet of a workbook, one table of a document, or a whole text file.
#[derive(Debug, Clone, Default)]
pub(crate) struct Sheet {
    /// Its name: `Sheet1`, `Bảng 2`.
    pub(crate) name: String,
    /// Rows from 0, with their cells by column from 0.
    pub(crate) rows: BTreeMap<usize, BTreeMap<usize, Cell>>,
    /// Cells that are merged into one: the value stands in the first.
    pub(crate) merges: Vec<Merge>,
    /// Pictures that stand in it or above it.
    pub(crate) pictures: Vec<Anchored>,
    /// Whether it is hidden as a whole.
    pub(crate) is_hidden: bool,
    /// Rows that are hidden, by hand or by a filter.
    pub(crate) hidden_rows: Ranges,
    /// Columns that are hidden.
    pub(crate) hidden_columns: Ranges,
}

/// A document that has been read.
#[derive(Default)]
pub(crate) struct Document<'b> {
    /// Its sheets, or its tables.
    pub(crate) sheets: Vec<Sheet>,
    /// The paragraphs and tables of a Word document, in their order.
    pub(crate) blocks: Vec<Block>,
    package: Option<Package<'b>>,
}

/// A piece of a Word document.
#[derive(Debug, Clone)]
pub(crate) enum Block {
    /// A paragraph.
    Paragraph(Paragraph),
    /// The table of this index.
    Table(usize),
}

/// A paragraph of a Word document.
#[derive(Debug, Clone, Default)]
pub(crate) struct Paragraph {
    /// Its text, without numbers that Word counts by itself.
    pub(crate) text: String,
    /// How many bytes of the text are bold, from its beginning.
    pub(crate) bold: usize,
    /// Whether it is in a style of headings.
    pub(crate) is_heading: bool,
    /// What Word puts before it by itself, with the number of the list and the level in it, from 0.
    pub(crate) marker: Option<(Marker, usize, usize)>,
    /// The pictures in it.
    pub(crate) pictures: Vec<Linked>,
}

/// What Word puts before a paragraph of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Marker {
    /// A sign.
    Bullet,
    /// A number or a letter.
    Number,
}

/// A picture of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Linked {
    /// The part of the document that has its bytes.
    pub(crate) part: String,
    /// What it shows, as its author has said; often empty.
    pub(crate) alt: String,
}

/// A picture and the cells that it covers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Anchored {
    /// The rows, from 0.
    pub(crate) rows: RangeInclusive<usize>,
    /// The first column, from 0.
    pub(crate) column: usize,
    /// The picture.
    pub(crate) picture: Linked,
}

/// A rectangle of cells, both ends included, from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Merge {
    pub(crate) top: usize,
    pub(crate) left: usize,
    pub(crate) bottom: usize,
    pub(crate) right: usize,
}

impl Cell {
    /// The text, if it holds one.
    fn as_text(&self) -> Option<&str> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }

    /// The cell as text: numbers without needless decimals, days as Vietnamese papers write them.
    pub(crate) fn text(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Number(number) => number.to_string().replace('.', ","),
            Self::Day(day) => day.vietnamese(),
            Self::Flag(true) => "có".to_owned(),
            Self::Flag(false) => "không".to_owned(),
        }
    }
}

impl Document<'_> {
    /// The length of its longest text, in bytes.
    fn longest(&self) -> usize {
        let cells = self.sheets.iter().flat_map(|sheet| sheet.rows.values()).flat_map(BTreeMap::values);
        let cells = cells.map(|cell| if let Cell::Text(text) = cell { text.len() } else { 0 });
        let paragraphs = self.blocks.iter().map(|block| match block {
            Block::Paragraph(paragraph) => paragraph.text.len(),
            Block::Table(_) => 0,
        });
        cells.chain(paragraphs).max().unwrap_or(0)
    }

    /// The bytes of a picture, as the document has them.
    pub(crate) fn picture(&self, picture: &Linked) -> Result<Vec<u8>, Unreadable> {
        let bytes = self.package.as_ref().map_or(Ok(None), |package| package.bytes(&picture.part))?;
        bytes.ok_or(Unreadable::Broken)
    }
}

/// Rows or columns, from 0: the first of each range with its last.
#[derive(Debug, Clone, Default)]
pub(crate) struct Ranges(BTreeMap<usize, usize>);

impl Ranges {
    /// Whether one is among them.
    pub(crate) fn contain(&self, one: usize) -> bool {
        self.0.range(..=one).next_back().is_some_and(|(_, last)| one <= *last)
    }

    /// Adds some; they come in their order.
    fn add(&mut self, first: usize, last: usize) {
        match self.0.last_entry() {
            Some(mut entry) if first > 0 && *entry.get() >= first - 1 => {
                *entry.get_mut() = last.max(*entry.get());
            }
            _ => {
                self.0.insert(first, last);
            }
        }
    }
}

impl Sheet {
    /// A cell, if there is something in it.
    pub(crate) fn cell(&self, row: usize, column: usize) -> Option<&Cell> {
        self.rows.get(&row)?.get(&column)
    }

    /// How people know a cell: `Sheet1!C17`.
    pub(crate) fn address(&self, row: usize, column: usize) -> String {
        format!("{}!{}", self.name, address(column, row + 1))
    }

    /// Puts something into a cell; nothing for an empty text.
    fn put(&mut self, row: usize, column: usize, cell: Cell) {
        if !matches!(&cell, Cell::Text(text) if text.trim().is_empty()) {
            self.rows.entry(row).or_default().insert(column, cell);
        }
    }
}

/// Puts text into Unicode that was typed for an old font and has a new one now, so that no font tells: row by row, where it is
/// certain.
fn in_unicode(sheet: &mut Sheet) {
    // Letters with marks are signs of Latin-1 in TCVN3: `·` for “ã”.
    let is_old = |text: &str| text.chars().any(|letter| ('\u{a1}'..='\u{bf}').contains(&letter));
    let mut lines = String::new();
    let mut rows: Vec<usize> = Vec::new();
    for (at, cells) in &sheet.rows {
        let texts: Vec<&str> = cells.values().filter_map(Cell::as_text).collect();
        // A tab stands between cells, so a row with one in a text, or with several lines, is left.
        if texts.iter().any(|text| is_old(text)) && !texts.iter().any(|text| text.contains(['\t', '\n', '\r'])) {
            rows.push(*at);
            lines.extend([&texts.join("\t"), "\n"]);
        }
    }
    let Some(mended) = vietnamese::without_legacy(&lines) else { return };
    for (at, line) in rows.into_iter().zip(mended.lines()) {
        let texts = sheet.rows.get_mut(&at).into_iter().flat_map(BTreeMap::values_mut).filter_map(|cell| match cell {
            Cell::Text(text) => Some(text),
            _ => None,
        });
        texts.zip(line.split('\t')).for_each(|(text, mended)| mended.clone_into(text));
    }
}

/// How many more cells may be read.
struct Budget(usize);

/// As how many cells a picture counts: a document has some thousand of them at most.
const CELLS_OF_PICTURE: usize = 100;

impl Budget {
    fn take_pictures(&mut self, pictures: usize) -> Result<(), Unreadable> {
        self.take(pictures.saturating_mul(CELLS_OF_PICTURE))
    }

    fn take(&mut self, cells: usize) -> Result<(), Unreadable> {
        self.0 = self.0.checked_sub(cells).ok_or(Unreadable::TooMuch)?;
        Ok(())
    }
}

/// The first bytes of the files of Office up to 2003, and of newer ones that a password protects.
const OLD_OFFICE: &[u8] = b"\xd0\xcf\x11\xe0";

/// Extensions of files of which something can be said.
const KNOWN: [&str; 10] = ["xlsx", "xlsm", "ods", "docx", "docm", "csv", "tsv", "txt", "xls", "doc"];

/// Reads a file of this name.
pub(crate) fn read<'b>(name: &str, bytes: &'b [u8]) -> Result<Document<'b>, Unreadable> {
    let extension = name.rsplit_once('.').map_or(String::new(), |(_, extension)| extension.to_ascii_lowercase());
    let mut budget = Budget(MAX_CELLS);
    if bytes.len() as u64 > MAX_FILE {
        return Err(Unreadable::TooMuch);
    }
    let is_known = KNOWN.contains(&&*extension);
    if is_known && bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(Unreadable::Empty);
    }
    if bytes.starts_with(OLD_OFFICE) {
        return Err(if matches!(&*extension, "xls" | "doc") { Unreadable::OldOffice } else { Unreadable::Locked });
    }
    let mut document = match &*extension {
        "xlsx" | "xlsm" => xlsx::read(bytes, &mut budget),
        "ods" => ods::read(bytes, &mut budget),
        "docx" | "docm" => docx::read(bytes, &mut budget),
        "csv" | "tsv" | "txt" => {
            csv::read(bytes, &mut budget).map(|sheet| Document { sheets: vec![sheet], ..Document::default() })
        }
        "xls" | "doc" => Err(Unreadable::OldOffice),
        _ => Err(Unreadable::UnknownKind),
    }?;
    document.sheets.iter_mut().for_each(in_unicode);
    if document.longest() > MAX_TEXT { Err(Unreadable::TooMuch) } else { Ok(document) }
}
