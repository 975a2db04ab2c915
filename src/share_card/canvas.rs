//! What a card is drawn on: paper, and two inks in a few strengths.

use tiny_skia::{FillRule, Mask, Path, Transform};

use super::{HEIGHT, WIDTH};

/// Colours of the paper and of the inks, those of the theme's light pages.
const PAPER: [u8; 3] = [0xff, 0xfd, 0xf8];
const INK: [u8; 3] = [0x1c, 0x26, 0x20];
const GREEN: [u8; 3] = [0x1b, 0x57, 0x45];

/// Strengths of each ink, without that of bare paper. Edges look smooth with this many.
const INKS: u8 = 7;
const GREENS: u8 = 8;
/// The strength of soft green.
const SOFT: u8 = 1;

/// One of the inks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ink {
    Black,
    Green,
    /// Green so thin that letters are read on it.
    Soft,
}

/// How much of each pixel is covered by each ink.
pub(super) struct Canvas {
    /// Black, green and soft green; none if the machine has no memory for it.
    covered: [Option<Mask>; 3],
}

impl Canvas {
    pub(super) fn new() -> Self {
        Self { covered: [(); 3].map(|()| Mask::new(WIDTH, HEIGHT)) }
    }

    /// Fills a path; where it winds around a point twice, that counts as once.
    pub(super) fn fill(&mut self, ink: Ink, path: Option<Path>) {
        self.fill_by(ink, path, FillRule::Winding);
    }

    /// Fills what lies inside an odd number of a path's outlines.
    pub(super) fn fill_rings(&mut self, ink: Ink, path: Option<Path>) {
        self.fill_by(ink, path, FillRule::EvenOdd);
    }

    fn fill_by(&mut self, ink: Ink, path: Option<Path>, rule: FillRule) {
        if let Some((mask, path)) = self.covered[ink as usize].as_mut().zip(path) {
            mask.fill_path(&path, rule, true, Transform::identity());
        }
    }

    /// The colour of each pixel, row by row, as a position in [`palette`].
    pub(super) fn pixels(&self) -> Vec<u8> {
        let mut pixels = vec![0; (WIDTH * HEIGHT) as usize];
        // The strongest ink last, so that it stands above the others.
        for (ink, first, strengths) in [(Ink::Soft, INKS, SOFT), (Ink::Green, INKS, GREENS), (Ink::Black, 0, INKS)] {
            let Some(mask) = &self.covered[ink as usize] else { continue };
            const STEP: usize = 16;
            for (pixels, covered) in pixels.chunks_exact_mut(STEP).zip(mask.data().chunks_exact(STEP)) {
                // Most of a card is bare.
                if covered == [0; STEP] {
                    continue;
                }
                for (pixel, &covered) in pixels.iter_mut().zip(covered) {
                    let strength = (u32::from(covered) * u32::from(strengths) + 127) / 255;
                    if strength > 0 {
                        *pixel = first + strength as u8;
                    }
                }
            }
        }
        pixels
    }
}

/// The sixteen colours: paper, the strengths of black, those of green.
pub(super) fn palette() -> [[u8; 3]; 16] {
    std::array::from_fn(|at| {
        let at = at as u8;
        if at <= INKS { mixed(INK, at, INKS) } else { mixed(GREEN, at - INKS, GREENS) }
    })
}

/// The colour of paper under `strength` of `full` parts of an ink.
fn mixed(ink: [u8; 3], strength: u8, full: u8) -> [u8; 3] {
    let (strength, full) = (u32::from(strength), u32::from(full));
    let part = |paper: u8, ink: u8| {
        ((u32::from(paper) * (full - strength) + u32::from(ink) * strength + full / 2) / full) as u8
    };
    std::array::from_fn(|at| part(PAPER[at], ink[at]))
}
