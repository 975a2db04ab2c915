//! Scans the target folder before publishing: which folders are missing, and which of our old files block new ones.
//! Never writes.

use std::collections::BTreeSet;
use std::path::Path;

use super::disk::Disk;
use crate::error::SystemError;
use crate::outputs::Output;
use crate::text::Message;

/// What exists where the outputs will be. All paths are relative to the target folder.
#[derive(Debug, Default)]
pub(super) struct TargetTree {
    /// Folders that do not exist, of nested ones only the outermost. Each is moved into place as a whole.
    pub(super) new_folders: BTreeSet<String>,
    /// Our old files that are where a folder must be, or inside a folder where a file must be.
    pub(super) blocking_files: BTreeSet<String>,
    /// Folders that are where a file must be, or inside such a folder; empty once `blocking_files` are deleted.
    pub(super) blocking_folders: BTreeSet<String>,
    /// Every folder that does not exist.
    missing: BTreeSet<String>,
}

impl TargetTree {
    /// Looks at every folder that `outputs` need, each once. `owned` are the paths that earlier runs have published.
    ///
    /// # Errors
    /// If one of the folders is a symbolic link (it may lead elsewhere), or if a file that is not ours is in the way.
    pub(super) fn scan(
        disk: &impl Disk,
        target: &Path,
        outputs: &[Output],
        owned: &BTreeSet<&str>,
    ) -> Result<Self, SystemError> {
        let mut tree = Self::default();
        for folder in folders_of(outputs) {
            let parent = folder.rsplit_once('/').map(|(parent, _)| parent);
            if parent.is_some_and(|parent| tree.missing.contains(parent)) {
                tree.missing.insert(folder.to_owned());
                continue;
            }
            let path = target.join(folder);
            let found = disk.stat(&path).map_err(|error| not_readable(&path, error))?;
            match found {
                Some(found) if found.is_folder => continue,
                Some(_) if !owned.contains(folder) => return Err(in_the_way(&path)),
                Some(_) => {
                    tree.blocking_files.insert(folder.to_owned());
                }
                None => {}
            }
            tree.missing.insert(folder.to_owned());
            tree.new_folders.insert(folder.to_owned());
        }
        tree.find_blocking_folders(disk, target, outputs, owned)?;
        Ok(tree)
    }

    /// Whether the folder of `address` does not exist, so that nothing is at `address` either.
    pub(super) fn lacks_folder_of(&self, address: &str) -> bool {
        address.rsplit_once('/').is_some_and(|(folder, _)| self.missing.contains(folder))
    }

    /// Whether at `address` is a folder that holds only our old files.
    pub(super) fn is_blocking_folder(&self, address: &str) -> bool {
        self.blocking_folders.contains(address)
    }

    /// Finds outputs at whose address an older site had a folder.
    fn find_blocking_folders(
        &mut self,
        disk: &impl Disk,
        target: &Path,
        outputs: &[Output],
        owned: &BTreeSet<&str>,
    ) -> Result<(), SystemError> {
        if owned.is_empty() {
            return Ok(());
        }
        for output in outputs {
            let inside = format!("{}/", output.url_path);
            let was_folder = owned.range(inside.as_str()..).next().is_some_and(|path| path.starts_with(&inside));
            if was_folder && is_folder(disk, &target.join(&output.url_path))? {
                self.add_blocking_folder(disk, target, &output.url_path, owned)?;
            }
        }
        Ok(())
    }

    /// Adds the folder at `address` with everything in it.
    fn add_blocking_folder(
        &mut self,
        disk: &impl Disk,
        target: &Path,
        address: &str,
        owned: &BTreeSet<&str>,
    ) -> Result<(), SystemError> {
        self.blocking_folders.insert(address.to_owned());
        let path = target.join(address);
        for name in disk.names(&path).map_err(|error| not_readable(&path, error))? {
            let inner = format!("{address}/{name}");
            if is_folder(disk, &path.join(&name))? {
                self.add_blocking_folder(disk, target, &inner, owned)?;
            } else if owned.contains(inner.as_str()) {
                self.blocking_files.insert(inner);
            } else {
                return Err(in_the_way(&path.join(&name)));
            }
        }
        Ok(())
    }
}

fn is_folder(disk: &impl Disk, path: &Path) -> Result<bool, SystemError> {
    let found = disk.stat(path).map_err(|error| not_readable(path, error))?;
    Ok(found.is_some_and(|found| found.is_folder))
}

/// Every folder that holds an output, directly or not; sorted, so outer folders come before inner ones.
fn folders_of(outputs: &[Output]) -> BTreeSet<&str> {
    let mut folders = BTreeSet::new();
    // Outputs of one folder mostly follow each other.
    let mut last = "";
    for output in outputs {
        let mut path = output.url_path.as_str();
        while let Some((folder, _)) = path.rsplit_once('/').filter(|(folder, _)| *folder != last) {
            if !folders.insert(folder) {
                break;
            }
            path = folder;
        }
        last = output.url_path.rsplit_once('/').map_or(last, |(folder, _)| folder);
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

fn not_readable(path: &Path, error: std::io::Error) -> SystemError {
    SystemError::io(Message::new("Không xem được thư mục xuất", "The output folder cannot be looked at"), path, error)
}
