//! Personal data of lists and dossiers: numbers and names of persons are no contact, and what stands in a text makes a draft.

use super::dossier::{docx, p};
use super::*;

/// The file that one row becomes, of a list with this column.
fn one(column: &str, cell: &str) -> (Plan, String) {
    let list = format!(
        "Tên mô hình;Địa bàn;Lĩnh vực;Đơn vị;{column}\nHũ gạo;{PLACE};Kinh tế;Hội Phụ nữ xã La Dạ;\"{cell}\"\n"
    );
    let plan = csv(&catalog(&[]), &list);
    let text = plan.files.values().next().cloned().unwrap_or_default();
    (plan, text)
}

#[test]
fn a_telephone_of_an_office_is_taken_and_one_of_a_person_is_not() {
    for (column, cell, wanted) in [
        ("Điện thoại liên hệ", "0252 3888 888", "contact: {office: Hội Phụ nữ xã La Dạ, phone: \"0252 3888 888\"}"),
        ("Số điện thoại", "2523888888", "contact: {office: Hội Phụ nữ xã La Dạ, phone: 02523888888}"),
        ("SĐT", "UBND xã La Dạ: 0252.3888.888", "contact: {office: UBND xã La Dạ, phone: \"0252 3888 888\"}"),
        ("Đầu mối liên hệ", "Ban Dân vận (Huyện ủy)", "contact: {office: \"Ban Dân vận (Huyện ủy)\"}"),
        ("Email", "lada@lamdong.gov.vn", "contact: {office: Hội Phụ nữ xã La Dạ, email: \"lada@lamdong.gov.vn\"}"),
    ] {
        let (plan, text) = one(column, cell);
        assert!(text.contains(wanted), "{cell}: {text}");
        assert_eq!((plan.counts.drafts, plan.findings.len()), (0, 0), "{cell}: {:#?}", plan.findings);
    }
    for (column, cell) in [
        ("Điện thoại liên hệ", "0912345678"),
        ("Điện thoại liên hệ", "912345678"),
        ("Điện thoại liên hệ", "0987 654 321 (chị Hoa)"),
        ("Điện thoại liên hệ", "0252 3888 888 (chị Hoa)"),
        ("Điện thoại liên hệ", "đang cập nhật"),
        ("Đầu mối liên hệ", "Nguyễn Thị Hoa"),
        ("Đầu mối liên hệ", "bà Hoa, 0912345678"),
    ] {
        let (plan, text) = one(column, cell);
        assert!(!text.contains("contact:") && text.contains("draft: true"), "{cell}: {text}");
        let digits: String = text.chars().filter(char::is_ascii_digit).collect();
        assert!(!digits.contains("91234") && !digits.contains("98765") && !text.contains("Hoa"), "{cell}: {text}");
        assert_eq!(codes(&plan), [(Code::UncertainCell, "ds.csv › CSV!E2")], "{cell}");
    }
    // Of an office with a mobile number the office is taken.
    let (plan, text) = one("Đầu mối liên hệ", "UBND xã La Dạ, 0912 345 678");
    assert!(text.contains("contact: {office: UBND xã La Dạ}\n") && plan.counts.drafts == 1, "{text}");
}

#[test]
fn numbers_of_persons_in_texts_make_a_draft_and_are_told_at_their_cell() {
    for (column, cell) in [
        ("Cách làm", "Gọi bà B, CCCD 060123456789."),
        ("Tóm tắt", "Liên hệ 0909123456 để học hỏi."),
        ("Ghi chú", "ĐT 0909.123.456"),
    ] {
        let (plan, text) = one(column, cell);
        assert_eq!((codes(&plan), plan.counts.drafts), (vec![(Code::UncertainCell, "ds.csv › CSV!E2")], 1), "{cell}");
        let noted = text.lines().find(|line| line.starts_with("# Chưa rõ: ")).unwrap();
        assert!(!noted.contains("0909") && !noted.contains("0601"), "{noted}");
    }
    let (plan, _) = one("Cách làm", "Tổng 260.123.456 đồng, máy bàn 0252 3888 888, quyết định 123/QĐ-UBND.");
    assert!(plan.findings.is_empty(), "{:#?}", plan.findings);
    let items = ["Tên mô hình: Hũ gạo", "Thực trạng: x", "Cách thực hiện: y", "Địa bàn: xã La Dạ"].map(p).concat();
    let lesson = p("Bài học kinh nghiệm: Người liên hệ: bà Lê Thị B, CCCD 060123456789, ĐT 0909123456.");
    let told = import(&catalog(&[]), &Memory::default(), "hs.docx", &docx(&format!("{items}{lesson}")));
    let numbers: Vec<_> = told.findings.iter().filter(|found| found.message.vi.contains("số căn cước")).collect();
    assert_eq!(numbers.len(), 1, "{:#?}", told.findings);
    assert_eq!(numbers[0].file.as_str(), "hs.docx › đoạn 5");
}

#[test]
fn a_published_article_does_not_get_the_number_of_a_person() {
    let list = |steps: &str, summary: &str| {
        format!("Tên mô hình;Địa bàn;Lĩnh vực;Cách làm;Tóm tắt\nHũ gạo;{PLACE};Kinh tế;{steps};{summary}\n")
    };
    let first = csv(&catalog(&[]), &list("Góp gạo.", "Ai cũng góp."));
    let (path, text) = first.files.first_key_value().unwrap();
    let files = catalog(&[(path.as_str(), text)]);
    let again = list("Góp gạo, gọi 0909123456.", "Hỏi 0909123456.");
    let told = import(&files, &first.memory, "ds.csv", again.as_bytes());
    let count = |code: Code| told.findings.iter().filter(|finding| finding.code == code).count();
    let counts = (count(Code::UncertainCell), count(Code::ImportConflict), told.findings.len());
    assert_eq!((counts, told.files.len()), ((2, 2, 4), 0), "{:#?}", told.findings);
    assert_eq!(told.memory, first.memory, "so that it is told again");
}

#[test]
fn a_change_of_a_cell_with_a_number_of_a_person_is_told_until_the_article_says_it() {
    let list = |count: u32| {
        format!(
            "Tên mô hình;Địa bàn;Lĩnh vực;Cách làm;Tóm tắt\nHũ gạo;{PLACE};Kinh tế;Phát {count} phiếu, gọi 0909123456.;Có {count} hộ, hỏi 0909123456.\n"
        )
    };
    let first = csv(&catalog(&[]), &list(300));
    let (path, text) = first.files.first_key_value().unwrap();
    for edited in [text.clone(), text.replace("0909123456", "văn phòng")] {
        let files = catalog(&[(path.as_str(), &edited)]);
        let told = |count| import(&files, &first.memory, "ds.csv", list(count).as_bytes());
        let conflicts = |plan: &Plan| codes(plan).into_iter().filter(|(code, _)| *code == Code::ImportConflict).count();
        assert_eq!((conflicts(&told(300)), conflicts(&told(400))), (0, 2), "{:#?}", told(400).findings);
        // Nobody is told to copy the number into the article.
        let helps = told(400).findings.into_iter().filter(|finding| finding.code == Code::ImportConflict);
        assert!(helps.map(|finding| finding.help.unwrap().vi).all(|help| help.starts_with("Xóa dữ liệu cá nhân")));
        assert_eq!((told(400).counts.conflicts, &told(400).memory), (1, &first.memory), "so that it is told again");
    }
}
