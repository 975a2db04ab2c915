//! Taking over what others have sent to the server: fetched, then merged. Either all of it becomes part of the files, or nothing
//! does, and it is told which files are in the way.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use serde::Deserialize;
use serde_json::json;

use super::super::{Answer, Desk, Refused, lock};
use super::merge::{Chosen, Kept, Sides, last_by, settle};
use super::{Line, MERGING, changed_files, exchange, git, git_with_server, remote, said, server};
use crate::desk::{self, Filled, Sheet};
use crate::entry;
use crate::fingerprint::Fingerprint;
use crate::text::{SitePath, StaticMessage};

/// Most files that a message names.
const NAMED: usize = 5;

const UNWRITTEN: StaticMessage = StaticMessage::fixed(
    "Có tệp đã sửa mà chưa ghi vào lịch sử: {files}. Chưa lấy gì về. Hãy bấm “Ghi vào lịch sử” rồi lấy lại.",
    "Files have changed and are not in the history yet: {files}. Nothing was taken over. Commit first, then fetch again.",
);
const IN_THE_WAY: StaticMessage = StaticMessage::fixed(
    "Bản trên máy chủ sẽ ghi đè những tệp đã sửa trên máy này: {files}. Chưa lấy gì về. Nhờ người quản lý ghi chúng vào git hoặc bỏ đi rồi lấy lại.",
    "What the server has would overwrite files that were changed on this machine: {files}. Nothing was taken over. Have the administrator commit them or drop them, then fetch again.",
);
const CONFLICT: StaticMessage = StaticMessage::fixed(
    "Hai bên cùng sửa một chỗ trong: {files}. Chưa lấy gì về, bài trên máy này còn nguyên. Hãy lấy lại và chọn giữ bản nào.",
    "Both sides have changed the same place in: {files}. Nothing was taken over, and what you wrote is as it was. Fetch again and choose what is kept.",
);
const NOT_SHOWN: StaticMessage = StaticMessage::fixed(
    "Hai bên cùng sửa một chỗ trong: {files}. Chưa lấy gì về, bài trên máy này còn nguyên. Nhờ người quản lý gộp hai bên (git pull), hoặc sửa bài cho giống bản trên máy chủ, ghi vào lịch sử rồi lấy lại.",
    "Both sides have changed the same place in: {files}. Nothing was taken over, and what you wrote is as it was. Have the administrator merge both (git pull), or make the article say what the server's says, commit, and fetch again.",
);
const UNRELATED: StaticMessage = StaticMessage::fixed(
    "Kho trên máy chủ là của một trang web khác, không chung lịch sử với thư mục này. Nhờ người quản lý xem lại địa chỉ của kho.",
    "The server's repository is of another site: it has no history in common with this folder. Have the administrator look at its address.",
);

impl Desk {
    /// Fetches and merges. Answers what git knows then, with `fetched`: how many commits are new here. Where both sides have
    /// changed the same place of a file, nothing is done, and the refusal has both; the next request says what is kept.
    pub(in super::super) fn fetch(&self, asked: &ToFetch) -> Answer {
        let theirs = fetch(&self.root, &self.line)?;
        // Saving does not wait for the server, but for the merge.
        let merged = {
            let _writing = lock(&self.writing);
            let chosen = |sides: &Sides| self.chosen(asked, sides);
            let merged = theirs.map_or(Ok(0), |theirs| merge(&self.root, &theirs, &chosen));
            let merged = merged.map_err(|not_merged| self.shown(not_merged))?;
            // The side that had deleted such a file has told the next import so.
            let is_kept = |choice: &Choice| !choice.is_deleted && (choice.mine.is_none() || choice.theirs.is_none());
            for (file, _) in asked.choices.iter().filter(|(_, choice)| is_kept(choice)) {
                self.remember(|memory| memory.restore(file))?;
            }
            // What lists have said of the name that was dropped is said of the other.
            for (file, choice) in &asked.choices {
                if let (Some(name), Some(other)) = (&choice.name, &choice.other) {
                    let dropped = if name == file { other } else { file };
                    self.remember(|memory| memory.rename(dropped, name))?;
                }
            }
            merged
        };
        let mut answer = self.git()?;
        answer["fetched"] = merged.into();
        Ok(answer)
    }

    /// What a person has chosen, if the sides are those that were shown.
    fn chosen(&self, asked: &ToFetch, sides: &Sides) -> Option<Kept> {
        let choice = asked.choices.get(&sides.file)?;
        let is = |shown: &Option<String>, side: &Option<String>| *shown == side.as_deref().map(hash);
        let state =
            self.latest().ok().filter(|_| is(&choice.mine, &sides.ours) && is(&choice.theirs, &sides.theirs))?;
        let site = &state.site.catalog.site;
        if let (Some(other), Some(ours), Some(theirs)) = (&sides.renamed, &sides.ours, &sides.theirs) {
            let is_mine = choice.name.as_ref()? == &sides.file;
            let (name, text, dropped) = if is_mine { (&sides.file, ours, other) } else { (other, theirs, &sides.file) };
            let (path, dropped) = (SitePath::new(name), SitePath::new(dropped));
            let text = match choice.is_one_address {
                true => text.clone(),
                false => desk::with_address(&path, text, &dropped, site).ok()?,
            };
            return Some(Kept::Named(name.clone(), text)).filter(|_| choice.other.as_ref() == Some(other));
        }
        let (Some(_), Some(theirs)) = (&sides.ours, &sides.theirs) else {
            return Some(if choice.is_deleted { Kept::Nothing } else { Kept::Edited });
        };
        let path = SitePath::new(&sides.file);
        desk::edited(&path, theirs, &choice.form, site).ok().map(Kept::Text)
    }

    /// The refusal of what was not merged, with both sides of what a person can decide on.
    fn shown(&self, not_merged: NotMerged) -> Refused {
        let NotMerged { mut refused, open } = not_merged;
        let Ok(state) = self.latest() else { return refused };
        let site = &state.site.catalog.site;
        let side = |file: &SitePath, text: &str| {
            let sheet = entry::is_entry(file).then(|| Sheet::of(file, text, site)).filter(|sheet| sheet.is_form);
            // Without a form the whole text is compared.
            json!({"hash": hash(text), "sheet": sheet, "text": text.replace("\r\n", "\n")})
        };
        let sides = |sides: &Sides| {
            let path = SitePath::new(&sides.file);
            let of = |text: &Option<String>| text.as_ref().map(|text| side(&path, text));
            json!({
                "file": sides.file, "other": sides.renamed, "base": of(&sides.base), "mine": of(&sides.ours), "theirs": of(&sides.theirs),
                "by": {"mine": last_by(&self.root, "HEAD", &sides.file), "theirs": sides.by},
            })
        };
        if !open.is_empty() {
            refused.more = json!({"conflicts": open.iter().map(sides).collect::<Vec<_>>()});
        }
        refused
    }
}

/// What is kept where both sides have changed a file, by file.
#[derive(Debug, Default, Deserialize)]
pub(in super::super) struct ToFetch {
    #[serde(default)]
    choices: BTreeMap<String, Choice>,
}

/// What a person keeps of a file.
#[derive(Debug, Deserialize)]
struct Choice {
    /// The hashes of both sides as they were shown; `None` of one that has deleted the file.
    mine: Option<String>,
    theirs: Option<String>,
    /// What is changed in the server's file.
    #[serde(default)]
    form: Filled,
    /// Of a file that one side has deleted: whether it stays so.
    #[serde(default)]
    is_deleted: bool,
    /// Of a file that both sides have given another name: its name on the server as it was shown, the name that it keeps, and
    /// whether the address by the other name leads nowhere any more.
    other: Option<String>,
    name: Option<String>,
    #[serde(default)]
    is_one_address: bool,
}

/// Why nothing was merged.
#[derive(Debug)]
struct NotMerged {
    refused: Refused,
    /// What a person can decide on.
    open: Vec<Sides>,
}

impl From<Refused> for NotMerged {
    fn from(refused: Refused) -> Self {
        Self { refused, open: Vec::new() }
    }
}

/// By this a side of a conflict is recognised.
fn hash(text: &str) -> String {
    format!("{:032x}", Fingerprint::of(text.as_bytes()).hash)
}

/// Has git look at what the server has. Returns the branch there that belongs to the one here, if it exists.
fn fetch(root: &Path, line: &Arc<Line>) -> Result<Option<String>, Refused> {
    let branch = git(root, &["symbolic-ref", "--short", "HEAD"], "").map_err(said)?;
    let upstream = |name: &str| git(root, &["rev-parse", "--abbrev-ref", "--verify", "--quiet", name], "");
    let of_upstream = git(root, &["config", "--get", &format!("branch.{}.remote", branch.trim())], "");
    let remote = of_upstream.map_or_else(|_| remote(root), |name| name.trim().to_owned());
    let arguments = ["fetch", "--progress", "--", &remote];
    exchange(line, "fetch", server(root, &remote), || git_with_server(root, &arguments, line))?;
    let theirs = upstream("@{upstream}").or_else(|_| upstream(&format!("refs/remotes/{remote}/{}", branch.trim())));
    Ok(theirs.ok().map(|name| name.trim().to_owned()).filter(|name| !name.is_empty()))
}

/// Merges a branch into the one that is checked out. Returns how many commits are new.
fn merge(root: &Path, theirs: &str, chosen: &Chosen<'_>) -> Result<u32, NotMerged> {
    if git(root, &["rev-parse", "--verify", "--quiet", "MERGE_HEAD"], "").is_ok() {
        return Err(Refused::new(409, MERGING).into());
    }
    let count = git(root, &["rev-list", "--count", &format!("HEAD..{theirs}")], "").map_err(said)?;
    let count = count.trim().parse().unwrap_or(0);
    if count == 0 {
        return Ok(0);
    }
    let changed = changed_files(root)?;
    let changed: Vec<&str> = changed.iter().filter_map(|entry| entry["file"].as_str()).collect();
    if !changed.is_empty() {
        return Err(refused(UNWRITTEN, &changed).into());
    }
    // Whatever git is set to: no editor, no stash of its own, and a merge where both sides have gone on.
    let arguments = ["-c", "merge.autoStash=false", "merge", "--quiet", "--ff", "--commit", "--no-edit", theirs];
    let Err(words) = git(root, &arguments, "") else { return Ok(count) };
    let both = git(root, &["diff", "--name-only", "--relative", "--diff-filter=U", "-z"], "").unwrap_or_default();
    let both: Vec<&str> = both.split('\0').filter(|file| !file.is_empty()).collect();
    let mut open = Vec::new();
    if git(root, &["rev-parse", "--verify", "--quiet", "MERGE_HEAD"], "").is_ok() {
        if !both.is_empty() {
            match settle(root, &both, chosen) {
                Ok(()) => return Ok(count),
                Err(sides) => open = sides,
            }
        }
        git(root, &["merge", "--abort"], "").map_err(said)?;
    }
    // Git names what it would overwrite one a line, set in.
    let in_the_way: Vec<&str> = words.lines().filter_map(|line| line.strip_prefix('\t')).collect();
    let refused = match () {
        () if !open.is_empty() => refused(CONFLICT, &both),
        () if !both.is_empty() => refused(NOT_SHOWN, &both),
        () if words.contains("unrelated histories") => Refused::new(409, UNRELATED),
        () if !in_the_way.is_empty() => refused(IN_THE_WAY, &in_the_way),
        () => said(words),
    };
    Err(NotMerged { refused, open })
}

fn refused(message: StaticMessage, files: &[&str]) -> Refused {
    let more = files.len().saturating_sub(NAMED);
    let more = if more > 0 { format!(" (+{more})") } else { String::new() };
    let named = files.iter().take(NAMED).copied().collect::<Vec<_>>().join(", ");
    Refused::new(409, message.fill_both(&[("files", &format!("{named}{more}"))]))
}

#[cfg(test)]
mod tests;
