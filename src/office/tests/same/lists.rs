//! Lists that come again with another title, without a column, or with offices that are called alike.

use super::*;

const HEADING: &str = "STT;Tên mô hình;Lĩnh vực;Đơn vị thực hiện;Kết quả;Năm khen\n";
const ROWS: [&str; 4] = [
    "1;Hũ gạo tình thương;Kinh tế;Hội LHPN;120 suất;2025\n",
    "2;Camera an ninh;Quốc phòng - an ninh;Công an xã;40 mắt;2025\n",
    "3;Đường hoa nông thôn;Văn hóa - xã hội;Hội ND;3 km;2025\n",
    "4;Tổ thu gom rác;Bảo vệ môi trường;Đoàn TN;2 tấn;2025\n",
];

fn again(plans: &[&Plan], text: &str) -> Plan {
    let mut all = std::collections::BTreeMap::new();
    plans.iter().for_each(|plan| all.extend(plan.files.iter()));
    let files: Vec<(&str, &str)> = all.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let memory = plans.last().map(|plan| plan.memory.clone()).unwrap_or_default();
    import(&site_of("Tỉnh Lâm Đồng", &files), &memory, "danh-sach.csv", text.as_bytes())
}

fn count(plan: &Plan, code: Code) -> usize {
    codes(plan).iter().filter(|(other, _)| *other == code).count()
}

fn titled(commune: &str) -> String {
    format!("DANH SÁCH MÔ HÌNH {commune} NĂM 2025\n{HEADING}{}", ROWS.concat())
}

#[test]
fn a_title_that_was_corrected_publishes_nothing_twice_and_asks_once() {
    let first = again(&[], &titled("XÃ ĐỒNG KHO"));
    assert_eq!((first.counts.written, first.counts.drafts), (4, 0), "{:#?}", first.findings);
    let other = again(&[&first], &titled("XÃ BẮC RUỘNG"));
    let counts = other.counts;
    assert_eq!((counts.written, counts.drafts, counts.updated), (4, 4, 0), "{:#?}", other.findings);
    let asked: Vec<_> = other.findings.iter().filter(|finding| finding.message.vi.contains("4 mô hình")).collect();
    assert_eq!((asked.len(), count(&other, Code::UncertainCell)), (1, 1), "{:#?}", other.findings);
    for place in ["Xã Đồng Kho", "Xã Bắc Ruộng"] {
        assert!(asked[0].message.vi.contains(place), "{}", asked[0].message.vi);
    }
    let help = &asked[0].help.as_ref().unwrap().vi;
    assert!(first.files.keys().all(|path| help.contains(path.as_str())), "{help}");
    // They stay drafts as long as the articles of before are there.
    let third = again(&[&first, &other], &titled("XÃ BẮC RUỘNG"));
    assert_eq!((third.counts.written, third.counts.unchanged, third.counts.still_drafts), (0, 4, 4));
    let alone = again(&[&other], &titled("XÃ BẮC RUỘNG"));
    assert_eq!((alone.counts.written, alone.counts.updated, alone.counts.still_drafts), (0, 4, 0));
    // A slip that is taken back changes nothing.
    let back = again(&[&first, &other], &titled("XÃ ĐỒNG KHO"));
    assert_eq!((back.counts.written, back.counts.unchanged), (0, 4), "{:#?}", back.findings);
}

#[test]
fn a_column_of_places_that_is_gone_makes_no_place_wider() {
    let with = |column: &str, places: [&str; 2]| {
        let rows = places.map(|place| format!("Hũ gạo {};Kinh tế;{place}\n", place.len()));
        format!("DANH SÁCH XÃ BẮC RUỘNG;;\nTên mô hình;Lĩnh vực;{column}\n{}", rows.concat())
    };
    let without = |text: &str| {
        let cut = |line: &str| line.rsplit_once(';').map_or(String::new(), |(line, _)| format!("{line}\n"));
        text.lines().map(cut).collect::<String>()
    };
    for (column, places) in [
        ("Địa phương", ["Thôn 3, xã Bắc Ruộng, tỉnh Lâm Đồng", "Thôn Bốn, xã Bắc Ruộng, tỉnh Lâm Đồng"]),
        ("Thôn", ["Thôn 3", "Thôn Bốn"]),
    ] {
        let list = with(column, places);
        let first = again(&[], &list);
        let gone = again(&[&first], &without(&list));
        let counts = gone.counts;
        assert_eq!((counts.written, counts.updated, counts.unchanged), (0, 0, 2), "{column} {:#?}", gone.files);
        let back = again(&[&first, &gone], &list);
        assert_eq!((back.counts.unchanged, back.counts.conflicts), (2, 0), "{column} {:#?}", back.findings);
    }
    // A cell that says another place is followed.
    let list = with("Địa phương", ["Thôn 3, xã Bắc Ruộng, tỉnh Lâm Đồng", "Xã Bắc Ruộng, tỉnh Lâm Đồng"]);
    let first = again(&[], &list);
    let edited = again(&[&first], &list.replace("Kinh tế;Thôn 3, xã", "Kinh tế;Thôn 5, xã"));
    assert!(edited.counts.written + edited.counts.updated == 1, "{:#?}", edited.findings);
}

#[test]
fn two_offices_of_one_place_may_have_models_of_one_title_in_any_order() {
    let one = |who: &str, result: &str| format!("1;Dân vận khéo;Kinh tế;{who};{result};2025\n");
    let list = |rows: &[String]| format!("DANH SÁCH MÔ HÌNH XÃ BẮC RUỘNG\n{HEADING}{}", rows.concat());
    let (women, farmers) = (one("Hội LHPN", "80 suất"), one("Hội ND", "90 suất"));
    let ordered = list(&[women.clone(), farmers.clone()]);
    let first = again(&[], &ordered);
    assert_eq!((first.counts.written, first.counts.refused), (2, 0), "{:#?}", first.findings);
    let turned = again(&[&first], &list(&[farmers.clone(), women.clone()]));
    assert_eq!((turned.counts.written, turned.counts.unchanged), (0, 2), "{:#?}", turned.findings);
    // One of both alone is still its own, and a third row of an office that has one is told.
    let alone = again(&[&first], &list(std::slice::from_ref(&farmers)));
    assert_eq!((alone.counts.unchanged, alone.counts.updated), (1, 0), "{:#?}", alone.files);
    let third = again(&[], &list(&[women.clone(), farmers.clone(), one("Hội ND", "81 suất")]));
    assert_eq!((third.counts.written, third.counts.refused), (2, 1));
    // A memory of before has one of them.
    let old = again(&[], &list(std::slice::from_ref(&women)));
    let both = again(&[&old], &list(&[farmers.clone(), women.clone()]));
    assert_eq!((both.counts.written, both.counts.unchanged), (1, 1), "{:#?}", both.findings);
    // An office that is written otherwise has no other row that is nearer.
    let renamed = again(&[&first], &list(&[one("Hội Nông dân", "90 suất"), women.clone()]));
    assert_eq!((renamed.counts.written, renamed.counts.updated), (0, 1), "{:#?}", renamed.findings);
    // Both are deleted, and none comes back.
    let mut memory = first.memory.clone();
    first.files.keys().for_each(|path| memory.delete(path.as_str()));
    let memory = Memory::read(&memory.text());
    let gone = import(&site_of("Tỉnh Lâm Đồng", &[]), &memory, "danh-sach.csv", ordered.as_bytes());
    assert_eq!((gone.counts.written, gone.counts.deleted), (0, 2), "{:#?}", gone.findings);
}

#[test]
fn a_list_of_the_same_name_whose_offices_are_called_alike_changes_no_model() {
    let ours = format!("{HEADING}{}", ROWS.concat());
    let theirs = format!("{HEADING}{}{}", ROWS[0].replace("120", "80"), ROWS[1].replace("40 mắt", "22 mắt"));
    let first = again(&[], &ours);
    let other = again(&[&first], &theirs);
    assert_eq!((other.counts.written, other.counts.drafts, other.counts.updated), (2, 2, 0), "{:#?}", other.findings);
    assert!(other.findings.iter().any(|finding| finding.message.vi.contains("kết quả khác")), "{:#?}", other.findings);
    // Each of them still knows its own.
    for (text, unchanged) in [(&ours, 4), (&theirs, 2)] {
        let again = again(&[&first, &other], text);
        assert_eq!((again.counts.written, again.counts.unchanged), (0, unchanged), "{:#?}", again.findings);
    }
    // Figures that are corrected in a list that has kept its rows change their model.
    let corrected = again(&[&first], &ours.replace("120", "130"));
    assert_eq!((corrected.counts.written, corrected.counts.updated), (0, 1), "{:#?}", corrected.findings);
}

#[test]
fn an_award_that_is_not_clear_hides_no_question_about_the_place() {
    for (award, drafts) in [("Giấy khen huyện 2019-2021", 2), ("Giấy khen xã 2025, BK tỉnh 2022", 1)] {
        let text = format!("Tên mô hình;Xã;Lĩnh vực;Khen thưởng\nHũ gạo;Xã Bắc Ruộng;Kinh tế;{award}\n");
        let plan = again(&[], &text);
        assert_eq!(
            (plan.counts.drafts, count(&plan, Code::UncertainCell)),
            (1, drafts),
            "{award} {:#?}",
            plan.findings
        );
        assert!(plan.findings.iter().any(|finding| finding.message.vi.contains("Xã Bắc Ruộng")), "{award}");
    }
}

#[test]
fn an_exported_table_settles_no_question_that_nobody_has_answered() {
    let rows =
        "Hũ gạo;Xã Bắc Ruộng;Kinh tế;Giấy khen huyện 2019-2021;Bà con vui\nCamera;Xã Bắc Ruộng;Kinh tế;BK tỉnh 2023;\n";
    let first = again(&[], &format!("Tên mô hình;Xã;Lĩnh vực;Khen thưởng;Kết quả\n{rows}"));
    assert_eq!(first.counts.drafts, 2);
    let files: Vec<(&str, &str)> = first.files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let site = site_of("Tỉnh Lâm Đồng", &files);
    let filter = crate::office::Filter::default();
    for (format, name) in [(Format::Csv, "a.csv"), (Format::Xlsx, "a.xlsx"), (Format::Docx, "a.docx")] {
        let bytes = table(&site, &filter).bytes(format, &site, Lang::Vi).unwrap();
        let back = import(&site, &first.memory, name, &bytes);
        assert_eq!((back.counts.unchanged, back.files.len()), (2, 0), "{name} {:#?}", back.files);
        // The table has results in words in a column of their own: that of figures was empty before.
        assert_eq!(count(&back, Code::EmptiedCell), 0, "{name} {:#?}", back.findings);
        // The place that somebody writes answers the question about it, and no other.
        let Format::Csv = format else { continue };
        let text = String::from_utf8(bytes).unwrap();
        let place = "Xã Bắc Ruộng, huyện Tánh Linh, tỉnh Bình Thuận";
        let back = import(&site, &first.memory, name, text.replace("Xã Bắc Ruộng, tỉnh Lâm Đồng", place).as_bytes());
        assert_eq!(back.counts.updated, 2, "{:#?}", back.findings);
        let award = "# Chưa rõ: Khen thưởng";
        assert!(back.files.values().all(|text| text.contains(place) && !text.contains("Chưa rõ “Xã")));
        assert_eq!(back.files.values().filter(|text| text.contains(award) && text.contains("draft: true")).count(), 1);
    }
}

#[test]
fn what_is_not_certain_replaces_nothing_in_an_article_that_is_published() {
    let group: &[&[&str]] = &[
        &["STT", "Tên mô hình", "Lĩnh vực", "Năm khen"],
        &["", "I. XÃ ĐÔNG GIANG", "", ""],
        &["1", "Camera an ninh", "Quốc phòng - an ninh", "2024"],
    ];
    let book = workbook(&[("DS", group)]);
    let first = import_at(&site_of("", &[]), &Memory::default(), None, "nhom.xlsx", &book);
    let published: Vec<(&str, String)> =
        first.files.iter().map(|(path, text)| (path.as_str(), answered(text))).collect();
    let files: Vec<(&str, &str)> = published.iter().map(|(path, text)| (*path, text.as_str())).collect();
    let mut memory = first.memory.clone();
    for _ in 0..2 {
        let again = import_at(&site_of("Tỉnh Lâm Đồng", &files), &memory, None, "nhom.xlsx", &book);
        assert_eq!((again.counts.written, again.counts.updated), (0, 0), "{:#?}", again.files);
        assert_eq!(count(&again, Code::UncertainCell), 1, "{:#?}", again.findings);
        memory = again.memory;
    }
}

#[test]
fn a_question_that_is_answered_is_not_asked_again() {
    let list = |place: &str| format!("Tên mô hình;Xã;Lĩnh vực;Năm khen\nCamera an ninh;{place};Kinh tế;2024\n");
    let first = again(&[], &list("Xã Bắc Ruộng"));
    assert_eq!((first.counts.drafts, count(&first, Code::UncertainCell)), (1, 1), "{:#?}", first.findings);
    let open = again(&[&first], &list("Xã Bắc Ruộng"));
    assert_eq!((open.counts.unchanged, count(&open, Code::UncertainCell)), (1, 1), "as long as the draft asks");
    let mut settled = first;
    settled.files.values_mut().for_each(|text| *text = answered(text));
    let same = again(&[&settled], &list("Xã Bắc Ruộng"));
    assert_eq!((same.counts.unchanged, count(&same, Code::UncertainCell)), (1, 0), "{:#?}", same.findings);
    let other = again(&[&settled], &list("Xã Đồng Kho"));
    // A model of this title elsewhere, and which place that is.
    assert_eq!(count(&other, Code::UncertainCell), 2, "{:#?}", other.findings);
    assert!(other.findings.iter().any(|finding| finding.message.vi == "Chưa rõ “Xã Đồng Kho” là nơi nào."));
}

/// An article of which everything is certain.
fn answered(text: &str) -> String {
    let lines = text.lines().filter(|line| !line.starts_with("# Chưa rõ") && *line != "draft: true");
    lines.map(|line| format!("{line}\n")).collect()
}

#[test]
fn the_site_of_a_commune_asks_about_rows_of_before_the_merger() {
    let list = format!("{HEADING}{}{}", ROWS[0], ROWS[1].replace(";2025", ";2024"));
    let commune = "Xã Bắc Ruộng, tỉnh Lâm Đồng";
    let former = "Xã Bắc Ruộng, huyện Tánh Linh, tỉnh Bình Thuận";
    // Who has said the place of this list himself knows which one he means.
    for (home, place, drafts) in [("Tỉnh Lâm Đồng", Some(commune), 0), (commune, None, 1), (former, None, 0)] {
        let plan = import_at(&site_of(home, &[]), &Memory::default(), place, "ds.csv", list.as_bytes());
        assert_eq!(plan.counts.drafts, drafts, "{home} {place:?} {:#?}", plan.findings);
    }
    // A place that was said wrongly at first publishes nothing twice either.
    let at = |memory: &Memory, files: &[(&str, &str)], place| {
        import_at(&site_of("Tỉnh Lâm Đồng", files), memory, Some(place), "ds.csv", list.as_bytes())
    };
    let first = at(&Memory::default(), &[], "Xã Đồng Kho, tỉnh Lâm Đồng");
    let files: Vec<(&str, &str)> = first.files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let other = at(&first.memory, &files, commune);
    assert_eq!((other.counts.written, other.counts.drafts), (2, 2), "{:#?}", other.findings);
}

#[test]
fn a_cell_that_calls_a_commune_former_means_the_one_of_before() {
    for cell in ["Xã Bắc Ruộng (cũ)", "xã Bắc Ruộng cũ", "Xã Bắc Ruộng (cũ), tỉnh Lâm Đồng"] {
        let plan = again(&[], &format!("Tên mô hình,Xã,Lĩnh vực,Năm khen\nHũ gạo,\"{cell}\",Kinh tế,2024\n"));
        let place = "locality: \"Xã Bắc Ruộng, huyện Tánh Linh, tỉnh Bình Thuận\"";
        assert!(plan.files.values().all(|text| text.contains(place)), "{cell} {:#?}", plan.files);
        assert_eq!((plan.counts.written, plan.counts.drafts), (1, 0), "{cell} {:#?}", plan.findings);
    }
}
