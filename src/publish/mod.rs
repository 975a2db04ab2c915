//! Publishing: the only door out. A site is either the old one or the new one, whatever happens in between.
//!
//! 1. *Stage*: every file is made and, if it differs from what stands, written into a folder of our own. Nothing of the
//!    old site has changed yet; a template that fails or a full disk ends here.
//! 2. *Switch*: the journal (everything that is ours, old and new) is written; then what is new is moved into place,
//!    then what has changed, each time files with a hash in their name first, then pages, listings, indexes. Folders
//!    that are new are moved as a whole.
//! 3. *Close*: what the new site no longer has is deleted, the manifest is written, the journal goes.
//!
//! So every file is whole at every moment, and whoever walks from the first page finds every link leading to a file:
//! what is linked is there before the link, and goes after it. A process killed at any point leaves manifest and
//! journal behind; the next run owns what both name and completes the work. What neither names is not ours and is never
//! touched.
//!
//! Only journal and manifest are synced to the platter. After a power cut, then, we know what is ours, and a file whose
//! bytes were lost has lost its length with them and is made again.

mod disk;
mod guard;
mod manifest;
mod memory;
mod run;
mod target;

use std::borrow::Cow;
use std::path::Path;

use blake3::Hash;
use rayon::prelude::*;

use crate::outputs::Output;
use crate::error::SystemError;
use crate::finding::Finding;

use disk::RealDisk;
use run::Publication;

pub use guard::check_place;
pub use memory::{recall, remember};

/// What publishing has done, or would do. Paths are relative to the output, in the order of the leaves; what is deleted
/// in the order of paths.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outcome {
    /// Files that were not there.
    pub added: Vec<String>,
    /// Files whose content differs.
    pub changed: Vec<String>,
    /// Those of the changed files that somebody had changed by hand since they were published.
    pub mended: Vec<String>,
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
pub enum RenderError {
    /// The content or the theme is wrong.
    Finding(Box<Finding>),
    /// The world is wrong.
    SystemError(SystemError),
}

/// Why nothing was published. Unless the disk failed while files were being switched (and then the next run completes
/// it), the old site stands untouched.
#[derive(Debug)]
pub enum PublishError {
    /// What is wrong with content or theme, as far as making files has shown.
    Findings(Vec<Finding>),
    /// What is wrong with the world.
    SystemError(SystemError),
}

impl From<SystemError> for PublishError {
    fn from(fault: SystemError) -> Self {
        Self::SystemError(fault)
    }
}

/// Publishes `leaves` into `output`. `make` gives a leaf's bytes and is called in parallel; `key` stands for everything
/// the site was made of, so that a later run can tell that nothing has changed ([`up_to_date`]).
///
/// # Errors
/// [`PublishError::Findings`] if leaves could not be made; [`PublishError::SystemError`] if the folder is not ours, is being written to
/// by another run, or cannot be written.
pub fn publish<'l>(
    output: &Path,
    leaves: &'l [Output],
    key: Hash,
    dry_run: bool,
    make: impl Fn(&'l Output) -> Result<Cow<'l, [u8]>, RenderError> + Sync,
) -> Result<Outcome, PublishError> {
    let disk = RealDisk;
    guard::check_addresses(leaves)?;
    if dry_run {
        return Publication::open(&disk, output)?.compare(leaves, &make);
    }
    guard::refuse_foreign(&disk, output)?;
    let _lock = disk::lock(output)?;
    Publication::open(&disk, output)?.run(leaves, key, &make)
}

/// If `output` holds, whole and unchanged, the site made of `key`: how many files that is.
pub fn up_to_date(output: &Path, key: Hash) -> Option<usize> {
    let publication = Publication::open(&RealDisk, output).ok()?;
    let manifest = publication.settled().filter(|manifest| manifest.key == key)?;
    let intact = manifest.files.par_iter().all(|(path, record)| publication.stands(path, record));
    intact.then_some(manifest.files.len())
}

#[cfg(test)]
mod crash;
#[cfg(test)]
mod tests;
