//! Small maps: of the copies of one model, framed to them; and of the country with a dot for each place.

use crate::locality::{Outline, Ring};

use super::canvas::{Canvas, Legend, radius};
use super::country::{push_frame, push_svg_start};
use super::label::{Anchor, LabelSpace};
use super::projection::{Bounds, Viewport, bounds_of, extent, overlap};
use super::silhouette::{COUNTRY, Silhouette};
use super::svg::{push_number, push_ring};
use super::{Dot, MapArc, MapLabels, WIDTH};

/// The content of the small map of a model.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct SpreadMap {
    /// The texts; `shades` is not used.
    pub(crate) labels: MapLabels,
    /// The original and its copies; dots with the value 0 are drawn hollow.
    pub(crate) dots: Vec<Dot>,
    /// Arrows between them.
    pub(crate) arcs: Vec<MapArc>,
}

/// Smallest width and height of the framed part, in degrees of latitude: about 120 km.
const LEAST: f32 = 1.1;
/// Free space around the places, as a part of their extent.
const AROUND: f32 = 0.3;
/// From this extent on, in degrees of latitude, the whole country is shown.
const WHOLE: f32 = 7.0;
/// Heights of the framed part.
const HEIGHTS: (f32, f32) = (200.0, 330.0);
/// Space between the framed part and the inset.
const GAP: f32 = 8.0;
/// Map units outside the frame from which on points are coarse.
const FAR: f32 = 16.0;
/// What these are rounded to.
const COARSE: f32 = 64.0;
/// Places with a label.
const MAX_LABELS: usize = 8;

/// Draws the small map of a model: about 7 kB of SVG. Places near each other are framed, with an inset that shows where in
/// the country that is; the inset, or else the map, has both archipelagos.
pub(crate) fn spread_map(map: &SpreadMap) -> String {
    match bounds_of(map.dots.iter().map(|dot| dot.coordinates)).map(framed) {
        Some(frame) if extent(frame).0.max(extent(frame).1) < WHOLE => framed_map(map, frame),
        _ => whole_map(map),
    }
}

/// The country with a dot for each place, without names: about 6 kB of SVG. Both archipelagos are at their true positions.
pub(crate) fn places_map(title: &str, dots: &[Dot]) -> String {
    whole_map(&SpreadMap {
        labels: MapLabels { title: title.to_owned(), ..MapLabels::default() },
        dots: dots.to_vec(),
        arcs: Vec::new(),
    })
}

fn whole_map(map: &SpreadMap) -> String {
    let mut out = String::with_capacity(10 * 1024);
    let silhouette = Silhouette::small();
    let [_, _, _, height] = silhouette.viewport.area;
    push_svg_start(&mut out, "map small", &map.labels.title, height);
    silhouette.push(&mut out);
    let viewports = [(None, silhouette.viewport)];
    let canvas = Canvas { viewports: &viewports, far: None, dot_scale: 0.9 };
    canvas.dots(&mut out, &map.dots);
    canvas.arcs(&mut out, &map.arcs);
    push_legend(&mut out, map, (212.0, 16.0));
    out.push_str("</svg>");
    out
}

fn framed_map(map: &SpreadMap, frame: Bounds) -> String {
    let (wide, high) = extent(frame);
    let height = (WIDTH * high / wide).clamp(HEIGHTS.0, HEIGHTS.1).round();
    let main = Viewport::fit(frame, [0.0, 0.0, WIDTH, height], 0.0);
    let (inset, top) = (Silhouette::inset(), height + GAP);
    let mut out = String::with_capacity(12 * 1024);
    push_svg_start(&mut out, "map small", &map.labels.title, top + inset.viewport.area[3]);
    // A nested drawing clips the provinces to the frame.
    out.push_str("<svg width=\"360\"");
    push_number(&mut out, "height", height);
    out.push('>');
    let seen = main.bounds();
    let shown = |ring: &Ring| {
        let own = bounds_of(ring.points.iter().copied());
        own.is_some_and(|own| overlap(own, seen))
    };
    for province in Outline::builtin().provinces().filter(|province| province.rings.iter().any(shown)) {
        out.push_str("<path class=\"area s0\" d=\"");
        for ring in province.rings.iter().filter(|ring| shown(ring)) {
            push_ring(&mut out, ring.points.iter().map(|point| whole(main.project(*point), height)));
        }
        out.push_str("\"/>");
    }
    out.push_str("</svg>");
    let viewports = [(None, main)];
    let canvas = Canvas { viewports: &viewports, far: None, dot_scale: 1.4 };
    canvas.dots(&mut out, &map.dots);
    canvas.arcs(&mut out, &map.arcs);
    push_labels(&mut out, map, &main);
    push_frame(&mut out, [0.4, 0.4, WIDTH - 0.8, height - 0.8]);
    out.push_str("<svg");
    push_number(&mut out, "y", top);
    out.push_str(" width=\"360\"");
    push_number(&mut out, "height", inset.viewport.area[3]);
    out.push('>');
    inset.push(&mut out);
    let ((left, upper), (right, lower)) =
        (inset.viewport.project((seen[0], seen[3])), inset.viewport.project((seen[2], seen[1])));
    out.push_str("<rect class=\"window\"");
    push_number(&mut out, "x", left);
    push_number(&mut out, "y", upper);
    push_number(&mut out, "width", (right - left).max(6.0));
    push_number(&mut out, "height", (lower - upper).max(6.0));
    out.push_str("/></svg>");
    push_legend(&mut out, map, (216.0, top + 14.0));
    out.push_str("</svg>");
    out
}

/// A point in whole map units. What is far outside the frame is clipped, and may be coarse: points beyond the next coarse step
/// are moved onto it, where they mostly lie on one straight line.
fn whole((x, y): (f32, f32), height: f32) -> (i32, i32) {
    let is_near = |value: f32, end: f32| (-FAR..end + FAR).contains(&value);
    if is_near(x, WIDTH) && is_near(y, height) {
        return (x.round() as i32, y.round() as i32);
    }
    let coarse = |value: f32, end: f32| {
        let last = (end / COARSE).ceil() + 1.0;
        ((value / COARSE).round().clamp(-1.0, last) * COARSE) as i32
    };
    (coarse(x, WIDTH), coarse(y, height))
}

/// The bounds with free space around, at least [`LEAST`] degrees wide and high, inside the country.
fn framed([west, south, east, north]: Bounds) -> Bounds {
    let narrowed = ((south + north) / 2.0).to_radians().cos().max(0.1);
    let (wide, high) = extent([west, south, east, north]);
    let (wide, high) = ((wide * (1.0 + 2.0 * AROUND)).max(LEAST), (high * (1.0 + 2.0 * AROUND)).max(LEAST));
    let (lon, lat) = ((west + east) / 2.0, (south + north) / 2.0);
    let (half_lon, half_lat) = (wide / narrowed / 2.0, high / 2.0);
    [(lon - half_lon).max(COUNTRY[0] - 1.0), lat - half_lat, (lon + half_lon).min(COUNTRY[2] + 1.0), lat + half_lat]
}

/// Names the places by the first part of their names: `Xã Đông Giang`.
fn push_labels(out: &mut String, map: &SpreadMap, main: &Viewport) {
    let mut space = LabelSpace::new(main.area);
    let points: Vec<(&Dot, (f32, f32))> = map.dots.iter().map(|dot| (dot, main.project(dot.coordinates))).collect();
    for (dot, (x, y)) in &points {
        let radius = radius(dot.value) * 1.4;
        space.occupy([x - radius, y - radius, 2.0 * radius, 2.0 * radius]);
    }
    for (dot, (x, y)) in points.into_iter().take(MAX_LABELS) {
        let off = radius(dot.value) * 1.4 + 4.0;
        let positions = [
            ((x + off, y + 4.0), Anchor::Start),
            ((x - off, y + 4.0), Anchor::End),
            ((x, y - off), Anchor::Middle),
            ((x, y + off + 9.0), Anchor::Middle),
        ];
        space.write(out, dot.label.split(", ").next().unwrap_or(""), &positions);
    }
}

fn push_legend(out: &mut String, map: &SpreadMap, (left, top): (f32, f32)) {
    let mut legend = Legend::new(left, top);
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
