//! What is kept from one run to the next in memory, so that `serve` does not parse what has not changed.
//!
//! Values are memoised by content: each stands beside a hash of everything it was computed from, and is used only while
//! that hash is the same. Nothing is patched or invalidated, so a run with a cache gives exactly what a run without gives.
//! What a run did not use is dropped after it.

use std::sync::Arc;

use blake3::Hash;
use rustc_hash::FxHashMap;

use super::gather::ThemeBundle;
use super::parse::ParsedFile;
use crate::catalog::RelatedCache;
use crate::finding::Checked;
use crate::text::SitePath;

/// The cache of one site.
#[derive(Debug, Default)]
pub struct BuildCache {
    pub(super) files: ParseCache,
    /// Terms of related models.
    pub(super) related: RelatedCache,
    /// The theme with the hash of all files that it was made from.
    pub(super) theme: Option<(Hash, Arc<Checked<ThemeBundle>>)>,
}

/// Parsed Markdown files by path, each with the hash of its content.
#[derive(Debug, Default)]
pub(super) struct ParseCache {
    /// What parsing any file depends on besides the file itself: the hash of configuration and places, and the year of
    /// the run, which bounds what can have happened.
    pub(super) key: Option<(Hash, u16)>,
    pub(super) files: FxHashMap<SitePath, (u128, ParsedFile)>,
}

impl ParseCache {
    /// The file at `path`, if it was parsed from this content.
    pub(super) fn get(&self, path: &SitePath, content: u128) -> Option<ParsedFile> {
        self.files.get(path).filter(|(known, _)| *known == content).map(|(_, file)| file.clone())
    }
}
