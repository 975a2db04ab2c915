//! Which of the encodings of the time before Unicode a Vietnamese text looks like.
//!
//! Only for the hint in a finding: nothing is converted. Each encoding has bytes the others hardly use; above all its
//! own `đ`, one of the commonest letters.

/// An encoding, and how much a byte (with the one before it) speaks for it.
struct Legacy {
    name: &'static str,
    weight: fn(before: u8, byte: u8) -> u32,
}

const KNOWN: [Legacy; 3] = [
    Legacy { name: "TCVN3 (ABC)", weight: tcvn3 },
    Legacy { name: "VNI", weight: vni },
    Legacy { name: "Windows-1258", weight: windows_1258 },
];

/// The encoding that explains most of the bytes outside ASCII; `None` if none explains half of them.
pub(super) fn guess(bytes: &[u8]) -> Option<&'static str> {
    let high = bytes.iter().filter(|byte| !byte.is_ascii()).count() as u32;
    let score = |legacy: &Legacy| bytes.windows(2).map(|pair| (legacy.weight)(pair[0], pair[1])).sum::<u32>();
    let best = KNOWN.iter().map(|legacy| (score(legacy), legacy.name)).max_by_key(|(score, _)| *score);
    best.filter(|(score, _)| high > 0 && *score * 2 >= high).map(|(_, name)| name)
}

/// TCVN 5712:1993, third character set: one byte a letter, most of them in 0xA8–0xAE and 0xB5–0xFE.
fn tcvn3(_: u8, byte: u8) -> u32 {
    match byte {
        0xae => 3,
        0xa8..=0xad | 0xb5..=0xb9 | 0xbb..=0xbe | 0xc6..=0xcb | 0xcc..=0xd1 => 1,
        0xd2..=0xd8 | 0xdc..=0xdf | 0xe1..=0xe8 | 0xe9..=0xfe => u32::from(byte.is_multiple_of(2)),
        _ => 0,
    }
}

/// VNI for Windows: a plain vowel, then a byte with its marks.
fn vni(before: u8, byte: u8) -> u32 {
    let vowel = matches!(before.to_ascii_lowercase(), b'a' | b'e' | b'o' | b'u' | b'y')
        || matches!(before, 0xf4 | 0xf6 | 0xd4 | 0xd6);
    match byte {
        0xf1 | 0xd1 => 3,
        0xf9 | 0xf8 | 0xfb | 0xf5 | 0xef | 0xe2 | 0xea | 0xe1 | 0xe0 | 0xe5 | 0xe3 | 0xe4 | 0xe9 | 0xe8 | 0xeb
        | 0xfa | 0xfc
            if vowel =>
        {
            2
        }
        0xf4 | 0xf6 => 1,
        _ => 0,
    }
}

/// Windows-1258: letters with their mark in one byte, tones as a byte after the vowel.
fn windows_1258(before: u8, byte: u8) -> u32 {
    let vowel = matches!(before.to_ascii_lowercase(), b'a' | b'e' | b'i' | b'o' | b'u' | b'y')
        || matches!(before, 0xe2 | 0xe3 | 0xea | 0xf4 | 0xf5 | 0xfd | 0xc2 | 0xc3 | 0xca | 0xd4 | 0xd5 | 0xdd);
    match byte {
        0xf0 | 0xd0 => 3,
        0xcc | 0xd2 | 0xde | 0xec | 0xf2 if vowel => 2,
        0xfd | 0xf5 | 0xdd | 0xd5 => 1,
        0xe2 | 0xe3 | 0xea | 0xf4 | 0xe0 | 0xe1 | 0xe8 | 0xe9 | 0xed | 0xf3 | 0xf9 | 0xfa => u32::from(!vowel),
        _ => 0,
    }
}
