//! Removes from a picture everything that does not make its pixels.
//!
//! Of each format the known pieces that a decoder needs are kept. An unknown piece is dropped: it may be a second
//! photograph with its place, a film or a sound recording.

use exif::Exif;
use img_parts::jpeg::{Jpeg, JpegSegment, markers};
use img_parts::png::Png;
use img_parts::riff::{RiffChunk, RiffContent};
use img_parts::webp::{self, WebP};
use img_parts::{Bytes, ImageEXIF};

use super::{Format, orientation};

/// A picture without metadata.
pub(super) struct Stripped {
    pub(super) bytes: Vec<u8>,
    /// Whether XMP that was removed said where the picture was taken. Exif is read by the caller.
    pub(super) said_place: bool,
}

/// The picture without metadata; `None` if it cannot be taken apart.
pub(super) fn strip(format: Format, bytes: Bytes, metadata: Option<&Exif>) -> Option<Stripped> {
    let orientation = metadata.and_then(orientation).filter(|&orientation| orientation != 1).map(only_orientation);
    match format {
        Format::Jpeg => jpeg(bytes, orientation),
        Format::Png => png(bytes, orientation),
        Format::WebP => webp(bytes, orientation),
        Format::Gif => gif(&bytes),
        Format::Avif => blank(bytes.into(), metadata),
        Format::Svg => None,
    }
}

/// Exif data with nothing but the orientation: a TIFF header, one directory with the one entry 0x0112 (a short, one
/// value), no next directory.
fn only_orientation(orientation: u8) -> Bytes {
    let mut tiff = b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0".to_vec();
    tiff.extend([orientation, 0, 0, 0, 0, 0, 0, 0]);
    Bytes::from(tiff)
}

fn jpeg(bytes: Bytes, exif: Option<Bytes>) -> Option<Stripped> {
    let mut jpeg = Jpeg::from_bytes(bytes).ok()?;
    jpeg.segments().iter().find(|segment| segment.has_entropy())?;
    let mut said_place = false;
    let mut kept = Vec::with_capacity(jpeg.segments().len());
    for segment in jpeg.segments() {
        match segment.marker() {
            markers::SOS => {
                let scans = scans(segment)?;
                kept.push(JpegSegment::new_with_entropy(markers::SOS, segment.contents().clone(), scans.into()));
            }
            _ => match kept_segment(segment) {
                Some(segment) => kept.push(segment),
                None => said_place |= speaks_of_place(segment.contents()),
            },
        }
    }
    *jpeg.segments_mut() = kept;
    jpeg.set_exif(exif);
    Some(Stripped { bytes: jpeg.encoder().bytes().into(), said_place })
}

/// What is left of a segment: everything the decoder needs, of the rest only JFIF (without its thumbnail), the colour
/// profile and Adobe's note on colours.
fn kept_segment(segment: &JpegSegment) -> Option<JpegSegment> {
    let contents = segment.contents();
    match segment.marker() {
        markers::APP0 if contents.starts_with(b"JFIF\0") && contents.len() >= 14 => {
            let mut without_thumbnail = contents[..12].to_vec();
            without_thumbnail.extend([0, 0]);
            Some(JpegSegment::new_with_contents(markers::APP0, without_thumbnail.into()))
        }
        markers::APP2 if contents.starts_with(b"ICC_PROFILE\0") => Some(segment.clone()),
        markers::APP14 if contents.starts_with(b"Adobe") => Some(segment.clone()),
        0xc0..=0xdf => Some(segment.clone()),
        _ => None,
    }
}

/// The scans up to the end of the picture. What telephones append to it (a second picture, a film) is dropped, and so
/// is metadata between scans. `None` if the picture has no end.
fn scans(segment: &JpegSegment) -> Option<Vec<u8>> {
    // The crate gives what follows the header only as part of the whole.
    let data = segment.clone().encoder().bytes().slice(4 + segment.contents().len()..);
    let mut kept = Vec::with_capacity(data.len());
    let mut rest: &[u8] = &data;
    while let Some(at) = rest.iter().position(|&byte| byte == 0xff) {
        let marker = *rest.get(at + 1)?;
        let length = || {
            let field = rest.get(at + 2..at + 4)?;
            Some(2 + usize::from(u16::from_be_bytes([field[0], field[1]])))
        };
        let (copied, skipped) = match marker {
            markers::EOI => {
                kept.extend_from_slice(&rest[..at + 2]);
                return Some(kept);
            }
            // Fill bytes, and markers that stand alone.
            0xff => (at + 1, 0),
            0x00 | 0x01 | 0xd0..=0xd7 => (at + 2, 0),
            // Another picture begins before this one has ended.
            markers::SOI => return None,
            markers::APP0..=markers::APP15 | 0xf0..=0xfe => (at, length()?),
            _ => (at + length()?, 0),
        };
        kept.extend_from_slice(rest.get(..copied)?);
        rest = rest.get(copied + skipped..)?;
    }
    None
}

/// Chunks that make the picture, its colours and its motion (PNG, third edition).
const PNG_KEPT: [&[u8; 4]; 19] = [
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB", b"cICP", b"mDCV",
    b"cLLI", b"bKGD", b"hIST", b"pHYs", b"acTL", b"fcTL", b"fdAT",
];

fn png(bytes: Bytes, exif: Option<Bytes>) -> Option<Stripped> {
    let mut png = Png::from_bytes(bytes).ok()?;
    // One without an end was cut.
    png.chunks().iter().find(|chunk| chunk.kind() == *b"IEND")?;
    let mut said_place = false;
    png.chunks_mut().retain(|chunk| {
        let kept = PNG_KEPT.contains(&&chunk.kind());
        said_place |= !kept && speaks_of_place(chunk.contents());
        kept
    });
    png.set_exif(exif);
    Some(Stripped { bytes: png.encoder().bytes().into(), said_place })
}

/// Chunks that make the picture, its colours and its motion (RFC 9649).
const WEBP_KEPT: [[u8; 4]; 7] = [
    webp::CHUNK_VP8X,
    webp::CHUNK_ICCP,
    webp::CHUNK_ANIM,
    webp::CHUNK_ANMF,
    webp::CHUNK_ALPH,
    webp::CHUNK_VP8,
    webp::CHUNK_VP8L,
];

/// The bit of the `VP8X` chunk that announces XMP.
const WEBP_XMP: u8 = 0b100;

fn webp(bytes: Bytes, exif: Option<Bytes>) -> Option<Stripped> {
    let mut webp = WebP::from_bytes(bytes).ok()?;
    webp.dimensions().filter(|&(width, height)| width > 0 && height > 0)?;
    let mut said_place = false;
    webp.chunks_mut().retain(|chunk| {
        let kept = WEBP_KEPT.contains(&chunk.id());
        said_place |= !kept && chunk.content().data().is_some_and(|data| speaks_of_place(data));
        kept
    });
    let extended = webp.chunks_mut().iter_mut().find(|chunk| chunk.id() == webp::CHUNK_VP8X);
    if let Some(RiffContent::Data(data)) = extended.map(RiffChunk::content_mut) {
        let mut flags = data.to_vec();
        *flags.first_mut()? &= !WEBP_XMP;
        *data = flags.into();
    }
    webp.set_exif(exif);
    Some(Stripped { bytes: webp.encoder().bytes().into(), said_place })
}

fn gif(bytes: &[u8]) -> Option<Stripped> {
    let (bytes, dropped) = super::gif::stripped(bytes)?;
    Some(Stripped { bytes, said_place: dropped.into_iter().any(speaks_of_place) })
}

/// For a format that is not taken apart: overwrites what is private in place, so that no length or offset in the file
/// changes. `None` if the Exif data is not in one piece.
fn blank(mut bytes: Vec<u8>, metadata: Option<&Exif>) -> Option<Stripped> {
    let mut said_place = false;
    if let Some(exif) = metadata.filter(|exif| !exif.buf().is_empty()) {
        let at = find(&bytes, exif.buf())?;
        bytes[at..at + exif.buf().len()].fill(0);
    }
    while let Some(start) = find(&bytes, b"<x:xmpmeta") {
        let end = start + find(&bytes[start..], b"</x:xmpmeta>")?;
        said_place |= speaks_of_place(&bytes[start..end]);
        bytes[start..end].fill(b' ');
    }
    Some(Stripped { bytes, said_place })
}

fn speaks_of_place(metadata: &[u8]) -> bool {
    find(metadata, b"GPSLatitude").is_some()
}

/// The position of `needle`, which is not empty, in `bytes`.
fn find(bytes: &[u8], needle: &[u8]) -> Option<usize> {
    let mut from = 0;
    loop {
        let at = from + bytes.get(from..)?.iter().position(|byte| *byte == needle[0])?;
        if bytes[at..].starts_with(needle) {
            return Some(at);
        }
        from = at + 1;
    }
}
