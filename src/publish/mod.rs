//! Publishing: the only door out. A site is either the old one or the new one, whatever happens in between.
//!
//! 1. *Stage*: every file is made and, if it differs from what stands, written into a folder of our own. Nothing of the
//!    old site has changed yet; a template that fails or a full disk ends here.
//! 2. *Switch*: the journal (the manifest to be) is written, then each staged file is renamed into place: files with a
//!    hash in their name first, then pages, listings, indexes. Every file is whole at every moment, and every link
//!    leads to a file, for what the new site no longer has is deleted last.
//! 3. *Close*: the journal becomes the manifest.
//!
//! A process killed at any point leaves old and journal behind; the next run owns what both name and completes the work.
//! What no manifest names is not ours and is never touched. Files are not synced to the platter one by one: a power cut
//! can cost the last build, which is made again in a second, never what was not ours.

mod disk;
mod guard;
mod manifest;
mod memory;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use blake3::Hash;
use rayon::prelude::*;

use crate::edition::{Leaf, Rank};
use crate::fault::Fault;
use crate::finding::Finding;
use crate::text::Say;

use disk::{Disk, RealDisk};
use manifest::{Manifest, Record};

pub use guard::check_place;
pub use memory::{recall, remember};

/// What publishing has done, or would do.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outcome {
    /// Files that were not there.
    pub added: Vec<String>,
    /// Files whose content differs.
    pub changed: Vec<String>,
    /// Files that are gone.
    pub deleted: Vec<String>,
    /// Files that stand as they stood, times included.
    pub unchanged: usize,
}

impl Outcome {
    /// How many files were, or would be, written.
    pub fn written(&self) -> usize {
        self.added.len() + self.changed.len()
    }

    /// How many files the site has.
    pub fn files(&self) -> usize {
        self.written() + self.unchanged
    }
}

/// Why a file could not be made.
#[derive(Debug)]
pub enum Failure {
    /// The content or the theme is wrong.
    Finding(Box<Finding>),
    /// The world is wrong.
    Fault(Fault),
}

/// Why nothing was published. The old site stands untouched.
#[derive(Debug)]
pub enum Refusal {
    /// What is wrong with content or theme, as far as making files has shown.
    Findings(Vec<Finding>),
    /// What is wrong with the world.
    Fault(Fault),
}

impl From<Fault> for Refusal {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

/// Publishes `leaves` into `output`. `make` gives a leaf's bytes and is called in parallel; `key` stands for everything
/// the site was made of, so that a later run can tell that nothing has changed ([`up_to_date`]).
pub fn publish<'l>(
    output: &Path,
    leaves: &'l [Leaf],
    key: Hash,
    dry_run: bool,
    make: impl Fn(&'l Leaf) -> Result<Cow<'l, [u8]>, Failure> + Sync,
) -> Result<Outcome, Refusal> {
    let disk = RealDisk;
    if dry_run {
        return Publication::open(&disk, output)?.compare(leaves, &make);
    }
    let _lock = disk::lock(output)?;
    Publication::open(&disk, output)?.run(leaves, key, &make)
}

/// If `output` holds, whole and unchanged, the site made of `key`: how many files that is.
pub fn up_to_date(output: &Path, key: Hash) -> Option<usize> {
    let publication = Publication::open(&RealDisk, output).ok()?;
    let manifest = publication.old.as_ref().filter(|manifest| manifest.key == key && publication.journal.is_none())?;
    let intact = manifest.files.par_iter().all(|(path, record)| publication.stands(path, record));
    intact.then_some(manifest.files.len())
}

/// One publishing run.
struct Publication<'d, D> {
    disk: &'d D,
    output: PathBuf,
    /// What the last complete run published, and when its manifest was written.
    old: Option<Manifest>,
    old_time: Option<u128>,
    /// What a run that was cut short was about to publish.
    journal: Option<Manifest>,
}

/// A leaf that has been made.
enum Made {
    Unchanged(Record),
    Staged { record: Record, is_new: bool },
}

impl<'d, D: Disk> Publication<'d, D> {
    fn open(disk: &'d D, output: &Path) -> Result<Self, Fault> {
        let (old, old_time) = manifest::read(disk, &output.join(manifest::NAME))?.unzip();
        let journal = manifest::read(disk, &output.join(manifest::JOURNAL))?.map(|(journal, _)| journal);
        if old.is_none() && journal.is_none() {
            guard::refuse_foreign(disk, output)?;
        }
        Ok(Self { disk, output: output.to_path_buf(), old, old_time, journal })
    }

    fn run<'l>(
        &self,
        leaves: &'l [Leaf],
        key: Hash,
        make: &(impl Fn(&'l Leaf) -> Result<Cow<'l, [u8]>, Failure> + Sync),
    ) -> Result<Outcome, Refusal> {
        self.disk.make_folder(&self.staging()).map_err(|error| self.fault(&self.staging(), error))?;
        let made = self.make_all(leaves, make, true)?;
        self.make_folders(leaves)?;
        let manifest = Manifest { key, files: records(leaves, &made) };
        manifest
            .write(self.disk, &self.output.join(manifest::JOURNAL))
            .map_err(|error| self.fault(&self.output, error))?;
        for rank in [Rank::Asset, Rank::Page, Rank::Listing, Rank::Index] {
            self.switch(leaves, &made, rank)?;
        }
        let deleted = self.delete(&manifest)?;
        let (journal, name) = (self.output.join(manifest::JOURNAL), self.output.join(manifest::NAME));
        self.disk.rename(&journal, &name).map_err(|error| self.fault(&name, error))?;
        self.disk.remove_tree(&self.staging()).map_err(|error| self.fault(&self.staging(), error))?;
        Ok(outcome(leaves, &made, deleted))
    }

    /// What a run would do.
    fn compare<'l>(
        &self,
        leaves: &'l [Leaf],
        make: &(impl Fn(&'l Leaf) -> Result<Cow<'l, [u8]>, Failure> + Sync),
    ) -> Result<Outcome, Refusal> {
        let made = self.make_all(leaves, make, false)?;
        let kept: BTreeSet<&str> = leaves.iter().map(|leaf| leaf.address.as_str()).collect();
        let deleted = self.owned().filter(|path| !kept.contains(path)).map(str::to_owned).collect::<BTreeSet<_>>();
        Ok(outcome(leaves, &made, deleted.into_iter().collect()))
    }

    /// Makes every leaf, in parallel; with `stage`, writes those that differ from what stands.
    fn make_all<'l>(
        &self,
        leaves: &'l [Leaf],
        make: &(impl Fn(&'l Leaf) -> Result<Cow<'l, [u8]>, Failure> + Sync),
        stage: bool,
    ) -> Result<Vec<Made>, Refusal> {
        let owned: BTreeSet<&str> = self.owned().collect();
        let one = |(number, leaf): (usize, &'l Leaf)| {
            let bytes = make(leaf)?;
            self.settle(number, leaf, &bytes, &owned, stage).map_err(Failure::Fault)
        };
        let results: Vec<Result<Made, Failure>> = leaves.par_iter().enumerate().map(one).collect();
        let (mut made, mut findings) = (Vec::with_capacity(results.len()), Vec::new());
        for result in results {
            match result {
                Ok(leaf) => made.push(leaf),
                Err(Failure::Finding(finding)) => findings.push(*finding),
                Err(Failure::Fault(fault)) => return Err(Refusal::Fault(fault)),
            }
        }
        if findings.is_empty() { Ok(made) } else { Err(Refusal::Findings(findings)) }
    }

    /// Decides what becomes of one file's bytes.
    fn settle(
        &self,
        number: usize,
        leaf: &Leaf,
        bytes: &[u8],
        owned: &BTreeSet<&str>,
        stage: bool,
    ) -> Result<Made, Fault> {
        let path = self.output.join(&leaf.address);
        let record = Record::of(bytes);
        let known = self.old.as_ref().and_then(|old| old.files.get(&leaf.address));
        if known == Some(&record) && self.stands(&leaf.address, &record) {
            return Ok(Made::Unchanged(record));
        }
        let found = self.disk.stat(&path).map_err(|error| self.fault(&path, error))?;
        if found.as_ref().is_some_and(|found| found.is_file && found.len == record.len) {
            let standing = self.disk.read(&path).map_err(|error| self.fault(&path, error))?;
            if standing == bytes {
                return Ok(Made::Unchanged(record));
            }
        }
        if found.is_some() && !owned.contains(leaf.address.as_str()) {
            return Err(Fault::new(Say::new(
                "Ở chỗ cần ghi đã có một tệp không phải do lantoa tạo; chuyển nó đi nơi khác rồi dựng lại",
                "A file that lantoa did not make stands where one must be written; move it away and build again",
            ))
            .on(&path));
        }
        if stage {
            let staged = self.staging().join(number.to_string());
            self.disk.write(&staged, bytes).map_err(|error| self.fault(&staged, error))?;
        }
        Ok(Made::Staged { record, is_new: found.is_none() })
    }

    /// Whether a file stands on disk as it was recorded: same length and not touched since its manifest was written, or
    /// else the same bytes.
    fn stands(&self, address: &str, record: &Record) -> bool {
        let path = self.output.join(address);
        let Ok(Some(found)) = self.disk.stat(&path) else { return false };
        if !found.is_file || found.len != record.len {
            return false;
        }
        let untouched = self.old_time.is_some_and(|written| found.modified <= written);
        untouched || self.disk.read(&path).is_ok_and(|bytes| Record::of(&bytes) == *record)
    }

    /// Every folder the leaves need, each looked at once: none may be a link that leads elsewhere.
    fn make_folders(&self, leaves: &[Leaf]) -> Result<(), Fault> {
        let mut folders: BTreeSet<&Path> = BTreeSet::new();
        for leaf in leaves {
            folders
                .extend(Path::new(&leaf.address).ancestors().skip(1).filter(|folder| !folder.as_os_str().is_empty()));
        }
        for folder in folders {
            let path = self.output.join(folder);
            match self.disk.stat(&path).map_err(|error| self.fault(&path, error))? {
                Some(found) if found.is_folder => {}
                Some(_) => {
                    let say = Say::new(
                        "Ở chỗ cần một thư mục lại có tệp hoặc liên kết; chuyển nó đi nơi khác rồi dựng lại",
                        "A file or link stands where a folder is needed; move it away and build again",
                    );
                    return Err(Fault::new(say).on(&path));
                }
                None => self.disk.make_folder(&path).map_err(|error| self.fault(&path, error))?,
            }
        }
        Ok(())
    }

    fn switch(&self, leaves: &[Leaf], made: &[Made], rank: Rank) -> Result<(), Fault> {
        let staged = leaves.par_iter().zip(made).enumerate();
        let staged =
            staged.filter(|(_, (leaf, made))| leaf.recipe.rank() == rank && matches!(made, Made::Staged { .. }));
        staged.try_for_each(|(number, (leaf, _))| {
            let path = self.output.join(&leaf.address);
            let from = self.staging().join(number.to_string());
            self.disk.rename(&from, &path).map_err(|error| self.fault(&path, error))
        })
    }

    /// Deletes what earlier runs published and this one did not, and the folders that are empty by that.
    fn delete(&self, manifest: &Manifest) -> Result<Vec<String>, Fault> {
        let gone: BTreeSet<&str> = self.owned().filter(|path| !manifest.files.contains_key(*path)).collect();
        let mut folders = BTreeSet::new();
        for address in &gone {
            let path = self.output.join(address);
            if !guard::is_inside(self.disk, &self.output, address) {
                continue;
            }
            self.disk.remove_file(&path).map_err(|error| self.fault(&path, error))?;
            folders.extend(Path::new(address).ancestors().skip(1).filter(|folder| !folder.as_os_str().is_empty()));
        }
        // Deepest first; a folder that still holds anything stays.
        folders.iter().rev().for_each(|folder| self.disk.remove_empty_folder(&self.output.join(folder)));
        Ok(gone.into_iter().map(str::to_owned).collect())
    }

    /// Every path this program has published here.
    fn owned(&self) -> impl Iterator<Item = &str> {
        self.old.iter().chain(&self.journal).flat_map(|manifest| manifest.files.keys().map(String::as_str))
    }

    fn staging(&self) -> PathBuf {
        self.output.join(STAGING)
    }

    fn fault(&self, path: &Path, error: std::io::Error) -> Fault {
        Fault::io(
            Say::new(
                "Không ghi được trang; trang cũ vẫn dùng được",
                "The site cannot be written; the old one still stands",
            ),
            path,
            error,
        )
    }
}

/// The folder in which new files wait.
const STAGING: &str = ".lantoa-staging";

fn records(leaves: &[Leaf], made: &[Made]) -> BTreeMap<String, Record> {
    let record = |made: &Made| match made {
        Made::Unchanged(record) | Made::Staged { record, .. } => *record,
    };
    leaves.iter().zip(made).map(|(leaf, made)| (leaf.address.clone(), record(made))).collect()
}

fn outcome(leaves: &[Leaf], made: &[Made], deleted: Vec<String>) -> Outcome {
    let mut outcome = Outcome { deleted, ..Outcome::default() };
    for (leaf, made) in leaves.iter().zip(made) {
        match made {
            Made::Unchanged(_) => outcome.unchanged += 1,
            Made::Staged { is_new: true, .. } => outcome.added.push(leaf.address.clone()),
            Made::Staged { is_new: false, .. } => outcome.changed.push(leaf.address.clone()),
        }
    }
    outcome
}

#[cfg(test)]
mod tests;
