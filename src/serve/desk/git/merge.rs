//! What can be merged though both sides have changed the same place: files that the import writes. Nobody edits them by hand as
//! articles are, and what both say in them stands side by side.

use std::collections::BTreeSet;
use std::path::Path;

use super::git;
use crate::office::{self, MEMORY, Memory, SETTINGS};

/// How the comment begins that names the list of a model.
const SOURCE: &str = office::IMPORT_COMMENTS[0];

/// What both sides say in a file that git could not merge.
#[derive(Debug)]
pub(super) struct Sides {
    pub(super) file: String,
    /// What it said before; `None` if there was no such file.
    pub(super) base: Option<String>,
    /// What it says here; `None` if it was deleted here.
    pub(super) ours: Option<String>,
    /// What it says on the server; `None` if it was deleted there.
    pub(super) theirs: Option<String>,
    /// Who has changed or deleted it last on the server, if git knows.
    pub(super) by: String,
    /// What it is called on the server, if both sides have given it another name.
    pub(super) renamed: Option<String>,
}

impl Sides {
    /// Those of a file in the midst of a merge.
    pub(super) fn of(root: &Path, file: &str) -> Self {
        let side = |number: u8| git(root, &["show", &format!(":{number}:./{file}")], "").ok();
        let by = last_by(root, "MERGE_HEAD", file);
        Self { file: file.to_owned(), base: side(1), ours: side(2), theirs: side(3), by, renamed: None }
    }

    /// All of them. The two names that both sides have given to one file are one question.
    fn all(root: &Path, files: &[&str]) -> Vec<Self> {
        let all = files.iter().map(|file| Self::of(root, file));
        let is_name = |sides: &Self| sides.base.is_none() && sides.ours.is_some() != sides.theirs.is_some();
        let (names, mut all): (Vec<Self>, Vec<Self>) = all.partition(is_name);
        let (ours, mut theirs): (Vec<Self>, Vec<Self>) = names.into_iter().partition(|sides| sides.ours.is_some());
        for mut own in ours {
            let likeness = |other: &Self| shared_lines(own.ours.as_deref(), other.theirs.as_deref());
            let nearest = (0..theirs.len()).max_by_key(|&at| likeness(&theirs[at]));
            if let Some(at) = nearest {
                let other = theirs.remove(at);
                own.ours = own.ours.map(|text| unmixed(root, "HEAD", &own.file, text));
                own.theirs = other.theirs.map(|text| unmixed(root, "MERGE_HEAD", &other.file, text));
                (own.by, own.renamed) = (other.by, Some(other.file));
            }
            all.push(own);
        }
        all.extend(theirs);
        all
    }
}

/// How many lines of a text another one has too.
fn shared_lines(text: Option<&str>, other: Option<&str>) -> usize {
    let others: BTreeSet<&str> = other.unwrap_or("").lines().collect();
    text.unwrap_or("").lines().filter(|line| others.contains(line)).count()
}

/// What a side says in a file of two names. Git has both texts in one there; where it could not put them together, with its own
/// marks between them.
fn unmixed(root: &Path, commit: &str, file: &str, mixed: String) -> String {
    let is_marked = mixed.lines().any(|line| line.starts_with("<<<<<<<"));
    let own = || git(root, &["show", &format!("{commit}:./{file}")], "").ok();
    if is_marked { own().unwrap_or(mixed) } else { mixed }
}

/// What becomes of a file that both sides have changed.
#[derive(Debug)]
pub(super) enum Kept {
    /// It says this.
    Text(String),
    /// Of its two names it has this one, and says this.
    Named(String, String),
    /// What the side has that has not deleted it, to the byte.
    Edited,
    /// It is deleted.
    Nothing,
}

/// What a person wants to become of a file that both sides have changed.
pub(super) type Chosen<'c> = dyn Fn(&Sides) -> Option<Kept> + 'c;

/// Who has changed or deleted a file last in the history of a commit; empty if nobody has, or git does not say.
pub(super) fn last_by(root: &Path, commit: &str, file: &str) -> String {
    git(root, &["log", "-1", "--format=%an", commit, "--", file], "").unwrap_or_default().trim().to_owned()
}

/// Merges these files, all or none, in the midst of a merge of git.
///
/// # Errors
/// Those that a person must decide on; none, if git does not take what was merged.
pub(super) fn settle(root: &Path, files: &[&str], chosen: &Chosen<'_>) -> Result<(), Vec<Sides>> {
    let (mut merged, mut open) = (Vec::new(), Vec::new());
    for sides in Sides::all(root, files) {
        match itself(&sides).or_else(|| chosen(&sides)) {
            Some(kept) => merged.push((sides, kept)),
            None => open.push(sides),
        }
    }
    if !open.is_empty() {
        return Err(open);
    }
    let is_merged = merged.iter().all(|(sides, kept)| put(root, sides, kept));
    let is_done = is_merged && git(root, &["commit", "--quiet", "--no-edit"], "").is_ok();
    if is_done { Ok(()) } else { Err(Vec::new()) }
}

/// Has a file be what was decided, in the folder and for git. Returns whether that was done.
fn put(root: &Path, sides: &Sides, kept: &Kept) -> bool {
    let file = &*sides.file;
    let is_there = match kept {
        Kept::Text(text) => std::fs::write(root.join(file), text).is_ok(),
        Kept::Named(name, text) => {
            let names = [file, sides.renamed.as_deref().unwrap_or(file)];
            let dropped = names.into_iter().find(|other| other != name);
            let is_written =
                std::fs::write(root.join(name), text).is_ok() && git(root, &["add", "--", name], "").is_ok();
            let drop = |other| git(root, &["rm", "--quiet", "--force", "--", other], "").is_ok();
            return is_written && dropped.is_none_or(drop);
        }
        Kept::Edited => {
            let side = if sides.ours.is_some() { "--ours" } else { "--theirs" };
            git(root, &["checkout", "--quiet", side, "--", file], "").is_ok()
        }
        Kept::Nothing => return git(root, &["rm", "--quiet", "--force", "--", file], "").is_ok(),
    };
    is_there && git(root, &["add", "--", file], "").is_ok()
}

/// What becomes of a file where nobody need decide.
fn itself(sides: &Sides) -> Option<Kept> {
    match (&sides.base, &sides.ours, &sides.theirs) {
        _ if sides.renamed.is_some() => None,
        // Both have given it another name.
        (_, None, None) => Some(Kept::Nothing),
        (base, Some(ours), Some(theirs)) => {
            both(&sides.file, base.as_deref().unwrap_or(""), ours, theirs).map(Kept::Text)
        }
        _ => None,
    }
}

/// The text of a file that says what both sides say; `None` if a person must decide.
fn both(file: &str, base: &str, ours: &str, theirs: &str) -> Option<String> {
    match file {
        MEMORY => {
            let before = Memory::read(base);
            Some(Memory::merged(&before, &Memory::read(ours), &Memory::read(theirs)).text())
        }
        SETTINGS => office::merged_settings(ours, theirs),
        // The same list under two names: its models are the same but for the name.
        _ => (without_source(ours) == without_source(theirs)).then(|| theirs.to_owned()),
    }
}

fn without_source(text: &str) -> Vec<&str> {
    text.lines().filter(|line| !line.starts_with(SOURCE)).collect()
}
