//! Related models: which models to read next.
//!
//! A model is described by its heaviest terms: pairs of syllables and tags, weighted by how often they occur in it
//! against how many models have them (tf-idf). Two models are related when they share such terms. A term keeps only the
//! models it describes best, so the work grows with the number of models and not with its square. At least half of the
//! models shown come from another locality whenever there are any: that is what the site is for.
//!
//! Everything here is a pure function of the ordered list of models. Between two lists only chunks of sorted terms are
//! cached, by their content ([`RelatedCache`]).

mod choose;
mod chunks;
mod terms;

use std::sync::{Arc, OnceLock};

use rayon::prelude::*;

use super::prepared::PreparedModel;
use crate::entry::Term;
use choose::{Chooser, Scores};
use chunks::Chunks;
use terms::{Postings, TermStats};

pub(crate) use chunks::RelatedCache;

/// How many related models a page shows.
const SHOWN: usize = 6;

/// What related models are computed from.
pub(super) trait Features: Send + Sync {
    /// The terms of its text, in ascending order of buckets.
    fn terms(&self) -> impl Iterator<Item = Term>;
    /// Its tags, as buckets of terms.
    fn tags(&self) -> &[u32];
    /// A hash of its terms and tags.
    fn terms_hash(&self) -> u128;
    /// A number for its main field.
    fn field(&self) -> usize;
    /// Whether both models are in the same present locality.
    fn is_beside(&self, other: &Self) -> bool;
}

/// Answers which models are related to a model. Models are numbered by their position in the list.
///
/// [`Self::of`] computes one answer from scratch, in a few milliseconds for ten thousand models. After
/// [`Self::choose_for_all`] it looks the answer up. Both ways give the same answer.
#[derive(Debug)]
pub(super) struct RelatedIndex<M = PreparedModel> {
    models: Vec<Arc<M>>,
    chunks: Chunks,
    /// Computed on first use: most pages need no related models.
    stats: OnceLock<TermStats>,
    /// The answers for all models, if they have been computed.
    all: OnceLock<Vec<Vec<u32>>>,
}

impl<M: Features> RelatedIndex<M> {
    pub(super) fn new(models: &[Arc<M>], cache: &mut RelatedCache) -> Self {
        let chunks = Chunks::new(models, cache);
        Self { models: models.to_vec(), chunks, stats: OnceLock::new(), all: OnceLock::new() }
    }

    /// Computes the answers for all models in parallel. A build calls this before it renders the page of every model.
    pub(super) fn choose_for_all(&self) {
        self.all.get_or_init(|| {
            let stats = TermStats::new(terms::frequencies(&self.models), self.models.len());
            let descriptions: Vec<_> = self.models.par_iter().map(|model| stats.describe(&**model)).collect();
            let postings = Postings::new((0..).zip(&descriptions).flat_map(|(id, own)| own.postings(id)).collect());
            let chooser = Chooser::new(&self.models);
            let choose = |scores: &mut Scores, (id, own)| chooser.choose(id, own, &postings, scores);
            let numbered = (0..descriptions.len() as u32).into_par_iter().zip(&descriptions);
            numbered.map_init(|| Scores::new(self.models.len()), choose).collect()
        });
    }

    /// The models to read next, best first. A model that shares no term with any other gets models of its own field, then
    /// those next to it in the list.
    pub(super) fn of(&self, id: u32) -> Vec<u32> {
        if let Some(all) = self.all.get() {
            return all[id as usize].clone();
        }
        let count = || TermStats::new(self.chunks.frequencies(&self.models), self.models.len());
        let stats = self.stats.get_or_init(count);
        let own = stats.describe(&*self.models[id as usize]);
        let candidates = self.chunks.models_with(own.buckets(), &self.models);
        let postings = candidates.into_par_iter().flat_map_iter(|id| {
            let all: Vec<_> = stats.describe(&*self.models[id as usize]).postings(id).collect();
            all.into_iter().filter(|(bucket, _, _)| own.buckets().any(|own| own == *bucket))
        });
        let postings = Postings::new(postings.collect());
        Chooser::new(&self.models).choose(id, &own, &postings, &mut Scores::new(self.models.len()))
    }
}

impl Features for PreparedModel {
    fn terms(&self) -> impl Iterator<Item = Term> {
        self.entry.profile.terms.iter()
    }

    fn tags(&self) -> &[u32] {
        &self.tags
    }

    fn terms_hash(&self) -> u128 {
        self.terms_hash
    }

    fn field(&self) -> usize {
        self.field
    }

    fn is_beside(&self, other: &Self) -> bool {
        match (self.place.now.first(), other.place.now.first()) {
            (None, None) => self.place.written == other.place.written,
            (here, there) => here == there,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::chunks::buckets;
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

    pub(super) struct Fact {
        profile: Profile,
        field: usize,
        place: u32,
        tags: Vec<u32>,
    }

    impl Features for Fact {
        fn terms(&self) -> impl Iterator<Item = Term> {
            self.profile.terms.iter()
        }
        fn tags(&self) -> &[u32] {
            &self.tags
        }
        fn terms_hash(&self) -> u128 {
            let bytes: Vec<u8> = buckets(self).chain([self.place]).flat_map(u32::to_le_bytes).collect();
            twox_hash::XxHash3_128::oneshot(&bytes)
        }
        fn field(&self) -> usize {
            self.field
        }
        fn is_beside(&self, other: &Self) -> bool {
            self.place == other.place
        }
    }

    pub(super) fn fact(profile: usize, field: usize, place: u32) -> Arc<Fact> {
        Arc::new(Fact { profile: profiles().remove(profile), field, place, tags: Vec::new() })
    }

    /// The answers for all models, which are the same one by one and all at once.
    fn related(models: &[Arc<Fact>]) -> Vec<Vec<u32>> {
        let ask =
            |index: &RelatedIndex<Fact>| -> Vec<Vec<u32>> { (0..models.len() as u32).map(|id| index.of(id)).collect() };
        let index = RelatedIndex::new(models, &mut RelatedCache::default());
        let one_by_one = ask(&index);
        index.choose_for_all();
        assert_eq!(one_by_one, ask(&index));
        one_by_one
    }

    #[test]
    fn models_about_the_same_thing_come_first() {
        let models: Vec<Arc<Fact>> = [0, 0, 0, 1].iter().enumerate().map(|(at, &f)| fact(at, f, at as u32)).collect();
        let related = related(&models);
        assert_eq!(related[0].last(), Some(&3), "{related:?}");
        assert!((0..).zip(&related).all(|(model, list)| !list.contains(&model) && list.len() == 3));
    }

    #[test]
    fn one_by_one_and_all_at_once_agree_on_many_models() {
        for count in [5, 17, 40] {
            let model = |at: usize| {
                let tags = [7, 1_048_575, 300].into_iter().filter(|tag| at.is_multiple_of(*tag as usize % 5 + 2));
                let profile = profiles().remove(at % 4);
                // A tag may be one of the terms of the text.
                let tags = tags.chain(profile.terms.iter().nth(at % 5).map(|term| term.bucket)).collect();
                Arc::new(Fact { profile, field: at % 3, place: at as u32 % 7, tags })
            };
            let related = related(&(0..count).map(model).collect::<Vec<_>>());
            assert!(related.iter().all(|list| list.len() == SHOWN.min(count - 1)), "{related:?}");
        }
    }

    #[test]
    fn a_single_model_has_no_related_ones() {
        assert_eq!(related(&[fact(0, 0, 0)]), [Vec::<u32>::new()]);
    }
}
