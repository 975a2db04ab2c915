//! Syllables: Vietnamese is written with a space between them, so they are its tokens.

use super::fold::is_mark;
use super::letter::is_letter;

/// A run of letters and digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Syllable<'t> {
    /// As written.
    pub text: &'t str,
    /// Byte offset in the text.
    pub start: usize,
}

/// The syllables of `text`, in order. An apostrophe between letters (`S'tiêng`, `D'rông`) and combining marks stay inside.
pub fn syllables(text: &str) -> impl Iterator<Item = Syllable<'_>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + text[at..].find(is_inside)?;
        at = start + length(&text[start..]);
        Some(Syllable { text: &text[start..at], start })
    })
}

/// The same as [`char::is_alphanumeric`].
fn is_inside(c: char) -> bool {
    is_letter(c) || if c.is_ascii() { c.is_ascii_digit() } else { c.is_numeric() }
}

/// Bytes of the syllable at the beginning of `text`.
fn length(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        at += match byte {
            // Most letters, and most ends.
            byte if byte.is_ascii_alphanumeric() => 1,
            b' ' => break,
            _ => match step(&text[at..]) {
                Some(bytes) => bytes,
                None => break,
            },
        };
    }
    at
}

/// Bytes of the first character of `rest` if it stands inside a syllable.
fn step(rest: &str) -> Option<usize> {
    let mut letters = rest.chars();
    let c = letters.next()?;
    let inside = match c {
        '\'' | '’' => letters.next().is_some_and(is_letter),
        c => is_inside(c) || is_mark(c),
    };
    inside.then_some(c.len_utf8())
}

#[cfg(test)]
mod tests {
    #[test]
    fn letters_and_digits_are_those_of_unicode() {
        let wrong = ('\0'..='\u{ffff}').find(|&c| super::is_inside(c) != c.is_alphanumeric());
        assert_eq!(wrong, None);
    }
}
