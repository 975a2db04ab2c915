//! Guesses the legacy encoding (from before Unicode) of a Vietnamese text.
//!
//! Only for the hint in a finding: nothing is converted. The bytes are read as each encoding would have them, and the
//! one that turns most words into Vietnamese syllables is named. Wrong tables give words like `®­îc`, no syllables.

use unicode_normalization::UnicodeNormalization;

/// The encoding of a text that is not UTF-8, as people know it; `None` if it does not look like text at all.
pub(super) fn guess(bytes: &[u8]) -> Option<&'static str> {
    const KNOWN: [(&str, Decoder); 3] = [("TCVN3 (ABC)", tcvn3), ("VNI", vni), ("Windows-1258", windows_1258)];
    let bytes = &bytes[..bytes.len().min(SAMPLE)];
    if is_utf16(bytes) {
        return Some("UTF-16");
    }
    if bytes.iter().any(|&byte| byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r')) {
        return None;
    }
    let best = KNOWN.iter().map(|(name, decode)| (share(bytes, *decode), *name)).max_by_key(|(share, _)| *share);
    best.filter(|(share, _)| *share >= 60).map(|(_, name)| name).or(Some("Latin-1 (ISO 8859-1)"))
}

/// How many bytes are enough to recognise an encoding.
const SAMPLE: usize = 16 * 1024;

/// Every second byte zero: plain text in UTF-16 without a BOM.
fn is_utf16(bytes: &[u8]) -> bool {
    let zeros = |from: usize| bytes.iter().skip(from).step_by(2).filter(|byte| **byte == 0).count();
    bytes.len() >= 4 && zeros(0).max(zeros(1)) * 4 >= bytes.len()
}

/// Reads one letter: the byte, the byte after it, how many of the two it took.
type Decoder = fn(u8, Option<u8>) -> (char, usize);

/// Of a hundred words with letters outside ASCII, how many are Vietnamese syllables when read by `decode`.
fn share(bytes: &[u8], decode: Decoder) -> usize {
    let (mut marked, mut syllables) = (0, 0);
    for word in bytes.split(|byte| byte.is_ascii() && !byte.is_ascii_alphabetic()) {
        if word.is_ascii() {
            continue;
        }
        marked += 1;
        syllables += usize::from(is_syllable(&read(word, decode)));
    }
    (syllables * 100).checked_div(marked).unwrap_or(0)
}

fn read(word: &[u8], decode: Decoder) -> String {
    let mut text = String::new();
    let mut rest = word;
    while let [byte, after @ ..] = rest {
        let (letter, taken) = decode(*byte, after.first().copied());
        text.push(letter);
        rest = &rest[taken..];
    }
    text
}

/// Onset, vowels, ending, and at most one tone: the shape of every Vietnamese syllable.
fn is_syllable(word: &str) -> bool {
    const TONES: [char; 5] = ['\u{300}', '\u{301}', '\u{303}', '\u{309}', '\u{323}'];
    const ONSETS: [&str; 28] = [
        "", "b", "c", "ch", "d", "đ", "g", "gh", "gi", "h", "k", "kh", "l", "m", "n", "ng", "ngh", "nh", "p", "ph",
        "qu", "r", "s", "t", "th", "tr", "v", "x",
    ];
    const ENDINGS: [&str; 9] = ["", "c", "ch", "m", "n", "ng", "nh", "p", "t"];
    const VOWELS: &str = "aăâeêioôơuưy";
    let apart: String = word.to_lowercase().nfd().collect();
    if apart.chars().filter(|c| TONES.contains(c)).count() > 1 {
        return false;
    }
    let plain: String = apart.chars().filter(|c| !TONES.contains(c)).nfc().collect();
    let is_vowel = |c: char| VOWELS.contains(c);
    ONSETS.iter().any(|onset| {
        let Some(rest) = plain.strip_prefix(onset) else { return false };
        let ending = rest.trim_start_matches(is_vowel);
        let vowels = rest.len() - ending.len();
        ENDINGS.contains(&ending) && (1..=3).contains(&rest[..vowels].chars().count())
    })
}

const UNKNOWN: char = char::REPLACEMENT_CHARACTER;

/// TCVN 5712:1993, third character set, the one of fonts like .VnTime: one byte a letter. Its capitals other than the
/// seven in A1–A7 are the same bytes in another font.
fn tcvn3(byte: u8, _: Option<u8>) -> (char, usize) {
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
fn vni(byte: u8, next: Option<u8>) -> (char, usize) {
    let base = match byte {
        0xf4 => 'ơ',
        0xf6 => 'ư',
        0xf1 => 'đ',
        0xd4 => 'Ơ',
        0xd6 => 'Ư',
        0xd1 => 'Đ',
        // The capitals lie 32 below; only letters matter here, not their case.
        0xc0..=0xfe => match byte | 0x20 {
            0xed => 'í',
            0xec => 'ì',
            0xe6 => 'ỉ',
            0xf3 => 'ĩ',
            0xf2 => 'ị',
            0xee => 'ỵ',
            _ => UNKNOWN,
        },
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
fn windows_1258(byte: u8, _: Option<u8>) -> (char, usize) {
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

#[cfg(test)]
mod tests {
    use super::*;

    const SENTENCES: [&str; 3] = [
        "Tổ liên gia tự quản về an ninh trật tự, mười hộ một tổ, một tiếng kẻng cả thôn ra hỗ trợ.",
        "Được sự đồng thuận của nhân dân, khu phố đã vận động các hộ hiến đất, chặt cây, tháo dỡ hàng rào để mở đường.",
        "Chi hội phụ nữ giữ nếp sinh hoạt đều đặn, ai ở xa cũng đến; quỹ nhỏ vẫn giúp được người nghèo.",
    ];

    /// The bytes that `decode` reads as `text`, found by trying all of them.
    fn encode(text: &str, decode: Decoder, forms: fn(&str) -> String) -> Vec<u8> {
        let mut bytes = Vec::new();
        for letter in forms(text).chars() {
            let one = (0..=255).find(|&byte| decode(byte, None) == (letter, 1)).map(|byte| vec![byte]);
            let two = || {
                let pairs = (0..=255).flat_map(|first| (0xe0..=255).map(move |second| [first, second]));
                pairs.into_iter().find(|pair| decode(pair[0], Some(pair[1])) == (letter, 2)).map(|pair| pair.to_vec())
            };
            bytes.extend(one.or_else(two).unwrap_or_else(|| panic!("{letter} cannot be written")));
        }
        bytes
    }

    fn composed(text: &str) -> String {
        text.nfc().collect()
    }

    /// Letters with their hat in one, tones behind.
    fn tones_behind(text: &str) -> String {
        let apart = |letter: char| {
            let tone = |c: &char| ['\u{300}', '\u{301}', '\u{303}', '\u{309}', '\u{323}'].contains(c);
            let parts: Vec<char> = std::iter::once(letter).nfd().collect();
            let base: String = parts.iter().copied().filter(|c| !tone(c)).nfc().collect();
            base + &parts.iter().filter(|c| tone(c)).collect::<String>()
        };
        text.chars().map(apart).collect()
    }

    #[test]
    fn sentences_typed_before_unicode_are_known_by_their_encoding() {
        for sentence in SENTENCES {
            // TCVN3 writes capitals with marks in another font.
            let lower = sentence.to_lowercase();
            assert_eq!(guess(&encode(&lower, tcvn3, composed)), Some("TCVN3 (ABC)"), "{sentence}");
            assert_eq!(guess(&encode(sentence, vni, composed)), Some("VNI"), "{sentence}");
            assert_eq!(guess(&encode(sentence, windows_1258, tones_behind)), Some("Windows-1258"), "{sentence}");
        }
    }

    /// Bytes as such files hold them, not made by the tables under test.
    #[test]
    fn the_tables_are_those_of_the_fonts() {
        assert_eq!(read(b"\xae\xad\xeec", tcvn3), "được");
        assert_eq!(read(b"T\xe6 li\xaan gia t\xf9 qu\xb6n", tcvn3), "Tổ liên gia tự quản");
        assert_eq!(read(b"To\xe5 lie\xe2n gia t\xf6\xef qua\xfbn \xf1\xf6\xf4\xefc", vni), "Tổ liên gia tự quản được");
        let tones = read(b"T\xf4\xd2 li\xean gia t\xfd\xf2 qua\xd2n", windows_1258);
        assert_eq!(composed(&tones), "Tổ liên gia tự quản");
    }

    #[test]
    fn what_is_no_old_vietnamese_is_not_called_so() {
        assert_eq!(guess(b"Fa\xe7ade, caf\xe9 et b\xeatise, \xe0 Orl\xe9ans, No\xebl"), Some("Latin-1 (ISO 8859-1)"));
        assert_eq!(guess(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"), None);
        let utf16: Vec<u8> = "title: x".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(guess(&utf16), Some("UTF-16"));
        assert_eq!(guess(b"\xff"), Some("Latin-1 (ISO 8859-1)"));
    }
}
