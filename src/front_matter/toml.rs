//! Front matter in TOML, rewritten as YAML where the two differ in nothing but the sign between key and value.

use super::lines;
use crate::finding::{Edit, Fix};
use crate::text::Span;

/// The edits that make YAML of the TOML at `toml`, whose opening fence is `fence`. `None` if any line is more than a key with
/// a text, a number, a date, yes or no, or a list of these on one line.
pub(super) fn as_yaml(text: &str, fence: Span, toml: Span) -> Option<Fix> {
    let mut edits = vec![Edit::new(fence, "---")];
    for start in lines::starts(text, toml.start as usize, toml.end as usize) {
        let line = lines::line(text, start);
        if line.trim().is_empty() || line.starts_with('#') {
            continue;
        }
        let (key, value) = line.split_once('=')?;
        let name = key.trim_end();
        let is_name = !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-'));
        if !is_name || !is_the_same_in_yaml(value.trim()) {
            return None;
        }
        let blanks = value.len() - value.trim_start().len();
        edits.push(Edit::new(Span::new(start + name.len(), start + key.len() + 1 + blanks), ": "));
    }
    let close = toml.end as usize;
    edits.push(Edit::new(Span::new(close, close + lines::line(text, close).trim_end().len()), "---"));
    Some(Fix::edits(edits))
}

fn is_the_same_in_yaml(value: &str) -> bool {
    let is_text = |sign: char| {
        let inner = value.strip_prefix(sign).and_then(|rest| rest.strip_suffix(sign));
        inner.is_some_and(|inner| !inner.contains([sign, '\\']))
    };
    let is_bare = !value.is_empty()
        && (matches!(value, "true" | "false") || value.starts_with(|c: char| c.is_ascii_digit()))
        && value.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'+' | b':' | b'.'));
    let list = value.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    let is_list = list.is_some_and(|items| {
        let items = items.trim().trim_end_matches(',');
        items.is_empty()
            || (!items.contains(['[', '{', '#']) && items.split(',').all(|item| is_the_same_in_yaml(item.trim())))
    });
    is_text('"') || is_text('\'') || is_bare || is_list
}
