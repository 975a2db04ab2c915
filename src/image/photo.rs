//! Pictures in the widths that pages ask for: upright, without metadata, with the colour profile they came with.
//!
//! Which widths a picture has is known from its head; pixels are decoded only by [`resize`], which makes all widths at once,
//! because decoding takes most of the time. A photograph becomes JPEG. What is transparent or has few colours becomes PNG,
//! and while it is small stays beside its narrowest width as it is. Animations, AVIF and drawings have no widths.
//!
//! The decoders run without processor-specific code, so that a site has the same bytes on any machine.

use fast_image_resize::images::Image;
use fast_image_resize::pixels::{U8x3, U8x4};
use fast_image_resize::{PixelType, Resizer};

use super::{Format, Picture, Variant};

mod decode;
mod encode;
mod jpeg_end;
mod memory;
mod rows;

pub(super) use decode::is_whole;
pub(super) use memory::needed as memory_needed;

/// Widths in pixels: for a telephone, a telephone with a fine screen, and a wide screen.
const WIDTHS: [u32; 3] = [1600, 960, 480];
/// A width is made only of a picture that is wider by a tenth and a half: of another nothing would be saved.
const WIDER: f64 = 1.15;
/// More pixels or bytes are not sent as they are, if there is another way.
const AS_IT_IS: (u64, usize) = (2_500_000, 1 << 20);
/// Of a picture of fewer bytes a narrower one would save nothing.
const FEW_BYTES: usize = 64 << 10;
/// Bytes of a colour profile that are worth sending: those of cameras and telephones have less than 4 kB, those of printers'
/// programs some 20 kB, and without it their colours would be wrong.
const PROFILE: usize = 64 << 10;

/// What is made of a picture's pixels.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Kind {
    /// Full colours: JPEG spoils nothing.
    Photo,
    /// Opaque, with sharp edges and more than a bit a pixel: JPEG of a high quality takes less than PNG.
    Screen,
    /// Transparent, or of few colours.
    Drawing,
    /// It moves, or there is no decoder.
    Fixed,
}

impl Kind {
    fn of(format: Format, bytes: &[u8], pixels: u64) -> Self {
        match format {
            Format::Jpeg => Self::Photo,
            Format::Png => Self::of_png(bytes, pixels),
            Format::WebP => Self::of_webp(bytes),
            Format::Gif if !super::gif::moves(bytes) => Self::Drawing,
            Format::Gif | Format::Avif | Format::Svg => Self::Fixed,
        }
    }

    fn of_png(bytes: &[u8], pixels: u64) -> Self {
        // Chunks that are looked for stand before the pixels.
        let has = |name: &[u8]| bytes.windows(4).take(64 * 1024).any(|window| window == name);
        if has(b"acTL") {
            return Self::Fixed;
        }
        let colour = bytes.get(25).copied().unwrap_or_default();
        let is_opaque = matches!(colour, 0 | 2 | 3) && !has(b"tRNS");
        match bytes.len() as u64 {
            length if is_opaque && colour == 2 && length > pixels => Self::Photo,
            length if is_opaque && length * 8 > pixels => Self::Screen,
            _ => Self::Drawing,
        }
    }

    fn of_webp(bytes: &[u8]) -> Self {
        const MOTION: u8 = 0b10;
        const ALPHA: u8 = 0b1_0000;
        let flags = match bytes.get(12..16) {
            Some(b"VP8 ") => return Self::Photo,
            Some(b"VP8X") => bytes.get(20).copied().unwrap_or(MOTION),
            _ => 0,
        };
        match flags {
            flags if flags & MOTION != 0 => Self::Fixed,
            flags if flags & ALPHA == 0 && has_lossy_pixels(Format::WebP, bytes) => Self::Photo,
            _ => Self::Drawing,
        }
    }
}

/// Whether it is a WebP with loss.
fn has_lossy_pixels(format: Format, bytes: &[u8]) -> bool {
    format == Format::WebP && bytes.windows(4).any(|window| window == b"VP8 ")
}

/// The files that are made of a picture of this size as it is shown, the largest first. `orientation` is how its pixels lie;
/// of other formats than JPEG browsers do not turn them.
pub(super) fn variants(format: Format, bytes: &[u8], (width, height): (u32, u32), orientation: u8) -> Vec<Variant> {
    let pixels = u64::from(width) * u64::from(height);
    let kind = Kind::of(format, bytes, pixels);
    let made = |width| match kind {
        Kind::Photo => Variant::Width(width),
        Kind::Screen => Variant::FineWidth(width),
        Kind::Drawing | Kind::Fixed => Variant::PngWidth(width),
    };
    // As PNG a photograph takes more bytes than there were: the widest, which would take most, is not made.
    let is_rich = kind == Kind::Drawing && (bytes.len() as u64 * 2 > pixels || has_lossy_pixels(format, bytes));
    let fits = |wanted: &u32| f64::from(width) >= f64::from(*wanted) * WIDER && !(is_rich && *wanted == WIDTHS[0]);
    let mut widths: Vec<u32> = WIDTHS.into_iter().filter(fits).collect();
    // Between two of the widths, the picture has its own beside the smaller one: nothing of it is lost.
    let own = width.min(WIDTHS[0]);
    if !is_rich && widths.first().is_some_and(|&widest| widest < own) {
        widths.insert(0, own);
    }
    let is_light = pixels <= AS_IT_IS.0 && bytes.len() <= AS_IT_IS.1;
    if kind == Kind::Fixed {
        return vec![Variant::Cleaned];
    }
    if orientation != 1 && format != Format::Jpeg {
        // Turned, it is made anew in its whole width.
        if widths.is_empty() {
            widths.push(own);
        }
        return widths.into_iter().map(made).collect();
    }
    if kind != Kind::Photo && is_light {
        let narrow = widths.last().copied().filter(|_| bytes.len() > FEW_BYTES);
        return [Variant::Cleaned].into_iter().chain(narrow.map(made)).collect();
    }
    if widths.is_empty() { vec![Variant::Cleaned] } else { widths.into_iter().map(made).collect() }
}

/// Whether a picture that is published as it is, in so many bytes, is heavier than a page should be.
pub(super) fn is_heavy(pixels: u64, length: usize) -> bool {
    pixels > AS_IT_IS.0 || length > AS_IT_IS.1
}

/// The height of a picture of this size when it is `wanted` pixels wide.
pub(super) fn height_at((width, height): (u32, u32), wanted: u32) -> u32 {
    let (width, height) = (u64::from(width.max(1)), u64::from(height));
    ((height * u64::from(wanted) + width / 2) / width).clamp(1, 65_500) as u32
}

/// Rows of pixels from the top.
struct Pixels {
    width: u32,
    height: u32,
    /// Bytes of a pixel: red, green and blue, and as the fourth how opaque it is.
    channels: usize,
    bytes: Vec<u8>,
}

/// Makes all widths of a picture from its bytes without metadata; `None` if its pixels cannot be read, or if there are fewer
/// than its head says.
pub(super) fn resize(picture: &Picture, bytes: Vec<u8>) -> Option<Vec<(Variant, Vec<u8>)>> {
    let shown = picture.size?;
    let lies = picture.orientation >= 5;
    let across_and_down = |width| {
        let height = height_at(shown, width);
        if lies { (height, width) } else { (width, height) }
    };
    let widths = picture.outputs.iter().filter_map(|output| Some((output.variant, output.variant.width()?)));
    let widths: Vec<(Variant, u32)> = widths.collect();
    let stored = if lies { (shown.1, shown.0) } else { shown };
    let largest = across_and_down(widths.iter().map(|(_, width)| *width).max()?);
    let is_photo = widths.iter().all(|(variant, _)| matches!(variant, Variant::Width(_)));
    let (mut pixels, profile) = decode::decode(picture.format, bytes, stored, largest, is_photo)?;
    let mut resizer = Resizer::new();
    let mut made = Vec::with_capacity(widths.len());
    for (variant, width) in widths {
        let (across, down) = across_and_down(width);
        // Each from the one before: they look the same as those made of the whole picture, and take half the time.
        pixels = scaled(&mut resizer, pixels, across, down)?;
        made.push((variant, encode::encode(variant, turned(&pixels, picture.orientation), profile.as_deref())?));
    }
    Some(made)
}

fn scaled(resizer: &mut Resizer, pixels: Pixels, width: u32, height: u32) -> Option<Pixels> {
    let channels = pixels.channels;
    let kind = if channels == 4 { PixelType::U8x4 } else { PixelType::U8x3 };
    let source = Image::from_vec_u8(pixels.width, pixels.height, pixels.bytes, kind).ok()?;
    let mut scaled = Image::new(width, height, kind);
    // Not `resize`, which is compiled for all kinds of pixels: a fifth of what the compiler made of this crate was that.
    if channels == 4 {
        resizer.resize_typed::<U8x4>(&source.typed_image()?, &mut scaled.typed_image_mut()?, None).ok()?;
    } else {
        resizer.resize_typed::<U8x3>(&source.typed_image()?, &mut scaled.typed_image_mut()?, None).ok()?;
    }
    Some(Pixels { width, height, channels, bytes: scaled.into_vec() })
}

/// The picture as it is shown, from how its pixels lie (as in Exif, from 1 to 8).
fn turned(pixels: &Pixels, orientation: u8) -> Pixels {
    let (width, height) = (pixels.width as usize, pixels.height as usize);
    let (across, down) = if orientation >= 5 { (height, width) } else { (width, height) };
    let mut bytes = Vec::with_capacity(pixels.bytes.len());
    for y in 0..down {
        for x in 0..across {
            let (from_x, from_y) = match orientation {
                2 => (width - 1 - x, y),
                3 => (width - 1 - x, height - 1 - y),
                4 => (x, height - 1 - y),
                5 => (y, x),
                6 => (y, height - 1 - x),
                7 => (width - 1 - y, height - 1 - x),
                8 => (width - 1 - y, x),
                _ => (x, y),
            };
            let at = (from_y * width + from_x) * pixels.channels;
            bytes.extend_from_slice(&pixels.bytes[at..at + pixels.channels]);
        }
    }
    Pixels { width: across as u32, height: down as u32, channels: pixels.channels, bytes }
}

#[cfg(test)]
mod tests;
