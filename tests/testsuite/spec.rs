//! Literate specs: each heading of `tests/spec/*.md` is a small site and what is to be said of it, or what its pages are
//! to hold. Everything runs in memory.
//!
//! A fence names what it is: ```` ```file content/mo-hinh/a.md ```` is a file of the site, ```` ```findings ```` lists
//! `file:line:column CODE` for every finding, ```` ```page mo-hinh/a.html ```` lists lines the page must contain (or, after
//! `!`, must not), and ```` ```fixed content/mo-hinh/a.md ```` is that file after `lantoa check --fix`. `UPDATE=1 cargo test --test testsuite spec` writes the findings as they are; read the difference before you
//! commit it.

use std::collections::BTreeSet;
use std::path::PathBuf;

use lantoa::{Code, Finding};
use lantoa::{Options, lint};

use crate::support::picture::{GPS, gif, jpeg, photograph};
use crate::support::{self, Source, today};

/// Codes that no text can trigger: files that are links, pipes, too large or named in bytes, and git. `src/source/tests.rs`
/// does, for git `cli.rs`. The last takes a site of thousands of files: `src/outputs/limits.rs`.
const OF_THE_DISK: [&str; 6] = ["LT101", "LT103", "LT104", "LT110", "LT115", "LT606"];
/// Findings in offices' lists, which are no files of a site. `office` has them.
const OF_LISTS: [&str; 14] = [
    "LT701", "LT702", "LT703", "LT704", "LT705", "LT706", "LT707", "LT708", "LT709", "LT710", "LT711", "LT712",
    "LT713", "LT714",
];

struct Case {
    name: String,
    files: Vec<(String, String)>,
    findings: Option<Fence>,
    pages: Vec<(String, String)>,
    fixed: Vec<(String, String)>,
}

/// A fence's text and where it stands in the spec file.
struct Fence {
    text: String,
    start: usize,
    end: usize,
}

#[test]
fn specs() {
    let mut wrong = Vec::new();
    for path in spec_files() {
        let spec = std::fs::read_to_string(&path).unwrap();
        let mut updated = spec.clone();
        for case in cases(&spec).iter().rev() {
            let name = format!("{}: {}", path.file_name().unwrap().to_string_lossy(), case.name);
            check_findings(case, &name, &mut updated, &mut wrong);
            check_pages(case, &name, &mut wrong);
            check_fixed(case, &name, &mut wrong);
        }
        if updated != spec {
            std::fs::write(&path, updated).unwrap();
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n\n"));
}

#[test]
fn every_code_has_a_spec() {
    let told: BTreeSet<String> = spec_files()
        .iter()
        .flat_map(|path| cases(&std::fs::read_to_string(path).unwrap()))
        .filter_map(|case| case.findings)
        .flat_map(|fence| {
            fence.text.lines().filter_map(|line| line.rsplit(' ').next().map(str::to_owned)).collect::<Vec<_>>()
        })
        .collect();
    let missing: Vec<&str> = Code::ALL
        .iter()
        .map(|code| code.id())
        .filter(|id| !told.contains(*id) && !OF_THE_DISK.contains(id) && !OF_LISTS.contains(id))
        .collect();
    assert!(missing.is_empty(), "no spec triggers {missing:?}");
}

/// Messages and helps are sentences; one that ends with what is to be copied (“Viết lại: …”) has no stop, so that none is
/// copied.
#[test]
fn findings_are_said_in_sentences() {
    let is_sentence =
        |text: &str| !text.starts_with(char::is_lowercase) && (text.ends_with(['.', '?', '…']) || text.contains(": "));
    let mut wrong = BTreeSet::new();
    for case in spec_files().iter().flat_map(|path| cases(&std::fs::read_to_string(path).unwrap())) {
        let (source, found) = source_of(&case);
        for finding in lint(&source, found, &Options::default()).findings {
            let texts = [Some(&finding.message), finding.help.as_ref()].into_iter().flatten();
            let said = texts.flat_map(|text| [&text.vi, &text.en]).filter(|text| !is_sentence(text));
            wrong.extend(said.map(|text| format!("{}: {text}", finding.code.id())));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

fn check_findings(case: &Case, name: &str, updated: &mut String, wrong: &mut Vec<String>) {
    let Some(fence) = &case.findings else { return };
    let (source, found) = source_of(case);
    let findings = lint(&source, found, &Options::default()).findings;
    let actual: String = findings.iter().map(|finding| line(finding) + "\n").collect();
    if actual == fence.text {
        return;
    }
    if support::is_update() {
        updated.replace_range(fence.start..fence.end, &actual);
    } else {
        let said: String = findings.iter().map(|finding| format!("  {}\n", finding.message.vi)).collect();
        wrong.push(format!("{name}\nexpected:\n{}found:\n{actual}which says:\n{said}", fence.text));
    }
}

fn check_pages(case: &Case, name: &str, wrong: &mut Vec<String>) {
    if case.pages.is_empty() {
        return;
    }
    let (source, _) = source_of(case);
    let work = support::load(&source);
    for (address, wanted) in &case.pages {
        let Some(text) = support::render_one(&work, address) else {
            wrong.push(format!("{name}\nthere is no page {address}"));
            continue;
        };
        for line in wanted.lines().filter(|line| !line.is_empty()) {
            let (holds, part) = line.strip_prefix('!').map_or((true, line), |part| (false, part));
            if text.contains(part) != holds {
                wrong.push(format!("{name}\n{address} {} {part}\n{text}", if holds { "lacks" } else { "has" }));
            }
        }
    }
}

fn check_fixed(case: &Case, name: &str, wrong: &mut Vec<String>) {
    if case.fixed.is_empty() {
        return;
    }
    let (source, findings) = source_of(case);
    let (_, mended) = lantoa::mend_in_memory(lantoa::Checked { value: source, findings }, &Options::default());
    for (path, expected) in &case.fixed {
        let text = mended.value.text(&support::SitePath::new(path)).unwrap_or("(no text)");
        if text != expected {
            wrong.push(format!("{name}\nexpected {path} after --fix:\n{expected}found:\n{text}"));
        }
    }
}

fn source_of(case: &Case) -> (Source, Vec<Finding>) {
    let files = case.files.iter().map(|(path, text)| (path.as_str(), bytes(text)));
    let checked = Source::memory(files, today());
    (checked.value, checked.findings)
}

/// A file's bytes: its text, or what one of these words stands for.
fn bytes(text: &str) -> Vec<u8> {
    match text.trim_end() {
        "(empty)" => Vec::new(),
        "(Latin-1)" => b"---\ntitle: caf\xe9\n---\n".to_vec(),
        "(five MiB)" => vec![b'a'; 5 << 20],
        "(HEIC)" => b"\0\0\0\x18ftypheic\0\0\0\0mif1heic".to_vec(),
        "(BMP)" => [&b"BM\x46\0\0\0\0\0\0\0\x36\0\0\0"[..], &[0; 60]].concat(),
        "(a moving GIF of 2000 × 2000)" => gif(2000, 2000, 2),
        "(a photograph)" => photograph(640, 400),
        "(a picture)" => jpeg(3, 2, &[]),
        "(a picture with GPS)" => jpeg(3, 2, GPS),
        _ => text.as_bytes().to_vec(),
    }
}

fn line(finding: &Finding) -> String {
    let place = finding.position.map_or(String::new(), |place| format!(":{}:{}", place.line, place.column));
    format!("{}{place} {}", finding.file, finding.code)
}

fn spec_files() -> Vec<PathBuf> {
    let folder = support::repository().join("tests/spec");
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    assert!(!files.is_empty());
    files
}

fn cases(spec: &str) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    let mut fence: Option<(String, String, usize)> = None;
    let mut at = 0;
    for line in spec.split_inclusive('\n') {
        let (start, trimmed) = (at, line.trim_end());
        at += line.len();
        match (&mut fence, trimmed.strip_prefix("````")) {
            (None, Some(info)) => fence = Some((info.trim().to_owned(), String::new(), at)),
            (Some(_), Some("")) => {
                let (info, text, from) = fence.take().unwrap();
                let case = cases.last_mut().unwrap_or_else(|| panic!("a fence before the first heading"));
                match info.split_once(' ').unwrap_or((&info, "")) {
                    ("file", path) => case.files.push((path.to_owned(), text)),
                    ("findings", _) => case.findings = Some(Fence { text, start: from, end: start }),
                    ("page", address) => case.pages.push((address.to_owned(), text)),
                    ("fixed", path) => case.fixed.push((path.to_owned(), text)),
                    (other, _) => panic!("what is a {other:?} fence?"),
                }
            }
            (Some((_, text, _)), _) => text.push_str(line),
            (None, None) => {
                if let Some(name) = trimmed.strip_prefix("## ") {
                    let (name, findings) = (name.to_owned(), None);
                    cases.push(Case { name, files: Vec::new(), findings, pages: Vec::new(), fixed: Vec::new() });
                }
            }
        }
    }
    cases
}
