//! Where the rows of a list are: what a cell, a line above a group, a sheet or a title says of it, and what says nothing.

use super::communes::{NAMES, import_at, places, workbook};
use super::*;

const HEADING: &[&str] = &["STT", "Tên mô hình", "Lĩnh vực", "Đơn vị thực hiện"];

fn row(title: &'static str) -> &'static [&'static str] {
    Box::leak(vec!["1", title, "Kinh tế", "Hội A"].into_boxed_slice())
}

fn line(text: &'static str) -> &'static [&'static str] {
    Box::leak(vec!["", text].into_boxed_slice())
}

fn read(sheets: &[(&str, &[&[&str]])]) -> Plan {
    import(&catalog(&[]), &Memory::default(), "ds.xlsx", &workbook(sheets))
}

/// The value of a key in the file of the model of this title; empty if the file has none.
fn value(plan: &Plan, title: &str, key: &str) -> String {
    let is_it = |text: &&String| text.replace('"', "").contains(&format!("title: {title}\n"));
    let text = plan.files.values().find(is_it).unwrap_or_else(|| panic!("{title}: {:#?}", plan.findings));
    let value = text.lines().find_map(|line| line.strip_prefix(&format!("{key}: ")));
    value.unwrap_or_default().trim_matches('"').to_owned()
}

fn place(plan: &Plan, title: &str) -> String {
    value(plan, title, "locality")
}

#[test]
fn hamlets_that_are_numbers_stand_before_the_commune_of_the_list() {
    let rows: &[&[&str]] = &[
        &["DANH SÁCH MÔ HÌNH XÃ BẮC RUỘNG NĂM 2025"],
        &["STT", "Tên mô hình", "Lĩnh vực", "Thôn"],
        &["1", "Một", "Kinh tế", "Thôn 1, 2, 3"],
        &["2", "Hai", "Kinh tế", "Thôn 3"],
        &["3", "Ba", "Kinh tế", "1, 2"],
        &["4", "Bốn", "Kinh tế", "Thôn 1; Thôn 2"],
    ];
    let plan = read(&[("DS", rows)]);
    assert_eq!(plan.counts.drafts, 0, "{:#?}", plan.findings);
    for (title, hamlet) in [("Một", "Thôn 1, 2, 3"), ("Hai", "Thôn 3"), ("Ba", "Thôn 1, 2"), ("Bốn", "Thôn 1, Thôn 2")]
    {
        assert_eq!(place(&plan, title), format!("{hamlet}, xã Bắc Ruộng, tỉnh Lâm Đồng"));
    }
    let alone = csv(&catalog(&[]), "Tên mô hình;Thôn;Lĩnh vực\nHũ gạo;\"Thôn 1, 2, 3\";Kinh tế\n");
    assert_eq!(alone.counts.drafts, 1, "{:#?}", alone.files);
    let wards = "Tên mô hình;Phường;Quận;Tỉnh;Năm khen\nHũ gạo;2;3;Thành phố Hồ Chí Minh;2019\n";
    let wards = csv(&catalog(&[]), wards);
    assert_eq!(place(&wards, "Hũ gạo"), "Phường 2, Quận 3, Thành phố Hồ Chí Minh");
}

#[test]
fn a_line_that_names_no_place_ends_the_group_before() {
    let groups: [(&str, &str, &str); 13] = [
        ("I. XÃ ĐÔNG GIANG", "M1", NAMES[0]),
        ("II. KHỐI CÁC BAN XÂY DỰNG ĐẢNG TỈNH", "M2", ""),
        ("III. Xã Hàm Thuận - 02 mô hình", "M3", NAMES[1]),
        ("IV. Xã La Dạ có 02 mô hình", "M4", "Xã La Dạ, tỉnh Lâm Đồng"),
        ("V. Đảng ủy xã Bắc Ruộng", "M5", "Xã Bắc Ruộng, tỉnh Lâm Đồng"),
        ("VI. TẬP THỂ", "M6", ""),
        ("VII. Xã Hàm Thuận: 02 mô hình", "M7", NAMES[1]),
        ("CẤP TỈNH", "M8", ""),
        ("VIII. KHỐI XÃ TÁNH LINH", "M9", "Xã Tánh Linh, tỉnh Lâm Đồng"),
        ("1. Tập thể", "M10", "Xã Tánh Linh, tỉnh Lâm Đồng"),
        ("2. Cá nhân", "M11", "Xã Tánh Linh, tỉnh Lâm Đồng"),
        ("Khối Đảng", "M12", ""),
        ("X. Xã Không Có: 3 mô hình", "M13", "Xã Không Có"),
    ];
    let rows: Vec<&[&str]> =
        [HEADING].into_iter().chain(groups.iter().flat_map(|(text, title, _)| [line(text), row(title)])).collect();
    let plan = read(&[("DS", &rows)]);
    assert_eq!(plan.files.len(), groups.len(), "{:#?}", plan.findings);
    for (text, title, wanted) in groups {
        assert_eq!(place(&plan, title), wanted, "{text}");
        let doubt = plan.findings.iter().find(|finding| finding.message.vi.contains(&format!("“{text}”")));
        assert_eq!(doubt.is_some(), wanted.is_empty(), "{text} {:#?}", plan.findings);
        assert!(doubt.is_none_or(|doubt| doubt.code == Code::UncertainCell));
    }
    // The number of a group may have a cell of its own.
    let numbered: [(&[&str], &str, &str); 3] = [
        (&["I", "Xã Đông Giang"], "N1", NAMES[0]),
        (&["II", "Khối các ban xây dựng Đảng"], "N2", ""),
        (&["III", "Đảng ủy xã Hàm Thuận"], "N3", NAMES[1]),
    ];
    let rows: Vec<&[&str]> =
        [HEADING].into_iter().chain(numbered.iter().flat_map(|(line, title, _)| [*line, row(title)])).collect();
    let plan = read(&[("DS", &rows)]);
    assert_eq!(plan.files.len(), numbered.len(), "{:#?}", plan.files);
    numbered.iter().for_each(|(_, title, wanted)| assert_eq!(place(&plan, title), *wanted));
}

#[test]
fn rows_of_one_title_are_not_at_one_place_where_nobody_knows_the_place() {
    let lines = ["Phường Mũi Né", "V. CÁC BAN, NGÀNH, ĐOÀN THỂ TỈNH", "VI. KHỐI XÃ BẮC RUỘNG", "VII. KHỐI KHÁC"];
    let rows: Vec<&[&str]> =
        [HEADING].into_iter().chain(lines.iter().flat_map(|text| [line(text), row("Camera an ninh")])).collect();
    let plan = read(&[("DS", &rows)]);
    assert_eq!((plan.counts.written, plan.counts.refused), (4, 0), "{:#?}", plan.findings);
}

#[test]
fn a_field_ends_with_its_group() {
    let plain: &[&[&str]] = &[
        &["STT", "Tên mô hình", "Địa bàn", "Năm khen"],
        line("I. Lĩnh vực kinh tế"),
        &["1", "Một", NAMES[0], "2025"],
        line("II. Các lĩnh vực khác"),
        &["1", "Hai", NAMES[0], "2025"],
    ];
    let plan = read(&[("DS", plain)]);
    assert_eq!((value(&plan, "Một", "field"), value(&plan, "Hai", "field")), ("kinh-te".to_owned(), String::new()));
}

#[test]
fn a_group_within_the_commune_of_the_title_is_there() {
    let rows: &[&[&str]] = &[
        &["DANH SÁCH MÔ HÌNH XÃ ĐÔNG GIANG NĂM 2025"],
        HEADING,
        line("I. Tập thể"),
        row("Một"),
        line("II. Cá nhân"),
        row("Hai"),
    ];
    let plan = read(&[("DS", rows)]);
    assert_eq!(places(&plan), [NAMES[0], NAMES[0]], "{:#?}", plan.findings);
    assert_eq!(plan.counts.drafts, 0, "{:#?}", plan.findings);
}

#[test]
fn the_name_of_a_sheet_may_have_a_number() {
    for (sheet, wanted) in [("1. Xã Hàm Thuận", NAMES[1]), ("Đảng ủy xã Hàm Thuận", NAMES[1]), ("Khối Đảng", "")]
    {
        let plan = read(&[(sheet, &[HEADING, row("Một")])]);
        assert_eq!(place(&plan, "Một"), wanted, "{sheet} {:#?}", plan.findings);
    }
    // A file whose place nobody knows is called by no place.
    let unknown: Vec<(&str, &[&[&str]])> = ["Sheet7", "Khối Đảng"]
        .iter()
        .map(|name| (*name, &[HEADING, &["1", "Một", "Kinh tế", "Hội A"]] as &[&[&str]]))
        .collect();
    let plan = read(&unknown);
    let paths: Vec<&str> = plan.files.keys().map(|path| path.as_str()).collect();
    assert_eq!(paths, ["content/mo-hinh/chua-ro-noi/mot-2.md", "content/mo-hinh/chua-ro-noi/mot.md"]);
}

#[test]
fn a_heading_or_a_sheet_says_that_a_name_is_the_former_one() {
    const FORMER: &str = "Xã Hàm Liêm, huyện Hàm Thuận Bắc, tỉnh Bình Thuận";
    const NOW: &str = "Xã Hàm Liêm, tỉnh Lâm Đồng";
    for heading in [
        "Xã cũ",
        "Xã (trước sáp nhập)",
        "Xã trước 01/7/2025",
        "Xã (cũ)",
        "Tên xã cũ",
        "Đơn vị hành chính trước sắp xếp",
    ] {
        for (name, year) in [("Xã Hàm Liêm", "2022"), ("Hàm Liêm", "2022"), ("Xã Hàm Liêm", "2026")] {
            let list = format!("Tên mô hình;{heading};Lĩnh vực;Năm khen\nMột;{name};Kinh tế;{year}\n");
            let plan = csv(&catalog(&[]), &list);
            assert_eq!(place(&plan, "Một"), FORMER, "{heading} {name} {year} {:#?}", plan.findings);
        }
    }
    for heading in ["Xã mới", "Xã/phường sau sắp xếp", "Xã hiện nay", "Xã sau sáp nhập", "Xã từ 01/7/2025"]
    {
        let plan = csv(&catalog(&[]), &format!("Tên mô hình;{heading};Lĩnh vực\nMột;Xã Hàm Liêm;Kinh tế\n"));
        assert_eq!(place(&plan, "Một"), NOW, "{heading} {:#?}", plan.findings);
        let both = format!(
            "Tên mô hình;Xã trước sáp nhập;{heading};Lĩnh vực;Năm khen\nMột;Xã Hàm Liêm;Xã Hàm Liêm;Kinh tế;2022\n"
        );
        let plan = csv(&catalog(&[]), &both);
        assert_eq!((&*place(&plan, "Một"), &*value(&plan, "Một", "locality_now")), (FORMER, NOW), "{heading}");
    }
    let plan = read(&[("Xã Hàm Liêm (cũ)", &[HEADING, row("Một")])]);
    assert_eq!(place(&plan, "Một"), FORMER, "{:#?}", plan.findings);
    let rows: &[&[&str]] =
        &[HEADING, line("I. Xã Hàm Liêm (cũ)"), row("Một"), line("II. Xã Hàm Liêm (mới)"), row("Hai")];
    let plan = read(&[("DS", rows)]);
    assert_eq!((&*place(&plan, "Một"), &*place(&plan, "Hai")), (FORMER, NOW), "{:#?}", plan.findings);
}

#[test]
fn a_row_whose_organisation_is_of_another_commune_is_asked_about() {
    let of = |who: &'static str, title: &'static str| -> &'static [&'static str] {
        Box::leak(vec!["1", title, "Kinh tế", who].into_boxed_slice())
    };
    let rows: &[&[&str]] = &[
        &["DANH SÁCH MÔ HÌNH DÂN VẬN KHÉO NĂM 2025"],
        &["(Kèm theo Tờ trình số 05-TTr/ĐU ngày 2/3/2025 của Đảng ủy xã Bắc Ruộng)"],
        HEADING,
        of("Hội Nông dân xã Hàm Thuận", "Một"),
        of("Đảng ủy xã La Dạ", "Hai"),
        of("Chi bộ thôn 3, xã Bắc Ruộng", "Ba"),
        of("Hội Phụ nữ", "Bốn"),
    ];
    let plan = read(&[("DS", rows)]);
    for (title, is_asked) in [("Một", true), ("Hai", true), ("Ba", false), ("Bốn", false)] {
        assert_eq!(value(&plan, title, "draft") == "true", is_asked, "{title} {:#?}", plan.findings);
    }
    let told: Vec<&str> = plan.findings.iter().map(|finding| finding.message.vi.as_str()).collect();
    assert_eq!(
        codes(&plan),
        [(Code::UncertainCell, "ds.xlsx › DS!D4"), (Code::UncertainCell, "ds.xlsx › DS!D5")],
        "{told:#?}"
    );
    // Once for the title, not for each row.
    assert_eq!(plan.sources.len(), 1, "{:#?}", plan.sources);
    assert!(plan.sources[0].said.vi.contains("“(Kèm theo Tờ trình số 05-TTr/ĐU"), "{:#?}", plan.sources);
}

#[test]
fn headings_that_ask_for_a_commune() {
    let headings = [
        "Tên xã",
        "UBND xã",
        "Đơn vị (xã, phường)",
        "Đơn vị hành chính cấp xã",
        "Tên xã, phường",
        "Tên phường",
        "Tên đơn vị hành chính cấp xã",
    ];
    for heading in headings {
        let plan = csv(&catalog(&[]), &format!("Tên mô hình;\"{heading}\";Lĩnh vực\nMột;Xã Đông Giang;Kinh tế\n"));
        assert_eq!((&*place(&plan, "Một"), plan.findings.len()), (NAMES[0], 0), "{heading} {:#?}", plan.findings);
    }
    for cell in ["UBND xã Đông Giang", "Đảng ủy xã Đông Giang"] {
        let plan = csv(&catalog(&[]), &format!("Tên mô hình;UBND xã;Lĩnh vực\nMột;{cell};Kinh tế\n"));
        assert_eq!(place(&plan, "Một"), NAMES[0], "{cell} {:#?}", plan.findings);
    }
    let organisation = csv(&catalog(&[]), "Tên mô hình;Đơn vị;Địa bàn;Lĩnh vực\nMột;Hội A;Xã Đông Giang;Kinh tế\n");
    assert_eq!(value(&organisation, "Một", "organisation"), "Hội A");
    let unit = import_at(
        &catalog(&[]),
        &Memory::default(),
        None,
        "a.csv",
        "Tên mô hình;Đơn vị hành chính cấp xã;Đơn vị thực hiện;Lĩnh vực\nMột;Xã Đông Giang;Hội A;Kinh tế\n".as_bytes(),
    );
    assert_eq!((&*place(&unit, "Một"), &*value(&unit, "Một", "organisation")), (NAMES[0], "Hội A"));
}

#[test]
fn the_commune_of_the_list_or_of_the_site_is_not_a_former_one_of_its_name() {
    let titled: &[&[&str]] = &[&["DANH SÁCH MÔ HÌNH XÃ BẮC RUỘNG NĂM 2026"], HEADING, row("Một")];
    let grouped: &[&[&str]] = &[HEADING, line("I. XÃ BẮC RUỘNG"), row("Một")];
    let plain: &[&[&str]] = &[HEADING, row("Một")];
    const COMMUNE: &str = "Xã Bắc Ruộng, tỉnh Lâm Đồng";
    for (sheet, rows) in [("DS", titled), ("DS", grouped), ("Xã Bắc Ruộng", plain), ("DS", plain)] {
        for (home, said) in [(COMMUNE, None), ("Tỉnh Lâm Đồng", Some(COMMUNE))] {
            let site = super::communes::site_of(home, &[]);
            let plan = import_at(&site, &Memory::default(), said, "ds.xlsx", &workbook(&[(sheet, rows)]));
            assert_eq!(
                (&*place(&plan, "Một"), plan.counts.drafts),
                (COMMUNE, 0),
                "{sheet} {home} {:#?}",
                plan.findings
            );
        }
    }
}

#[test]
fn words_that_begin_like_a_commune_are_no_place() {
    let rows: &[&[&str]] = &[
        &["DANH SÁCH MÔ HÌNH XÃ BẮC RUỘNG NĂM 2026"],
        HEADING,
        row("Một"),
        &["2", "Xã hội hóa đường giao thông"],
        row("Hai"),
        &["4", "Phường không rác"],
        line("I. Xã hội hóa giáo dục"),
        row("Ba"),
    ];
    let plan = read(&[("DS", rows)]);
    assert_eq!((plan.counts.written, plan.counts.refused), (5, 0), "{:#?}", plan.files.keys());
    assert_eq!(places(&plan), ["Xã Bắc Ruộng, tỉnh Lâm Đồng"; 5]);
    for sheet in ["Phường xã", "Xã hội", "Đoàn Kết"] {
        let plan = read(&[(sheet, &[HEADING, row("Một")])]);
        assert_eq!(place(&plan, "Một"), "", "{sheet} {:#?}", plan.findings);
    }
}

#[test]
fn a_sum_ends_its_group() {
    let sum: &[&str] = &["", "Cộng", "", "1"];
    let rows: &[&[&str]] = &[
        HEADING,
        line("A. Lĩnh vực kinh tế"),
        line("I. Xã Đông Giang"),
        row("Một"),
        sum,
        row("Hai"),
        line("II. Xã Hàm Thuận"),
        row("Ba"),
    ];
    let plan = read(&[("DS", rows)]);
    assert_eq!(["Một", "Hai", "Ba"].map(|title| place(&plan, title)), [NAMES[0], "", NAMES[1]]);
}

#[test]
fn a_commune_of_both_times_is_asked_about_for_models_of_before() {
    const HEADING: &[&str] = &["STT", "Tên mô hình", "Lĩnh vực", "Năm khen"];
    let year = |year: &'static str| -> &'static [&'static str] {
        Box::leak(vec!["1", "Một", "Kinh tế", year].into_boxed_slice())
    };
    let title: &[&str] = &["DANH SÁCH MÔ HÌNH XÃ BẮC RUỘNG"];
    for (said, is_asked) in [("2022", true), ("2026", false)] {
        let lists: [(&str, &[&[&str]]); 3] = [
            ("DS", &[title, HEADING, year(said)]),
            ("DS", &[HEADING, line("I. Xã Bắc Ruộng"), year(said)]),
            ("Xã Bắc Ruộng", &[HEADING, year(said)]),
        ];
        for list in lists {
            let plan = read(&[list]);
            assert_eq!(plan.counts.drafts, usize::from(is_asked), "{said} {list:?} {:#?}", plan.findings);
            let offers = |finding: &crate::finding::Finding| {
                finding
                    .help
                    .as_ref()
                    .is_some_and(|help| help.vi.contains("huyện Tánh Linh, tỉnh Bình Thuận; Xã Bắc Ruộng"))
            };
            assert_eq!(plan.findings.iter().any(offers), is_asked, "{:#?}", plan.findings);
        }
    }
    // Who has said the place himself knows which one he means.
    let rows: &[&[&str]] = &[HEADING, year("2022")];
    let said = Some("Xã Bắc Ruộng, tỉnh Lâm Đồng");
    let plan = import_at(&catalog(&[]), &Memory::default(), said, "ds.xlsx", &workbook(&[("DS", rows)]));
    assert_eq!(plan.counts.drafts, 0, "{:#?}", plan.findings);
}

#[test]
fn several_communes_in_one_cell_are_several_places() {
    for cell in [
        "Xã Bắc Ruộng, xã Tánh Linh",
        "Xã Bắc Ruộng và xã Tánh Linh",
        "Xã Bắc Ruộng; xã Tánh Linh",
        "Các xã Bắc Ruộng, Tánh Linh",
    ] {
        let plan = csv(&catalog(&[]), &format!("Tên mô hình;Địa bàn;Lĩnh vực;Năm khen\nMột;\"{cell}\";Kinh tế;2026\n"));
        let text = plan.files.values().next().unwrap();
        let both = ["Xã Bắc Ruộng, tỉnh Lâm Đồng", "Xã Tánh Linh, tỉnh Lâm Đồng"]
            .iter()
            .all(|name| text.contains(&format!("\"{name}\"")));
        assert!(both && plan.counts.drafts == 0, "{cell} {text} {:#?}", plan.findings);
    }
}
