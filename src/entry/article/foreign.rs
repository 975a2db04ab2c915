//! Markup of other programs (Obsidian, Hugo, Jekyll, pandoc), which means nothing here and is shown as it stands.

use std::ops::Range;

use super::read::ArticleReader;
use crate::finding::{Code, Edit, Fix};
use crate::text::{Message, StaticMessage};

/// Marks are looked for up to so many bytes after their beginning.
const LONGEST: usize = 2_000;

const TEMPLATE: StaticMessage = StaticMessage::fixed(
    "Đây là mã của Hugo hoặc Jekyll; xóa đi, viết lại bằng Markdown: ảnh ![lời mô tả](anh.jpg), liên kết [chữ](ten-tep.md).",
    "This is code of Hugo or Jekyll; delete it and write Markdown: ![description](picture.jpg), [words](file.md).",
);
const ATTRIBUTES: StaticMessage = StaticMessage::fixed(
    "Xóa phần trong ngoặc nhọn; cỡ ảnh do trang tự tính.",
    "Delete the part in braces; the site chooses the size of pictures itself.",
);
const DIV: StaticMessage = StaticMessage::fixed(
    "Xóa dòng “:::”; nó là của pandoc. Trang đã bỏ qua dòng này.",
    "Delete the line “:::”, which is pandoc's. The site leaves it out.",
);
const MARKED: StaticMessage =
    StaticMessage::fixed("Muốn nhấn mạnh thì viết **chữ đậm**.", "To stress words write **bold**.");
const RAISED: StaticMessage =
    StaticMessage::fixed("Viết số mũ bằng ký tự: m², m³.", "Write raised digits as characters: m², m³.");
const TABLE: StaticMessage = StaticMessage::fixed(
    "Kẻ bảng bằng dấu |, dòng thứ hai là gạch: | Năm | Số hộ |, dưới đó | --- | --- |.",
    "Draw the table with |, dashes on the second line: | Year | Households |, below it | --- | --- |.",
);
const ALERT: StaticMessage = StaticMessage::fixed(
    "Chỉ có năm loại, đứng một mình trên dòng: [!NOTE], [!TIP], [!IMPORTANT], [!WARNING], [!CAUTION].",
    "There are five kinds, alone on their line: [!NOTE], [!TIP], [!IMPORTANT], [!WARNING], [!CAUTION].",
);

impl ArticleReader<'_> {
    /// Looks for marks in a text at `range`.
    pub(super) fn foreign_marks(&mut self, text: &str, range: &Range<usize>) {
        if !text.bytes().any(|byte| matches!(byte, b'%' | b'{' | b'=' | b'^')) {
            return;
        }
        for (at, sign) in text.match_indices(['%', '{', '=', '^']) {
            let start = range.start + at;
            // Escapes make a text longer in the file than it is; then its marks are no marks.
            if start < self.looked_until || self.markdown.get(start..start + 1) != Some(sign) {
                continue;
            }
            let rest = self.markdown.get(start..).unwrap_or("");
            let rest =
                &rest[..(0..=LONGEST.min(rest.len())).rev().find(|&end| rest.is_char_boundary(end)).unwrap_or(0)];
            if let Some(length) = self.mark_at(rest, start) {
                self.looked_until = start + length;
            }
        }
    }

    /// Tells the mark at the beginning of `rest`, which is at `start`, and returns its length.
    fn mark_at(&mut self, rest: &str, start: usize) -> Option<usize> {
        let line = rest.lines().next().unwrap_or("");
        if let Some(inner) = rest.strip_prefix("%%") {
            let length = inner.find("%%")? + 4;
            self.private_note(start..start + length);
            return Some(length);
        }
        for (open, close) in [("{{", "}}"), ("{%", "%}")] {
            if let Some(inner) = rest.strip_prefix(open) {
                let length = inner.find(close)? + 4;
                self.foreign(start..start + length, &rest[..length], &TEMPLATE, None);
                return Some(length);
            }
        }
        if line.starts_with('{') {
            return self.attributes(line, start);
        }
        if let Some(inner) = line.strip_prefix("==") {
            let length = inner.find("==").filter(|_| inner.starts_with(char::is_alphanumeric))? + 4;
            self.foreign(start..start + length, &line[..length], &MARKED, None);
            return Some(length);
        }
        let (digits, _) = line.strip_prefix('^')?.split_once('^')?;
        let raised: Option<String> = digits.chars().map(raised).collect();
        let raised = raised.filter(|raised| !raised.is_empty())?;
        let range = start..start + digits.len() + 2;
        let fix = Fix::replace(self.span(&range), raised);
        self.foreign(range.clone(), &line[..range.len()], &RAISED, Some(fix));
        Some(range.len())
    }

    /// `{width="6.5in"}`, `{.underline}`: attributes of pandoc, after a picture, a link or words in square brackets.
    fn attributes(&mut self, line: &str, start: usize) -> Option<usize> {
        let length = line.find('}')? + 1;
        let inner = &line[1..length - 1];
        let is_key = |part: &str| {
            part.starts_with(['.', '#']) && part.len() > 1
                || part.split_once('=').is_some_and(|(key, _)| {
                    !key.is_empty() && key.bytes().all(|b| b.is_ascii_alphabetic() || b == b'-')
                })
        };
        let before = &self.markdown[..start];
        if !before.ends_with([')', ']', '`']) || !inner.split(' ').next().is_some_and(is_key) {
            return None;
        }
        let range = start..start + length;
        let mut edits = vec![Edit::new(self.span(&range), "")];
        let from = before.len().saturating_sub(LONGEST);
        let from = (from..=before.len()).find(|&at| before.is_char_boundary(at)).unwrap_or(from);
        if let Some(words) = before[from..].strip_suffix(']')
            && let Some(open) = words.rfind(['[', '\n']).filter(|&open| words[open..].starts_with('['))
        {
            let open = from + open;
            edits = vec![
                Edit::new(self.span(&(open..open + 1)), ""),
                Edit::new(self.span(&(start - 1..start + length)), ""),
            ];
        }
        self.foreign(range, &line[..length], &ATTRIBUTES, Some(Fix::edits(edits)));
        Some(length)
    }

    fn private_note(&mut self, range: Range<usize>) {
        let message = Message::new(
            "Ghi chú giữa hai dấu %% là ghi chú riêng của Obsidian; ở đây ai cũng đọc được.",
            "Text between %% is a private note in Obsidian; here everybody would read it.",
        );
        let help = Message::new(
            "Xóa đi, hoặc viết thành <!-- ghi chú -->: phần ấy không lên trang.",
            "Delete it, or write <!-- note -->, which never reaches the page.",
        );
        self.report(Code::PrivateNote, range, message, Some(help));
    }

    /// `[[khac]]` and `![[anh.png]]` of Obsidian.
    pub(super) fn wiki_link(&mut self, target: &str, is_picture: bool, range: Range<usize>) {
        let shown = self.markdown.get(range.clone()).unwrap_or("").to_owned();
        let stem = target.rsplit('/').next().unwrap_or(target);
        // `[[to-lien-gia|Tổ liên gia]]`: what readers see stands behind the bar.
        let words = shown.trim_end_matches(']').split_once('|').map_or(stem, |(_, words)| words.trim());
        let help = if is_picture {
            Message::new(
                format!("Viết lại: ![lời mô tả ảnh](<{target}>)"),
                format!("Write: ![description](<{target}>)"),
            )
        } else {
            let slug = crate::vietnamese::slug(stem);
            Message::new(format!("Viết lại: [{words}]({slug}.md)"), format!("Write: [{words}]({slug}.md)"))
        };
        let finding = self.foreign_finding(range, &shown).help(help);
        self.findings.push(finding);
    }

    /// Lines of a paragraph or list of definitions that are pandoc's: `:::`, and the lines of a table.
    pub(super) fn foreign_lines(&mut self, range: &Range<usize>) {
        let markdown = self.markdown;
        let text = &markdown[range.clone()];
        if !text.contains(":::") && !text.contains("+-") && !text.contains("+=") {
            return;
        }
        let (mut start, mut in_table) = (range.start, false);
        for line in text.split_inclusive('\n') {
            let content = line.trim();
            let at = start + line.len() - line.trim_start().len();
            let here = at..at + content.len();
            if content.starts_with(":::") {
                let fix = Fix::replace(self.span(&here), "");
                let finding = self.foreign_finding(here.clone(), content).help(DIV.into()).fix(fix);
                if self.is_first_pass {
                    self.repairs.push((here, String::new()));
                    self.told.push(finding);
                }
            } else if is_grid(content) && !in_table {
                in_table = true;
                self.foreign(here, content, &TABLE, None);
            }
            start += line.len();
        }
    }

    /// A line of dashes with gaps is the head of a table to pandoc, and a rule to Markdown.
    pub(super) fn simple_table(&mut self, range: &Range<usize>) {
        let line = self.markdown[range.clone()].trim().to_owned();
        if line.contains(' ') && line.split_whitespace().all(|part| part.len() >= 2 && part.bytes().all(|b| b == b'-'))
        {
            self.foreign(range.clone(), &line, &TABLE, None);
        }
    }

    /// An alert of a kind that only Obsidian has.
    pub(super) fn foreign_alert(&mut self, kind: &str, range: &Range<usize>) {
        let line = self.markdown[range.clone()].lines().next().unwrap_or("").len();
        self.foreign(range.start..range.start + line, &format!("[!{kind}]"), &ALERT, None);
    }

    fn foreign(&mut self, range: Range<usize>, shown: &str, help: &StaticMessage, fix: Option<Fix>) {
        let finding = self.foreign_finding(range, shown).help((*help).into());
        self.findings.push(match fix {
            Some(fix) => finding.fix(fix),
            None => finding,
        });
    }

    fn foreign_finding(&self, range: Range<usize>, shown: &str) -> crate::finding::Finding {
        let shown: String = shown.lines().next().unwrap_or("").chars().take(40).collect();
        let message = Message::new(
            format!("“{shown}” là cách viết của phần mềm khác, ở đây hiện ra nguyên như thế."),
            format!("“{shown}” is markup of another program; here it is shown as it stands."),
        );
        self.file.finding(Code::ForeignMarkup, self.span(&range), message)
    }
}

/// `+-----+-----+`, a line of pandoc's grid tables.
fn is_grid(line: &str) -> bool {
    line.len() > 4
        && line.starts_with('+')
        && line.ends_with('+')
        && line.bytes().all(|b| matches!(b, b'+' | b'-' | b'=' | b':'))
}

fn raised(digit: char) -> Option<char> {
    const RAISED: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    RAISED.get(digit.to_digit(10)? as usize).copied()
}
