//! Which documents hold a word, and which words stand beside which.

use rayon::prelude::*;

use super::bits::{BitWriter, rice_parameter};
use super::table::Table;
use super::words::{Found, Zone};

/// The documents of one word, or of two neighbours, by rising number.
#[derive(Debug, Default)]
struct List {
    documents: Vec<u32>,
    zones: Vec<Zone>,
    /// Only the best are here.
    cut: bool,
}

impl List {
    /// Itself, or the `most` documents where it tells most.
    fn best(self, most: usize) -> Self {
        if self.documents.len() <= most {
            return self;
        }
        let mut order: Vec<usize> = (0..self.documents.len()).collect();
        order.sort_by_key(|&at| std::cmp::Reverse(self.zones[at]));
        order.truncate(most);
        order.sort_unstable();
        let documents = order.iter().map(|&at| self.documents[at]).collect();
        Self { documents, zones: order.iter().map(|&at| self.zones[at]).collect(), cut: true }
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

/// Words of the documents of one chunk, in numbers of the whole.
pub(super) struct Chunk<'c> {
    pub(super) found: &'c [Found],
    pub(super) words: &'c [u32],
}

/// Makes the lists of all words. Of a word that stands in more than `most` documents, only the `most` where it tells most are
/// kept: a reader takes the others for granted.
pub(super) fn lists(chunks: &[Chunk<'_>], words: usize, most: usize) -> Vec<Word> {
    let mut singles: Vec<Vec<u32>> = vec![Vec::new(); words];
    let mut pairs: Vec<Vec<u64>> = vec![Vec::new(); words];
    let documents = chunks.iter().flat_map(|chunk| chunk.found.iter().map(|found| (chunk.words, found)));
    for (document, (numbers, found)) in (0u32..).zip(documents) {
        for &(word, zone) in &found.words {
            singles[numbers[word as usize] as usize].push(document << 3 | zone as u32);
        }
        for &(a, b, zone) in &found.pairs {
            let (a, b) = (numbers[a as usize] as usize, numbers[b as usize]);
            pairs[a].push(u64::from(b) << 32 | u64::from(document << 3 | zone as u32));
        }
    }
    singles.into_par_iter().zip(pairs).map(|(single, pairs)| word(single, pairs, most)).collect()
}

const ZONES: [Zone; 5] = [Zone::Body, Zone::Often, Zone::Summary, Zone::Meta, Zone::Title];

fn zone(entry: u32) -> Zone {
    ZONES[(entry & 7).min(4) as usize]
}

fn word(single: Vec<u32>, mut pairs: Vec<u64>, most: usize) -> Word {
    let count = single.len() as u32;
    let documents = single.iter().map(|entry| entry >> 3).collect();
    let list = List { documents, zones: single.iter().map(|&entry| zone(entry)).collect(), cut: false }.best(most);
    pairs.sort_unstable();
    let (mut head, mut body) = (Vec::new(), Vec::new());
    for group in pairs.chunk_by(|a, b| a >> 32 == b >> 32) {
        let Some(next) = group.first().map(|entry| (entry >> 32) as u32) else { continue };
        let (mut near, mut far) = (List::default(), List::default());
        for &entry in group {
            let list = if zone(entry as u32) >= Zone::Meta { &mut near } else { &mut far };
            list.documents.push(entry as u32 >> 3);
            list.zones.push(zone(entry as u32));
        }
        for (list, to) in [(near, &mut head), (far, &mut body)] {
            if !list.documents.is_empty() {
                to.push((next, list.best(most)));
            }
        }
    }
    Word { list, count, head, body }
}

impl Word {
    /// Words after it and in how many heads.
    pub(super) fn neighbours(&self) -> impl Iterator<Item = (u32, usize)> {
        self.head.iter().map(|(next, list)| (*next, list.documents.len()))
    }

    /// About how many bits the lists of the first tier take.
    pub(super) fn cost(&self, documents: usize) -> usize {
        let own = list_cost(documents, self.list.documents.len());
        let universe = if self.list.cut { documents } else { self.list.documents.len() };
        own + self.head.iter().map(|(_, list)| 9 + list_cost(universe, list.documents.len())).sum::<usize>()
    }
}

fn list_cost(universe: usize, count: usize) -> usize {
    count * (rice_parameter(universe, count) as usize + 3)
}

/// Packs the words of some folds: first tier, second tier.
pub(super) fn pack(words: &[Word], folds: &[u32], table: &Table, documents: usize) -> (String, String) {
    let (mut first, mut second) = (BitWriter::default(), BitWriter::default());
    let ranges = folds.iter().map(|&fold| table.folds[fold as usize] as usize..table.folds[fold as usize + 1] as usize);
    for word in ranges.flat_map(|range| &words[range]) {
        let own = &word.list;
        first.gamma(own.documents.len().max(1) as u32);
        first.bits(u32::from(own.cut), 1);
        if own.cut {
            first.gamma(word.count);
        }
        let k = rice_parameter(documents, own.documents.len());
        first.rising(&own.documents, k, |out, at| pack_zone(out, own.zones[at]));
        let within = Within { own, documents, words: table.words.len() };
        pack_pairs(&mut first, &word.head, &within, |out, zone| out.bits(u32::from(zone == Zone::Title), 1));
        pack_pairs(&mut second, &word.body, &within, |out, zone| out.bits(u32::from(zone == Zone::Summary), 1));
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
        out.gamma(list.documents.len() as u32);
        let ranks = if within.own.cut { list.documents.clone() } else { ranks(&within.own.documents, &list.documents) };
        let universe = if within.own.cut { within.documents } else { within.own.documents.len() };
        let k = rice_parameter(universe, ranks.len());
        out.rising(&ranks, k, |out, at| pack_zone(out, list.zones[at]));
    });
}

/// Positions in `all` of the documents of `some`, both rising.
fn ranks(all: &[u32], some: &[u32]) -> Vec<u32> {
    let mut at = 0;
    let rank = |document: &u32| {
        at += all[at..].partition_point(|other| other < document);
        at as u32
    };
    some.iter().map(rank).collect()
}
