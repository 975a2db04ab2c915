//! The committed search scripts were made from the present sources (`src/search/reader/README.md` says how). Node is not
//! needed for that: `bundles.json`, which the bundler's script writes, says what they were made from.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::support::{browser, visit};

const REMEDY: &str = "rebuild with: npm --prefix src/search/reader ci && npm --prefix src/search/reader run build";

fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn reader() -> PathBuf {
    repository().join("src/search/reader")
}

fn json(name: &str) -> Value {
    serde_json::from_slice(&fs::read(reader().join(name)).unwrap()).unwrap()
}

/// FNV-1a of 64 bits, as `build.js` computes it.
fn hash(bytes: &[u8]) -> String {
    let step = |value: u64, byte: &u8| (value ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
    format!("{:016x}", bytes.iter().fold(0xcbf2_9ce4_8422_2325, step))
}

/// Paths below `src/search/reader` of all that decides what the bundles are, in the order of `build.js`.
fn sources() -> Vec<String> {
    let files =
        walkdir::WalkDir::new(reader()).into_iter().map(Result::unwrap).filter(|entry| entry.file_type().is_file());
    let mut paths: Vec<String> = files
        .map(|entry| entry.path().strip_prefix(reader()).unwrap().to_str().unwrap().replace('\\', "/"))
        .filter(|path| !path.starts_with("node_modules/") && !path.starts_with("tests/"))
        .filter(|path| path.ends_with(".js") || path == "package-lock.json" || path == "internal-names.json")
        .collect();
    paths.sort();
    paths
}

#[test]
fn the_committed_scripts_are_made_from_the_present_sources() {
    let made = json("bundles.json");
    let mut all = Vec::new();
    for path in sources() {
        all.extend_from_slice(path.as_bytes());
        all.push(0);
        all.extend(fs::read(reader().join(&path)).unwrap());
        all.push(0);
    }
    assert_eq!(made["sources"], hash(&all), "the sources have changed; {REMEDY}");
    let bundles = made["bundles"].as_object().unwrap();
    assert_eq!(bundles.len(), 4);
    for (path, expected) in bundles {
        let bundle = fs::read(repository().join(path)).unwrap();
        assert_eq!(*expected, hash(&bundle), "{path} was edited by hand; change its source and {REMEDY}");
    }
}

#[test]
fn the_bundler_has_one_exact_version() {
    let made = json("bundles.json");
    let wanted = &json("package.json")["devDependencies"]["esbuild"];
    let locked = &json("package-lock.json")["packages"]["node_modules/esbuild"]["version"];
    assert_eq!((wanted, locked), (&made["esbuild"], &made["esbuild"]), "{REMEDY}");
    assert!(made["esbuild"].as_str().unwrap().split('.').all(|part| part.parse::<u32>().is_ok()));
}

/// The bundler shortens these properties wherever they stand, so none may be one that somebody else has made.
#[test]
fn internal_names_are_no_property_of_a_browser_and_stand_in_no_quotes() {
    let names = json("internal-names.json");
    for path in sources().iter().filter(|path| path.ends_with(".js") && *path != "build.js") {
        let text = fs::read_to_string(reader().join(path)).unwrap();
        let code: String = text.lines().map(|line| line.split("//").next().unwrap_or("")).collect();
        for name in names.as_array().unwrap().iter().map(|name| name.as_str().unwrap()) {
            for quote in ['\'', '"'] {
                assert!(!code.contains(&format!("{quote}{name}{quote}")), "{path} has {name} in quotes");
            }
        }
    }
    let Some(chromium) = browser::chromium() else { return };
    let root = tempfile::tempdir().unwrap();
    let script = format!(
        "const names = {names};
        const seen = new Set();
        for (const key of Object.getOwnPropertyNames(window)) {{
            seen.add(key);
            const made = window[key];
            for (const owner of [made, made?.prototype]) if (owner && /object|function/.test(typeof owner)) Object.getOwnPropertyNames(owner).forEach((name) => seen.add(name));
        }}
        // Not of a prototype: the results of regular expressions and iterators.
        [...Object.getOwnPropertyNames('a'.match(/a/)), 'value', 'done'].forEach((name) => seen.add(name));
        document.querySelector('#out').textContent = JSON.stringify(names.filter((name) => seen.has(name)));"
    );
    fs::write(root.path().join("run.js"), script).unwrap();
    let page = root.path().join("index.html");
    fs::write(&page, "<!doctype html><body><pre id=\"out\"></pre><script src=\"run.js\"></script></body>").unwrap();
    assert_eq!(visit::output_of(&chromium, &format!("file://{}", page.display())), "[]");
}

/// A reader on a slow line pays for each byte: the script of every page, and the one that searches, compressed as most hosts do.
#[test]
fn the_scripts_are_small() {
    let scripts = lantoa::internals::Scripts::new(super::SCRIPT).files("0123456789");
    let packed = |bytes: &[u8]| miniz_oxide::deflate::compress_to_vec(bytes, 9).len();
    let sizes = [packed(&scripts[0].1), packed(super::SCRIPT.as_bytes())];
    assert!(sizes.iter().sum::<usize>() <= 12_288, "{sizes:?}");
}

/// Hosts are also filled by programs that compare lengths only: the one script whose name stays must differ in length.
#[test]
fn the_script_of_every_page_changes_its_length_with_the_index() {
    let scripts = lantoa::internals::Scripts::new(super::SCRIPT);
    let length = |version: &str| scripts.files(version)[0].1.len();
    let lengths: Vec<usize> =
        (0u64..200).map(|seed| length(&format!("{:010x}", seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 24))).collect();
    let same = lengths.windows(2).filter(|pair| pair[0] == pair[1]).count();
    assert!(same <= 2, "{same} of 199 new versions keep the length");
    assert_eq!(length("0123456789"), length("0123456789"));
}
