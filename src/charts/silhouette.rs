//! The whole country as one small shape without borders between provinces, for insets and small maps.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::locality::{Archipelago, Outline};

use super::label::{Anchor, push_text};
use super::projection::{Bounds, Viewport};
use super::svg::push_ring;

/// All of Vietnam with both archipelagos.
pub(super) const COUNTRY: Bounds = [102.1, 7.1, 117.9, 23.45];

const MARGIN: f32 = 2.0;

/// Grid steps per map unit. A finer grid would not be visible; points that fall on the same grid point are written once.
const GRID: f32 = 1.0;

/// The shape of the country, drawn once for a viewport whose top left corner is 0, 0.
#[derive(Debug)]
pub(super) struct Silhouette {
    pub(super) viewport: Viewport,
    /// Steps of the coast that are left out are no longer than this, in map units.
    step: u32,
    /// Land, islands and names as SVG.
    svg: String,
}

impl Silhouette {
    /// The inset of the map of a province. The names are in its right part.
    pub(super) fn inset() -> &'static Self {
        static INSET: LazyLock<Silhouette> = LazyLock::new(|| Silhouette::new(150.0, 158.0));
        &INSET
    }

    /// The map of one model.
    pub(super) fn small() -> &'static Self {
        static SMALL: LazyLock<Silhouette> = LazyLock::new(|| Silhouette::new(super::WIDTH, 384.0));
        &SMALL
    }

    fn new(width: f32, height: f32) -> Self {
        let viewport = Viewport::fit(COUNTRY, [0.0, 0.0, width, height], MARGIN);
        let step = if width < super::WIDTH { 3 } else { 1 };
        let mut silhouette = Self { viewport, step, svg: String::new() };
        silhouette.svg = silhouette.draw();
        silhouette
    }

    /// Appends land, islands, and the names of both archipelagos.
    pub(super) fn push(&self, out: &mut String) {
        out.push_str(&self.svg);
    }

    /// Appends the shape of one province with the class `here`.
    pub(super) fn push_here(&self, out: &mut String, code: &str) {
        let Some(province) = Outline::builtin().province(code) else { return };
        out.push_str("<path class=\"here\" d=\"");
        province.rings.iter().for_each(|ring| push_ring(out, ring.points.iter().map(|point| self.snap(*point))));
        out.push_str("\"/>");
    }

    fn draw(&self) -> String {
        let mut out = String::from("<path class=\"land\" d=\"");
        for ring in borders() {
            let mut points: Vec<(i32, i32)> = ring.into_iter().map(|point| self.snap(point)).collect();
            let mut last = points[0];
            // A coast of steps of a pixel is twice as long to write and no better to see.
            points.retain(|&point| {
                let is_far = point.0.abs_diff(last.0) + point.1.abs_diff(last.1) > self.step;
                last = if is_far { point } else { last };
                is_far || point == last
            });
            push_ring(&mut out, points);
        }
        out.push_str("\"/><path class=\"isles\" d=\"");
        let isles = Outline::builtin().provinces().flat_map(|province| &province.rings);
        // On the inset an island is a dot.
        let most = if self.viewport.area[2] < super::WIDTH { 1 } else { usize::MAX };
        for ring in isles.filter(|ring| ring.archipelago.is_some()) {
            push_ring(&mut out, ring.points.iter().take(most).map(|point| self.snap(*point)));
        }
        out.push_str("\"/>");
        for archipelago in Archipelago::ALL {
            let [_, south, east, north] = archipelago.waters();
            let (x, y) = self.viewport.project(match archipelago {
                Archipelago::HoangSa => (east, (south + north) / 2.0 - 0.4),
                Archipelago::TruongSa => (111.3, north + 0.5),
            });
            // On the inset the names may go on to the right of it; on a map as wide as this they end at its edge.
            let [_, _, width, _] = self.viewport.area;
            match archipelago {
                _ if width < super::WIDTH => push_text(&mut out, "isle", archipelago.name(), (x, y), Anchor::Start),
                Archipelago::HoangSa => {
                    let (_, below) = self.viewport.project((east, south - 0.6));
                    push_text(&mut out, "isle", archipelago.name(), (width - 4.0, below), Anchor::End);
                }
                Archipelago::TruongSa => push_text(&mut out, "isle", archipelago.name(), (width - 4.0, y), Anchor::End),
            }
        }
        out
    }

    fn snap(&self, point: (f32, f32)) -> (i32, i32) {
        let (x, y) = self.viewport.project(point);
        ((x * GRID).round() as i32, (y * GRID).round() as i32)
    }
}

/// The outlines of the mainland and its islands: the rings of all provinces without the edges that two provinces share.
/// A shared edge is in both rings, in opposite directions and with exactly the same points.
fn borders() -> Vec<Vec<(f32, f32)>> {
    type Point = (i32, i32);
    let key = |(lon, lat): (f32, f32)| ((lon * 1000.0).round() as i32, (lat * 1000.0).round() as i32);
    // The ends of all edges by their start.
    let mut edges: BTreeMap<Point, Vec<Point>> = BTreeMap::new();
    let rings = Outline::builtin().provinces().flat_map(|province| &province.rings);
    for ring in rings.filter(|ring| ring.archipelago.is_none()) {
        let mut points: Vec<Point> = ring.points.iter().map(|point| key(*point)).collect();
        if doubled_area(&points) < 0 {
            points.reverse();
        }
        for (&start, &end) in points.iter().zip(points.iter().cycle().skip(1)) {
            let opposite = edges.get_mut(&end).and_then(|ends| {
                let index = ends.iter().position(|&other| other == start)?;
                Some(ends.remove(index))
            });
            if opposite.is_none() {
                edges.entry(start).or_default().push(end);
            }
        }
    }
    let mut rings = Vec::new();
    edges.retain(|_, ends| !ends.is_empty());
    while let Some((&start, _)) = edges.first_key_value() {
        let mut ring = Vec::new();
        let mut point = start;
        while let Some(next) = edges.get_mut(&point).and_then(Vec::pop) {
            ring.push((point.0 as f32 / 1000.0, point.1 as f32 / 1000.0));
            point = next;
        }
        edges.retain(|_, ends| !ends.is_empty());
        rings.push(ring);
    }
    rings
}

/// Twice the area of a ring; positive if its points are in counterclockwise order (north is up).
fn doubled_area(points: &[(i32, i32)]) -> i64 {
    let next = points.iter().cycle().skip(1);
    points.iter().zip(next).map(|(a, b)| i64::from(a.0) * i64::from(b.1) - i64::from(b.0) * i64::from(a.1)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// If a border between provinces were left in, or a part of the coast were missing, the areas would differ.
    #[test]
    fn the_area_within_the_borders_is_that_of_the_provinces() {
        let key = |(lon, lat): &(f32, f32)| ((lon * 1000.0).round() as i32, (lat * 1000.0).round() as i32);
        let area = |points: &[(f32, f32)]| doubled_area(&points.iter().map(key).collect::<Vec<_>>());
        let rings = Outline::builtin().provinces().flat_map(|province| &province.rings);
        let mainland: Vec<_> = rings.filter(|ring| ring.archipelago.is_none()).collect();
        let (whole, parts) = (borders(), mainland.iter().map(|ring| area(&ring.points).abs()));
        assert_eq!(whole.iter().map(|ring| area(ring)).sum::<i64>(), parts.sum::<i64>());
        let points = mainland.iter().map(|ring| ring.points.len()).sum::<usize>();
        let outer = whole.iter().map(Vec::len).sum::<usize>();
        assert!(outer * 3 < points * 2, "{outer} of {points} points remain");
    }
}
