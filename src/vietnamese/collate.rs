//! Vietnamese order: 29 letters, then tones.

use std::sync::LazyLock;

use super::form::composed;
use super::letter::{Letter, TONES};

/// The letters in their order; `f`, `j`, `w`, `z` of foreign names stand where Latin has them.
const LETTERS: &str = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz";

/// First byte of a character of other scripts, after all letters.
const OTHER: u8 = 0xf0;
/// First byte of a number, before all letters.
const NUMBER: u8 = 0x20;
/// First byte of a Latin letter.
const LETTER: u8 = 0x40;
/// White space and punctuation, before everything.
const GAP: u8 = 0x10;

/// Bytes whose order is that of a Vietnamese dictionary: letters first (`Đ` after `D`, `Ă` and `Â` after `A`), then
/// tones (ngang, huyền, hỏi, ngã, sắc, nặng), then capitals after small letters. Numbers count by value:
/// `Phường 2` before `Phường 10`.
pub fn sort_key(text: &str) -> Vec<u8> {
    let mut key = Vec::with_capacity(text.len() * 2);
    let (mut tones, mut cases) = (Vec::with_capacity(text.len()), Vec::with_capacity(text.len()));
    let text = composed(text);
    let mut letters = text.chars().peekable();
    while let Some(c) = letters.next() {
        if c.is_ascii_digit() {
            let mut digits = String::from(c);
            while let Some(next) = letters.next_if(char::is_ascii_digit) {
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

/// Position of a letter among [`LETTERS`].
fn place_of(letter: char) -> Option<u8> {
    static PLACES: LazyLock<Vec<Option<u8>>> = LazyLock::new(|| {
        let last = LETTERS.chars().max().unwrap_or_default();
        ('\0'..=last).map(|c| LETTERS.chars().position(|known| known == c).map(|place| place as u8)).collect()
    });
    PLACES.get(letter as usize).copied().flatten()
}

fn push_number(key: &mut Vec<u8>, digits: &str) {
    let value = digits.trim_start_matches('0');
    key.push(NUMBER);
    key.push(value.len().min(255) as u8);
    key.extend(value.bytes());
}

fn push_letter(key: &mut Vec<u8>, tones: &mut Vec<u8>, cases: &mut Vec<u8>, c: char) {
    let lower = c.to_lowercase().next().unwrap_or(c);
    let letter = Letter::of(lower);
    if let Some(place) = place_of(letter.base) {
        key.push(LETTER + place);
        // A letter without tone comes before all.
        let tone = letter.tone.and_then(|tone| TONES.iter().position(|known| *known == tone));
        tones.push(tone.map_or(1, |tone| 2 + tone as u8));
        cases.push(1 + u8::from(lower != c));
    } else if c.is_alphanumeric() {
        key.push(OTHER);
        key.extend((c as u32).to_be_bytes());
    } else if key.last() != Some(&GAP) {
        key.push(GAP);
    }
}

/// The capital letter a name is filed under: `Ái` and `An` under `A`, but `Ân` under `Â` and `Đức` under `Đ`.
/// `#` for what does not begin with a Latin letter.
pub fn first_letter(name: &str) -> String {
    let first = composed(name).chars().find(|c| c.is_alphanumeric());
    let letter = first.and_then(|c| c.to_lowercase().next()).map(|c| Letter::of(c).base);
    let known = letter.filter(|letter| LETTERS.contains(*letter));
    known.map_or_else(|| "#".to_owned(), |letter| letter.to_uppercase().collect())
}
