//! What an office signs: the report and its annex, and an office's own template.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use super::{archive, part, shipped, succeeds};
use crate::support::program::{lantoa, new_site, said};

#[test]
fn a_report_has_the_form_of_its_office_and_the_same_bytes_each_time() {
    let root = shipped(true);
    for form in ["dang", "nha-nuoc"] {
        let report = ["report", "--output", "bc.docx", "--form", form, "--from", "1/1/2023", "--to", "31/12/2023"];
        let said = succeeds(root.path(), &[&report[..], &["--force"]].concat());
        assert!(said.contains("bc.xlsx"), "{said}");
        let path = root.path().join("bc.docx");
        let bytes = fs::read(&path).unwrap();
        succeeds(root.path(), &report);
        assert!(fs::read(&path).unwrap() == bytes && fs::metadata(root.path().join("bc.xlsx")).unwrap().len() > 1_000);
        let document = part(&path, "word/document.xml");
        let motto =
            if form == "dang" { "ĐẢNG CỘNG SẢN VIỆT NAM" } else { "Độc lập - Tự do - Hạnh phúc" };
        // 20, 15, 20 and 30 mm.
        let margins = "w:top=\"1134\" w:right=\"850\" w:bottom=\"1134\" w:left=\"1701\"";
        let last_row = document.rsplit("<w:tr>").find(|row| row.contains("(họ và tên)")).unwrap();
        assert!(last_row.starts_with("<w:trPr><w:cantSplit/>"), "who signs stands on one page: {last_row}");
        for wanted in [motto, margins, "BÁO CÁO", "từ ngày 01/01/2023 đến ngày 31/12/2023", "Chưa rõ", "<w:titlePg/>"]
        {
            assert!(document.contains(wanted), "{form}: {wanted}");
        }
    }
    let refused = lantoa(root.path(), &["report", "--output", "x.docx", "--from", "2024-01-01", "--to", "2023-01-01"]);
    assert_eq!(refused.status.code(), Some(2), "{}", said(&refused));
}

/// A site of one model with its award and without a word on how it is called, its seat in Lâm Đồng.
fn one_model() -> tempfile::TempDir {
    let root = new_site();
    let site = root.path().join("content/site.yaml");
    let text = fs::read_to_string(&site).unwrap();
    fs::write(&site, format!("{text}\nhome: Tỉnh Lâm Đồng\n")).unwrap();
    fs::remove_file(root.path().join("content/mo-hinh/mau-mo-hinh.md")).unwrap();
    let model = "---\ntitle: Tiếng kẻng an ninh\nsummary: Một tiếng kẻng, cả thôn ra.\nlocality: Xã Đông Giang, huyện Hàm Thuận Bắc, tỉnh Bình Thuận\nfield: quoc-phong-an-ninh\nawards:\n  - {year: 2017, level: tinh, form: Bằng khen}\n---\n\n## Cách làm\n\n1. Họp thôn.\n";
    fs::write(root.path().join("content/mo-hinh/tieng-keng.md"), model).unwrap();
    root
}

/// The words of a document, without its tags.
fn words(path: &Path, name: &str) -> String {
    let xml = part(path, name);
    xml.split('<').map(|tag| tag.split_once('>').map_or("", |(_, text)| text)).collect()
}

#[test]
fn a_report_says_nothing_that_no_source_says() {
    let root = one_model();
    let place = ["--place", "Huyện Hàm Thuận Bắc, tỉnh Bình Thuận"];
    let period = ["report", "--output", "bc.docx", "--from", "1/1/2020", "--to", "31/12/2021"];
    succeeds(root.path(), &[&period[..], &place].concat());
    let text = words(&root.path().join("bc.docx"), "word/document.xml");
    // Nobody has said how the model is called: that is not “0 are called so”.
    assert!(!text.contains("được nguồn gọi là") && !text.contains("git"), "{text}");
    // The office has its seat where it has it, whatever the report is about.
    assert!(text.contains("Lâm Đồng, ngày … tháng …") && !text.contains("Hàm Thuận Bắc, ngày"), "{text}");
    assert!(text.contains("chỉ phần II là của riêng kỳ báo cáo"), "{text}");
    // The source knows the year of the award; no day.
    assert!(text.contains("Tiếng kẻng an ninh") && !text.contains("31/12/2017"), "{text}");
    let annex = root.path().join("bc.xlsx");
    let sheets: String = (1..=8).map(|number| words(&annex, &format!("xl/worksheets/sheet{number}.xml"))).collect();
    assert!(sheets.contains("Bằng khen, Cấp tỉnh, 2017") && !sheets.contains("Năm: 2017"), "{sheets}");
}

#[test]
fn wrong_placeholders_are_told_by_what_is_wrong_with_them_and_the_guide_has_the_right_ones() {
    let root = one_model();
    let text =
        |text: &str| format!("<w:document><w:body><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:body></w:document>");
    let template = |body: &str| {
        let bytes = archive(&[("word/document.xml", text(body).as_bytes())]);
        fs::write(root.path().join("mau.docx"), bytes).unwrap();
    };
    let report = ["report", "--output", "bc.docx", "--template", "mau.docx"];
    template("{{so_mo_hin}}, {{linh_vuc.ten}}, {{so_mo_hinh");
    let refused = lantoa(root.path(), &report);
    let told = said(&refused);
    assert_eq!(refused.status.code(), Some(2), "{told}");
    for line in [
        "{{so_mo_hin}}: không có chỗ điền này",
        "{{linh_vuc.ten}}: chỉ dùng được trong một hàng",
        "{{so_mo_hinh: thiếu }}",
    ] {
        assert!(told.contains(line), "{line}: {told}");
    }
    let known: BTreeSet<&str> = told
        .lines()
        .filter_map(|line| line.strip_prefix("Dùng được ")?.split_once(": "))
        .flat_map(|(_, names)| names.trim_end_matches(": mau.docx").split(", "))
        .collect();
    let guide = include_str!("../../../docs/report.md");
    let rows = guide.lines().skip_while(|line| !line.starts_with("| chỗ điền")).filter(|line| line.starts_with("| `"));
    let told_of: BTreeSet<&str> =
        rows.filter_map(|row| row.split('|').nth(1)).flat_map(|cell| cell.split('`').skip(1).step_by(2)).collect();
    assert_eq!(told_of, known);

    template("Có {{so_mo_hinh}} mô hình tại {{dia_phuong}}.");
    succeeds(root.path(), &report);
    assert_eq!(words(&root.path().join("bc.docx"), "word/document.xml"), "Có 1 mô hình tại tỉnh Lâm Đồng.");
}

#[test]
fn drafts_that_a_report_leaves_out_are_said() {
    let root = one_model();
    let report = ["report", "--output", "bc.docx", "--force"];
    let told = succeeds(root.path(), &report);
    assert!(told.contains("về 1 mô hình: ") && !told.contains("nháp"), "{told}");
    let model = fs::read_to_string(root.path().join("content/mo-hinh/tieng-keng.md")).unwrap();
    for (name, place) in [("hai", "Xã Ia Grai, tỉnh Gia Lai"), ("ba", "Xã Đông Giang, tỉnh Lâm Đồng")] {
        let draft = model.replacen("title: ", &format!("draft: true\ntitle: {name} "), 1);
        let draft = draft.replace("Xã Đông Giang, huyện Hàm Thuận Bắc, tỉnh Bình Thuận", place);
        fs::write(root.path().join(format!("content/mo-hinh/{name}.md")), draft).unwrap();
    }
    let told = succeeds(root.path(), &report);
    assert!(told.contains("về 1 mô hình; 2 bản nháp không được tính: bc.docx"), "{told}");
    let told = succeeds(root.path(), &[&report[..], &["--place", "Tỉnh Lâm Đồng"]].concat());
    assert!(told.contains("về 1 mô hình; 1 bản nháp không được tính: "), "{told}");
}
