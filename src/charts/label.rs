//! Places labels on a map where they cover no other label.

use crate::entry::push_escaped;

use super::svg::push_number;

/// Width of a letter and height of a line in map units, for the font size on narrow screens in the theme's
/// `51-content-drawings.css`. On wide screens text is smaller.
const LETTER: f32 = 7.8;
const LINE: f32 = 15.0;

/// Which point of a text is at its coordinates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// The area for labels, and the rectangles in it that are occupied.
#[derive(Debug)]
pub(super) struct LabelSpace {
    /// Left, top, right, bottom.
    within: [f32; 4],
    /// The same of each.
    occupied: Vec<[f32; 4]>,
}

impl LabelSpace {
    /// An empty area: left, top, width, height.
    pub(super) fn new([left, top, width, height]: [f32; 4]) -> Self {
        Self { within: [left, top, left + width, top + height], occupied: Vec::new() }
    }

    /// Marks a rectangle (left, top, width, height) as occupied.
    pub(super) fn occupy(&mut self, [left, top, width, height]: [f32; 4]) {
        self.occupied.push([left, top, left + width, top + height]);
    }

    /// Writes a label at the first of `positions` at which it is inside the area and covers nothing. Returns whether
    /// there was one.
    pub(super) fn write(&mut self, out: &mut String, text: &str, positions: &[((f32, f32), Anchor)]) -> bool {
        let free = |&&(position, anchor): &&((f32, f32), Anchor)| {
            let rect = extent_of(text, position, anchor);
            let inside = rect[0] >= self.within[0]
                && rect[1] >= self.within[1]
                && rect[2] <= self.within[2]
                && rect[3] <= self.within[3];
            inside && self.occupied.iter().all(|other| are_apart(rect, *other))
        };
        let Some(&(position, anchor)) = positions.iter().find(free) else { return false };
        self.occupied.push(extent_of(text, position, anchor));
        push_text(out, "label", text, position, anchor);
        true
    }
}

/// Left, top, right, bottom of a text, of which the start, middle or end of the baseline is at `(x, y)`.
fn extent_of(text: &str, (x, y): (f32, f32), anchor: Anchor) -> [f32; 4] {
    let width = text.chars().count() as f32 * LETTER;
    let left = match anchor {
        Anchor::Start => x,
        Anchor::Middle => x - width / 2.0,
        Anchor::End => x - width,
    };
    [left, y - LINE * 0.8, left + width, y + LINE * 0.2]
}

fn are_apart(a: [f32; 4], b: [f32; 4]) -> bool {
    a[2] < b[0] || b[2] < a[0] || a[3] < b[1] || b[3] < a[1]
}

/// Appends a `<text>`.
pub(super) fn push_text(out: &mut String, class: &str, text: &str, (x, y): (f32, f32), anchor: Anchor) {
    out.push_str("<text class=\"");
    out.push_str(class);
    out.push('"');
    push_number(out, "x", x);
    push_number(out, "y", y);
    out.push_str(match anchor {
        Anchor::Start => ">",
        Anchor::Middle => " text-anchor=\"middle\">",
        Anchor::End => " text-anchor=\"end\">",
    });
    push_escaped(out, text);
    out.push_str("</text>");
}
