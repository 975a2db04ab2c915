//! What users of the files rely on: tables can be parsed, nothing runs as a formula, JSON is valid against its schema, and no
//! private person is named.

use serde_json::Value;

use super::*;
use crate::catalog::tests::catalog as gathered;
use crate::schema::MODEL_KEYS;
use crate::text::Lang;

const ORIGINAL: &str = r#"---
title: "=HYPERLINK(\"x\")"
summary: "Một câu, có \"ngoặc\""
locality: Thôn 2, xã Đông Giang, huyện Hàm Thuận Bắc, tỉnh Bình Thuận
field: quoc-phong-an-ninh
fields_also: [kinh-te]
organisation: Chi bộ thôn 2
unit_type: khu-dan-cu
kind: tap-the
stage: tieu-bieu
started: 2016
awards: [{year: 2019, level: tinh, form: Bằng khen, by: UBND tỉnh Bình Thuận, decision: 123/QĐ-UBND}]
results: [{label: Hộ tham gia, value: "1.932", unit: hộ, note: cả thôn}]
resources: "-5 triệu"
conditions: Khu dân cư liền kề
contact: {office: UBND xã Đông Giang, phone: "0252 3822 123", email: xa@example.vn}
replications:
  - {locality: "Xã La Dạ, huyện Hàm Thuận Bắc, tỉnh Bình Thuận", year: 2020, by: Ông Nguyễn Văn Kín, note: thêm đèn, source: "https://bao.example/a"}
  - {locality: "Xã Phan Lâm, huyện Bắc Bình, tỉnh Bình Thuận"}
  - {locality: Tỉnh Bình Thuận, count: 12, unit: huyện, year: 2024, note: cả tỉnh, source: Báo cáo số 12}
campaigns: [04-khong]
tags: [tự quản]
sources: [{title: Báo mẫu, url: "https://bao.example/keng"}]
reviewed: 2025-10-15
updates: [{date: 2024-10-15, text: Thêm ba tổ.}]
---

Một câu.
"#;

const COPY: &str = "---\ntitle: Người làm theo\nlocality: Xã La Dạ, huyện Hàm Thuận Bắc, tỉnh Bình Thuận\nfield: kinh-te\nkind: ca-nhan\norganisation: Bà Trần Thị Riêng\nbased_on: goc\nstarted: 2020\ncontact: {phone: \"0912 345 678\"}\n---\n\nMột câu.\n";

/// The original with the example of each plain key that it lacks, so that a new key needs no line here.
fn original() -> String {
    let lacks = |row: &&ModelKey| row.is_plain() && !ORIGINAL.contains(&format!("\n{}:", row.key.name));
    let lines: String =
        MODEL_KEYS.iter().filter(lacks).map(|row| format!("{}: {}\n", row.key.name, row.key.example)).collect();
    ORIGINAL.replacen("---\n", &format!("---\n{lines}"), 1)
}

fn site() -> Catalog {
    let file = |name: &str, text: &str| (format!("content/mo-hinh/{name}.md"), text.to_owned());
    gathered(&[file("goc", &original()), file("sao", COPY)]).0
}

fn whole() -> Division {
    Division::new(LARGEST)
}

fn text(catalog: &Catalog, file: DataFile) -> String {
    String::from_utf8(bytes(catalog, &whole(), file)).unwrap()
}

/// RFC 4180, strictly: CRLF after every row, quotes doubled within quotes and nowhere else.
fn read(text: &str) -> Vec<Vec<String>> {
    let text = text.strip_prefix('\u{feff}').expect("a byte order mark");
    let mut rows = vec![vec![String::new()]];
    let (mut quoted, mut letters) = (false, text.chars().peekable());
    while let Some(letter) = letters.next() {
        let cell = rows.last_mut().unwrap().last_mut().unwrap();
        match letter {
            '"' if quoted && letters.peek() == Some(&'"') => {
                letters.next();
                cell.push('"');
            }
            '"' if quoted => quoted = false,
            '"' => {
                assert!(cell.is_empty(), "a quote within a bare cell");
                quoted = true;
            }
            ',' if !quoted => rows.last_mut().unwrap().push(String::new()),
            '\r' if !quoted => {
                assert_eq!(letters.next(), Some('\n'));
                rows.push(vec![String::new()]);
            }
            letter => cell.push(letter),
        }
    }
    assert_eq!(rows.pop(), Some(vec![String::new()]), "the last row ends like all others");
    rows
}

#[test]
fn tables_read_back_with_one_cell_for_each_column() {
    let catalog = site();
    for file in [DataFile::ModelsTable, DataFile::Places, DataFile::Spread] {
        let rows = read(&text(&catalog, file));
        let heads: Vec<&str> = columns(file, Lang::Vi).iter().map(|column| column.label).collect();
        assert_eq!(rows[0], heads, "{file:?}");
        assert!(rows.len() > 1 && rows.iter().all(|row| row.len() == heads.len()), "{file:?}: {rows:?}");
        let unique: std::collections::BTreeSet<&&str> = heads.iter().collect();
        assert_eq!(unique.len(), heads.len(), "{file:?}: two columns of one name");
        assert!(columns(file, Lang::En).iter().all(|column| !column.label.is_empty() && !column.hint.is_empty()));
    }
}

#[test]
fn cells_have_the_values_of_the_front_matter() {
    let catalog = site();
    let rows = read(&text(&catalog, DataFile::ModelsTable));
    let cell = |row: usize, head: &str| {
        let at = rows[0].iter().position(|one| one == head).unwrap_or_else(|| panic!("no column {head}"));
        rows[row][at].clone()
    };
    assert_eq!(cell(1, "Tóm tắt"), "Một câu, có \"ngoặc\"");
    assert_eq!(cell(1, "Xã, phường hiện nay"), "Xã Đông Giang");
    assert_eq!(cell(1, "Tỉnh, thành phố hiện nay"), "Tỉnh Lâm Đồng");
    assert_eq!(cell(1, "Kết quả"), "Hộ tham gia: 1.932 hộ (cả thôn)");
    assert_eq!(cell(1, "Khen thưởng"), "2019, Cấp tỉnh, Bằng khen, UBND tỉnh Bình Thuận, 123/QĐ-UBND");
    assert_eq!(cell(1, "Số nơi đã nhân rộng"), "2");
    assert_eq!(cell(2, "Mô hình gốc"), "goc");
    let spread = read(&text(&catalog, DataFile::Spread));
    assert_eq!(spread.len(), 3);
    assert_eq!(spread[1][2], "sao");
    assert_eq!((&*spread[2][8], &*spread[1][10]), ("huyện", "https://bao.example/a"));
}

#[test]
fn nothing_runs_as_a_formula() {
    let catalog = site();
    let rows = read(&text(&catalog, DataFile::ModelsTable));
    assert_eq!(rows[1][1], "'=HYPERLINK(\"x\")");
    let wrong = |cell: &&String| cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
    assert_eq!(rows.iter().flatten().find(wrong), None);
    let mut csv = csv::Csv::with_capacity(0);
    ["+1", "-1", "@x", "\tx", "＝1", "a=b"].iter().for_each(|text| csv.cell(text));
    csv.end();
    assert_eq!(csv.into_bytes(), "\u{feff}'+1,'-1,'@x,'\tx,'＝1,a=b\r\n".as_bytes());
}

#[test]
fn no_private_person_is_named() {
    let catalog = site();
    for file in DataFile::ALL {
        let text = text(&catalog, file);
        for private in ["Nguyễn Văn Kín", "Trần Thị Riêng", "0912 345 678"] {
            assert!(!text.contains(private), "{file:?} names {private}");
        }
    }
    assert!(text(&catalog, DataFile::Models).contains("0252 3822 123"));
}

/// Validates `value` against the subset of JSON Schema that the schema uses.
fn check_valid(value: &Value, schema: &Value, at: &str) {
    let is = match schema["type"].as_str() {
        Some("object") => value.is_object(),
        Some("array") => value.is_array(),
        Some("string") => value.is_string(),
        Some("integer") => value.is_u64(),
        Some("number") => value.is_number(),
        Some("boolean") => value.is_boolean(),
        Some(other) => panic!("{at}: the test does not know the type {other}"),
        None => schema.get("enum").is_some() || schema.get("const").is_some(),
    };
    assert!(is, "{at}: {value} is not {}", schema["type"]);
    let has = |key: &Value| value.get(key.as_str().unwrap()).is_some();
    let fits = |one: &&Value| one["required"].as_array().unwrap().iter().all(has);
    assert!(schema["oneOf"].as_array().is_none_or(|all| all.iter().filter(fits).count() == 1), "{at}: one of");
    assert!(schema["enum"].as_array().is_none_or(|known| known.contains(value)), "{at}: {value}");
    assert!(schema.get("const").is_none_or(|one| one == value), "{at}: {value}");
    for key in schema["required"].as_array().into_iter().flatten() {
        assert!(value.get(key.as_str().unwrap()).is_some(), "{at} lacks {key}");
    }
    for (key, inner) in value.as_object().into_iter().flatten() {
        let property = schema["properties"].get(key).unwrap_or_else(|| panic!("{at}: the schema has no {key}"));
        check_valid(inner, property, &format!("{at}.{key}"));
    }
    value.as_array().into_iter().flatten().for_each(|item| check_valid(item, &schema["items"], &format!("{at}[]")));
}

#[test]
fn json_is_valid_against_its_schema() {
    let catalog = site();
    let data: Value = serde_json::from_str(&text(&catalog, DataFile::Models)).unwrap();
    let schema: Value = serde_json::from_str(&text(&catalog, DataFile::ModelsSchema)).unwrap();
    check_valid(&data, &schema, "models.json");
    let original = &data["models"][0];
    assert_eq!((&data["version"], &original["results"][0]["value"]), (&Value::from(VERSION), &Value::from(1932.0)));
    // Every property of the schema is used by one of the two models.
    let promised = schema["properties"]["models"]["items"]["properties"].as_object().unwrap();
    let is_unused = |key: &&String| data["models"].as_array().unwrap().iter().all(|model| model.get(*key).is_none());
    assert_eq!(promised.keys().find(is_unused), None);
}

#[test]
fn everything_derived_stands_after_a_key_that_exists() {
    fn check<D>(derived: &'static [(order::Anchor, D)]) {
        let items = order::in_order(derived);
        assert_eq!(items.iter().filter(|item| matches!(item, order::Item::Derived(_))).count(), derived.len());
    }
    check(properties::DERIVED);
    check(tables::models::DERIVED);
}

#[test]
fn the_description_names_every_table_and_follows_the_address() {
    let mut catalog = site();
    let dataset: Value = serde_json::from_str(&text(&catalog, DataFile::Catalogue)).unwrap();
    assert_eq!(dataset["@id"], "../du-lieu.html");
    assert_eq!(dataset["dcat:distribution"][0]["dcat:downloadURL"]["@id"], "models.csv");
    let site = crate::schema::SiteConfig {
        base_url: Some("https://x.vn/a/".to_owned()),
        ..crate::schema::SiteConfig::default()
    };
    catalog.site = std::sync::Arc::new(site);
    let dataset: Value = serde_json::from_str(&text(&catalog, DataFile::Catalogue)).unwrap();
    let urls: Vec<&str> = dataset["dcat:distribution"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["dcat:downloadURL"]["@id"].as_str().unwrap())
        .collect();
    assert_eq!(
        urls,
        ["models.csv", "places.csv", "spread.csv", "models.json"].map(|f| format!("https://x.vn/a/du-lieu/{f}"))
    );
    assert_eq!(schema_org(&catalog, &whole(), "")["distribution"].as_array().unwrap().len(), 4);
}

#[test]
fn an_empty_site_has_empty_tables() {
    let catalog = gathered(&[]).0;
    for file in [DataFile::ModelsTable, DataFile::Places, DataFile::Spread] {
        assert_eq!(read(&text(&catalog, file)).len(), 1, "{file:?}");
    }
    let data: Value = serde_json::from_str(&text(&catalog, DataFile::Models)).unwrap();
    assert_eq!(data["models"], Value::Array(Vec::new()));
}

/// Six models of the original's place, two of another province, one of no place.
fn country() -> Catalog {
    let at = |number: usize, place: &str| {
        let text = format!(
            "---\ntitle: Mô hình số {number}\nlocality: {place}\nfield: kinh-te\nreplications: [{{locality: \"Tỉnh Cà Mau\"}}]\n---\n\nMột câu.\n"
        );
        (format!("content/mo-hinh/m{number}.md"), text)
    };
    let home = (0..6).map(|number| at(number, "Xã La Dạ, huyện Hàm Thuận Bắc, tỉnh Bình Thuận"));
    let others = [at(6, "Tỉnh Cà Mau"), at(7, "Tỉnh Cà Mau"), at(8, "Xã Không Có")];
    gathered(&home.chain(others).collect::<Vec<_>>()).0
}

#[test]
fn a_file_that_would_be_too_large_is_in_parts_by_province() {
    let catalog = country();
    for file in [DataFile::Models, DataFile::ModelsTable, DataFile::Spread] {
        let length = bytes(&catalog, &whole(), file).len() as u64;
        // Room for about four models besides what stands around them.
        let largest = length - length / 3;
        assert!(Division::new(length + 10).of(&catalog, file).is_none(), "{file:?}: it is not too large");
        let division = Division::new(largest);
        let parts = &division.of(&catalog, file).unwrap().parts;
        let slugs: Vec<&str> = parts.iter().map(|part| part.slug.as_str()).collect();
        assert_eq!(slugs.first(), Some(&"ca-mau"), "{file:?}");
        assert!(slugs.contains(&"lam-dong") && slugs.contains(&"chua-ro"), "{file:?}: {slugs:?}");
        let mut ids: Vec<ModelId> = parts.iter().flat_map(|part| part.models.clone()).collect();
        ids.sort_unstable();
        assert_eq!(ids, (0..9).collect::<Vec<_>>(), "each model once");
        for part in parts {
            let length = part_bytes(&catalog, file, part).len() as u64;
            assert!(length <= largest, "{file:?} {}: {length} of {largest}", part.slug);
        }
        let index = String::from_utf8(bytes(&catalog, &division, file)).unwrap();
        assert!(parts.iter().all(|part| index.contains(&format!("../{}", file.part(&part.slug)))), "{index}");
    }
}

#[test]
fn a_province_with_many_models_has_several_parts() {
    let catalog = country();
    let division = Division::new(1);
    let parts = &division.of(&catalog, DataFile::ModelsTable).unwrap().parts;
    let named: Vec<(&str, &str)> = parts.iter().map(|part| (part.slug.as_str(), part.label.as_str())).collect();
    assert_eq!(named.len(), 9, "one model alone may be larger than a part should be");
    assert_eq!(named[2..4], [("lam-dong", "Tỉnh Lâm Đồng"), ("lam-dong-2", "Tỉnh Lâm Đồng (2)")]);
}

#[test]
fn parts_and_their_index_are_valid_against_the_schema() {
    let catalog = country();
    let division = Division::new(1);
    let read = |bytes: Vec<u8>| serde_json::from_slice::<Value>(&bytes).unwrap();
    let schema = read(bytes(&catalog, &division, DataFile::ModelsSchema));
    let index = read(bytes(&catalog, &division, DataFile::Models));
    check_valid(&index, &schema, "models.json");
    assert_eq!((index["generated_from"]["models"].as_u64(), index.get("models")), (Some(9), None));
    for part in &division.of(&catalog, DataFile::Models).unwrap().parts {
        check_valid(&read(part_bytes(&catalog, DataFile::Models, part)), &schema, &part.slug);
    }
}

#[test]
fn the_description_names_parts_and_archive() {
    let catalog = country();
    let (small, tiny) = (Division::new(1_500), Division::new(1));
    let dataset =
        |division: &Division| -> Value { serde_json::from_slice(&catalogue(&catalog, division, |_| None)).unwrap() };
    let urls = |dataset: &Value| -> Vec<String> {
        let all = dataset["dcat:distribution"].as_array().unwrap().iter();
        all.map(|one| one["dcat:downloadURL"]["@id"].as_str().unwrap().to_owned()).collect()
    };
    let found = urls(&dataset(&small));
    for wanted in ["models.csv.zip", "models/lam-dong.csv", "models/ca-mau.json", "places.csv"] {
        assert!(found.iter().any(|url| url == wanted), "{wanted} of {found:?}");
    }
    assert!(!found.iter().any(|url| url == "models.csv" || url == "models.json"), "no list among the data");
    assert!(!urls(&dataset(&tiny)).iter().any(|url| url.ends_with(".zip")), "it would be too large itself");
}
