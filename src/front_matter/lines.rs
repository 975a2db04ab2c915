//! Lines of a YAML text, by byte offset.

use crate::text::Span;

/// Start of the line around `offset`.
pub(super) fn start(text: &str, offset: usize) -> usize {
    text.get(..offset.min(text.len())).and_then(|before| before.rfind('\n')).map_or(0, |newline| newline + 1)
}

/// End of the line around `offset`, without its break.
pub(super) fn end(text: &str, offset: usize) -> usize {
    let rest = text.get(offset..).unwrap_or("");
    let line = rest.split('\n').next().unwrap_or("");
    (offset + line.len()).min(text.len()) - (line.len() - line.trim_end_matches('\r').len())
}

/// Start of the line after the one around `offset`.
pub(super) fn after(text: &str, offset: usize) -> usize {
    text.get(offset..).and_then(|rest| rest.find('\n')).map_or(text.len(), |newline| offset + newline + 1)
}

/// The line around `offset`, without its break.
pub(super) fn line(text: &str, offset: usize) -> &str {
    text.get(start(text, offset)..end(text, offset)).unwrap_or("")
}

/// Starts of the lines from `from`, itself the start of a line, up to `to`.
pub(super) fn starts(text: &str, from: usize, to: usize) -> impl Iterator<Item = usize> {
    let to = to.min(text.len());
    std::iter::successors((from < to).then_some(from), move |&start| Some(after(text, start)).filter(|&next| next < to))
}

/// The key without indentation on the line starting at `start`: `title` of `title: …`, also of `title:…`.
pub(super) fn margin_key(text: &str, start: usize) -> Option<Span> {
    let line = line(text, start);
    let colon = line.find(':')?;
    let name = line.get(..colon)?.trim_end();
    let plain = name.chars().next().is_some_and(|c| c.is_alphanumeric() || c == '_');
    (plain && name.len() <= 60).then(|| Span::new(start, start + name.len()))
}

/// Splits a line after the first colon that ends a key: `  - label: ` and the value.
pub(super) fn split_key(line: &str) -> Option<(&str, &str)> {
    let colon = line.match_indices(':').map(|(index, _)| index).find(|&index| {
        let next = line.as_bytes().get(index + 1);
        next.is_none_or(|&next| next == b' ')
    })?;
    let value = line.get(colon + 1..)?.trim_start();
    Some((line.get(..line.len() - value.len())?, value.trim_end()))
}

/// `value` in quotes, as YAML reads it back.
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
    fn a_line_is_found_from_any_of_its_bytes() {
        let text = "một\r\nhai\n";
        for at in 0..text.find('h').unwrap() {
            assert_eq!(line(text, start(text, at)), "một", "{at}");
        }
        let hai = text.find('h').unwrap();
        assert_eq!((start(text, hai + 2), line(text, hai), after(text, hai)), (hai, "hai", text.len()));
        assert_eq!(starts(text, 0, text.len()).collect::<Vec<_>>(), [0, hai]);
    }

    #[test]
    fn quotes_keep_the_value() {
        assert_eq!(quoted("Tổ: một"), "\"Tổ: một\"");
        assert_eq!(quoted("\"Ánh sáng\" quê"), "'\"Ánh sáng\" quê'");
        assert_eq!(quoted("\"a\" và 'b'"), "\"\\\"a\\\" và 'b'\"");
    }

    #[test]
    fn only_keys_without_indentation_are_margin_keys() {
        let key = |line: &'static str| margin_key(line, 0).map(|span| span.of(line));
        assert_eq!(key("title: x"), Some("title"));
        assert_eq!(key("title:x"), Some("title"));
        assert_eq!(key("- title: x"), None);
        assert_eq!(key("  title: x"), None);
        assert_eq!(key("# chú thích: x"), None);
    }
}
