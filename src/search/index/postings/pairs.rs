//! The posting list of each pair of adjacent words.

use std::ops::Range;

use rayon::prelude::*;

use super::super::bits::{BitWriter, rice_parameter};
use super::super::table::WordTable;
use super::super::tokenizer::Weight;
use super::super::tokens::Tokens;
use super::block::{Block, PackedPair};
use super::{Posting, list_cost, pack_list};

/// The pairs of all documents.
#[derive(Debug)]
pub(crate) struct Pairs {
    /// The lists, in blocks by ranges of documents.
    blocks: Vec<Block>,
    /// By first word, the words that follow it, ascending.
    counts: Vec<Box<[PairCount]>>,
}

/// In how many documents a pair is.
#[derive(Debug, Clone, Copy)]
struct PairCount {
    /// The second word.
    next: u32,
    all: u32,
    /// Only those of [`PairKind::Near`].
    near: u32,
}

/// Which documents of pairs are packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PairKind {
    /// Those with the pair in titles, tags and the like.
    Near,
    /// All others.
    Far,
    All,
}

impl PairKind {
    fn has(self, posting: Posting) -> bool {
        self == Self::All || is_near(posting) == (self == Self::Near)
    }

    /// How many documents of a pair are of this kind.
    fn count(self, pair: PairCount) -> usize {
        let count = match self {
            Self::Near => pair.near,
            Self::Far => pair.all - pair.near,
            Self::All => pair.all,
        };
        count as usize
    }
}

fn is_near(posting: Posting) -> bool {
    posting.weight() >= Weight::Meta
}

impl Pairs {
    /// Makes the lists of all pairs, as [`collect`](super::collect) is given the words.
    pub(super) fn new(tokens: Vec<Tokens>, numbers: &[Vec<u32>], words: usize) -> Self {
        let lengths = tokens.iter().map(Tokens::len);
        let starts: Vec<usize> = lengths.scan(0, |end, length| Some(std::mem::replace(end, *end + length))).collect();
        let chunks = tokens.into_par_iter().zip(numbers).zip(starts);
        let blocks: Vec<Block> =
            chunks.map(|((tokens, numbers), start)| Block::new(&tokens, numbers, words, start as u32)).collect();
        let counts = (0..words as u32).into_par_iter().map(|first| count(&blocks, first)).collect();
        Self { blocks, counts }
    }

    /// The next words of the pairs in titles, tags and the like, and the number of their documents.
    pub(crate) fn near(&self, first: u32) -> impl Iterator<Item = (u32, usize)> {
        let counts = self.counts[first as usize].iter().map(|pair| (pair.next, PairKind::Near.count(*pair)));
        counts.filter(|(_, count)| *count > 0)
    }

    /// Number of documents of the pairs with some next words.
    fn count_with(&self, first: u32, next: Range<u32>) -> usize {
        let pairs = &self.counts[first as usize];
        let before = |word: u32| pairs.partition_point(|pair| pair.next < word);
        pairs[before(next.start)..before(next.end)].iter().map(|pair| pair.all as usize).sum()
    }

    /// Number of documents in which two words follow each other; with `any_marks`, any words of their folds.
    pub(crate) fn beside(&self, folds: &[u32], first: u32, next: u32, any_marks: bool) -> usize {
        if !any_marks {
            return self.count_with(first, next..next + 1);
        }
        let words_of = |word: u32| {
            let fold = folds.partition_point(|&start| start <= word) - 1;
            folds[fold]..folds[fold + 1]
        };
        words_of(first).map(|first| self.count_with(first, words_of(next))).sum()
    }

    /// Packs the pairs of a kind into parts of about `size` bits, by their folds ([`part_of`]).
    pub(crate) fn pack(&self, table: &WordTable, documents: usize, kind: PairKind, size: usize) -> Vec<String> {
        let cost = |pair: &PairCount| match kind.count(*pair) {
            0 => 0,
            count => PAIR_BITS + list_cost(documents, count) + count,
        };
        let total: usize = self.counts.par_iter().map(|pairs| pairs.iter().map(cost).sum::<usize>()).sum();
        let parts = total.div_ceil(size).max(1);
        let packing = Packing { pairs: self, folds: &table.fold_of_words(), documents, kind, parts };
        let firsts = packing.firsts_of_parts();
        let slice = parts.div_ceil(SLICES);
        let slices = firsts.par_chunks(slice).enumerate();
        slices.flat_map(|(at, firsts)| packing.slice(at * slice, firsts)).collect()
    }
}

/// The second words of the pairs that begin with a word.
fn count(blocks: &[Block], first: u32) -> Box<[PairCount]> {
    let mut counts: Vec<PairCount> = Vec::new();
    for pair in blocks.iter().flat_map(|block| block.pairs(first)) {
        let (mut all, mut near) = (0, 0);
        pair.postings().for_each(|posting| {
            all += 1;
            near += u32::from(is_near(posting));
        });
        counts.push(PairCount { next: pair.next, all, near });
    }
    counts.sort_by_key(|pair| pair.next);
    counts.dedup_by(|later, pair| {
        let same = later.next == pair.next;
        if same {
            pair.all += later.all;
            pair.near += later.near;
        }
        same
    });
    counts.into()
}

/// Approximate number of bits of a pair without its documents.
const PAIR_BITS: usize = 20;
/// Parts are packed in so many slices, each by a thread that reads all blocks: more would read them more often, fewer would
/// leave processors idle.
const SLICES: usize = 4;

/// The part of a pair of folds: any spelling of two words is in one part.
fn part_of(first: u32, next: u32, parts: usize) -> usize {
    (first as usize * 31 + next as usize) % parts
}

/// What all parts are packed from.
struct Packing<'p> {
    pairs: &'p Pairs,
    /// The fold of each word.
    folds: &'p [u32],
    documents: usize,
    kind: PairKind,
    parts: usize,
}

impl Packing<'_> {
    fn words(&self) -> usize {
        self.folds.len()
    }

    fn part(&self, first: u32, next: u32) -> usize {
        part_of(self.folds[first as usize], self.folds[next as usize], self.parts)
    }

    /// How many first words each part has.
    fn firsts_of_parts(&self) -> Vec<u32> {
        let (mut firsts, mut last) = (vec![0; self.parts], vec![u32::MAX; self.parts]);
        for (first, pairs) in (0..).zip(&self.pairs.counts) {
            for pair in pairs.iter().filter(|pair| self.kind.count(**pair) > 0) {
                let part = self.part(first, pair.next);
                if std::mem::replace(&mut last[part], first) != first {
                    firsts[part] += 1;
                }
            }
        }
        firsts
    }

    /// Packs the parts from number `begin` on, whose numbers of first words are given.
    fn slice(&self, begin: usize, firsts: &[u32]) -> Vec<String> {
        let mut parts: Vec<Part> = firsts.iter().map(|&firsts| Part::new(firsts, self.words())).collect();
        let own = begin..begin + firsts.len();
        let mut lists: Vec<(usize, PackedPair<'_>)> = Vec::new();
        for first in 0..self.words() as u32 {
            let pairs = self.pairs.blocks.iter().flat_map(|block| block.pairs(first));
            lists.extend(pairs.map(|pair| (self.part(first, pair.next), pair)).filter(|(part, _)| own.contains(part)));
            // The sort is stable: of a pair, the documents of all blocks still ascend.
            lists.sort_by_key(|(part, pair)| (*part, pair.next));
            for of_part in lists.chunk_by(|a, b| a.0 == b.0) {
                parts[of_part[0].0 - begin].add(first, of_part, self);
            }
            lists.clear();
        }
        parts.into_iter().map(|part| part.out.finish()).collect()
    }
}

/// A part that is being packed: the first words, ascending, each with the words that follow it and the documents of these.
struct Part {
    out: BitWriter,
    /// The Rice parameter of the first words.
    rice: u32,
    /// The smallest number that the next of them can have.
    least: u32,
}

impl Part {
    fn new(firsts: u32, words: usize) -> Self {
        let mut out = BitWriter::default();
        out.gamma(firsts + 1);
        Self { out, rice: rice_parameter(words, firsts as usize), least: 0 }
    }

    /// Adds the pairs that begin with a word, as they are in the blocks.
    fn add(&mut self, first: u32, pairs: &[(usize, PackedPair<'_>)], of: &Packing<'_>) {
        let of_kind = |list: &[(usize, PackedPair<'_>)]| -> Vec<Posting> {
            let postings = list.iter().flat_map(|(_, pair)| pair.postings());
            postings.filter(|&posting| of.kind.has(posting)).collect()
        };
        let lists = pairs.chunk_by(|a, b| a.1.next == b.1.next).map(|list| (list[0].1.next, of_kind(list)));
        let (nexts, lists): (Vec<u32>, Vec<Vec<Posting>>) = lists.filter(|(_, list)| !list.is_empty()).unzip();
        if nexts.is_empty() {
            return;
        }
        self.out.rice(first - self.least, self.rice);
        self.least = first + 1;
        self.out.gamma(nexts.len() as u32);
        self.out.ascending(&nexts, rice_parameter(of.words(), nexts.len()), |out, at| {
            out.gamma(lists[at].len() as u32);
            pack_list(out, &lists[at], of.documents, pack_weight);
        });
    }
}

/// The weight of a pair: in the text all are alike.
fn pack_weight(out: &mut BitWriter, weight: Weight) {
    match weight {
        Weight::Title => out.bits(0b111, 3),
        Weight::Meta => out.bits(0b110, 3),
        Weight::Summary => out.bits(0b10, 2),
        _ => out.bits(0, 1),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::super::super::vocabulary::Vocabulary;
    use super::*;

    /// The pairs of a document, each once, with the weight.
    type Document = BTreeMap<(u32, u32), Weight>;

    const WORDS: u32 = 9;

    fn documents() -> impl Strategy<Value = Vec<Document>> {
        let weight = (0..Weight::ALL.len()).prop_map(|at| Weight::ALL[at]);
        let pair = (0..WORDS, 0..WORDS);
        proptest::collection::vec(proptest::collection::btree_map(pair, weight, 0..20), 0..30)
    }

    /// The pairs of documents in chunks of so many, where a word has the number that it has in the table.
    fn pairs_of(documents: &[Document], chunk: usize) -> Pairs {
        let chunks = documents.chunks(chunk).map(|chunk| {
            let mut tokens = Tokens::default();
            for document in chunk {
                let pairs = document.iter().map(|(&(first, next), &weight)| (first, next, weight));
                tokens.push(std::iter::empty(), pairs);
            }
            tokens
        });
        let chunks: Vec<Tokens> = chunks.collect();
        let numbers = vec![(0..WORDS).collect::<Vec<u32>>(); chunks.len()];
        Pairs::new(chunks, &numbers, WORDS as usize)
    }

    proptest! {
        #[test]
        fn no_document_of_a_pair_is_lost(documents in documents(), chunk in 1..8usize) {
            let pairs = pairs_of(&documents, chunk);
            for (first, next) in (0..WORDS).flat_map(|first| (0..WORDS).map(move |next| (first, next))) {
                let expected: Vec<Posting> = (0..).zip(&documents)
                    .filter_map(|(number, document)| Some(Posting::new(number, *document.get(&(first, next))?)))
                    .collect();
                let in_blocks = pairs.blocks.iter().flat_map(|block| block.pairs(first));
                let found: Vec<Posting> = in_blocks
                    .filter(|pair| pair.next == next)
                    .flat_map(|pair| pair.postings().collect::<Vec<_>>())
                    .collect();
                prop_assert_eq!(&found, &expected);
                prop_assert_eq!(pairs.count_with(first, next..next + 1), expected.len());
                let near = expected.iter().filter(|&&posting| PairKind::Near.has(posting)).count();
                prop_assert!(expected.iter().all(|&one| PairKind::Near.has(one) != PairKind::Far.has(one)));
                let counted = pairs.near(first).find(|(word, _)| *word == next).map_or(0, |(_, count)| count);
                prop_assert_eq!(counted, near);
            }
        }

        #[test]
        fn chunks_make_no_difference(documents in documents(), chunk in 1..8usize, size in 1..400usize) {
            let mut words = Vocabulary::default();
            "a b c d e g h i k".split(' ').for_each(|word| _ = words.id(word));
            let table = WordTable::new(std::iter::once(&words.into_words()));
            for kind in [PairKind::Near, PairKind::Far, PairKind::All] {
                let pack = |chunk| pairs_of(&documents, chunk).pack(&table, documents.len(), kind, size);
                prop_assert_eq!(pack(chunk), pack(1_000));
            }
        }
    }
}
