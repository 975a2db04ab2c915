//! What cards look like, and that nothing on them is lost.

use std::fs;
use std::path::Path;

use super::canvas::palette;
use super::*;

/// The 134 letters of Vietnamese that are not ASCII, and those of K'ho, Ê Đê, Raglai and other languages.
const LETTERS: [&str; 6] = [
    "ÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬĐÈÉẺẼẸÊỀẾỂỄỆ",
    "ÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ",
    "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệ",
    "ìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ",
    "ɓɗƁƊĕŏĭŭƀñčĔŎĬŬɃÑČ ê̆ ô̆ ơ̆ ư̆ Ê̆ Ơ̆",
    "0123456789 .,;:!?%‰“”‘’«»()–—…·•+−×÷≤≥≈→←↔°²³/&@#€₫№",
];

fn model() -> ShareCard {
    let number = |value: &str, unit: &str, label: &str| {
        Some(CardNumber { value: value.into(), unit: unit.into(), label: label.into() })
    };
    ShareCard {
        kicker: "Quốc phòng, an ninh".into(),
        title: "Tiếng kẻng an ninh".into(),
        lines: vec![
            "Xã Đông Giang, huyện Hàm Thuận Bắc, tỉnh Bình Thuận".into(),
            "nay là xã Đông Giang, tỉnh Lâm Đồng".into(),
        ],
        result: number("1.932", "hộ", "tham gia tự quản"),
        copies: number("12", "", "nơi đã làm theo"),
        site: "Lan Tỏa".into(),
    }
}

/// The pixels of a card, as positions in the palette.
fn pixels(card: &ShareCard) -> Vec<Vec<u8>> {
    layout::draw(card).chunks(WIDTH as usize).map(<[u8]>::to_vec).collect()
}

/// The pixels of a PNG as [`png::encode`] writes it.
fn decode(png: &[u8]) -> Vec<u8> {
    let at = png.windows(4).position(|name| name == b"IDAT").unwrap();
    let len = u32::from_be_bytes(png[at - 4..at].try_into().unwrap()) as usize;
    let rows = miniz_oxide::inflate::decompress_to_vec_zlib(&png[at + 4..at + 4 + len]).unwrap();
    let row = |row: &[u8]| row[1..].iter().flat_map(|pair| [pair >> 4, pair & 15]).collect::<Vec<_>>();
    rows.chunks(WIDTH as usize / 2 + 1).flat_map(row).collect()
}

fn fit_title(text: &str) -> lines::Block {
    lines::fit(text, font::Weight::Bold, layout::MIDDLE, &layout::TITLE)
}

/// Compares with the picture in `tests/golden/share-cards/`, or writes it there.
fn is_held(name: &str, card: &ShareCard) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/share-cards").join(name);
    let png = card.draw();
    if std::env::var_os("UPDATE").is_some() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        return fs::write(path, png).unwrap();
    }
    assert!(fs::read(path).is_ok_and(|held| held == png), "{name} has changed: UPDATE=1, and look at it");
}

#[test]
fn every_letter_is_drawn_as_it_was() {
    for (name, letters) in ["letters-1.png", "letters-2.png", "letters-3.png"].into_iter().zip(LETTERS.chunks(2)) {
        // In groups that lines can be broken between.
        let groups = |line: &&str| {
            let letters: Vec<char> = line.chars().collect();
            letters.chunks(9).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
        };
        let lines: Vec<String> = letters.iter().map(groups).collect();
        let title = fit_title(&lines.join(" "));
        assert!(title.lines.iter().all(|line| !line.contains('…') || name == "letters-3.png"), "{title:?}");
        is_held(name, &ShareCard { title: lines.join(" "), lines, ..ShareCard::default() });
    }
    is_held("model.png", &model());
}

#[test]
fn no_letter_of_vietnamese_or_of_the_minority_languages_is_missing() {
    let ascii: String = (' '..='~').collect();
    for text in LETTERS.iter().copied().chain([ascii.as_str()]) {
        assert_eq!(missing(text), Default::default(), "{text}");
        for weight in [font::Weight::Regular, font::Weight::Bold] {
            let drawn = |text: &str| weight.font().width(text, 100.0);
            text.split_whitespace().for_each(|word| assert!(drawn(word) > 0.0, "{word}"));
        }
    }
    let letters: String = LETTERS[..4].concat();
    assert_eq!(letters.chars().count(), 134);
    // Said of nothing and drawn as nothing: where a line may break, and how letters join.
    assert_eq!(missing("mềm\u{ad}mại\u{200b}\u{feff}"), Default::default());
    let width = |text: &str| super::font::Weight::Regular.font().width(text, 40.0);
    assert_eq!(width("mềm\u{ad}mại\u{200b}"), width("mềmmại"));
    // Other forms of plain letters are drawn as these.
    assert_eq!(missing("CO₂, H₂O, m³, Zalo™, ①"), Default::default());
    assert_eq!(width("CO₂ Zalo™"), width("CO2 ZaloTM"));
    assert_eq!(missing("Rừng 森 🌱 xanh").into_iter().collect::<String>(), "森🌱");
}

#[test]
fn letters_in_parts_are_drawn_as_those_in_one() {
    let decomposed = ShareCard { title: "Ti\u{0065}\u{0302}\u{0301}ng k\u{0065}\u{0309}ng".into(), ..model() };
    assert_eq!(decomposed.draw(), ShareCard { title: "Tiếng kẻng".into(), ..model() }.draw());
}

/// A letter that Unicode does not compose has its mark above it, and is no wider for that.
#[test]
fn a_mark_without_a_letter_of_its_own_stands_above_the_letter_before() {
    let font = font::Weight::Bold.font();
    assert_eq!(font.width("ê̆m", 100.0), font.width("êm", 100.0));
    let height = |text: &str| {
        let mut path = tiny_skia::PathBuilder::new();
        font.push_outline(text, 100.0, (0.0, 0.0), &mut path);
        -path.finish().unwrap().bounds().top()
    };
    assert!(height("ê̆") > height("ê") + 15.0);
}

/// Nothing but paper at the edges, where a text that is too long would be cut off; the bar at the foot is no text.
fn is_inside(card: &ShareCard, what: &str) {
    let pixels = pixels(card);
    let bare = pixels_of_decoration();
    let differs = |x: usize, y: usize| pixels[y][x] != bare[y][x];
    let (width, height) = (WIDTH as usize, HEIGHT as usize);
    for y in 0..height {
        assert!((0..12).chain(width - 12..width).all(|x| !differs(x, y)), "{what}: text at an edge in row {y}");
    }
    for x in 0..width {
        assert!((0..12).chain(height - 24..height).all(|y| !differs(x, y)), "{what}: text at an edge in column {x}");
    }
}

fn pixels_of_decoration() -> Vec<Vec<u8>> {
    pixels(&ShareCard::default())
}

#[test]
fn long_texts_stay_inside_and_the_title_inside_the_square() {
    let long = "Nâng cao hiệu quả công tác vận động quần chúng nhân dân tham gia bảo vệ an ninh Tổ quốc ".repeat(3);
    let cut: String = long.chars().take(200).collect();
    let unbroken = "Nghiêngnghiêng".repeat(15);
    for title in [&*cut, &unbroken, "Ẫ", "", &"WWWWWWWWWWWWWWWWW ".repeat(9)] {
        let title_alone = ShareCard { title: title.to_owned(), ..ShareCard::default() };
        let bare = pixels_of_decoration();
        let (square, mut any) = (285..915, false);
        for (y, row) in pixels(&title_alone).iter().enumerate() {
            for (x, _) in row.iter().enumerate().filter(|(x, pixel)| **pixel != bare[y][*x]) {
                assert!(square.contains(&x), "{title}: {x}, {y}");
                any = true;
            }
        }
        assert_eq!(any, !title.is_empty());
        let number = CardNumber { value: "210.200.000".into(), unit: long.clone(), label: long.clone() };
        let wordy = ShareCard {
            kicker: long.clone(),
            title: title.to_owned(),
            lines: vec![long.clone(), long.clone()],
            result: Some(number.clone()),
            copies: Some(number),
            site: long.clone(),
        };
        is_inside(&wordy, title);
        let png = wordy.draw();
        assert!(png.len() <= 40_000, "{} bytes", png.len());
    }
}

#[test]
fn a_card_is_a_light_png_of_its_pixels() {
    let card = model();
    let png = card.draw();
    assert!(png.len() < 20_000, "{} bytes", png.len());
    assert_eq!(imagesize::blob_size(&png).map(|size| (size.width, size.height)).ok(), Some((1200, 630)));
    assert_eq!(decode(&png), pixels(&card).concat());
    assert_eq!(palette()[0], [0xff, 0xfd, 0xf8]);
    assert_eq!((palette()[7], palette()[15]), ([0x1c, 0x26, 0x20], [0x1b, 0x57, 0x45]));
}

#[test]
fn a_card_is_kept_under_all_its_texts() {
    let card = model();
    let mut others = vec![card.clone()];
    let number = |value: &str| Some(CardNumber { value: value.into(), ..CardNumber::default() });
    others.push(ShareCard { kicker: card.title.clone(), title: card.kicker.clone(), ..card.clone() });
    others.push(ShareCard { site: "Khác".into(), ..card.clone() });
    others.push(ShareCard { lines: vec![card.lines.concat()], ..card.clone() });
    others.push(ShareCard { lines: Vec::new(), ..card.clone() });
    others.push(ShareCard { result: None, ..card.clone() });
    others.push(ShareCard { result: number("7"), copies: None, ..card.clone() });
    others.push(ShareCard { result: None, copies: number("7"), ..card.clone() });
    for (at, other) in others.iter().enumerate() {
        assert!(others[..at].iter().all(|before| before.key() != other.key()), "{other:?}");
    }
    assert_eq!(card.key(), model().key());
}

/// What is kept is taken, not drawn: the entry is made to hold something else, and that is believed.
#[test]
fn a_card_that_is_kept_is_not_drawn_again() {
    let folder = tempfile::tempdir().unwrap();
    let store = crate::cache::Store::at(folder.path());
    let bytes =
        |card: ShareCard| crate::render::Rendered::ShareCard(Box::new(card)).bytes(&store).unwrap().into_owned();
    assert_eq!(bytes(model()), model().draw());
    store.put(model().key(), b"kept");
    assert_eq!(bytes(model()), b"kept");
    assert_ne!(bytes(ShareCard { title: "Khác".into(), ..model() }), b"kept");
}

/// The hash is of the code of this room, without comments and tests, of the fonts, and of the versions of the libraries.
#[test]
fn the_version_is_raised_with_every_change_of_code() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut hasher = blake3::Hasher::new();
    for file in walkdir::WalkDir::new(root.join("src/share_card")).sort_by_file_name().into_iter().flatten() {
        match file.file_name().to_str().unwrap().rsplit_once('.') {
            Some((_, "ttf")) => _ = hasher.update(&fs::read(file.path()).unwrap()),
            Some((stem, "rs")) if stem != "tests" => {
                let text = fs::read_to_string(file.path()).unwrap();
                let code = text.split("#[cfg(test)]").next().unwrap().lines().map(str::trim);
                code.filter(|line| !line.starts_with("//")).for_each(|line| _ = hasher.update(line.as_bytes()));
            }
            _ => {}
        }
    }
    let lock = fs::read_to_string(root.join("Cargo.lock")).unwrap().replace('\r', "");
    for library in ["tiny-skia", "tiny-skia-path", "ttf-parser", "miniz_oxide", "unicode-normalization"] {
        let (_, rest) = lock.split_once(&format!("name = \"{library}\"\nversion = ")).unwrap();
        hasher.update(rest.lines().next().unwrap().as_bytes());
    }
    let now = format!("{VERSION} {}", &hasher.finalize().to_hex()[..16]);
    assert_eq!(
        now, "4 7306229ed7820935",
        "src/share_card/ has changed: raise VERSION if cards look different, and write the new number and hash here"
    );
}
