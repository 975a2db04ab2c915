//! Nothing that somebody writes into content, an address or the browser's storage runs as a script.

use std::collections::BTreeMap;

use super::KINDS;
use crate::hosting::server::Host;
use crate::support::browser;
use crate::support::cdp::Browser;
use crate::support::{self};

/// Ways to make a browser run what stands for `{}`.
const WAYS: [&str; 30] = [
    "<script>{}</script>",
    "\"><script>{}</script>",
    "'><script>{}</script>",
    "</title><script>{}</script>",
    "</style><script>{}</script>",
    "</script><script>{}</script>",
    "</textarea><script>{}</script>",
    "--><script>{}</script>",
    "<img src=x onerror={}>",
    "\"><img src=x onerror={}>",
    "<svg onload={}>",
    "\"><svg/onload={}>",
    "\" autofocus onfocus={} x=\"",
    "' onmouseover={} x='",
    "` onmouseover={} x=`",
    "<input autofocus onfocus={}>",
    "<details open ontoggle={}>",
    "<body onload={}>",
    "<video><source onerror={}></video>",
    "<svg><animate onbegin={} attributeName=x dur=1s></svg>",
    "<svg><script>{}</script></svg>",
    "<math><mtext><table><mglyph><style><img src=x onerror={}>",
    "<iframe srcdoc=\"<script>parent.{}</script>\"></iframe>",
    "<iframe src=\"javascript:parent.{}\"></iframe>",
    "<a href=\"javascript:{}\" autofocus>x</a>",
    "[x](javascript:{})",
    "![x](x \"onerror={}\")",
    "<object data=\"data:text/html,<script>parent.{}</script>\"></object>",
    "<meta http-equiv=refresh content=\"0;url=javascript:{}\">",
    "{% raw %}<script>{}</script>{{ 7 * 7 }}",
];
/// What would run.
const ACTS: [&str; 3] = ["window.hacked=1", "eval(`window.hacked=1`)", "top[`hacked`]=1"];

/// Every way with every act.
fn payloads() -> Vec<String> {
    WAYS.iter().flat_map(|way| ACTS.iter().map(|act| way.replace("{}", act))).collect()
}

/// A model all of whose texts are the payload.
fn model(payload: &str) -> String {
    // A JSON string is a YAML string.
    let text = serde_json::to_string(payload).unwrap();
    let head: String = ["title", "summary", "organisation", "conditions", "resources", "cover_alt"]
        .iter()
        .map(|key| format!("{key}: {text}\n"))
        .collect();
    format!(
        "---\n{head}locality: {text}\nfield: kinh-te\nstarted: 2016\ntags: [{text}, chung]\n\
         results: [{{label: {text}, value: 1, unit: {text}, note: {text}}}]\n\
         awards: [{{year: 2019, level: tinh, form: {text}, by: {text}, decision: {text}}}]\n\
         contact: {{office: {text}, phone: {text}, email: {text}, address: {text}, visits: {text}}}\n\
         replications: [{{locality: {text}, year: 2020, by: {text}, note: {text}, source: {text}}}]\n\
         updates: [{{date: 2024-10-15, text: {text}}}]\nsources: [{{title: {text}, url: {text}}}]\n---\n\n\
         {payload}\n\n## Cách làm {payload}\n\n- {payload}\n\n| {payload} | b |\n|---|---|\n| 1 | 2 |\n\n```\n{payload}\n```\n"
    )
}

fn site() -> BTreeMap<String, Vec<u8>> {
    let payloads = payloads();
    let all = serde_json::to_string(&payloads.join(" ")).unwrap();
    let first = serde_json::to_string(&payloads[3]).unwrap();
    let settings = format!(
        "title: {first}\ndescription: {all}\nbase_url: https://mau.example/\n\
         menu: [{{label: {first}, url: \"https://mau.example/\"}}]\ncampaigns: [{{id: x, label: {first}, items: [{first}]}}]\n"
    );
    let page = format!("---\ntitle: {first}\nsummary: {all}\n---\n\n{}\n", payloads.join("\n\n"));
    let fixed = [("content/site.yaml".to_owned(), settings), ("content/trang/trang.md".to_owned(), page)];
    let models = payloads.iter().enumerate();
    let models = models.map(|(number, payload)| (format!("content/mo-hinh/so-{number}.md"), model(payload)));
    support::build_in_memory(&support::source_of(fixed.into_iter().chain(models)))
}

#[test]
fn nothing_in_content_addresses_or_storage_runs() {
    let Some(chromium) = browser::chromium() else { return };
    let payloads = payloads();
    assert!(payloads.len() >= 80);
    let folder = tempfile::tempdir().unwrap();
    let site = site();
    // The listings of tags have the same cards as the list of all models.
    let is_page = |path: &&String| path.ends_with(".html") && !path.starts_with("the/");
    let mut pages: Vec<String> = site.keys().filter(is_page).cloned().collect();
    assert!(pages.len() > payloads.len() + 10, "{}", pages.len());
    support::write_all(folder.path(), site);
    let encoded = |payload: &str| payload.bytes().map(|byte| format!("%{byte:02X}")).collect::<String>();
    for payload in payloads.iter().step_by(ACTS.len()) {
        pages.push(format!("tim-kiem.html#q={}", encoded(payload)));
        pages.push(format!("so-sanh.html#a={0}&b={0}", encoded(payload)));
    }
    let mut browser = Browser::open(&chromium);
    let kept = serde_json::to_string(&payloads[8]).unwrap();
    let place = format!("{{name: {kept}, slug: {kept}, lon: 107, lat: 11}}");
    browser.visit(&format!("file://{}/index.html", folder.path().display()));
    browser.value(&format!(
        "for (const name of ['compare', 'saved', 'seen']) localStorage.setItem('lantoa.' + name, JSON.stringify([{kept}, {{ slug: {kept}, title: {kept} }}, {{ slug: 'so-1', title: {kept} }}]));
        localStorage.setItem('lantoa.place', JSON.stringify({place}));
        for (const name of ['size', 'look']) localStorage.setItem('lantoa.' + name, {kept});"
    ));
    let mut ran = Vec::new();
    // A page on which one of them does run: the test sees it.
    std::fs::write(folder.path().join("control.html"), WAYS[8].replace("{}", ACTS[0])).unwrap();
    pages.push("control.html".to_owned());
    for page in pages {
        browser.visit(&format!("file://{}/{page}", folder.path().display()));
        if !browser.value("new Promise((done) => setTimeout(() => done(window.hacked ?? null), 30))").is_null() {
            ran.push(page);
        }
    }
    assert_eq!(ran, ["control.html"]);
}

/// What may follow an address: names of an object's own properties, unknown ids, escapes that are none, ten thousand letters. A
/// query and a fragment together, because every address is a page to load.
fn odd_endings() -> Vec<String> {
    let long = "x".repeat(10_000);
    let queries = [
        "?m=__proto__",
        "?q=__proto__&field=constructor&place=__proto__&year=toString-hasOwnProperty&unit=valueOf",
        "?q=%E0%A4%A&field=%&place=%00",
        "?q=%F0%9F%98%80&year=-&level=,,,&x[]=1",
        &format!("?q={long}&m={long}"),
        &format!("?place={}", "a,".repeat(5_000)),
    ];
    let fragments = [
        "#__proto__",
        "#a=__proto__&b=constructor&c=khong-co&a=toString",
        "#q=%E0%A4%A&a=%&=&&&",
        "",
        &format!("#a={long}&q={long}"),
        "#%",
    ];
    queries.iter().zip(fragments).map(|(query, fragment)| format!("{query}{fragment}")).collect()
}

/// Every page keeps to the policy that it names itself, and that the settings for hosts send as well.
#[test]
fn odd_addresses_leave_no_error_in_the_console() {
    let Some(chromium) = browser::chromium() else { return };
    let host = Host::start("", support::build_in_memory(&support::shipped_source()));
    let mut browser = Browser::open(&chromium);
    let mut wrong = Vec::new();
    for page in KINDS.map(|page| page.split('#').next().unwrap_or(page)) {
        for ending in odd_endings() {
            browser.visit(&format!("{}{page}{ending}", host.address));
            let ending: String = ending.chars().take(60).collect();
            wrong.extend(browser.errors().into_iter().map(|error| format!("{page}{ending}: {error}")));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    browser.value("console.error('control')");
    assert_eq!(browser.errors().len(), 1, "an error is seen");
}
