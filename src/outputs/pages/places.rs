//! The overview of places: provinces and a map, what the former provinces are now; and all places A–Z, on a page or on one
//! for each letter.

use std::collections::BTreeSet;

use serde::Serialize;

use super::super::{Output, OutputKind, PlanContext, PublishOrder};
use super::overview::TermsView;
use crate::catalog::Catalog;
use crate::charts::{self, Area, CountryMap, MapLabels};
use crate::finding::Finding;
use crate::locality::{Level, UnitId};
use crate::render::view::{Html, Link, Term};
use crate::render::{Rendered, Renderer, places, terms};
use crate::route::ListingKind;
use crate::text::Date;
use crate::vietnamese;

/// Places on one page; of more, each letter has a page of its own.
const ON_ONE_PAGE: usize = 400;
/// Places of a letter that stand under their first words, folded.
const FOLDED: usize = 80;

#[derive(Debug)]
struct Places;

/// The places A–Z: those of one letter, or all.
#[derive(Debug)]
struct Letter(Option<String>);

/// `places`: the overview of places.
#[derive(Debug, Serialize)]
struct PlacesView {
    /// What they are called: `Địa phương`.
    heading: String,
    /// Map of the country as SVG: the present provinces by their number of models.
    map: Html,
    /// The present provinces that have models, or communes with a page, in alphabetical order.
    provinces: Vec<Term>,
    /// The present provinces without any of these, as one text; empty if there are none.
    others: String,
    /// The former provinces that are no more, with what they are now.
    former: Vec<FormerView>,
    /// The pages of all places A–Z.
    letters: Vec<Link>,
}

/// A former province.
#[derive(Debug, Serialize)]
struct FormerView {
    /// Its name: `Bình Thuận`.
    label: String,
    /// The present provinces that it lies in.
    now: Vec<Link>,
}

pub(crate) fn plan(context: &PlanContext<'_>) -> Vec<Output> {
    let letter = |letter: Option<String>| Output::new(letter_url(letter.as_deref()), Letter(letter));
    std::iter::once(Output::new(ListingKind::Place.overview(), Places))
        .chain(letters(context.catalog).into_iter().map(letter))
        .collect()
}

/// The letters that have a page; `None` for all of them on one. Empty if no place has models.
fn letters(catalog: &Catalog) -> Vec<Option<String>> {
    let filled = catalog.listings_by(ListingKind::Place).filter(|listing| !listing.models.is_empty());
    let units: Vec<UnitId> = filled.filter_map(|listing| listing.unit).collect();
    match units.len() {
        0 => Vec::new(),
        1..=ON_ONE_PAGE => vec![None],
        _ => {
            let letter = |&unit: &UnitId| vietnamese::first_letter(catalog.gazetteer.unit(unit).bare());
            let all: BTreeSet<(Vec<u8>, String)> =
                units.iter().map(letter).map(|letter| (vietnamese::sort_key(&letter), letter)).collect();
            all.into_iter().map(|(_, letter)| Some(letter)).collect()
        }
    }
}

fn letter_url(letter: Option<&str>) -> String {
    let folder = ListingKind::Place.folder();
    match letter {
        Some(letter) => format!("{folder}/a-z/{}.html", terms::anchor_of(letter)),
        None => format!("{folder}/a-z.html"),
    }
}

fn letter_links(renderer: &Renderer<'_>) -> Vec<Link> {
    let link = |letter: Option<String>| {
        let url = Some(letter_url(letter.as_deref()));
        Link { label: letter.unwrap_or_else(|| renderer.word("place.a_to_z")), url }
    };
    letters(renderer.catalog).into_iter().map(link).collect()
}

impl OutputKind for Places {
    fn order(&self) -> PublishOrder {
        PublishOrder::Listing
    }

    fn render<'o>(&'o self, renderer: &'o Renderer<'_>, url_path: &str) -> Result<Rendered<'o>, Box<Finding>> {
        let heading = renderer.kind_label(ListingKind::Place);
        let trail = vec![Link { label: heading.clone(), url: None }];
        let description = renderer.word("terms.description").replace("{heading}", &heading.to_lowercase());
        let page = renderer.page("terms", url_path, &heading, description, trail);
        let mut context = renderer.context();
        context.insert("places", &view(renderer, heading));
        renderer.html_page("places.html", &page, context)
    }

    fn in_sitemap(&self) -> bool {
        true
    }

    fn last_changed(&self, catalog: &Catalog) -> Option<Date> {
        let listings = catalog.listings_by(ListingKind::Place);
        listings.filter_map(|listing| catalog.last_changed(&listing.models)).max()
    }
}

fn view(renderer: &Renderer<'_>, heading: String) -> PlacesView {
    let gazetteer = &renderer.catalog.gazetteer;
    let provinces: Vec<UnitId> = gazetteer.ids().filter(|&unit| renderer.is_present(unit, Level::Province)).collect();
    let (listed, others): (Vec<UnitId>, Vec<UnitId>) =
        provinces.into_iter().partition(|&unit| renderer.catalog.listings.of_place(unit).is_some());
    let mut others: Vec<&str> = others.into_iter().map(|unit| gazetteer.unit(unit).bare()).collect();
    others.sort_by_cached_key(|name| vietnamese::sort_key(name));
    let terms = terms::sorted(renderer.place_terms(&listed));
    let short = |term: Term| {
        let label = renderer.catalog.listing(ListingKind::Place, &term.id).and_then(|listing| listing.unit);
        let label = label.map_or_else(|| term.label.clone(), |unit| gazetteer.unit(unit).bare().to_owned());
        Term { label, note: String::new(), ..term }
    };
    PlacesView {
        heading,
        map: map(renderer, &listed).into(),
        provinces: terms::sorted(terms.into_iter().map(short).collect()),
        others: others.join(", "),
        former: former(renderer),
        letters: letter_links(renderer),
    }
}

/// The country, shaded by the number of models.
fn map(renderer: &Renderer<'_>, provinces: &[UnitId]) -> String {
    let catalog = renderer.catalog;
    let area = |&unit: &UnitId| {
        let models = catalog.listings.of_place(unit).map_or(0, |listing| listing.models.len());
        Area {
            code: catalog.gazetteer.unit(unit).code.to_string(),
            label: catalog.gazetteer.unit(unit).bare().to_owned(),
            fact: renderer.word("listing.count").replace("{n}", &models.to_string()),
            value: u32::try_from(models).unwrap_or(u32::MAX),
            href: places::url(catalog, unit),
        }
    };
    let labels = MapLabels {
        title: renderer.word("stats.map"),
        shades: renderer.word("stats.models"),
        none: renderer.word("stats.map_none"),
        ..MapLabels::default()
    };
    charts::country_map(&CountryMap { labels, areas: provinces.iter().map(area).collect(), ..CountryMap::default() })
}

/// The former provinces whose name or extent is gone, in alphabetical order.
fn former(renderer: &Renderer<'_>) -> Vec<FormerView> {
    let gazetteer = &renderer.catalog.gazetteer;
    let is_gone = |&unit: &UnitId| gazetteer.unit(unit).level == Level::Province && !gazetteer.is_current(unit);
    let mut units: Vec<UnitId> = gazetteer.ids().filter(is_gone).collect();
    units.sort_by_cached_key(|&unit| vietnamese::sort_key(gazetteer.unit(unit).bare()));
    let row = |unit: UnitId| {
        let now = gazetteer
            .present(unit)
            .iter()
            .map(|&now| Link { label: gazetteer.unit(now).bare().to_owned(), url: places::url(renderer.catalog, now) });
        FormerView { label: gazetteer.unit(unit).bare().to_owned(), now: now.collect() }
    };
    let rows = units.into_iter().map(row);
    rows.filter(|row| row.now.len() != 1 || row.now.iter().any(|now| now.label != row.label)).collect()
}

impl OutputKind for Letter {
    fn order(&self) -> PublishOrder {
        PublishOrder::Listing
    }

    fn render<'o>(&'o self, renderer: &'o Renderer<'_>, url_path: &str) -> Result<Rendered<'o>, Box<Finding>> {
        let kind = Link { label: renderer.kind_label(ListingKind::Place), url: Some(ListingKind::Place.overview()) };
        let mut heading = renderer.word("place.a_to_z");
        let mut groups = renderer.places_by(vietnamese::first_letter);
        let mut folded = false;
        if let Some(letter) = &self.0 {
            heading = format!("{}: {letter}", kind.label);
            groups.retain(|group| group.label == *letter);
            folded = groups.iter().any(|group| group.terms.len() > FOLDED);
            if folded {
                let first_word = |bare: &str| bare.split_whitespace().next().unwrap_or("").to_owned();
                groups = renderer.places_by(first_word);
                groups.retain(|group| vietnamese::first_letter(&group.label) == *letter);
            }
        }
        let description = renderer.word("terms.description").replace("{heading}", &heading.to_lowercase());
        let trail = vec![kind, Link { label: heading.clone(), url: None }];
        let page = renderer.page("terms", url_path, &heading, description, trail);
        let letters = if self.0.is_some() { letter_links(renderer) } else { Vec::new() };
        let mut context = renderer.context();
        context.insert("terms", &TermsView { heading, letters, groups, folded });
        renderer.html_page("terms.html", &page, context)
    }

    fn in_sitemap(&self) -> bool {
        true
    }
}
