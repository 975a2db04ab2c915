//! The models that a page leads on to, with what they have in common with it.

use super::view::RelatedView;
use crate::catalog::ModelId;
use crate::charts::{self, Cover};
use crate::render::{Renderer, places};
use crate::route::{self, ListingKind};

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
        let mut found: Vec<(Vec<(usize, String)>, ModelId)> = Vec::new();
        for other in self.catalog.related(id) {
            let mut shared = self.subjects(other);
            shared.retain(|(_, label)| own.iter().any(|(_, own)| own == label));
            shared.sort();
            found.push((shared, other));
        }
        // The sort is stable: those with a subject in common first, each as near as its text is.
        found.sort_by_key(|(shared, _)| shared.is_empty());
        found.into_iter().take(SHOWN).map(|(shared, other)| self.related_view(other, self.reason(&shared))).collect()
    }

    /// What two models have in common, given the subjects that they share.
    fn reason(&self, shared: &[(usize, String)]) -> String {
        let tags: Vec<&str> = shared.iter().take(NAMED).map(|(_, label)| label.as_str()).collect();
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

    /// The tags of a model that say something of its matter, with the number of models that have each, as they are called
    /// in their listings.
    fn subjects(&self, id: ModelId) -> Vec<(usize, String)> {
        let tags = self.catalog.model(id).front_matter().tags.iter();
        let listings = tags.filter_map(|tag| self.catalog.listings.of_word(ListingKind::Tag, tag));
        let counted = listings.map(|listing| (listing.models.len(), listing.label.clone()));
        let limit = (self.catalog.models.len() / COMMON).max(2);
        counted.filter(|(count, _)| *count <= limit).collect()
    }

    /// The cover that is drawn for a model without a picture; empty if too little is known of its place.
    pub(in super::super) fn drawing(&self, id: ModelId) -> String {
        let (catalog, gazetteer) = (self.catalog, &self.catalog.gazetteer);
        let place = &catalog.model(id).place;
        let Some(&now) = place.now.first() else { return String::new() };
        let code = gazetteer.unit(gazetteer.province_of(now)).code.to_string();
        let middle = |place: &crate::catalog::Located| gazetteer.middle(place.unit?);
        let copies = catalog.spread.of(id).iter().filter_map(|edge| middle(catalog.destination(edge)));
        charts::cover(&Cover { code, place: middle(place), copies: copies.collect() })
    }
}
