//! The page of results as a reader meets it, over HTTP under a strict content policy.

use std::fs;
use std::io::{Read, Write};
use std::net::TcpListener;
use std::path::PathBuf;

use serde_json::Value;

use super::site;
use crate::support::{browser, visit};

/// Serves a folder for as long as the test runs; nothing from elsewhere may load, nothing inline may run.
fn serve(root: PathBuf) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let mut request = [0; 4096];
            let length = stream.read(&mut request).unwrap_or(0);
            let request = String::from_utf8_lossy(&request[..length]).into_owned();
            let target = request.split(' ').nth(1).unwrap_or("/").trim_start_matches('/');
            let path = match target.split_once('?') {
                Some((path, _)) => path.to_owned(),
                // What a browser has kept of an earlier site.
                None if root.join(format!("kept/{target}")).exists() => format!("kept/{target}"),
                None => target.to_owned(),
            };
            let kind = if path.ends_with(".js") { "text/javascript" } else { "text/html" };
            let head = |status: &str, length: usize| {
                format!(
                    "HTTP/1.1 {status}\r\nContent-Type: {kind}; charset=utf-8\r\nContent-Length: {length}\r\nConnection: close\r\n\
                    Content-Security-Policy: default-src 'none'; script-src 'self'; style-src 'self'; form-action 'self'\r\n\r\n"
                )
            };
            let (head, body) = match fs::read(root.join(&path)) {
                Ok(body) => (head("200 OK", body.len()), body),
                Err(_) => (head("404 Not Found", 0), Vec::new()),
            };
            let _ = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(&body));
        }
    });
    address
}

const BODY: &str = "<form data-lantoa-search action=\"tim-kiem.html\"><input type=\"search\" name=\"q\"></form>\
    <div data-lantoa-results><p id=\"idle\">Mọi lĩnh vực</p></div>";

#[test]
fn typing_shows_results_and_filters_narrow_them() {
    let Some(chromium) = browser::chromium() else { return };
    let root = tempfile::tempdir().unwrap();
    let script = "
        const $ = (selector) => document.querySelector(selector);
        const until = async (holds) => { for (let n = 0; n < 400 && !holds(); n++) await new Promise((done) => setTimeout(done, 25)); return holds(); };
        const titles = () => [...document.querySelectorAll('.lantoa-results h3')].map((title) => title.textContent);
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
            await until(() => !titles().length);
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

#[test]
fn a_browser_that_kept_an_old_script_finds_the_new_index() {
    let Some(chromium) = browser::chromium() else { return };
    let root = tempfile::tempdir().unwrap();
    site(
        root.path(),
        "",
        "lantoa.search('tiếng kẻng').then(({ total }) => out(total), (error) => out(String(error)));",
    );
    let start = fs::read_to_string(root.path().join("assets/start.js")).unwrap();
    let (before, after) = start.split_once("VERSION=\"").unwrap();
    let old = format!("{before}VERSION=\"0000000000{}", &after[10..]);
    assert_ne!(old, start);
    fs::create_dir_all(root.path().join("kept/assets")).unwrap();
    fs::write(root.path().join("kept/assets/start.js"), old).unwrap();
    let address = serve(root.path().to_owned());
    let text = visit::output_of(&chromium, &format!("{address}/tim-kiem.html"));
    assert!(text.parse::<usize>().is_ok_and(|total| total > 0), "{text}");
}
