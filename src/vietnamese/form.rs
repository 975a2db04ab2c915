//! Unicode's composed form, which keyboards and browsers write; macOS hands over the other.

use std::borrow::Cow;

use unicode_normalization::{UnicodeNormalization, is_nfc};

/// `text` in composed form (NFC). Nearly every text has it already and is only looked at.
pub fn composed(text: &str) -> Cow<'_, str> {
    let is_composed = text.chars().all(stands_alone) || is_nfc(text);
    if is_composed { Cow::Borrowed(text) } else { Cow::Owned(text.nfc().collect()) }
}

/// Whether `c` is composed whatever stands beside it: all letters that Vietnamese is written with are, and its
/// punctuation. Asked before the tables of all scripts, which take some ten times as long.
fn stands_alone(c: char) -> bool {
    matches!(c, '\0'..='\u{2ff}' | '\u{1e00}'..='\u{1eff}' | '\u{2010}'..='\u{2027}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_alone_is_composed_beside_anything() {
        for c in ('\0'..=char::MAX).filter(|&c| stands_alone(c)) {
            assert!(is_nfc(&format!("a{c}a{c}")), "{c:?}");
        }
    }

    #[test]
    fn both_forms_become_one() {
        for text in ["Đường hoa", "Đường “hoa” – 5 km", "日本 đ", ""] {
            let apart: String = text.nfd().collect();
            assert_eq!(composed(&apart), text);
            assert!(matches!(composed(text), Cow::Borrowed(_)));
        }
    }
}
