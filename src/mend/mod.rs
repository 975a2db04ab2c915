//! `lantoa check --fix`: applies the fixes that findings offer, round by round until none is left, and writes the files. What an
//! import has planned is written in the same way (`import`).
//!
//! [`mend`] works on a source in memory; only [`Mended::write`] and what it is made of (`write`) touch the disk. Whatever no fix speaks of
//! stays as it is, byte for byte: line ends, byte order mark, the blank at a line's end.

mod import;
mod write;

use std::collections::BTreeMap;

use crate::finding::{self, Checked, Finding, Fix};
use crate::fingerprint::Fingerprint;
use crate::site::{self, BuildCache, Options};
use crate::source::Source;
use crate::text::SitePath;

pub(crate) use import::{Imported, write_import, write_memory};

/// Fixes can uncover findings that offer further ones: a key that is read only after its line has been mended.
const MOST_ROUNDS: usize = 10;

/// Files that fixes have changed or made.
#[derive(Debug, Clone, Default)]
pub struct Mended {
    /// By path.
    pub files: BTreeMap<SitePath, MendedFile>,
    /// How many findings were mended.
    pub fixes: usize,
}

/// A file that was changed or made.
#[derive(Debug, Clone)]
pub struct MendedFile {
    origin: Origin,
    /// Its text as it was read, if it could be decoded.
    pub before: Option<String>,
    /// Its new content; a text is in UTF-8 without a byte order mark.
    pub after: Vec<u8>,
}

/// What was there before, by which a file that somebody has changed meanwhile is recognised.
#[derive(Debug, Clone)]
enum Origin {
    /// Nothing.
    New,
    /// A file with this hash.
    Read(u128),
    /// A file that could not be decoded, and was converted to this text.
    Converted(String),
}

/// Applies all fixes of the findings in `source`, whose findings of reading are `found`; both are brought up to date.
pub fn mend(source: &mut Source, found: &mut Vec<Finding>, options: &Options) -> Mended {
    let mut mended = Mended::default();
    let mut cache = BuildCache::default();
    for _ in 0..MOST_ROUNDS {
        let mut findings = found.clone();
        site::analyze(source, options, &mut cache).collect(&mut findings);
        finding::sort(&mut findings);
        if !mended.round(source, found, &findings) {
            break;
        }
    }
    mended
}

impl Mended {
    /// New texts for files of `source`, and files that it does not have.
    pub(crate) fn of_texts(source: &Source, texts: impl IntoIterator<Item = (SitePath, String)>) -> Self {
        let file = |path: &SitePath, text: String| {
            let origin = source.get(path).map_or(Origin::New, |file| Origin::Read(file.hash()));
            MendedFile { origin, before: source.text(path).map(str::to_owned), after: text.into_bytes() }
        };
        let files = texts.into_iter().map(|(path, text)| {
            let file = file(&path, text);
            (path, file)
        });
        Self { files: files.collect(), fixes: 0 }
    }

    /// With further files, which nobody has yet.
    #[must_use]
    pub(crate) fn with_new(mut self, files: impl IntoIterator<Item = (SitePath, Vec<u8>)>) -> Self {
        let new = |bytes| MendedFile { origin: Origin::New, before: None, after: bytes };
        self.files.extend(files.into_iter().map(|(path, bytes)| (path, new(bytes))));
        self
    }

    /// With another text for a file that is no part of a source: `before` is what was read of it, nothing for a file that is
    /// not there.
    #[must_use]
    fn with_beside(mut self, name: &str, before: &str, after: String) -> Self {
        let read = || Origin::Read(Fingerprint::of(before.as_bytes()).hash);
        let origin = if before.is_empty() { Origin::New } else { read() };
        let file = MendedFile { origin, before: Some(before.to_owned()), after: after.into_bytes() };
        self.files.insert(SitePath::new(name), file);
        self
    }

    /// Applies what can be applied at once. Returns whether anything has changed.
    fn round(&mut self, source: &mut Source, found: &mut Vec<Finding>, findings: &[Finding]) -> bool {
        let mut changed = false;
        for of_file in findings.chunk_by(|one, other| one.file == other.file) {
            let path = &of_file[0].file;
            let fixes: Vec<&Fix> = of_file.iter().filter_map(|finding| finding.fix.as_ref()).collect();
            if fixes.is_empty() {
                continue;
            }
            let before = source.text(path).map(str::to_owned);
            let (after, applied) = finding::apply(before.as_deref().unwrap_or(""), fixes);
            if before.as_deref() == Some(&after) || applied.is_empty() {
                continue;
            }
            self.fixes += applied.len();
            for (path, bytes) in applied.iter().flat_map(|fix| &fix.files) {
                if source.get(path).is_none() {
                    self.put(source, found, path, (Origin::New, None), bytes.clone());
                }
            }
            let origin = match source.get(path) {
                Some(file) => Origin::Read(file.hash()),
                None => Origin::Converted(after.clone()),
            };
            self.put(source, found, path, (origin, before), after.into_bytes());
            changed = true;
        }
        changed
    }

    fn put(
        &mut self,
        source: &mut Source,
        found: &mut Vec<Finding>,
        path: &SitePath,
        (origin, before): (Origin, Option<String>),
        after: Vec<u8>,
    ) {
        let file = self.files.entry(path.clone()).or_insert(MendedFile { origin, before, after: Vec::new() });
        file.after.clone_from(&after);
        found.retain(|finding| finding.file != *path);
        found.extend(source.put(path, after));
    }

    /// All changes as a unified diff. New files that are no text have one line each.
    pub fn diff(&self) -> String {
        let mut diff = String::new();
        for (path, file) in &self.files {
            match (&file.origin, str::from_utf8(&file.after)) {
                (Origin::New, _) => diff.push_str(&format!("+++ {path} ({} B)\n", file.after.len())),
                (_, Ok(after)) => {
                    let before = file.before.as_deref().unwrap_or("");
                    let changes = similar::TextDiff::from_lines(before, after);
                    let (old, new) = (format!("a/{path}"), format!("b/{path}"));
                    diff.push_str(&changes.unified_diff().context_radius(1).header(&old, &new).to_string());
                }
                (_, Err(_)) => {}
            }
        }
        diff
    }
}

/// The mended source and what is still to be said of it, without a disk: what tests and other programs need.
pub fn mend_in_memory(read: Checked<Source>, options: &Options) -> (Mended, Checked<Source>) {
    let Checked { value: mut source, mut findings } = read;
    let mended = mend(&mut source, &mut findings, options);
    (mended, Checked { value: source, findings })
}
