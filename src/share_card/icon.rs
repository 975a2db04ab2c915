//! The site's icon: the first letter of its title in a square of its colour.
//!
//! Among programs it has a ring that spreads from it: the letter stands in the middle half and the ring within four fifths,
//! so that a system may cut the square to any shape. In the tab of a browser, where it is 16 pixels wide, the letter is larger
//! and has no ring.

use std::fmt::Write;

use tiny_skia::{FillRule, Mask, Path, PathBuilder, PathSegment, Transform};

use super::font::Weight;
use super::png;

/// Paper and ink, of which the letter is the one that is seen better.
const PAPER: [u8; 3] = [0xfa, 0xf6, 0xec];
const INK: [u8; 3] = [0x1c, 0x26, 0x20];
/// Parts of the square: the box of the letter among programs and in a tab, the radius of the ring, how wide it is.
const LETTER: f32 = 0.46;
const LETTER_IN_TAB: f32 = 0.64;
const RING: f32 = 0.385;
const RING_WIDTH: f32 = 0.035;
/// How strong the ring is, of [`STRENGTHS`].
const RING_STRENGTH: u32 = 6;
/// Strengths of the letter's colour over that of the square. Edges look smooth with this many.
const STRENGTHS: u32 = 15;
/// Width of the drawing in its own units.
const UNITS: f32 = 64.0;

/// What an icon is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Icon {
    /// One letter; empty if the title has none that the font knows.
    letter: String,
    /// Red, green, blue of the square.
    colour: [u8; 3],
}

impl Icon {
    /// The icon of the site with this title and colour.
    pub(crate) fn of(title: &str, colour: [u8; 3]) -> Self {
        let first = title.chars().find(|c| c.is_alphanumeric() && super::missing(&c.to_string()).is_empty());
        Self { letter: first.map_or_else(String::new, |first| first.to_uppercase().collect()), colour }
    }

    /// The colour of the letter: the one that differs more from the square.
    fn ink(&self) -> [u8; 3] {
        let away = |ink: [u8; 3]| (luminance(ink) - luminance(self.colour)).abs();
        if away(PAPER) >= away(INK) { PAPER } else { INK }
    }

    /// As a drawing with round corners, for the tab of a browser.
    pub(crate) fn svg(&self) -> String {
        let (colour, ink) = (hex(self.colour), hex(self.ink()));
        let letter = self.outline(UNITS, LETTER_IN_TAB).map_or_else(String::new, |path| path_data(&path));
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {UNITS} {UNITS}\"><rect width=\"{UNITS}\" height=\"{UNITS}\" \
             rx=\"14\" fill=\"{colour}\"/><path fill=\"{ink}\" d=\"{letter}\"/></svg>\n"
        )
    }

    /// As a picture of `px` × `px` pixels without corners, PNG, for systems that put it among their programs. `px` is even.
    pub(crate) fn png(&self, px: u32) -> Vec<u8> {
        let size = px as f32;
        let mut ring = PathBuilder::new();
        for radius in [RING, RING - RING_WIDTH] {
            ring.push_circle(size / 2.0, size / 2.0, size * radius);
        }
        self.picture(px, ring.finish(), self.outline(size, LETTER))
    }

    /// As the file that programs ask for which know no other icons: one picture of 32 pixels.
    pub(crate) fn ico(&self) -> Vec<u8> {
        const PX: u8 = 32;
        let png = self.picture(u32::from(PX), None, self.outline(f32::from(PX), LETTER_IN_TAB));
        // The kind of file and the number of pictures; width, height, no palette, one plane of 32 bits; length, position.
        let mut ico = vec![0, 0, 1, 0, 1, 0, PX, PX, 0, 0, 1, 0, 32, 0];
        ico.extend((png.len() as u32).to_le_bytes());
        ico.extend(22_u32.to_le_bytes());
        ico.extend(png);
        ico
    }

    fn picture(&self, px: u32, ring: Option<Path>, letter: Option<Path>) -> Vec<u8> {
        let [ring, letter] = [(ring, FillRule::EvenOdd), (letter, FillRule::Winding)].map(|(path, rule)| {
            let mut mask = Mask::new(px, px)?;
            mask.fill_path(&path?, rule, true, Transform::identity());
            Some(mask)
        });
        let strength = |mask: &Option<Mask>, at: usize, most: u32| {
            let covered = mask.as_ref().and_then(|mask| mask.data().get(at)).copied().unwrap_or(0);
            (u32::from(covered) * most + 127) / 255
        };
        let pixel = |at: usize| strength(&ring, at, RING_STRENGTH).max(strength(&letter, at, STRENGTHS)) as u8;
        let pixels: Vec<u8> = (0..px as usize * px as usize).map(pixel).collect();
        png::encode(&pixels, (px, px), &self.palette())
    }

    /// The letter as large as fits into this part of a square of this size, with its middle in the square's.
    fn outline(&self, size: f32, part: f32) -> Option<Path> {
        let mut path = PathBuilder::new();
        Weight::Bold.font().push_outline(&self.letter, size, (0.0, 0.0), &mut path);
        let path = path.finish()?;
        let bounds = path.bounds();
        let scale = size * part / bounds.width().max(bounds.height()).max(f32::EPSILON);
        let middle = |low: f32, high: f32| size / 2.0 - (low + high) / 2.0 * scale;
        let (x, y) = (middle(bounds.left(), bounds.right()), middle(bounds.top(), bounds.bottom()));
        path.transform(Transform::from_row(scale, 0.0, 0.0, scale, x, y))
    }

    /// From the square's colour to the letter's.
    fn palette(&self) -> [[u8; 3]; 16] {
        let ink = self.ink();
        let mixed = |from: u8, to: u8, strength: u32| {
            ((u32::from(from) * (STRENGTHS - strength) + u32::from(to) * strength + STRENGTHS / 2) / STRENGTHS) as u8
        };
        std::array::from_fn(|strength| std::array::from_fn(|part| mixed(self.colour[part], ink[part], strength as u32)))
    }
}

/// About how light a colour is seen, to 255.
fn luminance([red, green, blue]: [u8; 3]) -> f32 {
    0.3 * f32::from(red) + 0.59 * f32::from(green) + 0.11 * f32::from(blue)
}

fn hex([red, green, blue]: [u8; 3]) -> String {
    format!("#{red:02x}{green:02x}{blue:02x}")
}

/// The path as SVG writes it, in tenths of a unit.
fn path_data(path: &Path) -> String {
    let mut data = String::new();
    for segment in path.segments() {
        // Writing to a string cannot fail.
        let _ = match segment {
            PathSegment::MoveTo(to) => write!(data, "M{:.1} {:.1}", to.x, to.y),
            PathSegment::LineTo(to) => write!(data, "L{:.1} {:.1}", to.x, to.y),
            PathSegment::QuadTo(bend, to) => write!(data, "Q{:.1} {:.1} {:.1} {:.1}", bend.x, bend.y, to.x, to.y),
            PathSegment::CubicTo(a, b, to) => {
                write!(data, "C{:.1} {:.1} {:.1} {:.1} {:.1} {:.1}", a.x, a.y, b.x, b.y, to.x, to.y)
            }
            PathSegment::Close => write!(data, "Z"),
        };
    }
    data
}

#[cfg(test)]
mod tests {
    use super::*;

    const GREEN: [u8; 3] = [0x1b, 0x57, 0x45];

    #[test]
    fn the_letter_is_the_first_of_the_title_with_its_marks() {
        let cases = [
            ("Lan Tỏa", "L"),
            ("“Dân vận khéo” Lâm Đồng", "D"),
            ("đồng lòng", "Đ"),
            ("ơn nghĩa", "Ơ"),
            ("Ẩm thực", "Ẩ"),
            ("5 không, 3 sạch", "5"),
            ("中 Ấp văn hóa", "Ấ"),
            ("…", ""),
        ];
        for (title, letter) in cases {
            assert_eq!(Icon::of(title, GREEN).letter, letter, "{title}");
        }
    }

    /// Share of the square's pixels that are not of its plain colour, and the box they stand in, of 64 pixels.
    fn seen(icon: &Icon) -> (usize, [usize; 4]) {
        let png = icon.png(64);
        let at = png.windows(4).position(|name| name == b"IDAT").unwrap();
        let len = u32::from_be_bytes(png[at - 4..at].try_into().unwrap()) as usize;
        let rows = miniz_oxide::inflate::decompress_to_vec_zlib(&png[at + 4..at + 4 + len]).unwrap();
        // Only the letter is as strong as this.
        let strong = |pixel: u8| u32::from(pixel) > RING_STRENGTH + 2;
        let mut count = 0;
        let mut bounds = [64, 64, 0, 0];
        for (y, row) in rows.chunks(33).enumerate() {
            for (x, pixel) in row[1..].iter().flat_map(|pair| [pair >> 4, pair & 15]).enumerate() {
                if strong(pixel) {
                    count += 1;
                    bounds = [bounds[0].min(x), bounds[1].min(y), bounds[2].max(x), bounds[3].max(y)];
                }
            }
        }
        (count, bounds)
    }

    /// Whatever a system cuts off: a circle of four fifths is safe. Marks above and below a letter are part of it.
    #[test]
    fn the_letter_stands_in_the_middle_and_nothing_of_it_is_cut_off() {
        for title in ["L", "Đ", "Ơ", "Ẫ", "Ợ", "Ữ", "M", "Ỵ", "I"] {
            let (count, [left, top, right, bottom]) = seen(&Icon::of(title, GREEN));
            assert!(count > 80, "{title}: {count}");
            assert!(left >= 16 && top >= 16 && right <= 48 && bottom <= 48, "{title}: {left} {top} {right} {bottom}");
            assert!((left + right).abs_diff(63) <= 2 && (top + bottom).abs_diff(63) <= 2, "{title}");
        }
        let letters = ["O", "Ô", "Ơ", "Ồ", "Ờ", "Ợ"].map(|title| seen(&Icon::of(title, GREEN)));
        for (at, one) in letters.iter().enumerate() {
            assert!(letters[..at].iter().all(|other| other != one), "{at}: marks are seen");
        }
    }

    #[test]
    fn the_letter_is_seen_on_any_colour() {
        for colour in [GREEN, [0xff, 0xe0, 0x66], [0xff; 3], [0; 3], [0x96, 0x31, 0x1d]] {
            let icon = Icon::of("Lan Tỏa", colour);
            assert!((luminance(icon.ink()) - luminance(colour)).abs() > 100.0, "{colour:?}");
            assert!(icon.svg().contains(&hex(colour)) && icon.svg().contains(&hex(icon.ink())));
        }
    }

    #[test]
    fn all_forms_are_small_and_the_same_each_time() {
        let icon = Icon::of("Lan Tỏa", GREEN);
        assert!(icon.svg().len() < 700, "{}", icon.svg());
        for (px, most) in [(192, 3_000), (512, 8_000)] {
            assert!(icon.png(px).len() < most, "{px}: {}", icon.png(px).len());
            assert_eq!(icon.png(px), icon.png(px));
        }
        let ico = icon.ico();
        assert_eq!((&ico[..6], &ico[22..26]), (&[0, 0, 1, 0, 1, 0][..], &b"\x89PNG"[..]));
        assert_eq!(u32::from_le_bytes(ico[14..18].try_into().unwrap()) as usize, ico.len() - 22);
    }
}
