//! The sheet of A4 that a model's page is on paper.

use super::{address, models};
use crate::support::browser;
use crate::support::cdp::Browser;

/// What nobody reads on paper: buttons, ways on, what stands elsewhere on the sheet.
const LEFT_OUT: &str = ".top, .trail, .foot, .share, .next, .skip, .anchor, .screen, .map, .cover, .versions, .versions-head, .dates a, .unseen, title, .split ul, .propose, .reach .card .sum, .reach .card .more, script, style, svg";

const MARGINS: [Option<f64>; 4] = [Some(1.0), Some(0.0), Some(0.4), None];
/// One model of so many is printed with all margins.
const SOME: usize = 8;

/// Pages of a PDF.
fn sheets(pdf: &[u8]) -> usize {
    let text = String::from_utf8_lossy(pdf);
    text.matches("/Type /Page").count() - text.matches("/Type /Pages").count()
}

#[test]
fn every_model_is_one_sheet_whatever_the_margins() {
    let Some(chromium) = browser::chromium() else { return };
    let mut browser = Browser::open(&chromium);
    let mut more = Vec::new();
    for (number, page) in models().into_iter().enumerate() {
        browser.visit(&address(&page));
        // Inches: wide margins, which leave the least room, for each; none, those that browsers take by themselves and those
        // of the page itself for some.
        let margins = if number % SOME == 0 { &MARGINS[..] } else { &MARGINS[..1] };
        for &margin in margins {
            let count = sheets(&browser.print(margin));
            if count != 1 {
                more.push((page.clone(), margin, count));
            }
        }
    }
    assert!(more.is_empty(), "{} of them: {more:?}", more.len());
}

/// Old readers hold the sheet too: where the text leaves room its letters are large, and its headings are all there.
#[test]
fn the_letters_of_a_sheet_are_as_large_as_there_is_room() {
    let Some(chromium) = browser::chromium() else { return };
    let mut browser = Browser::open(&chromium);
    browser.emulate("print", &[]);
    browser.resize(602);
    let (mut large, mut wrong) = (0, Vec::new());
    for page in models() {
        browser.visit(&address(&page));
        let seen = browser.value(
            "(() => {
                const points = (selector) => [...document.querySelectorAll(selector)].filter((one) => one.getClientRects().length).map((one) => parseFloat(getComputedStyle(one).fontSize) * 0.75);
                const heading = document.querySelector('.origin h2');
                const untold = document.querySelector('.untold');
                return [Math.min(...points('.model .lead, .prose p, .prose li, .follow dd, .copies .name, .origin li')), !heading || heading.getClientRects().length > 0, !untold || untold.getClientRects().length > 0];
            })()",
        );
        large += usize::from(seen[0].as_f64() >= Some(10.5));
        if seen[0].as_f64() < Some(9.5) || seen[1] != true || seen[2] != true {
            wrong.push(format!("{page}: {seen}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(large >= 70, "{large} of {}", models().len());
}

#[test]
fn a_province_prints_no_names_without_models() {
    let Some(chromium) = browser::chromium() else { return };
    let mut browser = Browser::open(&chromium);
    browser.visit(&address("dia-phuong/lam-dong.html"));
    browser.emulate("print", &[]);
    let printed = "[...document.querySelectorAll('.narrow li')].filter((one) => one.getClientRects().length).map((one) => Boolean(one.querySelector('.count')))";
    let printed = browser.value(printed);
    let printed = printed.as_array().unwrap();
    assert!(printed.len() > 10 && printed.iter().all(|one| one == true), "{printed:?}");
}

#[test]
fn statistics_and_comparisons_lie_across_the_paper_and_nothing_is_cut_off() {
    let Some(chromium) = browser::chromium() else { return };
    let mut browser = Browser::open(&chromium);
    let slugs: Vec<String> = models().iter().take(3).map(|page| page[8..page.len() - 5].to_owned()).collect();
    let comparison = format!("so-sanh.html#a={}&b={}&c={}", slugs[0], slugs[1], slugs[2]);
    for page in ["thong-ke.html", &comparison] {
        browser.visit(&address(page));
        browser.value("new Promise((done) => { const wait = () => document.querySelector('main table') ? done() : setTimeout(wait, 20); wait(); })");
        let pdf = String::from_utf8_lossy(&browser.print(None)).into_owned();
        assert!(pdf.contains("/MediaBox [0 0 841"), "{page}: across");
        browser.emulate("print", &[]);
        // An A4 sheet across, without margins of 15 mm.
        browser.resize(1009);
        let wrong = browser.value(
            "[...document.querySelectorAll('main table, .over')].filter((box) => box.scrollWidth > box.clientWidth + 1 || box.getBoundingClientRect().right > innerWidth + 1)
                .concat([...document.querySelectorAll('.compare button, .take')].filter((box) => box.getClientRects().length))
                .map((box) => box.className || box.textContent)",
        );
        assert_eq!(wrong, serde_json::json!([]), "{page}");
        // Printing follows an emulated medium.
        browser.emulate("", &[]);
    }
}

/// A map or a table that may not break leaves the sheet before it blank: there were nine then.
#[test]
fn statistics_fill_their_first_sheet() {
    let Some(chromium) = browser::chromium() else { return };
    let mut browser = Browser::open(&chromium);
    browser.visit(&address("thong-ke.html"));
    let count = sheets(&browser.print(None));
    assert!(count <= 8, "{count}");
}

/// On paper nobody can look up what was typed.
#[test]
fn printed_results_say_what_was_asked_and_chosen_and_nothing_to_press() {
    let Some(chromium) = browser::chromium() else { return };
    let mut browser = Browser::open(&chromium);
    browser.emulate("print", &[]);
    // The width of the paper, and of a window from which somebody prints.
    for width in [680, 1280] {
        browser.resize(width);
        browser.visit(&address("tim-kiem.html?q=rác&field=bao-ve-moi-truong"));
        browser.value("(async () => { for (let n = 0; n < 250 && !document.querySelector('.lantoa-filters input:checked'); n++) await new Promise((done) => setTimeout(done, 20)); document.querySelector('.lantoa-filters').open = true; })()");
        let seen = browser.value(
            "(() => {
                const isShown = (one) => one.getClientRects().length > 0;
                const shown = (selector) => [...document.querySelectorAll(selector)].filter(isShown);
                const [field] = shown('main input[type=search]');
                const results = document.querySelector('.lantoa-results').getBoundingClientRect();
                return [field?.value, shown('main :is(button, input[type=checkbox], .lantoa-more)').length, shown('.lantoa-filters label').map((one) => one.innerText.trim()), results.top < 400, getComputedStyle(document.querySelector('.lantoa-filters')).position];
            })()",
        );
        assert_eq!(seen, serde_json::json!(["rác", 0, ["Bảo vệ môi trường"], true, "static"]), "{width}");
    }
}

#[test]
fn the_sheet_holds_every_word_within_the_paper() {
    let Some(chromium) = browser::chromium() else { return };
    let mut browser = Browser::open(&chromium);
    browser.emulate("print", &[]);
    let mut lost = Vec::new();
    for page in models() {
        browser.visit(&address(&page));
        // The width of the paper without margins, and with wide ones.
        for width in [794, 602] {
            browser.resize(width);
            let words = browser.value(&format!(
                "(() => {{
                    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
                    const lost = [];
                    for (let node; (node = walker.nextNode()); ) {{
                        const box = node.parentElement;
                        if (!node.data.trim() || box.closest('{LEFT_OUT}')) continue;
                        const range = document.createRange();
                        range.selectNodeContents(node);
                        const rects = [...range.getClientRects()];
                        if (!rects.length || rects.some((rect) => rect.left < -1 || rect.right > innerWidth + 1)) lost.push(node.data.trim().slice(0, 60));
                    }}
                    return lost;
                }})()"
            ));
            if words != serde_json::json!([]) {
                lost.push(format!("{page} at {width}: {words}"));
            }
        }
    }
    assert!(lost.is_empty(), "{}", lost.join("\n"));
}
