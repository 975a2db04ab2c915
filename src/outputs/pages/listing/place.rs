//! The page of a place: what it has given and received, what its neighbours do, and for provinces a map.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::catalog::{Edge, Listing, ModelId};
use crate::charts::{self, Area, Dot, MapArc, MapLabels, ProvinceMap};
use crate::finding::Finding;
use crate::locality::{Level, UnitId, inside_sentence};
use crate::render::view::{Html, Link};
use crate::render::{Renderer, number, places};
use crate::route::{self, ListingKind};
use crate::suggestions::SuggestionLists;

/// What the listing of a present commune or province has besides its models.
#[derive(Debug, Serialize)]
pub(super) struct PlacePage {
    /// Whether it is a commune; otherwise it is a province.
    commune: bool,
    /// Map of a province, as SVG; empty for a commune.
    map: Html,
    /// The directions in which models went into and out of a province, with their numbers, if the map shows only the
    /// strongest: `Đến Đắk Lắk: 12 lượt`. Else empty.
    flows: Vec<String>,
    /// Cards of three models that a commune without models can begin with; empty if it has models.
    first: Html,
    /// Its models that others copied, with the places that did.
    given: Vec<GivenRow>,
    /// Lists of models that have to do with the place. None of them is empty.
    lists: Vec<PlaceList>,
}

/// Models that have to do with a place.
#[derive(Debug, Serialize)]
struct PlaceList {
    /// `id` of the section: `da-hoc` (learned from others), `xung-quanh` (done nearby) or `tuong-tu` (done in places like
    /// this).
    id: &'static str,
    /// Heading of the list.
    title: String,
    /// One sentence on what is listed.
    lead: String,
    /// Cards of the models.
    cards: Html,
}

/// A model that others copied.
#[derive(Debug, Serialize)]
struct GivenRow {
    /// The model.
    model: Link,
    /// The first places that copied it: `xã Tân Thuận, tỉnh Lâm Đồng (2018)`.
    to: String,
}

/// Places that are named for each model.
const NAMED: usize = 3;
/// Models that a place without any is shown from elsewhere.
const FIRST: usize = 3;
/// Arrows of a province's map; of more, only the strongest are drawn.
const ARROWS: usize = 30;
/// Of these, the most between provinces.
const ARROWS_OUT: usize = 10;

impl Renderer<'_> {
    /// What the page of a place shows beside its models. `None` for former districts and lists by anything else.
    pub(super) fn place_page(&self, listing: &Listing, url_path: &str) -> Result<Option<PlacePage>, Box<Finding>> {
        let Some(unit) = listing.unit.filter(|&unit| self.catalog.gazetteer.is_current(unit)) else { return Ok(None) };
        let commune = self.catalog.gazetteer.unit(unit).level == Level::Commune;
        let (map, flows) = if commune { (None, Vec::new()) } else { self.province_map(unit, url_path) };
        let SuggestionLists { given, received, nearby, similar } =
            self.suggestions().lists(self.catalog, unit, &listing.models);
        let first = if listing.models.is_empty() { self.first_steps() } else { &[] };
        let first = &first[..first.len().min(FIRST)];
        let given = given.into_iter().map(|id| self.given(id)).collect();
        let named = [
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
        Ok(Some(PlacePage { commune, map: map.into(), flows, first: self.cards_of(first, url_path)?, given, lists }))
    }

    /// A model of the place with those that copied it.
    fn given(&self, id: ModelId) -> GivenRow {
        let model = self.catalog.model(id);
        let gazetteer = &self.catalog.gazetteer;
        let place = |edge: &Edge| {
            let to = self.catalog.destination(edge);
            let name = match to.now[..] {
                [now] => inside_sentence(&gazetteer.full_name(now)),
                _ => inside_sentence(&to.written),
            };
            edge.year.map_or_else(|| name.clone(), |year| format!("{name} ({year})"))
        };
        let edges = self.catalog.spread.of(id);
        let mut to: Vec<String> = edges.iter().map(place).collect();
        to.dedup();
        if to.len() > NAMED {
            to.truncate(NAMED);
            to.push("…".to_owned());
        }
        let model =
            Link { label: model.front_matter().title.value.clone(), url: Some(route::model(&model.entry.slug)) };
        GivenRow { model, to: to.join("; ") }
    }

    /// A province with its communes as dots, and the ways models went within it and out of it; and these in words, if there
    /// are too many to be drawn.
    fn province_map(&self, province: UnitId, url_path: &str) -> (Option<String>, Vec<String>) {
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
        let (arcs, flows) = self.flows(province);
        let map = ProvinceMap { labels, code, areas: areas.collect(), dots: dots.collect(), arcs };
        (Some(charts::province_map(&map)).filter(|drawn| !drawn.is_empty()), flows)
    }

    /// The ways within a province, into it and out of it. Of many, the strongest within it and those that stand for all
    /// ways to and from a province; and all the latter in words.
    fn flows(&self, province: UnitId) -> (Vec<MapArc>, Vec<String>) {
        let gazetteer = &self.catalog.gazetteer;
        let of = |unit: UnitId| gazetteer.province_of(unit);
        let all = self.arcs_between(|unit| unit, |from, to| of(from) == province || of(to) == province);
        if all.len() <= ARROWS {
            return (all.into_iter().map(|(_, arc)| arc).collect(), Vec::new());
        }
        let strongest = |mut arcs: Vec<((UnitId, UnitId), MapArc)>, most: usize| {
            arcs.sort_by_key(|(_, arc)| std::cmp::Reverse(arc.count));
            arcs.truncate(most);
            arcs.into_iter().map(|(_, arc)| arc)
        };
        let within = all.into_iter().filter(|((from, to), _)| of(*from) == of(*to)).collect();
        let mut between = self.arcs_between(of, |from, to| from == province || to == province);
        between.sort_by_key(|(_, arc)| std::cmp::Reverse(arc.count));
        let words = |((from, to), arc): &((UnitId, UnitId), MapArc)| {
            let (word, other) = if *from == province { ("place.flow_out", *to) } else { ("place.flow_in", *from) };
            self.word(word)
                .replace("{province}", gazetteer.unit(other).bare())
                .replace("{n}", &number::grouped(&arc.count.to_string()))
        };
        let flows = between.iter().map(words).collect();
        let arcs = strongest(within, ARROWS - ARROWS_OUT).chain(strongest(between, ARROWS_OUT));
        (arcs.collect(), flows)
    }

    /// The ways between two present units each, as `of` sees them, those with the same ends as one.
    fn arcs_between(
        &self,
        of: impl Fn(UnitId) -> UnitId,
        wanted: impl Fn(UnitId, UnitId) -> bool,
    ) -> Vec<((UnitId, UnitId), MapArc)> {
        let gazetteer = &self.catalog.gazetteer;
        let ends = |edge: &Edge| {
            let from = *self.catalog.model(edge.original).place.now.first()?;
            Some((of(from), of(*self.catalog.destination(edge).now.first()?)))
        };
        let mut counts: BTreeMap<(UnitId, UnitId), u32> = BTreeMap::new();
        for (from, to) in self.catalog.spread.edges().iter().filter_map(ends) {
            if from != to && wanted(from, to) {
                *counts.entry((from, to)).or_default() += 1;
            }
        }
        let arc = |((from, to), count): ((UnitId, UnitId), u32)| {
            let label = format!("{} → {}", gazetteer.full_name(from), gazetteer.full_name(to));
            let arc = MapArc { from: gazetteer.middle(from)?, to: gazetteer.middle(to)?, count, label, href: None };
            Some(((from, to), arc))
        };
        counts.into_iter().filter_map(arc).collect()
    }
}
