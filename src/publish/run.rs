//! One run: make, stage, switch, close.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};

use blake3::Hash;
use rayon::prelude::*;

use super::disk::{Disk, Stat};
use super::manifest::{self, Manifest, Record};
use super::target::Ground;
use super::{Outcome, PublishError, RenderError, guard};
use crate::outputs::{Output, PublishOrder};
use crate::error::SystemError;
use crate::text::Message;

/// The folder in which new files wait.
pub(super) const STAGING: &str = ".lantoa-staging";

/// One publishing run.
pub(super) struct Publication<'d, D> {
    disk: &'d D,
    output: PathBuf,
    /// What the last complete run published, and when its manifest was written.
    old: Option<(Manifest, u128)>,
    /// What a run that was cut short was about to publish, and what it found.
    journal: Option<Manifest>,
}

/// A leaf that has been made.
struct Made {
    record: Record,
    fate: Fate,
}

/// What becomes of a file.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fate {
    /// It stands already.
    Stays,
    /// Nothing stands there.
    New,
    /// Something else of ours stands there; `by_hand` if it is not as we left it.
    Changes { by_hand: bool },
}

impl<'d, D: Disk> Publication<'d, D> {
    /// Looks at what stands in `output`.
    pub(super) fn open(disk: &'d D, output: &Path) -> Result<Self, SystemError> {
        guard::refuse_foreign(disk, output)?;
        let old = manifest::read(disk, &output.join(manifest::NAME))?;
        let journal = manifest::read(disk, &output.join(manifest::JOURNAL))?.map(|(journal, _)| journal);
        Ok(Self { disk, output: output.to_path_buf(), old, journal })
    }

    /// What was published last, if that run was completed.
    pub(super) fn settled(&self) -> Option<&Manifest> {
        self.old.as_ref().filter(|_| self.journal.is_none()).map(|(manifest, _)| manifest)
    }

    pub(super) fn run<'l>(
        &self,
        leaves: &'l [Output],
        key: Hash,
        make: &(impl Fn(&'l Output) -> Result<Cow<'l, [u8]>, RenderError> + Sync),
    ) -> Result<Outcome, PublishError> {
        self.clear_staging()?;
        let staged = self.stage(leaves, key, make);
        let (ground, made, manifest) = staged.inspect_err(|_| {
            // A full disk should not stay full of our leftovers; if this fails too, the next run clears them.
            let _ = self.clear_staging();
        })?;
        let gone: Vec<&str> = self.owned().into_iter().filter(|path| !manifest.files.contains_key(*path)).collect();
        let nothing_to_do = gone.is_empty() && made.iter().all(|made| made.fate == Fate::Stays);
        if !(nothing_to_do && self.settled() == Some(&manifest)) {
            let list = manifest.to_text();
            self.write_safely(&self.all_ours(&manifest, &list), manifest::JOURNAL)?;
            self.switch(leaves, &made, &ground)?;
            self.delete(&gone, &manifest)?;
            self.write_safely(&list, manifest::NAME)?;
            self.try_on(&self.output.join(manifest::JOURNAL), |path| self.disk.remove_file(path))?;
            self.clear_staging()?;
        }
        Ok(outcome(leaves, &made, &gone))
    }

    /// What a run would do.
    pub(super) fn compare<'l>(
        &self,
        leaves: &'l [Output],
        make: &(impl Fn(&'l Output) -> Result<Cow<'l, [u8]>, RenderError> + Sync),
    ) -> Result<Outcome, PublishError> {
        let owned = self.owned();
        let ground = Ground::survey(self.disk, &self.output, leaves, &owned)?;
        let made = self.make_all(leaves, &ground, &owned, make, false)?;
        let kept: BTreeSet<&str> = leaves.iter().map(|leaf| leaf.url_path.as_str()).collect();
        let gone: Vec<&str> = owned.difference(&kept).copied().collect();
        Ok(outcome(leaves, &made, &gone))
    }

    /// Everything that can go wrong without harm: after this, only files are moved.
    fn stage<'l>(
        &self,
        leaves: &'l [Output],
        key: Hash,
        make: &(impl Fn(&'l Output) -> Result<Cow<'l, [u8]>, RenderError> + Sync),
    ) -> Result<(Ground, Vec<Made>, Manifest), PublishError> {
        let owned = self.owned();
        let ground = Ground::survey(self.disk, &self.output, leaves, &owned)?;
        let made = self.make_all(leaves, &ground, &owned, make, true)?;
        let files = leaves.iter().zip(&made).map(|(leaf, made)| (leaf.url_path.clone(), made.record)).collect();
        Ok((ground, made, Manifest { key, files }))
    }

    /// Makes every leaf, in parallel; with `stage`, writes those that differ from what stands.
    fn make_all<'l>(
        &self,
        leaves: &'l [Output],
        ground: &Ground,
        owned: &BTreeSet<&str>,
        make: &(impl Fn(&'l Output) -> Result<Cow<'l, [u8]>, RenderError> + Sync),
        stage: bool,
    ) -> Result<Vec<Made>, PublishError> {
        let one = |leaf: &'l Output| {
            let bytes = make(leaf)?;
            let made = self.settle(leaf, &bytes, ground, owned).map_err(RenderError::SystemError)?;
            if stage && made.fate != Fate::Stays {
                let staged = self.staged(&leaf.url_path);
                self.try_on(&staged, |path| self.disk.write(path, &bytes)).map_err(RenderError::SystemError)?;
            }
            Ok(made)
        };
        // The last in the order of publishing are made first: tables of all models take longest, and would be waited for.
        let results: Vec<Result<Made, RenderError>> = leaves.par_iter().rev().map(one).collect();
        let (mut made, mut findings) = (Vec::with_capacity(results.len()), Vec::new());
        for result in results.into_iter().rev() {
            match result {
                Ok(leaf) => made.push(leaf),
                Err(RenderError::Finding(finding)) => findings.push(*finding),
                Err(RenderError::SystemError(fault)) => return Err(PublishError::SystemError(fault)),
            }
        }
        if findings.is_empty() { Ok(made) } else { Err(PublishError::Findings(findings)) }
    }

    /// Decides what becomes of one file.
    fn settle(
        &self,
        leaf: &Output,
        bytes: &[u8],
        ground: &Ground,
        owned: &BTreeSet<&str>,
    ) -> Result<Made, SystemError> {
        let address = leaf.url_path.as_str();
        let record = Record::of(bytes);
        let made = |fate| Ok(Made { record, fate });
        if ground.is_empty_at(address) {
            return made(Fate::New);
        }
        let path = self.output.join(address);
        let Some(found) = self.try_on(&path, |path| self.disk.stat(path))? else { return made(Fate::New) };
        let known = self.old.as_ref().and_then(|(old, _)| old.files.get(address));
        let as_left = known.is_some_and(|known| self.stands_as(&path, &found, known));
        if as_left && known == Some(&record) {
            return made(Fate::Stays);
        }
        let may_be_equal = found.is_file && found.len == record.len;
        if may_be_equal && self.try_on(&path, |path| self.disk.read(path))? == bytes {
            return made(Fate::Stays);
        }
        if !owned.contains(address) && !ground.gives_way(address) {
            return Err(SystemError::new(Message::new(
                "Ở chỗ cần ghi đã có một tệp không phải do lantoa tạo; chuyển nó đi nơi khác rồi dựng lại",
                "A file that lantoa did not make stands where one must be written; move it away and build again",
            ))
            .on(&path));
        }
        made(Fate::Changes { by_hand: self.journal.is_none() && known.is_some() && !as_left })
    }

    /// Whether the file at `address` stands as it was recorded.
    pub(super) fn stands(&self, address: &str, record: &Record) -> bool {
        let path = self.output.join(address);
        matches!(self.disk.stat(&path), Ok(Some(found)) if self.stands_as(&path, &found, record))
    }

    /// Same length, and not touched since its manifest was written; or else the same bytes. A time equal to the
    /// manifest's proves nothing: clocks of file systems tick every few milliseconds.
    fn stands_as(&self, path: &Path, found: &Stat, record: &Record) -> bool {
        if !found.is_file || found.len != record.len {
            return false;
        }
        let untouched = self.old.as_ref().is_some_and(|(_, written)| found.modified < *written);
        untouched || self.disk.read(path).is_ok_and(|bytes| record.is_of(&bytes))
    }

    /// Puts the new files into their places.
    fn switch(&self, leaves: &[Output], made: &[Made], ground: &Ground) -> Result<(), SystemError> {
        for path in &ground.in_the_way {
            self.try_on(&self.output.join(path), |path| self.disk.remove_file(path))?;
        }
        for folder in ground.emptied.iter().rev() {
            self.disk.remove_empty_folder(&self.output.join(folder));
        }
        for folder in &ground.new_folders {
            self.put(folder)?;
        }
        for is_new in [true, false] {
            for rank in [PublishOrder::Asset, PublishOrder::Page, PublishOrder::Listing, PublishOrder::Index] {
                let due = leaves.iter().zip(made).filter(|(leaf, made)| {
                    made.fate != Fate::Stays && (made.fate == Fate::New) == is_new && leaf.order() == rank
                });
                // What lies in a new folder has come with it.
                for (leaf, _) in due.filter(|(leaf, _)| !ground.is_empty_at(&leaf.url_path)) {
                    self.put(&leaf.url_path)?;
                }
            }
        }
        Ok(())
    }

    /// Moves a staged file or folder into its place.
    fn put(&self, address: &str) -> Result<(), SystemError> {
        self.try_on(&self.output.join(address), |path| self.disk.rename(&self.staged(address), path))
    }

    /// Deletes what earlier runs published and this one did not, and the folders that are empty by that.
    fn delete(&self, gone: &[&str], manifest: &Manifest) -> Result<(), SystemError> {
        let mut folders: BTreeMap<&str, bool> = BTreeMap::new();
        let lower: BTreeMap<String, &str> = if gone.is_empty() {
            BTreeMap::new()
        } else {
            manifest.files.keys().map(|path| (path.to_lowercase(), path.as_str())).collect()
        };
        for &address in gone {
            let folder = address.rsplit_once('/').map_or("", |(folder, _)| folder);
            let is_real = folders.entry(folder).or_insert_with(|| guard::is_inside(self.disk, &self.output, folder));
            let path = self.output.join(address);
            let found = self.try_on(&path, |path| self.disk.stat(path))?;
            let Some(found) = found.filter(|found| *is_real && !found.is_folder) else { continue };
            // On a disk that takes no notice of case, the new file may stand here under its new name.
            let vi_name = lower.get(&address.to_lowercase()).map(|vi_name| self.disk.stat(&self.output.join(vi_name)));
            if !matches!(vi_name, Some(Ok(Some(vi_name))) if vi_name == found) {
                self.try_on(&path, |path| self.disk.remove_file(path))?;
            }
        }
        let with_those_above = folders.keys().flat_map(|folder| Path::new(folder).ancestors());
        let emptied: BTreeSet<&Path> = with_those_above.filter(|folder| !folder.as_os_str().is_empty()).collect();
        // Deepest first; a folder that still holds anything stays.
        emptied.iter().rev().for_each(|folder| self.disk.remove_empty_folder(&self.output.join(folder)));
        Ok(())
    }

    /// Every path this program has published here.
    fn owned(&self) -> BTreeSet<&str> {
        let lists = self.old.iter().map(|(old, _)| old).chain(&self.journal);
        lists.flat_map(|list| list.files.keys().map(String::as_str)).collect()
    }

    /// The journal: what is ours now, and what will be. If this run is cut short and so is the next, nothing that either
    /// put down is forgotten. `list` is `manifest` as text.
    fn all_ours<'t>(&self, manifest: &Manifest, list: &'t str) -> Cow<'t, str> {
        if self.old.is_none() && self.journal.is_none() {
            return list.into();
        }
        let mut files = self.old.as_ref().map_or_else(BTreeMap::new, |(old, _)| old.files.clone());
        let later = self.journal.iter().chain([manifest]).flat_map(|manifest| manifest.files.iter());
        files.extend(later.map(|(path, record)| (path.clone(), *record)));
        Manifest { key: manifest.key, files }.to_text().into()
    }

    /// Writes a list beside its place, down to the platter, and renames it there: it is whole or not there.
    fn write_safely(&self, list: &str, name: &str) -> Result<(), SystemError> {
        let beside = self.output.join(STAGING).join("list");
        self.try_on(&beside, |path| self.disk.write_synced(path, list.as_bytes()))?;
        self.try_on(&self.output.join(name), |path| self.disk.rename(&beside, path))
    }

    fn clear_staging(&self) -> Result<(), SystemError> {
        self.try_on(&self.output.join(STAGING), |path| self.disk.remove_tree(path))
    }

    /// Where the file or folder for `address` waits.
    fn staged(&self, address: &str) -> PathBuf {
        self.output.join(STAGING).join("site").join(address)
    }

    fn try_on<T>(&self, path: &Path, work: impl FnOnce(&Path) -> io::Result<T>) -> Result<T, SystemError> {
        let say =
            || Message::new("Không ghi được trang ra thư mục xuất", "The site cannot be written to the output folder");
        work(path).map_err(|error| SystemError::io(say(), path, error))
    }
}

fn outcome(leaves: &[Output], made: &[Made], gone: &[&str]) -> Outcome {
    let mut outcome = Outcome { deleted: gone.iter().map(|path| (*path).to_owned()).collect(), ..Outcome::default() };
    for (leaf, made) in leaves.iter().zip(made) {
        match made.fate {
            Fate::Stays => outcome.unchanged += 1,
            Fate::New => outcome.added.push(leaf.url_path.clone()),
            Fate::Changes { by_hand } => {
                outcome.changed.push(leaf.url_path.clone());
                outcome.mended.extend(by_hand.then(|| leaf.url_path.clone()));
            }
        }
    }
    outcome
}
