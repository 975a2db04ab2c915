//! The whole set of models and pages, resolved: places, links, listings, related models, who copied whom.
//!
//! The catalog is made once ([`gather`]) and then only read. It knows what belongs together, not how anything looks
//! or where it will stand: addresses of pages come from [`crate::route`], views are made later.

mod duplicates;
mod gather;
mod links;
mod listings;
mod originals;
mod places;
mod prepared;
mod related;
mod spread;
#[cfg(test)]
pub(crate) mod tests;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::entry::Entry;
use crate::finding::FileContext;
use crate::locality::{Gazetteer, UnitId};
use crate::route::ListingKind;
use crate::schema::{ModelFrontMatter, PageFrontMatter, Site};
use crate::text::{Date, SitePath};

use related::RelatedIndex;

pub use duplicates::has_nearly_the_title;
pub use gather::{Surroundings, examine, gather};
pub use links::Target;
pub use listings::{Listing, Listings};
pub use prepared::{Prepared, PreparedModel, prepare};
pub use related::TermStats;
pub use spread::{Border, Edge, Reach, Spread};

/// Years after which an awarded model should have been looked at again.
pub const REVIEW_YEARS: u16 = 2;

/// Position of a model in [`Catalog::models`].
pub type ModelId = u32;

/// Everything the site is made of.
#[derive(Debug)]
pub struct Catalog {
    /// Settings and lists.
    pub site: Arc<Site>,
    /// The file they come from, and its text, for findings.
    pub site_source: (SitePath, Arc<str>),
    /// Places.
    pub gazetteer: Arc<Gazetteer>,
    /// The present province the site is at home in.
    pub home: Option<UnitId>,
    /// The day the content was read.
    pub today: Date,
    /// The models, by slug.
    pub models: Vec<Model>,
    /// The ordinary pages, in the order editors gave them, then by title.
    pub pages: Vec<Page>,
    /// All models, latest first: by year, then title in Vietnamese order.
    pub order: Vec<ModelId>,
    /// Who copied whom.
    pub spread: Spread,
    /// Every listing that holds at least one model; every campaign, the communes of the home province, and the places
    /// that took a model over.
    pub listings: Listings,
    /// The pictures and attachments of `content/` that pages point to.
    pub files: BTreeMap<SitePath, PublishedFile>,
    /// What is needed to find the models to read next.
    neighbours: RelatedIndex,
}

/// A file of `content/` that is published beside the pages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublishedFile {
    /// Its address; the name carries the hash of its content.
    pub address: String,
    /// Width and height in pixels, for pictures.
    pub size: Option<(u32, u32)>,
}

impl Catalog {
    /// `content/site.yaml`, to make findings from spans.
    pub fn site_file(&self) -> FileContext<'_> {
        FileContext::new(&self.site_source.0, &self.site_source.1)
    }

    /// Models to read next after the one at `id`, best first.
    pub fn related(&self, id: ModelId) -> Vec<ModelId> {
        self.neighbours.of(id)
    }

    /// Prepares for [`Self::related`] to be asked of every model. The answers stay the same.
    pub fn relate_all(&self) {
        self.neighbours.choose_for_all();
    }

    /// The newest day on which one of `models` changed, where any is known.
    pub fn last_changed(&self, models: &[ModelId]) -> Option<Date> {
        models.iter().filter_map(|&id| self.model(id).updated).max()
    }

    /// The model at `id`.
    pub fn model(&self, id: ModelId) -> &Model {
        &self.models[id as usize]
    }

    /// The listing by `by` with this slug.
    pub fn listing(&self, by: ListingKind, slug: &str) -> Option<&Listing> {
        self.listings.get(by, slug)
    }

    /// The listings by `by`, by slug.
    pub fn listings_by(&self, by: ListingKind) -> impl DoubleEndedIterator<Item = &Listing> {
        self.listings.by(by).iter()
    }
}

/// One model, resolved.
#[derive(Debug)]
pub struct Model {
    /// The file.
    pub entry: Arc<Entry<ModelFrontMatter>>,
    /// Where it is.
    pub place: Arc<Located>,
    /// Where it was copied, in the order of `replications` in the file.
    pub replications: Arc<[Located]>,
    /// The model it is a copy of.
    pub based_on: Option<ModelId>,
    /// Models that are copies of it, by slug.
    pub variants: Vec<ModelId>,
    /// How far it has come.
    pub reach: Reach,
    /// What the references of its article point to, one for one.
    pub targets: Vec<Target>,
    /// The cover picture, if it exists.
    pub cover: Option<SitePath>,
    /// Last change: the commit that touched the file, else the latest date in it.
    pub updated: Option<Date>,
}

impl Model {
    /// Its front matter.
    pub fn front_matter(&self) -> &ModelFrontMatter {
        &self.entry.front_matter
    }

    /// Year of its latest award.
    pub fn awarded(&self) -> Option<u16> {
        awarded(self.front_matter())
    }

    /// Year of its latest award, else the year it began.
    pub fn year(&self) -> Option<u16> {
        year_of(self.front_matter())
    }

    /// When somebody last knew that it runs: its review, or the end of the year of its latest award. `None` without an
    /// award: nobody has promised yet that there is something to review.
    pub fn last_seen(&self) -> Option<Date> {
        let awarded = self.awarded()?;
        self.front_matter().reviewed.max(Date::new(awarded, 12, 31))
    }

    /// Whether it was awarded and nobody has looked at it for [`REVIEW_YEARS`].
    pub fn awaits_review(&self, today: Date) -> bool {
        self.last_seen().is_some_and(|last| last < today.years_before(REVIEW_YEARS))
    }
}

fn year_of(front_matter: &ModelFrontMatter) -> Option<u16> {
    awarded(front_matter).or(front_matter.started.map(|started| started.value))
}

fn awarded(front_matter: &ModelFrontMatter) -> Option<u16> {
    front_matter.awards.iter().map(|award| award.year).max()
}

/// A place as somebody wrote it, and what that is.
#[derive(Debug, Clone, Default)]
pub struct Located {
    /// As written.
    pub written: String,
    /// What was named below the commune: `Thôn 2`.
    pub hamlet: Option<String>,
    /// The unit of the gazetteer, former or present; `None` only when an error has been told.
    pub unit: Option<UnitId>,
    /// The present units it belongs to; several when the former one was divided.
    pub now: Vec<UnitId>,
}

/// One ordinary page, resolved.
#[derive(Debug)]
pub struct Page {
    /// The file.
    pub entry: Arc<Entry<PageFrontMatter>>,
    /// What the references of its article point to, one for one.
    pub targets: Vec<Target>,
    /// Last change.
    pub updated: Option<Date>,
}
