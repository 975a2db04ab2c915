//! A table as a Word document, as offices lay out their lists: A4 across, the heading again on every page.
//!
//! A sheet of paper has room for ten columns. What has none of its own stands in the last one, a line for each key, so that
//! the document says all that the other formats say, and `import` reads it back.

use super::super::columns::{Column, MORE, Target};
use super::super::export::Table;
use super::super::notation;
use super::super::value::Datum;
use super::super::xml::escaped;
use super::csv::cell;
use super::word::{Page, Sizes, document, twips};
use crate::schema::SiteConfig;
use crate::text::{Date, Lang, StaticMessage};

/// A4 across, with the margins of offices.
const PAGE: Page = Page { paper: (297.0, 210.0), margins: [20.0, 15.0, 15.0, 20.0] };
const SIZES: Sizes = Sizes { text: 10, page_number: 11 };
/// The size of letters in the table, in half points.
const IN_TABLE: u32 = 18;

/// Columns of keys, each with its width in millimetres. With those of the number, of the id, and of all other keys they are as
/// wide as the text.
const KEYS: [(&str, f32); 7] = [
    ("title", 32.0),
    ("field", 18.0),
    ("locality", 28.0),
    ("organisation", 24.0),
    ("recognised", 13.0),
    ("awards", 26.0),
    ("results", 28.0),
];
const NUMBER: f32 = 8.0;
const ID: f32 = 15.0;
const OTHERS: f32 = 70.0;

const NUMBER_HEADING: StaticMessage = StaticMessage::fixed("STT", "No.");
const TITLE: StaticMessage = StaticMessage::fixed("DANH SÁCH MÔ HÌNH", "LIST OF MODELS");
const COUNT: StaticMessage =
    StaticMessage::fixed("{site}: {models} mô hình, tính đến ngày {day}", "{site}: {models} models as of {day}");

/// A column of the document: its width, its heading, and where its cells come from.
struct Shown {
    width: f32,
    heading: &'static str,
    /// The index of a column of the table; `None` for the number of the row.
    from: Option<usize>,
}

/// The bytes of the document. `day` is the one up to which the site counts.
pub(in super::super) fn docx(table: &Table, site: &SiteConfig, day: Date, lang: Lang) -> Vec<u8> {
    let shown = shown(&table.columns, lang);
    let others: Vec<usize> =
        (0..table.columns.len()).filter(|at| shown.iter().all(|column| column.from != Some(*at))).collect();
    let widths: Vec<f32> = shown.iter().map(|column| column.width).chain([OTHERS]).collect();
    let headings = shown.iter().map(|column| column.heading).chain([MORE.get(lang)]);
    let mut rows = row(&widths, headings.map(|text| paragraphs(text, true)), true);
    for (values, number) in table.rows.iter().zip(1..) {
        let text = |at: usize| match (values.get(at), table.columns.get(at)) {
            (Some(value), Some(column)) => cell(value, column, lang),
            _ => String::new(),
        };
        let texts = shown.iter().map(|column| column.from.map_or_else(|| format!("{number}"), text));
        let more = others.iter().filter_map(|&at| said(values.get(at)?, table.columns.get(at)?, lang));
        let more = more.collect::<Vec<_>>().join("\n");
        let cells: Vec<String> = texts.chain([more]).map(|text| paragraphs(&text, false)).collect();
        rows.push_str(&row(&widths, cells.into_iter(), false));
    }
    let count: [(&str, &dyn std::fmt::Display); 3] =
        [("site", &site.title), ("models", &table.rows.len()), ("day", &day.vietnamese())];
    let text = [
        line(TITLE.get(lang), 28, true),
        line(&COUNT.fill(lang, &count), 24, false),
        table_xml(&widths, &rows),
        // A document that ends with a table needs a paragraph behind it.
        line("", 4, false),
    ];
    document(&text.concat(), PAGE, SIZES)
}

fn shown(columns: &[Column], lang: Lang) -> Vec<Shown> {
    let find = |is_wanted: &dyn Fn(&Column) -> bool, width: f32| {
        let from = columns.iter().position(is_wanted)?;
        Some(Shown { width, heading: columns[from].heading(lang), from: Some(from) })
    };
    let number = Shown { width: NUMBER, heading: NUMBER_HEADING.get(lang), from: None };
    let id = find(&|column| column.target == Target::Slug, ID);
    let keys = KEYS.iter().filter_map(|(name, width)| find(&|column| column.name() == *name, *width));
    std::iter::once(number).chain(id).chain(keys).collect()
}

/// What a key without a column says: `– Tóm tắt: …`. `import` knows by the dash where the next key begins.
fn said(value: &Datum, column: &Column, lang: Lang) -> Option<String> {
    let text = cell(value, column, lang);
    let said = (!text.is_empty()).then(|| notation::labelled(column.heading(lang), &text))?;
    Some(if matches!(column.target, Target::Article(_)) { said.replace('\n', BREAK) } else { said })
}

fn table_xml(widths: &[f32], rows: &str) -> String {
    let width: u32 = widths.iter().map(|width| twips(*width)).sum();
    let grid: String = widths.iter().map(|width| format!("<w:gridCol w:w=\"{}\"/>", twips(*width))).collect();
    let borders: String = ["top", "left", "bottom", "right", "insideH", "insideV"]
        .iter()
        .map(|side| format!("<w:{side} w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"000000\"/>"))
        .collect();
    format!(
        "<w:tbl><w:tblPr><w:tblW w:w=\"{width}\" w:type=\"dxa\"/><w:tblBorders>{borders}</w:tblBorders>\
         <w:tblLayout w:type=\"fixed\"/><w:tblCellMar><w:left w:w=\"57\" w:type=\"dxa\"/><w:right w:w=\"57\" \
         w:type=\"dxa\"/></w:tblCellMar></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
    )
}

/// A row of cells, each given as its paragraphs.
fn row(widths: &[f32], cells: impl Iterator<Item = String>, is_heading: bool) -> String {
    let head = if is_heading { "<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>" } else { "" };
    let cell = |(text, width): (String, &f32)| {
        format!("<w:tc><w:tcPr><w:tcW w:w=\"{}\" w:type=\"dxa\"/></w:tcPr>{text}</w:tc>", twips(*width))
    };
    format!("<w:tr>{head}{}</w:tr>", cells.zip(widths).map(cell).collect::<String>())
}

/// Between lines of one paragraph, as Word has it. An article is one, so that its empty lines and what is set in come back.
const BREAK: &str = "\u{b}";

/// The paragraphs of a cell, one for each line.
fn paragraphs(text: &str, is_heading: bool) -> String {
    let (align, bold) = if is_heading { ("center", "<w:b/>") } else { ("left", "") };
    let paragraph = |line: &str| {
        format!(
            "<w:p><w:pPr><w:spacing w:before=\"0\" w:after=\"0\"/><w:jc w:val=\"{align}\"/></w:pPr><w:r><w:rPr>{bold}\
             <w:sz w:val=\"{IN_TABLE}\"/></w:rPr><w:t xml:space=\"preserve\">{}</w:t></w:r></w:p>",
            line.split(BREAK).map(escaped).collect::<Vec<_>>().join("</w:t><w:br/><w:t xml:space=\"preserve\">")
        )
    };
    if text.is_empty() { "<w:p/>".to_owned() } else { text.split('\n').map(paragraph).collect() }
}

/// A line above the table, in half points.
fn line(text: &str, size: u32, is_bold: bool) -> String {
    let bold = if is_bold { "<w:b/>" } else { "" };
    format!(
        "<w:p><w:pPr><w:spacing w:before=\"0\" w:after=\"60\"/><w:jc w:val=\"center\"/></w:pPr><w:r><w:rPr>{bold}\
         <w:sz w:val=\"{size}\"/></w:rPr><w:t xml:space=\"preserve\">{}</w:t></w:r></w:p>",
        escaped(text)
    )
}
