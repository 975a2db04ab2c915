//! What real lists have.

use super::*;

/// The only file of a list with one more column, and what is told.
fn one(column: &str, cell: &str) -> (Plan, String) {
    let plan = csv(&catalog(&[]), &format!("Tên mô hình;Địa bàn;{column}\nHũ gạo;{PLACE};{cell}\n"));
    let text = plan.files.values().next().cloned().unwrap_or_default();
    (plan, text)
}

#[test]
fn abbreviations_of_fields_are_known_however_offices_write_them() {
    for (written, field) in [
        ("VH-XH", "van-hoa-xa-hoi"),
        ("VHXH", "van-hoa-xa-hoi"),
        ("QP-AN", "quoc-phong-an-ninh"),
        ("QP - AN", "quoc-phong-an-ninh"),
        ("AN–QP", "quoc-phong-an-ninh"),
        ("ANTT", "quoc-phong-an-ninh"),
    ] {
        let (plan, text) = one("Lĩnh vực", written);
        assert!(text.contains(&format!("field: {field}\n")) && plan.findings.is_empty(), "{written}: {text}");
    }
    let (plan, text) = one("Lĩnh vực", "ATGT");
    assert!(text.contains("field:\n") && plan.counts.drafts == 1, "what may be one of two is not guessed: {text}");
    assert!(plan.findings[0].help.as_ref().unwrap().vi.contains("Có phải là “Quốc phòng - an ninh”?"));
}

#[test]
fn a_day_that_does_not_exist_is_a_doubt() {
    for (column, cell) in
        [("Năm bắt đầu", "31/2/2023"), ("Năm công nhận", "13/2023"), ("Khen thưởng", "Giấy khen ngày 30-2-2022")]
    {
        let (plan, text) = one(column, cell);
        let told: Vec<_> = plan.findings.iter().filter(|finding| finding.message.vi.contains("có thật")).collect();
        assert_eq!(told.len(), 1, "{cell}: {:#?}", plan.findings);
        assert!(text.contains("draft: true") && !text.contains("started") && !text.contains("awards"), "{text}");
    }
    let (_, text) = one("Năm bắt đầu", "29/2/2024");
    assert!(text.contains("started: 2024\n"), "{text}");
}

#[test]
fn a_level_is_no_form_of_award_and_a_decision_has_a_year() {
    let rows = |level: &str, decision: &str| {
        let list = format!(
            "Tên mô hình;Địa bàn;Lĩnh vực;Năm khen thưởng;Khen thưởng;Số quyết định\nHũ gạo;{PLACE};Kinh tế;{level};{decision}\n"
        );
        let plan = csv(&catalog(&[]), &list);
        (plan.findings.len(), plan.files.values().next().cloned().unwrap_or_default())
    };
    let (told, text) = rows("2023;Tỉnh", "");
    assert!(told == 0 && text.contains("  - {year: 2023, level: tinh}\n"), "{text}");
    let (told, text) = rows("2024;TP", "");
    assert!(told == 1 && text.contains("chưa rõ là cấp nào") && text.contains("draft: true"), "{text}");
    let (told, text) = rows(";", "QĐ số 123/QĐ-UBND ngày 5/6/2022");
    assert!(told == 0 && text.contains("  - {year: 2022, decision: \"123/QĐ-UBND\"}\n"), "{text}");
}

#[test]
fn a_cell_that_repeats_the_one_above_says_what_that_says() {
    let list = format!(
        "Tên mô hình;Địa bàn;Lĩnh vực\nMột;{PLACE};Kinh tế\nHai;nt;-nt-\nBa;Như trên;〃\nBốn;Xã La Dạ, tỉnh Lâm Đồng;\"\"\"\"\nNăm;nt;VH-XH\n"
    );
    let plan = csv(&catalog(&[]), &list);
    assert!(plan.findings.is_empty(), "{:#?}", plan.findings);
    let of = |title: &str| plan.files.values().find(|text| text.contains(&format!("title: {title}\n"))).unwrap();
    for (title, place, field) in [
        ("Hai", PLACE, "kinh-te"),
        ("Ba", PLACE, "kinh-te"),
        ("Bốn", "Xã La Dạ, tỉnh Lâm Đồng", "kinh-te"),
        ("Năm", "Xã La Dạ, tỉnh Lâm Đồng", "van-hoa-xa-hoi"),
    ] {
        let text = of(title);
        assert!(
            text.contains(&format!("locality: \"{place}\"")) && text.contains(&format!("field: {field}\n")),
            "{text}"
        );
    }
    // In the first row there is nothing to repeat.
    let plan = csv(&catalog(&[]), "Tên mô hình;Địa bàn;Lĩnh vực\nMột;nt;Kinh tế\n");
    assert_eq!(codes(&plan), [(Code::UncertainCell, "ds.csv › CSV!B2")]);
}

#[test]
fn rows_that_are_no_models_are_named() {
    let list = format!("Tên mô hình;Địa bàn;Lĩnh vực\nI. Lĩnh vực kinh tế;;\nHũ gạo;{PLACE};Kinh tế\nTổng cộng: 1;;\n");
    let plan = csv(&catalog(&[]), &list);
    let named: Vec<(&str, &str)> = plan.no_models.iter().map(|(cell, text)| (cell.as_str(), text.as_str())).collect();
    assert_eq!(named, [("ds.csv › CSV!A2", "I. Lĩnh vực kinh tế"), ("ds.csv › CSV!A4", "Tổng cộng: 1")]);
}

#[test]
fn the_column_that_may_have_the_titles_has_other_words_in_each_row() {
    let list = "TT;Nội dung đăng ký;Xã;Chủ trì;Kinh phí\n1;Đường hoa thôn 1;Hàm Thắng;Hội Phụ nữ;15 triệu\n2;Camera thôn 2;Hàm Liêm;Công an xã;20 triệu\n";
    let plan = csv(&catalog(&[]), list);
    let help = &plan.findings[0].help.as_ref().unwrap().vi;
    assert!(help.ends_with("columns: {\"Nội dung đăng ký\": title}"), "{help}");
}

#[test]
fn of_many_places_of_one_name_it_is_said_that_there_are_more() {
    let source = Source::memory([("content/site.yaml", "title: A\n")], Date::new(TODAY.0, TODAY.1, TODAY.2).unwrap());
    let site = site::catalog(&source.value, &Options::default());
    let plan = csv(&site, "Tên mô hình;Địa bàn;Lĩnh vực\nHũ gạo;Xã Tân Thành;Kinh tế\n");
    let help = &plan.findings[0].help.as_ref().unwrap().vi;
    assert!(help.matches("Tân Thành").count() == 6 && help.ends_with("; …"), "{help}");
}

#[test]
fn a_title_in_capitals_is_told_and_left_as_it_is() {
    let plan = csv(
        &catalog(&[]),
        &format!("Tên mô hình;Địa bàn;Lĩnh vực\nTHẮP SÁNG ĐƯỜNG QUÊ;{PLACE};Kinh tế\nCLB OCOP;{PLACE};Kinh tế\n"),
    );
    assert_eq!((codes(&plan), plan.counts.drafts), (vec![(Code::ShoutedTitle, "ds.csv › CSV!A2")], 0));
    assert!(plan.files.values().any(|text| text.contains("title: THẮP SÁNG ĐƯỜNG QUÊ\n")));
}
