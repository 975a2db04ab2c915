//! Nothing moves under a reader's eyes while scripts are on their way, on the line of a telephone.

use serde_json::json;

use super::server::Host;
use crate::support::cdp::Browser;
use crate::support::{self, browser};

/// The largest cumulative layout shift, as browsers measure it.
const MOST: f64 = 0.01;

/// Shifts so far, and what moved.
const COUNT: &str = "window.moved = [];
    new PerformanceObserver((list) => list.getEntries().forEach((entry) => window.moved.push([
        entry.value, entry.sources.map(({ node }) => node?.className || node?.nodeName || '').join(' '),
    ]))).observe({ type: 'layout-shift', buffered: true });";

#[test]
fn nothing_moves_while_scripts_are_on_their_way() {
    let Some(chromium) = browser::chromium() else { return };
    let host = Host::start("", support::build_in_memory(&support::shipped_source()));
    let mut browser = Browser::open(&chromium);
    browser.call("Page.addScriptToEvaluateOnNewDocument", json!({ "source": COUNT }));
    browser.call("Network.enable", json!({}));
    let line = json!({"offline": false, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 93_000});
    browser.call("Network.emulateNetworkConditions", line);
    let mut moved = Vec::new();
    for page in [
        "index.html",
        "mo-hinh.html",
        "linh-vuc/kinh-te.html",
        "dia-phuong.html",
        "dia-phuong/lam-dong.html",
        "dia-phuong/lam-dong/phuong-mui-ne.html",
        "mo-hinh/dong-quan-ly-nguon-loi-so-long.html",
        "thong-ke.html",
        "gui-mo-hinh.html",
        "tim-kiem.html?q=rac+thai",
        "tim-kiem.html?q=ha+noi",
        "so-sanh.html#a=dong-quan-ly-nguon-loi-so-long&b=be-tong-hoa-duong-hem-khu-dan-cu",
    ] {
        for width in [360, 1280] {
            browser.resize(width);
            browser.visit(&format!("{}{page}", host.address));
            let shifts = browser.value("new Promise((done) => setTimeout(() => done(window.moved), 1500))");
            let sum: f64 = shifts.as_array().unwrap().iter().filter_map(|shift| shift[0].as_f64()).sum();
            if sum > MOST {
                moved.push(format!("{page} at {width}: {sum:.3}, {shifts}"));
            }
        }
    }
    assert!(moved.is_empty(), "{}", moved.join("\n"));
}
