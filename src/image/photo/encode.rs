//! Writes pixels as JPEG or PNG.

use std::borrow::Cow;

use jpeg_encoder::{ChromaSubsamplingMethod, ColorType, Encoder, SamplingFactor};
use rustc_hash::FxHashMap;

use super::super::Variant;
use super::{PROFILE, Pixels};

/// The quality of JPEG, of 100.
const QUALITY: u8 = 75;
/// The same for sharp edges.
const FINE_QUALITY: u8 = 88;
/// Colours that a PNG can name by one byte.
const PALETTE: usize = 256;

/// The file of a variant with these pixels. A colour profile that is none of red, green and blue is left out.
pub(super) fn encode(variant: Variant, pixels: Pixels, profile: Option<&[u8]>) -> Option<Vec<u8>> {
    let is_rgb = |profile: &&[u8]| profile.len() <= PROFILE && profile.get(16..20) == Some(b"RGB ");
    let profile = profile.filter(is_rgb);
    match variant {
        Variant::Width(_) => jpeg(&pixels, profile, QUALITY, SamplingFactor::F_2_2),
        Variant::FineWidth(_) => jpeg(&pixels, profile, FINE_QUALITY, SamplingFactor::F_1_1),
        Variant::PngWidth(_) => png(pixels, profile),
        Variant::Cleaned => None,
    }
}

fn jpeg(pixels: &Pixels, profile: Option<&[u8]>, quality: u8, sampling: SamplingFactor) -> Option<Vec<u8>> {
    let mut jpeg = Vec::new();
    let mut encoder = Encoder::new(&mut jpeg, quality);
    encoder.set_sampling_factor(sampling);
    encoder.set_chroma_subsampling_method(ChromaSubsamplingMethod::Average);
    encoder.set_progressive(true);
    encoder.set_optimized_huffman_tables(true);
    if let Some(profile) = profile {
        encoder.add_icc_profile(profile).ok()?;
    }
    let (width, height) = (u16::try_from(pixels.width).ok()?, u16::try_from(pixels.height).ok()?);
    // The encoder leaves the fourth byte out; who asks for JPEG knows that nothing is transparent.
    let colours = if pixels.channels == 4 { ColorType::Rgba } else { ColorType::Rgb };
    encoder.encode(&pixels.bytes, width, height, colours).ok()?;
    Some(jpeg)
}

/// With a palette if that holds all colours, or would if each were off by at most a sixtieth.
fn png(mut pixels: Pixels, profile: Option<&[u8]>) -> Option<Vec<u8>> {
    clear_invisible(&mut pixels);
    let mut info = png::Info::with_size(pixels.width, pixels.height);
    info.icc_profile = profile.map(|profile| Cow::Owned(profile.to_vec()));
    info.bit_depth = png::BitDepth::Eight;
    let palette = indexed(&pixels).or_else(|| indexed(&rounded(&pixels)));
    let data = match palette {
        Some(Indexed { colours, opacities, data }) => {
            info.color_type = png::ColorType::Indexed;
            info.palette = Some(Cow::Owned(colours));
            info.trns = opacities.map(Cow::Owned);
            data
        }
        None => {
            let is_opaque = pixels.channels == 3 || pixels.bytes.chunks_exact(4).all(|pixel| pixel[3] == 255);
            info.color_type = if is_opaque { png::ColorType::Rgb } else { png::ColorType::Rgba };
            let without_opacity =
                || pixels.bytes.chunks_exact(4).flat_map(|pixel| [pixel[0], pixel[1], pixel[2]]).collect();
            if is_opaque && pixels.channels == 4 { without_opacity() } else { pixels.bytes }
        }
    };
    let is_indexed = info.color_type == png::ColorType::Indexed;
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::with_info(&mut bytes, info).ok()?;
    encoder.set_compression(png::Compression::Balanced);
    encoder.set_filter(if is_indexed { png::Filter::NoFilter } else { png::Filter::Adaptive });
    let mut writer = encoder.write_header().ok()?;
    writer.write_image_data(&data).ok()?;
    writer.finish().ok()?;
    Some(bytes)
}

/// What nobody sees has one colour, which takes fewer bytes.
fn clear_invisible(pixels: &mut Pixels) {
    if pixels.channels == 4 {
        pixels.bytes.chunks_exact_mut(4).filter(|pixel| pixel[3] == 0).for_each(|pixel| pixel.fill(0));
    }
}

/// A picture whose pixels are positions in a palette.
struct Indexed {
    /// Three bytes each.
    colours: Vec<u8>,
    /// One byte each, if not all are opaque.
    opacities: Option<Vec<u8>>,
    data: Vec<u8>,
}

fn indexed(pixels: &Pixels) -> Option<Indexed> {
    let mut known: FxHashMap<[u8; 4], u8> = FxHashMap::default();
    let mut palette: Vec<[u8; 4]> = Vec::new();
    let mut data = Vec::with_capacity(pixels.bytes.len() / pixels.channels);
    for pixel in pixels.bytes.chunks_exact(pixels.channels) {
        let colour = [pixel[0], pixel[1], pixel[2], pixel.get(3).copied().unwrap_or(255)];
        let at = match known.get(&colour) {
            Some(at) => *at,
            None if palette.len() == PALETTE => return None,
            None => {
                let at = palette.len() as u8;
                known.insert(colour, at);
                palette.push(colour);
                at
            }
        };
        data.push(at);
    }
    let opacities: Vec<u8> = palette.iter().map(|colour| colour[3]).collect();
    Some(Indexed {
        colours: palette.iter().flat_map(|colour| [colour[0], colour[1], colour[2]]).collect(),
        opacities: opacities.iter().any(|opacity| *opacity < 255).then_some(opacities),
        data,
    })
}

/// Each value to five bits; black and white stay.
fn rounded(pixels: &Pixels) -> Pixels {
    let round = |value: &u8| (u16::from(value >> 3) * 255 / 31) as u8;
    Pixels { bytes: pixels.bytes.iter().map(round).collect(), ..*pixels }
}
