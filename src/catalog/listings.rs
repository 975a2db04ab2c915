//! Listings: the models of one field, place, year, level, kind of unit, campaign or tag.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::prepared::PreparedModel;
use super::spread::{self, Spread};
use super::{Catalog, Located, Model, ModelId};
use crate::locality::{Gazetteer, Level, UnitId};
use crate::route::ListingKind;
use crate::schema::{ModelFrontMatter, Site};
use crate::vietnamese;

/// The models that share one value.
#[derive(Debug, Clone)]
pub struct Listing {
    /// What it lists by.
    pub by: ListingKind,
    /// The value's part of the address: `kinh-te`, `lam-dong/xa-dong-giang`, `2019`.
    pub slug: String,
    /// What people read.
    pub label: String,
    /// The place, for a listing by place.
    pub unit: Option<UnitId>,
    /// Its models, latest first.
    pub models: Vec<ModelId>,
}

/// Every listing of a site, in the order of kinds and slugs.
#[derive(Debug, Default)]
pub struct Listings {
    all: Vec<Listing>,
    /// Positions in `all` by kind and slug, and by place: pages ask for a dozen each.
    by_slug: BTreeMap<ListingKind, FxHashMap<Box<str>, usize>>,
    by_place: FxHashMap<UnitId, usize>,
}

impl Listings {
    fn new(mut all: Vec<Listing>) -> Self {
        all.sort_unstable_by(|a, b| (a.by, &a.slug).cmp(&(b.by, &b.slug)));
        let mut listings = Self::default();
        for (at, listing) in all.iter().enumerate() {
            listings.by_slug.entry(listing.by).or_default().insert(listing.slug.as_str().into(), at);
            listings.by_place.extend(listing.unit.map(|unit| (unit, at)));
        }
        Self { all, ..listings }
    }

    /// The listing by `by` with this slug.
    pub fn get(&self, by: ListingKind, slug: &str) -> Option<&Listing> {
        self.by_slug.get(&by)?.get(slug).map(|&at| &self.all[at])
    }

    /// The listing of a place.
    pub fn of_place(&self, unit: UnitId) -> Option<&Listing> {
        self.by_place.get(&unit).map(|&at| &self.all[at])
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = &Listing> {
        self.all.iter()
    }

    /// The listings by `by`, by slug.
    pub fn by(&self, by: ListingKind) -> &[Listing] {
        let start = self.all.partition_point(|listing| listing.by < by);
        let length = self.all[start..].partition_point(|listing| listing.by == by);
        &self.all[start..start + length]
    }
}

/// A listing that a model stands in. Ten thousand models have a hundred thousand of these, so most are a number: a position
/// in the site's list, a year, a place.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Membership {
    Field(usize),
    Level(usize),
    UnitType(usize),
    Campaign(usize),
    Year(u16),
    Place(UnitId),
    Tag(Tag),
}

/// A tag as somebody spelled it. Spellings with one slug are one tag.
#[derive(Debug)]
pub(super) struct Tag {
    slug: Box<str>,
    label: Box<str>,
}

impl PartialEq for Tag {
    fn eq(&self, other: &Self) -> bool {
        self.slug == other.slug
    }
}

impl Eq for Tag {}

impl Membership {
    /// The listing, without models.
    fn open(&self, site: &Site, gazetteer: &Gazetteer) -> Listing {
        let listing = |by, slug: &str, label: &str| Listing {
            by,
            slug: slug.to_owned(),
            label: label.to_owned(),
            unit: None,
            models: Vec::new(),
        };
        match self {
            Self::Field(at) => listing(ListingKind::Field, &site.fields[*at].id, &site.fields[*at].label),
            Self::Level(at) => listing(ListingKind::Level, &site.levels[*at].id, &site.levels[*at].label),
            Self::UnitType(at) => listing(ListingKind::UnitType, &site.unit_types[*at].id, &site.unit_types[*at].label),
            Self::Campaign(at) => listing(ListingKind::Campaign, &site.campaigns[*at].id, &site.campaigns[*at].label),
            Self::Year(year) => listing(ListingKind::Year, &year.to_string(), &year.to_string()),
            Self::Place(unit) => place_listing(*unit, gazetteer),
            Self::Tag(tag) => listing(ListingKind::Tag, &tag.slug, &tag.label),
        }
    }
}

fn place_listing(unit: UnitId, gazetteer: &Gazetteer) -> Listing {
    let (slug, label) = (gazetteer.slug(unit).into_owned(), gazetteer.name(unit).to_owned());
    Listing { by: ListingKind::Place, slug, label, unit: Some(unit), models: Vec::new() }
}

/// Every listing that has models, and every campaign. `order` is all models, latest first; each listing keeps that order.
pub(super) fn listings(
    models: &[Arc<PreparedModel>],
    order: &[ModelId],
    site: &Site,
    gazetteer: &Gazetteer,
) -> Vec<Listing> {
    let all =
        Listing { by: ListingKind::All, slug: String::new(), label: String::new(), unit: None, models: order.to_vec() };
    // A campaign has a page before it has models.
    let campaigns: Vec<Membership> = (0..site.campaigns.len()).map(Membership::Campaign).collect();
    let (mut listings, mut opened): (Vec<Listing>, _) = (Vec::new(), Opened::default());
    let campaigns = campaigns.iter().map(|campaign| (campaign, None));
    let of_models = order.iter().flat_map(|&id| models[id as usize].memberships.iter().map(move |one| (one, Some(id))));
    for (membership, model) in campaigns.chain(of_models) {
        let at = opened.slot(membership);
        if *at == Opened::NOT {
            *at = listings.len();
            listings.push(membership.open(site, gazetteer));
        }
        listings[*at].models.extend(model);
    }
    listings.push(all);
    listings
}

/// Where listings stand among those opened so far. Most are found by a number, without any hash.
#[derive(Default)]
struct Opened<'m> {
    numbered: [Vec<usize>; 6],
    tags: FxHashMap<&'m str, usize>,
}

impl<'m> Opened<'m> {
    /// Stands for a listing that is not open yet.
    const NOT: usize = usize::MAX;

    fn slot(&mut self, membership: &'m Membership) -> &mut usize {
        let (kind, number) = match membership {
            Membership::Field(at) => (0, *at),
            Membership::Level(at) => (1, *at),
            Membership::UnitType(at) => (2, *at),
            Membership::Campaign(at) => (3, *at),
            Membership::Year(year) => (4, usize::from(*year)),
            Membership::Place(unit) => (5, unit.index()),
            Membership::Tag(tag) => return self.tags.entry(&tag.slug).or_insert(Self::NOT),
        };
        let slots = &mut self.numbered[kind];
        if slots.len() <= number {
            slots.resize(number + 1, Self::NOT);
        }
        &mut slots[number]
    }
}

/// The listings that a model stands in, each once, even if the value stands twice in its file.
pub(super) fn memberships(
    front_matter: &ModelFrontMatter,
    place: &Located,
    site: &Site,
    gazetteer: &Gazetteer,
) -> Box<[Membership]> {
    let fields = std::iter::once(&front_matter.field).chain(&front_matter.fields_also);
    let fields = fields.filter_map(|id| site.fields.iter().position(|field| field.id == *id));
    let levels = front_matter.awards.iter().filter_map(|award| award.level.as_ref());
    let levels = levels.filter_map(|id| site.levels.iter().position(|level| level.id == *id));
    let unit_type =
        front_matter.unit_type.iter().filter_map(|id| site.unit_types.iter().position(|kind| kind.id == *id));
    let campaigns = front_matter.campaigns.iter();
    let campaigns = campaigns.filter_map(|id| site.campaigns.iter().position(|campaign| campaign.id == *id));
    let tag = |tag: &String| Tag { slug: vietnamese::slug(tag).into(), label: tag.as_str().into() };
    let all = fields
        .map(Membership::Field)
        .chain(levels.map(Membership::Level))
        .chain(unit_type.map(Membership::UnitType))
        .chain(campaigns.map(Membership::Campaign))
        .chain(front_matter.awards.iter().map(|award| Membership::Year(award.year)))
        .chain(front_matter.tags.iter().map(|text| Membership::Tag(tag(text))))
        .chain(places_of(place, gazetteer).into_iter().map(Membership::Place));
    let mut each: Vec<Membership> = Vec::new();
    for membership in all {
        if !each.contains(&membership) {
            each.push(membership);
        }
    }
    each.into()
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

/// All `listings`, and an empty one for each of `places` that has none.
pub(super) fn with_places(mut listings: Vec<Listing>, mut places: BTreeSet<UnitId>, gazetteer: &Gazetteer) -> Listings {
    listings.iter().filter_map(|listing| listing.unit).for_each(|unit| _ = places.remove(&unit));
    listings.extend(places.into_iter().map(|unit| place_listing(unit, gazetteer)));
    Listings::new(listings)
}

impl Catalog {
    /// How many models a listing holds.
    pub fn count(&self, by: ListingKind, slug: &str) -> usize {
        self.listing(by, slug).map_or(0, |listing| listing.models.len())
    }
}
