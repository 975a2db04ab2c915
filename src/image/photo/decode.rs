//! Reads the pixels of a picture.

use std::io::Cursor;

use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

use super::super::Format;
use super::Pixels;
use super::jpeg_end;
use super::rows::Rows;

/// Most pixels of a WebP that is decoded only to see whether it is whole: four bytes each.
const WEBP_PIXELS: u64 = 20_000_000;
/// Most memory that decoding a PNG may take besides its pixels.
const PNG_MEMORY: usize = 64 << 20;
/// Pixels of three bytes: red, green, blue.
const RGB: usize = 3;
/// Pixels of four bytes: with how opaque they are.
const RGBA: usize = 4;

type Decoded = (Pixels, Option<Vec<u8>>);

/// The pixels and the colour profile of a picture whose pixels are `stored` wide and high. What is no photograph comes with
/// four bytes a pixel and perhaps in fewer pixels, as many as a picture of the size `wanted` can be made of.
pub(super) fn decode(
    format: Format,
    bytes: Vec<u8>,
    stored: (u32, u32),
    wanted: (u32, u32),
    is_photo: bool,
) -> Option<Decoded> {
    if is_photo {
        let (pixels, profile) = match format {
            Format::Jpeg => jpeg(bytes),
            Format::Png => png_photo(&bytes),
            Format::WebP => webp(&bytes).filter(|(pixels, _)| pixels.channels == RGB),
            Format::Gif | Format::Avif | Format::Svg => None,
        }?;
        let is_whole = pixels.bytes.len() == pixels.width as usize * pixels.height as usize * RGB;
        return (is_whole && (pixels.width, pixels.height) == stored).then_some((pixels, profile));
    }
    let rows = Rows::new(stored, wanted);
    match format {
        Format::Png => png_rows(&bytes, stored, rows),
        Format::Gif => Some((gif(&bytes, stored, rows)?, None)),
        Format::WebP => {
            let (pixels, profile) = webp(&bytes)?;
            ((pixels.width, pixels.height) == stored).then(|| (in_rows(&pixels, rows), profile))
        }
        Format::Jpeg | Format::Avif | Format::Svg => None,
    }
}

/// Whether all pixels of a picture can be read, for one that is published as it is. Nothing can be said of AVIF, nor of a WebP
/// that would take much memory: those count as whole.
pub(in super::super) fn is_whole(format: Format, bytes: &[u8], pixels: u64) -> bool {
    match format {
        Format::Jpeg => jpeg(bytes.to_vec()).is_some(),
        Format::Png => are_rows_there(bytes).is_some(),
        Format::WebP if pixels <= WEBP_PIXELS => webp(bytes).is_some(),
        Format::Gif => first_frame(bytes).is_some(),
        Format::WebP | Format::Avif | Format::Svg => true,
    }
}

/// Reads the rows of a PNG one by one, which takes no memory for its pixels.
fn are_rows_there(bytes: &[u8]) -> Option<()> {
    let mut reader =
        png::Decoder::new_with_limits(Cursor::new(bytes), png::Limits { bytes: PNG_MEMORY }).read_info().ok()?;
    while reader.next_row().ok()?.is_some() {}
    Some(())
}

pub(super) fn jpeg(bytes: Vec<u8>) -> Option<Decoded> {
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
    let pixels = Pixels { width: width as u32, height: height as u32, channels: RGB, bytes: pixels };
    Some((pixels, decoder.icc_profile()))
}

fn png_reader(bytes: &[u8]) -> Option<png::Reader<Cursor<&[u8]>>> {
    let mut decoder = png::Decoder::new_with_limits(Cursor::new(bytes), png::Limits { bytes: PNG_MEMORY });
    decoder.set_transformations(png::Transformations::EXPAND | png::Transformations::STRIP_16);
    decoder.read_info().ok()
}

fn profile_of(reader: &png::Reader<Cursor<&[u8]>>) -> Option<Vec<u8>> {
    reader.info().icc_profile.as_ref().map(|profile| profile.to_vec())
}

fn png_photo(bytes: &[u8]) -> Option<Decoded> {
    let mut reader = png_reader(bytes)?;
    let profile = profile_of(&reader);
    let mut pixels = vec![0; reader.output_buffer_size()?];
    let frame = reader.next_frame(&mut pixels).ok()?;
    pixels.truncate(frame.buffer_size());
    let pixels = Pixels { width: frame.width, height: frame.height, channels: RGB, bytes: pixels };
    (frame.color_type == png::ColorType::Rgb).then_some((pixels, profile))
}

fn png_rows(bytes: &[u8], (width, height): (u32, u32), mut rows: Rows) -> Option<Decoded> {
    let mut reader = png_reader(bytes)?;
    let (colours, _) = reader.output_color_type();
    if (reader.info().width, reader.info().height) != (width, height) {
        return None;
    }
    let mut row = Vec::with_capacity(width as usize * RGBA);
    let profile = profile_of(&reader);
    if reader.info().interlaced {
        // Its rows come in no order.
        let mut pixels = vec![0; reader.output_buffer_size()?];
        reader.next_frame(&mut pixels).ok()?;
        for line in pixels.chunks_exact(reader.output_line_size(width)?) {
            with_opacity(colours, line, &mut row)?;
            rows.push(&row);
        }
    } else {
        while let Some(line) = reader.next_row().ok()? {
            with_opacity(colours, line.data(), &mut row)?;
            rows.push(&row);
        }
    }
    Some((rows.end(), profile))
}

/// A row of pixels as they come, with four bytes a pixel.
fn with_opacity(colours: png::ColorType, line: &[u8], row: &mut Vec<u8>) -> Option<()> {
    row.clear();
    match colours {
        png::ColorType::Grayscale => row.extend(line.iter().flat_map(|&grey| [grey, grey, grey, 255])),
        png::ColorType::GrayscaleAlpha => {
            row.extend(line.chunks_exact(2).flat_map(|pixel| [pixel[0], pixel[0], pixel[0], pixel[1]]));
        }
        png::ColorType::Rgb => row.extend(line.chunks_exact(RGB).flat_map(|pixel| [pixel[0], pixel[1], pixel[2], 255])),
        png::ColorType::Rgba => row.extend_from_slice(line),
        png::ColorType::Indexed => return None,
    }
    Some(())
}

/// The first picture of a WebP, with transparency if it has that.
pub(super) fn webp(bytes: &[u8]) -> Option<Decoded> {
    let mut decoder = image_webp::WebPDecoder::new(Cursor::new(bytes)).ok()?;
    let (width, height) = decoder.dimensions();
    let mut pixels = vec![0; decoder.output_buffer_size()?];
    decoder.read_image(&mut pixels).ok()?;
    let channels = if decoder.has_alpha() { RGBA } else { RGB };
    Some((Pixels { width, height, channels, bytes: pixels }, decoder.icc_profile().ok().flatten()))
}

fn in_rows(pixels: &Pixels, mut rows: Rows) -> Pixels {
    let colours = if pixels.channels == RGBA { png::ColorType::Rgba } else { png::ColorType::Rgb };
    let mut row = Vec::new();
    for line in pixels.bytes.chunks_exact(pixels.width as usize * pixels.channels) {
        if with_opacity(colours, line, &mut row).is_some() {
            rows.push(&row);
        }
    }
    rows.end()
}

/// The first frame of a GIF with its pixels as positions in a palette, and the decoder.
fn first_frame(bytes: &[u8]) -> Option<(gif::Decoder<Cursor<&[u8]>>, gif::Frame<'static>)> {
    let mut options = gif::DecodeOptions::new();
    options.set_color_output(gif::ColorOutput::Indexed);
    options.set_memory_limit(gif::MemoryLimit::Bytes(std::num::NonZeroU64::new(super::super::MOST_PIXELS)?));
    let mut decoder = options.read_info(Cursor::new(bytes)).ok()?;
    let mut frame = decoder.next_frame_info().ok()??.clone();
    let mut pixels = vec![0; decoder.buffer_size()];
    decoder.read_into_buffer(&mut pixels).ok()?;
    frame.buffer = pixels.into();
    Some((decoder, frame))
}

fn gif(bytes: &[u8], (width, height): (u32, u32), mut rows: Rows) -> Option<Pixels> {
    let (decoder, frame) = first_frame(bytes)?;
    let palette = frame.palette.as_deref().or(decoder.global_palette())?;
    let colour = |at: u8| match palette.get(usize::from(at) * RGB..usize::from(at) * RGB + RGB) {
        Some(colour) if frame.transparent != Some(at) => [colour[0], colour[1], colour[2], 255],
        _ => [0; RGBA],
    };
    let (left, top) = (usize::from(frame.left), u32::from(frame.top));
    let mut row = vec![0; width as usize * RGBA];
    for y in 0..height {
        // Around the frame nothing is seen.
        row.fill(0);
        let start = y.checked_sub(top).map(|y| y as usize * usize::from(frame.width));
        let line = start.and_then(|start| frame.buffer.get(start..start + usize::from(frame.width)));
        let places = row.chunks_exact_mut(RGBA).skip(left);
        places.zip(line.unwrap_or_default()).for_each(|(place, at)| place.copy_from_slice(&colour(*at)));
        rows.push(&row);
    }
    Some(rows.end())
}
