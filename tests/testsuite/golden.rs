//! A small site with everything on it, held file by file. `UPDATE=1 cargo test --test testsuite golden` writes the
//! expected files; read the difference before you commit it.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use crate::support;

fn folder() -> PathBuf {
    support::repository().join("tests/golden")
}

/// The site of `tests/golden/content/`, as if read on a fixed day and without git, whose dates differ from clone to clone.
fn site() -> BTreeMap<String, String> {
    let files = support::read_all(&folder().join("content"));
    let source = support::source_of(files.into_iter().map(|(path, bytes)| (format!("content/{path}"), bytes)));
    let mut site = support::render(&source);
    // The style sheet and the scripts have tests of their own; here only their names would change.
    site.retain(|address, _| !address.starts_with("assets/"));
    // Of the many communes that are invited to be the first, one is enough.
    site.retain(|address, page| !page.contains("class=\"invite\"") || address.ends_with("phuong-mui-ne.html"));
    site
}

/// A page without the hashes of its style sheet and script.
fn without_hashes(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("assets/") {
        let (before, after) = rest.split_at(at + "assets/".len());
        out.push_str(before);
        let end = after.find(['"', '\'', ' ']).unwrap_or(after.len());
        let parts: Vec<&str> = after[..end].split('.').collect();
        let is_hash = |part: &&&str| !(part.len() == 12 && part.bytes().all(|b| b.is_ascii_hexdigit()));
        out.push_str(&parts.iter().filter(is_hash).copied().collect::<Vec<_>>().join("."));
        rest = &after[end..];
    }
    out.push_str(rest);
    out
}

#[test]
fn the_site_is_as_it_was() {
    let expected = folder().join("output");
    let site: BTreeMap<String, String> =
        site().into_iter().map(|(address, text)| (address, without_hashes(&text))).collect();
    if support::is_update() {
        let _ = fs::remove_dir_all(&expected);
        support::write_all(&expected, site);
        return;
    }
    let kept = support::read_all(&expected);
    assert_eq!(site.keys().collect::<Vec<_>>(), kept.keys().collect::<Vec<_>>());
    for (address, text) in &site {
        assert_eq!(*text, String::from_utf8_lossy(&kept[address]), "{address} has changed");
    }
}
