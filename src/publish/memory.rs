//! What the last build said, kept so that a run with nothing to do can say it again.
//!
//! Only a convenience: what cannot be read or written is simply made again.

use std::path::Path;

use blake3::Hash;

use crate::source::scratch;

/// The note in which it is kept: the key, then what was said.
const NOTE: &str = "last-build";

/// What was remembered for `key`, if that was the last.
pub fn recall(root: &Path, key: Hash) -> Option<Vec<u8>> {
    scratch::read(root, NOTE)?.strip_prefix(key.as_bytes()).map(<[u8]>::to_vec)
}

/// Remembers `said` for `key`, instead of what was remembered before.
pub fn remember(root: &Path, key: Hash, said: &[u8]) {
    scratch::write(root, NOTE, &[key.as_bytes(), said].concat());
}
