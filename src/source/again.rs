//! Reading a part of the site again: one file, or one folder with everything in it.

use std::fs;
use std::ops::Bound;
use std::path::Path;

use unicode_normalization::UnicodeNormalization;

use super::disk::{self, FOLDERS, Reading};
use super::{Files, site_path, sort};
use crate::cache::Store;
use crate::text::SitePath;

/// A file or folder that may have changed, come or gone.
pub(super) struct Part {
    path: SitePath,
    /// Nothing of it is ever read: it is no part of the site, or something that editors leave behind.
    ignored: bool,
}

impl Part {
    /// The part of the site at `changed`. `None` if its name alone does not say what must be read.
    pub(super) fn new(root: &Path, changed: &Path) -> Option<Self> {
        let inside = changed.strip_prefix(root).unwrap_or(changed);
        let text = inside.to_str().filter(|text| !cfg!(unix) || !text.contains('\\'))?;
        let path = site_path(text);
        let mut names = path.as_str().split('/');
        let outside = inside.is_absolute() || names.next().is_none_or(|first| !FOLDERS.contains(&first));
        let ignored = outside || names.any(sort::is_left_over);
        let part = Self { path, ignored };
        (ignored || has_one_name(root, inside)).then_some(part)
    }

    /// Whether a file belongs to this part.
    pub(super) fn holds(&self, file: &SitePath) -> bool {
        !self.ignored && (*file == self.path || file.is_in(self.path.as_str()))
    }

    /// The paths of those that belong to this part, out of all paths in their order.
    pub(super) fn of(&self, files: &Files) -> Vec<SitePath> {
        if self.ignored {
            return Vec::new();
        }
        // Nothing sorts between the last path that begins with `a/` and `a0`, since `0` follows `/`.
        let (first, last) = (format!("{}/", self.path), format!("{}0", self.path));
        let below = files.range::<str, _>((Bound::Included(&*first), Bound::Excluded(&*last)));
        files.get_key_value(&self.path).into_iter().chain(below).map(|(path, _)| path.clone()).collect()
    }

    /// What the part holds now.
    pub(super) fn read(&self, root: &Path, store: &Store) -> Reading {
        if self.ignored { Reading::default() } else { disk::read_part(root, &self.path, store) }
    }
}

/// Whether the file or folder at `inside` can only be seen under this very name. Names with marks come in two forms, and
/// some systems compare names without case; there the folder itself must say that only one of its names is meant.
fn has_one_name(root: &Path, inside: &Path) -> bool {
    let Some(name) = inside.to_str() else { return false };
    if name.is_ascii() && cfg!(not(any(windows, target_os = "macos"))) {
        return true;
    }
    let place = root.join(inside);
    let plain = |name: &str| name.nfc().collect::<String>().to_lowercase();
    let (Some(own), Some(folder)) = (place.file_name().and_then(|name| name.to_str()), place.parent()) else {
        return false;
    };
    let Ok(entries) = fs::read_dir(folder) else { return false };
    let names = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let alike: Vec<String> = names.filter(|name| plain(name) == plain(own)).collect();
    // A name in decomposed form is read under its composed path, so it must be opened by walking, not by that path.
    alike.iter().all(|name| name == own && own.nfc().eq(own.chars()))
}
