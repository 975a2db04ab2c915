//! Vietnamese text in an encoding from before Unicode (TCVN3, VNI, Windows-1258), or in UTF-8 that was read as Windows-1252.
//!
//! Such text comes as bytes of a file, or, after pasting, as the characters that Windows-1252 shows for the bytes:
//! `Tæ liªn gia tù qu¶n`. Each word is read as each encoding would have it; the encoding that turns words which cannot be
//! Vietnamese into ones that can is the right one. Nothing is changed here.

mod tables;

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;

use super::rime::is_syllable;
use tables::{Decoder, byte_of, letter_of};

/// An encoding, as people know it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Encoding {
    /// TCVN3 (ABC): fonts like `.VnTime`.
    Tcvn3,
    /// VNI for Windows: fonts like `VNI-Times`.
    Vni,
    /// UTF-8, read as Windows-1252.
    Utf8,
    /// Windows-1258.
    Windows1258,
}

impl Encoding {
    /// Those in which text is pasted. Windows-1258 looks like marks that stand apart, and no program shows it so today.
    const PASTED: [Self; 3] = [Self::Tcvn3, Self::Vni, Self::Utf8];
    /// Those in which files are kept.
    const FILES: [Self; 3] = [Self::Tcvn3, Self::Vni, Self::Windows1258];

    /// Its name.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Tcvn3 => "TCVN3 (ABC)",
            Self::Vni => "VNI",
            Self::Utf8 => "UTF-8",
            Self::Windows1258 => "Windows-1258",
        }
    }

    /// Bytes as this encoding has them.
    fn decoded(self, bytes: &[u8]) -> String {
        match self {
            Self::Utf8 => String::from_utf8_lossy(bytes).into_owned(),
            Self::Tcvn3 => decode(bytes, tables::tcvn3),
            Self::Vni => decode(bytes, tables::vni),
            Self::Windows1258 => decode(bytes, tables::windows_1258).nfc().collect(),
        }
    }

    /// `word` as this encoding has it, if that can be a Vietnamese word.
    fn read(self, word: &str) -> Option<String> {
        let bytes: Vec<u8> = word.chars().map(byte_of).collect::<Option<_>>()?;
        let read = match self {
            Self::Utf8 => String::from_utf8(bytes).ok()?,
            Self::Tcvn3 => with_capitals(word, &self.decoded(&bytes)),
            Self::Vni | Self::Windows1258 => self.decoded(&bytes),
        };
        // UTF-8 has the marks of punctuation too: `â€œTá»•â€` is “Tổ”.
        let syllable = read.trim_matches(|c: char| !c.is_alphabetic());
        (is_syllable(syllable) || self == Self::Utf8 && syllable.is_empty()).then_some(read)
    }
}

fn decode(bytes: &[u8], decoder: Decoder) -> String {
    let mut text = String::new();
    let mut rest = bytes;
    while let [byte, after @ ..] = rest {
        let (letter, taken) = decoder(*byte, after.first().copied());
        text.push(letter);
        rest = &rest[taken..];
    }
    text
}

/// TCVN3 has no capitals with tones: a font shows the small letters as capitals. In a word whose other letters are capitals
/// they are meant as such.
fn with_capitals(word: &str, read: &str) -> String {
    let ascii = word.chars().filter(char::is_ascii_alphabetic);
    let capitals = ascii.clone().all(|c| c.is_ascii_uppercase()) && ascii.count() >= 2;
    if capitals { read.to_uppercase() } else { read.to_owned() }
}

/// A line with text in another encoding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct LegacyLine {
    /// The bytes from the first to the last word of it.
    pub(crate) range: Range<usize>,
    /// The encoding.
    pub(crate) encoding: Encoding,
    /// What these bytes mean.
    pub(crate) text: String,
    /// Whether all of the line is in this encoding and no other reading is possible.
    pub(crate) is_certain: bool,
}

/// The lines of `text` that are in another encoding.
pub(crate) fn legacy_lines(text: &str) -> Vec<LegacyLine> {
    if !may_be_legacy(text) {
        return Vec::new();
    }
    let mut start = 0;
    let lines: Vec<(usize, Reading)> = text
        .split_inclusive('\n')
        .filter_map(|line| {
            let at = start;
            start += line.len();
            Some((at, Reading::best(line, &Encoding::PASTED)?))
        })
        .collect();
    let known = |encoding| -> usize {
        let sure = lines.iter().filter(|(_, line)| line.encoding == encoding && line.mended >= 2 && line.strange == 0);
        sure.map(|(_, line)| line.mended).sum()
    };
    let known = Encoding::PASTED.map(|encoding| (encoding, known(encoding)));
    let is_known = |encoding| known.iter().any(|(other, words)| *other == encoding && *words >= 3);
    lines
        .into_iter()
        .filter(|(_, line)| {
            let of_its_own = line.mended >= 2 && line.strange * 3 <= line.mended;
            of_its_own || (line.strange == 0 && line.unicode == 0 && is_known(line.encoding))
        })
        .map(|(at, line)| line.into_legacy_line(text, at))
        .collect()
}

/// Whether any character is one that texts in other encodings are full of and Vietnamese in Unicode has none of. Most files
/// have none, and are not looked at further.
fn may_be_legacy(text: &str) -> bool {
    let bytes = text.as_bytes();
    memchr::memchr2_iter(0xc2, 0xc3, bytes).any(|at| match &bytes[at..at + 2] {
        // § ¨ © ª « ¬ SHY ® µ ¶ ¸ ¹ » ¼ ½ ¾
        [0xc2, second] => matches!(second, 0xa7..=0xae | 0xb5 | 0xb6 | 0xb8 | 0xb9 | 0xbb..=0xbe),
        // Æ Ç Ë Î Ï Ñ Ö Ø Û Ü Þ ß ä å æ ç ë î ï ñ ö ø û ü þ, and Ä Å; Ã and á with what follows them in misread UTF-8
        [0xc3, second] => {
            matches!(second, 0x84..=0x87 | 0x8b | 0x8e | 0x8f | 0x91 | 0x96 | 0x98 | 0x9b | 0x9c | 0x9e | 0x9f
                | 0xa4..=0xa7 | 0xab | 0xae | 0xaf | 0xb1 | 0xb6 | 0xb8 | 0xbb | 0xbc | 0xbe)
        }
        _ => false,
    })
}

/// A line as one encoding has it.
struct Reading {
    encoding: Encoding,
    /// Words that can be Vietnamese in this encoding only.
    mended: usize,
    /// Words that can be Vietnamese in Unicode only.
    unicode: usize,
    /// Words that can be Vietnamese in neither.
    strange: usize,
    /// Whether another encoding does as well.
    has_rival: bool,
    /// The words that change: their bytes in the line, and what they mean.
    words: Vec<(Range<usize>, String)>,
    /// Bytes from the first to the last word that can be Vietnamese in this encoding only.
    core: Range<usize>,
}

impl Reading {
    /// The reading of `line` that makes most sense of it; `None` if there is nothing to mend.
    fn best(line: &str, encodings: &[Encoding]) -> Option<Self> {
        if !has_strange_word(line) {
            return None;
        }
        let readings = encodings.iter().map(|&encoding| Self::of(line, encoding));
        let mut readings: Vec<Self> = readings.filter(|reading| reading.mended > 0).collect();
        readings.sort_by_key(|reading| (reading.strange, usize::MAX - reading.mended));
        let rival = readings.get(1).map(|rival| (rival.strange, rival.mended));
        let mut best = readings.into_iter().next()?;
        best.has_rival = rival == Some((best.strange, best.mended));
        Some(best)
    }

    fn of(line: &str, encoding: Encoding) -> Self {
        let mut reading = Self {
            encoding,
            mended: 0,
            unicode: 0,
            strange: 0,
            has_rival: false,
            words: Vec::new(),
            core: line.len()..0,
        };
        for range in words(line, encoding) {
            let word = &line[range.clone()];
            match (encoding.read(word), is_syllable(word)) {
                (Some(read), false) => {
                    reading.mended += 1;
                    reading.core = reading.core.start.min(range.start)..range.end;
                    reading.words.push((range, read));
                }
                (Some(read), true) => reading.words.push((range, read)),
                (None, true) => reading.unicode += 1,
                (None, false) => reading.strange += 1,
            }
        }
        reading
    }

    fn into_legacy_line(self, text: &str, at: usize) -> LegacyLine {
        // Beside words in Unicode a word that can be either is left as it is.
        let all = self.unicode == 0;
        let inside = |range: &Range<usize>| all || (self.core.start <= range.start && range.end <= self.core.end);
        let words: Vec<_> = self.words.into_iter().filter(|(range, _)| inside(range)).collect();
        let first = words.first().map_or(0, |(range, _)| range.start);
        let last = words.last().map_or(0, |(range, _)| range.end);
        let (mut read, mut from) = (String::new(), first);
        for (range, word) in words {
            read.push_str(&text[at + from..at + range.start]);
            read.push_str(&word);
            from = range.end;
        }
        LegacyLine {
            range: at + first..at + last,
            encoding: self.encoding,
            text: read,
            is_certain: all && self.strange == 0 && !self.has_rival,
        }
    }
}

/// Whether `line` has a word that is not Vietnamese as it stands and could be in another encoding. Of most lines no word is,
/// which is cheaper to see than what every encoding would make of it.
fn has_strange_word(line: &str) -> bool {
    let could_be_utf8 = |bytes: &Vec<u8>| std::str::from_utf8(bytes).is_ok();
    let is_strange = |encoding: Encoding, word: &str| {
        let bytes: Option<Vec<u8>> = word.chars().map(byte_of).collect();
        bytes.is_some_and(|bytes| encoding != Encoding::Utf8 || could_be_utf8(&bytes)) && !is_syllable(word)
    };
    // The others divide a line into words as TCVN3 does.
    !line.is_ascii()
        && [Encoding::Utf8, Encoding::Tcvn3]
            .into_iter()
            .any(|encoding| words(line, encoding).into_iter().any(|range| is_strange(encoding, &line[range])))
}

/// The words of `line` with characters outside ASCII.
fn words(line: &str, encoding: Encoding) -> Vec<Range<usize>> {
    // What Windows-1252 has beyond Latin-1 are signs, except in misread UTF-8.
    let is_sign = |c: char| match encoding {
        Encoding::Utf8 => false,
        _ => c as u32 > 0xff && !c.is_alphabetic() || c == '\u{a0}',
    };
    let is_end = |c: char| (c.is_ascii() && !c.is_ascii_alphabetic()) || is_sign(c);
    let mut words = Vec::new();
    let mut start = 0;
    for part in line.split_inclusive(is_end) {
        let word = part.trim_end_matches(is_end);
        // A point between two words is no word, although a syllable of one letter has its code.
        let is_sign_alone = word.chars().count() == 1 && !word.contains(char::is_alphabetic);
        if !word.is_ascii() && !is_sign_alone {
            words.push(start..start + word.len());
        }
        start += part.len();
    }
    words
}

/// The text of a file in another encoding, if that is certain.
pub(crate) fn convert(bytes: &[u8]) -> Option<String> {
    let shown: String = bytes.iter().map(|&byte| letter_of(byte)).collect();
    let best = Reading::best(&shown, &Encoding::FILES)?;
    let is_whole = best.mended >= 3 && best.strange == 0 && best.unicode == 0 && !best.has_rival;
    let line = is_whole.then(|| best.into_legacy_line(&shown, 0))?;
    let (before, after) = (&shown[..line.range.start], &shown[line.range.end..]);
    Some([before, &line.text, after].concat())
}

/// A text in which the lines that are certainly in another encoding are as people meant them; `None` if no line is, or if
/// the text is too long to read every word of it.
pub(crate) fn without_legacy(text: &str) -> Option<String> {
    if text.len() > MOST_READ {
        return None;
    }
    let lines = legacy_lines(text).into_iter().filter(|line| line.is_certain);
    let (mut mended, mut from) = (String::new(), 0);
    for line in lines {
        mended.push_str(text.get(from..line.range.start)?);
        mended.push_str(&line.text);
        from = line.range.end;
    }
    (from > 0).then(|| mended + text.get(from..).unwrap_or(""))
}

/// The longest text of which every word is read, in bytes: that takes a second.
const MOST_READ: usize = 8 << 20;

/// The text of a list in another encoding, if that is all but certain: a list has names and abbreviations that are no words.
pub(crate) fn convert_table(bytes: &[u8]) -> Option<String> {
    let sample = &bytes[..bytes.len().min(TABLE_SAMPLE)];
    let shown: String = sample.iter().map(|&byte| letter_of(byte)).collect();
    let best = Encoding::FILES.iter().map(|&encoding| (share(&shown, encoding), encoding));
    let (share, encoding) = best.max_by_key(|(share, _)| *share)?;
    (share >= TABLE_SHARE).then(|| encoding.decoded(bytes))
}

/// How many bytes are enough to recognise the encoding of a list: some 40,000 words. Reading every word of 60 MiB took ten
/// seconds.
const TABLE_SAMPLE: usize = 1 << 18;

/// Of a hundred words, how many must make sense for a whole list to be read in an encoding.
const TABLE_SHARE: usize = 85;

/// A text that was typed in a font with an encoding of its own: `.VnTime` (TCVN3, with H at the end of the name capitals),
/// `VNI-Times`. `None` if the font has none, or if the text has letters that the encoding has not: somebody has typed in
/// Unicode since.
pub(crate) fn text_in_font(text: &str, font: &str) -> Option<String> {
    let lower = font.to_ascii_lowercase();
    let encoding = if lower.starts_with(".vn") {
        Encoding::Tcvn3
    } else if lower.starts_with("vni-") {
        Encoding::Vni
    } else {
        return None;
    };
    if text.is_ascii() && encoding == Encoding::Vni {
        return None;
    }
    let bytes: Vec<u8> = text.chars().map(byte_of).collect::<Option<_>>()?;
    let read = encoding.decoded(&bytes);
    if read.contains(char::REPLACEMENT_CHARACTER) {
        return None;
    }
    Some(if encoding == Encoding::Tcvn3 && lower.ends_with('h') { read.to_uppercase() } else { read })
}

/// The encoding of bytes that are not UTF-8, as people know it; `None` if they do not look like text at all.
pub(crate) fn guess(bytes: &[u8]) -> Option<&'static str> {
    let bytes = &bytes[..bytes.len().min(SAMPLE)];
    if is_utf16(bytes) {
        return Some("UTF-16");
    }
    if bytes.iter().any(|&byte| byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r')) {
        return None;
    }
    let shown: String = bytes.iter().map(|&byte| letter_of(byte)).collect();
    let best = Encoding::FILES.iter().map(|&encoding| (share(&shown, encoding), encoding.name()));
    let best = best.max_by_key(|(share, _)| *share).filter(|(share, _)| *share >= 60);
    best.map(|(_, name)| name).or(Some("Latin-1 (ISO 8859-1)"))
}

/// How many bytes are enough to recognise an encoding.
const SAMPLE: usize = 16 * 1024;

/// Every second byte zero: plain text in UTF-16 without a BOM.
fn is_utf16(bytes: &[u8]) -> bool {
    let zeros = |from: usize| bytes.iter().skip(from).step_by(2).filter(|byte| **byte == 0).count();
    bytes.len() >= 4 && zeros(0).max(zeros(1)) * 4 >= bytes.len()
}

/// Of a hundred words with letters outside ASCII, how many can be Vietnamese in `encoding`.
fn share(text: &str, encoding: Encoding) -> usize {
    let words = words(text, encoding);
    let good = words.iter().filter(|range| encoding.read(&text[range.start..range.end]).is_some()).count();
    (good * 100).checked_div(words.len()).unwrap_or(0)
}

#[cfg(test)]
mod tests;
