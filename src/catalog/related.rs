//! Which models to read next.
//!
//! A model is described by its heaviest terms (pairs of syllables and tags, by frequency here against frequency
//! everywhere). Two models are related when they share such terms. Each term keeps only the models it describes best,
//! so the work grows with the number of models, not with its square. At least half of what is shown comes from
//! another locality whenever there is anything: that is what the site is for.

use rayon::prelude::*;

use crate::entry::{BUCKETS, Profile, word_bucket};

/// How many related models a page shows.
pub(super) const SHOWN: usize = 6;

/// How many terms describe a model.
const DESCRIBING: usize = 14;
/// How many models a term keeps.
const KEPT: usize = 48;
/// What a shared tag counts for, against a pair of syllables that occurs twice.
const TAG_COUNT: f32 = 4.0;
/// What two models of one field gain.
const SAME_FIELD: f32 = 1.3;

/// What this room needs to know of a model.
pub(super) struct Facts<'c> {
    /// What its text is about.
    pub profile: &'c Profile,
    /// Its tags.
    pub tags: &'c [String],
    /// Its field.
    pub field: usize,
    /// Number of its present place: equal numbers are one locality.
    pub locality: u32,
}

/// For each model the models to read next, best first, as positions in `models`.
/// A model without anything in common with others gets those of its own field, then its neighbours in the list.
pub(super) fn related(models: &[Facts<'_>]) -> Vec<Vec<u32>> {
    let terms: Vec<Vec<(u32, f32)>> = describe(models);
    let postings = Postings::new(&terms);
    let fallback = by_field(models);
    (0..models.len())
        .into_par_iter()
        .map_init(
            || Scores::new(models.len()),
            |scores, model| choose(model, models, &terms, &postings, &fallback, scores),
        )
        .collect()
}

/// The heaviest terms of each model, as `(bucket, weight)`.
fn describe(models: &[Facts<'_>]) -> Vec<Vec<(u32, f32)>> {
    let tags: Vec<Vec<u32>> =
        models.iter().map(|model| model.tags.iter().map(|tag| word_bucket("tag", tag)).collect()).collect();
    let mut frequency = vec![0u32; BUCKETS];
    for (model, tags) in models.iter().zip(&tags) {
        let buckets = model.profile.terms.iter().map(|term| term.bucket()).chain(tags.iter().copied());
        buckets.for_each(|bucket| frequency[bucket as usize] += 1);
    }
    let total = models.len() as f32;
    let rarity = |bucket: u32| (total / frequency[bucket as usize].max(1) as f32).ln();
    models
        .par_iter()
        .zip(&tags)
        .map(|(model, tags)| {
            let pairs = model.profile.terms.iter().map(|term| (term.bucket(), f32::from(term.count()).sqrt()));
            let tags = tags.iter().map(|&bucket| (bucket, TAG_COUNT));
            let shared = pairs.chain(tags).filter(|&(bucket, _)| frequency[bucket as usize] > 1);
            let mut weighted: Vec<(u32, f32)> =
                shared.map(|(bucket, count)| (bucket, count * rarity(bucket))).collect();
            let order = |a: &(u32, f32), b: &(u32, f32)| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0));
            if weighted.len() > DESCRIBING {
                weighted.select_nth_unstable_by(DESCRIBING, order);
                weighted.truncate(DESCRIBING);
            }
            let length = weighted.iter().map(|(_, weight)| weight * weight).sum::<f32>().sqrt().max(f32::MIN_POSITIVE);
            weighted.iter_mut().for_each(|(_, weight)| *weight /= length);
            weighted.sort_unstable_by(order);
            weighted
        })
        .collect()
}

/// For each term the models it describes best.
struct Postings {
    /// `(bucket, model, weight)`, by bucket, heaviest first.
    entries: Vec<(u32, u32, f32)>,
    /// Where each bucket begins in `entries`; one longer than the number of buckets.
    starts: Vec<u32>,
}

impl Postings {
    fn new(terms: &[Vec<(u32, f32)>]) -> Self {
        let all = terms
            .iter()
            .zip(0..)
            .flat_map(|(terms, model)| terms.iter().map(move |&(term, weight)| (term, model, weight)));
        let mut entries: Vec<(u32, u32, f32)> = all.collect();
        entries.par_sort_unstable_by(|a, b| a.0.cmp(&b.0).then(b.2.total_cmp(&a.2)).then(a.1.cmp(&b.1)));
        let mut starts = vec![0u32; BUCKETS + 1];
        entries.iter().for_each(|&(bucket, _, _)| starts[bucket as usize + 1] += 1);
        for bucket in 0..BUCKETS {
            starts[bucket + 1] += starts[bucket];
        }
        Self { entries, starts }
    }

    fn best(&self, bucket: u32) -> &[(u32, u32, f32)] {
        let (start, end) = (self.starts[bucket as usize] as usize, self.starts[bucket as usize + 1] as usize);
        &self.entries[start..end.min(start + KEPT)]
    }
}

/// A sum for each model; reused from model to model, so only what was touched is cleared.
struct Scores {
    sum: Vec<f32>,
    touched: Vec<u32>,
}

impl Scores {
    fn new(models: usize) -> Self {
        Self { sum: vec![0.0; models], touched: Vec::new() }
    }

    fn add(&mut self, model: u32, score: f32) {
        let sum = &mut self.sum[model as usize];
        if *sum == 0.0 {
            self.touched.push(model);
        }
        *sum += score;
    }

    /// Everything added since the last time, in no order.
    fn take(&mut self) -> impl Iterator<Item = (u32, f32)> + '_ {
        let sums = &mut self.sum;
        self.touched.drain(..).map(|model| (model, std::mem::take(&mut sums[model as usize])))
    }
}

/// The best few of many, best first; of equals the first in the list.
#[derive(Clone, Copy)]
struct Best {
    ranked: [(f32, u32); SHOWN],
    len: usize,
}

impl Best {
    const NONE: Self = Self { ranked: [(0.0, u32::MAX); SHOWN], len: 0 };

    fn offer(&mut self, model: u32, score: f32) {
        let better =
            |&(other_score, other): &(f32, u32)| other_score > score || (other_score == score && other < model);
        let at = self.ranked[..self.len].iter().take_while(|other| better(other)).count();
        if at < SHOWN {
            self.ranked.copy_within(at..SHOWN - 1, at + 1);
            self.ranked[at] = (score, model);
            self.len = (self.len + 1).min(SHOWN);
        }
    }

    fn models(&self) -> impl Iterator<Item = u32> + '_ {
        self.ranked[..self.len].iter().map(|&(_, model)| model)
    }
}

fn choose(
    model: usize,
    models: &[Facts<'_>],
    terms: &[Vec<(u32, f32)>],
    postings: &Postings,
    fallback: &[Vec<u32>],
    scores: &mut Scores,
) -> Vec<u32> {
    for &(bucket, weight) in &terms[model] {
        for &(_, other, other_weight) in postings.best(bucket) {
            if other as usize != model {
                scores.add(other, weight * other_weight);
            }
        }
    }
    let own = &models[model];
    let is_elsewhere = |other: u32| models[other as usize].locality != own.locality;
    let (mut anywhere, mut elsewhere) = (Best::NONE, Best::NONE);
    for (other, score) in scores.take() {
        let score = if models[other as usize].field == own.field { score * SAME_FIELD } else { score };
        anywhere.offer(other, score);
        if is_elsewhere(other) {
            elsewhere.offer(other, score);
        }
    }
    let near = (1..=SHOWN * 2).flat_map(|step| [model.checked_sub(step), model.checked_add(step)]).flatten();
    let near = near.filter(|&other| other < models.len()).map(|other| other as u32);
    let mut candidates: Vec<u32> = Vec::with_capacity(SHOWN * 6);
    for other in anywhere.models().chain(elsewhere.models()).chain(fallback[own.field].iter().copied()).chain(near) {
        if other as usize != model && !candidates.contains(&other) {
            candidates.push(other);
        }
    }
    balance(&candidates, is_elsewhere)
}

/// The first [`SHOWN`] candidates, of which at least half come from elsewhere when there are that many.
fn balance(candidates: &[u32], elsewhere: impl Fn(u32) -> bool) -> Vec<u32> {
    let reserved = candidates.iter().filter(|&&c| elsewhere(c)).count().min(SHOWN.div_ceil(2));
    let mut chosen = Vec::with_capacity(SHOWN);
    let mut from_here = 0;
    for &candidate in candidates {
        if chosen.len() == SHOWN {
            break;
        }
        if !elsewhere(candidate) {
            if from_here == SHOWN - reserved {
                continue;
            }
            from_here += 1;
        }
        chosen.push(candidate);
    }
    chosen
}

/// Some models of each field, for models that share nothing with any other.
fn by_field(models: &[Facts<'_>]) -> Vec<Vec<u32>> {
    let fields = models.iter().map(|model| model.field + 1).max().unwrap_or(0);
    let mut lists = vec![Vec::new(); fields];
    for (number, model) in (0u32..).zip(models) {
        if lists[model.field].len() < SHOWN * 2 {
            lists[model.field].push(number);
        }
    }
    lists
}

#[cfg(test)]
mod tests {
    use super::*;

    fn profiles() -> Vec<Profile> {
        [
            ("Biến rác thành tiền", "Chị em gom ve chai, phân loại rác tại nhà rồi bán lấy tiền gây quỹ"),
            ("Ngôi nhà xanh", "Bà con bỏ chai nhựa vào điểm gom, hội phân loại rác tại nhà, bán lấy tiền gây quỹ"),
            ("Thu gom ve chai", "Hội viên gom ve chai mỗi tháng, bán lấy tiền gây quỹ giúp chị em khó khăn"),
            ("Tiếng kẻng an ninh", "Nghe kẻng dồn dập cả làng cùng ra bắt trộm, giữ an ninh trật tự"),
        ]
        .iter()
        .map(|(title, text)| Profile::of(title, [*text].into_iter()))
        .collect()
    }

    fn facts(profiles: &[Profile], localities: [u32; 4]) -> Vec<Facts<'_>> {
        let fields = [0, 0, 0, 1];
        let all = profiles.iter().zip(localities).zip(fields);
        all.map(|((profile, locality), field)| Facts { profile, tags: &[], field, locality }).collect()
    }

    #[test]
    fn models_about_the_same_thing_come_first() {
        let profiles = profiles();
        let related = related(&facts(&profiles, [1, 2, 3, 4]));
        assert_eq!(related[0].last(), Some(&3), "{related:?}");
        assert!(related.iter().enumerate().all(|(model, list)| !list.contains(&(model as u32)) && list.len() == 3));
    }

    #[test]
    fn half_come_from_another_locality() {
        let candidates: Vec<u32> = (0..20).collect();
        let chosen = balance(&candidates, |other| other >= 17);
        assert_eq!(chosen, [0, 1, 2, 17, 18, 19]);
        assert_eq!(balance(&candidates, |_| false), [0, 1, 2, 3, 4, 5]);
        assert_eq!(balance(&candidates, |_| true), [0, 1, 2, 3, 4, 5]);
    }

    #[test]
    fn one_model_alone_has_none() {
        let profiles = profiles();
        let one = [Facts { profile: &profiles[0], tags: &[], field: 0, locality: 0 }];
        assert_eq!(related(&one), [Vec::<u32>::new()]);
    }
}
