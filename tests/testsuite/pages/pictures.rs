//! Pictures of every kind of page, for who looks: `cargo test --test testsuite pages::pictures -- --ignored`.

use std::fs;

use super::{KINDS, address};
use crate::support::cdp::Browser;
use crate::support::{browser, repository};

/// What pictures are taken in: name, medium, its features, size of the text in percent.
type Mode = (&'static str, &'static str, &'static [(&'static str, &'static str)], u32);

const MODES: [Mode; 5] = [
    ("light", "screen", &[("prefers-color-scheme", "light")], 100),
    ("dark", "screen", &[("prefers-color-scheme", "dark")], 100),
    ("forced", "screen", &[("forced-colors", "active")], 100),
    ("text-200", "screen", &[], 200),
    ("print", "print", &[], 100),
];

/// Writes `target/pages/<page>-<width>-<mode>.png`.
#[test]
#[ignore = "makes pictures; run it by its name"]
fn take() {
    let Some(chromium) = browser::chromium() else { return };
    let folder = repository().join("target/pages");
    fs::create_dir_all(&folder).unwrap();
    let mut browser = Browser::open(&chromium);
    for page in KINDS {
        let name = page.split('#').next().unwrap().trim_end_matches(".html").replace('/', "_");
        for (mode, medium, features, size) in MODES {
            browser.emulate(medium, features);
            for width in [360, 768, 1280] {
                browser.resize(width);
                browser.visit(&address(page));
                browser.value(&format!(
                    "document.documentElement.style.fontSize = '{size}%'; new Promise((done) => setTimeout(done, 60))"
                ));
                browser.photograph(&folder.join(format!("{name}-{width}-{mode}.png")));
            }
        }
    }
    println!("{}", folder.display());
}
