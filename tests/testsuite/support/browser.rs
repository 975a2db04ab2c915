//! The browser that tests and benches use.

use std::io::Write;
use std::path::PathBuf;
use std::process::Command;
use std::sync::LazyLock;

/// The browser's path, looked for once. That there is none is written past the test harness, which shows nothing that a
/// passing test prints.
static CHROMIUM: LazyLock<Option<PathBuf>> = LazyLock::new(|| {
    let named = std::env::var_os("CHROMIUM").map(PathBuf::from);
    let known = ["chromium", "chromium-browser", "google-chrome"].map(PathBuf::from);
    let works =
        |path: &PathBuf| Command::new(path).arg("--version").output().is_ok_and(|output| output.status.success());
    let found = named.into_iter().chain(known).find(works);
    if found.is_none() {
        let note = "SKIPPED: browser tests pass untested, there is no Chromium here; set CHROMIUM to its path";
        let _ = writeln!(std::io::stderr(), "{note}");
    }
    found
});

/// The browser, if there is one. Without it a test says so and passes, unless `LANTOA_REQUIRE_BROWSER` is `1`.
pub(crate) fn chromium() -> Option<PathBuf> {
    let is_required = std::env::var("LANTOA_REQUIRE_BROWSER").as_deref() == Ok("1");
    assert!(CHROMIUM.is_some() || !is_required, "Chromium is required and was not found");
    CHROMIUM.clone()
}
