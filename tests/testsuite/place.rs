//! A reader's own place and models side by side, in a real browser, from disk.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use crate::support::cdp::Browser;
use crate::support::{self, browser, visit};

const HERE: &str = "Xã Đông Giang, huyện Hàm Thuận Bắc, tỉnh Bình Thuận";

/// Writes a small site below `root`; the page at `address` also runs `script`. Returns the page's address from disk.
fn site(root: &Path, address: &str, script: &str) -> String {
    let model = |slug: &str, place: &str, more: &str| {
        let steps = "Bà con cùng làm. ".repeat(if slug == "trong-rung" { 40 } else { 1 });
        let text = format!(
            "---\ntitle: Mô hình {slug}\nlocality: {place}\nfield: kinh-te\n{more}---\n\nNội dung {slug}.\n\n## Cách làm\n\n{steps}\n"
        );
        (format!("content/mo-hinh/{slug}.md"), text.into_bytes())
    };
    let files = [
        ("content/site.yaml".to_owned(), "home: Tỉnh Lâm Đồng\nbase_url: https://x.example/\n".into()),
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
    fs::write(page.with_file_name("run.js"), run).unwrap();
    format!("file://{}", page.display())
}

fn seen(address: &str, after: &str, script: &str) -> Option<Value> {
    let chromium = browser::chromium()?;
    let root = tempfile::tempdir().unwrap();
    let url = site(root.path(), address, script);
    let text = visit::output_of(&chromium, &format!("{url}{after}"));
    Some(serde_json::from_str(&text).unwrap_or_else(|_| panic!("{text}")))
}

/// Opens the form and offers what fits a text.
const CHOOSING: &str = "
        const input = $('.mine input');
        const offer = async (text) => {
            input.value = text;
            input.dispatchEvent(new Event('input'));
            return [...document.querySelectorAll('.found li')].map((row) => row.textContent);
        };
        const shown = (selector) => { const box = $(selector); return box.getClientRects().length > 0; };
        const press = (key) => input.dispatchEvent(new KeyboardEvent('keydown', { key, cancelable: true }));
        const ready = async () => { $('.mine .choose button').click(); await until(() => {
            // A name of before: these come last.
            input.value = 'dong tien ham thuan bac';
            input.dispatchEvent(new Event('input'));
            return $('.found li');
        }); };";

#[test]
fn a_place_chosen_by_its_former_name_tells_how_far_the_models_are() {
    let script = format!(
        "{CHOOSING}
        await ready();
        const offered = (await offer('dong tien ham thuan bac'))[0];
        $('.found li').click();
        await until(() => $('.card .away'));
        const away = [...document.querySelectorAll('.card')].map((card) => [card.querySelector('h3').textContent, card.querySelector('.away').textContent]);
        const chosen = [$('.chosen a').textContent, $('.chosen a').getAttribute('href').endsWith('dia-phuong/lam-dong/xa-dong-giang.html')];
        const folded = [shown('.mine form'), shown('.mine .choose'), shown('.mine .chosen')];
        $('.chosen [data-do=choose]').click();
        await until(() => shown('.mine form'));
        const again = [shown('.mine form'), document.activeElement === input];
        $('[data-do=forget]').click();
        out({{ offered, away, chosen, folded, again, forgotten: [shown('.mine .chosen'), !$('.card .away')] }});"
    );
    let Some(seen) = seen("mo-hinh.html", "", &script) else { return };
    assert!(seen.is_object(), "{seen}");
    assert_eq!(
        seen["offered"], "Xã Đông Giang, tỉnh Lâm Đồng (Đông Tiến)",
        "a former commune leads to the present one"
    );
    assert_eq!(seen["chosen"], json!(["Xã Đông Giang, tỉnh Lâm Đồng", true]));
    assert_eq!(seen["folded"], json!([false, false, true]), "once chosen, one line remains: {seen}");
    assert_eq!(seen["again"], json!([true, true]), "changing opens the form: {seen}");
    assert!(
        seen["away"].as_array().unwrap().contains(&json!(["Mô hình nuoi-bo", "ở đây"])),
        "the model of the very place: {seen}"
    );
    let far = seen["away"].as_array().unwrap().iter().find(|card| card[0] == "Mô hình trong-rung").unwrap();
    let far = far[1].as_str().unwrap();
    assert!(far.starts_with("1.") && far.ends_with(" km"), "{far}");
    assert_eq!(seen["forgotten"], json!([false, true]));
}

/// What a reader types, and what is offered first; empty if nothing is.
const TYPED: [(&str, &str); 14] = [
    ("Thuan Quy", "Xã Tân Thành, tỉnh Lâm Đồng"),
    ("Thuận Quý, huyện Hàm Thuận Nam", "Xã Tân Thành, tỉnh Lâm Đồng"),
    ("hoan kiem", "Phường Hoàn Kiếm, thành phố Hà Nội"),
    ("quan 3", "Quận 3, Thành phố Hồ Chí Minh"),
    ("ba dinh", "Phường Ba Đình, thành phố Hà Nội"),
    ("tp hue", "Thành phố Huế"),
    ("binh thuan", "Phường Bình Thuận, tỉnh Lâm Đồng"),
    ("HÀM THUẬN BẮC", "Xã Hàm Thuận Bắc, tỉnh Lâm Đồng"),
    ("dong giang lam dong", "Xã Đông Giang, tỉnh Lâm Đồng"),
    ("dong giang lam d", "Xã Đông Giang, tỉnh Lâm Đồng"),
    ("tp.hcm", "Thành phố Hồ Chí Minh"),
    ("TPHCM", "Thành phố Hồ Chí Minh"),
    ("zzzz", ""),
    ("bao dinh lac thuan", ""),
];

#[test]
fn every_place_is_found_by_every_spelling_and_nothing_is_told_when_there_is_none() {
    let typed = serde_json::to_string(&TYPED.map(|(text, _)| text)).unwrap();
    let script = format!(
        "{CHOOSING}
        await ready();
        const first = {{}};
        for (const text of {typed}) first[text] = [(await offer(text))[0] ?? '', $('.mine .told').textContent];
        await offer('dong giang');
        const role = [input.getAttribute('role'), input.getAttribute('aria-expanded')];
        press('ArrowDown');
        press('ArrowDown');
        press('ArrowUp');
        const active = $('.found [aria-selected=true]').textContent === lantoa.findPlaces('dong giang')[0].name + '' || $('.found [aria-selected=true]').id === input.getAttribute('aria-activedescendant');
        press('Escape');
        out({{ first, role, active, left: document.querySelectorAll('.found li').length }});"
    );
    let Some(seen) = seen("index.html", "", &script) else { return };
    for (text, expected) in TYPED {
        let first = seen["first"][text][0].as_str().unwrap();
        assert!(first.starts_with(expected) && first.is_empty() == expected.is_empty(), "{text}: {first}");
        let told = seen["first"][text][1].as_str().unwrap();
        assert_eq!(told.starts_with("Không thấy nơi này"), expected.is_empty(), "{text}: {told}");
    }
    assert_eq!(
        (&seen["role"], &seen["active"], &seen["left"]),
        (&json!(["combobox", "true"]), &true.into(), &0.into())
    );
}

/// The rule for i and y, and folding, are those of the search: both are held to the same cases.
#[test]
fn places_are_compared_as_the_shared_vectors_say() {
    let vectors = std::fs::read_to_string(support::repository().join("tests/vietnamese/vectors.tsv")).unwrap();
    let is_word = |text: &str| !text.is_empty() && text.chars().all(char::is_alphabetic);
    let cases: Vec<(&str, &str)> = vectors
        .lines()
        .filter_map(|line| line.strip_prefix("one_i\t")?.split_once('\t'))
        .filter(|(from, to)| is_word(from) && is_word(to))
        .collect();
    assert!(cases.len() > 15, "{cases:?}");
    let script = format!(
        "$('.mine .choose button').click();
        await until(() => window.lantoa.placeKey);
        out({}.filter(([from, to]) => lantoa.placeKey(from) !== lantoa.placeKey(to) || lantoa.placeKey(to) !== lantoa.placeKey(to).replace(/y$/, (y) => (to.normalize('NFD').replace(/[\\u0300-\\u036f]/g, '').endsWith('y') ? y : 'i'))));",
        serde_json::to_string(&cases).unwrap()
    );
    let Some(seen) = seen("index.html", "", &script) else { return };
    assert_eq!(seen, json!([]));
}

/// Whatever an older version or another program has kept, the page works and runs nothing of it.
#[test]
fn the_search_tells_that_a_place_has_no_models_and_leads_to_those_near_it() {
    let script = "await until(() => $('.lantoa-hint a'));
        out([$('.lantoa-status').textContent, $('.lantoa-hint span').textContent, $('.lantoa-hint a').getAttribute('href')]);";
    let Some(seen) = seen("tim-kiem.html", "?q=thanh+pho+da+lat", script) else { return };
    assert_eq!((&seen[0], &seen[1]), (&json!("Không tìm thấy mô hình nào"), &json!("Chưa có mô hình ở Đà Lạt")));
    assert!(seen[2].as_str().unwrap().ends_with("dia-phuong.html?noi=thanh%20pho%20da%20lat"), "{seen}");
    let script = "await until(() => $('.found li')); out([$('.mine input').value, $('.found li').textContent]);";
    let seen = self::seen("dia-phuong.html", "?noi=%C4%90%C3%A0%20L%E1%BA%A1t", script).unwrap();
    assert_eq!(seen[0], "Đà Lạt");
    assert!(seen[1].as_str().unwrap().contains("Đà Lạt"), "{seen}");
    // A place without a page names those near it, and does not become the reader's own.
    let script = "await until(() => $('.found li'));
        $('.found li').click();
        await until(() => $('.near a'));
        out([$('.chosen a').textContent, $('.near').textContent, document.activeElement === $('.near a'), localStorage.getItem('lantoa.place')]);";
    let seen = self::seen("dia-phuong.html", "?noi=H%C3%A0%20N%E1%BB%99i", script).unwrap();
    assert_eq!((&seen[0], &seen[2], &seen[3]), (&json!("Thành phố Hà Nội"), &json!(true), &json!(null)), "{seen}");
    let near = seen[1].as_str().unwrap();
    assert!(
        near.starts_with("Nơi này chưa có mô hình. Nơi gần nhất có trang:")
            && near.contains("Phường Hòa Bình, tỉnh Phú Thọ"),
        "{near}"
    );
}

#[test]
fn a_kept_place_that_is_none_is_ignored() {
    let script = "
        const { src } = [...document.scripts].find((one) => one.src.includes('/place.'));
        const states = [];
        for (const kept of ['{}', '5', '[1]', '{\"name\":7,\"lon\":1,\"lat\":2}', '{\"name\":\"<img src=x onerror=alert(1)>\",\"lon\":107,\"lat\":11,\"slug\":\"javascript:alert(1)\"}']) {
            localStorage.setItem('lantoa.place', kept);
            await new Promise((done) => document.head.append(Object.assign(document.createElement('script'), { src: `${src}?${states.length}`, onload: done })));
            states.push([$('.mine').hidden, $('.chosen').hidden, $('.chosen a').getAttribute('href'), document.querySelectorAll('.mine img').length]);
        }
        out(states);";
    let Some(seen) = seen("mo-hinh.html", "", script) else { return };
    let ignored = json!([false, true, null, 0]);
    assert_eq!(seen, json!([ignored, ignored, ignored, ignored, [false, false, null, 0]]));
}

#[test]
fn a_list_of_places_that_cannot_be_loaded_is_told() {
    let script = "
        const errors = [];
        addEventListener('unhandledrejection', (event) => errors.push(String(event.reason)));
        const append = document.head.append.bind(document.head);
        document.head.append = (script) => append(script.src?.endsWith('noi.js') ? Object.assign(script, { src: 'gone.js' }) : script);
        $('.mine .choose button').click();
        const told = [$('.told').textContent];
        await until(() => $('.told').textContent !== told[0]);
        await new Promise((done) => setTimeout(done, 100));
        out([...told, $('.told').textContent, errors]);";
    let Some(seen) = seen("index.html", "", script) else { return };
    let failed = "Không tải được danh sách địa phương. Hãy thử lại khi mạng ổn định.";
    assert_eq!(seen, json!(["Đang tải danh sách địa phương…", failed, []]));
}

/// The first part of the list has the names of now: they are offered before, and without, the rest.
#[test]
fn names_are_offered_before_it_is_known_where_they_are() {
    let script = "
        const append = document.head.append.bind(document.head);
        const held = [];
        document.head.append = (script) => (script.src?.includes('noi-cu.js') ? held.push(script) : append(script));
        $('.mine .choose button').click();
        await until(() => held.length);
        const input = $('.mine input');
        const offer = (text) => { input.value = text; input.dispatchEvent(new Event('input')); return [$('.found li')?.textContent ?? '', $('.told').textContent]; };
        const seen = [offer('dong tien ham thuan bac')];
        seen.push(offer('la da'));
        $('.found li').click();
        seen.push([$('.told').textContent, $('.chosen').hidden]);
        held[0].onerror(new Event('error'));
        await until(() => $('.told').textContent !== seen[2][0]);
        seen.push([$('.told').textContent, $('.chosen').hidden]);
        document.head.append = append;
        $('.found li').click();
        await until(() => !$('.chosen').hidden);
        out([...seen, JSON.parse(localStorage.getItem('lantoa.place')).lat > 10]);";
    let Some(seen) = seen("index.html", "", script) else { return };
    let loading = "Đang tải danh sách địa phương…";
    let failed = "Không tải được danh sách địa phương. Hãy thử lại khi mạng ổn định.";
    assert_eq!(seen[0], json!(["", loading]), "{seen}");
    assert_eq!(seen[1][0], "Xã La Dạ, tỉnh Lâm Đồng", "{seen}");
    assert_eq!(
        (&seen[2], &seen[3], &seen[4]),
        (&json!([loading, true]), &json!([failed, true]), &json!(true)),
        "{seen}"
    );
}

#[test]
fn cards_are_ordered_by_distance_and_back() {
    let script = format!(
        "{CHOOSING}
        const titles = () => [...document.querySelectorAll('.card h3')].map((title) => title.textContent);
        const first = titles();
        const orders = [];
        for (const place of ['dong giang ham thuan bac', 'hoa binh phu tho']) {{
            await ready();
            await offer(place);
            $('.found li').click();
            await until(() => $('.card .away'));
            const sort = $('[data-do=sort]');
            sort.click();
            orders.push(titles(), sort.getAttribute('aria-pressed'));
            sort.click();
            orders.push(String(titles()) === String(first), sort.getAttribute('aria-pressed'));
        }}
        out(orders);"
    );
    let Some(seen) = seen("mo-hinh.html", "", &script) else { return };
    let (ham, hoa) = (["Mô hình nuoi-bo", "Mô hình trong-rung"], ["Mô hình trong-rung", "Mô hình nuoi-bo"]);
    assert_eq!(seen, json!([ham, "true", true, "false", hoa, "true", true, "false"]));
}

#[test]
fn what_a_browser_does_not_keep_and_a_fourth_model_are_told() {
    let script = "
        const told = () => $('.share [role=status]').textContent;
        const press = (name) => { $(`.share [data-do=${name}]`).click(); return told(); };
        localStorage.setItem('lantoa.compare', JSON.stringify(['a', 'b', 'c']));
        const said = [press('compare'), press('save')];
        Storage.prototype.setItem = () => { throw new Error('refused'); };
        out([...said, press('save'), press('compare')]);";
    let Some(seen) = seen("mo-hinh/nuoi-bo.html", "", script) else { return };
    let refused = "Trình duyệt không cho lưu trên máy này.";
    let dropped = "Đã đủ ba mô hình nên mô hình chọn đầu tiên được bỏ ra.";
    assert_eq!(seen, json!([dropped, "", refused, refused]));
}

#[test]
fn a_link_that_could_not_be_copied_is_shown() {
    let script = "
        const address = $('[rel=canonical]').href;
        const copy = $('.share [data-do=copy]');
        document.execCommand = () => false;
        navigator.clipboard.writeText = async () => { throw new Error('refused'); };
        copy.click();
        await until(() => $('.share [role=status]').textContent);
        const refused = [$('.share [role=status]').textContent === `Không sao chép được. Hãy chép: ${address}`, copy.textContent];
        navigator.clipboard.writeText = async () => {};
        copy.click();
        await until(() => $('.share [role=status]').textContent === 'Đã sao chép');
        out([...refused, copy.textContent]);";
    let Some(seen) = seen("mo-hinh/nuoi-bo.html", "", script) else { return };
    assert_eq!(seen, json!([true, "Chép liên kết", "Chép liên kết"]));
}

/// No script can say that no script came: the style sheet does, after a while. What a script misses it says itself.
#[test]
fn a_comparison_that_cannot_be_loaded_says_so() {
    let Some(chromium) = browser::chromium() else { return };
    let root = tempfile::tempdir().unwrap();
    site(root.path(), "so-sanh.html", "");
    let mut browser = Browser::open(&chromium);
    let mut seen = || {
        browser.visit(&format!("file://{}/so-sanh.html#a=nuoi-bo&b=trong-rung", root.path().display()));
        browser.value(
            "(async () => {
                const isShown = (name) => { const told = document.querySelector(name); return told.offsetHeight > 10 && getComputedStyle(told).visibility === 'visible'; };
                const lost = document.querySelector('.compare > noscript').previousElementSibling;
                lost.id = 'lost';
                await new Promise((done) => setTimeout(done, 300));
                const before = isShown('#lost');
                lost.getAnimations().forEach((animation) => animation.finish());
                return [before, isShown('#lost'), isShown('.none')];
            })()",
        )
    };
    assert_eq!(seen(), json!([false, false, false]), "the scripts came");
    fs::remove_file(root.path().join("assets/so-sanh-0.js")).unwrap();
    assert_eq!(seen(), json!([true, true, false]), "the data did not come");
    for script in fs::read_dir(root.path().join("assets/h")).unwrap() {
        let path = script.unwrap().path();
        if path.file_name().unwrap().to_string_lossy().starts_with("compare.") {
            fs::remove_file(path).unwrap();
        }
    }
    assert_eq!(seen(), json!([false, true, false]), "the scripts did not come");
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
        await until(() => document.activeElement === $('.bar'));
        out({ titles, rows, told, left: document.querySelectorAll('.compare thead a').length, hint: $('.none').hidden, focus: document.activeElement.className, bar: $('.bar span').textContent });";
    let Some(seen) = seen("so-sanh.html", "#a=nuoi-bo&b=trong-rung&c=khong-co", script) else { return };
    assert_eq!(
        seen["titles"],
        json!([["Mô hình nuoi-bo", "mo-hinh/nuoi-bo.html"], ["Mô hình trong-rung", "mo-hinh/trong-rung.html"]])
    );
    assert_eq!(seen["rows"]["Kết quả"], json!(["Hộ tham gia: 120 hộ", "–"]), "{seen}");
    assert_eq!(seen["rows"]["Năm bắt đầu"], json!(["–", "2016"]), "{seen}");
    assert!(seen["rows"]["Khen thưởng"].is_null(), "what none of them has is no row: {seen}");
    assert_eq!((&seen["told"], &seen["left"], &seen["hint"]), (&true.into(), &1.into(), &false.into()));
    assert_eq!((&seen["focus"], &seen["bar"]), (&"bar".into(), &"1/3 mô hình.".into()), "the focus is not lost");
}

/// The way to all steps is offered where some are left out.
#[test]
fn only_steps_that_are_cut_lead_on() {
    let script = "
        await until(() => $('.compare table'));
        const row = [...document.querySelectorAll('.compare tbody tr')].find((row) => row.firstChild.textContent === 'Cách làm');
        out([...row.querySelectorAll('td')].map((cell) => [cell.firstChild.textContent.trim().slice(-1), cell.querySelectorAll('a').length]));";
    let Some(seen) = seen("so-sanh.html", "#a=nuoi-bo&b=trong-rung", script) else { return };
    assert_eq!(seen, json!([[".", 0], ["…", 1]]));
}

/// Wards that were called by numbers are offered as wards, in the order of their numbers.
#[test]
fn a_former_name_that_is_a_number_keeps_its_type() {
    let script = format!(
        "{CHOOSING}
        await ready();
        out([(await offer('phường 12, Đà Lạt'))[0], (await offer('lam vien da lat'))[0]]);"
    );
    let Some(seen) = seen("index.html", "", &script) else { return };
    let ward = "Phường Lâm Viên - Đà Lạt, tỉnh Lâm Đồng (Phường 8, Phường 9, Phường 12)";
    assert_eq!(seen, json!([ward, ward]));
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
