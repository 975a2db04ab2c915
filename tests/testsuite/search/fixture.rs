//! The documents of the quality set, as the search room takes them.

use lantoa::internals::{Document, FacetValue, Facets, PlaceFacet};
use serde_json::Value;

/// Documents of `documents.json` with their ids, which no page shows, and the lists they refer to.
pub(crate) fn documents() -> (Vec<String>, Vec<Document<'static>>, Facets) {
    let read: Vec<Value> = serde_json::from_str(include_str!("documents.json")).unwrap();
    let mut facets = Facets {
        levels: values(&[("trung-uong", "Trung ương"), ("tinh", "Cấp tỉnh"), ("huyen", "Cấp huyện"), ("xa", "Cấp xã")]),
        stages: values(&[("dang-ky", "Đăng ký"), ("cong-nhan", "Công nhận"), ("tieu-bieu", "Tiêu biểu")]),
        fields: values(&[
            ("kinh-te", "Phát triển kinh tế"),
            ("van-hoa-xa-hoi", "Văn hóa - xã hội"),
            ("quoc-phong-an-ninh", "Quốc phòng - an ninh"),
            ("he-thong-chinh-tri", "Xây dựng hệ thống chính trị"),
            ("nong-thon-moi", "Xây dựng nông thôn mới"),
            ("cai-cach-hanh-chinh", "Cải cách hành chính"),
            ("moi-truong", "Bảo vệ môi trường"),
        ]),
        unit_types: values(&[
            ("co-quan-hanh-chinh", "Cơ quan hành chính"),
            ("don-vi-su-nghiep", "Đơn vị sự nghiệp"),
            ("doan-the", "Mặt trận, đoàn thể"),
            ("luc-luong-vu-trang", "Lực lượng vũ trang"),
            ("khoi-dan-van", "Khối dân vận"),
            ("khu-dan-cu", "Khu dân cư"),
        ]),
        needs: values(&[("du", "Đủ để làm theo"), ("cach-lam", "Có nêu cách làm")]),
        called: values(&[("dan-van-kheo", "Nguồn gọi là “Dân vận khéo”"), ("cung-loai", "Cách làm cùng loại")]),
        ..Facets::default()
    };
    let mut ids = Vec::new();
    let documents = read.iter().map(|value| {
        ids.push(text(value, "id"));
        // The set does not say it: every second tells the steps, every sixth enough.
        let at = ids.len();
        let needs = if at.is_multiple_of(6) { vec![0, 1] } else { (0..at as u16 % 2).map(|_| 1).collect() };
        Document { needs, called: Some(at as u16 % 2), ..document(value, &mut facets) }
    });
    let documents = documents.collect();
    (ids, documents, facets)
}

fn values(list: &[(&str, &str)]) -> Vec<FacetValue> {
    list.iter().map(|(id, label)| FacetValue { id: (*id).to_owned(), label: (*label).to_owned() }).collect()
}

fn text(value: &Value, key: &str) -> String {
    value[key].as_str().unwrap_or_default().to_owned()
}

fn texts(value: &Value, key: &str) -> Vec<String> {
    value[key].as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
}

fn document(value: &Value, facets: &mut Facets) -> Document<'static> {
    let year = |key: &str| value[key].as_u64().map(|year| year as u16);
    let position =
        |list: &[FacetValue], key: &str| list.iter().position(|facet| Some(facet.id.as_str()) == value[key].as_str());
    let short = |at: Option<usize>| at.map(|at| at as u16);
    let fields = texts(value, "fields");
    let fields = fields
        .iter()
        .filter_map(|id| facets.fields.iter().position(|field| field.id == *id))
        .map(|at| at as u16)
        .collect();
    let words = |value: &Value| value.as_str().unwrap_or_default().to_owned().into();
    let section = |section: &Value| (words(&section[0]), words(&section[1]));
    let (level, unit_type, stage) = (
        short(position(&facets.levels, "level")),
        short(position(&facets.unit_types, "unit_type")),
        short(position(&facets.stages, "stage")),
    );
    let district = text(value, "district");
    let district = (!district.is_empty()).then(|| at_label(&mut facets.districts, &district));
    Document {
        url: format!("mo-hinh/{}.html", text(value, "id")),
        title: text(value, "title"),
        summary: text(value, "summary"),
        place_then: text(value, "place_then"),
        place_now: text(value, "place_now"),
        place: place(&mut facets.places, &text(value, "place_now"), &text(value, "place_then")),
        district,
        names: Vec::new(),
        organisation: text(value, "organisation"),
        tags: texts(value, "tags"),
        campaigns: Vec::new(),
        fields,
        award_year: year("award_year"),
        award: text(value, "award"),
        started: year("started"),
        level,
        unit_type,
        stage,
        needs: Vec::new(),
        called: None,
        copies: value["copies"].as_u64().unwrap_or(0) as u32,
        counted: value["counted"].as_bool().unwrap_or(false),
        sections: value["sections"].as_array().into_iter().flatten().map(section).collect(),
        facts: Vec::new(),
        strong: Vec::new(),
    }
}

fn at_label(list: &mut Vec<FacetValue>, label: &str) -> u32 {
    let at = list.iter().position(|value| value.label == label).unwrap_or_else(|| {
        list.push(FacetValue { id: lantoa::internals::slug(label), label: label.to_owned() });
        list.len() - 1
    });
    at as u32
}

/// The commune and the province a present name ends with; without one, the province of the former name.
fn place(list: &mut Vec<PlaceFacet>, now: &str, then: &str) -> Option<u32> {
    let name = if now.is_empty() { then } else { now };
    let mut units = name.rsplit(", ");
    let province = add_place(list, units.next()?, None);
    Some(units.next().filter(|_| !now.is_empty()).map_or(province, |commune| add_place(list, commune, Some(province))))
}

fn add_place(list: &mut Vec<PlaceFacet>, label: &str, parent: Option<u32>) -> u32 {
    let known = list.iter().position(|place| place.value.label == label && place.parent == parent);
    known.unwrap_or_else(|| {
        list.push(PlaceFacet {
            value: FacetValue { id: lantoa::internals::slug(label), label: label.to_owned() },
            parent,
        });
        list.len() - 1
    }) as u32
}
