//! Names that style sheets and scripts can rely on: classes, ids, data attributes.

use std::collections::BTreeSet;

use super::files_in;
use crate::support::{self, Source, picture};

/// Classes in a piece of HTML.
fn classes_in(html: &str) -> impl Iterator<Item = &str> {
    let values = html.split(" class=\"").skip(1).filter_map(|rest| rest.split('"').next());
    values.flat_map(str::split_whitespace)
}

/// The pieces of `html` that begin with `begin` and end with the `tag` that closes the one it begins with.
fn elements<'h>(html: &'h str, begin: &str, tag: &str) -> Vec<&'h str> {
    let (open, close) = (format!("<{tag}"), format!("</{tag}>"));
    let whole = |(at, _): (usize, &str)| {
        let mut end = at;
        let mut depth = 0;
        loop {
            let rest = &html[end + 1..];
            let closes = rest.find(&close).expect("an element ends");
            match rest.find(&open).filter(|opens| *opens < closes) {
                Some(opens) => (depth, end) = (depth + 1, end + 1 + opens),
                None if depth == 0 => return &html[at..end + 1 + closes],
                None => (depth, end) = (depth - 1, end + 1 + closes),
            }
        }
    };
    html.match_indices(begin).map(whole).collect()
}

/// A site with awards of three years: its statistics have a chart of columns.
fn awarded_in_three_years() -> Source {
    let file = |year: u16| {
        let text = format!(
            "---\ntitle: Mô hình {year}\nlocality: Xã Đông Giang, tỉnh Lâm Đồng\nfield: kinh-te\naward_year: {year}\n---\n\nBài.\n"
        );
        (format!("content/mo-hinh/m{year}.md"), text)
    };
    support::source_of([2019, 2020, 2021].map(file))
}

/// Classes that maps, charts and codes have on the pages of the shipped site, which has nearly all kinds of them, and on
/// those of a site with awards.
pub(super) fn of_drawings() -> BTreeSet<String> {
    let sites = [support::shipped_source(), awarded_in_three_years()];
    let pages = sites.iter().flat_map(support::render).filter(|(path, _)| path.ends_with(".html"));
    let mut found = BTreeSet::new();
    for html in pages.map(|(_, html)| html).collect::<Vec<_>>().iter() {
        let maps = elements(html, "<svg class=\"map ", "svg").into_iter();
        let charts = elements(html, "<table class=\"chart ", "table").into_iter();
        let wide = elements(html, "<div class=\"over\" role=\"region\" tabindex=\"0\"><table class=\"chart", "div")
            .into_iter();
        let codes = elements(html, "<svg id=\"ma-qr\"", "svg").into_iter();
        for drawing in maps.chain(charts).chain(wide).chain(codes) {
            found.extend(classes_in(drawing).map(str::to_owned));
        }
    }
    assert!(["country", "province", "small", "bars", "columns", "qr"].iter().all(|kind| found.contains(*kind)));
    // A colour and a sign for each field of the site; described by themselves.
    found.retain(|class| !class.starts_with("f-"));
    found.extend(written_in("src/charts"));
    found
}

/// Classes in the HTML of Markdown.
pub(super) fn of_texts() -> BTreeSet<String> {
    let kinds = ["NOTE", "TIP", "IMPORTANT", "WARNING", "CAUTION"];
    let notes: String = kinds.iter().map(|kind| format!("> [!{kind}]\n> Chữ.\n\n")).collect();
    let table = "| a | b | c |\n|:--|:-:|--:|\n| 1 | 2 | 3 |\n";
    let pictures = "![Họp dân](cao.jpg)\n![Họp dân](cao.jpg)\n*Ngày ra quân*\n";
    let page = format!("---\ntitle: Trang\n---\n\n## Mục\n\n{notes}{table}\n{pictures}");
    let files = [("content/trang/trang.md", page.into_bytes()), ("content/trang/cao.jpg", picture::jpeg(2, 3, &[]))];
    let site = support::render(&support::source_of(files));
    let mut found = BTreeSet::new();
    for text in elements(&site["trang.html"], "<div class=\"prose\"", "div") {
        found.extend(classes_in(text).filter(|class| *class != "prose").map(str::to_owned));
    }
    assert!(found.len() > kinds.len(), "{found:?}");
    // A class that is put together from parts is on the page only.
    found.extend(written_in("src/entry").into_iter().filter(|class| !class.contains('{')));
    found
}

/// Classes in the string literals of the Rust files in a folder, tests left out.
fn written_in(folder: &str) -> BTreeSet<String> {
    let files = support::rust::files(&[folder]).into_iter().filter(|(path, _)| !path.ends_with("tests.rs"));
    let mut found = BTreeSet::new();
    for (_, text) in files {
        let text = text.split("#[cfg(test)]").next().unwrap().replace("\\\"", "\"");
        let values = text.split(" class=\"").skip(1).filter_map(|rest| rest.lines().next()?.split('"').next());
        let names = values.flat_map(|names| names.split(' '));
        found.extend(names.filter(|name| !name.is_empty()).map(str::to_owned));
    }
    found
}

/// Classes of elements that the search, the reader's own place and the comparison make.
pub(super) fn of_scripts() -> BTreeSet<String> {
    let mut scripts = files_in("src/search/reader/page");
    scripts.extend(
        files_in("themes/default/assets").into_iter().filter(|(name, _)| name != "search.js" && name.ends_with(".js")),
    );
    let mut found = BTreeSet::new();
    for (_, text) in scripts {
        for rest in text.split("className").skip(1) {
            let value = rest.split([',', '}', ';', '\n']).next().unwrap();
            found.extend(value.split('\'').skip(1).step_by(2).filter(|name| !name.is_empty()).map(str::to_owned));
        }
        let added = text.split("classList.add('").skip(1).filter_map(|rest| rest.split('\'').next());
        found.extend(added.map(str::to_owned));
    }
    found
}

/// Whether a rule of the style sheet names the class, or the beginning of its name (`[class^="markdown-alert"]`).
pub(super) fn is_styled(style: &str, class: &str) -> bool {
    let name = format!(".{class}");
    let by_name = style.match_indices(&name).any(|(at, _)| {
        let after = style[at + name.len()..].chars().next();
        after.is_none_or(|next| !(next.is_alphanumeric() || next == '-' || next == '_'))
    });
    let mut beginnings = style.split("[class^=\"").skip(1).filter_map(|rest| rest.split('"').next());
    by_name || beginnings.any(|beginning| class.starts_with(beginning))
}

pub(super) fn data_attributes(templates: &str) -> BTreeSet<String> {
    let templates = templates.replace('\n', " ");
    let names = templates.split(" data-").skip(1);
    names
        .map(|rest| format!("data-{}", rest.split(|c: char| !c.is_ascii_lowercase() && c != '-').next().unwrap()))
        .collect()
}

/// Ids that templates write out.
pub(super) fn ids(templates: &str) -> BTreeSet<String> {
    let templates = templates.replace('\n', " ");
    let values = templates.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next());
    values.filter(|id| !id.contains('{')).map(str::to_owned).collect()
}
