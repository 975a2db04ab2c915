//! A Chromium that opens one page and gives back what the page wrote into `<pre id="out">`.

use std::path::{Path, PathBuf};
use std::process::Command;

/// The browser, if there is one. Without it the test says so and passes, unless `LANTOA_REQUIRE_BROWSER` is `1`.
pub(crate) fn chromium() -> Option<PathBuf> {
    let named = std::env::var_os("CHROMIUM").map(PathBuf::from);
    let known = ["chromium", "chromium-browser", "google-chrome"].map(PathBuf::from);
    let works =
        |path: &PathBuf| Command::new(path).arg("--version").output().is_ok_and(|output| output.status.success());
    let found = named.into_iter().chain(known).find(works);
    if found.is_none() {
        assert_ne!(
            std::env::var("LANTOA_REQUIRE_BROWSER").as_deref(),
            Ok("1"),
            "Chromium is required and was not found"
        );
        eprintln!("SKIPPED: no Chromium here; set CHROMIUM to its path");
    }
    found
}

/// Opens `url` and returns the text the page left in `<pre id="out">`.
pub(crate) fn output_of(chromium: &Path, url: &str) -> String {
    let profile = tempfile::tempdir().unwrap();
    let output = Command::new(chromium)
        .args(["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"])
        .args([
            "--disable-background-networking",
            "--disable-component-update",
            "--virtual-time-budget=600000",
            "--dump-dom",
        ])
        .arg(format!("--user-data-dir={}", profile.path().display()))
        .arg(url)
        .output()
        .unwrap();
    let page = String::from_utf8_lossy(&output.stdout).into_owned();
    let text =
        page.split_once("<pre id=\"out\">").and_then(|(_, rest)| rest.split_once("</pre>")).map(|(text, _)| text);
    let text =
        text.unwrap_or_else(|| panic!("the page left nothing: {page}\n{}", String::from_utf8_lossy(&output.stderr)));
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&nbsp;", "\u{a0}")
        .replace("&amp;", "&")
}
