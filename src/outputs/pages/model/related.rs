//! The models that a page leads on to, with what they have in common with it.

use super::view::RelatedView;
use crate::catalog::{Listing, ModelId};
use crate::charts;
use crate::render::{Renderer, drawn_cover, places};
use crate::route;

/// Models that are shown.
const SHOWN: usize = 3;
/// A tag of more than one in so many models says nothing of the matter: `dân vận khéo` is on nearly all.
const COMMON: usize = 8;
/// Tags that are named.
const NAMED: usize = 3;

impl Renderer<'_> {
    /// Of the models whose texts are nearest those that share a subject first; each with the reason why it is here.
    pub(super) fn related(&self, id: ModelId) -> Vec<RelatedView> {
        let own = self.subjects(id);
        let shared = |other: ModelId| {
            let is_own = |subject: &&Listing| own.iter().any(|own| own.slug == subject.slug);
            let mut shared: Vec<&Listing> = self.subjects(other).into_iter().filter(is_own).collect();
            shared.sort_by_key(|subject| (subject.models.len(), &subject.label));
            (shared, other)
        };
        let mut found: Vec<(Vec<&Listing>, ModelId)> = self.catalog.related(id).into_iter().map(shared).collect();
        // The sort is stable: those with a subject in common first, each as near as its text is.
        found.sort_by_key(|(shared, _)| shared.is_empty());
        found.into_iter().take(SHOWN).map(|(shared, other)| self.related_view(other, self.reason(&shared))).collect()
    }

    /// What two models have in common, given the subjects that they share.
    fn reason(&self, shared: &[&Listing]) -> String {
        let tags: Vec<&str> = shared.iter().take(NAMED).map(|subject| subject.label.as_str()).collect();
        match tags[..] {
            [] => self.word("model.same_matter"),
            _ => self.word("model.same_tags").replace("{tags}", &tags.join(", ")),
        }
    }

    /// A model in few words, with the reason why it is named.
    pub(super) fn related_view(&self, id: ModelId, why: String) -> RelatedView {
        let model = self.catalog.model(id);
        let (place, _) = places::short(self.catalog, &model.place, self.theme);
        RelatedView {
            title: model.front_matter().title.value.clone(),
            url: route::model(&model.entry.slug),
            field_id: model.front_matter().field.to_string(),
            place,
            why,
        }
    }

    /// The listings of those tags of a model that say something of its matter.
    fn subjects(&self, id: ModelId) -> Vec<&Listing> {
        let limit = (self.catalog.models.len() / COMMON).max(2);
        self.catalog.listings.tags_of(id).filter(|listing| listing.models.len() <= limit).collect()
    }

    /// The cover that is drawn for a model without a picture; empty if too little is known of its place.
    pub(in super::super) fn drawing(&self, id: ModelId) -> String {
        drawn_cover(self.catalog, id).map_or_else(String::new, |cover| charts::cover(&cover))
    }
}
