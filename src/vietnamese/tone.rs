//! Tones: one placement for both schools, and `i` for `y` where only spelling differs.

use std::sync::LazyLock;

use unicode_normalization::char::compose;
use unicode_normalization::{UnicodeNormalization, is_nfc};

use super::fold::is_mark;

/// `text` composed, in lower case, with its tones placed the old way (`hòa`, `thúy`, `khỏe`): what is compared when
/// marks count. Two texts that differ only in school of spelling, normal form or case become one.
pub fn normalize(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let mut lower: String = if is_nfc(text) {
        text.chars().flat_map(char::to_lowercase).collect()
    } else {
        text.nfc().flat_map(char::to_lowercase).collect()
    };
    if !is_nfc(&lower) {
        lower = lower.nfc().collect(); // İ, whose small letter is two characters
    }
    let mut out = String::with_capacity(lower.len());
    let mut word = String::new();
    for c in lower.chars() {
        if c.is_alphabetic() || is_mark(c) {
            word.push(c);
        } else {
            place_tone(&word, &mut out);
            word.clear();
            out.push(c);
        }
    }
    place_tone(&word, &mut out);
    out
}

/// `text` composed, its tones placed the old way, its capitals kept: `Khánh Hoà` → `Khánh Hòa`.
pub fn old_tones(text: &str) -> String {
    let composed: String = text.nfc().collect();
    let placed = normalize(&composed);
    if placed.chars().count() != composed.chars().count() {
        return composed;
    }
    let like = |(written, placed): (char, char)| {
        if written.is_uppercase() { placed.to_uppercase().next().unwrap_or(placed) } else { placed }
    };
    composed.chars().zip(placed.chars()).map(like).collect()
}

/// `ký` → `kí`, `quý` → `quí`: the syllable with `i` where `y` is its only vowel, for there the two only differ in
/// spelling. `tay`, `huy`, `thuý` stay: there `y` is another sound. Works with and without marks, in lower case.
pub fn one_i(syllable: &str) -> String {
    let may_change = syllable.ends_with(['y', 'ý', 'ỳ', 'ỷ', 'ỹ', 'ỵ']) || syllable.ends_with(is_mark);
    if !may_change {
        return syllable.to_owned();
    }
    let letters: Vec<Letter> = syllable.chars().map(Letter::of).collect();
    let Some((last, before)) = letters.split_last() else { return String::new() };
    let onset = if before.ends_with_plain("qu") { &before[..before.len() - 1] } else { before };
    if last.base != 'y' || onset.iter().any(|letter| letter.is_vowel()) {
        return syllable.to_owned();
    }
    let mut out: String = syllable.chars().take(before.len()).collect();
    out.push(Letter { base: 'i', ..*last }.to_char());
    out
}

/// A letter as Vietnamese sees it: the letter itself (`ê` is one) and a tone.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Letter {
    base: char,
    tone: Option<char>,
}

/// Huyền, hỏi, ngã, sắc, nặng as combining marks.
const TONES: [char; 5] = ['\u{300}', '\u{309}', '\u{303}', '\u{301}', '\u{323}'];

/// The letters below this are taken apart once: all that Vietnamese is written with are among them.
const TABLE: u32 = 0x1f00;

impl Letter {
    fn of(c: char) -> Self {
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

    fn to_char(self) -> char {
        self.tone.and_then(|tone| compose(self.base, tone)).unwrap_or(self.base)
    }

    fn is_vowel(self) -> bool {
        matches!(self.base, 'a' | 'ă' | 'â' | 'e' | 'ê' | 'i' | 'o' | 'ô' | 'ơ' | 'u' | 'ư' | 'y')
    }

    fn has_mark(self) -> bool {
        matches!(self.base, 'ă' | 'â' | 'ê' | 'ô' | 'ơ' | 'ư')
    }
}

trait EndsWithPlain {
    fn ends_with_plain(&self, text: &str) -> bool;
}

impl EndsWithPlain for [Letter] {
    fn ends_with_plain(&self, text: &str) -> bool {
        let wanted = text.chars().rev();
        self.len() >= text.chars().count()
            && self.iter().rev().zip(wanted).all(|(letter, c)| letter.base == c && letter.tone.is_none())
    }
}

/// Appends a word with its tone where the old school puts it. A word that is no Vietnamese syllable (several tones,
/// vowels in two places) is left as it is.
fn place_tone(word: &str, out: &mut String) {
    let letters: Vec<Letter> = word.chars().map(Letter::of).collect();
    let toned: Vec<usize> = (0..letters.len()).filter(|&at| letters[at].tone.is_some()).collect();
    let [from] = toned[..] else { return out.push_str(word) };
    let Some(to) = tone_position(&letters).filter(|&to| to != from) else { return out.push_str(word) };
    for (at, letter) in letters.iter().enumerate() {
        let tone = if at == to { letters[from].tone } else { None };
        out.push(Letter { base: letter.base, tone }.to_char());
    }
}

fn tone_position(letters: &[Letter]) -> Option<usize> {
    let first = letters.iter().position(|letter| letter.is_vowel())?;
    let length = letters[first..].iter().take_while(|letter| letter.is_vowel()).count();
    let end = first + length;
    if letters[end..].iter().any(|letter| letter.is_vowel()) {
        return None;
    }
    let before = first.checked_sub(1).map(|at| letters[at].base);
    // The `u` of `qu` and the `i` of `gi` belong to the consonant when another vowel follows.
    let glide = length > 1 && matches!((before, letters[first].base), (Some('q'), 'u') | (Some('g'), 'i'));
    let start = first + usize::from(glide);
    if let Some(marked) = (start..end).rev().find(|&at| letters[at].has_mark()) {
        return Some(marked);
    }
    match (end - start, end < letters.len()) {
        (1, _) | (2, false) => Some(start),
        (2, true) | (3, _) => Some(start + 1),
        _ => None,
    }
}
