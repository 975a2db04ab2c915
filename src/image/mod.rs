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

mod gif;
mod photo;
pub(crate) mod png_file;
mod refusal;
mod strip;
mod svg;

pub(crate) use refusal::Refusal;
pub(crate) use svg::Omitted;

use exif::{Exif, In, Reader, Tag};
use img_parts::Bytes;
use serde::{Deserialize, Serialize};

use crate::fingerprint::Fingerprint;

/// Version of everything that [`inspect`] and [`derive()`] compute. Raise it when either may give another result for the
/// same bytes; a test compares it with a hash of this module's sources and of the libraries' versions.
pub(crate) const VERSION: u32 = 9;

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
    /// Bytes of memory that its pixels take when they are decoded.
    pub(crate) memory: u64,
    /// Whether it is published as it is though it is heavier than a page should be, because nothing smaller can be made of it.
    pub(crate) is_heavy: bool,
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
    /// A picture of a screen as JPEG of a high quality.
    FineWidth(u32),
    /// A drawing as PNG.
    PngWidth(u32),
}

impl Variant {
    /// Its width in pixels, of one that is made in a certain width.
    pub(crate) fn width(self) -> Option<u32> {
        match self {
            Self::Cleaned => None,
            Self::Width(width) | Self::FineWidth(width) | Self::PngWidth(width) => Some(width),
        }
    }

    /// The format of its file, of a picture of the format `original`.
    pub(crate) fn format(self, original: Format) -> Format {
        match self {
            Self::Cleaned => original,
            Self::Width(_) | Self::FineWidth(_) => Format::Jpeg,
            Self::PngWidth(_) => Format::Png,
        }
    }
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
    /// The extension of published files.
    pub(crate) fn extension(self) -> &'static str {
        match self {
            Self::Jpeg => "jpg",
            Self::Png => "png",
            Self::WebP => "webp",
            Self::Gif => "gif",
            Self::Avif => "avif",
            Self::Svg => "svg",
        }
    }

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

/// Most pixels of a picture: three bytes of each must fit into memory beside everything else. Telephones take larger ones
/// only when they are told to.
const MOST_PIXELS: u64 = 60_000_000;

/// Most bytes of memory that decoding one picture may take. A whole build holds so much at a time (`media`), and some 70 MiB
/// beside it: 300 MiB in all.
pub(crate) const MOST_MEMORY: u64 = 225 << 20;
/// Most pixels of a picture of which nothing smaller can be made: a telephone has to hold four bytes of each.
const MOST_PIXELS_AS_IT_IS: u64 = 16_000_000;
/// Bytes of a drawing that is worth a word.
const MOST_BYTES_OF_A_DRAWING: usize = 1 << 20;

impl Picture {
    /// Width and height of one of its published files, as it is shown.
    pub(crate) fn size_of(&self, variant: Variant) -> Option<(u32, u32)> {
        match variant {
            Variant::Cleaned => self.size,
            made => self.size.zip(made.width()).map(|(size, width)| (width, photo::height_at(size, width))),
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
pub(crate) fn inspect(extension: &str, bytes: &[u8]) -> Result<Inspected, Refusal> {
    if extension != "svg" {
        return inspect_raster(bytes);
    }
    let svg::Drawing { bytes, size, omitted, has_place } = svg::clean(bytes).map_err(Refusal::Drawing)?;
    let outputs = vec![cleaned(&bytes)];
    let (memory, is_heavy) = (0, bytes.len() > MOST_BYTES_OF_A_DRAWING);
    let picture = Picture { format: Format::Svg, size, orientation: 1, has_place, memory, is_heavy, omitted, outputs };
    Ok(Inspected { picture, cleaned: bytes })
}

/// [`inspect`] for every format but SVG.
fn inspect_raster(bytes: &[u8]) -> Result<Inspected, Refusal> {
    let format = Format::of(bytes).ok_or_else(|| Refusal::of(bytes).unwrap_or(Refusal::Broken))?;
    let size =
        imagesize::blob_size(bytes).ok().filter(|size| size.width > 0 && size.height > 0).ok_or(Refusal::Broken)?;
    if size.width as u64 * size.height as u64 > MOST_PIXELS {
        return Err(Refusal::TooManyPixels(size.width, size.height));
    }
    let metadata = metadata(bytes);
    let stripped = strip::strip(format, Bytes::copy_from_slice(bytes), metadata.as_ref()).ok_or(Refusal::Broken)?;
    let (width, height) = (size.width as u32, size.height as u32);
    let orientation = metadata.as_ref().and_then(orientation).unwrap_or(1);
    let shown = if orientation >= 5 { (height, width) } else { (width, height) };
    let variants = photo::variants(format, &stripped.bytes, shown, orientation);
    let pixels = u64::from(width) * u64::from(height);
    let memory = photo::memory_needed(format, &stripped.bytes, shown, &variants);
    if memory > MOST_MEMORY {
        return Err(if format == Format::Jpeg { Refusal::Progressive } else { Refusal::TooMuchMemory(pixels) });
    }
    let is_heavy = variants[0] == Variant::Cleaned && photo::is_heavy(pixels, stripped.bytes.len());
    if is_heavy && pixels > MOST_PIXELS_AS_IT_IS {
        return Err(Refusal::TooMuchMemory(pixels));
    }
    let output = |variant: &Variant| match variant {
        Variant::Cleaned => cleaned(&stripped.bytes),
        made => PictureOutput { variant: *made, fingerprint: None },
    };
    let picture = Picture {
        format,
        size: Some(shown),
        orientation,
        has_place: metadata.as_ref().is_some_and(says_place) || stripped.said_place,
        memory,
        is_heavy,
        omitted: Vec::new(),
        outputs: variants.iter().map(output).collect(),
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
pub(crate) fn resize(picture: &Picture, bytes: Vec<u8>) -> Result<Vec<(Variant, Vec<u8>)>, Refusal> {
    let made = derive(picture.format, bytes).and_then(|cleaned| photo::resize(picture, cleaned));
    made.ok_or(Refusal::NoPixels)
}

/// Reads the pixels of a picture that is published as it is; `cleaned` is what [`derive()`] made of it. The error says that they
/// cannot be read.
pub(crate) fn read_pixels(picture: &Picture, cleaned: &[u8]) -> Result<(), Refusal> {
    if photo::is_whole(picture.format, cleaned, picture.pixels()) { Ok(()) } else { Err(Refusal::NoPixels) }
}

fn cleaned(bytes: &[u8]) -> PictureOutput {
    PictureOutput { variant: Variant::Cleaned, fingerprint: Some(Fingerprint::of(bytes)) }
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
