//! Listings: the models of one field, place, year, level, kind of unit, campaign or tag.

use std::collections::{BTreeMap, BTreeSet};

use super::spread::{self, Spread};
use super::{Catalog, Located, Model, ModelId};
use crate::locality::{Gazetteer, Level, UnitId};
use crate::route::By;
use crate::schema::Site;
use crate::vietnamese;

/// The models that share one value.
#[derive(Debug, Clone)]
pub struct Listing {
    /// What it lists by.
    pub by: By,
    /// The value's part of the address: `kinh-te`, `lam-dong/xa-dong-giang`, `2019`.
    pub slug: String,
    /// What people read.
    pub label: String,
    /// The place, for a listing by place.
    pub unit: Option<UnitId>,
    /// Its models, latest first.
    pub models: Vec<ModelId>,
}

/// Makes every listing. `order` is all models, latest first; each listing keeps that order.
pub(super) fn listings(
    models: &[Model],
    order: &[ModelId],
    site: &Site,
    gazetteer: &Gazetteer,
) -> BTreeMap<(By, String), Listing> {
    let mut listings = Listings { all: BTreeMap::new() };
    listings.open(By::All, String::new(), String::new, None);
    for campaign in &site.campaigns {
        listings.open(By::Campaign, campaign.id.to_string(), || campaign.label.clone(), None);
    }
    for &id in order {
        let model = &models[id as usize];
        listings.add(id, By::All, String::new(), String::new);
        by_lists_of_the_site(&mut listings, id, model, site);
        by_years_and_tags(&mut listings, id, model);
        for unit in places_of(&model.place, gazetteer) {
            let listing =
                listings.open(By::Place, gazetteer.slug(unit), || gazetteer.name(unit).to_owned(), Some(unit));
            listing.models.push(id);
        }
    }
    listings.all
}

struct Listings {
    all: BTreeMap<(By, String), Listing>,
}

impl Listings {
    fn open(&mut self, by: By, slug: String, label: impl FnOnce() -> String, unit: Option<UnitId>) -> &mut Listing {
        self.all.entry((by, slug)).or_insert_with_key(|(by, slug)| Listing {
            by: *by,
            slug: slug.clone(),
            label: label(),
            unit,
            models: Vec::new(),
        })
    }

    /// Adds a model once, even if the value stands twice in its file.
    fn add(&mut self, id: ModelId, by: By, slug: String, label: impl FnOnce() -> String) {
        let listing = self.open(by, slug, label, None);
        if listing.models.last() != Some(&id) {
            listing.models.push(id);
        }
    }
}

fn by_lists_of_the_site(listings: &mut Listings, id: ModelId, model: &Model, site: &Site) {
    let matter = model.matter();
    for field in std::iter::once(&matter.field).chain(&matter.fields_also) {
        if let Some(field) = site.field(field) {
            listings.add(id, By::Field, field.id.to_string(), || field.label.clone());
        }
    }
    for level in matter.awards.iter().filter_map(|award| site.level(award.level.as_ref()?)) {
        listings.add(id, By::Level, level.id.to_string(), || level.label.clone());
    }
    if let Some(unit_type) = matter.unit_type.as_ref().and_then(|unit_type| site.unit_type(unit_type)) {
        listings.add(id, By::UnitType, unit_type.id.to_string(), || unit_type.label.clone());
    }
    for campaign in matter.campaigns.iter().filter_map(|campaign| site.campaign(campaign)) {
        listings.add(id, By::Campaign, campaign.id.to_string(), || campaign.label.clone());
    }
}

fn by_years_and_tags(listings: &mut Listings, id: ModelId, model: &Model) {
    let matter = model.matter();
    for award in &matter.awards {
        listings.add(id, By::Year, award.year.to_string(), || award.year.to_string());
    }
    for tag in &matter.tags {
        listings.add(id, By::Tag, vietnamese::slug(tag), || tag.clone());
    }
}

/// The places whose pages show a model of `place`, each once: the present communes it became (all of them, if it was
/// divided), the present provinces, and the former district. A model of a whole former district or province is not
/// spread over all its communes' pages; the district's page has it.
fn places_of(place: &Located, gazetteer: &Gazetteer) -> BTreeSet<UnitId> {
    let mut places = BTreeSet::new();
    let Some(unit) = place.unit else { return places };
    for &now in &place.now {
        places.insert(gazetteer.province_of(now));
        if gazetteer.unit(unit).level >= Level::Commune && gazetteer.unit(now).level == Level::Commune {
            places.insert(now);
        }
    }
    places.extend(gazetteer.district_of(unit));
    places
}

/// Places that have something to show without a model of their own: those that took one over, and in the home province
/// every commune, which is invited to be the first.
pub(super) fn places_without_models(
    home: Option<UnitId>,
    spread: &Spread,
    models: &[Model],
    gazetteer: &Gazetteer,
) -> BTreeSet<UnitId> {
    let received = spread.edges().iter().flat_map(|edge| &spread::destination(edge, models).now);
    let received = received.flat_map(|&now| [now, gazetteer.province_of(now)]);
    let at_home = gazetteer.ids().filter(|&unit| {
        gazetteer.is_current(unit)
            && gazetteer.unit(unit).level == Level::Commune
            && home.is_some_and(|home| gazetteer.province_of(unit) == home)
    });
    received.chain(home).chain(at_home).collect()
}

/// Opens a list for each of `places` that has none.
pub(super) fn open_places(
    listings: &mut BTreeMap<(By, String), Listing>,
    places: BTreeSet<UnitId>,
    gazetteer: &Gazetteer,
) {
    for unit in places {
        let (slug, label) = (gazetteer.slug(unit), gazetteer.name(unit).to_owned());
        let key = (By::Place, slug.clone());
        let empty = || Listing { by: By::Place, slug, label, unit: Some(unit), models: Vec::new() };
        listings.entry(key).or_insert_with(empty);
    }
}

impl Catalog {
    /// How many models a listing holds.
    pub fn count(&self, by: By, slug: &str) -> usize {
        self.listing(by, slug).map_or(0, |listing| listing.models.len())
    }
}
