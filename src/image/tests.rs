//! What a picture says, and what is left of it when it is published.

use std::fs;
use std::path::Path;

use proptest::prelude::*;

use super::*;

/// Size of a picture, and whether it says where it was taken.
fn seen(extension: &str, bytes: &[u8]) -> Result<(Option<(u32, u32)>, bool), Refusal> {
    inspect(extension, bytes).map(|inspected| (inspected.picture.size, inspected.picture.has_place))
}

/// What is published of a picture.
fn clean(bytes: &[u8]) -> Option<Vec<u8>> {
    derive(Format::of(bytes)?, bytes.to_vec())
}

/// The hash is of the code of this module, without comments and tests, and of the versions of the libraries it uses.
#[test]
fn the_version_is_raised_with_every_change_of_code() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut hasher = blake3::Hasher::new();
    for file in walkdir::WalkDir::new(root.join("src/image")).sort_by_file_name().into_iter().flatten() {
        let name = file.path().strip_prefix(root.join("src/image")).unwrap();
        let is_test = name.iter().any(|part| part == "tests" || part == "tests.rs");
        if file.file_type().is_file() && !is_test {
            let text = fs::read_to_string(file.path()).unwrap();
            let code = text.lines().map(str::trim).filter(|line| !line.starts_with("//"));
            code.for_each(|line| _ = hasher.update(line.as_bytes()));
        }
    }
    let lock = fs::read_to_string(root.join("Cargo.lock")).unwrap().replace('\r', "");
    for library in [
        "img-parts",
        "kamadak-exif",
        "imagesize",
        "roxmltree",
        "base64",
        "zune-jpeg",
        "png",
        "image-webp",
        "fast_image_resize",
        "jpeg-encoder",
    ] {
        let (_, rest) = lock.split_once(&format!("name = \"{library}\"\nversion = ")).unwrap();
        hasher.update(rest.lines().next().unwrap().as_bytes());
    }
    let now = format!("{VERSION} {}", &hasher.finalize().to_hex()[..16]);
    assert_eq!(
        now, "9 eec840be5ae748ea",
        "src/image/ has changed: raise VERSION, and write the new number and hash here"
    );
}

/// Exif: lies sideways (orientation 6), taken at some latitude.
fn tiff() -> Vec<u8> {
    let mut tiff =
        b"II*\0\x08\0\0\0\x02\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\x25\x88\x04\0\x01\0\0\0\x26\0\0\0\0\0\0\0".to_vec();
    tiff.extend(b"\x01\0\x02\0\x05\0\x03\0\0\0\x38\0\0\0\0\0\0\0");
    for part in [10_u32, 1, 56, 1, 24, 1] {
        tiff.extend(part.to_le_bytes());
    }
    tiff
}

fn segment(marker: u8, contents: &[u8]) -> Vec<u8> {
    let mut segment = vec![0xff, marker];
    segment.extend((contents.len() as u16 + 2).to_be_bytes());
    segment.extend(contents);
    segment
}

/// Everything that may stay in a JPEG of 3 × 2 pixels.
fn plain_jpeg(exif: &[u8]) -> Vec<u8> {
    let jfif = segment(0xe0, b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0");
    let profile = segment(0xe2, b"ICC_PROFILE\0\x01\x01profile");
    let adobe = segment(0xee, b"Adobe\0\x64\0\0\0\0\x01");
    let frame = segment(0xc0, &[8, 0, 2, 0, 3, 1, 1, 0x11, 0]);
    let first = [segment(0xda, &[1, 1, 0, 0, 63, 0]), vec![0x12, 0xff, 0x00, 0x34]].concat();
    let second = [segment(0xc4, &[0, 1]), segment(0xda, &[1, 1, 0, 0, 63, 0]), vec![0x56, 0xff, 0xd0, 0x78]].concat();
    [vec![0xff, 0xd8], jfif, exif.to_vec(), profile, adobe, frame, first, second, vec![0xff, 0xd9]].concat()
}

/// The same with what telephones add: place, comment, a second picture and a film behind the first.
pub(super) fn photo() -> Vec<u8> {
    let exif = segment(0xe1, &[b"Exif\0\0".to_vec(), tiff()].concat());
    let plain = plain_jpeg(&exif);
    let at = plain.windows(2).position(|pair| pair == [0xff, 0xc4]).unwrap();
    let (before, after) = plain.split_at(at);
    let secrets =
        [segment(0xed, b"Photoshop Nguyen"), segment(0xfe, b"Nguyen"), segment(0xe2, b"MPF\0Nguyen")].concat();
    let behind = [plain_jpeg(&exif), b"Nguyen film".to_vec()].concat();
    [&before[..2], &secrets, &before[2..], &segment(0xe1, b"http://ns.adobe.com/xap Nguyen"), after, &behind].concat()
}

fn png_with(extra: &[(&[u8; 4], &[u8])]) -> Vec<u8> {
    use img_parts::{Bytes, png::PngChunk};
    let mut png = img_parts::png::Png::from_bytes(Bytes::from_static(b"\x89PNG\r\n\x1a\n")).unwrap();
    png.chunks_mut().push(PngChunk::new(*b"IHDR", Bytes::from_static(b"\0\0\0\x03\0\0\0\x02\x08\x02\0\0\0")));
    png.chunks_mut().extend(extra.iter().map(|(kind, data)| PngChunk::new(**kind, Bytes::copy_from_slice(data))));
    png.chunks_mut().push(PngChunk::new(*b"IDAT", Bytes::from_static(b"pixels")));
    png.chunks_mut().push(PngChunk::new(*b"IEND", Bytes::new()));
    png.encoder().bytes().to_vec()
}

fn webp_with(chunks: &[(&[u8; 4], &[u8])]) -> Vec<u8> {
    let mut body = b"WEBP".to_vec();
    for (id, data) in chunks {
        body.extend(*id);
        body.extend((data.len() as u32).to_le_bytes());
        body.extend(*data);
        body.extend(vec![0; data.len() % 2]);
    }
    [b"RIFF".to_vec(), (body.len() as u32).to_le_bytes().to_vec(), body].concat()
}

const VP8: &[u8] = b"\x50\x5a\x00\x9d\x01\x2a\x03\x00\x02\x00pixels";

fn contains(bytes: &[u8], needle: &[u8]) -> bool {
    bytes.windows(needle.len()).any(|window| window == needle)
}

#[test]
fn a_photo_tells_its_place_until_it_is_cleaned_and_keeps_its_side_up() {
    assert_eq!(seen("jpg", &photo()), Ok((Some((2, 3)), true)));
    let clean = clean(&photo()).unwrap();
    assert_eq!(seen("jpg", &clean), Ok((Some((2, 3)), false)));
}

#[test]
fn of_a_photo_only_what_makes_its_pixels_is_left() {
    let side_up = b"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0";
    assert_eq!(clean(&photo()).unwrap(), plain_jpeg(&segment(0xe1, side_up)));
}

#[test]
fn a_clean_photo_stays_as_it_is() {
    assert_eq!(clean(&plain_jpeg(&[])).unwrap(), plain_jpeg(&[]));
    assert_eq!(clean(&png_with(&[])).unwrap(), png_with(&[]));
    assert_eq!(clean(&webp_with(&[(b"VP8 ", VP8)])).unwrap(), webp_with(&[(b"VP8 ", VP8)]));
}

#[test]
fn a_png_keeps_its_colours_and_its_side_up_and_nothing_else() {
    let secret: [(&[u8; 4], &[u8]); 4] =
        [(b"eXIf", &tiff()), (b"iTXt", b"XML:com.adobe.xmp Nguyen"), (b"tIME", b"Nguyen"), (b"zzZz", b"Nguyen")];
    let picture = png_with(&[secret.as_slice(), &[(b"gAMA", b"gamma")]].concat());
    assert_eq!(seen("png", &picture), Ok((Some((2, 3)), true)));
    let clean = clean(&[picture, b"Nguyen".to_vec()].concat()).unwrap();
    assert!(!contains(&clean, b"Nguyen") && contains(&clean, b"gAMA"));
    assert_eq!(seen("png", &clean), Ok((Some((2, 3)), false)));
}

#[test]
fn a_webp_keeps_its_colours_and_its_side_up_and_nothing_else() {
    let header: &[u8] = &[0b0010_1100, 0, 0, 0, 2, 0, 0, 1, 0, 0];
    let chunks: [(&[u8; 4], &[u8]); 5] = [
        (b"VP8X", header),
        (b"ICCP", b"profile"),
        (b"VP8 ", VP8),
        (b"EXIF", &tiff()),
        (b"XMP ", b"Nguyen exif:GPSLatitude"),
    ];
    let picture = webp_with(&chunks);
    assert_eq!(seen("webp", &picture), Ok((Some((2, 3)), true)));
    let clean = clean(&picture).unwrap();
    assert!(!contains(&clean, b"Nguyen") && contains(&clean, b"profile"));
    assert_eq!(clean[20], 0b0010_1000, "the header announces profile and orientation, no longer XMP");
    assert_eq!(seen("webp", &clean), Ok((Some((2, 3)), false)));
}

#[test]
fn a_place_told_only_in_xmp_is_told_too() {
    let picture = png_with(&[(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0<exif:GPSLatitude>10,56N")]);
    assert!(seen("png", &picture).unwrap().1);
    let place = b"<x:xmpmeta>exif:GPSLatitude</x:xmpmeta>";
    let extension = [b"\x21\xff\x0bXMP DataXMP".as_slice(), &[place.len() as u8], place, b"\0"].concat();
    let gif = [b"GIF89a\x03\0\x02\0\0\0\0".as_slice(), &extension, b";"].concat();
    assert!(seen("gif", &gif).unwrap().1);
    assert_eq!(clean(&gif).unwrap(), b"GIF89a\x03\0\x02\0\0\0\0;");
}

/// AVIF is not taken apart: its Exif data is overwritten in place, so that no offset changes.
#[test]
fn an_avif_loses_its_place_and_keeps_its_length() {
    let avif = avif_photo();
    assert_eq!(seen("avif", &avif), Ok((Some((3, 2)), true)));
    let clean = clean(&avif).unwrap();
    assert_eq!(clean.len(), avif.len());
    let place = &tiff()[38..];
    assert!(contains(&avif, place) && !contains(&clean, place));
    assert!(!seen("avif", &clean).unwrap().1);
}

fn boxed(kind: &[u8; 4], contents: &[&[u8]]) -> Vec<u8> {
    let contents = contents.concat();
    [(contents.len() as u32 + 8).to_be_bytes().as_slice(), kind, &contents].concat()
}

/// The boxes of an AVIF that hold its size and its Exif item; no pixels. Orientation stands elsewhere in this format.
fn avif_photo() -> Vec<u8> {
    let upright = {
        let mut tiff = tiff();
        tiff[18] = 1;
        tiff
    };
    let exif = [&[0, 0, 0, 0], upright.as_slice()].concat();
    let kind = boxed(b"ftyp", &[b"avif\0\0\0\0avifmif1"]);
    let entry = boxed(b"infe", &[&[2, 0, 0, 0, 0, 1, 0, 0], b"Exif\0"]);
    let items = boxed(b"iinf", &[&[0, 0, 0, 0, 0, 1], &entry]);
    let size = boxed(b"ispe", &[&[0; 4], &3_u32.to_be_bytes(), &2_u32.to_be_bytes()]);
    let properties = boxed(b"iprp", &[&boxed(b"ipco", &[&size])]);
    let handler = boxed(b"hdlr", &[&[0; 8], b"pict", &[0; 13]]);
    let meta = |at: u32| {
        let fixed: &[u8] = &[0, 0, 0, 0, 0x44, 0, 0, 1, 0, 1, 0, 0, 0, 1];
        let place = [fixed, &at.to_be_bytes(), &(exif.len() as u32).to_be_bytes()].concat();
        boxed(b"meta", &[&[0; 4], &handler, &boxed(b"iloc", &[&place]), &items, &properties])
    };
    let at = kind.len() + meta(0).len() + 8;
    [kind, meta(at as u32), boxed(b"mdat", &[&exif])].concat()
}

#[test]
fn a_picture_is_what_its_bytes_say() {
    let renamed = clean(&photo()).unwrap();
    assert!(!contains(&renamed, b"Nguyen"), "a JPEG named .png is cleaned as a JPEG");
    let heic = [b"\0\0\0\x14ftypheic\0\0\0\0heic".as_slice(), &avif_photo()[24..]].concat();
    for wrong in [heic.as_slice(), b"BM\x3a\0\0\0", b"not a picture", b"", b"\xff\xd8\xff\xd9", &photo()[..200]] {
        assert!(inspect("jpg", wrong).is_err(), "{wrong:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]
    #[test]
    fn no_bytes_break_anything_and_what_passes_can_be_cleaned(
        which in 0..4_usize,
        kept in 0..2_000_usize,
        edits in proptest::collection::vec((0..400_usize, any::<u8>()), 0..6),
    ) {
        let mut bytes = [photo(), png_with(&[(b"eXIf", &tiff())]), webp_with(&[(b"VP8 ", VP8), (b"EXIF", &tiff())]), avif_photo()][which].clone();
        for (at, byte) in edits {
            let at = at % bytes.len();
            bytes[at] = byte;
        }
        bytes.truncate(kept);
        if let Ok(Inspected { picture, cleaned }) = inspect("jpg", &bytes) {
            prop_assert_eq!(derive(picture.format, bytes.clone()), Some(cleaned.clone()));
            // Of a photograph the widths are published, and it may turn out that its pixels cannot be read.
            if let Some(known) = picture.outputs[0].fingerprint {
                prop_assert_eq!(known, Fingerprint::of(&cleaned));
            } else {
                let _ = resize(&picture, bytes.clone());
            }
            let stored = serde_json::to_vec(&picture).unwrap();
            prop_assert_eq!(serde_json::from_slice::<Picture>(&stored).unwrap(), picture);
        }
    }
}
