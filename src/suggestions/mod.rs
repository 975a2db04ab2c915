//! What people of one place want to know of others: what neighbours do that they do not, what they have given, what they
//! have taken over.
//!
//! Everything here is chosen from the catalog and ranked; how it is shown is for later rooms to say.

use std::collections::{BTreeMap, BTreeSet};

use crate::catalog::{Catalog, Model, ModelId};
use crate::locality::{Level, UnitId};
use crate::route::ListingKind;
use crate::schema::Id;

/// How many models each list has at most.
pub(crate) const SHOWN: usize = 6;
/// How many neighbours are looked at.
const NEIGHBOURS: usize = 12;
/// How many models one neighbour may bring into a list.
const EACH: usize = 2;

/// A catalog's models by present places. Each question brings the same catalog along.
pub(crate) struct Suggestions {
    /// Models of each present commune.
    here: BTreeMap<UnitId, Vec<ModelId>>,
    /// Models that each present commune and province took over from elsewhere.
    received: BTreeMap<UnitId, BTreeSet<ModelId>>,
    /// Communes with models, ascending, as points on the unit sphere.
    spots: Vec<(UnitId, [f32; 3])>,
    /// What each model is of, and on.
    topics: Vec<Topic>,
}

/// A model's field and subjects as numbers, because a model is weighed by dozens of places.
struct Topic {
    field: u32,
    subjects: Box<[u32]>,
}

/// Models for the page of one place; all may be empty.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Lists {
    /// Its models that others took over, those with most copies first.
    pub given: Vec<ModelId>,
    /// What it took over from others.
    pub received: Vec<ModelId>,
    /// What the nearest communes do in fields or on subjects that it has nothing of.
    pub around: Vec<ModelId>,
    /// The same of places whose models are like its own.
    pub alike: Vec<ModelId>,
}

impl Suggestions {
    /// Arranges the catalog.
    pub(crate) fn new(catalog: &Catalog) -> Self {
        let (mut here, mut received) = (BTreeMap::<_, Vec<ModelId>>::new(), BTreeMap::<_, BTreeSet<ModelId>>::new());
        let gazetteer = &catalog.gazetteer;
        for &id in &catalog.order {
            if let Some(commune) = commune_of(catalog, id) {
                here.entry(commune).or_default().push(id);
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
        let spots = here.keys().filter_map(|&unit| Some((unit, point(gazetteer.middle(unit)?)))).collect();
        Self { here, received, spots, topics: topics(catalog) }
    }

    /// The lists of a present place, whose own models are `models`.
    pub(crate) fn lists(&self, catalog: &Catalog, place: UnitId, models: &[ModelId]) -> Lists {
        let most_copied = |ids: Vec<ModelId>| {
            let mut ids = ids;
            ids.sort_by_key(|&id| (std::cmp::Reverse(copies(catalog, id)), id));
            ids.truncate(SHOWN);
            ids
        };
        let given = most_copied(models.iter().copied().filter(|&id| copies(catalog, id) > 0).collect());
        let received = most_copied(self.received.get(&place).into_iter().flatten().copied().collect());
        if catalog.gazetteer.unit(place).level != Level::Commune {
            return Lists { given, received, ..Lists::default() };
        }
        let known = Known::of(catalog, &self.topics, models);
        let near = self.nearest(catalog, place);
        let around = self.new_to(catalog, &known, &near);
        let alike: Vec<UnitId> = alike(catalog, models).into_iter().filter(|unit| !near.contains(unit)).collect();
        let alike = self.new_to(catalog, &known, &alike);
        Lists { given, received, around, alike }
    }

    /// The nearest communes with models, nearest first.
    fn nearest(&self, catalog: &Catalog, place: UnitId) -> Vec<UnitId> {
        let Some(own) = catalog.gazetteer.middle(place).map(point) else { return Vec::new() };
        // The larger the product of two points on the sphere, the nearer they are.
        let closeness = |spot: &[f32; 3]| own[0] * spot[0] + own[1] * spot[1] + own[2] * spot[2];
        let is_nearer = |a: &(f32, UnitId), b: &(f32, UnitId)| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)).is_lt();
        let mut nearest: Vec<(f32, UnitId)> = Vec::with_capacity(NEIGHBOURS + 1);
        // What every spot is held against: nearly all of them are farther than the last that counts.
        let mut limit = f32::NEG_INFINITY;
        // Units follow each other roughly as they lie, so from the place itself outwards the limit is soon a narrow one.
        let (before, after) = self.spots.split_at(self.spots.partition_point(|(unit, _)| *unit < place));
        for &(unit, ref spot) in after.iter().chain(before.iter().rev()) {
            let one = (closeness(spot), unit);
            if one.0 < limit || unit == place {
                continue;
            }
            let at = nearest.partition_point(|other| is_nearer(other, &one));
            nearest.insert(at, one);
            nearest.truncate(NEIGHBOURS);
            if let (NEIGHBOURS, Some(last)) = (nearest.len(), nearest.last()) {
                limit = last.0;
            }
        }
        nearest.into_iter().map(|(_, unit)| unit).collect()
    }

    /// What `places` do that is new to somebody who knows `known`: no place brings more than [`EACH`].
    fn new_to(&self, catalog: &Catalog, known: &Known<'_>, places: &[UnitId]) -> Vec<ModelId> {
        let mut chosen = Vec::new();
        for models in places.iter().filter_map(|place| self.here.get(place)) {
            let mut new: Vec<ModelId> = models.iter().copied().filter(|&id| known.lacks(id)).collect();
            new.sort_by_key(|&id| (known.has_field(id), std::cmp::Reverse(copies(catalog, id))));
            chosen.extend(new.into_iter().take(EACH));
            if chosen.len() >= SHOWN {
                break;
            }
        }
        chosen.truncate(SHOWN);
        chosen
    }
}

/// Of each field the model that most places took over, for those who have none yet.
pub(crate) fn most_copied_by_field(catalog: &Catalog) -> Vec<ModelId> {
    let best = catalog.site.fields.iter().filter_map(|field| {
        let of_field = catalog.order.iter().copied().filter(|&id| catalog.model(id).front_matter().field == field.id);
        of_field.enumerate().max_by_key(|&(at, id)| (copies(catalog, id), std::cmp::Reverse(at))).map(|(_, id)| id)
    });
    best.collect()
}

fn copies(catalog: &Catalog, id: ModelId) -> usize {
    catalog.model(id).reach.places
}

/// The communes of the models that are related to its own, the likest first.
fn alike(catalog: &Catalog, models: &[ModelId]) -> Vec<UnitId> {
    let related = models.iter().flat_map(|&id| catalog.related(id));
    let mut seen = BTreeSet::new();
    related.filter_map(|id| commune_of(catalog, id)).filter(|&unit| seen.insert(unit)).collect()
}

/// The present commune of a model, if its place lies in one and no more.
fn commune_of(catalog: &Catalog, id: ModelId) -> Option<UnitId> {
    match catalog.model(id).place.now[..] {
        [now] if catalog.gazetteer.unit(now).level == Level::Commune => Some(now),
        _ => None,
    }
}

/// A place on the sphere of radius 1.
fn point((longitude, latitude): (f32, f32)) -> [f32; 3] {
    let (longitude, latitude) = (longitude.to_radians(), latitude.to_radians());
    [latitude.cos() * longitude.cos(), latitude.cos() * longitude.sin(), latitude.sin()]
}

/// What a place does already.
struct Known<'n> {
    topics: &'n [Topic],
    models: BTreeSet<ModelId>,
    fields: BTreeSet<u32>,
    subjects: BTreeSet<u32>,
}

impl<'n> Known<'n> {
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

    /// Whether a model is of another field, or on subjects that no model here is on.
    fn lacks(&self, id: ModelId) -> bool {
        !self.models.contains(&id) && (!self.has_field(id) || self.lacks_subjects(id))
    }

    fn lacks_subjects(&self, id: ModelId) -> bool {
        let subjects = &self.topics[id as usize].subjects;
        !subjects.is_empty() && !subjects.iter().any(|subject| self.subjects.contains(subject))
    }
}

/// The topics of all models, subjects being tags.
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

/// A field's position among the site's.
fn field_number(catalog: &Catalog, id: &Id) -> u32 {
    let fields = (0..).zip(&catalog.site.fields);
    fields.into_iter().find(|(_, field)| field.id == *id).map_or(u32::MAX, |(at, _)| at)
}

#[cfg(test)]
mod tests;
