//! The spread graph: who copied whom, where and when.
//!
//! An original names the places that copied it (`replications`), and a copy names its original (`based_on`). Both describe
//! the same edge from its two ends, and are merged here into one list of edges.

use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::ops::Range;

use rayon::prelude::*;

use super::{Catalog, Located, Model, ModelId};
use crate::finding::{Code, Finding};
use crate::locality::{Gazetteer, Level, UnitId};
use crate::text::Message;
use crate::vietnamese;

/// All edges, those of one original together, by year.
#[derive(Debug, Default)]
pub struct Spread {
    edges: Vec<Edge>,
    /// The range of each original's edges in `edges`, by model.
    of: Vec<Range<usize>>,
    /// The position in `edges` of the edge to each model, for models that are copies.
    into: Vec<Option<usize>>,
}

/// One place that copied one model. What a source only counts is no edge.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edge {
    /// The model that was copied.
    pub original: ModelId,
    /// The copy, when it has a file of its own.
    pub copy: Option<ModelId>,
    /// Position in the original's `replications`, when it names the place.
    pub replication: Option<usize>,
    /// The year that the original states, else the year in which the copy started.
    pub year: Option<u16>,
    /// The farthest border between the two places.
    pub crossed: Option<Border>,
    /// Kilometres between the centres of both units. `None` if one of them is a province: its centre does not say where in
    /// it the practice went.
    pub km: Option<u32>,
}

/// The farthest border between two places. If both were named by former units, by the borders of that time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Border {
    /// Another village or quarter of the same commune.
    Hamlet,
    /// Another commune; of the same former district as far as is known.
    Commune,
    /// Another former district of the same province.
    District,
    /// Another province.
    Province,
}

/// How far a model has come, over all its edges.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Reach {
    /// Places that copied this model directly, each once.
    pub places: usize,
    /// As above, plus places that copied one of its copies, and so on.
    pub in_all: usize,
    /// The number of other provinces among the direct copies, as named at the time.
    pub provinces: usize,
    /// Kilometres to the farthest place that copied it directly.
    pub farthest_km: Option<u32>,
    /// The year of the first copy.
    pub since: Option<u16>,
    /// The length of the longest chain of copies: 1 when it was copied, 2 when a copy was copied.
    pub generations: usize,
}

impl Spread {
    /// Every edge, by original, then year.
    pub fn edges(&self) -> &[Edge] {
        &self.edges
    }

    /// The places that copied this model directly, by year; those without a year come last.
    pub fn of(&self, original: ModelId) -> &[Edge] {
        self.of.get(original as usize).and_then(|range| self.edges.get(range.clone())).unwrap_or(&[])
    }

    /// The edge from its original to this model, if it is a copy.
    pub fn into(&self, copy: ModelId) -> Option<&Edge> {
        self.edges.get((*self.into.get(copy as usize)?)?)
    }
}

impl Catalog {
    /// The place that copied, as the original names it, else as the copy does.
    pub fn destination(&self, edge: &Edge) -> &Located {
        destination(edge, &self.models)
    }
}

/// All edges between `models`. Fills [`Model::reach`]; where the two ends of an edge disagree is a finding.
pub(super) fn spread(models: &mut [Model], gazetteer: &Gazetteer, findings: &mut Vec<Finding>) -> Spread {
    let mut spread = Spread { into: vec![None; models.len()], ..Spread::default() };
    let own_edges = |(id, model): (usize, &Model)| {
        if model.replications.is_empty() && model.variants.is_empty() {
            return Vec::new();
        }
        let mut edges = merged(id as ModelId, model, models, gazetteer);
        edges.sort_by_key(|edge| (edge.year.unwrap_or(u16::MAX), edge.replication.unwrap_or(usize::MAX), edge.copy));
        edges
    };
    let edges: Vec<Vec<Edge>> = models.par_iter().enumerate().map(own_edges).collect();
    for edges in edges {
        let first = spread.edges.len();
        findings.extend(edges.iter().filter_map(|edge| disagreement(edge, models)));
        spread.edges.extend(edges);
        spread.of.push(first..spread.edges.len());
    }
    for (position, edge) in spread.edges.iter().enumerate() {
        if let Some(copy) = edge.copy {
            spread.into[copy as usize] = Some(position);
        }
    }
    let reaches = reaches(&spread, models, gazetteer);
    models.iter_mut().zip(reaches).for_each(|(model, reach)| model.reach = reach);
    spread
}

/// The edges of one original: its replications, each with the copy in that place if there is one, then the other copies.
fn merged(id: ModelId, original: &Model, models: &[Model], gazetteer: &Gazetteer) -> Vec<Edge> {
    let mut copies = original.variants.clone();
    let mut edges = Vec::with_capacity(original.replications.len() + copies.len());
    let stated = original.replications.iter().zip(&original.front_matter().replications).enumerate();
    for (number, (place, stated)) in stated.filter(|(_, (_, stated))| stated.count.is_none()) {
        let likeness = |&copy: &ModelId| {
            let copy = &models[copy as usize];
            let started = copy.front_matter().started.map(|started| started.value);
            same_place(place, &copy.place, gazetteer)
                .then_some((hamlet(place) == hamlet(&copy.place), stated.year.is_some() && stated.year == started))
        };
        let positions = 0..copies.len();
        let best = positions.filter_map(|position| Some((likeness(&copies[position])?, Reverse(position)))).max();
        let copy = best.map(|(_, Reverse(position))| copies.remove(position));
        edges.push(edge(id, copy, Some(number), models, gazetteer));
    }
    edges.extend(copies.into_iter().map(|copy| edge(id, Some(copy), None, models, gazetteer)));
    edges
}

fn edge(
    original: ModelId,
    copy: Option<ModelId>,
    replication: Option<usize>,
    models: &[Model],
    gazetteer: &Gazetteer,
) -> Edge {
    let from = &models[original as usize];
    let stated = replication.and_then(|number| from.front_matter().replications.get(number)?.year);
    let started = copy.and_then(|copy| Some(models[copy as usize].front_matter().started?.value));
    let mut edge = Edge { original, copy, replication, year: stated.or(started), crossed: None, km: None };
    let to = destination(&edge, models);
    (edge.crossed, edge.km) = (border(&from.place, to, gazetteer), kilometres(&from.place, to, gazetteer));
    edge
}

pub(super) fn destination<'m>(edge: &Edge, models: &'m [Model]) -> &'m Located {
    let original = &models[edge.original as usize];
    let named = edge.replication.and_then(|number| original.replications.get(number));
    named.or_else(|| edge.copy.map(|copy| &*models[copy as usize].place)).unwrap_or(&original.place)
}

/// Whether two places are the same: the same unit, or a former unit and the one present unit that it became.
fn same_place(a: &Located, b: &Located, gazetteer: &Gazetteer) -> bool {
    let (Some(unit_a), Some(unit_b)) = (a.unit, b.unit) else { return false };
    let one_is_present = gazetteer.is_current(unit_a) || gazetteer.is_current(unit_b);
    (unit_a == unit_b && a.further == b.further)
        || (one_is_present
            && a.now == b.now
            && a.now.len() == 1
            && gazetteer.unit(unit_a).level == gazetteer.unit(unit_b).level)
}

fn hamlet(place: &Located) -> String {
    vietnamese::slug(place.hamlet.as_deref().unwrap_or(""))
}

fn border(from: &Located, to: &Located, gazetteer: &Gazetteer) -> Option<Border> {
    let (a, b) = (from.unit?, to.unit?);
    let both_former = !gazetteer.is_current(a) && !gazetteer.is_current(b);
    let same_province = if both_former {
        gazetteer.province_of(a) == gazetteer.province_of(b)
    } else {
        !provinces(from, gazetteer).is_disjoint(&provinces(to, gazetteer))
    };
    let districts = (gazetteer.district_of(a), gazetteer.district_of(b));
    Some(match districts {
        _ if !same_province => Border::Province,
        (Some(before), Some(after)) if before != after => Border::District,
        _ if same_place(from, to, gazetteer) => Border::Hamlet,
        _ => Border::Commune,
    })
}

/// The present provinces of a place.
fn provinces(place: &Located, gazetteer: &Gazetteer) -> BTreeSet<UnitId> {
    place.now.iter().map(|&unit| gazetteer.province_of(unit)).collect()
}

fn kilometres(from: &Located, to: &Located, gazetteer: &Gazetteer) -> Option<u32> {
    let (a, b) = (from.unit?, to.unit?);
    let is_small = |unit: UnitId| gazetteer.unit(unit).level != Level::Province;
    (is_small(a) && is_small(b)).then(|| gazetteer.distance_km(a, b)).flatten().map(|km| km.round() as u32)
}

/// `replications` on the original and `based_on` on the copy are one event: years must agree, and no copy is older than
/// its original.
fn disagreement(edge: &Edge, models: &[Model]) -> Option<Finding> {
    let (original, copy) = (&models[edge.original as usize], &models[edge.copy? as usize]);
    let (based_on, started) = (copy.front_matter().based_on.as_ref()?, copy.front_matter().started?);
    let title = &original.front_matter().title;
    let stated = edge.replication.and_then(|number| original.front_matter().replications.get(number));
    let stated = stated.and_then(|stated| Some((stated.year?, stated.span)));
    let began = original.front_matter().started.map(|began| (began.value, began.span));
    let (message, there) = match (stated, began) {
        (Some((year, span)), _) if year != started.value => (
            Message::new(
                format!(
                    "Bắt đầu năm {}, nhưng mô hình gốc “{}” ghi nơi này làm theo từ năm {year}.",
                    started.value, title.value
                ),
                format!(
                    "Started in {}, but the original “{}” says it was copied here in {year}.",
                    started.value, title.value
                ),
            ),
            span,
        ),
        (_, Some((began, span))) if began > started.value => (
            Message::new(
                format!("Bắt đầu năm {}, trước cả mô hình gốc “{}” (năm {began}).", started.value, title.value),
                format!("Started in {}, before its original “{}” (in {began}).", started.value, title.value),
            ),
            span,
        ),
        _ => return None,
    };
    let help = Message::new("Sửa năm ở một trong hai tệp.", "Mend the year in one of the two files.");
    let finding = copy.entry.file().finding(Code::SpreadDisagrees, based_on.span, message).help(help);
    let there = original.entry.file().position(there);
    Some(finding.related(&original.entry.path, Some(there), Message::new("Mô hình gốc", "The original")))
}

/// What identifies a place when places are counted: its unit, else its name.
type PlaceKey = (Option<UnitId>, String);

fn place_key(place: &Located) -> PlaceKey {
    match place.unit {
        Some(unit) => (Some(unit), String::new()),
        None => (None, vietnamese::fold(&place.written)),
    }
}

fn reaches(spread: &Spread, models: &[Model], gazetteer: &Gazetteer) -> Vec<Reach> {
    let mut reach: Vec<Reach> = (0..).zip(models).map(|(id, _)| own_reach(spread.of(id), models, gazetteer)).collect();
    let mut all: Vec<BTreeSet<PlaceKey>> = vec![BTreeSet::new(); models.len()];
    for edge in &spread.edges {
        let key = place_key(destination(edge, models));
        for (generation, ancestor) in (1..).zip(lineage(edge.original, models)) {
            all[ancestor as usize].insert(key.clone());
            let seen = &mut reach[ancestor as usize].generations;
            *seen = generation.max(*seen);
        }
    }
    for (reach, all) in reach.iter_mut().zip(all) {
        reach.in_all = all.len();
    }
    reach
}

/// A model, its original, the original of that, and so on. There are no circles: [`super::originals`] cuts them.
fn lineage(id: ModelId, models: &[Model]) -> impl Iterator<Item = ModelId> {
    std::iter::successors(Some(id), |&id| models[id as usize].based_on)
}

fn own_reach(edges: &[Edge], models: &[Model], gazetteer: &Gazetteer) -> Reach {
    if edges.is_empty() {
        return Reach::default();
    }
    let places = edges.iter().map(|edge| place_key(destination(edge, models))).collect::<BTreeSet<_>>().len();
    let abroad = edges.iter().filter(|edge| edge.crossed == Some(Border::Province));
    let provinces: BTreeSet<UnitId> =
        abroad.filter_map(|edge| Some(gazetteer.province_of(destination(edge, models).unit?))).collect();
    Reach {
        places,
        in_all: places,
        provinces: provinces.len(),
        farthest_km: edges.iter().filter_map(|edge| edge.km).max(),
        since: edges.iter().filter_map(|edge| edge.year).min(),
        generations: 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::tests::catalog;

    const ORIGINAL: &str =
        "title: Gốc\nlocality: Xã Đông Giang, huyện Hàm Thuận Bắc, tỉnh Bình Thuận\nfield: kinh-te\nstarted: 2016\n";

    fn model(name: &str, front_matter: &str) -> (String, String) {
        (format!("content/mo-hinh/{name}.md"), format!("---\n{front_matter}---\n\nNội dung {name}.\n"))
    }

    type Shape<'c> = (Option<&'c str>, Option<usize>, Option<u16>, Option<Border>);

    fn shape(catalog: &Catalog) -> Vec<Shape<'_>> {
        let name = |id: ModelId| catalog.model(id).entry.slug.as_str();
        catalog
            .spread
            .edges()
            .iter()
            .map(|edge| (edge.copy.map(name), edge.replication, edge.year, edge.crossed))
            .collect()
    }

    #[test]
    fn both_ends_of_an_edge_are_one() {
        let original = format!(
            "{ORIGINAL}replications:\n  - {{locality: \"Xã La Dạ, huyện Hàm Thuận Bắc, tỉnh Bình Thuận\", year: 2020}}\n  - {{locality: \"Xã Phan Lâm, huyện Bắc Bình, tỉnh Bình Thuận\", year: 2018}}\n"
        );
        let copy = "title: Bản sao\nlocality: Xã La Dạ, huyện Hàm Thuận Bắc, tỉnh Bình Thuận\nfield: kinh-te\nstarted: 2020\nbased_on: goc\n";
        let unnamed = "title: Bản khác\nlocality: Xã Nhân Cơ, huyện Đắk R'lấp, tỉnh Đắk Nông\nfield: kinh-te\nstarted: 2021\nbased_on: goc\n";
        let (catalog, findings) = catalog(&[model("goc", &original), model("sao", copy), model("khac", unnamed)]);
        assert_eq!(findings, Vec::<Code>::new());
        assert_eq!(
            shape(&catalog),
            [
                (None, Some(1), Some(2018), Some(Border::District)),
                (Some("sao"), Some(0), Some(2020), Some(Border::Commune)),
                (Some("khac"), None, Some(2021), Some(Border::Province)),
            ]
        );
        let original = catalog.models.iter().position(|model| model.entry.slug == "goc").unwrap() as ModelId;
        let reach = catalog.model(original).reach;
        assert_eq!((reach.places, reach.provinces, reach.since, reach.generations), (3, 1, Some(2018), 1));
        assert!(reach.farthest_km.is_some_and(|km| (80..200).contains(&km)), "{reach:?}");
    }

    #[test]
    fn a_present_name_and_a_former_one_are_one_place() {
        let original = format!("{ORIGINAL}replications: [{{locality: \"Xã La Dạ, tỉnh Lâm Đồng\", year: 2020}}]\n");
        let copy = "title: Bản sao\nlocality: Xã La Dạ, huyện Hàm Thuận Bắc, tỉnh Bình Thuận\nfield: kinh-te\nstarted: 2020\nbased_on: goc\n";
        let (catalog, _) = catalog(&[model("goc", &original), model("sao", copy)]);
        assert_eq!(catalog.spread.edges().len(), 1);
    }

    #[test]
    fn a_copy_of_a_copy_counts_for_the_first() {
        let second = "title: Hai\nlocality: Xã La Dạ, huyện Hàm Thuận Bắc, tỉnh Bình Thuận\nfield: kinh-te\nstarted: 2018\nbased_on: goc\n";
        let third = "title: Ba\nlocality: Xã Nhân Cơ, huyện Đắk R'lấp, tỉnh Đắk Nông\nfield: kinh-te\nstarted: 2019\nbased_on: hai\n";
        let (catalog, _) = catalog(&[model("goc", ORIGINAL), model("hai", second), model("ba", third)]);
        let of = |slug: &str| {
            let id = catalog.models.iter().position(|model| model.entry.slug == slug).unwrap() as ModelId;
            let reach = catalog.model(id).reach;
            (reach.places, reach.in_all, reach.generations)
        };
        assert_eq!((of("goc"), of("hai"), of("ba")), ((1, 2, 2), (1, 1, 1), (0, 0, 0)));
    }

    #[test]
    fn the_two_ends_must_agree_on_the_year() {
        let original = format!(
            "{ORIGINAL}replications: [{{locality: \"Xã La Dạ, huyện Hàm Thuận Bắc, tỉnh Bình Thuận\", year: 2020}}]\n"
        );
        let copy = |year: u16| {
            model(
                "sao",
                &format!(
                    "title: Bản sao\nlocality: Xã La Dạ, huyện Hàm Thuận Bắc, tỉnh Bình Thuận\nfield: kinh-te\nstarted: {year}\nbased_on: goc\n"
                ),
            )
        };
        assert_eq!(catalog(&[model("goc", &original), copy(2019)]).1, [Code::SpreadDisagrees]);
        assert_eq!(catalog(&[model("goc", ORIGINAL), copy(2012)]).1, [Code::SpreadDisagrees]);
        assert_eq!(catalog(&[model("goc", ORIGINAL), copy(2016)]).1, []);
    }
}
