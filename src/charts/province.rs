//! The map of a province: its communes as dots among the neighbouring provinces, and an inset with its position in the
//! country.

use crate::locality::{Archipelago, Outline, ProvinceOutline, Ring};

use super::canvas::{Canvas, Legend, clear_scale, radius};
use super::country::{push_frame, push_province, push_svg_start};
use super::label::{Anchor, LabelSpace, push_text};
use super::projection::{Bounds, Viewport, bounds_of, extent, overlap};
use super::shade::Shades;
use super::silhouette::Silhouette;
use super::svg::{push_number, push_tenths, tenths};
use super::{Area, Dot, MapArc, MapLabels, WIDTH};

/// The content of the map of a province.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct ProvinceMap {
    /// The texts; `title`, `dots`, `none` and `arcs` are used.
    pub(crate) labels: MapLabels,
    /// The province's code in the gazetteer.
    pub(crate) code: String,
    /// The neighbours, for their names and links; all 34 provinces may be given. The values are not used.
    pub(crate) areas: Vec<Area>,
    /// Its communes.
    pub(crate) dots: Vec<Dot>,
    /// Arrows in, into and out of the province; those that leave the map end at its edge.
    pub(crate) arcs: Vec<MapArc>,
}

/// Largest height of the main viewport.
const MAX_HEIGHT: f32 = 430.0;
/// Largest number of communes with a label.
const MAX_LABELS: usize = 7;
/// From this part of the province's size on, an island is far from it.
const FAR: f32 = 0.5;
/// Degrees around far islands that are shown with them.
const FAR_MARGIN: f32 = 0.12;
/// Coordinates more degrees away from the province than this are an error.
const ASTRAY: f32 = 2.0;
/// Space between the parts of the map.
const GAP: f32 = 8.0;

/// Draws a province as inline SVG; empty if there is no such province. Quần đảo Hoàng Sa and quần đảo Trường Sa are
/// always on the inset with the country. The maps of Đà Nẵng and Khánh Hòa have a second inset with the archipelago
/// that belongs to them, and its communes.
pub(crate) fn province_map(map: &ProvinceMap) -> String {
    let Some(home) = Outline::builtin().province(&map.code) else { return String::new() };
    let far = far_islands(home, &map.dots);
    let main = main_viewport(home, &map.dots, far);
    let archipelago = Archipelago::ALL.into_iter().find(|archipelago| archipelago.province() == map.code);
    let own = archipelago.map(|own| (own, archipelago_viewport(own, main.area[3] + GAP)));
    let mut viewports: Vec<(Option<Archipelago>, Viewport)> =
        own.iter().map(|(archipelago, viewport)| (Some(*archipelago), *viewport)).collect();
    viewports.push((None, main));
    let bottom = own.map_or(main.area[3], |(_, viewport)| viewport.area[1] + viewport.area[3]) + GAP;
    let far = far.map(|bounds| (bounds, far_viewport(bounds, bottom)));
    let mut canvas = Canvas { viewports: &viewports, far, dot_scale: 1.0 };
    let placed = map.dots.iter().filter(|dot| dot.value > 0);
    let placed = placed.filter_map(|dot| canvas.project(dot.coordinates).map(|((x, y), _)| (x, y, radius(dot.value))));
    canvas.dot_scale = clear_scale(&placed.collect::<Vec<_>>());
    let inset = Silhouette::inset();

    let mut out = String::with_capacity(24 * 1024);
    push_svg_start(&mut out, "map province", &map.labels.title, bottom + inset.viewport.area[3]);
    push_main(&mut out, home, &map.areas, main);
    let mut space = LabelSpace::new(main.area);
    if let Some((archipelago, viewport)) = own {
        push_archipelago(&mut out, home, archipelago, viewport);
    }
    if let Some(far) = far {
        push_far(&mut out, home, &map.dots, far);
    }
    canvas.dots(&mut out, &map.dots);
    canvas.arcs(&mut out, &map.arcs);
    push_labels(&mut out, &canvas, &map.dots, &mut space);
    out.push_str("<svg");
    push_number(&mut out, "y", bottom);
    out.push_str(" width=\"360\"");
    push_number(&mut out, "height", inset.viewport.area[3]);
    out.push('>');
    inset.push(&mut out);
    inset.push_here(&mut out, &map.code);
    out.push_str("</svg>");
    push_legend(&mut out, map, bottom + 14.0);
    out.push_str("</svg>");
    out
}

/// Where the islands are that lie so far from the rest of the province that it would be half as large with them, as Côn Đảo
/// does: their shapes and their communes, without the archipelagos.
fn far_islands(home: &ProvinceOutline, dots: &[Dot]) -> Option<Bounds> {
    let land: Vec<Bounds> = land_of(home).filter_map(|ring| bounds_of(ring.points.iter().copied())).collect();
    let size = |bounds: Bounds| extent(bounds).0.max(extent(bounds).1);
    let main = land.iter().copied().max_by(|a, b| size(*a).total_cmp(&size(*b)))?;
    let near = around(main, size(main) * FAR);
    let communes = dots.iter().map(|dot| dot.coordinates).filter(|&at| Archipelago::of(at).is_none());
    let communes = communes.map(|(lon, lat)| [lon, lat, lon, lat]).filter(|&at| overlap(around(main, ASTRAY), at));
    let far = land.into_iter().chain(communes).filter(|&bounds| !overlap(near, bounds));
    let far = bounds_of(far.flat_map(|bounds| [(bounds[0], bounds[1]), (bounds[2], bounds[3])]))?;
    Some(around(far, FAR_MARGIN))
}

fn land_of(home: &ProvinceOutline) -> impl Iterator<Item = &Ring> {
    home.rings.iter().filter(|ring| ring.archipelago.is_none())
}

fn around([west, south, east, north]: Bounds, degrees: f32) -> Bounds {
    [west - degrees, south - degrees, east + degrees, north + degrees]
}

/// The viewport of the province and of its communes on islands, without the archipelagos and what is `far`, as large as
/// fits.
fn main_viewport(home: &ProvinceOutline, dots: &[Dot], far: Option<Bounds>) -> Viewport {
    let is_far = |bounds: Bounds| far.is_some_and(|far| overlap(far, bounds));
    let rings = land_of(home).filter(|ring| !bounds_of(ring.points.iter().copied()).is_some_and(is_far));
    let land = bounds_of(rings.flat_map(|ring| ring.points.iter().copied())).unwrap_or([102.1, 8.5, 109.5, 23.4]);
    let near = around(land, ASTRAY);
    let communes = dots.iter().map(|dot| dot.coordinates).filter(|&(lon, lat)| {
        let at = [lon, lat, lon, lat];
        Archipelago::of((lon, lat)).is_none() && overlap(near, at) && !is_far(at)
    });
    let corners = [(land[0], land[1]), (land[2], land[3])];
    let bounds = bounds_of(communes.chain(corners)).unwrap_or(land);
    let (wide, high) = extent(bounds);
    let margin = 14.0;
    let height = ((WIDTH - 2.0 * margin) * high / wide + 2.0 * margin).clamp(220.0, MAX_HEIGHT).round();
    Viewport::fit(bounds, [0.0, 0.0, WIDTH, height], margin)
}

/// Beside the inset with the country, below the legend.
fn far_viewport(bounds: Bounds, bottom: f32) -> Viewport {
    Viewport::fit(bounds, [232.0, bottom + 68.0, 124.0, 88.0], 4.0)
}

fn archipelago_viewport(archipelago: Archipelago, top: f32) -> Viewport {
    let height = match archipelago {
        Archipelago::HoangSa => 170.0,
        Archipelago::TruongSa => 214.0,
    };
    Viewport::fit(archipelago.waters(), [0.5, top, WIDTH - 1.0, height], 8.0)
}

/// Appends the neighbours and, over them, the province, in a nested `<svg>` that clips them to the viewport.
fn push_main(out: &mut String, home: &ProvinceOutline, areas: &[Area], main: Viewport) {
    out.push_str("<svg width=\"360\"");
    push_number(out, "height", main.area[3]);
    out.push_str("><g class=\"around\">");
    let shades = Shades::of([]);
    let seen = main.bounds();
    let shown = |ring: &Ring| ring.archipelago.is_none() && touches(ring, seen);
    for province in Outline::builtin().provinces().filter(|province| province.code != home.code) {
        if province.rings.iter().any(shown) {
            let area = areas.iter().find(|area| area.code == province.code);
            let named = area.map(|area| Area { fact: String::new(), value: 0, ..area.clone() });
            push_province(out, province, named.as_ref(), &shades, |ring| shown(ring).then_some(main));
        }
    }
    out.push_str("</g><g class=\"home\">");
    push_province(out, home, None, &shades, |ring| ring.archipelago.is_none().then_some(main));
    // A line at the lower edge, where the land is cut off.
    out.push_str("</g></svg><path class=\"frame\" d=\"M0 ");
    push_tenths(out, tenths(main.area[3]));
    out.push_str("h360\"/>");
}

fn touches(ring: &Ring, seen: Bounds) -> bool {
    bounds_of(ring.points.iter().copied()).is_some_and(|bounds| overlap(bounds, seen))
}

/// Appends the inset with the archipelago that belongs to the province.
fn push_archipelago(out: &mut String, home: &ProvinceOutline, archipelago: Archipelago, viewport: Viewport) {
    push_frame(out, viewport.area);
    out.push_str("<g class=\"home\">");
    push_province(out, home, None, &Shades::of([]), |ring| (ring.archipelago == Some(archipelago)).then_some(viewport));
    out.push_str("</g>");
    push_text(out, "isle", archipelago.name(), (10.0, viewport.area[1] + 18.0), Anchor::Start);
}

/// Appends the inset with far islands, and the name of the first commune there that has one.
fn push_far(out: &mut String, home: &ProvinceOutline, dots: &[Dot], (bounds, viewport): (Bounds, Viewport)) {
    let [left, top, width, height] = viewport.area;
    push_frame(out, viewport.area);
    out.push_str("<g class=\"home\">");
    let is_far = |ring: &Ring| bounds_of(ring.points.iter().copied()).is_some_and(|own| overlap(bounds, own));
    push_province(out, home, None, &Shades::of([]), |ring| {
        (ring.archipelago.is_none() && is_far(ring)).then_some(viewport)
    });
    out.push_str("</g>");
    let is_there = |dot: &&Dot| {
        let (lon, lat) = dot.coordinates;
        overlap(bounds, [lon, lat, lon, lat]) && !dot.label.is_empty()
    };
    if let Some(dot) = dots.iter().find(is_there) {
        push_text(out, "isle", &dot.label, (left + width / 2.0, top + height - 6.0), Anchor::Middle);
    }
}

/// Labels the communes with the largest values.
fn push_labels(out: &mut String, canvas: &Canvas<'_>, dots: &[Dot], space: &mut LabelSpace) {
    let mut order: Vec<&Dot> = dots.iter().filter(|dot| dot.value > 0).collect();
    order.sort_by_key(|dot| std::cmp::Reverse(dot.value));
    let projected: Vec<(&Dot, (f32, f32))> =
        order.into_iter().filter_map(|dot| canvas.project(dot.coordinates).map(|(point, _)| (dot, point))).collect();
    let radius = |dot: &Dot| radius(dot.value) * canvas.dot_scale;
    for (dot, (x, y)) in &projected {
        let radius = radius(dot);
        space.occupy([x - radius, y - radius, 2.0 * radius, 2.0 * radius]);
    }
    let mut count = 0;
    for (dot, (x, y)) in projected {
        let off = radius(dot) + 3.5;
        let positions = [
            ((x + off, y + 4.0), Anchor::Start),
            ((x - off, y + 4.0), Anchor::End),
            ((x, y - off), Anchor::Middle),
            ((x, y + off + 9.0), Anchor::Middle),
        ];
        count += usize::from(space.write(out, &dot.label, &positions));
        if count == MAX_LABELS {
            break;
        }
    }
}

fn push_legend(out: &mut String, map: &ProvinceMap, top: f32) {
    let mut legend = Legend::new(216.0, top);
    if map.dots.iter().any(|dot| dot.value > 0) {
        legend.dot(out, true, &map.labels.dots);
    }
    if map.dots.iter().any(|dot| dot.value == 0) {
        legend.dot(out, false, &map.labels.none);
    }
    if !map.arcs.is_empty() {
        legend.arc(out, &map.labels.arcs);
    }
}
