//! Pictures and attachments, with and without a store, in memory and on disk.

use std::fs;

use super::*;
use crate::finding::Code;

/// A PNG of one pixel without metadata.
const PIXEL: &[u8] = b"\x89PNG\x0d\x0a\x1a\x0a\x00\x00\x00\x0dIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89\x00\x00\x00\x0bIDATx\x9cc\xf8\x0f\x04\x00\x09\xfb\x03\xfd\xfb^k+\x00\x00\x00\x00IEND\xaeB`\x82";

/// The same with `len` bytes of text, which are not published.
fn noted_pixel(len: usize) -> Vec<u8> {
    use img_parts::{Bytes, png};
    let mut png = png::Png::from_bytes(Bytes::from_static(PIXEL)).unwrap();
    png.chunks_mut().insert(1, png::PngChunk::new(*b"tEXt", vec![b'x'; len].into()));
    png.encoder().bytes().to_vec()
}

/// A PNG whose Exif data is one latitude: 10° 56′ 24″.
fn photo() -> Vec<u8> {
    use img_parts::{Bytes, ImageEXIF, png::Png};
    let mut gps = b"II*\0\x08\0\0\0\x01\0\x25\x88\x04\0\x01\0\0\0\x1a\0\0\0\0\0\0\0".to_vec();
    gps.extend(b"\x01\0\x02\0\x05\0\x03\0\0\0\x2c\0\0\0\0\0\0\0");
    gps.extend([10_u32, 1, 56, 1, 24, 1].iter().flat_map(|part| part.to_le_bytes()));
    let mut png = Png::from_bytes(Bytes::from_static(PIXEL)).unwrap();
    png.set_exif(Some(gps.into()));
    png.encoder().bytes().to_vec()
}

fn drawing(len: usize) -> Vec<u8> {
    format!("<svg xmlns=\"http://www.w3.org/2000/svg\"><path d=\"{}\"/></svg>", "M0 0".repeat(len / 4)).into_bytes()
}

/// The picture at `path` with these bytes, which are also written to `disk_path` if there is one.
fn picture(path: &str, bytes: &[u8], disk_path: Option<&Path>, store: &Store) -> Checked<Option<MediaFile>> {
    if let Some(disk_path) = disk_path {
        fs::write(disk_path, bytes).unwrap();
    }
    MediaFile::picture(NewFile::new(&SitePath::new(path), bytes.to_vec(), disk_path), store)
}

fn published(file: &MediaFile, store: &Store) -> Vec<u8> {
    let output = file.outputs().remove(0);
    let bytes = output.bytes(store).unwrap();
    assert_eq!(output.fingerprint(), Some(Fingerprint::of(&bytes)));
    bytes
}

#[test]
fn what_is_published_is_read_again_and_cleaned() {
    let folder = tempfile::tempdir().unwrap();
    let (disk_path, bytes) = (folder.path().join("anh.png"), noted_pixel(4));
    for disk_path in [None, Some(disk_path.as_path())] {
        let file = picture("content/anh.png", &bytes, disk_path, &Store::none()).value.unwrap();
        assert_eq!(file.as_picture().unwrap().size, Some((1, 1)));
        assert_eq!((published(&file, &Store::none()), file.name_hash()), (PIXEL.to_vec(), blake3::hash(&bytes)));
        let path = SitePath::new("content/mau.pdf");
        if let Some(disk_path) = disk_path {
            fs::write(disk_path, b"%PDF-1.7").unwrap();
        }
        let file = MediaFile::attachment(NewFile::new(&path, b"%PDF-1.7".to_vec(), disk_path));
        assert!(file.as_picture().is_none());
        assert_eq!(published(&file, &Store::none()), b"%PDF-1.7");
    }
}

#[test]
fn a_file_that_has_changed_or_gone_since_it_was_read_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    let disk_path = folder.path().join("anh.png");
    let file = picture("content/anh.png", &photo(), Some(&disk_path), &Store::none()).value.unwrap();
    let output = file.outputs().remove(0);
    let why = |output: &MediaOutput| match output.bytes(&Store::none()) {
        Err(Unmade::SystemError(error)) => error.message.en.to_string(),
        other => panic!("{other:?}"),
    };
    fs::write(&disk_path, noted_pixel(4)).unwrap();
    assert!(why(&output).contains("has changed"));
    fs::remove_file(&disk_path).unwrap();
    assert!(why(&output).contains("cannot be read"));
}

#[test]
fn a_photo_that_says_where_it_was_taken_is_reported_with_and_without_a_store() {
    let folder = tempfile::tempdir().unwrap();
    let large = {
        use img_parts::{Bytes, png};
        let mut png = png::Png::from_bytes(Bytes::from(photo())).unwrap();
        png.chunks_mut().insert(1, png::PngChunk::new(*b"tEXt", vec![b'x'; 100_000].into()));
        png.encoder().bytes().to_vec()
    };
    for store in [Store::none(), Store::at(folder.path()), Store::at(folder.path())] {
        for photo in [photo(), large.clone()] {
            let Checked { value, findings } = picture("content/anh.png", &photo, None, &store);
            assert_eq!(findings.iter().map(|finding| finding.code).collect::<Vec<_>>(), [Code::PhotoPlace]);
            assert_eq!(published(&value.unwrap(), &store), PIXEL);
        }
    }
}

#[test]
fn a_picture_that_cannot_be_used_is_reported_every_time() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::at(folder.path());
    let broken = vec![b'x'; 100_000];
    for _ in 0..2 {
        let Checked { value, findings } = picture("content/anh.png", &broken, None, &store);
        assert_eq!((value, findings[0].code), (None, Code::BadPicture));
    }
}

/// An unchanged picture is not inspected again: the entry is made to say something wrong, and that is believed.
#[test]
fn a_large_picture_is_inspected_once() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::at(folder.path());
    let bytes = noted_pixel(100_000);
    let first = picture("content/anh.png", &bytes, None, &store).value.unwrap();
    assert_eq!(picture("content/b/anh.png", &bytes, None, &store).value, Some(first.clone()));
    let key = Key::new("picture", image::VERSION, "", first.0.hash);
    let known = Picture { size: Some((7, 7)), ..first.as_picture().unwrap().clone() };
    store.put(key, &serde_json::to_vec(&known).unwrap());
    let second = picture("content/anh.png", &bytes, None, &store).value.unwrap();
    assert_eq!(second.as_picture(), Some(&known));
    store.put(key, b"{}");
    assert_eq!(picture("content/anh.png", &bytes, None, &store).value, Some(first), "not what is kept there");
}

#[test]
fn a_small_picture_leaves_no_entry_and_a_large_drawing_two() {
    let folder = tempfile::tempdir().unwrap();
    let entries =
        || walkdir::WalkDir::new(folder.path()).into_iter().flatten().filter(|e| e.file_type().is_file()).count();
    let store = Store::at(folder.path());
    picture("content/anh.png", &noted_pixel(10), None, &store);
    picture("content/ve.svg", &drawing(1_000), None, &store);
    assert_eq!(entries(), 0);
    picture("content/anh.png", &noted_pixel(100_000), None, &store);
    assert_eq!(entries(), 1);
    let file = picture("content/ve.svg", &drawing(100_000), None, &store).value.unwrap();
    assert_eq!(entries(), 3);
    assert_eq!(published(&file, &store), published(&file, &Store::none()));
}

/// A photograph of 1840 × 40, of which three widths are made.
fn wide_photo() -> Vec<u8> {
    let mut jpeg = Vec::new();
    let pixels: Vec<u8> = (0..1840_u32 * 40 * 3).map(|at| (at.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    jpeg_encoder::Encoder::new(&mut jpeg, 80).encode(&pixels, 1840, 40, jpeg_encoder::ColorType::Rgb).unwrap();
    jpeg
}

#[test]
fn a_photograph_is_decoded_once_for_all_its_widths_with_and_without_a_store() {
    let folder = tempfile::tempdir().unwrap();
    let (disk_path, photo) = (folder.path().join("anh.jpg"), wide_photo());
    let no_folder = folder.path().join("file");
    fs::write(&no_folder, "x").unwrap();
    for store in [Store::none(), Store::at(&folder.path().join("store")), Store::at(&no_folder)] {
        let file = picture("content/anh.jpg", &photo, Some(&disk_path), &store).value.unwrap();
        let outputs = file.outputs();
        assert_eq!(outputs.iter().map(MediaOutput::width).collect::<Vec<_>>(), [Some(1600), Some(960), Some(480)]);
        outputs[0].bytes(&store).unwrap();
        // What is not there cannot be decoded again.
        fs::remove_file(&disk_path).unwrap();
        assert!(outputs[1..].iter().all(|output| output.bytes(&store).is_ok()));
    }
}

#[test]
fn what_was_examined_is_decoded_once_and_without_a_store_nothing_of_it_stays_in_memory() {
    let folder = tempfile::tempdir().unwrap();
    let (disk_path, photo) = (folder.path().join("anh.jpg"), wide_photo());
    let store = Store::at(&folder.path().join("store"));
    let file = picture("content/anh.jpg", &photo, Some(&disk_path), &Store::none()).value.unwrap();
    let examine = |store: &Store| file.outputs().iter().try_for_each(|output| output.examine(store));
    examine(&Store::none()).unwrap();
    assert!(lock(&file.0.unclaimed.0).is_empty());
    examine(&store).unwrap();
    fs::remove_file(&disk_path).unwrap();
    examine(&store).unwrap();
    assert!(file.outputs().iter().all(|output| output.bytes(&store).is_ok()));
}
