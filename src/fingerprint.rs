//! Length and hash of a file's content, to recognise it without keeping its bytes.

use serde::{Deserialize, Serialize};
use twox_hash::XxHash3_128;

/// Length and hash of a file's content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Fingerprint {
    /// Bytes.
    pub(crate) len: u64,
    /// XXH3, 128 bits. It only has to detect accidental changes: the owner of the site is not an attacker.
    pub(crate) hash: u128,
}

impl Fingerprint {
    pub(crate) fn of(bytes: &[u8]) -> Self {
        Self { len: bytes.len() as u64, hash: XxHash3_128::oneshot(bytes) }
    }
}
