//! Pictures inside a drawing, as `data:` addresses.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::super::{Format, inspect_raster};

/// An embedded picture without what is private.
pub(super) struct Embedded {
    /// Its `data:` address.
    pub(super) url: String,
    /// Whether it said where it was taken.
    pub(super) had_place: bool,
}

/// The picture at a `data:` address, cleaned like a photograph of its own; `None` if it is no picture that browsers show.
/// What the address says of its type is not believed. Drawings in drawings are not among them.
pub(super) fn clean(url: &str) -> Option<Embedded> {
    let (head, data) = url.trim().split_once(',')?;
    let head = head.to_ascii_lowercase();
    if !head.starts_with("data:image/") || !head.trim_end().ends_with(";base64") {
        return None;
    }
    let data: Vec<u8> = data.bytes().filter(|byte| !byte.is_ascii_whitespace()).collect();
    let inspected = inspect_raster(&STANDARD.decode(data).ok()?).ok()?;
    let media_type = match inspected.picture.format {
        Format::Jpeg => "jpeg",
        Format::Png => "png",
        Format::WebP => "webp",
        Format::Gif => "gif",
        Format::Avif => "avif",
        Format::Svg => return None,
    };
    let url = format!("data:image/{media_type};base64,{}", STANDARD.encode(&inspected.cleaned));
    Some(Embedded { url, had_place: inspected.picture.has_place })
}
