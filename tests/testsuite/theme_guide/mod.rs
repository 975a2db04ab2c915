//! The guide for authors of themes, `docs/theme.md`, against the program.
//!
//! What stands there between `<!-- generated: … -->` and `<!-- end -->` is written from the code: templates from the calls
//! that render them, fields from the views and their doc comments, filters from theirs, strings from `en.yaml`. `UPDATE=1
//! cargo test --test testsuite theme_guide` writes these parts. Classes, ids and data attributes are described by hand, and
//! compared by name.

mod classes;
mod views;

use std::collections::BTreeSet;
use std::fs;

use lantoa::Finding;

use crate::support::{self, BuildCache, is_update, repository};

const GUIDE: &str = "docs/theme.md";
const TEMPLATES: &str = "themes/default/templates";
/// What the guide says of a class that no sheet of the built-in theme names.
const NO_STYLE: &str = "(no style of its own)";

fn guide() -> String {
    fs::read_to_string(repository().join(GUIDE)).unwrap()
}

/// Name and text of every text file in a folder of the repository, sorted.
fn files_in(folder: &str) -> Vec<(String, String)> {
    let files = support::read_all(&repository().join(folder)).into_iter();
    files.filter_map(|(name, bytes)| Some((name, String::from_utf8(bytes).ok()?))).collect()
}

/// What stands between the markers of a generated part: begin and end in `guide`.
fn part(guide: &str, name: &str) -> (usize, usize) {
    let marker = format!("<!-- generated: {name} -->\n");
    let begin = guide.find(&marker).unwrap_or_else(|| panic!("{GUIDE} has no part {name}")) + marker.len();
    let end = begin + guide[begin..].find("<!-- end -->").expect("a generated part ends");
    (begin, end)
}

/// The names in code in the first column of the table below a heading.
fn table_below(guide: &str, heading: &str) -> BTreeSet<String> {
    let (_, below) = guide.split_once(&format!("\n### {heading}\n")).unwrap_or_else(|| panic!("no heading {heading}"));
    let section = below.split("\n##").next().unwrap();
    let first_cells = section.lines().filter_map(|line| line.strip_prefix("| `")?.split(" | ").next());
    let names = first_cells.flat_map(|cell| cell.split(", ").map(|name| name.trim_matches('`').to_owned()));
    let names: BTreeSet<String> = names.collect();
    assert!(!names.is_empty(), "no table below {heading}");
    names
}

#[test]
fn the_reference_is_what_the_code_says() {
    let mut guide = guide();
    let parts = [
        ("templates", views::templates()),
        ("views", views::fields()),
        ("filters", views::filters()),
        ("strings", views::strings()),
    ];
    for (name, now) in parts {
        let (begin, end) = part(&guide, name);
        if is_update() {
            guide.replace_range(begin..end, &now);
        } else {
            let mut lines = guide[begin..end].lines().zip(now.lines());
            let differs = lines.find(|(written, now)| written != now);
            assert_eq!(
                differs, None,
                "UPDATE=1 writes the part {name} of {GUIDE}; here is the first line that differs"
            );
            assert_eq!(guide[begin..end].len(), now.len(), "UPDATE=1 writes the part {name} of {GUIDE}");
        }
    }
    if is_update() {
        fs::write(repository().join(GUIDE), guide).unwrap();
    }
}

#[test]
fn every_class_is_described_and_styled() {
    let guide = guide();
    let style: String = files_in("themes/default/style").into_iter().map(|(_, text)| text).collect();
    let kinds = [
        ("Classes of drawings", classes::of_drawings()),
        ("Classes in texts", classes::of_texts()),
        ("Classes that scripts add", classes::of_scripts()),
    ];
    for (heading, emitted) in kinds {
        let described = table_below(&guide, heading);
        assert_eq!(described, emitted, "left: in {GUIDE} below “{heading}”, right: in the code");
        for class in described {
            let says_so = guide.lines().any(|line| line.contains(&format!("`{class}`")) && line.contains(NO_STYLE));
            assert_ne!(
                classes::is_styled(&style, &class),
                says_so,
                "{class} is styled, or else the guide says “{NO_STYLE}”"
            );
        }
    }
}

#[test]
fn every_id_and_data_attribute_is_described() {
    let guide = guide();
    let templates: String = files_in(TEMPLATES).into_iter().map(|(_, text)| text).collect();
    assert_eq!(table_below(&guide, "Data attributes"), classes::data_attributes(&templates));
    assert_eq!(table_below(&guide, "Ids"), classes::ids(&templates));
}

/// A file of style has one layer, the one in its name, and the numbers of files follow the order of the layers.
#[test]
fn files_of_style_are_numbered_after_their_layers() {
    let files = files_in("themes/default/style");
    let (_, base) = files.first().unwrap();
    let order = base.split("@layer ").nth(1).and_then(|rest| rest.split(';').next()).unwrap();
    let order: Vec<&str> = order.split(", ").collect();
    for (name, text) in &files {
        // Those in a folder, for one kind of page, need no subject.
        let file = name.rsplit('/').next().unwrap();
        let mut parts = file.trim_end_matches(".css").splitn(3, '-');
        let (number, layer) = (parts.next().unwrap(), parts.next().unwrap());
        let layers: Vec<&str> =
            text.lines().filter_map(|line| line.strip_prefix("@layer ")?.strip_suffix(" {")).collect();
        assert_eq!(layers, [layer], "{name}");
        let place: usize = number[..1].parse().unwrap();
        assert_eq!(order[place - 1], layer, "{name}");
    }
}

#[test]
fn templates_have_short_lines_and_say_what_they_are() {
    for (name, text) in files_in(TEMPLATES) {
        assert!(text.starts_with("{#- "), "{name} does not begin with a comment");
        let long = text.lines().position(|line| line.chars().count() > 120);
        assert_eq!(long.map(|line| line + 1), None, "{name} has a line of more than 120 characters");
    }
}

/// The files of the guide's example: fences that name a path after the language.
fn example() -> Vec<(String, String)> {
    let guide = guide();
    let mut files = Vec::new();
    for fence in guide.split("\n```").skip(1) {
        // An empty fence ends where it begins.
        let (head, text) =
            fence.split_once('\n').map_or((fence, String::new()), |(head, text)| (head, format!("{text}\n")));
        if let Some((_, path)) = head.split_once(' ') {
            files.push((path.to_owned(), text));
        }
    }
    files
}

#[test]
fn the_example_in_the_guide_works() {
    let model = "---\ntitle: Tiếng kẻng\nlocality: Xã Đông Giang, tỉnh Lâm Đồng\nfield: quoc-phong-an-ninh\nstarted: 2019\n---\n\nBà con cùng làm.\n";
    let mut files = example();
    assert_eq!(files.len(), 7, "{files:?}");
    files.push(("content/mo-hinh/keng.md".to_owned(), model.to_owned()));
    let built = support::build(&support::source_of(files), &support::options(), &mut BuildCache::default());
    let of_theme = |finding: &&Finding| finding.file.as_str().starts_with("themes/");
    assert_eq!(built.findings.iter().filter(of_theme).collect::<Vec<_>>(), [] as [&Finding; 0]);
    let page = |url_path: &str| String::from_utf8(built.outputs[url_path].clone()).unwrap();
    let listing = page("mo-hinh.html");
    assert!(
        listing.contains("<li class=\"row f-quoc-phong-an-ninh\"><a href=\"mo-hinh/keng.html\">Tiếng kẻng</a>"),
        "{listing}"
    );
    assert!(listing.contains("Xem các mô hình"), "the string of the example");
    let model = page("mo-hinh/keng.html");
    assert!(model.contains("<p class=\"since\">Từ năm 2019</p>"), "{model}");
    assert!(!listing.contains("assets/h/place.") && !listing.contains("class=\"mine\""), "the empty script is removed");
    let style = built.outputs.iter().find(|(path, _)| path.starts_with("assets/h/style.")).unwrap().1;
    assert!(String::from_utf8_lossy(style).contains("--green:#7a1f3d"), "blanks that mean nothing are gone");
}
