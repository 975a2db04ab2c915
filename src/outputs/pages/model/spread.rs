//! Where a model went, and how it looks side by side with its original and its copies.

use std::collections::BTreeMap;

use serde::Serialize;

use super::source;
use crate::catalog::{Edge, Located, ModelId};
use crate::charts::{self, Arc, Dot, SpreadMap, Words};
use crate::render::view::{Link, PlaceView, ResultView, SourceView};
use crate::render::{Renderer, number, places};
use crate::route;
use crate::schema::{self, Citation, ModelFrontMatter};

/// Models that stand side by side on one page.
const SIDE_BY_SIDE: usize = 8;
/// Kilometres that can be told apart on a map of the whole country.
const SEEN_ON_MAP: u32 = 30;
/// Results of each of them.
const RESULTS: usize = 3;

/// `model.spread`.
#[derive(Debug, Serialize)]
pub(super) struct SpreadView {
    /// How far it went; `None` when the list itself says it: of one place or none.
    reach: Option<ReachView>,
    /// Every copy, by year.
    copies: Vec<CopyView>,
    /// The ways it went as SVG, when they are known well enough to be drawn.
    map: Option<String>,
    /// How this model came here, when it is a copy.
    came: Option<CameView>,
    /// The original and its copies on this site; `None` when there is only this model.
    versions: Option<VersionsView>,
}

impl SpreadView {
    /// Whether there are copies of the model, or others of one origin with it.
    pub(super) fn is_known(&self) -> bool {
        !self.copies.is_empty() || self.versions.is_some()
    }
}

/// Numbers for a sentence; 0 where there is nothing to say.
#[derive(Debug, Serialize)]
struct ReachView {
    /// Places that took it over from here.
    places: usize,
    /// Other provinces among them.
    provinces: usize,
    /// Kilometres to the farthest of them.
    farthest: u32,
    /// Year of the first copy.
    since: u16,
    /// Places in all, when some of them took it over from a copy.
    in_all: usize,
}

/// One place that took it over.
#[derive(Debug, Serialize)]
struct CopyView {
    place: PlaceView,
    /// Since when.
    year: Option<u16>,
    /// Kilometres from here; 0 when not known.
    km: u32,
    /// Who; may be empty.
    by: String,
    /// What to know; may be empty.
    note: String,
    /// Where this is known from.
    source: Option<SourceView>,
    /// The copy's own page.
    url: Option<String>,
}

/// By which way a copy came.
#[derive(Debug, Serialize)]
struct CameView {
    year: Option<u16>,
    /// Kilometres from the original; 0 when not known.
    km: u32,
}

/// A table; a column that nobody fills is not shown.
#[derive(Debug, Serialize)]
struct VersionsView {
    rows: Vec<VersionView>,
    results: bool,
    resources: bool,
    conditions: bool,
}

/// One row of it.
#[derive(Debug, Serialize)]
struct VersionView {
    /// The model, with its page unless it is this very one.
    model: Link,
    /// Whether the others are copies of it.
    original: bool,
    place: String,
    /// The present name of the place, when it has changed.
    now: Option<String>,
    /// Year it began.
    started: Option<u16>,
    /// `Hộ tham gia: 1.932 hộ`, the first three.
    results: Vec<String>,
    resources: String,
    conditions: String,
}

impl Renderer<'_> {
    pub(super) fn spread(&self, id: ModelId, url_path: &str) -> SpreadView {
        let spread = &self.catalog.spread;
        let came = spread.into(id).map(|edge| CameView { year: edge.year, km: edge.km.unwrap_or(0) });
        SpreadView {
            reach: self.reach(id),
            copies: spread.of(id).iter().map(|edge| self.copy(edge)).collect(),
            map: self.map(id, url_path),
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

    /// Both ends of one edge: what the original says of the copy, else what the copy says of itself.
    fn copy(&self, edge: &Edge) -> CopyView {
        let told =
            edge.replication.and_then(|at| self.catalog.model(edge.original).front_matter().replications.get(at));
        let copy = edge.copy.map(|copy| self.catalog.model(copy));
        let own_name = || copy.and_then(|copy| copy.front_matter().organisation.clone());
        CopyView {
            place: places::view(self.catalog, self.catalog.destination(edge)),
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
        let mut dots = vec![Dot { at: from, label: home.clone(), value: 1, ..Dot::default() }];
        let mut arcs: BTreeMap<String, Arc> = BTreeMap::new();
        for edge in edges {
            let Some((to, name)) = self.spot(self.catalog.destination(edge)) else { continue };
            let page = edge.copy.map(|copy| route::model(&self.catalog.model(copy).entry.slug));
            let arc = arcs.entry(name.clone()).or_insert_with(|| {
                let href = page.map(|page| format!("{root}{page}"));
                let fact = edge.year.map_or_else(String::new, |year| year.to_string());
                dots.push(Dot { at: to, label: name.clone(), fact, value: 1, href });
                Arc { from, to, count: 0, label: format!("{home} → {name}"), href: None }
            });
            arc.count += 1;
        }
        let words = Words {
            title: self.word("spread.map").replace("{title}", &model.front_matter().title.value),
            dots: self.word("spread.map_dots"),
            arcs: self.word("spread.map_arcs"),
            ..Words::default()
        };
        Some(charts::spread(&SpreadMap { words, dots, arcs: arcs.into_values().collect() }))
    }

    /// The middle of a place's unit, and its present name.
    fn spot(&self, place: &Located) -> Option<((f32, f32), String)> {
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
            started: front_matter.started.map(|started| started.value),
            results: results_in_words(front_matter),
            resources: front_matter.resources.clone().unwrap_or_default(),
            conditions: front_matter.conditions.clone().unwrap_or_default(),
        }
    }
}

pub(super) fn results(front_matter: &ModelFrontMatter) -> Vec<ResultView> {
    let view = |result: &schema::NumberResult| ResultView {
        label: result.label.clone(),
        value: number::grouped(&result.value.amount.to_string()),
        unit: result.unit.clone().unwrap_or_default(),
        note: result.note.clone().unwrap_or_default(),
    };
    front_matter.results.iter().map(view).collect()
}

/// The first few results, each in a line: `Hộ tham gia: 1.932 hộ`.
pub(in super::super) fn results_in_words(front_matter: &ModelFrontMatter) -> Vec<String> {
    let line = |result: &ResultView| {
        let unit = if result.unit.is_empty() { "" } else { " " };
        format!("{}: {}{unit}{}", result.label, result.value, result.unit)
    };
    results(front_matter).iter().take(RESULTS).map(line).collect()
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
