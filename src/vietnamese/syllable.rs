//! Syllables: Vietnamese is written with a space between them, so they are its tokens.

use super::fold::{fold_each, is_mark};
use super::letter::is_letter;

/// A run of letters and digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Syllable<'t> {
    /// As written.
    pub(crate) text: &'t str,
    /// Byte offset in the text.
    pub(crate) start: usize,
}

/// The syllables of `text`, in order. An apostrophe before a letter (`S'tiêng`, `D'rông`) and combining marks belong to
/// the syllable.
pub(crate) fn syllables(text: &str) -> impl Iterator<Item = Syllable<'_>> {
    let mut end = 0;
    std::iter::from_fn(move || {
        let start = end + text[end..].find(is_alphanumeric)?;
        end = start + syllable_length(&text[start..]);
        Some(Syllable { text: &text[start..end], start })
    })
}

/// Calls `give` with each character of the [folded](super::fold()) syllables of `text`, and with `None` after each syllable.
/// Allocates nothing.
pub(crate) fn fold_syllables(text: &str, mut give: impl FnMut(Option<char>)) {
    for syllable in syllables(text) {
        fold_each(syllable.text, |c| give(Some(c)));
        give(None);
    }
}

/// Bytes of the syllable at the beginning of `text`.
fn syllable_length(text: &str) -> usize {
    let mut chars = text.chars();
    loop {
        let rest = chars.as_str();
        let is_inside = chars.next().is_some_and(|c| {
            is_alphanumeric(c) || is_mark(c) || is_apostrophe(c) && chars.clone().next().is_some_and(is_letter)
        });
        if !is_inside {
            return text.len() - rest.len();
        }
    }
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’')
}

/// The same as [`char::is_alphanumeric`]; faster, see [`is_letter`].
fn is_alphanumeric(c: char) -> bool {
    is_letter(c) || if c.is_ascii() { c.is_ascii_digit() } else { c.is_numeric() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fold_syllables_ends_each_syllable() {
        let folded = |text: &str| {
            let (mut syllables, mut open) = (Vec::new(), String::new());
            fold_syllables(text, |letter| match letter {
                Some(letter) => open.push(letter),
                None => syllables.push(std::mem::take(&mut open)),
            });
            assert_eq!(open, "", "every syllable ends");
            syllables
        };
        let expected = ["duong", "s'tieng", "d’rong", "hoa", "uoc", "2", "9"];
        assert_eq!(folded("Đường S'tiêng, 'D’rông'. Hòa ước' 2/9"), expected);
        assert_eq!(folded("Hoa\u{300}a\u{301} \u{301}x"), ["hoaa", "x"]);
        assert_eq!(folded("’"), Vec::<String>::new());
        assert_eq!(folded("ǅ İ ß 北京 ９"), ["ǆ", "i", "ß", "北京", "９"]);
    }

    #[test]
    fn is_alphanumeric_agrees_with_the_standard_library() {
        let wrong = ('\0'..='\u{ffff}').find(|&c| is_alphanumeric(c) != c.is_alphanumeric());
        assert_eq!(wrong, None);
    }
}
