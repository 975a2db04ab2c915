//! What people type finds what they mean: the shipped script against the quality set, in a real browser.

mod bundles;
mod fixture;
mod large;
mod later;
mod node;
mod page;
mod quality;
mod server;
mod vectors;
mod weak;

use std::fs;
use std::path::Path;

use lantoa::Lang;
use lantoa::internals::{Document, Facets, SEARCH_FORMAT};

/// The script as the theme has it.
const SCRIPT: &str = include_str!("../../../themes/default/assets/search.js");

/// The version of the data that tests make.
const VERSION: &str = "0123456789";

/// Every file of the search: the script that pages load comes first.
fn index(documents: &[Document<'_>], facets: &Facets, lang: Lang) -> Vec<(String, Vec<u8>)> {
    index_of(documents, facets, lang, VERSION)
}

fn index_of(documents: &[Document<'_>], facets: &Facets, lang: Lang, version: &str) -> Vec<(String, Vec<u8>)> {
    let scripts = lantoa::internals::Scripts::new(SCRIPT);
    let data = lantoa::internals::search_data(documents, facets, lang, &scripts, version);
    assert!(data.iter().all(|(address, _)| lantoa::internals::is_search_data(address, version)));
    scripts.files(version).into_iter().chain(data).collect()
}

/// [`site_of`] the quality set.
fn site(root: &Path, body: &str, script: &str) -> String {
    let (_, documents, facets) = fixture::documents();
    site_of(&documents, &facets, root, body, script)
}

/// Writes the index of some documents below `root`, and a page that runs `script` after the search script. Returns the
/// page's address from disk.
fn site_of(documents: &[Document<'_>], facets: &Facets, root: &Path, body: &str, script: &str) -> String {
    let files = index(documents, facets, Lang::Vi);
    for (address, bytes) in &files {
        let path = root.join(address);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    let page = format!(
        "<!doctype html><html lang=\"vi\"><meta charset=\"utf-8\"><body>{body}<pre id=\"out\"></pre>\
         <script src=\"{}\"></script><script src=\"run.js\"></script></body></html>",
        files[0].0
    );
    fs::write(root.join("tim-kiem.html"), page).unwrap();
    let run = format!(
        "const out = (value) => {{ document.querySelector('#out').textContent = JSON.stringify(value); }};\n{script}"
    );
    fs::write(root.join("run.js"), run).unwrap();
    format!("file://{}", root.join("tim-kiem.html").display())
}

#[test]
fn the_same_documents_give_the_same_bytes_whatever_the_number_of_cores() {
    let (_, documents, facets) = fixture::documents();
    let on = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| index(&documents, &facets, Lang::Vi))
    };
    assert!(on(1) == on(3));
}

/// The format of the data, and a hash of what it makes of the quality set: in one file, in two and in many.
const FORMAT: (u32, &str) = (12, "916ee1be2579ab63");

/// Browsers keep files of the index by their names, which have the format but not the bytes.
#[test]
fn other_data_of_the_same_documents_have_another_format() {
    let (_, few, facets) = fixture::documents();
    let many = large::many(&few);
    let mut hasher = blake3::Hasher::new();
    let sets = [(&few[..], Lang::Vi), (&few, Lang::En), (&many[..2_000], Lang::Vi), (&many, Lang::Vi)];
    for (documents, lang) in sets {
        for (address, bytes) in index(documents, &facets, lang) {
            // Scripts are in the names by their bytes. The first file begins with one.
            let text = String::from_utf8(bytes).unwrap();
            let data = text.rfind("lantoa.data({\"").map_or("", |at| &text[at..]);
            hasher.update(address.as_bytes()).update(data.as_bytes());
        }
    }
    let hash = &hasher.finalize().to_hex()[..16];
    assert!(
        hash == FORMAT.1 || SEARCH_FORMAT > FORMAT.0,
        "the data are others than before: raise FORMAT in src/search/mod.rs, and set ({}, {hash:?}) here",
        FORMAT.0 + 1
    );
    assert_eq!((SEARCH_FORMAT, hash), FORMAT, "set what is on the left here");
}

#[test]
fn a_site_without_models_has_a_search_too() {
    let files = index(&[], &Default::default(), Lang::En);
    assert_eq!(files.len(), 6);
}

#[test]
fn no_file_needs_a_server_or_an_escape() {
    let (_, documents, facets) = fixture::documents();
    for (address, bytes) in index(&documents, &facets, Lang::Vi) {
        assert!(address.starts_with("assets/") && address.ends_with(".js"), "{address}");
        let text = String::from_utf8(bytes).unwrap();
        assert!(
            !text.contains("eval(") && !text.contains("new Function"),
            "{address} would need a looser content policy"
        );
    }
}
