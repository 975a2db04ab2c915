//! What the last build said, kept beside the site's sources so that a run with nothing to do can say it again.
//!
//! Only a convenience: a folder `.lantoa/` in the root that may be deleted at any time and that git does not see. What
//! cannot be read or written there is simply made again.

use std::fs;
use std::path::Path;

use blake3::Hash;

const FOLDER: &str = ".lantoa";
const FILE: &str = "last-build";

/// What was remembered for `key`, if that was the last.
pub fn recall(root: &Path, key: Hash) -> Option<Vec<u8>> {
    let bytes = fs::read(root.join(FOLDER).join(FILE)).ok()?;
    bytes.strip_prefix(key.as_bytes()).map(<[u8]>::to_vec)
}

/// Remembers `said` for `key`, instead of what was remembered before.
pub fn remember(root: &Path, key: Hash, said: &[u8]) {
    let folder = root.join(FOLDER);
    let bytes = [key.as_bytes(), said].concat();
    let _ = fs::create_dir_all(&folder)
        .and_then(|()| fs::write(folder.join(".gitignore"), "*\n"))
        .and_then(|()| fs::write(folder.join(FILE), bytes));
}
