//! Lists that `lantoa export` writes, with the articles of the models in them.

use super::super::write::TooLong;
use super::*;

const HEAD: &str = "---\ntitle: Hũ gạo\nlocality: \"Xã La Dạ, huyện Hàm Thuận Bắc, tỉnh Bình Thuận\"\nfield: kinh-te\n";

/// An article with what lists stumble over: signs of formulas, a heading that is no section, one out of order, letters of
/// minorities, lines that look like keys, code, raw `_x000A_`.
const ARTICLE: &str = "\n=1+1 @a +b\n\nMở đầu, ƀĕŏ “K'ho”; \"a\"\tb.\n\n## Cách làm\n\n- Góp gạo\n  - nhà nào cũng góp\n\n– Ghi chú: không phải khóa\n\\– Tên mô hình: x\n\n```\n## Kết quả\n    @x\n```\n\n## Lời kể\n\n> Vui _x000A_ \\* &amp; <b>\n\n## Kết quả\n\n'-5 hộ | 12\n\n## Bối cảnh\n\n<!-- hỏi lại -->\n";

fn site(article: &str) -> Catalog {
    catalog(&[("content/mo-hinh/binh-thuan/hu-gao.md", &format!("{HEAD}---\n{article}"))])
}

fn exported(site: &Catalog, format: Format) -> Vec<u8> {
    table(site, &super::super::Filter::default()).bytes(format, site, Lang::Vi).unwrap()
}

const FORMATS: [(Format, &str); 3] = [(Format::Csv, "a.csv"), (Format::Xlsx, "a.xlsx"), (Format::Docx, "a.docx")];

#[test]
fn an_article_comes_back_as_it_was() {
    let from = site(ARTICLE);
    for (format, name) in FORMATS {
        let bytes = exported(&from, format);
        let same = import(&from, &Memory::default(), name, &bytes);
        assert_eq!(
            (same.counts.unchanged, same.files.len(), same.findings.len()),
            (1, 0, 0),
            "{name} {:?}",
            same.findings
        );
        let new = import(&catalog(&[]), &Memory::default(), name, &bytes);
        let (path, text) = new.files.first_key_value().unwrap();
        assert_eq!(path.as_str(), "content/mo-hinh/binh-thuan/hu-gao.md");
        assert_eq!(text.rsplit_once("---\n").unwrap().1, ARTICLE, "{name}");
        assert!(new.counts.drafts == 0 && new.findings.is_empty(), "{name} {:?}", new.findings);
        let to = catalog(&[(path.as_str(), text)]);
        for (format, name) in FORMATS {
            assert_eq!(exported(&to, format), exported(&from, format), "{name}");
        }
    }
}

#[test]
fn articles_have_the_same_few_columns_whatever_their_headings() {
    let heading = |site: &Catalog| {
        let text = String::from_utf8(exported(site, Format::Csv)).unwrap();
        text.lines().next().unwrap().to_owned()
    };
    let many: String = (1..200).map(|number| format!("\n## Mục {number}\n\nA\n")).collect();
    assert_eq!(heading(&site(&many)), heading(&site("")));
    let columns = heading(&site(""));
    let articles: Vec<&str> = columns.split(',').filter(|name| name.starts_with("Bài viết: ")).collect();
    let wanted = ["Mở đầu", "Bối cảnh", "Cách làm", "Kết quả", "Bài học kinh nghiệm", "Điều kiện áp dụng"];
    assert_eq!(articles, wanted.map(|name| format!("Bài viết: {name}")));
    let json: serde_json::Value = serde_json::from_slice(&exported(&site(ARTICLE), Format::Json)).unwrap();
    assert_eq!(json[0]["article"], ARTICLE.trim());
}

#[test]
fn no_text_of_an_article_is_a_formula() {
    for sign in ["=", "+", "-", "@"] {
        let from = site(&format!("\n{sign}cmd|x\n\n## Kết quả\n\n{sign}1+1\n"));
        let csv = String::from_utf8(exported(&from, Format::Csv)).unwrap();
        assert!(csv.contains(&format!(",'{sign}cmd|x,")) && csv.contains(&format!(",'{sign}1+1,")), "{csv}");
        let book = exported(&from, Format::Xlsx);
        let package = crate::office::package::Package::open(&book).unwrap();
        let sheet = String::from_utf8(package.bytes("xl/worksheets/sheet1.xml").unwrap().unwrap()).unwrap();
        let cell = format!("s=\"3\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{sign}cmd|x</t>");
        assert!(sheet.contains(&cell) && !sheet.contains("<f"), "{sheet}");
    }
}

#[test]
fn a_text_that_no_cell_of_excel_holds_is_told_and_never_cut() {
    let long = format!("\n## Cách làm\n\n{}\n", "ă".repeat(32_768));
    let from = site(&long);
    let table = || table(&from, &super::super::Filter::default());
    let told = table().bytes(Format::Xlsx, &from, Lang::Vi);
    assert_eq!(told, Err(TooLong { model: "hu-gao".to_owned(), column: "Bài viết: Cách làm" }));
    let back = import(&catalog(&[]), &Memory::default(), "a.csv", &exported(&from, Format::Csv));
    assert!(back.files.values().next().unwrap().ends_with(&long));
    let holds = site(&format!("\n## Cách làm\n\n{}\n", "ă".repeat(32_767)));
    assert!(
        super::super::table(&holds, &super::super::Filter::default()).bytes(Format::Xlsx, &holds, Lang::Vi).is_ok()
    );
}

#[test]
fn what_an_office_changes_in_an_article_is_taken_over_and_what_an_editor_changed_is_kept() {
    let article = "\nMở đầu.\n\n## Cách làm\n\n- Một\n- Hai\n\n## Kết quả\n\nTốt.\n";
    let from = site(article);
    let list = String::from_utf8(exported(&from, Format::Csv)).unwrap();
    let back = |site: &Catalog, list: &str| import(site, &Memory::default(), "a.csv", list.as_bytes());
    let shorter = list.replace("\"'- Một\n- Hai\"", "'- Một").replace(",Mở đầu.,,", ",Mở đầu.,Đói.,");
    let plan = back(&from, &shorter);
    let wanted = article.replace("\n- Hai", "").replace("## Cách", "## Bối cảnh\n\nĐói.\n\n## Cách");
    assert_eq!(plan.files.values().collect::<Vec<_>>(), [&format!("{HEAD}---\n{wanted}")], "{:?}", plan.findings);
    assert!(plan.findings.is_empty());

    let edited = site(&article.replace("Hai", "Hai mươi"));
    let plan = back(&edited, &shorter);
    assert_eq!(codes(&plan), [(Code::ImportConflict, &*cell(&list, "Bài viết: Cách làm"))], "{:?}", plan.findings);
    assert!(plan.files.values().all(|text| text.contains("Đói.") && text.contains("Hai mươi")));

    // The version of an older list has no word on the article.
    let version = list.trim_end().rsplit_once('-').unwrap().1;
    let older = back(&edited, &shorter.replace(&format!("-{version}"), ""));
    assert!(older.files.values().all(|text| text.contains("Hai mươi")), "{:?}", older.findings);

    let emptied = back(&from, &list.replace("Tốt.", ""));
    assert_eq!(codes(&emptied), [(Code::EmptiedCell, &*cell(&list, "Bài viết: Kết quả"))]);
    assert!(emptied.files.is_empty(), "nothing is deleted");

    let private = back(&from, &list.replace("Tốt.", "Gọi 0912 345 678."));
    assert!(private.files.is_empty() && private.findings.len() == 1, "{:?}", private.findings);
    let known = site(&article.replace("Tốt.", "Gọi 0912 345 678."));
    let same = back(&known, &String::from_utf8(exported(&known, Format::Csv)).unwrap());
    assert_eq!((same.files.len(), same.findings.len()), (0, 0), "what the article says already is nothing new");
}

/// Where the cell below a heading stands in the list.
fn cell(list: &str, heading: &str) -> String {
    let read = sheet::read("a.csv", list.as_bytes()).unwrap();
    let (at, _) = read.sheets[0].rows[&0].iter().find(|(_, cell)| cell.text() == heading).unwrap();
    format!("a.csv › {}", read.sheets[0].address(1, *at))
}
