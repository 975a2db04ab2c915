//! Photographs in their widths: upright, clean, in their colours.

use super::super::{inspect, resize};
use super::decode::{jpeg as decode_bytes, webp as decode_webp};
use super::*;
use jpeg_encoder::{ColorType, Encoder, SamplingFactor};
use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

fn decode_jpeg(bytes: &[u8]) -> Option<(Pixels, Option<Vec<u8>>)> {
    decode_bytes(bytes.to_vec())
}

/// Colours of the four quarters of a picture: upper left, upper right, lower left, lower right.
const QUARTERS: [[u8; 3]; 4] = [[200, 30, 30], [30, 160, 30], [30, 30, 200], [220, 200, 40]];

fn quartered(width: u32, height: u32) -> Pixels {
    let quarter = |x: u32, y: u32| usize::from(x >= width / 2) + 2 * usize::from(y >= height / 2);
    let colours = (0..height).flat_map(|y| (0..width).map(move |x| QUARTERS[quarter(x, y)]));
    Pixels { width, height, channels: 3, bytes: colours.flatten().collect() }
}

/// Noise, which compresses to more than a byte a pixel.
fn noisy(width: u32, height: u32) -> Pixels {
    let mut state = 7_u32;
    let mut next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 24) as u8
    };
    Pixels { width, height, channels: 3, bytes: (0..width * height * 3).map(|_| next()).collect() }
}

fn jpeg(pixels: &Pixels, segments: &[(u8, Vec<u8>)]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, 90);
    for (number, segment) in segments {
        encoder.add_app_segment(*number, segment.clone()).unwrap();
    }
    encoder.encode(&pixels.bytes, pixels.width as u16, pixels.height as u16, ColorType::Rgb).unwrap();
    bytes
}

/// Exif data with an orientation and a latitude.
fn exif(orientation: u8) -> Vec<u8> {
    let mut exif = b"Exif\0\0II*\0\x08\0\0\0\x02\0\x12\x01\x03\0\x01\0\0\0".to_vec();
    exif.extend([orientation, 0, 0, 0]);
    exif.extend(b"\x25\x88\x04\0\x01\0\0\0\x26\0\0\0\0\0\0\0\x01\0\x02\0\x05\0\x03\0\0\0\x38\0\0\0");
    exif.extend([10_u32, 1, 56, 1, 24, 1].iter().flat_map(|part| part.to_le_bytes()));
    exif
}

fn made(bytes: &[u8]) -> Vec<(u32, Vec<u8>)> {
    let picture = inspect("jpg", bytes).unwrap().picture;
    let width = |(variant, bytes): (Variant, Vec<u8>)| (variant.width().unwrap(), bytes);
    resize(&picture, bytes.to_vec()).unwrap().into_iter().map(width).collect()
}

#[test]
fn all_eight_orientations_are_shown_upright() {
    // Which quarter of the stored picture is seen in each corner (Exif 2.3, 4.6.4).
    let seen = [
        [0, 1, 2, 3],
        [1, 0, 3, 2],
        [3, 2, 1, 0],
        [2, 3, 0, 1],
        [0, 2, 1, 3],
        [2, 0, 3, 1],
        [3, 1, 2, 0],
        [1, 3, 0, 2],
    ];
    for (orientation, corners) in (1..=8).zip(seen) {
        let photo = jpeg(&quartered(1200, 800), &[(1, exif(orientation))]);
        let picture = inspect("jpg", &photo).unwrap().picture;
        let size = if orientation >= 5 { (800, 1200) } else { (1200, 800) };
        assert_eq!(picture.size, Some(size));
        for (width, bytes) in made(&photo) {
            let (pixels, _) = decode_jpeg(&bytes).unwrap();
            assert_eq!((pixels.width, pixels.height), picture.size_of(Variant::Width(width)).unwrap());
            for (corner, quarter) in corners.into_iter().enumerate() {
                let x = pixels.width / 4 * if corner % 2 == 0 { 1 } else { 3 };
                let y = pixels.height / 4 * if corner < 2 { 1 } else { 3 };
                let at = (y * pixels.width + x) as usize * 3;
                let near = |(a, b): (&u8, &u8)| a.abs_diff(*b) < 12;
                let found = &pixels.bytes[at..at + 3];
                assert!(found.iter().zip(&QUARTERS[quarter]).all(near), "{orientation}, corner {corner}: {found:?}");
            }
        }
    }
}

#[test]
fn nothing_but_pixels_and_colour_profile_is_left() {
    let mut profile = vec![0; 500];
    profile[16..20].copy_from_slice(b"RGB ");
    profile[36..40].copy_from_slice(b"acsp");
    let icc = [b"ICC_PROFILE\0\x01\x01".as_slice(), &profile].concat();
    let xmp = b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta exif:GPSLatitude=\"10,56N\"/>".to_vec();
    let photo =
        jpeg(&quartered(1200, 800), &[(1, exif(1)), (1, xmp), (2, icc), (13, b"Photoshop 3.0 Nguyen".to_vec())]);
    assert!(inspect("jpg", &photo).unwrap().picture.has_place);
    for (_, bytes) in made(&photo) {
        let has = |text: &[u8]| bytes.windows(text.len()).any(|window| window == text);
        assert!(!has(b"Exif") && !has(b"GPS") && !has(b"xmp") && !has(b"Photoshop") && !has(&[10, 0, 0, 0, 1]));
        assert_eq!(decode_jpeg(&bytes).unwrap().1, Some(profile.clone()));
    }
}

#[test]
fn widths_are_the_pictures_own_and_those_that_save_something() {
    let widths_at = |width: u32| {
        let photo = jpeg(&quartered(width, 40), &[]);
        variants(Format::Jpeg, &photo, (width, 40), 1).into_iter().filter_map(Variant::width).collect::<Vec<_>>()
    };
    for (width, expected) in [
        (4000, &[1600, 960, 480][..]),
        (1840, &[1600, 960, 480]),
        (1839, &[1600, 960, 480]),
        (1300, &[1300, 960, 480]),
        // As Zalo sends photographs.
        (960, &[960, 480]),
        (552, &[552, 480]),
        (551, &[]),
    ] {
        assert_eq!(widths_at(width), expected, "{width}");
    }
    assert_eq!(height_at((4000, 3000), 480), 360);
    assert_eq!(height_at((60_000, 1), 480), 1);
}

#[test]
fn the_same_bytes_come_of_the_same_picture() {
    let photo = jpeg(&noisy(700, 500), &[]);
    assert_eq!(made(&photo), made(&photo));
}

fn png(pixels: &Pixels) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, pixels.width, pixels.height);
    encoder.set_color(png::ColorType::Rgb);
    encoder.write_header().unwrap().write_image_data(&pixels.bytes).unwrap();
    bytes
}

#[test]
fn photographs_as_png_and_webp_have_widths_and_drawings_do_not() {
    let photo = png(&noisy(700, 500));
    let (pixels, _) = decode_jpeg(&made(&photo)[1].1).unwrap();
    assert_eq!((pixels.width, pixels.height), (480, 343));
    let drawing = png(&quartered(1200, 800));
    assert_eq!(variants(Format::Png, &drawing, (1200, 800), 1), [Variant::Cleaned], "few colours, few bytes");
    assert_eq!(
        variants(Format::Png, &drawing, (1200, 800), 6),
        [1200, 960, 480].map(Variant::PngWidth),
        "turned by nobody else"
    );
    let mut webp = Vec::new();
    let flat = quartered(1200, 800);
    image_webp::WebPEncoder::new(&mut webp).encode(&flat.bytes, 1200, 800, image_webp::ColorType::Rgb8).unwrap();
    assert_eq!(variants(Format::WebP, &webp, (1200, 800), 1), [Variant::Cleaned], "without loss");
    assert_eq!(decode_webp(&webp).unwrap().0.bytes, flat.bytes);
}

/// A PNG of one byte a pixel or fewer, of four bytes a pixel in memory, a third of it transparent.
fn transparent(width: u32, height: u32) -> Vec<u8> {
    let pixel =
        |x: u32, y: u32| if x < width / 3 { [0; 4] } else { [(x / 64 % 256) as u8, (y / 64 % 256) as u8, 90, 255] };
    let pixels: Vec<u8> = (0..height).flat_map(|y| (0..width).flat_map(move |x| pixel(x, y))).collect();
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, width, height);
    encoder.set_color(png::ColorType::Rgba);
    encoder.write_header().unwrap().write_image_data(&pixels).unwrap();
    bytes
}

fn read_png(bytes: &[u8]) -> (u32, u32, Vec<u8>) {
    let mut decoder = png::Decoder::new(std::io::Cursor::new(bytes));
    decoder.set_transformations(png::Transformations::EXPAND | png::Transformations::ALPHA);
    let mut reader = decoder.read_info().unwrap();
    let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
    let frame = reader.next_frame(&mut pixels).unwrap();
    (frame.width, frame.height, pixels)
}

#[test]
fn a_large_drawing_has_widths_and_stays_transparent() {
    let drawing = transparent(5000, 3000);
    let picture = inspect("png", &drawing).unwrap().picture;
    let widths = made(&drawing);
    assert_eq!(widths.iter().map(|(width, _)| *width).collect::<Vec<_>>(), [1600, 960, 480]);
    for (width, bytes) in widths {
        let (across, down, pixels) = read_png(&bytes);
        assert_eq!(Some((across, down)), picture.size_of(Variant::PngWidth(width)));
        let at = |x: u32| pixels[((down / 2 * across + x) * 4) as usize..][..4].to_vec();
        assert_eq!(at(across / 6)[3], 0);
        let (seen, drawn) = (at(across * 2 / 3), [(3333 / 64) as u8, (1500 / 64) as u8, 90, 255]);
        assert!(seen.iter().zip(drawn).all(|(seen, drawn)| seen.abs_diff(drawn) < 10), "{seen:?} {drawn:?}");
    }
}

#[test]
fn a_large_gif_has_widths_and_one_that_moves_is_heavy() {
    let gif = |pictures: usize| {
        let mut bytes = Vec::new();
        let mut encoder = gif::Encoder::new(&mut bytes, 2400, 1600, &[20, 90, 40, 255, 255, 255]).unwrap();
        for _ in 0..pictures {
            let pixels: Vec<u8> = (0..2400 * 1600).map(|at| u8::from(at % 2400 > 1200)).collect();
            encoder.write_frame(&gif::Frame::from_indexed_pixels(2400, 1600, pixels, None)).unwrap();
        }
        drop(encoder);
        bytes
    };
    let still = gif(1);
    assert_eq!(made(&still).len(), 3);
    let (across, down, pixels) = read_png(&made(&still)[2].1);
    assert_eq!((across, down), (480, 320));
    assert_eq!((&pixels[..4], &pixels[479 * 4..480 * 4]), (&[20, 90, 40, 255][..], &[255; 4][..]));
    assert!(!inspect("gif", &still).unwrap().picture.is_heavy);
    let moving = inspect("gif", &gif(2)).unwrap().picture;
    assert!(moving.is_heavy && moving.outputs.len() == 1);
}

#[test]
fn a_picture_of_middle_size_stays_and_has_a_narrow_one_beside_it() {
    let mut pixels = noisy(1200, 800);
    pixels.bytes.iter_mut().for_each(|byte| *byte &= 0x80);
    let screen = png(&pixels);
    let picture = inspect("png", &screen).unwrap().picture;
    let expected = [Variant::Cleaned, Variant::FineWidth(480)];
    assert_eq!(picture.outputs.iter().map(|output| output.variant).collect::<Vec<_>>(), expected);
    assert!(picture.outputs[0].fingerprint.is_some() && picture.outputs[1].fingerprint.is_none());
    assert_eq!(made(&screen).len(), 1);
}

#[test]
fn a_progressive_photograph_that_would_fill_the_memory_is_refused() {
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, 50);
    encoder.set_progressive(true);
    encoder.set_sampling_factor(SamplingFactor::F_1_1);
    encoder.encode(&quartered(64, 64).bytes, 64, 64, ColorType::Rgb).unwrap();
    let of_size = |width: u16, height: u16| {
        let mut bytes = bytes.clone();
        let at = bytes.windows(2).position(|mark| mark == [0xff, 0xc2]).unwrap();
        bytes[at + 5..at + 7].copy_from_slice(&height.to_be_bytes());
        bytes[at + 7..at + 9].copy_from_slice(&width.to_be_bytes());
        inspect("jpg", &bytes)
    };
    assert_eq!(of_size(7700, 5200), Err(super::super::Refusal::Progressive), "4:4:4: 6 bytes a pixel, and 3");
    assert!(of_size(4000, 3000).is_ok());
}

/// One picture as cameras, telephones and programs write it: name and bytes.
fn as_written(pixels: &Pixels) -> Vec<(String, Vec<u8>)> {
    let mut all = Vec::new();
    for sampling in [SamplingFactor::F_1_1, SamplingFactor::F_2_2] {
        for scans in [0, 6] {
            for interval in [0, 6, 7] {
                let mut bytes = Vec::new();
                let mut encoder = Encoder::new(&mut bytes, 80);
                encoder.set_sampling_factor(sampling);
                if scans > 0 {
                    encoder.set_progressive_scans(scans);
                }
                encoder.set_restart_interval(interval);
                let (width, height) = (pixels.width as u16, pixels.height as u16);
                encoder.encode(&pixels.bytes, width, height, ColorType::Rgb).unwrap();
                all.push((format!("{sampling:?}, {scans} scans, restarts each {interval}"), bytes));
            }
        }
    }
    all
}

#[test]
fn a_jpeg_that_was_cut_and_ended_is_broken() {
    // 6 × 4 blocks of 16 pixels: restarts end with rows, and do not.
    let pixels = noisy(96, 64);
    let mut taken = Vec::new();
    for (name, whole) in as_written(&pixels) {
        assert!(decode_jpeg(&whole).is_some(), "{name} is whole");
        let scan = whole.windows(2).position(|mark| mark == [0xff, 0xda]).unwrap() + 14;
        // Up to the last bytes, which may be no more than the rest of a code.
        let cuts = (scan..whole.len() - 4).step_by(397);
        for cut in cuts.chain([whole.len() - 12]) {
            let ended = [&whole[..cut], &[0xff, 0xd9]].concat();
            if decode_jpeg(&ended).is_some() {
                taken.push(format!("{name}: {cut} of {}", whole.len()));
            }
        }
    }
    assert_eq!(taken, Vec::<String>::new());
}

#[test]
fn a_whole_jpeg_has_the_same_pixels_with_its_end_guarded() {
    let options = DecoderOptions::default().jpeg_set_out_colorspace(ColorSpace::RGB);
    for (name, whole) in as_written(&quartered(96, 64)) {
        let plain = JpegDecoder::new_with_options(ZCursor::new(&whole), options).decode().unwrap();
        assert!(decode_jpeg(&whole).unwrap().0.bytes == plain, "{name}");
    }
}
