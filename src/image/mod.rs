//! Pictures as bytes: what is known of one, and which files are published of it. Pure functions.
//!
//! Photographs say where, when and with whose telephone they were taken. All of that is removed from what is published;
//! colour profile and orientation stay, so that the picture looks the same. Pixels are not touched, and a picture that
//! cannot be taken apart is refused, not published as it is. Of drawings only what is known to be harmless is published. The format is decided by the bytes, not by the name; only
//! a drawing must be named `.svg`.
//!
//! [`inspect`] looks at a picture once, when it is read. [`derive()`] makes one published file of it ([`Variant`]) from the
//! same bytes whenever that file is needed. The results of both depend on nothing but the bytes and [`VERSION`], so they
//! may be kept between runs.

mod strip;
mod svg;

pub(crate) use svg::Omitted;

use exif::{Exif, In, Reader, Tag};
use img_parts::Bytes;
use serde::{Deserialize, Serialize};

use crate::fingerprint::Fingerprint;
use crate::text::Message;

/// Version of everything that [`inspect`] and [`derive()`] compute. Raise it when either may give another result for the
/// same bytes; a test compares it with a hash of this module's sources and of the libraries' versions.
pub(crate) const VERSION: u32 = 3;

/// What is known of a picture.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Picture {
    /// The format of its bytes.
    pub format: Format,
    /// Width and height in pixels as it is shown; `None` for drawings without a size.
    pub size: Option<(u32, u32)>,
    /// How the pixels must be turned to be shown, as in Exif: from 1 (not at all) to 8.
    pub orientation: u8,
    /// Whether it says where it was taken.
    pub has_place: bool,
    /// What of a drawing is not published.
    pub(crate) omitted: Vec<Omitted>,
    /// The files that are published of it, best first. Never empty.
    pub(crate) outputs: Vec<PictureOutput>,
}

/// A file that is published of a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct PictureOutput {
    pub(crate) variant: Variant,
    /// Of its bytes.
    pub(crate) fingerprint: Fingerprint,
}

/// Which file that is published of a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Variant {
    /// The picture in its own format and size, without what is private.
    Cleaned,
}

/// The formats that browsers show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Format {
    /// JPEG.
    Jpeg,
    /// PNG, also animated.
    Png,
    /// WebP.
    WebP,
    /// GIF.
    Gif,
    /// AVIF.
    Avif,
    /// SVG.
    Svg,
}

impl Format {
    /// The format by the first bytes; never SVG, which has no certain beginning.
    fn of(bytes: &[u8]) -> Option<Self> {
        match bytes {
            [0xff, 0xd8, 0xff, ..] => Some(Self::Jpeg),
            [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => Some(Self::Png),
            [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some(Self::WebP),
            [b'G', b'I', b'F', b'8', ..] => Some(Self::Gif),
            [0, 0, 0, length, b'f', b't', b'y', b'p', brands @ ..] => {
                let brands = brands.get(..usize::from(*length).saturating_sub(8))?;
                brands.chunks(4).any(|brand| matches!(brand, b"avif" | b"avis")).then_some(Self::Avif)
            }
            _ => None,
        }
    }
}

/// A picture that has been looked at.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Inspected {
    pub(crate) picture: Picture,
    /// The bytes of [`Variant::Cleaned`], which inspecting makes anyway.
    pub(crate) cleaned: Vec<u8>,
}

/// Looks at a picture whose file name ends with `extension`. The error says why it cannot be used: because browsers do
/// not show it, or it is broken.
pub(crate) fn inspect(extension: &str, bytes: &[u8]) -> Result<Inspected, Message> {
    if extension != "svg" {
        return inspect_raster(bytes);
    }
    let svg::Drawing { bytes, size, omitted, has_place } = svg::clean(bytes)?;
    let outputs = cleaned_only(&bytes);
    let picture = Picture { format: Format::Svg, size, orientation: 1, has_place, omitted, outputs };
    Ok(Inspected { picture, cleaned: bytes })
}

/// [`inspect`] for every format but SVG.
fn inspect_raster(bytes: &[u8]) -> Result<Inspected, Message> {
    let broken = || {
        Message::new(
            "Ảnh hỏng, hoặc không phải ảnh như tên tệp nói.",
            "The picture is broken, or not what its name says.",
        )
    };
    let format = Format::of(bytes).ok_or_else(broken)?;
    let size = imagesize::blob_size(bytes).ok().filter(|size| size.width > 0 && size.height > 0).ok_or_else(broken)?;
    let metadata = metadata(bytes);
    let stripped = strip::strip(format, Bytes::copy_from_slice(bytes), metadata.as_ref()).ok_or_else(broken)?;
    let (width, height) = (size.width as u32, size.height as u32);
    let orientation = metadata.as_ref().and_then(orientation).unwrap_or(1);
    let picture = Picture {
        format,
        size: Some(if orientation >= 5 { (height, width) } else { (width, height) }),
        orientation,
        has_place: metadata.as_ref().is_some_and(says_place) || stripped.said_place,
        omitted: Vec::new(),
        outputs: cleaned_only(&stripped.bytes),
    };
    Ok(Inspected { picture, cleaned: stripped.bytes })
}

/// Makes the file `variant` of a picture in this format; `None` if the bytes are not those that [`inspect`] accepted.
pub(crate) fn derive(format: Format, variant: Variant, bytes: Vec<u8>) -> Option<Vec<u8>> {
    match (variant, format) {
        (Variant::Cleaned, Format::Svg) => svg::clean(&bytes).ok().map(|drawing| drawing.bytes),
        (Variant::Cleaned, _) => {
            let metadata = metadata(&bytes);
            strip::strip(format, bytes.into(), metadata.as_ref()).map(|stripped| stripped.bytes)
        }
    }
}

fn cleaned_only(cleaned: &[u8]) -> Vec<PictureOutput> {
    vec![PictureOutput { variant: Variant::Cleaned, fingerprint: Fingerprint::of(cleaned) }]
}

/// The Exif data, as far as it can be read.
fn metadata(bytes: &[u8]) -> Option<Exif> {
    let mut reader = Reader::new();
    reader.continue_on_error(true);
    let read = reader.read_from_container(&mut std::io::Cursor::new(bytes));
    read.or_else(|error| error.distill_partial_result(|_| {})).ok()
}

fn says_place(exif: &Exif) -> bool {
    let places = [Tag::GPSLatitude, Tag::GPSLongitude, Tag::GPSDestLatitude, Tag::GPSAreaInformation];
    exif.fields().any(|field| places.contains(&field.tag))
}

/// How the pixels lie, from 1 (upright) to 8; from 5 on, width and height are exchanged.
fn orientation(exif: &Exif) -> Option<u8> {
    let value = exif.get_field(Tag::Orientation, In::PRIMARY)?.value.get_uint(0)?;
    u8::try_from(value).ok().filter(|value| (1..=8).contains(value))
}

#[cfg(test)]
mod tests;
