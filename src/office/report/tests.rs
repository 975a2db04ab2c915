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

/// The values of the report about a place, and all its sentences.
fn about(place: Option<&str>) -> (BTreeMap<String, String>, String) {
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
    let report = Report::new(&catalog, &BTreeMap::new(), period, unit);
    let text = |block: Block| if let Block::Text(text) = block { text } else { String::new() };
    let texts: Vec<String> = report.blocks(&Form::Party.layout()).into_iter().map(text).collect();
    (report.values().texts, texts.join("\n"))
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
fn a_report_about_nothing_says_so() {
    let (values, text) = about(Some("Xã Hàm Thuận, tỉnh Lâm Đồng"));
    assert_eq!(values["so_mo_hinh"], "0");
    assert!(
        text.contains("Trang web chưa có mô hình nào trong phạm vi báo cáo này.") && !text.contains("mô hình: ."),
        "{text}"
    );
}
