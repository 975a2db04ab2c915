//! `.lantoa/` in the site's root: what may be forgotten.
//!
//! Notes that save work on the next run. The folder may be deleted at any time, git does not see it (it says so itself),
//! and a note that cannot be read or written is simply made again: no failure here is ever told.

use std::fs;
use std::path::Path;

const FOLDER: &str = ".lantoa";

/// The note called `name`, if there is one.
pub(crate) fn read(root: &Path, name: &str) -> Option<Vec<u8>> {
    fs::read(root.join(FOLDER).join(name)).ok()
}

/// Writes the note called `name`, whole or not at all.
pub(crate) fn write(root: &Path, name: &str, bytes: &[u8]) {
    let folder = root.join(FOLDER);
    // Two runs may write at once: each beside, under its own name, and the last one stays.
    let beside = folder.join(format!("{name}.{}", std::process::id()));
    let _ = fs::create_dir_all(&folder)
        .and_then(|()| fs::write(folder.join(".gitignore"), "*\n"))
        .and_then(|()| fs::write(&beside, bytes))
        .and_then(|()| fs::rename(&beside, folder.join(name)));
}
