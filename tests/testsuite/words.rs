//! One name for one thing, in what readers and editors read: the page `content/trang/tu-ngu.md` says which, and which words
//! are not used instead. And the three places that show how a model is written agree: `lantoa new`, `lantoa init`, and the
//! editor's guide.

use std::fs;

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

use crate::support::{self, program, rust};

const GLOSSARY: &str = "content/trang/tu-ngu.md";
const GUIDE: &str = "content/trang/huong-dan-bien-tap.md";
/// The sections of a model, as `docs` and the guide name them.
const SECTIONS: [&str; 5] = ["Bối cảnh", "Cách làm", "Kết quả", "Bài học kinh nghiệm", "Điều kiện áp dụng"];

fn read(path: &str) -> String {
    fs::read_to_string(support::repository().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The glossary's words, each with those that are not used instead.
fn glossary() -> Vec<(String, Vec<String>)> {
    let row = |line: &str| {
        let cells: Vec<&str> = line.strip_prefix("| ")?.strip_suffix('|')?.split('|').map(str::trim).collect();
        let [word, _, instead] = cells[..] else { panic!("{line}") };
        let instead = instead.split(", ").filter(|word| !word.is_empty()).map(str::to_owned).collect();
        (word != "Từ").then(|| (word.to_owned(), instead))
    };
    read(GLOSSARY).lines().filter_map(row).collect()
}

/// Everything that is said to people, apart from articles on models, as name and text.
fn said() -> Vec<(String, String)> {
    let is_said = |name: &str| name.ends_with(".md") || name.ends_with(".yaml");
    let mut said: Vec<(String, String)> = [
        "themes/default/strings/vi.yaml",
        "src/finding/explain.vi.md",
        "src/schema/site.default.yaml",
        "content/site.yaml",
    ]
    .iter()
    .map(|path| ((*path).to_owned(), read(path)))
    .collect();
    for folder in ["content/trang", "src/command/init"] {
        let files = support::read_all(&support::repository().join(folder)).into_iter();
        let files = files.filter(|(name, _)| is_said(name) && !name.ends_with("tu-ngu.md"));
        said.extend(files.map(|(name, text)| (format!("{folder}/{name}"), String::from_utf8(text).unwrap())));
    }
    let sources = rust::files(&["src"]).into_iter();
    let sources = sources.filter(|(file, _)| !file.contains("tests") && !file.contains("locality/data"));
    said.extend(sources.map(|(file, text)| {
        let code = text.parse().unwrap_or_else(|error| panic!("{file}: {error}"));
        (file, literals(code).join("\n"))
    }));
    said
}

/// The text literals of Rust code, without those of items that are for tests only.
fn literals(code: TokenStream) -> Vec<String> {
    let mut found = Vec::new();
    let mut tokens = code.into_iter();
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Group(group) if is_for_tests(&group) => {
                let is_end = |token: &TokenTree| match token {
                    TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
                    TokenTree::Punct(punct) => punct.as_char() == ';',
                    _ => false,
                };
                tokens.find(is_end);
            }
            TokenTree::Group(group) => found.extend(literals(group.stream())),
            TokenTree::Literal(literal) => {
                if let Ok(text) = syn::parse_str::<syn::LitStr>(&literal.to_string()) {
                    found.push(text.value());
                }
            }
            _ => {}
        }
    }
    found
}

/// Whether this is what stands in the brackets of `#[cfg(test)]`.
fn is_for_tests(group: &Group) -> bool {
    group.delimiter() == Delimiter::Bracket && group.stream().to_string().replace(' ', "") == "cfg(test)"
}

/// Where `phrase` stands in `text` as words of its own: the line, cut short.
fn line_with<'t>(text: &'t str, phrase: &str) -> Option<&'t str> {
    let phrase = phrase.to_lowercase();
    text.lines().find(|line| {
        let line = line.to_lowercase();
        let alone = |at: usize| {
            let before = line[..at].chars().next_back();
            let after = line[at + phrase.len()..].chars().next();
            let is_of_word = |c: char| c.is_alphanumeric() || c == '_';
            !before.is_some_and(is_of_word) && !after.is_some_and(is_of_word)
        };
        line.match_indices(&phrase).any(|(at, _)| alone(at))
    })
}

#[test]
fn one_thing_has_one_name() {
    let glossary = glossary();
    let banned: Vec<(&str, &str)> = glossary
        .iter()
        .flat_map(|(word, instead)| instead.iter().map(move |phrase| (word.as_str(), phrase.as_str())))
        .collect();
    assert!(glossary.len() > 20 && banned.len() > 15, "{glossary:?}");
    let mut wrong = Vec::new();
    for (name, text) in said() {
        for (word, phrase) in &banned {
            if let Some(line) = line_with(&text, phrase) {
                wrong.push(format!("{name}: “{phrase}”, should be “{word}”: {}", line.trim()));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn a_phrase_is_found_as_words_of_its_own() {
    assert_eq!(line_with("a\nĐổi Thực đơn này", "thực đơn"), Some("Đổi Thực đơn này"));
    assert_eq!(line_with("thẻo", "thẻ"), None);
    assert_eq!(line_with("“thẻ”", "thẻ"), Some("“thẻ”"));
}

/// What a committee reads in full: `khen thưởng`, `bằng khen`, `giấy khen`, never `khen` alone.
#[test]
fn an_award_is_called_in_full() {
    let full = |text: &str| {
        let text = text.to_lowercase();
        ["khen thưởng", "bằng khen", "giấy khen", "lời khen"].iter().fold(text, |text, known| text.replace(known, ""))
    };
    for (name, text) in said().into_iter().filter(|(name, _)| !name.starts_with("content/")) {
        assert_eq!(line_with(&full(&text), "khen"), None, "{name}");
    }
}

#[test]
fn a_site_made_by_init_has_the_guide_and_the_glossary_of_the_shipped_one() {
    let root = program::new_site();
    for path in [GUIDE, GLOSSARY] {
        assert!(read(&copy_of(path)) == read(path), "{path} and its copy differ: UPDATE=1 … words");
        assert!(fs::read_to_string(root.path().join(path)).unwrap() == read(path), "init writes another {path}");
    }
    // The pictures of the guide, each as the shipped site has it.
    let guide = read(GUIDE);
    let pictures: Vec<&str> = guide.split("](").skip(1).filter_map(|rest| rest.split(')').next()).collect();
    let pictures: Vec<&str> = pictures.into_iter().filter(|name| name.ends_with(".webp")).collect();
    assert!(!pictures.is_empty());
    for name in pictures {
        let path = format!("content/trang/{name}");
        let bytes = |path: String| fs::read(support::repository().join(path)).unwrap();
        assert!(bytes(copy_of(&path)) == bytes(path.clone()), "{path} and its copy differ: copy it");
        assert!(fs::read(root.path().join(&path)).unwrap() == bytes(path.clone()), "init writes another {path}");
    }
    let checked = program::lantoa(root.path(), &["check", "--drafts"]);
    assert_eq!(program::said(&checked).trim(), "Nội dung không có gì phải sửa.");
}

/// The file that `lantoa init` carries a page in.
fn copy_of(page: &str) -> String {
    format!("src/command/init/{}", page.rsplit('/').next().unwrap())
}

#[test]
fn the_guide_shows_the_sample_that_init_writes() {
    let root = program::new_site();
    let sample = fs::read_to_string(root.path().join("content/mo-hinh/mau-mo-hinh.md")).unwrap();
    let mut guide = read(GUIDE);
    let start = guide.find("```markdown\n").unwrap() + "```markdown\n".len();
    let end = start + guide[start..].find("```\n").unwrap();
    if support::is_update() {
        guide.replace_range(start..end, &sample);
        let files = [GUIDE.to_owned(), copy_of(GUIDE), copy_of(GLOSSARY)];
        support::write_all(support::repository(), files.into_iter().zip([guide.clone(), guide, read(GLOSSARY)]));
    } else {
        assert_eq!(&guide[start..end], sample, "UPDATE=1 … words");
    }
}

#[test]
fn the_guide_explains_every_key() {
    let guide = read(GUIDE);
    let rows: Vec<&str> = guide.lines().filter(|line| line.starts_with("| `")).collect();
    let explained: Vec<&str> =
        rows.iter().flat_map(|row| row.split('|').nth(1).unwrap().split('`').skip(1).step_by(2)).collect();
    let keys: Vec<&str> = lantoa::internals::MODEL.iter().map(|key| key.name).collect();
    let missing: Vec<&&str> = keys.iter().filter(|key| !explained.contains(key)).collect();
    assert!(missing.is_empty(), "{GUIDE} explains no {missing:?}");
}

#[test]
fn the_introduction_counts_what_sources_call_dan_van_kheo() {
    let models = support::read_all(&support::repository().join("content/mo-hinh"));
    let texts = models.iter().filter(|(name, _)| name.ends_with(".md")).map(|(_, text)| String::from_utf8_lossy(text));
    let called: Vec<bool> = texts.map(|text| text.contains("\ncalled_dan_van_kheo: true\n")).collect();
    let (all, yes) = (called.len(), called.iter().filter(|called| **called).count());
    let introduction = read("content/trang/gioi-thieu.md");
    for part in [
        format!("Trong {all} mô hình ở đây, **{yes} mô hình được nguồn gọi"),
        format!("**{} mô hình còn lại là cách làm cùng loại**", all - yes),
    ] {
        assert!(introduction.contains(&part), "content/trang/gioi-thieu.md lacks {part}");
    }
}

fn headings(text: &str) -> Vec<&str> {
    text.lines().filter_map(|line| line.strip_prefix("## ")).collect()
}

#[test]
fn the_five_sections_stand_in_one_order_everywhere() {
    let root = program::new_site();
    let made = program::lantoa(root.path(), &["new", "Tiếng kẻng an ninh"]);
    assert!(made.status.success(), "{}", program::said(&made));
    for file in ["tieng-keng-an-ninh.md", "mau-mo-hinh.md"] {
        let text = fs::read_to_string(root.path().join("content/mo-hinh").join(file)).unwrap();
        assert_eq!(headings(&text), SECTIONS, "{file}");
    }
    let guide = read(GUIDE);
    let listed: Vec<usize> = SECTIONS.iter().map(|section| guide.find(&format!("**{section}**")).unwrap()).collect();
    assert!(listed.is_sorted(), "{GUIDE}");
    for (name, text) in support::read_all(&support::repository().join("content/mo-hinh")) {
        let text = String::from_utf8_lossy(&text).into_owned();
        let places: Option<Vec<usize>> =
            headings(&text).iter().map(|heading| SECTIONS.iter().position(|section| section == heading)).collect();
        assert!(places.is_some_and(|places| places.is_sorted()), "{name}: {:?}", headings(&text));
    }
    let strings = read("themes/default/strings/vi.yaml");
    let proposed =
        strings.lines().find(|line| line.trim_start().starts_with("file_text:")).unwrap().replace("\\n", "\n");
    let places: Vec<_> = headings(&proposed).iter().map(|h| SECTIONS.iter().position(|section| section == h)).collect();
    assert!(places.len() == 2 && places.is_sorted() && !places.contains(&None), "{proposed}");
}
