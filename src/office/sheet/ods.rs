//! Sheets of LibreOffice (`.ods`).

use std::collections::BTreeSet;

use super::{Anchored, Budget, Cell, Document, Linked, Merge, Sheet};
use crate::office::Unreadable;
use crate::office::package::Package;
use crate::office::xml::{Piece, Pieces, Tag};
use crate::text::Date;

/// A cell that is being read.
struct Open {
    kind: String,
    value: String,
    repeated: usize,
    spans: (usize, usize),
    text: String,
}

impl Open {
    fn of(tag: &Tag<'_>) -> Self {
        let value = ["value", "date-value", "boolean-value"].iter().find_map(|name| tag.attribute(name));
        let span = |name| tag.number(name).unwrap_or(1).max(1);
        Self {
            kind: tag.attribute("value-type").unwrap_or_default(),
            value: value.unwrap_or_default(),
            repeated: tag.number("number-columns-repeated").unwrap_or(1).max(1),
            spans: (span("number-rows-spanned"), span("number-columns-spanned")),
            text: String::new(),
        }
    }

    fn cell(&self) -> Option<Cell> {
        let text = self.text.trim();
        let number = || self.value.parse::<f64>().ok().filter(|number| number.is_finite());
        let typed = match &*self.kind {
            "float" | "currency" => number().map(Cell::Number),
            "date" => Date::parse(&self.value).map(Cell::Day),
            "boolean" => Some(Cell::Flag(self.value == "true")),
            _ => None,
        };
        typed.or_else(|| (!text.is_empty()).then(|| Cell::Text(text.to_owned())))
    }
}

pub(super) fn read<'b>(bytes: &'b [u8], budget: &mut Budget) -> Result<Document<'b>, Unreadable> {
    let package = Package::open(bytes)?;
    let xml = package.text("content.xml")?.ok_or(Unreadable::Broken)?;
    let mut pieces = Pieces::of(&xml);
    let mut sheets: Vec<Sheet> = Vec::new();
    let (mut row, mut rows_repeated, mut column) = (0usize, 1usize, 0usize);
    let mut hiding = Hiding::default();
    // Remarks and pictures at a cell are no part of what it says.
    let (mut open, mut remarks): (Option<Open>, usize) = (None, 0);
    let (mut picture, mut is_alt) = (None::<Linked>, false);
    while let Some(piece) = pieces.next()? {
        match piece {
            Piece::Open(tag) => match tag.name() {
                "style" => hiding.style = tag.attribute("name").unwrap_or_default(),
                "table" => {
                    budget.take(1)?;
                    sheets.push(hiding.sheet(&tag));
                    (row, column) = (0, 0);
                }
                "table-column" => column = hiding.column(sheets.last_mut(), &tag, column),
                "table-row-group" => hiding.groups.push(tag.attribute("display").is_some_and(|value| value == "false")),
                "table-row" => {
                    rows_repeated = tag.number("number-rows-repeated").unwrap_or(1).max(1);
                    column = 0;
                    hiding.row(sheets.last_mut(), &tag, row, rows_repeated);
                }
                "table-cell" | "covered-table-cell" => open = Some(Open::of(&tag)),
                "annotation" | "frame" => remarks += 1,
                "image" if picture.is_none() => picture = linked(&tag),
                "desc" => is_alt = true,
                "p" | "line-break" => push(&mut open, remarks, "\n"),
                "s" | "tab" => push(&mut open, remarks, " "),
                name if name.ends_with("-properties") => hiding.learn(&tag),
                _ => {}
            },
            Piece::Text(text) => match &mut picture {
                Some(picture) if is_alt => picture.alt.push_str(&text),
                _ => push(&mut open, remarks, &text),
            },
            Piece::Close(name) => match name.as_str() {
                "annotation" => remarks = remarks.saturating_sub(1),
                "desc" => is_alt = false,
                "frame" => {
                    remarks = remarks.saturating_sub(1);
                    anchor(sheets.last_mut(), picture.take(), (row, column), budget)?;
                }
                "table-row" => row = row.saturating_add(rows_repeated),
                "table-row-group" => drop(hiding.groups.pop()),
                "table-cell" | "covered-table-cell" => {
                    if let (Some(open), Some(sheet)) = (open.take(), sheets.last_mut()) {
                        put(sheet, row..row.saturating_add(rows_repeated), column, &open, budget)?;
                        column = column.saturating_add(open.repeated);
                    }
                }
                _ => {}
            },
        }
    }
    Ok(Document { sheets, blocks: Vec::new(), package: Some(package) })
}

/// What hides rows, columns and sheets: each by itself, by its style, or by a group that is folded.
#[derive(Default)]
struct Hiding {
    /// The style that is being read.
    style: String,
    /// Styles of what is not seen.
    styles: BTreeSet<String>,
    /// Whether each group of rows around is folded.
    groups: Vec<bool>,
}

impl Hiding {
    /// Learns of a style whether it hides what has it: it says so, or there is no height or width left.
    fn learn(&mut self, tag: &Tag<'_>) {
        let is_nothing = |size: String| {
            let number = size.trim_end_matches(|c: char| c.is_alphabetic() || c == '%');
            number.parse::<f64>().is_ok_and(|number| number <= 0.0)
        };
        let is_hidden = tag.attribute("display").is_some_and(|value| value == "false")
            || ["row-height", "column-width"].iter().any(|name| tag.attribute(name).is_some_and(is_nothing));
        if is_hidden {
            self.styles.insert(self.style.clone());
        }
    }

    /// The sheet of a tag, with nothing in it yet.
    fn sheet(&self, tag: &Tag<'_>) -> Sheet {
        let name = tag.attribute("name").unwrap_or_default();
        Sheet { name, is_hidden: self.hides(tag), ..Sheet::default() }
    }

    /// Hides the columns of a tag that says so; returns the number of the next.
    fn column(&self, sheet: Option<&mut Sheet>, tag: &Tag<'_>, column: usize) -> usize {
        let repeated = tag.number("number-columns-repeated").unwrap_or(1).max(1);
        if let Some(sheet) = sheet.filter(|_| self.hides(tag)) {
            sheet.hidden_columns.add(column, column.saturating_add(repeated - 1));
        }
        column.saturating_add(repeated)
    }

    /// Hides the rows of a tag that says so, and those of a group that is folded.
    fn row(&self, sheet: Option<&mut Sheet>, tag: &Tag<'_>, row: usize, repeated: usize) {
        let is_hidden = self.hides(tag) || self.groups.contains(&true);
        if let Some(sheet) = sheet.filter(|_| is_hidden) {
            sheet.hidden_rows.add(row, row.saturating_add(repeated - 1));
        }
    }

    /// Whether a tag hides what it stands for.
    fn hides(&self, tag: &Tag<'_>) -> bool {
        tag.attribute("visibility").is_some_and(|value| value != "visible")
            || tag.attribute("style-name").is_some_and(|style| self.styles.contains(&style))
    }
}

/// The picture of a tag.
fn linked(tag: &Tag<'_>) -> Option<Linked> {
    let part = tag.attribute("href")?.trim_start_matches("./").to_owned();
    Some(Linked { part, alt: String::new() })
}

/// Puts a picture at its cell.
fn anchor(
    sheet: Option<&mut Sheet>,
    picture: Option<Linked>,
    (row, column): (usize, usize),
    budget: &mut Budget,
) -> Result<(), Unreadable> {
    if let (Some(picture), Some(sheet)) = (picture, sheet) {
        budget.take_pictures(1)?;
        sheet.pictures.push(Anchored { rows: row..=row, column, picture });
    }
    Ok(())
}

fn push(open: &mut Option<Open>, remarks: usize, text: &str) {
    if let Some(open) = open.as_mut().filter(|_| remarks == 0) {
        open.text.push_str(text);
    }
}

/// Puts a cell as often as it is repeated.
fn put(
    sheet: &mut Sheet,
    rows: std::ops::Range<usize>,
    column: usize,
    open: &Open,
    budget: &mut Budget,
) -> Result<(), Unreadable> {
    if open.spans != (1, 1) {
        budget.take(1)?;
        let (down, right) = (open.spans.0 - 1, open.spans.1 - 1);
        let (bottom, right) = (rows.start.saturating_add(down), column.saturating_add(right));
        sheet.merges.push(Merge { top: rows.start, left: column, bottom, right });
    }
    let Some(cell) = open.cell() else { return Ok(()) };
    budget.take(rows.len().saturating_mul(open.repeated))?;
    for row in rows {
        (column..column.saturating_add(open.repeated)).for_each(|column| sheet.put(row, column, cell.clone()));
    }
    Ok(())
}
