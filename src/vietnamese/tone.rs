//! Spelling: one placement of tones for both conventions (`hoà`, `hòa`), and `i` for `y` where both are usual.

use std::borrow::Cow;

use super::fold::{is_mark, plain};
use super::form::composed;
use super::letter::{Letter, is_letter};

/// `text` composed (NFC), in lower case, with tones placed by the old convention (`hòa`, `thúy`, `khỏe`). Texts that
/// differ only in tone placement, normal form or case become equal. For comparing where marks count. Idempotent.
pub(crate) fn normalize(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let lower: String = composed(text).chars().flat_map(char::to_lowercase).collect();
    // Again, because the small letter of İ is two characters.
    let lower = composed(&lower);
    let mut out = String::with_capacity(lower.len());
    let (mut word_start, mut letters) = (0, Vec::new());
    for (offset, c) in lower.char_indices() {
        if is_letter(c) || is_mark(c) {
            letters.push(Letter::of(c));
        } else {
            push_with_tone_placed(&lower[word_start..offset], &letters, &mut out);
            out.push(c);
            word_start = offset + c.len_utf8();
            letters.clear();
        }
    }
    push_with_tone_placed(&lower[word_start..], &letters, &mut out);
    out
}

/// Whether two texts are equal once [normalized](normalize): they differ at most in tone placement, normal form or case.
pub(crate) fn is_spelled_like(a: &str, b: &str) -> bool {
    if a == b {
        return true;
    }
    let (a, b) = (composed(a), composed(b));
    // Most texts differ in some plain letter, which is cheaper to see than normalizing both.
    plain_letters(&a).eq(plain_letters(&b)) && normalize(&a) == normalize(&b)
}

fn plain_letters(text: &str) -> impl Iterator<Item = char> {
    text.chars().flat_map(char::to_lowercase).filter(|c| !is_mark(*c)).map(|c| plain(c).unwrap_or(c))
}

/// `text` composed (NFC), with tones placed by the old convention and its capitals kept: `Khánh Hoà` → `Khánh Hòa`.
pub(crate) fn old_tones(text: &str) -> String {
    let composed = composed(text);
    let placed = normalize(&composed);
    if placed.chars().count() != composed.chars().count() {
        return composed.into_owned();
    }
    let with_case_of = |(written, placed): (char, char)| {
        if written.is_uppercase() { placed.to_uppercase().next().unwrap_or(placed) } else { placed }
    };
    composed.chars().zip(placed.chars()).map(with_case_of).collect()
}

/// `syllable` with `i` for `y` where `y` is the only vowel, for there both spellings are usual: `ký` → `kí`,
/// `quý` → `quí`. Where `y` is another sound it stays: `tay`, `huy`, `thuý`. Expects lower case; marks may be missing.
pub(crate) fn one_i(syllable: &str) -> Cow<'_, str> {
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

/// Appends `word` with its tone on the letter where the old convention writes it. `letters` are the word's. A word that is
/// no Vietnamese syllable (several tones, vowels on both sides of a consonant) stays as it is.
fn push_with_tone_placed(word: &str, letters: &[Letter], out: &mut String) {
    let mut with_tone = (0..letters.len()).filter(|&index| letters[index].tone.is_some());
    let (Some(from), None) = (with_tone.next(), with_tone.next()) else { return out.push_str(word) };
    let Some(to) = tone_position(letters).filter(|&to| to != from) else { return out.push_str(word) };
    for (index, letter) in letters.iter().enumerate() {
        let tone = if index == to { letters[from].tone } else { None };
        out.push(Letter { base: letter.base, tone }.to_char());
    }
}

/// Index of the letter that takes the tone by the old convention; `None` if the letters are no syllable.
fn tone_position(letters: &[Letter]) -> Option<usize> {
    let first = letters.iter().position(|letter| letter.is_vowel())?;
    let length = letters[first..].iter().take_while(|letter| letter.is_vowel()).count();
    let end = first + length;
    if letters[end..].iter().any(|letter| letter.is_vowel()) {
        return None;
    }
    let before = first.checked_sub(1).map(|index| letters[index].base);
    // The `u` of `qu` and the `i` of `gi` belong to the consonant when another vowel follows.
    let glide = length > 1 && matches!((before, letters[first].base), (Some('q'), 'u') | (Some('g'), 'i'));
    let start = first + usize::from(glide);
    if let Some(marked) = (start..end).rev().find(|&index| letters[index].has_mark()) {
        return Some(marked);
    }
    match (end - start, end < letters.len()) {
        (1, _) | (2, false) => Some(start),
        (2, true) | (3, _) => Some(start + 1),
        _ => None,
    }
}
