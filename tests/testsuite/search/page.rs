//! The page of results as a reader meets it, over HTTP under a strict content policy.

use std::path::PathBuf;

use serde_json::Value;

use super::server::{self, Answer};
use super::site;
use crate::support::{browser, visit};

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
