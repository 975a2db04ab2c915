//! Where a model went, and how it looks side by side with its original and its copies.

use std::collections::BTreeMap;

use serde::Serialize;

use super::source;
use crate::catalog::{Edge, Located, ModelId};
use crate::charts::{self, Dot, MapArc, MapLabels, SpreadMap};
use crate::render::results::results_in_words;
use crate::render::view::{Html, Link, PlaceView, SourceView};
use crate::render::{Renderer, count_in_words, places};
use crate::route;
use crate::schema::{Citation, Replication};

/// Models that stand side by side on one page.
const SIDE_BY_SIDE: usize = 8;
/// Kilometres that can be told apart on a map of at least 120.
const SEEN_ON_MAP: u32 = 5;
/// Results of each of them.
pub(in super::super) const RESULTS: usize = 3;

/// Where a model spread to, and where it came from.
#[derive(Debug, Serialize)]
pub(super) struct SpreadView {
    /// How far it spread; none if at most one place copied it.
    reach: Option<ReachView>,
    /// Its copies, from the earliest; may be empty.
    copies: Vec<CopyView>,
    /// Numbers of copies, as sources count them without naming the places; may be empty.
    counts: Vec<CountView>,
    /// Map of the copies, as SVG; empty if none is far enough away, or if too little is known of where they are.
    map: Html,
    /// How this model came here; none if it is not a copy.
    came: Option<CameView>,
    /// This model beside its original and its copies, as a table; none if this site has no other of them.
    versions: Option<VersionsView>,
}

impl SpreadView {
    /// Whether there are copies of the model, or others of one origin with it.
    pub(super) fn is_known(&self) -> bool {
        !self.copies.is_empty() || !self.counts.is_empty() || self.versions.is_some()
    }
}

/// A number of places that copied a model, as a source counts them.
#[derive(Debug, Serialize)]
struct CountView {
    /// What was counted, with the number: `12 huyện`.
    count: String,
    /// The area in which was counted.
    area: PlaceView,
    /// Year in which was counted, or from which on there are so many.
    year: Option<u16>,
    /// A remark; may be empty.
    note: String,
    /// Who says so.
    source: Option<SourceView>,
}

/// How far a model spread. A number is 0 where there is nothing to say.
#[derive(Debug, Serialize)]
struct ReachView {
    /// Number of places that copied it.
    places: usize,
    /// Number of other provinces among them.
    provinces: usize,
    /// Distance of the farthest one, in kilometres.
    farthest: u32,
    /// Year of the first copy.
    since: u16,
    /// Number of places with those that copied a copy; 0 if there are none of these.
    in_all: usize,
}

/// A copy of a model: a place that took it over.
#[derive(Debug, Serialize)]
struct CopyView {
    /// The place.
    place: PlaceView,
    /// Year of the copy.
    year: Option<u16>,
    /// Distance from the original, in kilometres; 0 if it is not known.
    km: u32,
    /// Who runs it; may be empty.
    by: String,
    /// A remark; may be empty.
    note: String,
    /// The source that says so.
    source: Option<SourceView>,
    /// URL of the copy's own page on this site.
    url: Option<String>,
}

/// How a copy came to its place.
#[derive(Debug, Serialize)]
struct CameView {
    /// Year of the copy.
    year: Option<u16>,
    /// Distance from the original, in kilometres; 0 if it is not known.
    km: u32,
}

/// A table of models with one origin.
#[derive(Debug, Serialize)]
struct VersionsView {
    /// One row for each model.
    rows: Vec<VersionView>,
    /// Whether any row has results.
    results: bool,
    /// Whether any row has resources.
    resources: bool,
    /// Whether any row has conditions.
    conditions: bool,
}

/// A model in a table of versions.
#[derive(Debug, Serialize)]
struct VersionView {
    /// The model; its URL is none if it is the one whose page this is.
    model: Link,
    /// Whether it is the original of the others.
    original: bool,
    /// The place by the name that it had at the time.
    place: String,
    /// The place's present name, if it has changed.
    now: Option<String>,
    /// The words between both names: `nay là`, `nay thuộc`; empty if it has not changed.
    now_words: String,
    /// Year in which it started.
    started: Option<u16>,
    /// Its first three results, each as one text: `Hộ tham gia: 1.932 hộ (cả thôn)`.
    results: Vec<String>,
    /// The money, work and material that it takes; may be empty.
    resources: String,
    /// What another place needs to apply it; may be empty.
    conditions: String,
}

impl Renderer<'_> {
    pub(super) fn spread(&self, id: ModelId, url_path: &str) -> SpreadView {
        let spread = &self.catalog.spread;
        let came = spread.into(id).map(|edge| CameView { year: edge.year, km: edge.km.unwrap_or(0) });
        SpreadView {
            reach: self.reach(id),
            copies: spread.of(id).iter().map(|edge| self.copy(edge)).collect(),
            counts: self.counts(id),
            map: self.map(id, url_path).into(),
            came,
            versions: self.versions(id),
        }
    }

    fn reach(&self, id: ModelId) -> Option<ReachView> {
        let reach = self.catalog.model(id).reach;
        (reach.in_all > 1).then(|| ReachView {
            places: reach.places,
            provinces: reach.provinces,
            farthest: reach.farthest_km.unwrap_or(0),
            since: reach.since.unwrap_or(0),
            in_all: if reach.in_all > reach.places { reach.in_all } else { 0 },
        })
    }

    fn counts(&self, id: ModelId) -> Vec<CountView> {
        let model = self.catalog.model(id);
        let areas = model.front_matter().replications.iter().zip(model.replications.iter());
        let view = |(stated, area): (&Replication, &Located)| {
            Some(CountView {
                count: count_in_words(stated.count.as_ref()?),
                area: self.place_view(area),
                year: stated.year,
                note: stated.note.clone().unwrap_or_default(),
                source: stated.source.as_deref().map(known_from),
            })
        };
        areas.filter_map(view).collect()
    }

    /// Both ends of one edge: what the original says of the copy, else what the copy says of itself.
    fn copy(&self, edge: &Edge) -> CopyView {
        let told =
            edge.replication.and_then(|at| self.catalog.model(edge.original).front_matter().replications.get(at));
        let copy = edge.copy.map(|copy| self.catalog.model(copy));
        let own_name = || copy.and_then(|copy| copy.front_matter().organisation.clone());
        CopyView {
            place: self.place_view(self.catalog.destination(edge)),
            year: edge.year,
            km: edge.km.unwrap_or(0),
            by: told.and_then(|told| told.by.clone()).or_else(own_name).unwrap_or_default(),
            note: told.and_then(|told| told.note.clone()).unwrap_or_default(),
            source: told.and_then(|told| told.source.as_deref()).map(known_from),
            url: copy.map(|copy| route::model(&copy.entry.slug)),
        }
    }

    /// The map of those copies that went from one commune or former district to another, if one went far enough.
    fn map(&self, id: ModelId, url_path: &str) -> Option<String> {
        self.catalog.model(id).reach.farthest_km.filter(|&km| km >= SEEN_ON_MAP)?;
        let edges = self.catalog.spread.of(id).iter().filter(|edge| edge.km.is_some_and(|km| km > 0));
        let (model, root) = (self.catalog.model(id), route::root_from(url_path));
        let (from, home) = self.spot(&model.place)?;
        let mut dots = vec![Dot { coordinates: from, label: home.clone(), value: 1, ..Dot::default() }];
        let mut arcs: BTreeMap<String, MapArc> = BTreeMap::new();
        for edge in edges {
            let Some((to, name)) = self.spot(self.catalog.destination(edge)) else { continue };
            let page = edge.copy.map(|copy| route::model(&self.catalog.model(copy).entry.slug));
            let arc = arcs.entry(name.clone()).or_insert_with(|| {
                let href = page.map(|page| format!("{root}{page}"));
                let fact = edge.year.map_or_else(String::new, |year| year.to_string());
                dots.push(Dot { coordinates: to, label: name.clone(), fact, value: 1, href });
                MapArc { from, to, count: 0, label: format!("{home} → {name}"), href: None }
            });
            arc.count += 1;
        }
        let labels = MapLabels {
            title: self.word("spread.map").replace("{title}", &model.front_matter().title.value),
            dots: self.word("spread.map_dots"),
            arcs: self.word("spread.map_arcs"),
            ..MapLabels::default()
        };
        Some(charts::spread_map(&SpreadMap { labels, dots, arcs: arcs.into_values().collect() }))
    }

    /// The middle of a place's unit, and its present name.
    pub(super) fn spot(&self, place: &Located) -> Option<((f32, f32), String)> {
        let gazetteer = &self.catalog.gazetteer;
        let unit = place.now.first().copied().or(place.unit)?;
        Some((gazetteer.middle(place.unit?)?, gazetteer.full_name(unit)))
    }

    fn versions(&self, id: ModelId) -> Option<VersionsView> {
        let family = self.family(id);
        if family.len() < 2 {
            return None;
        }
        let rows: Vec<VersionView> = family.iter().map(|&member| self.version(member, id)).collect();
        Some(VersionsView {
            results: rows.iter().any(|row| !row.results.is_empty()),
            resources: rows.iter().any(|row| !row.resources.is_empty()),
            conditions: rows.iter().any(|row| !row.conditions.is_empty()),
            rows,
        })
    }

    /// The original, this model, its copies, then the other copies of its original: as many as stand side by side.
    fn family(&self, id: ModelId) -> Vec<ModelId> {
        let model = self.catalog.model(id);
        let siblings = model.based_on.map_or(&[][..], |original| &self.catalog.model(original).variants);
        let others = model.variants.iter().chain(siblings).copied().filter(|&other| other != id);
        model.based_on.into_iter().chain([id]).chain(others).take(SIDE_BY_SIDE).collect()
    }

    fn version(&self, id: ModelId, here: ModelId) -> VersionView {
        let model = self.catalog.model(id);
        let front_matter = model.front_matter();
        VersionView {
            model: Link {
                label: front_matter.title.value.clone(),
                url: (id != here).then(|| route::model(&model.entry.slug)),
            },
            original: model.based_on.is_none(),
            place: model.place.written.clone(),
            now: model.place.present_name(&self.catalog.gazetteer),
            now_words: places::now_words(&self.catalog.gazetteer, &model.place, self.theme),
            started: front_matter.started.map(|started| started.value),
            results: results_in_words(front_matter).take(RESULTS).collect(),
            resources: front_matter.resources.clone().unwrap_or_default(),
            conditions: front_matter.conditions.clone().unwrap_or_default(),
        }
    }
}

/// A replication names an address or a document.
fn known_from(written: &str) -> SourceView {
    let is_address = written.starts_with("https://") || written.starts_with("http://");
    if is_address {
        let url = crate::text::Spanned { value: written.to_owned(), span: crate::text::Span::default() };
        source(&Citation { title: None, url: Some(url) })
    } else {
        SourceView { title: written.to_owned(), url: String::new(), host: String::new() }
    }
}
