//! One publishing run: stage, switch, close.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::disk::{Disk, Stat};
use super::manifest::{self, Manifest};
use super::target::TargetTree;
use super::{Outcome, PublishError, Render, RenderError, guard};
use crate::error::SystemError;
use crate::fingerprint::Fingerprint;
use crate::outputs::{Described, Known, Output, Phase, PublishOrder};
use crate::route;
use crate::text::Message;

/// Folder for new files until they are moved into place; inside the target, so that moving is a rename.
pub(super) const STAGING: &str = ".lantoa-staging";

/// One publishing run into the folder `target`.
pub(super) struct Publisher<'d, D> {
    pub(super) disk: &'d D,
    pub(super) target: PathBuf,
    /// The manifest of the last completed run, and when it was written (nanoseconds since 1970).
    old: Option<(Manifest, u128)>,
    /// The journal of a run that was interrupted: the paths of the site it replaced and of its own.
    journal: Option<Manifest>,
    /// Files of that run that nothing links to, see [`manifest::UNLINKED`]. They are in the journal too.
    unlinked: Option<Manifest>,
    /// Files of the site before the last that were kept, see [`Mode`](super::Mode).
    pub(super) kept: Manifest,
}

/// An output that has been rendered and compared with the published file.
struct Rendered {
    fingerprint: Fingerprint,
    sha256: Option<[u8; 32]>,
    change: FileChange,
}

/// How a file differs from the published one.
#[derive(Clone, Copy, PartialEq, Eq)]
enum FileChange {
    /// Not at all.
    Unchanged,
    /// There is none.
    Added,
    /// It replaces another file of ours; `by_hand` if that file was edited since it was published.
    Changed { by_hand: bool },
}

impl<'d, D: Disk> Publisher<'d, D> {
    /// Reads the lists in `target`.
    pub(super) fn open(disk: &'d D, target: &Path) -> Result<Self, SystemError> {
        guard::refuse_foreign(disk, target)?;
        let old = manifest::read(disk, &target.join(manifest::NAME))?;
        let journal = manifest::read(disk, &target.join(manifest::JOURNAL))?.map(|(journal, _)| journal);
        let unlinked = manifest::read(disk, &target.join(manifest::UNLINKED))?.map(|(unlinked, _)| unlinked);
        let kept = manifest::read(disk, &target.join(manifest::KEPT))?.map(|(kept, _)| kept).unwrap_or_default();
        Ok(Self { disk, target: target.to_path_buf(), old, journal, unlinked, kept })
    }

    /// The manifest of the last run, if that run was completed.
    pub(super) fn committed(&self) -> Option<&Manifest> {
        self.old.as_ref().filter(|_| self.journal.is_none()).map(|(manifest, _)| manifest)
    }

    /// Stages, switches and closes. `keep_last` as in [`Mode`](super::Mode).
    pub(super) fn run<'o>(
        &self,
        outputs: &'o [Output],
        keep_last: bool,
        render: &impl Render<'o>,
    ) -> Result<Outcome, PublishError> {
        self.clear_staging()?;
        self.delete_unlinked()?;
        let staged = self.stage(outputs, render);
        let (tree, rendered, manifest) = staged.inspect_err(|_| {
            // Frees the space of a full disk. If this fails too, the next run clears the folder.
            let _ = self.clear_staging();
        })?;
        let is_equal = rendered.iter().all(|file| file.change == FileChange::Unchanged);
        let kept = if keep_last { self.to_keep(|path| manifest.files.contains_key(path)) } else { Manifest::default() };
        let is_needed = |path: &&str| manifest.files.contains_key(*path) || kept.files.contains_key(*path);
        let obsolete: Vec<&str> = self.owned().into_iter().filter(|path| !is_needed(path)).collect();
        if !(is_equal && obsolete.is_empty() && self.committed() == Some(&manifest)) {
            let list = manifest.to_text();
            self.write_atomically(&self.journal_text(&manifest, &list), manifest::JOURNAL)?;
            self.switch(outputs, &rendered, &tree)?;
            self.write_atomically(&list, manifest::NAME)?;
            self.list_kept(&kept)?;
            let files = obsolete.iter().filter_map(|path| self.fingerprint_of(path).map(|found| (*path, found)));
            self.while_unlinked(files, || self.delete(&obsolete, manifest.files.keys().chain(kept.files.keys())))?;
            self.try_io(&self.target.join(manifest::JOURNAL), |path| self.disk.remove_file(path))?;
            self.clear_staging()?;
        }
        Ok(outcome(outputs, &rendered, &obsolete))
    }

    /// What [`run`](Self::run) would do; writes nothing.
    pub(super) fn compare<'o>(
        &self,
        outputs: &'o [Output],
        keep_last: bool,
        render: &impl Render<'o>,
    ) -> Result<Outcome, PublishError> {
        let owned = self.owned();
        let tree = TargetTree::scan(self.disk, &self.target, outputs, &owned)?;
        let rendered = self.render_all(outputs, &tree, &owned, render, false)?;
        let new: BTreeSet<&str> = outputs.iter().map(|output| output.url_path.as_str()).collect();
        let kept = if keep_last { self.to_keep(|path| new.contains(path)) } else { Manifest::default() };
        let obsolete = owned.difference(&new).copied().filter(|path| !kept.files.contains_key(*path));
        Ok(outcome(outputs, &rendered, &obsolete.collect::<Vec<_>>()))
    }

    /// Everything that can fail without changing the published site. After this, files are only moved and deleted.
    fn stage<'o>(
        &self,
        outputs: &'o [Output],
        render: &impl Render<'o>,
    ) -> Result<(TargetTree, Vec<Rendered>, Manifest), PublishError> {
        let owned = self.owned();
        let tree = TargetTree::scan(self.disk, &self.target, outputs, &owned)?;
        let rendered = self.render_all(outputs, &tree, &owned, render, true)?;
        let files = outputs.iter().zip(&rendered).map(|(output, file)| (output.url_path.clone(), file.fingerprint));
        let files = files.collect();
        Ok((tree, rendered, Manifest { files }))
    }

    /// Renders every output, in parallel. With `stage`, writes those that differ from the published files.
    fn render_all<'o>(
        &self,
        outputs: &'o [Output],
        tree: &TargetTree,
        owned: &BTreeSet<&str>,
        render: &impl Render<'o>,
        stage: bool,
    ) -> Result<Vec<Rendered>, PublishError> {
        let render_one = |output: &'o Output, described: &Described<'o>| {
            if let Some(fingerprint) = output.fingerprint().filter(|known| self.is_published(output, known, tree)) {
                return Ok(Rendered { fingerprint, sha256: None, change: FileChange::Unchanged });
            }
            let bytes = render(output, described)?;
            let rendered = self.compare_one(output, &bytes, tree, owned).map_err(RenderError::SystemError)?;
            if stage && rendered.change != FileChange::Unchanged {
                let staged = self.staged(&output.url_path);
                self.try_io(&staged, |path| self.disk.write(path, &bytes)).map_err(RenderError::SystemError)?;
            }
            Ok(rendered)
        };
        let mut described = Described::default();
        let mut rendered: Vec<Option<Rendered>> = outputs.iter().map(|_| None).collect();
        for phase in Phase::ALL {
            // From the last to the first: the tables of all models are among the last and take longest, so they start
            // early.
            let due = outputs.par_iter().enumerate().rev().filter(|(_, output)| output.phase() == phase);
            let results: Vec<_> = due.map(|(index, output)| (index, render_one(output, &described))).collect();
            let mut findings = Vec::new();
            for (index, result) in results {
                match result {
                    Ok(file) => {
                        let Rendered { fingerprint, sha256, .. } = file;
                        described.insert(&outputs[index].url_path, Known { fingerprint, sha256 });
                        rendered[index] = Some(file);
                    }
                    Err(RenderError::Finding(finding)) => findings.push(*finding),
                    Err(RenderError::SystemError(error)) => return Err(PublishError::SystemError(error)),
                }
            }
            if !findings.is_empty() {
                return Err(PublishError::Findings(findings));
            }
        }
        // Every output belongs to one phase.
        Ok(rendered.into_iter().flatten().collect())
    }

    /// Whether the published file is the last run's, unmodified, and has this fingerprint.
    fn is_published(&self, output: &Output, fingerprint: &Fingerprint, tree: &TargetTree) -> bool {
        let address = output.url_path.as_str();
        let published = self.old.as_ref().and_then(|(old, _)| old.files.get(address));
        published == Some(fingerprint) && !tree.lacks_folder_of(address) && self.is_intact(address, fingerprint)
    }

    /// Compares an output's bytes with the published file.
    ///
    /// # Errors
    /// If a file that is not ours is in its place.
    fn compare_one(
        &self,
        output: &Output,
        bytes: &[u8],
        tree: &TargetTree,
        owned: &BTreeSet<&str>,
    ) -> Result<Rendered, SystemError> {
        let address = output.url_path.as_str();
        let Known { fingerprint, sha256 } = output.describe(bytes);
        let rendered = |change| Ok(Rendered { fingerprint, sha256, change });
        if tree.lacks_folder_of(address) {
            return rendered(FileChange::Added);
        }
        let path = self.target.join(address);
        let Some(found) = self.try_io(&path, |path| self.disk.stat(path))? else { return rendered(FileChange::Added) };
        let published = self.old.as_ref().and_then(|(old, _)| old.files.get(address));
        let is_intact = published.is_some_and(|published| self.matches(&path, &found, published));
        if is_intact && published == Some(&fingerprint) {
            return rendered(FileChange::Unchanged);
        }
        let may_be_equal = found.is_file && found.len == fingerprint.len;
        if may_be_equal && self.try_io(&path, |path| self.disk.read(path))? == bytes {
            return rendered(FileChange::Unchanged);
        }
        let is_ours = owned.contains(address) || tree.is_blocking_folder(address);
        if !is_ours && !self.is_ours_in_another_case(address, &found, owned) {
            return Err(SystemError::new(Message::new(
                "Ở chỗ cần ghi đã có một tệp không phải do lantoa tạo; chuyển nó đi nơi khác rồi dựng lại",
                "A file that lantoa did not make stands where one must be written; move it away and build again",
            ))
            .on(&path));
        }
        rendered(FileChange::Changed { by_hand: self.journal.is_none() && published.is_some() && !is_intact })
    }

    /// Whether what was found at `address` is a file of ours whose name differs in case, on a file system that ignores case.
    fn is_ours_in_another_case(&self, address: &str, found: &Stat, owned: &BTreeSet<&str>) -> bool {
        let lower = address.to_lowercase();
        let mut alike = owned.iter().filter(|path| path.to_lowercase() == lower);
        alike.any(|path| matches!(self.disk.stat(&self.target.join(path)), Ok(Some(own)) if own == *found))
    }

    /// Whether the file at `address` has this fingerprint.
    pub(super) fn is_intact(&self, address: &str, fingerprint: &Fingerprint) -> bool {
        let path = self.target.join(address);
        matches!(self.disk.stat(&path), Ok(Some(found)) if self.matches(&path, &found, fingerprint))
    }

    /// Whether the file has this length, and either is older than the manifest or has the same hash. A file as old as
    /// the manifest is hashed: times of file systems have a resolution of some milliseconds.
    fn matches(&self, path: &Path, found: &Stat, fingerprint: &Fingerprint) -> bool {
        if !found.is_file || found.len != fingerprint.len {
            return false;
        }
        let is_older = self.old.as_ref().is_some_and(|(_, written)| found.modified < *written);
        is_older || self.disk.read(path).is_ok_and(|bytes| manifest::matches(*fingerprint, &bytes))
    }

    /// Moves the staged files to where they belong.
    fn switch(&self, outputs: &[Output], rendered: &[Rendered], tree: &TargetTree) -> Result<(), SystemError> {
        for path in &tree.blocking_files {
            self.try_io(&self.target.join(path), |path| self.disk.remove_file(path))?;
        }
        for folder in tree.blocking_folders.iter().rev() {
            self.disk.remove_empty_folder(&self.target.join(folder));
        }
        let files = outputs.iter().zip(rendered);
        let added = files.clone().filter(|(_, file)| file.change == FileChange::Added);
        let paths = added.clone().map(|(output, file)| (output.url_path.as_str(), file.fingerprint));
        self.while_unlinked(paths, || {
            for folder in &tree.new_folders {
                self.move_into_place(folder)?;
            }
            // A file in a new folder was moved with the folder.
            self.move_in_order(added.filter(|(output, _)| !tree.lacks_folder_of(&output.url_path)))
        })?;
        self.move_in_order(files.filter(|(_, file)| matches!(file.change, FileChange::Changed { .. })))
    }

    /// Moves the staged files of these outputs to where they belong, in [`PublishOrder`].
    fn move_in_order<'o>(
        &self,
        files: impl Iterator<Item = (&'o Output, &'o Rendered)> + Clone,
    ) -> Result<(), SystemError> {
        for order in [PublishOrder::Asset, PublishOrder::Page, PublishOrder::Listing, PublishOrder::Index] {
            for (output, _) in files.clone().filter(|(output, _)| output.order() == order) {
                self.move_into_place(&output.url_path)?;
            }
        }
        Ok(())
    }

    /// Runs `work` while the list of unlinked files has these files. If `work` fails, the list stays for the next run.
    fn while_unlinked<'p>(
        &self,
        files: impl Iterator<Item = (&'p str, Fingerprint)>,
        work: impl FnOnce() -> Result<(), SystemError>,
    ) -> Result<(), SystemError> {
        let files: BTreeMap<String, Fingerprint> = files.map(|(path, found)| (path.to_owned(), found)).collect();
        if files.is_empty() {
            return work();
        }
        self.write_atomically(&Manifest { files }.to_text(), manifest::UNLINKED)?;
        work()?;
        self.try_io(&self.target.join(manifest::UNLINKED), |path| self.disk.remove_file(path))
    }

    /// Deletes the unlinked files that an interrupted run has left.
    ///
    /// A new page may link to one of these paths. Until it has its new content, that link would lead to an old page
    /// whose own links may lead nowhere. After this, all links of all files lead to files again, as every later step
    /// assumes.
    fn delete_unlinked(&self) -> Result<(), SystemError> {
        let Some(unlinked) = &self.unlinked else { return Ok(()) };
        let paths: Vec<&str> = unlinked.files.keys().map(String::as_str).collect();
        let kept = self.lists().flat_map(|list| list.files.keys()).filter(|path| !unlinked.files.contains_key(*path));
        self.delete(&paths, kept)?;
        self.try_io(&self.target.join(manifest::UNLINKED), |path| self.disk.remove_file(path))
    }

    /// Moves a staged file or folder to `address`.
    fn move_into_place(&self, address: &str) -> Result<(), SystemError> {
        self.try_io(&self.target.join(address), |path| self.disk.rename(&self.staged(address), path))
    }

    /// Deletes these files, the first page before all others, then the folders that are empty without them. `kept` are
    /// the paths of our other files.
    fn delete<'p>(&self, paths: &[&str], kept: impl Iterator<Item = &'p String>) -> Result<(), SystemError> {
        let mut folders: BTreeMap<&str, bool> = BTreeMap::new();
        let lower: BTreeMap<String, &str> = if paths.is_empty() {
            BTreeMap::new()
        } else {
            kept.map(|path| (path.to_lowercase(), path.as_str())).collect()
        };
        let home = paths.iter().filter(|path| **path == route::HOME);
        for &address in home.chain(paths.iter().filter(|path| **path != route::HOME)) {
            let folder = address.rsplit_once('/').map_or("", |(folder, _)| folder);
            let is_real = folders.entry(folder).or_insert_with(|| guard::is_inside(self.disk, &self.target, folder));
            let path = self.target.join(address);
            let found = self.try_io(&path, |path| self.disk.stat(path))?;
            let Some(found) = found.filter(|found| *is_real && !found.is_folder) else { continue };
            // Where the file system ignores case, this may be a new file whose name differs only in case.
            let same_name = lower.get(&address.to_lowercase()).map(|path| self.disk.stat(&self.target.join(path)));
            if !matches!(same_name, Some(Ok(Some(same_name))) if same_name == found) {
                self.try_io(&path, |path| self.disk.remove_file(path))?;
            }
        }
        let with_ancestors = folders.keys().flat_map(|folder| Path::new(folder).ancestors());
        let with_ancestors: BTreeSet<&Path> = with_ancestors.filter(|folder| !folder.as_os_str().is_empty()).collect();
        // Deepest first; a folder that still holds anything stays.
        with_ancestors.iter().rev().for_each(|folder| self.disk.remove_empty_folder(&self.target.join(folder)));
        Ok(())
    }

    /// The fingerprint with which earlier runs have published a path, or begun to.
    fn fingerprint_of(&self, path: &str) -> Option<Fingerprint> {
        self.lists().find_map(|list| list.files.get(path)).copied()
    }

    /// Every path that earlier runs have published here, or begun to publish.
    fn owned(&self) -> BTreeSet<&str> {
        self.lists().flat_map(|list| list.files.keys().map(String::as_str)).collect()
    }

    /// The lists of our files that earlier runs have left.
    fn lists(&self) -> impl Iterator<Item = &Manifest> {
        self.old.iter().map(|(old, _)| old).chain(&self.journal).chain([&self.kept])
    }

    /// The journal: all paths of the old site, of interrupted runs and of the new site. So if several runs in a row are
    /// interrupted, no file that one of them has published is forgotten. `list` is `manifest` as text.
    fn journal_text<'t>(&self, manifest: &Manifest, list: &'t str) -> Cow<'t, str> {
        if self.old.is_none() && self.journal.is_none() {
            return list.into();
        }
        let mut files = self.old.as_ref().map_or_else(BTreeMap::new, |(old, _)| old.files.clone());
        let later = self.journal.iter().chain([&self.kept, manifest]).flat_map(|manifest| manifest.files.iter());
        files.extend(later.map(|(path, record)| (path.clone(), *record)));
        Manifest { files }.to_text().into()
    }

    /// Writes and syncs a list in the staging folder, then renames it to `name`.
    pub(super) fn write_atomically(&self, list: &str, name: &str) -> Result<(), SystemError> {
        let staged = self.target.join(STAGING).join("list");
        self.try_io(&staged, |path| self.disk.write_synced(path, list.as_bytes()))?;
        self.try_io(&self.target.join(name), |path| self.disk.rename(&staged, path))
    }

    fn clear_staging(&self) -> Result<(), SystemError> {
        self.try_io(&self.target.join(STAGING), |path| self.disk.remove_tree(path))
    }

    /// Path of the staged file or folder for `address`.
    fn staged(&self, address: &str) -> PathBuf {
        self.target.join(STAGING).join("site").join(address)
    }

    /// Runs an operation on `path`, with the path added to its error.
    pub(super) fn try_io<T>(
        &self,
        path: &Path,
        operation: impl FnOnce(&Path) -> io::Result<T>,
    ) -> Result<T, SystemError> {
        let message =
            || Message::new("Không ghi được trang ra thư mục xuất", "The site cannot be written to the output folder");
        operation(path).map_err(|error| SystemError::io(message(), path, error))
    }
}

fn outcome(outputs: &[Output], rendered: &[Rendered], obsolete: &[&str]) -> Outcome {
    let deleted = obsolete.iter().map(|path| (*path).to_owned()).collect();
    let mut outcome = Outcome { deleted, ..Outcome::default() };
    for (output, file) in outputs.iter().zip(rendered) {
        match file.change {
            FileChange::Unchanged => outcome.unchanged += 1,
            FileChange::Added => outcome.added.push(output.url_path.clone()),
            FileChange::Changed { by_hand } => {
                outcome.changed.push(output.url_path.clone());
                outcome.restored.extend(by_hand.then(|| output.url_path.clone()));
            }
        }
    }
    outcome
}

#[cfg(test)]
mod tests;
