//! A QR code: an address for the telephone's camera, on paper or on a wall.
//!
//! Every model has one, so it is made quickly: what all codes of a size share is drawn once. The standard asks an encoder
//! to weigh eight masks against each other, which takes some hundred times as long; a reader takes any of them, for the
//! code itself says which it is, and a good one for texts is always used here.

use std::sync::OnceLock;

use qrcode::bits::Bits;
use qrcode::canvas::{Canvas, MaskPattern, Module};
use qrcode::{Color, EcLevel, Version, ec};

use super::pen::push_attribute;

/// Light squares around the code: ISO/IEC 18004 asks for four.
const QUIET: usize = 4;
/// 15 % may be soiled.
const LEVEL: EcLevel = EcLevel::M;
const MASK: MaskPattern = MaskPattern::Checkerboard;
/// Sizes of codes.
const VERSIONS: usize = 40;

/// Words of bits that a row takes: the largest code is 177 squares wide.
const WORDS: usize = 3;
const BITS: usize = u64::BITS as usize;

/// The squares of a code, a bit each, dark ones set: row by row, `WORDS` words for each.
#[derive(Clone, PartialEq)]
struct Squares(Vec<u64>);

impl Squares {
    fn of(colors: &[Color], width: usize) -> Self {
        let mut squares = Self(vec![0; width * WORDS]);
        let dark = colors.iter().enumerate().filter(|(_, color)| **color == Color::Dark);
        dark.for_each(|(at, _)| squares.flip(place(at % width, at / width)));
        squares
    }

    fn flip(&mut self, place: usize) {
        self.0[place / BITS] ^= 1 << (place % BITS);
    }

    fn rows(&self) -> impl Iterator<Item = &[u64]> {
        self.0.chunks(WORDS)
    }
}

/// Where a square is among [`Squares`].
fn place(x: usize, y: usize) -> usize {
    y * WORDS * BITS + x
}

/// What all codes of one size share.
struct Frame {
    width: usize,
    /// The code of nothing but zeros.
    blank: Squares,
    /// Where each bit belongs.
    places: Vec<usize>,
}

/// Draws `text` as a QR code (error correction M: 15 % may be soiled) in one path, black on white in every mode.
/// `label` is read aloud. `None` if the text is too long for any code (some 2,300 bytes).
pub(crate) fn qr(text: &str, label: &str) -> Option<String> {
    let (width, squares) = encode(text)?;
    let side = width + 2 * QUIET;
    let mut out = String::with_capacity(width * width * 4);
    out.push_str("<svg class=\"qr\" role=\"img\"");
    push_attribute(&mut out, "aria-label", label);
    push_attribute(&mut out, "viewBox", &format!("0 0 {side} {side}"));
    out.push_str(" shape-rendering=\"crispEdges\"><rect width=\"100%\" height=\"100%\" fill=\"#fff\"/><path stroke=\"#000\" d=\"");
    let mut path = Vec::with_capacity(width * width * 4);
    for (y, row) in squares.rows().enumerate() {
        push_row(&mut path, y + QUIET, row);
    }
    // Letters, digits and spaces are text.
    out.push_str(std::str::from_utf8(&path).unwrap_or_default());
    out.push_str("\"/></svg>");
    Some(out)
}

/// One row as strokes through the middle of its dark squares: `M4 4.5h7m3 0h2`.
fn push_row(path: &mut Vec<u8>, y: usize, row: &[u64]) {
    let mut drawn = None;
    while let Some(start) = next(row, drawn.unwrap_or(0), true) {
        let end = next(row, start, false).unwrap_or(WORDS * BITS);
        match drawn {
            Some(before) => push_stroke(path, start - before, end - start),
            None => {
                path.push(b'M');
                push_number(path, start + QUIET);
                path.push(b' ');
                push_number(path, y);
                path.extend_from_slice(b".5h");
                push_number(path, end - start);
            }
        }
        drawn = Some(end);
    }
}

/// The first square from `from` on that is dark, or light.
fn next(row: &[u64], from: usize, dark: bool) -> Option<usize> {
    let wanted = |at: usize| Some(if dark { *row.get(at)? } else { !row.get(at)? });
    let mut at = from / BITS;
    let mut word = wanted(at)? & (u64::MAX << (from % BITS));
    while word == 0 {
        at += 1;
        word = wanted(at)?;
    }
    Some(at * BITS + word.trailing_zeros() as usize)
}

/// The next stroke of a row. A code has hundreds of them, nearly all of fewer than ten squares.
fn push_stroke(path: &mut Vec<u8>, gap: usize, dark: usize) {
    let digit = |number: usize| b'0' + number as u8;
    if gap < 10 && dark < 10 {
        return path.extend_from_slice(&[b'm', digit(gap), b' ', b'0', b'h', digit(dark)]);
    }
    path.push(b'm');
    push_number(path, gap);
    path.extend_from_slice(b" 0h");
    push_number(path, dark);
}

fn push_number(path: &mut Vec<u8>, number: usize) {
    if number >= 10 {
        push_number(path, number / 10);
    }
    path.push(b'0' + (number % 10) as u8);
}

/// Width and squares of the smallest code that holds `text`.
fn encode(text: &str) -> Option<(usize, Squares)> {
    let (version, bits) = (1..=VERSIONS).find_map(|number| Some((number, bits(text, number)?)))?;
    let (data, correction) = ec::construct_codewords(&bits.into_bytes(), normal(version), LEVEL).ok()?;
    let frame = frame(version);
    let mut squares = frame.blank.clone();
    let words = data.iter().chain(&correction);
    for (word, places) in words.zip(frame.places.chunks(8)) {
        let mut dark = *word;
        while dark != 0 {
            let bit = dark.leading_zeros();
            dark ^= 0x80 >> bit;
            if let Some(&place) = places.get(bit as usize) {
                squares.flip(place);
            }
        }
    }
    Some((frame.width, squares))
}

/// The text as bits, if a code of this size holds them.
fn bits(text: &str, version: usize) -> Option<Bits> {
    let mut bits = Bits::new(normal(version));
    if text.len() * 8 > bits.max_len(LEVEL).ok()? {
        return None;
    }
    bits.push_byte_data(text.as_bytes()).ok()?;
    bits.push_terminator(LEVEL).ok()?;
    Some(bits)
}

fn normal(version: usize) -> Version {
    Version::Normal(version as i16)
}

fn frame(version: usize) -> &'static Frame {
    static FRAMES: [OnceLock<Frame>; VERSIONS] = [const { OnceLock::new() }; VERSIONS];
    FRAMES[version - 1].get_or_init(|| {
        let mut canvas = Canvas::new(normal(version), LEVEL);
        canvas.draw_all_functional_patterns();
        let width = normal(version).width() as usize;
        let is_free = |&(x, y): &(usize, usize)| canvas.get(x as i16, y as i16) == Module::Empty;
        let places = zigzag(width).filter(is_free).map(|(x, y)| place(x, y)).collect();
        canvas.apply_mask(MASK);
        Frame { width, blank: Squares::of(&canvas.into_colors(), width), places }
    })
}

/// The way that data takes over the squares (ISO/IEC 18004, 7.7.3): in pairs of columns from the right, up and down by
/// turns; the column of the timing pattern belongs to no pair.
fn zigzag(width: usize) -> impl Iterator<Item = (usize, usize)> {
    let pairs = (1..width).rev().step_by(2).map(|right| if right <= 6 { right - 1 } else { right });
    pairs.enumerate().flat_map(move |(turn, right)| {
        (0..width).flat_map(move |step| {
            let y = if turn % 2 == 0 { width - 1 - step } else { step };
            [(right, y), (right - 1, y)]
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The same code, drawn square by square by the crate.
    fn slowly(text: &str, version: usize) -> Vec<Color> {
        let bits = bits(text, version).unwrap();
        let (data, correction) = ec::construct_codewords(&bits.into_bytes(), normal(version), LEVEL).unwrap();
        let mut canvas = Canvas::new(normal(version), LEVEL);
        canvas.draw_all_functional_patterns();
        canvas.draw_data(&data, &correction);
        canvas.apply_mask(MASK);
        canvas.into_colors()
    }

    #[test]
    fn every_size_is_drawn_as_the_standard_draws_it() {
        for version in 1..=VERSIONS {
            let room = |length: &usize| bits(&"ở".repeat(*length), version).is_some();
            let text = "ở".repeat((1..800).rev().find(room).unwrap());
            let (width, squares) = encode(&text).unwrap();
            assert_eq!(width, normal(version).width() as usize);
            assert!(squares == Squares::of(&slowly(&text, version), width), "version {version}");
        }
    }

    #[test]
    fn the_strokes_cover_the_dark_squares_and_no_others() {
        let text = "https://lantoa.example/mo-hinh/camera-an-ninh.html";
        let (width, _) = encode(text).unwrap();
        let colors = slowly(text, (width - 17) / 4);
        let svg = qr(text, "Mã QR").unwrap();
        assert!(svg.contains(&format!("viewBox=\"0 0 {0} {0}\"", width + 2 * QUIET)));
        let path = svg.split(" d=\"").nth(1).unwrap().split('"').next().unwrap();
        let mut dark = std::collections::BTreeSet::new();
        for row in path.split('M').skip(1) {
            let (start, strokes) = row.split_once('h').unwrap();
            let (x, y) = start.split_once(' ').unwrap();
            let (mut x, y): (usize, usize) = (x.parse().unwrap(), y.strip_suffix(".5").unwrap().parse().unwrap());
            for stroke in strokes.split('h') {
                let (length, gap) = stroke.split_once('m').unwrap_or((stroke, "0 0"));
                let (length, gap): (usize, usize) =
                    (length.parse().unwrap(), gap.strip_suffix(" 0").unwrap().parse().unwrap());
                dark.extend((x..x + length).map(|x| (x, y)));
                x += length + gap;
            }
        }
        for (at, color) in colors.iter().enumerate() {
            let place = (at % width + QUIET, at / width + QUIET);
            assert_eq!(dark.remove(&place), *color == Color::Dark, "{place:?}");
        }
        assert!(dark.is_empty(), "dark in the quiet zone: {dark:?}");
    }

    #[test]
    fn a_text_that_fits_into_no_code_has_none() {
        assert!(qr(&"a".repeat(2300), "").is_some());
        assert_eq!(qr(&"a".repeat(2400), ""), None);
    }
}
