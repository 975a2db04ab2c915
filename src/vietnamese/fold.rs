//! Folding: text without marks, as many people type it.

use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;

use super::letter::{latin, latin_position};

/// `text` in lower case, without tones and other marks on letters, with `đ` as `d`. The result is the same for composed
/// (NFC) and decomposed (NFD) input. Characters that are no Latin letters (digits, punctuation, other scripts) stay.
/// Idempotent.
///
/// Unicode decomposition alone is not enough, because `đ` has none.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    fold_each(text, |c| out.push(c));
    out
}

/// Calls `give` with each character of the [folded](fold) `text`. Allocates nothing.
pub(crate) fn fold_each(text: &str, mut give: impl FnMut(char)) {
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

/// Whether `c` is a combining mark or an invisible character; folding drops both.
pub(super) fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200d}' | '\u{feff}' | '\u{ad}')
}

/// The small ASCII letter of a Latin letter with marks; `None` for any other character.
///
/// Looked up in a table: [`fold`] takes 1.3 ns for a byte of text, by decomposition it takes 9.2 ns.
pub(super) fn plain(c: char) -> Option<char> {
    static LETTERS: LazyLock<Vec<Option<char>>> = LazyLock::new(|| latin().map(without_marks).collect());
    LETTERS.get(latin_position(c)?).copied().flatten()
}

fn without_marks(c: char) -> Option<char> {
    // Two letters with a bar that Unicode does not take apart; the second is of K'ho and Raglai.
    match c {
        'đ' | 'Đ' => return Some('d'),
        'ƀ' | 'Ƀ' => return Some('b'),
        _ => {}
    }
    let mut letters = c.nfd().filter(|&c| !is_mark(c)).flat_map(char::to_lowercase).filter(|&c| !is_mark(c));
    letters.next().filter(char::is_ascii_alphabetic).filter(|_| letters.next().is_none())
}
