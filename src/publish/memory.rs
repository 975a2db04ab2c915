//! The report of the last build, kept under `.lantoa/` so that a run with nothing to do can print it again.
//!
//! It is a cache: errors in reading or writing it are ignored, and the report is computed again.

use std::path::Path;

use blake3::Hash;

use crate::source::scratch;

/// Name of the file: the 32 bytes of the build's key, then the report.
const NOTE: &str = "last-build";

/// The report of the last build in `root`, if that build had this key.
pub(crate) fn recall(root: &Path, key: Hash) -> Option<Vec<u8>> {
    scratch::read(root, NOTE)?.strip_prefix(key.as_bytes()).map(<[u8]>::to_vec)
}

/// Stores the report of the build with this key, in place of the last one.
pub(crate) fn remember(root: &Path, key: Hash, report: &[u8]) {
    scratch::write(root, NOTE, &[key.as_bytes(), report].concat());
}
