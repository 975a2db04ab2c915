//! The whole country as one small shape, for insets and small maps: the borders between provinces fall away.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::locality::{Archipelago, Outline};

use super::label::{Anchor, push_text};
use super::pen::push_ring;
use super::projection::{Bounds, Frame};

/// All of Vietnam with both archipelagos, at their true places: west, south, east, north.
pub(super) const COUNTRY: Bounds = [102.1, 7.1, 117.9, 23.45];

/// Steps of the grid in a map unit: finer ones would not be seen, and points that fall together are written once.
const GRID: f32 = 2.0;

/// The country in a rectangle of its own, whose left top is 0, 0.
#[derive(Debug)]
pub(super) struct Silhouette {
    /// The rectangle.
    pub(super) frame: Frame,
    drawn: String,
}

impl Silhouette {
    /// The inset of a province's map. Its right part holds the names.
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
        let frame = Frame::fit(COUNTRY, [0.0, 0.0, width, height], 2.0);
        let mut silhouette = Self { frame, drawn: String::new() };
        silhouette.drawn = silhouette.draw();
        silhouette
    }

    /// Appends land, islands and both names.
    pub(super) fn push(&self, out: &mut String) {
        out.push_str(&self.drawn);
    }

    /// Appends the shapes of one province in the same place, as `here`.
    pub(super) fn push_here(&self, out: &mut String, code: &str) {
        let Some(province) = Outline::builtin().province(code) else { return };
        out.push_str("<path class=\"here\" transform=\"scale(.5)\" d=\"");
        province.rings.iter().for_each(|ring| push_ring(out, ring.points.iter().map(|point| self.snap(*point))));
        out.push_str("\"/>");
    }

    fn draw(&self) -> String {
        let mut out = String::from("<path class=\"land\" transform=\"scale(.5)\" d=\"");
        for ring in borders() {
            push_ring(&mut out, ring.into_iter().map(|point| self.snap(point)));
        }
        out.push_str("\"/><path class=\"isles\" transform=\"scale(.5)\" d=\"");
        let isles = Outline::builtin().provinces().flat_map(|province| &province.rings);
        for ring in isles.filter(|ring| ring.archipelago.is_some()) {
            push_ring(&mut out, ring.points.iter().map(|point| self.snap(*point)));
        }
        out.push_str("\"/>");
        for archipelago in Archipelago::ALL {
            let [_, south, east, north] = archipelago.waters();
            let (x, y) = self.frame.at(match archipelago {
                Archipelago::HoangSa => (east, (south + north) / 2.0 - 0.4),
                Archipelago::TruongSa => (111.3, north + 0.5),
            });
            push_text(&mut out, "isle", archipelago.name(), (x, y), Anchor::Start);
        }
        out
    }

    fn snap(&self, point: (f32, f32)) -> (i32, i32) {
        let (x, y) = self.frame.at(point);
        ((x * GRID).round() as i32, (y * GRID).round() as i32)
    }
}

/// The outer borders: what remains of all rings of the mainland when every step that two provinces walk in opposite
/// directions is taken out. Steps are compared by their exact points.
fn borders() -> Vec<Vec<(f32, f32)>> {
    type Point = (i32, i32);
    let key = |(lon, lat): (f32, f32)| ((lon * 1000.0).round() as i32, (lat * 1000.0).round() as i32);
    let mut steps: BTreeMap<Point, Vec<Point>> = BTreeMap::new();
    let rings = Outline::builtin().provinces().flat_map(|province| &province.rings);
    for ring in rings.filter(|ring| ring.archipelago.is_none()) {
        let mut points: Vec<Point> = ring.points.iter().map(|point| key(*point)).collect();
        if doubled_area(&points) < 0 {
            points.reverse();
        }
        for (&a, &b) in points.iter().zip(points.iter().cycle().skip(1)) {
            match steps.get_mut(&b).and_then(|ends| ends.iter().position(|&end| end == a).map(|at| ends.remove(at))) {
                Some(_) => {}
                None => steps.entry(a).or_default().push(b),
            }
        }
    }
    let mut rings = Vec::new();
    steps.retain(|_, ends| !ends.is_empty());
    while let Some((&start, _)) = steps.first_key_value() {
        let mut ring = Vec::new();
        let mut at = start;
        while let Some(next) = steps.get_mut(&at).and_then(Vec::pop) {
            ring.push((at.0 as f32 / 1000.0, at.1 as f32 / 1000.0));
            at = next;
        }
        steps.retain(|_, ends| !ends.is_empty());
        rings.push(ring);
    }
    rings
}

/// Twice the area within a ring, positive when it is walked against the clock (north being up).
fn doubled_area(points: &[(i32, i32)]) -> i64 {
    let next = points.iter().cycle().skip(1);
    points.iter().zip(next).map(|(a, b)| i64::from(a.0) * i64::from(b.1) - i64::from(b.0) * i64::from(a.1)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Were a border between provinces left in, or a piece of coast lost, the areas would differ.
    #[test]
    fn the_outer_border_holds_exactly_what_the_provinces_hold() {
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
