//! An office's own Word file, filled by placeholders: `{{so_mo_hinh}}`.
//!
//! Word cuts a placeholder over several runs when somebody has corrected a letter of it. So the texts of a paragraph are read
//! as one, and a value goes into the run in which its placeholder begins. A row of a table with a placeholder of a list
//! (`{{linh_vuc.ten}}`) is repeated for each entry.

use std::collections::BTreeMap;
use std::ops::Range;

use super::Values;
use super::figures::LISTS;
use crate::office::Unreadable;
use crate::office::package::{NewPackage, Package};
use crate::office::xml::escaped;

/// Why a template cannot be filled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum NotFilled {
    /// It cannot be read.
    Unreadable(Unreadable),
    /// It has no placeholder: what came of it would be the template itself.
    NoPlaceholder,
    /// It has placeholders that cannot be filled.
    Names(WrongNames),
}

/// Placeholders of a template that cannot be filled, each once.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct WrongNames {
    /// Names that nothing here has.
    pub(crate) unknown: Vec<String>,
    /// Names of lists that stand outside of a row of a table.
    pub(crate) outside: Vec<String>,
    /// The beginnings of those that do not end in their paragraph.
    pub(crate) open: Vec<String>,
}

impl WrongNames {
    fn add(&mut self, name: &str) {
        (if is_of_list(name) { &mut self.outside } else { &mut self.unknown }).push(name.to_owned());
    }
}

/// The names of all placeholders that stand in rows of tables.
pub(crate) fn of_lists() -> impl Iterator<Item = String> {
    LISTS.iter().flat_map(|(list, names)| names.iter().map(move |name| format!("{list}.{name}")))
}

fn is_of_list(name: &str) -> bool {
    of_lists().any(|known| known == name)
}

/// The template with all placeholders filled, in the text, headers, footers and notes.
pub(super) fn fill(bytes: &[u8], values: &Values) -> Result<Vec<u8>, NotFilled> {
    let package = Package::open(bytes).map_err(NotFilled::Unreadable)?;
    let names: Vec<String> = package.names().map(str::to_owned).collect();
    if !names.iter().any(|name| name == "word/document.xml") {
        return Err(NotFilled::Unreadable(Unreadable::Broken));
    }
    let mut filled = NewPackage::default();
    let (mut wrong, mut has_any) = (WrongNames::default(), false);
    for name in &names {
        let bytes = package.bytes(name).map_err(NotFilled::Unreadable)?.unwrap_or_default();
        let has_text = ["word/document", "word/header", "word/footer", "word/footnotes", "word/endnotes"]
            .iter()
            .any(|part| name.starts_with(part) && name.ends_with(".xml"));
        match String::from_utf8(bytes) {
            Ok(text) if has_text => {
                has_any |= has_placeholder(&text);
                filled.add(name, filled_part(&text, values, &mut wrong).as_bytes());
            }
            Ok(text) => filled.add(name, text.as_bytes()),
            Err(binary) => filled.add(name, binary.as_bytes()),
        }
    }
    for names in [&mut wrong.unknown, &mut wrong.outside, &mut wrong.open] {
        names.sort();
        names.dedup();
    }
    if wrong != WrongNames::default() {
        return Err(NotFilled::Names(wrong));
    }
    if has_any { Ok(filled.finish()) } else { Err(NotFilled::NoPlaceholder) }
}

/// Whether a part has a placeholder in one of its paragraphs.
fn has_placeholder(xml: &str) -> bool {
    let texts = |paragraph: Range<usize>| {
        let runs = elements(&xml[paragraph.clone()], "w:t");
        let text = |run: Range<usize>| {
            inner(&xml[paragraph.clone()], &run).map_or("", |inside| &xml[paragraph.clone()][inside])
        };
        runs.map(text).collect::<String>()
    };
    elements(xml, "w:p").any(|paragraph| !placeholders(&texts(paragraph)).is_empty())
}

fn filled_part(xml: &str, values: &Values, wrong: &mut WrongNames) -> String {
    let mut out = String::with_capacity(xml.len());
    let mut from = 0;
    // Rows first: a row that is repeated is filled with the values of its entry.
    for row in elements(xml, "w:tr") {
        // A table inside of a cell: its rows are parts of a row that has been seen.
        if row.start < from {
            continue;
        }
        let text = &xml[row.clone()];
        let Some((list, entries)) = list_of(text, values) else { continue };
        out.push_str(&paragraphs(&xml[from..row.start], &values.texts, wrong));
        for entry in entries {
            let named = entry.iter().map(|(name, value)| (format!("{list}.{name}"), value.clone()));
            let all: BTreeMap<String, String> = values.texts.clone().into_iter().chain(named).collect();
            out.push_str(&paragraphs(text, &all, wrong));
        }
        from = row.end;
    }
    out.push_str(&paragraphs(&xml[from..], &values.texts, wrong));
    out
}

/// The list of which a row has a placeholder.
fn list_of<'v>(row: &str, values: &'v Values) -> Option<(&'v str, &'v [BTreeMap<&'static str, String>])> {
    let text: String = elements(row, "w:t").map(|range| inner(row, &range).map_or("", |inside| &row[inside])).collect();
    let found = placeholders(&text).into_iter().find_map(|(_, name)| {
        let (list, _) = name.split_once('.')?;
        values.lists.iter().find(|(known, _)| **known == list)
    })?;
    Some((found.0, found.1))
}

/// All paragraphs with their placeholders filled.
fn paragraphs(xml: &str, values: &BTreeMap<String, String>, wrong: &mut WrongNames) -> String {
    let mut out = String::with_capacity(xml.len());
    let mut from = 0;
    for range in elements(xml, "w:p") {
        // A text box holds paragraphs inside of one; those are filled by themselves, the outer one is not.
        if range.start < from {
            continue;
        }
        out.push_str(&xml[from..range.start]);
        out.push_str(&paragraph(&xml[range.clone()], values, wrong));
        from = range.end;
    }
    out.push_str(&xml[from..]);
    out
}

/// One paragraph. The texts of its runs are joined, placeholders found in the whole, and each value put into the run in which
/// its placeholder begins; the rest of the placeholder is taken out of the runs behind.
fn paragraph(xml: &str, values: &BTreeMap<String, String>, wrong: &mut WrongNames) -> String {
    let runs: Vec<Range<usize>> = elements(xml, "w:t").filter_map(|range| inner(xml, &range)).collect();
    let whole: String = runs.iter().map(|run| &xml[run.clone()]).collect();
    let found = placeholders(&whole);
    let after = found.last().map_or(0, |(range, _)| range.end);
    if let Some(start) = whole[after..].find("{{") {
        wrong.open.push(whole[after + start..].chars().take(SHOWN).collect());
    }
    if found.is_empty() {
        return xml.to_owned();
    }
    // What each run keeps, letter by letter of the whole, from left to right.
    let mut texts: Vec<String> = Vec::with_capacity(runs.len());
    let mut start = 0;
    for run in &runs {
        let end = start + run.len();
        let mut text = String::new();
        let mut at = start;
        for (range, name) in &found {
            if range.end <= at || range.start >= end {
                continue;
            }
            text.push_str(whole.get(at..range.start.max(at)).unwrap_or(""));
            if range.start >= start {
                text.push_str(&value(name, values, wrong));
            }
            at = range.end.min(end);
        }
        text.push_str(whole.get(at..end).unwrap_or(""));
        texts.push(text);
        start = end;
    }
    let (mut out, mut from) = (String::with_capacity(xml.len()), 0);
    for (run, text) in runs.iter().zip(texts) {
        out.push_str(&xml[from..run.start]);
        out.push_str(&text);
        from = run.end;
    }
    out.push_str(&xml[from..]);
    // Blanks at the ends of a value are kept only where Word is told so.
    out.replace("<w:t>", "<w:t xml:space=\"preserve\">")
}

fn value(name: &str, values: &BTreeMap<String, String>, wrong: &mut WrongNames) -> String {
    match values.get(name) {
        Some(value) => escaped(value).replace('\n', "</w:t><w:br/><w:t xml:space=\"preserve\">"),
        None => {
            wrong.add(name);
            String::new()
        }
    }
}

/// The placeholders of a text, in their order: where each stands, and its name.
fn placeholders(text: &str) -> Vec<(Range<usize>, String)> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(start) = text.get(from..).and_then(|rest| rest.find("{{")).map(|at| from + at) {
        let Some(end) = text.get(start..).and_then(|rest| rest.find("}}")).map(|at| start + at + 2) else { break };
        let name = text.get(start + 2..end - 2).unwrap_or("").trim().to_owned();
        found.push((start..end, name));
        from = end;
    }
    found
}

/// The ranges of all elements of this name, outer ones before those inside of them. Word writes no comments and no
/// `CDATA`, so that tags can be found by their letters.
fn elements<'x>(xml: &'x str, name: &str) -> impl Iterator<Item = Range<usize>> + use<'x> {
    let (open, close) = (format!("<{name}"), format!("</{name}>"));
    let mut starts = Vec::new();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(tag) = xml.get(at..).and_then(|rest| rest.find('<')).map(|offset| at + offset) {
        let rest = xml.get(tag..).unwrap_or("");
        let end = rest.find('>').map_or(xml.len(), |offset| tag + offset + 1);
        let is_open = rest.strip_prefix(&open).is_some_and(|after| after.starts_with(['>', ' ', '/']));
        if is_open && xml.get(..end).is_some_and(|text| text.ends_with("/>")) {
            found.push(tag..end);
        } else if is_open {
            starts.push(tag);
        } else if rest.starts_with(&close) {
            found.extend(starts.pop().map(|start| start..end));
        }
        at = end;
    }
    found.sort_by_key(|range: &Range<usize>| range.start);
    found.into_iter()
}

/// How many letters of a placeholder without an end are shown.
const SHOWN: usize = 24;

/// What stands between the tags of an element; `None` for an empty one.
fn inner(xml: &str, element: &Range<usize>) -> Option<Range<usize>> {
    let text = xml.get(element.clone())?;
    let start = text.find('>')? + 1;
    let end = text.rfind("</")?;
    (start <= end).then(|| element.start + start..element.start + end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn docx(body: &str) -> Vec<u8> {
        let mut package = NewPackage::default();
        package.add("word/document.xml", format!("<w:document><w:body>{body}</w:body></w:document>").as_bytes());
        package.add("word/media/a.png", &[0xff, 0]);
        package.finish()
    }

    fn values() -> Values {
        let entry = |name: &str, count: &str| BTreeMap::from([("ten", name.to_owned()), ("so", count.to_owned())]);
        Values {
            texts: BTreeMap::from([("so_mo_hinh".to_owned(), "82".to_owned()), ("noi".to_owned(), "A & B".to_owned())]),
            lists: BTreeMap::from([("linh_vuc", vec![entry("Kinh tế", "5"), entry("Văn hóa", "7")])]),
        }
    }

    fn filled(body: &str) -> Result<String, NotFilled> {
        let bytes = fill(&docx(body), &values())?;
        let package = Package::open(&bytes).map_err(NotFilled::Unreadable)?;
        Ok(package.text("word/document.xml").ok().flatten().unwrap_or_default())
    }

    fn text_of(xml: &str) -> String {
        elements(xml, "w:t").filter_map(|range| inner(xml, &range)).map(|range| &xml[range]).collect()
    }

    /// Wherever Word has cut the line into three runs, what is read is the same.
    #[test]
    fn a_placeholder_is_filled_however_word_has_cut_it() {
        let line = "Có {{so_mo_hinh}} mô hình ở {{ noi }}, {{so_mo_hinh}}.";
        let cuts: Vec<usize> = line.char_indices().map(|(at, _)| at).collect();
        for &first in &cuts {
            for &second in cuts.iter().filter(|&&second| second >= first) {
                let run = |text: &str| format!("<w:r><w:rPr><w:b/></w:rPr><w:t>{text}</w:t></w:r>");
                let runs = [&line[..first], &line[first..second], &line[second..]].map(run).concat();
                let xml = filled(&format!("<w:p>{runs}</w:p>")).unwrap();
                assert_eq!(text_of(&xml), "Có 82 mô hình ở A &amp; B, 82.", "{first} {second}");
            }
        }
    }

    #[test]
    fn a_row_of_a_list_is_repeated_and_an_unknown_name_is_told() {
        let row = "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>{{linh_vuc.ten}}: {{linh_vuc.so}}/{{so_mo_hinh}};</w:t></w:r></w:p></w:tc></w:tr></w:tbl>";
        assert_eq!(text_of(&filled(row).unwrap()), "Kinh tế: 5/82;Văn hóa: 7/82;");
        let unknown = filled("<w:p><w:r><w:t>{{so_mo_hin}} {{linh_vuc.ten}}</w:t></w:r></w:p>");
        let names = |name: &str| vec![name.to_owned()];
        let wrong = WrongNames { unknown: names("so_mo_hin"), outside: names("linh_vuc.ten"), open: Vec::new() };
        assert_eq!(unknown, Err(NotFilled::Names(wrong)));
    }

    #[test]
    fn a_template_without_a_placeholder_is_no_report() {
        let paragraph = |text: &str| format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>");
        assert_eq!(filled(&paragraph("Báo cáo năm 2026")), Err(NotFilled::NoPlaceholder));
        assert!(filled(&paragraph("Báo cáo về {{so_mo_hinh}} mô hình")).is_ok());
    }

    /// `{{so_mo_hinh` without an end would stand in the report as it is.
    #[test]
    fn a_placeholder_without_an_end_is_told() {
        let open = filled("<w:p><w:r><w:t>{{noi}} có {{so_mo_hinh mô hình</w:t></w:r></w:p>");
        let wrong = WrongNames { open: vec!["{{so_mo_hinh mô hình".to_owned()], ..WrongNames::default() };
        assert_eq!(open, Err(NotFilled::Names(wrong)));
    }
}
