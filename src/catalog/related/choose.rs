//! From shared terms to the few models that a page shows.

use std::sync::Arc;

use super::terms::{Description, Postings};
use super::{Features, SHOWN};

/// The factor by which the score of two models of the same field grows.
const SAME_FIELD: f32 = 1.3;

/// Chooses related models from a list of models.
pub(super) struct Chooser<'m, M> {
    models: &'m [Arc<M>],
    /// The first models of each field, for models that share no term with any other.
    by_field: Vec<Vec<u32>>,
}

impl<'m, M: Features> Chooser<'m, M> {
    pub(super) fn new(models: &'m [Arc<M>]) -> Self {
        let mut by_field: Vec<Vec<u32>> = Vec::new();
        for (id, model) in (0u32..).zip(models) {
            let field = model.field();
            by_field.resize(by_field.len().max(field + 1), Vec::new());
            if by_field[field].len() < SHOWN * 2 {
                by_field[field].push(id);
            }
        }
        Self { models, by_field }
    }

    /// The models related to the model at `id`, best first. `postings` must hold those of the buckets in `own`.
    pub(super) fn choose(&self, id: u32, own: &Description, postings: &Postings, scores: &mut Scores) -> Vec<u32> {
        let model = &*self.models[id as usize];
        let (mut anywhere, mut elsewhere) = (Best::NONE, Best::NONE);
        let is_elsewhere = |other: u32| !self.models[other as usize].is_beside(model);
        for &(bucket, weight) in own.terms() {
            for &(_, other, other_weight) in postings.best(bucket).iter().filter(|&&(_, other, _)| other != id) {
                scores.add(other, weight * other_weight);
            }
        }
        for (other, score) in scores.take() {
            let same_field = self.models[other as usize].field() == model.field();
            let score = if same_field { score * SAME_FIELD } else { score };
            anywhere.offer(other, score);
            if is_elsewhere(other) {
                elsewhere.offer(other, score);
            }
        }
        let near = (1..=SHOWN as u32 * 2).flat_map(|step| [id.checked_sub(step), id.checked_add(step)]).flatten();
        let near = near.filter(|&other| (other as usize) < self.models.len());
        let fallback = self.by_field[model.field()].iter().copied();
        let mut candidates: Vec<u32> = Vec::with_capacity(SHOWN * 6);
        for other in anywhere.models().chain(elsewhere.models()).chain(fallback).chain(near) {
            if other != id && !candidates.contains(&other) {
                candidates.push(other);
            }
        }
        balance(&candidates, is_elsewhere)
    }
}

/// A sum for each model. It is used for one model after another, and only the sums that were touched are cleared.
pub(super) struct Scores {
    sums: Vec<f32>,
    touched: Vec<u32>,
}

impl Scores {
    pub(super) fn new(models: usize) -> Self {
        Self { sums: vec![0.0; models], touched: Vec::new() }
    }

    fn add(&mut self, model: u32, score: f32) {
        let sum = &mut self.sums[model as usize];
        if *sum == 0.0 {
            self.touched.push(model);
        }
        *sum += score;
    }

    /// Everything added since the last call, in no order.
    fn take(&mut self) -> impl Iterator<Item = (u32, f32)> + '_ {
        let sums = &mut self.sums;
        self.touched.drain(..).map(|model| (model, std::mem::take(&mut sums[model as usize])))
    }
}

/// The [`SHOWN`] models with the highest scores, best first; of equal scores the first in the list of models.
#[derive(Clone, Copy)]
struct Best {
    ranked: [(f32, u32); SHOWN],
    len: usize,
}

impl Best {
    const NONE: Self = Self { ranked: [(0.0, u32::MAX); SHOWN], len: 0 };

    fn offer(&mut self, model: u32, score: f32) {
        let is_better =
            |&(other_score, other): &(f32, u32)| other_score > score || (other_score == score && other < model);
        let rank = self.ranked[..self.len].iter().take_while(|other| is_better(other)).count();
        if rank < SHOWN {
            self.ranked.copy_within(rank..SHOWN - 1, rank + 1);
            self.ranked[rank] = (score, model);
            self.len = (self.len + 1).min(SHOWN);
        }
    }

    fn models(&self) -> impl Iterator<Item = u32> + '_ {
        self.ranked[..self.len].iter().map(|&(_, model)| model)
    }
}

/// The first [`SHOWN`] candidates, of which at least half come from elsewhere when there are that many.
fn balance(candidates: &[u32], is_elsewhere: impl Fn(u32) -> bool) -> Vec<u32> {
    let reserved = candidates.iter().filter(|&&other| is_elsewhere(other)).count().min(SHOWN.div_ceil(2));
    let mut chosen = Vec::with_capacity(SHOWN);
    let mut from_here = 0;
    for &candidate in candidates {
        if chosen.len() == SHOWN {
            break;
        }
        if !is_elsewhere(candidate) {
            if from_here == SHOWN - reserved {
                continue;
            }
            from_here += 1;
        }
        chosen.push(candidate);
    }
    chosen
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_come_from_another_locality() {
        let candidates: Vec<u32> = (0..20).collect();
        assert_eq!(balance(&candidates, |other| other >= 17), [0, 1, 2, 17, 18, 19]);
        assert_eq!(balance(&candidates, |_| false), [0, 1, 2, 3, 4, 5]);
        assert_eq!(balance(&candidates, |_| true), [0, 1, 2, 3, 4, 5]);
    }
}
