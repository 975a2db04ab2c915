//! Pictures of the desk for the guide. They are taken by hand, looked at, and put beside the guide:
//! `cargo test --test testsuite serve::pictures -- --ignored` writes them into `target/desk`.

use std::fs;
use std::process::Command;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::json;

use super::desk::Desk;
use crate::support::program::new_site;
use crate::support::{browser, repository};

#[test]
#[ignore = "writes pictures"]
fn of_the_guide() {
    let Some(chromium) = browser::chromium() else { return };
    let site = new_site();
    let mut desk = Desk::open(site.path(), &chromium);
    let metrics = json!({"width": 1280, "height": 760, "deviceScaleFactor": 1, "mobile": false});
    desk.browser.call("Emulation.setDeviceMetricsOverride", metrics);
    desk.press("Thiết lập");
    desk.wait("input('home')");
    desk.run("type(input('title'), 'Mô hình “Dân vận khéo” xã Đông Giang'); type(input('home'), 'Xã Đông Giang, tỉnh Lâm Đồng')");
    desk.run("type(document.querySelector('dialog [data-key=office] input'), 'Ủy ban Mặt trận Tổ quốc xã Đông Giang')");
    desk.wait("!document.querySelector('dialog .remarks li.error')");
    desk.run("document.activeElement.blur(); scrollTo(0, 0)");
    let shot = json!({"format": "webp", "quality": 80});
    let picture = desk.browser.call("Page.captureScreenshot", shot);
    let folder = repository().join("target/desk");
    fs::create_dir_all(&folder).unwrap();
    let bytes = STANDARD.decode(picture["data"].as_str().unwrap()).unwrap();
    fs::write(folder.join("ban-lam-viec-thiet-lap.webp"), bytes).unwrap();
}

/// Windows of the desk, light and dark, wide and narrow, to be looked at.
#[test]
#[ignore = "writes pictures"]
fn of_windows() {
    let Some(chromium) = browser::chromium() else { return };
    let site = new_site();
    let done = Command::new("git").arg("-C").arg(site.path()).args(["init", "--quiet"]).status();
    assert!(done.is_ok_and(|status| status.success()));
    let away = ["remote", "add", "origin", "kho.git"];
    assert!(Command::new("git").arg("-C").arg(site.path()).args(away).status().unwrap().success());
    let mut desk = Desk::open(site.path(), &chromium);
    let folder = repository().join("target/desk");
    fs::create_dir_all(&folder).unwrap();
    for (name, page, until) in [
        ("trang", "trang", "document.querySelector('.list tbody tr')"),
        ("mot-trang", "content/trang/gioi-thieu.md", "input('title')?.value"),
    ] {
        desk.go(page, until);
        for (width, scheme) in [(1280, "light"), (1280, "dark"), (768, "light"), (360, "light")] {
            desk.browser.resize(width);
            desk.browser.emulate("screen", &[("prefers-color-scheme", scheme)]);
            desk.browser.photograph(&folder.join(format!("{name}-{width}-{scheme}.png")));
        }
    }
    desk.go("", "document.querySelector('.list')");
    for (name, button) in [("bao-cao", "Báo cáo"), ("lich-su", "Lịch sử"), ("xuat-ban", "Xuất bản")] {
        for (width, scheme) in [(1280, "light"), (1280, "dark"), (768, "light"), (360, "light")] {
            desk.browser.resize(width);
            desk.browser.emulate("screen", &[("prefers-color-scheme", scheme)]);
            desk.press(button);
            desk.wait("document.querySelector('dialog[open]')");
            desk.browser.photograph(&folder.join(format!("{name}-{width}-{scheme}.png")));
            desk.press("Đóng");
            desk.wait("!document.querySelector('dialog')");
        }
    }
}
