//! The map of the country: shaded provinces, dots and arrows.
//!
//! The mainland and Hoàng Sa are at their true positions. With Trường Sa at its true position the scale would be half
//! as large on a phone, so it is in an inset in the sea off the southern coast, as on printed maps of Vietnam.

use std::collections::HashMap;

use crate::locality::{Archipelago, Outline, ProvinceOutline, Ring};

use super::canvas::{Canvas, Legend};
use super::label::{Anchor, LabelSpace, push_text};
use super::projection::Viewport;
use super::shade::Shades;
use super::svg::{Way, push_attribute, push_integer, push_number, push_ring, push_titled, tenths};
use super::{Area, Dot, MapArc, MapLabels, WIDTH};

/// The content of the map of the country.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct CountryMap {
    /// The texts.
    pub(crate) labels: MapLabels,
    /// Provinces with a value; the others are drawn as with 0, without name and link.
    pub(crate) areas: Vec<Area>,
    /// Communes.
    pub(crate) dots: Vec<Dot>,
    /// Arrows between communes or provinces.
    pub(crate) arcs: Vec<MapArc>,
}

const HEIGHT: f32 = 568.0;
/// Bounds of the mainland with Hoàng Sa: west, south, east, north in degrees.
const MAINLAND: [f32; 4] = [102.1, 8.5, 112.75, 23.45];
/// Left, top, width, height of its viewport.
const MAIN: [f32; 4] = [0.0, 0.0, WIDTH, 528.0];
/// Left, top, width, height of the inset of Trường Sa, and of the line with its name above it.
const INSET: [f32; 4] = [198.0, 472.0, 158.0, 92.0];
const INSET_NAME: [f32; 4] = [198.0, 454.0, 158.0, 18.0];
/// Left and top of the legend.
const LEGEND: (f32, f32) = (226.0, 16.0);
/// Number of provinces with a label on the map: on a phone nobody reads more.
const MAX_LABELS: usize = 6;

/// Draws the country: about 30 kB of SVG. The page should have the same numbers in a table too
/// ([`bar_chart`](super::bar_chart)), for screen readers.
pub(crate) fn country_map(map: &CountryMap) -> String {
    let mut out = String::with_capacity(48 * 1024);
    push_svg_start(&mut out, "map country", &map.labels.title, HEIGHT);
    let viewports = [
        (Some(Archipelago::TruongSa), Viewport::fit(Archipelago::TruongSa.waters(), INSET, 3.0)),
        (None, Viewport::fit(MAINLAND, MAIN, 4.0)),
    ];
    let canvas = Canvas { viewports: &viewports, far: None, dot_scale: 0.6 };
    let shades = Shades::of(map.areas.iter().map(|area| area.value));
    push_frame(&mut out, [INSET_NAME[0], INSET_NAME[1], INSET_NAME[2], INSET_NAME[3] + INSET[3]]);
    push_provinces(&mut out, &canvas, &map.areas, &shades);
    canvas.dots(&mut out, &map.dots);
    canvas.arcs(&mut out, &map.arcs);
    let mut space = LabelSpace::new([0.0, 0.0, WIDTH, HEIGHT]);
    push_sea_names(&mut out, &viewports[1].1, &mut space);
    push_labels(&mut out, &canvas, &map.areas, &mut space);
    push_legend(&mut out, map, &shades);
    out.push_str("</svg>");
    out
}

/// Appends the start tag of a map.
pub(super) fn push_svg_start(out: &mut String, class: &str, title: &str, height: f32) {
    out.push_str("<svg");
    push_attribute(out, "class", class);
    out.push_str(" viewBox=\"0 0 360 ");
    push_integer(out, height.round() as u32);
    out.push_str("\" role=\"group\"");
    push_attribute(out, "aria-label", title);
    out.push('>');
}

/// Appends the frame of an inset.
pub(super) fn push_frame(out: &mut String, [left, top, width, height]: [f32; 4]) {
    out.push_str("<rect class=\"frame\"");
    push_number(out, "x", left);
    push_number(out, "y", top);
    push_number(out, "width", width);
    push_number(out, "height", height);
    out.push_str(" rx=\"3\"/>");
}

fn push_provinces(out: &mut String, canvas: &Canvas<'_>, areas: &[Area], shades: &Shades) {
    let areas: HashMap<&str, &Area> = areas.iter().map(|area| (area.code.as_str(), area)).collect();
    for province in Outline::builtin().provinces() {
        push_province(out, province, areas.get(province.code.as_str()).copied(), shades, |ring| {
            ring.points.first().and_then(|first| canvas.project(*first)).map(|(_, viewport)| viewport)
        });
    }
}

/// Appends a province. Each ring is drawn in the viewport that `viewport_of` returns, or not at all. Islands of the
/// archipelagos are lines with round caps, so that even the smallest is visible.
pub(super) fn push_province(
    out: &mut String,
    province: &ProvinceOutline,
    area: Option<&Area>,
    shades: &Shades,
    viewport_of: impl Fn(&Ring) -> Option<Viewport>,
) {
    let title = area.map_or(["", ""], |area| [&area.label, &area.fact]);
    push_titled(out, Way::to(area.and_then(|area| area.href.as_deref())), title, |out| {
        let class = shades.class(area.map_or(0, |area| area.value));
        for (kind, isles) in [("area ", false), ("isles ", true)] {
            let rings = province.rings.iter().filter(|ring| ring.archipelago.is_some() == isles);
            let mut rings = rings.filter_map(|ring| viewport_of(ring).map(|viewport| (ring, viewport))).peekable();
            if rings.peek().is_none() {
                continue;
            }
            out.push_str("<path class=\"");
            out.push_str(kind);
            out.push_str(class);
            out.push_str("\" transform=\"scale(.1)\" d=\"");
            for (ring, viewport) in rings {
                push_ring(
                    out,
                    ring.points.iter().map(|point| viewport.project(*point)).map(|(x, y)| (tenths(x), tenths(y))),
                );
            }
            out.push_str("\"/>");
        }
    });
}

/// Appends the names of archipelagos and sea, and reserves their space.
fn push_sea_names(out: &mut String, main: &Viewport, space: &mut LabelSpace) {
    space.occupy([INSET_NAME[0], INSET_NAME[1], INSET_NAME[2], INSET_NAME[3] + INSET[3]]);
    space.occupy([LEGEND.0, 0.0, WIDTH - LEGEND.0, 170.0]);
    let middle = INSET_NAME[0] + INSET_NAME[2] / 2.0;
    push_text(out, "isle", Archipelago::TruongSa.name(), (middle, INSET_NAME[1] + 14.0), Anchor::Middle);
    let [_, south, ..] = Archipelago::HoangSa.waters();
    let (_, y) = main.project((0.0, south));
    space.occupy([WIDTH - 118.0, y - 60.0, 118.0, 76.0]);
    push_text(out, "isle", Archipelago::HoangSa.name(), (WIDTH - 4.0, y + 10.0), Anchor::End);
    space.occupy([WIDTH - 90.0, 368.0, 90.0, 18.0]);
    push_text(out, "sea", "Biển Đông", (WIDTH - 60.0, 380.0), Anchor::Middle);
}

/// Labels the provinces with the largest values.
fn push_labels(out: &mut String, canvas: &Canvas<'_>, areas: &[Area], space: &mut LabelSpace) {
    let mut order: Vec<&Area> = areas.iter().filter(|area| area.value > 0).collect();
    order.sort_by(|a, b| b.value.cmp(&a.value).then_with(|| a.code.cmp(&b.code)));
    for area in order.into_iter().take(MAX_LABELS) {
        let middle = Outline::builtin().province(&area.code).and_then(middle);
        let Some(((x, y), _)) = middle.and_then(|middle| canvas.project(middle)) else { continue };
        // Above or below, but not at a side, where it would seem to be the neighbour's.
        let positions = [4.0, 11.0, -3.0].map(|down| ((x, y + down), Anchor::Middle));
        space.write(out, &area.label, &positions);
    }
}

/// The mean of the points of a province's longest ring.
fn middle(province: &ProvinceOutline) -> Option<(f32, f32)> {
    let ring = province.rings.iter().max_by_key(|ring| ring.points.len())?;
    let count = ring.points.len() as f32;
    let sum = ring.points.iter().fold((0.0, 0.0), |sum, point| (sum.0 + point.0, sum.1 + point.1));
    Some((sum.0 / count, sum.1 / count))
}

fn push_legend(out: &mut String, map: &CountryMap, shades: &Shades) {
    let mut legend = Legend::new(LEGEND.0, LEGEND.1);
    if !map.areas.is_empty() {
        legend.heading(out, &map.labels.shades);
        shades.legend().for_each(|(class, range)| legend.shade(out, class, &range));
        legend.shade(out, "s0", &map.labels.none);
    }
    if !map.dots.is_empty() {
        legend.dot(out, true, &map.labels.dots);
    }
    if !map.arcs.is_empty() {
        legend.arc(out, &map.labels.arcs);
    }
}
