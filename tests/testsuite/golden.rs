//! A small site with one of every kind of output, held file by file in `tests/golden/`. `UPDATE=1 cargo test --test
//! testsuite golden` writes the expected files; read the difference before you commit it.
//!
//! What is not held byte by byte: hashes in the names of scripts and style sheets, which every change of the theme
//! changes on every page; the bytes of scripts and style sheets, for which stands where they come from; all invitations
//! of communes without a model but one; lengths and hashes of pages in the lists of what can be taken along; the service worker
//! (`hosting/offline.rs` reads both); the pixels of share cards, which `share_card/tests.rs` holds; and the parts of a large
//! site's sitemap, which `sitemap.rs` tests.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::support;

/// Outputs by address.
type Site = BTreeMap<String, Vec<u8>>;

/// The one of all places without a model whose page is held.
const INVITED: &str = "dia-phuong/lam-dong/phuong-mui-ne.html";

/// How names of the search's data begin.
const SEARCH_DATA: &str = "s-";

/// Where the lists of what can be taken along are.
const TOPICS: &str = "du-lieu/tai-ve/";

fn folder(name: &str) -> PathBuf {
    support::repository().join("tests/golden").join(name)
}

/// Builds the site of `tests/golden/content/` and these models, as if read on a fixed day and without git, whose dates
/// differ from clone to clone.
fn site(more: impl IntoIterator<Item = (String, Vec<u8>)>) -> Site {
    let files = support::read_all(&folder("content")).into_iter();
    let files = files.map(|(path, bytes)| (format!("content/{path}"), bytes)).chain(more);
    support::build_in_memory(&support::source_of(files))
}

/// The site as it is held.
fn held(site: Site) -> Site {
    let hold = |(address, bytes): (String, Vec<u8>)| {
        let is_page = address.ends_with(".html") && address != INVITED;
        let text = String::from_utf8_lossy(&bytes);
        if is_page && text.contains("class=\"invite\"") {
            return None;
        }
        let address = without_version(without_hashes(&address));
        let held = match origin(&address, &bytes) {
            Some(origin) => format!("({origin})\n").into_bytes(),
            None if address.starts_with(TOPICS) => without_sums(&text).into_bytes(),
            None if std::str::from_utf8(&bytes).is_ok() => without_hashes(&text).into_bytes(),
            None => bytes,
        };
        Some((address, held))
    };
    site.into_iter().filter_map(hold).collect()
}

/// Where an output comes from whose bytes are not held.
fn origin(address: &str, bytes: &[u8]) -> Option<String> {
    if address == "sw.js" {
        return Some("src/outputs/offline/worker.js, with the shell before it".to_owned());
    }
    if address.starts_with("anh-chia-se") {
        return Some("a share card".to_owned());
    }
    let name = address.strip_prefix("assets/")?;
    let name = name.strip_prefix("h/").unwrap_or(name);
    let asset = format!("themes/default/assets/{name}");
    if name.ends_with(".js") && support::repository().join(&asset).exists() && name != "search.js" {
        return Some(format!("{asset} without comments"));
    }
    if fs::read(support::repository().join(&asset)).is_ok_and(|original| original == bytes) {
        return Some(format!("{asset} as it is"));
    }
    match name {
        "noi.js" | "noi-cu.js" => Some("every place of the gazetteer".to_owned()),
        _ if name.ends_with(".css") => Some("sheets of themes/default/style/, joined".to_owned()),
        "search.js" | "start.js" => Some("the scripts of the search".to_owned()),
        _ if name.starts_with(SEARCH_DATA) => Some("data of the search".to_owned()),
        _ => None,
    }
}

/// The address of the search's data without their version, which changes with every model: `s-be3a21d695-0.js`.
fn without_version(address: String) -> String {
    match address.strip_prefix("assets/h/").and_then(|name| name.strip_prefix(SEARCH_DATA)?.split_once('-')) {
        Some((_, part)) => format!("assets/h/{SEARCH_DATA}{part}"),
        None => address,
    }
}

/// A text without the hashes in names of files below `assets/`.
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

/// A list of what can be taken along without lengths and hashes, which change with every page.
fn without_sums(list: &str) -> String {
    let mut list: serde_json::Value = serde_json::from_str(list).unwrap();
    for sum in ["id", "bytes"] {
        assert!(list.as_object_mut().unwrap().remove(sum).is_some(), "{sum}");
    }
    for file in list["files"].as_array_mut().unwrap() {
        *file = file[0].take();
    }
    format!("{list:#}\n")
}

/// Compares outputs with the files of a folder, or writes them there.
fn compare(folder: &Path, site: Site) {
    if support::is_update() {
        let _ = fs::remove_dir_all(folder);
        return support::write_all(folder, site);
    }
    let kept = support::read_all(folder);
    assert_eq!(site.keys().collect::<Vec<_>>(), kept.keys().collect::<Vec<_>>());
    for (address, bytes) in &site {
        let text = String::from_utf8_lossy(bytes);
        assert_eq!(text, String::from_utf8_lossy(&kept[address]), "{address} has changed");
        assert!(bytes == &kept[address], "{address} has changed");
    }
}

#[test]
fn the_site_is_as_it_was() {
    compare(&folder("output"), held(site([])));
}

/// With more models than stand on one page of a listing.
#[test]
fn the_second_page_of_a_listing_is_as_it_was() {
    let model = |number: usize| {
        let text = format!(
            "---\ntitle: Mô hình số {number}\nlocality: Xã La Dạ, tỉnh Lâm Đồng\nfield: kinh-te\nstarted: 2021\n---\n\nBà con cùng làm.\n"
        );
        (format!("content/mo-hinh/so-{number}.md"), text.into_bytes())
    };
    let mut site = held(site((1..=24).map(model)));
    site.retain(|address, _| address.starts_with("mo-hinh/") && address.ends_with("/2.html"));
    assert_eq!(site.len(), 1);
    compare(&folder("output-long"), site);
}
