//! From the parser's character counts to bytes.

/// Every how many characters a byte offset is kept.
const STEP: usize = 16;

/// Where characters lie in a text. The parser counts characters, all the rest of the house counts bytes.
pub(super) struct CharIndex<'t> {
    text: &'t str,
    marks: Vec<u32>,
}

impl<'t> CharIndex<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        let marks = if text.is_ascii() {
            Vec::new()
        } else {
            text.char_indices().step_by(STEP).map(|(byte, _)| byte as u32).collect()
        };
        Self { text, marks }
    }

    /// The byte at which character `index` begins; the text's end for any index beyond it.
    pub(super) fn byte(&self, index: usize) -> usize {
        if self.marks.is_empty() {
            return index.min(self.text.len());
        }
        let Some(&mark) = self.marks.get(index / STEP) else { return self.text.len() };
        let rest = self.text.get(mark as usize..).unwrap_or("");
        rest.char_indices().nth(index % STEP).map_or(self.text.len(), |(byte, _)| mark as usize + byte)
    }
}

#[cfg(test)]
mod tests {
    use super::CharIndex;

    #[test]
    fn every_character_is_found() {
        for text in ["", "abc", &"đường làng ".repeat(40)] {
            let index = CharIndex::new(text);
            for (n, (byte, _)) in text.char_indices().enumerate() {
                assert_eq!(index.byte(n), byte);
            }
            assert_eq!(index.byte(text.chars().count()), text.len());
            assert_eq!(index.byte(usize::MAX), text.len());
        }
    }
}
