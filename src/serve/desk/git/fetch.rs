//! Taking over what others have sent to the server: fetched, then merged. Either all of it becomes part of the files, or nothing
//! does, and it is told which files are in the way.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use serde::Deserialize;
use serde_json::json;

use super::super::{Answer, Desk, Refused, lock};
use super::merge::{Chosen, Sides, settle};
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
            merged.map_err(|not_merged| self.shown(not_merged))?
        };
        let mut answer = self.git()?;
        answer["fetched"] = merged.into();
        Ok(answer)
    }

    /// What the file says that a person has chosen, if the sides are those that were shown.
    fn chosen(&self, asked: &ToFetch, sides: &Sides) -> Option<String> {
        let choice = asked.choices.get(&sides.file)?;
        let is_shown = choice.mine == hash(&sides.ours) && choice.theirs == hash(&sides.theirs);
        let state = self.latest().ok().filter(|_| is_shown)?;
        let path = SitePath::new(&sides.file);
        desk::edited(&path, &sides.theirs, &choice.form, &state.site.catalog.site).ok()
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
        let sides = |Sides { file, base, ours, theirs }: &Sides| {
            let path = SitePath::new(file);
            json!({"file": file, "base": side(&path, base), "mine": side(&path, ours), "theirs": side(&path, theirs)})
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
    /// The hashes of both sides as they were shown.
    mine: String,
    theirs: String,
    /// What is changed in the server's file.
    form: Filled,
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
mod tests {
    use std::fs;
    use std::path::PathBuf;

    use super::*;

    fn push(root: &Path) -> Result<(), Refused> {
        super::super::push(root, &Arc::default())
    }

    /// A repository on a server and two clones of it, each with a name.
    struct Two {
        _folder: tempfile::TempDir,
        an: PathBuf,
        binh: PathBuf,
    }

    fn run(root: &Path, arguments: &[&str]) -> String {
        git(root, arguments, "").unwrap_or_else(|words| panic!("git {arguments:?}: {words}"))
    }

    fn write(root: &Path, name: &str, text: &str) {
        let path = root.join("content/mo-hinh").join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn read(root: &Path, name: &str) -> String {
        fs::read_to_string(root.join("content/mo-hinh").join(name)).unwrap()
    }

    fn commit(root: &Path, name: &str, text: &str) {
        write(root, name, text);
        run(root, &["add", "--all"]);
        run(root, &["commit", "--quiet", "--message", name]);
    }

    fn delete(root: &Path, name: &str) {
        run(root, &["rm", "--quiet", &format!("content/mo-hinh/{name}")]);
        run(root, &["commit", "--quiet", "--message", name]);
    }

    fn two() -> Option<Two> {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        if git(root, &["--version"], "").is_err() {
            eprintln!("SKIPPED: there is no git here");
            return None;
        }
        run(root, &["init", "--quiet", "--bare", "--initial-branch=main", "kho.git"]);
        let clone = |name: &str| {
            run(root, &["clone", "--quiet", "kho.git", name]);
            let path = root.join(name);
            for (key, value) in [("user.name", name), ("user.email", "a@example.vn"), ("merge.ff", "only")] {
                run(&path, &["config", key, value]);
            }
            path
        };
        let an = clone("an");
        commit(&an, "a.md", "Một\n\nHai\n\nBa\n");
        push(&an).unwrap();
        let binh = clone("binh");
        Some(Two { an, binh, _folder: folder })
    }

    fn taken(root: &Path) -> Result<u32, Refused> {
        fetch(root, &Arc::default())?
            .map_or(Ok(0), |theirs| merge(root, &theirs, &|_| None))
            .map_err(|not_merged| not_merged.refused)
    }

    fn status(root: &Path) -> String {
        run(root, &["status", "--porcelain=v1"]) + &run(root, &["rev-parse", "HEAD"])
    }

    #[test]
    fn what_others_have_sent_is_taken_over_and_then_ones_own_can_be_sent() {
        let Some(two) = two() else { return };
        let Two { an, binh, .. } = &two;
        assert_eq!(taken(binh).unwrap(), 0);
        commit(an, "b.md", "An viết\n");
        push(an).unwrap();
        commit(binh, "c.md", "Bình viết\n");
        commit(binh, "a.md", "Một\n\nHai\n\nBa, Bình sửa\n");
        let behind = push(binh).unwrap_err();
        assert!(behind.message.vi.contains("“Lấy thay đổi về”"), "{}", behind.message.vi);
        assert_eq!(taken(binh).unwrap(), 1);
        assert_eq!((read(binh, "b.md"), read(binh, "c.md")), ("An viết\n".to_owned(), "Bình viết\n".to_owned()));
        push(binh).unwrap();
        // Different places of one file are merged too.
        commit(an, "a.md", "Một, An sửa\n\nHai\n\nBa\n");
        assert!(taken(an).unwrap() > 0);
        assert_eq!(read(an, "a.md"), "Một, An sửa\n\nHai\n\nBa, Bình sửa\n");
    }

    #[test]
    fn what_is_not_committed_is_named_and_left_alone() {
        let Some(two) = two() else { return };
        let Two { an, binh, .. } = &two;
        commit(an, "b.md", "An\n");
        push(an).unwrap();
        write(binh, "b.md", "Bình\n");
        let before = status(binh);
        let told = taken(binh).unwrap_err();
        assert!(told.message.vi.contains("chưa ghi vào lịch sử: content/mo-hinh/b.md."), "{}", told.message.vi);
        assert_eq!((status(binh), read(binh, "b.md")), (before, "Bình\n".to_owned()));
        // A file beside the content that the server has too.
        fs::remove_file(binh.join("content/mo-hinh/b.md")).unwrap();
        fs::write(an.join("ghi-chu.txt"), "An").unwrap();
        commit(an, "d.md", "An\n");
        push(an).unwrap();
        fs::write(binh.join("ghi-chu.txt"), "Bình").unwrap();
        let before = status(binh);
        let told = taken(binh).unwrap_err();
        assert!(told.message.vi.contains("máy này: ghi-chu.txt."), "{}", told.message.vi);
        assert_eq!((status(binh), fs::read_to_string(binh.join("ghi-chu.txt")).unwrap()), (before, "Bình".to_owned()));
    }

    #[test]
    fn a_merge_in_conflict_is_undone_whole() {
        let Some(two) = two() else { return };
        let Two { an, binh, .. } = &two;
        commit(an, "a.md", "An\n");
        commit(an, "b.md", "Mới\n");
        push(an).unwrap();
        commit(binh, "a.md", "Bình\n");
        let before = status(binh);
        let told = taken(binh).unwrap_err();
        assert!(told.message.vi.contains("cùng sửa một chỗ trong: content/mo-hinh/a.md."), "{}", told.message.vi);
        assert_eq!((status(binh), read(binh, "a.md")), (before, "Bình\n".to_owned()));
        assert!(!binh.join("content/mo-hinh/b.md").exists(), "no part of it stays");
        // One side deletes what the other changes.
        run(binh, &["reset", "--quiet", "--hard", "HEAD~"]);
        delete(binh, "a.md");
        let before = status(binh);
        assert!(taken(binh).unwrap_err().message.vi.contains("a.md"));
        assert_eq!(status(binh), before);
    }

    #[test]
    fn what_a_person_has_chosen_is_merged_with_all_else() {
        let Some(two) = two() else { return };
        let Two { an, binh, .. } = &two;
        commit(an, "a.md", "An\n");
        commit(an, "b.md", "Mới\n");
        push(an).unwrap();
        commit(binh, "a.md", "Bình\n");
        let theirs = fetch(binh, &Arc::default()).unwrap().unwrap();
        let open = merge(binh, &theirs, &|_| None).unwrap_err().open;
        let sides = &open[0];
        assert_eq!(
            (open.len(), &*sides.file, &*sides.base, &*sides.ours, &*sides.theirs),
            (1, "content/mo-hinh/a.md", "Một\n\nHai\n\nBa\n", "Bình\n", "An\n")
        );
        let before = status(binh);
        assert!(before.starts_with(char::is_alphanumeric), "nothing has changed: {before}");
        assert_eq!(merge(binh, &theirs, &|sides| Some(format!("{}{}", sides.ours, sides.theirs))).unwrap(), 2);
        assert_eq!((read(binh, "a.md"), read(binh, "b.md")), ("Bình\nAn\n".to_owned(), "Mới\n".to_owned()));
        push(binh).unwrap();
        // One side has deleted what the other has changed: there are no two versions to show.
        run(an, &["pull", "--quiet"]);
        commit(an, "a.md", "An sửa\n");
        push(an).unwrap();
        delete(binh, "a.md");
        let theirs = fetch(binh, &Arc::default()).unwrap().unwrap();
        assert!(merge(binh, &theirs, &|_| Some(String::new())).unwrap_err().open.is_empty());
    }

    /// What an import has written: a line for its model, one for its list, the headings, and the article.
    fn imported(root: &Path, name: &str, source: &str) {
        let row = format!("{{\"file\":\"content/mo-hinh/{name}.md\",\"row\":\"{name}\",\"cells\":{{}}}}\n");
        let list = format!("{{\"columns_of\":\"{source}\",\"columns\":{{\"x\":\"title\"}}}}\n");
        fs::write(root.join("import.rows.jsonl"), row + &list).unwrap();
        fs::write(root.join("import.yaml"), format!("columns:\n  Cột {name}: title\n  Nơi: {name}\n")).unwrap();
        commit(root, "chung.md", &format!("---\n# Nguồn: {source} › A!B3\ntitle: Chung\n---\n"));
    }

    #[test]
    fn what_two_imports_have_written_is_merged() {
        let Some(two) = two() else { return };
        let Two { an, binh, .. } = &two;
        imported(an, "thon", "quy-2.xlsx");
        push(an).unwrap();
        imported(binh, "xa", "quy-2b.xlsx");
        assert_eq!(taken(binh).unwrap(), 1);
        push(binh).unwrap();
        assert!(taken(an).unwrap() > 0);
        for root in [an, binh] {
            let text = |name: &str| fs::read_to_string(root.join(name)).unwrap();
            let rows = text("import.rows.jsonl");
            for said in ["mo-hinh/thon.md", "mo-hinh/xa.md", "quy-2.xlsx", "quy-2b.xlsx"] {
                assert!(rows.contains(said), "{rows}");
            }
            // Of a heading that both explain the server's word counts.
            assert_eq!(text("import.yaml"), "columns:\n  Cột thon: title\n  Nơi: thon\n  Cột xa: title\n");
            assert!(read(root, "chung.md").contains("# Nguồn: quy-2.xlsx"), "{}", read(root, "chung.md"));
        }
        // One that is no mapping is left to people.
        fs::write(an.join("import.yaml"), "columns:\n  Cột: title\n").unwrap();
        commit(an, "e.md", "An\n");
        push(an).unwrap();
        fs::write(binh.join("import.yaml"), "columns:\n  Cột: khong-co\n").unwrap();
        commit(binh, "f.md", "Bình\n");
        let before = status(binh);
        assert!(taken(binh).unwrap_err().message.vi.contains("import.yaml"));
        assert_eq!(status(binh), before);
    }

    #[test]
    fn a_branch_that_the_server_does_not_have_yet_brings_nothing() {
        let Some(two) = two() else { return };
        let Two { an, .. } = &two;
        run(an, &["switch", "--quiet", "--create", "moi"]);
        assert_eq!(taken(an).unwrap(), 0);
        run(an, &["switch", "--quiet", "--detach"]);
        assert!(taken(an).unwrap_err().message.vi.starts_with("Git không đứng ở nhánh nào"));
    }
}
