//! Properties of whole builds, over random edits and random bytes.

mod fixes;
mod growth;
mod walk;

use lantoa::{Options, lint};
use proptest::prelude::*;

use crate::support::{SitePath, Source, render, source_of, today};

const FILES: [&str; 6] = [
    "content/mo-hinh/a.md",
    "content/mo-hinh/b.md",
    "content/mo-hinh/x/c.md",
    "content/trang/gioi-thieu.md",
    "content/site.yaml",
    "content/localities.tsv",
];

/// Front matter and text that are right, half right and wrong.
const PARTS: [&str; 12] = [
    "title: Biến rác thành tiền\n",
    "title: Tiếng kẻng an ninh\n",
    "locality: Xã Đông Giang, huyện Hàm Thuận Bắc, tỉnh Bình Thuận\n",
    "locality: Xã Tân Thành\n",
    "field: bao-ve-moi-truong\n",
    "tags: [rác, gây quỹ]\n",
    "based_on: b\n",
    "replications: [{locality: \"Xã La Dạ, tỉnh Lâm Đồng\", year: 2020}]\n",
    "awards: [{year: 2019, level: tinh}]\n",
    "draft: true\n",
    "aliases: [cu, mo-hinh/b.html]\n",
    "title: \"chưa đóng\n",
];
const TEXTS: [&str; 4] =
    ["## Cách làm\n\n1. Một\n", "[b](b.md) [x](x.md)\n", "![ảnh](anh.jpg)\n", "Chị em gom ve chai.\n"];

fn empty() -> Source {
    source_of(Vec::<(&str, Vec<u8>)>::new())
}

#[derive(Debug, Clone)]
enum Edit {
    Write(usize, Vec<usize>, usize),
    Remove(usize),
}

fn edit() -> impl Strategy<Value = Edit> {
    let write = (0..4usize, proptest::collection::vec(0..PARTS.len(), 0..7), 0..TEXTS.len());
    prop_oneof![
        4 => write.prop_map(|(file, parts, text)| Edit::Write(file, parts, text)),
        1 => (0..4usize).prop_map(Edit::Remove),
    ]
}

fn apply(source: &mut Source, edit: &Edit) {
    match edit {
        Edit::Remove(file) => source.remove(&SitePath::new(FILES[*file])),
        Edit::Write(file, parts, text) => {
            let matter: String = parts.iter().map(|&part| PARTS[part]).collect();
            let text = format!("---\n{matter}---\n\n{}", TEXTS[*text]);
            source.put(&SitePath::new(FILES[*file]), text.into_bytes());
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn one_core_makes_what_many_make(edits in proptest::collection::vec(edit(), 1..8)) {
        let mut source = empty();
        edits.iter().for_each(|edit| apply(&mut source, edit));
        let on = |cores| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(cores).build().unwrap();
            pool.install(|| render(&source))
        };
        prop_assert_eq!(on(1), on(4));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn no_bytes_bring_it_down(file in 0..FILES.len(), bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        survives(file, bytes);
    }

    #[test]
    fn no_text_brings_it_down(file in 0..FILES.len(), text in "(---\n)?[\\-\\[\\]{}:,&*!|>'\"%@`#\\\\ \nabcđ0-9~=?<()]{0,120}") {
        survives(file, text.into_bytes());
    }
}

fn survives(file: usize, bytes: Vec<u8>) {
    let good = b"---\ntitle: A\nlocality: X\nfield: kinh-te\n---\n".to_vec();
    let read = Source::memory([(FILES[file], bytes), ("content/mo-hinh/tot.md", good)], today());
    let report = lint(&read.value, read.findings, &Options::default());
    assert!(
        report.findings.iter().any(|finding| finding.file.as_str() == "content/mo-hinh/tot.md"),
        "the other file was not checked"
    );
}

/// Hostile files: a clear finding in bounded time.
#[test]
fn bombs_are_told_and_the_others_are_read() {
    let bomb = (0..30).fold("a: &x0 [x]\n".to_owned(), |yaml, n| format!("{yaml}b{n}: &x{} [*x{n}, *x{n}]\n", n + 1));
    let deep = format!("a: {}", "[".repeat(10_000));
    let quotes = "> ".repeat(10_000);
    for (yaml, body) in [(bomb.as_str(), ""), (deep.as_str(), ""), ("title: A", quotes.as_str())] {
        let started = std::time::Instant::now();
        survives(0, format!("---\n{yaml}\n---\n\n{body}\n").into_bytes());
        assert!(started.elapsed().as_secs() < 20, "{:?}", started.elapsed());
    }
}
