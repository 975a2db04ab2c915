//! The page of results as a reader meets it, over HTTP under a strict content policy.

use std::path::PathBuf;

use serde_json::Value;

use super::server::{self, Answer};
use super::{node, site, site_of};
use crate::support::cdp::Browser;
use crate::support::{self, browser, visit};

/// Serves a folder.
fn serve(root: PathBuf) -> String {
    server::serve(move |target, _| Answer::File(root.join(target.split('?').next().unwrap_or(target))))
}

pub(super) const BODY: &str = "<form data-lantoa-search action=\"tim-kiem.html\"><input type=\"search\" name=\"q\"></form>\
    <div data-lantoa-results><p id=\"idle\">Mọi lĩnh vực</p></div>";

#[test]
fn typing_shows_results_and_filters_narrow_them() {
    let Some(chromium) = browser::chromium() else { return };
    let root = tempfile::tempdir().unwrap();
    let script = "
        const $ = (selector) => document.querySelector(selector);
        const until = async (holds) => { for (let n = 0; n < 400 && !holds(); n++) await new Promise((done) => setTimeout(done, 25)); return holds(); };
        const titles = () => [...document.querySelectorAll('.lantoa-results h2')].map((title) => title.textContent);
        (async () => {
            const seen = {};
            const input = $('[name=q]');
            await until(() => titles().length);
            seen.address = [input.value, titles()[0]];
            input.value = 'bien rac';
            input.dispatchEvent(new Event('input'));
            await until(() => titles()[0]?.includes('rác'));
            seen.typed = { titles: titles(), status: $('[aria-live]').textContent, idle: $('#idle').offsetParent === null, mark: $('.lantoa-results mark').textContent, search: location.search };
            $('.lantoa-filters').open = true;
            await until(() => $('fieldset[name=field] label'));
            const box = $('fieldset[name=level] input[value=huyen]');
            const before = titles().length;
            box.click();
            await until(() => titles().length < before);
            seen.filtered = { titles: titles(), search: location.search, focus: document.activeElement === box || box.isConnected };
            history.back();
            await until(() => !box.checked && titles().length === before);
            seen.back = { checked: box.checked, count: titles().length === before };
            input.value = 'qqqqzzzz';
            $('form').requestSubmit();
            await until(() => !titles().length && $('.lantoa-hint a'));
            seen.module = (await import('./assets/search.js')).search === lantoa.search;
            seen.nothing = { status: $('[aria-live]').textContent, fields: $('.lantoa-hint a')?.getAttribute('href') };
            out(seen);
        })().catch((error) => out(String(error)));";
    site(root.path(), BODY, script);
    let address = serve(root.path().to_owned());
    let text = visit::output_of(&chromium, &format!("{address}/tim-kiem.html?q=ngôi nhà xanh"));
    let seen: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(seen["address"], serde_json::json!(["ngôi nhà xanh", "Ngôi nhà xanh"]), "{seen}");
    assert_eq!(seen["typed"]["titles"][0], "Biến rác thành tiền", "{seen}");
    assert!(seen["typed"]["status"].as_str().unwrap().ends_with("mô hình"));
    assert_eq!(seen["typed"]["mark"], "Biến rác");
    assert_eq!((&seen["typed"]["idle"], &seen["typed"]["search"]), (&true.into(), &"?q=bien+rac".into()));
    assert_eq!(seen["filtered"]["search"], "?q=bien+rac&level=huyen", "{seen}");
    assert_eq!(seen["filtered"]["focus"], true);
    assert_eq!(seen["module"], true, "assets/search.js is the same search, as a module");
    assert_eq!(seen["back"], serde_json::json!({"checked": false, "count": true}));
    assert_eq!(
        seen["nothing"],
        serde_json::json!({"status": "Không tìm thấy mô hình nào", "fields": "?field=kinh-te"})
    );
}

/// No script can say that no script came: the style sheet does, after a while.
#[test]
fn where_the_scripts_cannot_be_reached_the_page_says_so() {
    let Some(chromium) = browser::chromium() else { return };
    let root = tempfile::tempdir().unwrap();
    let model = "---\ntitle: Nuôi bò\nlocality: Tỉnh Lâm Đồng\nfield: kinh-te\n---\n\nNội dung.\n";
    let files = support::build_in_memory(&support::source_of([("content/mo-hinh/nuoi-bo.md", model)]));
    support::write_all(root.path(), files);
    let mut browser = Browser::open(&chromium);
    let mut seen = |after: &str| {
        browser.visit(&format!("file://{}/tim-kiem.html{after}", root.path().display()));
        browser.value(
            "(async () => {
                for (let n = 0; n < 100 && window.lantoa && !document.querySelector('.lantoa-status'); n++) await new Promise((done) => setTimeout(done, 25));
                const told = document.querySelector('.unreached');
                const isShown = () => told.offsetHeight > 10 && getComputedStyle(told).visibility === 'visible' && getComputedStyle(told).display !== 'none';
                const before = isShown();
                told.getAnimations().forEach((animation) => animation.finish());
                return [before, isShown()];
            })()",
        )
    };
    assert_eq!(seen(""), serde_json::json!([false, false]), "the scripts came");
    assert_eq!(seen("#q=bò"), serde_json::json!([false, false]), "and answer");
    std::fs::remove_file(root.path().join("assets/start.js")).unwrap();
    assert_eq!(seen(""), serde_json::json!([false, true]), "the scripts did not come");
}

#[test]
fn spellings_of_words_and_numbers_find_each_other() {
    let Some(chromium) = browser::chromium() else { return };
    let root = tempfile::tempdir().unwrap();
    let script = "(async () => {
        const seen = {};
        for (const query of ['wifi', 'Wi-Fi', '1200000', '1.200.000', '123/QĐ-UBND', '123/qd-ubnd', '%'])
            seen[query] = (await lantoa.search(query, { facets: false })).results.map(({ title }) => title).sort();
        out(seen);
    })().catch((error) => out(String(error)));";
    let url = site_of(&node::spelled(), &Default::default(), root.path(), "", script);
    let text = visit::output_of(&chromium, &url);
    let seen: Value = serde_json::from_str(&text).unwrap_or_else(|_| panic!("{text}"));
    let (wifi, sum) = (["Lắp Wi-Fi miễn phí", "Lắp wifi công cộng"], ["Góp 1.200.000 đồng", "Góp 1200000 đồng"]);
    for (query, titles) in [("wifi", wifi), ("Wi-Fi", wifi), ("1200000", sum), ("1.200.000", sum)] {
        assert_eq!(seen[query], serde_json::json!(titles), "{query}");
    }
    for query in ["123/QĐ-UBND", "123/qd-ubnd"] {
        assert!(seen[query].as_array().unwrap().contains(&"Lắp Wi-Fi miễn phí".into()), "{query}: {seen}");
    }
    assert_eq!(seen["%"], serde_json::json!([]));
}
