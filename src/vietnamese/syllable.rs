//! Syllables: Vietnamese is written with a space between them, so they are its tokens.

use super::fold::{fold_each, is_mark, plain};
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

/// Gives each character of the folded syllables of `text` in turn, and `None` after each syllable: what folding each of
/// [`syllables`] gives, in one pass.
pub fn fold_syllables(text: &str, mut give: impl FnMut(Option<char>)) {
    let bytes = text.as_bytes();
    let (mut at, mut inside) = (0, false);
    while let Some(&byte) = bytes.get(at) {
        // Most characters are ASCII, and all of those but the apostrophe say at once what they are.
        if byte.is_ascii() && byte != b'\'' {
            let letter = FOLDED[usize::from(byte)];
            if letter != GAP {
                give(Some(char::from(letter)));
            } else if inside {
                give(None);
            }
            inside = letter != GAP;
            at += 1;
            continue;
        }
        let mut rest = text[at..].chars();
        let Some(c) = rest.next() else { break };
        at += c.len_utf8();
        if let Some(letter) = plain(c) {
            give(Some(letter));
            inside = true;
        } else if is_inside(c) || inside && (is_mark(c) || is_apostrophe(c) && rest.next().is_some_and(is_letter)) {
            fold_each(c.encode_utf8(&mut [0; 4]), |c| give(Some(c)));
            inside = true;
        } else if std::mem::take(&mut inside) {
            give(None);
        }
    }
    if inside {
        give(None);
    }
}

/// Stands for what is neither letter nor digit.
const GAP: u8 = 0;

/// ASCII letters in lower case and digits; all else is a gap.
const FOLDED: [u8; 128] = {
    let mut folded = [GAP; 128];
    let mut byte = 0_u8;
    while byte < 128 {
        if byte.is_ascii_alphanumeric() {
            folded[byte as usize] = byte.to_ascii_lowercase();
        }
        byte += 1;
    }
    folded
};

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’')
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
    let inside = if is_apostrophe(c) { letters.next().is_some_and(is_letter) } else { is_inside(c) || is_mark(c) };
    inside.then_some(c.len_utf8())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::vietnamese::fold;

    fn folded_at_once(text: &str) -> Vec<String> {
        let (mut syllables, mut open) = (Vec::new(), String::new());
        fold_syllables(text, |letter| match letter {
            Some(letter) => open.push(letter),
            None => syllables.push(std::mem::take(&mut open)),
        });
        assert_eq!(open, "", "every syllable ends");
        syllables
    }

    fn folded_one_by_one(text: &str) -> Vec<String> {
        syllables(text).map(|syllable| fold(syllable.text)).collect()
    }

    #[test]
    fn folding_at_once_is_folding_each() {
        for text in ["Đường S'tiêng, 'D’rông'. Hòa ước' 2/9", "Hoa\u{300}a\u{301} \u{301}x", "’", "ǅ İ ß 北京 ９"]
        {
            assert_eq!(folded_at_once(text), folded_one_by_one(text));
        }
    }

    proptest! {
        #[test]
        fn folding_any_text_at_once_is_folding_each(text in "[a-zđĐếẾ’' \u{300}-\u{303}0-9\\PC]{0,40}") {
            prop_assert_eq!(folded_at_once(&text), folded_one_by_one(&text));
        }
    }

    #[test]
    fn letters_and_digits_are_those_of_unicode() {
        let wrong = ('\0'..='\u{ffff}').find(|&c| super::is_inside(c) != c.is_alphanumeric());
        assert_eq!(wrong, None);
    }
}
