//! Which models to read next.
//!
//! A model is described by its heaviest terms (pairs of syllables and tags, by frequency here against frequency
//! everywhere). Two models are related when they share such terms. Each term keeps only the models it describes best,
//! so the work grows with the number of models, not with its square. At least half of what is shown comes from
//! another locality whenever there is anything: that is what the site is for.

use std::collections::BTreeSet;
use std::sync::{Arc, OnceLock};

use rayon::prelude::*;

use super::prepared::PreparedModel;
use crate::entry::{BUCKETS, Term};

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
pub trait Similarity: Send + Sync {
    /// What its text is about.
    fn terms(&self) -> &[Term];
    /// Its tags, as buckets.
    fn tags(&self) -> &[u32];
    /// Its field.
    fn field(&self) -> usize;
    /// Whether both are in one present locality.
    fn is_beside(&self, other: &Self) -> bool;
}

/// What is needed to find the models to read next.
///
/// Counting is always done at once; describing everything only before pages are made of all models
/// ([`Self::choose_for_all`]). Both ways give the same answers.
#[derive(Debug)]
pub(super) struct RelatedIndex<M = PreparedModel> {
    models: Vec<Arc<M>>,
    /// How many models have each bucket.
    frequency: Arc<Vec<u32>>,
    /// Some models of each field, for models that share nothing with any other.
    by_field: Vec<Vec<u32>>,
    /// The answers for all, once they have been prepared.
    all: OnceLock<Vec<Vec<u32>>>,
    /// Each model by its address in memory, in ascending order.
    addresses: Vec<(usize, u32)>,
    index: Arc<OnceLock<Index<M>>>,
}

/// The heaviest terms of a model, as bucket and weight, heaviest first.
#[derive(Debug, Clone, Copy)]
struct Description {
    terms: [(u32, f32); DESCRIBING],
    count: usize,
}

/// A model described by a bucket, and how well.
type Posting = (u32, u32, f32);

impl Description {
    fn terms(&self) -> &[(u32, f32)] {
        &self.terms[..self.count]
    }

    fn postings(&self, model: u32) -> impl Iterator<Item = Posting> + '_ {
        self.terms().iter().map(move |&(bucket, weight)| (bucket, model, weight))
    }
}

/// How many models have each term, kept from one set of models to the next: of two sets that hardly differ only the
/// difference is counted.
#[derive(Debug)]
pub struct TermStats<M = PreparedModel> {
    models: Vec<Arc<M>>,
    frequency: Arc<Vec<u32>>,
    /// Made when it is first asked, for the models of then.
    index: Arc<OnceLock<Index<M>>>,
    /// How many models have come or gone since the index was new.
    drift: usize,
}

/// Which models have a bucket.
#[derive(Debug)]
struct Index<M> {
    models: Vec<Arc<M>>,
    /// Their addresses in memory, in ascending order.
    addresses: Vec<usize>,
    /// Positions of models, bucket by bucket.
    having: Vec<u32>,
    /// Where each bucket begins in `having`; one longer than the number of buckets.
    starts: Vec<u32>,
}

impl<M> Default for TermStats<M> {
    fn default() -> Self {
        Self { models: Vec::new(), frequency: Arc::default(), index: Arc::default(), drift: 0 }
    }
}

/// Every bucket of a model; a tag may be one of its terms.
fn buckets<M: Similarity>(model: &M) -> impl Iterator<Item = usize> + '_ {
    model.terms().iter().map(|term| term.bucket() as usize).chain(model.tags().iter().map(|&bucket| bucket as usize))
}

/// Where models lie in memory, in ascending order. While they are held, one address is one model.
fn addresses<M>(models: &[Arc<M>]) -> Vec<(usize, u32)> {
    let mut all: Vec<(usize, u32)> = models.iter().map(|model| Arc::as_ptr(model).addr()).zip(0..).collect();
    all.sort_unstable();
    all
}

impl<M: Similarity> Index<M> {
    fn new(models: &[Arc<M>]) -> Self {
        let mut starts = vec![0u32; BUCKETS + 1];
        models.iter().flat_map(|model| buckets(&**model)).for_each(|bucket| starts[bucket + 1] += 1);
        for bucket in 0..BUCKETS {
            starts[bucket + 1] += starts[bucket];
        }
        let (mut having, mut next) = (vec![0; starts[BUCKETS] as usize], starts.clone());
        for (at, model) in (0..).zip(models) {
            for bucket in buckets(&**model) {
                having[next[bucket] as usize] = at;
                next[bucket] += 1;
            }
        }
        let addresses = addresses(models).into_iter().map(|(address, _)| address).collect();
        Self { models: models.to_vec(), addresses, having, starts }
    }

    fn having(&self, bucket: u32) -> impl Iterator<Item = &Arc<M>> {
        let range = self.starts[bucket as usize] as usize..self.starts[bucket as usize + 1] as usize;
        self.having[range].iter().map(|&at| &self.models[at as usize])
    }
}

impl<M: Similarity> TermStats<M> {
    /// Counts these models instead of those before. The sums are of whole numbers, so it does not matter what was counted
    /// before. Gives the models' addresses.
    fn turn_to(&mut self, models: &[Arc<M>]) -> Vec<(usize, u32)> {
        let frequency = Arc::make_mut(&mut self.frequency);
        if frequency.is_empty() {
            *frequency = vec![0; BUCKETS];
        }
        let (before, now) = (addresses(&self.models), addresses(models));
        let (mut old, mut new) = (before.iter().peekable(), now.iter().peekable());
        loop {
            match (old.peek(), new.peek()) {
                (Some((a, _)), Some((b, _))) if a == b => {
                    old.next();
                    new.next();
                    continue;
                }
                (Some((a, at)), b) if b.is_none_or(|(b, _)| a < b) => {
                    buckets(&*self.models[*at as usize]).for_each(|bucket| frequency[bucket] -= 1);
                    old.next();
                }
                (_, Some((_, at))) => {
                    buckets(&*models[*at as usize]).for_each(|bucket| frequency[bucket] += 1);
                    new.next();
                }
                _ => break,
            }
            self.drift += 1;
        }
        self.models = models.to_vec();
        if self.drift > models.len() / 8 {
            (self.index, self.drift) = (Arc::default(), 0);
        }
        now
    }
}

impl<M: Similarity> RelatedIndex<M> {
    /// Counts how common each term is.
    pub(super) fn count(models: &[Arc<M>], census: &mut TermStats<M>) -> Self {
        let addresses = census.turn_to(models);
        let (frequency, index) = (census.frequency.clone(), census.index.clone());
        Self { by_field: by_field(models), models: models.to_vec(), frequency, all: OnceLock::new(), addresses, index }
    }

    /// Chooses for every model at once: whoever asks about all of them (a cold build, twice) pays once.
    pub(super) fn choose_for_all(&self) {
        self.all.get_or_init(|| {
            let all: Vec<Description> = self.models.par_iter().map(|model| self.describe(model)).collect();
            let postings = Postings::new(&all);
            let choose = |scores: &mut Scores, (model, own): (usize, &Description)| {
                self.choose(model as u32, own, scores, |bucket| postings.best(bucket))
            };
            all.par_iter().enumerate().map_init(|| Scores::new(self.models.len()), choose).collect()
        });
    }

    /// The models to read next, best first. A model without anything in common with others gets those of its own field,
    /// then its neighbours in the list.
    pub(super) fn of(&self, model: u32) -> Vec<u32> {
        if let Some(all) = self.all.get() {
            return all[model as usize].clone();
        }
        let own = self.describe(&self.models[model as usize]);
        let postings = self.postings_of(&own);
        self.choose(model, &own, &mut Scores::new(self.models.len()), |bucket| {
            let from = postings.partition_point(|&(other, _, _)| other < bucket);
            let postings = &postings[from..];
            &postings[..postings.partition_point(|&(other, _, _)| other == bucket).min(KEPT)]
        })
    }

    fn describe(&self, model: &M) -> Description {
        let frequency = |bucket: u32| self.frequency[bucket as usize];
        let total = self.models.len() as f32;
        let rarity = |bucket: u32| (total / frequency(bucket).max(1) as f32).ln();
        let pairs = model.terms().iter().map(|term| (term.bucket(), f32::from(term.count()).sqrt()));
        let tags = model.tags().iter().map(|&bucket| (bucket, TAG_COUNT));
        let shared = pairs.chain(tags).filter(|&(bucket, _)| frequency(bucket) > 1);
        let mut weighted: Vec<(u32, f32)> = shared.map(|(bucket, count)| (bucket, count * rarity(bucket))).collect();
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

    /// The postings of the buckets that describe one model, by bucket, heaviest first.
    fn postings_of(&self, own: &Description) -> Vec<Posting> {
        let wanted: BTreeSet<u32> = own.terms().iter().map(|&(bucket, _)| bucket).collect();
        let index = self.index.get_or_init(|| Index::new(&self.models));
        let known = wanted.iter().flat_map(|&bucket| index.having(bucket)).filter_map(|model| self.id_of(model));
        let has = |model: &M| buckets(model).any(|bucket| wanted.contains(&(bucket as u32)));
        let unknown = self.unknown_to(index).filter(|&id| has(&self.models[id as usize]));
        let candidates: BTreeSet<u32> = known.chain(unknown).collect();
        let candidates: Vec<u32> = candidates.into_iter().collect();
        let mut postings: Vec<Posting> = candidates
            .into_par_iter()
            .flat_map_iter(|id| self.describe(&self.models[id as usize]).postings(id).collect::<Vec<_>>())
            .filter(|(bucket, _, _)| wanted.contains(bucket))
            .collect();
        postings.sort_unstable_by(heaviest);
        postings
    }

    /// The number of a model, if it is still one of these.
    fn id_of(&self, model: &Arc<M>) -> Option<u32> {
        let address = Arc::as_ptr(model).addr();
        let at = self.addresses.binary_search_by_key(&address, |&(address, _)| address).ok()?;
        Some(self.addresses[at].1)
    }

    /// Models that came after the index was made.
    fn unknown_to<'a>(&'a self, index: &'a Index<M>) -> impl Iterator<Item = u32> + 'a {
        let mut known = index.addresses.iter().peekable();
        self.addresses.iter().filter_map(move |&(address, id)| {
            while known.next_if(|&&other| other < address).is_some() {}
            (known.peek() != Some(&&address)).then_some(id)
        })
    }
}

/// By bucket, then weight, then model.
fn heaviest(a: &Posting, b: &Posting) -> std::cmp::Ordering {
    a.0.cmp(&b.0).then(b.2.total_cmp(&a.2)).then(a.1.cmp(&b.1))
}

/// For each term the models it describes best.
#[derive(Debug)]
struct Postings {
    /// By bucket, heaviest first.
    entries: Vec<Posting>,
    /// Where each [`ROW`] of buckets begins in `entries`; one longer than the number of rows.
    starts: Vec<u32>,
}

/// Buckets that are found together: few models have any of them, and a table of all would be larger than a small site.
const ROW: usize = 16;

impl Postings {
    fn new(all: &[Description]) -> Self {
        let mut entries: Vec<Posting> =
            all.iter().zip(0..).flat_map(|(description, model)| description.postings(model)).collect();
        entries.par_sort_unstable_by(heaviest);
        let mut starts = vec![0u32; BUCKETS / ROW + 1];
        entries.iter().for_each(|&(bucket, _, _)| starts[bucket as usize / ROW + 1] += 1);
        for row in 1..starts.len() {
            starts[row] += starts[row - 1];
        }
        Self { entries, starts }
    }

    fn best(&self, bucket: u32) -> &[Posting] {
        let row = bucket as usize / ROW;
        let row = &self.entries[self.starts[row] as usize..self.starts[row + 1] as usize];
        let own = &row[row.partition_point(|&(other, _, _)| other < bucket)..];
        &own[..own.partition_point(|&(other, _, _)| other == bucket).min(KEPT)]
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

impl<M: Similarity> RelatedIndex<M> {
    fn choose<'p>(
        &self,
        model: u32,
        own: &Description,
        scores: &mut Scores,
        best: impl Fn(u32) -> &'p [Posting],
    ) -> Vec<u32> {
        let models = &self.models;
        let topic = &*models[model as usize];
        let (mut anywhere, mut elsewhere) = (Best::NONE, Best::NONE);
        let is_elsewhere = |other: u32| !models[other as usize].is_beside(topic);
        for &(bucket, weight) in own.terms() {
            for &(_, other, other_weight) in best(bucket).iter().filter(|&&(_, other, _)| other != model) {
                scores.add(other, weight * other_weight);
            }
        }
        for (other, score) in scores.take() {
            let same_field = models[other as usize].field() == topic.field();
            let score = if same_field { score * SAME_FIELD } else { score };
            anywhere.offer(other, score);
            if is_elsewhere(other) {
                elsewhere.offer(other, score);
            }
        }
        let at = model as usize;
        let near = (1..=SHOWN * 2).flat_map(|step| [at.checked_sub(step), at.checked_add(step)]).flatten();
        let near = near.filter(|&other| other < models.len()).map(|other| other as u32);
        let fallback = self.by_field[topic.field()].iter().copied();
        let mut candidates: Vec<u32> = Vec::with_capacity(SHOWN * 6);
        for other in anywhere.models().chain(elsewhere.models()).chain(fallback).chain(near) {
            if other != model && !candidates.contains(&other) {
                candidates.push(other);
            }
        }
        balance(&candidates, is_elsewhere)
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

fn by_field<M: Similarity>(models: &[Arc<M>]) -> Vec<Vec<u32>> {
    let mut lists: Vec<Vec<u32>> = Vec::new();
    for (number, model) in (0u32..).zip(models) {
        let field = model.field();
        lists.resize(lists.len().max(field + 1), Vec::new());
        if lists[field].len() < SHOWN * 2 {
            lists[field].push(number);
        }
    }
    lists
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entry::Profile;

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

    struct Fact(Profile, usize, u32);

    impl Similarity for Fact {
        fn terms(&self) -> &[Term] {
            &self.0.terms
        }
        fn tags(&self) -> &[u32] {
            &[]
        }
        fn field(&self) -> usize {
            self.1
        }
        fn is_beside(&self, other: &Self) -> bool {
            self.2 == other.2
        }
    }

    /// The answers for all, asked one by one and after describing all.
    fn related(models: Vec<Fact>) -> Vec<Vec<u32>> {
        let models: Vec<Arc<Fact>> = models.into_iter().map(Arc::new).collect();
        let neighbours = RelatedIndex::count(&models, &mut TermStats::default());
        let ask = |neighbours: &RelatedIndex<Fact>| (0..models.len() as u32).map(|id| neighbours.of(id)).collect();
        let one_by_one: Vec<Vec<u32>> = ask(&neighbours);
        neighbours.choose_for_all();
        assert_eq!(one_by_one, ask(&neighbours) as Vec<Vec<u32>>);
        one_by_one
    }

    #[test]
    fn models_about_the_same_thing_come_first() {
        let facts = profiles().into_iter().zip([0, 0, 0, 1]).zip(1..);
        let related = related(facts.map(|((profile, field), locality)| Fact(profile, field, locality)).collect());
        assert_eq!(related[0].last(), Some(&3), "{related:?}");
        assert!(related.iter().enumerate().all(|(model, list)| !list.contains(&(model as u32)) && list.len() == 3));
    }

    #[test]
    fn what_was_asked_before_a_change_does_not_matter_after_it() {
        let fact = |at: usize, field| Arc::new(Fact(profiles().remove(at % 4), field, at as u32));
        let mut models: Vec<Arc<Fact>> = (0..40).map(|at| fact(at, at % 3)).collect();
        let mut census = TermStats::default();
        for change in 0..6 {
            let neighbours = RelatedIndex::count(&models, &mut census);
            let one_by_one: Vec<Vec<u32>> = (0..models.len() as u32).map(|id| neighbours.of(id)).collect();
            neighbours.choose_for_all();
            let all: Vec<Vec<u32>> = (0..models.len() as u32).map(|id| neighbours.of(id)).collect();
            assert_eq!(one_by_one, all, "after {change} changes");
            models.remove(change * 3);
            models.insert(7, fact(change + 1, 1));
            models.insert(20, fact(change, 2));
        }
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
        let one = Fact(profiles().remove(0), 0, 0);
        assert_eq!(related(vec![one]), [Vec::<u32>::new()]);
    }
}
