//! Covers: on cards where there is room, and what is seen of a photograph before it is there.

use serde_json::json;

use super::address;
use crate::support::cdp::Browser;
use crate::support::{self, browser};

/// Cards with a cover that is seen, and all cards.
const SEEN: &str = "[[...document.querySelectorAll('.card .face')].filter((face) => {
        const [own, card] = [face, face.closest('.card')].map((one) => one.getBoundingClientRect());
        return own.width >= 64 && own.width === own.height && own.right <= card.right && own.bottom <= card.bottom;
    }).length, document.querySelectorAll('.card').length]";

/// The shape of the province behind a drawing is a part of another file; on a phone nothing asks for it.
#[test]
fn a_province_lies_behind_the_drawing_on_a_card() {
    let Some(chromium) = browser::chromium() else { return };
    let mut browser = Browser::open(&chromium);
    let behind = "new Promise((done) => {
        const faces = [...document.querySelectorAll('.card .face')].map((face) => getComputedStyle(face));
        const picture = new Image();
        const url = faces[0].backgroundImage.split('\"')[1];
        picture.onload = picture.onerror = () => done([
            new Set(faces.map((face) => face.backgroundPositionY)).size,
            Math.round(picture.naturalHeight / picture.naturalWidth),
        ]);
        url ? picture.src = url : done(null);
    })";
    browser.resize(360);
    browser.visit(&address("mo-hinh.html"));
    assert_eq!(browser.value(behind), json!(null));
    browser.resize(1280);
    browser.visit(&address("mo-hinh.html"));
    let seen = browser.value(behind);
    assert!(seen[0].as_u64() >= Some(4) && seen[1] == 34, "{seen}");
}

#[test]
fn cards_have_covers_in_wide_windows_and_none_on_a_phone() {
    let Some(chromium) = browser::chromium() else { return };
    let mut browser = Browser::open(&chromium);
    for page in ["index.html", "mo-hinh.html", "linh-vuc/kinh-te.html", "dia-phuong/lam-dong.html"] {
        for width in [360, 768, 1280] {
            browser.resize(width);
            browser.visit(&address(page));
            let counts = browser.value(SEEN);
            assert!(counts[1].as_u64() >= Some(6), "{page}: {counts}");
            let expected = if width == 360 { &json!(0) } else { &counts[1] };
            assert_eq!(&counts[0], expected, "{page} at {width}");
        }
    }
}

/// A JPEG of one colour.
fn photo(width: u16, height: u16) -> Vec<u8> {
    let pixels = [90, 140, 60].repeat(usize::from(width) * usize::from(height));
    let mut jpeg = Vec::new();
    let encoder = jpeg_encoder::Encoder::new(&mut jpeg, 80);
    encoder.encode(&pixels, width, height, jpeg_encoder::ColorType::Rgb).unwrap();
    jpeg
}

/// A site of two models, of which one has a photograph.
fn photographed() -> tempfile::TempDir {
    let model = |title: &str, more: &str| {
        let head = format!("title: {title}\nlocality: Xã Đông Giang, tỉnh Lâm Đồng\nfield: kinh-te\n{more}");
        format!("---\n{head}---\n\n## Cách làm\n\n1. Họp dân.\n").into_bytes()
    };
    let site = support::build_in_memory(&support::source_of([
        ("content/mo-hinh/keng.md", model("Tiếng kẻng an ninh", "cover: keng.jpg\ncover_alt: Kẻng ở đầu thôn\n")),
        ("content/mo-hinh/hu-gao.md", model("Hũ gạo tình thương", "")),
        ("content/mo-hinh/keng.jpg", photo(1200, 800)),
    ]));
    let folder = tempfile::tempdir().unwrap();
    support::write_all(folder.path(), site);
    folder
}

#[test]
fn a_card_shows_the_smallest_width_of_a_photograph_and_a_phone_does_not_fetch_it() {
    let Some(chromium) = browser::chromium() else { return };
    let folder = photographed();
    let mut browser = Browser::open(&chromium);
    let fetched = "new Promise((done) => setTimeout(() => {
        const face = document.querySelector('.card img.face');
        done([document.querySelectorAll('.card svg.face').length, face.naturalWidth, face.alt]);
    }, 300))";
    for (width, expected) in [(360, json!([1, 0, ""])), (1280, json!([1, 480, ""]))] {
        browser.resize(width);
        browser.visit(&format!("file://{}/mo-hinh.html", folder.path().display()));
        assert_eq!(browser.value(fetched), expected, "at {width}");
    }
}

/// Its place is kept, and has the shade of its field, which is there before the picture is.
#[test]
fn a_photograph_that_is_not_there_yet_has_its_place_and_a_calm_colour() {
    let Some(chromium) = browser::chromium() else { return };
    let folder = photographed();
    let mut browser = Browser::open(&chromium);
    browser.resize(360);
    browser.visit(&format!("file://{}/mo-hinh/keng.html", folder.path().display()));
    // The same element far below the window, where a browser does not fetch it.
    let seen = browser.value(
        "(() => {
            const there = document.querySelector('img.cover');
            const later = (addresses) => addresses.replaceAll('.jpg', '.jpg?later');
            const html = there.outerHTML.replace('<img', '<img loading=\"lazy\"');
            const far = new DOMParser().parseFromString(later(html), 'text/html').querySelector('img');
            const space = document.createElement('div');
            space.style.height = '30000px';
            there.parentElement.append(space, far);
            const size = (one) => [one.getBoundingClientRect().width, one.getBoundingClientRect().height].map(Math.round);
            const colour = getComputedStyle(far).backgroundColor;
            const paper = getComputedStyle(document.body).backgroundColor;
            return [there.naturalWidth > 0, far.naturalWidth, size(there), size(far), colour, paper, getComputedStyle(there).objectFit];
        })()",
    );
    assert_eq!((&seen[0], &seen[1]), (&json!(true), &json!(0)), "{seen}");
    assert!(seen[2] == seen[3] && seen[2][1].as_u64() > Some(150), "{seen}");
    assert!(seen[4] != seen[5] && seen[4] != "rgba(0, 0, 0, 0)", "{seen}");
    // Seen whole, on a wide screen too, where it is made no larger than it is.
    assert_eq!(seen[6], "contain");
    browser.resize(1280);
    assert_eq!(browser.value("getComputedStyle(document.querySelector('img.cover')).objectFit"), "scale-down");
}
