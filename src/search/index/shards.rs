//! Shards: which folds share a file of posting lists.
//!
//! Most shards are ranges of folds. Common words that are often adjacent (`môi trường`, `hội phụ nữ`) are in the same
//! shard, so that a query of several words needs fewer requests.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use super::bits::{BitWriter, rice_parameter};
use super::postings::{Postings, WordPostings};
use super::table::WordTable;

/// The assignment of folds to shards.
#[derive(Debug, Default)]
pub(super) struct Shards {
    /// The folds of each shard. The first shards are groups of common words, the others are ranges without these.
    pub(super) folds: Vec<Vec<u32>>,
    /// Number of groups.
    groups: usize,
    /// Number of all folds.
    count: usize,
}

impl Shards {
    /// Makes shards of about `size` characters, which is computed from the total; a shard of several folds has at most
    /// `max_size`. With `grouped`, groups common words.
    pub(super) fn new(
        postings: &Postings,
        table: &WordTable,
        documents: usize,
        size: impl Fn(usize) -> usize,
        max_size: usize,
        grouped: bool,
    ) -> Self {
        let words = |range: &[u32]| &postings.words[bounds(range)];
        let costs: Vec<usize> = table.folds.windows(2).map(|range| cost(words(range), documents)).collect();
        let size = size(costs.iter().sum()).min(max_size);
        let mut shards = if grouped { groups(postings, table, &costs, size) } else { Vec::new() };
        let groups = shards.len();
        let mut taken = vec![false; costs.len()];
        shards.iter().flatten().for_each(|&fold| taken[fold as usize] = true);
        let mut shard: Vec<u32> = Vec::new();
        let mut filled = 0;
        for fold in (0..costs.len()).filter(|&fold| !taken[fold]) {
            if !shard.is_empty() && (filled + costs[fold] / 2 > size || filled + costs[fold] > max_size) {
                shards.push(std::mem::take(&mut shard));
                filled = 0;
            }
            shard.push(fold as u32);
            filled += costs[fold];
        }
        if !shard.is_empty() {
            shards.push(shard);
        }
        Self { folds: shards, groups, count: costs.len() }
    }

    /// The folds of each group, and the first fold of each range.
    pub(super) fn pack(&self) -> String {
        let mut out = BitWriter::default();
        out.gamma(self.groups as u32 + 1);
        for group in &self.folds[..self.groups] {
            out.gamma(group.len() as u32);
            out.ascending(group, rice_parameter(self.count, group.len()), |_, _| {});
        }
        let starts: Vec<u32> = self.folds[self.groups..].iter().filter_map(|shard| shard.first().copied()).collect();
        let k = rice_parameter(self.count, starts.len());
        out.gamma(starts.len() as u32 + 1);
        out.bits(k, 5);
        out.ascending(&starts, k, |_, _| {});
        out.finish()
    }
}

fn bounds(range: &[u32]) -> Range<usize> {
    range[0] as usize..range[1] as usize
}

/// Approximate number of characters of the lists of some words.
fn cost(words: &[WordPostings], documents: usize) -> usize {
    words.iter().map(|word| word.cost(documents)).sum::<usize>() * 2 / 13
}

/// Number of bits in that many characters.
pub(super) fn bits(characters: usize) -> usize {
    characters * 13 / 2
}

/// A fold is common if its lists take more than one in so many parts of a shard.
const COMMON: usize = 14;

/// Groups of common folds: those that are adjacent most often are put together first, as long as they fit into a shard.
fn groups(postings: &Postings, table: &WordTable, costs: &[usize], size: usize) -> Vec<Vec<u32>> {
    let fold_of = table.fold_of_words();
    let common = |fold: u32| costs[fold as usize] * COMMON > size;
    let mut adjacent: BTreeMap<(u32, u32), usize> = BTreeMap::new();
    for first in 0..postings.words.len() as u32 {
        for (next, count) in postings.pairs.near(first) {
            let (a, b) = (fold_of[first as usize], fold_of[next as usize]);
            if a != b && common(a) && common(b) {
                *adjacent.entry((a.min(b), a.max(b))).or_default() += count;
            }
        }
    }
    let mut edges: Vec<((u32, u32), usize)> = adjacent.into_iter().collect();
    edges.sort_by_key(|&(pair, count)| (std::cmp::Reverse(count), pair));
    let mut group_of: HashMap<u32, usize> = HashMap::new();
    let mut groups: Vec<(usize, Vec<u32>)> = Vec::new();
    for fold in (0..costs.len() as u32).filter(|&fold| common(fold)) {
        group_of.insert(fold, groups.len());
        groups.push((costs[fold as usize], vec![fold]));
    }
    for ((a, b), _) in edges {
        let (into, from) = (group_of[&a].min(group_of[&b]), group_of[&a].max(group_of[&b]));
        if into != from && groups[into].0 + groups[from].0 <= size {
            let (cost, folds) = std::mem::take(&mut groups[from]);
            group_of.extend(folds.iter().map(|&fold| (fold, into)));
            groups[into].0 += cost;
            groups[into].1.extend(folds);
        }
    }
    fill(groups, size)
}

/// Puts small groups into the same shard, and sorts each shard.
fn fill(groups: Vec<(usize, Vec<u32>)>, size: usize) -> Vec<Vec<u32>> {
    let mut shards: Vec<(usize, Vec<u32>)> = Vec::new();
    for (cost, folds) in groups.into_iter().filter(|(_, folds)| !folds.is_empty()) {
        match shards.last_mut().filter(|(filled, _)| filled + cost <= size) {
            Some((filled, shard)) => {
                *filled += cost;
                shard.extend(folds);
            }
            None => shards.push((cost, folds)),
        }
    }
    shards
        .into_iter()
        .map(|(_, mut shard)| {
            shard.sort_unstable();
            shard
        })
        .collect()
}
