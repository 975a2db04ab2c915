//! Values in the quotation marks of a word processor, and text without marks.

use super::scalars;
use crate::finding::{Code, Edit, FileContext, Finding, Fix};
use crate::front_matter::Node;
use crate::text::{Message, Span};
use crate::vietnamese;

/// `title: “Tiếng kẻng”`: only straight quotes are quotes to YAML, others become part of the value.
pub(super) fn quoted(file: &FileContext<'_>, root: &Node<'_>, findings: &mut Vec<Finding>) {
    scalars(root, &mut |text, quoted, span| {
        let mut letters = text.chars();
        let (Some(open), Some(close)) = (letters.next(), letters.next_back()) else { return };
        let inner = letters.as_str();
        let is_pair = matches!((open, close), ('“' | '”' | '„', '”' | '“') | ('‘' | '’', '’' | '‘') | ('«', '»'));
        if quoted || !is_pair || inner.trim().is_empty() || inner.contains(['“', '”', '‘', '«', '»']) {
            return;
        }
        let message = Message::new(
            "Ngoặc kép cong của Word ở hai đầu bị hiểu là chữ của giá trị.",
            "The curly quotes of a word processor become part of the value.",
        );
        let help = Message::new(format!("Viết lại: \"{inner}\""), format!("Write: \"{inner}\""));
        let finding = file.finding(Code::QuotedValue, span, message).help(help);
        let plain = !inner.contains(['"', '\\', '\n']) && span.of(file.text) == text;
        findings.push(if plain { finding.fix(straight(span, open, close)) } else { finding });
    });
}

fn straight(span: Span, open: char, close: char) -> Fix {
    let (start, end) = (span.start as usize, span.end as usize);
    let (open, close) = (Span::new(start, start + open.len_utf8()), Span::new(end - close.len_utf8(), end));
    Fix::edits(vec![Edit::new(open, "\""), Edit::new(close, "\"")])
}

/// Titles, summaries and texts typed without marks.
pub(super) fn without_marks(file: &FileContext<'_>, root: &Node<'_>, body: Span, findings: &mut Vec<Finding>) {
    let is_text = |name: &str| matches!(name, "title" | "tieu_de" | "summary" | "tom_tat");
    for (name, value) in root.pairs() {
        if name.text().is_some_and(is_text) && value.text().is_some_and(|text| lacks_marks(text, 3)) {
            findings.push(finding(file, value.span));
        }
    }
    let text = body.of(file.text);
    if lacks_marks(text, 12) {
        let start = text.len() - text.trim_start().len();
        let length = text[start..].find('\n').unwrap_or(text.len() - start);
        findings.push(finding(file, Span::new(start, start + length).shifted(body.start as usize)));
    }
}

/// Whether `text` has at least `least` words, all in ASCII, and reads like Vietnamese.
fn lacks_marks(text: &str, least: usize) -> bool {
    if !text.is_ascii() {
        return false;
    }
    let words = text.split(|c: char| !c.is_ascii_alphabetic()).filter(|word| word.len() > 1);
    let (mut all, mut syllables) = (0, 0);
    for word in words {
        all += 1;
        syllables += usize::from(vietnamese::is_plain_syllable(word));
    }
    all >= least && syllables * 10 >= all * 9
}

fn finding(file: &FileContext<'_>, span: Span) -> Finding {
    let message = Message::new("Chữ viết không có dấu.", "Vietnamese without its marks.");
    let help = Message::new(
        "Gõ lại có dấu: “Hiến đất làm đường”; người đọc và máy đọc màn hình cần dấu.",
        "Type it with marks: readers and screen readers need them.",
    );
    file.finding(Code::NoMarks, span, message).help(help)
}

#[cfg(test)]
mod tests {
    use super::lacks_marks;

    #[test]
    fn vietnamese_without_marks_is_told_from_english_and_from_names() {
        assert!(lacks_marks("hien dat lam duong", 3));
        assert!(lacks_marks("TO TU QUAN 35 - CHI HOI PHU NU", 3));
        for text in ["Ten households make a group", "Camera an ninh", "Hiến đất lam duong", "2019 2020 2021", "Ban"]
        {
            assert!(!lacks_marks(text, 4), "{text}");
        }
    }
}
