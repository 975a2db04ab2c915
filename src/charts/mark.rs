//! What stands on a map: dots, arcs and the lines of a legend.

use crate::locality::Archipelago;

use super::label::{Anchor, push_text};
use super::pen::{push_number, push_tenths, push_titled, tenths};
use super::projection::Frame;
use super::{Arc, Dot};

/// The rectangles of one drawing; a place belongs to the first that shows it.
#[derive(Debug)]
pub(super) struct Sheet<'a> {
    /// The archipelago's own frame before the main one.
    pub(super) frames: &'a [(Option<Archipelago>, Frame)],
    /// How large its dots are: 1 where a province fills the drawing.
    pub(super) dots: f32,
}

impl Sheet<'_> {
    /// Where a place stands, and whether that is within its frame.
    pub(super) fn at(&self, place: (f32, f32)) -> Option<((f32, f32), Frame)> {
        let archipelago = Archipelago::of(place);
        let own = self.frames.iter().find(|(of, _)| of.is_some() && *of == archipelago);
        let (_, frame) = own.or_else(|| self.frames.iter().find(|(of, _)| of.is_none()))?;
        Some((frame.at(place), *frame))
    }

    /// Draws dots, the large ones first, so that none hides a smaller one.
    pub(super) fn dots(&self, out: &mut String, dots: &[Dot]) {
        let mut order: Vec<&Dot> = dots.iter().collect();
        order.sort_by_key(|dot| (dot.value == 0, std::cmp::Reverse(dot.value)));
        // Hollow ones lie below all others: they are ground, not news.
        let full = order.partition_point(|dot| dot.value > 0);
        order.rotate_left(full);
        for dot in order {
            let Some((place, _)) = self.at(dot.at).filter(|(place, frame)| frame.holds(*place)) else { continue };
            push_titled(out, dot.href.as_deref(), [&dot.label, &dot.fact], |out| {
                push_dot(out, place, radius(dot.value) * self.dots, dot.value > 0);
            });
        }
    }

    /// Draws arcs, the thick ones first. Ends that lie together on this map make none.
    pub(super) fn arcs(&self, out: &mut String, arcs: &[Arc]) {
        let mut order: Vec<&Arc> = arcs.iter().collect();
        order.sort_by_key(|arc| std::cmp::Reverse(arc.count));
        for arc in order {
            let (Some((from, frame)), Some((to, other))) = (self.at(arc.from), self.at(arc.to)) else { continue };
            let Some((from, to)) = within(from, to, frame, other) else { continue };
            let Some(curve) = Curve::between(from, to) else { continue };
            push_titled(out, arc.href.as_deref(), [&arc.label, ""], |out| curve.draw(out, arc.count));
        }
    }
}

/// Brings the ends of an arc to the edge of their frames; `None` if no end is seen.
fn within(from: (f32, f32), to: (f32, f32), frame: Frame, other: Frame) -> Option<((f32, f32), (f32, f32))> {
    match (frame.holds(from), other.holds(to)) {
        (true, true) => Some((from, to)),
        (true, false) => Some((from, edge(from, to, frame))),
        (false, true) => Some((edge(to, from, other), to)),
        (false, false) => None,
    }
}

/// Where the way from an `inner` place to an `outer` one leaves a frame.
fn edge(inner: (f32, f32), outer: (f32, f32), frame: Frame) -> (f32, f32) {
    let [left, top, width, height] = frame.area;
    let share = |from: f32, to: f32, low: f32, high: f32| {
        let step = to - from;
        let most = if step > 0.0 { high - from } else { low - from };
        if step == 0.0 { 1.0 } else { (most / step).clamp(0.0, 1.0) }
    };
    let part = share(inner.0, outer.0, left + 3.0, left + width - 3.0).min(share(
        inner.1,
        outer.1,
        top + 3.0,
        top + height - 3.0,
    ));
    (inner.0 + (outer.0 - inner.0) * part, inner.1 + (outer.1 - inner.1) * part)
}

/// A bent way with a head. It always bends to the left of its direction: there and back are two curves.
#[derive(Debug, Clone, Copy)]
struct Curve {
    from: (f32, f32),
    bend: (f32, f32),
    to: (f32, f32),
}

impl Curve {
    /// Shorter ways than this many map units are not seen as ways.
    const SHORTEST: f32 = 5.0;

    fn between(from: (f32, f32), to: (f32, f32)) -> Option<Self> {
        let (dx, dy) = (to.0 - from.0, to.1 - from.1);
        if dx.hypot(dy) < Self::SHORTEST {
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
        // The line ends within the head, so that its blunt end is not seen beside the point.
        let end = (self.to.0 - dx * head * 0.7, self.to.1 - dy * head * 0.7);
        out.push_str("<path class=\"arc\"");
        push_number(out, "stroke-width", width);
        out.push_str(" d=\"M");
        push_place(out, self.from);
        out.push('Q');
        push_place(out, self.bend);
        out.push(' ');
        push_place(out, end);
        out.push_str("\"/><path class=\"tip\" d=\"M");
        push_place(out, self.to);
        let back = (self.to.0 - dx * head, self.to.1 - dy * head);
        for side in [0.45, -0.45] {
            out.push('L');
            push_place(out, (back.0 - dy * head * side, back.1 + dx * head * side));
        }
        out.push_str("z\"/>");
    }
}

/// Appends `x y`.
fn push_place(out: &mut String, (x, y): (f32, f32)) {
    push_tenths(out, tenths(x));
    out.push(' ');
    push_tenths(out, tenths(y));
}

/// The area of a dot grows with its value.
pub(super) fn radius(value: u32) -> f32 {
    if value == 0 { 2.4 } else { (2.2 + 1.5 * (value as f32).sqrt()).min(12.0) }
}

fn push_dot(out: &mut String, (x, y): (f32, f32), radius: f32, full: bool) {
    out.push_str(if full { "<circle class=\"dot\"" } else { "<circle class=\"dot hollow\"" });
    push_number(out, "cx", x);
    push_number(out, "cy", y);
    push_number(out, "r", radius);
    out.push_str("/>");
}

/// The lines of a legend, from the top down.
#[derive(Debug)]
pub(super) struct Legend {
    left: f32,
    y: f32,
}

impl Legend {
    /// Height of a line.
    pub(super) const LINE: f32 = 18.0;

    /// Begins a legend with its first line's middle at `top`.
    pub(super) fn new(left: f32, top: f32) -> Self {
        Self { left, y: top }
    }

    /// A line without a sign.
    pub(super) fn head(&mut self, out: &mut String, text: &str) {
        if !text.is_empty() {
            push_text(out, "legend", text, (self.left, self.y + 4.0), Anchor::Start);
            self.y += Self::LINE;
        }
    }

    /// A shade.
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

    /// A dot.
    pub(super) fn dot(&mut self, out: &mut String, full: bool, text: &str) {
        self.line(out, text, |out, (x, y)| push_dot(out, (x + 9.0, y), radius(u32::from(full) * 3), full));
    }

    /// An arrow.
    pub(super) fn arc(&mut self, out: &mut String, text: &str) {
        self.line(out, text, |out, (x, y)| {
            let (from, to) = ((x, y + 3.0), (x + 18.0, y + 3.0));
            Curve { from, bend: (x + 9.0, y - 6.0), to }.draw(out, 1);
        });
    }

    fn line(&mut self, out: &mut String, text: &str, sign: impl FnOnce(&mut String, (f32, f32))) {
        if text.is_empty() {
            return;
        }
        sign(out, (self.left, self.y));
        push_text(out, "key", text, (self.left + 24.0, self.y + 4.0), Anchor::Start);
        self.y += Self::LINE;
    }
}
