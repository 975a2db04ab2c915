//! The catalog: all models and pages, resolved. Places, links, listings, related models, who copied whom.
//!
//! [`prepare`] takes one file, [`gather()`] all of them. The catalog is then only read. It knows how models belong together,
//! not how pages look.

mod duplicates;
mod gather;
mod links;
mod lint;
mod listings;
mod membership;
mod originals;
mod places;
mod prepared;
mod related;
mod replications;
mod spread;
#[cfg(test)]
pub(crate) mod tests;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::entry::{Article, Entry};
use crate::finding::FileContext;
use crate::locality::{Gazetteer, UnitId};
use crate::media::{MediaFile, MediaOutput};
use crate::route::ListingKind;
use crate::schema::{ModelFrontMatter, PageFrontMatter, ReplicationCount, SiteConfig, Told};
use crate::text::{Date, PartialDate, SitePath, Span};

use related::RelatedIndex;

pub(crate) use duplicates::{has_nearly_the_title, is_nearly_called};
pub(crate) use gather::{Surroundings, gather};
pub(crate) use links::LinkTarget;
pub(crate) use lint::examine;
pub(crate) use listings::{Listing, Listings};
pub(crate) use places::Fate;
pub(crate) use prepared::{Prepared, prepare};
pub(crate) use related::RelatedCache;
pub(crate) use spread::{Border, Edge, Reach, Spread};

/// Years after which an awarded model should be reviewed again.
pub(crate) const REVIEW_YEARS: u16 = 2;

/// Position of a model in [`Catalog::models`].
pub(crate) type ModelId = u32;

/// Everything the site is made of.
#[derive(Debug)]
pub struct Catalog {
    /// Settings and lists.
    pub site: Arc<SiteConfig>,
    /// The path and the text of `content/site.yaml`, for findings.
    pub site_source: (SitePath, Arc<str>),
    /// Places.
    pub gazetteer: Arc<Gazetteer>,
    /// The present province the site is at home in.
    pub home: Option<UnitId>,
    /// The day up to which pages count, for what is overdue: see [`Source::as_of`](crate::source::Source::as_of).
    pub as_of: Date,
    /// The models, by slug.
    pub models: Vec<Model>,
    /// The ordinary pages, in the order editors gave them, then by title.
    pub pages: Vec<Page>,
    /// All models, latest first: by year, then title in Vietnamese order.
    pub order: Vec<ModelId>,
    /// Who copied whom.
    pub spread: Spread,
    /// The listings with enough models, those of all campaigns, of the communes of the home province, and of the places
    /// that copied a model.
    pub listings: Listings,
    /// The pictures and attachments of `content/` that pages point to.
    pub files: BTreeMap<SitePath, PublishedFile>,
    related: RelatedIndex,
}

/// A file of `content/` that is published beside the pages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublishedFile {
    /// Its URL path; the name carries the hash of its content. Of a photograph that of its largest width.
    pub url_path: String,
    /// URL paths of a photograph's other widths, the larger first.
    pub smaller: Vec<String>,
    /// What is known of it, and where its bytes are.
    pub media: MediaFile,
}

impl PublishedFile {
    /// Width and height in pixels, for pictures: those of the file at `url_path`.
    pub fn size(&self) -> Option<(u32, u32)> {
        self.media.outputs().first()?.size()
    }

    /// Its files with their URL paths: one, or one for each width of a photograph.
    pub fn files(&self) -> impl Iterator<Item = (&str, MediaOutput)> {
        let url_paths = std::iter::once(&self.url_path).chain(&self.smaller).map(String::as_str);
        url_paths.zip(self.media.outputs())
    }

    /// URL path and width in pixels of each file of a picture; empty if there is only one.
    pub fn widths(&self) -> Vec<(&str, u32)> {
        let widths: Vec<(&str, u32)> = self.files().filter_map(|(url, file)| Some((url, file.size()?.0))).collect();
        if widths.len() > 1 { widths } else { Vec::new() }
    }
}

impl Catalog {
    /// `content/site.yaml`, to make findings from spans.
    pub fn site_file(&self) -> FileContext<'_> {
        FileContext::new(&self.site_source.0, &self.site_source.1)
    }

    /// Where the file of `content/` at `path` is asked for first: as a cover, or in a text.
    pub(crate) fn first_use(&self, path: &SitePath) -> Option<(FileContext<'_>, Span)> {
        let in_text = |targets: &[LinkTarget], article: &Article| {
            let asks = |target: &LinkTarget| matches!(target, LinkTarget::File(file) if file == path);
            targets.iter().position(asks).map(|at| article.references[at].span)
        };
        let in_models = self.models.iter().find_map(|model| {
            let cover = || model.entry.front_matter.cover.as_ref().filter(|_| model.cover.as_ref() == Some(path));
            let span = cover().map(|cover| cover.span).or_else(|| in_text(&model.targets, &model.entry.article))?;
            Some((model.entry.file(), span))
        });
        in_models.or_else(|| {
            let span = |page: &Page| in_text(&page.targets, &page.entry.article);
            self.pages.iter().find_map(|page| Some((page.entry.file(), span(page)?)))
        })
    }

    /// Models to read next after the one at `id`, best first.
    pub fn related(&self, id: ModelId) -> Vec<ModelId> {
        self.related.of(id)
    }

    /// Computes [`Self::related`] for all models at once, which costs as much as asking for a few. The answers are the same.
    pub fn relate_all(&self) {
        self.related.choose_for_all();
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
    /// Where it was copied, or where copies were counted, in the order of `replications` in the file.
    pub replications: Arc<[Located]>,
    /// The model it is a copy of.
    pub based_on: Option<ModelId>,
    /// Models that are copies of it, by slug.
    pub variants: Vec<ModelId>,
    /// How far it has come.
    pub reach: Reach,
    /// Which of the things that another place needs to know it tells.
    pub(crate) told: Told,
    /// The targets of the references of its article, in the same order.
    pub targets: Vec<LinkTarget>,
    /// The cover picture, if it exists.
    pub cover: Option<SitePath>,
    /// The day of the commit that touched the file last; `None` where git does not know the file.
    pub edited: Option<Date>,
    /// The same, else the latest day that the file names.
    pub updated: Option<Date>,
}

impl Model {
    /// Its front matter.
    pub fn front_matter(&self) -> &ModelFrontMatter {
        &self.entry.front_matter
    }

    /// Its title and, where it is written, its place: `“Tiếng kẻng” (Xã Đông Giang, tỉnh Lâm Đồng)`.
    pub(crate) fn named(&self) -> String {
        let (title, place) = (&self.front_matter().title.value, &self.place.written);
        if place.is_empty() { format!("“{title}”") } else { format!("“{title}” ({place})") }
    }

    /// Year of its latest award.
    pub fn awarded(&self) -> Option<u16> {
        awarded(self.front_matter())
    }

    /// Year of its latest award, else the year it began.
    pub fn year(&self) -> Option<u16> {
        year_of(self.front_matter())
    }

    /// Numbers of places that copied it, as sources count them without naming the places.
    pub fn counted_copies(&self) -> impl Iterator<Item = &ReplicationCount> {
        self.front_matter().replications.iter().filter_map(|replication| replication.count.as_ref())
    }

    /// Whether a source says that it was copied, be it with names or with numbers.
    pub fn is_copied(&self) -> bool {
        self.reach.places > 0 || self.counted_copies().next().is_some()
    }

    /// The largest number of copies that sources tell, named or counted, for ordering only: what they count may be districts
    /// as well as clubs.
    pub fn most_copies(&self) -> usize {
        // Counts are finite; those of places are whole, mostly.
        let counted = self.counted_copies().map(|count| count.number.amount as usize).max();
        self.reach.places.max(counted.unwrap_or(0))
    }

    /// The latest day on which it is known to have run: its review, or the end of the year of its latest award. `None`
    /// without an award.
    pub fn last_seen(&self) -> Option<Date> {
        let awarded = self.awarded()?;
        self.front_matter().reviewed.map(PartialDate::last_day).max(Date::new(awarded, 12, 31))
    }

    /// The same as it is told, for no source says on which day: the review, if it is of a later year than the latest award,
    /// else the year of that.
    pub(crate) fn last_known(&self) -> Option<PartialDate> {
        let awarded = self.awarded()?;
        let reviewed = self.front_matter().reviewed.filter(|day| day.year() > awarded);
        Some(reviewed.unwrap_or(PartialDate::of_year(awarded)))
    }

    /// Whether it was awarded and has not been reviewed for [`REVIEW_YEARS`].
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

/// A place of a model or of a copy, and the units it stands for.
#[derive(Debug, Clone, Default)]
pub struct Located {
    /// How pages write it: in full and in the official spelling, as it was called then. What the file says, if there is a
    /// finding about the name.
    pub written: String,
    /// What the name has below the commune: `Thôn 2`.
    pub hamlet: Option<String>,
    /// The unit of the gazetteer, former or present; `None` if there is a finding about the name. Of several places, the
    /// first.
    pub unit: Option<UnitId>,
    /// The other units, of several places.
    pub further: Vec<UnitId>,
    /// The present units it belongs to; several when the former one was divided, or when there are several places.
    pub now: Vec<UnitId>,
    /// Whether the editor said which the present units are.
    pub is_settled: bool,
    /// Whether the place has another name now, or was divided.
    pub has_changed: bool,
}

/// One ordinary page, resolved.
#[derive(Debug)]
pub struct Page {
    /// The file.
    pub entry: Arc<Entry<PageFrontMatter>>,
    /// The targets of the references of its article, in the same order.
    pub targets: Vec<LinkTarget>,
    /// Last change.
    pub updated: Option<Date>,
}
