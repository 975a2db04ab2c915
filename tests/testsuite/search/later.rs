//! What the page of results gets after its first answer: filters, what is offered as one types, ways on where nothing was found,
//! and why a result is one.

use std::fs;
use std::path::{Path, PathBuf};

use lantoa::Lang;
use lantoa::internals::{Document, Facets};
use serde_json::{Value, json};

use super::server::{Answer, serve};
use super::{fixture, index_of, large, site_of};
use crate::support::{browser, visit};

const BODY: &str = "<form data-lantoa-search=\"offer\" action=\"tim-kiem.html\"><input type=\"search\" name=\"q\"></form>\
    <div data-lantoa-results data-submit=\"gui-mo-hinh.html\"><p id=\"idle\">Mọi lĩnh vực</p></div>";

const HELPERS: &str = "
    const $ = (selector) => document.querySelector(selector);
    const all = (selector) => [...document.querySelectorAll(selector)];
    const until = async (holds) => { for (let n = 0; n < 400 && !holds(); n++) await new Promise((done) => setTimeout(done, 25)); return Boolean(holds()); };
    const rest = (ms) => new Promise((done) => setTimeout(done, ms));
    const field = $('[name=q]');
    const type = (text, properties = {}) => { field.value = text; field.dispatchEvent(new InputEvent('input', properties)); };
    const press = (key, properties = {}) => { const event = new KeyboardEvent('keydown', { key, cancelable: true, bubbles: true, ...properties }); document.activeElement.dispatchEvent(event); return event.defaultPrevented; };
    const run = (test) => test().then(out, (error) => out(String(error.stack)));
";

/// What `script` leaves on the page of results of the quality set, which is opened in a frame so many pixels wide.
fn seen(width: u32, query: &str, script: &str) -> Option<Value> {
    let root = tempfile::tempdir().unwrap();
    let (_, documents, facets) = fixture::documents();
    site_of(&documents, &facets, root.path(), BODY, &format!("{HELPERS}{script}"));
    in_frame(root.path(), width, query)
}

fn in_frame(root: &Path, width: u32, query: &str) -> Option<Value> {
    let chromium = browser::chromium()?;
    let outer = "const frame = document.querySelector('iframe');
        const copy = () => {
            const text = frame.contentDocument.querySelector('#out')?.textContent;
            if (text) document.querySelector('#out').textContent = text;
            else setTimeout(copy, 50);
        };
        copy();";
    fs::write(root.join("outer.js"), outer).unwrap();
    let frame = format!(
        "<!doctype html><meta charset=\"utf-8\"><iframe width=\"{width}\" height=\"800\" src=\"tim-kiem.html{query}\"></iframe>\
         <pre id=\"out\"></pre><script src=\"outer.js\"></script>"
    );
    fs::write(root.join("outer.html"), frame).unwrap();
    let path: PathBuf = root.to_owned();
    let address = serve(move |target, _| Answer::File(path.join(target.split('?').next().unwrap_or(target))));
    let text = visit::output_of(&chromium, &format!("{address}/outer.html"));
    Some(serde_json::from_str(&text).unwrap_or_else(|_| panic!("{text}")))
}

#[test]
fn on_a_wide_window_filters_stand_open_and_on_a_phone_they_are_a_sheet() {
    let script = "run(async () => {
        await until(() => $('.lantoa-filters .close'));
        await rest(500);
        const details = $('.lantoa-filters');
        const first = [details.open, all('.lantoa-filters fieldset:not([hidden])').length > 5];
        if (!details.open) $('.lantoa-filters summary').click();
        await until(() => $('fieldset[name=needs] label'));
        const folded = all('.lantoa-filters fieldset:not([hidden]) details:not([open])').length;
        $('fieldset[name=needs] details').open = true;
        $('fieldset[name=needs] input[value=du]').click();
        await until(() => location.search.includes('needs=du'));
        await rest(300);
        const chosen = [$('summary').textContent, $('.lantoa-status').textContent, all('fieldset[name=called] label').length];
        const close = $('.lantoa-filters .close').textContent;
        field.focus();
        press('Escape');
        return { first, folded, chosen, close, afterEscape: [details.open, document.activeElement === $('summary')] };
    });";
    let Some(wide) = seen(1280, "?q=dân", script) else { return };
    assert_eq!(wide["first"], json!([true, true]), "{wide}");
    assert_eq!(wide["afterEscape"], json!([true, false]), "{wide}");
    let Some(narrow) = seen(360, "?q=dân", script) else { return };
    assert_eq!(narrow["first"], json!([false, false]), "{narrow}");
    assert_eq!(narrow["afterEscape"], json!([false, true]), "{narrow}");
    // Also where a filter stands in the address, so that their boxes are there before the sheet is.
    let Some(filtered) = seen(360, "?field=kinh-te", script) else { return };
    assert!(filtered["folded"].as_u64() > Some(4), "{filtered}");
    assert_eq!(wide["folded"], 0, "{wide}");
    assert!(narrow["folded"].as_u64() > Some(5), "{narrow}");
    for seen in [&wide, &narrow] {
        assert_eq!(seen["chosen"][0], "Lọc kết quả (1)", "{seen}");
        // The button that leads back to the results says how many there are: “Xem 12 kết quả”.
        let number = |text: &serde_json::Value| text.as_str().unwrap().replace(|c: char| !c.is_ascii_digit(), "");
        assert!(!number(&seen["close"]).is_empty() && number(&seen["close"]) == number(&seen["chosen"][1]), "{seen}");
        assert!(seen["chosen"][2].as_u64() > Some(0), "{seen}");
    }
    assert_eq!(wide["chosen"][1], narrow["chosen"][1]);
}

#[test]
fn matters_and_places_are_offered_and_chosen_by_keys() {
    let script = "run(async () => {
        await until(() => field.getAttribute('role') === 'combobox');
        field.focus();
        type('camera phu qu');
        await until(() => $('[role=option]'));
        const list = document.getElementById(field.getAttribute('aria-controls'));
        const offered = {
            roles: [list.getAttribute('role'), field.getAttribute('aria-expanded'), field.getAttribute('aria-autocomplete')],
            groups: all('[role=group]').map((group) => document.getElementById(group.getAttribute('aria-labelledby')).textContent),
            options: all('[role=option]').map((option) => option.querySelector('span').textContent),
            field: field.value,
        };
        const keys = [press('ArrowDown'), press('Enter', { isComposing: true }), press('Enter', { keyCode: 229 })];
        const active = document.getElementById(field.getAttribute('aria-activedescendant'))?.getAttribute('aria-selected');
        press('Enter');
        await rest(500);
        const chosen = [field.value, new URLSearchParams(location.search).get('q'), list.hidden];
        type('moi', { isComposing: true });
        await rest(100);
        const composing = list.hidden;
        await until(() => !list.hidden);
        const resting = [!list.hidden, field.value];
        press('Escape');
        const escaped = [list.hidden, field.value, field.getAttribute('aria-expanded')];
        return { offered, keys, active, chosen, composing, resting, escaped };
    });";
    let Some(seen) = seen(360, "?q=dân", script) else { return };
    assert_eq!(seen["offered"]["roles"], json!(["listbox", "true", "list"]), "{seen}");
    assert_eq!(seen["offered"]["groups"], json!(["Địa phương"]), "{seen}");
    assert_eq!(seen["offered"]["field"], "camera phu qu", "nothing is written before the reader chooses");
    let place = seen["offered"]["options"][0].as_str().unwrap();
    assert!(place.ends_with("Phú Quý"), "{seen}");
    assert_eq!(seen["keys"], json!([true, false, false]), "keys of a composition are not taken: {seen}");
    assert_eq!(seen["active"], "true", "{seen}");
    let asked = format!("camera {place}");
    assert_eq!(seen["chosen"], json!([asked, asked, true]), "{seen}");
    assert_eq!((&seen["composing"], &seen["resting"]), (&json!(true), &json!([true, "moi"])), "{seen}");
    assert_eq!(seen["escaped"], json!([true, "moi", "false"]), "{seen}");
}

#[test]
fn where_nothing_was_found_ways_on_are_named() {
    let script = "run(async () => {
        await until(() => $('.lantoa-hint a'));
        return { text: $('.lantoa-hint').textContent, links: all('.lantoa-hint a').map((link) => decodeURIComponent(link.getAttribute('href'))) };
    });";
    let Some(none) = seen(360, "?q=qqqqzzzz", script) else { return };
    assert!(none["text"].as_str().unwrap().starts_with("Các mô hình không có từ: qqqqzzzzThử bớt từ"), "{none}");
    let has = |seen: &Value, wanted: &str| {
        seen["links"].as_array().unwrap().iter().any(|link| link.as_str().unwrap().ends_with(wanted))
    };
    assert!(has(&none, "?field=kinh-te") && has(&none, "/gui-mo-hinh.html"), "{none}");
    let Some(filtered) =
        seen(360, "?q=camera+phú+quý&field=cai-cach-hanh-chinh&unit=luc-luong-vu-trang&level=trung-uong", script)
    else {
        return;
    };
    assert!(has(&filtered, "?q=camera phú quý"), "{filtered}");
    assert!(has(&filtered, "Phú Quý"), "{filtered}");
}

#[test]
fn only_whole_matches_are_marked() {
    let script = "run(async () => {
        await until(() => $('.lantoa-results li'));
        return all('.lantoa-results li').map((item) => [item.querySelector('h2').textContent, ...[...item.querySelectorAll('mark')].map((mark) => mark.textContent)]);
    });";
    let Some(seen) = self::seen(360, "?q=an ninh", script) else { return };
    let marks: Vec<&str> = seen
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|item| item.as_array().unwrap()[1..].iter().filter_map(Value::as_str))
        .collect();
    assert!(marks.len() > 10, "{seen}");
    assert!(
        marks.iter().all(|mark| mark.to_lowercase() == "an ninh"),
        "`an` of `an toàn` or `Công an` is no match: {seen}"
    );
    // `phân loại` is no match of a question that can only mean Phan Thiết.
    let Some(seen) = self::seen(360, "?q=phan thiet", script) else { return };
    assert!(seen.as_array().unwrap().len() > 1 && !seen.to_string().contains("\"phân\""), "{seen}");
}

/// What a result of a large site shows for `bồ câu` before and after its page, which has this article, was looked into: excerpt and height.
fn explained(article: &str) -> Option<(String, Value)> {
    let root = tempfile::tempdir().unwrap();
    let (_, few, facets) = fixture::documents();
    let summary = "Bà con cùng nhau góp công, góp của làm nhiều việc có ích cho xóm làng trong suốt nhiều năm qua.";
    let one = Document {
        url: String::from("mo-hinh/bo-cau.html"),
        title: String::from("Góp sức"),
        summary: summary.to_owned(),
        sections: vec![("".into(), "Mỗi nhà nuôi một đàn bồ câu trắng.".into())],
        ..Document::default()
    };
    let documents: Vec<_> = large::many(&few).into_iter().chain([one]).collect();
    let script = "run(async () => {
        await until(() => $('.lantoa-results li'));
        const before = [$('.excerpt').textContent, $('.lantoa-results li').offsetHeight];
        await until(() => $('.excerpt mark'));
        return { before, after: [$('.excerpt').textContent, $('.lantoa-results li').offsetHeight], mark: $('.excerpt mark').textContent };
    });";
    site_of(&[], &Facets::default(), root.path(), BODY, &format!("{HELPERS}{script}"));
    for (address, bytes) in index_of(&documents, &facets, Lang::Vi, super::VERSION) {
        fs::write(root.path().join(address), bytes).unwrap();
    }
    fs::create_dir(root.path().join("mo-hinh")).unwrap();
    fs::write(root.path().join("mo-hinh/bo-cau.html"), format!("<!doctype html><article>{article}</article>")).unwrap();
    let seen = in_frame(root.path(), 360, "?q=bồ câu")?;
    assert_eq!((&seen["before"][0], &seen["mark"]), (&json!(summary), &json!("bồ câu")), "{seen}");
    assert_eq!(seen["after"][1], seen["before"][1], "nothing moves: {seen}");
    Some((seen["after"][0].as_str().unwrap().to_owned(), seen))
}

#[test]
fn a_sentence_of_its_page_says_why_a_result_is_one() {
    let sentence = "Mỗi nhà nuôi một đàn bồ câu trắng.";
    let article = format!(
        "<dl><dt>Hỏi ai</dt><dd data-nosnippet>UBND xã có đàn bồ câu.</dd></dl><p>Đầu tiên. {sentence} Sau cùng.</p>\
         <ul><li><a href=\"x.html\">bồ câu khác</a></li></ul>"
    );
    let Some((text, seen)) = explained(&article) else { return };
    assert_eq!(text, sentence, "{seen}");
}

#[test]
fn a_figure_is_told_apart_from_what_it_counts() {
    let Some((text, seen)) = explained("<ul><li><b>120</b> <span>con</span><span>Đàn bồ câu</span></li></ul>")
    else {
        return;
    };
    assert_eq!(text, "120 con · Đàn bồ câu", "{seen}");
}

/// Results that say nothing of a word say so; of a word that is still being typed, or whose space was forgotten, nothing is missing.
#[test]
fn what_no_model_has_is_told_above_the_results_too() {
    let script = "run(async () => {
        await until(() => $('.lantoa-hint') && !$('.lantoa-hint').hidden && $('.lantoa-hint').textContent);
        const missing = [$('.lantoa-hint').textContent, all('.lantoa-results h2').length];
        type('camera an nin');
        await rest(1500);
        const unfinished = [$('.lantoa-hint').textContent, all('.lantoa-results h2').length];
        type('camera anninh');
        await rest(1500);
        return { missing, unfinished, joined: [$('.lantoa-hint').textContent, all('.lantoa-results h2').length] };
    });";
    let Some(seen) = seen(360, "?q=camera+qqqqzzzz", script) else { return };
    assert!(seen["missing"][0].as_str().unwrap().contains("Các mô hình không có từ: qqqqzzzz"), "{seen}");
    for state in ["missing", "unfinished", "joined"] {
        assert!(seen[state][1].as_u64().unwrap() > 0, "{state}: {seen}");
    }
    for state in ["unfinished", "joined"] {
        assert!(!seen[state][0].as_str().unwrap().contains("không có từ"), "{state}: {seen}");
    }
}
