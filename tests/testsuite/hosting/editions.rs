//! One walk through the shipped site, the same in every edition: served from the root, from a sub-path, from disk as on a USB
//! stick, and without a line after it was read once.

use serde_json::{Value, json};

use super::server::{Files, Host};
use crate::support::cdp::Browser;
use crate::support::{self, browser};

/// What a reader does, as a script on a page and what it comes to; `null` if it comes to nothing in ten seconds.
const STEPS: [(&str, &str, &str); 6] = [
    ("browse to a field", "index.html", "$('main a[href*=\"linh-vuc/\"]').getAttribute('href')"),
    ("browse to a model", "linh-vuc/kinh-te.html", "[$('h1').textContent, $('.cards a').getAttribute('href')]"),
    (
        "search",
        "tim-kiem.html",
        "(await until(() => $('form[data-lantoa-search] [name=q]')), type($('form[data-lantoa-search] [name=q]'), 'nuoi bo'),
          await until(() => $('.lantoa-results a')), [...document.querySelectorAll('.lantoa-results a')].length > 0 && $('.lantoa-status').textContent)",
    ),
    (
        "my place",
        "index.html",
        "($('.mine [data-do=choose]').click(), await until(() => { type($('.mine input'), 'dong giang'); return $('.found li'); }),
          $('.found li').textContent)",
    ),
    (
        "compare",
        "so-sanh.html#a=dong-quan-ly-nguon-loi-so-long&b=be-tong-hoa-duong-hem-khu-dan-cu",
        "(await until(() => $('.outcome table')), [...document.querySelectorAll('.outcome table tr:first-child th')].map((one) => one.textContent.trim()))",
    ),
    (
        "share",
        "mo-hinh/dong-quan-ly-nguon-loi-so-long.html",
        "[...document.querySelectorAll('.share button')].filter((one) => !one.closest('[hidden]') && /save|print|compare/.test(one.dataset.do)).map((one) => one.textContent)",
    ),
];

/// The walk below `address`: what each step came to, and whether a page prints.
fn walk(browser: &mut Browser, address: &str) -> Vec<Value> {
    let mut seen = Vec::new();
    for (name, page, script) in STEPS {
        browser.visit(&format!("{address}{page}"));
        let run = format!(
            "(async () => {{
                const $ = (selector) => document.querySelector(selector);
                const until = async (holds) => {{ for (let n = 0; n < 400; n++) {{ const is = holds(); if (is) return is; await new Promise((done) => setTimeout(done, 25)); }} return null; }};
                const type = (input, text) => {{ input.focus(); input.value = text; input.dispatchEvent(new Event('input', {{ bubbles: true }})); }};
                return {script};
            }})().catch((error) => String(error) + document.body.innerText.slice(0, 200))"
        );
        seen.push(json!([name, browser.value(&run)]));
    }
    let pdf = browser.print(None);
    seen.push(json!(["print", pdf.starts_with(b"%PDF") && pdf.len() > 10_000]));
    seen
}

fn shipped() -> Files {
    support::build_in_memory(&support::shipped_source())
}

#[test]
fn every_edition_passes_the_same_walk() {
    let Some(chromium) = browser::chromium() else { return };
    let files = shipped();
    let folder = tempfile::tempdir().unwrap();
    support::write_all(folder.path(), files.clone());
    let mut browser = Browser::open(&chromium);
    let disk = walk(&mut browser, &format!("file://{}/", folder.path().display()));
    for step in &disk {
        let nothing = [json!(null), json!([]), json!(false), json!("")];
        assert!(!nothing.contains(&step[1]) && !step.to_string().contains("Error"), "{step}");
    }
    assert_eq!(browser.value("document.querySelector('[rel=manifest]')"), json!(null), "an error on a page from disk");
    assert_eq!(
        browser.value("document.querySelectorAll('.take:not([hidden]), [data-device]:not([hidden])').length"),
        0
    );
    for sub_path in ["", "x/y"] {
        let host = Host::start(sub_path, files.clone());
        let mut browser = Browser::open(&chromium);
        browser.visit(&format!("{}index.html", host.address));
        let manifest = browser.value("document.querySelector('[rel=manifest]').href");
        assert_eq!(manifest, format!("{}manifest.json", host.address));
        browser.value("navigator.serviceWorker.ready.then(() => new Promise((done) => setTimeout(done, 1000)))");
        assert_eq!(walk(&mut browser, &host.address), disk, "served from /{sub_path}");
        // What the walk needs has been read once; now there is no line.
        browser.value("new Promise((done) => setTimeout(done, 500))");
        host.stop();
        assert_eq!(walk(&mut browser, &host.address), disk, "offline, from /{sub_path}");
    }
}

/// The nearest models of a list are on its other pages too; back in the list's own order its pages are as they were.
#[test]
fn distance_orders_a_list_over_all_of_its_pages() {
    const SORTED: &str = "(async () => {
        const $ = (selector) => document.querySelector(selector);
        const until = async (holds) => { for (let n = 0; n < 400 && !holds(); n++) await new Promise((done) => setTimeout(done, 25)); };
        const cards = () => [...document.querySelectorAll('main > .cards > .card')];
        const links = () => cards().map((card) => new URL(card.querySelector('a').href).pathname.split('/mo-hinh/')[1]);
        const before = links();
        const sort = $('[data-do=sort]');
        const label = sort.textContent;
        sort.click();
        await until(() => cards().length > before.length || /chỉ xếp/.test($('.near').textContent));
        const km = cards().map((card) => card.querySelector('.away')?.textContent ?? '').map((text) => (text === 'ở đây' ? 0 : parseFloat(text.replace('.', '')) || Infinity));
        const isSorted = km.every((one, at) => !at || km[at - 1] <= one);
        const seen = [label, new Set(links()).size, isSorted, $('.pager').hidden, $('.near').textContent];
        sort.click();
        return [...seen, String(links()) === String(before), $('.pager').hidden];
    })()";
    let Some(chromium) = browser::chromium() else { return };
    let host = Host::start("x", shipped());
    let mut browser = Browser::open(&chromium);
    browser.visit(&format!("{}index.html", host.address));
    browser.value(
        "localStorage.setItem('lantoa.place', JSON.stringify({ name: 'Xã Cà Mau', slug: null, lon: 105.1, lat: 9.1 }))",
    );
    for page in ["mo-hinh.html", "mo-hinh/3.html"] {
        browser.visit(&format!("{}{page}", host.address));
        assert_eq!(browser.value(SORTED), json!(["Xếp gần trước", 82, true, true, "", true, false]), "{page}");
    }
}

/// A site that was moved, or is tried out on another host: what a reader sends leads to where the reader is. From disk
/// only the site's own address leads anywhere.
#[test]
fn a_link_that_is_copied_or_sent_leads_to_where_the_reader_is() {
    const PAGE: &str = "mo-hinh/dong-quan-ly-nguon-loi-so-long.html";
    const SENT: &str = "(async () => {
        let copied = '';
        navigator.clipboard.writeText = async (text) => { copied = text; };
        document.querySelector('[data-do=copy]').click();
        await new Promise((done) => setTimeout(done, 50));
        const links = [...document.querySelectorAll('.share a[target]')];
        return [copied, ...links.map((link) => new URL(link.href).search)];
    })()";
    let Some(chromium) = browser::chromium() else { return };
    let files = shipped();
    let folder = tempfile::tempdir().unwrap();
    support::write_all(folder.path(), files.clone());
    let host = Host::start("x/y", files);
    let mut browser = Browser::open(&chromium);
    let (served, own) = (format!("{}{PAGE}", host.address), format!("https://lantoa.example/{PAGE}"));
    let disk = format!("file://{}/{PAGE}", folder.path().display());
    for (visited, expected) in [(format!("{served}?x=1#lan-toa"), &served), (disk, &own)] {
        browser.visit(&visited);
        let inside = expected.replace(':', "%3A").replace('/', "%2F");
        assert_eq!(
            browser.value(SENT),
            json!([expected, format!("?url={inside}"), format!("?u={inside}")]),
            "{visited}"
        );
    }
}

#[test]
fn the_picture_of_a_model_is_saved_or_sent() {
    let Some(chromium) = browser::chromium() else { return };
    let model =
        "---\ntitle: Tiếng kẻng\nlocality: Xã Đông Giang, tỉnh Lâm Đồng\nfield: kinh-te\n---\n\nBà con cùng làm.\n";
    let files = support::source_of([
        ("content/site.yaml", "base_url: https://x.example/\n"),
        ("content/mo-hinh/keng.md", model),
    ]);
    let files = support::build_in_memory(&files);
    let picture = files["anh-chia-se/keng.png"].clone();
    let host = Host::start("x/y", files);
    let (mut browser, folder) = (Browser::open(&chromium), tempfile::tempdir().unwrap());
    let page = format!("{}mo-hinh/keng.html", host.address);
    // Where files can be sent, the link sends it.
    let can = "window.sent = []; navigator.canShare = ({ files }) => files.length > 0; navigator.share = async ({ files }) => { window.sent.push([files[0].name, files[0].type, files[0].size]); };";
    let stub = browser.call("Page.addScriptToEvaluateOnNewDocument", json!({"source": can}));
    browser.visit(&page);
    let sent = "(async () => { const link = document.querySelector('.share [download]'); link.click(); for (let n = 0; n < 200 && !sent.length; n++) await new Promise((done) => setTimeout(done, 20)); return [link.textContent, sent]; })()";
    assert_eq!(browser.value(sent), json!(["Gửi ảnh", [["keng.png", "image/png", picture.len()]]]));
    // Elsewhere it is saved.
    browser.call("Page.removeScriptToEvaluateOnNewDocument", json!({"identifier": stub["identifier"]}));
    let cannot = "delete Navigator.prototype.canShare;";
    browser.call("Page.addScriptToEvaluateOnNewDocument", json!({"source": cannot}));
    let to = json!({"behavior": "allow", "downloadPath": folder.path()});
    browser.call("Page.setDownloadBehavior", to);
    browser.visit(&page);
    assert_eq!(browser.value("document.querySelector('.share [download]').textContent"), "Tải ảnh");
    browser.value("document.querySelector('.share [download]').click()");
    let saved = folder.path().join("keng.png");
    for _ in 0..500 {
        if std::fs::read(&saved).is_ok_and(|bytes| bytes.len() == picture.len()) {
            break;
        }
        browser.value("new Promise((done) => setTimeout(done, 20))");
    }
    assert!(std::fs::read(&saved).unwrap() == picture, "what is saved is the picture");
}
