//! How much memory decoding a picture takes, from its head: the pixels, and what its decoder keeps beside them.

use img_parts::jpeg::markers;

use super::super::{Format, Variant};
use super::height_at;
use super::rows::{CHANNELS, side};

/// Bytes of memory that making the widths of a picture of this size takes, or looking whether it is whole.
pub(in super::super) fn needed(format: Format, bytes: &[u8], size: (u32, u32), variants: &[Variant]) -> u64 {
    let pixels = u64::from(size.0) * u64::from(size.1);
    let is_photo = variants.iter().any(|variant| matches!(variant, Variant::Width(_)));
    // What is left of the pixels of a drawing, four bytes each.
    let reduced = variants.iter().find_map(|variant| variant.width()).map_or(0, |width| {
        let side = side(size, (width, height_at(size, width))) as u64;
        CHANNELS as u64 * pixels / (side * side)
    });
    let decoded = match format {
        Format::Jpeg => 3 * pixels + jpeg_coefficients(bytes, pixels),
        Format::Png if is_photo => 3 * pixels,
        // Rows are made fewer as they come, unless they come in no order.
        Format::Png if bytes.get(28) == Some(&0) => reduced,
        Format::Png => 4 * pixels + reduced,
        // Lossy: a byte and a half for the decoder. Else four bytes, and four that it gives.
        Format::WebP if is_photo => 3 * pixels + pixels * 3 / 2,
        Format::WebP => 8 * pixels + reduced,
        Format::Gif => pixels + reduced,
        Format::Avif | Format::Svg => 0,
    };
    bytes.len() as u64 + decoded
}

/// Bytes of the coefficients of a JPEG: its decoder keeps them, two bytes each, if they come in more than one scan. Else nothing.
fn jpeg_coefficients(bytes: &[u8], pixels: u64) -> u64 {
    let mut rest = bytes.get(2..).unwrap_or_default();
    let (mut samples, mut is_progressive, mut components) = (0, false, 0);
    while let [0xff, marker, ..] = *rest {
        let Some(length) = rest.get(2..4).map(|field| usize::from(u16::from_be_bytes([field[0], field[1]]))) else {
            break;
        };
        let contents = rest.get(4..2 + length.max(2)).unwrap_or_default();
        match marker {
            markers::SOS => {
                let is_in_parts = contents.first().is_some_and(|count| *count < components);
                return if is_progressive || is_in_parts { 2 * samples } else { 0 };
            }
            markers::SOF0 | markers::SOF1 | markers::SOF2 => {
                let factors = contents.get(6..).unwrap_or_default().chunks_exact(3).map(|component| component[1]);
                let blocks = factors.map(|factor| u64::from(factor >> 4) * u64::from(factor & 0x0f));
                let blocks: Vec<u64> = blocks.collect();
                let most = blocks.iter().copied().max().unwrap_or(1).max(1);
                samples = pixels * blocks.iter().sum::<u64>() / most;
                (is_progressive, components) = (marker == markers::SOF2, blocks.len() as u8);
            }
            _ => {}
        }
        rest = rest.get(2 + length.max(2)..).unwrap_or_default();
    }
    0
}
