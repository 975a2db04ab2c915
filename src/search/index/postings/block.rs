//! A block: the pairs of the documents of one chunk, packed. A document of a pair takes one or two bytes in a chunk of up to 2,047
//! documents. Unpacked, with eight, the pairs of all documents would be the largest part of an index that is being built.

use super::super::tokens::Tokens;
use super::Posting;
use super::grouped::Grouped;
use crate::text::{take_number, write_number};

/// By first word the words that follow it, each with its documents; all ascending.
#[derive(Debug)]
pub(super) struct Block {
    bytes: Vec<u8>,
    /// By first word, where the lists of its pairs end in `bytes`.
    ends: Vec<u32>,
    /// The number of the chunk's first document.
    first_document: u32,
}

impl Block {
    /// `numbers` are those of the chunk's words in the table, which has `words`.
    pub(super) fn new(tokens: &Tokens, numbers: &[u32], words: usize, first_document: u32) -> Self {
        let own = |word: u32| numbers[word as usize];
        let mut pairs = Grouped::new(words);
        for document in 0..tokens.len() {
            tokens.pairs(document).for_each(|(first, _, _)| pairs.count(own(first) as usize));
        }
        pairs.allocate((0, Posting::default()));
        for document in 0..tokens.len() {
            for (first, next, weight) in tokens.pairs(document) {
                pairs.add(own(first) as usize, (own(next), Posting::new(document as u32, weight)));
            }
        }
        let mut block = Self { bytes: Vec::new(), ends: Vec::with_capacity(words), first_document };
        for pairs in pairs.groups() {
            pairs.sort_unstable();
            block.push(pairs);
        }
        block.bytes.shrink_to_fit();
        block
    }

    /// Adds the pairs of the next first word: for each word that follows it the step to that, the number and the length of
    /// its documents, and these.
    fn push(&mut self, pairs: &[(u32, Posting)]) {
        let (mut documents, mut previous_next) = (Vec::new(), 0);
        for list in pairs.chunk_by(|a, b| a.0 == b.0) {
            let (next, mut previous) = (list[0].0, 0);
            documents.clear();
            for (_, posting) in list {
                write_number(&mut documents, Posting::step(previous, *posting));
                previous = posting.document();
            }
            write_number(&mut self.bytes, next - previous_next);
            write_number(&mut self.bytes, documents.len() as u32);
            self.bytes.extend(&documents);
            previous_next = next;
        }
        self.ends.push(self.bytes.len() as u32);
    }

    /// The pairs that begin with a word.
    pub(super) fn pairs(&self, first: u32) -> impl Iterator<Item = PackedPair<'_>> {
        let begin = first.checked_sub(1).map_or(0, |before| self.ends[before as usize]);
        let mut bytes = &self.bytes[begin as usize..self.ends[first as usize] as usize];
        let mut next = 0;
        std::iter::from_fn(move || {
            next += take_number(&mut bytes)?;
            let length = take_number(&mut bytes)?;
            let (documents, rest) = bytes.split_at(length as usize);
            bytes = rest;
            Some(PackedPair { next, documents, first_document: self.first_document })
        })
    }
}

/// The word that follows, and the documents of the pair.
pub(super) struct PackedPair<'b> {
    pub(super) next: u32,
    documents: &'b [u8],
    first_document: u32,
}

impl PackedPair<'_> {
    /// The documents of the pair.
    pub(super) fn postings(&self) -> impl Iterator<Item = Posting> {
        let (mut bytes, mut document) = (self.documents, self.first_document);
        std::iter::from_fn(move || {
            let posting = Posting::after(document, take_number(&mut bytes)?);
            document = posting.document();
            Some(posting)
        })
    }
}
