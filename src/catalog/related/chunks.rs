//! Which models have a term, in chunks of the list of models that are cached by content.
//!
//! `lantoa serve` computes the related models of one page after each save. Counting and searching the terms of all models
//! takes 26 ms of processor time for the ten thousand models of the build bench (2.6 million terms); with all chunks cached
//! but that of the changed model it takes 11 ms. A build of all pages needs no chunks.

use std::sync::{Arc, OnceLock};

use rustc_hash::FxHashMap;
use twox_hash::XxHash3_128;

use super::Features;
use crate::entry::BUCKETS;

/// The average number of models in a chunk. A chunk ends after a model whose hash is a multiple of this number, so a model
/// that is added or removed changes only the chunk that it is in.
const CHUNK: u128 = 128;
/// How many bits a position in a chunk has.
const POSITION_BITS: u32 = u32::BITS - BUCKETS.trailing_zeros();

/// The chunks of the last list of models, by a hash of everything that they are computed from.
#[derive(Debug, Default)]
pub(crate) struct RelatedCache {
    chunks: FxHashMap<u128, Arc<OnceLock<Chunk>>>,
}

/// A list of models in chunks. Chunks are computed when they are first used.
#[derive(Debug)]
pub(super) struct Chunks {
    /// The position of the first model of each chunk.
    chunks: Vec<(usize, Arc<OnceLock<Chunk>>)>,
}

/// The terms of some models, as bucket and position of the model in the chunk, packed and sorted.
#[derive(Debug)]
struct Chunk(Box<[u32]>);

impl Chunks {
    /// Cuts a list of models into chunks. Afterwards `cache` holds these chunks and no others.
    pub(super) fn new<M: Features>(models: &[Arc<M>], cache: &mut RelatedCache) -> Self {
        let (mut chunks, mut kept) = (Vec::new(), FxHashMap::default());
        let (mut start, mut hashes) = (0, Vec::new());
        for (position, model) in models.iter().enumerate() {
            let hash = model.terms_hash();
            hashes.extend(hash.to_le_bytes());
            let length = position + 1 - start;
            if hash.is_multiple_of(CHUNK) || length == 1 << POSITION_BITS || position + 1 == models.len() {
                let key = XxHash3_128::oneshot(&hashes);
                let chunk = kept.entry(key).or_insert_with(|| cache.chunks.remove(&key).unwrap_or_default());
                chunks.push((start, Arc::clone(chunk)));
                (start, hashes) = (position + 1, Vec::with_capacity(hashes.len()));
            }
        }
        cache.chunks = kept;
        Self { chunks }
    }

    /// How many models have each bucket.
    pub(super) fn frequencies<M: Features>(&self, models: &[Arc<M>]) -> Vec<u32> {
        let mut frequencies = vec![0u32; BUCKETS];
        for (_, chunk) in self.computed(models) {
            chunk.0.iter().for_each(|term| frequencies[(term >> POSITION_BITS) as usize] += 1);
        }
        frequencies
    }

    /// The models that have any of these buckets, in ascending order.
    pub(super) fn models_with<M: Features>(&self, buckets: impl Iterator<Item = u32>, models: &[Arc<M>]) -> Vec<u32> {
        let mut found = Vec::new();
        let buckets: Vec<u32> = buckets.collect();
        for (start, chunk) in self.computed(models) {
            for bucket in &buckets {
                let first = chunk.0.partition_point(|term| term >> POSITION_BITS < *bucket);
                let own = chunk.0[first..].iter().take_while(|term| **term >> POSITION_BITS == *bucket);
                found.extend(own.map(|term| start as u32 + (term & ((1 << POSITION_BITS) - 1))));
            }
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    fn computed<'c, M: Features>(&'c self, models: &'c [Arc<M>]) -> impl Iterator<Item = (usize, &'c Chunk)> {
        let ends = self.chunks.iter().skip(1).map(|(start, _)| *start).chain([models.len()]);
        let computed = |((start, chunk), end): (&'c (usize, Arc<OnceLock<Chunk>>), usize)| {
            (*start, chunk.get_or_init(|| Chunk::new(&models[*start..end])))
        };
        self.chunks.iter().zip(ends).map(computed)
    }
}

impl Chunk {
    fn new<M: Features>(models: &[Arc<M>]) -> Self {
        let mut terms: Vec<u32> = Vec::new();
        for (position, model) in (0u32..).zip(models) {
            terms.extend(buckets(&**model).map(|bucket| bucket << POSITION_BITS | position));
        }
        terms.sort_unstable();
        Self(terms.into())
    }
}

/// Every bucket of a model; a tag may be one of the terms of its text.
pub(super) fn buckets<M: Features>(model: &M) -> impl Iterator<Item = u32> + '_ {
    model.terms().map(|term| term.bucket).chain(model.tags().iter().copied())
}

#[cfg(test)]
mod tests {
    use super::super::tests::fact;
    use super::*;

    #[test]
    fn a_changed_model_changes_one_chunk() {
        let mut models: Vec<_> = (0..2_000).map(|number| fact(number % 4, 0, number as u32)).collect();
        let mut cache = RelatedCache::default();
        let before = Chunks::new(&models, &mut cache);
        assert!((8..30).contains(&before.chunks.len()), "{}", before.chunks.len());
        let before: Vec<_> = before.computed(&models).map(|(_, chunk)| std::ptr::from_ref(chunk)).collect();
        models[1_000] = fact(2, 0, 5_000);
        let after = Chunks::new(&models, &mut cache);
        let kept = after.chunks.iter().filter(|(_, chunk)| chunk.get().is_some()).count();
        assert!(kept + 1 >= after.chunks.len() && kept < after.chunks.len(), "{kept} of {}", after.chunks.len());
        let after: Vec<_> = after.computed(&models).map(|(_, chunk)| std::ptr::from_ref(chunk)).collect();
        assert!(before.iter().filter(|chunk| after.contains(chunk)).count() == kept);
    }
}
