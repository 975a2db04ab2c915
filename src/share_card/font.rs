//! The two embedded fonts: how wide a text is, and its outline.
//!
//! They are subsets of Noto Sans, made by `font/subset.py`: every letter of Vietnamese and of the minority languages that
//! are written in Latin letters, digits and signs.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use tiny_skia::PathBuilder;
use ttf_parser::gpos::{PairAdjustment, PositioningSubtable};
use ttf_parser::{Face, GlyphId, OutlineBuilder, Rect};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A font, in units of its em.
pub(super) struct Font {
    /// `None` only if the embedded bytes were no font, which a test rules out.
    face: Option<Face<'static>>,
    kerning: Vec<PairAdjustment<'static>>,
}

static REGULAR: LazyLock<Font> = LazyLock::new(|| Font::new(include_bytes!("font/NotoSans-Regular.ttf")));
static BOLD: LazyLock<Font> = LazyLock::new(|| Font::new(include_bytes!("font/NotoSans-Bold.ttf")));

/// How thick letters are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Weight {
    Regular,
    Bold,
}

impl Weight {
    pub(super) fn font(self) -> &'static Font {
        match self {
            Self::Regular => &REGULAR,
            Self::Bold => &BOLD,
        }
    }
}

/// Whether `c` only says where a line may break, or how letters join: nobody sees it, so cards leave it out.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

/// The characters of `text` that no card can show, each once.
pub(crate) fn missing(text: &str) -> BTreeSet<char> {
    let is_plain = |c: char| c.is_ascii_graphic() || c == ' ';
    if text.chars().all(is_plain) {
        return BTreeSet::new();
    }
    text.nfc()
        .filter(|&c| !is_plain(c) && !c.is_whitespace() && !is_invisible(c))
        .filter(|&c| REGULAR.shown(c).any(|c| REGULAR.glyph(c).is_none()))
        .collect()
}

/// Units between a letter and the mark above or below it, where the pair is put together here.
const MARK_GAP: i16 = 50;

impl Font {
    fn new(bytes: &'static [u8]) -> Self {
        let face = Face::parse(bytes, 0).ok();
        let positions = face.as_ref().and_then(|face| face.tables().gpos);
        let lookups = positions.into_iter().flat_map(|positions| positions.lookups);
        let subtables = lookups.flat_map(|lookup| lookup.subtables.into_iter::<PositioningSubtable<'_>>());
        let pair = |subtable| match subtable {
            PositioningSubtable::Pair(pair) => Some(pair),
            _ => None,
        };
        let kerning = subtables.filter_map(pair).collect();
        Self { face, kerning }
    }

    /// Pixels of a unit at a size of `px` pixels.
    fn scale(&self, px: f32) -> f32 {
        px / f32::from(self.face.as_ref().map_or(1000, Face::units_per_em))
    }

    fn glyph(&self, c: char) -> Option<GlyphId> {
        let c = if c.is_whitespace() { ' ' } else { c };
        self.face.as_ref()?.glyph_index(c)
    }

    /// What stands for a character: plain letters for one without a glyph that is only another form of them, as `2` for `₂`.
    fn shown(&self, c: char) -> impl Iterator<Item = char> + use<> {
        let other = self.glyph(c).is_none().then(|| std::iter::once(c).nfkc());
        let own = other.is_none().then_some(c);
        own.into_iter().chain(other.into_iter().flatten())
    }

    /// Units by which `right` moves when it follows `left`.
    fn kern(&self, left: GlyphId, right: GlyphId) -> i16 {
        let moved = |pair: &PairAdjustment<'_>| {
            let at = pair.coverage().get(left)?;
            let (first, _) = match *pair {
                PairAdjustment::Format1 { sets, .. } => sets.get(at)?.get(right)?,
                PairAdjustment::Format2 { classes, matrix, .. } => {
                    matrix.get((classes.0.get(left), classes.1.get(right)))?
                }
            };
            Some(first.x_advance)
        };
        self.kerning.iter().find_map(moved).unwrap_or(0)
    }

    /// The glyphs of a text, each with its place in units, and the width of all. Characters without a glyph are left out.
    fn lay(&self, text: &str) -> (Vec<(GlyphId, i32, i32)>, i32) {
        let (mut glyphs, mut x) = (Vec::with_capacity(text.len()), 0);
        let Some(face) = &self.face else { return (glyphs, x) };
        // The letter that marks are put on: its glyph, where it stands, and how high the marks on it reach.
        let mut base: Option<(GlyphId, i32, Option<Rect>)> = None;
        for c in text.nfc().filter(|&c| !is_invisible(c)).flat_map(|c| self.shown(c)) {
            let Some(glyph) = self.glyph(c) else { continue };
            match (&mut base, face.glyph_bounding_box(glyph)) {
                (Some((_, at, Some(letter))), Some(mark)) if is_combining_mark(c) => {
                    let middle = |rect: &Rect| (i32::from(rect.x_min) + i32::from(rect.x_max)) / 2;
                    let up = if mark.y_max > 0 {
                        (letter.y_max + MARK_GAP - mark.y_min).max(0)
                    } else {
                        (letter.y_min - MARK_GAP - mark.y_max).min(0)
                    };
                    letter.y_max = letter.y_max.max(mark.y_max + up);
                    letter.y_min = letter.y_min.min(mark.y_min + up);
                    glyphs.push((glyph, *at + middle(letter) - middle(&mark), i32::from(up)));
                }
                (_, bounds) => {
                    x += base.map_or(0, |(before, ..)| i32::from(self.kern(before, glyph)));
                    glyphs.push((glyph, x, 0));
                    base = Some((glyph, x, bounds));
                    x += i32::from(face.glyph_hor_advance(glyph).unwrap_or(0));
                }
            }
        }
        (glyphs, x)
    }

    /// Width of a line in pixels.
    pub(super) fn width(&self, text: &str, px: f32) -> f32 {
        self.lay(text).1 as f32 * self.scale(px)
    }

    /// Adds the outline of a line that begins at `x` and stands on `y`.
    pub(super) fn push_outline(&self, text: &str, px: f32, (x, y): (f32, f32), path: &mut PathBuilder) {
        let Some(face) = &self.face else { return };
        let scale = self.scale(px);
        for (glyph, right, up) in self.lay(text).0 {
            let origin = (x + right as f32 * scale, y - up as f32 * scale);
            // A space has no outline.
            let _ = face.outline_glyph(glyph, &mut Pen { path, scale, origin });
        }
    }
}

/// Draws a glyph at a place and size.
struct Pen<'p> {
    path: &'p mut PathBuilder,
    scale: f32,
    origin: (f32, f32),
}

impl Pen<'_> {
    /// Fonts count upwards, pictures downwards.
    fn at(&self, x: f32, y: f32) -> (f32, f32) {
        (self.origin.0 + x * self.scale, self.origin.1 - y * self.scale)
    }
}

impl OutlineBuilder for Pen<'_> {
    fn move_to(&mut self, x: f32, y: f32) {
        let (x, y) = self.at(x, y);
        self.path.move_to(x, y);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        let (x, y) = self.at(x, y);
        self.path.line_to(x, y);
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        let ((x1, y1), (x, y)) = (self.at(x1, y1), self.at(x, y));
        self.path.quad_to(x1, y1, x, y);
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        let ((x1, y1), (x2, y2), (x, y)) = (self.at(x1, y1), self.at(x2, y2), self.at(x, y));
        self.path.cubic_to(x1, y1, x2, y2, x, y);
    }

    fn close(&mut self) {
        self.path.close();
    }
}
