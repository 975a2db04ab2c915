//! What it costs to import a province's list: `cargo bench --bench import [-- --models N]`.
//!
//! The list is made up, with the faults that lists of offices have (`list.rs`). It is imported into an empty site, once more
//! unchanged, and once more when the office has changed every tenth row; every row must be accounted for each time.
//! `benches/README.md` says what each figure means.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a bench stops at what it cannot do")]

#[allow(dead_code, unused_imports, reason = "each bench uses a part of it")]
#[path = "../corpus/mod.rs"]
mod corpus;
mod list;

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

use wait4::Wait4;

use list::{LIST, Rows};

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    if let [_, make, folder, models, is_changed] = &arguments[..]
        && make == "--make"
    {
        return list::make(Path::new(folder), models.parse().unwrap(), is_changed == "true");
    }
    let at = arguments.iter().position(|argument| argument == "--models");
    let models = at.and_then(|at| arguments.get(at + 1)?.parse().ok()).unwrap_or(3_000);

    let memory = Path::new("/dev/shm");
    let folder = if memory.is_dir() { tempfile::tempdir_in(memory) } else { tempfile::tempdir() }.unwrap();
    let root = folder.path();
    fs::create_dir_all(root.join("content")).unwrap();
    fs::write(root.join("content/site.yaml"), "title: A\nhome: Tỉnh Lâm Đồng\n").unwrap();
    println!("load {}", fs::read_to_string("/proc/loadavg").unwrap_or_default().trim());
    let rows = make(root, models, false);
    let size = fs::metadata(root.join(LIST)).unwrap().len() / 1024;
    println!("{models} models in {size} KiB: {rows:?}");
    println!("{:<28} {:>9} {:>9} {:>9}", "", "time", "processor", "memory");
    let [written, drafts, updated, unchanged, refused, no_models] =
        import(root, "into an empty site", "≤ 3 s, ≤ 300 MiB");
    assert_eq!([written, refused, no_models], [models - rows.refused, rows.refused, rows.no_models], "every row");
    assert!([updated, unchanged] == [0, 0] && drafts >= rows.in_doubt, "{drafts} drafts");
    let [written, _, updated, unchanged, refused, _] = import(root, "the same list again", "≤ 3 s, ≤ 300 MiB");
    assert_eq!([written, updated, unchanged, refused], [0, 0, models - rows.refused, rows.refused], "nothing is new");
    let rows = make(root, models, true);
    let [written, _, updated, unchanged, refused, _] = import(root, "every tenth row changed", "≤ 3 s, ≤ 300 MiB");
    assert_eq!([written, updated, refused], [0, rows.changed, rows.refused], "what the office has changed");
    assert_eq!(unchanged, models - rows.refused - rows.changed);
}

/// Writes the list. Another process does it, because a program starts with the peak memory of this one.
fn make(root: &Path, models: usize, is_changed: bool) -> Rows {
    let mut command = Command::new(std::env::current_exe().unwrap());
    let made = command.arg("--make").arg(root).args([models.to_string(), is_changed.to_string()]).output().unwrap();
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    Rows::read(&String::from_utf8(made.stdout).unwrap())
}

/// Imports the list; prints time, processor time and peak memory; returns how many rows became what: new, of these drafts,
/// updated, unchanged, refused, no models.
fn import(root: &Path, what: &str, target: &str) -> [usize; 6] {
    let mut command = Command::new(env!("CARGO_BIN_EXE_lantoa"));
    let told = root.join("told.txt");
    command.args(["import", LIST, "--lang", "en"]).current_dir(root).env("LANTOA_CACHE", "").stderr(Stdio::null());
    command.stdout(fs::File::create(&told).unwrap());
    let since = Instant::now();
    let ended = command.spawn().unwrap().wait4().unwrap();
    let took = since.elapsed();
    let (processor, memory) = (ended.rusage.utime + ended.rusage.stime, ended.rusage.maxrss >> 20);
    println!("{what:<28} {:>7.2} s {:>7.2} s {memory:>5} MiB   {target}", took.as_secs_f64(), processor.as_secs_f64());
    let told = fs::read_to_string(told).unwrap();
    let count = |before: &str| {
        let at = told.find(before).unwrap_or_else(|| panic!("{before}: {told}"));
        told[..at].rsplit(|c: char| !c.is_ascii_digit()).find(|word| !word.is_empty()).unwrap().parse().unwrap()
    };
    [" new models", " of them drafts", " updated", " unchanged", " rows refused", " rows that are no models"].map(count)
}
