//! What the search costs: time, size and files of the index; bytes, requests and seconds until a reader sees results.
//!
//! `cargo bench --bench search -- [--corpus country] [number of documents …]`; without numbers 2,000 and 10,000. The reader's part needs
//! Chromium and is left out, with a note, where there is none; `--known` leaves it out too. Known items ([`known`]) need Node. Host compression is off; the line is Slow 4G (1.6 Mbit/s,
//! 150 ms for each round trip, one more for each new connection).

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a bench may")]

#[path = "../../tests/testsuite/support/browser.rs"]
mod browser;
#[allow(dead_code, unused_imports, reason = "each bench uses a part of it")]
#[path = "../corpus/mod.rs"]
mod corpus;
mod known;
mod line;
mod table;

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use lantoa::Lang;
use lantoa::internals::{Document, Facets};
use line::Line;
use table::{Most, median_and_worst};

const VERSION: &str = "0123456789";
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
    let mut arguments: Vec<String> = std::env::args().collect();
    let kind = corpus::Kind::take(&mut arguments).expect("a corpus that there is");
    // Where the index and its known items stay, each size in a folder of its own: then `known/ask.js` can ask again.
    let kept = std::env::var_os("LANTOA_KEEP").map(PathBuf::from);
    let wanted: Vec<usize> = arguments.iter().filter_map(|argument| argument.parse().ok()).collect();
    for count in if wanted.is_empty() { vec![2_000, 10_000] } else { wanted } {
        let work = corpus::analyzed(kind, count);
        let (documents, facets) = lantoa::internals::documents(&work.catalog);
        println!("\n{count} documents");
        let files = index(&documents, &facets);
        let temporary = tempfile::tempdir().unwrap();
        let root = kept.as_ref().map_or(temporary.path().to_owned(), |folder| folder.join(count.to_string()));
        for (address, bytes) in &files {
            let path = root.join(address);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, bytes).unwrap();
        }
        known::ask(&documents, &facets, &root);
        let Some(chromium) = browser::chromium().filter(|_| !std::env::args().any(|argument| argument == "--known"))
        else {
            continue;
        };
        read(&chromium, &root, &files[0].0, count);
    }
}

fn index(documents: &[Document<'_>], facets: &Facets) -> Vec<(String, Vec<u8>)> {
    let mut times: Vec<Duration> = Vec::new();
    let mut files = Vec::new();
    for _ in 0..5 {
        let start = Instant::now();
        let scripts = lantoa::internals::Scripts::new(SCRIPT);
        files = scripts.files(VERSION);
        files.extend(lantoa::internals::search_data(documents, facets, Lang::Vi, &scripts, VERSION));
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
    if documents.len() <= 10_000 {
        println!("           {}", Most(0.6, "s").verdict(times[2].as_secs_f64()));
    }
    let megabytes = bytes as f64 / 1e6;
    println!("  files    {} with {megabytes:.2} MB", files.len());
    if documents.len() <= 10_000 {
        println!("           {}", Most(8.0, "MB").verdict(megabytes));
    }
    for (name, script) in [("on every page", &*files[0].1), ("to search with", SCRIPT.as_bytes())] {
        let deflated = miniz_oxide::deflate::compress_to_vec(script, 9).len();
        println!("  script   {name}: {} bytes, {deflated} deflated", script.len());
        println!("           {}", Most(12.0, "kB deflated").verdict(deflated as f64 / 1e3));
    }
    files
}

/// What one reader's first search cost: files and kilobytes of each kind, seconds, and how many results it showed.
struct First {
    kinds: [(usize, f64); KINDS.len()],
    seconds: f64,
    results: String,
}

/// What the files of each kind begin with; the script of every page comes with the page, so it counts by its bytes only.
const KINDS: [(&str, &str); 6] = [
    ("(page)", "/assets/start."),
    ("search", "/assets/h/s-0123456789-0"),
    ("words", "/assets/h/s-0123456789-a"),
    ("pairs", "/assets/h/s-0123456789-b"),
    ("places", "/assets/h/s-0123456789-p"),
    ("results", "/assets/h/s-0123456789-r"),
];

impl First {
    fn of(line: &Line, report: &str) -> Self {
        let (milliseconds, results) = report.split_once(' ').unwrap_or((report, "no"));
        let kinds = KINDS.map(|(_, prefix)| line.carried(prefix)).map(|(files, bytes)| (files, bytes as f64 / 1e3));
        // All there is of the index, so that no kind is forgotten: filters count as results.
        let (files, bytes) = line.carried("/assets/");
        let mut first =
            Self { kinds, seconds: milliseconds.parse::<f64>().unwrap_or(f64::NAN) / 1e3, results: results.to_owned() };
        let (known_files, known) = (first.kinds.iter().map(|kind| kind.0).sum::<usize>(), first.kilobytes());
        first.kinds[5].0 += files - known_files;
        first.kinds[5].1 += bytes as f64 / 1e3 - known;
        first
    }

    fn kilobytes(&self) -> f64 {
        self.kinds.iter().map(|kind| kind.1).sum()
    }

    fn requests(&self) -> usize {
        self.kinds.iter().map(|kind| kind.0).sum::<usize>() - self.kinds[0].0
    }

    fn print(&self, query: &str) {
        let kinds = self.kinds.map(|(files, kilobytes)| format!("{:>9}", format!("{kilobytes:.1}·{files}"))).join("");
        let (kilobytes, requests, seconds) = (self.kilobytes(), self.requests(), self.seconds);
        println!("    {query:<40}{kinds}{kilobytes:>8.1}{requests:>9}{seconds:>8.2}{:>9}", self.results);
    }
}

/// What a page on a slow line loads and how long it takes, from turning to the field and typing at once.
fn read(chromium: &Path, root: &Path, script: &str, count: usize) {
    let page = |run: &str| {
        let html = format!(
            "<!doctype html><html lang=\"vi\"><meta charset=\"utf-8\"><body><script src=\"{script}\"></script><script src=\"run.js\"></script></body></html>"
        );
        std::fs::write(root.join("index.html"), html).unwrap();
        std::fs::write(root.join("run.js"), format!("(async () => {{ {run} }})().then((value) => fetch('/report', {{ method: 'POST', body: String(value) }}));")).unwrap();
    };
    for (name, options) in [("first", "{ facets: false }"), ("first, with counts of filters", "{}")] {
        let mut firsts = Vec::new();
        println!("  {name}");
        let kinds = KINDS.map(|(name, _)| format!("{name:>9}")).join("");
        println!("    {:<40}{kinds}{:>8}{:>9}{:>8}{:>9}", "kB and files", "kB", "requests", "s", "results");
        for query in QUERIES {
            page(&format!(
                "const start = performance.now(); const {{ results }} = await lantoa.search({query:?}, {options}); return `${{performance.now() - start}} ${{results.length}}`;"
            ));
            let line = Line::open(root.to_owned(), true);
            let report = line.report(chromium);
            let first = First::of(&line, &report);
            first.print(query);
            firsts.push(first);
        }
        judge(&firsts, count, options != "{}");
    }
    let list = format!("{QUERIES:?}");
    page(&format!(
        "const cold = []; const size = () => performance.getEntriesByType('resource').reduce((sum, entry) => sum + entry.encodedBodySize, 0);
         performance.setResourceTimingBufferSize(5000); await lantoa.search('xin chào', {{ facets: false }});
         const later = []; for (const query of {list}) {{ const before = size(); await lantoa.search(query, {{ facets: false }}); later.push(size() - before); }}
         for (const query of {list}) {{ const start = performance.now(); await lantoa.search(query, {{ facets: false }}); cold.push(performance.now() - start); }}
         const facets = performance.now(); await lantoa.search('', {{}}); const counted = performance.now() - facets;
         const middle = (list) => [...list].sort((a, b) => a - b)[list.length >> 1];
         return [middle(later) / 1e3, Math.max(...later) / 1e3, middle(cold), Math.max(...cold), counted].join(' ');"
    ));
    let report = Line::open(root.to_owned(), false).report(chromium);
    let figures: Vec<f64> = report.split(' ').filter_map(|figure| figure.parse().ok()).collect();
    let &[later, most_later, answer, most_answer, counted] = figures.as_slice() else {
        return println!("  no report: {report}");
    };
    println!("  later    {later:.0} kB in the median (most {most_later:.0})");
    if count <= 10_000 {
        println!("           {}", Most(40.0, "kB in the median").verdict(later));
    }
    println!(
        "  answer   {answer:.1} ms (most {most_answer:.1}) once the data is there, on this machine; all counts of all filters {counted:.0} ms"
    );
    if count <= 10_000 {
        let slow = Most(50.0, "ms at a quarter of the speed");
        println!("           {}", slow.both((answer * 4.0, most_answer * 4.0)));
    }
}

/// The median and the worst, and whether they keep the targets.
fn judge(firsts: &[First], count: usize, judged: bool) {
    let kilobytes = median_and_worst(firsts.iter().map(First::kilobytes));
    let requests = median_and_worst(firsts.iter().map(|first| first.requests() as f64));
    let seconds = median_and_worst(firsts.iter().map(|first| first.seconds));
    println!(
        "    median {:.0} kB, {} requests, {:.2} s; worst {:.0} kB, {} requests, {:.2} s on Slow 4G",
        kilobytes.0, requests.0, seconds.0, kilobytes.1, requests.1, seconds.1
    );
    if judged {
        println!("    {}", Most(if count <= 10_000 { 100.0 } else { 150.0 }, "kB").both(kilobytes));
        println!("    {}", Most(8.0, "requests").both(requests));
        if count <= 10_000 {
            println!("    {}", Most(1.5, "s").both(seconds));
        }
    }
}
