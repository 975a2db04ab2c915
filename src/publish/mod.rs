//! Publishing: writes the site into the target folder. The only room that writes there.
//!
//! A run has three phases:
//!
//! 1. *Stage*: every output is rendered and, if it differs from the published file, written into a staging folder
//!    inside the target. The published site is not changed; a template that fails or a full disk ends the run here.
//! 2. *Switch*: the journal (every path of the old and the new site) is written. New files are moved into place,
//!    folders that do not exist yet as a whole; then changed files are. Both in
//!    [`PublishOrder`](crate::outputs::PublishOrder): files with a hash in their name, pages, listings, indexes. Then
//!    the manifest is written.
//! 3. *Close*: files that the new site lacks are deleted (or kept for one site more, see [`Mode`]), the journal is removed.
//!
//! So each file is complete at every moment, and all links that can be reached from the first page lead to files: new
//! files are all there before the first changed page can link to one, and obsolete ones are deleted after the last link
//! to them. While new files are being added and while obsolete ones are being deleted, some of them have links to files
//! that are not there; no other page links to them. They are listed in a file ([`manifest::UNLINKED`]), so that a run
//! after an interrupted one can delete them before it moves anything.
//!
//! A process that is killed leaves the lists behind; the next run owns the files that they name, and completes the
//! work. Files that none of them names are never touched.
//!
//! Only these lists are synced (`fsync`). After a power cut it is therefore known which files are ours; a file whose
//! bytes were lost has lost its length too, differs from its manifest record, and is written again.

mod disk;
mod guard;
mod kept;
mod manifest;
mod run;
mod stop;
mod target;

use std::borrow::Cow;
use std::path::Path;

use blake3::Hash;
use rayon::prelude::*;

use crate::error::SystemError;
use crate::finding::Finding;
use crate::outputs::{Described, Output};

use disk::RealDisk;
use manifest::Manifest;
use run::Publisher;

pub(crate) use guard::check_target;
pub(crate) use stop::Stop;

/// What a run has done, or with `dry_run` would do. Paths are relative to the target and in the order of publishing,
/// except [`deleted`](Self::deleted).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outcome {
    /// Files that did not exist.
    pub added: Vec<String>,
    /// Files whose content differs.
    pub changed: Vec<String>,
    /// Those of the changed files that were edited by hand since they were published.
    pub restored: Vec<String>,
    /// Files that the new site lacks, sorted by path.
    pub deleted: Vec<String>,
    /// Number of files that were left alone, their times included.
    pub unchanged: usize,
}

impl Outcome {
    /// Number of files written.
    pub fn written(&self) -> usize {
        self.added.len() + self.changed.len()
    }

    /// Number of files of the new site.
    pub fn files(&self) -> usize {
        self.written() + self.unchanged
    }
}

/// How a site is published.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Mode {
    /// Nothing is written.
    pub(crate) dry_run: bool,
    /// Files with a hash in their name, which the last site had and the new one lacks, stay until the next other site is
    /// published: pages that are open, or that a browser has kept, still find their style sheet and the rest of the index.
    /// What is published then depends on what was published before.
    pub(crate) keep_last: bool,
}

/// Why an output could not be rendered.
#[derive(Debug)]
pub(crate) enum RenderError {
    /// The content or the theme is wrong.
    Finding(Box<Finding>),
    /// A file could not be read.
    SystemError(SystemError),
}

/// Why nothing was published. The old site is unchanged, unless the disk failed during the switch; the next run then
/// completes it.
#[derive(Debug)]
pub(crate) enum PublishError {
    /// What is wrong with content or theme, of all outputs that failed.
    Findings(Vec<Finding>),
    /// The target cannot be used, read or written.
    SystemError(SystemError),
}

impl From<SystemError> for PublishError {
    fn from(error: SystemError) -> Self {
        Self::SystemError(error)
    }
}

/// Gives the bytes of an output. The second argument is what is known of the outputs of all [phases](Output::phase) before.
pub(crate) trait Render<'o>:
    Fn(&'o Output, &Described<'o>) -> Result<Cow<'o, [u8]>, RenderError> + Sync
{
}

impl<'o, F> Render<'o> for F where F: Fn(&'o Output, &Described<'o>) -> Result<Cow<'o, [u8]>, RenderError> + Sync {}

/// Publishes `outputs`, which are in the order of publishing, into the folder `target`. `render` is called in parallel.
///
/// # Errors
/// [`PublishError::Findings`] if outputs could not be rendered. [`PublishError::SystemError`] if the folder holds files
/// that are not ours where ours must go, is in use by another run, or cannot be written.
pub(crate) fn publish<'o>(
    target: &Path,
    outputs: &'o [Output],
    mode: Mode,
    render: impl Render<'o>,
) -> Result<Outcome, PublishError> {
    let disk = RealDisk;
    guard::check_addresses(outputs)?;
    if mode.dry_run {
        return Publisher::open(&disk, target)?.compare(outputs, mode.keep_last, &render);
    }
    guard::refuse_foreign(&disk, target)?;
    let _lock = disk::lock(target)?;
    Publisher::open(&disk, target)?.run(outputs, mode.keep_last, &render)
}

/// Hash of the site in `target`, if one was completely published there: equal for equal sites. Files are not looked at.
pub(crate) fn site_hash(target: &Path) -> Option<Hash> {
    Publisher::open(&RealDisk, target).ok()?.committed().map(Manifest::hash)
}

/// The number of files in `target`, if it holds the complete and unmodified site with this hash.
pub(crate) fn up_to_date(target: &Path, site: Hash) -> Option<usize> {
    let publisher = Publisher::open(&RealDisk, target).ok()?;
    let manifest = publisher.committed().filter(|manifest| manifest.hash() == site)?;
    let intact = manifest.files.par_iter().all(|(path, fingerprint)| publisher.is_intact(path, fingerprint));
    intact.then_some(manifest.files.len())
}

#[cfg(test)]
mod crash;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod world;
