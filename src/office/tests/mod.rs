//! What whole files become.

mod again;
mod columns;
mod communes;
mod dossier;
mod export;
mod harm;
mod headings;
mod pictures;
mod places;
mod private;
mod real;
mod same;
mod untitled;

use super::import::{Mapping, Memory, plan};
use super::package::NewPackage;
use super::sheet::{self, Cell, Sheet};
use super::{Format, Known, Plan, table};
use crate::catalog::Catalog;
use crate::finding::Code;
use crate::site::{self, Options};
use crate::source::Source;
use crate::text::{Date, Lang};

const TODAY: (u16, u8, u8) = (2026, 11, 26);

fn catalog(files: &[(&str, &str)]) -> Catalog {
    let today = Date::new(TODAY.0, TODAY.1, TODAY.2).unwrap();
    let site = [("content/site.yaml", "home: Tỉnh Lâm Đồng\n")];
    let source = Source::memory(site.iter().chain(files).map(|(path, text)| (*path, *text)), today).value;
    site::catalog(&source, &Options { drafts: true, ..Options::default() })
}

/// What is known of a site before a list is read.
fn known<'k>(catalog: &'k Catalog, mapping: &'k Mapping, memory: &'k Memory) -> Known<'k> {
    let is_there = &|_: &crate::text::SitePath| false;
    Known { catalog, mapping, memory, place: None, this_year: TODAY.0, is_there, with_deleted: false }
}

fn import(catalog: &Catalog, memory: &Memory, name: &str, bytes: &[u8]) -> Plan {
    let mapping = Mapping::new();
    let known = known(catalog, &mapping, memory);
    plan(&[(name.to_owned(), bytes.to_vec())], &known)
}

fn csv(catalog: &Catalog, text: &str) -> Plan {
    import(catalog, &Memory::default(), "ds.csv", text.as_bytes())
}

fn codes(plan: &Plan) -> Vec<(Code, &str)> {
    plan.findings.iter().map(|finding| (finding.code, finding.file.as_str())).collect()
}

/// A workbook with one sheet of this XML.
fn xlsx(sheet: &str, styles: &str) -> Vec<u8> {
    let mut package = NewPackage::default();
    package.add(
        "xl/workbook.xml",
        br#"<workbook><sheets><sheet name="DS" sheetId="1" r:id="rId1" xmlns:r="r"/></sheets></workbook>"#,
    );
    let relation = br#"<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>"#;
    package.add("xl/_rels/workbook.xml.rels", relation);
    package.add("xl/styles.xml", styles.as_bytes());
    package.add("xl/worksheets/sheet1.xml", sheet.as_bytes());
    package.finish()
}

/// Cells of text, row by row from row 1; an empty text is no cell.
fn cells(rows: &[&[&str]]) -> String {
    let cell = |row: usize, (column, text): (usize, &&str)| {
        let address = super::write::address(column, row + 1);
        format!("<c r=\"{address}\" t=\"inlineStr\"><is><t>{text}</t></is></c>")
    };
    let row = |(at, row): (usize, &&[&str])| {
        let cells = row.iter().enumerate().filter(|(_, text)| !text.is_empty()).map(|found| cell(at, found));
        format!("<row r=\"{}\">{}</row>", at + 1, cells.collect::<String>())
    };
    rows.iter().enumerate().map(row).collect()
}

#[test]
fn a_list_with_a_title_two_heading_rows_and_merged_cells_is_read() {
    let rows: &[&[&str]] = &[
        &["DANH SÁCH MÔ HÌNH"],
        &["STT", "Tên mô hình", "Địa bàn", "", "Lĩnh vực", "Khen thưởng", ""],
        &["", "", "Xã", "Huyện (cũ)", "", "Năm", "Hình thức khen thưởng"],
        &[
            "1",
            "Tiếng kẻng",
            "Đông Giang",
            "Hàm Thuận Bắc, tỉnh Bình Thuận",
            "Quốc phòng - an ninh",
            "2019",
            "Giấy khen",
        ],
        &["2", "Hũ gạo", "La Dạ", "", "Văn hóa - xã hội", "", ""],
        &["", "Tổng cộng", "", "", "2", "", ""],
    ];
    let merges = ["A1:G1", "A2:A3", "B2:B3", "C2:D2", "E2:E3", "F2:G2", "D4:D5"];
    let merges: String = merges.iter().map(|range| format!("<mergeCell ref=\"{range}\"/>")).collect();
    let sheet =
        format!("<worksheet><sheetData>{}</sheetData><mergeCells>{merges}</mergeCells></worksheet>", cells(rows));
    let plan = import(&catalog(&[]), &Memory::default(), "ds.xlsx", &xlsx(&sheet, "<styleSheet/>"));
    assert_eq!((plan.counts.written, plan.counts.no_models, plan.counts.refused), (2, 1, 0), "{:#?}", plan.findings);
    let files: Vec<&str> = plan.files.keys().map(|path| path.as_str()).collect();
    assert_eq!(files, ["content/mo-hinh/binh-thuan/hu-gao.md", "content/mo-hinh/binh-thuan/tieng-keng.md"]);
    let text = plan.files.values().last().unwrap();
    for line in [
        "# Nguồn: ds.xlsx › DS!B4",
        "locality: \"Đông Giang, Hàm Thuận Bắc, tỉnh Bình Thuận\"",
        "field: quoc-phong-an-ninh",
        "  - {year: 2019, form: Giấy khen}",
    ] {
        assert!(text.contains(line), "{line}\n{text}");
    }
    assert!(plan.files.values().next().unwrap().contains("La Dạ, Hàm Thuận Bắc"), "merged with the row above");
}

#[test]
fn a_heading_that_comes_again_on_each_page_is_no_model() {
    let heading: [&[&str]; 3] = [
        &["STT", "Tên mô hình", "Lĩnh vực", "Khen thưởng", ""],
        &["", "", "", "Năm công nhận", "Hình thức"],
        &["(1)", "(2)", "(3)", "(4)", "(5)"],
    ];
    let shouted: [&[&str]; 2] =
        [&["Stt", "TÊN  MÔ HÌNH", "LĨNH VỰC", "KHEN THƯỞNG", ""], &["", "", "", "NĂM CÔNG NHẬN", "HÌNH THỨC"]];
    let rows: Vec<&[&str]> = [
        &heading[..],
        &[&["1", "Tiếng kẻng", "Kinh tế", "2019", "Giấy khen"]],
        &heading[..],
        &[&["2", "Hũ gạo", "Kinh tế", "2020", "Giấy khen"]],
        &shouted[..],
        &[&["", "", "Kinh tế", "2021", "Giấy khen"]],
    ]
    .concat();
    let merges = ["A1:A2", "B1:B2", "C1:C2", "D1:E1"].map(|range| format!("<mergeCell ref=\"{range}\"/>")).concat();
    let sheet =
        format!("<worksheet><sheetData>{}</sheetData><mergeCells>{merges}</mergeCells></worksheet>", cells(&rows));
    let plan = import(&catalog(&[]), &Memory::default(), "ds.xlsx", &xlsx(&sheet, "<styleSheet/>"));
    let counts = plan.counts;
    assert_eq!((counts.written, counts.no_models, counts.refused), (2, 5, 1), "{:#?}", plan.findings);
}

#[test]
fn who_signs_a_list_is_no_model_and_a_row_without_a_title_is_refused_whatever_it_tells() {
    let list = "STT;Tên mô hình;Lĩnh vực;Đơn vị;Kết quả\n\
        1;Cộng đồng tự quản;;;12\n\
        2;Tổng vệ sinh đường làng;;;3\n\
        3;;Kinh tế;Chi hội 1;Ngày 15 tháng 10 năm 2024 ra mắt\n\
        4;Chủ tịch xã Nguyễn Văn A;Kinh tế;UBND xã;Ngày nào cũng gặp dân\n\
        ;Tổng số mô hình: 4;;;\n;Cộng xã Đông Giang;;;15\n\
        ;;;Đông Giang, ngày 15 tháng 10 năm 2025;\n\
        ;NGƯỜI LẬP BIỂU;;TM. BAN THƯỜNG VỤ;\n;(Ký, ghi rõ họ tên);;PHÓ BÍ THƯ;\n;Trần Thị B;;Nguyễn Văn C;\n\
        5;Sang trang;Kinh tế;Chi hội 2;\n";
    let plan = csv(&catalog(&[]), list);
    let counts = plan.counts;
    assert_eq!((counts.written, counts.refused, counts.no_models), (4, 1, 6), "{:#?}", plan.files.keys());
}

#[test]
fn findings_stand_in_the_order_of_the_rows() {
    let rows: String = (1..=12).map(|number| format!("{number};;Kinh tế;2019\n")).collect();
    let plan = csv(&catalog(&[]), &format!("STT;Tên mô hình;Lĩnh vực;Năm công nhận\n{rows}"));
    let wanted: Vec<String> = (2..=13).map(|row| format!("ds.csv › CSV!B{row}")).collect();
    assert_eq!(codes(&plan).into_iter().map(|(_, file)| file).collect::<Vec<_>>(), wanted);
}

#[test]
fn the_font_of_a_cell_says_its_encoding() {
    let styles = "<styleSheet><fonts><font><name val=\"Arial\"/></font><font><name val=\".VnTime\"/></font>\
        <font><name val=\"VNI-Times\"/></font></fonts><cellXfs><xf fontId=\"0\"/><xf fontId=\"1\"/><xf fontId=\"2\"/></cellXfs></styleSheet>";
    let cell = |address: &str, style: usize, text: &str| {
        format!("<c r=\"{address}\" s=\"{style}\" t=\"inlineStr\"><is><t>{text}</t></is></c>")
    };
    let row = [
        cell("A1", 1, "x· §«ng Giang"),
        cell("B1", 2, "xaõ Ñoâng Giang"),
        cell("C1", 1, "xã Đông"),
        cell("D1", 0, "ƀĕŏ"),
    ];
    let sheet = format!("<worksheet><sheetData><row r=\"1\">{}</row></sheetData></worksheet>", row.concat());
    let book = xlsx(&sheet, styles);
    let sheets = sheet::read("a.xlsx", &book).unwrap().sheets;
    let texts: Vec<String> = sheets[0].rows[&0].values().map(Cell::text).collect();
    assert_eq!(texts, ["xã Đông Giang", "xã Đông Giang", "xã Đông", "ƀĕŏ"]);
}

#[test]
fn text_of_an_old_font_that_has_a_new_one_is_put_into_unicode_where_that_is_certain() {
    let rows: &[&[&str]] = &[
        &["STT", "Tên mô hình", "Địa bàn", "Ghi chú"],
        &["1", "Tæ tù qu¶n an ninh trËt tù", "X· Hµm Liªm, huyÖn Hµm ThuËn B¾c", ""],
        &["2", "Café «Ä»", "K'ho ƀĕŏ ©", "10 m² · 3½ giờ"],
    ];
    let sheet = format!("<worksheet><sheetData>{}</sheetData></worksheet>", cells(rows));
    let fonts = "<styleSheet><fonts><font><name val=\"Times New Roman\"/></font></fonts></styleSheet>";
    let book = xlsx(&sheet, fonts);
    let read = sheet::read("a.xlsx", &book).unwrap();
    let wanted = ["1", "Tổ tự quản an ninh trật tự", "Xã Hàm Liêm, huyện Hàm Thuận Bắc"];
    let row = |at: usize| read.sheets[0].rows[&at].values().map(Cell::text).collect::<Vec<_>>();
    assert_eq!(row(1), wanted);
    assert_eq!(row(2), rows[2]);
}

#[test]
fn what_is_not_certain_becomes_a_draft_and_is_told_with_its_cell() {
    let plan = csv(
        &catalog(&[]),
        "STT;Tên mô hình;Lĩnh vực;Địa bàn;Năm công nhận;Phụ trách\n1;Một;Kinh tế;Tân Thành;năm 2019;A\n2;Hai;Thể thao;Xã La Dạ, huyện Hàm Thuận Bắc, tỉnh Bình Thuận;lâu rồi;\n3;;Kinh tế;Xã La Dạ;;\n4;Một;Kinh tế;Tân Thành;;\n",
    );
    assert_eq!((plan.counts.written, plan.counts.drafts, plan.counts.refused), (2, 2, 2));
    let wanted = [
        (Code::UnusedColumn, "ds.csv › CSV!F1"),
        (Code::UncertainCell, "ds.csv › CSV!D2"),
        (Code::UncertainCell, "ds.csv › CSV!C3"),
        (Code::UncertainCell, "ds.csv › CSV!E3"),
        (Code::RowRefused, "ds.csv › CSV!B4"),
        (Code::RowRefused, "ds.csv › CSV!B5"),
    ];
    assert_eq!(codes(&plan), wanted);
    let one = plan.files.values().find(|text| text.contains("title: Một")).unwrap();
    assert!(
        one.contains("draft: true") && one.contains("# Chưa rõ: Chưa rõ “Tân Thành” là nơi nào. (CSV!D2)"),
        "{one}"
    );
    assert!(one.contains("recognised: 2019\n"), "{one}");
}

#[test]
fn characters_that_nobody_sees_do_not_stand_in_files() {
    let plan =
        csv(&catalog(&[]), "Tên mô hình;Địa bàn;Cách làm;Ghi chú\nHũ\u{0} gạo;Xã La Dạ;Góp\u{0} gạo\u{1};x\u{0}y\n");
    let text = plan.files.values().next().unwrap();
    assert!(!text.contains(['\u{0}', '\u{1}']) && text.contains("Góp  gạo"), "{text:?}");
}

const HEADING: &str = "Tên mô hình;Lĩnh vực;Địa bàn;Đơn vị;Nguồn lực\n";
const PLACE: &str = "Xã La Dạ, huyện Hàm Thuận Bắc, tỉnh Bình Thuận";

#[test]
fn a_list_that_comes_again_changes_what_the_office_changed_and_keeps_what_an_editor_changed() {
    let first = csv(&catalog(&[]), &format!("{HEADING}Hũ gạo;Kinh tế;{PLACE};Hội A;5 triệu\n"));
    let (path, text) = first.files.iter().next().unwrap();
    let edited = text.replace("field: kinh-te", "field: kinh-te   # đã hỏi").replace("5 triệu", "6 triệu");
    let edited = format!("{edited}\nLời kể.\n");
    let site = catalog(&[(path.as_str(), &edited)]);
    let again = |row: &str| import(&site, &first.memory, "quy-2.csv", format!("{HEADING}{row}\n").as_bytes());

    let same = again(&format!("Hũ gạo;Kinh tế;{PLACE};Hội A;5 triệu"));
    assert_eq!((same.counts.unchanged, same.files.len(), same.findings.len()), (1, 0, 0), "the editor's change stays");

    let changed = again(&format!("Hũ gạo;Kinh tế;{PLACE};Hội B;5 triệu"));
    let wanted = edited.replace("organisation: Hội A", "organisation: Hội B");
    assert_eq!(changed.files.values().collect::<Vec<_>>(), [&wanted], "one line, nothing else");

    let both = again(&format!("Hũ gạo;Kinh tế;{PLACE};Hội A;7 triệu"));
    assert_eq!(codes(&both), [(Code::ImportConflict, "quy-2.csv › CSV!E2")]);
    assert!(both.files.is_empty());
    assert_eq!(both.counts.conflicts, 1);
    let third =
        import(&site, &both.memory, "q.csv", format!("{HEADING}Hũ gạo;Kinh tế;{PLACE};Hội A;7 triệu\n").as_bytes());
    assert_eq!(codes(&third).len(), 1, "an open conflict is told again");

    let story = |text: &str| format!("Tên mô hình;Địa bàn;Cách làm\nHũ gạo;{PLACE};{text}\n");
    let told = import(&site, &first.memory, "q.csv", story("Góp gạo.").as_bytes());
    let wanted = format!("{edited}\n## Cách làm\n\nGóp gạo.\n");
    assert_eq!(
        (told.findings.len(), told.files.values().collect::<Vec<_>>()),
        (0, vec![&wanted]),
        "a cell that is new"
    );
    let anew = catalog(&[(path.as_str(), &wanted.replace("Góp gạo.", "Bà con góp gạo."))]);
    let retold = import(&anew, &told.memory, "q.csv", story("Góp gạo mỗi tháng.").as_bytes());
    assert_eq!(codes(&retold), [(Code::ImportConflict, "q.csv › CSV!C2")], "the article is the editor's");

    let emptied = again(&format!("Hũ gạo;Kinh tế;{PLACE};;5 triệu"));
    assert_eq!(codes(&emptied), [(Code::EmptiedCell, "quy-2.csv › CSV!D2")]);
    assert!(emptied.files.is_empty());
}

#[test]
fn a_section_that_no_editor_has_changed_follows_the_list() {
    let list = |steps: &str| {
        format!(
            "Tên mô hình;Địa bàn;Lĩnh vực;Cách làm;Kết quả\nHũ gạo;{PLACE};Kinh tế;{steps};\"- Giúp 12 hộ.\n- Nuôi 3 em.\"\n"
        )
    };
    let first = csv(&catalog(&[]), &list("Góp gạo."));
    let (path, text) = first.files.first_key_value().unwrap();
    let again = |text: &str| {
        import(&catalog(&[(path.as_str(), text)]), &first.memory, "q.csv", list("Góp * mỗi tháng.").as_bytes())
    };
    for line in ["\n", "\r\n"] {
        // What an editor has added elsewhere, and below in the same section, stays.
        let file = text.replace("Nuôi 3 em.\n", "Nuôi 3 em.\n\nBiên tập thêm.\n").replace('\n', line);
        let plan = again(&file);
        assert_eq!((plan.counts.updated, plan.findings.len()), (1, 0), "{:#?}", plan.findings);
        let wanted = file.replace("Góp gạo.", "Góp \\* mỗi tháng.");
        assert_eq!(plan.files.values().collect::<Vec<_>>(), [&wanted]);
    }
    for edited in ["Bà con góp gạo.", "Góp gạo. Ai cũng góp.", "Góp gạo.\nThêm dòng liền."] {
        let plan = again(&text.replace("Góp gạo.", edited));
        assert_eq!(codes(&plan), [(Code::ImportConflict, "q.csv › CSV!D2")], "{edited}");
        assert!(plan.files.is_empty() && plan.counts.unchanged == 1, "the editor's words stay");
    }
}

#[test]
fn an_exported_list_comes_back_with_what_was_changed_in_it() {
    let file = "---\r\ntieu_de: Hũ gạo\r\nlocality: \"Xã La Dạ, huyện Hàm Thuận Bắc, tỉnh Bình Thuận\"\r\nfield: kinh-te # hỏi\r\naward_year: 2019\r\naward_level: tinh\r\nx_unknown: 1\r\n---\r\nBài.\r\n";
    let file = file.replace("x_unknown: 1\r\n", "tags:\r\n  - a\r\n  - \"b;c\"\r\n");
    let site = catalog(&[("content/mo-hinh/hu-gao.md", &file)]);
    for (format, name) in [(Format::Csv, "a.csv"), (Format::Xlsx, "a.xlsx"), (Format::Docx, "a.docx")] {
        let bytes = table(&site, &super::Filter::default()).bytes(format, &site, Lang::Vi).unwrap();
        let same = import(&site, &Memory::default(), name, &bytes);
        assert_eq!((same.counts.unchanged, same.files.len(), same.findings.len()), (1, 0, 0), "{:?}", same.findings);
        assert_eq!(same.memory, Memory::default());
    }
    let text = String::from_utf8(table(&site, &super::Filter::default()).bytes(Format::Csv, &site, Lang::Vi).unwrap())
        .unwrap();
    let text = text.replace(
        "Năm: 2019 | Cấp: Cấp tỉnh",
        "\"Năm: 2019 | Cấp: Cấp tỉnh\nNăm: 2021 | Hình thức khen thưởng: Giấy \\| khen\"",
    );
    let changed = import(&site, &Memory::default(), "a.csv", text.replace(",Hũ gạo,", ",Hũ gạo mới,").as_bytes());
    let wanted = file.replace("tieu_de: Hũ gạo", "tieu_de: Hũ gạo mới").replace(
        "award_year: 2019\r\naward_level: tinh\r\n",
        "awards:\r\n  - {year: 2019, level: tinh}\r\n  - {year: 2021, form: \"Giấy | khen\"}\r\n",
    );
    assert_eq!(changed.files.values().collect::<Vec<_>>(), [&wanted], "{:?}", changed.findings);
}

#[test]
fn two_cells_at_both_ends_of_a_sheet_are_two_cells() {
    let sheet = "<worksheet><sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"1048576\"><c r=\"XFD1048576\"><v>2</v></c></row></sheetData></worksheet>";
    let sheets = sheet::read("a.xlsx", &xlsx(sheet, "")).unwrap().sheets;
    let count: usize = sheets[0].rows.values().map(|row| row.len()).sum();
    assert_eq!((count, sheets[0].address(1_048_575, 16_383)), (2, "DS!XFD1048576".to_owned()));
}

#[test]
fn tables_of_word_and_sheets_of_libreoffice_are_read() {
    let mut docx = NewPackage::default();
    let cell = |text: &str| format!("<w:tc><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>");
    let row = |cells: &[&str]| format!("<w:tr>{}</w:tr>", cells.iter().map(|text| cell(text)).collect::<String>());
    let table = format!("<w:tbl>{}{}</w:tbl>", row(&["Tên mô hình", "Địa bàn"]), row(&["Hũ <w:br/>gạo", "Xã La Dạ"]));
    let body = format!("<w:document><w:p><w:r><w:t>Báo cáo</w:t></w:r></w:p>{table}</w:document>")
        .replace("Hũ <w:br/>gạo", "Hũ</w:t><w:br/><w:t>gạo");
    docx.add("word/document.xml", body.as_bytes());
    let bytes = docx.finish();
    let read = sheet::read("a.docx", &bytes).unwrap();
    assert_eq!(texts(&read.sheets[0]), ["Tên mô hình", "Địa bàn", "Hũ\ngạo", "Xã La Dạ"]);
    let mut ods = NewPackage::default();
    let cell = |text: &str| format!("<c:table-cell><t:p>{text}</t:p></c:table-cell>");
    let number = "<c:table-cell o:value-type=\"date\" o:date-value=\"2021-03-29\"><t:p>x</t:p></c:table-cell>";
    let body =
        format!("<x><c:table c:name=\"a\"><c:table-row>{}{number}</c:table-row></c:table></x>", cell("Hũ &amp; gạo"));
    ods.add("content.xml", body.as_bytes());
    let bytes = ods.finish();
    assert_eq!(texts(&sheet::read("a.ods", &bytes).unwrap().sheets[0]), ["Hũ & gạo", "29/3/2021"]);
}

fn texts(sheet: &Sheet) -> Vec<String> {
    sheet.rows.values().flat_map(|row| row.values().map(Cell::text)).collect()
}
