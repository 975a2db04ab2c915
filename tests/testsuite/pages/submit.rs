//! The form in which readers write a model, in a real browser, from disk: what it makes is read without an error.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::support::cdp::Browser;
use crate::support::program::{lantoa, new_site, said};
use crate::support::{self, browser};

/// A small site with an office that has a mail address, below `root`. Returns the form's address from disk.
fn site(root: &Path) -> String {
    let site = "home: Tỉnh Lâm Đồng\ncontact: {office: UBND xã Đông Giang, email: donggiang@lamdong.gov.vn}\n";
    let files = [("content/site.yaml".to_owned(), site.as_bytes().to_vec())];
    support::write_all(root, support::render(&support::source_of(files)));
    format!("file://{}/gui-mo-hinh.html", root.display())
}

/// Writes into what a selector finds, as a reader does; waits for the communes of a province.
const WRITING: &str = "
    const $ = (selector) => document.querySelector(selector);
    const put = (selector, value, at = 0) => {
        const input = document.querySelectorAll(selector)[at];
        if (!input) throw Error(selector + ' ' + at);
        input.value = value;
        input.dispatchEvent(new Event('input', { bubbles: true }));
        input.dispatchEvent(new Event('change', { bubbles: true }));
    };
    const until = async (holds) => { for (let n = 0; n < 400 && !holds(); n++) await new Promise((done) => setTimeout(done, 25)); if (!holds()) throw Error(String(holds)); };
    const make = () => { $('.make').click(); return { shown: !$('.made').hidden, name: $('.name').textContent, text: $('pre').textContent, mail: $('.mail').href, isLong: !$('.long').hidden, saved: $('.save').download }; };";

fn run(browser: &mut Browser, script: &str) -> Value {
    browser.value(&format!("(async () => {{ {WRITING} {script} }})()"))
}

const WANTED: &str = r##"---
# Viết bằng biểu mẫu của trang Mô hình, điển hình “Dân vận khéo”
title: "Tổ \"liên gia\": tự quản --- số 1"
summary: "Mười hộ một tổ."
locality: "Thôn 2, xã Đông Giang, tỉnh Lâm Đồng"
field: quoc-phong-an-ninh
organisation: "Chi bộ thôn 2 #1"
unit_type: khu-dan-cu
started: 2016
awards:
  - {year: 2019, level: tinh, form: "Bằng khen"}
results:
  - {label: "Hộ tham gia", value: 120, unit: "hộ"}
  - {label: "Đường", value: "1.932,5", unit: "m"}
resources: "5 triệu đồng"
contact: {office: "UBND xã Đông Giang", email: "a@lamdong.gov.vn"}
sources:
  - {url: "https://baobinhthuan.com.vn/bai-viet"}
draft: true
---

## Bối cảnh

Hay mất \*trộm\*, \<b>lắm\</b>.

## Cách làm

1. Họp thôn.
2. Lắp kẻng.
- Mỗi nhà một kẻng

\# Không phải đề mục
"##;

/// Fills in everything, some of it wrong at first, and saves the file.
const LONG: &str = r#"
    put('[data-key=title]', ' Tổ "liên gia": tự quản --- số 1 ');
    put('[data-key=summary]', 'Mười hộ\n một tổ.');
    put('[data-key=field]', 'quoc-phong-an-ninh');
    put('[data-of=then]', '');
    const unplaced = $('[data-of=commune]').validity.customError;
    put('[data-of=province]', 'Tỉnh Lâm Đồng');
    await until(() => $('[data-of=commune]').options.length > 100);
    put('[data-of=hamlet]', 'Thôn 2');
    put('[data-of=commune]', 'Xã Đông Giang');
    put('[data-key=organisation]', 'Chi bộ thôn 2 #1');
    put('[data-key=unit_type]', 'khu-dan-cu');
    put('[data-key=started]', '2016');
    put('[data-group=awards] [data-key=form]', 'Bằng khen');
    const undated = make().shown;
    put('[data-group=awards] [data-key=year]', '2019');
    put('[data-group=awards] [data-key=level]', 'tinh');
    put('[data-group=results] [data-key=label]', 'Hộ tham gia');
    put('[data-group=results] [data-key=value]', '120');
    put('[data-group=results] [data-key=unit]', 'hộ');
    for (let n = 0; n < 2; n++) $('[data-group=results] [data-do=add]').click();
    put('[data-group=results] [data-key=label]', 'Đường', 2);
    put('[data-group=results] [data-key=value]', '1.932,5', 2);
    put('[data-group=results] [data-key=unit]', 'm', 2);
    document.querySelectorAll('[data-group=results] [data-do=drop]')[1].click();
    put('[data-key=resources]', '5 triệu đồng');
    put('[data-group=contact] [data-key=office]', 'UBND xã Đông Giang');
    put('[data-group=contact] [data-key=email]', 'a@lamdong.gov.vn');
    put('[data-group=sources] [data-key=url]', 'https://baobinhthuan.com.vn/bai-viet');
    put('[data-section]', '---\n\nHay mất *trộm*, <b>lắm</b>.\n');
    put('[data-section]', '1. Họp thôn.\n2. Lắp kẻng.\n• Mỗi nhà một kẻng\n# Không phải đề mục', 1);
    const made = make();
    $('.save').click();
    return { ...made, unplaced, undated, like: $('.like a').href };"#;

#[test]
fn what_the_form_makes_is_read_without_an_error() {
    let Some(chromium) = browser::chromium() else { return };
    let folder = tempfile::tempdir().unwrap();
    let address = site(folder.path());
    let mut browser = Browser::open(&chromium);
    let downloads = tempfile::tempdir().unwrap();
    let to = json!({"behavior": "allow", "downloadPath": downloads.path()});
    browser.call("Page.setDownloadBehavior", to);
    browser.resize(360);
    browser.visit(&address);

    let empty = run(&mut browser, "return [make().shown, $('[data-key=title]').validity.valueMissing];");
    assert_eq!(empty, json!([false, true]), "nothing is made of an empty form");
    let short = "put('[data-key=title]', 'Hũ gạo'); put('[data-key=field]', 'kinh-te'); put('[data-of=then]', 'Xã La Dạ, huyện Hàm Thuận Bắc, tỉnh Bình Thuận');";
    let made = run(&mut browser, &format!("{short} return make();"));
    assert_eq!((&made["name"], &made["isLong"]), (&json!("hu-gao.md"), &json!(false)), "{made}");
    let mail = made["mail"].as_str().unwrap();
    assert!(
        mail.starts_with("mailto:donggiang@lamdong.gov.vn?subject=M%C3%B4%20h%C3%ACnh")
            && mail.contains("body=---%0D%0A"),
        "{mail}"
    );
    assert!(made["text"].as_str().unwrap().contains("locality: \"Xã La Dạ, huyện Hàm Thuận Bắc, tỉnh Bình Thuận\"\n"));

    let made = run(&mut browser, LONG);
    assert_eq!(
        (&made["unplaced"], &made["undated"]),
        (&json!(true), &json!(false)),
        "a place and the year of an award are needed"
    );
    assert_eq!((&made["isLong"], &made["saved"]), (&json!(true), &json!("to-lien-gia-tu-quan-so-1.md")), "{made}");
    assert!(
        made["mail"].as_str().unwrap().len() < 1_800 && made["like"].as_str().unwrap().contains("tim-kiem.html?q=T")
    );
    assert_eq!(made["text"].as_str().unwrap(), WANTED.replace("\\\\", "\\").as_str());

    let file = downloads.path().join("to-lien-gia-tu-quan-so-1.md");
    let begun = Instant::now();
    while !file.exists() && begun.elapsed() < Duration::from_secs(10) {
        std::thread::sleep(Duration::from_millis(20));
    }
    let root = new_site();
    let target = root.path().join("content/mo-hinh/to-lien-gia-tu-quan-so-1.md");
    fs::copy(&file, &target).unwrap();
    let checked = lantoa(root.path(), &["check", "--drafts"]);
    assert!(checked.status.success() && said(&checked).contains("0 lỗi, 0 cảnh báo"), "{}", said(&checked));

    // What was written is there again after the page was left, until it is cleared.
    browser.visit(&address);
    let again = run(&mut browser, "await until(() => $('[data-of=commune]').value); return make().text;");
    assert_eq!(again, made["text"]);
    let cleared = run(
        &mut browser,
        "$('[data-do=clear]').click(); return [make().shown, $('[data-key=title]').value, document.querySelectorAll('[data-group=results] .row').length];",
    );
    assert_eq!(cleared, json!([false, "", 1]));
}

/// Texts that could mean something in YAML, in Markdown or in an address.
const HOSTILE: [&str; 16] = [
    "a: b",
    "# không phải ghi chú",
    "--- x",
    "[a, b]{c: d}",
    "\"nháy\" 'đơn' \\ gạch",
    "no",
    "2019-10-15",
    "*đậm* _nghiêng_ `mã` [x](y) <script>alert(1)</script>",
    "| ô | ô |",
    "tab\tvà\u{85}dòng\u{2028}mới\u{0}",
    "🏡 K’ho ƀĕŏ 𠀀",
    "&amp; %41 ?x=1",
    "{{ title }} {% if %}",
    "!ruby/object x",
    "> trích",
    "...",
];

#[test]
fn whatever_is_written_is_read_without_an_error_and_nothing_breaks_the_policy() {
    let Some(chromium) = browser::chromium() else { return };
    let folder = tempfile::tempdir().unwrap();
    let address = site(folder.path());
    let mut browser = Browser::open(&chromium);
    let watch = "window.broken = []; addEventListener('securitypolicyviolation', (event) => broken.push(event.violatedDirective)); addEventListener('error', (event) => broken.push(event.message));";
    browser.call("Page.addScriptToEvaluateOnNewDocument", json!({"source": watch}));
    browser.visit(&address);
    let script = format!(
        "const texts = {};
        const made = [];
        for (let round = 0; round < texts.length; round++) {{
            const text = (at) => texts[(round + at) % texts.length];
            put('[data-key=title]', `Mô hình ${{round}} ${{text(0)}}`);
            put('[data-key=field]', 'kinh-te');
            put('[data-of=then]', 'Xã La Dạ, huyện Hàm Thuận Bắc, tỉnh Bình Thuận');
            const inputs = [...document.querySelectorAll('.write :is([data-section], .one [data-key]:not([data-kind]), .row [data-key]:not([data-kind]))')];
            inputs.filter(({{ type, dataset }}) => dataset.key !== 'title' && !['email', 'url', 'tel'].includes(type)).forEach((input, at) => {{ input.value = `${{text(at)}}\n${{text(at + 1)}}`; }});
            put('[data-group=results] [data-key=value]', String(round));
            put('[data-group=awards] [data-key=year]', '2020');
            const {{ shown, name, text: file }} = make();
            if (shown) made.push([name, file]);
        }}
        $('[data-do=copy]').click();
        return {{ made, broken }};",
        json!(HOSTILE)
    );
    let seen = run(&mut browser, &script);
    assert_eq!(seen["broken"], json!([]));
    let made = seen["made"].as_array().unwrap();
    assert_eq!(made.len(), HOSTILE.len());
    let root = new_site();
    for file in made {
        let name = file[0].as_str().unwrap();
        fs::write(root.path().join("content/mo-hinh").join(name), file[1].as_str().unwrap()).unwrap();
    }
    let checked = lantoa(root.path(), &["check", "--drafts"]);
    assert!(checked.status.success(), "{}", said(&checked));
}

#[test]
fn every_field_is_labelled_and_names_are_as_the_program_makes_them() {
    let Some(chromium) = browser::chromium() else { return };
    let folder = tempfile::tempdir().unwrap();
    let address = site(folder.path());
    let mut browser = Browser::open(&chromium);
    browser.visit(&address);
    let script = "
        const all = [...document.querySelectorAll('.write :is(input, select, textarea)')];
        const bare = all.filter((one) => !one.labels.length || !one.labels[0].textContent.trim()).map((one) => one.outerHTML);
        const lost = all.flatMap((one) => (one.getAttribute('aria-describedby') ?? '').split(' ')).filter((id) => id && !document.getElementById(id));
        const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id);
        const twice = ids.filter((id, at) => ids.indexOf(id) !== at);
        const unnamed = [...document.querySelectorAll('.write fieldset')].filter((box) => !box.querySelector('legend')?.textContent.trim()).length;
        const low = [...document.querySelectorAll('.write :is(input, select, textarea, button)')].filter((one) => one.getClientRects().length && one.getBoundingClientRect().height < 44).map((one) => one.outerHTML);
        return { fields: all.length > 20, bare, lost, twice, unnamed, low };";
    let seen = run(&mut browser, script);
    assert_eq!(seen, json!({"fields": true, "bare": [], "lost": [], "twice": [], "unnamed": 0, "low": []}));

    let vectors = support::repository().join("tests/vietnamese/vectors.tsv");
    let vectors = fs::read_to_string(vectors).unwrap();
    let rows = vectors.lines().filter_map(|line| line.strip_prefix("slug\t")).filter_map(|line| line.split_once('\t'));
    let rows: Vec<(&str, &str)> = rows.collect();
    assert!(rows.len() > 5);
    let script = format!(
        "const read = (text) => text.replace(/\\\\u\\{{(\\w+)\\}}/g, (_, code) => String.fromCodePoint(parseInt(code, 16)));
        return {}.filter(([text, slug]) => lantoa.slug(read(text)) !== (slug.startsWith('khong-ten-') ? '' : slug));",
        json!(rows)
    );
    assert_eq!(run(&mut browser, &script), json!([]));
}

#[test]
fn the_form_is_there_where_the_office_can_be_reached_or_the_site_says_so() {
    let has_form = |site: &str| {
        let files = [("content/site.yaml".to_owned(), site.as_bytes().to_vec())];
        let files = support::render(&support::source_of(files));
        let is_linked = files["index.html"].contains("gui-mo-hinh.html");
        assert_eq!(files.contains_key("gui-mo-hinh.html"), is_linked, "{site}");
        is_linked
    };
    assert!(!has_form("home: Tỉnh Lâm Đồng\n") && !has_form("contact: {office: A}\n"));
    assert!(has_form("contact: {office: A, phone: 0252 3888 888}\n") && has_form("submit: true\n"));
    assert!(!has_form("submit: false\ncontact: {office: A, phone: 0252 3888 888}\n"));
}
