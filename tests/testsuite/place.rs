//! A reader's own place and models side by side, in a real browser, from disk.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use crate::support::{self, browser, visit};

const HERE: &str = "Xã Đông Giang, huyện Hàm Thuận Bắc, tỉnh Bình Thuận";

/// Writes a small site below `root`; the page at `address` also runs `script`. Returns the page's address from disk.
fn site(root: &Path, address: &str, script: &str) -> String {
    let model = |slug: &str, place: &str, more: &str| {
        let text =
            format!("---\ntitle: Mô hình {slug}\nlocality: {place}\nfield: kinh-te\n{more}---\n\nNội dung {slug}.\n");
        (format!("content/mo-hinh/{slug}.md"), text.into_bytes())
    };
    let files = [
        ("content/site.yaml".to_owned(), "home: Tỉnh Lâm Đồng\n".into()),
        model("nuoi-bo", HERE, "results: [{label: Hộ tham gia, value: 120, unit: hộ}]\nconditions: Có đồng cỏ\n"),
        model("trong-rung", "Phường Hòa Bình, tỉnh Phú Thọ", "started: 2016\n"),
    ];
    support::write_all(root, support::render(&support::source_of(files)));
    let page = root.join(address);
    let end = "<pre id=\"out\"></pre><script defer src=\"run.js\"></script></body>";
    fs::write(&page, fs::read_to_string(&page).unwrap().replace("</body>", end)).unwrap();
    let helpers = "const $ = (selector) => document.querySelector(selector);
        const until = async (holds) => { for (let n = 0; n < 400 && !holds(); n++) await new Promise((done) => setTimeout(done, 25)); return holds(); };
        const out = (value) => { $('#out').textContent = JSON.stringify(value); };";
    let run = format!("{helpers}\n(async () => {{ {script} }})().catch((error) => out(String(error)));");
    fs::write(root.join("run.js"), run).unwrap();
    format!("file://{}", page.display())
}

fn seen(address: &str, after: &str, script: &str) -> Option<Value> {
    let chromium = browser::chromium()?;
    let root = tempfile::tempdir().unwrap();
    let url = site(root.path(), address, script);
    let text = visit::output_of(&chromium, &format!("{url}{after}"));
    Some(serde_json::from_str(&text).unwrap_or_else(|_| panic!("{text}")))
}

#[test]
fn a_place_chosen_by_its_former_name_tells_how_far_the_models_are() {
    let script = "
        const input = $('.mine input');
        input.focus();
        input.value = 'dong tien';
        input.dispatchEvent(new Event('input'));
        await until(() => $('.found button'));
        const offered = $('.found button').textContent;
        $('.found button').click();
        await until(() => $('.card .away'));
        const away = [...document.querySelectorAll('.card')].map((card) => [card.querySelector('h3').textContent, card.querySelector('.away')?.textContent]);
        const chosen = [$('.chosen a').textContent, $('.chosen a').getAttribute('href').endsWith('dia-phuong/lam-dong/xa-dong-giang.html'), $('.chosen').hidden];
        $('[data-do=forget]').click();
        out({ offered, away, chosen, forgotten: [$('.chosen').hidden, !$('.card .away')] });";
    let Some(seen) = seen("index.html", "", script) else { return };
    assert_eq!(
        seen["offered"], "Xã Đông Giang, Tỉnh Lâm Đồng (Đông Tiến)",
        "a former commune leads to the present one"
    );
    assert_eq!(seen["chosen"], json!(["Xã Đông Giang, Tỉnh Lâm Đồng", true, false]));
    assert!(
        seen["away"].as_array().unwrap().contains(&json!(["Mô hình nuoi-bo", "ở nơi của bạn"])),
        "the model of the very place: {seen}"
    );
    let far = seen["away"].as_array().unwrap().iter().find(|card| card[0] == "Mô hình trong-rung").unwrap();
    let far = far[1].as_str().unwrap();
    assert!(far.starts_with("cách nơi của bạn 1.") && far.ends_with(" km"), "{far}");
    assert_eq!(seen["forgotten"], json!([true, true]));
}

#[test]
fn models_stand_side_by_side_by_the_address_alone() {
    let script = "
        await until(() => $('.compare table'));
        const titles = [...document.querySelectorAll('.compare thead a')].map((link) => [link.textContent, link.getAttribute('href')]);
        const rows = Object.fromEntries([...document.querySelectorAll('.compare tbody tr')].map((row) => [...row.children].map((cell) => cell.textContent)).map(([name, ...cells]) => [name, cells]));
        const told = $('.none').hidden;
        $('.compare thead button').click();
        await until(() => document.querySelectorAll('.compare thead a').length === 1);
        out({ titles, rows, told, left: document.querySelectorAll('.compare thead a').length, hint: $('.none').hidden });";
    let Some(seen) = seen("so-sanh.html", "#a=nuoi-bo&b=trong-rung&c=khong-co", script) else { return };
    assert_eq!(
        seen["titles"],
        json!([["Mô hình nuoi-bo", "mo-hinh/nuoi-bo.html"], ["Mô hình trong-rung", "mo-hinh/trong-rung.html"]])
    );
    assert_eq!(seen["rows"]["Kết quả"], json!(["Hộ tham gia: 120 hộ", "–"]), "{seen}");
    assert_eq!(seen["rows"]["Năm bắt đầu"], json!(["–", "2016"]), "{seen}");
    assert!(seen["rows"]["Khen thưởng"].is_null(), "what none of them has is no row: {seen}");
    assert_eq!((&seen["told"], &seen["left"], &seen["hint"]), (&true.into(), &1.into(), &false.into()));
}

#[test]
fn a_slug_that_is_a_property_of_every_object_breaks_nothing() {
    let script = "
        await until(() => $('.compare table'));
        out([...document.querySelectorAll('.compare thead a')].map((link) => link.textContent));";
    let Some(seen) = seen("so-sanh.html", "#a=constructor&b=nuoi-bo&c=toString", script) else { return };
    assert_eq!(seen, json!(["Mô hình nuoi-bo"]));
}

#[test]
fn whatever_a_browser_has_kept_breaks_nothing() {
    let script = "
        const errors = [];
        addEventListener('unhandledrejection', (event) => errors.push(String(event.reason)));
        addEventListener('error', (event) => errors.push(event.message));
        const code = await new Promise((done) => {
            const source = [...document.scripts].find((one) => one.src.includes('/compare.'));
            done(source.src);
        });
        for (const kept of ['{}', '5', 'true', '[5, null, {}]', 'x']) {
            localStorage.setItem('lantoa.compare', kept);
            await new Promise((done) => {
                const again = Object.assign(document.createElement('script'), { src: `${code}?${kept.length}`, onload: done });
                document.head.append(again);
            });
            await new Promise((done) => setTimeout(done, 50));
        }
        out({ errors, tables: document.querySelectorAll('.compare table').length });";
    let Some(seen) = seen("so-sanh.html", "", script) else { return };
    assert_eq!(seen, json!({ "errors": [], "tables": 0 }));
}
