//! Listings: the models of one field, place, year, …

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::membership::{Membership, Value};
use super::prepared::PreparedModel;
use super::spread::{self, Spread};
use super::{Catalog, Model, ModelId};
use crate::locality::{Gazetteer, Level, UnitId};
use crate::schema::{PlacePages, SiteConfig};
use crate::taxonomy::{LabelChoice, ListingKind, TAXONOMIES, Values};
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
    /// Position of the value in its list in `site.yaml`; 0 for values that are in no list.
    pub position: u32,
    /// The place, for a listing by place.
    pub unit: Option<UnitId>,
    /// The value that all spellings of a word share.
    word: Option<Value>,
    /// Its models, latest first.
    pub models: Vec<ModelId>,
}

/// Every listing of a site, in the order of kinds and slugs.
#[derive(Debug, Default)]
pub struct Listings {
    all: Vec<Listing>,
    /// Positions in `all` by kind and slug, by place, and by kind and word: pages ask for a dozen each.
    by_slug: BTreeMap<ListingKind, FxHashMap<Box<str>, usize>>,
    by_place: FxHashMap<UnitId, usize>,
    by_word: FxHashMap<(ListingKind, Value), usize>,
    /// Positions in `all` of the tags of each model that has any.
    tags: FxHashMap<ModelId, Vec<usize>>,
}

impl Listings {
    fn new(mut all: Vec<Listing>) -> Self {
        all.sort_unstable_by(|a, b| (a.by, &a.slug).cmp(&(b.by, &b.slug)));
        let mut listings = Self::default();
        for (position, listing) in all.iter().enumerate() {
            listings.by_slug.entry(listing.by).or_default().insert(listing.slug.as_str().into(), position);
            listings.by_place.extend(listing.unit.map(|unit| (unit, position)));
            listings.by_word.extend(listing.word.map(|word| ((listing.by, word), position)));
            if listing.by == ListingKind::Tag {
                listing.models.iter().for_each(|&id| listings.tags.entry(id).or_default().push(position));
            }
        }
        Self { all, ..listings }
    }

    /// The listing by `by` with this slug.
    pub fn get(&self, by: ListingKind, slug: &str) -> Option<&Listing> {
        self.by_slug.get(&by)?.get(slug).map(|&position| &self.all[position])
    }

    /// The listing of a place.
    pub fn of_place(&self, unit: UnitId) -> Option<&Listing> {
        self.by_place.get(&unit).map(|&position| &self.all[position])
    }

    /// The listing of a word in any of its spellings, for kinds whose values are words ([`Values::Words`]).
    pub fn of_word(&self, by: ListingKind, word: &str) -> Option<&Listing> {
        let Values::Words { key, .. } = by.taxonomy().values else { return None };
        self.by_word.get(&(by, Value::word(&key(word)))).map(|&position| &self.all[position])
    }

    /// The listings of the tags of a model, by slug.
    pub(crate) fn tags_of(&self, id: ModelId) -> impl Iterator<Item = &Listing> {
        self.tags.get(&id).into_iter().flatten().map(|&position| &self.all[position])
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

/// Every listing that has enough models ([`Taxonomy::min_models`](crate::taxonomy::Taxonomy::min_models)). `order` is all
/// models, latest first; each listing keeps that order.
pub(super) fn listings(
    models: &[Arc<PreparedModel>],
    order: &[ModelId],
    site: &SiteConfig,
    gazetteer: &Gazetteer,
) -> Vec<Listing> {
    let entries = entries_without_minimum(site);
    let of_models = order
        .iter()
        .flat_map(|&id| models[id as usize].memberships.iter().map(move |membership| (membership, Some(id))));
    let (mut groups, mut numbers): (Vec<Group<'_>>, FxHashMap<_, usize>) = Default::default();
    let mut members: Vec<(usize, ModelId)> = Vec::new();
    for (membership, model) in entries.iter().map(|entry| (entry, None)).chain(of_models) {
        let number = *numbers.entry((membership.kind, membership.value)).or_insert_with(|| {
            groups.push(Group { first: membership, count: 0 });
            groups.len() - 1
        });
        if let Some(id) = model {
            groups[number].count += 1;
            members.push((number, id));
        }
    }
    // Most organisations have too few models: nothing is made for them.
    let is_listed = |group: &Group<'_>| {
        let is_wanted = match group.first.value {
            Value::Place(unit) => may_have_page(unit, site.place_pages, gazetteer),
            _ => site.tag_pages || group.first.kind != ListingKind::Tag,
        };
        is_wanted && group.count >= group.first.kind.taxonomy().min_models
    };
    let listing_of = |group: &Group<'_>| is_listed(group).then(|| group.listing(site, gazetteer));
    let mut listings: Vec<Option<Listing>> = groups.iter().map(listing_of).collect();
    for (number, id) in members {
        listings[number].iter_mut().for_each(|listing| listing.models.push(id));
    }
    let mut listings: Vec<Listing> = listings.into_iter().flatten().collect();
    name_words(&mut listings, models);
    let all = listing(ListingKind::All, String::new(), String::new());
    listings.push(Listing { models: order.to_vec(), ..all });
    listings
}

/// A value, and how many models have it.
struct Group<'m> {
    /// The membership of the first of them.
    first: &'m Membership,
    count: usize,
}

impl Group<'_> {
    /// Its listing, without models.
    fn listing(&self, site: &SiteConfig, gazetteer: &Gazetteer) -> Listing {
        let kind = self.first.kind;
        let listing = match self.first.value {
            Value::Entry(number) => {
                let entry = kind.taxonomy().values.entry();
                let (id, label) = entry.and_then(|entry| entry(site, number as usize)).unwrap_or_default();
                Listing { position: number, ..listing(kind, id.to_owned(), label.to_owned()) }
            }
            Value::Year(year) => listing(kind, year.to_string(), year.to_string()),
            Value::Place(unit) => place_listing(unit, gazetteer),
            Value::Word(_) => {
                let label = self.first.spelling.as_deref().unwrap_or_default();
                Listing { word: Some(self.first.value), ..listing(kind, String::new(), label.to_owned()) }
            }
        };
        Listing { models: Vec::with_capacity(self.count), ..listing }
    }
}

/// The entries of `site.yaml` that have a page before they have models.
fn entries_without_minimum(site: &SiteConfig) -> Vec<Membership> {
    let mut all = Vec::new();
    for taxonomy in TAXONOMIES.iter().filter(|taxonomy| taxonomy.min_models == 0) {
        let Values::Entries { entry, .. } = taxonomy.values else { continue };
        let numbers = (0u32..).take_while(|&number| entry(site, number as usize).is_some());
        let membership = |number| Membership { kind: taxonomy.kind, value: Value::Entry(number), spelling: None };
        all.extend(numbers.map(membership));
    }
    all
}

fn listing(by: ListingKind, slug: String, label: String) -> Listing {
    Listing { by, slug, label, position: 0, unit: None, word: None, models: Vec::new() }
}

fn place_listing(unit: UnitId, gazetteer: &Gazetteer) -> Listing {
    let (slug, label) = (gazetteer.slug(unit).into_owned(), gazetteer.name(unit).to_owned());
    Listing { unit: Some(unit), ..listing(ListingKind::Place, slug, label) }
}

/// Chooses the labels and slugs of words. Different words may have the same slug (`Hòa` and `Hoa`): in the order of their
/// keys, the first one has it as it is, the others with a number (`hoa-2`).
fn name_words(listings: &mut [Listing], models: &[Arc<PreparedModel>]) {
    let mut words: Vec<(String, &mut Listing)> = Vec::new();
    for listing in listings.iter_mut().filter(|listing| listing.word.is_some()) {
        if matches!(listing.by.taxonomy().values, Values::Words { label: LabelChoice::Commonest, .. }) {
            listing.label = commonest_spelling(listing, models).unwrap_or_default().to_owned();
        }
        words.push((vietnamese::slug(&listing.label), listing));
    }
    words.sort_unstable_by(|(slug_a, a), (slug_b, b)| {
        (a.by, slug_a).cmp(&(b.by, slug_b)).then_with(|| word_key(a).cmp(&word_key(b)))
    });
    let mut taken: FxHashSet<(ListingKind, String)> = FxHashSet::default();
    for (slug, listing) in words {
        let numbered = (2..).map(|number| format!("{slug}-{number}"));
        let free = std::iter::once(slug.clone()).chain(numbered).find(|slug| taken.insert((listing.by, slug.clone())));
        listing.slug = free.unwrap_or(slug);
    }
}

/// Of equally common spellings that of the latest model.
fn commonest_spelling<'m>(listing: &Listing, models: &'m [Arc<PreparedModel>]) -> Option<&'m str> {
    let is_own = |other: &&Membership| other.kind == listing.by && Some(other.value) == listing.word;
    let membership = |&id: &ModelId| models[id as usize].memberships.iter().find(is_own);
    let spellings = listing.models.iter().filter_map(|id| membership(id)?.spelling.as_deref());
    let mut counts: BTreeMap<&str, (usize, Reverse<usize>)> = BTreeMap::new();
    for (position, spelling) in spellings.enumerate() {
        counts.entry(spelling).or_insert((0, Reverse(position))).0 += 1;
    }
    counts.into_iter().max_by_key(|(_, count)| *count).map(|(spelling, _)| spelling)
}

fn word_key(listing: &Listing) -> Option<String> {
    match listing.by.taxonomy().values {
        Values::Words { key, .. } => Some(key(&listing.label)),
        _ => None,
    }
}

/// Whether `site.yaml` lets a place have a page.
fn may_have_page(unit: UnitId, pages: PlacePages, gazetteer: &Gazetteer) -> bool {
    let is_province = || gazetteer.is_current(unit) && gazetteer.unit(unit).level == Level::Province;
    pages != PlacePages::Provinces || is_province()
}

/// Places that have a page without a model of their own: those that took one over, and in the home province every
/// commune, which is invited to be the first. If `site.yaml` wants fewer, only the home.
pub(super) fn places_without_models(
    home: Option<UnitId>,
    pages: PlacePages,
    spread: &Spread,
    models: &[Model],
    gazetteer: &Gazetteer,
) -> BTreeSet<UnitId> {
    if pages != PlacePages::All {
        return home.into_iter().filter(|&unit| may_have_page(unit, pages, gazetteer)).collect();
    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::tests::catalog;

    /// A model for each year and organisation.
    fn by_organisation(organisations: &[(u16, &str)]) -> Catalog {
        let file = |(number, (year, organisation)): (usize, &(u16, &str))| {
            let text = format!(
                "---\ntitle: Mô hình {number}\nlocality: Xã La Dạ, huyện Hàm Thuận Bắc, tỉnh Bình Thuận\n\
                 field: kinh-te\naward_year: {year}\norganisation: {organisation}\n---\n\nNội dung {number}.\n"
            );
            (format!("content/mo-hinh/m{number}.md"), text)
        };
        catalog(&organisations.iter().enumerate().map(file).collect::<Vec<_>>()).0
    }

    fn shape(catalog: &Catalog) -> Vec<(&str, &str, usize)> {
        let listings = catalog.listings_by(ListingKind::Organisation);
        listings.map(|listing| (&*listing.slug, &*listing.label, listing.models.len())).collect()
    }

    #[test]
    fn an_organisation_needs_two_models_to_get_a_listing() {
        let catalog = by_organisation(&[(2019, "Hội Nông dân xã"), (2020, "Chi bộ thôn 2"), (2021, "Hội Nông dân xã")]);
        assert_eq!(shape(&catalog), [("hoi-nong-dan-xa", "Hội Nông dân xã", 2)]);
        assert!(catalog.listings.of_word(ListingKind::Organisation, "hội nông dân  xã").is_some());
        assert!(catalog.listings.of_word(ListingKind::Organisation, "Chi bộ thôn 2").is_none());
    }

    #[test]
    fn spellings_of_one_organisation_share_a_listing_under_the_commonest() {
        let catalog = by_organisation(&[
            (2021, "HỘI PHỤ NỮ XÃ HÒA THẮNG"),
            (2020, "Hội Phụ nữ xã Hoà Thắng"),
            (2018, "Hội Phụ nữ xã Hòa Thắng"),
            (2017, "Hội Phụ nữ xã Hòa Thắng"),
        ]);
        assert_eq!(shape(&catalog), [("hoi-phu-nu-xa-hoa-thang", "Hội Phụ nữ xã Hòa Thắng", 4)]);
        let catalog = by_organisation(&[(2018, "Đoàn – Hội"), (2021, "Đoàn - Hội"), (2020, "đoàn-hội")]);
        assert_eq!(shape(&catalog), [("doan-hoi", "Đoàn - Hội", 3)], "of equally common spellings that of the latest");
    }

    #[test]
    fn organisations_that_differ_only_in_marks_have_two_listings() {
        let catalog = by_organisation(&[(2018, "Tổ Hoa"), (2019, "Tổ Hòa"), (2020, "Tổ Hoa"), (2021, "Tổ Hòa")]);
        assert_eq!(shape(&catalog), [("to-hoa", "Tổ Hoa", 2), ("to-hoa-2", "Tổ Hòa", 2)]);
        let slug = |name| catalog.listings.of_word(ListingKind::Organisation, name).map(|listing| &*listing.slug);
        assert_eq!((slug("Tổ Hoa"), slug("tổ hoà")), (Some("to-hoa"), Some("to-hoa-2")));
    }

    #[test]
    fn tags_that_differ_in_marks_or_signs_are_different_tags() {
        let file = |(number, tag): (u16, &str)| {
            let text = format!("---\ntitle: T{number}\naward_year: {number}\ntags: [\"{tag}\"]\n---\n\nNội dung.\n");
            (format!("content/mo-hinh/m{number}.md"), text)
        };
        let files = [(2017, "dưa"), (2018, "dừa"), (2019, "dứa"), (2020, "C++"), (2021, "C#"), (2022, "DỪA")].map(file);
        let (catalog, _) = catalog(&files);
        let mut labels: Vec<_> =
            catalog.listings_by(ListingKind::Tag).map(|tag| (&*tag.label, tag.models.len())).collect();
        labels.sort_unstable();
        assert_eq!(labels, [("C#", 1), ("C++", 1), ("DỪA", 2), ("dưa", 1), ("dứa", 1)]);
        let slug = |tag| catalog.listings.of_word(ListingKind::Tag, tag).map(|listing| &*listing.slug);
        assert_ne!(slug("dưa"), slug("dừa"));
        assert_eq!(slug("dừa"), slug("Dừa"));
    }

    #[test]
    fn a_tag_is_labelled_as_in_the_latest_model() {
        let file = |(number, tag): (u16, &str)| {
            let text = format!("---\ntitle: T{number}\naward_year: {number}\ntags: [{tag}]\n---\n\nNội dung.\n");
            (format!("content/mo-hinh/m{number}.md"), text)
        };
        let files = [(2018, "Tự quản"), (2019, "Tự quản"), (2020, "tự quản")].map(file);
        let (catalog, _) = catalog(&files);
        let tags: Vec<_> = catalog.listings_by(ListingKind::Tag).map(|tag| (&*tag.slug, &*tag.label)).collect();
        assert_eq!(tags, [("tu-quan", "tự quản")]);
    }

    #[test]
    fn a_campaign_has_a_listing_before_it_has_models() {
        let (catalog, _) = catalog(&[]);
        let campaigns = catalog.site.campaigns.len();
        assert!(campaigns > 0 && catalog.listings_by(ListingKind::Campaign).count() == campaigns);
        assert_eq!(catalog.listings_by(ListingKind::Field).count(), 0);
    }
}
