//! Posting lists: which documents have a word, and which have a pair of adjacent words.

use rayon::prelude::*;

use super::bits::{BitWriter, rice_parameter};
use super::table::WordTable;
use super::tokenizer::{DocumentTokens, Weight};

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

/// The documents of a word or of a pair, ascending.
#[derive(Debug, Default)]
struct PostingList {
    postings: Vec<Posting>,
    /// Whether documents with small weights were left out.
    is_capped: bool,
}

impl PostingList {
    /// All postings, or the `limit` ones with the largest weights.
    fn capped(mut postings: Vec<Posting>, limit: usize) -> Self {
        let is_capped = postings.len() > limit;
        if is_capped {
            postings.sort_by_key(|posting| std::cmp::Reverse(posting.weight()));
            postings.truncate(limit);
            postings.sort_unstable();
        }
        postings.shrink_to_fit();
        Self { postings, is_capped }
    }

    fn documents(&self) -> Vec<u32> {
        self.postings.iter().map(|posting| posting.document()).collect()
    }
}

/// The posting lists of a word.
#[derive(Debug, Default)]
pub(super) struct WordPostings {
    list: PostingList,
    /// Number of documents that have it.
    pub(super) count: u32,
    /// Primary lists of pairs: the next word, and the documents in which the pair has at least [`Weight::Meta`].
    primary: Vec<(u32, PostingList)>,
    /// Secondary lists of pairs: the other documents.
    secondary: Vec<(u32, PostingList)>,
}

/// Makes the posting lists of all `words`. `tokens` are the documents of each chunk, `numbers` the numbers of the words
/// of each chunk.
///
/// Lists of words are capped at `limit` documents, those with the largest weights first; the reader treats a capped
/// word as being in every document. Primary lists of pairs are capped too, but what is left out is in the secondary
/// lists.
pub(super) fn collect(
    tokens: Vec<Vec<DocumentTokens>>,
    numbers: &[Vec<u32>],
    words: usize,
    limit: usize,
) -> Vec<WordPostings> {
    let (mut singles, mut pairs) = (Grouped::new(words), Grouped::new(words));
    for (tokens, numbers) in tokens.iter().zip(numbers) {
        let own = |word: u32| numbers[word as usize] as usize;
        tokens.iter().flat_map(DocumentTokens::words).for_each(|(word, _)| singles.count(own(word)));
        tokens.iter().flat_map(DocumentTokens::pairs).for_each(|(word, _, _)| pairs.count(own(word)));
    }
    singles.allocate(Posting::default());
    pairs.allocate((0, Posting::default()));
    let documents = tokens.into_iter().zip(numbers);
    let documents = documents.flat_map(|(tokens, words)| tokens.into_iter().map(move |document| (document, words)));
    for (document, (tokens, numbers)) in (0u32..).zip(documents) {
        for (word, weight) in tokens.words() {
            singles.add(numbers[word as usize] as usize, Posting::new(document, weight));
        }
        for (a, b, weight) in tokens.pairs() {
            pairs.add(numbers[a as usize] as usize, (numbers[b as usize], Posting::new(document, weight)));
        }
    }
    singles.groups().into_par_iter().zip(pairs.groups()).map(|(single, pairs)| word(single, pairs, limit)).collect()
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
fn word(single: &[Posting], pairs: &mut [(u32, Posting)], limit: usize) -> WordPostings {
    pairs.sort_unstable();
    let (mut primary, mut secondary) = (Vec::new(), Vec::new());
    for group in pairs.chunk_by(|a, b| a.0 == b.0) {
        let Some(&(next, _)) = group.first() else { continue };
        let (near, far): (Vec<Posting>, Vec<Posting>) =
            group.iter().map(|(_, posting)| *posting).partition(|posting| posting.weight() >= Weight::Meta);
        // Phrases are found by their pairs alone, so the secondary list has what the primary list leaves out.
        let kept = PostingList::capped(near.clone(), limit);
        let rest =
            far.into_iter().chain(near.into_iter().filter(|posting| kept.postings.binary_search(posting).is_err()));
        let mut rest: Vec<Posting> = rest.collect();
        rest.sort_unstable();
        primary.extend((!kept.postings.is_empty()).then_some((next, kept)));
        secondary.extend((!rest.is_empty()).then_some((next, PostingList { postings: rest, is_capped: false })));
    }
    WordPostings { list: PostingList::capped(single.to_vec(), limit), count: single.len() as u32, primary, secondary }
}

impl WordPostings {
    /// The next words of the primary pairs, and the number of their documents.
    pub(super) fn pairs(&self) -> impl Iterator<Item = (u32, usize)> {
        self.primary.iter().map(|(next, list)| (*next, list.postings.len()))
    }

    /// Approximate number of bits of the primary lists.
    pub(super) fn cost(&self, documents: usize) -> usize {
        self.capped_cost(documents, usize::MAX)
    }

    /// The same, if lists of pairs are capped at `limit` documents, and the word's list accordingly.
    fn capped_cost(&self, documents: usize, limit: usize) -> usize {
        let own = self.list_len(limit);
        let universe = self.universe(documents);
        let pairs =
            self.primary.iter().map(|(_, list)| PAIR_BITS + list_cost(universe, list.postings.len().min(limit)));
        WORD_BITS + list_cost(documents, own) + own + pairs.sum::<usize>()
    }

    /// Size of the set that documents of pairs are numbered in, see [`PairContext`].
    fn universe(&self, documents: usize) -> usize {
        if self.list.is_capped { documents } else { self.list.postings.len() }
    }

    /// Length of the word's list if those of pairs are capped at `limit`. A complete list stays complete.
    fn list_len(&self, limit: usize) -> usize {
        let all = self.list.postings.len();
        if self.list.is_capped { all.min(limit.saturating_mul(2).max(MIN_WORD_LIMIT)) } else { all }
    }

    /// Caps all primary lists at `limit` documents. Those of pairs are moved to the secondary lists.
    fn cap(&mut self, limit: usize) {
        let own = self.list_len(limit);
        if own < self.list.postings.len() {
            self.list = PostingList::capped(std::mem::take(&mut self.list.postings), own);
        }
        for (next, list) in self.primary.iter_mut().filter(|(_, list)| list.postings.len() > limit) {
            let kept = PostingList::capped(list.postings.clone(), limit);
            let over = list.postings.iter().filter(|posting| kept.postings.binary_search(posting).is_err()).copied();
            add_postings(&mut self.secondary, *next, over.collect());
            *list = kept;
        }
    }

    /// Moves a pair to the secondary lists, and returns the number of bits saved.
    fn move_to_secondary(&mut self, next: u32, documents: usize) -> usize {
        let universe = self.universe(documents);
        let Ok(index) = self.primary.binary_search_by_key(&next, |(known, _)| *known) else { return 0 };
        let (_, list) = self.primary.remove(index);
        let freed = PAIR_BITS + list_cost(universe, list.postings.len());
        add_postings(&mut self.secondary, next, list.postings);
        freed
    }
}

/// Adds postings to the list of a next word.
fn add_postings(lists: &mut Vec<(u32, PostingList)>, next: u32, postings: Vec<Posting>) {
    match lists.binary_search_by_key(&next, |(known, _)| *known) {
        Ok(index) => {
            lists[index].1.postings.extend(postings);
            lists[index].1.postings.sort_unstable();
        }
        Err(index) => lists.insert(index, (next, PostingList { postings, is_capped: false })),
    }
}

/// Approximate number of bits of a word, and of a pair, without their documents.
const WORD_BITS: usize = 24;
const PAIR_BITS: usize = 14;

/// Approximate number of bits of a list of `count` documents, with one bit each for the weight.
fn list_cost(universe: usize, count: usize) -> usize {
    let k = rice_parameter(universe, count);
    count * (k as usize + 2) + (universe >> k).saturating_sub(count / 2)
}

/// Smallest limit for lists of pairs, and for lists of words.
const MIN_PAIR_LIMIT: usize = 12;
const MIN_WORD_LIMIT: usize = 600;

/// Makes the primary lists of each fold fit into `bits`, so that queries for common words do not load more than a
/// shard. What does not fit is moved to the secondary lists.
pub(super) fn fit(words: &mut [WordPostings], table: &WordTable, documents: usize, bits: usize) {
    let counts: Vec<u32> = words.iter().map(|word| word.count).collect();
    let (mut rest, mut folds) = (words, Vec::new());
    for range in table.folds.windows(2) {
        let (fold, after) = std::mem::take(&mut rest).split_at_mut((range[1] - range[0]) as usize);
        folds.push(fold);
        rest = after;
    }
    folds.into_par_iter().for_each(|fold| fit_fold(fold, &counts, documents, bits));
}

/// First caps the longest lists; then moves pairs whose next word is rare, because that word alone says nearly as much.
fn fit_fold(words: &mut [WordPostings], counts: &[u32], documents: usize, bits: usize) {
    let cost =
        |words: &[WordPostings], limit| words.iter().map(|word| word.capped_cost(documents, limit)).sum::<usize>();
    if cost(words, usize::MAX) <= bits {
        return;
    }
    let longest = words.iter().flat_map(|word| &word.primary).map(|(_, list)| list.postings.len()).max().unwrap_or(0);
    let limits = std::iter::successors(Some(longest), |limit| Some(limit * 4 / 5));
    let limit = limits
        .take_while(|&limit| limit > MIN_PAIR_LIMIT)
        .find(|&limit| cost(words, limit) <= bits)
        .unwrap_or(MIN_PAIR_LIMIT);
    words.iter_mut().for_each(|word| word.cap(limit));

    let mut over = cost(words, usize::MAX).saturating_sub(bits);
    let pairs = words.iter().enumerate();
    let pairs = pairs.flat_map(|(index, word)| word.primary.iter().map(move |(next, _)| (index, *next)));
    let mut pairs: Vec<(usize, u32)> = pairs.collect();
    pairs.sort_unstable_by_key(|&(index, next)| (counts[next as usize], next, index));
    for (index, next) in pairs {
        if over == 0 {
            return;
        }
        over = over.saturating_sub(words[index].move_to_secondary(next, documents));
    }
}

/// Packs the primary lists of some folds, and their secondary lists.
pub(super) fn pack(words: &[WordPostings], folds: &[u32], table: &WordTable, documents: usize) -> (String, String) {
    let (mut primary, mut secondary) = (BitWriter::default(), BitWriter::default());
    let ranges = folds.iter().map(|&fold| table.folds[fold as usize] as usize..table.folds[fold as usize + 1] as usize);
    for word in ranges.flat_map(|range| &words[range]) {
        let own = &word.list;
        primary.gamma(own.postings.len().max(1) as u32);
        primary.bits(u32::from(own.is_capped), 1);
        if own.is_capped {
            primary.gamma(word.count);
        }
        let k = rice_parameter(documents, own.postings.len());
        primary.ascending(&own.documents(), k, |out, index| pack_weight(out, own.postings[index].weight()));
        let context = PairContext { own, documents, words: table.words.len() };
        pack_pairs(&mut primary, &word.primary, &context, |out, weight| {
            out.bits(u32::from(weight == Weight::Title), 1)
        });
        pack_pairs(&mut secondary, &word.secondary, &context, |out, weight| {
            // A secondary list has one bit for the weight: `Summary` or more.
            out.bits(u32::from(weight >= Weight::Summary), 1);
        });
    }
    (primary.finish(), secondary.finish())
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

/// What the documents of pairs are numbered by: their rank in the list of the first word, or their number, if that list
/// is capped.
struct PairContext<'l> {
    own: &'l PostingList,
    documents: usize,
    words: usize,
}

fn pack_pairs(
    out: &mut BitWriter,
    pairs: &[(u32, PostingList)],
    context: &PairContext<'_>,
    pack_weight: impl Fn(&mut BitWriter, Weight),
) {
    out.gamma(pairs.len() as u32 + 1);
    let next: Vec<u32> = pairs.iter().map(|(next, _)| *next).collect();
    let k = rice_parameter(context.words, next.len());
    out.ascending(&next, k, |out, index| {
        let list = &pairs[index].1;
        out.gamma(list.postings.len() as u32);
        let ranks = if context.own.is_capped { list.documents() } else { ranks(&context.own.postings, &list.postings) };
        let universe = if context.own.is_capped { context.documents } else { context.own.postings.len() };
        let k = rice_parameter(universe, ranks.len());
        out.ascending(&ranks, k, |out, index| pack_weight(out, list.postings[index].weight()));
    });
}

/// The indexes in `all` of the documents of `some`. Both are ascending.
fn ranks(all: &[Posting], some: &[Posting]) -> Vec<u32> {
    let mut index = 0;
    let rank = |wanted: &Posting| {
        index += all[index..].partition_point(|posting| posting.document() < wanted.document());
        index as u32
    };
    some.iter().map(rank).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_document_of_a_capped_pair_is_lost() {
        let weight = |document: u32| if document < 6 { Weight::Title } else { Weight::Body };
        let posting = |document| Posting::new(document, weight(document));
        let single: Vec<Posting> = (0..10).map(posting).collect();
        let mut pairs: Vec<(u32, Posting)> = (0..10).map(|document| (7, posting(document))).collect();
        let word = word(&single, &mut pairs, 4);
        let documents =
            |lists: &[(u32, PostingList)]| lists.iter().flat_map(|(_, list)| list.documents()).collect::<Vec<_>>();
        assert_eq!((word.list.postings.len(), word.count), (4, 10));
        assert_eq!((documents(&word.primary), documents(&word.secondary)), (vec![0, 1, 2, 3], vec![4, 5, 6, 7, 8, 9]));
    }

    #[test]
    fn what_does_not_fit_is_moved_to_the_secondary_lists() {
        const DOCUMENTS: u32 = 2_000;
        let weight = |document| if document % 7 == 0 { Weight::Title } else { Weight::Meta };
        let every = |step: u32| {
            (0..DOCUMENTS).step_by(step as usize).map(|document| Posting::new(document, weight(document))).collect()
        };
        let primary = (0..300).map(|next| (next, PostingList::capped(every(next + 2), usize::MAX))).collect();
        let mut words = [WordPostings {
            list: PostingList::capped(every(1), usize::MAX),
            count: DOCUMENTS,
            primary,
            secondary: Vec::new(),
        }];
        // Words with larger numbers are more common: 0 is moved first.
        let counts: Vec<u32> = (1..=300).collect();
        let all = |word: &WordPostings| -> usize {
            word.primary.iter().chain(&word.secondary).map(|(_, list)| list.postings.len()).sum()
        };
        let (before, cost) = (all(&words[0]), words[0].cost(DOCUMENTS as usize));

        fit_fold(&mut words, &counts, DOCUMENTS as usize, cost * 2 / 3);
        assert!(words[0].cost(DOCUMENTS as usize) <= cost * 2 / 3);
        assert_eq!((all(&words[0]), words[0].primary.len()), (before, 300), "capping long lists is enough");
        let first = &words[0].primary[0].1.postings;
        assert!(
            first.iter().all(|posting| posting.weight() == Weight::Title),
            "documents with the largest weights stay"
        );

        fit_fold(&mut words, &counts, DOCUMENTS as usize, cost / 3);
        assert!(words[0].cost(DOCUMENTS as usize) <= cost / 3);
        assert_eq!(all(&words[0]), before);
        assert!(words[0].primary.len() < 300 && words[0].primary.last().is_some_and(|(next, _)| *next == 299));
        let ascending = |list: &PostingList| list.postings.is_sorted();
        assert!(words[0].primary.iter().chain(&words[0].secondary).all(|(_, list)| ascending(list)));
        assert!(words[0].secondary.is_sorted_by_key(|(next, _)| *next));
    }
}
