//! What git knows of the site: what has changed since the last commit, committing it, sending it away, taking over what others
//! have sent. Git's own messages are for programmers; the common ones are said in plain words, with git's words behind them.

mod fetch;
mod merge;
mod process;

use std::path::Path;
use std::sync::Arc;

use serde::Deserialize;
use serde_json::{Value, json};

use super::state::DeskState;
use super::{Answer, Desk, Refused, lock};
use crate::desk::Sheet;
use crate::entry::EntryKind;
use crate::office::{MEMORY, SETTINGS};
use crate::text::{Message, SitePath, StaticMessage};
use crate::vietnamese;

pub(super) use process::Line;

use process::{STOPPED, git, git_with_server};

/// What a commit of the desk takes: what people and the import write, never what is built.
const WRITTEN: [&str; 6] = ["content", "themes", SETTINGS, MEMORY, ".gitignore", ".vscode"];

const NO_GIT: StaticMessage = StaticMessage::fixed(
    "Thư mục này không có git; hãy dùng “Xuất bản”.",
    "This folder has no git; publish it instead.",
);
const NOTHING: StaticMessage =
    StaticMessage::fixed("Không có gì thay đổi để ghi vào lịch sử.", "Nothing has changed that could be committed.");
const NO_NAME: StaticMessage = StaticMessage::fixed(
    "Git chưa biết bạn là ai. Nhờ người quản lý máy chạy một lần: git config --global user.name \"Tên\" và git config --global user.email \"thư điện tử\".",
    "Git does not know who you are. Have the administrator run once: git config --global user.name \"Name\" and git config --global user.email \"mail\".",
);
const NO_LINE: StaticMessage = StaticMessage::fixed(
    "Không kết nối được với máy chủ git. Bài đã nằm trong lịch sử trên máy này; có mạng thì gửi lại.",
    "The git server cannot be reached. What you wrote is in the history on this machine; send it again later.",
);
const NO_LINE_TO_FETCH: StaticMessage = StaticMessage::fixed(
    "Không kết nối được với máy chủ git. Chưa lấy gì về, bài trên máy này còn nguyên; có mạng thì lấy lại.",
    "The git server cannot be reached. Nothing was taken over, and what you wrote is as it was; fetch again later.",
);
const NO_LEAVE: StaticMessage = StaticMessage::fixed(
    "Máy chủ git không nhận tên hoặc mật khẩu của máy này. Nhờ người quản lý đăng nhập git một lần.",
    "The git server refuses this machine's name or password. Have the administrator sign in once.",
);
const BEHIND: StaticMessage = StaticMessage::fixed(
    "Trên máy chủ có bài mới mà máy này chưa có, nên chưa gửi. Hãy bấm “Lấy thay đổi về” rồi gửi lại.",
    "The server has changes that this machine does not have, so nothing was sent. Press “Fetch changes”, then send again.",
);
const NOT_OURS: StaticMessage = StaticMessage::fixed(
    "Git không dùng thư mục này vì nó thuộc về một người dùng khác (thường gặp ở ổ mạng, USB). Nhờ người quản lý máy chạy một lần: git config --global --add safe.directory \"*\".",
    "Git does not use this folder, because it belongs to another user (network disks and USB sticks often do). Have the administrator run once: git config --global --add safe.directory \"*\".",
);
const NO_REMOTE: StaticMessage = StaticMessage::fixed(
    "Máy chủ git không có kho ấy, hoặc máy này không được vào. Bài vẫn nằm trong lịch sử trên máy này. Nhờ người quản lý xem lại địa chỉ của kho.",
    "The git server has no such repository, or this machine may not see it. What you wrote is in the history on this machine. Have the administrator look at the repository's address.",
);
const REFUSED: StaticMessage = StaticMessage::fixed(
    "Máy chủ git không nhận: nhánh được khóa, hoặc có quy định riêng. Bài vẫn nằm trong lịch sử trên máy này. Nhờ người quản lý gửi giúp.",
    "The git server refused: the branch is protected, or has rules of its own. What you wrote is in the history on this machine. Have the administrator send it.",
);
const NO_BRANCH: StaticMessage = StaticMessage::fixed(
    "Git không đứng ở nhánh nào, nên chưa biết gửi vào đâu. Nhờ người quản lý chọn nhánh (git switch) rồi gửi lại.",
    "Git is on no branch, so it is not clear where to send to. Have the administrator choose one (git switch), then send again.",
);
const NO_COMMIT: StaticMessage = StaticMessage::fixed(
    "Chưa có gì trong lịch sử để gửi; hãy bấm “Ghi vào lịch sử” trước.",
    "There is nothing in the history to send yet; commit first.",
);
const NO_ROOM: StaticMessage = StaticMessage::fixed(
    "Ổ đĩa đã đầy. Hãy bỏ bớt tệp không cần rồi thử lại.",
    "The disk is full. Make room, then try again.",
);
const BUSY: StaticMessage = StaticMessage::fixed(
    "Git đang bận với việc khác trong thư mục này; đợi một lát rồi thử lại.",
    "Git is busy with something else in this folder; wait and try again.",
);
const EXCHANGING: StaticMessage = StaticMessage::fixed(
    "Đang trao đổi với máy chủ git rồi; đợi xong hoặc bấm “Dừng”.",
    "There is an exchange with the git server already; wait for it or stop it.",
);
const PUSH_STOPPED: StaticMessage = StaticMessage::fixed(
    "Đã dừng, không đợi máy chủ git nữa. Bài vẫn nằm trong lịch sử trên máy này; lúc khác bấm “Gửi lên máy chủ” lần nữa.",
    "Stopped; the git server is waited for no longer. What you wrote is in the history on this machine; send it again later.",
);
const FETCH_STOPPED: StaticMessage = StaticMessage::fixed(
    "Đã dừng, không đợi máy chủ git nữa. Chưa lấy gì về, bài trên máy này còn nguyên.",
    "Stopped; the git server is waited for no longer. Nothing was taken over, and what you wrote is as it was.",
);
const MERGING: StaticMessage = StaticMessage::fixed(
    "Có chỗ hai người cùng sửa chưa hòa vào nhau. Nhờ người quản lý gỡ trước.",
    "Changes of two people have not been merged yet. Have the administrator settle them first.",
);
const FAILED: StaticMessage = StaticMessage::fixed("Git không làm được.", "Git failed.");

/// A message for a commit.
#[derive(Debug, Deserialize)]
pub(super) struct NewCommit {
    message: String,
}

impl Desk {
    /// What git knows.
    pub(super) fn git(&self) -> Answer {
        match git(&self.root, &["rev-parse", "--is-inside-work-tree"], "") {
            Ok(_) => {}
            // A history that git does not want to read is one all the same.
            Err(words) if words.contains("dubious ownership") => return Err(said(words)),
            Err(_) => return Ok(json!({"git": false})),
        }
        let files = changed_files(&self.root)?;
        let remote = git(&self.root, &["remote"], "").is_ok_and(|names| !names.trim().is_empty());
        let count = |range: &str| {
            let count = git(&self.root, &["rev-list", "--count", range], "");
            count.ok().and_then(|count| count.trim().parse::<u32>().ok())
        };
        // As far as the server was asked.
        let (ahead, behind) = (count("@{upstream}..HEAD"), count("HEAD..@{upstream}"));
        let message = self.suggested(&files);
        Ok(json!({
            "git": true, "files": files, "remote": remote, "ahead": ahead, "behind": behind, "message": message,
        }))
    }

    /// A message that says which models and pages have changed.
    fn suggested(&self, files: &[Value]) -> String {
        let state = lock(&self.latest).clone();
        let of = |wanted: &str| -> Vec<&str> {
            let files = files.iter().filter(|file| file["what"] == wanted);
            files.filter_map(|file| file["file"].as_str()).filter(|file| file.ends_with(".md")).collect()
        };
        let (mut new, mut gone) = (of("new"), of("gone"));
        let (mut renamed, mut moved) = (Vec::new(), Vec::new());
        new.retain(|file| {
            let before = state.as_ref().and_then(|state| gone.iter().position(|gone| is_renamed(state, gone, file)));
            let Some(before) = before else { return true };
            let is_moved = SitePath::new(gone.remove(before)).stem() == SitePath::new(file).stem();
            if is_moved { &mut moved } else { &mut renamed }.push(*file);
            false
        });
        let part = |files: Vec<&str>, word: StaticMessage| {
            let title = |file: &&str| self.title_of(state.as_deref(), file);
            let shown = files.iter().take(3).map(|file| format!("“{}”", title(file))).collect::<Vec<_>>().join(", ");
            let more = files.len().saturating_sub(3);
            let more = if more > 0 { format!(" (+{more})") } else { String::new() };
            (!files.is_empty()).then(|| format!("{} {shown}{more}", word.get(self.lang())))
        };
        let parts = [
            part(new, StaticMessage::fixed("Thêm", "Add")),
            part(of("changed"), StaticMessage::fixed("Sửa", "Change")),
            part(renamed, StaticMessage::fixed("Đổi tên tệp của", "Rename the file of")),
            part(moved, StaticMessage::fixed("Chuyển", "Move")),
            part(gone, StaticMessage::fixed("Bỏ", "Remove")),
        ];
        let message = parts.into_iter().flatten().collect::<Vec<_>>().join("; ");
        let other = StaticMessage::fixed("Cập nhật trang web", "Update the site");
        if message.is_empty() { other.get(self.lang()).to_owned() } else { message }
    }

    /// The title of a model or page, of one that is gone as it was committed last; the name of the file where it has none.
    fn title_of(&self, state: Option<&DeskState>, file: &str) -> String {
        let path = SitePath::new(file);
        let text = state.and_then(|state| state.source.text(&path)).map(str::to_owned);
        let text = text.or_else(|| git(&self.root, &["show", &format!("HEAD:./{file}")], "").ok());
        let sheet = text.zip(state).map(|(text, state)| Sheet::of(&path, &text, &state.site.catalog.site));
        let title = sheet.and_then(|sheet| sheet.values.get("title")?.as_str().map(str::to_owned));
        title.unwrap_or_else(|| path.file_name().to_owned())
    }

    pub(super) fn commit(&self, new: &NewCommit) -> Answer {
        let _writing = lock(&self.writing);
        let there: Vec<&str> = WRITTEN.into_iter().filter(|name| self.root.join(name).exists()).collect();
        if changed_files(&self.root)?.is_empty() {
            return Err(Refused::new(409, NOTHING));
        }
        git(&self.root, &[&["add", "--all", "--"][..], &there].concat(), "").map_err(said)?;
        // By standard input, so that no message is taken for an option.
        let message: String = new.message.chars().filter(|letter| *letter == '\n' || !letter.is_control()).collect();
        git(&self.root, &[&["commit", "--quiet", "--file=-", "--"][..], &there].concat(), &message).map_err(said)?;
        self.git()
    }

    pub(super) fn push(&self) -> Answer {
        push(&self.root, &self.line)?;
        self.git()
    }

    /// What is waited for: `{what, server, seconds, progress}`, or nothing.
    pub(super) fn waiting(&self) -> Answer {
        let waiting = self.line.now().map(|now| {
            let seconds = now.since.elapsed().as_secs();
            json!({"what": now.what, "server": now.server, "seconds": seconds, "progress": now.progress})
        });
        Ok(json!({"waiting": waiting}))
    }

    /// Stops the exchange with the server; the request that began it says what has become of it.
    pub(super) fn cancel(&self) -> Answer {
        Ok(json!({"stopped": self.line.stop()}))
    }
}

/// Whether the new file `new` is that which was `old`: it has the same name in another folder, or its old address leads to it.
fn is_renamed(state: &DeskState, old: &str, new: &str) -> bool {
    let (old, new) = (SitePath::new(old), SitePath::new(new));
    if EntryKind::of(&old) != EntryKind::of(&new) {
        return false;
    }
    let address = EntryKind::of(&old).url_path(&vietnamese::slug(old.stem()));
    let address = address.trim_end_matches(".html");
    let sheet = state.source.text(&new).map(|text| Sheet::of(&new, text, &state.site.catalog.site));
    let leads = |sheet: Sheet| {
        let aliases = sheet.values.get("aliases").and_then(Value::as_array).cloned().unwrap_or_default();
        aliases.iter().filter_map(Value::as_str).any(|alias| alias.trim_end_matches(".html") == address)
    };
    old.stem() == new.stem() || sheet.is_some_and(leads)
}

/// What has changed since the last commit: `{file, what}`, where `what` is `new`, `changed` or `gone`.
fn changed_files(root: &Path) -> Result<Vec<Value>, Refused> {
    let there: Vec<&str> = WRITTEN.into_iter().filter(|name| root.join(name).exists()).collect();
    let arguments = ["status", "--porcelain=v1", "-z", "--no-renames", "--untracked-files=all", "--"];
    let listed = git(root, &[&arguments[..], &there].concat(), "").map_err(said)?;
    let prefix = git(root, &["rev-parse", "--show-prefix"], "").unwrap_or_default();
    let entry = |entry: &str| {
        let (state, file) = entry.split_at_checked(3)?;
        let what = match state.trim() {
            "??" | "A" | "AM" => "new",
            state if state.contains('D') => "gone",
            _ => "changed",
        };
        Some(json!({"file": file.strip_prefix(prefix.trim_end()).unwrap_or(file), "what": what}))
    };
    Ok(listed.split('\0').filter_map(entry).collect())
}

/// Sends the branch that is checked out to the server.
fn push(root: &Path, line: &Arc<Line>) -> Result<(), Refused> {
    let upstream = git(root, &["rev-parse", "--abbrev-ref", "@{upstream}"], "").ok();
    let first = remote(root);
    let of_upstream = upstream.as_ref().and_then(|name| name.split_once('/')).map(|(remote, _)| remote);
    let server = server(root, of_upstream.unwrap_or(&first));
    let new = ["push", "--progress", "--set-upstream", &first, "HEAD"];
    let arguments = if upstream.is_some() { &new[..2] } else { &new[..] };
    exchange(line, "push", server, || git_with_server(root, arguments, line)).map(drop)
}

/// Does something with a server that a person may stop.
fn exchange(
    line: &Line,
    what: &'static str,
    server: String,
    git: impl FnOnce() -> Result<String, String>,
) -> Result<String, Refused> {
    let stopped = if what == "push" { PUSH_STOPPED } else { FETCH_STOPPED };
    let done = line.during(what, server, git).ok_or_else(|| Refused::new(409, EXCHANGING))?;
    done.map_err(|words| match &*words {
        STOPPED => Refused { more: json!({"is_stopped": true}), ..Refused::new(409, stopped) },
        _ if what == "push" => said(words),
        _ => said_of_fetching(words),
    })
}

/// Git's words in plain ones, where something was to be taken over: nothing of the machine was to be sent.
fn said_of_fetching(words: String) -> Refused {
    let mut refused = said(words);
    let Message { vi, en } = &mut refused.message;
    for (text, sent, fetched) in [(vi, NO_LINE.vi, NO_LINE_TO_FETCH.vi), (en, NO_LINE.en, NO_LINE_TO_FETCH.en)] {
        *text = text.replace(sent, fetched);
    }
    refused
}

/// Where a server is, as people know it: its name without what one signs in with, or a folder.
fn server(root: &Path, remote: &str) -> String {
    let url = git(root, &["remote", "get-url", remote], "").unwrap_or_default();
    let url = url.trim();
    let (rest, is_url) = url.split_once("://").map_or((url, false), |(_, rest)| (rest, true));
    let host = match (is_url, rest.split_once(':')) {
        (true, _) => rest.split('/').next().unwrap_or(rest),
        // As ssh has it: git@may-chu:kho.git; but C:\kho.git is a folder.
        (false, Some((host, _))) if host.len() > 1 && !host.contains(['/', '\\']) => host,
        _ => return rest.to_owned(),
    };
    host.rsplit('@').next().unwrap_or(host).to_owned()
}

/// The first server that git knows.
fn remote(root: &Path) -> String {
    let names = git(root, &["remote"], "").unwrap_or_default();
    names.lines().next().unwrap_or("origin").to_owned()
}

/// Git's words in plain ones, with its own behind if they say more: which server, which branch.
fn said(words: String) -> Refused {
    let has = |parts: &[&str]| parts.iter().any(|part| words.to_lowercase().contains(part));
    let plain = match () {
        () if has(&["dubious ownership"]) => NOT_OURS,
        () if has(&["no space left", "disk quota", "disk full"]) => NO_ROOM,
        () if has(&["does not appear to be a git repository", "repository not found", "' not found"]) => NO_REMOTE,
        () if has(&["not a git repository"]) => NO_GIT,
        () if has(&["please tell me who you are", "empty ident", "auto-detect email"]) => NO_NAME,
        () if has(&["protected branch", "hook declined", "remote rejected", "gh006", "not allowed to push"]) => REFUSED,
        () if has(&["not currently on a branch", "detached", "not a full refname", "not a symbolic ref"]) => NO_BRANCH,
        () if has(&["src refspec"]) => NO_COMMIT,
        () if has(&["non-fast-forward", "fetch first", "updates were rejected"]) => BEHIND,
        () if has(&[
            "authentication failed",
            "permission denied",
            "could not read username",
            "access denied",
            "invalid credentials",
            "host key verification failed",
            "terminal prompts disabled",
            " 403",
        ]) =>
        {
            NO_LEAVE
        }
        () if has(&["could not resolve", "unable to access", "timed out", "connection", "network"]) => NO_LINE,
        () if has(&["index.lock", "another git process"]) => BUSY,
        () if has(&["unmerged", "merge", "conflict"]) => MERGING,
        () => FAILED,
    };
    // Where git sends to stands before what went wrong.
    let lines = || words.lines().map(str::trim).filter(|line| !line.is_empty());
    let is_reason =
        |line: &&str| ["fatal:", "error:", "! [", "remote: error", "***"].iter().any(|begin| line.starts_with(begin));
    let first = lines().find(is_reason).or_else(|| lines().next()).unwrap_or("").to_owned();
    let says_all = [BEHIND, NOT_OURS, NO_ROOM, NO_GIT, NO_NAME, NO_BRANCH, NO_COMMIT, MERGING]
        .iter()
        .any(|all| all.vi == plain.vi);
    let is_bare = says_all || first.is_empty();
    let with = |plain: &str| if is_bare { plain.to_owned() } else { format!("{plain} (git: {first})") };
    Refused::new(422, Message::new(with(plain.vi), with(plain.en)))
}

#[cfg(test)]
mod tests;
