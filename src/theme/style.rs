//! The style sheet of a theme: its files joined and made smaller. Never parses CSS beyond strings, `url(…)` and comments.

use std::collections::BTreeMap;

use super::{ThemeFile, under};

/// The style sheets joined, without comments, indentation and empty lines.
pub(super) fn joined(files: &BTreeMap<&str, &ThemeFile>) -> String {
    let mut joined = String::new();
    for (_, file) in under("style/", files).filter(|(path, _)| path.ends_with(".css")) {
        let css = without_comments(file.text().unwrap_or(""));
        let lines = css.lines().map(str::trim).filter(|line| !line.is_empty());
        joined.extend(lines.flat_map(|line| [line, "\n"]));
    }
    joined
}

/// `css` without its comments. In quotes and in `url(…)`, `/*` begins no comment.
fn without_comments(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    let mut rest = css;
    while let Some(start) = rest.find(['/', '"', '\'', 'u']) {
        out.push_str(&rest[..start]);
        rest = &rest[start..];
        if let Some(comment) = rest.strip_prefix("/*") {
            rest = comment.split_once("*/").map_or("", |(_, after)| after);
            continue;
        }
        let (token, after) = rest.split_at(token_len(rest));
        out.push_str(token);
        rest = after;
    }
    out.push_str(rest);
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
    use super::without_comments;

    #[test]
    fn comments_go_and_what_only_looks_like_one_stays() {
        let cases = [
            ("a{b:c}/* x */d{}", "a{b:c}d{}"),
            ("a::before{content:\"/* no comment */\"}", "a::before{content:\"/* no comment */\"}"),
            ("a{content:'it\\'s /* not one'}/*x*/", "a{content:'it\\'s /* not one'}"),
            ("a{background:url(data:image/*;base64,AA==)}", "a{background:url(data:image/*;base64,AA==)}"),
            ("a{background:url( \"b/*c\" )}/* d", "a{background:url( \"b/*c\" )}"),
            ("u{x:1/2}/**/", "u{x:1/2}"),
        ];
        for (css, expected) in cases {
            assert_eq!(without_comments(css), expected);
        }
    }
}
