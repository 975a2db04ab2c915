//! Splits a file at the `---` fences around its front matter.

use super::toml;
use crate::finding::{Code, FileContext, Finding, Fix};
use crate::text::{Message, Span};

/// The parts of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Split {
    /// The opening fence; the file's first line when there is none.
    pub fence: Span,
    /// The YAML between the fences, without them.
    pub yaml: Span,
    /// The text after the closing fence.
    pub body: Span,
    /// What is wrong with the fences.
    pub problem: Option<FenceProblem>,
}

/// An error in the fences.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FenceProblem {
    /// The file does not begin with `---`; all of it is body.
    Missing,
    /// The front matter is TOML between two lines `+++`, as in Hugo; it is not read.
    Toml(Span),
    /// No line `---` closes the front matter; the YAML is taken to end before the first empty line.
    NotClosed,
    /// A line that is nearly `---` (`----`, `—-`, `- - -`) is taken for a fence.
    Nearly(Span),
}

/// Splits `text`, which must not have a byte order mark. Empty lines before the first fence are skipped.
pub(crate) fn split(text: &str) -> Split {
    let mut lines = Lines { text, next: 0 };
    let first = lines.by_ref().find(|line| !line.of(text).trim().is_empty()).unwrap_or_default();
    let opening = fence_kind(first.of(text));
    if first.of(text).trim_end() == "+++"
        && let start = lines.next
        && let Some(close) = lines.by_ref().find(|line| line.of(text).trim_end() == "+++")
    {
        let toml = Span::new(start, close.start as usize);
        let body = Span::new(lines.next, text.len());
        return Split { fence: first, yaml: Span::new(0, 0), body, problem: Some(FenceProblem::Toml(toml)) };
    }
    if opening == Fence::No {
        let (yaml, body) = (Span::new(0, 0), Span::new(0, text.len()));
        return Split { fence: first, yaml, body, problem: Some(FenceProblem::Missing) };
    }
    let mut problem = (opening == Fence::Nearly).then_some(FenceProblem::Nearly(first));
    let start = lines.next;
    let mut first_gap = None;
    let mut nearly = None;
    while let Some(line) = lines.next() {
        match fence_kind(line.of(text)) {
            Fence::Exact => return parts(text, first, start, line, lines.next, problem),
            Fence::Nearly if nearly.is_none() => nearly = Some((line, lines.next)),
            _ => {}
        }
        if first_gap.is_none() && line.of(text).trim().is_empty() {
            first_gap = Some(line);
        }
    }
    if let Some((line, after)) = nearly {
        problem = problem.or(Some(FenceProblem::Nearly(line)));
        return parts(text, first, start, line, after, problem);
    }
    let end = first_gap.map_or(text.len(), |gap| gap.start as usize);
    Split {
        fence: first,
        yaml: Span::new(start, end),
        body: Span::new(end, text.len()),
        problem: Some(FenceProblem::NotClosed),
    }
}

fn parts(text: &str, fence: Span, start: usize, close: Span, after: usize, problem: Option<FenceProblem>) -> Split {
    Split { fence, yaml: Span::new(start, close.start as usize), body: Span::new(after, text.len()), problem }
}

impl Split {
    /// The problem as a finding of `file`, the file that was split.
    pub(crate) fn finding(&self, file: &FileContext<'_>) -> Option<Finding> {
        Some(match self.problem? {
            FenceProblem::Missing => file
                .finding(
                    Code::NoFrontMatter,
                    self.fence,
                    Message::new(
                        "Tệp không bắt đầu bằng phần khai báo giữa hai dòng ---.",
                        "The file does not begin with front matter between two lines `---`.",
                    ),
                )
                .help(Message::new(
                    "Thêm vào đầu tệp: một dòng ---, các dòng khai báo (title: …, locality: …, field: …), rồi một dòng ---.",
                    "Begin the file with a line `---`, the keys (title: …, locality: …, field: …), and another line `---`.",
                )),
            FenceProblem::Toml(toml) => {
                let message = Message::new(
                    "Phần khai báo viết bằng TOML (+++, khóa = giá trị); ở đây dùng YAML.",
                    "The front matter is TOML (+++, key = value); YAML is used here.",
                );
                let help = Message::new(
                    "Đổi hai dòng +++ thành ---, và mỗi dòng thành “khóa: giá trị”.",
                    "Make both lines +++ into ---, and each line into `key: value`.",
                );
                let finding = file.finding(Code::NoFrontMatter, self.fence, message).help(help);
                match toml::as_yaml(file.text, self.fence, toml) {
                    Some(fix) => finding.fix(fix),
                    None => finding,
                }
            }
            FenceProblem::NotClosed => file
                .finding(
                    Code::UnclosedFrontMatter,
                    self.fence,
                    Message::new(
                        "Phần khai báo mở ở đây nhưng không có dòng --- nào đóng lại.",
                        "The front matter opens here, and no line `---` closes it.",
                    ),
                )
                .help(Message::new(
                    "Thêm một dòng chỉ có --- ngay sau dòng khai báo cuối cùng.",
                    "Add a line with nothing but `---` right after the last key.",
                )),
            FenceProblem::Nearly(span) => file
                .finding(
                    if span == self.fence { Code::NoFrontMatter } else { Code::UnclosedFrontMatter },
                    span,
                    Message::new(
                        "Dòng này gần giống dòng ngăn --- nhưng không phải đúng ba dấu gạch nối liền nhau ở đầu dòng.",
                        "This line looks like the fence `---` but is not exactly three hyphens at the start of a line.",
                    ),
                )
                .help(Message::new("Sửa cả dòng thành: ---", "Make the whole line: ---"))
                .fix(Fix::replace(span, "---")),
        })
    }
}

#[derive(PartialEq, Eq)]
enum Fence {
    Exact,
    Nearly,
    No,
}

/// Word processors turn `---` into dashes; people type a hyphen too many or too few, or a space before.
fn fence_kind(line: &str) -> Fence {
    // Rules out nearly every line: a fence begins with a hyphen or with E2, the first byte of all other dashes in UTF-8.
    if !matches!(line.trim_ascii_start().as_bytes().first(), Some(b'-' | 0xE2)) {
        return Fence::No;
    }
    if line.trim_end() == "---" {
        return Fence::Exact;
    }
    let dashes = line.trim();
    let only_dashes = dashes.chars().all(|c| matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | ' '));
    let weight: usize = dashes.chars().map(|c| if c == '—' { 2 } else { usize::from(c != ' ') }).sum();
    if only_dashes && weight >= 2 { Fence::Nearly } else { Fence::No }
}

/// The lines of a text as spans, without their breaks; `next` is the start of the next one.
struct Lines<'t> {
    text: &'t str,
    next: usize,
}

impl Iterator for Lines<'_> {
    type Item = Span;

    fn next(&mut self) -> Option<Span> {
        let rest = self.text.get(self.next..).filter(|rest| !rest.is_empty())?;
        let start = self.next;
        let length = rest.as_bytes().iter().position(|&byte| byte == b'\n').unwrap_or(rest.len());
        self.next = (start + length + 1).min(self.text.len());
        let content = rest.get(..length).unwrap_or("").trim_end_matches('\r');
        Some(Span::new(start, start + content.len()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> (&str, &str, Option<FenceProblem>) {
        let split = split(text);
        (split.yaml.of(text), split.body.of(text), split.problem)
    }

    #[test]
    fn the_parts_are_found_with_both_kinds_of_line_break() {
        assert_eq!(texts("---\na: 1\n---\nXin chào\n"), ("a: 1\n", "Xin chào\n", None));
        assert_eq!(texts("---\r\na: 1\r\n---\r\nXin\r\n"), ("a: 1\r\n", "Xin\r\n", None));
        assert_eq!(texts("\n---  \na: 1\n---"), ("a: 1\n", "", None));
        assert_eq!(texts("---\n---\n"), ("", "", None));
    }

    #[test]
    fn a_rule_in_the_body_is_not_a_fence() {
        assert_eq!(texts("---\na: 1\n---\nX\n\n---\n\nY\n").1, "X\n\n---\n\nY\n");
    }

    #[test]
    fn missing_and_unclosed_fences_are_reported() {
        assert_eq!(texts("# Kẻng\n"), ("", "# Kẻng\n", Some(FenceProblem::Missing)));
        assert_eq!(texts("").2, Some(FenceProblem::Missing));
        assert_eq!(texts("---\na: 1\n\nXin chào\n"), ("a: 1\n", "\nXin chào\n", Some(FenceProblem::NotClosed)));
        assert_eq!(texts("---").2, Some(FenceProblem::NotClosed));
    }

    #[test]
    fn a_fence_changed_by_a_word_processor_is_still_a_fence() {
        for close in ["----", "—-", "–––", " ---", "--"] {
            let text = format!("---\na: 1\n{close}\nX\n");
            let (yaml, body, problem) = texts(&text);
            assert_eq!((yaml, body), ("a: 1\n", "X\n"), "{close}");
            assert!(matches!(problem, Some(FenceProblem::Nearly(span)) if span.of(&text) == close), "{close}");
        }
    }

    #[test]
    fn a_list_item_is_not_a_fence() {
        assert_eq!(texts("---\na:\n- x\n-\n---\n").0, "a:\n- x\n-\n");
    }
}
