//! What is drawn onto a map: dots, arrows and the lines of a legend.

use crate::locality::Archipelago;

use super::label::{Anchor, push_text};
use super::projection::{Bounds, Viewport, overlap};
use super::svg::{Way, push_number, push_tenths, push_titled, tenths};
use super::{Dot, MapArc};

/// The viewports of a drawing.
#[derive(Debug)]
pub(super) struct Canvas<'a> {
    /// Those with an archipelago show only it; the one with `None` shows everything else.
    pub(super) viewports: &'a [(Option<Archipelago>, Viewport)],
    /// Islands that would leave no room for the rest, and the viewport that shows only them.
    pub(super) far: Option<(Bounds, Viewport)>,
    /// Factor for the radius of dots; 1 on the map of a province.
    pub(super) dot_scale: f32,
}

impl Canvas<'_> {
    /// The viewport in which coordinates are shown, and their point in map units. The point may be outside the
    /// viewport.
    pub(super) fn project(&self, coordinates: (f32, f32)) -> Option<((f32, f32), Viewport)> {
        let archipelago = Archipelago::of(coordinates);
        let own = self.viewports.iter().find(|(of, _)| of.is_some() && *of == archipelago);
        let (lon, lat) = coordinates;
        let far = self.far.filter(|(bounds, _)| archipelago.is_none() && overlap(*bounds, [lon, lat, lon, lat]));
        let (_, viewport) = own.or_else(|| self.viewports.iter().find(|(of, _)| of.is_none()))?;
        let viewport = far.map_or(*viewport, |(_, far)| far);
        Some((viewport.project(coordinates), viewport))
    }

    /// Draws dots, hollow ones first, then large ones before small ones, so that none hides a more important one.
    pub(super) fn dots(&self, out: &mut String, dots: &[Dot]) {
        let mut order: Vec<&Dot> = dots.iter().collect();
        order.sort_by_key(|dot| (dot.value > 0, std::cmp::Reverse(dot.value)));
        let inside = |dot: &&Dot| {
            let (point, viewport) = self.project(dot.coordinates)?;
            viewport.contains(point).then_some(point)
        };
        let shown: Vec<(&Dot, (f32, f32))> = order.into_iter().filter_map(|dot| Some((dot, inside(&dot)?))).collect();
        let fingers = for_fingers(&shown);
        for (&(dot, point), is_for_fingers) in shown.iter().zip(fingers) {
            let radius = radius(dot.value) * self.dot_scale;
            let way = Way { href: dot.href.as_deref(), is_tight: !is_for_fingers };
            push_titled(out, way, [&dot.label, &dot.fact], |out| {
                let target = target(point, shown.iter().map(|(_, other)| *other));
                if dot.href.is_some() && (is_for_fingers || target > radius) {
                    push_circle(out, "hit", point, target.max(radius));
                }
                push_dot(out, point, radius, dot.value > 0);
            });
        }
    }

    /// Draws arrows, wide ones first. Arrows that would be too short on this map are left out.
    pub(super) fn arcs(&self, out: &mut String, arcs: &[MapArc]) {
        let mut order: Vec<&MapArc> = arcs.iter().collect();
        order.sort_by_key(|arc| std::cmp::Reverse(arc.count));
        for arc in order {
            let (Some(from), Some(to)) = (self.project(arc.from), self.project(arc.to)) else { continue };
            let Some((from, to)) = clip(from, to) else { continue };
            let Some(curve) = Curve::between(from, to) else { continue };
            push_titled(out, Way::to(arc.href.as_deref()), [&arc.label, ""], |out| curve.draw(out, arc.count));
        }
    }
}

/// Moves an end that is outside its viewport to the edge of the other end's viewport; `None` if both are outside.
fn clip(
    (from, from_viewport): ((f32, f32), Viewport),
    (to, to_viewport): ((f32, f32), Viewport),
) -> Option<((f32, f32), (f32, f32))> {
    match (from_viewport.contains(from), to_viewport.contains(to)) {
        (true, true) => Some((from, to)),
        (true, false) => Some((from, edge(from, to, from_viewport))),
        (false, true) => Some((edge(to, from, to_viewport), to)),
        (false, false) => None,
    }
}

/// Where the straight line from an `inner` to an `outer` point is 3 map units from the edge of a viewport.
fn edge(inner: (f32, f32), outer: (f32, f32), viewport: Viewport) -> (f32, f32) {
    let [left, top, width, height] = viewport.area;
    let share = |from: f32, to: f32, low: f32, high: f32| {
        let step = to - from;
        let limit = if step > 0.0 { high - from } else { low - from };
        if step == 0.0 { 1.0 } else { (limit / step).clamp(0.0, 1.0) }
    };
    let horizontal = share(inner.0, outer.0, left + 3.0, left + width - 3.0);
    let vertical = share(inner.1, outer.1, top + 3.0, top + height - 3.0);
    let part = horizontal.min(vertical);
    (inner.0 + (outer.0 - inner.0) * part, inner.1 + (outer.1 - inner.1) * part)
}

/// A curved arrow. It always bends to the left of its direction, so that arrows in both directions do not coincide.
#[derive(Debug, Clone, Copy)]
struct Curve {
    from: (f32, f32),
    bend: (f32, f32),
    to: (f32, f32),
}

impl Curve {
    /// Smallest distance of the ends in map units; shorter arrows would be all head.
    const MIN_LENGTH: f32 = 5.0;

    fn between(from: (f32, f32), to: (f32, f32)) -> Option<Self> {
        let (dx, dy) = (to.0 - from.0, to.1 - from.1);
        if dx.hypot(dy) < Self::MIN_LENGTH {
            return None;
        }
        let bend = ((from.0 + to.0) / 2.0 + dy * 0.22, (from.1 + to.1) / 2.0 - dx * 0.22);
        Some(Self { from, bend, to })
    }

    fn draw(self, out: &mut String, count: u32) {
        let width = (0.8 + (count as f32).sqrt() * 0.5).min(4.0);
        let head = 3.6 + width;
        let (dx, dy) = (self.to.0 - self.bend.0, self.to.1 - self.bend.1);
        let length = dx.hypot(dy).max(f32::EPSILON);
        let (dx, dy) = (dx / length, dy / length);
        // The line ends inside the head, so that its blunt end does not show beside the tip.
        let end = (self.to.0 - dx * head * 0.7, self.to.1 - dy * head * 0.7);
        out.push_str("<path class=\"arc\"");
        push_number(out, "stroke-width", width);
        out.push_str(" d=\"M");
        push_point(out, self.from);
        out.push('Q');
        push_point(out, self.bend);
        out.push(' ');
        push_point(out, end);
        out.push_str("\"/><path class=\"tip\" d=\"M");
        push_point(out, self.to);
        let back = (self.to.0 - dx * head, self.to.1 - dy * head);
        for side in [0.45, -0.45] {
            out.push('L');
            push_point(out, (back.0 - dy * head * side, back.1 + dx * head * side));
        }
        out.push_str("z\"/>");
    }
}

/// Appends `x y`.
fn push_point(out: &mut String, (x, y): (f32, f32)) {
    push_tenths(out, tenths(x));
    out.push(' ');
    push_tenths(out, tenths(y));
}

/// The factor by which dots must shrink so that nine in ten stand clear of each other: 1 on a map with room for them.
pub(super) fn clear_scale(dots: &[(f32, f32, f32)]) -> f32 {
    let clear = |(at, &(x, y, radius)): (usize, &(f32, f32, f32))| {
        let others = dots.iter().enumerate().filter(|(other, _)| *other != at);
        others.map(|(_, (a, b, other))| (a - x).hypot(b - y) / (radius + other)).fold(f32::INFINITY, f32::min)
    };
    let mut factors: Vec<f32> = dots.iter().enumerate().map(clear).collect();
    factors.sort_by(f32::total_cmp);
    factors.get(factors.len() / 10).map_or(1.0, |factor| factor.clamp(LEAST_SCALE, 1.0))
}

/// Dots that are smaller than this would be dust.
const LEAST_SCALE: f32 = 0.45;

/// Radius of a dot, whose area grows with its value.
pub(super) fn radius(value: u32) -> f32 {
    if value == 0 { 2.4 } else { (2.2 + 1.5 * (value as f32).sqrt()).min(12.0) }
}

/// Half the width that a finger needs, in map units: 24 pixels on a map of 330.
const TARGET: f32 = 13.5;

/// Which dots a finger can choose: those with the larger values, as far as all of them have the room that a finger needs. The
/// others are too near to one of these; they can be chosen with a mouse, with keys, and in the list beside the map.
fn for_fingers(shown: &[(&Dot, (f32, f32))]) -> Vec<bool> {
    let mut order: Vec<usize> = (0..shown.len()).filter(|&at| shown[at].0.href.is_some()).collect();
    order.sort_by_key(|&at| std::cmp::Reverse(shown[at].0.value));
    let mut chosen: Vec<(f32, f32)> = Vec::new();
    let mut fingers = vec![false; shown.len()];
    for at in order {
        let (x, y) = shown[at].1;
        if chosen.iter().all(|(a, b)| (a - x).hypot(b - y) >= 2.0 * TARGET) {
            chosen.push((x, y));
            fingers[at] = true;
        }
    }
    fingers
}

/// How far around a dot clicks are taken: no farther than half the way to the next dot. For fingers the style sheet makes it as
/// wide as [`TARGET`].
fn target((x, y): (f32, f32), dots: impl Iterator<Item = (f32, f32)>) -> f32 {
    let nearest = dots.map(|(a, b)| (a - x).hypot(b - y)).filter(|&far| far > 0.0).fold(f32::INFINITY, f32::min);
    (nearest / 2.0).min(TARGET)
}

fn push_dot(out: &mut String, point: (f32, f32), radius: f32, full: bool) {
    push_circle(out, if full { "dot" } else { "dot hollow" }, point, radius);
}

fn push_circle(out: &mut String, class: &str, (x, y): (f32, f32), radius: f32) {
    out.push_str("<circle class=\"");
    out.push_str(class);
    out.push('"');
    push_number(out, "cx", x);
    push_number(out, "cy", y);
    push_number(out, "r", radius);
    out.push_str("/>");
}

/// Writes a legend line by line, from the top down.
#[derive(Debug)]
pub(super) struct Legend {
    left: f32,
    /// Middle of the next line.
    y: f32,
}

impl Legend {
    /// Height of a line.
    const LINE: f32 = 18.0;

    /// Starts a legend; the middle of its first line is at `top`.
    pub(super) fn new(left: f32, top: f32) -> Self {
        Self { left, y: top }
    }

    /// Adds a heading.
    pub(super) fn heading(&mut self, out: &mut String, text: &str) {
        if !text.is_empty() {
            push_text(out, "legend", text, (self.left, self.y + 4.0), Anchor::Start);
            self.y += Self::LINE;
        }
    }

    /// Adds the shade with this CSS class.
    pub(super) fn shade(&mut self, out: &mut String, class: &str, text: &str) {
        self.line(out, text, |out, (x, y)| {
            out.push_str("<rect class=\"area ");
            out.push_str(class);
            out.push('"');
            push_number(out, "x", x);
            push_number(out, "y", y - 6.0);
            out.push_str(" width=\"18\" height=\"12\" rx=\"2\"/>");
        });
    }

    /// Adds a dot.
    pub(super) fn dot(&mut self, out: &mut String, full: bool, text: &str) {
        self.line(out, text, |out, (x, y)| push_dot(out, (x + 9.0, y), radius(u32::from(full) * 3), full));
    }

    /// Adds an arrow.
    pub(super) fn arc(&mut self, out: &mut String, text: &str) {
        self.line(out, text, |out, (x, y)| {
            let (from, to) = ((x, y + 3.0), (x + 18.0, y + 3.0));
            Curve { from, bend: (x + 9.0, y - 6.0), to }.draw(out, 1);
        });
    }

    /// Adds a line with the symbol that `draw` appends, unless the text is empty.
    fn line(&mut self, out: &mut String, text: &str, draw: impl FnOnce(&mut String, (f32, f32))) {
        if text.is_empty() {
            return;
        }
        draw(out, (self.left, self.y));
        push_text(out, "key", text, (self.left + 24.0, self.y + 4.0), Anchor::Start);
        self.y += Self::LINE;
    }
}
