//! Front matter as people write it, slips and attacks included.

use proptest::prelude::*;

use super::*;
use crate::finding::{Code, Finding};
use crate::text::SitePath;

fn reading<T>(yaml: &str, look: impl FnOnce(&FrontMatter<'_>, &[Finding], &str) -> T) -> T {
    let path = SitePath::new("content/mo-hinh/keng.md");
    let text = format!("---\n{yaml}---\nThân bài\n");
    let file = FileContext::new(&path, &text);
    let read = read(&file);
    look(&read.value, &read.findings, &text)
}

/// `key=value` of the outermost map; lists and maps as `…`, what could not be read as `?`.
fn outline(front: &FrontMatter<'_>) -> String {
    let pairs = front.root.pairs().iter().map(|(key, value)| {
        let value = match &value.value {
            Value::Scalar { text, .. } => text.as_ref(),
            Value::List(_) | Value::Map(_) => "…",
            Value::Broken => "?",
        };
        format!("{}={value}", key.text().unwrap_or("?"))
    });
    pairs.collect::<Vec<_>>().join(" ")
}

#[test]
fn every_key_and_value_has_its_span() {
    let yaml = "tiêu đề: Tổ liên gia  # chú thích\ntags: [hiến đất, 'tự quản']\r\ncontact:\n  office: UBND xã\n  phone:\n\
                note: |\n  dòng một\n  dòng hai\nlast: \"đỏ\"\n";
    reading(yaml, |front, findings, text| {
        assert_eq!(findings, []);
        let written: Vec<(&str, &str)> =
            front.root.pairs().iter().map(|(key, value)| (key.span.of(text), value.span.of(text))).collect();
        let expected = [
            ("tiêu đề", "Tổ liên gia"),
            ("tags", "[hiến đất, 'tự quản']"),
            ("contact", "office: UBND xã\n  phone"),
            ("note", "dòng một\n  dòng hai"),
            ("last", "\"đỏ\""),
        ];
        assert_eq!(written, expected);
        assert_eq!(front.root.get("note").and_then(Node::text), Some("dòng một\ndòng hai\n"));
        assert!(front.root.get("contact").and_then(|contact| contact.get("phone")).is_some_and(Node::is_null));
    });
}

#[test]
fn all_lines_with_tabs_are_told_and_what_else_is_wrong_on_them() {
    reading("contact:\n\toffice: UBND\n\u{a0}\u{a0}phone: 1\ntitle: a\n\tb: 1\nx: 1\n", |front, findings, text| {
        let lines: Vec<u32> = findings.iter().map(|finding| finding.position.unwrap().line).collect();
        assert_eq!(lines, [3, 4, 6, 6]);
        assert_eq!(outline(front), "contact=… title=? x=1");
        let office = front.root.get("contact").and_then(|contact| contact.get("phone")).unwrap();
        assert_eq!(office.span.of(text), "1");
    });
}

#[test]
fn values_stay_as_written() {
    let yaml = "a: 08\nb: no\nc: 1.932\nd: 12:30\ne: ~\nf: '~'\n";
    reading(yaml, |front, _, _| {
        assert_eq!(outline(front), "a=08 b=no c=1.932 d=12:30 e=~ f=~");
        assert!(front.root.get("e").is_some_and(Node::is_null));
        assert!(!front.root.get("f").is_some_and(Node::is_null));
    });
}

/// What people type, then the underlined text, a part of the help, and the entries that are read all the same.
const SLIPS: &[(&str, &str, &str, &str)] = &[
    ("title: Tổ: một\nx: 1\n", "Tổ: một", "title: \"Tổ: một\"", "title=? x=1"),
    ("title:Mô hình\n", ":", "title: Mô hình", "title=?"),
    ("Kẻng an ninh\n", "Kẻng an ninh", "thêm dấu hai chấm", ""),
    ("title:Mô hình\nx: 1\n", ":", "title: Mô hình", "title=? x=1"),
    ("x: 1\ntitle:Mô hình\ny: 2\n", ":", "title: Mô hình", "x=1 title=? y=2"),
    ("title: \"Mô hình\nx: 1\n", "\"Mô hình", "title: \"Mô hình\"", "title=? x=1"),
    ("x: 1\ntitle: 'Mô hình\n", "'Mô hình", "title: 'Mô hình'", "x=1 title=?"),
    ("title: \"Kẻng\" an ninh\nx: 1\n", "\"Kẻng\" an ninh", "title: '\"Kẻng\" an ninh'", "title=? x=1"),
    ("title: \"Kẻng\": an ninh\nx: 1\n", "\"Kẻng\": an ninh", "title: '\"Kẻng\": an ninh'", "title=? x=1"),
    ("title: \"a\\q\"\nx: 1\n", "\"a\\q\"", "title: 'a\\q'", "title=? x=1"),
    ("contact:\n\toffice: UBND\nx: 1\n", "\t", "  office: UBND", "contact=… x=1"),
    ("title: a\n  b: 1\nx: 1\n", "b: 1", "“b: 1”", "title=? x=1"),
    ("awards:\n  - year: 1\n     by: b\nx: 1\n", "by: b", "“    by: b”", "awards=? x=1"),
    ("awards:\n  - year: 1\n   by: b\nx: 1\n", "by: b", "cùng một cột", "awards=? x=1"),
    ("tags:\n  - a\n - b\nx: 1\n", "- b", "“  - b”", "tags=… x=1"),
    ("tags: - a\nx: 1\n", "- a", "[một, hai]", "tags=? x=1"),
    ("tags: [a, b\nx: 1\n", "[a, b", "tags: [a, b]", "tags=? x=1"),
    ("contact: {office: a\nx: 1\n", "{office: a", "contact: {office: a}", "contact=? x=1"),
    ("contact: {\n  office: a\nx: 1\n", "{", "Viết lại: contact:", "contact=? x=1"),
    ("awards: [\n  - year: 2019\nx: 1\n", "[", "Viết lại: awards:", "awards=? x=1"),
    ("menu: [\n  {label: a, page: b},\nx: 1\n", "[", "Thêm dấu ] sau mục cuối", "menu=? x=1"),
    ("title: [Mới] Kẻng\nx: 1\n", "[Mới] Kẻng", "title: \"[Mới] Kẻng\"", "title=? x=1"),
    ("title: @Kẻng\nx: 1\n", "@Kẻng", "title: \"@Kẻng\"", "title=? x=1"),
    ("title: % hộ\nx: 1\n", "% hộ", "title: \"% hộ\"", "title=? x=1"),
    ("x: 1\nKẻng an ninh\ny: 2\n", "Kẻng an ninh", "thêm dấu hai chấm", "x=1 y=2"),
    ("summary: | Mười hộ\nx: 1\n", "| Mười hộ", "summary: \"Mười hộ\"", "summary=? x=1"),
    ("title: Kẻng # 1\n  làng\nx: 1\n", "# 1", "ngoặc kép", "title=? x=1"),
    ("  title: a\nx: 1\n", "x: 1", "sát lề trái", "title=a x=1"),
    ("results:\n  - {label: Hộ: nghèo, value: 1}\nx: 1\n", "Hộ: nghèo", "label: \"Hộ: nghèo\"", "results=? x=1"),
];

#[test]
fn each_common_slip_is_explained_and_costs_one_entry() {
    for (yaml, underlined, help, saved) in SLIPS {
        for yaml in [(*yaml).to_owned(), yaml.replace('\n', "\r\n")] {
            reading(&yaml, |front, findings, text| {
                let [finding] = findings else { panic!("{yaml:?}: {findings:?}") };
                let place = finding.position.unwrap();
                let line = text.lines().nth(place.line as usize - 1).unwrap();
                let marked: String = line
                    .chars()
                    .skip(place.column as usize - 1)
                    .take((place.end_column - place.column) as usize)
                    .collect();
                assert_eq!((finding.code, marked.as_str()), (Code::YamlSyntax, *underlined), "{yaml:?}");
                let said = &finding.help.as_ref().unwrap().vi;
                assert!(said.contains(help), "{yaml:?}: {said}");
                assert_eq!(outline(front), *saved, "{yaml:?}");
            });
        }
    }
}

#[test]
fn several_slips_are_all_reported() {
    let yaml = "title: A: B\nlocality: Xã Đông Giang\nfield:kinh-te\nsummary: 'x\ntags: [a\nstarted: 2016\n";
    reading(yaml, |front, findings, _| {
        let lines: Vec<u32> = findings.iter().filter_map(|finding| finding.position).map(|place| place.line).collect();
        assert_eq!(lines, [2, 4, 5, 6]);
        assert_eq!(outline(front), "title=? locality=Xã Đông Giang field=? summary=? tags=? started=2016");
    });
}

#[test]
fn a_repeated_key_is_reported_with_the_first() {
    let yaml = "a: 1\nb: 2\na: 3\nc: {x: 1, x: 2}\na: 4\n";
    reading(yaml, |front, findings, _| {
        let reported: Vec<(u32, u32)> = findings
            .iter()
            .filter(|finding| finding.code == Code::DuplicateKey)
            .map(|finding| (finding.position.unwrap().line, finding.related[0].position.unwrap().line))
            .collect();
        assert_eq!(reported, [(5, 5), (4, 2), (6, 2)]);
        assert_eq!(outline(front), "a=1 b=2 c=…");
    });
}

#[test]
fn aliases_are_refused_everywhere_and_never_expanded() {
    let mut bomb = String::from("a: &a [x, x]\n");
    for level in 1..30 {
        bomb.push_str(&format!("b{level}: &b{level} [*a, *a]\n"));
    }
    for yaml in ["a: &x b\n", "a: *x\n", "a: *nhấn mạnh*\nb: 1\n", "a: !t b\n", "a: !mạnh b\nb: 1\n", &bomb] {
        reading(yaml, |_, findings, _| {
            assert!(!findings.is_empty() && findings.iter().all(|f| f.code == Code::YamlAlias), "{yaml}: {findings:?}");
        });
    }
}

#[test]
fn endless_nesting_is_one_finding_and_the_rest_is_read() {
    let shapes = [
        "[".repeat(10_000),
        format!("{}x", "- ".repeat(10_000)),
        "{a: ".repeat(10_000),
        "[".repeat(100) + &"]".repeat(100),
    ];
    for deep in shapes {
        let gap = if deep.starts_with('-') { "\n  " } else { " " };
        reading(&format!("x: 1\ndeep:{gap}{deep}\ny: 2\n"), |front, findings, _| {
            assert!(findings.iter().any(|finding| finding.code == Code::TooDeep), "{findings:?}");
            assert!(outline(front).starts_with("x=1"), "{}", outline(front));
            assert_eq!(front.root.get("y").and_then(Node::text), Some("2"));
        });
    }
}

#[test]
fn a_text_that_is_too_large_is_not_parsed() {
    reading(&"a: [b, c]\n".repeat(MAX_YAML / 8), |front, findings, _| {
        assert_eq!(findings.iter().map(|finding| finding.code).collect::<Vec<_>>(), [Code::TooLarge]);
        assert!(front.root.is_broken());
    });
}

#[test]
fn front_matter_must_be_a_map_or_empty() {
    for yaml in ["\"Kẻng\"\n", "- a\n- b\n", "[a]\n"] {
        reading(yaml, |front, findings, _| {
            assert_eq!(findings.iter().map(|finding| finding.code).collect::<Vec<_>>(), [Code::WrongShape], "{yaml}");
            assert!(front.root.is_broken());
        });
    }
    reading("# chưa có gì\n", |front, findings, _| assert!(findings.is_empty() && front.root.pairs().is_empty()));
}

#[test]
fn a_file_without_front_matter_has_one_finding_and_nothing_missing() {
    let path = SitePath::new("content/mo-hinh/keng.md");
    let read = read(&FileContext::new(&path, "Kẻng\n"));
    assert_eq!(read.findings.iter().map(|finding| finding.code).collect::<Vec<_>>(), [Code::NoFrontMatter]);
    assert!(read.value.root.is_broken());
}

fn assert_spans_lie_in(node: &Node<'_>, text: &str) {
    assert!(text.get(node.span.start as usize..node.span.end as usize).is_some(), "{node:?}");
    match &node.value {
        Value::List(items) => items.iter().for_each(|item| assert_spans_lie_in(item, text)),
        Value::Map(pairs) => {
            pairs.iter().flat_map(|(key, value)| [key, value]).for_each(|node| assert_spans_lie_in(node, text));
        }
        Value::Scalar { .. } | Value::Broken => {}
    }
}

proptest! {
    #[test]
    fn no_text_makes_it_panic(text in any::<String>()) {
        reading(&text, |front, _, text| assert_spans_lie_in(&front.root, text));
    }

    #[test]
    fn nothing_that_looks_like_yaml_makes_it_panic(parts in proptest::collection::vec(
        prop_oneof![
            Just("title"), Just(": "), Just(":"), Just("\n"), Just("\r\n"), Just("  "), Just("- "), Just("["), Just("]"), Just("{"),
            Just("}"), Just(", "), Just("\""), Just("'"), Just("#"), Just("|"), Just(">"), Just("\t"), Just("&a"), Just("*a"),
            Just("!"), Just("đường"), Just("? "), Just("---"), Just("..."), Just("%"), Just("\u{a0}"), Just("\u{feff}"), Just("\\"),
            Just("\0"), Just("<<"),
        ],
        0..40,
    )) {
        reading(&parts.concat(), |front, _, text| assert_spans_lie_in(&front.root, text));
    }
}
