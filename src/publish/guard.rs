//! What publishing refuses: places that are not for it, and folders that hold what is not ours.

use std::fs;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use rustc_hash::FxHashSet;

use super::disk::Disk;
use super::manifest;
use crate::outputs::Output;
use crate::error::SystemError;
use crate::text::Message;

/// Refuses an output that is the site's root, lies in `content/` or `themes/`, or holds one of them.
pub fn check_place(root: &Path, output: &Path) -> Result<(), SystemError> {
    let (root, output) = (real(root), real(output));
    let sources = ["content", "themes"].map(|folder| root.join(folder)).map(|folder| real(&folder));
    let overlaps = sources.iter().any(|source| contains(source, &output) || contains(&output, source));
    if overlaps || contains(&output, &root) {
        let say = Message::new(
            "Không ghi trang vào đây: thư mục này là, chứa hoặc nằm trong content/ hay themes/; chọn nơi khác bằng --output",
            "The site is not written here: this folder is, holds or lies in content/ or themes/; choose another with --output",
        );
        return Err(SystemError::new(say).on(&output));
    }
    Ok(())
}

/// The path without links, as far as it exists. Where it does not, `..` is taken by the letter.
fn real(path: &Path) -> PathBuf {
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

/// Whether `inner` is `outer` or lies in it. Compared without case: on many disks `Content` is `content`.
fn contains(outer: &Path, inner: &Path) -> bool {
    let lower = |path: &Path| PathBuf::from(path.to_string_lossy().to_lowercase());
    lower(inner).starts_with(lower(outer))
}

/// Names that hosts and version control put beside a site, and our own leftovers.
fn is_neighbour(name: &str) -> bool {
    name.starts_with('.') || name == "CNAME"
}

/// Refuses a folder in which we have published nothing, and which holds anything but such neighbours.
pub(super) fn refuse_foreign(disk: &impl Disk, output: &Path) -> Result<(), SystemError> {
    let failed = |error| {
        SystemError::io(
            Message::new("Không xem được thư mục xuất", "The output folder cannot be looked at"),
            output,
            error,
        )
    };
    for list in [manifest::NAME, manifest::JOURNAL] {
        if disk.stat(&output.join(list)).map_err(failed)?.is_some() {
            return Ok(());
        }
    }
    match disk.names(output).map_err(failed)?.into_iter().filter(|name| !is_neighbour(name)).min() {
        None => Ok(()),
        Some(name) => Err(SystemError::new(Message::new(
            "Thư mục này có tệp không phải do lantoa tạo nên không ghi vào; chọn thư mục trống bằng --output, hoặc dọn thư mục này",
            "This folder holds files that lantoa did not make, so nothing is written to it; choose an empty folder with --output, or clear this one",
        ))
        .on(&output.join(name))),
    }
}

/// Refuses leaves that would leave the output or take our own names, and two of which one would be the folder of the
/// other. The edition makes no such addresses; should it ever, nothing is written.
pub(super) fn check_addresses(leaves: &[Output]) -> Result<(), SystemError> {
    let addresses: FxHashSet<&str> = leaves.iter().map(|leaf| leaf.url_path.as_str()).collect();
    let above = |address: &str| address.rsplit_once('/').map(|(folder, _)| folder.len());
    let is_in_file = |address: &str| {
        let mut folders = std::iter::successors(above(address), |&end| above(&address[..end]));
        folders.any(|end| addresses.contains(&address[..end]))
    };
    let is_wrong =
        |address: &&str| !manifest::is_plain(address) || address.starts_with(".lantoa") || is_in_file(address);
    match leaves.par_iter().map(|leaf| leaf.url_path.as_str()).find_first(is_wrong) {
        Some(wrong) => Err(bad_address(wrong)),
        None if addresses.len() < leaves.len() => Err(bad_address("…")),
        None => Ok(()),
    }
}

fn bad_address(address: &str) -> SystemError {
    SystemError::new(Message::new(
        format!("Địa chỉ “{address}” không ghi ra được, hoặc có hai trang cùng địa chỉ"),
        format!("The address “{address}” cannot be written, or two pages have one address"),
    ))
}

/// Whether neither `folder` nor one above it is a link that leads elsewhere.
pub(super) fn is_inside(disk: &impl Disk, output: &Path, folder: &str) -> bool {
    let mut folders = Path::new(folder).ancestors().filter(|folder| !folder.as_os_str().is_empty());
    folders.all(|folder| matches!(disk.stat(&output.join(folder)), Ok(Some(found)) if found.is_folder))
}
