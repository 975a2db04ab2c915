//! One file while it is being read: turns byte spans into findings with lines and columns.

use std::sync::OnceLock;

use super::{Code, Finding, Severity};
use crate::text::{LineIndex, Message, Position, Repaired, SitePath, Span};

/// The file that findings are about. Most files are clean, so lines are only counted when the first finding asks.
#[derive(Debug)]
pub struct FileContext<'t> {
    /// The file, relative to the site's root.
    pub path: &'t SitePath,
    /// Its decoded text; spans are byte ranges of it.
    pub text: &'t str,
    lines: OnceLock<LineIndex>,
    /// The text as it was written and the way to it, if `text` is a repaired one.
    written: Option<(&'t str, &'t Repaired)>,
}

/// A sentence as it stands behind a colon: it begins small, unless with an abbreviation.
fn in_sentence(sentence: &str) -> String {
    let mut letters = sentence.chars();
    match (letters.next(), letters.clone().next()) {
        (Some(first), Some(second)) if !second.is_uppercase() => first.to_lowercase().chain(letters).collect(),
        _ => sentence.to_owned(),
    }
}

impl<'t> FileContext<'t> {
    /// The file `path` with the content `text`.
    pub fn new(path: &'t SitePath, text: &'t str) -> Self {
        Self { path, text, lines: OnceLock::new(), written: None }
    }

    /// The same file, read as `repaired`. Its findings are at the positions of the file as it was written.
    pub(crate) fn repaired<'r>(&'r self, repaired: &'r Repaired) -> FileContext<'r> {
        let written = Some((self.text, repaired));
        FileContext { path: self.path, text: &repaired.text, lines: OnceLock::new(), written }
    }

    /// Lines and columns of `span`.
    pub fn position(&self, span: Span) -> Position {
        match self.written {
            None => self.lines().position(self.text, span),
            Some((text, repaired)) => self.lines().position(text, repaired.written_span(span)),
        }
    }

    /// A finding about the bytes `span` of this file.
    pub fn finding(&self, code: Code, span: Span, message: Message) -> Finding {
        Finding::new(code, self.path, message).at(self.position(span))
    }

    /// A finding about the control character `character` in the bytes `span` of this file.
    pub fn control_character(&self, span: Span, character: char) -> Finding {
        let number = format!("U+{:04X}", character as u32);
        let message = Message::new(
            format!("Có ký tự điều khiển không nhìn thấy ({number}); trang thay ký tự ấy bằng dấu cách."),
            format!("An invisible control character ({number}), which the site replaces by a space."),
        );
        let help = Message::new(
            "Xóa ký tự ấy; nó thường dính theo khi chép từ Word hoặc PDF.",
            "Delete it; such characters often come along when text is copied from Word or PDF.",
        );
        self.finding(Code::ControlCharacter, span, message).help(help)
    }

    /// The finding that a file which the bytes `span` ask for is there, but cannot be used, for the reason `why`, which was found
    /// when the file was read. Its code is that of `why` if that is an error, else `otherwise`.
    pub(crate) fn unusable(&self, why: &Finding, span: Span, otherwise: Code) -> Finding {
        let name = why.file.file_name();
        let code = if why.severity() == Severity::Error { why.code } else { otherwise };
        let (vi, en) = (in_sentence(&why.message.vi), in_sentence(&why.message.en));
        let say = Message::new(
            format!("Không dùng được tệp “{name}”: {vi}"),
            format!("The file “{name}” cannot be used: {en}"),
        );
        let finding =
            self.finding(code, span, say).related(&why.file, None, Message::new("Tệp nằm ở đây.", "The file is here."));
        Finding { help: why.help.clone(), ..finding }
    }

    /// Adds to `finding` another stretch of this file that belongs to it.
    pub fn relate(&self, finding: Finding, span: Span, message: Message) -> Finding {
        finding.related(self.path, Some(self.position(span)), message)
    }

    fn lines(&self) -> &LineIndex {
        self.lines.get_or_init(|| LineIndex::new(self.written.map_or(self.text, |(text, _)| text)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_finding_points_at_its_bytes() {
        let path = SitePath::new("content/mo-hinh/keng.md");
        let file = FileContext::new(&path, "---\ntitle: Kẻng\n");
        let at = file.text.find("Kẻng").unwrap();
        let position =
            file.finding(Code::EmptyValue, Span::new(at, at + "Kẻng".len()), Message::default()).position.unwrap();
        assert_eq!((position.line, position.column, position.end_column), (2, 8, 12));
    }
}
