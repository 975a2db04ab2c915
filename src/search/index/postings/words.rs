//! The posting list of each word.

use rayon::prelude::*;

use super::super::bits::BitWriter;
use super::super::table::WordTable;
use super::super::tokenizer::Weight;
use super::super::tokens::Tokens;
use super::grouped::Grouped;
use super::{Posting, list_cost, pack_list};

/// How long the list of a word may be.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limits {
    /// A word of more documents is listed without those that have it in their text only.
    pub(crate) complete: usize,
    /// At most so many documents are listed then, those with the largest weights.
    pub(crate) longest: usize,
}

/// The posting list of a word, ascending by document.
#[derive(Debug, Default)]
pub(crate) struct WordPostings {
    list: Vec<Posting>,
    /// Whether `list` leaves out documents.
    is_cut: bool,
    /// Number of documents that have it.
    pub(crate) count: u32,
}

/// The list of a word from its postings.
fn word(single: &[Posting], limits: Limits) -> WordPostings {
    let (list, is_cut) = listed(single, limits);
    WordPostings { list, is_cut, count: single.len() as u32 }
}

/// The postings that are listed, and whether others are left out.
fn listed(all: &[Posting], limits: Limits) -> (Vec<Posting>, bool) {
    if all.len() <= limits.complete {
        return (all.to_vec(), false);
    }
    let mut list: Vec<Posting> = all.iter().copied().filter(|posting| posting.weight() >= Weight::Summary).collect();
    if list.len() > limits.longest {
        list.sort_by_key(|posting| std::cmp::Reverse(posting.weight()));
        list.truncate(limits.longest);
        list.sort_unstable();
    }
    (list, true)
}

/// Makes the lists of all `words`, as [`collect`](super::collect) is given them.
pub(super) fn collect(tokens: &[Tokens], numbers: &[Vec<u32>], words: usize, limits: Limits) -> Vec<WordPostings> {
    let mut single = Grouped::new(words);
    for (tokens, numbers) in tokens.iter().zip(numbers) {
        for document in 0..tokens.len() {
            tokens.words(document).for_each(|(word, _)| single.count(numbers[word as usize] as usize));
        }
    }
    single.allocate(Posting::default());
    let mut number = 0;
    for (tokens, numbers) in tokens.iter().zip(numbers) {
        for document in 0..tokens.len() {
            for (word, weight) in tokens.words(document) {
                single.add(numbers[word as usize] as usize, Posting::new(number, weight));
            }
            number += 1;
        }
    }
    single.groups().into_par_iter().map(|single| word(single, limits)).collect()
}

/// Approximate number of bits of a word without its documents.
const WORD_BITS: usize = 12;

impl WordPostings {
    /// Approximate number of bits of its list.
    pub(crate) fn cost(&self, documents: usize) -> usize {
        WORD_BITS + list_cost(documents, self.list.len()) + self.list.len()
    }
}

/// Packs the lists of the words of some folds.
pub(crate) fn pack(words: &[WordPostings], folds: &[u32], table: &WordTable, documents: usize) -> String {
    let mut out = BitWriter::default();
    let ranges = folds.iter().map(|&fold| table.folds[fold as usize] as usize..table.folds[fold as usize + 1] as usize);
    for word in ranges.flat_map(|range| &words[range]) {
        out.gamma(word.list.len() as u32 + 1);
        out.bits(u32::from(word.is_cut), 1);
        if word.is_cut {
            out.gamma(word.count);
            pack_list(&mut out, &word.list, documents, pack_large_weight);
        } else {
            pack_list(&mut out, &word.list, documents, pack_weight);
        }
    }
    out.finish()
}

fn pack_weight(out: &mut BitWriter, weight: Weight) {
    match weight {
        Weight::Body => out.bits(0, 1),
        Weight::Frequent => out.bits(0b10, 2),
        Weight::Summary => out.bits(0b110, 3),
        Weight::Name => out.bits(0b1110, 4),
        Weight::Meta => out.bits(0b11110, 5),
        Weight::Title => out.bits(0b11111, 5),
    }
}

/// The weight in a list that leaves out the text.
fn pack_large_weight(out: &mut BitWriter, weight: Weight) {
    match weight {
        Weight::Title => out.bits(0b11, 2),
        Weight::Meta => out.bits(0b10, 2),
        _ => out.bits(0, 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_common_word_is_listed_where_it_says_something() {
        let posting = |document: u32| Posting::new(document, Weight::ALL[document as usize % 6]);
        let all: Vec<Posting> = (0..60).map(posting).collect();
        assert_eq!(listed(&all, Limits { complete: 60, longest: 60 }), (all.clone(), false));
        let (list, is_cut) = listed(&all, Limits { complete: 59, longest: 60 });
        assert!(is_cut && list.len() == 30 && list.iter().all(|posting| posting.weight() >= Weight::Summary));
        let (list, _) = listed(&all, Limits { complete: 59, longest: 15 });
        assert!(list.is_sorted() && list.iter().filter(|posting| posting.weight() == Weight::Title).count() == 10);
    }
}
