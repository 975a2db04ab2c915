//! Tones: one placement for both schools, and `i` for `y` where only spelling differs.

use std::borrow::Cow;

use super::fold::{is_mark, plain};
use super::form::composed;
use super::letter::{Letter, is_letter};

/// `text` composed, in lower case, with its tones placed the old way (`hòa`, `thúy`, `khỏe`): what is compared when
/// marks count. Two texts that differ only in school of spelling, normal form or case become one.
pub fn normalize(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let lower: String = composed(text).chars().flat_map(char::to_lowercase).collect();
    // Once more for İ, whose small letter is two characters.
    let lower = composed(&lower);
    let mut out = String::with_capacity(lower.len());
    let (mut word, mut letters) = (0, Vec::new());
    for (at, c) in lower.char_indices() {
        if is_letter(c) || is_mark(c) {
            letters.push(Letter::of(c));
        } else {
            place_tone(&lower[word..at], &letters, &mut out);
            out.push(c);
            word = at + c.len_utf8();
            letters.clear();
        }
    }
    place_tone(&lower[word..], &letters, &mut out);
    out
}

/// Whether two texts differ in nothing but school of spelling, normal form or case: whether [`normalize`] makes them one.
pub fn is_spelled_like(a: &str, b: &str) -> bool {
    if a == b {
        return true;
    }
    let (a, b) = (composed(a), composed(b));
    // Most texts that are asked about differ in some letter, which is seen without moving any tone.
    plain_letters(&a).eq(plain_letters(&b)) && normalize(&a) == normalize(&b)
}

fn plain_letters(text: &str) -> impl Iterator<Item = char> {
    text.chars().flat_map(char::to_lowercase).filter(|c| !is_mark(*c)).map(|c| plain(c).unwrap_or(c))
}

/// `text` composed, its tones placed the old way, its capitals kept: `Khánh Hoà` → `Khánh Hòa`.
pub fn old_tones(text: &str) -> String {
    let composed = composed(text);
    let placed = normalize(&composed);
    if placed.chars().count() != composed.chars().count() {
        return composed.into_owned();
    }
    let like = |(written, placed): (char, char)| {
        if written.is_uppercase() { placed.to_uppercase().next().unwrap_or(placed) } else { placed }
    };
    composed.chars().zip(placed.chars()).map(like).collect()
}

/// `ký` → `kí`, `quý` → `quí`: the syllable with `i` where `y` is its only vowel, for there the two only differ in
/// spelling. `tay`, `huy`, `thuý` stay: there `y` is another sound. Works with and without marks, in lower case.
pub fn one_i(syllable: &str) -> Cow<'_, str> {
    let may_change = syllable.ends_with(['y', 'ý', 'ỳ', 'ỷ', 'ỹ', 'ỵ']) || syllable.ends_with(is_mark);
    if !may_change {
        return syllable.into();
    }
    let letters: Vec<Letter> = syllable.chars().map(Letter::of).collect();
    let Some((last, before)) = letters.split_last() else { return syllable.into() };
    let onset = if before.ends_with_plain("qu") { &before[..before.len() - 1] } else { before };
    if last.base != 'y' || onset.iter().any(|letter| letter.is_vowel()) {
        return syllable.into();
    }
    let mut out: String = syllable.chars().take(before.len()).collect();
    out.push(Letter { base: 'i', ..*last }.to_char());
    out.into()
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
fn place_tone(word: &str, letters: &[Letter], out: &mut String) {
    let mut toned = (0..letters.len()).filter(|&at| letters[at].tone.is_some());
    let (Some(from), None) = (toned.next(), toned.next()) else { return out.push_str(word) };
    let Some(to) = tone_position(letters).filter(|&to| to != from) else { return out.push_str(word) };
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
