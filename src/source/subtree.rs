//! Reading a subtree of the site again: one file, or one folder with everything in it.

use std::fs;
use std::ops::Bound;
use std::path::Path;

use unicode_normalization::UnicodeNormalization;

use super::disk::{self, FOLDERS, Reading};
use super::{Files, kind, site_path};
use crate::cache::Store;
use crate::text::SitePath;

/// A file or folder that may have been changed, added or deleted.
pub(super) struct Subtree {
    path: SitePath,
    /// Whether nothing of it is ever read, because it is outside `content/` and `themes/` or is a leftover.
    ignored: bool,
}

impl Subtree {
    /// The subtree at `changed`. `None` if its name alone does not say which files are meant.
    pub(super) fn new(root: &Path, changed: &Path) -> Option<Self> {
        let inside = changed.strip_prefix(root).unwrap_or(changed);
        let text = inside.to_str().filter(|text| !cfg!(unix) || !text.contains('\\'))?;
        let path = site_path(text);
        let mut names = path.as_str().split('/');
        let outside = inside.is_absolute() || names.next().is_none_or(|first| !FOLDERS.contains(&first));
        let ignored = outside || names.any(kind::is_leftover);
        let subtree = Self { path, ignored };
        (ignored || has_one_name(root, inside)).then_some(subtree)
    }

    /// Whether a file is in this subtree.
    pub(super) fn contains(&self, file: &SitePath) -> bool {
        !self.ignored && (*file == self.path || file.is_in(self.path.as_str()))
    }

    /// The paths of the files in this subtree.
    pub(super) fn paths_in(&self, files: &Files) -> Vec<SitePath> {
        if self.ignored {
            return Vec::new();
        }
        // Nothing sorts between the last path that begins with `a/` and `a0`, since `0` follows `/`.
        let (first, last) = (format!("{}/", self.path), format!("{}0", self.path));
        let below = files.range::<str, _>((Bound::Included(&*first), Bound::Excluded(&*last)));
        files.get_key_value(&self.path).into_iter().chain(below).map(|(path, _)| path.clone()).collect()
    }

    /// Reads the subtree as it is on disk now.
    pub(super) fn read(&self, root: &Path, store: &Store) -> Reading {
        if self.ignored { Reading::default() } else { disk::read_subtree(root, &self.path, store) }
    }
}

/// Whether the file or folder at `inside` has no other name that means the same. Names with marks have two Unicode forms,
/// and some systems ignore case; then the names in its folder are compared.
fn has_one_name(root: &Path, inside: &Path) -> bool {
    let Some(name) = inside.to_str() else { return false };
    if name.is_ascii() && cfg!(not(any(windows, target_os = "macos"))) {
        return true;
    }
    let path = root.join(inside);
    let plain = |name: &str| name.nfc().collect::<String>().to_lowercase();
    let (Some(own), Some(folder)) = (path.file_name().and_then(|name| name.to_str()), path.parent()) else {
        return false;
    };
    let Ok(entries) = fs::read_dir(folder) else { return false };
    let names = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let alike: Vec<String> = names.filter(|name| plain(name) == plain(own)).collect();
    // A name in decomposed form is read under its composed path, so it must be opened by walking, not by that path.
    alike.iter().all(|name| name == own && own.nfc().eq(own.chars()))
}
