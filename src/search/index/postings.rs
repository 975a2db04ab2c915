//! Posting lists: which documents have a word, and which have a pair of adjacent words.
//!
//! Words and pairs are in parts of their own. What a question needs first are the lists of its words. The list of a word that
//! many documents have leaves out those that have it in their text only: there it says little, and the pairs with its
//! neighbours say what is missing.

use std::borrow::Cow;

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

/// The posting lists of a word, ascending by document.
#[derive(Debug, Default)]
pub(super) struct WordPostings {
    list: Vec<Posting>,
    /// Whether `list` leaves out documents.
    is_cut: bool,
    /// Number of documents that have it.
    pub(super) count: u32,
    /// The words that follow it, ascending, each with the end of its documents in `pair_postings`.
    nexts: Vec<(u32, u32)>,
    pair_postings: Box<[Posting]>,
}

/// Makes the posting lists of all `words`. `tokens` are the documents of each chunk, `numbers` the numbers of the words
/// of each chunk; documents are numbered through.
pub(super) fn collect(tokens: Vec<Tokens>, numbers: &[Vec<u32>], words: usize, limits: Limits) -> Vec<WordPostings> {
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
    singles.groups().into_par_iter().zip(pairs.groups()).map(|(single, pairs)| word(single, pairs, limits)).collect()
}

/// Values by group in one allocation: the sizes of groups are counted first, then they are filled.
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

/// The lists of a word from its postings and its pairs.
fn word(single: &[Posting], pairs: &mut [(u32, Posting)], limits: Limits) -> WordPostings {
    pairs.sort_unstable();
    let nexts = pairs.chunk_by(|a, b| a.0 == b.0).scan(0, |end, group| {
        *end += group.len() as u32;
        Some((group[0].0, *end))
    });
    let nexts = nexts.collect();
    let pair_postings = pairs.iter().map(|pair| pair.1).collect();
    let (list, is_cut) = listed(single, limits);
    WordPostings { list, is_cut, count: single.len() as u32, nexts, pair_postings }
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
    /// The words that follow it, ascending, each with the documents of the pair.
    fn pairs(&self) -> impl Iterator<Item = (u32, &[Posting])> {
        self.pairs_from(0)
    }

    /// The same from a position in `nexts` on.
    fn pairs_from(&self, at: usize) -> impl Iterator<Item = (u32, &[Posting])> {
        let mut start = at.checked_sub(1).map_or(0, |before| self.nexts[before].1 as usize);
        self.nexts[at..].iter().map(move |&(next, end)| {
            let own = &self.pair_postings[start..end as usize];
            start = end as usize;
            (next, own)
        })
    }

    /// The next words of the pairs in titles, tags and the like, and the number of their documents.
    pub(super) fn near_pairs(&self) -> impl Iterator<Item = (u32, usize)> {
        let near = |list: &[Posting]| list.iter().filter(|posting| posting.weight() >= Weight::Meta).count();
        self.pairs().map(move |(next, list)| (next, near(list))).filter(|(_, count)| *count > 0)
    }

    /// Number of documents of the pairs with some next words.
    fn pairs_with(&self, next: std::ops::Range<u32>) -> usize {
        let from = self.nexts.partition_point(|pair| pair.0 < next.start);
        self.pairs_from(from).take_while(|pair| pair.0 < next.end).map(|pair| pair.1.len()).sum()
    }

    /// Approximate number of bits of its list.
    pub(super) fn cost(&self, documents: usize) -> usize {
        WORD_BITS + list_cost(documents, self.list.len()) + self.list.len()
    }
}

/// Number of documents in which two words follow each other; with `any_marks`, any words of their folds.
pub(super) fn beside(words: &[WordPostings], folds: &[u32], first: u32, next: u32, any_marks: bool) -> usize {
    if !any_marks {
        return words[first as usize].pairs_with(next..next + 1);
    }
    let words_of = |word: u32| {
        let fold = folds.partition_point(|&start| start <= word) - 1;
        folds[fold]..folds[fold + 1]
    };
    words_of(first).map(|first| words[first as usize].pairs_with(words_of(next))).sum()
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

    /// The pair with those of its documents that are of this kind, if there are any.
    fn pair(self, first: u32, next: u32, list: &[Posting]) -> Option<Pair<'_>> {
        let list = match self {
            Self::All => Cow::Borrowed(list),
            _ => list.iter().copied().filter(|&posting| self.has(posting)).collect(),
        };
        (!list.is_empty()).then_some(Pair { first, next, list })
    }
}

/// A pair of words with its documents.
struct Pair<'w> {
    first: u32,
    next: u32,
    list: Cow<'w, [Posting]>,
}

/// Packs the pairs of a kind into parts of about `size` bits, by their folds ([`pair_part`]).
pub(super) fn pack_pairs(
    words: &[WordPostings],
    table: &WordTable,
    documents: usize,
    kind: PairKind,
    size: usize,
) -> Vec<String> {
    let numbered: Vec<(u32, &WordPostings)> = (0..).zip(words).collect();
    let pairs: Vec<Pair<'_>> = numbered
        .into_par_iter()
        .flat_map_iter(|(first, word)| word.pairs().filter_map(move |(next, list)| kind.pair(first, next, list)))
        .collect();
    let cost = |pair: &Pair<'_>| PAIR_BITS + list_cost(documents, pair.list.len()) + pair.list.len();
    let total: usize = pairs.par_iter().map(cost).sum();
    let folds = table.fold_of_words();
    let mut parts: Vec<Vec<&Pair<'_>>> = vec![Vec::new(); total.div_ceil(size).max(1)];
    let count = parts.len();
    for pair in &pairs {
        parts[pair_part(folds[pair.first as usize], folds[pair.next as usize], count)].push(pair);
    }
    parts.par_iter().map(|pairs| pack_pair_part(pairs, words.len(), documents)).collect()
}

/// The part of a pair of folds: any spelling of two words is in one part.
fn pair_part(first: u32, next: u32, parts: usize) -> usize {
    (first as usize * 31 + next as usize) % parts
}

/// The first words, ascending, each with the words that follow it and the documents of these.
fn pack_pair_part(pairs: &[&Pair<'_>], words: usize, documents: usize) -> String {
    let mut out = BitWriter::default();
    let groups: Vec<&[&Pair<'_>]> = pairs.chunk_by(|a, b| a.first == b.first).collect();
    let firsts: Vec<u32> = groups.iter().map(|group| group[0].first).collect();
    out.gamma(firsts.len() as u32 + 1);
    out.ascending(&firsts, rice_parameter(words, firsts.len()), |out, index| {
        let nexts: Vec<u32> = groups[index].iter().map(|pair| pair.next).collect();
        out.gamma(nexts.len() as u32);
        out.ascending(&nexts, rice_parameter(words, nexts.len()), |out, at| {
            let list = &groups[index][at].list;
            out.gamma(list.len() as u32);
            pack_list(out, list, documents, pack_pair_weight);
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
        let mut pairs: Vec<(u32, Posting)> = (0..60).map(|document| (7 + document % 3, posting(document))).collect();
        let word = word(&single, &mut pairs, Limits { complete: 10, longest: 5 });
        let of = |kind: PairKind| -> Vec<Posting> {
            let lists = word.pairs().filter_map(|(next, list)| kind.pair(0, next, list));
            let mut all: Vec<Posting> = lists.flat_map(|pair| pair.list.into_owned()).collect();
            all.sort_unstable();
            all
        };
        let mut both = [of(PairKind::Near), of(PairKind::Far)].concat();
        both.sort_unstable();
        assert_eq!((of(PairKind::All), both), (single.clone(), single));
        assert_eq!((word.pairs_with(7..9), word.pairs_with(9..99), word.pairs_with(10..99)), (40, 20, 0));
    }
}
