//! Posting lists: which documents have a word ([`words`]), and which have a pair of adjacent words ([`pairs`]).
//!
//! Words and pairs are in parts of their own. What a question needs first are the lists of its words. The list of a word that
//! many documents have leaves out those that have it in their text only: there it says little, and the pairs with its
//! neighbours say what is missing.

mod block;
mod grouped;
mod pairs;
mod words;

use super::bits::{BitWriter, rice_parameter};
use super::tokenizer::Weight;
use super::tokens::Tokens;

pub(super) use pairs::{PairKind, Pairs};
pub(super) use words::{Limits, WordPostings, pack};

/// A document and the largest weight in it. Ordered by document.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Posting(u32);

impl Posting {
    fn new(document: u32, weight: Weight) -> Self {
        Self(document << 3 | weight as u32)
    }

    fn document(self) -> u32 {
        self.0 >> 3
    }

    /// The step from a document to this one, with the weight; [`after`](Self::after) is the reverse.
    fn step(from: u32, to: Self) -> u32 {
        to.0 - (from << 3)
    }

    fn after(from: u32, step: u32) -> Self {
        Self((from << 3) + step)
    }

    fn weight(self) -> Weight {
        Weight::ALL[(self.0 & 7).min(5) as usize]
    }
}

/// The posting lists of all words and of all pairs.
#[derive(Debug)]
pub(super) struct Postings {
    /// By word.
    pub(super) words: Vec<WordPostings>,
    pub(super) pairs: Pairs,
}

/// Makes the posting lists of all `words`. `tokens` are the documents of each chunk, `numbers` the numbers of the words
/// of each chunk; documents are numbered through.
pub(super) fn collect(tokens: Vec<Tokens>, numbers: &[Vec<u32>], words: usize, limits: Limits) -> Postings {
    Postings { words: words::collect(&tokens, numbers, words, limits), pairs: Pairs::new(tokens, numbers, words) }
}

/// Approximate number of bits of a list of `count` documents, with one bit each for the weight.
fn list_cost(documents: usize, count: usize) -> usize {
    let k = rice_parameter(documents, count);
    count * (k as usize + 2) + (documents >> k).saturating_sub(count / 2)
}

fn pack_list(out: &mut BitWriter, list: &[Posting], documents: usize, weight: impl Fn(&mut BitWriter, Weight)) {
    let numbers: Vec<u32> = list.iter().map(|posting| posting.document()).collect();
    let k = rice_parameter(documents, numbers.len());
    out.ascending(&numbers, k, |out, index| weight(out, list[index].weight()));
}
