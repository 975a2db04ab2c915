//! When each file was first and last committed, if git knows. Offline; a site without git loses nothing but these dates.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use unicode_normalization::UnicodeNormalization;

use crate::cache;
use crate::text::{Date, SitePath};

/// The note in which a long log is kept, for the commit it was read at.
const NOTE: &str = "git-dates";

/// A log longer than this many bytes is worth a note: about a thousand files.
const LONG: usize = 64 * 1024;

/// What git knows of the files.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Dates {
    /// The day of the last commit that touched each file of `content/`, by the committer's calendar.
    pub(super) files: BTreeMap<SitePath, Date>,
    /// The day of the first commit that had a file of each name, in whatever folder: a file that was moved is not new.
    pub(super) first: BTreeMap<String, Date>,
    /// In a shallow clone, whose oldest commit seems to have written everything, no file has a date; this is the day of its
    /// newest commit.
    pub(super) shallow: Option<Date>,
}

/// The dates of a site. Empty without git and outside a repository.
pub(super) fn dates(root: &Path) -> Dates {
    // Three lines: whether the clone is shallow, the commit, and the path of the site in the repository.
    let Some(state) = git(root, &["rev-parse", "--is-shallow-repository", "HEAD", "--show-prefix"]) else {
        return Dates::default();
    };
    if !state.starts_with("false\n") {
        let day = git(root, &["log", "-1", "--format=%cs"]).and_then(|day| Date::parse(day.trim()));
        return Dates { shallow: day, ..Dates::default() };
    }
    if let Some(log) = noted_log(root, &state) {
        return read_log(&log);
    }
    let log = ["log", "-z", "--format=%x01%cs", "--name-only", "--no-renames", "--relative", "HEAD", "--", "content"];
    let Some(log) = git(root, &log) else { return Dates::default() };
    if log.len() > LONG {
        cache::site::write(root, NOTE, [state.as_str(), &log].concat().as_bytes());
    }
    read_log(&log)
}

/// Whether the folder may be in a repository: it or one above it has a `.git`, or the environment names one. Saves starting
/// git where there is none.
pub(super) fn may_be_repository(root: &Path) -> bool {
    let has_git = |folder: &Path| folder.join(".git").exists();
    // If the folder cannot be resolved, git decides.
    std::env::var_os("GIT_DIR").is_some()
        || std::fs::canonicalize(root).map_or(true, |root| root.ancestors().any(has_git))
}

/// Git's reflog of `HEAD`, which grows with every commit, checkout and pull.
pub(super) fn log_file(root: &Path) -> Option<PathBuf> {
    let written = git(root, &["rev-parse", "--git-path", "logs/HEAD"])?;
    Some(root.join(written.trim_end_matches(['\r', '\n']))).filter(|path| path.is_file())
}

/// The log in the note, if it was written at the same commit.
fn noted_log(root: &Path, state: &str) -> Option<String> {
    let note = String::from_utf8(cache::site::read(root, NOTE)?).ok()?;
    note.strip_prefix(state).map(str::to_owned)
}

/// The log names the newest commit first, so the first date of a file is its last, and the other way round. Names end with
/// a zero byte and are not quoted; macOS may return them decomposed.
fn read_log(log: &str) -> Dates {
    let mut dates = Dates::default();
    let mut date = None;
    for field in log.split(['\0', '\n']).filter(|field| !field.is_empty()) {
        match field.strip_prefix('\u{1}') {
            Some(day) => date = Date::parse(day),
            None => {
                if let Some(date) = date {
                    let path = SitePath::new(&field.nfc().collect::<String>());
                    dates.first.insert(path.stem().to_owned(), date);
                    dates.files.entry(path).or_insert(date);
                }
            }
        }
    }
    dates
}

fn git(root: &Path, arguments: &[&str]) -> Option<String> {
    // The output must not depend on the user's settings, and git must not prompt.
    let settings = ["-c", "log.showSignature=false", "-c", "log.follow=false", "-c", "color.ui=false"];
    let mut command = Command::new("git");
    command.arg("-C").arg(root).args(settings).args(arguments);
    command.env("GIT_OPTIONAL_LOCKS", "0").env("GIT_TERMINAL_PROMPT", "0").env("GIT_NO_LAZY_FETCH", "1");
    let output = command.stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    /// Runs git with settings of its own and a fixed day; false if there is no git here.
    fn commit(root: &Path, day: &str) -> bool {
        let run = |arguments: &[&str]| {
            let who = ["-c", "user.name=x", "-c", "user.email=x@example.vn", "-c", "commit.gpgsign=false"];
            let mut command = Command::new("git");
            command.arg("-C").arg(root).args(who).args(arguments).env("GIT_COMMITTER_DATE", day);
            command.output().is_ok_and(|output| output.status.success())
        };
        run(&["init", "-q"]) && run(&["add", "."]) && run(&["commit", "-q", "--allow-empty", "-m", "x"])
    }

    fn shown(dates: &BTreeMap<SitePath, Date>) -> Vec<(String, String)> {
        dates.iter().map(|(path, date)| (path.to_string(), date.to_string())).collect()
    }

    #[test]
    fn a_files_date_is_the_day_of_its_last_commit_where_it_was_made() {
        let repository = tempfile::tempdir().unwrap();
        let root = repository.path().join("trang");
        fs::create_dir_all(root.join("content/mo-hinh")).unwrap();
        fs::write(root.join("content/a.md"), "1").unwrap();
        fs::write(root.join("content/mo-hinh/kẻng \"hai\".md"), "1").unwrap();
        // Six in the morning in Vietnam: the day before in UTC.
        if !commit(repository.path(), "2024-02-29T06:00:00+0700") {
            eprintln!("skipped: there is no git here");
            return;
        }
        fs::write(root.join("content/a.md"), "2").unwrap();
        assert!(commit(repository.path(), "2025-01-01T12:00:00+0700"));
        let expected = [("content/a.md", "2025-01-01"), ("content/mo-hinh/kẻng \"hai\".md", "2024-02-29")]
            .map(|(path, day)| (path.to_owned(), day.to_owned()));
        assert_eq!(shown(&dates(&root).files), expected);
        let first = dates(&root).first;
        assert_eq!(first.get("a").map(Date::to_string).as_deref(), Some("2024-02-29"), "the day of the first commit");
        assert!(!root.join(".lantoa").exists(), "a short log is not worth a note");
    }

    #[test]
    fn only_a_folder_in_a_repository_is_asked_about() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("trang");
        fs::create_dir_all(&root).unwrap();
        assert!(!may_be_repository(&root) || std::env::var_os("GIT_DIR").is_some());
        // A worktree and a submodule have a file there.
        fs::write(folder.path().join(".git"), "gitdir: elsewhere").unwrap();
        assert!(may_be_repository(&root) && may_be_repository(folder.path()));
        assert!(may_be_repository(&root.join("none")), "what is not there is left to git");
    }

    #[test]
    fn a_long_log_is_noted_until_the_next_commit() {
        let root = tempfile::tempdir().unwrap();
        let root = root.path();
        fs::create_dir_all(root.join("content")).unwrap();
        for number in 0..900 {
            fs::write(root.join(format!("content/{number:080}.md")), "1").unwrap();
        }
        if !commit(root, "2024-02-29T12:00:00+0700") {
            eprintln!("skipped: there is no git here");
            return;
        }
        let first = dates(root).files;
        assert_eq!(first.len(), 900);
        assert!(cache::site::read(root, NOTE).is_some() && cache::site::read(root, ".gitignore").is_some());
        assert_eq!(dates(root).files, first, "the note says what the log says");
        fs::write(root.join("content/moi.md"), "1").unwrap();
        assert!(commit(root, "2025-01-01T12:00:00+0700"));
        assert_eq!(dates(root).files.len(), 901, "a new commit makes the note old");
    }

    #[test]
    fn without_a_repository_nothing_is_known() {
        let root = tempfile::tempdir().unwrap();
        assert_eq!(dates(root.path()), Dates::default());
    }

    #[test]
    fn a_shallow_clone_knows_no_dates() {
        let (origin, clone) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        fs::create_dir_all(origin.path().join("content")).unwrap();
        fs::write(origin.path().join("content/a.md"), "1").unwrap();
        if !(commit(origin.path(), "2024-02-29T12:00:00Z") && commit(origin.path(), "2024-03-01T12:00:00Z")) {
            eprintln!("skipped: there is no git here");
            return;
        }
        let address = format!("file://{}", origin.path().display());
        let cloned = Command::new("git").args(["clone", "-q", "--depth", "1", &address]).arg(clone.path()).output();
        assert!(cloned.unwrap().status.success());
        assert_eq!(dates(clone.path()), Dates { shallow: Date::parse("2024-03-01"), ..Dates::default() });
    }
}
