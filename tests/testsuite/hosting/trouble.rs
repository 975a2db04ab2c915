//! What is kept, in Chromium, when a line or a host answers wrongly rather than not at all.

use serde_json::{Value, json};

use super::offline::{Reader, photo, site};
use super::server::Host;
use crate::support;

/// A reader that has a model's page, and the field with all of them.
fn reader_of(host: &Host) -> Option<Reader<'_>> {
    let mut reader = Reader::open(host)?;
    reader.install();
    assert_eq!(reader.shown("mo-hinh/m1.html"), json!(["a", "a"]));
    reader.until("caches.match(location.href)");
    Some(reader)
}

/// Networks of hotels and offices answer every address with a page of their own until their readers have logged in.
#[test]
fn a_page_of_the_network_is_shown_and_never_kept() {
    let host = Host::start("x", site("a"));
    let Some(mut reader) = reader_of(&host) else { return };
    host.answer_all_with("200 OK", "<!doctype html><title>Đăng nhập Wi-Fi</title><link rel=stylesheet href=wifi.css>");
    // With a question in the address, which names the same page, the browser's own cache does not answer.
    for page in ["mo-hinh/m1.html?1", "index.html?1", "tim-kiem.html?1"] {
        reader.visit(page);
        assert_eq!(reader.value("document.title"), "Đăng nhập Wi-Fi");
    }
    host.stop();
    for page in ["mo-hinh/m1.html?2", "index.html?2", "tim-kiem.html?2"] {
        assert_eq!(reader.shown(page), json!(["a", "a"]), "{page}");
    }
}

#[test]
fn a_server_in_trouble_has_nothing_better_than_what_is_kept() {
    let host = Host::start("x", site("a"));
    let Some(mut reader) = reader_of(&host) else { return };
    host.answer_all_with("503 Service Unavailable", "<!doctype html><title>503</title>");
    for page in ["mo-hinh/m1.html?1", "index.html?1"] {
        assert_eq!(reader.shown(page), json!(["a", "a"]), "{page}");
    }
    let icon = "fetch('../assets/icon.svg?1').then((answer) => [answer.status, answer.headers.get('content-type')])";
    reader.visit("mo-hinh/m1.html?2");
    assert_eq!(reader.value(icon), json!([200, "image/svg+xml"]));
    // What is not kept is what the server says.
    reader.visit("mo-hinh/m2.html?1");
    assert_eq!(reader.value("document.title"), "503");
}

/// A model may have been taken away for what it said of somebody.
#[test]
fn a_page_that_the_site_has_no_more_is_forgotten() {
    let host = Host::start("x", site("a"));
    let Some(mut reader) = reader_of(&host) else { return };
    reader.take("Đã có trên máy");
    let mut files = site("a");
    files.remove("mo-hinh/m1.html");
    host.deploy(&files, |_| true);
    reader.visit("mo-hinh/m1.html?1");
    reader.until("caches.match(location.origin + location.pathname).then((found) => !found)");
    host.stop();
    assert_eq!(reader.shown("mo-hinh/m1.html?2"), Value::Null);
    assert_eq!(reader.shown("mo-hinh/m3.html"), json!(["a", "a"]));
}

/// Plain copying and broken proxies show half of a file under its address.
#[test]
fn a_page_that_was_cut_is_not_kept() {
    let host = Host::start("x", site("a"));
    let Some(mut reader) = reader_of(&host) else { return };
    let mut files = site("a");
    let page = files.get_mut("mo-hinh/m1.html").unwrap();
    page.truncate(page.len() / 2);
    host.deploy(&files, |_| true);
    reader.visit("mo-hinh/m1.html?1");
    // What a worker keeps, it keeps in the order in which pages were visited.
    reader.visit("mo-hinh/m3.html?1");
    reader.until("caches.match(location.origin + location.pathname)");
    host.stop();
    reader.visit("mo-hinh/m1.html?2");
    assert_eq!(reader.value("Boolean(document.querySelector('footer'))"), true, "the whole page was there");
}

/// Some hosts answer with the page for unknown addresses and say that it is what was asked for.
#[test]
fn a_page_that_is_missing_without_being_called_so_is_forgotten() {
    let host = Host::start("x", site("a"));
    let Some(mut reader) = reader_of(&host) else { return };
    let mut files = site("a");
    let missing = files["404.html"].clone();
    files.insert("mo-hinh/m1.html".into(), missing);
    host.deploy(&files, |_| true);
    reader.visit("mo-hinh/m1.html?1");
    reader.until("caches.match(location.origin + location.pathname).then((found) => !found)");
}

/// Phones are shared.
#[test]
fn the_pictures_of_what_is_cleared_go_too() {
    let text = "---\ntitle: Mô hình 1\nlocality: Xã La Dạ, tỉnh Lâm Đồng\nfield: kinh-te\n---\n\n![Họp tổ](hop.jpg)\n";
    let files = [("content/mo-hinh/m1.md", text.into()), ("content/mo-hinh/hop.jpg", photo())];
    let files = files.map(|(path, bytes): (&str, Vec<u8>)| (path.to_owned(), bytes));
    let host = Host::start("x", support::build_in_memory(&support::source_of(files.to_vec())));
    let Some(mut reader) = Reader::open(&host) else { return };
    reader.install();
    reader.visit("mo-hinh/m1.html");
    let pictures = "caches.open('lantoa /x/ h').then((kept) => kept.keys()).then((all) => all.filter(({ url }) => /jpg$/.test(url)).length)";
    reader.value("document.querySelectorAll('img').forEach((one) => { one.loading = 'eager'; })");
    reader.until(pictures);
    reader.visit("ngoai-tuyen.html");
    reader.until("document.querySelector('[data-device] button')");
    reader.value("[...document.querySelectorAll('[data-device] button')].pop().click()");
    reader.until(&format!("{pictures}.then((n) => n === 0)"));
    host.stop();
    reader.visit("index.html?1");
    let sheets = reader.value("[...document.styleSheets].map((one) => one.cssRules.length > 0)");
    assert_eq!(sheets, json!([true, true]), "the first page keeps its sheet");
}
