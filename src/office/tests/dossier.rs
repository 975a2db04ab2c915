//! Dossiers of Word become models.

use super::{catalog, import, known};
use crate::finding::Code;
use crate::office::import::{Mapping, Memory};
use crate::office::package::NewPackage;
use crate::office::{Known, Plan, plan};

/// A Word document of these paragraphs, in XML.
pub(super) fn docx(body: &str) -> Vec<u8> {
    let mut package = NewPackage::default();
    package.add("word/document.xml", format!("<w:document><w:body>{body}</w:body></w:document>").as_bytes());
    package.finish()
}

pub(super) fn p(text: &str) -> String {
    format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
}

fn bold(text: &str) -> String {
    format!("<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>{text}</w:t></w:r></w:p>")
}

fn row(cells: &[&str]) -> String {
    let cells: String = cells.iter().map(|text| format!("<w:tc>{}</w:tc>", p(text))).collect();
    format!("<w:tr>{cells}</w:tr>")
}

fn read(body: &str) -> Plan {
    import(&catalog(&[]), &Memory::default(), "hs.docx", &docx(body))
}

/// The ten items, with numbers and with marks.
fn ten_items() -> String {
    [
        p("UBND XÃ LA DẠ"),
        p("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        p("Họ và tên: Nguyễn Thị B, 0912 345 678"),
        bold("BẢN ĐĂNG KÝ MÔ HÌNH “DÂN VẬN KHÉO”"),
        bold("1. Tên mô hình: “Hũ gạo tình thương”."),
        bold("2. Thực trạng, lý do"),
        p("Nhiều hộ *thiếu* ăn lúc giáp hạt."),
        p("<w:r/>"),
        bold("3. Mục tiêu, tiêu chí"),
        p("Không hộ nào đói."),
        bold("4. Nội dung, cách thực hiện"),
        p("1. Mỗi bữa bớt một nắm gạo."),
        p("2. Cuối tháng gom lại."),
        p("5. Chia cho hộ khó khăn."),
        bold("5. Địa bàn, đối tượng: Thôn 1, xã La Dạ, huyện Hàm Thuận Bắc, tỉnh Bình Thuận; đối tượng: hộ nghèo."),
        bold("6. Lực lượng thực hiện"),
        p("- Chủ trì: Chi hội Phụ nữ thôn 1; phối hợp: Ban Công tác Mặt trận."),
        bold("7. Nguồn lực"),
        p("2 triệu đồng mua hũ"),
        bold("8. Thời gian: từ tháng 3/2024 đến tháng 12/2025"),
        bold("9. Kết quả"),
        p("- Hộ tham gia: 120 hộ (cả thôn)"),
        p("Bà con quý nhau hơn."),
        "<w:tbl>".to_owned()
            + &row(&["TT", "Nội dung", "ĐVT", "Số lượng"])
            + &row(&["1", "Gạo", "kg", "350"])
            + "</w:tbl>",
        bold("10. Khả năng duy trì, nhân rộng"),
        p("Thôn nào cũng làm được."),
        bold("11. Kiến nghị của chi hội với xã"),
        p("Cấp thêm hũ."),
        p("Liên hệ: UBND xã La Dạ, điện thoại 0252 3888 777"),
        p("La Dạ, ngày 5 tháng 3 năm 2024"),
        p("TM. CHI HỘI"),
        p("Nguyễn Thị B"),
    ]
    .concat()
}

const WANTED: &str = "---
# Nguồn: hs.docx › đoạn 5
title: Hũ gạo tình thương
locality: \"Thôn 1, xã La Dạ, huyện Hàm Thuận Bắc, tỉnh Bình Thuận\"
field:
organisation: Chi hội Phụ nữ thôn 1
stage: dang-ky
started: 2024
results:
  - {label: Hộ tham gia, value: 120, unit: hộ, note: cả thôn}
  - {label: Gạo, value: 350, unit: kg}
resources: \"2 triệu đồng mua hũ\"
contact: {office: UBND xã La Dạ, phone: \"0252 3888 777\"}
draft: true
# Ghi chú: UBND XÃ LA DẠ; BẢN ĐĂNG KÝ MÔ HÌNH “DÂN VẬN KHÉO”
# Chưa rõ: Số liệu trong bản đăng ký có thể là dự kiến, chưa phải kết quả. (đoạn 21)
# Chưa rõ: Mục “Kiến nghị của chi hội với xã” chưa rõ là gì, để riêng ở cuối bài. (đoạn 26)
# Chưa rõ: Chưa ghi “Lĩnh vực”. (đoạn 5)
---

## Bối cảnh

Nhiều hộ \\*thiếu\\* ăn lúc giáp hạt.

### Mục tiêu, tiêu chí

Không hộ nào đói.

### Địa bàn, đối tượng

Thôn 1, xã La Dạ, huyện Hàm Thuận Bắc, tỉnh Bình Thuận; đối tượng: hộ nghèo.

## Cách làm

1. Mỗi bữa bớt một nắm gạo.
2. Cuối tháng gom lại.
5. Chia cho hộ khó khăn.

### Lực lượng thực hiện

- Chủ trì: Chi hội Phụ nữ thôn 1; phối hợp: Ban Công tác Mặt trận.

### Thời gian

từ tháng 3/2024 đến tháng 12/2025

## Kết quả

Bà con quý nhau hơn.

## Điều kiện áp dụng

Thôn nào cũng làm được.

## Kiến nghị của chi hội với xã

Cấp thêm hũ.
";

#[test]
fn the_ten_items_of_a_dossier_become_one_draft() {
    let plan = read(&ten_items());
    assert_eq!((plan.counts.written, plan.counts.drafts, plan.counts.refused), (1, 1, 0), "{:#?}", plan.findings);
    let (path, text) = plan.files.iter().next().unwrap();
    assert_eq!(path.as_str(), "content/mo-hinh/binh-thuan/hu-gao-tinh-thuong.md");
    assert_eq!(text, WANTED);
    let places: Vec<&str> = plan.findings.iter().map(|finding| finding.file.as_str()).collect();
    assert_eq!(places, ["hs.docx › đoạn 21", "hs.docx › đoạn 26", "hs.docx › đoạn 5"]);
    assert!(plan.columns.is_empty() && plan.items.len() == 1, "nothing of it goes into import.yaml");
    let site = catalog(&[(path.as_str(), text)]);
    let again = import(&site, &plan.memory, "hs.docx", &docx(&ten_items()));
    assert_eq!((again.counts.unchanged, again.files.len()), (1, 0), "{:#?}", again.findings);
}

#[test]
fn a_form_of_two_columns_is_a_dossier_with_boxes_and_without_numbers() {
    let table = [
        row(&["STT", "Nội dung", "Đơn vị đăng ký ghi"]),
        row(&["1", "Tên mô hình", "Tiếng kẻng"]),
        row(&["2", "Lĩnh vực", "☐ Kinh tế ☒ Văn hóa - xã hội"]),
        row(&["3", "Địa bàn thực hiện", "La Dạ"]),
        row(&["4", "LÝ DO XÂY DỰNG MÔ HÌNH", "Trộm cắp nhiều"]),
        row(&["5", "Cach lam", "Treo kẻng"]),
        row(&["6", "Lực lượng", "- Chi bộ thôn 2 chủ trì; Mặt trận phối hợp."]),
        row(&["7", "Đầu mối liên hệ", "Ông Nguyễn Văn A, 0912 345 678"]),
    ];
    let plan = read(&format!("{}<w:tbl>{}</w:tbl>", p("PHIẾU"), table.concat()));
    assert_eq!(plan.counts.written, 1, "{:#?}", plan.findings);
    let text = plan.files.values().next().unwrap();
    for line in [
        "title: Tiếng kẻng",
        "field: van-hoa-xa-hoi",
        "xã La Dạ",
        "organisation: Chi bộ thôn 2",
        "## Bối cảnh\n\nTrộm cắp nhiều",
        "## Cách làm\n\nTreo kẻng",
        "Đầu mối liên hệ là một cá nhân, nên không ghi vào bài. (Bảng 1!A8)",
    ] {
        assert!(text.to_lowercase().contains(&line.to_lowercase()), "{line}\n{text}");
    }
    assert!(!text.contains("0912") && !text.contains("Nguyễn"), "{text}");
}

#[test]
fn two_dossiers_in_one_document_are_two_models_and_a_list_stays_a_list() {
    let one = |title: &str| {
        [
            p(&format!("Tên mô hình: {title}")),
            p("Lý do: x"),
            p("Mục tiêu: y"),
            p("Cách thực hiện: z"),
            p("Địa bàn: xã La Dạ"),
        ]
        .concat()
    };
    let plan = read(&(one("Một") + &one("Hai")));
    assert_eq!((plan.counts.written, plan.items.len()), (2, 2), "{:#?}", plan.findings);
    let list = format!("{}<w:tbl>{}{}</w:tbl>", p("Lý do: x"), row(&["Tên mô hình", "Địa bàn"]), row(&["Ba", "La Dạ"]));
    let plan = read(&(one("Một") + &list));
    assert_eq!((plan.counts.written, plan.columns.len()), (1, 1));
    let none = read(&(p("Báo cáo") + &p("Kết quả: tốt")));
    assert_eq!(none.findings.iter().map(|finding| finding.code).collect::<Vec<_>>(), [Code::NoTable]);
}

#[test]
fn letters_of_old_fonts_and_of_minority_languages_survive() {
    let run = |font: &str, text: &str| {
        format!("<w:p><w:r><w:rPr><w:rFonts w:ascii=\"{font}\"/></w:rPr><w:t>{text}</w:t></w:r></w:p>")
    };
    let body = [
        p("Tên mô hình: Bon ƀĕŏ K’ho"),
        run(".VnTime", "Lý do: x· §«ng Giang").replace("Lý do", "Ly do"),
        p("Mục tiêu: y"),
        p("Cách thực hiện: z"),
        p("Địa bàn: xã La Dạ"),
    ];
    let plan = read(&body.concat());
    let text = plan.files.values().next().unwrap();
    assert!(text.contains("title: \"Bon ƀĕŏ K’ho\"") && text.contains("xã Đông Giang"), "{text}");
}

#[test]
fn what_was_deleted_and_what_old_programs_show_is_not_read() {
    let body = "<w:p><w:r><w:t>Tên mô hình: Hũ</w:t></w:r><w:del><w:r><w:t> XX</w:t></w:r></w:del><w:r><w:t> gạo</w:t></w:r></w:p>\
        <w:p><w:r><mc:AlternateContent><mc:Choice><w:txbxContent><w:p><w:r><w:t>Lý do: hộp</w:t></w:r></w:p></w:txbxContent></mc:Choice>\
        <mc:Fallback><w:p><w:r><w:t>hộp cũ</w:t></w:r></w:p></mc:Fallback></mc:AlternateContent></w:r></w:p>";
    let plan = read(&[body, &p("Mục tiêu: y"), &p("Cách thực hiện: z"), &p("Địa bàn: xã La Dạ")].concat());
    let text = plan.files.values().next().unwrap();
    assert!(text.contains("title: Hũ gạo\n") && !text.contains("XX") && !text.contains("cũ"), "{text}");
    assert!(text.contains("## Bối cảnh\n\nhộp"), "{text}");
}

#[test]
fn an_office_can_say_what_an_item_is() {
    let mapping = Mapping::from([("cong trinh".to_owned(), crate::office::import::Aim::of_word("title").unwrap())]);
    let site = catalog(&[]);
    let memory = Memory::default();
    let known = Known { place: Some("tỉnh Bình Thuận"), ..known(&site, &mapping, &memory) };
    let body =
        [p("Công trình: Hũ gạo"), p("Lý do: x"), p("Mục tiêu: y"), p("Cách thực hiện: z"), p("Địa bàn: xã La Dạ")];
    let plan = plan(&[("hs.docx".to_owned(), docx(&body.concat()))], &known);
    assert_eq!(plan.counts.written, 1, "{:#?}", plan.findings);
}

#[test]
fn a_dossier_that_comes_again_unchanged_says_nothing_new_whatever_is_remembered() {
    let first = read(&ten_items());
    let (path, text) = first.files.first_key_value().unwrap();
    // Each part of a section is remembered under a name of its own; memories of before had one for all.
    let remembered = first.memory.text();
    assert!(remembered.contains("\"# boi-canh › Mục tiêu, tiêu chí\":\"Không hộ nào đói.\""), "{remembered}");
    let last = "Thôn 1, xã La Dạ, huyện Hàm Thuận Bắc, tỉnh Bình Thuận; đối tượng: hộ nghèo.";
    let old = Memory::read(&format!(
        "{{\"file\":\"{path}\",\"row\":\"hu gao tinh thuong | \",\"cells\":{{\"# boi-canh\":\"{last}\"}}}}\n"
    ));
    let edited = text.replace("Không hộ nào đói.", "Không để hộ nào đói.");
    for (memory, text) in [(&first.memory, &edited), (&old, text)] {
        let again = import(&catalog(&[(path.as_str(), text)]), memory, "hs.docx", &docx(&ten_items()));
        let told: Vec<_> = again.findings.iter().filter(|finding| finding.code == Code::ImportConflict).collect();
        assert!(
            told.is_empty() && again.counts.conflicts == 0 && again.files.is_empty(),
            "{told:#?} {:?}",
            again.files
        );
    }
}

#[test]
fn further_places_behind_the_first_are_asked_about() {
    for (place, left) in [
        // These are all in the name.
        ("Thôn 1, 2 xã Bắc Ruộng", None),
        ("Thôn 1, xã La Dạ và thôn 2, xã La Dạ", Some("thôn 2, xã La Dạ")),
        ("Thôn 1, xã La Dạ; thôn 3, xã La Dạ", Some("thôn 3, xã La Dạ")),
        ("Thôn 1, xã La Dạ; đối tượng: hộ nghèo", None),
        ("Thôn 1, xã La Dạ, nơi có nhiều hộ nghèo", None),
    ] {
        let body = [p("Tên mô hình: Hũ gạo"), p("Lý do: x"), p("Mục tiêu: y"), p("Cách thực hiện: z")].concat();
        let plan = read(&(body + &p(&format!("Địa bàn: {place}"))));
        let told = plan.findings.iter().find(|finding| finding.message.vi.contains("Địa bàn còn ghi"));
        assert_eq!(told.is_some(), left.is_some(), "{place} {:#?} {:#?}", plan.findings, plan.files);
        assert!(
            !place.contains(", 2 ") || plan.files.values().all(|text| text.contains("locality: \"Thôn 1, 2 ")),
            "{:#?}",
            plan.files
        );
        left.iter().for_each(|left| assert!(told.unwrap().message.vi.contains(*left), "{told:#?}"));
    }
}
