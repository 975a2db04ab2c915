//! Notes of one site: files in the folder `.lantoa/` below the site's root.
//!
//! A note saves work on the next run and is never needed. The folder may be deleted at any time, and its own
//! `.gitignore` keeps it out of the repository. Errors are ignored: a note that cannot be read or written is computed
//! again.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The only folder that the program writes to in a site's root besides the target.
const FOLDER: &str = ".lantoa";

/// The bytes of the note called `name`; `None` if there is none that can be read.
pub(crate) fn read(root: &Path, name: &str) -> Option<Vec<u8>> {
    fs::read(root.join(FOLDER).join(name)).ok()
}

/// Writes the note called `name`, whole or not at all.
pub(crate) fn write(root: &Path, name: &str, bytes: &[u8]) {
    let _ = folder(root).and_then(|folder| {
        // Two runs may write at once, so each has a temporary file of its own; the last rename wins.
        let temporary = folder.join(format!("{name}.{}", std::process::id()));
        fs::write(&temporary, bytes).and_then(|()| fs::rename(&temporary, folder.join(name)))
    });
}

/// The folder, made if it is not there.
pub(crate) fn folder(root: &Path) -> io::Result<PathBuf> {
    let folder = root.join(FOLDER);
    fs::create_dir_all(&folder)?;
    fs::write(folder.join(".gitignore"), "*\n")?;
    Ok(folder)
}
