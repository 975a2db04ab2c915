//! What an editor writes, and what a reader gets.

use super::*;
use crate::finding::{Checked, FileContext};
use crate::text::SitePath;

/// The HTML (placeholders shown as `{target#fragment}`) and the codes of what was found.
fn read_text(markdown: &str) -> (String, Vec<&'static str>) {
    let path = SitePath::new("content/mo-hinh/a.md");
    let file = FileContext::new(&path, markdown);
    let Checked { value: article, findings } = read(&file, Span::new(0, markdown.len()));
    let html = article.fill_placeholders(|at, part, out| {
        let reference = &article.references[at];
        let fragment = reference.fragment.as_ref().map(|f| format!("#{f}")).unwrap_or_default();
        let part = match part {
            Part::Whole => "",
            Part::Tile => "tile ",
            Part::Address => "address ",
        };
        out.push_str(&format!("{{{part}{}{fragment}}}", reference.target));
    });
    (html, findings.iter().map(|finding| finding.code.id()).collect())
}

#[test]
fn raw_html_is_shown_never_run() {
    for (markdown, shown) in [
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("a <b onclick=x>đậm</b> b", "a &lt;b onclick=x&gt;đậm&lt;/b&gt; b"),
        ("<div>\n<p>hai</p>\n</div>\n\nsau", "&lt;p&gt;hai&lt;/p&gt;"),
    ] {
        let (html, codes) = read_text(markdown);
        assert!(html.contains(shown), "{html}");
        assert_eq!(codes, ["LT405"], "{markdown}");
    }
}

#[test]
fn an_editors_comment_disappears() {
    assert_eq!(
        read_text("trước\n\n<!-- ghi chú\nhai dòng -->\n\nsau <!-- x --> nữa"),
        ("<p>trước</p>\n<p>sau  nữa</p>\n".into(), vec![])
    );
}

#[test]
fn schemes_that_run_or_hide_something_are_refused_however_written() {
    for url in [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "<java\tscript:alert(1)>",
        "file:///etc/passwd",
        "//evil.example/a",
    ] {
        let (html, codes) = read_text(&format!("[chữ]({url})"));
        assert!(!html.contains("href"), "{html}");
        if html.contains("<p>chữ</p>") {
            assert_eq!(codes, ["LT406"], "{url}");
        }
    }
    let (html, codes) = read_text("![ảnh](https://noi-khac.vn/a.jpg)");
    assert_eq!((html.as_str(), codes), ("<p>ảnh</p>\n", vec!["LT406"]));
}

#[test]
fn links_out_stay_and_links_in_wait_for_an_answer() {
    let (html, codes) = read_text("[a](https://x.vn/?q=\"1\") [b](../b/den.md#ket-qua) [c](#d) [đ](%C4%91.md)");
    assert!(html.contains("href=\"https://x.vn/?q=&quot;1&quot;\""), "{html}");
    assert!(html.contains("href=\"{../b/den.md#ket-qua}\"") && html.contains("href=\"{#d}\""), "{html}");
    assert!(html.contains("href=\"{đ.md}\""), "{html}");
    assert_eq!(codes, Vec::<&str>::new());
}

#[test]
fn control_characters_are_reported_once_and_published_never() {
    let (html, codes) = read_text("## Cách\u{2}làm\n\nTổ\u{1f}tự quản\u{0}, `a\u{7f}b`\n");
    assert!(!html.contains(|c: char| c.is_control() && c != '\n'), "{html:?}");
    assert!(html.contains("Tổ tự quản"), "{html}");
    assert_eq!(codes, ["LT111"]);
}

#[test]
fn aligned_columns_need_no_inline_style() {
    let (html, _) = read_text("| a | b | c |\n|:--|:-:|--:|\n| <td style=\"text-align: left\"> | 2 | 3 |\n");
    assert!(html.contains("<th class=\"align-left\">a") && html.contains("<td class=\"align-center\">2"), "{html}");
    assert!(html.contains("<td class=\"align-right\">3"), "{html}");
    assert!(!html.contains("<td style") && html.contains("&lt;td style=\"text-align: left\"&gt;"), "{html}");
}

#[test]
fn a_picture_needs_words() {
    let (html, codes) = read_text("Đây ![Kẻng *đầu* thôn](keng.jpg \"Thôn 2\")\n\n![](b.jpg)");
    assert!(html.contains("<img {keng.jpg} alt=\"Kẻng đầu thôn\" title=\"Thôn 2\" loading=\"lazy\""), "{html}");
    assert_eq!(codes, ["LT403"]);
}

#[test]
fn headings_have_ids_of_their_own_and_no_gaps() {
    let (html, codes) = read_text("## Cách làm\n\n#### Sâu\n\n## Cách làm\n\n# To\n");
    assert!(html.contains("<h2 id=\"cach-lam\">") && html.contains("<h2 id=\"cach-lam-2\">"), "{html}");
    assert!(html.contains("<h2 id=\"to\">"), "{html}");
    assert_eq!(codes, ["LT404", "LT412"]);
}

#[test]
fn what_editors_expect_of_markdown() {
    let cases = [
        ("|a|b|\n|-|-|\n|1|2|", "<div class=\"table\" tabindex=\"0\"><table>"),
        ("- [x] xong", "type=\"checkbox\""),
        ("x[^1]\n\n[^1]: chú thích", "footnote-reference"),
        ("Từ\n: nghĩa", "<dl>"),
        ("> [!NOTE]\n> nhớ", "markdown-alert-note"),
        ("\"Dân vận khéo\" -- 'x'...", "\"Dân vận khéo\" -- 'x'..."),
    ];
    for (markdown, wanted) in cases {
        let (html, codes) = read_text(markdown);
        assert!(html.contains(wanted), "{markdown} → {html}");
        assert_eq!(codes, Vec::<&str>::new(), "{markdown}");
    }
}

#[test]
fn a_reference_without_its_definition_is_told() {
    let (html, codes) = read_text("xem [báo cáo][bc] và chú thích[^9], còn [ngoặc] thì không");
    assert_eq!(codes, ["LT414", "LT414"], "{html}");
}

#[test]
fn plain_text_by_section() {
    let markdown = "Mở đầu *đậm*.\n\n## Kết quả\n\n- một\n- hai\n\n|a|b|\n|-|-|\n|1|2|\n";
    let path = SitePath::new("content/mo-hinh/a.md");
    let article = read(&FileContext::new(&path, markdown), Span::new(0, markdown.len())).value;
    let sections: Vec<(Option<&str>, &str)> =
        article.sections.iter().map(|s| (s.heading.as_deref(), s.text.as_str())).collect();
    assert_eq!(sections, [(None, "Mở đầu đậm."), (Some("Kết quả"), "một hai a b 1 2")]);
}

#[test]
fn bold_text_by_section() {
    let markdown = "Mở **đầu, *rất* đậm** .\n\n## Kết **quả**\n\n- **một \n hai**\n- **ba\n";
    let path = SitePath::new("content/mo-hinh/a.md");
    let article = read(&FileContext::new(&path, markdown), Span::new(0, markdown.len())).value;
    let bold = article.sections.iter().map(|section| section.strong().collect::<Vec<_>>()).collect::<Vec<_>>();
    assert_eq!(bold, [vec!["đầu, rất đậm"], vec!["một hai"]]);
}

#[test]
fn descriptions_are_cut_at_a_word() {
    assert_eq!(shorten("Mười hộ một tổ, một tiếng kẻng", 16), "Mười hộ một tổ…");
    assert_eq!(shorten("ngắn", 16), "ngắn");
}

#[test]
fn what_is_meant_is_read_so_and_nothing_is_said() {
    for (markdown, html) in [
        ("**Mục tiêu:**nói rõ.", "<p><strong>Mục tiêu:</strong> nói rõ.</p>\n"),
        ("Xã **“Đông Giang”**đạt.", "<p>Xã <strong>“Đông Giang”</strong> đạt.</p>\n"),
        ("Xã**“Đông Giang”** đạt.", "<p>Xã <strong>“Đông Giang”</strong> đạt.</p>\n"),
        ("**95%**hộ; **Tổ 3 (thôn 2)**đã", "<p><strong>95%</strong> hộ; <strong>Tổ 3 (thôn 2)</strong> đã</p>\n"),
        ("**Mục tiêu: **nói rõ.", "<p><strong>Mục tiêu:</strong> nói rõ.</p>\n"),
        ("** Mục tiêu:** nói rõ.", "<p><strong>Mục tiêu:</strong> nói rõ.</p>\n"),
        ("- **Mục tiêu:**nói\n- sau", "<ul>\n<li><strong>Mục tiêu:</strong> nói</li>\n<li>sau</li>\n</ul>\n"),
        ("2 ** 3 và (**)", "<p>2 ** 3 và (**)</p>\n"),
        ("\\*\\*giữ\\*\\*:nguyên", "<p>**giữ**:nguyên</p>\n"),
        ("`**a:**b`", "<p><code>**a:**b</code></p>\n"),
        ("5*3*2 mét", "<p>5*3*2 mét</p>\n"),
        ("<!-- hỏi lại --> Đoạn sau.", "<p>Đoạn sau.</p>\n"),
        ("<!-- hai\ndòng --> Đoạn *sau*.\nTiếp.", "<p>Đoạn <em>sau</em>.\nTiếp.</p>\n"),
        (
            "Xem https://a.vn/x_y_z(1).html, và https://b.vn.",
            "<p>Xem <a href=\"https://a.vn/x_y_z(1).html\">https://a.vn/x_y_z(1).html</a>, và <a href=\"https://b.vn\">https://b.vn</a>.</p>\n",
        ),
        (
            "[https://a.vn](https://a.vn) `https://b.vn` <https://c.vn>",
            "<p><a href=\"https://a.vn\">https://a.vn</a> <code>https://b.vn</code> <a href=\"https://c.vn\">https://c.vn</a></p>\n",
        ),
        ("Các bước:\n1/ Họp dân\n2/ Bầu tổ", "<p>Các bước:</p>\n<ol>\n<li>Họp dân</li>\n<li>Bầu tổ</li>\n</ol>\n"),
        ("Các bước:\na) Họp dân\nb) Bầu tổ", "<p>Các bước:<br />\na) Họp dân<br />\nb) Bầu tổ</p>\n"),
        ("👉 Họp dân\r\n👉 Bầu tổ", "<p>👉 Họp dân<br />\n👉 Bầu tổ</p>\n"),
        (
            "- Gồm có:\n+ Hộ một\n+ Hộ hai\n- Sau",
            "<ul>\n<li>Gồm có:\n<ul>\n<li>Hộ một</li>\n<li>Hộ hai</li>\n</ul>\n</li>\n<li>Sau</li>\n</ul>\n",
        ),
        ("> [!note]\n> Chú ý", "<blockquote class=\"markdown-alert-note\">\n<p>Chú ý</p>\n</blockquote>\n"),
        ("![Ảnh](anh một (1).png)", "<p><img {anh một (1).png} alt=\"Ảnh\" loading=\"lazy\" decoding=\"async\"></p>\n"),
    ] {
        assert_eq!(read_text(markdown), (html.to_owned(), vec![]), "{markdown}");
    }
}

#[test]
fn positions_after_a_repair_are_those_of_the_file() {
    let path = SitePath::new("content/mo-hinh/a.md");
    let text = "**A:**b [mất](javascript:x) và [có](den.md)";
    let file = FileContext::new(&path, text);
    let read = read(&file, Span::new(0, text.len()));
    let position = read.findings[0].position.unwrap();
    assert_eq!((position.column, position.end_column), (9, 28));
    assert_eq!(read.value.references[0].span.of(text), "[có](den.md)");
}

#[test]
fn footnotes_lead_there_and_back_and_no_heading_has_their_ids() {
    let (html, codes) =
        read_text("A[^1], B[^1], C[^a b].\n\n## 1\n\n[^1]: Nguồn\n\n[^a b]: Hai\n\n[^z]: Không ai gọi\n");
    for part in [
        "A<sup class=\"footnote-reference\" id=\"goi_1\"><a href=\"#chu_1\">1</a></sup>",
        "id=\"goi_1_2\"",
        "<h2 id=\"1\">",
        "<div class=\"footnote-definition\" id=\"chu_1\"><sup class=\"footnote-definition-label\"><a href=\"#goi_1\">1</a></sup>",
        "id=\"chu_3\"><sup class=\"footnote-definition-label\">3</sup>",
    ] {
        assert!(html.contains(part), "{part}\n{html}");
    }
    assert_eq!(codes, ["LT421"]);
}

#[test]
fn headings_without_words_are_left_out() {
    let path = SitePath::new("content/mo-hinh/a.md");
    let text = "##\n\n## {#section .unnumbered}\n\n## Có\n";
    let article = read(&FileContext::new(&path, text), Span::new(0, text.len()));
    assert_eq!(article.value.headings.len(), 1);
    assert_eq!(article.findings.iter().map(|finding| finding.code.id()).collect::<Vec<_>>(), ["LT419", "LT419"]);
}

#[test]
fn pictures_in_a_row_are_a_gallery_however_they_are_written() {
    let tile = |name: &str, caption: &str| {
        format!(
            "<figure><a href=\"{{address {name}.jpg}}\"><img {{tile {name}.jpg}} alt=\"Ảnh {name}\" loading=\"lazy\" decoding=\"async\"></a>{caption}</figure>"
        )
    };
    let described = |name: &str| tile(name, &format!("<figcaption aria-hidden=\"true\">Ảnh {name}</figcaption>"));
    let gallery = format!("<div class=\"gallery\">{}{}</div>\n", described("a"), described("b"));
    for markdown in [
        "![Ảnh a](a.jpg)\n\n![Ảnh b](b.jpg)",
        "![Ảnh a](a.jpg) ![Ảnh b](b.jpg)",
        "![Ảnh a](a.jpg)\\\n![Ảnh b](b.jpg)",
        "![Ảnh a](a.jpg)  \n![Ảnh b](b.jpg)",
        "- ![Ảnh a](a.jpg)\n- ![Ảnh b](b.jpg)",
        "- ![Ảnh a](a.jpg)\n\n- ![Ảnh b](b.jpg)",
    ] {
        assert_eq!(read_text(markdown).0, gallery, "{markdown}");
        assert_eq!(
            read_text(&format!("> {}", markdown.replace('\n', "\n> "))).0,
            format!("<blockquote>\n{gallery}</blockquote>\n")
        );
    }
    let nameless = read_text("![Ảnh a](a.jpg)\n![](b.jpg)\n![ ](c.jpg)").0;
    for (name, number) in [("b", 2), ("c", 3)] {
        assert!(
            nameless.contains(&format!("<a href=\"{{address {name}.jpg}}\" aria-label=\"{number}/3\">")),
            "{nameless}"
        );
    }
    let below = read_text("![Ảnh a](a.jpg)\n![Ảnh b](b.jpg)\n*Ngày ra quân*\n\n![Ảnh c](c.jpg)").0;
    let expected = format!("{gallery}<p class=\"caption\">Ngày ra quân</p>\n<p><img {{c.jpg}}");
    assert!(below.starts_with(&expected), "{below}");
    let named = read_text("![Ảnh a](a.jpg \"Họp <dân>\")\n[![Ảnh b](b.jpg)](https://x.vn/)").0;
    let (first, second) = named.split_once("</figure>").unwrap();
    assert!(first.ends_with("<figcaption>Họp &lt;dân&gt;</figcaption>") && !first.contains("title="), "{first}");
    assert!(second.starts_with("<figure><a href=\"https://x.vn/\"><img {tile b.jpg}"), "{second}");
}

#[test]
fn a_picture_alone_is_a_figure_if_it_has_a_caption() {
    let img = |title: &str| format!("<img {{a.jpg}} alt=\"Ảnh a\"{title} loading=\"lazy\" decoding=\"async\">");
    assert_eq!(read_text("![Ảnh a](a.jpg)").0, format!("<p>{}</p>\n", img("")));
    let figure = format!("<figure>{}<figcaption>Họp dân</figcaption></figure>\n", img(""));
    for markdown in ["![Ảnh a](a.jpg \"Họp dân\")", "![Ảnh a](a.jpg)\n*Họp dân*"] {
        assert_eq!(read_text(markdown).0, figure, "{markdown}");
    }
    for markdown in [
        "Đây ![Ảnh a](a.jpg \"Họp\") là",
        "- ![Ảnh a](a.jpg)\n- Chữ",
        "*Họp* ![Ảnh a](a.jpg)",
        "![Ảnh a](a.jpg)\n*Họp* dân",
        "[![Ảnh a](a.jpg) ![Ảnh b](b.jpg)](https://x.vn/)",
    ] {
        let html = read_text(markdown).0;
        assert!(!html.contains("<figure") && !html.contains("gallery") && html.contains("<img {a.jpg}"), "{html}");
    }
    // Notes are known by the index of their event.
    let html = read_text("![Ảnh a](a.jpg)\n![Ảnh b](b.jpg)\n\nLời[^1].\n\n[^1]: Nguồn").0;
    assert!(html.contains("gallery") && html.contains("Lời<sup"), "{html}");
}
