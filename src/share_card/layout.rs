//! Where everything stands on a card.
//!
//! Title, field and place are centred in the middle square; the two numbers stand left and right of it, where a card that is
//! cut square loses them.

use tiny_skia::{PathBuilder, Rect};

use super::canvas::{Canvas, Ink};
use super::font::Weight;
use super::lines::{Block, fit, fit_place, fit_title};
use super::{CardNumber, HEIGHT, ShareCard, WIDTH};

/// Width of lines in the middle square, which is as wide as a card is high.
pub(super) const MIDDLE: f32 = 598.0;
/// Sizes of the title in pixels, each with the number of lines it may have.
pub(super) const TITLE: [(f32, usize); 4] = [(68.0, 2), (56.0, 3), (48.0, 4), (40.0, 5)];
/// What the height of a line is to its letters, so that stacked marks (Ẫ, Ỗ) do not meet the line above.
const LEADING: f32 = 1.27;
/// Width of lines on each side, and how far the middle of the side is from the edge.
const SIDE: f32 = 232.0;
const SIDE_MIDDLE: f32 = 142.0;
/// Where the line of the site stands.
const FOOT: f32 = 588.0;
/// The part between upper edge and that line in which everything else is centred.
const BODY: (f32, f32) = (28.0, 544.0);
/// Height of the bar at the lower edge.
const BAR: f32 = 12.0;
/// Radii of the rings that spread from two corners, and how wide a ring is.
const RINGS: [f32; 4] = [44.0, 84.0, 128.0, 176.0];
const RING: f32 = 5.0;

/// The pixels of a card, as positions in the palette.
pub(super) fn draw(card: &ShareCard) -> Vec<u8> {
    let (mut canvas, mut texts) = (Canvas::new(), Texts::default());
    decorate(&mut canvas);
    texts.column(&middle(card), WIDTH as f32 / 2.0, BODY);
    let whole = (0.0, HEIGHT as f32 - BAR);
    for (number, at) in [(&card.result, SIDE_MIDDLE), (&card.copies, WIDTH as f32 - SIDE_MIDDLE)] {
        texts.column(&number.as_ref().map_or_else(Vec::new, side), at, whole);
    }
    let site = fit(&card.site, Weight::Bold, MIDDLE, &[(26.0, 1), (22.0, 1)]);
    texts.line(
        Ink::Green,
        Weight::Bold,
        site.px,
        site.lines.first().map_or("", String::as_str),
        (WIDTH as f32 / 2.0, FOOT),
    );
    canvas.fill(Ink::Black, texts.black.finish());
    canvas.fill(Ink::Green, texts.green.finish());
    canvas.pixels()
}

/// A text of a column.
struct Part {
    ink: Ink,
    weight: Weight,
    block: Block,
    /// Pixels above it.
    gap: f32,
}

fn part(ink: Ink, weight: Weight, block: Block, gap: f32) -> Part {
    Part { ink, weight, block, gap }
}

fn middle(card: &ShareCard) -> Vec<Part> {
    let kicker = fit(&card.kicker, Weight::Bold, MIDDLE, &[(28.0, 1), (24.0, 1), (22.0, 1)]);
    let title = fit_title(&card.title, Weight::Bold, MIDDLE, &TITLE);
    let mut parts = vec![part(Ink::Green, Weight::Bold, kicker, 0.0), part(Ink::Black, Weight::Bold, title, 12.0)];
    for (number, line) in card.lines.iter().enumerate() {
        let block = fit_place(line, Weight::Regular, MIDDLE, &[(28.0, 2), (25.0, 2), (23.0, 3)]);
        parts.push(part(Ink::Black, Weight::Regular, block, if number == 0 { 18.0 } else { 4.0 }));
    }
    parts
}

fn side(number: &CardNumber) -> Vec<Part> {
    let value =
        fit(&number.value, Weight::Bold, SIDE, &[(80.0, 1), (64.0, 1), (52.0, 1), (40.0, 1), (30.0, 1), (22.0, 1)]);
    let unit = fit(&number.unit, Weight::Bold, SIDE, &[(30.0, 1), (26.0, 2)]);
    let label = fit(&number.label, Weight::Regular, SIDE, &[(26.0, 3), (24.0, 4)]);
    vec![
        part(Ink::Green, Weight::Bold, value, 0.0),
        part(Ink::Green, Weight::Bold, unit, 0.0),
        part(Ink::Black, Weight::Regular, label, 6.0),
    ]
}

/// The bar at the lower edge, and rings that spread from two corners.
fn decorate(canvas: &mut Canvas) {
    let bar = Rect::from_xywh(0.0, HEIGHT as f32 - BAR, WIDTH as f32, BAR);
    canvas.fill(Ink::Green, bar.map(PathBuilder::from_rect));
    let mut rings = PathBuilder::new();
    for (x, y) in [(0.0, HEIGHT as f32 - BAR), (WIDTH as f32, 0.0)] {
        for radius in RINGS {
            rings.push_circle(x, y, radius);
            rings.push_circle(x, y, radius - RING);
        }
    }
    canvas.fill_rings(Ink::Soft, rings.finish());
}

/// The outlines of all texts, by ink.
#[derive(Default)]
struct Texts {
    black: PathBuilder,
    green: PathBuilder,
}

impl Texts {
    /// Texts one below the other, centred around `x` and between two heights.
    fn column(&mut self, parts: &[Part], x: f32, (top, bottom): (f32, f32)) {
        let shown = || parts.iter().filter(|part| !part.block.lines.is_empty());
        let height = |part: &Part| part.gap + part.block.px * LEADING * part.block.lines.len() as f32;
        let mut y = top + (bottom - top - shown().map(height).sum::<f32>()) / 2.0;
        for part in shown() {
            y += part.gap;
            for line in &part.block.lines {
                y += part.block.px * LEADING;
                // Letters stand a little above the lower edge of their line, for their tails and the marks below them.
                self.line(part.ink, part.weight, part.block.px, line, (x, y - part.block.px * 0.3));
            }
        }
    }

    /// A line centred around `x` that stands on `y`.
    fn line(&mut self, ink: Ink, weight: Weight, px: f32, text: &str, (x, y): (f32, f32)) {
        let font = weight.font();
        let start = x - font.width(text, px) / 2.0;
        let path = if ink == Ink::Black { &mut self.black } else { &mut self.green };
        font.push_outline(text, px, (start, y), path);
    }
}
