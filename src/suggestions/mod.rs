//! Models that may interest the people of a place: what nearby and similar communes do that theirs does not, what it
//! has given to others, and what it has received.
//!
//! Chooses and ranks models of the catalog; how they are shown is up to the pages.

use std::collections::{BTreeMap, BTreeSet};

use crate::catalog::{Catalog, Model, ModelId};
use crate::locality::{Level, UnitId};
use crate::route::ListingKind;
use crate::schema::Id;

/// Largest number of models in a list.
const MAX_LISTED: usize = 6;
/// Number of nearest communes that are considered.
const NEAREST: usize = 12;
/// Largest number of models of one commune in a list.
const MAX_PER_COMMUNE: usize = 2;

/// Index of a catalog's models by present places. The methods must be given the catalog it was made from.
pub(crate) struct Suggestions {
    /// Models of each present commune.
    by_commune: BTreeMap<UnitId, Vec<ModelId>>,
    /// Models from elsewhere that each present commune and province has copied.
    received: BTreeMap<UnitId, BTreeSet<ModelId>>,
    /// Communes with models, by ascending id, as points on the unit sphere.
    points: Vec<(UnitId, [f32; 3])>,
    /// Field and subjects of each model.
    topics: Vec<Topic>,
}

/// A model's field and subjects as numbers, because each model is compared for dozens of places.
struct Topic {
    /// Index of the main field.
    field: u32,
    /// Numbers of the tags.
    subjects: Box<[u32]>,
}

/// The lists of one place, at most [`MAX_LISTED`] models each. All may be empty.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct SuggestionLists {
    /// Its models that others copied, those with most copies first.
    pub(crate) given: Vec<ModelId>,
    /// Models of others that it copied, those with most copies first.
    pub(crate) received: Vec<ModelId>,
    /// Models of the nearest communes in fields or with subjects that it has no model of. Only for communes.
    pub(crate) nearby: Vec<ModelId>,
    /// The same of communes with models similar to its own. Only for communes.
    pub(crate) similar: Vec<ModelId>,
}

impl Suggestions {
    /// Builds the index.
    pub(crate) fn new(catalog: &Catalog) -> Self {
        let (mut by_commune, mut received) =
            (BTreeMap::<_, Vec<ModelId>>::new(), BTreeMap::<_, BTreeSet<ModelId>>::new());
        let gazetteer = &catalog.gazetteer;
        for &id in &catalog.order {
            if let Some(commune) = commune_of(catalog, id) {
                by_commune.entry(commune).or_default().push(id);
            }
        }
        for edge in catalog.spread.edges() {
            let home = &catalog.model(edge.original).place.now;
            for &now in &catalog.destination(edge).now {
                for unit in BTreeSet::from([now, gazetteer.province_of(now)]) {
                    if !home.iter().any(|&home| home == unit || gazetteer.province_of(home) == unit) {
                        received.entry(unit).or_default().insert(edge.original);
                    }
                }
            }
        }
        let points = by_commune.keys().filter_map(|&unit| Some((unit, point(gazetteer.middle(unit)?)))).collect();
        Self { by_commune, received, points, topics: topics(catalog) }
    }

    /// The lists of a present place with these models.
    pub(crate) fn lists(&self, catalog: &Catalog, place: UnitId, models: &[ModelId]) -> SuggestionLists {
        let most_copied = |ids: Vec<ModelId>| {
            let mut ids = ids;
            ids.sort_by_key(|&id| (std::cmp::Reverse(copies(catalog, id)), id));
            ids.truncate(MAX_LISTED);
            ids
        };
        let given = most_copied(models.iter().copied().filter(|&id| copies(catalog, id) > 0).collect());
        let received = most_copied(self.received.get(&place).into_iter().flatten().copied().collect());
        if catalog.gazetteer.unit(place).level != Level::Commune {
            return SuggestionLists { given, received, ..SuggestionLists::default() };
        }
        let own = OwnTopics::of(catalog, &self.topics, models);
        let nearest = self.nearest(catalog, place);
        let nearby = self.new_to(catalog, &own, &nearest);
        let mut similar = similar_communes(catalog, models);
        similar.retain(|unit| !nearest.contains(unit));
        let similar = self.new_to(catalog, &own, &similar);
        SuggestionLists { given, received, nearby, similar }
    }

    /// The nearest communes with models, nearest first.
    fn nearest(&self, catalog: &Catalog, place: UnitId) -> Vec<UnitId> {
        let Some(own) = catalog.gazetteer.middle(place).map(point) else { return Vec::new() };
        // The scalar product of points on the unit sphere is the larger, the nearer they are.
        let closeness = |other: &[f32; 3]| own[0] * other[0] + own[1] * other[1] + own[2] * other[2];
        let is_nearer = |a: &(f32, UnitId), b: &(f32, UnitId)| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)).is_lt();
        let mut nearest: Vec<(f32, UnitId)> = Vec::with_capacity(NEAREST + 1);
        // Closeness of the last one in the full list: nearly all others are farther away and need no search.
        let mut limit = f32::NEG_INFINITY;
        // Ids roughly follow the geography, so starting at the place itself the limit soon is a narrow one.
        let (before, after) = self.points.split_at(self.points.partition_point(|(unit, _)| *unit < place));
        for &(unit, ref other) in after.iter().chain(before.iter().rev()) {
            let candidate = (closeness(other), unit);
            if candidate.0 < limit || unit == place {
                continue;
            }
            let index = nearest.partition_point(|other| is_nearer(other, &candidate));
            nearest.insert(index, candidate);
            nearest.truncate(NEAREST);
            if let (NEAREST, Some(last)) = (nearest.len(), nearest.last()) {
                limit = last.0;
            }
        }
        nearest.into_iter().map(|(_, unit)| unit).collect()
    }

    /// Models of `communes` that differ from `own`, at most [`MAX_PER_COMMUNE`] of each.
    fn new_to(&self, catalog: &Catalog, own: &OwnTopics<'_>, communes: &[UnitId]) -> Vec<ModelId> {
        let mut chosen = Vec::new();
        for models in communes.iter().filter_map(|commune| self.by_commune.get(commune)) {
            let mut new: Vec<ModelId> = models.iter().copied().filter(|&id| own.lacks(id)).collect();
            new.sort_by_key(|&id| (own.has_field(id), std::cmp::Reverse(copies(catalog, id))));
            chosen.extend(new.into_iter().take(MAX_PER_COMMUNE));
            if chosen.len() >= MAX_LISTED {
                break;
            }
        }
        chosen.truncate(MAX_LISTED);
        chosen
    }
}

/// The model with most copies of each field, for places without any model. Of several, the first in the order of the
/// catalog.
pub(crate) fn most_copied_by_field(catalog: &Catalog) -> Vec<ModelId> {
    let best = catalog.site.fields.iter().filter_map(|field| {
        let of_field = catalog.order.iter().copied().filter(|&id| catalog.model(id).front_matter().field == field.id);
        of_field
            .enumerate()
            .max_by_key(|&(index, id)| (copies(catalog, id), std::cmp::Reverse(index)))
            .map(|(_, id)| id)
    });
    best.collect()
}

/// Number of places that copied a model, as sources name or count them.
fn copies(catalog: &Catalog, id: ModelId) -> usize {
    catalog.model(id).most_copies()
}

/// The communes of models related to `models`, the most similar first.
fn similar_communes(catalog: &Catalog, models: &[ModelId]) -> Vec<UnitId> {
    let related = models.iter().flat_map(|&id| catalog.related(id));
    let mut seen = BTreeSet::new();
    related.filter_map(|id| commune_of(catalog, id)).filter(|&unit| seen.insert(unit)).collect()
}

/// The present commune of a model, if its place is in exactly one.
fn commune_of(catalog: &Catalog, id: ModelId) -> Option<UnitId> {
    match catalog.model(id).place.now[..] {
        [now] if catalog.gazetteer.unit(now).level == Level::Commune => Some(now),
        _ => None,
    }
}

/// Coordinates in degrees as a point on the unit sphere.
fn point((longitude, latitude): (f32, f32)) -> [f32; 3] {
    let (longitude, latitude) = (longitude.to_radians(), latitude.to_radians());
    [latitude.cos() * longitude.cos(), latitude.cos() * longitude.sin(), latitude.sin()]
}

/// What the models of a place are about.
struct OwnTopics<'n> {
    topics: &'n [Topic],
    models: BTreeSet<ModelId>,
    fields: BTreeSet<u32>,
    subjects: BTreeSet<u32>,
}

impl<'n> OwnTopics<'n> {
    fn of(catalog: &Catalog, topics: &'n [Topic], models: &[ModelId]) -> Self {
        let also = models.iter().flat_map(|&id| &catalog.model(id).front_matter().fields_also);
        let own = || models.iter().map(|&id| &topics[id as usize]);
        Self {
            topics,
            models: models.iter().copied().collect(),
            fields: own().map(|topic| topic.field).chain(also.map(|id| field_number(catalog, id))).collect(),
            subjects: own().flat_map(|topic| topic.subjects.iter().copied()).collect(),
        }
    }

    fn has_field(&self, id: ModelId) -> bool {
        self.fields.contains(&self.topics[id as usize].field)
    }

    /// Whether a model is none of the place, and has another field or only subjects that no model of the place has.
    fn lacks(&self, id: ModelId) -> bool {
        !self.models.contains(&id) && (!self.has_field(id) || self.lacks_subjects(id))
    }

    fn lacks_subjects(&self, id: ModelId) -> bool {
        let subjects = &self.topics[id as usize].subjects;
        !subjects.is_empty() && !subjects.iter().any(|subject| self.subjects.contains(subject))
    }
}

/// The topics of all models; the subjects are tags.
fn topics(catalog: &Catalog) -> Vec<Topic> {
    let mut subjects = vec![Vec::new(); catalog.models.len()];
    for (number, tag) in (0..).zip(catalog.listings.by(ListingKind::Tag)) {
        tag.models.iter().for_each(|&id| subjects[id as usize].push(number));
    }
    let models = catalog.models.iter().zip(subjects);
    let topic = |(model, subjects): (&Model, Vec<u32>)| Topic {
        field: field_number(catalog, &model.front_matter().field),
        subjects: subjects.into(),
    };
    models.map(topic).collect()
}

/// Index of a field among those of the site; `u32::MAX` for an unknown one.
fn field_number(catalog: &Catalog, id: &Id) -> u32 {
    let fields = (0..).zip(&catalog.site.fields);
    fields.into_iter().find(|(_, field)| field.id == *id).map_or(u32::MAX, |(index, _)| index)
}

#[cfg(test)]
mod tests;
