//! Lines of a YAML text, for saying what is wrong with one.

use crate::text::Span;

/// Where the line that holds byte `at` begins.
pub(super) fn start(text: &str, at: usize) -> usize {
    text.get(..at.min(text.len())).and_then(|before| before.rfind('\n')).map_or(0, |newline| newline + 1)
}

/// Where the line that holds byte `at` ends, without its break.
pub(super) fn end(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or("");
    let line = rest.split('\n').next().unwrap_or("");
    (at + line.len()).min(text.len()) - (line.len() - line.trim_end_matches('\r').len())
}

/// Where the line after the one that holds byte `at` begins.
pub(super) fn after(text: &str, at: usize) -> usize {
    text.get(at..).and_then(|rest| rest.find('\n')).map_or(text.len(), |newline| at + newline + 1)
}

/// The line that holds byte `at`, without its break.
pub(super) fn line(text: &str, at: usize) -> &str {
    text.get(start(text, at)..end(text, at)).unwrap_or("")
}

/// The starts of lines from `from` (itself a line's start) until before `to`.
pub(super) fn starts(text: &str, from: usize, to: usize) -> impl Iterator<Item = usize> {
    let to = to.min(text.len());
    std::iter::successors((from < to).then_some(from), move |&at| Some(after(text, at)).filter(|&next| next < to))
}

/// The key that begins at the margin of the line starting at `at`: `title` of `title: …`, also of `title:…`.
pub(super) fn margin_key(text: &str, at: usize) -> Option<Span> {
    let line = line(text, at);
    let colon = line.find(':')?;
    let name = line.get(..colon)?.trim_end();
    let plain = name.chars().next().is_some_and(|c| c.is_alphanumeric() || c == '_');
    (plain && name.len() <= 60).then(|| Span::new(at, at + name.len()))
}

/// A line cut at its first colon that ends a key: what stands before the value (`  - label: `), and the value.
pub(super) fn split_key(line: &str) -> Option<(&str, &str)> {
    let colon = line.match_indices(':').map(|(at, _)| at).find(|&at| {
        let next = line.as_bytes().get(at + 1);
        next.is_none_or(|&next| next == b' ')
    })?;
    let value = line.get(colon + 1..)?.trim_start();
    Some((line.get(..line.len() - value.len())?, value.trim_end()))
}

/// `value` in quotes that keep it whole.
pub(super) fn quoted(value: &str) -> String {
    match (value.contains(['"', '\\']), value.contains('\'')) {
        (false, _) => format!("\"{value}\""),
        (true, false) => format!("'{value}'"),
        (true, true) => format!("\"{}\"", value.replace('\\', "\\\\").replace('"', "\\\"")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_found_from_any_byte_in_them() {
        let text = "một\r\nhai\n";
        for at in 0..text.find('h').unwrap() {
            assert_eq!(line(text, start(text, at)), "một", "{at}");
        }
        let hai = text.find('h').unwrap();
        assert_eq!((start(text, hai + 2), line(text, hai), after(text, hai)), (hai, "hai", text.len()));
        assert_eq!(starts(text, 0, text.len()).collect::<Vec<_>>(), [0, hai]);
    }

    #[test]
    fn a_value_is_quoted_so_that_it_stays_what_it_is() {
        assert_eq!(quoted("Tổ: một"), "\"Tổ: một\"");
        assert_eq!(quoted("\"Ánh sáng\" quê"), "'\"Ánh sáng\" quê'");
        assert_eq!(quoted("\"a\" và 'b'"), "\"\\\"a\\\" và 'b'\"");
    }

    #[test]
    fn keys_at_the_margin() {
        let key = |line: &'static str| margin_key(line, 0).map(|span| span.of(line));
        assert_eq!(key("title: x"), Some("title"));
        assert_eq!(key("title:x"), Some("title"));
        assert_eq!(key("- title: x"), None);
        assert_eq!(key("  title: x"), None);
        assert_eq!(key("# chú thích: x"), None);
    }
}
