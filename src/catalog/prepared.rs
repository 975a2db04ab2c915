//! A file of the site before it meets the others: what can be said of it with the site's lists and the gazetteer alone.
//!
//! Nothing here depends on any other file, so a file that has not changed need not be prepared again.

use std::sync::Arc;

use super::listings::{Membership, memberships};
use super::places::locate;
use super::related::Similarity;
use super::{Located, year_of};
use crate::entry::{Entry, Parsed, Term, word_bucket};
use crate::finding::Checked;
use crate::locality::Gazetteer;
use crate::schema::{ModelFrontMatter, PageFrontMatter, Site};
use crate::vietnamese;

/// A file ready to be gathered.
#[derive(Debug, Clone)]
pub enum Prepared {
    /// A model.
    Model(Arc<PreparedModel>),
    /// An ordinary page.
    Page(Arc<Entry<PageFrontMatter>>),
}

/// A model ready to be gathered.
#[derive(Debug)]
pub struct PreparedModel {
    pub(super) entry: Arc<Entry<ModelFrontMatter>>,
    pub(super) place: Arc<Located>,
    pub(super) replications: Arc<[Located]>,
    pub(super) year: Option<u16>,
    /// Its title's place in Vietnamese order.
    pub(super) title_key: Vec<u8>,
    /// The listings it stands in, each once.
    pub(super) memberships: Box<[Membership]>,
    /// Its tags as buckets of terms.
    tags: Vec<u32>,
    /// Its field's position among the site's; all that the site does not know are one.
    field: usize,
}

impl Prepared {
    /// Whether it is a model.
    pub fn is_model(&self) -> bool {
        matches!(self, Self::Model(_))
    }

    /// Whether the editor marked it as not to be published yet.
    pub fn is_draft(&self) -> bool {
        match self {
            Self::Model(model) => model.entry.front_matter.draft,
            Self::Page(entry) => entry.front_matter.draft,
        }
    }
}

/// Finds a model's places, and what follows from them and the site's lists.
pub fn prepare(parsed: Parsed, site: &Site, gazetteer: &Gazetteer) -> Checked<Prepared> {
    let entry = match parsed {
        Parsed::Model(entry) => entry,
        Parsed::Page(entry) => return Checked::clean(Prepared::Page(entry)),
    };
    let mut findings = Vec::new();
    let (place, replications) = locate(&entry, gazetteer, &mut findings);
    let model = PreparedModel {
        year: year_of(&entry.front_matter),
        title_key: vietnamese::sort_key(&entry.front_matter.title.value),
        memberships: memberships(&entry.front_matter, &place, site, gazetteer),
        tags: entry.front_matter.tags.iter().map(|tag| word_bucket("tag", tag)).collect(),
        field: site.fields.iter().position(|field| field.id == entry.front_matter.field).unwrap_or(site.fields.len()),
        place: Arc::new(place),
        replications: replications.into(),
        entry,
    };
    Checked { value: Prepared::Model(Arc::new(model)), findings }
}

impl Similarity for PreparedModel {
    fn terms(&self) -> &[Term] {
        &self.entry.profile.terms
    }

    fn tags(&self) -> &[u32] {
        &self.tags
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
