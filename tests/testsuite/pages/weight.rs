//! What pages weigh: their HTML, style sheets and scripts.

use std::collections::BTreeMap;

use crate::support;

/// A page with its sheets and scripts, by their paths.
fn parts<'s>(site: &'s BTreeMap<String, Vec<u8>>, page: &'s str) -> Vec<(String, &'s [u8])> {
    let text = String::from_utf8_lossy(&site[page]);
    let head = text.split("</head>").next().unwrap();
    let linked = head.split(['"']).filter(|value| value.ends_with(".css") || value.ends_with(".js"));
    let paths = linked.map(|value| value.trim_start_matches(['.', '/'])).chain([page]);
    paths.map(|path| (path.to_owned(), &site[path][..])).collect()
}

/// Bytes of a page with its sheets and scripts, as they are and compressed.
fn weight(site: &BTreeMap<String, Vec<u8>>, page: &str) -> (usize, usize) {
    let files = parts(site, page).into_iter();
    files
        .map(|(_, bytes)| bytes)
        .map(|bytes| (bytes.len(), gzipped(bytes)))
        .fold((0, 0), |(raw, small), (a, b)| (raw + a, small + b))
}

fn gzipped(bytes: &[u8]) -> usize {
    // The head and the end of a file of gzip are 18 bytes.
    miniz_oxide::deflate::compress_to_vec(bytes, 9).len() + 18
}

#[test]
fn home_and_models_are_light_and_no_page_is_heavy() {
    let site = support::build_in_memory(&support::shipped_source());
    let mut heavy = Vec::new();
    for page in site.keys().filter(|path| path.ends_with(".html")) {
        let (raw, small) = weight(&site, page);
        let is_light = page == "index.html" || super::is_model(&String::from_utf8_lossy(&site[page]));
        let (most_raw, most_small) = if is_light { (60_000, 20_000) } else { (150_000, 30_000) };
        if raw > most_raw || small > most_small {
            heavy.push(format!("{page}: {raw} bytes, {small} compressed"));
        }
    }
    assert!(heavy.is_empty(), "{}", heavy.join("\n"));
}

/// A browser opens every drawing in a sheet as a document of its own before it shows anything: 4 ms each, four times that on
/// a phone.
#[test]
fn the_sheets_of_a_page_hold_one_drawing() {
    let site = support::build_in_memory(&support::shipped_source());
    for page in site.keys().filter(|path| path.ends_with(".html")) {
        let sheets = parts(&site, page).into_iter().filter(|(path, _)| path.ends_with(".css"));
        let drawings: usize = sheets.map(|(_, css)| String::from_utf8_lossy(css).matches("data:image/").count()).sum();
        assert!(drawings <= 1, "{page}: {drawings}");
    }
}
