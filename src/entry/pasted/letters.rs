//! Letters in another encoding, letters that only look right, and characters that nobody sees.

use crate::finding::{Code, Edit, FileContext, Finding, Fix};
use crate::text::{Message, Span};
use crate::vietnamese;

/// Lines in an encoding from before Unicode: one finding for each. Returns where they are.
pub(super) fn legacy(file: &FileContext<'_>, findings: &mut Vec<Finding>) -> Vec<Span> {
    let mut spans = Vec::new();
    for line in vietnamese::legacy_lines(file.text) {
        let span = Span::from(line.range);
        let (name, meant) = (line.encoding.name(), shortened(&line.text));
        let message = Message::new(
            format!("Dòng này gõ bằng bảng mã cũ ({name}), người đọc thấy chữ lạ và không tìm được."),
            format!("This line is in another encoding ({name}); readers see odd letters and search finds nothing."),
        );
        let help = Message::new(format!("Viết lại: {meant}"), format!("Write: {meant}"));
        let finding = file.finding(Code::LegacyText, span, message).help(help);
        findings.push(if line.is_certain { finding.fix(Fix::replace(span, line.text)) } else { finding });
        spans.push(span);
    }
    spans
}

/// Long lines are quoted up to here, in characters.
const LONGEST: usize = 300;

fn shortened(text: &str) -> String {
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// Characters that nobody sees or that only look right: one finding of each kind for a file, which mends all of them. Not in
/// lines with text in another encoding, at `legacy`: there these characters are letters (a soft hyphen is `ư` in TCVN3), and
/// without them nobody could read the text any more.
pub(super) fn odd(file: &FileContext<'_>, legacy: &[Span], findings: &mut Vec<Finding>) {
    if !may_have_odd(file.text) {
        return;
    }
    let mut kinds: [(Kind, Vec<Edit>); 3] = [Kind::Space, Kind::Invisible, Kind::Letter].map(|kind| (kind, Vec::new()));
    let legacy: Vec<Span> = legacy.iter().map(|span| whole_lines(file.text, *span)).collect();
    for (at, letter) in file.text.char_indices().filter(|(_, c)| !c.is_ascii()) {
        if legacy.iter().any(|line| (line.start as usize..line.end as usize).contains(&at)) {
            continue;
        }
        let Some((kind, instead)) = odd_one(file.text, at, letter) else { continue };
        let edits = &mut kinds[kind as usize].1;
        edits.push(Edit::new(Span::new(at, at + letter.len_utf8()), instead));
    }
    for (kind, edits) in kinds {
        if let Some(first) = edits.first() {
            let span = Span { start: first.start, end: first.end };
            findings.push(kind.finding(file, span, edits.len()).fix(Fix::edits(edits)));
        }
    }
}

/// The lines that `span` touches.
fn whole_lines(text: &str, span: Span) -> Span {
    let (start, end) = (span.start as usize, span.end as usize);
    let start = text[..start].rfind('\n').map_or(0, |line_end| line_end + 1);
    Span::new(start, text[end..].find('\n').map_or(text.len(), |line_end| end + line_end))
}

/// Whether any character may be odd: most files have none, and are not looked at letter by letter.
fn may_have_odd(text: &str) -> bool {
    let bytes = text.as_bytes();
    memchr::memchr2_iter(0xc2, 0xc3, bytes)
        .any(|at| matches!(bytes[at..], [0xc2, 0xa0 | 0xad, ..] | [0xc3, 0x90 | 0xb0, ..]))
        || memchr::memchr2_iter(0xe2, 0xef, bytes).any(|at| match bytes[at..] {
            [0xef, 0xbb, 0xbf, ..] | [0xe2, 0x81, 0xa0, ..] => true,
            [0xe2, 0x80, last, ..] => matches!(last, 0x8b..=0x8f | 0xaa..=0xaf),
            _ => false,
        })
}

/// Letters of the longest syllable, `nghiêng`.
const LONGEST_SYLLABLE: usize = 7;

#[derive(Clone, Copy)]
enum Kind {
    Space,
    Invisible,
    Letter,
}

/// The kind of an odd character at byte `at`, and what to write instead.
fn odd_one(text: &str, at: usize, letter: char) -> Option<(Kind, &'static str)> {
    match letter {
        '\u{a0}' | '\u{202f}' => Some((Kind::Space, " ")),
        // A joiner holds pictographs together: 👩‍🌾.
        '\u{200d}' | '\u{200c}' if text[..at].chars().next_back().is_some_and(|c| c as u32 > 0x2000) => None,
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{feff}' => {
            Some((Kind::Invisible, ""))
        }
        'ð' | 'Ð' => {
            let right = if letter == 'ð' { "đ" } else { "Đ" };
            // Of a longer word one letter too many is seen, so that it is no syllable either.
            let before = text[..at].char_indices().rev().take_while(|(_, c)| c.is_alphabetic()).take(LONGEST_SYLLABLE);
            let after = text[at..].char_indices().take_while(|(_, c)| c.is_alphabetic()).take(LONGEST_SYLLABLE + 1);
            let start = before.last().map_or(at, |(before, _)| before);
            let end = after.last().map_or(at, |(after, last)| at + after + last.len_utf8());
            let word = &text[start..end];
            vietnamese::is_syllable(&word.replace('ð', "đ").replace('Ð', "Đ")).then_some((Kind::Letter, right))
        }
        _ => None,
    }
}

impl Kind {
    fn finding(self, file: &FileContext<'_>, span: Span, count: usize) -> Finding {
        let (code, message, help) = match self {
            Self::Space => (
                Code::InvisibleCharacter,
                Message::new(
                    format!(
                        "Tệp có {count} dấu cách đặc biệt (dấu cách không ngắt) dính theo khi chép; đây là chỗ đầu."
                    ),
                    format!("{count} special spaces (no-break spaces) came along with pasted text; this is the first."),
                ),
                Message::new(
                    "Thay bằng dấu cách thường: lantoa check --fix.",
                    "Put ordinary spaces instead: lantoa check --fix.",
                ),
            ),
            Self::Invisible => (
                Code::InvisibleCharacter,
                Message::new(
                    format!(
                        "Tệp có {count} ký tự không nhìn thấy dính theo khi chép; chữ có nó thì không tìm ra. Đây là chỗ đầu."
                    ),
                    format!(
                        "{count} invisible characters came along with pasted text; words with them are not found. This is the first."
                    ),
                ),
                Message::new("Xóa các ký tự ấy: lantoa check --fix.", "Delete them: lantoa check --fix."),
            ),
            Self::Letter => (
                Code::WrongLetter,
                Message::new(
                    format!("Chữ “ð” (chữ Iceland) bị gõ thay cho “đ”, {count} chỗ; đây là chỗ đầu."),
                    format!("The Icelandic letter “ð” stands for “đ” in {count} places; this is the first."),
                ),
                Message::new("Gõ lại “đ”: lantoa check --fix.", "Write “đ”: lantoa check --fix."),
            ),
        };
        file.finding(code, span, message).help(help)
    }
}
