//! The browser that tests and benches use.

use std::path::PathBuf;
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
