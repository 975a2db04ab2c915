//! Small catalogs with known counts.

use super::*;
use crate::catalog::tests::catalog;

const DONG_GIANG: &str = "Xã Đông Giang, huyện Hàm Thuận Bắc, tỉnh Bình Thuận";
const LA_DA: &str = "Xã La Dạ, huyện Hàm Thuận Bắc, tỉnh Bình Thuận";
const QUANG_BINH: &str = "Tỉnh Quảng Bình";

fn model(name: &str, place: &str, field: &str, more: &str) -> (String, String) {
    let path = format!("content/mo-hinh/{name}.md");
    (path, format!("---\ntitle: Mô hình {name}\nlocality: {place}\nfield: {field}\n{more}---\n\nNội dung {name}.\n"))
}

fn counts(files: &[(String, String)]) -> (Statistics, Catalog) {
    let catalog = catalog(files).0;
    (Statistics::of(&catalog), catalog)
}

fn slugs(catalog: &Catalog, ids: &[ModelId]) -> Vec<String> {
    ids.iter().map(|&id| catalog.model(id).entry.slug.clone()).collect()
}

#[test]
fn an_empty_site_has_no_counts() {
    let (counts, _) = counts(&[]);
    assert_eq!((counts.models, counts.awarded, counts.provinces.len()), (0, 0, 0));
    assert!(counts.periods.is_empty() && counts.time_to_award.is_none() && counts.home.is_none());
    assert!(counts.stages.iter().all(|(_, models)| *models == 0));
}

#[test]
fn every_model_counts_once_in_its_main_field_and_latest_year() {
    let awards = "fields_also: [kinh-te]\nawards: [{year: 2018}, {year: 2020}]\n";
    let (counts, _) = counts(&[
        model("mot", DONG_GIANG, "bao-ve-moi-truong", awards),
        model("hai", DONG_GIANG, "kinh-te", "award_year: 2019\n"),
        model("ba", LA_DA, "kinh-te", ""),
    ]);
    let field = |id: &str| counts.fields.iter().find(|field| field.field == id).unwrap();
    let years: Vec<u16> = counts.periods.iter().map(|period| period.last).collect();
    assert_eq!(years, [2019, 2020]);
    assert_eq!((field("kinh-te").models, &field("kinh-te").by_period[..]), (2, &[1, 0][..]));
    assert_eq!((field("bao-ve-moi-truong").models, &field("bao-ve-moi-truong").by_period[..]), (1, &[0, 1][..]));
    assert_eq!(counts.fields.iter().map(|field| field.models).sum::<usize>(), counts.models);
}

#[test]
fn years_before_the_last_twelve_are_one_period() {
    let files: Vec<_> = (2005..=2024)
        .map(|year| model(&format!("m{year}"), LA_DA, "kinh-te", &format!("award_year: {year}\n")))
        .collect();
    let (counts, _) = counts(&files);
    assert_eq!(counts.periods.len(), 13);
    assert_eq!(counts.periods[0], Period { first: 2005, last: 2012 });
    assert_eq!(counts.fields[0].by_period, [8, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]);
}

#[test]
fn places_count_in_present_provinces_and_themes_in_their_report_field() {
    let spread = format!("replications: [{{locality: \"{QUANG_BINH}\", year: 2020}}, {{locality: \"{LA_DA}\"}}]\n");
    let (counts, catalog) =
        counts(&[model("mot", DONG_GIANG, "bao-ve-moi-truong", &spread), model("hai", LA_DA, "van-hoa-xa-hoi", "")]);
    let found: Vec<(&str, usize, usize, usize)> = counts
        .provinces
        .iter()
        .map(|one| (catalog.gazetteer.unit(one.unit).bare(), one.models, one.received, one.given))
        .collect();
    assert_eq!(found, [("Lâm Đồng", 2, 1, 2), ("Quảng Trị", 0, 1, 0)]);
    let culture = counts.report_fields.iter().position(|field| field == "van-hoa-xa-hoi").unwrap();
    assert_eq!(counts.provinces[0].by_field[culture], 2);
    assert_eq!(counts.provinces[0].by_field.iter().sum::<usize>(), 2);
    assert!(!counts.report_fields.iter().any(|field| field == "bao-ve-moi-truong"));
}

/// “No model in this field” would be wrong where one names it as a further field.
#[test]
fn a_field_that_is_only_a_further_one_is_not_without_models() {
    let (counts, _) = counts(&[model("mot", DONG_GIANG, "kinh-te", "fields_also: [bao-ve-moi-truong]\n")]);
    let named = |id: &str| counts.fields.iter().find(|field| field.field == *id).unwrap().is_named;
    assert_eq!(
        ["kinh-te", "bao-ve-moi-truong", "van-hoa-xa-hoi", "chuyen-doi-so"].map(named),
        [true, true, true, false]
    );
    let culture = counts.report_fields.iter().position(|field| field == "van-hoa-xa-hoi").unwrap();
    assert!(counts.provinces[0].has_field[culture] && counts.provinces[0].by_field[culture] == 0);
}

#[test]
fn a_step_that_no_source_tells_of_is_not_counted() {
    let copied = format!("replications: [{{locality: \"{LA_DA}\"}}]\n");
    let counted = "replications: [{locality: Tỉnh Bình Thuận, count: 12, unit: huyện, source: Báo cáo}]\n";
    let (counts, catalog) = counts(&[
        model("khong-ro", DONG_GIANG, "kinh-te", ""),
        model("dang-ky", DONG_GIANG, "kinh-te", "stage: dang-ky\ncalled_dan_van_kheo: true\n"),
        model("tieu-bieu", DONG_GIANG, "kinh-te", "stage: tieu-bieu\ncalled_dan_van_kheo: false\n"),
        model("duoc-khen", DONG_GIANG, "kinh-te", &format!("award_year: 2019\n{copied}")),
        model("chua-khen", DONG_GIANG, "kinh-te", &copied),
        model("chi-dem", DONG_GIANG, "kinh-te", counted),
    ]);
    // An award does not make a model recognised, exemplary does not make it registered.
    assert_eq!(counts.stages.iter().map(|(_, models)| *models).collect::<Vec<_>>(), [1, 0, 1]);
    assert_eq!(counts.awarded, 1);
    assert_eq!(counts.called, Answers { yes: 1, no: 1 });
    assert_eq!(counts.copies, Copies { models: 3, awarded: 1, named: 2, places: 2 });
    assert_eq!(slugs(&catalog, &counts.counted), ["chi-dem"]);
}

#[test]
fn what_models_tell_for_copying_is_counted_by_field() {
    let all = "resources: 5 triệu\nconditions: Có người\ncontact: {office: UBND xã, phone: 0252 3888 888}\n";
    let (path, text) = model("du", DONG_GIANG, "kinh-te", all);
    let with_steps = (path, format!("{text}\n## Cách làm\n\n1. Họp dân.\n"));
    let empty_steps = model("thieu", DONG_GIANG, "kinh-te", "contact: {office: UBND xã}\n");
    let empty_steps = (empty_steps.0, format!("{}\n## Cách làm\n\n## Kết quả\n\nTốt.\n", empty_steps.1));
    let (counts, _) = counts(&[with_steps, empty_steps, model("khac", DONG_GIANG, "van-hoa-xa-hoi", "")]);
    assert_eq!(counts.needs, NeedCount { models: 3, by_need: [1, 1, 1, 1], enough: 1 });
    let fields: Vec<_> = counts.needs_by_field.iter().map(|(id, count)| (&**id, count.models, count.enough)).collect();
    assert_eq!(fields, [("kinh-te", 2, 1), ("van-hoa-xa-hoi", 1, 0)]);
}

#[test]
fn models_never_copied_and_copied_most() {
    let to = |places: &[&str]| {
        let list: Vec<String> = places.iter().map(|place| format!("{{locality: \"{place}\"}}")).collect();
        format!("award_year: 2024\nreplications: [{}]\n", list.join(", "))
    };
    let (counts, catalog) = counts(&[
        model("mot-noi", DONG_GIANG, "kinh-te", &to(&[LA_DA])),
        model("hai-noi", DONG_GIANG, "kinh-te", &to(&[LA_DA, QUANG_BINH])),
        model("khong-noi", DONG_GIANG, "kinh-te", "award_year: 2025\n"),
        model("chua-khen", DONG_GIANG, "kinh-te", ""),
    ]);
    assert_eq!(slugs(&catalog, &counts.most_copied), ["hai-noi", "mot-noi"]);
    assert_eq!(slugs(&catalog, &counts.never_copied), ["khong-noi"]);
}

#[test]
fn reviews_are_due_two_years_after_the_last_one() {
    // The tests' day is 23 November 2026.
    let (counts, catalog) = counts(&[
        model("lau-nhat", DONG_GIANG, "kinh-te", "award_year: 2010\n"),
        model("da-lau", DONG_GIANG, "kinh-te", "award_year: 2010\nreviewed: 2024-11-22\n"),
        model("vua-kip", DONG_GIANG, "kinh-te", "award_year: 2010\nreviewed: 2024-11-23\n"),
        model("moi-khen", DONG_GIANG, "kinh-te", "award_year: 2024\n"),
        model("chua-khen", DONG_GIANG, "kinh-te", "started: 2010\n"),
    ]);
    assert_eq!(slugs(&catalog, &counts.not_reviewed), ["lau-nhat", "da-lau"]);
}

#[test]
fn the_time_to_award_is_a_median() {
    let waited = |name: &str, field: &str, start: u16, award: u16| {
        model(name, DONG_GIANG, field, &format!("started: {start}\naward_year: {award}\n"))
    };
    let (counts, _) = counts(&[
        waited("a", "kinh-te", 2016, 2017),
        waited("b", "kinh-te", 2016, 2020),
        waited("c", "van-hoa-xa-hoi", 2010, 2019),
        model("d", DONG_GIANG, "kinh-te", "award_year: 2020\n"),
        model("e", DONG_GIANG, "kinh-te", "started: 2015\nawards: [{year: 2024}, {year: 2015}]\n"),
    ]);
    assert_eq!(counts.time_to_award, Some(TimeToAward { median: 2.5, models: 4 }));
    let of = |id: &str| {
        counts.time_to_award_by_field.iter().find(|(field, _)| field == id).map(|(_, time_to_award)| *time_to_award)
    };
    assert_eq!(of("kinh-te"), Some(TimeToAward { median: 1.0, models: 3 }));
    assert_eq!(of("van-hoa-xa-hoi"), Some(TimeToAward { median: 9.0, models: 1 }));
    assert_eq!(of("quoc-phong-an-ninh"), None);
}

#[test]
fn communes_of_the_home_province_are_counted() {
    let (mut catalog, _) = catalog(&[
        model("mot", DONG_GIANG, "kinh-te", ""),
        model("hai", "Xã Đông Giang, tỉnh Lâm Đồng", "cai-cach-hanh-chinh", ""),
        model("ba", "Tỉnh Bình Thuận", "kinh-te", ""),
        model("bon", QUANG_BINH, "kinh-te", ""),
    ]);
    catalog.home = catalog.gazetteer.by_code("P68");
    let counts = Statistics::of(&catalog);
    let home = counts.home.unwrap();
    assert_eq!((home.communes, home.with_models), (124, 1));
    assert_eq!(home.by_field.iter().sum::<usize>(), 2);
}

#[test]
fn what_is_known_by_its_year_counts_in_a_period_that_holds_the_year() {
    use super::{Activity, Event, Span, activity};
    use crate::text::Date;
    let day = |text: &str| Date::parse(text).unwrap();
    let one = model("a", DONG_GIANG, "kinh-te", "award_year: 2019\nreviewed: 10/2019\n");
    let two = model("b", LA_DA, "kinh-te", "award_year: 2018\nstarted: 2017\n");
    let (_, catalog) = counts(&[one, two]);
    let of = |from: &str, to: &str, event: Event| {
        let found = activity(&catalog, Span { from: day(from), to: day(to) });
        let Activity { now, before, unclear, .. } = found.into_iter().find(|found| found.event == event).unwrap();
        (now, before, unclear)
    };
    assert_eq!(of("2019-01-01", "2019-12-31", Event::Awarded), (1, 1, 0), "against the year before");
    assert_eq!(of("2019-07-01", "2019-12-31", Event::Awarded), (0, 0, 2), "the year alone does not say which half");
    assert_eq!(of("2019-07-01", "2019-12-31", Event::Reviewed), (1, 0, 0));
    assert_eq!(of("2020-01-01", "2020-12-31", Event::Started), (0, 0, 0));
    let before = Span { from: day("2019-07-01"), to: day("2019-12-31") }.before();
    assert_eq!((before.from.to_string(), before.to.to_string()), ("2018-12-29".to_owned(), "2019-06-30".to_owned()));
}

#[test]
fn models_are_new_by_their_first_commit_or_else_by_the_first_year_that_they_tell() {
    use super::{Activity, Span, new_models};
    use crate::text::Date;
    let day = |text: &str| Date::parse(text).unwrap();
    let one = model("a", DONG_GIANG, "kinh-te", "award_year: 2019\nstarted: 2018\n");
    let two = model("b", LA_DA, "kinh-te", "");
    let (_, catalog) = counts(&[one, two]);
    let of = |first: &[(&str, &str)], from: &str, to: &str| {
        let first = first.iter().map(|(name, date)| ((*name).to_owned(), day(date))).collect();
        let (found, has_history) = new_models(&catalog, &first, Span { from: day(from), to: day(to) });
        let Activity { now, before, unclear, .. } = found;
        (now, before, unclear, has_history)
    };
    let history = [("a", "2024-03-01"), ("b", "2023-05-01"), ("c", "2024-01-01")];
    assert_eq!(of(&history, "2024-01-01", "2024-12-31"), (1, 1, 0, true));
    assert_eq!(of(&[], "2018-01-01", "2018-12-31"), (1, 0, 1, false), "one year is told, of the other model nothing");
    let today = catalog.as_of.to_string();
    assert_eq!(of(&history[..1], &today, &today), (1, 0, 0, true), "what is not committed is new");
}
