//! The overview of places: provinces and a map, what the former provinces are now; and all places A–Z, on a page or on one
//! for each letter.

use std::collections::BTreeMap;
use std::sync::Arc;

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
struct Places(Arc<Alphabet>);

/// The places A–Z: those of one letter, or all.
#[derive(Debug)]
struct Letter {
    alphabet: Arc<Alphabet>,
    /// Its position in the alphabet.
    number: usize,
}

/// The places that have models, as they are shared out over the pages A–Z.
#[derive(Debug)]
struct Alphabet(Vec<(Option<String>, Vec<UnitId>)>);

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
    let alphabet = Arc::new(Alphabet::of(context.catalog));
    let letter = |(number, (letter, _)): (usize, &(Option<String>, _))| {
        Output::new(letter_url(letter.as_deref()), Letter { alphabet: alphabet.clone(), number })
    };
    std::iter::once(Output::new(ListingKind::Place.overview(), Places(alphabet.clone())))
        .chain(alphabet.0.iter().enumerate().map(letter))
        .collect()
}

impl Alphabet {
    /// Few places stand on one page, which has no letter. Of none there is no page.
    fn of(catalog: &Catalog) -> Self {
        let filled = catalog.listings_by(ListingKind::Place).filter(|listing| !listing.models.is_empty());
        let units: Vec<UnitId> = filled.filter_map(|listing| listing.unit).collect();
        match units.len() {
            0 => Self(Vec::new()),
            1..=ON_ONE_PAGE => Self(vec![(None, units)]),
            _ => {
                let mut letters: BTreeMap<(Vec<u8>, String), Vec<UnitId>> = BTreeMap::new();
                for unit in units {
                    let letter = vietnamese::first_letter(catalog.gazetteer.unit(unit).bare());
                    letters.entry((vietnamese::sort_key(&letter), letter)).or_default().push(unit);
                }
                Self(letters.into_iter().map(|((_, letter), units)| (Some(letter), units)).collect())
            }
        }
    }

    /// The pages, each called by its letter.
    fn links(&self, renderer: &Renderer<'_>) -> Vec<Link> {
        let link = |letter: Option<&str>| {
            let label = letter.map_or_else(|| renderer.word("place.a_to_z"), str::to_owned);
            Link { label, url: Some(letter_url(letter)) }
        };
        self.0.iter().map(|(letter, _)| link(letter.as_deref())).collect()
    }
}

fn letter_url(letter: Option<&str>) -> String {
    let folder = ListingKind::Place.folder();
    match letter {
        Some(letter) => format!("{folder}/a-z/{}.html", terms::anchor_of(letter)),
        None => format!("{folder}/a-z.html"),
    }
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
        context.insert("places", &view(renderer, heading, self.0.links(renderer)));
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

fn view(renderer: &Renderer<'_>, heading: String, letters: Vec<Link>) -> PlacesView {
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
        letters,
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
        let (letter, units) = &self.alphabet.0[self.number];
        let mut heading = renderer.word("place.a_to_z");
        let folded = letter.is_some() && units.len() > FOLDED;
        let groups = if folded {
            renderer.places_by(units, |bare| bare.split_whitespace().next().unwrap_or("").to_owned())
        } else {
            renderer.places_by(units, vietnamese::first_letter)
        };
        if let Some(letter) = letter {
            heading = format!("{}: {letter}", kind.label);
        }
        let description = renderer.word("terms.description").replace("{heading}", &heading.to_lowercase());
        let trail = vec![kind, Link { label: heading.clone(), url: None }];
        let page = renderer.page("terms", url_path, &heading, description, trail);
        let letters = if letter.is_some() { self.alphabet.links(renderer) } else { Vec::new() };
        let mut context = renderer.context();
        context.insert("terms", &TermsView { heading, letters, groups, folded });
        renderer.html_page("terms.html", &page, context)
    }

    fn in_sitemap(&self) -> bool {
        true
    }
}
