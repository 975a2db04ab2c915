//! Workbooks of Excel since 2007.
//!
//! Read by hand and not with `calamine`: only the style of a cell names its font, and the font says in which encoding from
//! before Unicode a text is (`.VnTime` is TCVN3); and the cells of one sheet must be bounded while they are read.

mod drawing;

use std::collections::BTreeMap;

use super::relations::{self, each_tag};
use super::{Budget, Cell, Document, MAX_CELLS, Merge, Sheet};
use crate::office::Unreadable;
use crate::office::package::Package;
use crate::office::write::EXCEL_1970;
use crate::office::xml::{Piece, Pieces, Tag};
use crate::text::Date;
use crate::vietnamese;

/// Days between the calendars that begin in 1900 and in 1904.
const SINCE_1904: f64 = 1_462.0;

/// The part that names the sheets.
const BOOK: &str = "xl/workbook.xml";

pub(super) fn read<'b>(bytes: &'b [u8], budget: &mut Budget) -> Result<Document<'b>, Unreadable> {
    let package = Package::open(bytes)?;
    let book = package.text(BOOK)?.ok_or(Unreadable::Broken)?;
    let parts = relations::of(&package, BOOK)?;
    let texts = shared_texts(&package.text("xl/sharedStrings.xml")?.unwrap_or_default())?;
    let styles = Styles::of(&package.text("xl/styles.xml")?.unwrap_or_default())?;
    let (names, since_1904) = names(&book)?;
    let mut sheets = Vec::new();
    for Named { name, id, is_hidden } in names {
        let Some(part) = parts.get(&id) else { continue };
        let Some(text) = package.text(part)? else { continue };
        budget.take(1)?;
        let book = Book { texts: &texts, styles: &styles, since_1904 };
        let (mut sheet, drawing) = sheet(name, &text, &book, budget)?;
        sheet.is_hidden = is_hidden;
        if let Some(drawing) = drawing.and_then(|id| relations::of(&package, part).ok()?.remove(&id)) {
            sheet.pictures = drawing::pictures(&package, &drawing, budget)?;
        }
        sheets.push(sheet);
    }
    Ok(Document { sheets, blocks: Vec::new(), package: Some(package) })
}

/// A sheet as the workbook names it.
struct Named {
    name: String,
    /// The id of its part.
    id: String,
    is_hidden: bool,
}

/// The sheets of a workbook, and whether its calendar begins in 1904.
fn names(book: &str) -> Result<(Vec<Named>, bool), Unreadable> {
    let (mut names, mut since_1904) = (Vec::new(), false);
    each_tag(book, |tag| match tag.name() {
        "sheet" => {
            let is_hidden = tag.attribute("state").is_some_and(|state| state.to_lowercase().contains("hidden"));
            let named = tag.attribute("name").zip(tag.attribute("id"));
            names.extend(named.map(|(name, id)| Named { name, id, is_hidden }));
        }
        "workbookPr" => since_1904 = tag.attribute("date1904").is_some_and(|value| matches!(&*value, "1" | "true")),
        _ => {}
    })?;
    Ok((names, since_1904))
}

/// The texts that cells point to. How they are to be pronounced (`rPh`) is left out.
fn shared_texts(xml: &str) -> Result<Vec<String>, Unreadable> {
    let (mut texts, mut text, mut inside, mut spoken) = (Vec::new(), String::new(), false, false);
    let mut pieces = Pieces::of(xml);
    while let Some(piece) = pieces.next()? {
        // Empty texts cost more memory than their letters.
        if texts.len() > MAX_CELLS {
            return Err(Unreadable::TooMuch);
        }
        match piece {
            Piece::Open(tag) if tag.name() == "t" => inside = !spoken,
            Piece::Open(tag) if tag.name() == "rPh" => spoken = true,
            Piece::Text(more) if inside => text.push_str(&more),
            Piece::Close(name) => match name.as_str() {
                "t" => inside = false,
                "rPh" => spoken = false,
                "si" => texts.push(unescaped(&std::mem::take(&mut text))),
                _ => {}
            },
            _ => {}
        }
    }
    Ok(texts)
}

/// `text` with `_x000A_` and the like, as Excel writes letters that XML cannot have, as letters.
fn unescaped(text: &str) -> String {
    let (mut out, mut rest) = (String::with_capacity(text.len()), text);
    while let Some(at) = rest.find("_x") {
        let code = rest.get(at + 2..at + 6).filter(|_| rest.as_bytes().get(at + 6) == Some(&b'_'));
        let letter = code.and_then(|code| u32::from_str_radix(code, 16).ok()).and_then(char::from_u32);
        let taken = if letter.is_some() { at + 7 } else { at + 2 };
        out.push_str(rest.get(..at).unwrap_or_default());
        match letter {
            Some(letter) => out.push(letter),
            None => out.push_str("_x"),
        }
        rest = rest.get(taken..).unwrap_or_default();
    }
    out + rest
}

/// What the styles of cells say, by their numbers.
struct Styles {
    /// Whether numbers are days.
    days: Vec<bool>,
    /// The fonts of cells, as numbers of fonts.
    fonts_of: Vec<usize>,
    fonts: Vec<String>,
}

impl Styles {
    fn of(xml: &str) -> Result<Self, Unreadable> {
        let mut styles = Self { days: Vec::new(), fonts_of: Vec::new(), fonts: Vec::new() };
        let mut formats: BTreeMap<usize, String> = BTreeMap::new();
        let mut inside = "";
        each_tag(xml, |tag| match tag.name() {
            "fonts" => inside = "fonts",
            "fills" | "borders" | "cellStyleXfs" | "dxfs" | "cellStyles" => inside = "",
            "cellXfs" => inside = "cells",
            "font" if inside == "fonts" => styles.fonts.push(String::new()),
            "name" if inside == "fonts" => {
                if let (Some(font), Some(name)) = (styles.fonts.last_mut(), tag.attribute("val")) {
                    *font = name;
                }
            }
            "numFmt" => formats.extend(tag.number("numFmtId").zip(tag.attribute("formatCode"))),
            "xf" if inside == "cells" => {
                let format = tag.number("numFmtId").unwrap_or(0);
                styles.days.push(is_day(format, formats.get(&format).map(String::as_str)));
                styles.fonts_of.push(tag.number("fontId").unwrap_or(0));
            }
            _ => {}
        })?;
        Ok(styles)
    }

    fn font(&self, style: usize) -> &str {
        self.fonts_of.get(style).and_then(|&font| self.fonts.get(font)).map_or("", String::as_str)
    }

    fn has_days(&self, style: usize) -> bool {
        self.days.get(style).copied().unwrap_or(false)
    }
}

/// Whether numbers in this format are days: the built-in formats 14 to 22 and those with a day or a year outside quotes.
fn is_day(format: usize, code: Option<&str>) -> bool {
    let Some(code) = code else { return matches!(format, 14..=17 | 22 | 27..=36 | 50..=58) };
    let (mut quoted, mut bracketed, mut escaped) = (false, false, false);
    code.chars().any(|letter| {
        let plain = !quoted && !bracketed && !escaped;
        escaped = plain && letter == '\\';
        match letter {
            '"' => quoted = !quoted,
            '[' => bracketed = true,
            ']' => bracketed = false,
            _ => return plain && matches!(letter.to_ascii_lowercase(), 'd' | 'y'),
        }
        false
    })
}

/// What cells of all sheets point to.
struct Book<'b> {
    texts: &'b [String],
    styles: &'b Styles,
    since_1904: bool,
}

/// A cell that is being read.
#[derive(Default)]
struct Open {
    row: usize,
    column: usize,
    kind: String,
    style: usize,
    value: String,
}

/// A sheet, and the id of the part that has its pictures.
fn sheet(name: String, xml: &str, book: &Book<'_>, budget: &mut Budget) -> Result<(Sheet, Option<String>), Unreadable> {
    let mut drawing = None;
    let mut sheet = Sheet { name, ..Sheet::default() };
    let mut pieces = Pieces::of(xml);
    let (mut next_row, mut next_column, mut inside, mut spoken) = (0, 0, false, false);
    let mut cell: Option<Open> = None;
    while let Some(piece) = pieces.next()? {
        match piece {
            Piece::Open(tag) => match tag.name() {
                "row" => {
                    next_row = tag.number("r").and_then(|row| row.checked_sub(1)).unwrap_or(next_row);
                    next_column = 0;
                    if is_hidden(&tag, "ht") {
                        sheet.hidden_rows.add(next_row, next_row);
                    }
                }
                "c" => {
                    let place = tag.attribute("r").and_then(|place| place_of(&place));
                    let (column, row) = place.unwrap_or((next_column, next_row));
                    next_column = column + 1;
                    let (kind, style) = (tag.attribute("t").unwrap_or_default(), tag.number("s").unwrap_or(0));
                    cell = Some(Open { row, column, kind, style, value: String::new() });
                }
                "col" if is_hidden(&tag, "width") => hide_columns(&mut sheet, &tag),
                "v" => inside = true,
                "t" => inside = !spoken,
                "rPh" => spoken = true,
                "drawing" => drawing = tag.attribute("id"),
                "mergeCell" => {
                    budget.take(1)?;
                    sheet.merges.extend(tag.attribute("ref").and_then(|range| merge(&range)));
                }
                _ => {}
            },
            Piece::Text(text) if inside => {
                if let Some(cell) = &mut cell {
                    cell.value.push_str(&text);
                }
            }
            Piece::Text(_) => {}
            Piece::Close(name) => match name.as_str() {
                "v" | "t" => inside = false,
                "rPh" => spoken = false,
                "row" => next_row += 1,
                "c" => {
                    if let Some(open) = cell.take().filter(|open| !open.value.is_empty()) {
                        budget.take(1)?;
                        let (row, column) = (open.row, open.column);
                        sheet.put(row, column, closed(open, book));
                    }
                }
                _ => {}
            },
        }
    }
    Ok((sheet, drawing))
}

/// Hides the columns that a tag stands for.
fn hide_columns(sheet: &mut Sheet, tag: &Tag<'_>) {
    let number = |name| tag.number(name).and_then(|number| number.checked_sub(1));
    if let Some((first, last)) = number("min").zip(number("max")) {
        sheet.hidden_columns.add(first, last);
    }
}

/// Whether a row or a column is hidden: it says so, or its size is nothing.
fn is_hidden(tag: &Tag<'_>, size: &str) -> bool {
    let is_nothing = |size: String| size.trim().parse::<f64>().is_ok_and(|size| size <= 0.0);
    tag.attribute("hidden").is_some_and(|value| matches!(&*value, "1" | "true"))
        || tag.attribute(size).is_some_and(is_nothing)
}

/// What a cell holds. Of a formula only the value that Excel worked out last is read.
fn closed(open: Open, book: &Book<'_>) -> Cell {
    let Open { kind, style, value, .. } = open;
    let text = |text: &str| Cell::Text(in_unicode(text, book.styles.font(style)));
    match &*kind {
        "s" => text(value.trim().parse().ok().and_then(|at: usize| book.texts.get(at)).map_or("", String::as_str)),
        "b" => Cell::Flag(value.trim() == "1"),
        "inlineStr" => text(&unescaped(&value)),
        "str" | "e" => text(&value),
        "d" => Date::parse(&value).map_or_else(|| text(&value), Cell::Day),
        _ => match value.trim().parse::<f64>().ok().filter(|number| number.is_finite()) {
            None => text(&value),
            Some(number) if book.styles.has_days(style) => {
                let days = number + if book.since_1904 { SINCE_1904 } else { 0.0 };
                day(days).map_or(Cell::Number(number), Cell::Day)
            }
            Some(number) => Cell::Number(number),
        },
    }
}

/// The day of a number in Excel's calendar, from 1945 on; earlier ones are no days of models.
fn day(number: f64) -> Option<Date> {
    (16_438.0..2_958_466.0).contains(&number).then(|| Date::from_unix((number.floor() as i64 - EXCEL_1970) * 86_400))
}

/// A text in the encoding that its font has.
fn in_unicode(text: &str, font: &str) -> String {
    vietnamese::text_in_font(text, font).unwrap_or_else(|| text.to_owned())
}

/// Column and row, from 0, of `C17`.
fn place_of(place: &str) -> Option<(usize, usize)> {
    let place = place.replace('$', "");
    let split = place.find(|c: char| c.is_ascii_digit())?;
    let (letters, digits) = place.split_at(split);
    if letters.is_empty() || letters.len() > 3 || digits.len() > 7 {
        return None;
    }
    let number = |letter: u8| letter.is_ascii_uppercase().then(|| usize::from(letter - b'A') + 1);
    let column = letters.bytes().try_fold(0, |sum, letter| Some(sum * 26 + number(letter)?))?;
    Some((column.checked_sub(1)?, digits.parse::<usize>().ok()?.checked_sub(1)?))
}

/// The rectangle of `A1:C2`.
fn merge(range: &str) -> Option<Merge> {
    let (first, last) = range.split_once(':')?;
    let ((left, top), (right, bottom)) = (place_of(first)?, place_of(last)?);
    (left <= right && top <= bottom).then_some(Merge { top, left, bottom, right })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_of_days_are_known() {
        for (format, code, wanted) in [
            (14, None, true),
            (0, None, false),
            (164, Some("dd/mm/yyyy"), true),
            (165, Some("#,##0 \"đồng/day\""), false),
            (166, Some("[Red]0.00"), false),
            (167, Some("0\\d"), false),
        ] {
            assert_eq!(is_day(format, code), wanted, "{format} {code:?}");
        }
    }

    #[test]
    fn addresses_and_escapes() {
        assert_eq!(place_of("A1"), Some((0, 0)));
        assert_eq!(place_of("XFD1048576"), Some((16_383, 1_048_575)));
        assert_eq!([place_of("1"), place_of("A0"), place_of("AAAA1")], [None; 3]);
        assert_eq!(unescaped("a_x000A_b_x005F_x_xZ"), "a\nb_x_xZ");
        assert_eq!(day(44_284.0).map(|day| day.to_string()).as_deref(), Some("2021-03-29"));
    }
}
