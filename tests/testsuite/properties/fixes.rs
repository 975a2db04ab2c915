//! `lantoa check --fix` over random files of what people paste.

use lantoa::{BuildCache, Checked, Finding, Options, analyze, mend_in_memory};
use proptest::prelude::*;

use crate::support::{SitePath, Source, today};

const FILE: &str = "content/mo-hinh/a.md";

/// Lines of front matter that offer fixes, and some that do not.
const FACTS: [&str; 16] = [
    "title: Biến rác thành tiền",
    "title: “Biến rác thành tiền”",
    "tieu_de: Tiếng kẻng",
    "Title: Tiếng kẻng",
    "locality: Xã La Dạ, huyện Hàm Thuận Bắc, tỉnh Bình Thuận",
    "locality: X. La Dạ,H. Hàm Thuận Bắc , T. Bình Thuận",
    "field: kinh-te",
    "linh vuc: kinh-te",
    "tags: [rác,  “gây quỹ”, rác]",
    "date: 2024-05-01",
    "description: Một câu.",
    "reviewed: 2024-05-01T08:00:00+07:00",
    "started: “2019”",
    "summary: Bà con\u{a0}cùng làm\u{200b}, cả ðội ra đường.",
    "award_year: 2019 ",
    "layout: post",
];

/// Lines of text that offer fixes, and some that do not.
const LINES: [&str; 34] = [
    "## Cách làm",
    "##",
    "## **Kết quả** {#kết-quả}",
    "**Mục tiêu:**nói rõ. Xã **“Đông Giang”**đạt",
    "**95%**hộ, ** ba ** việc, 5*3*2",
    "[[khac]] và ![[anh một.png]] và [[khac|bài kia]]",
    "%%hỏi lại%% rồi thôi",
    "{{< figure src=\"a.png\" >}} {% include a %}",
    "[x]{.underline} m^2^ ==tô== ]{.x}",
    "![ảnh](anh một (1).png){width=\"6.5in\"}",
    "![](data:image/png;base64,iVBORw0KGgo=)",
    "::: {.note}",
    ":::",
    "> [!note] Ghi chú",
    "> nhắc lại",
    "1/ Việc thứ nhất",
    "2/ Việc thứ hai",
    "a) Một",
    "- Gồm có:",
    "+ Hộ một",
    "• Hộ hai",
    "– Hộ ba",
    "<!-- ghi nhớ --> chữ sau",
    "<b>đậm</b> H<sub>2</sub>O<br>",
    "https://x.vn/a_b_c và [x](//host/a)",
    "[xem](#bối-cảnh) [b](b.md) [x](x.md)",
    "A[^1]. B[^a b].",
    "[^1]: Nguồn",
    "| a | b |",
    "|--:|:--|",
    "Cả ðội cùng đi, hai\u{a0}cách\u{ad} viết.",
    "Hội viên phụ nữ cùng làm  ",
    "Tæ liªn gia tù qu¶n vÒ an ninh trËt tù",
    "",
];

/// A file of random lines, with one kind of line end.
fn file() -> impl Strategy<Value = String> {
    let (facts, lines) = (0..FACTS.len(), 0..LINES.len());
    let parts = (proptest::collection::vec(facts, 0..6), proptest::collection::vec(lines, 0..12), any::<bool>());
    parts.prop_map(|(facts, lines, windows)| {
        let facts: String = facts.into_iter().map(|fact| format!("{}\n", FACTS[fact])).collect();
        let lines: String = lines.into_iter().map(|line| format!("{}\n", LINES[line])).collect();
        let text = format!("---\n{facts}---\n\n{lines}");
        if windows { text.replace('\n', "\r\n") } else { text }
    })
}

fn mended(text: &str) -> (String, Vec<Finding>) {
    let options = Options::default();
    let (_, after) = mend_in_memory(Source::memory([(FILE, text.as_bytes().to_vec())], today()), &options);
    let Checked { value: source, mut findings } = after;
    findings.extend(analyze(&source, &options, &mut BuildCache::default()).findings);
    (source.text(&SitePath::new(FILE)).unwrap_or("").to_owned(), findings)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn mending_once_is_enough_and_keeps_the_ends_of_lines(text in file()) {
        let (once, findings) = mended(&text);
        let left: Vec<String> = findings.iter().filter(|found| found.fix.is_some()).map(|found| format!("{found:?}")).collect();
        prop_assert!(left.is_empty(), "after mending\n{}\nthere is still\n{}", once, left.join("\n"));
        prop_assert_eq!(&mended(&once).0, &once, "mended again");
        let is_windows = |text: &str| text.contains("\r\n");
        if is_windows(&text) {
            prop_assert!(!once.replace("\r\n", "").contains(['\r', '\n']), "mixed ends of lines in {once:?}");
        } else {
            prop_assert!(!once.contains('\r'));
        }
    }
}
