//! Converts the parser's positions, which count characters, to byte offsets.

/// Byte offsets of the characters of a text.
///
/// A plain table: on front matter, and on texts of up to [`MAX_YAML`](super::MAX_YAML), anything more clever was no quicker
/// beside the parser (17 µs for 0.9 kB with and without).
pub(super) struct CharIndex {
    starts: Vec<u32>,
    end: usize,
}

impl CharIndex {
    pub(super) fn new(text: &str) -> Self {
        Self { starts: text.char_indices().map(|(byte, _)| byte as u32).collect(), end: text.len() }
    }

    /// The byte at which character `index` begins; the text's end for any index beyond it.
    pub(super) fn byte(&self, index: usize) -> usize {
        self.starts.get(index).map_or(self.end, |&byte| byte as usize)
    }
}

#[cfg(test)]
mod tests {
    use super::CharIndex;

    #[test]
    fn every_character_is_found() {
        for text in ["", "abc", "đường làng"] {
            let index = CharIndex::new(text);
            for (n, (byte, _)) in text.char_indices().enumerate() {
                assert_eq!(index.byte(n), byte);
            }
            assert_eq!(index.byte(text.chars().count()), text.len());
            assert_eq!(index.byte(usize::MAX), text.len());
        }
    }
}
