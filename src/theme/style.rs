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

/// A colour of the theme that programs other than browsers need too: the last `--green` of light pages, written as `#rrggbb` or
/// `#rgb`. That is what a rule for `:root` alone says outside of any `@media`. `css` is a joined sheet.
pub(super) fn colour(css: &str) -> Option<[u8; 3]> {
    let (mut colour, mut inside, mut start, mut at) = (None, Vec::new(), 0, 0);
    while at < css.len() {
        let len = token_len(&css[at..]);
        let said = css[start..at].trim();
        let token = &css[at..at + len];
        at += len;
        match token {
            "{" => inside.push(said),
            "}" | ";" => {
                let is_light = inside.split_last().is_some_and(|(last, around)| {
                    *last == ":root" && around.iter().all(|rule| rule.starts_with("@layer"))
                });
                let value = said.strip_prefix("--green:").filter(|_| is_light);
                colour = value.and_then(parts_of).or(colour);
                if token == "}" {
                    inside.pop();
                }
            }
            _ => continue,
        }
        start = at;
    }
    colour
}

/// Red, green and blue of `#rrggbb` or `#rgb`.
fn parts_of(value: &str) -> Option<[u8; 3]> {
    let digits = value.trim().strip_prefix('#').filter(|digits| digits.chars().all(|c| c.is_ascii_hexdigit()))?;
    let part = |at: usize| match digits.len() {
        6 => u8::from_str_radix(&digits[at * 2..at * 2 + 2], 16).ok(),
        3 => u8::from_str_radix(&digits[at..=at].repeat(2), 16).ok(),
        _ => None,
    };
    Some([part(0)?, part(1)?, part(2)?])
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
            let is_mark = |c: char| matches!(c, '{' | '}' | ';' | ',' | '>');
            if is_apart && !out.ends_with(':') && !out.ends_with(is_mark) && !is_mark(first) {
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
    use super::{colour, sheets, shortened};

    #[test]
    fn the_colour_is_that_of_light_pages() {
        let cases = [
            ("@layer base{:root{--a:b;--green:#1b5745;--c:d}}", Some([0x1b, 0x57, 0x45])),
            ("@layer base{:root{--green:#1b5745}@media (x){:root{--green:#fff}}}", Some([0x1b, 0x57, 0x45])),
            (":root{--green:#1b5745}:root[data-look=dark]{--green:#8fd0b5}", Some([0x1b, 0x57, 0x45])),
            ("@layer base{:root{--green:#1b5745}}\n:root{--green:#7a1}", Some([0x77, 0xaa, 0x11])),
            ("a{b:url(data:x;{})}:root{--green: #7A1F3D}", Some([0x7a, 0x1f, 0x3d])),
            (":root{--green:red}", None),
            (":root{--greenish:#1b5745}", None),
            (":root{--green:#1b57é}", None),
            ("}}:root{--green:#12", None),
            ("", None),
        ];
        for (css, expected) in cases {
            assert_eq!(colour(css), expected, "{css}");
        }
    }

    #[test]
    fn comments_and_blanks_go_and_what_only_looks_like_them_stays() {
        let cases = [
            ("a { b: c; }/* x */\n\n  d {}", "a{b:c}d{}\n"),
            ("a b ,\n c > d :hover { e : f g }", "a b,c>d :hover{e :f g}\n"),
            ("a::before{content:\"/* no  comment */\"}", "a::before{content:\"/* no  comment */\"}\n"),
            ("a{content:'it\\'s /* not one'}/*x*/", "a{content:'it\\'s /* not one'}\n"),
            ("a{background:url(data:image/*;base64,AA==)}", "a{background:url(data:image/*;base64,AA==)}\n"),
            ("a{background:url( \"b/*c\" )}/* d", "a{background:url( \"b/*c\" )}\n"),
            ("@media (width > 40em) { a:has(> b) > c + d {} }", "@media (width>40em){a:has(>b)>c + d{}}\n"),
            ("a{content:' > '}", "a{content:' > '}\n"),
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
