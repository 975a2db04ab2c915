//! Lists in which no column is known to have the titles, and sheets beside a list.

use super::super::import::{Aim, plain_heading};
use super::*;

fn with_mapping(name: &str, bytes: &[u8], said: &[(&str, &str)]) -> Plan {
    let aim = |(heading, word): &(&str, &str)| (plain_heading(heading), Aim::of_word(word).unwrap());
    let (catalog, mapping) = (catalog(&[]), said.iter().map(aim).collect::<Mapping>());
    let memory = Memory::default();
    let known = known(&catalog, &mapping, &memory);
    plan(&[(name.to_owned(), bytes.to_vec())], &known)
}

const LIST: &str = "ỦY BAN MẶT TRẬN;CỘNG HÒA\nDANH SÁCH;\nSTT;Công trình;Ở đâu;Lĩnh vực\n(1);(2);(3);(4)\n\
                    1;Hũ gạo;Xã La Dạ, tỉnh Lâm Đồng;Kinh tế\n2;Tiếng kẻng;Xã La Dạ, tỉnh Lâm Đồng;Kinh tế\n";

fn headings(columns: &[super::super::ListColumn]) -> Vec<&str> {
    columns.iter().map(|column| column.heading.as_str()).collect()
}

#[test]
fn it_is_asked_which_column_has_the_titles_and_the_answer_is_enough() {
    let asked = with_mapping("ds.csv", LIST.as_bytes(), &[]);
    assert_eq!(codes(&asked), [(Code::NoTable, "ds.csv › CSV!A3")]);
    assert!(asked.findings[0].message.vi.contains("“STT”, “Công trình”, “Ở đâu”, “Lĩnh vực”"), "{:?}", asked.findings);
    assert!(asked.findings[0].help.as_ref().unwrap().vi.contains("{\"Công trình\": title}"));
    assert_eq!(headings(asked.untitled().unwrap()), ["STT", "Công trình", "Ở đâu", "Lĩnh vực"]);
    assert!(asked.files.is_empty());

    let said = with_mapping("ds.csv", LIST.as_bytes(), &[("Công trình", "title"), ("Ở đâu", "locality")]);
    assert_eq!((said.counts.written, said.counts.drafts, said.findings.len()), (2, 0, 0), "{:#?}", said.findings);
    assert!(said.untitled().is_none());

    // Nothing but the titles is known.
    let bare = with_mapping("ds.csv", "Công trình;Người lo\nHũ gạo;Bà Năm\n".as_bytes(), &[("Công trình", "title")]);
    assert_eq!((bare.counts.written, bare.counts.drafts), (1, 1), "{:#?}", bare.findings);
    let unknown = with_mapping("ds.csv", "Công trình;Người lo\nHũ gạo;Bà Năm\n".as_bytes(), &[]);
    assert_eq!(headings(unknown.untitled().unwrap()), ["Công trình", "Người lo"]);
    // What is no table is not asked about.
    for text in ["Kính gửi;\n;Ông A\n", "1;2\n3;4\n", "Một dòng\nHai dòng\n"] {
        let none = with_mapping("ds.csv", text.as_bytes(), &[]);
        assert!(none.untitled().is_none() && codes(&none) == [(Code::NoTable, "ds.csv")], "{:#?}", none.findings);
    }
}

/// A workbook with a list on its first sheet and these cells on the second.
fn two_sheets(second: &[&[&str]]) -> Vec<u8> {
    let first: &[&[&str]] = &[&["STT", "Tên mô hình", "Địa bàn"], &["1", "Hũ gạo", "Xã La Dạ, tỉnh Lâm Đồng"]];
    let mut package = NewPackage::default();
    let sheets = "<workbook><sheets><sheet name=\"A\" sheetId=\"1\" r:id=\"rId1\" xmlns:r=\"r\"/><sheet name=\"B\" sheetId=\"2\" r:id=\"rId2\" xmlns:r=\"r\"/></sheets></workbook>";
    package.add("xl/workbook.xml", sheets.as_bytes());
    let relation = "<Relationships><Relationship Id=\"rId1\" Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"rId2\" Target=\"worksheets/sheet2.xml\"/></Relationships>";
    package.add("xl/_rels/workbook.xml.rels", relation.as_bytes());
    for (number, rows) in [(1, first), (2, second)] {
        let sheet = format!("<worksheet><sheetData>{}</sheetData></worksheet>", cells(rows));
        package.add(&format!("xl/worksheets/sheet{number}.xml"), sheet.as_bytes());
    }
    package.finish()
}

#[test]
fn no_sheet_beside_a_list_is_left_out_in_silence() {
    // The list itself does not say of which field its models are.
    let told = |plan: &Plan| -> Vec<(Code, String)> {
        let of_sheets = plan.findings.iter().filter(|finding| finding.code != Code::UncertainCell);
        of_sheets.map(|finding| (finding.code, finding.file.to_string())).collect()
    };
    let at = |code: Code| vec![(code, "ds.xlsx › B!A1".to_owned())];
    let list: &[&[&str]] =
        &[&["STT", "Công trình", "Địa bàn", "Lĩnh vực"], &["1", "Cổng trường", "Xã La Dạ", "Kinh tế"]];
    let plan = with_mapping("ds.xlsx", &two_sheets(list), &[]);
    assert_eq!((plan.counts.written, told(&plan)), (1, at(Code::NoTable)));
    assert_eq!(headings(plan.untitled().unwrap())[1], "Công trình");
    let sums: &[&[&str]] = &[&["Lĩnh vực", "Số lượng"], &["Kinh tế", "1"]];
    let plan = with_mapping("ds.xlsx", &two_sheets(sums), &[]);
    assert_eq!((plan.counts.written, told(&plan)), (1, at(Code::SheetLeft)));
    assert!(plan.untitled().is_none());
    let notes: &[&[&str]] = &[&["Ghi chú của văn phòng"], &[], &["Gọi lại"]];
    assert_eq!(told(&with_mapping("ds.xlsx", &two_sheets(notes), &[])), []);
}
