//! Vietnamese collation: by the 29 letters, then by tones.

use super::form::composed;
use super::letter::{Letter, TONES};

/// The letters in alphabetical order, including `f`, `j`, `w`, `z`, which only foreign names have.
const LETTERS: [char; 33] = [
    'a', 'ă', 'â', 'b', 'c', 'd', 'đ', 'e', 'ê', 'f', 'g', 'h', 'i', 'j', 'k', 'l', 'm', 'n', 'o', 'ô', 'ơ', 'p', 'q',
    'r', 's', 't', 'u', 'ư', 'v', 'w', 'x', 'y', 'z',
];

/// White space and punctuation; sorts before everything else.
const GAP: u8 = 0x10;
/// First byte of a number; sorts before letters.
const NUMBER: u8 = 0x20;
/// The byte of the first of [`LETTERS`].
const LETTER: u8 = 0x40;
/// First byte of a character of another script; sorts after letters.
const OTHER: u8 = 0xf0;

/// A key whose byte order is the order of a Vietnamese dictionary: by letters (`Đ` after `D`, `Ă` and `Â` after `A`), then
/// by tones (ngang, huyền, hỏi, ngã, sắc, nặng), then small letters before capitals. Numbers are ordered by value:
/// `Phường 2` before `Phường 10`.
pub(crate) fn sort_key(text: &str) -> Vec<u8> {
    let mut key = Vec::with_capacity(text.len() * 2);
    let (mut tones, mut cases) = (Vec::with_capacity(text.len()), Vec::with_capacity(text.len()));
    let text = composed(text);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if c.is_ascii_digit() {
            let mut digits = String::from(c);
            while let Some(next) = chars.next_if(char::is_ascii_digit) {
                digits.push(next);
            }
            push_number(&mut key, &digits);
        } else {
            push_letter(&mut key, &mut tones, &mut cases, c);
        }
    }
    key.push(0);
    key.extend(tones);
    key.push(0);
    key.extend(cases);
    key
}

/// A number: how many digits it has, then the digits, so that a longer number sorts after a shorter one.
fn push_number(key: &mut Vec<u8>, digits: &str) {
    let value = digits.trim_start_matches('0');
    key.push(NUMBER);
    key.push(value.len().min(255) as u8);
    key.extend(value.bytes());
}

fn push_letter(key: &mut Vec<u8>, tones: &mut Vec<u8>, cases: &mut Vec<u8>, c: char) {
    let lower = c.to_lowercase().next().unwrap_or(c);
    let letter = Letter::of(lower);
    if let Some(position) = LETTERS.iter().position(|known| *known == letter.base) {
        key.push(LETTER + position as u8);
        // 1 for no tone, which sorts first.
        let tone = letter.tone.and_then(|tone| TONES.iter().position(|known| *known == tone));
        tones.push(tone.map_or(1, |position| 2 + position as u8));
        cases.push(1 + u8::from(lower != c));
    } else if c.is_alphanumeric() {
        key.push(OTHER);
        key.extend((c as u32).to_be_bytes());
    } else if key.last() != Some(&GAP) {
        key.push(GAP);
    }
}

/// The capital letter under which an index lists `name`: `A` for `Ái` and `An`, `Â` for `Ân`, `Đ` for `Đức`; `#` for a
/// name that does not begin with a Latin letter.
pub(crate) fn first_letter(name: &str) -> String {
    let first = composed(name).chars().find(|c| c.is_alphanumeric());
    let letter = first.and_then(|c| c.to_lowercase().next()).map(|c| Letter::of(c).base);
    let known = letter.filter(|letter| LETTERS.contains(letter));
    known.map_or_else(|| "#".to_owned(), |letter| letter.to_uppercase().collect())
}
