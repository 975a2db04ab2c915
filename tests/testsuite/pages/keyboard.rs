//! Pages without a mouse: Tab leads from the first link to the last, everything that can be used is on the way, in the order of
//! the page, and is seen when it has the focus.

use std::time::Duration;

use serde_json::{Value, json};

use super::{KINDS, address};
use crate::support::browser;
use crate::support::cdp::Browser;

/// Presses a key: its name, its number, and what it writes.
fn press(browser: &mut Browser, key: &str) {
    let (code, text) = match key {
        "Tab" => (9, None),
        "Enter" => (13, Some("\r")),
        "Escape" => (27, None),
        " " => (32, Some(" ")),
        "ArrowDown" => (40, None),
        _ => panic!("{key}"),
    };
    let name = if key == " " { "Space" } else { key };
    for kind in ["keyDown", "keyUp"] {
        let mut event = json!({"type": kind, "key": key, "code": name, "windowsVirtualKeyCode": code});
        if kind == "keyDown"
            && let Some(text) = text
        {
            event["text"] = text.into();
        }
        browser.call("Input.dispatchKeyEvent", event);
    }
}

/// Tab, until a selector has the focus; fails after `most` times.
fn tab_to(browser: &mut Browser, selector: &str, most: usize) {
    for _ in 0..most {
        press(browser, "Tab");
        if browser.value(&format!("document.activeElement.matches('{selector}')")) == true {
            return;
        }
    }
    panic!("{selector} is not within {most} tabs");
}

/// Waits until an expression holds.
fn until(browser: &mut Browser, holds: &str) {
    let wait = format!(
        "(async () => {{ for (let n = 0; n < 400; n++) {{ if ({holds}) return true; await new Promise((done) => setTimeout(done, 25)); }} return false; }})()"
    );
    assert_eq!(browser.value(&wait), true, "{holds}");
}

/// Notes what gets the focus: its number among all elements, and whether that is seen. Of cards the ring is around the card, on
/// maps the shape has a line of the colour `--focus`.
const NOTE: &str = "
    window.all = [...document.querySelectorAll('*')];
    window.seen = [];
    const isOnScreen = (one) => {
        const box = one.getBoundingClientRect();
        return box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
    };
    addEventListener('focusin', ({ target }) => {
        const ring = ['', '::after', '::before'].some((part) => {
            const { outlineStyle, outlineWidth } = getComputedStyle(target, part);
            return outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2;
        });
        const isLined = (one) => getComputedStyle(one).stroke === 'rgb(180, 83, 9)';
        const shape = target.closest('svg') && [...target.querySelectorAll('.area, .dot, .arc')].some(isLined);
        seen.push({ at: all.indexOf(target), name: `${target.tagName}.${target.getAttribute('class') ?? ''} ${target.textContent.trim().slice(0, 40)}`, isSeen: Boolean(ring || shape), isOnScreen: isOnScreen(target) });
    });
    // The page has been scrolled to it by the time it loses the focus again.
    addEventListener('focusout', ({ target }) => {
        const last = seen.at(-1);
        last.isSeen &&= last.isOnScreen || isOnScreen(target);
    });
    // What can be used: links, buttons, fields, what folds and what scrolls; not what is folded away.
    [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex=\"0\"]')]
        .filter((one) => one.tabIndex >= 0 && !one.disabled && one.type !== 'hidden')
        .filter((one) => one.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true }))
        .filter((one) => one.matches('summary') || !one.closest('details:not([open])'))
        .map((one) => all.indexOf(one))";

#[test]
fn tab_leads_through_every_page_in_its_order_and_out_of_it() {
    let Some(chromium) = browser::chromium() else { return };
    let mut browser = Browser::open(&chromium);
    browser.emulate("screen", &[("prefers-reduced-motion", "reduce")]);
    let mut wrong = Vec::new();
    for (page, width) in KINDS.into_iter().flat_map(|page| [(page, 360), (page, 1280)]) {
        browser.resize(width);
        browser.visit(&address(page));
        browser.value("new Promise((done) => setTimeout(done, 200))");
        let wanted = browser.value(NOTE);
        let wanted: Vec<u64> = wanted.as_array().unwrap().iter().filter_map(Value::as_u64).collect();
        assert!(wanted.len() > 10, "{page}: {wanted:?}");
        // Once more than there are: the last leads out.
        for _ in 0..=wanted.len() {
            press(&mut browser, "Tab");
        }
        let seen = browser.value("seen");
        let seen = seen.as_array().unwrap();
        let order: Vec<u64> = seen.iter().filter_map(|one| one["at"].as_u64()).take(wanted.len()).collect();
        if order != wanted {
            let missed: Vec<Value> = wanted
                .iter()
                .filter(|at| !order.contains(at))
                .take(5)
                .map(|at| browser.value(&format!("all[{at}].outerHTML.slice(0, 120)")))
                .collect();
            wrong.push(format!("{page} at {width}: {} of {} in order; missed {missed:?}", order.len(), wanted.len()));
        }
        if !seen[0]["name"].as_str().unwrap().starts_with("A.skip") || browser.value("seen.length > all.length") == true
        {
            wrong.push(format!("{page} at {width}: begins with {}", seen[0]["name"]));
        }
        let unseen: Vec<&Value> = seen.iter().filter(|one| one["isSeen"] == false).map(|one| &one["name"]).collect();
        if !unseen.is_empty() {
            wrong.push(format!("{page} at {width}: not seen {:?}", &unseen[..unseen.len().min(5)]));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_menu_the_place_and_the_buttons_of_a_model_work_by_keys() {
    let Some(chromium) = browser::chromium() else { return };
    let mut browser = Browser::open(&chromium);
    browser.resize(360);
    // The first link skips the header.
    browser.visit(&address("mo-hinh.html"));
    press(&mut browser, "Tab");
    press(&mut browser, "Enter");
    press(&mut browser, "Tab");
    assert_eq!(browser.value("Boolean(document.activeElement.closest('main'))"), true);
    // The menu opens, is walked through, and gives the focus back.
    browser.visit(&address("index.html"));
    tab_to(&mut browser, ".rest > summary", 8);
    press(&mut browser, "Enter");
    press(&mut browser, "Tab");
    assert_eq!(browser.value("Boolean(document.activeElement.closest('.rest[open] nav'))"), true);
    press(&mut browser, "Escape");
    assert_eq!(browser.value("document.activeElement.matches('.rest:not([open]) > summary')"), true);
    // A menu that a finger opened has no focus, and closes by the same key.
    browser.value("document.querySelector('.rest').open = true; document.activeElement.blur()");
    press(&mut browser, "Escape");
    assert_eq!(browser.value("document.activeElement.matches('.rest:not([open]) > summary')"), true);
    // The reader's own place.
    tab_to(&mut browser, ".mine .pin", 40);
    press(&mut browser, "Enter");
    until(&mut browser, "document.activeElement.id === 'noi' && window.lantoa?.findPlaces?.('dong giang').length");
    browser.call("Input.insertText", json!({"text": "dong giang"}));
    until(&mut browser, "document.querySelector('.found li')");
    press(&mut browser, "ArrowDown");
    press(&mut browser, "Enter");
    // What is chosen waits for the second part of the list of places.
    until(
        &mut browser,
        "document.activeElement.matches('.chosen a') && document.activeElement.textContent.includes('Đông Giang')",
    );
    tab_to(&mut browser, ".mine [data-do=forget]", 3);
    press(&mut browser, " ");
    assert_eq!(browser.value("document.activeElement.matches('.mine .pin')"), true);
    // Saving and comparing; what a model was put beside leads on.
    browser.visit(&address("mo-hinh/be-tong-hoa-duong-hem-khu-dan-cu.html"));
    tab_to(&mut browser, ".share [data-do=save]", 20);
    press(&mut browser, " ");
    assert_eq!(browser.value("document.activeElement.getAttribute('aria-pressed')"), "true");
    tab_to(&mut browser, ".share [data-do=compare]", 4);
    press(&mut browser, "Enter");
    tab_to(&mut browser, ".share .side", 8);
    press(&mut browser, "Enter");
    // A promise would not outlive the page that is left: asked again and again instead.
    let there = "location.pathname.endsWith('so-sanh.html') && document.readyState === 'complete'";
    let arrived = (0..400).any(|_| {
        std::thread::sleep(Duration::from_millis(25));
        browser.value(there) == true
    });
    assert!(arrived, "the link to the comparison is followed");
    until(&mut browser, "document.querySelector('.outcome button')");
    tab_to(&mut browser, ".outcome button", 40);
    press(&mut browser, "Enter");
    until(&mut browser, "!document.querySelector('.outcome button')");
    assert_eq!(browser.value("document.activeElement !== document.body"), true, "the focus is not lost");
}
