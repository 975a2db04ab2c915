//! The ground on which a site is put: which folders there are, and what of ours must make room.

use std::collections::BTreeSet;
use std::path::Path;

use super::disk::Disk;
use crate::outputs::Output;
use crate::error::SystemError;
use crate::text::Message;

/// What stands where the leaves will be. Each folder is looked at once.
#[derive(Debug, Default)]
pub(super) struct Ground {
    /// Folders that are not there, of nested ones the outermost; they are moved into place as a whole.
    pub(super) new_folders: BTreeSet<String>,
    /// Files of ours that stand where a folder must be, or in a folder where a file must be.
    pub(super) in_the_way: BTreeSet<String>,
    /// Folders that are empty once those are gone and make room for a file.
    pub(super) emptied: BTreeSet<String>,
    /// Every folder that is not there.
    missing: BTreeSet<String>,
}

impl Ground {
    /// Looks at every folder the leaves need.
    ///
    /// # Errors
    /// If one of them is a link (it may lead elsewhere), or if something that is not ours stands in the way.
    pub(super) fn survey(
        disk: &impl Disk,
        output: &Path,
        leaves: &[Output],
        owned: &BTreeSet<&str>,
    ) -> Result<Self, SystemError> {
        let mut ground = Self::default();
        for folder in folders_of(leaves) {
            let above = folder.rsplit_once('/').map(|(above, _)| above);
            if above.is_some_and(|above| ground.missing.contains(above)) {
                ground.missing.insert(folder.to_owned());
                continue;
            }
            let path = output.join(folder);
            let found = disk.stat(&path).map_err(|error| not_seen(&path, error))?;
            match found {
                Some(found) if found.is_folder => continue,
                Some(_) if !owned.contains(folder) => return Err(in_the_way(&path)),
                Some(_) => {
                    ground.in_the_way.insert(folder.to_owned());
                }
                None => {}
            }
            ground.missing.insert(folder.to_owned());
            ground.new_folders.insert(folder.to_owned());
        }
        ground.find_room(disk, output, leaves, owned)?;
        Ok(ground)
    }

    /// Whether nothing can stand at `address`, because its folder is not there.
    pub(super) fn is_empty_at(&self, address: &str) -> bool {
        address.rsplit_once('/').is_some_and(|(folder, _)| self.missing.contains(folder))
    }

    /// Whether a folder stands at `address` that holds nothing but what is ours and goes.
    pub(super) fn gives_way(&self, address: &str) -> bool {
        self.emptied.contains(address)
    }

    /// Leaves where a folder of ours stands: what it holds must go first.
    fn find_room(
        &mut self,
        disk: &impl Disk,
        output: &Path,
        leaves: &[Output],
        owned: &BTreeSet<&str>,
    ) -> Result<(), SystemError> {
        if owned.is_empty() {
            return Ok(());
        }
        for leaf in leaves {
            let inside = format!("{}/", leaf.url_path);
            let was_folder = owned.range(inside.as_str()..).next().is_some_and(|path| path.starts_with(&inside));
            if was_folder && is_folder(disk, &output.join(&leaf.url_path))? {
                self.empty(disk, output, &leaf.url_path, owned)?;
            }
        }
        Ok(())
    }

    /// Notes down that the folder `address` is emptied, with all that lies in it.
    fn empty(
        &mut self,
        disk: &impl Disk,
        output: &Path,
        address: &str,
        owned: &BTreeSet<&str>,
    ) -> Result<(), SystemError> {
        self.emptied.insert(address.to_owned());
        let path = output.join(address);
        for name in disk.names(&path).map_err(|error| not_seen(&path, error))? {
            let inner = format!("{address}/{name}");
            if is_folder(disk, &path.join(&name))? {
                self.empty(disk, output, &inner, owned)?;
            } else if owned.contains(inner.as_str()) {
                self.in_the_way.insert(inner);
            } else {
                return Err(in_the_way(&path.join(&name)));
            }
        }
        Ok(())
    }
}

fn is_folder(disk: &impl Disk, path: &Path) -> Result<bool, SystemError> {
    let found = disk.stat(path).map_err(|error| not_seen(path, error))?;
    Ok(found.is_some_and(|found| found.is_folder))
}

/// Every folder above a leaf, outer ones before inner ones.
fn folders_of(leaves: &[Output]) -> BTreeSet<&str> {
    let mut folders = BTreeSet::new();
    // Leaves of one folder mostly follow each other.
    let mut last = "";
    for leaf in leaves {
        let mut path = leaf.url_path.as_str();
        while let Some((folder, _)) = path.rsplit_once('/').filter(|(folder, _)| *folder != last) {
            if !folders.insert(folder) {
                break;
            }
            path = folder;
        }
        last = leaf.url_path.rsplit_once('/').map_or(last, |(folder, _)| folder);
    }
    folders
}

fn in_the_way(path: &Path) -> SystemError {
    SystemError::new(Message::new(
        "Ở chỗ cần ghi lại có tệp hoặc liên kết không phải do lantoa tạo; chuyển nó đi nơi khác rồi dựng lại",
        "A file or link that lantoa did not make stands in the way; move it away and build again",
    ))
    .on(path)
}

fn not_seen(path: &Path, error: std::io::Error) -> SystemError {
    SystemError::io(Message::new("Không xem được thư mục xuất", "The output folder cannot be looked at"), path, error)
}
