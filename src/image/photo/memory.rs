//! How much memory decoding a picture takes, from its head: the pixels, and what its decoder keeps beside them.

use img_parts::jpeg::markers;

use super::super::{Format, Variant};

/// Bytes of memory that making the widths of a picture takes, or looking whether it is whole.
pub(in super::super) fn needed(format: Format, bytes: &[u8], pixels: u64, variants: &[Variant]) -> u64 {
    let length = bytes.len() as u64;
    let is_photo = variants.iter().all(|variant| matches!(variant, Variant::Width(_) | Variant::Cleaned));
    let decoded = match format {
        Format::Jpeg => 3 * pixels + jpeg_coefficients(bytes, pixels),
        Format::Png if is_photo && variants != [Variant::Cleaned] => 3 * pixels,
        // Rows are made fewer as they come, unless they come in no order.
        Format::Png if bytes.get(28) == Some(&0) => pixels / 2,
        Format::Png => 4 * pixels,
        // Lossless: four bytes for the decoder, four that it gives. Lossy: a byte and a half, perhaps one of opacity.
        Format::WebP if is_photo => 4 * pixels + pixels / 2,
        Format::WebP => 8 * pixels,
        Format::Gif => pixels + pixels / 2,
        Format::Avif | Format::Svg => 0,
    };
    length + decoded
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
