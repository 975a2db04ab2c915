//! Checks before publishing: the target folder must not overlap the sources, must be ours, and each address must be a
//! safe path in it. Reads the file system, never writes.

use std::fs;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use rustc_hash::FxHashSet;

use super::disk::Disk;
use super::manifest;
use crate::error::SystemError;
use crate::outputs::Output;
use crate::text::Message;

/// Refuses a `target` that is or contains the site's `root`, or overlaps `content/` or `themes/`.
pub(crate) fn check_target(root: &Path, target: &Path) -> Result<(), SystemError> {
    let (root, target) = (resolve(root), resolve(target));
    let sources = ["content", "themes"].map(|folder| root.join(folder)).map(|folder| resolve(&folder));
    let overlaps = sources.iter().any(|source| contains(source, &target) || contains(&target, source));
    if overlaps || contains(&target, &root) {
        let say = Message::new(
            "Không ghi trang vào đây: thư mục này là, chứa hoặc nằm trong content/ hay themes/; hãy chọn nơi khác (ở dòng lệnh: --output)",
            "The site is not written here: this folder is, holds or lies in content/ or themes/; choose another (on the command line: --output)",
        );
        return Err(SystemError::new(say).on(&target));
    }
    Ok(())
}

/// The absolute path with symbolic links resolved, as far as it exists. In the rest, `..` removes the part before it.
fn resolve(path: &Path) -> PathBuf {
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
    let mut missing = Vec::new();
    let mut existing = absolute.as_path();
    loop {
        if let Ok(found) = fs::canonicalize(existing) {
            let mut whole = found;
            for part in missing.into_iter().rev() {
                match part {
                    part if part == ".." => {
                        whole.pop();
                    }
                    part => whole.push(part),
                }
            }
            return whole;
        }
        match (existing.parent(), existing.components().next_back()) {
            (Some(parent), Some(last)) => {
                missing.push(last.as_os_str().to_os_string());
                existing = parent;
            }
            _ => return absolute,
        }
    }
}

/// Whether `inner` is `outer` or lies in it. Ignores case: on many file systems `Content` is `content`.
fn contains(outer: &Path, inner: &Path) -> bool {
    let lower = |path: &Path| PathBuf::from(path.to_string_lossy().to_lowercase());
    lower(inner).starts_with(lower(outer))
}

/// Names of files that hosts and version control keep beside a site, and of our own files.
fn is_tolerated(name: &str) -> bool {
    name.starts_with('.') || name == "CNAME"
}

/// Refuses a folder that has neither manifest nor journal, but holds files other than the tolerated ones.
pub(super) fn refuse_foreign(disk: &impl Disk, target: &Path) -> Result<(), SystemError> {
    let failed = |error| {
        SystemError::io(
            Message::new("Không xem được thư mục xuất", "The output folder cannot be looked at"),
            target,
            error,
        )
    };
    for list in [manifest::NAME, manifest::JOURNAL] {
        if disk.stat(&target.join(list)).map_err(failed)?.is_some() {
            return Ok(());
        }
    }
    match disk.names(target).map_err(failed)?.into_iter().filter(|name| !is_tolerated(name)).min() {
        None => Ok(()),
        Some(name) => Err(SystemError::new(Message::new(
            "Thư mục này có tệp không phải do lantoa tạo nên không ghi vào; hãy chọn một thư mục trống (ở dòng lệnh: --output) hoặc dọn thư mục này",
            "This folder holds files that lantoa did not make, so nothing is written to it; choose an empty folder (on the command line: --output) or clear this one",
        ))
        .on(&target.join(name))),
    }
}

/// Refuses addresses that lead out of the target or are names of our own files, duplicates, and an address that is a
/// folder of another one. The site plan has no such addresses; this is a second check before anything is written.
pub(super) fn check_addresses(outputs: &[Output]) -> Result<(), SystemError> {
    let addresses: FxHashSet<&str> = outputs.iter().map(|output| output.url_path.as_str()).collect();
    let folder_len = |address: &str| address.rsplit_once('/').map(|(folder, _)| folder.len());
    let is_in_file = |address: &str| {
        let mut folders = std::iter::successors(folder_len(address), |&end| folder_len(&address[..end]));
        folders.any(|end| addresses.contains(&address[..end]))
    };
    let is_wrong =
        |address: &&str| !manifest::is_safe_path(address) || address.starts_with(".lantoa") || is_in_file(address);
    match outputs.par_iter().map(|output| output.url_path.as_str()).find_first(is_wrong) {
        Some(wrong) => Err(bad_address(wrong)),
        None if addresses.len() < outputs.len() => Err(bad_address("…")),
        None => Ok(()),
    }
}

fn bad_address(address: &str) -> SystemError {
    SystemError::new(Message::new(
        format!("Địa chỉ “{address}” không ghi ra được, hoặc có hai trang cùng địa chỉ"),
        format!("The address “{address}” cannot be written, or two pages have one address"),
    ))
}

/// Whether `folder` (relative to `target`) and all folders above it are real folders, not symbolic links.
pub(super) fn is_inside(disk: &impl Disk, target: &Path, folder: &str) -> bool {
    let mut folders = Path::new(folder).ancestors().filter(|folder| !folder.as_os_str().is_empty());
    folders.all(|folder| matches!(disk.stat(&target.join(folder)), Ok(Some(found)) if found.is_folder))
}
