//! Listings: the models of one field, place, year, level, kind of unit, campaign or tag.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use super::prepared::PreparedModel;
use super::spread::{self, Spread};
use super::{Catalog, Located, Model, ModelId};
use crate::locality::{Gazetteer, Level, UnitId};
use crate::route::By;
use crate::schema::{ModelMatter, Site};
use crate::text::Quick;
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

/// A listing that a model stands in.
#[derive(Debug)]
pub(super) struct Membership {
    by: By,
    slug: String,
    label: String,
    unit: Option<UnitId>,
}

/// Makes every listing. `order` is all models, latest first; each listing keeps that order.
pub(super) fn listings(
    models: &[Arc<PreparedModel>],
    order: &[ModelId],
    site: &Site,
) -> BTreeMap<(By, String), Listing> {
    let empty = |by, slug: &str, label: &str, unit| Listing {
        by,
        slug: slug.to_owned(),
        label: label.to_owned(),
        unit,
        models: Vec::new(),
    };
    let all = Listing { models: order.to_vec(), ..empty(By::All, "", "", None) };
    let campaigns = site.campaigns.iter().map(|campaign| empty(By::Campaign, &campaign.id, &campaign.label, None));
    let mut listings: Vec<Listing> = std::iter::once(all).chain(campaigns).collect();
    let mut at: HashMap<(By, &str), usize, Quick> =
        site.campaigns.iter().map(|campaign| &*campaign.id).zip(1..).map(|(id, at)| ((By::Campaign, id), at)).collect();
    for &id in order {
        for membership in &models[id as usize].memberships {
            let Membership { by, slug, label, unit } = membership;
            let at = *at.entry((*by, slug)).or_insert_with(|| {
                listings.push(empty(*by, slug, label, *unit));
                listings.len() - 1
            });
            listings[at].models.push(id);
        }
    }
    listings.into_iter().map(|listing| ((listing.by, listing.slug.clone()), listing)).collect()
}

/// The listings that a model stands in, each once, even if the value stands twice in its file.
pub(super) fn memberships(
    matter: &ModelMatter,
    place: &Located,
    site: &Site,
    gazetteer: &Gazetteer,
) -> Vec<Membership> {
    let mut all: Vec<Membership> = Vec::new();
    let mut add = |by: By, slug: String, label: &str, unit| {
        if !all.iter().any(|known| known.by == by && known.slug == slug) {
            all.push(Membership { by, slug, label: label.to_owned(), unit });
        }
    };
    for field in std::iter::once(&matter.field).chain(&matter.fields_also).filter_map(|field| site.field(field)) {
        add(By::Field, field.id.to_string(), &field.label, None);
    }
    for level in matter.awards.iter().filter_map(|award| site.level(award.level.as_ref()?)) {
        add(By::Level, level.id.to_string(), &level.label, None);
    }
    if let Some(unit_type) = matter.unit_type.as_ref().and_then(|unit_type| site.unit_type(unit_type)) {
        add(By::UnitType, unit_type.id.to_string(), &unit_type.label, None);
    }
    for campaign in matter.campaigns.iter().filter_map(|campaign| site.campaign(campaign)) {
        add(By::Campaign, campaign.id.to_string(), &campaign.label, None);
    }
    for award in &matter.awards {
        let year = award.year.to_string();
        add(By::Year, year.clone(), &year, None);
    }
    for tag in &matter.tags {
        add(By::Tag, vietnamese::slug(tag), tag, None);
    }
    for unit in places_of(place, gazetteer) {
        add(By::Place, gazetteer.slug(unit), gazetteer.name(unit), Some(unit));
    }
    all
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
