//! Excel workbooks: texts, numbers and days, a frozen heading, widths, filters. There is no way here to write a formula.
//!
//! Written by hand and not with `rust_xlsxwriter`: of all that crate can do, tables need a hundred lines, and the zip below
//! it would come a second time.

use super::super::columns::{Column, Target};
use super::super::export::Table;
use super::super::package::NewPackage;
use super::super::value::Datum;
use super::super::xml::escaped;
use super::TooLong;
use super::csv::cell;
use crate::text::{Date, Lang};

mod print;

/// Most UTF-16 units of a text in a cell that Excel takes.
const MAX_TEXT: usize = 32_767;
/// Widths of columns, in digits.
const WIDTHS: std::ops::RangeInclusive<usize> = 6..=48;

/// A cell of a sheet that is written.
#[derive(Debug, Clone, PartialEq)]
pub(in super::super) enum NewCell {
    /// Nothing.
    Empty,
    /// A text, whatever it begins with.
    Text(String),
    /// A text of many lines: its row is not made as high as it is.
    Long(String),
    /// A number.
    Number(f64),
    /// A day.
    Day(Date),
}

/// How a row looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum Style {
    /// The heading of a table.
    Heading,
    /// A row of it.
    Row,
}

/// A sheet that is written.
#[derive(Debug, Default)]
pub(in super::super) struct NewSheet {
    /// Its name: at most 31 letters, none of `[]:*?/\`.
    pub(in super::super) name: String,
    /// Its rows.
    pub(in super::super) rows: Vec<(Style, Vec<NewCell>)>,
    /// How many rows at the top stay when it is scrolled, and come again on each printed page; the last of them has the
    /// filters.
    pub(in super::super) frozen: usize,
    /// How many columns at the left come again on each printed page, if the sheet is wider than one.
    pub(in super::super) names: usize,
}

/// A table as a workbook.
pub(in super::super) fn xlsx(table: &Table, lang: Lang) -> Result<Vec<u8>, TooLong> {
    for row in &table.rows {
        for (value, column) in row.iter().zip(&table.columns) {
            if cell(value, column, lang).encode_utf16().count() > MAX_TEXT {
                let model = row.first().map(|id| cell(id, column, lang)).unwrap_or_default();
                return Err(TooLong { model, column: column.heading(lang) });
            }
        }
    }
    Ok(workbook(&[sheet(table, lang)]))
}

/// A table as a sheet. A text that is too long for a cell is cut.
pub(in super::super) fn sheet(table: &Table, lang: Lang) -> NewSheet {
    let heading = table.columns.iter().map(|column| NewCell::Text(column.heading(lang).to_owned())).collect();
    let row = |row: &Vec<Datum>| {
        let cells = row.iter().zip(&table.columns);
        (Style::Row, cells.map(|(value, column)| new_cell(value, column, || cell(value, column, lang))).collect())
    };
    let rows = std::iter::once((Style::Heading, heading)).chain(table.rows.iter().map(row)).collect();
    let name = if lang == Lang::Vi { "Mô hình" } else { "Models" };
    // Id and title.
    NewSheet { name: name.to_owned(), rows, frozen: 1, names: 2 }
}

fn new_cell(value: &Datum, column: &Column, text: impl FnOnce() -> String) -> NewCell {
    match value {
        Datum::Empty => NewCell::Empty,
        Datum::Year(year) => NewCell::Number(f64::from(*year)),
        Datum::Date(date) => match date.day() {
            Some(day) => NewCell::Day(day),
            None => NewCell::Text(date.vietnamese()),
        },
        _ if matches!(column.target, Target::Article(_)) => NewCell::Long(shortened(text())),
        _ => NewCell::Text(shortened(text())),
    }
}

fn shortened(text: String) -> String {
    // A character has at most two units.
    if text.len() <= MAX_TEXT { text } else { text.chars().take(MAX_TEXT / 2).collect() }
}

/// The bytes of a workbook of these sheets.
pub(in super::super) fn workbook(sheets: &[NewSheet]) -> Vec<u8> {
    let numbered = || sheets.iter().zip(1..);
    let listed = |line: &dyn Fn(&NewSheet, usize) -> String| -> String {
        numbered().map(|(sheet, number)| line(sheet, number)).collect()
    };
    let mut package = NewPackage::default();
    let mut add = |name: &str, text: String| package.add(name, format!("{HEAD}{text}").as_bytes());
    let types = listed(&|_, number| {
        format!("<Override PartName=\"/xl/worksheets/sheet{number}.xml\" ContentType=\"{TYPE}worksheet+xml\"/>")
    });
    add(
        "[Content_Types].xml",
        format!(
            "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
             <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
             <Default Extension=\"xml\" ContentType=\"application/xml\"/>\
             <Override PartName=\"/xl/workbook.xml\" ContentType=\"{TYPE}sheet.main+xml\"/>\
             <Override PartName=\"/xl/styles.xml\" ContentType=\"{TYPE}styles+xml\"/>{types}</Types>"
        ),
    );
    add(
        "_rels/.rels",
        format!(
            "<Relationships xmlns=\"{RELATIONSHIPS}\"><Relationship Id=\"rId1\" Type=\"{RELATION}/officeDocument\" \
             Target=\"xl/workbook.xml\"/></Relationships>"
        ),
    );
    let names = listed(&|sheet, number| {
        format!("<sheet name=\"{}\" sheetId=\"{number}\" r:id=\"rId{number}\"/>", escaped(&sheet.name))
    });
    add(
        "xl/workbook.xml",
        format!(
            "<workbook xmlns=\"{MAIN}\" xmlns:r=\"{RELATION}\"><sheets>{names}</sheets>{}</workbook>",
            print::titles(sheets)
        ),
    );
    let related = listed(&|_, number| {
        format!(
            "<Relationship Id=\"rId{number}\" Type=\"{RELATION}/worksheet\" Target=\"worksheets/sheet{number}.xml\"/>"
        )
    });
    let styles = sheets.len() + 1;
    add(
        "xl/_rels/workbook.xml.rels",
        format!(
            "<Relationships xmlns=\"{RELATIONSHIPS}\">{related}\
             <Relationship Id=\"rId{styles}\" Type=\"{RELATION}/styles\" Target=\"styles.xml\"/></Relationships>"
        ),
    );
    add("xl/styles.xml", STYLES.to_owned());
    for (sheet, number) in numbered() {
        add(&format!("xl/worksheets/sheet{number}.xml"), sheet_xml(sheet));
    }
    package.finish()
}

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATION: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const RELATIONSHIPS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const TYPE: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.";

/// The styles of cells, by their numbers: 1 heading, 2 a day, 3 a text that is marked as such, because a person who edits it
/// would make a formula of it, 4 a number or any other text. 0 is of cells without a style; LibreOffice takes no alignment from it.
const STYLES: &str = "<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">\
<numFmts count=\"1\"><numFmt numFmtId=\"164\" formatCode=\"dd/mm/yyyy\"/></numFmts>\
<fonts count=\"2\"><font><sz val=\"11\"/><name val=\"Times New Roman\"/></font>\
<font><b/><sz val=\"11\"/><name val=\"Times New Roman\"/></font></fonts>\
<fills count=\"3\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/></fill>\
<fill><patternFill patternType=\"solid\"><fgColor rgb=\"FFE2EFDA\"/></patternFill></fill></fills>\
<borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders>\
<cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs><cellXfs count=\"5\">\
<xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyFont=\"1\"/>\
<xf numFmtId=\"0\" fontId=\"1\" fillId=\"2\" borderId=\"0\" xfId=\"0\" applyFont=\"1\" applyFill=\"1\" applyAlignment=\"1\"><alignment vertical=\"center\" wrapText=\"1\"/></xf>\
<xf numFmtId=\"164\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyFont=\"1\" applyNumberFormat=\"1\" applyAlignment=\"1\"><alignment vertical=\"top\"/></xf>\
<xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" quotePrefix=\"1\" applyFont=\"1\" applyAlignment=\"1\"><alignment vertical=\"top\" wrapText=\"1\"/></xf>\
<xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyFont=\"1\" applyAlignment=\"1\"><alignment vertical=\"top\" wrapText=\"1\"/></xf>\
</cellXfs><cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles></styleSheet>";

fn sheet_xml(sheet: &NewSheet) -> String {
    let columns = sheet.rows.iter().map(|(_, cells)| cells.len()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..columns).map(|column| width(sheet, column)).collect();
    let mut xml =
        format!("<worksheet xmlns=\"{MAIN}\">{}<sheetViews><sheetView workbookViewId=\"0\">", print::FIT_TO_PAGES);
    if sheet.frozen > 0 {
        let (split, below) = (sheet.frozen, sheet.frozen + 1);
        xml.push_str(&format!(
            "<pane ySplit=\"{split}\" topLeftCell=\"A{below}\" activePane=\"bottomLeft\" state=\"frozen\"/>"
        ));
    }
    xml.push_str("</sheetView></sheetViews><cols>");
    for (column, width) in (1..).zip(&widths) {
        xml.push_str(&format!("<col min=\"{column}\" max=\"{column}\" width=\"{width}\" customWidth=\"1\"/>"));
    }
    xml.push_str(if columns == 0 {
        "<col min=\"1\" max=\"1\" width=\"9\"/></cols><sheetData>"
    } else {
        "</cols><sheetData>"
    });
    for ((style, cells), row) in sheet.rows.iter().zip(1..) {
        let height = match lines(cells, &widths) {
            0 | 1 => String::new(),
            lines => format!(" ht=\"{}\"", (lines * LINE).min(HIGHEST)),
        };
        xml.push_str(&format!("<row r=\"{row}\"{height}>"));
        for (index, cell) in cells.iter().enumerate() {
            push_cell(&mut xml, &address(index, row), cell, *style);
        }
        xml.push_str("</row>");
    }
    xml.push_str("</sheetData>");
    if sheet.frozen > 0 && columns > 0 {
        let last = address(columns - 1, sheet.rows.len().max(sheet.frozen));
        xml.push_str(&format!("<autoFilter ref=\"A{}:{last}\"/>", sheet.frozen));
    }
    xml.push_str(&print::page(widths.iter().sum()));
    xml.push_str("</worksheet>");
    xml
}

fn push_cell(xml: &mut String, address: &str, cell: &NewCell, style: Style) {
    let heading = style == Style::Heading;
    match cell {
        NewCell::Empty => {}
        NewCell::Text(text) | NewCell::Long(text) => {
            let style = match heading {
                true => 1,
                false if text.starts_with(['=', '+', '-', '@', '\'']) => 3,
                false => 4,
            };
            // Excel takes `_x000D_` for a control character, so an underscore before such a number is written as one.
            let text = escaped(text).replace("_x", "_x005F_x");
            xml.push_str(&format!(
                "<c r=\"{address}\" s=\"{style}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{text}</t></is></c>"
            ));
        }
        NewCell::Number(number) => {
            xml.push_str(&format!("<c r=\"{address}\" s=\"{}\"><v>{number}</v></c>", if heading { 1 } else { 4 }));
        }
        NewCell::Day(day) => {
            xml.push_str(&format!("<c r=\"{address}\" s=\"2\"><v>{}</v></c>", day.unix_day() + EXCEL_1970))
        }
    }
}

/// The number that 1 January 1970 has in Excel's calendar.
pub(in super::super) const EXCEL_1970: i64 = 25_569;

/// The height of a line of 11 points, and of the highest row that Excel has, in points.
const LINE: usize = 15;
const HIGHEST: usize = 409;

/// How many lines the highest cell of a row has. Excel makes rows as high as their texts, LibreOffice does not: it would print the
/// first line of each. Most letters are narrower than a digit, so that this is enough and seldom too much.
fn lines(cells: &[NewCell], widths: &[usize]) -> usize {
    let of_cell = |(cell, width): (&NewCell, &usize)| match cell {
        NewCell::Text(text) => text.lines().map(|line| line.chars().count().div_ceil((*width).max(1)).max(1)).sum(),
        _ => 1,
    };
    cells.iter().zip(widths).map(of_cell).max().unwrap_or(0)
}

/// The width of a column: of its longest line, within [`WIDTHS`].
fn width(sheet: &NewSheet, column: usize) -> usize {
    let longest = |cell: &NewCell| match cell {
        NewCell::Text(text) | NewCell::Long(text) => text.lines().map(|line| line.chars().count()).max().unwrap_or(0),
        NewCell::Day(_) => 10,
        NewCell::Empty | NewCell::Number(_) => 0,
    };
    let widest = sheet.rows.iter().filter_map(|(_, cells)| cells.get(column)).map(longest).max();
    widest.unwrap_or(0).clamp(*WIDTHS.start(), *WIDTHS.end()) + 2
}

/// `C17` of column 2 (from 0) and row 17 (from 1).
pub(in super::super) fn address(column: usize, row: usize) -> String {
    letters(column) + &row.to_string()
}

/// `C` of column 2 (from 0).
fn letters(column: usize) -> String {
    let mut letters = Vec::new();
    let mut left = column + 1;
    while left > 0 {
        letters.push(char::from(b'A' + ((left - 1) % 26) as u8));
        left = (left - 1) / 26;
    }
    letters.iter().rev().collect()
}
