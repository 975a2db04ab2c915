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

/// The letters below this are taken apart once: all that Vietnamese is written with are among them.
const TABLE: u32 = 0x1f00;

impl Letter {
    /// `ể` → `ê` and hỏi. What is more than one letter with a tone stays whole.
    pub(super) fn of(c: char) -> Self {
        static LETTERS: LazyLock<Vec<Letter>> =
            LazyLock::new(|| (0..TABLE).map(|c| Letter::take_apart(char::from_u32(c).unwrap_or('\0'))).collect());
        if c.is_ascii() {
            return Self { base: c, tone: None };
        }
        LETTERS.get(c as usize).copied().unwrap_or_else(|| Self::take_apart(c))
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
