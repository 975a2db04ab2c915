//! Which cell says what: groups of headings, several awards in one row, figures, places that are a whole, hidden rows.

use super::*;
use crate::schema::flow_scalar;

/// A workbook of a clerk: two rows of headings with groups, and these rows below.
fn grouped(rows: &[&[&str]]) -> Vec<u8> {
    let heading: [&[&str]; 2] = [
        &[
            "STT",
            "Tên mô hình",
            "Địa bàn",
            "Lĩnh vực",
            "Tập thể/cá nhân thực hiện",
            "Khen thưởng",
            "",
            "",
            "Kết quả",
            "",
            "",
        ],
        &[
            "",
            "",
            "",
            "",
            "",
            "Cấp khen",
            "Hình thức khen",
            "Ngày quyết định",
            "Số hộ tham gia",
            "Kinh phí (triệu đồng)",
            "Kết quả nổi bật",
        ],
    ];
    let rows: Vec<&[&str]> = heading.iter().copied().chain(rows.iter().copied()).collect();
    let merges = ["A1:A2", "B1:B2", "C1:C2", "D1:D2", "E1:E2", "F1:H1", "I1:K1"];
    let merges: String = merges.iter().map(|range| format!("<mergeCell ref=\"{range}\"/>")).collect();
    let sheet =
        format!("<worksheet><sheetData>{}</sheetData><mergeCells>{merges}</mergeCells></worksheet>", cells(&rows));
    xlsx(&sheet, "<styleSheet/>")
}

fn read(rows: &[&[&str]]) -> Plan {
    import(&catalog(&[]), &Memory::default(), "ds.xlsx", &grouped(rows))
}

fn only(plan: &Plan) -> &String {
    assert_eq!(plan.files.len(), 1, "{:#?}", plan.findings);
    plan.files.values().next().unwrap()
}

fn has(text: &str, lines: &[&str]) {
    for line in lines {
        assert!(text.contains(line), "{line}\n{text}");
    }
}

#[test]
fn a_group_of_headings_says_no_column_what_it_is() {
    let kind = "Chi bộ thôn 2, xã Đông Giang";
    let row: &[&str] =
        &["1", "Tổ tự quản", PLACE, "Kinh tế", kind, "Tỉnh", "Bằng khen", "15/4/2026", "120", "15", "Giảm 8 vụ."];
    let plan = read(&[row]);
    let text = only(&plan);
    has(
        text,
        &[
            "awards:\n  - {year: 2026, level: tinh, form: Bằng khen}\n",
            "organisation: \"Chi bộ thôn 2, xã Đông Giang\"\n",
            "results:\n  - {label: Hộ tham gia, value: 120, unit: hộ}\n",
            "resources: \"15 triệu đồng\"\n",
            "# Ghi chú: Khen thưởng Ngày quyết định: 15/4/2026\n",
            "## Kết quả\n\nGiảm 8 vụ.\n",
        ],
    );
    assert!(
        !text.contains("draft") && !text.contains("kind:") && plan.findings.is_empty(),
        "{text}\n{:#?}",
        plan.findings
    );
}

#[test]
fn several_awards_of_one_row_are_paired_or_told() {
    let row = |level, form| -> Plan {
        read(&[&["1", "Tổ tự quản", PLACE, "Kinh tế", "Chi hội", level, form, "15/4/2026", "", "", ""]])
    };
    has(
        only(&row("Tỉnh, Xã", "Bằng khen, Giấy khen")),
        &["awards:\n  - {year: 2026, level: tinh, form: Bằng khen}\n  - {year: 2026, level: xa, form: Giấy khen}\n"],
    );
    let told = row("Tỉnh, Xã", "Giấy khen");
    assert_eq!(codes(&told), [(Code::UncertainCell, "ds.xlsx › DS!G3")]);
    has(
        only(&told),
        &[
            "draft: true",
            "# Chưa rõ: Khen thưởng “Giấy khen / Cấp tỉnh; Cấp xã / 2026” chưa rõ là mấy lần khen thưởng.",
        ],
    );
}

#[test]
fn of_two_columns_for_one_key_the_other_is_kept_and_told() {
    let list = "Tên mô hình;Địa bàn;Lĩnh vực;Đơn vị;Chủ thể;Hình thức khen thưởng;Khen thưởng;Năm khen thưởng\n";
    let plan = csv(&catalog(&[]), &format!("{list}Hũ gạo;{PLACE};Kinh tế;Hội A;Hội B;Giấy khen;Bằng khen;2024\n"));
    has(
        only(&plan),
        &[
            "organisation: Hội A\n",
            "# Ghi chú: Chủ thể: Hội B\n",
            "  - {year: 2024, form: Giấy khen}\n",
            "# Ghi chú: Khen thưởng: Bằng khen\n",
        ],
    );
    assert_eq!(codes(&plan), [(Code::UnusedColumn, "ds.csv › CSV!E1"), (Code::UnusedColumn, "ds.csv › CSV!G1")]);
}

#[test]
fn who_runs_the_models_is_no_kind_by_its_cells() {
    let list = |cell: &str| format!("Tên mô hình;Địa bàn;Lĩnh vực;Tập thể, cá nhân\nHũ gạo;{PLACE};Kinh tế;{cell}\n");
    let plan = csv(&catalog(&[]), &list("Hội Nông dân xã"));
    has(only(&plan), &["organisation: Hội Nông dân xã\n"]);
    assert!(plan.findings.is_empty(), "{:#?}", plan.findings);
}

#[test]
fn a_figure_has_the_unit_of_its_heading_and_a_sentence_below_it_is_kept() {
    let list = "Tên mô hình;Địa bàn;Lĩnh vực;Số hộ;Tổng số lượt người;Diện tích (ha);Năm\n";
    let row = |cells: &str| csv(&catalog(&[]), &format!("{list}Hũ gạo;{PLACE};Kinh tế;{cells}\n"));
    let plan = row("1.250;30 lượt;;2024");
    has(
        only(&plan),
        &["results:\n  - {label: Hộ, value: \"1.250\", unit: hộ}\n  - {label: Lượt người, value: 30, unit: lượt}\n"],
    );
    let unused = [(Code::UnusedColumn, "ds.csv › CSV!F1"), (Code::UnusedColumn, "ds.csv › CSV!G1")];
    assert_eq!(codes(&plan), unused);
    assert!(plan.findings[1].help.as_ref().unwrap().vi.contains("award_year"), "it is asked which year it is");
    has(only(&row("khoảng 120 hộ;;;")), &["## Kết quả\n\nHộ: khoảng 120 hộ\n"]);
}

#[test]
fn a_year_with_a_letter_and_a_day_that_is_a_bare_number_are_told() {
    let list = "Tên mô hình;Địa bàn;Lĩnh vực;Thời gian bắt đầu\n";
    let plan = csv(&catalog(&[]), &format!("{list}Hũ gạo;{PLACE};Kinh tế;2o20\n"));
    has(only(&plan), &["started: 2020\n", "draft: true\n", "# Chưa rõ: “2o20” có chữ trong con số"]);
    for fine in ["quý I/2024", "tháng 3 năm 2025", "2022", "Tháng 10/2019"] {
        let plan = csv(&catalog(&[]), &format!("{list}Hũ gạo;{PLACE};Kinh tế;{fine}\n"));
        assert!(plan.findings.is_empty(), "{fine} {:#?}", plan.findings);
    }
    let number = "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>Tên mô hình</t></is></c><c r=\"B1\" t=\"inlineStr\"><is><t>Ngày quyết định</t></is></c></row>\
        <row r=\"2\"><c r=\"A2\" t=\"inlineStr\"><is><t>Hũ gạo</t></is></c><c r=\"B2\"><v>46180</v></c></row>";
    let sheet = format!("<worksheet><sheetData>{number}</sheetData></worksheet>");
    let plan = import(&catalog(&[]), &Memory::default(), "ds.xlsx", &xlsx(&sheet, "<styleSheet/>"));
    has(only(&plan), &["“46180” không phải là một năm; nếu là ngày của Excel thì là 7/6/2026."]);
}

#[test]
fn a_whole_province_is_that_of_the_site() {
    let list = |place: &str| csv(&catalog(&[]), &format!("Tên mô hình;Lĩnh vực;Địa bàn\nHũ gạo;Kinh tế;{place}\n"));
    for place in ["Toàn tỉnh", "toàn  tỉnh", "Trên địa bàn tỉnh", "Cả tỉnh"] {
        let plan = list(place);
        assert!(plan.findings.is_empty(), "{place} {:#?}", plan.findings);
        has(only(&plan), &["locality: Tỉnh Lâm Đồng\n"]);
    }
    let plan = list("Toàn huyện");
    assert_eq!(codes(&plan), [(Code::UncertainCell, "ds.csv › CSV!C2")]);
    let help = &plan.findings[0].help.as_ref().unwrap().vi;
    assert!(!help.contains("Có thể là"), "{help}");
    let group = "Tên mô hình;Lĩnh vực;Địa bàn\nHuyện Hàm Thuận Bắc, tỉnh Bình Thuận;;\nHũ gạo;Kinh tế;Toàn huyện\n";
    has(only(&csv(&catalog(&[]), group)), &["locality: \"Huyện Hàm Thuận Bắc, tỉnh Bình Thuận\"\n"]);
}

#[test]
fn a_hidden_row_is_a_draft_until_it_is_shown() {
    let rows = |hidden: &str| {
        let rows: &[&[&str]] = &[&["Tên mô hình", "Địa bàn", "Lĩnh vực"], &["Hũ gạo", PLACE, "Kinh tế"]];
        let rows = cells(rows).replace("<row r=\"2\">", &format!("<row r=\"2\"{hidden}>"));
        xlsx(&format!("<worksheet><sheetData>{rows}</sheetData></worksheet>"), "<styleSheet/>")
    };
    let plan = import(&catalog(&[]), &Memory::default(), "ds.xlsx", &rows(" hidden=\"1\""));
    assert_eq!(codes(&plan), [(Code::UncertainCell, "ds.xlsx › DS!A2")]);
    has(only(&plan), &["draft: true\n", "# Chưa rõ: Hàng này bị ẩn trong danh sách. (DS!A2)\n"]);
    let (path, text) = plan.files.first_key_value().unwrap();
    let site = catalog(&[(path.as_str(), text)]);
    let shown = import(&site, &plan.memory, "ds.xlsx", &rows(""));
    assert!(!only(&shown).contains("draft") && !only(&shown).contains("Chưa rõ"), "{}", only(&shown));

    let mut ods = NewPackage::default();
    let row = |style: &str, texts: &[&str]| {
        let cells: String = texts.iter().map(|text| format!("<t:table-cell><p>{text}</p></t:table-cell>")).collect();
        format!("<t:table-row{style}>{cells}</t:table-row>")
    };
    let filtered = row(" t:visibility=\"filter\"", &["Hũ gạo", "Kinh tế"]);
    let shown = row("", &["Tiếng kẻng", "Kinh tế"]);
    let body =
        format!("<x><t:table t:name=\"a\">{}{filtered}{shown}</t:table></x>", row("", &["Tên mô hình", "Lĩnh vực"]));
    ods.add("content.xml", body.as_bytes());
    let bytes = ods.finish();
    let sheet = &sheet::read("a.ods", &bytes).unwrap().sheets[0];
    assert_eq!([0, 1, 2].map(|row| sheet.hidden_rows.contain(row)), [false, true, false]);
}

#[test]
fn a_hidden_sheet_is_a_draft_too() {
    let rows = cells(&[&["Tên mô hình", "Địa bàn", "Lĩnh vực"], &["Hũ gạo", PLACE, "Kinh tế"]]);
    for (state, is_hidden) in [(" state=\"hidden\"", true), (" state=\"veryHidden\"", true), ("", false)] {
        let mut package = NewPackage::default();
        let book = format!(
            "<workbook><sheets><sheet name=\"DS\" sheetId=\"1\"{state} r:id=\"rId1\" xmlns:r=\"r\"/></sheets></workbook>"
        );
        let relation = br#"<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>"#;
        package.add("xl/workbook.xml", book.as_bytes());
        package.add("xl/_rels/workbook.xml.rels", relation);
        package.add(
            "xl/worksheets/sheet1.xml",
            format!("<worksheet><sheetData>{rows}</sheetData></worksheet>").as_bytes(),
        );
        let plan = import(&catalog(&[]), &Memory::default(), "ds.xlsx", &package.finish());
        let told = only(&plan).contains("# Chưa rõ: Trang tính này bị ẩn trong danh sách. (DS!A2)\n");
        assert_eq!((told, only(&plan).contains("draft: true")), (is_hidden, is_hidden), "{state}");
    }
}

#[test]
fn a_hidden_column_is_told_of_where_it_says_something() {
    let rows: &[&[&str]] = &[
        &["STT", "Tên mô hình", "Địa bàn", "Lĩnh vực"],
        &["1", "Hũ gạo", PLACE, "Kinh tế"],
        &["2", "Kẻng", PLACE, ""],
    ];
    let list = |columns: &str| {
        let xml = format!("<worksheet><cols>{columns}</cols><sheetData>{}</sheetData></worksheet>", cells(rows));
        import(&catalog(&[]), &Memory::default(), "ds.xlsx", &xlsx(&xml, "<styleSheet/>"))
    };
    for columns in ["<col min=\"4\" max=\"4\" hidden=\"1\"/>", "<col min=\"4\" max=\"5\" width=\"0\"/>"] {
        let plan = list(columns);
        let text = |slug: &str| plan.files.iter().find(|(path, _)| path.stem() == slug).unwrap().1;
        has(text("hu-gao"), &["draft: true\n", "# Chưa rõ: Cột này bị ẩn trong danh sách. (DS!D2)\n"]);
        assert!(!text("keng").contains("bị ẩn"), "an empty cell says nothing");
    }
    let plan = list("<col min=\"1\" max=\"1\" hidden=\"1\"/><col min=\"2\" max=\"4\" width=\"12\"/>");
    assert!(plan.files.values().all(|text| !text.contains("bị ẩn")), "numbers of rows say nothing");
}

#[test]
fn in_ods_a_style_a_group_and_a_filter_hide_too() {
    let cell = |text: &str| format!("<t:table-cell><p>{text}</p></t:table-cell>");
    let row = |more: &str| format!("<t:table-row{more}>{}</t:table-row>", cell("a"));
    let body = format!(
        "<x><s:style s:name=\"ro9\"><s:table-row-properties s:row-height=\"0cm\"/></s:style>\
         <s:style s:name=\"ro1\"><s:table-row-properties s:row-height=\"0.45cm\"/></s:style>\
         <s:style s:name=\"ta9\"><s:table-properties t:display=\"false\"/></s:style>\
         <t:table t:name=\"a\"><t:table-column t:number-columns-repeated=\"2\"/><t:table-column t:visibility=\"collapse\"/>\
         {}{}{}<t:table-row-group t:display=\"false\">{}</t:table-row-group>{}</t:table>\
         <t:table t:name=\"b\" t:style-name=\"ta9\">{}</t:table></x>",
        row(" t:style-name=\"ro1\""),
        row(" t:style-name=\"ro9\""),
        row(" t:visibility=\"filter\""),
        row(""),
        row(""),
        row("")
    );
    let mut ods = NewPackage::default();
    ods.add("content.xml", body.as_bytes());
    let bytes = ods.finish();
    let sheets = &sheet::read("a.ods", &bytes).unwrap().sheets;
    let hidden = [0, 1, 2, 3, 4].map(|row| sheets[0].hidden_rows.contain(row));
    assert_eq!(hidden, [false, true, true, true, false]);
    assert_eq!([1, 2, 3].map(|column| sheets[0].hidden_columns.contain(column)), [false, true, false]);
    assert_eq!((sheets[0].is_hidden, sheets[1].is_hidden), (false, true));
}

#[test]
fn a_bare_amount_is_of_dong_where_that_is_certain() {
    let list = |heading: &str, cell: &str| {
        csv(&catalog(&[]), &format!("Tên mô hình;Lĩnh vực;Địa bàn;{heading}\nHũ gạo;Kinh tế;{PLACE};{cell}\n"))
    };
    for (heading, cell, wanted) in [
        ("Kinh phí", "600000000", "600.000.000 đồng"),
        ("Kinh phí thực hiện", "1.500.000", "1.500.000 đồng"),
        ("Kinh phí (triệu đồng)", "15", "15 triệu đồng"),
        ("Kinh phí (ĐVT: đồng)", "15000", "15000 đồng"),
        ("Kinh phí", "120 triệu", "120 triệu"),
        ("Nguồn lực", "40 ngày công", "40 ngày công"),
    ] {
        let plan = list(heading, cell);
        assert!(plan.findings.is_empty(), "{heading} {cell} {:#?}", plan.findings);
        has(only(&plan), &[&format!("resources: {}\n", flow_scalar(wanted))]);
    }
    let plan = list("Kinh phí", "15");
    assert_eq!(codes(&plan), [(Code::UncertainCell, "ds.csv › CSV!D2")]);
    has(only(&plan), &["draft: true", "resources: 15\n"]);
}
