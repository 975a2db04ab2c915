//! A small site with everything on it, held file by file. `UPDATE=1 cargo test --test golden` writes it anew; read the
//! difference before you commit it.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may")]

mod common;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use lantoa::BuildCache;
use lantoa::source::Source;
use lantoa::text::Date;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden")
}

/// The site of `tests/golden/content/`, as if read on a fixed day and without git, whose dates differ from clone to clone.
fn site() -> BTreeMap<String, String> {
    let read = Source::read(&folder()).unwrap().value;
    let files: Vec<(String, Vec<u8>)> =
        read.iter().map(|(path, file)| (path.to_string(), file.bytes().unwrap().to_vec())).collect();
    let files = files.iter().map(|(path, bytes)| (path.as_str(), bytes.clone()));
    let source = Source::memory(files, Date::new(2026, 11, 23).unwrap()).value;
    let mut site = common::print_all(&source, &mut BuildCache::default());
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
    if std::env::var_os("UPDATE").is_some() {
        let _ = fs::remove_dir_all(&expected);
        for (address, text) in &site {
            let path = expected.join(address);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        return;
    }
    let mut kept = BTreeMap::new();
    let mut folders = vec![expected.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let address = path.strip_prefix(&expected).unwrap().to_string_lossy().replace('\\', "/");
                kept.insert(address, fs::read_to_string(&path).unwrap());
            }
        }
    }
    assert_eq!(site.keys().collect::<Vec<_>>(), kept.keys().collect::<Vec<_>>());
    for (address, text) in &site {
        assert_eq!(text, &kept[address], "{address} has changed");
    }
}
