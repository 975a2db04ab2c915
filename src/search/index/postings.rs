//! Posting lists: which documents have a word, and which have a pair of adjacent words.
//!
//! Words and pairs are in parts of their own. What a question needs first are the lists of its words. The list of a word that
//! many documents have leaves out those that have it in their text only: there it says little, and the pairs with its
//! neighbours say what is missing.

use std::ops::Range;

use rayon::prelude::*;

use super::bits::{BitWriter, rice_parameter};
use super::table::WordTable;
use super::tokenizer::Weight;
use super::tokens::Tokens;

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

    fn weight(self) -> Weight {
        Weight::ALL[(self.0 & 7).min(5) as usize]
    }
}

/// How long the list of a word may be.
#[derive(Debug, Clone, Copy)]
pub(super) struct Limits {
    /// A word of more documents is listed without those that have it in their text only.
    pub(super) complete: usize,
    /// At most so many documents are listed then, those with the largest weights.
    pub(super) longest: usize,
}

/// The posting lists of all words and of all pairs.
#[derive(Debug)]
pub(super) struct Postings {
    /// By word.
    pub(super) words: Vec<WordPostings>,
    /// By first word, the words that follow it, each with a document; ascending. Nothing is copied out of it: it is the largest
    /// part of an index that is being built.
    pairs: Grouped<PairPosting>,
}

/// The second word of a pair, with a document that has the pair.
type PairPosting = (u32, Posting);

/// The posting list of a word, ascending by document.
#[derive(Debug, Default)]
pub(super) struct WordPostings {
    list: Vec<Posting>,
    /// Whether `list` leaves out documents.
    is_cut: bool,
    /// Number of documents that have it.
    pub(super) count: u32,
}

/// Makes the posting lists of all `words`. `tokens` are the documents of each chunk, `numbers` the numbers of the words
/// of each chunk; documents are numbered through.
pub(super) fn collect(tokens: Vec<Tokens>, numbers: &[Vec<u32>], words: usize, limits: Limits) -> Postings {
    let (mut singles, mut pairs) = (Grouped::new(words), Grouped::new(words));
    for (tokens, numbers) in tokens.iter().zip(numbers) {
        let own = |word: u32| numbers[word as usize] as usize;
        for document in 0..tokens.len() {
            tokens.words(document).for_each(|(word, _)| singles.count(own(word)));
            tokens.pairs(document).for_each(|(word, _, _)| pairs.count(own(word)));
        }
    }
    singles.allocate(Posting::default());
    pairs.allocate((0, Posting::default()));
    let mut number = 0;
    for (tokens, numbers) in tokens.into_iter().zip(numbers) {
        let own = |word: u32| numbers[word as usize];
        for document in 0..tokens.len() {
            for (word, weight) in tokens.words(document) {
                singles.add(own(word) as usize, Posting::new(number, weight));
            }
            for (a, b, weight) in tokens.pairs(document) {
                pairs.add(own(a) as usize, (own(b), Posting::new(number, weight)));
            }
            number += 1;
        }
    }
    let words = singles.groups().into_par_iter().map(|single| word(single, limits)).collect();
    pairs.groups().into_par_iter().for_each(|pairs| pairs.sort_unstable());
    Postings { words, pairs }
}

/// Values by group in one allocation: the sizes of groups are counted first, then they are filled.
#[derive(Debug)]
struct Grouped<T> {
    values: Vec<T>,
    /// The size of each group; after `allocate` the index of its next value; when it is full, its end.
    offsets: Vec<usize>,
}

impl<T: Copy> Grouped<T> {
    fn new(groups: usize) -> Self {
        Self { values: Vec::new(), offsets: vec![0; groups] }
    }

    fn count(&mut self, group: usize) {
        self.offsets[group] += 1;
    }

    fn allocate(&mut self, blank: T) {
        let mut total = 0;
        for offset in &mut self.offsets {
            total += std::mem::replace(offset, total);
        }
        self.values = vec![blank; total];
    }

    fn add(&mut self, group: usize, value: T) {
        self.values[self.offsets[group]] = value;
        self.offsets[group] += 1;
    }

    /// A group that is full.
    fn group(&self, group: usize) -> &[T] {
        let begin = group.checked_sub(1).map_or(0, |before| self.offsets[before]);
        &self.values[begin..self.offsets[group]]
    }

    fn groups(&mut self) -> Vec<&mut [T]> {
        let (mut rest, mut begin) = (self.values.as_mut_slice(), 0);
        let group = |&end: &usize| {
            let (own, after) = std::mem::take(&mut rest).split_at_mut(end - begin);
            (rest, begin) = (after, end);
            own
        };
        self.offsets.iter().map(group).collect()
    }
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

/// Approximate number of bits of a word without its documents.
const WORD_BITS: usize = 12;
/// Approximate number of bits of a pair without its documents.
const PAIR_BITS: usize = 20;

impl WordPostings {
    /// Approximate number of bits of its list.
    pub(super) fn cost(&self, documents: usize) -> usize {
        WORD_BITS + list_cost(documents, self.list.len()) + self.list.len()
    }
}

impl Postings {
    /// The pairs that begin with a word, ascending, each with its documents.
    fn pairs(&self, first: u32) -> impl Iterator<Item = &[PairPosting]> {
        self.pairs.group(first as usize).chunk_by(|a, b| a.0 == b.0)
    }

    /// The next words of the pairs in titles, tags and the like, and the number of their documents.
    pub(super) fn near_pairs(&self, first: u32) -> impl Iterator<Item = (u32, usize)> {
        let counted = self.pairs(first).map(|list| (list[0].0, PairKind::Near.count(list)));
        counted.filter(|(_, count)| *count > 0)
    }

    /// Number of documents of the pairs with some next words.
    fn pairs_with(&self, first: u32, next: Range<u32>) -> usize {
        let pairs = self.pairs.group(first as usize);
        let before = |word: u32| pairs.partition_point(|pair| pair.0 < word);
        before(next.end) - before(next.start)
    }

    /// Number of documents in which two words follow each other; with `any_marks`, any words of their folds.
    pub(super) fn beside(&self, folds: &[u32], first: u32, next: u32, any_marks: bool) -> usize {
        if !any_marks {
            return self.pairs_with(first, next..next + 1);
        }
        let words_of = |word: u32| {
            let fold = folds.partition_point(|&start| start <= word) - 1;
            folds[fold]..folds[fold + 1]
        };
        words_of(first).map(|first| self.pairs_with(first, words_of(next))).sum()
    }
}

/// Approximate number of bits of a list of `count` documents, with one bit each for the weight.
fn list_cost(documents: usize, count: usize) -> usize {
    let k = rice_parameter(documents, count);
    count * (k as usize + 2) + (documents >> k).saturating_sub(count / 2)
}

/// Packs the lists of the words of some folds.
pub(super) fn pack(words: &[WordPostings], folds: &[u32], table: &WordTable, documents: usize) -> String {
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

fn pack_list(out: &mut BitWriter, list: &[Posting], documents: usize, weight: impl Fn(&mut BitWriter, Weight)) {
    let numbers: Vec<u32> = list.iter().map(|posting| posting.document()).collect();
    let k = rice_parameter(documents, numbers.len());
    out.ascending(&numbers, k, |out, index| weight(out, list[index].weight()));
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

/// The weight of a pair: in the text all are alike.
fn pack_pair_weight(out: &mut BitWriter, weight: Weight) {
    match weight {
        Weight::Title => out.bits(0b111, 3),
        Weight::Meta => out.bits(0b110, 3),
        Weight::Summary => out.bits(0b10, 2),
        _ => out.bits(0, 1),
    }
}

/// Which pairs are packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PairKind {
    /// Those in titles, tags and the like.
    Near,
    /// All others.
    Far,
    All,
}

impl PairKind {
    fn has(self, posting: Posting) -> bool {
        let is_near = posting.weight() >= Weight::Meta;
        self == Self::All || is_near == (self == Self::Near)
    }

    /// How many documents of a pair are of this kind.
    fn count(self, list: &[PairPosting]) -> usize {
        list.iter().filter(|(_, posting)| self.has(*posting)).count()
    }

    /// The documents of a pair that are of this kind.
    fn list(self, list: &[PairPosting]) -> Vec<Posting> {
        list.iter().map(|&(_, posting)| posting).filter(|&posting| self.has(posting)).collect()
    }
}

/// Packs the pairs of a kind into parts of about `size` bits, by their folds ([`pair_part`]).
pub(super) fn pack_pairs(
    postings: &Postings,
    table: &WordTable,
    documents: usize,
    kind: PairKind,
    size: usize,
) -> Vec<String> {
    let firsts = 0..postings.words.len() as u32;
    let cost = |list: &[PairPosting]| match kind.count(list) {
        0 => 0,
        count => PAIR_BITS + list_cost(documents, count) + count,
    };
    let total: usize = firsts.clone().into_par_iter().map(|first| postings.pairs(first).map(cost).sum::<usize>()).sum();
    let folds = table.fold_of_words();
    let count = total.div_ceil(size).max(1);
    let mut parts: Vec<Vec<Pair<'_>>> = vec![Vec::new(); count];
    for first in firsts {
        for list in postings.pairs(first).filter(|list| kind.count(list) > 0) {
            let part = pair_part(folds[first as usize], folds[list[0].0 as usize], count);
            parts[part].push((first, list));
        }
    }
    let words = postings.words.len();
    parts.par_iter().map(|pairs| pack_pair_part(pairs, kind, words, documents)).collect()
}

/// The first word of a pair, and its second word with each document.
type Pair<'p> = (u32, &'p [PairPosting]);

/// The part of a pair of folds: any spelling of two words is in one part.
fn pair_part(first: u32, next: u32, parts: usize) -> usize {
    (first as usize * 31 + next as usize) % parts
}

/// The first words, ascending, each with the words that follow it and the documents of these.
fn pack_pair_part(pairs: &[Pair<'_>], kind: PairKind, words: usize, documents: usize) -> String {
    let mut out = BitWriter::default();
    let groups: Vec<&[Pair<'_>]> = pairs.chunk_by(|a, b| a.0 == b.0).collect();
    let firsts: Vec<u32> = groups.iter().map(|group| group[0].0).collect();
    out.gamma(firsts.len() as u32 + 1);
    out.ascending(&firsts, rice_parameter(words, firsts.len()), |out, index| {
        let nexts: Vec<u32> = groups[index].iter().map(|(_, list)| list[0].0).collect();
        out.gamma(nexts.len() as u32);
        out.ascending(&nexts, rice_parameter(words, nexts.len()), |out, at| {
            let list = kind.list(groups[index][at].1);
            out.gamma(list.len() as u32);
            pack_list(out, &list, documents, pack_pair_weight);
        });
    });
    out.finish()
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

    #[test]
    fn no_document_of_a_pair_is_lost() {
        let posting = |document: u32| Posting::new(document, Weight::ALL[document as usize % 6]);
        let single: Vec<Posting> = (0..60).map(posting).collect();
        let mut pairs = Grouped::new(1);
        (0..60).for_each(|_| pairs.count(0));
        pairs.allocate((0, Posting::default()));
        (0..60).for_each(|document| pairs.add(0, (7 + document % 3, posting(document))));
        pairs.groups().into_iter().for_each(|pairs| pairs.sort_unstable());
        let postings = Postings { words: vec![word(&single, Limits { complete: 10, longest: 5 })], pairs };
        let of = |kind: PairKind| -> Vec<Posting> {
            let mut all: Vec<Posting> = postings.pairs(0).flat_map(|list| kind.list(list)).collect();
            all.sort_unstable();
            all
        };
        let mut both = [of(PairKind::Near), of(PairKind::Far)].concat();
        both.sort_unstable();
        assert_eq!((of(PairKind::All), both), (single.clone(), single));
        let with = |next| postings.pairs_with(0, next);
        assert_eq!((with(7..9), with(9..99), with(10..99)), (40, 20, 0));
    }
}
