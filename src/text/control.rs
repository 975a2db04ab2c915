//! Control characters that no text of a page may have.

use std::borrow::Cow;

/// The first control character in `text` and its byte offset. Tabs and line breaks are none; the others (U+0000 to U+001F and
/// U+007F) are not allowed in XML, so a feed with one of them cannot be read.
pub(crate) fn first_control_character(text: &str) -> Option<(usize, char)> {
    // Whole pieces are compared at once by the machine; nearly all texts have none. A byte below 32 is never part of a
    // longer character.
    let has_control = |piece: &[u8]| piece.iter().fold(false, |found, &byte| found | is_control(byte));
    let piece = text.as_bytes().chunks(PIECE).position(has_control)?;
    let offset = piece * PIECE + text.as_bytes()[piece * PIECE..].iter().position(|&byte| is_control(byte))?;
    Some((offset, char::from(text.as_bytes()[offset])))
}

/// `text` with each of its control characters replaced by a space: byte offsets stay the same.
pub(crate) fn without_control_characters(text: &str) -> Cow<'_, str> {
    match first_control_character(text) {
        None => text.into(),
        Some(_) => text.replace(|c: char| c.is_ascii() && is_control(c as u8), " ").into(),
    }
}

/// Bytes that are compared at once.
const PIECE: usize = 64;

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
        let late = ["a".repeat(200), "\u{7f}".to_owned()].concat();
        assert_eq!(first_control_character(&late), Some((200, '\u{7f}')));
        assert_eq!(without_control_characters("tự\u{2}quản\u{7f}\n\0"), "tự quản \n ");
    }
}
