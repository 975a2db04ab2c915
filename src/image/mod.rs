//! Pictures as bytes: what is known of one, and which files are published of it. Pure functions.
//!
//! Photographs say where, when and with whose telephone they were taken. All of that is removed from what is published;
//! colour profile and orientation stay, so that the picture looks the same. A photograph is published in a few widths; the
//! pixels of other pictures are not touched. A picture that cannot be taken apart is refused, not published as it is. Of
//! drawings only what is known to be harmless is published. The format is decided by the bytes, not by the name; only a
//! drawing must be named `.svg`.
//!
//! [`inspect`] looks at a picture once, when it is read, and decodes no pixels. [`derive()`] and [`resize`] make the
//! published files ([`Variant`]) from the same bytes whenever one is needed. The results of all depend on nothing but the
//! bytes and [`VERSION`], so they may be kept between runs.

mod photo;
pub(crate) mod png_file;
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
pub(crate) const VERSION: u32 = 7;

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
    /// Of its bytes; `None` until they are made, for which pixels must be decoded.
    pub(crate) fingerprint: Option<Fingerprint>,
}

/// Which file that is published of a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Variant {
    /// The picture in its own format and size, without what is private.
    Cleaned,
    /// A photograph as JPEG, upright, this many pixels wide.
    Width(u32),
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

/// Most pixels of a picture: three bytes of each must fit into memory beside everything else. No telephone or camera
/// that offices have takes larger ones.
const MOST_PIXELS: u64 = 60_000_000;

impl Picture {
    /// Width and height of one of its published files, as it is shown.
    pub(crate) fn size_of(&self, variant: Variant) -> Option<(u32, u32)> {
        match variant {
            Variant::Cleaned => self.size,
            Variant::Width(width) => self.size.map(|size| (width, photo::height_at(size, width))),
        }
    }

    /// Pixels of the original.
    pub(crate) fn pixels(&self) -> u64 {
        self.size.map_or(0, |(width, height)| u64::from(width) * u64::from(height))
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
    let format = Format::of(bytes).ok_or_else(|| if is_heic(bytes) { heic() } else { broken() })?;
    let size = imagesize::blob_size(bytes).ok().filter(|size| size.width > 0 && size.height > 0).ok_or_else(broken)?;
    if size.width as u64 * size.height as u64 > MOST_PIXELS {
        return Err(too_many_pixels(size.width, size.height));
    }
    let metadata = metadata(bytes);
    let stripped = strip::strip(format, Bytes::copy_from_slice(bytes), metadata.as_ref()).ok_or_else(broken)?;
    let (width, height) = (size.width as u32, size.height as u32);
    let orientation = metadata.as_ref().and_then(orientation).unwrap_or(1);
    let shown = if orientation >= 5 { (height, width) } else { (width, height) };
    let widths = photo::widths(format, bytes, shown).into_iter();
    let widths: Vec<PictureOutput> =
        widths.map(|width| PictureOutput { variant: Variant::Width(width), fingerprint: None }).collect();
    let picture = Picture {
        format,
        size: Some(shown),
        orientation,
        has_place: metadata.as_ref().is_some_and(says_place) || stripped.said_place,
        omitted: Vec::new(),
        outputs: if widths.is_empty() { cleaned_only(&stripped.bytes) } else { widths },
    };
    Ok(Inspected { picture, cleaned: stripped.bytes })
}

/// Makes [`Variant::Cleaned`] of a picture in this format; `None` if the bytes are not those that [`inspect`] accepted.
pub(crate) fn derive(format: Format, bytes: Vec<u8>) -> Option<Vec<u8>> {
    if format == Format::Svg {
        return svg::clean(&bytes).ok().map(|drawing| drawing.bytes);
    }
    let metadata = metadata(&bytes);
    strip::strip(format, bytes.into(), metadata.as_ref()).map(|stripped| stripped.bytes)
}

/// Makes all widths of a photograph. The error says that its pixels cannot be read: its head may promise what is not there.
pub(crate) fn resize(picture: &Picture, bytes: Vec<u8>) -> Result<Vec<(Variant, Vec<u8>)>, Message> {
    let made = derive(picture.format, bytes).and_then(|cleaned| photo::resize(picture, &cleaned));
    made.ok_or_else(no_pixels)
}

/// Reads the pixels of a picture that is published as it is; `cleaned` is what [`derive()`] made of it. The error says that they
/// cannot be read.
pub(crate) fn read_pixels(picture: &Picture, cleaned: &[u8]) -> Result<(), Message> {
    if photo::is_whole(picture.format, cleaned, picture.pixels()) { Ok(()) } else { Err(no_pixels()) }
}

fn no_pixels() -> Message {
    Message::new(
        "Ảnh hỏng: phần đầu đọc được, nhưng điểm ảnh thì không.",
        "The picture is broken: its head can be read, its pixels cannot.",
    )
}

/// Whether it is in the format of iPhones, whatever its name says.
fn is_heic(bytes: &[u8]) -> bool {
    let brands = bytes.get(8..).unwrap_or_default().chunks(4).take(8);
    bytes.get(4..8) == Some(b"ftyp")
        && brands
            .into_iter()
            .any(|brand| matches!(brand, b"heic" | b"heix" | b"heim" | b"heis" | b"hevc" | b"hevx" | b"mif1" | b"msf1"))
}

fn heic() -> Message {
    Message::new(
        "Ảnh HEIC của iPhone: trình duyệt không hiện được. Trên iPhone chọn Cài đặt › Camera › Định dạng › Tương thích nhất rồi chụp; ảnh đã chụp thì gửi qua Zalo rồi tải về sẽ thành JPEG.",
        "A HEIC picture of an iPhone, which browsers do not show. On the iPhone choose Settings › Camera › Formats › Most Compatible; for pictures already taken, export them as JPEG.",
    )
}

fn too_many_pixels(width: usize, height: usize) -> Message {
    let most = MOST_PIXELS / 1_000_000;
    Message::new(
        format!("Ảnh {width} × {height} có quá nhiều điểm ảnh: nhiều nhất {most} triệu."),
        format!("The picture of {width} × {height} has too many pixels: at most {most} million."),
    )
}

fn cleaned_only(cleaned: &[u8]) -> Vec<PictureOutput> {
    vec![PictureOutput { variant: Variant::Cleaned, fingerprint: Some(Fingerprint::of(cleaned)) }]
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
