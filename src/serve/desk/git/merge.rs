//! What can be merged though both sides have changed the same place: files that the import writes. Nobody edits them by hand as
//! articles are, and what both say in them stands side by side.

use std::path::Path;

use super::git;
use crate::office::{self, MEMORY, Memory, SETTINGS};

/// How the comment begins that names the list of a model.
const SOURCE: &str = office::IMPORT_COMMENTS[0];

/// What both sides say in a file that git could not merge.
#[derive(Debug)]
pub(super) struct Sides {
    pub(super) file: String,
    /// What it said before; empty if there was no such file.
    pub(super) base: String,
    pub(super) ours: String,
    pub(super) theirs: String,
}

impl Sides {
    /// Those of a file in the midst of a merge; `None` if one side has deleted it.
    pub(super) fn of(root: &Path, file: &str) -> Option<Self> {
        let side = |number: u8| git(root, &["show", &format!(":{number}:./{file}")], "").ok();
        let base = side(1).unwrap_or_default();
        Some(Self { file: file.to_owned(), base, ours: side(2)?, theirs: side(3)? })
    }
}

/// What a person wants a file to say that both sides have changed.
pub(super) type Chosen<'c> = dyn Fn(&Sides) -> Option<String> + 'c;

/// Merges these files, all or none, in the midst of a merge of git.
///
/// # Errors
/// Those that a person must decide on; none, if git does not take what was merged, or one side has deleted a file.
pub(super) fn settle(root: &Path, files: &[&str], chosen: &Chosen<'_>) -> Result<(), Vec<Sides>> {
    let sides: Option<Vec<Sides>> = files.iter().map(|file| Sides::of(root, file)).collect();
    let (mut merged, mut open) = (Vec::new(), Vec::new());
    for sides in sides.ok_or_else(Vec::new)? {
        match both(&sides).or_else(|| chosen(&sides)) {
            Some(text) => merged.push((sides.file, text)),
            None => open.push(sides),
        }
    }
    if !open.is_empty() {
        return Err(open);
    }
    let is_written = merged.iter().all(|(file, text)| std::fs::write(root.join(file), text).is_ok());
    let add = [&["add", "--"], files].concat();
    let is_merged = is_written && git(root, &add, "").is_ok();
    let is_done = is_merged && git(root, &["commit", "--quiet", "--no-edit"], "").is_ok();
    if is_done { Ok(()) } else { Err(Vec::new()) }
}

/// The text of a file that says what both sides say; `None` if a person must decide.
fn both(sides: &Sides) -> Option<String> {
    let Sides { file, base, ours, theirs } = sides;
    match file.as_str() {
        MEMORY => {
            let before = Memory::read(base);
            Some(Memory::merged(&before, &Memory::read(ours), &Memory::read(theirs)).text())
        }
        SETTINGS => office::merged_settings(ours, theirs),
        // The same list under two names: its models are the same but for the name.
        _ => (without_source(ours) == without_source(theirs)).then(|| theirs.clone()),
    }
}

fn without_source(text: &str) -> Vec<&str> {
    text.lines().filter(|line| !line.starts_with(SOURCE)).collect()
}
