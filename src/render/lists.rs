//! Listings, overviews and the first page.

use std::collections::BTreeSet;

use tera::Context;

use super::view::{HomeView, Link, ListingView, Pager, Term, TermGroup, TermsView};
use super::{Made, Renderer, places};
use crate::catalog::{Listing, ModelId};
use crate::edition::{PER_PAGE, pages_of};
use crate::locality::{Level, UnitId, inside_sentence};
use crate::route::{self, ListingKind};
use crate::taxonomy::ValueOrder;
use crate::vietnamese;

/// How many models the first page shows in each of its lists.
const ON_HOME: usize = 6;
/// How many places and tags the first page shows.
const TERMS_ON_HOME: usize = 24;

impl Renderer<'_> {
    pub(super) fn listing_page(&self, by: ListingKind, slug: &str, number: usize, context: &mut Context) -> Made {
        let Some(listing) = self.catalog.listing(by, slug) else { return Ok("listing.html") };
        let address = route::listing(by, slug, number);
        let heading = if by == ListingKind::All { self.kind_label(by) } else { listing.label.clone() };
        let shown = listing.models.chunks(PER_PAGE).nth(number - 1).unwrap_or(&[]);
        let view = ListingView {
            kicker: if by == ListingKind::All { String::new() } else { self.kind_label(by) },
            heading: heading.clone(),
            lead: self.lead(listing),
            count: listing.models.len(),
            filter: self.filter(listing).filter(|_| !listing.models.is_empty()),
            pager: pager(listing, number),
            groups: if number == 1 { self.groups(listing) } else { Vec::new() },
            cards: self.cards_of(shown, &address)?,
            place: if number == 1 { self.place_page(listing, &address)? } else { None },
        };
        let mut page = self.page(
            "listing",
            &address,
            &self.page_title(&heading, number),
            view.lead.clone(),
            self.trail(listing, &heading),
        );
        page.feed = (by.taxonomy().has_feed && !listing.models.is_empty())
            .then(|| Link { label: heading, url: Some(route::listing_feed(by, slug)) });
        context.insert("page", &page);
        context.insert("listing", &view);
        Ok("listing.html")
    }

    pub(super) fn overview_page(&self, by: ListingKind, context: &mut Context) -> &'static str {
        let heading = self.kind_label(by);
        let groups = if by == ListingKind::Place { self.places_a_to_z() } else { vec![group("", self.terms(by))] };
        let trail = vec![Link { label: heading.clone(), url: None }];
        context.insert("page", &self.page("terms", &by.overview(), &heading, String::new(), trail));
        context.insert("terms", &TermsView { heading, lead: String::new(), groups });
        "terms.html"
    }

    pub(super) fn home_page(&self, context: &mut Context) -> Made {
        let catalog = self.catalog;
        let site = &catalog.site;
        let level_count = |level| {
            let of_level = |listing: &&Listing| {
                !listing.models.is_empty() && listing.unit.is_some_and(|unit| self.is_present(unit, level))
            };
            catalog.listings_by(ListingKind::Place).filter(of_level).count()
        };
        let mut spread: Vec<ModelId> =
            catalog.order.iter().copied().filter(|&id| catalog.model(id).reach.places > 0).collect();
        spread.sort_by_key(|&id| std::cmp::Reverse(catalog.model(id).reach.places));
        let first = |models: &[ModelId]| self.cards_of(&models[..models.len().min(ON_HOME)], route::HOME);
        let view = HomeView {
            models: catalog.models.len(),
            communes: level_count(Level::Commune),
            provinces: level_count(Level::Province),
            copies: catalog.models.iter().map(|model| model.reach.places).sum(),
            fields: self.terms(ListingKind::Field),
            places: most(self.present_provinces(), TERMS_ON_HOME),
            years: self.terms(ListingKind::Year),
            tags: most(self.terms(ListingKind::Tag), TERMS_ON_HOME),
            spread: first(&spread)?,
            latest: first(&catalog.order)?,
        };
        let mut page = self.page("home", route::HOME, &site.title, site.description.clone(), Vec::new());
        page.feed = Some(Link { label: site.title.clone(), url: Some(route::FEED.to_owned()) });
        context.insert("page", &page);
        context.insert("home", &view);
        Ok("home.html")
    }

    /// The listing as a filter in the address of the search page.
    fn filter(&self, listing: &Listing) -> Option<String> {
        match listing.unit {
            Some(unit) => Some(self.place_filter(unit, &listing.slug)),
            None => Some(listing.by.taxonomy().search_filter?.replace("{slug}", &listing.slug)),
        }
    }

    /// A present place by itself; a former one as a district of the provinces in which it lies now.
    fn place_filter(&self, unit: UnitId, slug: &str) -> String {
        let gazetteer = &self.catalog.gazetteer;
        if gazetteer.is_current(unit) {
            return format!("place={slug}");
        }
        let now: BTreeSet<UnitId> = gazetteer.present(unit).iter().map(|&now| gazetteer.province_of(now)).collect();
        let provinces = now.into_iter().map(|province| gazetteer.slug(province)).collect::<Vec<_>>().join(",");
        format!("place={provinces}&district={slug}")
    }

    fn page_title(&self, heading: &str, number: usize) -> String {
        if number == 1 {
            heading.to_owned()
        } else {
            format!("{heading} – {} {number}", self.word("listing.page_word"))
        }
    }

    /// A sentence about the value: what a campaign consists of, what a place was made from.
    fn lead(&self, listing: &Listing) -> String {
        match (listing.by, listing.unit) {
            (ListingKind::Place, Some(unit)) => self.place_lead(unit),
            (ListingKind::Campaign, _) => {
                let campaign = self.catalog.site.campaign(&listing.slug);
                campaign.map_or_else(String::new, |campaign| campaign.items.join("; "))
            }
            _ => String::new(),
        }
    }

    /// `Gồm xã …, xã …, huyện …, tỉnh …`, or where a former district is now.
    fn place_lead(&self, unit: UnitId) -> String {
        let gazetteer = &self.catalog.gazetteer;
        if !gazetteer.is_current(unit) {
            return format!("{} {}.", self.word("place.now_in"), self.names_by_parent(gazetteer.present(unit)));
        }
        let former = gazetteer.former_of(unit);
        let is_new = former.len() > 1 || former.iter().any(|&before| !gazetteer.same_name(before, unit));
        if !is_new {
            return String::new();
        }
        format!("{} {}.", self.word("place.made_of"), self.names_by_parent(former))
    }

    /// `xã Bình An, xã Phan Điền, huyện Bắc Bình, tỉnh Bình Thuận; xã …`: what they belong to is said once.
    fn names_by_parent(&self, units: &[UnitId]) -> String {
        let gazetteer = &self.catalog.gazetteer;
        let mut by_parent: Vec<(Option<UnitId>, String)> = Vec::new();
        for &unit in units {
            let (parent, name) = (gazetteer.unit(unit).parent, inside_sentence(gazetteer.name(unit)));
            match by_parent.iter_mut().find(|(other, _)| *other == parent) {
                Some((_, names)) => names.extend([", ", &name]),
                None => by_parent.push((parent, name)),
            }
        }
        let group = |(parent, names): (Option<UnitId>, String)| match parent {
            Some(parent) => format!("{names}, {}", inside_sentence(&gazetteer.full_name(parent))),
            None => names,
        };
        // Provinces belong to nothing: they stand in one row.
        by_parent.into_iter().map(group).collect::<Vec<_>>().join("; ")
    }

    fn trail(&self, listing: &Listing, heading: &str) -> Vec<Link> {
        let own = Link { label: heading.to_owned(), url: None };
        if listing.by == ListingKind::All {
            return vec![own];
        }
        let overview = Link { label: self.kind_label(listing.by), url: Some(listing.by.overview()) };
        let province = listing.unit.and_then(|unit| {
            let province = self.catalog.gazetteer.province_of(unit);
            (province != unit && self.catalog.gazetteer.is_current(province)).then_some(province)
        });
        let province = province.map(|unit| Link {
            label: self.catalog.gazetteer.name(unit).to_owned(),
            url: places::url(self.catalog, unit),
        });
        std::iter::once(overview).chain(province).chain([own]).collect()
    }

    /// Narrower listings beside this one: the communes of a province or former district, the former districts.
    fn groups(&self, listing: &Listing) -> Vec<TermGroup> {
        let Some(unit) = listing.unit else { return Vec::new() };
        let gazetteer = &self.catalog.gazetteer;
        let former = |unit: UnitId| gazetteer.unit(unit).level == Level::District && !gazetteer.is_current(unit);
        let (communes, districts): (Vec<UnitId>, Vec<UnitId>) = match gazetteer.unit(unit).level {
            Level::Commune | Level::Hamlet => {
                let before = gazetteer.former_of(unit).iter();
                let districts: BTreeSet<UnitId> = before.filter_map(|&former| gazetteer.district_of(former)).collect();
                (Vec::new(), districts.into_iter().collect())
            }
            Level::District => (gazetteer.present(unit).to_vec(), Vec::new()),
            Level::Province => {
                let inside = |&place: &UnitId| {
                    place != unit && gazetteer.present(place).iter().any(|&now| gazetteer.province_of(now) == unit)
                };
                let all =
                    self.catalog.listings_by(ListingKind::Place).filter_map(|listing| listing.unit).filter(inside);
                all.partition(|&place| !former(place))
            }
        };
        let labelled = [("place.communes", communes), ("place.former_districts", districts)];
        let group_of = |(label, units): (&str, Vec<UnitId>)| {
            let terms = sorted(self.place_terms(&units));
            (!terms.is_empty()).then(|| TermGroup { label: self.word(label), anchor: String::new(), terms })
        };
        labelled.into_iter().filter_map(group_of).collect()
    }

    /// Those of `units` that have a listing.
    fn place_terms(&self, units: &[UnitId]) -> Vec<Term> {
        let term = |&unit: &UnitId| Some(self.place_term(self.catalog.listings.of_place(unit)?, unit));
        units.iter().filter_map(term).collect()
    }

    /// All values of one kind, in the order of the kind.
    fn terms(&self, by: ListingKind) -> Vec<Term> {
        let listings = self.catalog.listings_by(by);
        match by.taxonomy().order {
            ValueOrder::Places => self.present_provinces(),
            ValueOrder::Descending => listings.map(term).rev().collect(),
            ValueOrder::Vietnamese => sorted(listings.map(term).collect()),
            ValueOrder::Listed => {
                let mut listings: Vec<&Listing> = listings.collect();
                listings.sort_by_key(|listing| listing.position);
                listings.into_iter().map(term).collect()
            }
        }
    }

    fn present_provinces(&self) -> Vec<Term> {
        let province = |listing: &&Listing| {
            !listing.models.is_empty() && listing.unit.is_some_and(|unit| self.is_present(unit, Level::Province))
        };
        sorted(self.catalog.listings_by(ListingKind::Place).filter(province).map(term).collect())
    }

    pub(super) fn is_present(&self, unit: UnitId, level: Level) -> bool {
        let gazetteer = &self.catalog.gazetteer;
        gazetteer.unit(unit).level == level && gazetteer.is_current(unit)
    }

    /// Every place that has a page, under the first letter of its bare name, in Vietnamese order.
    fn places_a_to_z(&self) -> Vec<TermGroup> {
        let gazetteer = &self.catalog.gazetteer;
        let mut all: Vec<(Vec<u8>, String, Term)> = Vec::new();
        for listing in self.catalog.listings_by(ListingKind::Place) {
            let Some(unit) = listing.unit else { continue };
            let bare = gazetteer.unit(unit).bare();
            all.push((vietnamese::sort_key(bare), vietnamese::first_letter(bare), self.place_term(listing, unit)));
        }
        all.sort_by(|a, b| (&a.0, &a.2.note, &a.2.id).cmp(&(&b.0, &b.2.note, &b.2.id)));
        let mut groups: Vec<TermGroup> = Vec::new();
        for (_, letter, term) in all {
            match groups.last_mut().filter(|group| group.label == letter) {
                Some(group) => group.terms.push(term),
                None => groups.push(group(&letter, vec![term])),
            }
        }
        groups
    }

    /// A place in a list, with what it belongs to.
    fn place_term(&self, listing: &Listing, unit: UnitId) -> Term {
        let gazetteer = &self.catalog.gazetteer;
        let whole = gazetteer.full_name(unit);
        let note = whole.split_once(", ").map_or("", |(_, rest)| rest).to_owned();
        let note = if gazetteer.is_current(unit) { note } else { format!("{note} ({})", self.word("place.former")) };
        Term { note, ..term(listing) }
    }
}

fn term(listing: &Listing) -> Term {
    Term {
        id: listing.slug.clone(),
        label: listing.label.clone(),
        url: Some(route::listing(listing.by, &listing.slug, 1)),
        count: listing.models.len(),
        note: String::new(),
    }
}

fn group(label: &str, terms: Vec<Term>) -> TermGroup {
    let anchor = if label.is_empty() { String::new() } else { format!("nhom-{}", anchor_of(label)) };
    TermGroup { label: label.to_owned(), anchor, terms }
}

/// `Ă`, `Â` and `A` must not share an anchor, so letters with marks keep their code point.
fn anchor_of(label: &str) -> String {
    let mut letters = label.chars();
    match (letters.next(), letters.next()) {
        (Some(letter), None) if !letter.is_ascii() => format!("{:x}", letter as u32),
        _ => vietnamese::slug(label),
    }
}

fn sorted(mut terms: Vec<Term>) -> Vec<Term> {
    terms.sort_by_cached_key(|term| (vietnamese::sort_key(&term.label), term.id.clone()));
    terms
}

/// The `limit` terms with most models, in their own order.
fn most(terms: Vec<Term>, limit: usize) -> Vec<Term> {
    let mut counts: Vec<usize> = terms.iter().map(|term| term.count).collect();
    counts.sort_unstable_by(|a, b| b.cmp(a));
    let least = counts.get(limit.saturating_sub(1)).copied().unwrap_or(0);
    terms.into_iter().filter(|term| term.count >= least).take(limit).collect()
}

/// How many neighbours of the present page the pager shows.
const NEAR: usize = 1;

fn pager(listing: &Listing, current: usize) -> Option<Pager> {
    let total = pages_of(listing);
    let url = |number: usize| route::listing(listing.by, &listing.slug, number);
    let mut pages = Vec::new();
    let mut last = 0;
    for number in (1..=total).filter(|&n| n == 1 || n == total || n.abs_diff(current) <= NEAR) {
        if number > last + 1 {
            pages.push(Link { label: "…".to_owned(), url: None });
        }
        pages.push(Link { label: number.to_string(), url: Some(url(number)) });
        last = number;
    }
    (total > 1).then(|| Pager {
        current,
        total,
        previous: (current > 1).then(|| url(current - 1)),
        next: (current < total).then(|| url(current + 1)),
        pages,
    })
}
