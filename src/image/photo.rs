//! Photographs in the widths that pages ask for, as JPEG: upright, without metadata, with the colour profile they came with.
//!
//! Which widths a picture has is known from its head; pixels are decoded only by [`resize`], which makes all widths at once,
//! because decoding takes most of the time. Drawings, animations, and pictures that are transparent or have few colours have
//! no widths and are published as they are: JPEG would spoil them.
//!
//! The decoders run without processor-specific code, so that a site has the same bytes on any machine.

use std::io::Cursor;

use fast_image_resize::images::Image;
use fast_image_resize::pixels::U8x3;
use fast_image_resize::{PixelType, Resizer};
use jpeg_encoder::{ChromaSubsamplingMethod, ColorType, Encoder, SamplingFactor};
use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

use super::{Format, Picture, Variant};

mod jpeg_end;

/// Widths in pixels: for a telephone, a telephone with a fine screen, and a wide screen.
const WIDTHS: [u32; 3] = [1600, 960, 480];
/// A width is made only of a picture that is wider by a tenth and a half: of another nothing would be saved.
const WIDER: f64 = 1.15;
/// The quality of JPEG, of 100.
const QUALITY: u8 = 75;
/// Bytes of a colour profile that are worth sending: those of cameras and telephones have less than 4 kB.
const PROFILE: usize = 16 * 1024;
/// Colours of a pixel: red, green, blue.
const CHANNELS: usize = 3;
/// Most pixels of a WebP that is decoded only to see whether it is whole: four bytes each.
const WEBP_PIXELS: u64 = 20_000_000;
/// Most memory that decoding a PNG may take besides its pixels.
const PNG_MEMORY: usize = 64 << 20;

/// The widths that are made of a picture of this size as it is shown, the largest first; none if it is no photograph.
pub(super) fn widths(format: Format, bytes: &[u8], (width, height): (u32, u32)) -> Vec<u32> {
    let is_photo = match format {
        Format::Jpeg => true,
        Format::Png => is_photo_png(bytes, u64::from(width) * u64::from(height)),
        Format::WebP => is_photo_webp(bytes),
        Format::Gif | Format::Avif | Format::Svg => false,
    };
    let fits = |wanted: &u32| f64::from(width) >= f64::from(*wanted) * WIDER;
    if is_photo { WIDTHS.into_iter().filter(fits).collect() } else { Vec::new() }
}

/// The height of a picture of this size when it is `wanted` pixels wide.
pub(super) fn height_at((width, height): (u32, u32), wanted: u32) -> u32 {
    let (width, height) = (u64::from(width.max(1)), u64::from(height));
    ((height * u64::from(wanted) + width / 2) / width).clamp(1, 65_500) as u32
}

/// Full colours, no transparency, no motion, and more than a byte a pixel: a drawing or a picture of a screen takes less.
fn is_photo_png(bytes: &[u8], pixels: u64) -> bool {
    let is_full_colour = bytes.get(25) == Some(&2);
    let has = |name: &[u8]| bytes.windows(4).take(64 * 1024).any(|window| window == name);
    is_full_colour && bytes.len() as u64 > pixels && !has(b"tRNS") && !has(b"acTL")
}

/// Lossy, no transparency, no motion.
fn is_photo_webp(bytes: &[u8]) -> bool {
    const ALPHA_OR_MOTION: u8 = 0b1_0010;
    match bytes.get(12..16) {
        Some(b"VP8 ") => true,
        Some(b"VP8X") => {
            let flags = bytes.get(20).copied().unwrap_or(ALPHA_OR_MOTION);
            flags & ALPHA_OR_MOTION == 0 && bytes.windows(4).any(|window| window == b"VP8 ")
        }
        _ => false,
    }
}

/// Rows of pixels from the top, each of three bytes.
struct Pixels {
    width: u32,
    height: u32,
    bytes: Vec<u8>,
}

/// Makes all widths of a picture from its bytes without metadata; `None` if its pixels cannot be read, or if there are fewer
/// than its head says.
pub(super) fn resize(picture: &Picture, bytes: &[u8]) -> Option<Vec<(Variant, Vec<u8>)>> {
    let (mut pixels, profile) = decode(picture.format, bytes)?;
    let lies = picture.orientation >= 5;
    let shown = if lies { (pixels.height, pixels.width) } else { (pixels.width, pixels.height) };
    if Some(shown) != picture.size {
        return None;
    }
    let mut resizer = Resizer::new();
    let mut made = Vec::with_capacity(picture.outputs.len());
    for variant in picture.outputs.iter().map(|output| output.variant) {
        let Variant::Width(width) = variant else { return None };
        let height = height_at(shown, width);
        let (across, down) = if lies { (height, width) } else { (width, height) };
        // Each from the one before: they look the same as those made of the whole picture, and take half the time.
        pixels = scaled(&mut resizer, pixels, across, down)?;
        made.push((variant, encode(&turned(&pixels, picture.orientation), profile.as_deref())?));
    }
    Some(made)
}

/// Whether all pixels of a picture can be read, for one that is published as it is. Nothing can be said of GIF and AVIF, nor of
/// a WebP that would take much memory: those count as whole.
pub(super) fn is_whole(format: Format, bytes: &[u8], pixels: u64) -> bool {
    match format {
        Format::Jpeg => decode_jpeg(bytes).is_some(),
        Format::Png => are_rows_there(bytes).is_some(),
        Format::WebP if pixels <= WEBP_PIXELS => decode_any_webp(bytes).is_some(),
        Format::WebP | Format::Gif | Format::Avif | Format::Svg => true,
    }
}

/// Reads the rows of a PNG one by one, which takes no memory for its pixels.
fn are_rows_there(bytes: &[u8]) -> Option<()> {
    let mut reader =
        png::Decoder::new_with_limits(Cursor::new(bytes), png::Limits { bytes: PNG_MEMORY }).read_info().ok()?;
    while reader.next_row().ok()?.is_some() {}
    Some(())
}

fn scaled(resizer: &mut Resizer, pixels: Pixels, width: u32, height: u32) -> Option<Pixels> {
    let source = Image::from_vec_u8(pixels.width, pixels.height, pixels.bytes, PixelType::U8x3).ok()?;
    let mut scaled = Image::new(width, height, PixelType::U8x3);
    // Not `resize`, which is compiled for all kinds of pixels: a fifth of what the compiler made of this crate was that.
    resizer.resize_typed::<U8x3>(&source.typed_image()?, &mut scaled.typed_image_mut()?, None).ok()?;
    Some(Pixels { width, height, bytes: scaled.into_vec() })
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
            let at = (from_y * width + from_x) * CHANNELS;
            bytes.extend_from_slice(&pixels.bytes[at..at + CHANNELS]);
        }
    }
    Pixels { width: across as u32, height: down as u32, bytes }
}

fn encode(pixels: &Pixels, profile: Option<&[u8]>) -> Option<Vec<u8>> {
    let mut jpeg = Vec::new();
    let mut encoder = Encoder::new(&mut jpeg, QUALITY);
    encoder.set_sampling_factor(SamplingFactor::F_2_2);
    encoder.set_chroma_subsampling_method(ChromaSubsamplingMethod::Average);
    encoder.set_progressive(true);
    encoder.set_optimized_huffman_tables(true);
    if let Some(profile) = profile {
        encoder.add_icc_profile(profile).ok()?;
    }
    let (width, height) = (u16::try_from(pixels.width).ok()?, u16::try_from(pixels.height).ok()?);
    encoder.encode(&pixels.bytes, width, height, ColorType::Rgb).ok()?;
    Some(jpeg)
}

/// The pixels and the colour profile, if that is one of red, green and blue.
fn decode(format: Format, bytes: &[u8]) -> Option<(Pixels, Option<Vec<u8>>)> {
    let (pixels, profile) = match format {
        Format::Jpeg => decode_jpeg(bytes),
        Format::Png => decode_png(bytes),
        Format::WebP => decode_webp(bytes),
        Format::Gif | Format::Avif | Format::Svg => None,
    }?;
    let is_whole = pixels.bytes.len() == pixels.width as usize * pixels.height as usize * CHANNELS;
    let is_rgb = |profile: &Vec<u8>| profile.len() <= PROFILE && profile.get(16..20) == Some(b"RGB ");
    is_whole.then(|| (pixels, profile.filter(is_rgb)))
}

fn decode_jpeg(bytes: &[u8]) -> Option<(Pixels, Option<Vec<u8>>)> {
    let options = DecoderOptions::default()
        .jpeg_set_out_colorspace(ColorSpace::RGB)
        .set_max_width(usize::from(u16::MAX))
        .set_max_height(usize::from(u16::MAX))
        // What is not there would be grey.
        .set_strict_mode(true);
    let bytes = jpeg_end::guarded(bytes)?;
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(&bytes), options);
    let pixels = decoder.decode().ok()?;
    let (width, height) = decoder.dimensions()?;
    let pixels = Pixels { width: width as u32, height: height as u32, bytes: pixels };
    Some((pixels, decoder.icc_profile()))
}

fn decode_png(bytes: &[u8]) -> Option<(Pixels, Option<Vec<u8>>)> {
    let mut decoder = png::Decoder::new_with_limits(Cursor::new(bytes), png::Limits { bytes: PNG_MEMORY });
    decoder.set_transformations(png::Transformations::EXPAND | png::Transformations::STRIP_16);
    let mut reader = decoder.read_info().ok()?;
    let profile = reader.info().icc_profile.as_ref().map(|profile| profile.to_vec());
    let mut pixels = vec![0; reader.output_buffer_size()?];
    let frame = reader.next_frame(&mut pixels).ok()?;
    pixels.truncate(frame.buffer_size());
    (frame.color_type == png::ColorType::Rgb)
        .then_some((Pixels { width: frame.width, height: frame.height, bytes: pixels }, profile))
}

fn decode_webp(bytes: &[u8]) -> Option<(Pixels, Option<Vec<u8>>)> {
    let (pixels, mut decoder) = decode_any_webp(bytes)?;
    let profile = decoder.icc_profile().ok().flatten();
    (!decoder.has_alpha()).then_some((pixels, profile))
}

/// The first picture of a WebP, with transparency if it has that, and the decoder.
fn decode_any_webp(bytes: &[u8]) -> Option<(Pixels, image_webp::WebPDecoder<Cursor<&[u8]>>)> {
    let mut decoder = image_webp::WebPDecoder::new(Cursor::new(bytes)).ok()?;
    let (width, height) = decoder.dimensions();
    let mut pixels = vec![0; decoder.output_buffer_size()?];
    decoder.read_image(&mut pixels).ok()?;
    Some((Pixels { width, height, bytes: pixels }, decoder))
}

#[cfg(test)]
mod tests;
