//! The source: every file of the site as it was read, and the day it was read on.
//!
//! [`Source::read`] is the only door from the disk into the house; [`Source::memory`] is its twin for tests. What is
//! wrong with a file as a file (unreadable, too large, not UTF-8) is found here; what its text means is not asked.
//! Nothing is skipped in silence, except what editors and systems leave behind (names that begin with a point or end
//! with `~`, `.swp`, `Thumbs.db`, `desktop.ini`).

mod again;
mod clock;
mod decode;
mod disk;
mod git;
mod legacy;
mod sort;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use blake3::Hash;

use crate::asset::{self, Facts};
use crate::fault::Fault;
use crate::finding::{Checked, Finding};
use crate::text::{Date, SitePath};

use again::Part;
use sort::Sort;

/// Everything that was read.
#[derive(Debug, Clone)]
pub struct Source {
    files: BTreeMap<SitePath, SourceFile>,
    /// The day of the last commit that touched a file, where git knows.
    pub dates: BTreeMap<SitePath, Date>,
    /// The day of the run: `SOURCE_DATE_EPOCH` if it is set, else the clock's.
    pub today: Date,
    /// Whether symbolic links were met: then one file can be seen under several paths.
    linked: bool,
}

/// One file.
#[derive(Debug, Clone)]
pub struct SourceFile {
    hash: Hash,
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
    Large { kept: Kept, picture: Option<Facts> },
}

/// Where the bytes of a large file are.
#[derive(Debug, Clone)]
enum Kept {
    OnDisk(PathBuf),
    InMemory(Arc<[u8]>),
}

impl Source {
    /// Reads `content/` and `themes/` below `root`, and the dates git knows.
    ///
    /// # Errors
    /// Only if there is no `content/` to read: whatever is wrong with single files is a finding.
    pub fn read(root: &Path) -> Result<Checked<Self>, Fault> {
        let today = clock::today();
        let disk::Reading { files, findings, linked } = disk::read(root)?;
        Ok(Checked { value: Self { files, dates: git::dates(root), today, linked }, findings })
    }

    /// Reads again what may have changed: files, or folders with everything in them, as absolute paths or paths below
    /// `root`. `findings` are those of the last reading; they are brought up to date too, so that source and findings are
    /// what [`Self::read`] would give now. Returns whether anything is different.
    ///
    /// # Errors
    /// Like [`Self::read`]; then nothing is changed.
    pub fn reread(&mut self, root: &Path, changed: &[PathBuf], findings: &mut Vec<Finding>) -> Result<bool, Fault> {
        self.today = clock::today();
        let again: Option<Vec<Part>> = changed.iter().map(|path| Part::new(root, path)).collect();
        let Some(again) = again.filter(|_| !self.linked) else { return self.read_all_again(root, findings) };
        let mut different = false;
        for part in again {
            let read = part.read(root);
            if read.linked {
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

    fn read_all_again(&mut self, root: &Path, findings: &mut Vec<Finding>) -> Result<bool, Fault> {
        let read = disk::read(root)?;
        let hashes = |files: &BTreeMap<SitePath, SourceFile>| -> Vec<(SitePath, Hash)> {
            files.iter().map(|(path, file)| (path.clone(), file.hash)).collect()
        };
        let different = hashes(&read.files) != hashes(&self.files) || read.findings != *findings;
        (self.files, self.linked, *findings) = (read.files, read.linked, read.findings);
        Ok(different)
    }

    /// Puts what was read of a part in the place of what was known of it.
    fn replace(&mut self, part: &Part, read: disk::Reading, findings: &mut Vec<Finding>) -> bool {
        let known = part.of(&self.files);
        let gone: Vec<(SitePath, Hash)> =
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
    pub fn memory<'f>(files: impl IntoIterator<Item = (&'f str, Vec<u8>)>, today: Date) -> Checked<Self> {
        let mut source = Checked::clean(Self { files: BTreeMap::new(), dates: BTreeMap::new(), today, linked: false });
        for (path, bytes) in files {
            let findings = source.value.put(&SitePath::new(path), bytes);
            source.findings.extend(findings);
        }
        source
    }

    /// Adds or replaces one file; what is wrong with it as a file is returned, and then it is not there.
    pub fn put(&mut self, path: &SitePath, bytes: Vec<u8>) -> Vec<Finding> {
        let kept = Kept::InMemory(bytes.as_slice().into());
        match understand(path, bytes, kept) {
            Ok(file) => {
                self.files.insert(path.clone(), file);
                Vec::new()
            }
            Err(finding) => {
                self.files.remove(path);
                vec![*finding]
            }
        }
    }

    /// Takes one file away.
    pub fn remove(&mut self, path: &SitePath) {
        self.files.remove(path);
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

    /// The bytes of a picture or attachment as they are published: without place, camera and owner.
    ///
    /// # Errors
    /// If the file is gone or cannot be read any more.
    pub fn load(&self, path: &SitePath) -> Result<Vec<u8>, Fault> {
        disk::load(self.get(path), path).map(|bytes| asset::clean(&path.extension(), bytes))
    }
}

impl SourceFile {
    /// Hash of the bytes as they were on disk.
    pub fn hash(&self) -> Hash {
        self.hash
    }

    /// The text, of a text file.
    pub fn text(&self) -> Option<&Arc<str>> {
        match &self.content {
            Content::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The bytes, of a file that is kept whole.
    pub fn bytes(&self) -> Option<Arc<[u8]>> {
        match &self.content {
            Content::Text(text) => Some(text.as_bytes().into()),
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
}

/// Bytes → file, by what the path says it is.
fn understand(path: &SitePath, bytes: Vec<u8>, kept: Kept) -> Result<SourceFile, Box<Finding>> {
    let hash = blake3::hash(&bytes);
    let sort = sort::of(path)?;
    sort::check_size(path, sort, bytes.len() as u64)?;
    let content = match sort {
        Sort::Text => Content::Text(decode::text(path, bytes)?),
        Sort::ThemeFile => Content::Bytes(bytes.into()),
        Sort::Attachment => Content::Large { kept, picture: None },
        Sort::Picture => {
            let facts = asset::inspect(&path.extension(), &bytes).map_err(|why| sort::bad_picture(path, &why))?;
            Content::Large { kept, picture: Some(facts) }
        }
    };
    Ok(SourceFile { hash, content })
}

#[cfg(test)]
mod tests;
