//! The tables of encodings from before Unicode, and the bytes behind characters of Windows-1252, as which they are mostly
//! read.

use unicode_normalization::UnicodeNormalization;

/// What a byte without a letter is read as.
const UNKNOWN: char = char::REPLACEMENT_CHARACTER;

/// Reads one letter: the byte, the byte after it, how many of the two it took.
pub(super) type Decoder = fn(u8, Option<u8>) -> (char, usize);

/// TCVN 5712:1993, third character set, the one of fonts like .VnTime: one byte a letter. Its capitals other than the
/// seven in A1–A7 are the same bytes in another font.
pub(super) fn tcvn3(byte: u8, _: Option<u8>) -> (char, usize) {
    const HIGH: &str = "\
        �ĂÂÊÔƠƯĐăâêôơưđ�\
        �����àảãáạ�ằẳẵắ�\
        ������ặầẩẫấậè�ẻẽ\
        éẹềểễếệìỉ���ĩíịò\
        �ỏõóọồổỗốộờởỡớợù\
        �ủũúụừửữứựỳỷỹýỵ�";
    let letter = match byte {
        0xa0.. => HIGH.chars().nth(usize::from(byte - 0xa0)).unwrap_or(UNKNOWN),
        0x80..=0x9f => UNKNOWN,
        ascii => char::from(ascii),
    };
    (letter, 1)
}

/// VNI for Windows: a plain vowel, then a byte that carries hat and tone. `i`, `ỵ`, `đ`, `ơ` and `ư` have bytes of
/// their own.
pub(super) fn vni(byte: u8, next: Option<u8>) -> (char, usize) {
    let base = match byte {
        0xf4 => 'ơ',
        0xf6 => 'ư',
        0xf1 => 'đ',
        0xd4 => 'Ơ',
        0xd6 => 'Ư',
        0xd1 => 'Đ',
        0xed => 'í',
        0xec => 'ì',
        0xe6 => 'ỉ',
        0xf3 => 'ĩ',
        0xf2 => 'ị',
        0xee => 'ỵ',
        // The capitals lie 32 below.
        0xcd => 'Í',
        0xcc => 'Ì',
        0xc6 => 'Ỉ',
        0xd3 => 'Ĩ',
        0xd2 => 'Ị',
        0xce => 'Ỵ',
        0x80.. => UNKNOWN,
        ascii => char::from(ascii),
    };
    let marks = match next.filter(|next| *next >= 0xc0).map(|next| next | 0x20) {
        Some(0xf9) => "\u{301}",
        Some(0xf8) => "\u{300}",
        Some(0xfb) => "\u{309}",
        Some(0xf5) => "\u{303}",
        Some(0xef) => "\u{323}",
        Some(0xe2) => "\u{302}",
        Some(0xe1) => "\u{302}\u{301}",
        Some(0xe0) => "\u{302}\u{300}",
        Some(0xe5) => "\u{302}\u{309}",
        Some(0xe3) => "\u{302}\u{303}",
        Some(0xe4) => "\u{302}\u{323}",
        Some(0xea) => "\u{306}",
        Some(0xe9) => "\u{306}\u{301}",
        Some(0xe8) => "\u{306}\u{300}",
        Some(0xfa) => "\u{306}\u{309}",
        Some(0xfc) => "\u{306}\u{303}",
        Some(0xeb) => "\u{306}\u{323}",
        _ => return (base, 1),
    };
    let mut composed = std::iter::once(base).chain(marks.chars()).nfc();
    match (composed.next(), composed.next()) {
        (Some(letter), None) if base != UNKNOWN => (letter, 2),
        _ => (base, 1),
    }
}

/// Windows-1258: Latin-1 with ă, đ, ơ, ư in the place of rarer letters, and tones that follow their vowel.
pub(super) fn windows_1258(byte: u8, _: Option<u8>) -> (char, usize) {
    let letter = match byte {
        0xc3 => 'Ă',
        0xe3 => 'ă',
        0xd0 => 'Đ',
        0xf0 => 'đ',
        0xd5 => 'Ơ',
        0xf5 => 'ơ',
        0xdd => 'Ư',
        0xfd => 'ư',
        0xcc => '\u{300}',
        0xd2 => '\u{309}',
        0xde => '\u{303}',
        0xec => '\u{301}',
        0xf2 => '\u{323}',
        0x80..=0x9f => UNKNOWN,
        latin => char::from(latin),
    };
    (letter, 1)
}

/// The characters of the bytes 80 to 9F in Windows-1252; those that have none are read as control characters.
const WINDOWS_1252: &str = "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8d}Ž\u{8f}\u{90}‘’“”•–—˜™š›œ\u{9d}žŸ";

/// The byte that Windows-1252 shows as `letter`.
pub(super) fn byte_of(letter: char) -> Option<u8> {
    match u8::try_from(letter) {
        Ok(byte) => Some(byte),
        Err(_) => WINDOWS_1252.chars().position(|other| other == letter).map(|index| 0x80 + index as u8),
    }
}

/// What Windows-1252 shows for `byte`.
pub(super) fn letter_of(byte: u8) -> char {
    match byte {
        0x80..=0x9f => WINDOWS_1252.chars().nth(usize::from(byte - 0x80)).unwrap_or(UNKNOWN),
        byte => char::from(byte),
    }
}
