//! What the search costs: time, size and files of the index; bytes, requests and seconds until a reader sees results.
//!
//! `cargo bench --bench search -- [number of documents …]`; without numbers 2,000 and 10,000. The reader's part needs
//! Chromium and is left out, with a note, where there is none. Host compression is off; the line is Slow 4G (1.6 Mbit/s,
//! 150 ms for each round trip, one more for each new connection).

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a bench may")]

#[path = "../../tests/search/browser.rs"]
mod browser;
#[allow(dead_code, unused_imports, reason = "each bench uses a part of it")]
#[path = "../corpus/mod.rs"]
mod corpus;
mod line;

use std::path::Path;
use std::time::{Duration, Instant};

use lantoa::search::{Document, Facets};
use lantoa::text::Lang;
use line::Line;

const SCRIPT: &str = include_str!("../../themes/default/assets/search.js");

/// What people might ask, one search each on a fresh page; then all of them one after the other.
const QUERIES: [&str; 12] = [
    "rac thai",
    "hien dat lam duong",
    "khu dan cu tu quan",
    "mô hình",
    "hội phụ nữ",
    "camera an ninh",
    "bo vo beo",
    "nong thon moi",
    "tiếng kẻng an ninh",
    "NTM",
    "làm sao vận động dân hiến đất làm đường",
    "biến rác thành tiền",
];

fn main() {
    let wanted: Vec<usize> = std::env::args().filter_map(|argument| argument.parse().ok()).collect();
    for count in if wanted.is_empty() { vec![2_000, 10_000] } else { wanted } {
        let work = corpus::understood(count);
        let (documents, facets) = lantoa::edition::searchable(&work.catalog);
        println!("\n{count} documents");
        let files = index(&documents, &facets);
        let Some(chromium) = browser::chromium() else { continue };
        let root = tempfile::tempdir().unwrap();
        for (address, bytes) in &files {
            let path = root.path().join(address);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, bytes).unwrap();
        }
        read(&chromium, root.path(), &files[0].0);
    }
}

fn index(documents: &[Document<'_>], facets: &Facets) -> Vec<(String, Vec<u8>)> {
    let mut times: Vec<Duration> = Vec::new();
    let mut files = Vec::new();
    for _ in 0..5 {
        let start = Instant::now();
        files = lantoa::search::scripts(SCRIPT, "0123456789");
        files.extend(lantoa::search::data(documents, facets, Lang::Vi, "0123456789"));
        times.push(start.elapsed());
    }
    times.sort();
    let bytes: usize = files.iter().map(|(_, bytes)| bytes.len()).sum();
    let peak = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = peak.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or(" unknown").trim().to_owned();
    println!(
        "  index    {:.2} s (median of 5; least {:.2}), peak memory {peak} with the whole catalog",
        times[2].as_secs_f64(),
        times[0].as_secs_f64()
    );
    println!("  files    {} with {:.2} MB", files.len(), bytes as f64 / 1e6);
    for (name, (_, script)) in ["on every page", "to search with"].iter().zip(&files) {
        let deflated = miniz_oxide::deflate::compress_to_vec(script, 9).len();
        println!("  script   {name}: {} bytes, {deflated} deflated", script.len());
    }
    files
}

/// What one reader's first search cost.
struct First {
    bytes: f64,
    requests: f64,
    seconds: f64,
}

/// What a page on a slow line loads and how long it takes, from turning to the field and typing at once.
fn read(chromium: &Path, root: &Path, script: &str) {
    let page = |run: &str| {
        let html = format!(
            "<!doctype html><html lang=\"vi\"><meta charset=\"utf-8\"><body><script src=\"{script}\"></script><script src=\"run.js\"></script></body></html>"
        );
        std::fs::write(root.join("index.html"), html).unwrap();
        std::fs::write(root.join("run.js"), format!("(async () => {{ {run} }})().then((value) => fetch('/report', {{ method: 'POST', body: String(value) }}));")).unwrap();
    };
    for (name, options) in [("first", "{ facets: false }"), ("  with counts of filters", "{}")] {
        let mut firsts = Vec::new();
        for query in QUERIES {
            page(&format!(
                "const start = performance.now(); await lantoa.search({query:?}, {options}); return performance.now() - start;"
            ));
            let line = Line::open(root.to_owned(), true);
            let milliseconds: f64 = line.report(chromium).parse().unwrap_or(f64::NAN);
            let (parts, bytes) = line.carried("/assets/s-");
            let (scripts, _) = line.carried("/assets/search.");
            let requests = (parts + scripts) as f64;
            firsts.push(First { bytes: bytes as f64 / 1e3, requests, seconds: milliseconds / 1e3 });
        }
        let column = |pick: fn(&First) -> f64| {
            let mut values: Vec<f64> = firsts.iter().map(pick).collect();
            values.sort_by(f64::total_cmp);
            (values[values.len() / 2], values[values.len() - 1])
        };
        let (bytes, requests, time) = (column(|f| f.bytes), column(|f| f.requests), column(|f| f.seconds));
        println!(
            "  {name:8} {:.0} kB (most {:.0}) without the script, {} requests with it (most {})",
            bytes.0, bytes.1, requests.0, requests.1
        );
        println!("           {:.2} s (most {:.2}) from turning to the field to results on Slow 4G", time.0, time.1);
    }
    let list = format!("{QUERIES:?}");
    page(&format!(
        "const cold = []; const size = () => performance.getEntriesByType('resource').reduce((sum, entry) => sum + entry.encodedBodySize, 0);
         performance.setResourceTimingBufferSize(5000); await lantoa.search('xin chào', {{ facets: false }});
         const later = []; for (const query of {list}) {{ const before = size(); await lantoa.search(query, {{ facets: false }}); later.push(size() - before); }}
         for (const query of {list}) {{ const start = performance.now(); await lantoa.search(query, {{ facets: false }}); cold.push(performance.now() - start); }}
         const facets = performance.now(); await lantoa.search('', {{}}); const counted = performance.now() - facets;
         const middle = (list) => list.sort((a, b) => a - b)[list.length >> 1];
         return `  later    ${{(middle(later) / 1e3).toFixed(0)}} kB in the median (most ${{(Math.max(...later) / 1e3).toFixed(0)}})\\n  answer   ${{middle(cold).toFixed(1)}} ms (most ${{Math.max(...cold).toFixed(1)}}) once the data is there, on this machine; all counts of all filters ${{counted.toFixed(0)}} ms`;"
    ));
    println!("{}", Line::open(root.to_owned(), false).report(chromium));
}
