//! Heights and widths, in CSS pixels.

use serde_json::json;

use super::{KINDS, address, models};
use crate::support::browser;
use crate::support::cdp::Browser;

/// Height of the whole page.
const HEIGHT: &str = "document.documentElement.scrollHeight";
/// How far the page is wider than the window.
const TOO_WIDE: &str = "document.documentElement.scrollWidth - innerWidth";

#[test]
fn a_phone_shows_three_cards_and_the_home_page_is_short() {
    let Some(chromium) = browser::chromium() else { return };
    let mut browser = Browser::open(&chromium);
    browser.resize(360);
    browser.visit(&address("index.html"));
    let height = browser.value(HEIGHT).as_f64().unwrap();
    assert!(height <= 3400.0, "the home page is {height} pixels high");
    let lists = ["index.html", "mo-hinh.html", "linh-vuc/kinh-te.html", "dia-phuong/lam-dong.html"];
    let others = ["mo-hinh/2.html", "mo-hinh/3.html", "mo-hinh/4.html", "dia-phuong/lam-dong/2.html"];
    for page in lists.into_iter().chain(others) {
        browser.visit(&address(page));
        let cards = "[...document.querySelectorAll('.card')].map((card) => card.getBoundingClientRect().height)";
        let cards = browser.value(cards);
        let cards: Vec<f64> = cards.as_array().unwrap().iter().filter_map(serde_json::Value::as_f64).collect();
        assert!(cards.len() >= 6 && cards.iter().all(|&height| height <= 200.0), "{page}: {cards:?}");
    }
}

/// With the letters of Android, and with wide ones.
#[test]
fn no_card_is_high_whatever_the_font() {
    let Some(chromium) = browser::chromium() else { return };
    let mut browser = Browser::open(&chromium);
    let mut high = Vec::new();
    for width in [320, 360, 390] {
        browser.resize(width);
        for page in ["mo-hinh.html", "mo-hinh/2.html", "mo-hinh/3.html", "mo-hinh/4.html", "dia-phuong/lam-dong.html"] {
            browser.visit(&address(page));
            for font in ["Roboto", "Noto Sans", "DejaVu Sans"] {
                let cards = browser.value(&format!(
                    "document.documentElement.style.setProperty('--sans', '{font}');
                    [...document.querySelectorAll('.card')].filter((card) => card.getBoundingClientRect().height > 200)
                        .map((card) => card.querySelector('h3').textContent)"
                ));
                if cards != json!([]) {
                    high.push(format!("{page} at {width} in {font}: {cards}"));
                }
            }
        }
    }
    assert!(high.is_empty(), "{}", high.join("\n"));
}

/// A commune and what it belongs to now, in the letters of Android. Districts and several communes may take two.
#[test]
fn then_and_now_stand_in_one_line_of_a_card_on_a_phone() {
    let Some(chromium) = browser::chromium() else { return };
    let mut browser = Browser::open(&chromium);
    browser.resize(360);
    let mut count = 0;
    for page in ["mo-hinh.html", "mo-hinh/2.html", "mo-hinh/3.html", "mo-hinh/4.html", "dia-phuong/lam-dong.html"] {
        browser.visit(&address(page));
        let lines = browser.value(
            "document.documentElement.style.setProperty('--sans', 'Roboto');
            [...document.querySelectorAll('.card .line:has(.now)')]
                .filter((line) => !/^(Huyện|Thành phố|Thị xã)|,[^]*,[^]*,|[;\\d]/.test(line.textContent))
                .map((line) => [line.textContent, line.getBoundingClientRect().height / parseFloat(getComputedStyle(line).lineHeight)])",
        );
        let lines = lines.as_array().unwrap();
        count += lines.len();
        let long: Vec<_> = lines.iter().filter(|line| line[1].as_f64() >= Some(1.5)).collect();
        assert!(long.is_empty(), "{page}: {long:?}");
    }
    assert!(count > 50, "{count}");
}

#[test]
fn a_field_is_not_named_in_its_own_listing() {
    let Some(chromium) = browser::chromium() else { return };
    let mut browser = Browser::open(&chromium);
    browser.visit(&address("linh-vuc/kinh-te.html"));
    assert_eq!(browser.value("document.querySelectorAll('.card.f-kinh-te .mark').length"), 0);
    browser.visit(&address("mo-hinh.html"));
    assert!(browser.value("document.querySelectorAll('.card .mark').length").as_u64() > Some(10));
}

#[test]
fn the_header_of_inner_pages_is_low() {
    let Some(chromium) = browser::chromium() else { return };
    let mut browser = Browser::open(&chromium);
    for (width, page) in KINDS.into_iter().flat_map(|page| [(360, page), (320, page)]) {
        browser.resize(width);
        browser.visit(&address(page));
        let height = browser.value("document.querySelector('.top').getBoundingClientRect().height").as_f64().unwrap();
        assert!(height <= 96.0, "{page} at {width}: {height}");
        let rows = "new Set([...document.querySelectorAll('.ways li')].map((way) => way.offsetTop)).size";
        assert_eq!(browser.value(rows), 1, "{page} at {width}: the four words are in one row");
    }
}

#[test]
fn no_text_on_a_map_is_small_on_a_phone() {
    let Some(chromium) = browser::chromium() else { return };
    let mut browser = Browser::open(&chromium);
    let pages = ["index.html", "dia-phuong/lam-dong.html", "mo-hinh/anh-sang-an-ninh-den-nang-luong-mat-troi.html"];
    for (width, page) in pages.into_iter().flat_map(|page| [320, 360].map(|width| (width, page))) {
        browser.resize(width);
        browser.visit(&address(page));
        let small = browser.value(
            "[...document.querySelectorAll('.map text')].filter((one) => one.getClientRects().length && parseFloat(getComputedStyle(one).fontSize) * one.getScreenCTM().a < 11.95).map((one) => one.textContent)",
        );
        assert_eq!(small, json!([]), "{page} at {width}");
    }
}

#[test]
fn the_first_steps_of_a_model_are_near_its_top() {
    let Some(chromium) = browser::chromium() else { return };
    let mut browser = Browser::open(&chromium);
    browser.resize(360);
    let mut late = Vec::new();
    for page in models() {
        browser.visit(&address(&page));
        let top = browser.value(
            "(document.getElementById('cach-lam') ?? document.querySelector('.follow') ?? document.querySelector('.prose')).getBoundingClientRect().top",
        );
        if top.as_f64().unwrap() > 1600.0 {
            late.push((page, top));
        }
    }
    assert!(late.is_empty(), "{late:?}");
}

/// Text twice as large, and windows of 320 pixels, as WCAG 1.4.4 and 1.4.10 ask.
#[test]
fn nothing_is_out_of_sight_at_320_pixels_and_with_text_twice_as_large() {
    let Some(chromium) = browser::chromium() else { return };
    let mut browser = Browser::open(&chromium);
    let mut wide = Vec::new();
    for page in KINDS {
        for (width, size) in [(320, 100), (360, 200), (768, 100), (1280, 100)] {
            browser.resize(width);
            browser.visit(&address(page));
            browser.value(&format!("document.documentElement.style.fontSize = '{size}%'; new Promise((done) => requestAnimationFrame(() => setTimeout(done, 60)))"));
            browser.value("document.querySelectorAll('main details').forEach((one) => { one.open = true; })");
            if page.starts_with("so-sanh") {
                browser.value("(async () => { for (let n = 0; n < 200 && !document.querySelector('.compare table'); n++) await new Promise((done) => setTimeout(done, 20)); })()");
            }
            let over = browser.value(TOO_WIDE).as_f64().unwrap();
            if over > 0.0 {
                let widest = browser.value("[...document.querySelectorAll('main *, header *, footer *')].filter((one) => one.getBoundingClientRect().right > innerWidth + 1 && !one.closest('.over, .table, svg, [hidden], .unseen')).map((one) => one.tagName + '.' + one.className).slice(0, 5)");
                wide.push(format!("{page} at {width} and {size} %: {over} over, {widest}"));
            }
        }
    }
    assert!(wide.is_empty(), "{}", wide.join("\n"));
}

/// Who reads twice as large letters sees what he types, and more of the page than its header.
#[test]
fn with_text_twice_as_large_the_search_field_is_wide_and_the_header_low() {
    let Some(chromium) = browser::chromium() else { return };
    let mut browser = Browser::open(&chromium);
    browser.resize(360);
    for page in ["index.html", "tim-kiem.html", "mo-hinh.html"] {
        browser.visit(&address(page));
        browser.value("document.documentElement.style.fontSize = '200%'; new Promise((done) => requestAnimationFrame(() => setTimeout(done, 60)))");
        let field = browser.value("document.querySelector('main .find input')?.getBoundingClientRect().width ?? 999");
        let header = browser.value("document.querySelector('.top').getBoundingClientRect().height");
        assert!(field.as_f64() >= Some(280.0), "{page}: the field is {field} wide");
        assert!(header.as_f64() <= Some(240.0), "{page}: the header is {header} high");
    }
}

/// A drawn cover is colourless by itself: where it stands, its sheet is loaded.
#[test]
fn a_drawn_cover_has_its_colours() {
    let Some(chromium) = browser::chromium() else { return };
    let mut browser = Browser::open(&chromium);
    for page in ["index.html", "mo-hinh/be-tong-hoa-duong-hem-khu-dan-cu.html"] {
        browser.visit(&address(page));
        let fill = "getComputedStyle(document.querySelector('.drawn g circle')).fill";
        assert_eq!(browser.value(fill), "none", "{page}");
        let beyond = "[...document.querySelectorAll('.card, .card .more > *')].filter((one) => one.getBoundingClientRect().right > innerWidth).length";
        assert_eq!(browser.value(beyond), 0, "{page}");
    }
}

#[test]
fn the_name_of_the_site_and_the_spread_of_a_card_are_never_cut() {
    let Some(chromium) = browser::chromium() else { return };
    let mut browser = Browser::open(&chromium);
    for (width, size) in [(320, 100), (360, 100), (360, 200), (768, 200)] {
        browser.resize(width);
        browser.visit(&address("dia-phuong/lam-dong.html"));
        let cut = browser.value(&format!(
            "document.documentElement.style.fontSize = '{size}%';
            [...document.querySelectorAll('.brand span, .card .spread, .card .mark')]
                .filter((one) => one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1)
                .map((one) => one.textContent)"
        ));
        assert_eq!(cut, json!([]), "at {width} and {size} %");
    }
}

/// What stands beside it leaves every text a column that can be read: not one letter under the other.
#[test]
fn no_text_is_squeezed() {
    let Some(chromium) = browser::chromium() else { return };
    let mut browser = Browser::open(&chromium);
    for page in KINDS {
        for width in [360, 768, 1280] {
            browser.resize(width);
            browser.visit(&address(page));
            let squeezed = browser.value(
                "[...document.querySelectorAll('main :is(a, b, h1, h2, h3, p, li, dd, th, td, summary, label, small)')]
                    .filter((one) => one.getClientRects().length && !one.closest('svg, .unseen'))
                    .filter((one) => Math.max(...one.textContent.split(/\\s+/).map((word) => word.length)) > 3)
                    .filter((one) => one.textContent.trim().length > 10 && one.getBoundingClientRect().width < 48)
                    .map((one) => one.textContent.trim().slice(0, 40))",
            );
            assert_eq!(squeezed, json!([]), "{page} at {width}");
        }
    }
}

/// With colours forced by the system, what is marked by colour alone can still be told.
#[test]
fn in_forced_colours_buttons_have_words_and_the_current_section_is_told() {
    let Some(chromium) = browser::chromium() else { return };
    let mut browser = Browser::open(&chromium);
    browser.emulate("screen", &[("forced-colors", "active")]);
    browser.visit(&address("thong-ke.html"));
    let colours = browser.value(
        "(() => {
            const style = (selector) => getComputedStyle(document.querySelector(selector));
            const button = style('.find button');
            return { words: button.color !== button.backgroundColor, current: style('.ways a[aria-current]').borderBottomColor, other: style('.ways a:not([aria-current])').borderBottomColor, paper: getComputedStyle(document.body).backgroundColor };
        })()",
    );
    assert_eq!(colours["words"], true, "{colours}");
    assert_eq!(colours["other"], colours["paper"], "{colours}");
    assert_ne!(colours["current"], colours["paper"], "{colours}");

    // The words that were searched, in a title that is a link and in a sentence.
    browser.visit(&address("tim-kiem.html#q=rác"));
    let marks = browser.value(
        "new Promise((done) => {
            const marks = () => [...document.querySelectorAll('.lantoa-results h2 mark, .lantoa-results p mark')];
            const wait = () => marks().length ? done(marks().map((mark) => getComputedStyle(mark)).map(({ color, backgroundColor }) => [color, backgroundColor])) : setTimeout(wait, 25);
            wait();
        })",
    );
    for pair in marks.as_array().unwrap() {
        assert_eq!(pair, &serde_json::json!(["rgb(0, 0, 0)", "rgb(255, 255, 0)"]), "words on their mark: {marks}");
    }
}

/// Everything a finger is to hit, outside running text.
#[test]
fn targets_are_wide_enough_for_a_finger() {
    let Some(chromium) = browser::chromium() else { return };
    let mut browser = Browser::open(&chromium);
    browser.resize(360);
    for page in
        ["index.html", "mo-hinh.html", "mo-hinh/be-tong-hoa-duong-hem-khu-dan-cu.html", "dia-phuong/lam-dong.html"]
    {
        browser.visit(&address(page));
        let small = browser.value(
            "[...document.querySelectorAll('.top a, .top summary, .mine button, .chips a, .fields a, .share a, .share button, .pager a, .card h3 a, main summary')]
                .filter((one) => one.getClientRects().length && !one.closest('.find'))
                .map((one) => [one.textContent.trim() || one.className, Math.round((one.closest('.card') ?? one).getBoundingClientRect().height)])
                .filter(([, height]) => height < 44)",
        );
        assert_eq!(small, json!([]), "{page}");
    }
}

/// What a finger can choose on a map is as wide as a finger; what has no room for that is in the list beside.
#[test]
fn on_the_map_of_a_province_a_finger_meets_what_it_aims_at() {
    let Some(chromium) = browser::chromium() else { return };
    let mut browser = Browser::open(&chromium);
    browser.resize(360);
    browser.call("Emulation.setTouchEmulationEnabled", json!({"enabled": true}));
    for page in ["dia-phuong/lam-dong.html", "dia-phuong/da-nang.html"] {
        browser.visit(&address(page));
        let dots = browser.value(
            "[...document.querySelectorAll('.map a:has(.dot)')].map((link) => {
                link.scrollIntoView({ block: 'center', behavior: 'instant' });
                const box = link.querySelector('.dot').getBoundingClientRect();
                const [x, y] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
                const around = [[0, 0], [-11.8, 0], [11.8, 0], [0, -11.8], [0, 11.8]];
                const met = around.map(([right, down]) => document.elementFromPoint(x + right, y + down)?.closest('a') === link);
                const name = link.querySelector('title').textContent.split(':')[0];
                const isListed = [...document.querySelectorAll('.narrow a')].some((one) => one.getAttribute('href') === link.getAttribute('href'));
                return [name, met.filter(Boolean).length, isListed];
            })",
        );
        let dots = dots.as_array().unwrap();
        let wrong: Vec<_> =
            dots.iter().filter(|dot| ![&json!(0), &json!(5)].contains(&&dot[1]) || dot[2] == false).collect();
        assert!(wrong.is_empty(), "{page}: {wrong:?}");
        let reached = dots.iter().filter(|dot| dot[1] == 5).count();
        assert!(reached >= 2 && reached <= dots.len(), "{page}: {reached} of {}", dots.len());
    }
}

/// Headings go down by one level at a time.
#[test]
fn headings_leave_no_level_out() {
    let Some(chromium) = browser::chromium() else { return };
    let mut browser = Browser::open(&chromium);
    for page in KINDS {
        browser.visit(&address(page));
        let levels = browser.value("[...document.querySelectorAll('h1, h2, h3, h4')].filter((one) => !one.closest('[hidden]')).map((one) => Number(one.tagName[1]))");
        let levels: Vec<u64> = levels.as_array().unwrap().iter().filter_map(serde_json::Value::as_u64).collect();
        assert_eq!(levels[0], 1, "{page}");
        assert!(levels.windows(2).all(|pair| pair[1] <= pair[0] + 1), "{page}: {levels:?}");
    }
}
