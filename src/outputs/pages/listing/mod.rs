//! Listings: the models of one field, place, year …, some on each page; and the list of all models.

mod place;

use std::collections::BTreeSet;

use serde::Serialize;

use self::place::PlacePage;
use super::super::{Output, OutputKind, PlanContext, PublishOrder, offline};
use crate::catalog::{Catalog, Listing};
use crate::finding::Finding;
use crate::locality::{Level, UnitId, inside_sentence};
use crate::render::view::{FeedLink, Html, Link, TermGroup};
use crate::render::{Rendered, Renderer, number, places, terms};
use crate::route::{self, ListingKind};
use crate::text::Date;

/// Models on one page.
const PER_PAGE: usize = 24;

/// One page of a listing.
#[derive(Debug)]
struct ListingPage {
    by: ListingKind,
    slug: String,
    /// Which page, from 1.
    number: usize,
}

/// `listing`: one page of the models of a field, a place, a year …
#[derive(Debug, Serialize)]
struct ListingView {
    /// What kind of value it is: `Lĩnh vực`; empty for the listing of all models.
    kicker: String,
    /// The value: `Phát triển kinh tế`.
    heading: String,
    /// A sentence about the value (what a commune was made of, what a campaign consists of); may be empty.
    lead: String,
    /// Number of models on all pages of the listing.
    count: usize,
    /// The listing as a filter of the search page, for its URL after `?`: `field=kinh-te`; none if there is no such filter.
    filter: Option<String>,
    /// URL of the list of files by which the listing can be taken along; none on other pages than the first, and for listings
    /// that cannot.
    topic: Option<String>,
    /// The pages of the listing; none if there is only one.
    pager: Option<Pager>,
    /// Listings that lead on from here, such as the communes of a province. Empty but on the first page.
    groups: Vec<TermGroup>,
    /// Cards of the models of this page; empty if the listing has no models.
    cards: Html,
    /// What the listing of a place has besides; none but on the first page of a present commune or province.
    place: Option<PlacePage>,
}

/// The pages of a listing.
#[derive(Debug, Serialize)]
struct Pager {
    /// Number of this page, from 1.
    current: usize,
    /// Number of pages.
    total: usize,
    /// URL of the page before; none on the first.
    previous: Option<String>,
    /// URL of the page after; none on the last.
    next: Option<String>,
    /// The first page, the last, and those near this one. An entry without a URL stands for those left out.
    pages: Vec<Link>,
}

pub(crate) fn plan(context: &PlanContext<'_>) -> Vec<Output> {
    let pages = |listing: &Listing| {
        let (by, slug) = (listing.by, listing.slug.clone());
        let page = move |number| {
            let page = ListingPage { by, slug: slug.clone(), number };
            Output::new(route::listing(by, &slug, number), page)
        };
        (1..=pages_of(listing)).map(page)
    };
    context.catalog.listings.iter().flat_map(pages).collect()
}

/// How many pages a listing has; an empty one (a campaign that nobody has joined yet) has one.
pub(crate) fn pages_of(listing: &Listing) -> usize {
    listing.models.len().div_ceil(PER_PAGE).max(1)
}

impl OutputKind for ListingPage {
    fn order(&self) -> PublishOrder {
        PublishOrder::Listing
    }

    fn render<'o>(&'o self, renderer: &'o Renderer<'_>, url_path: &str) -> Result<Rendered<'o>, Box<Finding>> {
        let Some(listing) = renderer.catalog.listing(self.by, &self.slug) else { return Ok(Vec::new().into()) };
        let view = self.view(renderer, listing, url_path)?;
        let title = renderer.page_title(listing, &view.heading, self.number);
        let trail = renderer.trail(listing, &view.heading);
        let description = renderer.description(listing, &view);
        let mut page = renderer.page("listing", url_path, &title, description, trail);
        page.feeds = renderer.feeds(listing);
        if self.by == ListingKind::Field {
            page.image = renderer.field_preview(&self.slug).or(page.image);
        }
        let mut context = renderer.context();
        context.insert("listing", &view);
        renderer.html_page("listing.html", &page, context)
    }

    /// The first page leads to the others.
    fn in_sitemap(&self) -> bool {
        self.number == 1
    }

    fn last_changed(&self, catalog: &Catalog) -> Option<Date> {
        catalog.last_changed(&catalog.listing(self.by, &self.slug)?.models)
    }
}

impl ListingPage {
    fn view(&self, renderer: &Renderer<'_>, listing: &Listing, url_path: &str) -> Result<ListingView, Box<Finding>> {
        let (by, is_first) = (self.by, self.number == 1);
        let shown = listing.models.chunks(PER_PAGE).nth(self.number - 1).unwrap_or(&[]);
        Ok(ListingView {
            kicker: if by == ListingKind::All { String::new() } else { renderer.kind_label(by) },
            heading: if by == ListingKind::All { renderer.kind_label(by) } else { listing.label.clone() },
            lead: renderer.lead(listing),
            count: listing.models.len(),
            filter: renderer.filter(listing).filter(|_| !listing.models.is_empty()),
            topic: renderer.topic(listing).filter(|_| is_first),
            pager: pager(listing, self.number),
            groups: if is_first { renderer.groups(listing) } else { Vec::new() },
            cards: renderer.cards_in(shown, (by == ListingKind::Field).then_some(&*listing.slug), url_path)?,
            place: if is_first { renderer.place_page(listing, url_path)? } else { None },
        })
    }
}

impl Renderer<'_> {
    /// The feeds of a listing's pages; those of the whole site stand on the home page.
    fn feeds(&self, listing: &Listing) -> Vec<FeedLink> {
        let page = if listing.by == ListingKind::All {
            route::HOME.to_owned()
        } else {
            route::listing(listing.by, &listing.slug, 1)
        };
        self.assets.feeds.get(&page).cloned().unwrap_or_default()
    }

    /// The listing as a filter in the URL of the search page.
    fn filter(&self, listing: &Listing) -> Option<String> {
        match listing.unit {
            Some(unit) => Some(self.place_filter(unit, &listing.slug)),
            None => Some(listing.by.taxonomy().search_filter?.replace("{slug}", &listing.slug)),
        }
    }

    /// The list of files by which a reader takes the listing along.
    fn topic(&self, listing: &Listing) -> Option<String> {
        let is_offered = self.catalog.site.offline && offline::has_topic(listing);
        is_offered.then(|| route::topic(&route::listing(listing.by, &listing.slug, 1)))
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

    /// Places of several provinces may share a name.
    fn page_title(&self, listing: &Listing, heading: &str, number: usize) -> String {
        let heading = listing.unit.map_or_else(|| heading.to_owned(), |unit| self.catalog.gazetteer.full_name(unit));
        if number == 1 { heading } else { format!("{heading} – {} {number}", self.word("listing.page_word")) }
    }

    /// How many models of what there are, and the sentence about the value.
    fn description(&self, listing: &Listing, view: &ListingView) -> String {
        let path = match (listing.by, listing.unit) {
            (ListingKind::All, _) => "listing.all_description",
            (_, Some(_)) => "place.listed",
            _ => "listing.description",
        };
        let place = listing.unit.map_or_else(String::new, |unit| self.catalog.gazetteer.full_name(unit));
        let count = number::grouped(&view.count.to_string());
        let sentence = self.word(path).replace("{n}", &count).replace("{heading}", &view.heading);
        [&*sentence.replace("{place}", &inside_sentence(&place)), &*view.lead].join(" ").trim().to_owned()
    }

    /// A sentence about the value: what a campaign consists of and what is to be said of it, what a place was made from.
    fn lead(&self, listing: &Listing) -> String {
        match (listing.by, listing.unit) {
            (ListingKind::Place, Some(unit)) => self.place_lead(unit),
            (ListingKind::Campaign, _) => {
                let Some(campaign) = self.catalog.site.campaign(&listing.slug) else { return String::new() };
                let items = Some(campaign.items.join("; ")).filter(|items| !items.is_empty());
                items.into_iter().chain(campaign.note.clone()).collect::<Vec<_>>().join(". ")
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
            let terms = terms::sorted(self.place_terms(&units));
            (!terms.is_empty()).then(|| TermGroup { label: self.word(label), anchor: String::new(), terms })
        };
        labelled.into_iter().filter_map(group_of).collect()
    }
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
