//! Pictures that are broken, that lie about themselves, or that would fill the memory: each is a finding, none a panic.
//!
//! What is not found: noise in the place of the pixels, which is a picture of noise.

use std::time::{Duration, Instant};

use jpeg_encoder::{ColorType, Encoder};

use lantoa::{Checked, Lang, lint};

use crate::support::{BuildCache, Options, Source, build, today};

/// Pixels of three bytes that are not one colour.
fn pixels(width: u32, height: u32) -> Vec<u8> {
    (0..width * height).flat_map(|at| [(at % 251) as u8, (at % 83) as u8, (at / width % 256) as u8]).collect()
}

/// A photograph of 700 × 500 pixels.
fn photo() -> Vec<u8> {
    let mut jpeg = Vec::new();
    Encoder::new(&mut jpeg, 85).encode(&pixels(700, 500), 700, 500, ColorType::Rgb).unwrap();
    jpeg
}

/// A picture of 300 × 200 pixels, too small for other widths, as JPEG, progressive JPEG, PNG and WebP without loss.
fn small() -> [(&'static str, Vec<u8>); 4] {
    let pixels = pixels(300, 200);
    let jpeg = |progressive| {
        let mut jpeg = Vec::new();
        let mut encoder = Encoder::new(&mut jpeg, 85);
        encoder.set_progressive(progressive);
        encoder.encode(&pixels, 300, 200, ColorType::Rgb).unwrap();
        jpeg
    };
    let mut png = Vec::new();
    let mut encoder = png::Encoder::new(&mut png, 300, 200);
    encoder.set_color(png::ColorType::Rgb);
    encoder.write_header().unwrap().write_image_data(&pixels).unwrap();
    let mut webp = Vec::new();
    image_webp::WebPEncoder::new(&mut webp).encode(&pixels, 300, 200, image_webp::ColorType::Rgb8).unwrap();
    [("small.jpg", jpeg(false)), ("small-progressive.jpg", jpeg(true)), ("small.png", png), ("small.webp", webp)]
}

/// The photograph as if it were progressive, with all coefficients in its one scan, which no browser shows.
fn in_one_scan() -> Vec<u8> {
    let mut photo = photo();
    let at = photo.windows(2).position(|mark| mark == [0xff, 0xc0]).unwrap();
    photo[at + 1] = 0xc2;
    photo
}

/// The photograph whose head says that it has this size.
fn lying(width: u16, height: u16) -> Vec<u8> {
    let mut photo = photo();
    let at = photo.windows(2).position(|marker| marker[0] == 0xff && (0xc0..=0xc2).contains(&marker[1])).unwrap();
    photo[at + 5..at + 7].copy_from_slice(&height.to_be_bytes());
    photo[at + 7..at + 9].copy_from_slice(&width.to_be_bytes());
    photo
}

/// A PNG that says it has this size, colour type and depth, with these chunks behind its head.
fn png(width: u32, height: u32, colour: u8, depth: u8, chunks: &[(&[u8; 4], Vec<u8>)]) -> Vec<u8> {
    let head = [&width.to_be_bytes()[..], &height.to_be_bytes(), &[depth, colour, 0, 0, 0]].concat();
    let mut png = b"\x89PNG\r\n\x1a\n".to_vec();
    for (name, content) in [(b"IHDR", head)]
        .iter()
        .map(|(name, head)| (*name, head))
        .chain(chunks.iter().map(|(name, content)| (*name, content)))
    {
        png.extend((content.len() as u32).to_be_bytes());
        png.extend(*name);
        png.extend(content);
        png.extend(crc32(&[&name[..], content].concat()).to_be_bytes());
    }
    png
}

fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0_u32, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| if crc & 1 == 1 { 0xedb8_8320 ^ (crc >> 1) } else { crc >> 1 })
    })
}

fn ftyp(brand: &[u8; 4]) -> Vec<u8> {
    [&[0, 0, 0, 24][..], b"ftyp", brand, &[0; 4], b"mif1", brand, &[0; 64]].concat()
}

/// Each picture with its name. What a name says of the format is not believed.
fn pictures() -> Vec<(String, Vec<u8>)> {
    let photo = photo();
    let mut all: Vec<(String, Vec<u8>)> = Vec::new();
    let mut add = |name: &str, bytes: Vec<u8>| all.push((name.to_owned(), bytes));
    for part in 1..=9 {
        let cut = &photo[..photo.len() * part / 10];
        add(&format!("cut-{part}.jpg"), cut.to_vec());
        add(&format!("cut-and-ended-{part}.jpg"), [cut, &[0xff, 0xd9]].concat());
    }
    for (width, height) in [(65_535, 65_535), (20_000, 20_000), (9_000, 7_000), (700, 520), (0, 500), (700, 0)] {
        add(&format!("says-{width}-{height}.jpg"), lying(width, height));
    }
    let noise: Vec<u8> = (0..40_000_u32).map(|at| (at.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    add("noise.jpg", noise.clone());
    add("noise.gif", noise.clone());
    add("noise.webp", noise.clone());
    add("noise.png", noise.clone());
    add("only-a-head.jpg", vec![0xff, 0xd8, 0xff, 0xe0]);
    add("text.jpg", b"khong phai anh".to_vec());
    add("page.png", b"<!doctype html><title>404</title>".to_vec());
    let scan = photo.windows(2).position(|marker| marker == [0xff, 0xda]).unwrap();
    add("no-scan.jpg", [&photo[..scan], &[0xff, 0xd9]].concat());
    add("no-tables.jpg", [&photo[..2], &photo[scan..]].concat());
    add("zeros.jpg", [&[0xff, 0xd8, 0xff, 0xdb][..], &[0; 5_000]].concat());
    for part in [3, 6] {
        add(&format!("cut-in-the-head-{part}.jpg"), photo[..scan * part / 10].to_vec());
    }
    add("two-begun.jpg", [&photo[..scan + 2_000], &photo[..scan]].concat());
    for brand in [b"heic", b"heix", b"hevc", b"mif1", b"msf1"] {
        add(&format!("iphone-{}.jpg", String::from_utf8_lossy(brand)), ftyp(brand));
    }
    let bomb = miniz_oxide::deflate::compress_to_vec_zlib(&vec![0; 4 << 20], 9);
    let end = || (b"IEND", Vec::new());
    add("bomb-60000.png", png(60_000, 60_000, 2, 8, &[(b"IDAT", bomb.clone()), end()]));
    add("bomb-16-bit.png", png(30_000, 20_000, 2, 16, &[(b"IDAT", bomb.clone()), end()]));
    add("no-end.png", png(700, 500, 2, 8, &[(b"IDAT", noise.clone())]));
    add("nothing-wide.png", png(0, 500, 2, 8, &[(b"IDAT", noise.clone()), end()]));
    add("short-data.png", png(900, 44, 2, 8, &[(b"IDAT", noise.clone()), end()]));
    let webp = |size: u32, kind: &[u8; 4], body: &[u8]| {
        [b"RIFF", &size.to_le_bytes()[..], b"WEBP", kind, &(body.len() as u32).to_le_bytes(), body].concat()
    };
    let vp8 = |width: u16, height: u16| {
        [&[0x10, 0, 0, 0x9d, 1, 0x2a][..], &width.to_le_bytes(), &height.to_le_bytes(), &[0; 200]].concat()
    };
    add("empty-frame.webp", webp(230, b"VP8 ", &vp8(1_000, 1_000)));
    add("largest.webp", webp(230, b"VP8 ", &vp8(16_383, 16_383)));
    add("cut.webp", webp(90_000, b"VP8 ", &vp8(1_000, 1_000)[..100]));
    all.extend(small_ones());
    all
}

/// Pictures that are published as they are, and such as no browser shows.
fn small_ones() -> Vec<(String, Vec<u8>)> {
    let mut all: Vec<(String, Vec<u8>)> = Vec::new();
    let mut add = |name: &str, bytes: Vec<u8>| all.push((name.to_owned(), bytes));
    for (name, whole) in small() {
        for part in [3, 6, 9] {
            let cut = &whole[..whole.len() * part / 10];
            add(&format!("cut-{part}-{name}"), cut.to_vec());
            if name.ends_with(".jpg") {
                add(&format!("cut-and-ended-{part}-{name}"), [cut, &[0xff, 0xd9]].concat());
            }
        }
    }
    let one_scan = in_one_scan();
    add("one-scan.jpg", one_scan.clone());
    add("cut-one-scan.jpg", [&one_scan[..one_scan.len() / 2], &[0xff, 0xd9]].concat());
    all
}

/// A site of one model that shows this picture, and what reading it finds.
fn shown(name: &str, bytes: Vec<u8>) -> Checked<Source> {
    let text = format!(
        "---\ntitle: Tiếng kẻng\nlocality: Xã Đông Giang, tỉnh Lâm Đồng\nfield: kinh-te\n---\n\n![Kẻng]({name})\n"
    );
    let path = format!("content/mo-hinh/{name}");
    Source::memory([("content/mo-hinh/keng.md", text.into_bytes()), (path.as_str(), bytes)], today())
}

#[test]
fn a_picture_that_is_written_from_another_folder_is_offered_where_it_lies() {
    let pictures = ["a/anh.jpg", "b/anh.jpg"].map(|name| (format!("content/mo-hinh/{name}"), photo()));
    for target in ["/mo-hinh/b/anh.jpg", "content/mo-hinh/b/anh.jpg", "b/anh.jpg"] {
        let text = format!("---\ntitle: Tiếng kẻng\nfield: kinh-te\n---\n\n![Kẻng]({target})\n");
        let files = pictures.iter().map(|(path, bytes)| (path.as_str(), bytes.clone()));
        let source = Source::memory(files.chain([("content/mo-hinh/a/keng.md", text.into_bytes())]), today()).value;
        let report = lint(&source, Vec::new(), &Options::default());
        let found = report.findings.iter().find(|finding| finding.code.id() == "LT402").unwrap();
        assert_eq!(found.help.as_ref().map(|help| help.get(Lang::Vi)), Some("Hãy ghi “../b/anh.jpg”."), "{target}");
    }
}

#[test]
fn what_is_cut_here_is_no_finding_when_it_is_whole() {
    for (name, bytes) in small().into_iter().chain([("photo.jpg", photo())]) {
        let Checked { value: source, mut findings } = shown(name, bytes);
        findings.extend(build(&source, &Options::default(), &mut BuildCache::default()).findings);
        findings.extend(lint(&source, Vec::new(), &Options::default()).findings);
        assert!(findings.iter().all(|finding| finding.code.id() != "LT413"), "{name}: {findings:?}");
    }
}

#[test]
fn every_broken_lying_or_huge_picture_is_a_finding() {
    let pictures = pictures();
    assert!(pictures.len() >= 40, "{}", pictures.len());
    let mut wrong = Vec::new();
    for (name, bytes) in pictures {
        let since = Instant::now();
        let Checked { value: source, findings: read } = shown(&name, bytes);
        let built = build(&source, &Options::default(), &mut BuildCache::default()).findings;
        if !built.iter().any(|finding| finding.code.id() == "LT413") {
            wrong.push(format!("{name} is fine to build: {built:?}"));
        }
        // Once, where the text asks for it, with a way out; and nobody says that the file is not there.
        let found = lint(&source, read, &Options::default()).findings;
        let found: Vec<_> = found.iter().filter(|finding| finding.code.id().starts_with("LT4")).collect();
        match found[..] {
            [finding]
                if finding.code.id() == "LT413"
                    && finding.file.as_str() == "content/mo-hinh/keng.md"
                    && finding.position.is_some_and(|position| position.line == 7)
                    && finding.help.is_some()
                    && finding.message.vi.contains("HEIC") == name.starts_with("iphone") => {}
            _ => wrong.push(format!("{name}: {found:?}")),
        }
        // Unoptimised, and with all other pages of the site.
        let took = since.elapsed();
        if took > Duration::from_secs(30) {
            wrong.push(format!("{name} took {took:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
