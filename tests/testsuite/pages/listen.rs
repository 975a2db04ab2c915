//! Reading aloud, with a voice that a test plays: headless browsers have none.

use serde_json::{Value, json};

use super::address;
use crate::support::browser;
use crate::support::cdp::Browser;

const PAGE: &str = "mo-hinh/be-tong-hoa-duong-hem-khu-dan-cu.html";

/// A voice that says nothing and ends when the test lets it. `VOICES` are the languages of the voices there are.
const VOICE: &str = "
    window.said = [];
    window.stopped = 0;
    window.voices = VOICES.map((lang) => ({ lang }));
    window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
    Object.defineProperty(window, 'speechSynthesis', { value: {
        getVoices: () => voices,
        speak: (words) => said.push(words),
        cancel: () => { stopped++; },
    } });
    window.last = () => said.at(-1);
    window.end = () => last().onend();";

fn open(voices: &Value) -> Option<Browser> {
    let mut browser = Browser::open(&browser::chromium()?);
    let source = VOICE.replace("VOICES", &voices.to_string());
    browser.call("Page.addScriptToEvaluateOnNewDocument", json!({"source": source}));
    browser.visit(&address(PAGE));
    Some(browser)
}

const BUTTON: &str = "document.querySelector('[data-do=read]')";

/// Presses the button that begins and stops.
fn press(browser: &mut Browser) {
    browser.value(&format!("{BUTTON}.click()"));
}

#[test]
fn numbers_and_addresses_are_read_in_one_piece() {
    let Some(mut browser) = open(&json!(["vi-VN"])) else { return };
    let text = "Góp 250.000 đồng lúc 7:30. Xem TP.HCM; còn 3,5 km… Hết?";
    browser.value(&format!("document.querySelector('.lead').textContent = '{text}'"));
    press(&mut browser);
    browser.value("new Promise((done) => { const wait = () => said.length ? done() : setTimeout(wait, 20); wait(); })");
    let read = browser.value("for (let part = 0; part < 4; part++) end(); said.slice(1).map((words) => words.text)");
    assert_eq!(read, json!(["Góp 250.000 đồng lúc 7:30.", "Xem TP.HCM;", "còn 3,5 km…", "Hết?"]));
}

#[test]
fn a_page_is_read_sentence_by_sentence_stops_goes_on_and_changes_its_speed() {
    let Some(mut browser) = open(&json!(["en-US", "vi-VN"])) else { return };
    press(&mut browser);
    browser.value("new Promise((done) => { const wait = () => said.length ? done() : setTimeout(wait, 20); wait(); })");
    let title = browser.value("document.querySelector('h1').textContent");
    assert_eq!(
        browser.value("[last().text, last().lang, last().voice.lang, last().rate]"),
        json!([title, "vi-VN", "vi-VN", 1])
    );
    assert_eq!(browser.value("document.querySelector('.spoken').tagName"), "H1");
    assert_eq!(browser.value(&format!("{BUTTON}.getAttribute('aria-pressed')")), "true");
    browser.value("end()");
    let second = browser.value("last().text");
    assert_eq!(browser.value("document.querySelector('.lead').textContent.startsWith(last().text)"), true, "{second}");
    // Stopped: the end of what was cut off moves nothing.
    press(&mut browser);
    browser.value("end()");
    assert_eq!(
        browser.value("[said.length, stopped > 0, document.querySelectorAll('.spoken').length]"),
        json!([2, true, 0])
    );
    assert_eq!(browser.value(&format!("{BUTTON}.getAttribute('aria-pressed')")), "false");
    // It goes on with the sentence that was not heard to its end.
    press(&mut browser);
    assert_eq!(browser.value("[said.length, last().text]"), json!([3, second]));
    // Slower and faster, from the beginning of the sentence.
    for (rate, name) in [(json!(0.8), "0,8×"), (json!(1.2), "1,2×"), (json!(1), "1×")] {
        browser.value(&format!("{BUTTON}.parentNode.nextElementSibling.firstChild.click()"));
        let speed = format!("[last().rate, last().text, {BUTTON}.parentNode.nextElementSibling.textContent]");
        assert_eq!(browser.value(&speed), json!([rate, second, name]));
    }
    // To the end: every sentence once, in the order of the page, none without words, steps and results among them.
    let before = browser.value("said.length").as_u64().unwrap();
    browser.value("for (let n = 0; n < 1000 && document.querySelector('.spoken'); n++) end();");
    let rest = browser.value(&format!("said.slice({before}).map(({{ text }}) => text)"));
    let rest: Vec<&str> = rest.as_array().unwrap().iter().filter_map(Value::as_str).collect();
    assert!(
        rest.len() > 10 && rest.iter().all(|text| text.chars().any(char::is_alphanumeric) && text.len() < 600),
        "{rest:?}"
    );
    for selector in [".figures li", ".follow h2", ".steps li", ".prose p"] {
        let text = browser.value(&format!(
            "document.querySelector('{selector}')?.textContent.replace(/\\s+/g, ' ').trim().match(/^[^.!?;:…]+/)[0]"
        ));
        let text = text.as_str().unwrap_or_else(|| panic!("{selector}")).trim();
        assert!(rest.iter().any(|sentence| sentence.starts_with(text)), "{selector}: {text} is not in {rest:?}");
    }
    assert_eq!(browser.value(&format!("{BUTTON}.getAttribute('aria-pressed')")), "false");
    // And from the beginning again.
    press(&mut browser);
    assert_eq!(browser.value("last().text"), title);
}

#[test]
fn it_is_offered_only_where_there_is_a_vietnamese_voice_even_if_that_comes_late() {
    let Some(mut browser) = open(&json!(["en-US"])) else { return };
    let is_shown = format!("{BUTTON}.getClientRects().length > 0");
    assert_eq!(browser.value(&is_shown), false);
    browser.value("voices.push({ lang: 'vi_VN' }); speechSynthesis.onvoiceschanged()");
    assert_eq!(browser.value(&is_shown), true);
}
