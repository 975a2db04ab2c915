//! What an editor may write in front matter and site.yaml, and which findings slips give.

use super::key::Key;
use super::*;
use crate::finding::{Checked, Code, FileContext, Finding};
use crate::front_matter;
use crate::text::SitePath;

const YEAR: u16 = 2026;

/// Valid front matter, to which the cases add lines.
const RIGHT: &str = "title: Tiếng kẻng an ninh\nlocality: Xã Đông Giang\nfield: kinh-te\n";

fn model_of(yaml: &str) -> (Checked<ModelFrontMatter>, String) {
    let path = SitePath::new("content/mo-hinh/keng.md");
    let text = format!("---\n{yaml}---\n");
    let file = FileContext::new(&path, &text);
    let mut findings = Vec::new();
    let front = front_matter::read(&file).collect(&mut findings);
    let mut read = read_model(&file, &front, &SiteConfig::default(), YEAR);
    findings.append(&mut read.findings);
    (Checked { value: read.value, findings }, text)
}

fn marked<'t>(text: &'t str, finding: &Finding) -> &'t str {
    let place = finding.position.unwrap();
    let line = text.lines().nth(place.line as usize - 1).unwrap();
    let bytes: Vec<usize> = line.char_indices().map(|(at, _)| at).chain([line.len()]).collect();
    &line[bytes[place.column as usize - 1]..bytes[place.end_column as usize - 1]]
}

#[test]
fn a_whole_model_is_read_by_either_name_of_each_key() {
    let english = r#"
title: Tổ liên gia tự quản về an ninh trật tự
summary: Mười hộ một tổ, một tiếng kẻng.
locality: Xã Đông Giang, huyện Hàm Thuận Bắc, tỉnh Bình Thuận
field: quoc-phong-an-ninh
fields_also: [he-thong-chinh-tri]
organisation: Chi bộ thôn 2
unit_type: khu-dan-cu
kind: tap-the
stage: tieu-bieu
started: 2016
awards:   [{year: 2019, level: tinh, form: Bằng khen, by: UBND tỉnh Bình Thuận, decision: 123/QĐ-UBND}]
results:  [{label: Hộ tham gia, value: 1.932, unit: hộ, note: ""}]
resources: 5 triệu đồng tiền kẻng; 40 ngày công
conditions: Khu dân cư liền kề
contact:  {office: UBND xã Đông Giang, phone: 0252 3888 888, email: a@b.gov.vn, address: Thôn 2, visits: Thứ Năm}
replications: [{locality: "Xã La Dạ", year: 2020, by: Hội, note: một, source: Báo cáo}]
based_on: ../khac/mo-hinh-goc.md
updates:  [{date: 15/10/2024, text: Thêm hai tổ}]
campaigns: [04-khong]
tags: [tự quản]
sources:  [{title: Báo, url: "https://x.vn/a"}]
cover: keng.jpg
cover_alt: Chiếc kẻng
reviewed: 2025-10-15
aliases: [/old/address/]
draft: false
"#;
    let (read, _) = model_of(english);
    assert_eq!(read.findings, []);
    let model = &read.value;
    assert_eq!((&*model.field, model.started.map(|year| year.value)), ("quoc-phong-an-ninh", Some(2016)));
    assert_eq!((model.awards[0].year, model.awards[0].level.as_deref()), (2019, Some("tinh")));
    assert_eq!(model.results[0].value, Figure { text: "1.932".to_owned(), amount: 1932.0 });
    assert_eq!(model.replications[0].locality.value, "Xã La Dạ");
    assert_eq!(model.based_on.as_ref().map(|slug| &*slug.value), Some("mo-hinh-goc"));
    assert_eq!(model.aliases[0].value, "old/address/");

    let mut vietnamese = english.to_owned();
    rename(&mut vietnamese, MODEL);
    let (renamed, _) = model_of(&vietnamese);
    assert_eq!(renamed.findings, [], "{vietnamese}");
    assert_eq!(format!("{:?}", without_spans(&renamed.value)), format!("{:?}", without_spans(model)));
}

/// Renames every key, inner ones first, to its Vietnamese name.
fn rename(yaml: &mut String, keys: &[Key]) {
    let lines: Vec<String> = yaml
        .lines()
        .map(|line| {
            let Some(key) = keys.iter().find(|key| line.starts_with(&format!("{}:", key.name))) else {
                return line.to_owned();
            };
            let rest = line[key.name.len()..].to_owned();
            let rest = key.kind.keys().iter().fold(rest, |rest, inner| {
                rest.replace(&format!("{{{}: ", inner.name), &format!("{{{}: ", inner.vi_name))
                    .replace(&format!(", {}: ", inner.name), &format!(", {}: ", inner.vi_name))
            });
            format!("{}{rest}", key.vi_name)
        })
        .collect();
    *yaml = lines.join("\n") + "\n";
}

fn without_spans(model: &ModelFrontMatter) -> String {
    let debug = format!("{model:?}");
    let mut plain = String::new();
    let mut rest = debug.as_str();
    while let Some(at) = rest.find("Span { ") {
        plain.push_str(&rest[..at]);
        rest = &rest[at + rest[at..].find('}').unwrap()..];
    }
    plain + rest
}

/// Lines added to valid front matter, then the code of the finding, the underlined text, and a part of the help.
const CASES: &[(&str, Code, &str, &str)] = &[
    ("sumary: x\n", Code::UnknownKey, "sumary", "summary"),
    ("Tóm tắt: x\n", Code::UnknownKey, "Tóm tắt", "tom_tat"),
    ("nam khen thuong: 2019\n", Code::UnknownKey, "nam khen thuong", "nam_khen_thuong"),
    ("tieu_de: x\n", Code::TwinKeys, "tieu_de", "Giữ một dòng"),
    ("summary: [a, b]\n", Code::WrongShape, "[a, b]", "summary: "),
    ("tags: tự quản\n", Code::WrongShape, "tự quản", "tags: [tự quản]"),
    ("awards: Bằng khen\n", Code::WrongShape, "Bằng khen", "awards: [{"),
    ("results: [120]\n", Code::WrongShape, "120", "results: [{"),
    ("draft: có lẽ\n", Code::WrongShape, "có lẽ", "draft: false"),
    ("started: 2o16\n", Code::BadYear, "2o16", "2016"),
    ("started: 1944\n", Code::BadYear, "1944", "1945"),
    ("started: 2028\n", Code::BadYear, "2028", "2027"),
    ("award_year: 15/10/2019\n", Code::BadYear, "15/10/2019", "2019"),
    ("reviewed: 2025-02-30\n", Code::BadDate, "2025-02-30", "15/10/2024"),
    ("updates: [{date: hôm qua, text: x}]\n", Code::BadDate, "hôm qua", "2024-10-15"),
    ("unit_type: khu dan cuu\n", Code::UnknownValue, "khu dan cuu", "khu-dan-cu"),
    ("campaigns: [05-khong]\n", Code::UnknownValue, "05-khong", "04-khong"),
    ("kind: nhóm\n", Code::UnknownValue, "nhóm", "tap-the (Tập thể), ca-nhan (Cá nhân)"),
    ("award_year:\naward_level: tinh\n", Code::MissingKey, "tinh", "award_year"),
    ("award_level: tinh\n", Code::MissingKey, "tinh", "award_year"),
    ("award_year: 2019\nawards: [{year: 2018}]\n", Code::AwardTwice, "award_year", "awards"),
    ("started: 2016\naward_year: 2015\n", Code::AwardBeforeStart, "2015", "hai năm"),
    ("started: 2016\nawards: [{year: 2015}]\n", Code::AwardBeforeStart, "{year: 2015}", "hai năm"),
    ("started: 2016\nreplications: [{locality: a, year: 2015}]\n", Code::ReplicationYear, "2015", "mô hình gốc"),
    ("replications: [{locality: a, year: 2028}]\n", Code::ReplicationYear, "2028", "2027"),
    ("awards: [{year: 2026, level: huyen}]\n", Code::LevelGone, "huyen", "năm hoặc cấp"),
    ("award_year: 2026\naward_level: Cấp huyện\n", Code::LevelGone, "Cấp huyện", "năm hoặc cấp"),
    ("sources: [{url: www.x.vn/a}]\n", Code::BadUrl, "www.x.vn/a", "https://www.x.vn/a"),
    ("sources: [{}]\n", Code::MissingKey, "{}", "title hoặc url"),
    ("aliases: [\"https://x.vn/a\"]\n", Code::BadAlias, "\"https://x.vn/a\"", "post/8133"),
    ("results: [{label: Hộ, value: hơn 120 hộ}]\n", Code::BadNumber, "hơn 120 hộ", "120"),
    ("results: [{label: Hộ}]\n", Code::MissingKey, "{label: Hộ}", "value: 120"),
    ("contact: {office: UBND, phone: gọi sau}\n", Code::BadContact, "gọi sau", "0252"),
    ("contact: {office: UBND, email: ubnd}\n", Code::BadContact, "ubnd", "@"),
    ("contact: {phone: 0252 3888 888}\n", Code::MissingKey, "contact", "office"),
    ("tags: [Tự quản, tu quan]\n", Code::RepeatedValue, "tu quan", "lặp lại"),
    ("fields_also: [kinh-te]\n", Code::RepeatedValue, "kinh-te", "lặp lại"),
];

#[test]
fn each_slip_gives_one_finding_with_span_and_help() {
    for (lines, code, underlined, help) in CASES {
        let (read, text) = model_of(&format!("{RIGHT}{lines}"));
        let [finding] = &read.findings[..] else { panic!("{lines}: {:#?}", read.findings) };
        assert_eq!((finding.code, marked(&text, finding)), (*code, *underlined), "{lines}");
        let said = finding.help.as_ref().unwrap();
        assert!(said.vi.contains(help), "{lines}: {}", said.vi);
        assert!(!said.en.is_empty() && !finding.message.en.is_empty());
    }
}

#[test]
fn everything_wrong_in_one_file_is_reported_at_once() {
    let (read, text) = model_of("tittle: x\nlocality:\nfield: kinh tê\nstarted: 16\nsummary: \"x\ntags: [a\n");
    let mut reported: Vec<(Code, &str)> =
        read.findings.iter().map(|finding| (finding.code, marked(&text, finding))).collect();
    reported.sort_unstable();
    let expected = [
        (Code::YamlSyntax, "\"x"),
        (Code::YamlSyntax, "[a"),
        (Code::UnknownKey, "tittle"),
        (Code::MissingKey, "---"),
        (Code::EmptyValue, "locality"),
        (Code::BadYear, "16"),
    ];
    assert_eq!(reported, expected);
    assert_eq!(&*read.value.field, "kinh-te");
}

#[test]
fn a_key_that_could_not_be_parsed_is_not_reported_as_missing() {
    let (read, _) = model_of("title: Tổ: một\nlocality: [a\nfield:kinh-te\n");
    assert!(read.findings.iter().all(|finding| finding.code == Code::YamlSyntax), "{:#?}", read.findings);
}

#[test]
fn a_missing_key_is_named_in_the_language_of_the_other_keys() {
    let help = |yaml: &str| model_of(yaml).0.findings[0].help.clone().unwrap().vi;
    assert!(help("tieu_de: x\nlinh_vuc: kinh-te\n").contains("dia_phuong: "));
    assert!(help("title: x\nfield: kinh-te\n").contains("locality: "));
}

#[test]
fn optional_keys_may_be_empty() {
    let empty: String = MODEL.iter().filter(|key| !key.required).map(|key| format!("{}:\n", key.name)).collect();
    let (read, _) = model_of(&format!("{RIGHT}{empty}"));
    assert_eq!(read.findings, []);
}

#[test]
fn closed_lists_take_ids_and_labels_with_or_without_marks() {
    for written in ["van-hoa-xa-hoi", "Văn hóa – xã hội", "Văn hoá - xã hội", "van hoa xa hoi"] {
        let (read, _) = model_of(&format!("title: x\nlocality: y\nfield: {written}\n"));
        assert_eq!((read.findings.as_slice(), &*read.value.field), (&[][..], "van-hoa-xa-hoi"), "{written}");
    }
}

#[test]
fn a_source_with_an_unusable_address_keeps_what_was_written() {
    let (read, _) = model_of(&format!("{RIGHT}sources: [{{url: xem Báo Bình Thuận}}]\n"));
    assert_eq!(read.value.sources[0].title.as_deref(), Some("xem Báo Bình Thuận"));
}

#[test]
fn an_award_with_a_bad_year_is_left_out_alone() {
    let (read, _) = model_of(&format!("{RIGHT}awards: [{{year: x}}, {{year: 2019}}, {{level: tinh}}]\n"));
    assert_eq!(read.value.awards.iter().map(|award| award.year).collect::<Vec<_>>(), [2019]);
    let codes: Vec<Code> = read.findings.iter().map(|finding| finding.code).collect();
    assert_eq!(codes, [Code::MissingKey, Code::BadYear]);
}

#[test]
fn the_examples_of_the_tables_are_valid() {
    let yaml: String = MODEL
        .iter()
        .filter(|key| !matches!(key.name, "award_year" | "award_level"))
        .map(|key| format!("{}: {}\n", key.name, key.example))
        .collect();
    let (read, _) = model_of(&yaml);
    assert_eq!(read.findings, []);
    let (short, _) = model_of(&format!("{RIGHT}award_year: 2019\naward_level: tinh\n"));
    assert_eq!(short.findings, []);

    let path = SitePath::new("content/site.yaml");
    let kept = SITE.iter().filter(|key| key.name != "fields" && key.name != "contact");
    let yaml: String = kept.map(|key| format!("{}: {}\n", key.name, key.example)).collect();
    assert_eq!(read_site(&path, &yaml).findings, []);

    let path = SitePath::new("content/trang/x.md");
    let lines: String = PAGE.iter().map(|key| format!("{}: {}\n", key.name, key.example)).collect();
    let text = format!("---\n{lines}---\n");
    let file = FileContext::new(&path, &text);
    assert_eq!(read_page(&file, &front_matter::read(&file).value, YEAR).findings, []);
}

#[test]
fn both_names_of_each_key_are_unique_and_every_key_is_explained() {
    fn check(keys: &[Key]) {
        for (at, key) in keys.iter().enumerate() {
            let ascii = |name: &str| name.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
            assert!(ascii(key.name) && ascii(key.vi_name), "{}", key.name);
            let others = keys.iter().enumerate().filter(|(other, _)| *other != at);
            for (_, other) in others {
                assert!(!other.is_called(key.name) && !other.is_called(key.vi_name), "{} and {}", key.name, other.name);
            }
            for words in [key.label.vi, key.label.en, key.hint.vi, key.hint.en, key.example] {
                assert!(!words.is_empty(), "{}", key.name);
            }
            check(key.kind.keys());
        }
    }
    [MODEL, PAGE, SITE].into_iter().for_each(check);
}

#[test]
fn the_default_site_reads_without_a_finding() {
    let path = SitePath::new("site.default.yaml");
    let read = read_site(&path, include_str!("site.default.yaml"));
    assert_eq!(read.findings, []);
    assert_eq!(read_site(&path, "").value, SiteConfig::default());
}

#[test]
fn the_default_lists_are_those_of_the_movement() {
    let site = SiteConfig::default();
    let reported: Vec<&str> = site.fields.iter().filter(|field| field.official).map(|field| &*field.id).collect();
    assert_eq!(reported, ["kinh-te", "van-hoa-xa-hoi", "quoc-phong-an-ninh", "he-thong-chinh-tri", "nong-thon-moi"]);
    for theme in site.fields.iter().filter(|field| !field.official) {
        let counted = theme.counts_as.as_deref().and_then(|id| site.field(id));
        assert!(counted.is_some_and(|field| field.official), "{}", theme.id);
    }
    assert_eq!(site.level("huyen").and_then(|level| level.until), Some(2025));
    assert_eq!(site.campaign("04-khong").map(|campaign| campaign.items.len()), Some(0));
}

#[test]
fn a_list_of_the_site_replaces_the_default_list_as_a_whole() {
    let path = SitePath::new("content/site.yaml");
    let read = read_site(&path, "levels: [{id: phuong, label: Cấp phường}]\nbase_url: https://x.vn/a\n");
    assert_eq!(read.findings, []);
    assert_eq!(read.value.levels.iter().map(|level| &*level.id).collect::<Vec<_>>(), ["phuong"]);
    assert_eq!(read.value.fields, SiteConfig::default().fields);
    assert_eq!(read.value.base_url.as_deref(), Some("https://x.vn/a/"));
}

#[test]
fn an_address_without_its_scheme_is_used_and_told() {
    let path = SitePath::new("content/site.yaml");
    for (written, used) in
        [("danvan.vn", Some("https://danvan.vn/")), ("danvan.vn/a/", Some("https://danvan.vn/a/")), ("dân vận", None)]
    {
        let read = read_site(&path, &format!("base_url: {written}\n"));
        assert_eq!(read.findings.iter().map(|finding| finding.code).collect::<Vec<_>>(), [Code::BadUrl], "{written}");
        assert_eq!(read.value.base_url.as_deref(), used);
    }
}

#[test]
fn slips_in_site_yaml_are_reported() {
    let cases = [
        ("titel: x\n", Code::UnknownKey, "titel"),
        ("fields: [{id: Kinh tế, label: Kinh tế}]\n", Code::WrongShape, "Kinh tế"),
        ("stages: [{id: a, label: x}, {id: a, label: y}]\n", Code::DuplicateId, "a"),
        ("fields: [{id: a, label: x, counts_as: b}, {id: b, label: y}]\n", Code::UnknownValue, "b"),
        ("kinds: [{id: a}]\n", Code::MissingKey, "{id: a}"),
        ("menu: [{label: x}]\n", Code::WrongShape, "{label: x}"),
        ("base_url: danvan.vn\n", Code::BadUrl, "danvan.vn"),
        ("language: tiếng Việt\n", Code::UnknownValue, "tiếng Việt"),
        ("menu:\n  - {label: a, page: b}\n  - {label: a, page: b\n", Code::YamlSyntax, "{label: a, page: b"),
    ];
    let path = SitePath::new("content/site.yaml");
    for (text, code, underlined) in cases {
        let read = read_site(&path, text);
        let [finding] = &read.findings[..] else { panic!("{text}: {:#?}", read.findings) };
        assert_eq!((finding.code, marked(text, finding)), (code, underlined), "{text}");
    }
}

proptest::proptest! {
    #[test]
    fn no_front_matter_makes_it_panic(parts in proptest::collection::vec(
        (0..MODEL.len(), proptest::prelude::any::<String>()), 0..8,
    )) {
        let yaml: String = parts.iter().map(|(at, value)| format!("{}: {value}\n", MODEL[*at].name)).collect();
        let _ = model_of(&yaml);
        let _ = read_site(&SitePath::new("content/site.yaml"), &yaml);
    }

    #[test]
    fn no_list_of_groups_makes_it_panic(at in 0..MODEL.len(), parts in proptest::collection::vec(
        (proptest::prelude::any::<proptest::sample::Index>(), "[0-9a-zđ./:\\[\\]{}\"', -]{0,12}"), 0..6,
    )) {
        let keys = MODEL[at].kind.keys();
        let name = |index: &proptest::sample::Index| if keys.is_empty() { "x" } else { keys[index.index(keys.len())].name };
        let pairs: Vec<String> = parts.iter().map(|(index, value)| format!("{}: {value}", name(index))).collect();
        let _ = model_of(&format!("{RIGHT}{}: [{{{}}}]\n", MODEL[at].name, pairs.join(", ")));
    }
}
