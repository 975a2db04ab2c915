//! The page of a place: what it has given and received, what its neighbours do, and for provinces a map.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::catalog::{Edge, Listing};
use crate::charts::{self, Area, Dot, MapArc, MapLabels, ProvinceMap};
use crate::finding::Finding;
use crate::locality::{Level, UnitId};
use crate::render::view::Html;
use crate::render::{Renderer, places};
use crate::route::{self, ListingKind};
use crate::suggestions::SuggestionLists;

/// What the listing of a present commune or province has besides its models.
#[derive(Debug, Serialize)]
pub(super) struct PlacePage {
    /// Whether it is a commune; otherwise it is a province.
    commune: bool,
    /// Map of a province, as SVG; empty for a commune.
    map: Html,
    /// Cards of models that a place without models can begin with; empty if the place has models.
    first: Html,
    /// Lists of models that have to do with the place. None of them is empty.
    lists: Vec<PlaceList>,
}

/// Models that have to do with a place.
#[derive(Debug, Serialize)]
struct PlaceList {
    /// `id` of the section: `da-trao` (given to others), `da-hoc` (learned from others), `xung-quanh` (done nearby) or
    /// `tuong-tu` (done in places like this).
    id: &'static str,
    /// Heading of the list.
    title: String,
    /// One sentence on what is listed.
    lead: String,
    /// Cards of the models.
    cards: Html,
}

impl Renderer<'_> {
    /// What the page of a place shows beside its models. `None` for former districts and lists by anything else.
    pub(super) fn place_page(&self, listing: &Listing, url_path: &str) -> Result<Option<PlacePage>, Box<Finding>> {
        let Some(unit) = listing.unit.filter(|&unit| self.catalog.gazetteer.is_current(unit)) else { return Ok(None) };
        let commune = self.catalog.gazetteer.unit(unit).level == Level::Commune;
        let map = if commune { None } else { self.province_map(unit, url_path) };
        let SuggestionLists { given, received, nearby, similar } =
            self.suggestions().lists(self.catalog, unit, &listing.models);
        let first = if listing.models.is_empty() { self.first_steps() } else { &[] };
        let named = [
            ("da-trao", "place.given", given),
            ("da-hoc", "place.received", received),
            ("xung-quanh", "place.around", nearby),
            ("tuong-tu", "place.alike", similar),
        ];
        let full = named.into_iter().filter(|(_, _, models)| !models.is_empty());
        let list = |(id, word, models): (_, &str, Vec<_>)| {
            let (title, lead) = (self.word(word), self.word(&format!("{word}_lead")));
            Ok(PlaceList { id, title, lead, cards: self.cards_of(&models, url_path)? })
        };
        let lists = full.map(list).collect::<Result<Vec<PlaceList>, Box<Finding>>>()?;
        Ok(Some(PlacePage { commune, map: map.into(), first: self.cards_of(first, url_path)?, lists }))
    }

    /// A province with its communes as dots, and the ways models went within it and out of it.
    fn province_map(&self, province: UnitId, url_path: &str) -> Option<String> {
        let gazetteer = &self.catalog.gazetteer;
        let root = route::root_from(url_path);
        let href = |unit: UnitId| places::url(self.catalog, unit).map(|url| format!("{root}{url}"));
        let inside = |unit: UnitId| gazetteer.province_of(unit) == province;
        let dots = self.catalog.listings_by(ListingKind::Place).filter_map(|listing| {
            let unit = listing.unit.filter(|&unit| unit != province && gazetteer.is_current(unit) && inside(unit))?;
            let coordinates = gazetteer.middle(unit)?;
            if listing.models.is_empty() {
                return Some(Dot { coordinates, ..Dot::default() }); // the list of communes beside the map names it
            }
            let label = gazetteer.name(unit).to_owned();
            let fact = self.word("listing.count").replace("{n}", &listing.models.len().to_string());
            Some(Dot { coordinates, label, fact, value: listing.models.len() as u32, href: href(unit) })
        });
        let areas = self.catalog.listings_by(ListingKind::Place).filter_map(|listing| {
            let unit = listing.unit.filter(|&unit| self.is_present(unit, Level::Province))?;
            let fact = self.word("listing.count").replace("{n}", &listing.models.len().to_string());
            let (code, label) = (gazetteer.unit(unit).code.to_string(), gazetteer.unit(unit).bare().to_owned());
            Some(Area { code, label, fact, value: listing.models.len() as u32, href: href(unit) })
        });
        let labels = MapLabels {
            title: self.word("place.map").replace("{place}", gazetteer.name(province)),
            dots: self.word("spread.map_dots"),
            none: self.word("place.map_none"),
            arcs: self.word("spread.map_arcs"),
            ..MapLabels::default()
        };
        let code = gazetteer.unit(province).code.to_string();
        let arcs = self.arcs_between(|from, to| inside(from) || inside(to));
        let map = ProvinceMap { labels, code, areas: areas.collect(), dots: dots.collect(), arcs };
        Some(charts::province_map(&map)).filter(|drawn| !drawn.is_empty())
    }

    /// The ways between two present units each, those with the same ends as one.
    fn arcs_between(&self, wanted: impl Fn(UnitId, UnitId) -> bool) -> Vec<MapArc> {
        let gazetteer = &self.catalog.gazetteer;
        let ends = |edge: &Edge| {
            let from = *self.catalog.model(edge.original).place.now.first()?;
            Some((from, *self.catalog.destination(edge).now.first()?))
        };
        let mut counts: BTreeMap<(UnitId, UnitId), u32> = BTreeMap::new();
        for (from, to) in self.catalog.spread.edges().iter().filter_map(ends) {
            if from != to && wanted(from, to) {
                *counts.entry((from, to)).or_default() += 1;
            }
        }
        let arc = |((from, to), count): ((UnitId, UnitId), u32)| {
            let label = format!("{} → {}", gazetteer.full_name(from), gazetteer.full_name(to));
            Some(MapArc { from: gazetteer.middle(from)?, to: gazetteer.middle(to)?, count, label, href: None })
        };
        counts.into_iter().filter_map(arc).collect()
    }
}
