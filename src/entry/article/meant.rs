//! Plain text pasted from chats and word processors, read as it is meant: bare web addresses, `5*3*2`, `1/`, `a)`, `+`,
//! pictures with blanks in their names, alerts in small letters.

use std::ops::Range;

use super::read::ArticleReader;

/// Files that a picture or link can name.
const FILES: [&str; 9] = [".jpg", ".jpeg", ".png", ".webp", ".gif", ".avif", ".svg", ".pdf", ".md"];

impl ArticleReader<'_> {
    fn insert(&mut self, at: usize, text: &str) {
        self.repairs.push((at..at, text.to_owned()));
    }

    /// Makes links of the bare web addresses in a text at `range`, which is not inside a link.
    pub(super) fn bare_addresses(&mut self, range: &Range<usize>) {
        let markdown = self.markdown;
        let mut from = range.start;
        while let Some(found) = markdown.get(from..range.end).and_then(|rest| rest.find("http")) {
            let start = from + found;
            let rest = &markdown[start..];
            let after_word = markdown[..start].chars().next_back().is_some_and(|c| c.is_alphanumeric() || c == '<');
            let length = address_length(rest);
            if length > 0 && !after_word {
                self.insert(start, "<");
                self.insert(start + length, ">");
            }
            from = start + length.max(4);
        }
    }

    /// `<!-- note --> words`: a comment at the beginning of a line takes the whole line with it. Returns whether `range`, a
    /// block of HTML, is that.
    pub(super) fn drop_comment(&mut self, range: &Range<usize>) -> bool {
        let block = &self.markdown[range.clone()];
        let indent = block.len() - block.trim_start().len();
        let Some(end) = block[indent..].strip_prefix("<!--").and_then(|inner| inner.find("-->")) else { return false };
        let end = indent + 4 + end + 3;
        let rest = &block[end..];
        let blanks = rest.len() - rest.trim_start_matches([' ', '\t']).len();
        self.repairs.push((range.start..range.start + end + blanks, String::new()));
        true
    }

    /// `5*3*2` is a product, not a 3 in italics.
    pub(super) fn product(&mut self, range: &Range<usize>) {
        let markdown = self.markdown;
        let is_digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
        let inner = markdown.get(range.start + 1..range.end.saturating_sub(1)).unwrap_or("");
        let is_number = !inner.is_empty() && inner.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | ' '));
        let stars = markdown[range.clone()].starts_with('*');
        let sides = (markdown[..range.start].chars().next_back(), markdown[range.end..].chars().next());
        if stars && is_number && is_digit(sides.0) && is_digit(sides.1) {
            self.insert(range.start, "\\");
            self.insert(range.end - 1, "\\");
        }
    }

    /// `(anh một.png)` after `]`: a name with blanks needs `<>`. `range` is that of a text that begins with the bracket.
    pub(super) fn name_with_blanks(&mut self, range: &Range<usize>) {
        let markdown = self.markdown;
        if !markdown[..range.start].ends_with(']') {
            return;
        }
        // No such name has one of these; without this limit a line of many brackets would be read anew for each.
        let rest = &markdown[range.start + 1..];
        let line = &rest[..rest.find(['\n', '<', '>', '"', '[', ']']).unwrap_or(rest.len())];
        let lower = line.to_ascii_lowercase();
        let ends = FILES.iter().filter_map(|file| Some(lower.find(&format!("{file})"))? + file.len()));
        let Some(end) = ends.min() else { return };
        let name = &line[..end];
        if name.contains(' ') {
            self.insert(range.start + 1, "<");
            self.insert(range.start + 1 + end, ">");
        }
    }

    /// The lines of a paragraph: items that a chat shows one below the other.
    pub(super) fn lines_of_paragraph(&mut self, range: &Range<usize>) {
        let markdown = self.markdown;
        let text = &markdown[range.clone()];
        if !text.trim_end().contains('\n') {
            return;
        }
        let mut start = range.start;
        let lines: Vec<(usize, &str)> = text
            .split_inclusive('\n')
            .map(|line| {
                let indent = line.len() - line.trim_start().len();
                let at = start + indent;
                start += line.len();
                (at, line.trim())
            })
            .collect();
        self.numbers_with_a_slash(&lines, range.start);
        self.labels(&lines);
    }

    /// `1/ …`, `2/ …`: an ordered list, written with `)`.
    fn numbers_with_a_slash(&mut self, lines: &[(usize, &str)], start: usize) {
        let number = |line: &str| -> Option<(usize, u32)> {
            let (digits, rest) = line.split_once('/')?;
            let is_item = digits.len() <= 2 && rest.starts_with([' ', '\t']);
            Some((digits.len(), digits.parse().ok().filter(|_| is_item)?))
        };
        let items: Vec<(usize, usize, u32)> =
            lines.iter().filter_map(|&(at, line)| number(line).map(|(digits, n)| (at, digits, n))).collect();
        let in_order = items.len() >= 2 && items.windows(2).all(|pair| pair[1].2 == pair[0].2 + 1);
        // Only a list that begins with 1 may follow a line of text.
        if in_order && items.first().is_some_and(|&(at, _, first)| first == 1 || at == start) {
            self.repairs.extend(items.iter().map(|&(at, digits, _)| (at + digits..at + digits + 1, ")".to_owned())));
        }
    }

    /// `a) …`, `👉 …`: lines that stay lines.
    fn labels(&mut self, lines: &[(usize, &str)]) {
        let labels: Vec<Option<char>> = lines.iter().map(|(_, line)| label(line)).collect();
        let letters = labels.iter().flatten().filter(|c| c.is_alphabetic()).collect::<Vec<_>>();
        let in_order = letters.windows(2).all(|pair| pair[0] < pair[1]);
        let several = labels.iter().flatten().count() >= 2;
        if !several || !in_order {
            return;
        }
        for (index, (at, _)) in lines.iter().enumerate().skip(1).filter(|(index, _)| labels[*index].is_some()) {
            let before = lines[index - 1].1;
            let line_start = self.markdown[..*at].rfind('\n').map_or(0, |newline| newline + 1);
            let end = self.markdown[..line_start].trim_end_matches(['\n', '\r']).len();
            if !before.ends_with('\\') && !self.markdown[..end].ends_with("  ") {
                self.insert(end, "\\");
            }
        }
    }

    /// `- Gồm có:` followed by `+ Hộ một`: in Vietnamese papers the second is a list below the first. `range` is that of a
    /// list, which follows the list `before`.
    pub(super) fn list_below(&mut self, before: &Range<usize>, range: &Range<usize>) {
        let markdown = self.markdown;
        let first = &markdown[before.clone()];
        let follows = markdown[..range.start].trim_end_matches([' ', '\t']).ends_with('\n')
            && !markdown[..range.start].trim_end_matches([' ', '\t']).trim_end_matches('\r').ends_with("\n\n")
            && markdown.get(before.end..range.start).is_none_or(|between| between.trim().is_empty());
        if !(first.starts_with(['-', '*']) && markdown[range.start..].starts_with('+') && follows) {
            return;
        }
        let width = first.len() - first[1..].trim_start_matches(' ').len();
        let indent = " ".repeat(width.clamp(2, 5));
        let starts = markdown[range.clone()].match_indices('\n').map(|(newline, _)| range.start + newline + 1);
        let starts = starts.filter(|start| *start < range.end);
        for start in std::iter::once(range.start).chain(starts).collect::<Vec<_>>() {
            self.insert(start, &indent);
        }
    }

    /// `> [!note]`: GitHub's five kinds of alerts are written in capitals. Returns the kind of any other. A quotation that
    /// begins with another is none: that one is looked at by itself.
    pub(super) fn alert(&mut self, range: &Range<usize>) -> Option<String> {
        let quote = self.markdown[range.clone()].trim_start_matches(' ').strip_prefix('>')?.trim_start_matches(' ');
        let start = range.end - quote.len();
        let (kind, rest) = quote.strip_prefix("[!")?.split_once(']')?;
        let is_word = !kind.is_empty() && kind.bytes().all(|b| b.is_ascii_alphabetic() || b == b'-');
        let upper = kind.to_ascii_uppercase();
        let is_known = matches!(&*upper, "NOTE" | "TIP" | "IMPORTANT" | "WARNING" | "CAUTION");
        if is_word && is_known && rest.lines().next().is_none_or(|line| line.trim().is_empty()) {
            if kind != upper {
                self.repairs.push((start + 2..start + 2 + kind.len(), upper));
            }
            return None;
        }
        is_word.then(|| kind.to_owned())
    }
}

/// The label at the beginning of a line: a letter before `)`, or a pictograph.
fn label(line: &str) -> Option<char> {
    let mut chars = line.chars();
    let first = chars.next()?;
    let rest = chars.as_str();
    let is_letter = first.is_lowercase() && rest.starts_with(") ");
    let is_sign = matches!(first as u32, 0x2190..=0x21ff | 0x2600..=0x27bf | 0x2b00..=0x2bff | 0x1f000..=0x1faff)
        && rest.contains(char::is_alphanumeric);
    (is_letter || is_sign).then_some(first)
}

/// Bytes of the web address at the beginning of `text`, without the punctuation of the sentence; 0 if there is none.
fn address_length(text: &str) -> usize {
    let Some(host) = ["https://", "http://"].iter().find_map(|scheme| text.strip_prefix(scheme)) else { return 0 };
    if !host.starts_with(char::is_alphanumeric) {
        return 0;
    }
    let is_end =
        |c: char| c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | '"' | '|' | '`' | '“' | '”' | '\\');
    let address = &text[..text.find(is_end).unwrap_or(text.len())];
    let mut end = address.len();
    loop {
        let shown = &address[..end];
        let unbalanced = shown.ends_with(')') && shown.matches(')').count() > shown.matches('(').count();
        let punctuation = ['.', ',', ';', ':', '!', '?', '*', '_', '~', '\'', '’', ']', '}', '…'];
        match shown.chars().next_back() {
            Some(last) if unbalanced || punctuation.contains(&last) => end -= last.len_utf8(),
            _ => return if address[..end].contains('.') { end } else { 0 },
        }
    }
}
