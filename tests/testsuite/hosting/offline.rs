//! Reading without a line, in Chromium: what was read, what was taken along, builds that follow each other, hosts that break.

use serde_json::{Value, json};

use super::server::{Files, Host};
use crate::support::cdp::Browser;
use crate::support::{self, browser};

/// A site of five models in one field. What is said on its pages, and its style sheet, tell its version.
pub(super) fn site(version: &str) -> Files {
    site_with(version, "")
}

fn site_with(version: &str, config: &str) -> Files {
    site_of(5, version, config)
}

fn site_of(models: usize, version: &str, config: &str) -> Files {
    let config = format!("title: Xã ta {version}\ntheme: thu\n{config}");
    let style = format!(":root {{ --version: {version}; }}");
    let mut files = vec![
        ("content/site.yaml".to_owned(), config.into_bytes()),
        ("themes/thu/style/99.css".to_owned(), style.into_bytes()),
    ];
    for number in 1..=models {
        let text = format!(
            "---\ntitle: Mô hình {number}\nlocality: Xã La Dạ, tỉnh Lâm Đồng\nfield: kinh-te\n---\n\nBản {version}: bà con cùng làm.\n"
        );
        files.push((format!("content/mo-hinh/m{number}.md"), text.into_bytes()));
    }
    support::build_in_memory(&support::source_of(files))
}

/// Whether a page of this version stands with the sheet of this version: `[version of the text, version of the sheet]`.
const VERSIONS: &str = "[document.title.match(/Xã ta (\\w+)/)?.[1], getComputedStyle(document.documentElement).getPropertyValue('--version')]";

/// A browser on a host; `until` waits for an expression on the page.
pub(super) struct Reader<'h> {
    browser: Browser,
    host: &'h Host,
}

impl<'h> Reader<'h> {
    pub(super) fn open(host: &'h Host) -> Option<Self> {
        Some(Self { browser: Browser::open(&browser::chromium()?), host })
    }

    pub(super) fn visit(&mut self, page: &str) {
        self.browser.visit(&format!("{}{page}", self.host.address));
    }

    pub(super) fn value(&mut self, expression: &str) -> Value {
        self.browser.value(expression)
    }

    /// Waits until an expression is true.
    pub(super) fn until(&mut self, expression: &str) {
        let wait = format!(
            "(async () => {{ for (let n = 0; n < 500; n++) {{ if (await ({expression})) return 'ok'; await new Promise((r) => setTimeout(r, 20)); }} return document.body.innerText.slice(0, 600) + await caches.keys(); }})()"
        );
        let seen = self.value(&wait);
        assert_eq!(seen, "ok", "waited in vain for {expression}");
    }

    /// Opens the first page and waits until the worker rules and has kept it.
    pub(super) fn install(&mut self) {
        self.visit("index.html");
        self.until("navigator.serviceWorker.ready.then(() => navigator.serviceWorker.controller)");
        self.until("caches.keys().then((names) => names.some((name) => name.endsWith(' seen')))");
    }

    /// Opens a field's page and takes it along; returns what is said in the end.
    pub(super) fn take(&mut self, end: &str) -> String {
        self.visit("linh-vuc/kinh-te.html");
        self.until("document.querySelector('.take button')");
        let asks =
            "[...document.querySelectorAll('.take button')].find((one) => /Tải về|Cập nhật/.test(one.textContent))";
        self.until(asks);
        self.value(&format!("{asks}.click()"));
        self.until("/\\d trang, \\d+,\\d MB/.test(document.querySelector('.take span').textContent) && document.querySelector('.take').textContent.includes('Thôi')");
        self.value("document.querySelector('.take button').click()");
        self.until(&format!("/{end}/.test(document.querySelector('.take').textContent)"));
        self.value("document.querySelector('.take').textContent").as_str().unwrap().to_owned()
    }

    /// What stands at a page: its versions; null for the page of what is kept.
    pub(super) fn shown(&mut self, page: &str) -> Value {
        self.visit(page);
        if self.value("location.pathname.endsWith('ngoai-tuyen.html')") == true {
            return Value::Null;
        }
        self.value(VERSIONS)
    }
}

#[test]
fn what_was_read_is_there_without_a_line_and_what_was_not_is_told() {
    for folder in ["", "x/y"] {
        let host = Host::start(folder, site("a"));
        let Some(mut reader) = Reader::open(&host) else { return };
        reader.install();
        assert_eq!(reader.shown("mo-hinh/m1.html"), json!(["a", "a"]));
        reader.until("caches.match(location.href)");
        host.stop();
        for page in ["mo-hinh/m1.html", "index.html", "", "tim-kiem.html"] {
            assert_eq!(reader.shown(page), json!(["a", "a"]), "{page} in /{folder}");
        }
        assert_eq!(reader.shown("mo-hinh/m2.html"), Value::Null);
        reader.until("document.querySelector('[data-device] .told')");
        let told = reader.value("document.querySelector('.told a').href");
        assert_eq!(told, format!("{}mo-hinh/m2.html", host.address));
        reader.until("document.querySelector('.told a').textContent.startsWith('Mô hình 2')");
        let listed = reader.value("[...document.querySelectorAll('[data-device] li a')].map((one) => one.textContent)");
        assert!(listed.to_string().contains("Mô hình 1 – La Dạ"), "{listed}");
        reader.value("[...document.querySelectorAll('[data-device] button')].pop().click()");
        reader.until("!document.querySelector('[data-device]').textContent.includes('Mô hình 1')");
        assert_eq!(
            reader.value("caches.match(new URL('mo-hinh/m1.html', location.href)).then((found) => !found)"),
            true
        );
    }
}

#[test]
fn a_field_is_taken_along_whole_and_removed_again() {
    let host = Host::start("x", site("a"));
    let Some(mut reader) = Reader::open(&host) else { return };
    reader.install();
    let said = reader.take("Đã có trên máy");
    assert!(said.contains("6 trang"), "{said}");
    host.stop();
    for page in ["mo-hinh/m3.html", "mo-hinh/m5.html", "linh-vuc/kinh-te.html"] {
        assert_eq!(reader.shown(page), json!(["a", "a"]), "{page}");
    }
    reader.until("document.querySelector('.take button')");
    reader.value("document.querySelector('.take button').click()");
    reader.until("!/Đã có/.test(document.querySelector('.take').textContent)");
    let left = "caches.keys().then((names) => names.filter((name) => name.includes(' topic ')).length)";
    assert_eq!(reader.value(left), 0);
}

/// What goes with a field: the search with all of its files, and the list of places. The page of what is kept names the search
/// only then.
#[test]
fn the_search_and_the_list_of_places_go_with_what_is_taken_along() {
    const LISTED: &str =
        "[...document.querySelectorAll('[data-device] li a')].map((one) => one.pathname.split('/').pop())";
    const FOUND: &str = "lantoa.search('bà con', { field: ['kinh-te'] }).then(({ total }) => total, String)";
    let host = Host::start("x", site("a"));
    let Some(mut reader) = Reader::open(&host) else { return };
    reader.install();
    host.stop();
    reader.visit("ngoai-tuyen.html");
    reader.until("document.querySelector('[data-device] li')");
    let listed = reader.value(LISTED).to_string();
    assert!(listed.contains("index.html") && !listed.contains("tim-kiem.html"), "{listed}");
    // The start page leads to a part of the statistics by a number; the menu has their name.
    reader.visit("thong-ke.html");
    reader.until("document.querySelector('.told a')?.textContent === 'Thống kê'");
    reader.visit("gi.html");
    reader.until("document.querySelector('.told a')");
    assert_eq!(reader.value("document.querySelector('.told a').textContent"), "trang bạn vừa mở");
    host.go_on();
    reader.take("Đã có trên máy");
    host.stop();
    reader.visit("tim-kiem.html?q=bà+con");
    reader.until("document.querySelectorAll('[data-lantoa-results] h2 a, [data-lantoa-results] h3 a').length === 5");
    assert_eq!(reader.value(FOUND), 5);
    // Lists and models lead to the page that compares.
    reader.visit("so-sanh.html?a=m1&b=m4");
    reader.until("document.querySelectorAll('[data-compare] thead th a').length === 2");
    // The search leads to the page of places.
    assert_eq!(reader.shown("dia-phuong.html"), json!(["a", "a"]));
    reader.until("document.querySelector('.mine form')");
    reader.value("document.querySelector('.mine form').dispatchEvent(new Event('focusin'))");
    reader.until("window.lantoa?.findPlaces?.('la da').length");
    reader.visit("index.html");
    reader.until("document.querySelector('.mine .pin')");
    reader.value("document.querySelector('.mine .pin').click()");
    reader.until("window.lantoa?.findPlaces?.('la da').length");
    reader.visit("ngoai-tuyen.html");
    reader.until("document.querySelector('[data-device] li')");
    assert!(reader.value(LISTED).to_string().contains("tim-kiem.html"));
    // What goes with a field does not stay without one.
    reader.visit("linh-vuc/kinh-te.html");
    reader.until("document.querySelector('.take button')");
    reader.value("document.querySelector('.take button').click()");
    reader.until("caches.keys().then((names) => !names.some((name) => name.includes(' topic ')))");
    let files = site("a");
    let list: Value = serde_json::from_slice(&files["du-lieu/tai-ve/tim-kiem.json"]).unwrap();
    let named: Vec<&str> = list["files"].as_array().unwrap().iter().map(|file| file[0].as_str().unwrap()).collect();
    let data = files.keys().filter(|path| path.starts_with("assets/h/s-")).count();
    assert!(data > 0 && named.iter().filter(|path| path.starts_with("assets/h/s-")).count() == data, "{named:?}");
}

/// Which files of a new build are there while it is being copied.
type Mixture = (&'static str, fn(&str) -> bool);

const MIXTURES: [Mixture; 4] = [
    ("lists first", |path| path.starts_with("du-lieu/")),
    ("lists and half the pages", |path| path.starts_with("du-lieu/") || path.ends_with("m1.html")),
    ("pages without their sheets", |path| !path.starts_with("assets/")),
    ("worker first", |path| path == "sw.js"),
];

#[test]
fn a_build_that_is_half_there_changes_nothing_that_is_kept() {
    let (old, new) = (site("a"), site("b"));
    for (name, is_there) in MIXTURES {
        let host = Host::start("", old.clone());
        let Some(mut reader) = Reader::open(&host) else { return };
        reader.install();
        reader.take("Đã có trên máy");
        host.deploy(&new, is_there);
        let offers = host_offers(&mut reader);
        if offers {
            reader.take("Không tải được");
        }
        host.stop();
        for page in ["mo-hinh/m2.html", "mo-hinh/m4.html", "index.html"] {
            assert_eq!(reader.shown(page), json!(["a", "a"]), "{name}: {page}");
        }
        // The rest arrives.
        host.go_on();
        host.deploy(&new, |_| true);
        reader.take("Đã có trên máy");
        host.stop();
        assert_eq!(reader.shown("mo-hinh/m4.html"), json!(["b", "b"]), "{name}");
    }
}

/// Whether the page of the field offers a newer version of what is kept.
fn host_offers(reader: &mut Reader<'_>) -> bool {
    reader.visit("linh-vuc/kinh-te.html");
    reader.until("document.querySelector('.take button')");
    reader.value("new Promise((done) => setTimeout(() => done(/Cập nhật/.test(document.querySelector('.take').textContent)), 500))")
        == true
}

#[test]
fn a_new_build_under_an_open_page_is_taken_up_whole() {
    let host = Host::start("", site("a"));
    let Some(mut reader) = Reader::open(&host) else { return };
    reader.install();
    assert_eq!(reader.shown("mo-hinh/m1.html"), json!(["a", "a"]));
    reader.until("caches.match(location.href)");
    host.deploy(&site("b"), |_| true);
    // What the open page loads later is what it was built with.
    let choose = reader.value("fetch(document.querySelector('link[rel=stylesheet]').href).then((answer) => answer.ok)");
    assert_eq!(choose, true);
    // The browser's own cache may still show the old page, with its own sheet.
    let shown = reader.shown("mo-hinh/m2.html");
    assert_eq!(shown, json!(["b", "b"]));
    reader.value("navigator.serviceWorker.ready.then((one) => one.update())");
    host.stop();
    assert_eq!(reader.shown("mo-hinh/m1.html"), json!(["a", "a"]));
    assert_eq!(reader.shown("mo-hinh/m2.html"), json!(["b", "b"]));
}

#[test]
fn a_full_disk_and_a_lost_line_leave_what_is_kept() {
    let host = Host::start("", site("a"));
    let Some(mut reader) = Reader::open(&host) else { return };
    reader.install();
    reader.take("Đã có trên máy");
    host.deploy(&site("b"), |path| path != "sw.js");
    reader.visit("linh-vuc/kinh-te.html");
    let quota = json!({"origin": host.origin, "quotaSize": 1});
    reader.browser.call("Storage.overrideQuotaForOrigin", quota);
    reader.take("không còn đủ chỗ");
    // What fills the place may be pages that were only seen.
    assert_eq!(reader.value("document.querySelector('.take a').pathname"), "/ngoai-tuyen.html");
    reader.browser.call("Storage.overrideQuotaForOrigin", json!({"origin": host.origin}));
    reader.visit("linh-vuc/kinh-te.html");
    reader.until("/Cập nhật/.test(document.querySelector('.take').textContent)");
    reader.value(
        "[...document.querySelectorAll('.take button')].find((one) => /Cập nhật/.test(one.textContent)).click()",
    );
    reader.until("/Thôi/.test(document.querySelector('.take').textContent)");
    host.die_after(3);
    reader.value("document.querySelector('.take button').click()");
    reader.until("/Không tải được/.test(document.querySelector('.take').textContent)");
    assert_eq!(reader.shown("mo-hinh/m4.html"), json!(["a", "a"]));
}

#[test]
fn what_the_browser_threw_away_is_told_and_offered_again() {
    let host = Host::start("x", site("a"));
    let Some(mut reader) = Reader::open(&host) else { return };
    reader.install();
    reader.take("Đã có trên máy");
    reader.value("caches.keys().then((names) => Promise.all(names.filter((name) => name.includes(' topic ')).map((name) => caches.delete(name))))");
    reader.visit("ngoai-tuyen.html");
    reader.until("/Trình duyệt đã xóa phần tải về này/.test(document.querySelector('[data-device]').textContent)");
    reader.visit("linh-vuc/kinh-te.html");
    reader.until("/Trình duyệt đã xóa phần tải về này/.test(document.querySelector('.take').textContent)");
    reader.take("Đã có trên máy");
}

#[test]
fn a_browser_that_keeps_nothing_shows_pages_and_no_button() {
    let host = Host::start("", site("a"));
    let Some(mut reader) = Reader::open(&host) else { return };
    let refuse = "navigator.serviceWorker.register = () => Promise.reject(new DOMException('', 'SecurityError')); caches.keys = caches.open = () => Promise.reject(new DOMException('', 'SecurityError'));";
    reader.browser.call("Page.addScriptToEvaluateOnNewDocument", json!({"source": refuse}));
    for page in ["linh-vuc/kinh-te.html", "ngoai-tuyen.html", "mo-hinh/m1.html"] {
        reader.visit(page);
        assert_eq!(reader.value(VERSIONS), json!(["a", "a"]), "{page}");
        reader.value("new Promise((done) => setTimeout(done, 300))");
        let seen = reader.value("[...document.querySelectorAll('.take:not([hidden]), [data-device]:not([hidden])')].map((one) => one.textContent)");
        assert_eq!(seen, json!([]), "{page}");
    }
}

#[test]
fn a_host_that_redirects_is_read_offline_too() {
    let host = Host::start("", site("a"));
    host.drop_extensions();
    let Some(mut reader) = Reader::open(&host) else { return };
    reader.install();
    reader.take("Đã có trên máy");
    host.stop();
    for page in ["mo-hinh/m3.html", "mo-hinh/m3", "index.html", ""] {
        assert_eq!(reader.shown(page), json!(["a", "a"]), "{page}");
    }
}

#[test]
fn a_site_that_is_no_longer_read_offline_takes_all_back() {
    let host = Host::start("", site("a"));
    let Some(mut reader) = Reader::open(&host) else { return };
    reader.install();
    host.deploy(&site_with("b", "offline: false\n"), |_| true);
    reader.visit("mo-hinh/m1.html");
    reader.value("navigator.serviceWorker.getRegistration().then((one) => one?.update()).catch(() => {})");
    reader.until("caches.keys().then((names) => !names.length)");
    reader.until("navigator.serviceWorker.getRegistrations().then((all) => !all.length)");
    host.asked();
    reader.visit("mo-hinh/m2.html");
    assert_eq!(reader.value("navigator.serviceWorker.getRegistrations().then((all) => all.length)"), 0);
    assert!(host.asked().iter().all(|path| path != "sw.js"));
}

/// A photograph of 1,300 × 400 pixels.
pub(super) fn photo() -> Vec<u8> {
    let pixels: Vec<u8> = (0..1300 * 400_u32).flat_map(|at| [(at % 251) as u8, (at % 83) as u8, 90]).collect();
    let mut jpeg = Vec::new();
    let encoder = jpeg_encoder::Encoder::new(&mut jpeg, 85);
    encoder.encode(&pixels, 1300, 400, jpeg_encoder::ColorType::Rgb).unwrap();
    jpeg
}

#[test]
fn pictures_come_along_small_and_stand_where_a_page_wants_them_wide() {
    let head = "locality: Xã La Dạ, tỉnh Lâm Đồng\nfield: kinh-te\n";
    let files = [
        ("content/site.yaml", b"title: Xa ta a\n".to_vec()),
        (
            "content/mo-hinh/m1.md",
            format!("---\ntitle: Mô hình 1\n{head}cover: hop.jpg\ncover_alt: Họp tổ\n---\n\n![Kẻng](keng.jpg)\n")
                .into(),
        ),
        ("content/mo-hinh/m2.md", format!("---\ntitle: Mô hình 2\n{head}---\n\n![Kẻng](keng.jpg)\n").into()),
        ("content/mo-hinh/hop.jpg", photo()),
        ("content/mo-hinh/keng.jpg", [photo(), vec![0; 9]].concat()),
    ];
    let files = files.map(|(path, bytes)| (path.to_owned(), bytes));
    let files = support::build_in_memory(&support::source_of(files.to_vec()));
    let list: Value = serde_json::from_slice(&files["du-lieu/tai-ve/linh-vuc/kinh-te.json"]).unwrap();
    let pictures = list["pictures"].as_array().unwrap();
    assert_eq!(pictures.len(), 2, "one that stands on two pages is taken once: {list}");
    for picture in pictures {
        let name = picture[0].as_str().unwrap();
        assert!(name.contains("-480.") && files[name].len() == picture[1], "{picture}");
        let same = name.rsplit('.').nth(1).unwrap();
        assert_eq!(files.keys().filter(|file| file.contains(same)).count(), 3, "its widths share a hash: {name}");
    }
    let named = list["files"].as_array().unwrap().iter().chain(pictures);
    let bytes: usize = named.map(|file| files[file[0].as_str().unwrap()].len()).sum();
    assert_eq!(list["bytes"], bytes);
    let host = Host::start("x", files);
    let Some(mut reader) = Reader::open(&host) else { return };
    reader.install();
    reader.visit("linh-vuc/kinh-te.html");
    reader.until("document.querySelector('.take button')");
    reader.value("document.querySelector('.take button').click()");
    reader.until("/3 trang và 2 ảnh cỡ nhỏ, \\d/.test(document.querySelector('.take').textContent)");
    reader.value("document.querySelector('.take button').click()");
    reader.until("/Đã có trên máy/.test(document.querySelector('.take').textContent)");
    host.stop();
    reader.visit("mo-hinh/m1.html");
    reader.until("document.images.length > 1");
    let shown = "[...document.images].filter((one) => one.srcset).map((one) => [one.naturalWidth > 0, /-480\\./.test(one.currentSrc)])";
    reader.value("document.querySelectorAll('img').forEach((one) => { one.loading = 'eager'; })");
    reader.until(&format!("{shown}.length === 2 && {shown}.every(([there]) => there)"));
    // The window is wide, so that the page asked for the wide one.
    assert_eq!(reader.value(&format!("{shown}.some(([, narrow]) => !narrow)")), true);
    // So does a link to it.
    let wide = reader.value("[...document.images].find((one) => one.srcset).getAttribute('src').slice(3)");
    reader.visit(wide.as_str().unwrap());
    assert_eq!(reader.value("[document.contentType, document.images[0]?.naturalWidth]"), json!(["image/jpeg", 480]));
}

#[test]
fn the_worker_and_the_lists_name_what_is_there() {
    let files = site("a");
    let worker = String::from_utf8(files["sw.js"].clone()).unwrap();
    for page in
        ["index.html", "tim-kiem.html", "ngoai-tuyen.html", "manifest.json", "assets/start.js", "assets/icon.svg"]
    {
        assert!(worker.contains(&format!("[\"{page}\",{},", files[page].len())), "{page}");
    }
    let manifest: Value = serde_json::from_slice(&files["manifest.json"]).unwrap();
    for icon in manifest["icons"].as_array().unwrap() {
        assert!(files.contains_key(icon["src"].as_str().unwrap()), "{icon}");
    }
    let list: Value = serde_json::from_slice(&files["du-lieu/tai-ve/linh-vuc/kinh-te.json"]).unwrap();
    let named = list["files"].as_array().unwrap();
    let bytes: usize = named.iter().map(|file| files[file[0].as_str().unwrap()].len()).sum();
    assert_eq!((named.len(), &list["bytes"]), (6, &json!(bytes)));
    // A list takes a file, and a commune with few models can do without.
    let has_list = |models| site_of(models, "a", "").contains_key("du-lieu/tai-ve/dia-phuong/lam-dong/xa-la-da.json");
    assert_eq!([9, 10].map(has_list), [false, true]);
    let off = site_with("a", "offline: false\n");
    assert!(off.keys().all(|path| !path.starts_with("du-lieu/tai-ve/") && path != "manifest.json"));
    assert!(!String::from_utf8_lossy(&off["index.html"]).contains("ngoai-tuyen"));
}
