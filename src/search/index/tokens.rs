//! The words and pairs of many documents, packed: half of what is in memory while an index is built, where each has a number
//! of eight bytes; here it has two or three.

use super::tokenizer::Weight;
use crate::text::{take_number, write_number};

/// The words of some documents, and their pairs of adjacent words, each with its weight.
#[derive(Debug, Default)]
pub(super) struct Tokens {
    bytes: Vec<u8>,
    /// By document, the ends of its words and of its pairs in `bytes`.
    ends: Vec<[u32; 2]>,
}

/// Bits of a number that are a [`Weight`].
const WEIGHT_BITS: u32 = 3;

impl Tokens {
    /// Adds a document. Words and pairs ascend, each is given once. Words are below 2²⁸.
    pub(super) fn push(
        &mut self,
        words: impl Iterator<Item = (u32, Weight)>,
        pairs: impl Iterator<Item = (u32, u32, Weight)>,
    ) {
        let mut previous = 0;
        for (word, weight) in words {
            write_number(&mut self.bytes, (word - previous) << WEIGHT_BITS | weight as u32);
            previous = word;
        }
        let words_end = self.bytes.len() as u32;
        let mut previous = 0;
        for (first, next, weight) in pairs {
            write_number(&mut self.bytes, (first - previous) << WEIGHT_BITS | weight as u32);
            write_number(&mut self.bytes, next);
            previous = first;
        }
        self.ends.push([words_end, self.bytes.len() as u32]);
    }

    /// How many documents it has.
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The words of a document.
    pub(super) fn words(&self, document: usize) -> impl Iterator<Item = (u32, Weight)> {
        let [end, _] = self.ends[document];
        let mut bytes = &self.bytes[self.begin(document)..end as usize];
        let mut word = 0;
        std::iter::from_fn(move || {
            let (step, weight) = parts(take_number(&mut bytes)?);
            word += step;
            Some((word, weight))
        })
    }

    /// The pairs of a document.
    pub(super) fn pairs(&self, document: usize) -> impl Iterator<Item = (u32, u32, Weight)> {
        let [begin, end] = self.ends[document];
        let mut bytes = &self.bytes[begin as usize..end as usize];
        let mut first = 0;
        std::iter::from_fn(move || {
            let (step, weight) = parts(take_number(&mut bytes)?);
            first += step;
            Some((first, take_number(&mut bytes)?, weight))
        })
    }

    fn begin(&self, document: usize) -> usize {
        document.checked_sub(1).map_or(0, |before| self.ends[before][1] as usize)
    }
}

/// The step to the next word, and the weight.
fn parts(number: u32) -> (u32, Weight) {
    (number >> WEIGHT_BITS, Weight::ALL[(number & ((1 << WEIGHT_BITS) - 1)).min(5) as usize])
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn weight() -> impl Strategy<Value = Weight> {
        (0..Weight::ALL.len()).prop_map(|at| Weight::ALL[at])
    }

    fn words() -> impl Strategy<Value = Vec<(u32, Weight)>> {
        let words = proptest::collection::btree_map(0..1u32 << 28, weight(), 0..40);
        words.prop_map(|words| words.into_iter().collect())
    }

    fn pairs() -> impl Strategy<Value = Vec<(u32, u32, Weight)>> {
        let pairs = proptest::collection::btree_map((0..300u32, 0..1u32 << 28), weight(), 0..40);
        pairs.prop_map(|pairs| pairs.into_iter().map(|((first, next), weight)| (first, next, weight)).collect())
    }

    proptest! {
        #[test]
        fn what_is_packed_comes_back(documents in proptest::collection::vec((words(), pairs()), 0..5)) {
            let mut tokens = Tokens::default();
            for (words, pairs) in &documents {
                tokens.push(words.iter().copied(), pairs.iter().copied());
            }
            prop_assert_eq!(tokens.len(), documents.len());
            for (at, (words, pairs)) in documents.iter().enumerate() {
                prop_assert_eq!(&tokens.words(at).collect::<Vec<_>>(), words);
                prop_assert_eq!(&tokens.pairs(at).collect::<Vec<_>>(), pairs);
            }
        }
    }
}
