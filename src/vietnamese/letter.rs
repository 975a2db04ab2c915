//! A letter as Vietnamese sees it.

use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::compose;

/// The letter itself (`ê` is one) and a tone.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Letter {
    pub(super) base: char,
    /// One of [`TONES`].
    pub(super) tone: Option<char>,
}

/// Huyền, hỏi, ngã, sắc, nặng as combining marks, in the order of dictionaries.
pub(super) const TONES: [char; 5] = ['\u{300}', '\u{309}', '\u{303}', '\u{301}', '\u{323}'];

/// The same as [`char::is_alphabetic`], without its tables for the letters that Vietnamese is written with.
pub(super) fn is_letter(c: char) -> bool {
    match c {
        '\0'..='\x7f' => c.is_ascii_alphabetic(),
        '\u{c0}'..='\u{24f}' => !matches!(c, '×' | '÷'),
        '\u{1e00}'..='\u{1eff}' => true,
        _ => c.is_alphabetic(),
    }
}

/// Latin-1 Supplement to Latin Extended-B, then Latin Extended Additional: all that Vietnamese is written with beside
/// ASCII. What is worked out for each letter is worked out once, for these.
const LATIN: [std::ops::Range<u32>; 2] = [0xc0..0x250, 0x1e00..0x1f00];

/// The characters of these blocks, in order.
pub(super) fn latin() -> impl Iterator<Item = char> {
    LATIN.into_iter().flatten().filter_map(char::from_u32)
}

/// Position of a character among [`latin`].
pub(super) fn latin_position(c: char) -> Option<usize> {
    let [first, second] = LATIN;
    match c as u32 {
        code if first.contains(&code) => Some((code - first.start) as usize),
        code if second.contains(&code) => Some((code - second.start + first.end - first.start) as usize),
        _ => None,
    }
}

impl Letter {
    /// `ể` → `ê` and hỏi. What is more than one letter with a tone stays whole.
    pub(super) fn of(c: char) -> Self {
        static LETTERS: LazyLock<Vec<Letter>> = LazyLock::new(|| latin().map(Letter::take_apart).collect());
        if c.is_ascii() {
            return Self { base: c, tone: None };
        }
        let known = latin_position(c).and_then(|at| LETTERS.get(at));
        known.copied().unwrap_or_else(|| Self::take_apart(c))
    }

    fn take_apart(c: char) -> Self {
        let mut tone = None;
        let rest: String = std::iter::once(c)
            .nfd()
            .filter(|mark| {
                let is_tone = TONES.contains(mark);
                if is_tone {
                    tone = Some(*mark);
                }
                !is_tone
            })
            .nfc()
            .collect();
        let mut letters = rest.chars();
        match (letters.next(), letters.next()) {
            (Some(base), None) => Self { base, tone },
            _ => Self { base: c, tone: None },
        }
    }

    pub(super) fn to_char(self) -> char {
        self.tone.and_then(|tone| compose(self.base, tone)).unwrap_or(self.base)
    }

    pub(super) fn is_vowel(self) -> bool {
        matches!(self.base, 'a' | 'ă' | 'â' | 'e' | 'ê' | 'i' | 'o' | 'ô' | 'ơ' | 'u' | 'ư' | 'y')
    }

    /// Whether the letter has a mark of its own, which draws the tone to it.
    pub(super) fn has_mark(self) -> bool {
        matches!(self.base, 'ă' | 'â' | 'ê' | 'ô' | 'ơ' | 'ư')
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn letters_are_those_of_unicode() {
        let wrong = ('\0'..='\u{ffff}').find(|&c| super::is_letter(c) != c.is_alphabetic());
        assert_eq!(wrong, None);
    }
}
