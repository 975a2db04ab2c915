//! What a report about one place says, and what one about nothing.

use std::collections::BTreeMap;

use super::*;
use crate::site::{self, Options};
use crate::source::Source;

const TWO: [(&str, &str); 2] = [
    (
        "content/mo-hinh/a.md",
        "---\ntitle: Một\nlocality: Xã Đông Giang, tỉnh Lâm Đồng\nfield: kinh-te\nawards:\n  - {year: 2020, level: tinh}\n---\n",
    ),
    ("content/mo-hinh/b.md", "---\ntitle: Hai\nlocality: Xã Ia Grai, tỉnh Gia Lai\nfield: kinh-te\nbased_on: a\n---\n"),
];

/// What the report about a place has, and its annex.
fn blocks_about(place: &str) -> (Vec<Block>, Vec<u8>) {
    reported(Some(place), |report| (report.blocks(&Form::Party.layout()), report.annex()))
}

/// The values of the report about a place, and all its sentences.
fn about(place: Option<&str>) -> (BTreeMap<String, String>, String) {
    reported(place, |report| {
        let text = |block: Block| if let Block::Text(text) = block { text } else { String::new() };
        let texts: Vec<String> = report.blocks(&Form::Party.layout()).into_iter().map(text).collect();
        (report.values().texts, texts.join("\n"))
    })
}

fn reported<T>(place: Option<&str>, read: impl FnOnce(&Report<'_>) -> T) -> T {
    let today = Date::new(2026, 11, 26).unwrap();
    let files = TWO.iter().chain(&[("content/site.yaml", "home: Tỉnh Lâm Đồng\n")]);
    let mut source = Source::memory(files.map(|(path, text)| (*path, *text)), today).value;
    let mut catalog = site::catalog(&source, &Options::default());
    let unit = place.map(|place| catalog.gazetteer.unit_called(place).unwrap());
    if unit.is_some() {
        let filter = export::Filter { place: unit, ..export::Filter::default() };
        catalog = site::catalog_of(&mut source, catalog, |catalog, model| filter.takes(catalog, model));
    }
    let period = Span { from: Date::new(2026, 1, 1).unwrap(), to: today };
    read(&Report::new(&catalog, &BTreeMap::new(), period, unit))
}

#[test]
fn the_gaps_are_those_of_the_place_that_is_asked_for() {
    let (home, text) = about(None);
    assert_eq!(home["so_xa_chua_co"], "123");
    assert!(text.contains("123 trên 124 xã, phường, đặc khu của tỉnh Lâm Đồng"), "{text}");
    let (other, text) = about(Some("Tỉnh Gia Lai"));
    assert!(text.contains("xã, phường, đặc khu của tỉnh Gia Lai chưa có") && !text.contains("Lâm Đồng"), "{text}");
    assert_eq!(other["so_mo_hinh"], "1");
    let (commune, text) = about(Some("Xã Đông Giang, tỉnh Lâm Đồng"));
    assert!(!text.contains("xã, phường, đặc khu của") && commune["so_xa_chua_co"] == "(không tính)", "{text}");
    // That another place copies it is known, though that place is not asked about.
    assert_eq!((commune["so_da_nhan_rong"].as_str(), commune["so_chua_nhan_rong"].as_str()), ("1", "0"));
}

#[test]
fn models_are_counted_by_province_and_within_one_by_commune() {
    let rows = |place: Option<&str>| {
        let tables = reported(place, |report| report.figures.tables(report.catalog));
        let (_, table) = tables.into_iter().find(|(name, _)| *name == figures::PLACES).unwrap();
        table.rows.into_iter().map(|row| row.texts.join(" ")).collect::<Vec<_>>()
    };
    assert_eq!(rows(None), ["Tỉnh Gia Lai 1", "Tỉnh Lâm Đồng 1"]);
    assert_eq!(rows(Some("Tỉnh Lâm Đồng")), ["Xã Đông Giang 1"]);
}

#[test]
fn a_report_about_nothing_says_so() {
    let (values, text) = about(Some("Xã Hàm Thuận, tỉnh Lâm Đồng"));
    assert_eq!(values["so_mo_hinh"], "0");
    assert!(
        text.contains("Trang web chưa có mô hình nào trong phạm vi báo cáo này.") && !text.contains("mô hình: ."),
        "{text}"
    );
}

#[test]
fn no_row_of_a_table_stands_alone_on_a_page() {
    for rows in [1, 6, 40] {
        let lines = (0..rows).map(|at| Line { texts: vec![format!("h{at}"), "1".to_owned()], is_sum: false });
        let table = Table { heading: vec!["Nơi".to_owned(), "Số".to_owned()], rows: lines.collect(), shares: None };
        let bytes = document::document(&Form::Party.layout(), &Head::default(), &[Block::Table(table)]);
        let package = crate::office::package::Package::open(&bytes).unwrap();
        let xml = package.text("word/document.xml").unwrap().unwrap();
        let keeps: Vec<bool> = xml
            .split("<w:tr>")
            .filter(|row| row.contains(">Nơi<") || row.contains(">h"))
            .filter_map(|row| Some(row.split_once("</w:tr>")?.0.contains("<w:keepNext/>")))
            .collect();
        let wanted = |at: usize| at < rows && (rows <= 15 || at < 2 || at + 2 > rows);
        assert_eq!(keeps, (0..=rows).map(wanted).collect::<Vec<_>>(), "{rows}");
    }
}

#[test]
fn a_table_that_would_be_empty_is_left_out_with_a_sentence() {
    let (blocks, annex) = blocks_about("Xã Hàm Thuận, tỉnh Lâm Đồng");
    let empty = |block: &&Block| matches!(block, Block::Table(table) if table.rows.is_empty());
    assert!(!blocks.iter().any(|block| empty(&block)), "{blocks:#?}");
    let at = blocks.iter().position(|block| matches!(block, Block::Heading(text) if text.starts_with("4. "))).unwrap();
    assert!(
        matches!(&blocks[at + 1], Block::Text(text) if text.contains("chưa có mô hình nào")),
        "{:?}",
        blocks[at + 1]
    );
    // The tables that are there are numbered one by one.
    let numbers: Vec<&str> = blocks
        .iter()
        .filter_map(|block| if let Block::Caption(text) = block { text.split('.').next() } else { None })
        .collect();
    let wanted: Vec<String> = (1..=numbers.len()).map(|number| format!("Bảng {number}")).collect();
    assert_eq!(numbers, wanted);
    assert!(!annex.is_empty());
}
