//! Pictures: what a page must know of them, and what the public must not.
//!
//! Photographs say where, when and by whose telephone they were taken. All of that is taken out before publishing;
//! colour profile and orientation stay, so that the picture looks the same. Pixels are never touched here.

use exif::{In, Tag};
use img_parts::jpeg::{Jpeg, markers};
use img_parts::png::Png;
use img_parts::webp::{CHUNK_XMP, WebP};
use img_parts::{Bytes, ImageEXIF};

use crate::text::Say;

/// What is known of a picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts {
    /// Width and height in pixels as it is shown; `None` for drawings without a size.
    pub size: Option<(u32, u32)>,
    /// Whether it says where it was taken.
    pub has_place: bool,
}

/// Looks at a picture. The error says why it cannot be used.
pub fn inspect(extension: &str, bytes: &[u8]) -> Result<Facts, Say> {
    if extension == "svg" {
        return inspect_drawing(bytes);
    }
    let size = imagesize::blob_size(bytes).map_err(|_| {
        Say::new("Ảnh hỏng, hoặc không phải ảnh như tên tệp nói", "The picture is broken, or not what its name says")
    })?;
    let metadata = exif::Reader::new().read_from_container(&mut std::io::Cursor::new(bytes)).ok();
    let has_place =
        metadata.as_ref().is_some_and(|exif| exif.fields().any(|field| field.tag.context() == exif::Context::Gps));
    let (width, height) = (size.width as u32, size.height as u32);
    let turned = metadata.as_ref().and_then(orientation).is_some_and(|orientation| orientation >= 5);
    Ok(Facts { size: Some(if turned { (height, width) } else { (width, height) }), has_place })
}

/// A drawing is a document that could run something: one that does is refused.
fn inspect_drawing(bytes: &[u8]) -> Result<Facts, Say> {
    let text = String::from_utf8_lossy(bytes).to_ascii_lowercase();
    let runs = ["<script", "<foreignobject", "javascript:", "<!entity"].iter().any(|mark| text.contains(mark));
    let listens = text.split_ascii_whitespace().any(|word| word.starts_with("on") && word.contains('='));
    if runs || listens {
        return Err(Say::new(
            "Hình SVG chứa mã lệnh nên không được dùng",
            "The SVG drawing contains code and is not used",
        ));
    }
    Ok(Facts {
        size: imagesize::blob_size(bytes).ok().map(|size| (size.width as u32, size.height as u32)),
        has_place: false,
    })
}

/// The picture without what it says of place, time, camera and owner. What cannot be taken apart stays as it is.
pub fn clean(extension: &str, bytes: Vec<u8>) -> Vec<u8> {
    let cleaned = match extension {
        "jpg" | "jpeg" => clean_jpeg(&bytes),
        "png" => clean_png(&bytes),
        "webp" => clean_webp(&bytes),
        _ => None,
    };
    cleaned.map_or(bytes, |cleaned| cleaned.to_vec())
}

fn clean_jpeg(bytes: &[u8]) -> Option<Bytes> {
    let mut jpeg = Jpeg::from_bytes(Bytes::copy_from_slice(bytes)).ok()?;
    let private = [markers::APP1, markers::APP13, markers::COM];
    jpeg.segments_mut().retain(|segment| !private.contains(&segment.marker()));
    jpeg.set_exif(kept_orientation(bytes));
    Some(jpeg.encoder().bytes())
}

fn clean_png(bytes: &[u8]) -> Option<Bytes> {
    let mut png = Png::from_bytes(Bytes::copy_from_slice(bytes)).ok()?;
    let private: [[u8; 4]; 5] = [*b"eXIf", *b"tEXt", *b"zTXt", *b"iTXt", *b"tIME"];
    png.chunks_mut().retain(|chunk| !private.contains(&chunk.kind()));
    png.set_exif(kept_orientation(bytes));
    Some(png.encoder().bytes())
}

fn clean_webp(bytes: &[u8]) -> Option<Bytes> {
    let mut webp = WebP::from_bytes(Bytes::copy_from_slice(bytes)).ok()?;
    webp.chunks_mut().retain(|chunk| chunk.id() != CHUNK_XMP);
    webp.set_exif(kept_orientation(bytes));
    Some(webp.encoder().bytes())
}

/// Metadata that says nothing but which side is up; `None` when that is how the pixels lie anyway.
fn kept_orientation(bytes: &[u8]) -> Option<Bytes> {
    let metadata = exif::Reader::new().read_from_container(&mut std::io::Cursor::new(bytes)).ok()?;
    let orientation = orientation(&metadata).filter(|orientation| (2..=8).contains(orientation))?;
    // A TIFF header, one directory with the one entry 0x0112 (SHORT, one value), no next directory.
    let mut tiff = b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0".to_vec();
    tiff.extend([orientation as u8, 0, 0, 0, 0, 0, 0, 0]);
    Some(Bytes::from(tiff))
}

fn orientation(metadata: &exif::Exif) -> Option<u32> {
    metadata.get_field(Tag::Orientation, In::PRIMARY)?.value.get_uint(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The smallest JPEG header that says 3 × 2 pixels, with metadata: sideways, taken at 11° north.
    fn photo() -> Vec<u8> {
        let mut tiff =
            b"II*\0\x08\0\0\0\x02\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\x25\x88\x04\0\x01\0\0\0\x26\0\0\0\0\0\0\0"
                .to_vec();
        tiff.extend(b"\x01\0\x01\0\x02\0\x02\0\0\0N\0\0\0\0\0\0\0");
        let mut app1 = b"Exif\0\0".to_vec();
        app1.extend(tiff);
        let mut jpeg = vec![0xff, 0xd8, 0xff, 0xe1];
        jpeg.extend((app1.len() as u16 + 2).to_be_bytes());
        jpeg.extend(app1);
        jpeg.extend(b"\xff\xfe\x00\x09Nguyen\0");
        jpeg.extend([0xff, 0xc0, 0, 11, 8, 0, 2, 0, 3, 1, 1, 0x11, 0]);
        jpeg.extend([0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0, 0x00, 0xff, 0xd9]);
        jpeg
    }

    #[test]
    fn a_photo_tells_its_place_until_it_is_cleaned_and_keeps_its_side_up() {
        let before = inspect("jpg", &photo()).unwrap();
        assert_eq!(before, Facts { size: Some((2, 3)), has_place: true });
        let clean = clean("jpg", photo());
        assert_eq!(inspect("jpg", &clean), Ok(Facts { size: Some((2, 3)), has_place: false }));
        assert!(!clean.windows(6).any(|bytes| bytes == b"Nguyen"));
    }

    #[test]
    fn a_drawing_that_runs_something_is_refused() {
        for code in ["<svg><script>x</script></svg>", "<svg onload=\"x\"/>", "<svg><a href=\"JavaScript:x\"/></svg>"] {
            assert!(inspect("svg", code.as_bytes()).is_err(), "{code}");
        }
        assert_eq!(inspect("svg", b"<svg width='4' height='3'/>"), Ok(Facts { size: None, has_place: false }));
    }

    #[test]
    fn what_is_no_picture_is_told_and_never_breaks_cleaning() {
        assert!(inspect("jpg", b"not a picture").is_err());
        for extension in ["jpg", "png", "webp", "gif"] {
            assert_eq!(clean(extension, b"\xff\xd8\xff\xe1\0".to_vec()), b"\xff\xd8\xff\xe1\0");
        }
    }
}
