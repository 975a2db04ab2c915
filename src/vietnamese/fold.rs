//! Text without marks, as people type who leave them out.

use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;

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
    static TABLE: LazyLock<[u8; SIZE]> = LazyLock::new(table);
    let letter = TABLE.get(position(c)?).copied()?;
    (letter != 0).then_some(char::from(letter))
}

/// Latin-1 Supplement to Latin Extended-B, then Latin Extended Additional, in which all Vietnamese letters lie.
const FIRST: (u32, u32) = (0xc0, 0x250);
const SECOND: (u32, u32) = (0x1e00, 0x1f00);
const SIZE: usize = (FIRST.1 - FIRST.0 + SECOND.1 - SECOND.0) as usize;

fn position(c: char) -> Option<usize> {
    match c as u32 {
        code if (FIRST.0..FIRST.1).contains(&code) => Some((code - FIRST.0) as usize),
        code if (SECOND.0..SECOND.1).contains(&code) => Some((code - SECOND.0 + FIRST.1 - FIRST.0) as usize),
        _ => None,
    }
}

fn table() -> [u8; SIZE] {
    let mut table = [0; SIZE];
    for c in (FIRST.0..FIRST.1).chain(SECOND.0..SECOND.1).filter_map(char::from_u32) {
        let letters: Vec<char> =
            c.nfd().filter(|&c| !is_mark(c)).flat_map(char::to_lowercase).filter(|&c| !is_mark(c)).collect();
        let plain = match (c, letters.as_slice()) {
            ('đ' | 'Đ', _) => Some('d'),
            (_, &[letter]) if letter.is_ascii_alphabetic() => Some(letter),
            _ => None,
        };
        if let (Some(at), Some(letter)) = (position(c), plain) {
            table[at] = letter as u8;
        }
    }
    table
}
