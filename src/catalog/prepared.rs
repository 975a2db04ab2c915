//! One file prepared for [`gather`](super::gather()): everything that follows from the file, the site's lists and the
//! gazetteer alone.
//!
//! Nothing here depends on other files, so the result is cached by the content of the file.

use std::sync::Arc;

use twox_hash::XxHash3_128;

use super::membership::{Membership, memberships};
use super::places::locate;
use super::{Located, year_of};
use crate::entry::{Entry, Parsed, Terms, word_bucket};
use crate::finding::Checked;
use crate::locality::Gazetteer;
use crate::schema::{ModelFrontMatter, PageFrontMatter, SiteConfig, Told};
use crate::vietnamese;

/// A file ready to be gathered.
#[derive(Debug, Clone)]
pub(crate) enum Prepared {
    /// A model.
    Model(Arc<PreparedModel>),
    /// An ordinary page.
    Page(Arc<Entry<PageFrontMatter>>),
}

/// A model ready to be gathered.
#[derive(Debug)]
pub(crate) struct PreparedModel {
    pub(super) entry: Arc<Entry<ModelFrontMatter>>,
    pub(super) place: Arc<Located>,
    pub(super) replications: Arc<[Located]>,
    pub(super) year: Option<u16>,
    /// The sort key of its title in Vietnamese order.
    pub(super) title_key: Vec<u8>,
    /// The listings it stands in, each once.
    pub(super) memberships: Box<[Membership]>,
    /// Its tags, as buckets of terms.
    pub(super) tags: Vec<u32>,
    /// Which of the things that another place needs to know it tells.
    pub(super) told: Told,
    /// A hash of the terms of its text and its tags.
    pub(super) terms_hash: u128,
    /// The position of its field in the site's list; the length of the list for unknown fields.
    pub(super) field: usize,
}

impl Prepared {
    /// Whether it is a model.
    pub(crate) fn is_model(&self) -> bool {
        matches!(self, Self::Model(_))
    }

    /// Whether the file says `draft: true`.
    pub(crate) fn is_draft(&self) -> bool {
        match self {
            Self::Model(model) => model.entry.front_matter.draft,
            Self::Page(entry) => entry.front_matter.draft,
        }
    }
}

/// Resolves a model's places, and computes its listings and sort key.
pub(crate) fn prepare(parsed: Parsed, site: &SiteConfig, gazetteer: &Gazetteer) -> Checked<Prepared> {
    let entry = match parsed {
        Parsed::Model(entry) => entry,
        Parsed::Page(entry) => return Checked::clean(Prepared::Page(entry)),
    };
    let mut findings = Vec::new();
    let (place, replications) = locate(&entry, gazetteer, &mut findings);
    let tags: Vec<u32> = entry.front_matter.tags.iter().map(|tag| word_bucket("tag", tag)).collect();
    let told = entry.told();
    let model = PreparedModel {
        told,
        terms_hash: terms_hash(&entry.profile.terms, &tags),
        year: year_of(&entry.front_matter),
        title_key: vietnamese::sort_key(&entry.front_matter.title.value),
        memberships: memberships(&entry.front_matter, told, std::slice::from_ref(&place), site, gazetteer),
        tags,
        field: site.fields.iter().position(|field| field.id == entry.front_matter.field).unwrap_or(site.fields.len()),
        place: Arc::new(place),
        replications: replications.into(),
        entry,
    };
    Checked { value: Prepared::Model(Arc::new(model)), findings }
}

fn terms_hash(terms: &Terms, tags: &[u32]) -> u128 {
    let buckets = terms.iter().map(|term| term.bucket).chain(tags.iter().copied());
    XxHash3_128::oneshot(&buckets.flat_map(u32::to_le_bytes).collect::<Vec<u8>>())
}
