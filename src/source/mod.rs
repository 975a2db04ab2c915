//! The source: every file of the site as it was read, and the day it was read on.
//!
//! [`Source::read`] is the only door from the disk into the house; [`Source::memory`] is its vi_name for tests. What is
//! wrong with a file as a file (unreadable, too large, not UTF-8) is found here; what its text means is not asked.
//! Nothing is skipped in silence, except what editors and systems leave behind: names that begin with a point or `~$`,
//! end with `~` or `.swp`, or stand between two `#`, `Thumbs.db`, `desktop.ini`, `__MACOSX`.
//!
//! Paths are composed (Unicode NFC), whatever the disk hands over. Links are followed as long as they stay in
//! `content/` and `themes/`; those two folders themselves may be links.

mod again;
mod clock;
mod decode;
mod disk;
mod git;
mod legacy;
pub(crate) mod scratch;
mod sort;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use blake3::Hash;
use twox_hash::XxHash3_128;
use unicode_normalization::UnicodeNormalization;

use crate::error::SystemError;
use crate::finding::{Checked, Finding};
use crate::image::{self, Facts};
use crate::text::{Date, Message, SitePath};

use again::Part;
use sort::Sort;

type Files = BTreeMap<SitePath, SourceFile>;

/// Everything that was read.
#[derive(Debug, Clone)]
pub struct Source {
    files: Files,
    /// The day of the last commit that touched a file, where git knows.
    pub dates: BTreeMap<SitePath, Date>,
    /// The day of the run, for judging what the content says: `SOURCE_DATE_EPOCH` if it is set, else the clock's.
    pub today: Date,
    /// Whether symbolic links were met: then one file can be seen under several paths.
    has_links: bool,
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
    /// A picture or attachment: large, so only what pages need is kept. Publishing reads it again through the door.
    Large { kept: Kept, picture: Option<Facts>, name: Hash },
}

/// Where the bytes of a large file are.
#[derive(Debug, Clone)]
enum Kept {
    OnDisk(PathBuf),
    InMemory(Arc<[u8]>),
}

/// A file, if it can be used, and what was found on the way.
type Read = Checked<Option<SourceFile>>;

impl Source {
    /// Reads `content/` and `themes/` below `root`, and the dates git knows.
    ///
    /// # Errors
    /// Only if there is no `content/` to read: whatever is wrong with single files is a finding.
    pub fn read(root: &Path) -> Result<Checked<Self>, SystemError> {
        let today = clock::today();
        let (read, dates) = if git::may_keep(root) {
            // Git is waited for on a thread of its own: those that read have other things to do.
            std::thread::scope(|scope| {
                let dates = scope.spawn(|| git::dates(root));
                (disk::read(root), dates.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
            })
        } else {
            (disk::read(root), BTreeMap::new())
        };
        let disk::Reading { files, findings, has_links } = read?;
        Ok(Checked { value: Self { files, dates, today, has_links }, findings })
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
        let again: Option<Vec<Part>> = changed.iter().map(|path| Part::new(root, path)).collect();
        let Some(again) = again.filter(|_| !self.has_links) else { return self.read_all_again(root, findings) };
        let mut different = false;
        for part in again {
            let read = part.read(root);
            if read.has_links {
                return self.read_all_again(root, findings);
            }
            different |= self.replace(&part, read, findings);
        }
        Ok(different)
    }

    /// Asks git again: after a commit, dates of files change without any file changing. Returns whether any did.
    pub fn ask_git_again(&mut self, root: &Path) -> bool {
        let dates = git::dates(root);
        let different = dates != self.dates;
        self.dates = dates;
        different
    }

    /// The file that changes with every commit, below `root` or elsewhere, if git keeps one.
    pub fn git_log_file(root: &Path) -> Option<PathBuf> {
        git::log_file(root)
    }

    fn read_all_again(&mut self, root: &Path, findings: &mut Vec<Finding>) -> Result<bool, SystemError> {
        let read = disk::read(root)?;
        let hashes = |files: &Files| -> Vec<(SitePath, u128)> {
            files.iter().map(|(path, file)| (path.clone(), file.hash)).collect()
        };
        let different = hashes(&read.files) != hashes(&self.files) || read.findings != *findings;
        (self.files, self.has_links, *findings) = (read.files, read.has_links, read.findings);
        Ok(different)
    }

    /// Puts what was read of a part in the place of what was known of it.
    fn replace(&mut self, part: &Part, read: disk::Reading, findings: &mut Vec<Finding>) -> bool {
        let known = part.of(&self.files);
        let gone: Vec<(SitePath, u128)> =
            known.into_iter().filter_map(|path| self.files.remove(&path).map(|file| (path, file.hash))).collect();
        let (told, kept) = std::mem::take(findings).into_iter().partition(|finding| part.holds(&finding.file));
        *findings = kept;
        let found = read.files.iter().map(|(path, file)| (path, file.hash));
        let different = !found.eq(gone.iter().map(|(path, hash)| (path, *hash))) || read.findings != told;
        self.files.extend(read.files);
        findings.extend(read.findings);
        different
    }

    /// The same from files in memory, given as path and bytes.
    pub fn memory<'f>(files: impl IntoIterator<Item = (&'f str, impl Into<Vec<u8>>)>, today: Date) -> Checked<Self> {
        let mut source = Checked::clean(Self { files: Files::new(), dates: BTreeMap::new(), today, has_links: false });
        for (path, bytes) in files {
            let findings = source.value.put(&site_path(path), bytes.into());
            source.findings.extend(findings);
        }
        source
    }

    /// Adds or replaces one file, as if it had been read; gives back what was found. A file that cannot be used is not
    /// there afterwards.
    pub fn put(&mut self, path: &SitePath, bytes: Vec<u8>) -> Vec<Finding> {
        if path.as_str().split('/').any(sort::is_left_over) {
            return Vec::new();
        }
        let Checked { value, findings } = match sort::of(path).and_then(|sort| {
            sort::check_size(path, sort, bytes.len() as u64)?;
            Ok(sort)
        }) {
            Ok(sort) => understand(path, sort, bytes, None),
            Err(finding) => Checked { value: None, findings: vec![*finding] },
        };
        match value {
            Some(file) => self.files.insert(path.clone(), file),
            None => self.files.remove(path),
        };
        findings
    }

    /// Takes one file away.
    pub fn remove(&mut self, path: &SitePath) {
        self.files.remove(path);
    }

    /// The day up to which pages count: the day of the newest commit that touched the content, so that the same commit gives
    /// the same pages on whatever day it is built. Without git it is the day of the run.
    pub fn as_of(&self) -> Date {
        self.dates.values().max().copied().unwrap_or(self.today)
    }

    /// The file at `path`.
    pub fn get(&self, path: &SitePath) -> Option<&SourceFile> {
        self.files.get(path)
    }

    /// The text of the file at `path`, if it is text.
    pub fn text(&self, path: &SitePath) -> Option<&str> {
        match &self.get(path)?.content {
            Content::Text(text) => Some(text),
            Content::Bytes(bytes) => std::str::from_utf8(bytes).ok(),
            Content::Large { .. } => None,
        }
    }

    /// All files, by path.
    pub fn iter(&self) -> impl Iterator<Item = (&SitePath, &SourceFile)> {
        self.files.iter()
    }

    /// The bytes of a file as they are published: a picture without place, camera and owner.
    ///
    /// # Errors
    /// If the file is gone, cannot be read any more, or is no longer the one that was read.
    pub fn load(&self, path: &SitePath) -> Result<Vec<u8>, SystemError> {
        let changed = || {
            SystemError::new(Message::new(
                "Tệp đã thay đổi trong lúc dựng trang; hãy chạy lại",
                "The file has changed while the site was being built; run again",
            ))
            .on(Path::new(path.as_str()))
        };
        let file = self.get(path).ok_or_else(changed)?;
        let bytes = file.bytes_again()?.ok_or_else(changed)?;
        match file.picture() {
            Some(_) => image::clean(&path.extension(), bytes).ok_or_else(changed),
            None => Ok(bytes),
        }
    }
}

impl SourceFile {
    /// Hash of the bytes as they were on disk (XXH3): tells whether a file is the one that was known.
    pub fn hash(&self) -> u128 {
        self.hash
    }

    /// What the published name of a picture or attachment is made of, so that two never share one: BLAKE3 of its bytes.
    pub fn name_hash(&self) -> Option<Hash> {
        match &self.content {
            Content::Large { name, .. } => Some(*name),
            Content::Text(_) | Content::Bytes(_) => None,
        }
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
            Content::Large { .. } => None,
        }
    }

    /// What is known of it as a picture.
    pub fn picture(&self) -> Option<&Facts> {
        match &self.content {
            Content::Large { picture, .. } => picture.as_ref(),
            _ => None,
        }
    }

    /// Whether it can be published as it is: a picture or an attachment.
    pub fn is_publishable(&self) -> bool {
        matches!(self.content, Content::Large { .. })
    }

    /// The bytes, read again if they were not kept; `None` if they are no longer the same.
    fn bytes_again(&self) -> Result<Option<Vec<u8>>, SystemError> {
        let place = match &self.content {
            Content::Text(text) => return Ok(Some(text.as_bytes().to_vec())),
            Content::Bytes(bytes) | Content::Large { kept: Kept::InMemory(bytes), .. } => {
                return Ok(Some(bytes.to_vec()));
            }
            Content::Large { kept: Kept::OnDisk(place), .. } => place,
        };
        let failed = |error| {
            SystemError::io(Message::new("Không đọc lại được tệp", "The file cannot be read again"), place, error)
        };
        let bytes = fs::read(place).map_err(failed)?;
        Ok((XxHash3_128::oneshot(&bytes) == self.hash).then_some(bytes))
    }
}

/// Bytes → file. A large file is read again from `place` when it is wanted, or kept if it has none.
fn understand(path: &SitePath, sort: Sort, bytes: Vec<u8>, place: Option<&Path>) -> Read {
    let hash = XxHash3_128::oneshot(&bytes);
    let mut findings = Vec::new();
    match content(path, sort, bytes, place, &mut findings) {
        Ok(content) => Checked { value: Some(SourceFile { hash, content }), findings },
        Err(finding) => Checked { value: None, findings: vec![*finding] },
    }
}

fn content(
    path: &SitePath,
    sort: Sort,
    bytes: Vec<u8>,
    place: Option<&Path>,
    findings: &mut Vec<Finding>,
) -> Result<Content, Box<Finding>> {
    let in_theme = matches!(sort, Sort::ThemeText | Sort::ThemeFile);
    if bytes.is_empty() && !in_theme {
        return Err(sort::empty(path));
    }
    let picture = match sort {
        Sort::Text => {
            let text = decode::text(path, &bytes)?;
            return if text.trim().is_empty() { Err(sort::empty(path)) } else { Ok(Content::Text(text)) };
        }
        Sort::ThemeText => return decode::text(path, &bytes).map(Content::Text),
        Sort::ThemeFile => return Ok(Content::Bytes(bytes.into())),
        Sort::Attachment => None,
        Sort::Picture => {
            let facts = image::inspect(&path.extension(), &bytes).map_err(|why| sort::bad_picture(path, why))?;
            findings.extend(facts.has_place.then(|| sort::photo_place(path)));
            Some(facts)
        }
    };
    let name = blake3::hash(&bytes);
    let kept = place.map_or_else(|| Kept::InMemory(bytes.into()), |place| Kept::OnDisk(place.to_path_buf()));
    Ok(Content::Large { kept, picture, name })
}

/// The path in composed form: macOS hands over decomposed names.
fn site_path(path: &str) -> SitePath {
    if path.is_ascii() { SitePath::new(path) } else { SitePath::new(&path.nfc().collect::<String>()) }
}

#[cfg(test)]
mod tests;
