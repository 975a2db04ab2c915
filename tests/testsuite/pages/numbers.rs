//! The numbers of the statistics and the lists to which they lead.

use std::collections::BTreeMap;

use super::address;
use crate::support::browser;
use crate::support::cdp::Browser;

/// Links of which the text is a number: `[[address, number], …]`. What stands in a sentence about places or kinds of units
/// counts these, and no models.
const NUMBERS: &str = "[...document.querySelectorAll('main a[href]')]
    .map((link) => [link.getAttribute('href'), link.textContent.trim()])
    .filter(([href, text]) => /^[\\d.]+$/.test(text) && !['dia-phuong.html', 'don-vi.html'].includes(href))";

/// How many models a page lists, by what it says above them.
const LISTED: &str = "(async () => {
    const said = () => /^(?:Khoảng )?([\\d.]+) mô hình/.exec((document.querySelector('.lantoa-status') ?? document.querySelector('.head .count'))?.textContent.trim() ?? '')?.[1];
    for (let n = 0; n < 250 && !said(); n++) await new Promise((done) => setTimeout(done, 20));
    return said() ?? document.querySelector('main').innerText.slice(0, 200);
})()";

#[test]
fn every_number_that_is_a_link_opens_a_list_of_so_many_models() {
    let Some(chromium) = browser::chromium() else { return };
    let mut browser = Browser::open(&chromium);
    browser.visit(&address("thong-ke.html"));
    let numbers = browser.value(NUMBERS);
    let numbers = numbers.as_array().unwrap().iter().map(|link| {
        let text = |at: usize| link[at].as_str().unwrap().to_owned();
        (text(0), text(1))
    });
    let numbers: BTreeMap<String, String> = numbers.collect();
    assert!(numbers.len() >= 20, "{numbers:?}");
    let mut wrong = Vec::new();
    for (href, number) in numbers {
        browser.visit(&address(&href));
        let listed = browser.value(LISTED);
        if listed != *number {
            wrong.push(format!("{href}: {number}, but {listed}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
