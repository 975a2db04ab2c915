//! The source: every file of a site as it was read, and the day of the run.
//!
//! [`Source::read`] reads a site from disk, [`Source::memory`] makes the same from bytes in memory. What is wrong with a
//! file as a file (unreadable, too large, not UTF-8) is found here. What the text of a file means is not looked at, and a
//! picture is only handed to [`media`](crate::media) while its bytes are in memory.
//!
//! Every file is used or reported, except what editors and systems leave behind: names that begin with a point or `~$`,
//! end with `~` or `.swp`, or stand between two `#`, `Thumbs.db`, `desktop.ini`, `__MACOSX`.
//!
//! Paths are in composed form (Unicode NFC), in whatever form the disk has them. Symbolic links are followed as long as
//! they stay in `content/` and `themes/`; those two folders themselves may be links.

mod clock;
mod decode;
mod disk;
mod git;
mod kind;
mod subtree;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use unicode_normalization::UnicodeNormalization;

use crate::cache::Store;
use crate::error::SystemError;
use crate::finding::{Checked, Finding};
use crate::image::Picture;
use crate::media::{MediaFile, NewFile};
use crate::text::{Date, SitePath};

use kind::FileKind;
use subtree::Subtree;

pub(crate) use decode::encode_like;

type Files = BTreeMap<SitePath, SourceFile>;

/// Everything that was read.
#[derive(Debug, Clone)]
pub struct Source {
    files: Files,
    /// The day of the last commit that touched a file, where git knows.
    pub dates: BTreeMap<SitePath, Date>,
    /// The day of the first commit that had a file of this name without extension, in whatever folder.
    pub first_commits: BTreeMap<String, Date>,
    /// The day of the newest commit of a shallow clone, which has no dates of files.
    shallow: Option<Date>,
    /// The day of the run, for judging what the content says: `SOURCE_DATE_EPOCH` if it is set, else the clock's.
    pub today: Date,
    /// Whether symbolic links were met: then one file can have several paths.
    has_links: bool,
    /// Results of earlier runs about pictures.
    store: Store,
}

/// One file.
#[derive(Debug, Clone)]
pub struct SourceFile {
    hash: u128,
    content: Content,
}

/// What is kept of a file.
#[derive(Debug, Clone)]
enum Content {
    /// Its decoded text.
    Text(Arc<str>),
    /// A small file of a theme, whole.
    Bytes(Arc<[u8]>),
    /// A picture or attachment, without its bytes.
    Media(MediaFile),
    /// Nothing: the file cannot be used, and this was found. No file for others but [`Source::refused`].
    Refused(Box<Finding>),
}

/// A file with its findings.
type ReadFile = Checked<SourceFile>;

impl Source {
    /// Reads `content/` and `themes/` below `root`, and the dates that git knows. Pictures known to `store` are not
    /// inspected again.
    ///
    /// # Errors
    /// Only if there is no `content/` to read: whatever is wrong with single files is a finding.
    pub fn read(root: &Path, store: &Store) -> Result<Checked<Self>, SystemError> {
        let today = clock::today();
        let (read, dates) = if git::may_be_repository(root) {
            // On a thread of its own, because it only waits for git; the threads of the pool read files meanwhile.
            std::thread::scope(|scope| {
                let dates = scope.spawn(|| git::dates(root));
                (disk::read(root, store), dates.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
            })
        } else {
            (disk::read(root, store), git::Dates::default())
        };
        let disk::Reading { files, mut findings, has_links } = read?;
        let git::Dates { files: dates, first: first_commits, shallow } = dates;
        findings.extend(shallow.map(|_| kind::shallow_clone()));
        Ok(Checked {
            value: Self { files, dates, first_commits, shallow, today, has_links, store: store.clone() },
            findings,
        })
    }

    /// Reads again what may have changed: files, or folders with everything in them, as absolute paths or paths below
    /// `root`. `findings` are those of the last reading; they are brought up to date too, so that source and findings are
    /// what [`Self::read`] would give now. Returns whether anything is different.
    ///
    /// # Errors
    /// Like [`Self::read`]; then nothing is changed.
    pub fn reread(
        &mut self,
        root: &Path,
        changed: &[PathBuf],
        findings: &mut Vec<Finding>,
    ) -> Result<bool, SystemError> {
        self.today = clock::today();
        let subtrees: Option<Vec<Subtree>> = changed.iter().map(|path| Subtree::new(root, path)).collect();
        let Some(subtrees) = subtrees.filter(|_| !self.has_links) else { return self.read_all_again(root, findings) };
        let mut different = false;
        for subtree in subtrees {
            let read = subtree.read(root, &self.store);
            if read.has_links {
                return self.read_all_again(root, findings);
            }
            different |= self.replace(&subtree, read, findings);
        }
        Ok(different)
    }

    /// Reads the dates from git again: a commit changes them without changing a file. Returns whether any is different.
    pub fn reread_dates(&mut self, root: &Path) -> bool {
        let git::Dates { files, first, shallow } = git::dates(root);
        let different = files != self.dates || shallow != self.shallow;
        (self.dates, self.first_commits, self.shallow) = (files, first, shallow);
        different
    }

    /// The file that changes with every commit, below `root` or elsewhere, if git keeps one.
    pub fn git_log_file(root: &Path) -> Option<PathBuf> {
        git::log_file(root)
    }

    fn read_all_again(&mut self, root: &Path, findings: &mut Vec<Finding>) -> Result<bool, SystemError> {
        let read = disk::read(root, &self.store)?;
        let hashes = |files: &Files| -> Vec<(SitePath, u128)> {
            files.iter().map(|(path, file)| (path.clone(), file.hash)).collect()
        };
        let different = hashes(&read.files) != hashes(&self.files) || read.findings != *findings;
        (self.files, self.has_links, *findings) = (read.files, read.has_links, read.findings);
        Ok(different)
    }

    /// Replaces the files and findings of a subtree by what was read of it. Returns whether anything is different.
    fn replace(&mut self, subtree: &Subtree, read: disk::Reading, findings: &mut Vec<Finding>) -> bool {
        let known = subtree.paths_in(&self.files);
        let gone: Vec<(SitePath, u128)> =
            known.into_iter().filter_map(|path| self.files.remove(&path).map(|file| (path, file.hash))).collect();
        let (old, kept) = std::mem::take(findings).into_iter().partition(|finding| subtree.contains(&finding.file));
        *findings = kept;
        let found = read.files.iter().map(|(path, file)| (path, file.hash));
        let different = !found.eq(gone.iter().map(|(path, hash)| (path, *hash))) || read.findings != old;
        self.files.extend(read.files);
        findings.extend(read.findings);
        different
    }

    /// A source of files in memory, given as path and bytes.
    pub fn memory<'f>(files: impl IntoIterator<Item = (&'f str, impl Into<Vec<u8>>)>, today: Date) -> Checked<Self> {
        let empty = Self {
            files: Files::new(),
            dates: BTreeMap::new(),
            first_commits: BTreeMap::new(),
            shallow: None,
            today,
            has_links: false,
            store: Store::none(),
        };
        let mut source = Checked::clean(empty);
        for (path, bytes) in files {
            let findings = source.value.put(&site_path(path), bytes.into());
            source.findings.extend(findings);
        }
        source
    }

    /// Adds or replaces one file, as if it had been read; returns what was found.
    pub fn put(&mut self, path: &SitePath, bytes: Vec<u8>) -> Vec<Finding> {
        if path.as_str().split('/').any(kind::is_leftover) {
            return Vec::new();
        }
        let Checked { value, findings } = match kind::of(path).and_then(|kind| {
            kind::check_size(path, kind, bytes.len() as u64)?;
            Ok(kind)
        }) {
            Ok(kind) => make_file(kind, NewFile::new(path, bytes, None), &self.store),
            Err(finding) => refused(path, 0, vec![*finding]),
        };
        self.files.insert(path.clone(), value);
        findings
    }

    /// Removes one file.
    pub fn remove(&mut self, path: &SitePath) {
        self.files.remove(path);
    }

    /// The day up to which pages count: the day of the newest commit that touched the content, so that the same commit gives
    /// the same pages on whatever day it is built. Without git it is the day of the run.
    pub fn as_of(&self) -> Date {
        self.dates.values().max().copied().or(self.shallow).unwrap_or(self.today)
    }

    /// Results of earlier runs about pictures.
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// The file at `path`, if it can be used.
    pub fn get(&self, path: &SitePath) -> Option<&SourceFile> {
        self.files.get(path).filter(|file| file.is_used())
    }

    /// Why the file at `path` cannot be used; `None` if it can, or if there is none.
    pub(crate) fn refused(&self, path: &SitePath) -> Option<&Finding> {
        match &self.files.get(path)?.content {
            Content::Refused(why) => Some(why),
            _ => None,
        }
    }

    /// The files beside texts that cannot be used, and why. Reading does not report them: where a text asks for one, it is
    /// told there.
    pub(crate) fn refused_beside_texts(&self) -> impl Iterator<Item = (&SitePath, &Finding)> {
        self.files.iter().filter_map(|(path, file)| match &file.content {
            Content::Refused(why) if kind::is_beside_texts(path) => Some((path, &**why)),
            _ => None,
        })
    }

    /// The text of the file at `path`, if it is text.
    pub fn text(&self, path: &SitePath) -> Option<&str> {
        match &self.get(path)?.content {
            Content::Text(text) => Some(text),
            Content::Bytes(bytes) => std::str::from_utf8(bytes).ok(),
            Content::Media(_) | Content::Refused(_) => None,
        }
    }

    /// All files that can be used, by path.
    pub fn iter(&self) -> impl Iterator<Item = (&SitePath, &SourceFile)> {
        self.files.iter().filter(|(_, file)| file.is_used())
    }
}

impl SourceFile {
    /// Hash of the bytes as they were on disk (XXH3): tells whether the file has changed.
    pub fn hash(&self) -> u128 {
        self.hash
    }

    /// The text, of a text file.
    pub fn text(&self) -> Option<&Arc<str>> {
        match &self.content {
            Content::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The bytes, of a file that is kept whole; of a text, its UTF-8.
    pub fn bytes(&self) -> Option<Arc<[u8]>> {
        match &self.content {
            Content::Text(text) => Some(Arc::from(Arc::clone(text))),
            Content::Bytes(bytes) => Some(bytes.clone()),
            Content::Media(_) | Content::Refused(_) => None,
        }
    }

    /// The picture or attachment; `None` for files that are not published as such.
    pub fn media(&self) -> Option<&MediaFile> {
        match &self.content {
            Content::Media(media) => Some(media),
            Content::Text(_) | Content::Bytes(_) | Content::Refused(_) => None,
        }
    }

    fn is_used(&self) -> bool {
        !matches!(self.content, Content::Refused(_))
    }

    /// What is known of it as a picture.
    pub fn picture(&self) -> Option<&Picture> {
        self.media().and_then(MediaFile::as_picture)
    }
}

/// Makes a file of the bytes that were read.
fn make_file(kind: FileKind, file: NewFile<'_>, store: &Store) -> ReadFile {
    let (hash, path) = (file.fingerprint.hash, file.path);
    let Checked { value, findings } = content(kind, file, store);
    match value {
        Some(content) => Checked { value: SourceFile { hash, content }, findings },
        None => refused(path, hash, findings),
    }
}

/// A file that cannot be used, with what was found: at least one finding, of which the first says why.
fn refused(path: &SitePath, hash: u128, mut findings: Vec<Finding>) -> ReadFile {
    let why = findings.first().cloned().unwrap_or_else(|| *kind::empty(path));
    if kind::is_beside_texts(path) {
        findings.clear();
    }
    Checked { value: SourceFile { hash, content: Content::Refused(Box::new(why)) }, findings }
}

fn content(kind: FileKind, file: NewFile<'_>, store: &Store) -> Checked<Option<Content>> {
    let may_be_empty = matches!(kind, FileKind::ThemeText | FileKind::ThemeFile);
    let result = match kind {
        FileKind::Picture if file.bytes.is_empty() => Err(kind::empty_picture(file.path)),
        _ if file.bytes.is_empty() && !may_be_empty => Err(kind::empty(file.path)),
        FileKind::Text => decode::text(file.path, &file.bytes).and_then(|text| {
            if text.trim().is_empty() { Err(kind::empty(file.path)) } else { Ok(Content::Text(text)) }
        }),
        FileKind::ThemeText => decode::text(file.path, &file.bytes).map(Content::Text),
        FileKind::ThemeFile => Ok(Content::Bytes(file.bytes.into())),
        FileKind::Attachment => Ok(Content::Media(MediaFile::attachment(file))),
        FileKind::Picture => {
            let Checked { value, findings } = MediaFile::picture(file, store);
            return Checked { value: value.map(Content::Media), findings };
        }
    };
    match result {
        Ok(content) => Checked::clean(Some(content)),
        Err(finding) => Checked { value: None, findings: vec![*finding] },
    }
}

/// The path in composed form (NFC): macOS returns decomposed names.
fn site_path(path: &str) -> SitePath {
    if path.is_ascii() { SitePath::new(path) } else { SitePath::new(&path.nfc().collect::<String>()) }
}

#[cfg(test)]
mod tests;
