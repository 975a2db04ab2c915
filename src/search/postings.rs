//! Which documents hold a word, and which words stand beside which.

use rayon::prelude::*;

use super::bits::{BitWriter, rice_parameter};
use super::table::Table;
use super::words::{Found, Zone};

/// A document and the best zone in it, in one number that sorts by document.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Entry(u32);

impl Entry {
    fn new(document: u32, zone: Zone) -> Self {
        Self(document << 3 | zone as u32)
    }

    fn document(self) -> u32 {
        self.0 >> 3
    }

    fn zone(self) -> Zone {
        Zone::ALL[(self.0 & 7).min(4) as usize]
    }
}

/// The documents of one word, or of two neighbours, by rising number.
#[derive(Debug, Default)]
struct List {
    entries: Vec<Entry>,
    /// Only the best are here.
    cut: bool,
}

impl List {
    /// All of `entries`, or the `most` where it tells most.
    fn best(mut entries: Vec<Entry>, most: usize) -> Self {
        let cut = entries.len() > most;
        if cut {
            entries.sort_by_key(|entry| std::cmp::Reverse(entry.zone()));
            entries.truncate(most);
            entries.sort_unstable();
        }
        entries.shrink_to_fit();
        Self { entries, cut }
    }

    fn documents(&self) -> Vec<u32> {
        self.entries.iter().map(|entry| entry.document()).collect()
    }
}

/// All lists of one word.
#[derive(Debug, Default)]
pub(super) struct Word {
    list: List,
    /// In how many documents it stands.
    pub(super) count: u32,
    /// Words after it, and where the two stand side by side in a title, a place, a tag or the like.
    head: Vec<(u32, List)>,
    /// The same, in summary and text.
    body: Vec<(u32, List)>,
}

/// Makes the lists of all words. `found` are the documents of each chunk, `numbers` those of a chunk's words in the whole.
/// Of a word that stands in more than `most` documents, only the `most` where it tells most are kept: a reader takes the
/// others for granted. Of neighbours none is lost, but the second tier holds what is more.
pub(super) fn lists(found: Vec<Vec<Found>>, numbers: &[Vec<u32>], words: usize, most: usize) -> Vec<Word> {
    let (mut singles, mut pairs) = (Grouped::new(words), Grouped::new(words));
    for (found, numbers) in found.iter().zip(numbers) {
        let own = |word: u32| numbers[word as usize] as usize;
        found.iter().flat_map(Found::words).for_each(|(word, _)| singles.count(own(word)));
        found.iter().flat_map(Found::pairs).for_each(|(word, _, _)| pairs.count(own(word)));
    }
    singles.open(Entry::default());
    pairs.open((0, Entry::default()));
    let documents =
        found.into_iter().zip(numbers).flat_map(|(found, words)| found.into_iter().map(move |f| (f, words)));
    for (document, (found, numbers)) in (0u32..).zip(documents) {
        for (word, zone) in found.words() {
            singles.add(numbers[word as usize] as usize, Entry::new(document, zone));
        }
        for (a, b, zone) in found.pairs() {
            pairs.add(numbers[a as usize] as usize, (numbers[b as usize], Entry::new(document, zone)));
        }
    }
    singles.groups().into_par_iter().zip(pairs.groups()).map(|(single, pairs)| word(single, pairs, most)).collect()
}

/// Values by group, all in one piece of memory: groups are counted first, then filled.
struct Grouped<T> {
    values: Vec<T>,
    /// The size of each group; once open, where its next value goes; once full, its end.
    at: Vec<usize>,
}

impl<T: Copy> Grouped<T> {
    fn new(groups: usize) -> Self {
        Self { values: Vec::new(), at: vec![0; groups] }
    }

    fn count(&mut self, group: usize) {
        self.at[group] += 1;
    }

    fn open(&mut self, blank: T) {
        let mut total = 0;
        for at in &mut self.at {
            total += std::mem::replace(at, total);
        }
        self.values = vec![blank; total];
    }

    fn add(&mut self, group: usize, value: T) {
        self.values[self.at[group]] = value;
        self.at[group] += 1;
    }

    fn groups(&mut self) -> Vec<&mut [T]> {
        let (mut rest, mut begin) = (self.values.as_mut_slice(), 0);
        let group = |&end: &usize| {
            let (own, after) = std::mem::take(&mut rest).split_at_mut(end - begin);
            (rest, begin) = (after, end);
            own
        };
        self.at.iter().map(group).collect()
    }
}

fn word(single: &[Entry], pairs: &mut [(u32, Entry)], most: usize) -> Word {
    pairs.sort_unstable();
    let (mut head, mut body) = (Vec::new(), Vec::new());
    for group in pairs.chunk_by(|a, b| a.0 == b.0) {
        let Some(&(next, _)) = group.first() else { continue };
        let (near, far): (Vec<Entry>, Vec<Entry>) =
            group.iter().map(|(_, entry)| *entry).partition(|entry| entry.zone() >= Zone::Meta);
        // A phrase is found by its pairs alone, so none is lost: the second tier has what the first does not keep.
        let kept = List::best(near.clone(), most);
        let rest = far.into_iter().chain(near.into_iter().filter(|entry| kept.entries.binary_search(entry).is_err()));
        let mut rest: Vec<Entry> = rest.collect();
        rest.sort_unstable();
        head.extend((!kept.entries.is_empty()).then_some((next, kept)));
        body.extend((!rest.is_empty()).then_some((next, List { entries: rest, cut: false })));
    }
    Word { list: List::best(single.to_vec(), most), count: single.len() as u32, head, body }
}

impl Word {
    /// Words after it and in how many heads.
    pub(super) fn neighbours(&self) -> impl Iterator<Item = (u32, usize)> {
        self.head.iter().map(|(next, list)| (*next, list.entries.len()))
    }

    /// About how many bits the lists of the first tier take.
    pub(super) fn cost(&self, documents: usize) -> usize {
        self.cost_within(documents, usize::MAX)
    }

    /// The same, if no neighbour has more than `most` documents and the word itself is cut accordingly.
    fn cost_within(&self, documents: usize, most: usize) -> usize {
        let own = self.own(most);
        let universe = self.universe(documents);
        let pairs = self.head.iter().map(|(_, list)| PAIR + list_cost(universe, list.entries.len().min(most)));
        OWN + list_cost(documents, own) + own + pairs.sum::<usize>()
    }

    /// What the documents of neighbours are counted in.
    fn universe(&self, documents: usize) -> usize {
        if self.list.cut { documents } else { self.list.entries.len() }
    }

    /// How many of its own documents stay where neighbours have at most `most`: a list that is whole stays whole.
    fn own(&self, most: usize) -> usize {
        let all = self.list.entries.len();
        if self.list.cut { all.min(most.saturating_mul(2).max(LEAST)) } else { all }
    }

    /// Only the `most` documents where it tells most stay in the first tier: those of neighbours go to the second.
    fn keep_documents(&mut self, most: usize) {
        let own = self.own(most);
        if own < self.list.entries.len() {
            self.list = List::best(std::mem::take(&mut self.list.entries), own);
        }
        for (next, list) in self.head.iter_mut().filter(|(_, list)| list.entries.len() > most) {
            let kept = List::best(list.entries.clone(), most);
            let over = list.entries.iter().filter(|entry| kept.entries.binary_search(entry).is_err()).copied();
            give(&mut self.body, *next, over.collect());
            *list = kept;
        }
    }

    /// Moves a neighbour to the second tier, and tells how many bits that frees.
    fn give_away(&mut self, next: u32, documents: usize) -> usize {
        let universe = self.universe(documents);
        let Ok(at) = self.head.binary_search_by_key(&next, |(known, _)| *known) else { return 0 };
        let (_, list) = self.head.remove(at);
        let freed = PAIR + list_cost(universe, list.entries.len());
        give(&mut self.body, next, list.entries);
        freed
    }
}

/// Adds documents to the neighbour's list.
fn give(lists: &mut Vec<(u32, List)>, next: u32, entries: Vec<Entry>) {
    match lists.binary_search_by_key(&next, |(known, _)| *known) {
        Ok(at) => {
            lists[at].1.entries.extend(entries);
            lists[at].1.entries.sort_unstable();
        }
        Err(at) => lists.insert(at, (next, List { entries, cut: false })),
    }
}

/// Bits a word takes beside its documents, and a neighbour beside its.
const OWN: usize = 24;
const PAIR: usize = 14;

/// About how many bits it takes to name `count` documents, with a bit each for the zone.
fn list_cost(universe: usize, count: usize) -> usize {
    let k = rice_parameter(universe, count);
    count * (k as usize + 2) + (universe >> k).saturating_sub(count / 2)
}

/// Lists of neighbours no longer than this are not cut, nor a word's own list below so many.
const SHORT: usize = 12;
const LEAST: usize = 600;

/// Makes the words of each fold fit into `bits`, so that no question costs more than its share, however common its words
/// are: what does not fit goes to the second tier.
pub(super) fn fit(words: &mut [Word], table: &Table, documents: usize, bits: usize) {
    let counts: Vec<u32> = words.iter().map(|word| word.count).collect();
    let (mut rest, mut folds) = (words, Vec::new());
    for range in table.folds.windows(2) {
        let (fold, after) = std::mem::take(&mut rest).split_at_mut((range[1] - range[0]) as usize);
        folds.push(fold);
        rest = after;
    }
    folds.into_par_iter().for_each(|fold| fit_fold(fold, &counts, documents, bits));
}

/// First go documents, from the longest lists; then neighbours that are rare themselves, for those tell nearly as much
/// alone.
fn fit_fold(words: &mut [Word], counts: &[u32], documents: usize, bits: usize) {
    let cost = |words: &[Word], most| words.iter().map(|word| word.cost_within(documents, most)).sum::<usize>();
    if cost(words, usize::MAX) <= bits {
        return;
    }
    let longest = words.iter().flat_map(|word| &word.head).map(|(_, list)| list.entries.len()).max().unwrap_or(0);
    let shorter = std::iter::successors(Some(longest), |most| Some(most * 4 / 5));
    let most = shorter.take_while(|&most| most > SHORT).find(|&most| cost(words, most) <= bits).unwrap_or(SHORT);
    words.iter_mut().for_each(|word| word.keep_documents(most));

    let mut over = cost(words, usize::MAX).saturating_sub(bits);
    let pairs = words.iter().enumerate().flat_map(|(at, word)| word.head.iter().map(move |(next, _)| (at, *next)));
    let mut pairs: Vec<(usize, u32)> = pairs.collect();
    pairs.sort_unstable_by_key(|&(at, next)| (counts[next as usize], next, at));
    for (at, next) in pairs {
        if over == 0 {
            return;
        }
        over = over.saturating_sub(words[at].give_away(next, documents));
    }
}

/// Packs the words of some folds: first tier, second tier.
pub(super) fn pack(words: &[Word], folds: &[u32], table: &Table, documents: usize) -> (String, String) {
    let (mut first, mut second) = (BitWriter::default(), BitWriter::default());
    let ranges = folds.iter().map(|&fold| table.folds[fold as usize] as usize..table.folds[fold as usize + 1] as usize);
    for word in ranges.flat_map(|range| &words[range]) {
        let own = &word.list;
        first.gamma(own.entries.len().max(1) as u32);
        first.bits(u32::from(own.cut), 1);
        if own.cut {
            first.gamma(word.count);
        }
        let k = rice_parameter(documents, own.entries.len());
        first.rising(&own.documents(), k, |out, at| pack_zone(out, own.entries[at].zone()));
        let within = Within { own, documents, words: table.words.len() };
        pack_pairs(&mut first, &word.head, &within, |out, zone| out.bits(u32::from(zone == Zone::Title), 1));
        pack_pairs(&mut second, &word.body, &within, |out, zone| {
            // What the first tier had no room for counts as in the summary.
            out.bits(u32::from(zone >= Zone::Summary), 1);
        });
    }
    (first.finish(), second.finish())
}

fn pack_zone(out: &mut BitWriter, zone: Zone) {
    match zone {
        Zone::Body => out.bits(0, 1),
        Zone::Often => out.bits(0b10, 2),
        Zone::Summary => out.bits(0b110, 3),
        Zone::Meta => out.bits(0b1110, 4),
        Zone::Title => out.bits(0b1111, 4),
    }
}

/// What lists of neighbours are counted in: the documents of the first word, or all documents when not all of those are known.
struct Within<'l> {
    own: &'l List,
    documents: usize,
    words: usize,
}

fn pack_pairs(
    out: &mut BitWriter,
    pairs: &[(u32, List)],
    within: &Within<'_>,
    pack_zone: impl Fn(&mut BitWriter, Zone),
) {
    out.gamma(pairs.len() as u32 + 1);
    let next: Vec<u32> = pairs.iter().map(|(next, _)| *next).collect();
    let k = rice_parameter(within.words, next.len());
    out.rising(&next, k, |out, at| {
        let list = &pairs[at].1;
        out.gamma(list.entries.len() as u32);
        let ranks = if within.own.cut { list.documents() } else { ranks(&within.own.entries, &list.entries) };
        let universe = if within.own.cut { within.documents } else { within.own.entries.len() };
        let k = rice_parameter(universe, ranks.len());
        out.rising(&ranks, k, |out, at| pack_zone(out, list.entries[at].zone()));
    });
}

/// Positions in `all` of the documents of `some`, both rising.
fn ranks(all: &[Entry], some: &[Entry]) -> Vec<u32> {
    let mut at = 0;
    let rank = |wanted: &Entry| {
        at += all[at..].partition_point(|entry| entry.document() < wanted.document());
        at as u32
    };
    some.iter().map(rank).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_common_neighbours_none_is_lost() {
        let zone = |document: u32| if document < 6 { Zone::Title } else { Zone::Body };
        let entry = |document| Entry::new(document, zone(document));
        let single: Vec<Entry> = (0..10).map(entry).collect();
        let mut pairs: Vec<(u32, Entry)> = (0..10).map(|document| (7, entry(document))).collect();
        let word = word(&single, &mut pairs, 4);
        let documents = |lists: &[(u32, List)]| lists.iter().flat_map(|(_, list)| list.documents()).collect::<Vec<_>>();
        assert_eq!((word.list.entries.len(), word.count), (4, 10));
        assert_eq!((documents(&word.head), documents(&word.body)), (vec![0, 1, 2, 3], vec![4, 5, 6, 7, 8, 9]));
    }

    #[test]
    fn what_does_not_fit_goes_to_the_second_tier_and_nothing_is_lost() {
        const DOCUMENTS: u32 = 2_000;
        let zone = |document| if document % 7 == 0 { Zone::Title } else { Zone::Meta };
        let every = |step: u32| {
            (0..DOCUMENTS).step_by(step as usize).map(|document| Entry::new(document, zone(document))).collect()
        };
        let head = (0..300).map(|next| (next, List::best(every(next + 2), usize::MAX))).collect();
        let mut words = [Word { list: List::best(every(1), usize::MAX), count: DOCUMENTS, head, body: Vec::new() }];
        // The higher its number, the more common a word is: 0 is the first to go.
        let counts: Vec<u32> = (1..=300).collect();
        let all =
            |word: &Word| -> usize { word.head.iter().chain(&word.body).map(|(_, list)| list.entries.len()).sum() };
        let (before, cost) = (all(&words[0]), words[0].cost(DOCUMENTS as usize));

        fit_fold(&mut words, &counts, DOCUMENTS as usize, cost * 2 / 3);
        assert!(words[0].cost(DOCUMENTS as usize) <= cost * 2 / 3);
        assert_eq!((all(&words[0]), words[0].head.len()), (before, 300), "documents of long lists are enough");
        let first = &words[0].head[0].1.entries;
        assert!(first.iter().all(|entry| entry.zone() == Zone::Title), "where it tells most stays");

        fit_fold(&mut words, &counts, DOCUMENTS as usize, cost / 3);
        assert!(words[0].cost(DOCUMENTS as usize) <= cost / 3);
        assert_eq!(all(&words[0]), before);
        assert!(words[0].head.len() < 300 && words[0].head.last().is_some_and(|(next, _)| *next == 299));
        let rising = |list: &List| list.entries.is_sorted();
        assert!(words[0].head.iter().chain(&words[0].body).all(|(_, list)| rising(list)));
        assert!(words[0].body.is_sorted_by_key(|(next, _)| *next));
    }
}
