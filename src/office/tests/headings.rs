//! Headings that only speak of models, headings of communes before and after 1 July 2025, and names that both times have.

use super::*;

fn only(plan: &Plan) -> &String {
    assert_eq!(plan.files.len(), 1, "{:#?}", plan.findings);
    plan.files.values().next().unwrap()
}

#[test]
fn a_heading_that_only_speaks_of_models_is_not_the_title() {
    let list = format!(
        "TT;Tên mô hình;Địa bàn;Lĩnh vực;Lý do xây dựng mô hình;Kết quả mô hình;Số mô hình\n1;Hũ gạo;{PLACE};Kinh tế;Nhiều hộ khó khăn.;Giúp 20 hộ.;1\n"
    );
    let plan = csv(&catalog(&[]), &list);
    let text = only(&plan);
    for part in ["title: Hũ gạo\n", "## Bối cảnh\n\nNhiều hộ khó khăn.", "Giúp 20 hộ."] {
        assert!(text.contains(part), "{part}\n{text}");
    }
    assert!(!text.contains("Ghi chú: Lý do") && !text.contains("Ghi chú: Kết quả"), "{text}");
}

#[test]
fn a_column_of_numbers_has_no_titles() {
    for heading in ["Số mô hình", "Mô hình", "Tổng số mô hình"] {
        let plan = csv(&catalog(&[]), &format!("STT;Địa bàn;{heading}\n1;{PLACE};3\n2;Xã La Dạ, tỉnh Lâm Đồng;2\n"));
        assert_eq!((plan.files.len(), plan.counts.refused), (0, 0), "{heading} {:#?}", plan.findings);
    }
}

#[test]
fn a_title_of_the_list_over_nearly_all_columns_is_no_heading() {
    let rows: [&[&str]; 3] = [
        &["BIỂU TỔNG HỢP MÔ HÌNH", "", "", "", "", "", ""],
        &["STT", "Tên mô hình", "Địa bàn", "Lĩnh vực", "Cấp công nhận", "Năm công nhận", "Năm khen thưởng"],
        &["1", "Hũ gạo", PLACE, "Kinh tế", "Tỉnh", "2023", "2024"],
    ];
    for merge in ["A1:F1", "A1:G1", "B1:G1"] {
        let mut rows = rows;
        if merge.starts_with('B') {
            rows[0] = &["", "BIỂU TỔNG HỢP MÔ HÌNH", "", "", "", "", ""];
        }
        let sheet = format!(
            "<worksheet><sheetData>{}</sheetData><mergeCells><mergeCell ref=\"{merge}\"/></mergeCells></worksheet>",
            cells(&rows)
        );
        let plan = import(&catalog(&[]), &Memory::default(), "ds.xlsx", &xlsx(&sheet, "<styleSheet/>"));
        let text = only(&plan);
        assert!(!text.contains("BIỂU TỔNG HỢP") && text.contains("recognised: 2023\n"), "{merge}\n{text}");
        let mut columns = plan.columns.iter().flat_map(|(_, columns)| columns);
        assert!(columns.all(|column| !column.heading.contains("BIỂU")), "{merge} {:#?}", plan.columns);
    }
}

#[test]
fn the_commonest_headings_of_awards_and_deeds_are_known() {
    for (heading, cell, wanted) in [
        ("Năm được khen", "2024", "awards:\n  - {year: 2024}\n"),
        ("Khen năm", "2024", "awards:\n  - {year: 2024}\n"),
        ("Thành tích tiêu biểu", "Vận động 20 hộ hiến đất.", "## Kết quả\n\nVận động 20 hộ hiến đất."),
        ("Số quyết định;Ngày ký", "12/QĐ-UBND;15/4/2024", "  - {year: 2024, decision: \"12/QĐ-UBND\"}\n"),
    ] {
        let list = format!("Tên mô hình;Địa bàn;Lĩnh vực;{heading}\nHũ gạo;{PLACE};Kinh tế;{cell}\n");
        let plan = csv(&catalog(&[]), &list);
        assert!(only(&plan).contains(wanted), "{heading} {}\n{:#?}", only(&plan), plan.findings);
        assert!(plan.findings.is_empty(), "{heading} {:#?}", plan.findings);
    }
}

#[test]
fn a_commune_by_its_new_name_is_the_present_one_and_by_its_old_name_the_former() {
    let locality = |heading: &str, cells: &str| {
        let list = format!("Tên mô hình;Lĩnh vực;{heading}\nHũ gạo;Kinh tế;{cells}\n");
        let plan = csv(&catalog(&[]), &list);
        let text = only(&plan).clone();
        assert!(plan.findings.is_empty(), "{heading} {:#?}\n{text}", plan.findings);
        let lines = text.lines().filter(|line| line.starts_with("locality"));
        lines.map(|line| line.replace('"', "")).collect::<Vec<_>>()
    };
    let present = "locality: Phường Mũi Né, tỉnh Lâm Đồng";
    assert_eq!(locality("Xã (tên mới);Huyện", "Phường Mũi Né;Tp Phan Thiết"), [present]);
    assert_eq!(locality("Xã mới", "Phường Mũi Né"), [present]);
    assert_eq!(locality("Xã (sau sáp nhập);Năm khen thưởng", "Phường Mũi Né;2022"), [present]);
    let former = "locality: Phường Hàm Tiến, thành phố Phan Thiết, tỉnh Bình Thuận";
    assert_eq!(locality("Xã cũ;Huyện", "Hàm Tiến;Tp Phan Thiết"), [former]);
    assert_eq!(
        locality("Xã (tên mới);Huyện;Xã cũ", "Phường Mũi Né;Tp Phan Thiết;Hàm Tiến"),
        [former, "locality_now: Phường Mũi Né, tỉnh Lâm Đồng"]
    );
    assert_eq!(
        locality("Xã;Huyện;Xã cũ;Thôn", "Phường Mũi Né;Tp Phan Thiết;Hàm Tiến;Khu phố 3"),
        [
            "locality: Khu phố 3, phường Hàm Tiến, thành phố Phan Thiết, tỉnh Bình Thuận",
            "locality_now: Phường Mũi Né, tỉnh Lâm Đồng"
        ]
    );
}

#[test]
fn a_name_that_a_former_and_a_present_unit_bear_is_asked_about_where_the_model_is_older() {
    for home in ["Tỉnh Lâm Đồng", "Xã Bắc Ruộng, tỉnh Lâm Đồng"] {
        let today = Date::new(TODAY.0, TODAY.1, TODAY.2).unwrap();
        let home_line = format!("home: {home}\n");
        let source = Source::memory([("content/site.yaml", home_line.as_str())], today).value;
        let site = site::catalog(&source, &Options { drafts: true, ..Options::default() });
        let one = |place: &str, year: &str| {
            csv(&site, &format!("Tên mô hình;Địa bàn;Lĩnh vực;Năm khen thưởng\nHũ gạo;\"{place}\";Kinh tế;{year}\n"))
        };
        let plan = one("xã Hàm Liêm", "2022");
        assert_eq!((codes(&plan), plan.counts.drafts), (vec![(Code::UncertainCell, "ds.csv › CSV!B2")], 1), "{home}");
        let help = &plan.findings[0].help.as_ref().unwrap().vi;
        for name in ["Xã Hàm Liêm, tỉnh Lâm Đồng", "Xã Hàm Liêm, huyện Hàm Thuận Bắc, tỉnh Bình Thuận"]
        {
            assert!(help.contains(name), "{home} {help}");
        }
        // Of a model of after, of a whole name, and of a name of one time nothing is asked.
        for (place, year) in [
            ("xã Hàm Liêm", "2026"),
            ("Xã Hàm Liêm, huyện Hàm Thuận Bắc, tỉnh Bình Thuận", "2022"),
            ("Xã Hàm Liêm, tỉnh Lâm Đồng", "2022"),
            ("xã Hàm Chính", "2022"),
        ] {
            let plan = one(place, year);
            assert!(plan.findings.is_empty(), "{home} {place} {year} {:#?}", plan.findings);
        }
    }
}

#[test]
fn the_level_of_recognition_is_known_by_its_heading() {
    for (heading, cell) in [("Cấp công nhận", "Tỉnh"), ("Cấp khen thưởng", "Cấp tỉnh"), ("Công nhận cấp", "tỉnh")]
    {
        let list = format!(
            "TT;Tên mô hình;Địa bàn;Lĩnh vực;Năm khen thưởng;{heading}\n1;Hũ gạo;{PLACE};Kinh tế;2023;{cell}\n"
        );
        let plan = csv(&catalog(&[]), &list);
        let text = only(&plan);
        assert!(text.contains("level: tinh"), "{heading}\n{text}\n{:#?}", plan.findings);
    }
}

#[test]
fn a_list_of_persons_has_models_of_persons() {
    let row = |name: &str, home: &str| format!("1;{name};{PLACE};Kinh tế;{home}\n");
    for (heading, home) in
        [("Họ và tên", "Nơi ở"), ("Họ tên", "Nơi cư trú"), ("Tên cá nhân điển hình", "Chỗ ở hiện nay")]
    {
        let list =
            format!("TT;{heading};{home};Lĩnh vực;Thành tích\n1;Bà Nguyễn Thị A;{PLACE};Kinh tế;Vận động 20 hộ.\n");
        let plan = csv(&catalog(&[]), &list);
        let text = only(&plan);
        for part in ["title: Bà Nguyễn Thị A\n", "kind: ca-nhan\n", "Xã La Dạ"] {
            assert!(text.contains(part), "{heading} {part}\n{text}\n{:#?}", plan.findings);
        }
    }
    // Beside the title of a model a person is who runs it.
    let list = format!("TT;Tên mô hình;Họ và tên;Địa bàn;Lĩnh vực\n{}", row("Hũ gạo;Bà Nguyễn Thị A", ""));
    let plan = csv(&catalog(&[]), &list);
    let text = only(&plan);
    assert!(text.contains("title: Hũ gạo\n") && !text.contains("kind: ca-nhan"), "{text}");
    // A sheet of persons says it too, whatever its column of titles is called; a column says it better.
    let rows = [("Cá nhân điển hình", true), ("Gương cá nhân 2025", true), ("Tập thể, cá nhân", false), ("DS", false)];
    for (sheet, is_person) in rows {
        let list: &[&[&str]] =
            &[&["STT", "Tên điển hình", "Lĩnh vực", "Địa bàn"], &["1", "Nguyễn Văn B", "Kinh tế", PLACE]];
        let plan = import(&catalog(&[]), &Memory::default(), "ds.xlsx", &super::communes::workbook(&[(sheet, list)]));
        assert_eq!(only(&plan).contains("kind: ca-nhan\n"), is_person, "{sheet} {:#?}", plan.files);
    }
}
