//! A Word document in one of the forms: every size and every margin comes from the form's numbers.

use super::layout::{Layout, Words};
use super::{Block, Head};
use crate::office::write::word::{self, Page, Sizes, twips};
use crate::office::xml::escaped;

/// Width and height of A4, in millimetres.
const PAPER: (f32, f32) = (210.0, 297.0);

/// The width of the text in both forms, in millimetres: tables and rules are as wide or in the middle of it.
const TEXT: f32 = 165.0;
/// How much of it the left column of the letterhead has.
const LEFT: f32 = 0.4;

/// The bytes of the document.
pub(super) fn document(layout: &Layout, head: &Head, blocks: &[Block]) -> Vec<u8> {
    let margins = layout.margins;
    let page = Page { paper: PAPER, margins: [margins.top, margins.right, margins.bottom, margins.left] };
    word::document(&body(layout, head, blocks), page, Sizes { text: layout.text.size, page_number: layout.page_number })
}

fn body(layout: &Layout, head: &Head, blocks: &[Block]) -> String {
    let mut xml = letterhead(layout, head);
    xml.push_str(&line(&layout.kind, &head.kind, Place { before: 12, ..Place::CENTRE }));
    xml.push_str(&line(&layout.subject, &head.subject, Place::CENTRE));
    if !layout.below_subject.is_empty() {
        xml.push_str(&line(
            &Words { size: layout.subject.size, ..Words::default() },
            &layout.below_subject,
            Place::CENTRE,
        ));
    }
    xml.push_str(&line(&Words { size: layout.text.size, ..Words::default() }, "", Place::CENTRE));
    for (at, block) in blocks.iter().enumerate() {
        match block {
            Block::Chapter(text) => xml.push_str(&paragraph(layout, text, (true, true), true)),
            Block::Heading(text) => xml.push_str(&paragraph(layout, text, (true, true), false)),
            // A signature never stands alone on a page.
            Block::Text(text) if at + 1 == blocks.len() => xml.push_str(&paragraph(layout, text, (false, true), false)),
            Block::Text(text) => xml.push_str(&paragraph(layout, text, (false, false), false)),
            Block::Caption(text) => {
                let words = Words { size: layout.table + 1, bold: true, ..Words::default() };
                xml.push_str(&line(&words, text, Place { before: 8, keep: true, ..Place::CENTRE }));
            }
            Block::Table(table) => xml.push_str(&table_xml(layout, table)),
        }
    }
    xml.push_str(&signature(layout));
    xml
}

/// Where a line stands.
#[derive(Clone, Copy)]
struct Place {
    align: &'static str,
    /// Points before it.
    before: u32,
    /// Whether it stays with what follows.
    keep: bool,
    /// The width of its column, in millimetres.
    width: f32,
}

impl Place {
    const CENTRE: Self = Self { align: "center", before: 0, keep: false, width: TEXT };
}

/// One line of its own look, and the rule below it.
fn line(words: &Words, text: &str, place: Place) -> String {
    let keep = if place.keep { "<w:keepNext/>" } else { "" };
    let mut xml = format!(
        "<w:p><w:pPr>{keep}<w:spacing w:before=\"{}\" w:after=\"0\"/><w:jc w:val=\"{}\"/></w:pPr>{}</w:p>",
        place.before * 20,
        place.align,
        run(words, text)
    );
    if words.rule > 0.0 {
        let indent = twips(((place.width - words.rule) / 2.0).max(0.0));
        xml.push_str(&format!(
            "<w:p><w:pPr><w:pBdr><w:top w:val=\"single\" w:sz=\"6\" w:space=\"0\" w:color=\"000000\"/></w:pBdr>\
             <w:spacing w:before=\"40\" w:after=\"0\" w:line=\"120\" w:lineRule=\"exact\"/>\
             <w:ind w:left=\"{indent}\" w:right=\"{indent}\"/></w:pPr></w:p>"
        ));
    }
    xml
}

fn run(words: &Words, text: &str) -> String {
    if text.is_empty() {
        return String::new();
    }
    let on = |is: bool, tag: &'static str| if is { tag } else { "" };
    let (bold, italic) = (on(words.bold, "<w:b/>"), on(words.italic, "<w:i/>"));
    let underlined = on(words.underlined, "<w:u w:val=\"single\"/>");
    let size = words.size * 2;
    let text = escaped(text).replace('\n', "</w:t><w:br/><w:t xml:space=\"preserve\">");
    format!(
        "<w:r><w:rPr>{bold}{italic}<w:sz w:val=\"{size}\"/>{underlined}</w:rPr><w:t xml:space=\"preserve\">{text}</w:t></w:r>"
    )
}

/// A paragraph of the running text, or a heading of it; whether it is bold, and stays with what follows.
fn paragraph(layout: &Layout, text: &str, (bold, keep): (bool, bool), is_chapter: bool) -> String {
    let form = layout.text;
    let exact =
        if form.line > 0 { format!(" w:line=\"{}\" w:lineRule=\"exact\"", form.line * 20) } else { String::new() };
    let words = Words { size: form.size, bold, ..Words::default() };
    let before = form.before * if is_chapter { 40 } else { 20 };
    let keep = if keep { "<w:keepNext/>" } else { "" };
    format!(
        "<w:p><w:pPr>{keep}<w:spacing w:before=\"{before}\" w:after=\"0\"{exact}/><w:ind w:firstLine=\"{}\"/>\
         <w:jc w:val=\"both\"/></w:pPr>{}</w:p>",
        twips(form.indent),
        run(&words, text)
    )
}

/// Two columns without lines: who reports at the left, the motto at the right; number and date below.
fn letterhead(layout: &Layout, head: &Head) -> String {
    let left = Place { width: TEXT * LEFT, ..Place::CENTRE };
    let right = Place { width: TEXT * (1.0 - LEFT), ..Place::CENTRE };
    let mut office = line(&layout.upper, &head.upper, left) + &line(&layout.issuer, &head.issuer, left);
    if !layout.below_issuer.is_empty() {
        office += &line(&layout.issuer, &layout.below_issuer, left);
    }
    let motto: String = layout.motto.iter().map(|words| line(words, &words.text, right)).collect();
    let number = line(&layout.number, &layout.number.text, Place { before: 4, ..left });
    let date = line(&layout.date, &head.date, Place { before: 4, ..right });
    two_columns(&[[office, motto], [number, date]], LEFT)
}

/// Rows of two cells without lines and margins; the left one has that share of the width.
fn two_columns(rows: &[[String; 2]], left: f32) -> String {
    let widths = [twips(TEXT * left), twips(TEXT * (1.0 - left))];
    let width = twips(TEXT);
    let cell = |text: &String, width: u32| {
        format!("<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/></w:tcPr>{text}</w:tc>")
    };
    // A signature and the name below it stay on one page.
    let whole = "<w:trPr><w:cantSplit/></w:trPr>";
    let row = |[a, b]: &[String; 2]| format!("<w:tr>{whole}{}{}</w:tr>", cell(a, widths[0]), cell(b, widths[1]));
    let rows: String = rows.iter().map(row).collect();
    format!(
        "<w:tbl><w:tblPr><w:tblW w:w=\"{width}\" w:type=\"dxa\"/><w:tblLayout w:type=\"fixed\"/><w:tblCellMar>\
         <w:left w:w=\"0\" w:type=\"dxa\"/><w:right w:w=\"0\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr><w:tblGrid>\
         <w:gridCol w:w=\"{}\"/><w:gridCol w:w=\"{}\"/></w:tblGrid>{rows}</w:tbl>",
        widths[0], widths[1]
    )
}

/// Most rows of a table that is not divided between pages.
const WHOLE: usize = 15;

/// A table of figures.
fn table_xml(layout: &Layout, table: &super::Table) -> String {
    let columns = table.heading.len().max(1) as u32;
    let width = twips(TEXT);
    let number = if columns > 5 { 1_050 } else { 1_700 };
    let widths: Vec<u32> = match table.shares {
        Some(shares) => shares.iter().map(|share| width * share / 100).collect(),
        None => (0..columns).map(|at| if at == 0 { width - number * (columns - 1) } else { number }).collect(),
    };
    let grid: String = widths.iter().map(|width| format!("<w:gridCol w:w=\"{width}\"/>")).collect();
    let borders: String = ["top", "left", "bottom", "right", "insideH", "insideV"]
        .iter()
        .map(|side| format!("<w:{side} w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"000000\"/>"))
        .collect();
    let cell = |text: &str, width: u32, words: &Words, (align, keep): (&'static str, bool)| {
        let text = line(words, text, Place { align, before: 2, keep, ..Place::CENTRE });
        format!(
            "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/><w:vAlign w:val=\"center\"/></w:tcPr>{text}</w:tc>"
        )
    };
    // No page begins or ends with one row of a table alone; a short one stands on one page.
    let last = table.rows.len();
    let keep = |at: usize| at < last && (last <= WHOLE || at < 2 || at + 2 > last);
    let row = |at: usize, cells: &[String], is_bold: bool| {
        let is_heading = at == 0;
        let words = Words { size: layout.table, bold: is_bold, ..Words::default() };
        let head = if is_heading {
            "<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>"
        } else {
            "<w:trPr><w:cantSplit/></w:trPr>"
        };
        let align = |at: usize| if is_heading || at > 0 && table.shares.is_none() { "center" } else { "left" };
        let cells = cells.iter().zip(&widths).enumerate();
        let cells: String =
            cells.map(|(column, (text, &width))| cell(text, width, &words, (align(column), keep(at)))).collect();
        format!("<w:tr>{head}{cells}</w:tr>")
    };
    let rows = (1..).zip(&table.rows);
    let rows: String = rows.map(|(at, cells)| row(at, &cells.texts, cells.is_sum)).collect();
    format!(
        "<w:tbl><w:tblPr><w:tblW w:w=\"{width}\" w:type=\"dxa\"/><w:jc w:val=\"center\"/><w:tblBorders>{borders}</w:tblBorders>\
         <w:tblLayout w:type=\"fixed\"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{}{rows}</w:tbl>",
        row(0, &table.heading, true)
    )
}

/// Who gets it, and who signs.
fn signature(layout: &Layout) -> String {
    let left = Place { align: "left", ..Place::CENTRE };
    let mut to = line(&layout.recipients, "Nơi nhận:", left);
    to.extend(layout.recipients_list.iter().map(|text| line(&layout.recipient, text, left)));
    let mut by = String::new();
    for (at, words) in layout.signer.iter().enumerate() {
        // Room for the signature and the seal above the name.
        let before = if at + 1 == layout.signer.len() { 60 } else { 0 };
        by.push_str(&line(words, &words.text, Place { before, ..Place::CENTRE }));
    }
    let space = line(&Words { size: 6, ..Words::default() }, "", Place { before: 6, keep: true, ..Place::CENTRE });
    space
        + &two_columns(&[[to, by]], 0.5)
        + "<w:p><w:pPr><w:spacing w:before=\"0\" w:after=\"0\" w:line=\"20\" w:lineRule=\"exact\"/></w:pPr></w:p>"
}
