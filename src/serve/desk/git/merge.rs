//! What can be merged though both sides have changed the same place: files that the import writes. Nobody edits them by hand as
//! articles are, and what both say in them stands side by side.

use std::path::Path;

use super::git;
use crate::office::{self, MEMORY, Memory, SETTINGS};

/// How the comment begins that names the list of a model.
const SOURCE: &str = office::IMPORT_COMMENTS[0];

/// Merges these files, all or none, in the midst of a merge of git. Returns whether all are merged.
pub(super) fn settle(root: &Path, files: &[&str]) -> bool {
    let merged: Option<Vec<(&str, String)>> = files.iter().map(|file| Some((*file, both(root, file)?))).collect();
    let Some(merged) = merged else { return false };
    let is_written = merged.iter().all(|(file, text)| std::fs::write(root.join(file), text).is_ok());
    let add = [&["add", "--"], files].concat();
    is_written && git(root, &add, "").is_ok() && git(root, &["commit", "--quiet", "--no-edit"], "").is_ok()
}

/// The text of a file that says what both sides say; `None` if a person must decide.
fn both(root: &Path, file: &str) -> Option<String> {
    let side = |number: u8| git(root, &["show", &format!(":{number}:./{file}")], "").ok();
    let (ours, theirs) = (side(2)?, side(3)?);
    match file {
        MEMORY => {
            let before = Memory::read(&side(1).unwrap_or_default());
            Some(Memory::merged(&before, &Memory::read(&ours), &Memory::read(&theirs)).text())
        }
        SETTINGS => office::merged_settings(&ours, &theirs),
        // The same list under two names: its models are the same but for the name.
        _ => (without_source(&ours) == without_source(&theirs)).then_some(theirs),
    }
}

fn without_source(text: &str) -> Vec<&str> {
    text.lines().filter(|line| !line.starts_with(SOURCE)).collect()
}
