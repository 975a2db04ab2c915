//! Readers on a weak line, behind a captive portal, with an old copy of the site in their browser, or coming back.

use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use lantoa::Lang;
use lantoa::internals::{Document, Facets};
use serde_json::{Value, json};

use super::page::BODY;
use super::server::{Answer, serve};
use super::{fixture, index_of, large, site, site_of};
use crate::support::{browser, visit};

/// What the scripts of these tests use. `seen` collects every text of the page that says that something failed.
const HELPERS: &str = "
    const $ = (selector) => document.querySelector(selector);
    const until = async (holds) => { for (let n = 0; n < 400 && !holds(); n++) await new Promise((done) => setTimeout(done, 25)); return Boolean(holds()); };
    const titles = () => [...document.querySelectorAll('.lantoa-results h2')].map((title) => title.textContent);
    const field = $('[name=q]');
    const type = (text, properties = {}) => { field.value = text; field.dispatchEvent(new InputEvent('input', properties)); };
    const alarm = () => $('[role=alert] button');
    const failures = [];
    new MutationObserver(() => alarm() && failures.push(alarm().parentNode.textContent)).observe(document.body, { childList: true, subtree: true });
    /** Tells the host to change. */
    const host = (state) => new Promise((done) => document.head.append(Object.assign(document.createElement('script'), { src: `host.js?${state}`, onload: done, onerror: done })));
    const run = (test) => test().then(out, (error) => out(String(error)));
";

/// What the page left, of a site whose page runs `script` and whose host answers by `answer`.
fn visit(root: &Path, query: &str, answer: impl Fn(&str, usize) -> Answer + Send + 'static) -> Option<Value> {
    let chromium = browser::chromium()?;
    assert!(root.join("tim-kiem.html").is_file());
    let text = visit::output_of(&chromium, &format!("{}/tim-kiem.html{query}", serve(answer)));
    Some(serde_json::from_str(&text).unwrap_or_else(|_| panic!("{text}")))
}

fn file(root: &Path, target: &str) -> Answer {
    Answer::File(root.join(target.split('?').next().unwrap_or(target)))
}

/// The site of the quality set, whose page runs `script`.
fn small(script: &str) -> tempfile::TempDir {
    let root = tempfile::tempdir().unwrap();
    site(root.path(), BODY, &format!("{HELPERS}{script}"));
    root
}

/// [`visit`] of [`small`] with a host that does what it should.
fn simple(query: &str, script: &str) -> Option<Value> {
    let root = small(script);
    let path = root.path().to_owned();
    visit(root.path(), query, move |target, _| file(&path, target))
}

#[test]
fn what_was_typed_before_the_search_arrived_is_kept_and_searched() {
    let script = "
        const early = field.value;
        type('tiếng kẻng học bài');
        run(async () => { await until(() => titles().length); return [early, field.value, titles()[0]]; });";
    for query in ["", "?q=rác"] {
        let Some(seen) = simple(query, script) else { return };
        assert_eq!(seen, json!(["", "tiếng kẻng học bài", "Tiếng kẻng học bài"]), "{query}");
    }
}

/// A site whose browser has kept the `start.js` of an earlier version.
fn with_old_start(script: &str) -> tempfile::TempDir {
    let root = small(script);
    let start = fs::read_to_string(root.path().join("assets/start.js")).unwrap();
    let old = start.replace("VERSION=\"0123456789\"", "VERSION=\"9999999999\"");
    assert_ne!(old, start);
    fs::write(root.path().join("assets/old.js"), old).unwrap();
    root
}

#[test]
fn a_browser_that_kept_an_old_script_answers_the_first_question() {
    let page = "run(async () => { await until(() => titles().length || alarm() || /Không/.test($('.lantoa-status')?.textContent));
        return [titles()[0], failures, $('.lantoa-status').textContent.includes('Không')]; });";
    let interface = "run(async () => (await lantoa.search('tiếng kẻng học bài')).results[0].title);";
    let expected = [json!(["Tiếng kẻng học bài", [], false]), json!("Tiếng kẻng học bài")];
    // A host answers 404 for files of the old version, or a page of HTML for whatever it does not have.
    for catches_all in [false, true] {
        for (script, expected) in [page, interface].iter().zip(&expected) {
            let root = with_old_start(script);
            let path = root.path().to_owned();
            let seen = visit(root.path(), "?q=tiếng kẻng học bài", move |target, _| match target {
                "assets/start.js" => Answer::File(path.join("assets/old.js")),
                _ if catches_all && target.contains("9999999999") => Answer::Html,
                _ => file(&path, target),
            });
            let Some(seen) = seen else { return };
            assert_eq!(seen, *expected, "catches all: {catches_all}");
        }
    }
}

#[test]
fn a_file_that_comes_as_html_or_in_half_is_told_and_loaded_again() {
    let script = "run(async () => {
        await until(alarm);
        const told = [alarm()?.parentNode.textContent, field.value, titles().length];
        HEAL;
        await until(() => titles().length);
        return [...told, titles()[0], Boolean(alarm())];
    });";
    let told = "Không tải được dữ liệu. Thử lại";
    let expected = json!([told, "tiếng kẻng học bài", 0, "Tiếng kẻng học bài", false]);
    for heal in ["alarm().click()", "type('tiếng kẻng học bài')"] {
        for kind in 0..3 {
            let root = small(&script.replace("HEAL", heal));
            let path = root.path().to_owned();
            let seen = visit(root.path(), "?q=tiếng kẻng học bài", move |target, before| {
                let whole = path.join(target.split('?').next().unwrap());
                match kind {
                    _ if !target.starts_with("assets/h/s-") || before > 1 => Answer::File(whole),
                    0 => Answer::Html,
                    1 => Answer::Half(whole),
                    _ => Answer::Gone,
                }
            });
            let Some(seen) = seen else { return };
            assert_eq!(seen, expected, "{kind} {heal}");
        }
    }
}

#[test]
fn a_composition_that_rests_is_searched_and_not_ended() {
    let script = "run(async () => {
        await until(() => $('.lantoa-status'));
        await until(() => lantoa.reader && !$('#idle').hidden);
        await new Promise((done) => setTimeout(done, 300));
        const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value');
        type('tiếng kẻng', { isComposing: true });
        let writes = 0;
        Object.defineProperty(field, 'value', { get() { return set.get.call(this); }, set(value) { writes++; set.set.call(this, value); } });
        await new Promise((done) => setTimeout(done, 150));
        const early = titles().length;
        await until(() => titles().length);
        return [early, titles()[0], writes];
    });";
    let Some(seen) = simple("", script) else { return };
    assert_eq!(seen, json!([0, "Tiếng kẻng học bài", 0]), "writing to the field ends a composition");
}

/// Writes a large site below `root`, whose titles begin with `mark`.
fn write_large(root: &Path, mark: &str, version: &str, script: &str) {
    let (_, few, facets) = fixture::documents();
    let marked = |one: Document<'static>| Document { title: format!("{mark}{}", one.title), ..one };
    let documents: Vec<_> = large::many(&few).into_iter().map(marked).collect();
    site_of(&[], &Facets::default(), root, BODY, &format!("{HELPERS}{script}"));
    for (address, bytes) in index_of(&documents, &facets, Lang::Vi, version) {
        fs::write(root.join(address), bytes).unwrap();
    }
}

#[test]
fn more_results_that_fail_are_told_and_old_results_do_not_stand_under_a_new_question() {
    let script = "run(async () => {
        await until(() => titles().length === 10);
        await host('off');
        // What is loaded may be enough for some more.
        let shown = 0;
        while (!alarm() && titles().length > shown) {
            shown = titles().length;
            $('.lantoa-more').click();
            await until(() => alarm() || titles().length > shown);
        }
        const more = [Boolean(alarm()), titles().length === shown];
        type('nước sạch');
        await until(() => !titles().length);
        await until(alarm);
        const other = [Boolean(alarm()), titles().length, $('.lantoa-status').textContent];
        await host('on');
        alarm()?.click();
        await until(() => titles().length);
        return { more, other, healed: [titles().length, Boolean(alarm()), field.value] };
    });";
    let root = tempfile::tempdir().unwrap();
    write_large(root.path(), "", "0123456789", script);
    let path = root.path().to_owned();
    let is_off = Arc::new(AtomicUsize::new(0));
    let seen = visit(root.path(), "?q=hien dat", move |target, _| {
        if let Some(state) = target.strip_prefix("host.js?") {
            is_off.store(usize::from(state == "off"), Ordering::SeqCst);
        }
        if is_off.load(Ordering::SeqCst) == 1 { Answer::Html } else { file(&path, target) }
    });
    let Some(seen) = seen else { return };
    assert_eq!(seen["more"], json!([true, true]), "{seen}");
    assert_eq!(seen["other"], json!([true, 0, ""]), "{seen}");
    assert_eq!(seen["healed"], json!([10, false, "nước sạch"]), "{seen}");
}

#[test]
fn an_open_page_takes_the_new_version_whole() {
    let script = "run(async () => {
        await until(() => titles().length === 10);
        const before = titles().some((title) => title.startsWith('Mới '));
        await host('new');
        type('nước sạch nông thôn');
        await until(() => titles()[0]?.startsWith('Mới '));
        await until(() => titles().length === 10);
        const all = titles().every((title) => title.startsWith('Mới '));
        $('.lantoa-more').click();
        await until(() => titles().length > 10);
        type('tiếng kẻng học bài');
        await until(() => titles()[0] === 'Mới Tiếng kẻng học bài');
        return { before, all, more: titles().every((title) => title.startsWith('Mới ')), failures,
            value: field.value, boxes: [document.querySelectorAll('.lantoa-results').length, document.querySelectorAll('#idle').length], first: titles()[0] };
    });";
    let (old, new) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    write_large(old.path(), "", "0123456789", script);
    write_large(new.path(), "Mới ", "9876543210", script);
    let paths = [old.path().to_owned(), new.path().to_owned()];
    let version = Arc::new(AtomicUsize::new(0));
    let seen = visit(old.path(), "?q=hien dat", move |target, _| {
        if target == "host.js?new" {
            version.store(1, Ordering::SeqCst);
        }
        file(&paths[version.load(Ordering::SeqCst)], target)
    });
    let Some(seen) = seen else { return };
    assert_eq!(
        seen,
        json!({"before": false, "all": true, "more": true, "failures": [], "value": "tiếng kẻng học bài", "boxes": [1, 1],
               "first": "Mới Tiếng kẻng học bài"})
    );
}

/// The first answer is there when the new version comes; what comes after it is gone. That answer says nothing of new models.
#[test]
fn an_answer_whose_later_parts_are_gone_is_asked_of_the_new_version() {
    let script = "run(async () => {
        await until(() => titles()[0]?.startsWith('Mới '));
        return [titles()[0], failures, document.querySelectorAll('.lantoa-results').length];
    });";
    let (_, documents, facets) = fixture::documents();
    let root = tempfile::tempdir().unwrap();
    let marked = |one: &Document<'static>| Document { title: format!("Mới {}", one.title), ..one.clone() };
    let new: Vec<_> = documents.iter().map(marked).collect();
    site_of(&new, &facets, root.path(), BODY, &format!("{HELPERS}{script}"));
    for (address, bytes) in index_of(&documents, &facets, Lang::Vi, "9999999999") {
        let address = if address == "assets/start.js" { "assets/old.js".to_owned() } else { address };
        fs::write(root.path().join(address), bytes).unwrap();
    }
    let path = root.path().to_owned();
    let seen = visit(root.path(), "?q=tiếng kẻng học bài", move |target, _| match target {
        "assets/start.js" => Answer::File(path.join("assets/old.js")),
        _ if target.contains("9999999999-") && !target.contains("-0.js") => Answer::Gone,
        _ => file(&path, target),
    });
    let Some(seen) = seen else { return };
    assert_eq!(seen, json!(["Mới Tiếng kẻng học bài", [], 1]));
}

#[test]
fn coming_back_from_a_result_shows_as_many_and_the_place() {
    let Some(chromium) = browser::chromium() else { return };
    // In a frame, so that the test goes on while the page comes and goes.
    let script = "
        const out = (value) => { document.querySelector('#out').textContent = JSON.stringify(value); };
        const until = async (holds) => { for (let n = 0; n < 400 && !holds(); n++) await new Promise((done) => setTimeout(done, 25)); return Boolean(holds()); };
        const frame = document.querySelector('iframe').contentWindow;
        const links = () => [...frame.document.querySelectorAll('.lantoa-results a')];
        (async () => {
            await until(() => links().length === 10);
            for (let shown = 10; shown < 40; shown += 10) {
                frame.document.querySelector('.lantoa-more').click();
                await until(() => links().length === shown + 10);
            }
            links()[34].scrollIntoView();
            const left = [links().length, frame.scrollY];
            links()[34].click();
            await until(() => frame.document.querySelector('#result'));
            const isResult = Boolean(frame.document.querySelector('#result'));
            frame.history.back();
            await until(() => links().length >= 40 && frame.scrollY > 0);
            return { left, isResult, back: [links().length, frame.scrollY] };
        })().then(out, (error) => out(String(error)));";
    let root = small("");
    fs::write(root.path().join("outer.js"), script).unwrap();
    let outer = "<!doctype html><iframe src=\"tim-kiem.html?q=dân\"></iframe><pre id=\"out\"></pre><script src=\"outer.js\"></script>";
    fs::write(root.path().join("outer.html"), outer).unwrap();
    fs::write(root.path().join("result.html"), "<!doctype html><p id=\"result\"></p>").unwrap();
    let path = root.path().to_owned();
    let address = serve(move |target, _| {
        if target.starts_with("mo-hinh/") { Answer::File(path.join("result.html")) } else { file(&path, target) }
    });
    let text = visit::output_of(&chromium, &format!("{address}/outer.html"));
    let seen: Value = serde_json::from_str(&text).unwrap_or_else(|_| panic!("{text}"));
    assert_eq!(seen["isResult"], true, "{seen}");
    assert_eq!(seen["left"], seen["back"], "{seen}");
    assert_eq!(seen["left"][0], 40, "{seen}");
    assert!(seen["left"][1].as_f64() > Some(1000.0), "{seen}");
}

#[test]
fn question_and_filters_stay_where_the_history_is_refused() {
    let script = "
        for (const method of ['pushState', 'replaceState']) History.prototype[method] = () => { throw new DOMException('refused', 'SecurityError'); };
        run(async () => {
            await until(() => titles().length);
            type('tiếng kẻng');
            field.form.requestSubmit();
            await until(() => titles()[0] === 'Tiếng kẻng học bài');
            const asked = field.value;
            $('.lantoa-filters').open = true;
            await until(() => $('fieldset[name=field] label'));
            const box = $('fieldset[name=field] label:not([hidden]) input');
            box.click();
            await new Promise((done) => setTimeout(done, 1000));
            const chosen = [box.checked, field.value, new URLSearchParams(location.hash.slice(1)).get('q')];
            box.click();
            field.value = '';
            field.form.requestSubmit();
            await new Promise((done) => setTimeout(done, 1000));
            return { asked, chosen, emptied: field.value };
        });";
    let Some(seen) = simple("?q=rác", script) else { return };
    assert_eq!(seen, json!({"asked": "tiếng kẻng", "chosen": [true, "tiếng kẻng", "tiếng kẻng"], "emptied": ""}));
}

#[test]
fn a_question_without_a_letter_and_a_filter_that_does_not_exist_are_told() {
    let script = "run(async () => {
        await until(() => $('.lantoa-hint') && !$('.lantoa-hint').hidden);
        await new Promise((done) => setTimeout(done, 1000));
        return [$('.lantoa-status').textContent, titles().length, $('.lantoa-hint').textContent.slice(0, 60)];
    });";
    for query in ["?q=😀", "?q=.*%2B?^${}()|[]%5C", "?q=%25"] {
        let Some(seen) = simple(query, script) else { return };
        assert_eq!((&seen[0], &seen[1]), (&json!("Hãy gõ ít nhất một chữ"), &json!(0)), "{query}");
    }
    for query in ["?field=khong-co", "?field=khong-co&level=huyen", "?q=rác&year=abc-"] {
        let Some(seen) = simple(query, script) else { return };
        let told = format!(
            "Không có bộ lọc {}.",
            if query.contains("abc") { "Năm khen thưởng: abc" } else { "Lĩnh vực: khong-co" }
        );
        assert!(seen[2].as_str().unwrap().starts_with(&told), "{query}: {seen}");
        assert!(seen[1].as_u64() > Some(0), "the other filters hold: {seen}");
    }
}
