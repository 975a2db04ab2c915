//! Joins and shortens the style sheets of a theme. It does not understand them beyond quotes, addresses and blanks.

use std::collections::BTreeMap;

/// The sheets by the kind of page they are for (empty for all pages), each joined in the order of the files' names.
/// `files` are paths below `style/` with their text: `10-base.css` is for all pages, `statistics/50-content.css` for those of
/// a kind, `model+page/50-content.css` for those of two kinds.
pub(super) fn sheets<'f>(files: impl Iterator<Item = (&'f str, &'f str)>) -> BTreeMap<String, String> {
    let mut sheets = BTreeMap::from([(String::new(), String::new())]);
    for (path, css) in files.filter(|(path, _)| path.ends_with(".css")) {
        let kinds = path.split_once('/').map_or("", |(kinds, _)| kinds);
        let css = shortened(css);
        for kind in kinds.split('+') {
            sheets.entry(kind.to_owned()).or_insert_with(String::new).push_str(&css);
        }
    }
    sheets
}

/// `css` without its comments, and without the blanks that mean nothing. In quotes and in `url(…)` nothing is changed.
fn shortened(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    let mut rest = css;
    // Whether blanks stand between what is written and what comes next.
    let mut is_apart = false;
    while let Some(first) = rest.chars().next() {
        if let Some(comment) = rest.strip_prefix("/*") {
            rest = comment.split_once("*/").map_or("", |(_, after)| after);
        } else if first.is_whitespace() {
            is_apart = true;
            rest = &rest[first.len_utf8()..];
        } else {
            let (token, after) = rest.split_at(token_len(rest));
            if first == '}' && out.ends_with(';') {
                out.pop();
            }
            if is_apart && !out.ends_with(['{', '}', ';', ',', ':']) && !matches!(first, '{' | '}' | ';' | ',') {
                out.push(' ');
            }
            out.push_str(token);
            is_apart = false;
            rest = after;
        }
    }
    // Between two sheets nothing else keeps a rule from running into the next.
    if !out.is_empty() {
        out.push('\n');
    }
    out
}

/// Length of what `css` begins with: a quoted string, an unquoted `url(…)`, or else one character.
fn token_len(css: &str) -> usize {
    let end_at = |end: char, from: usize| {
        let mut is_escaped = false;
        let found = css[from..].char_indices().find(|&(_, c)| {
            let ends = c == end && !is_escaped;
            is_escaped = c == '\\' && !is_escaped;
            ends
        });
        found.map_or(css.len(), |(offset, c)| from + offset + c.len_utf8())
    };
    match css.chars().next() {
        Some(quote @ ('"' | '\'')) => end_at(quote, 1),
        Some('u') if css.starts_with("url(") && !css[4..].trim_start().starts_with(['"', '\'']) => end_at(')', 4),
        first => first.map_or(0, char::len_utf8),
    }
}

#[cfg(test)]
mod tests {
    use super::{sheets, shortened};

    #[test]
    fn comments_and_blanks_go_and_what_only_looks_like_them_stays() {
        let cases = [
            ("a { b: c; }/* x */\n\n  d {}", "a{b:c}d{}\n"),
            ("a b ,\n c > d :hover { e : f g }", "a b,c > d :hover{e :f g}\n"),
            ("a::before{content:\"/* no  comment */\"}", "a::before{content:\"/* no  comment */\"}\n"),
            ("a{content:'it\\'s /* not one'}/*x*/", "a{content:'it\\'s /* not one'}\n"),
            ("a{background:url(data:image/*;base64,AA==)}", "a{background:url(data:image/*;base64,AA==)}\n"),
            ("a{background:url( \"b/*c\" )}/* d", "a{background:url( \"b/*c\" )}\n"),
            ("u{x:calc(1px + 2px)}", "u{x:calc(1px + 2px)}\n"),
            ("/* nothing */", ""),
        ];
        for (css, expected) in cases {
            assert_eq!(shortened(css), expected);
        }
    }

    #[test]
    fn a_folder_is_for_the_pages_of_its_kind() {
        let files =
            [("10-base.css", "a{}"), ("20-parts.css", "b{}"), ("data+statistics/10.css", "c{}"), ("notes.txt", "d")];
        let sheets = sheets(files.into_iter());
        let sheets: Vec<(&str, &str)> = sheets.iter().map(|(kind, css)| (kind.as_str(), css.as_str())).collect();
        assert_eq!(sheets, [("", "a{}\nb{}\n"), ("data", "c{}\n"), ("statistics", "c{}\n")]);
    }
}
