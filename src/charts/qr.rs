//! QR codes of URLs, for phones to scan from paper or from a screen.
//!
//! Every model has one, so drawing must be fast. The standard's encoder draws a code with each of eight masks and takes
//! the best, but readers accept any: the code itself says which it has. Here the mask is always the same, and modules
//! that all codes of a version share are drawn once. Time for the URL of a model, 80 bytes long, in a release build:
//!
//! | | µs |
//! |---|---|
//! | `QrCode::with_error_correction_level` and a path | 470 |
//! | the crate's `Canvas` with a fixed mask and a path | 19 |
//! | this file, when it still drew a path | 5.5 |
//!
//! With the first, building 1,000 models would take 0.47 s longer, with the second 14 ms.

use std::sync::OnceLock;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use qrcode::bits::Bits;
use qrcode::canvas::{Canvas, MaskPattern, Module};
use qrcode::{Color, EcLevel, Version, ec};

use super::svg::{push_attribute, push_number};
use crate::image::png_file::{self, Pixels};

/// Width of the light border in modules: ISO/IEC 18004 requires four.
const QUIET_ZONE: usize = 4;
/// A code is readable if 15 % of it are damaged.
const LEVEL: EcLevel = EcLevel::M;
const MASK: MaskPattern = MaskPattern::Checkerboard;
/// The largest version, which is the size of a code.
const MAX_VERSION: usize = 40;

/// What all codes of one version share.
struct Template {
    width: usize,
    /// Whether each module is dark, row by row, in a code whose data are all zeros.
    modules: Vec<bool>,
    /// The index of the module of each bit of the data.
    data_modules: Vec<usize>,
}

/// Draws `text` as a QR code with error correction level M, black on white, as SVG around a picture of one bit a module: 0.5 kB
/// where a path has 4. `label` is the accessible name. `None` if no code can hold the text, which is so from about 2,300 bytes.
pub(crate) fn qr_code(text: &str, label: &str) -> Option<String> {
    let (width, modules) = encode(text)?;
    let side = width + 2 * QUIET_ZONE;
    let rows: Vec<u8> = modules.chunks(width).flat_map(row).collect();
    let data = png_file::stored(&rows);
    let png = png_file::file(Pixels::BlackAndWhite, (width as u32, width as u32), &[(*b"IDAT", data.as_slice())]);
    let mut out = String::with_capacity(1024);
    out.push_str("<svg class=\"qr\" role=\"img\"");
    push_attribute(&mut out, "aria-label", label);
    push_attribute(&mut out, "viewBox", &format!("0 0 {side} {side}"));
    out.push_str("><rect width=\"100%\" height=\"100%\" fill=\"#fff\"/><image");
    let (at, size) = (QUIET_ZONE as f32, width as f32);
    for (name, units) in [("x", at), ("y", at), ("width", size), ("height", size)] {
        push_number(&mut out, name, units);
    }
    out.push_str(" href=\"data:image/png;base64,");
    STANDARD.encode_string(png, &mut out);
    out.push_str("\"/></svg>");
    Some(out)
}

/// A row of modules in bits, from the highest of each byte, one where a module is light; PNG has a zero before it, which says
/// that the row is not filtered.
fn row(modules: &[bool]) -> impl Iterator<Item = u8> {
    let byte = |modules: &[bool]| {
        let bits = modules.iter().enumerate();
        bits.fold(0, |byte, (at, is_dark)| byte | u8::from(!is_dark) << (7 - at))
    };
    std::iter::once(0).chain(modules.chunks(8).map(byte))
}

/// Width and modules, row by row, of the smallest code that holds `text`.
fn encode(text: &str) -> Option<(usize, Vec<bool>)> {
    let (version, bits) = (1..=MAX_VERSION).find_map(|version| Some((version, bits(text, version)?)))?;
    let (data, correction) = ec::construct_codewords(&bits.into_bytes(), normal(version), LEVEL).ok()?;
    let template = template(version);
    let mut modules = template.modules.clone();
    for (byte, indexes) in data.iter().chain(&correction).zip(template.data_modules.chunks(8)) {
        for (bit, &index) in indexes.iter().enumerate() {
            modules[index] ^= byte & (0x80 >> bit) != 0;
        }
    }
    Some((template.width, modules))
}

/// The text as bits, if a code of this version can hold them.
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

fn template(version: usize) -> &'static Template {
    static TEMPLATES: [OnceLock<Template>; MAX_VERSION] = [const { OnceLock::new() }; MAX_VERSION];
    TEMPLATES[version - 1].get_or_init(|| {
        let mut canvas = Canvas::new(normal(version), LEVEL);
        canvas.draw_all_functional_patterns();
        let width = normal(version).width() as usize;
        let is_free = |&(x, y): &(usize, usize)| canvas.get(x as i16, y as i16) == Module::Empty;
        let data_modules = zigzag(width).filter(is_free).map(|(x, y)| y * width + x).collect();
        canvas.apply_mask(MASK);
        let modules = canvas.into_colors().into_iter().map(|color| color == Color::Dark).collect();
        Template { width, modules, data_modules }
    })
}

/// All modules in the order in which data are written (ISO/IEC 18004, 7.7.3): in pairs of columns from the right,
/// alternately up and down, without the column of the timing pattern.
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

    /// The modules of the same code, drawn by the crate alone.
    fn reference(text: &str, version: usize) -> Vec<bool> {
        let bits = bits(text, version).unwrap();
        let (data, correction) = ec::construct_codewords(&bits.into_bytes(), normal(version), LEVEL).unwrap();
        let mut canvas = Canvas::new(normal(version), LEVEL);
        canvas.draw_all_functional_patterns();
        canvas.draw_data(&data, &correction);
        canvas.apply_mask(MASK);
        canvas.into_colors().into_iter().map(|color| color == Color::Dark).collect()
    }

    #[test]
    fn every_version_is_as_the_crate_draws_it() {
        for version in 1..=MAX_VERSION {
            let fits = |length: &usize| bits(&"ở".repeat(*length), version).is_some();
            let text = "ở".repeat((1..800).rev().find(fits).unwrap());
            let (width, modules) = encode(&text).unwrap();
            assert_eq!(width, normal(version).width() as usize);
            assert!(modules == reference(&text, version), "version {version}");
        }
    }

    #[test]
    fn the_picture_has_the_modules_and_no_others() {
        let text = "https://lantoa.example/mo-hinh/camera-an-ninh.html";
        let (width, _) = encode(text).unwrap();
        let svg = qr_code(text, "Mã QR").unwrap();
        assert!(svg.contains(&format!("viewBox=\"0 0 {0} {0}\"", width + 2 * QUIET_ZONE)));
        assert!(svg.contains(&format!("x=\"4\" y=\"4\" width=\"{width}\" height=\"{width}\"")), "{svg}");
        assert!(svg.len() < 700, "{}", svg.len());
        let picture = svg.split("base64,").nth(1).unwrap().split('"').next().unwrap();
        let picture = STANDARD.decode(picture).unwrap();
        let mut decoder = png::Decoder::new(std::io::Cursor::new(picture));
        decoder.set_transformations(png::Transformations::EXPAND);
        let mut reader = decoder.read_info().unwrap();
        let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
        reader.next_frame(&mut pixels).unwrap();
        let dark: Vec<bool> = pixels.into_iter().map(|light| light == 0).collect();
        assert!(dark == reference(text, (width - 17) / 4));
    }

    #[test]
    fn a_text_that_no_code_can_hold_has_none() {
        assert!(qr_code(&"a".repeat(2300), "").is_some());
        assert_eq!(qr_code(&"a".repeat(2400), ""), None);
    }
}
