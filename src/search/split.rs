//! Which words share a part of the postings.
//!
//! Parts are ranges of words, but for the common ones: those that often stand side by side (`môi trường`, `hội phụ nữ`) share
//! a part, so that a question in several words needs fewer requests.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use super::bits::{BitWriter, rice_parameter};
use super::postings::Word;
use super::table::Table;

/// What goes into which part.
#[derive(Debug, Default)]
pub(super) struct Split {
    /// The folds of each part. The first parts are groups of common words, the others ranges without those.
    pub(super) parts: Vec<Vec<u32>>,
    groups: usize,
    folds: usize,
}

impl Split {
    /// Cuts postings into parts of about `size` characters, none with more than `largest` of several folds; groups common
    /// words if `grouped`.
    pub(super) fn new(
        words: &[Word],
        table: &Table,
        documents: usize,
        size: impl Fn(usize) -> usize,
        largest: usize,
        grouped: bool,
    ) -> Self {
        let costs: Vec<usize> = table.folds.windows(2).map(|range| cost(&words[bounds(range)], documents)).collect();
        let size = size(costs.iter().sum()).min(largest);
        let mut parts = if grouped { groups(words, table, &costs, size) } else { Vec::new() };
        let groups = parts.len();
        let mut taken = vec![false; costs.len()];
        parts.iter().flatten().for_each(|&fold| taken[fold as usize] = true);
        let mut part: Vec<u32> = Vec::new();
        let mut filled = 0;
        for fold in (0..costs.len()).filter(|&fold| !taken[fold]) {
            if !part.is_empty() && (filled + costs[fold] / 2 > size || filled + costs[fold] > largest) {
                parts.push(std::mem::take(&mut part));
                filled = 0;
            }
            part.push(fold as u32);
            filled += costs[fold];
        }
        if !part.is_empty() {
            parts.push(part);
        }
        Self { parts, groups, folds: costs.len() }
    }

    /// The groups, and where each range begins.
    pub(super) fn pack(&self) -> String {
        let mut out = BitWriter::default();
        out.gamma(self.groups as u32 + 1);
        for group in &self.parts[..self.groups] {
            out.gamma(group.len() as u32);
            out.rising(group, rice_parameter(self.folds, group.len()), |_, _| {});
        }
        let starts: Vec<u32> = self.parts[self.groups..].iter().filter_map(|part| part.first().copied()).collect();
        let k = rice_parameter(self.folds, starts.len());
        out.gamma(starts.len() as u32 + 1);
        out.bits(k, 5);
        out.rising(&starts, k, |_, _| {});
        out.finish()
    }
}

fn bounds(range: &[u32]) -> Range<usize> {
    range[0] as usize..range[1] as usize
}

/// About how many characters the words of one fold take in the first tier.
fn cost(words: &[Word], documents: usize) -> usize {
    words.iter().map(|word| word.cost(documents)).sum::<usize>() * 2 / 13
}

/// Bits that so many characters hold.
pub(super) fn bits(characters: usize) -> usize {
    characters * 13 / 2
}

/// A fold this many times smaller than a part is not common.
const COMMON: usize = 14;

/// Groups of common folds: those that stand side by side oftenest come together first, as long as they fit into a part.
fn groups(words: &[Word], table: &Table, costs: &[usize], size: usize) -> Vec<Vec<u32>> {
    let fold_of: HashMap<u32, u32> = table
        .folds
        .windows(2)
        .zip(0..)
        .flat_map(|(range, fold)| (range[0]..range[1]).map(move |word| (word, fold)))
        .collect();
    let common = |fold: u32| costs[fold as usize] * COMMON > size;
    let mut beside: BTreeMap<(u32, u32), usize> = BTreeMap::new();
    for (word, at) in words.iter().zip(0u32..) {
        for (next, count) in word.neighbours() {
            let (a, b) = (fold_of[&at], fold_of[&next]);
            if a != b && common(a) && common(b) {
                *beside.entry((a.min(b), a.max(b))).or_default() += count;
            }
        }
    }
    let mut edges: Vec<((u32, u32), usize)> = beside.into_iter().collect();
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
    filled(groups, size)
}

/// Puts small groups together, and sorts each.
fn filled(groups: Vec<(usize, Vec<u32>)>, size: usize) -> Vec<Vec<u32>> {
    let mut parts: Vec<(usize, Vec<u32>)> = Vec::new();
    for (cost, folds) in groups.into_iter().filter(|(_, folds)| !folds.is_empty()) {
        match parts.last_mut().filter(|(filled, _)| filled + cost <= size) {
            Some((filled, part)) => {
                *filled += cost;
                part.extend(folds);
            }
            None => parts.push((cost, folds)),
        }
    }
    parts
        .into_iter()
        .map(|(_, mut part)| {
            part.sort_unstable();
            part
        })
        .collect()
}
