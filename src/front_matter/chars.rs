//! From the parser's character counts to bytes.

use std::cell::{Cell, OnceCell};

/// Every how many characters a byte offset is kept.
const STEP: usize = 16;

/// How many characters are gone through from the last place; what is farther is looked up.
const NEAR: usize = 256;

/// Where characters lie in a text. The parser counts characters, all the rest of the house counts bytes.
pub(super) struct CharIndex<'t> {
    text: &'t str,
    is_ascii: bool,
    /// The last character that was asked for, and its byte: the parser nearly always goes on from there.
    last: Cell<(usize, usize)>,
    /// The byte of every [`STEP`]th character, once one was asked for that is not near.
    marks: OnceCell<Vec<u32>>,
}

impl<'t> CharIndex<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self { text, is_ascii: text.is_ascii(), last: Cell::new((0, 0)), marks: OnceCell::new() }
    }

    /// The byte at which character `index` begins; the text's end for any index beyond it.
    pub(super) fn byte(&self, index: usize) -> usize {
        if self.is_ascii {
            return index.min(self.text.len());
        }
        let (last, byte) = self.last.get();
        let byte = match index.checked_sub(last).filter(|more| *more <= NEAR) {
            Some(more) => self.after(byte, more),
            None => self.far(index),
        };
        if byte < self.text.len() {
            self.last.set((index, byte));
        }
        byte
    }

    /// The byte of the character that comes `more` characters after the one at `byte`.
    fn after(&self, byte: usize, more: usize) -> usize {
        let rest = self.text.as_bytes().get(byte..).unwrap_or_default();
        // A byte that does not continue a character begins one.
        let mut begins = (byte..).zip(rest).filter(|(_, byte)| **byte & 0xc0 != 0x80);
        begins.nth(more).map_or(self.text.len(), |(at, _)| at)
    }

    fn far(&self, index: usize) -> usize {
        let marks =
            self.marks.get_or_init(|| self.text.char_indices().step_by(STEP).map(|(byte, _)| byte as u32).collect());
        marks.get(index / STEP).map_or(self.text.len(), |&mark| self.after(mark as usize, index % STEP))
    }
}

#[cfg(test)]
mod tests {
    use super::CharIndex;

    #[test]
    fn every_character_is_found() {
        for text in ["", "abc", &"đường làng ".repeat(80)] {
            let index = CharIndex::new(text);
            for (n, (byte, _)) in text.char_indices().enumerate() {
                assert_eq!(index.byte(n), byte);
            }
            assert_eq!(index.byte(text.chars().count()), text.len());
            assert_eq!(index.byte(usize::MAX), text.len());
            let all: Vec<usize> = text.char_indices().map(|(byte, _)| byte).collect();
            // Back and far, and from there near again.
            for at in
                (0..all.len()).rev().chain([0, all.len().saturating_sub(1), 1].into_iter().filter(|&at| at < all.len()))
            {
                assert_eq!(index.byte(at), all[at]);
                assert_eq!(index.byte(at + 1), all.get(at + 1).copied().unwrap_or(text.len()));
            }
        }
    }
}
