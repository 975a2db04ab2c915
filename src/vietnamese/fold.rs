//! Text without marks, as people type who leave them out.

use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;

use super::letter::{latin, latin_position};

/// `text` in lower case, without tones and letter marks, `đ` as `d`; composed and decomposed input alike. What has no
/// plain letter (digits, punctuation, other scripts) stays. Folding twice changes nothing.
///
/// Unicode decomposition alone is not enough: `đ` has none.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    fold_each(text, |c| out.push(c));
    out
}

/// Gives each character of the folded `text` in turn.
pub fn fold_each(text: &str, mut give: impl FnMut(char)) {
    for c in text.chars() {
        if c.is_ascii() {
            give(c.to_ascii_lowercase());
            continue;
        }
        match plain(c) {
            Some(letter) => give(letter),
            None if is_mark(c) => {}
            None => c.to_lowercase().filter(|&c| !is_mark(c)).for_each(&mut give),
        }
    }
}

/// A mark that stands on the letter before it, or a character nobody sees.
pub(super) fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200d}' | '\u{feff}' | '\u{ad}')
}

/// The plain letter of a Latin letter with marks.
pub(super) fn plain(c: char) -> Option<char> {
    static LETTERS: LazyLock<Vec<Option<char>>> = LazyLock::new(|| latin().map(take_marks).collect());
    LETTERS.get(latin_position(c)?).copied().flatten()
}

fn take_marks(c: char) -> Option<char> {
    if matches!(c, 'đ' | 'Đ') {
        return Some('d');
    }
    let mut letters = c.nfd().filter(|&c| !is_mark(c)).flat_map(char::to_lowercase).filter(|&c| !is_mark(c));
    letters.next().filter(char::is_ascii_alphabetic).filter(|_| letters.next().is_none())
}
