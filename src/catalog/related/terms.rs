//! How common terms are, which terms describe a model, and which models a term describes.

use std::cmp::Ordering;
use std::sync::Arc;

use rayon::prelude::*;

use super::Features;
use super::chunks::buckets;
use crate::entry::BUCKETS;

/// How many terms describe a model.
const DESCRIBING: usize = 14;
/// How many models a term keeps.
const KEPT: usize = 48;
/// The weight of a tag, as the square root of a number of occurrences: as much as a pair of syllables that occurs
/// sixteen times.
const TAG_COUNT: f32 = 4.0;

/// How many models have each term.
#[derive(Debug)]
pub(super) struct TermStats {
    /// The number of models by bucket (document frequency).
    frequency: Vec<u32>,
    /// The rarity by frequency, `ln(models / frequency)`: far fewer frequencies than terms occur.
    rarity: Vec<f32>,
}

/// The heaviest terms of a model, as bucket and weight, heaviest first. The weights are a vector of length one.
#[derive(Debug)]
pub(super) struct Description {
    terms: [(u32, f32); DESCRIBING],
    count: usize,
}

/// A bucket, a model that it describes, and its weight there.
pub(super) type Posting = (u32, u32, f32);

impl TermStats {
    /// `frequency` is the number of models by bucket.
    pub(super) fn new(frequency: Vec<u32>, models: usize) -> Self {
        let total = models as f32;
        let most = frequency.iter().copied().max().unwrap_or(0);
        let rarity = (0..=most).map(|frequency| (total / frequency.max(1) as f32).ln()).collect();
        Self { frequency, rarity }
    }

    /// Terms that no other model has describe nothing that could be shared.
    pub(super) fn describe<M: Features>(&self, model: &M) -> Description {
        let frequency = |bucket: u32| self.frequency[bucket as usize];
        let pairs = model.terms().map(|term| (term.bucket, f32::from(term.count).sqrt()));
        let tags = model.tags().iter().map(|&bucket| (bucket, TAG_COUNT));
        let shared = pairs.chain(tags).filter(|&(bucket, _)| frequency(bucket) > 1);
        let weighted = shared.map(|(bucket, count)| (bucket, count * self.rarity[frequency(bucket) as usize]));
        let mut weighted: Vec<(u32, f32)> = weighted.collect();
        let order = |a: &(u32, f32), b: &(u32, f32)| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0));
        if weighted.len() > DESCRIBING {
            weighted.select_nth_unstable_by(DESCRIBING, order);
            weighted.truncate(DESCRIBING);
        }
        weighted.sort_unstable_by(order);
        let length = weighted.iter().map(|(_, weight)| weight * weight).sum::<f32>().sqrt().max(f32::MIN_POSITIVE);
        let mut description = Description { terms: [(0, 0.0); DESCRIBING], count: weighted.len() };
        for (term, (bucket, weight)) in description.terms.iter_mut().zip(weighted) {
            *term = (bucket, weight / length);
        }
        description
    }
}

/// How many models have each bucket.
pub(super) fn frequencies<M: Features>(models: &[Arc<M>]) -> Vec<u32> {
    let mut frequency = vec![0u32; BUCKETS];
    for model in models {
        buckets(&**model).for_each(|bucket| frequency[bucket as usize] += 1);
    }
    frequency
}

impl Description {
    pub(super) fn terms(&self) -> &[(u32, f32)] {
        &self.terms[..self.count]
    }

    pub(super) fn buckets(&self) -> impl Iterator<Item = u32> + '_ {
        self.terms().iter().map(|&(bucket, _)| bucket)
    }

    pub(super) fn postings(&self, model: u32) -> impl Iterator<Item = Posting> + '_ {
        self.terms().iter().map(move |&(bucket, weight)| (bucket, model, weight))
    }
}

/// For each term the models it describes best.
pub(super) struct Postings {
    /// By bucket, heaviest first.
    entries: Vec<Posting>,
    /// Where each group of [`GROUP`] buckets begins in `entries`; one longer than the number of groups.
    starts: Vec<u32>,
}

/// How many neighbouring buckets are found together. Most buckets describe no model, so a table of all of them would be
/// larger than the postings of a small site.
const GROUP: usize = 16;

impl Postings {
    pub(super) fn new(mut entries: Vec<Posting>) -> Self {
        entries.par_sort_unstable_by(by_bucket_and_weight);
        let mut starts = vec![0u32; BUCKETS / GROUP + 1];
        entries.iter().for_each(|&(bucket, _, _)| starts[bucket as usize / GROUP + 1] += 1);
        for group in 1..starts.len() {
            starts[group] += starts[group - 1];
        }
        Self { entries, starts }
    }

    /// The models that a bucket describes best, heaviest first.
    pub(super) fn best(&self, bucket: u32) -> &[Posting] {
        let group = bucket as usize / GROUP;
        let group = &self.entries[self.starts[group] as usize..self.starts[group + 1] as usize];
        let own = &group[group.partition_point(|&(other, _, _)| other < bucket)..];
        &own[..own.partition_point(|&(other, _, _)| other == bucket).min(KEPT)]
    }
}

/// By bucket, then heaviest first, then by model.
fn by_bucket_and_weight(a: &Posting, b: &Posting) -> Ordering {
    a.0.cmp(&b.0).then(b.2.total_cmp(&a.2)).then(a.1.cmp(&b.1))
}
