//! Byte spans, and the lines and columns shown to people.

/// A range of bytes in a decoded text: `start..end`, `end` excluded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Hash)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// A span from byte offsets. Texts are at most a few MiB (larger files are refused when they are read), so `u32` holds them.
    pub fn new(start: usize, end: usize) -> Self {
        Self { start: start as u32, end: end.max(start) as u32 }
    }

    /// The same span, moved `by` bytes further.
    pub fn shifted(self, by: usize) -> Self {
        Self { start: self.start + by as u32, end: self.end + by as u32 }
    }

    /// The part of `text` it covers; empty if it exceeds the text or splits a character.
    pub fn of(self, text: &str) -> &str {
        text.get(self.start as usize..self.end as usize).unwrap_or("")
    }
}

impl From<std::ops::Range<usize>> for Span {
    fn from(range: std::ops::Range<usize>) -> Self {
        Self::new(range.start, range.end)
    }
}

/// A range of a text in lines and columns, both from 1, as editors count them. Columns count characters (Unicode scalar
/// values); the end is excluded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub struct Position {
    /// First line.
    pub line: u32,
    /// First column, in characters.
    pub column: u32,
    /// Line of the end.
    pub end_line: u32,
    /// Column just after the end, in characters.
    pub end_column: u32,
}

/// Where each line of a text begins. Lines end at `\n`; a `\r` before it is part of the line break.
#[derive(Debug, Clone, Default)]
pub(crate) struct LineIndex {
    starts: Vec<u32>,
    /// How many characters begin before each block of [`BLOCK`] bytes, so that a column of a long line is not counted from
    /// its beginning.
    characters: Vec<u32>,
}

/// Bytes after which characters are counted anew.
const BLOCK: usize = 256;

impl LineIndex {
    /// The index of `text`.
    pub(crate) fn new(text: &str) -> Self {
        let after_breaks = text.bytes().enumerate().filter(|&(_, b)| b == b'\n').map(|(i, _)| i as u32 + 1);
        let mut before = 0;
        let counted = text.as_bytes().chunks(BLOCK).map(|block| {
            before += begun_characters(block);
            before
        });
        Self {
            starts: std::iter::once(0).chain(after_breaks).collect(),
            characters: std::iter::once(0).chain(counted).collect(),
        }
    }

    /// The position of `span` in `text`, which must be the text this index was made from.
    pub(crate) fn position(&self, text: &str, span: Span) -> Position {
        let (line, column) = self.line_and_column(text, span.start);
        let (end_line, end_column) = self.line_and_column(text, span.end);
        Position { line, column, end_line, end_column }
    }

    /// The text of line `line` (from 1), without its line break.
    pub(crate) fn line<'t>(&self, text: &'t str, line: u32) -> &'t str {
        let Some(&start) = self.starts.get(line.saturating_sub(1) as usize) else { return "" };
        let end = self.starts.get(line as usize).map_or(text.len(), |&next| next as usize - 1);
        text.get(start as usize..end).unwrap_or("").trim_end_matches('\r')
    }

    /// The number of lines; a text without a line break has one.
    pub(crate) fn len(&self) -> usize {
        self.starts.len()
    }

    fn line_and_column(&self, text: &str, offset: u32) -> (u32, u32) {
        let offset = offset.min(text.len() as u32);
        let line = self.starts.partition_point(|&start| start <= offset).max(1);
        let start = self.starts.get(line - 1).copied().unwrap_or(0);
        let column = self.characters_before(text, offset).saturating_sub(self.characters_before(text, start)) + 1;
        (line as u32, column)
    }

    fn characters_before(&self, text: &str, offset: u32) -> u32 {
        let block = offset as usize / BLOCK;
        let counted = self.characters.get(block).copied().unwrap_or(0);
        counted + begun_characters(text.as_bytes().get(block * BLOCK..offset as usize).unwrap_or_default())
    }
}

/// How many characters of UTF-8 begin in `bytes`.
fn begun_characters(bytes: &[u8]) -> u32 {
    bytes.iter().filter(|&&byte| byte & 0xc0 != 0x80).count() as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_not_bytes() {
        let text = "một\nđịa phương: X\n";
        let lines = LineIndex::new(text);
        let at = text.find('X').unwrap();
        let position = lines.position(text, Span::new(at, at + 1));
        assert_eq!((position.line, position.column, position.end_column), (2, 13, 14));
    }

    #[test]
    fn columns_of_long_lines_are_those_of_short_ones() {
        let text = format!("ngắn\n{}\ncuối", "đường làng ".repeat(200));
        let lines = LineIndex::new(&text);
        for (at, _) in text.char_indices() {
            let start = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
            let position = lines.position(&text, Span::new(at, at));
            assert_eq!(position.column as usize, text[start..at].chars().count() + 1, "{at}");
        }
    }

    #[test]
    fn a_line_comes_without_its_break() {
        let text = "a\r\nb\n";
        let lines = LineIndex::new(text);
        assert_eq!(
            (lines.line(text, 1), lines.line(text, 2), lines.line(text, 3), lines.line(text, 9)),
            ("a", "b", "", "")
        );
    }

    #[test]
    fn the_end_of_the_text_has_a_position() {
        let lines = LineIndex::new("ab");
        assert_eq!(lines.position("ab", Span::new(2, 2)), Position { line: 1, column: 3, end_line: 1, end_column: 3 });
    }
}
