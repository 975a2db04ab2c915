//! Pictures: what a page must know of them, and what the public must not.
//!
//! Photographs say where, when and by whose telephone they were taken. All of that is taken out before publishing;
//! colour profile and orientation stay, so that the picture looks the same. Pixels are never touched here, and what
//! cannot be taken apart is refused rather than published as it is. A picture is what its bytes say, not its name.

mod strip;
mod svg;

use exif::{Exif, In, Reader, Tag};

use crate::text::Message;

/// What is known of a picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts {
    /// Width and height in pixels as it is shown; `None` for drawings without a size.
    pub size: Option<(u32, u32)>,
    /// Whether it says where it was taken.
    pub has_place: bool,
}

/// The kinds of picture that browsers show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Jpeg,
    Png,
    WebP,
    Gif,
    Avif,
}

impl Kind {
    /// The kind by its first bytes.
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

/// Looks at a picture. The error says why it cannot be used.
///
/// # Errors
/// When it is no picture that browsers show, is broken, or is a drawing that could run something.
pub(crate) fn inspect(extension: &str, bytes: &[u8]) -> Result<Facts, Message> {
    if extension == "svg" {
        return svg::inspect(bytes);
    }
    let broken = || {
        Message::new(
            "Ảnh hỏng, hoặc không phải ảnh như tên tệp nói",
            "The picture is broken, or not what its name says",
        )
    };
    let kind = Kind::of(bytes).ok_or_else(broken)?;
    let size = imagesize::blob_size(bytes).ok().filter(|size| size.width > 0 && size.height > 0).ok_or_else(broken)?;
    let metadata = metadata(bytes);
    let stripped = strip::strip(kind, bytes, metadata.as_ref()).ok_or_else(broken)?;
    let (width, height) = (size.width as u32, size.height as u32);
    let turned = metadata.as_ref().and_then(orientation).is_some_and(|orientation| orientation >= 5);
    let has_place = metadata.as_ref().is_some_and(says_place) || stripped.said_place;
    Ok(Facts { size: Some(if turned { (height, width) } else { (width, height) }), has_place })
}

/// The picture without what it says of place, time, camera and owner; `None` if it cannot be taken apart, which
/// [`inspect`] has told before. A drawing is given back as it is.
pub(crate) fn clean(extension: &str, bytes: Vec<u8>) -> Option<Vec<u8>> {
    if extension == "svg" {
        return Some(bytes);
    }
    let metadata = metadata(&bytes);
    strip::strip(Kind::of(&bytes)?, &bytes, metadata.as_ref()).map(|stripped| stripped.bytes)
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
fn orientation(exif: &Exif) -> Option<u32> {
    let value = exif.get_field(Tag::Orientation, In::PRIMARY)?.value.get_uint(0)?;
    (1..=8).contains(&value).then_some(value)
}

#[cfg(test)]
mod tests;
