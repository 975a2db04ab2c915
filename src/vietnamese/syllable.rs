//! Syllables: Vietnamese is written with a space between them, so they are its tokens.

use super::fold::is_mark;

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
        let start = at + text[at..].find(char::is_alphanumeric)?;
        at = start + length(&text[start..]);
        Some(Syllable { text: &text[start..at], start })
    })
}

/// Bytes of the syllable at the beginning of `text`.
fn length(text: &str) -> usize {
    let mut letters = text.char_indices().peekable();
    while let Some((at, c)) = letters.next() {
        let inside = c.is_alphanumeric() || is_mark(c);
        let apostrophe = matches!(c, '\'' | '’') && letters.peek().is_some_and(|(_, next)| next.is_alphabetic());
        if !inside && !apostrophe {
            return at;
        }
    }
    text.len()
}
