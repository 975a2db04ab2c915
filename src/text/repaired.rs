//! A text that is read otherwise than it was written: small repairs in memory, and the way back to the file's positions.

use std::ops::Range;

use super::Span;

/// A range of bytes of a text, and what stands there instead.
pub(crate) type Repair = (Range<usize>, String);

/// A repaired text, with the way back to the text as it was written.
#[derive(Debug, Default)]
pub(crate) struct Repaired {
    /// The repaired text.
    pub(crate) text: String,
    /// Ranges of the repaired text that are new, each with the range that was there, in order.
    changes: Vec<(Range<usize>, Range<usize>)>,
}

impl Repaired {
    /// `text` with `repairs`, of which those that overlap with an earlier one are left out.
    pub(crate) fn new(text: &str, mut repairs: Vec<Repair>) -> Self {
        repairs.sort_by_key(|(span, _)| (span.start, span.end));
        let mut repaired = Self { text: String::with_capacity(text.len() + repairs.len()), changes: Vec::new() };
        let mut from = 0;
        for (range, new) in repairs {
            let Some(kept) = text.get(from..range.start).filter(|_| text.is_char_boundary(range.end)) else { continue };
            repaired.text.push_str(kept);
            let start = repaired.text.len();
            repaired.text.push_str(&new);
            from = range.end;
            repaired.changes.push((start..repaired.text.len(), range));
        }
        repaired.text.push_str(text.get(from..).unwrap_or(""));
        repaired
    }

    /// The span of the written text for a span of the repaired one.
    pub(crate) fn written_span(&self, span: Span) -> Span {
        Span::from(self.written(&(span.start as usize..span.end as usize)))
    }

    /// The range of the written text for a range of the repaired one.
    pub(crate) fn written(&self, range: &Range<usize>) -> Range<usize> {
        self.written_offset(range.start)..self.written_offset(range.end)
    }

    fn written_offset(&self, offset: usize) -> usize {
        let after = self.changes.partition_point(|(new, _)| new.start < offset);
        match after.checked_sub(1).and_then(|index| self.changes.get(index)) {
            None => offset,
            Some((new, old)) if offset < new.end => old.start,
            Some((new, old)) => old.end + (offset - new.end),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Repaired;

    #[test]
    fn positions_lead_back_to_what_was_written() {
        let written = "**A:**b 5*3";
        let repaired = Repaired::new(written, vec![(6..6, " ".into()), (9..9, "\\".into()), (0..2, "**".into())]);
        assert_eq!(repaired.text, "**A:** b 5\\*3");
        for (part, at) in [("A:", 2), ("b", 6), ("5", 8), ("*3", 9)] {
            let new = repaired.text.find(part).unwrap();
            assert_eq!(repaired.written(&(new..new + part.len())).start, at, "{part}");
        }
        assert_eq!(repaired.written(&(0..repaired.text.len())), 0..written.len());
    }
}
