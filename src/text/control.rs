//! Control characters that no text of a page may have.

use std::borrow::Cow;

/// The first control character in `text` and its byte offset. Tabs and line breaks are none; the others (U+0000 to U+001F and
/// U+007F) are not allowed in XML, so a feed with one of them cannot be read.
pub(crate) fn first_control_character(text: &str) -> Option<(usize, char)> {
    // A byte below 32 is never part of a longer character.
    let offset = text.bytes().position(is_control)?;
    Some((offset, char::from(text.as_bytes()[offset])))
}

/// `text` with each of its control characters replaced by a space: byte offsets stay the same.
pub(crate) fn without_control_characters(text: &str) -> Cow<'_, str> {
    match first_control_character(text) {
        None => text.into(),
        Some(_) => text.replace(|c: char| c.is_ascii() && is_control(c as u8), " ").into(),
    }
}

fn is_control(byte: u8) -> bool {
    (byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r')) || byte == 0x7f
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_characters_become_spaces_and_line_breaks_stay() {
        assert_eq!(first_control_character("a\tb\r\n"), None);
        assert_eq!(first_control_character("tự\u{2}quản"), Some((4, '\u{2}')));
        assert_eq!(without_control_characters("tự\u{2}quản\u{7f}\n\0"), "tự quản \n ");
    }
}
