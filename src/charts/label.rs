//! Names on a map: only where there is room.

use crate::entry::push_escaped;

use super::pen::push_number;

/// Width of a letter and height of a line in map units, for the type size of narrow screens in
/// `51-content-drawings.css`; on wide ones type is smaller and leaves more room.
const LETTER: f32 = 7.3;
const LINE: f32 = 14.0;

/// Where a name begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// The rectangles that are taken: left, top, right, bottom.
#[derive(Debug)]
pub(super) struct Room {
    within: [f32; 4],
    taken: Vec<[f32; 4]>,
}

impl Room {
    /// Room for names within a rectangle (left, top, width, height).
    pub(super) fn new([left, top, width, height]: [f32; 4]) -> Self {
        Self { within: [left, top, left + width, top + height], taken: Vec::new() }
    }

    /// Takes a rectangle (left, top, width, height).
    pub(super) fn take(&mut self, [left, top, width, height]: [f32; 4]) {
        self.taken.push([left, top, left + width, top + height]);
    }

    /// Writes a name at the first of the places where nothing stands yet; where there is none, leaves it out.
    pub(super) fn write(&mut self, out: &mut String, text: &str, places: &[((f32, f32), Anchor)]) -> bool {
        let free = |&&(place, anchor): &&((f32, f32), Anchor)| {
            let rect = cover(text, place, anchor);
            let inside = rect[0] >= self.within[0]
                && rect[1] >= self.within[1]
                && rect[2] <= self.within[2]
                && rect[3] <= self.within[3];
            inside && self.taken.iter().all(|other| apart(rect, *other))
        };
        let Some(&(place, anchor)) = places.iter().find(free) else { return false };
        self.taken.push(cover(text, place, anchor));
        push_text(out, "label", text, place, anchor);
        true
    }
}

/// What a text covers, its baseline's start, middle or end being at `place`.
fn cover(text: &str, (x, y): (f32, f32), anchor: Anchor) -> [f32; 4] {
    let width = text.chars().count() as f32 * LETTER;
    let left = match anchor {
        Anchor::Start => x,
        Anchor::Middle => x - width / 2.0,
        Anchor::End => x - width,
    };
    [left, y - LINE * 0.8, left + width, y + LINE * 0.2]
}

fn apart(a: [f32; 4], b: [f32; 4]) -> bool {
    a[2] < b[0] || b[2] < a[0] || a[3] < b[1] || b[3] < a[1]
}

/// Appends a text.
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
