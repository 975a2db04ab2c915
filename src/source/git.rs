//! When each file was last committed, if git knows. Offline; a site without git loses nothing but these dates.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::text::{Date, SitePath};

/// The day (UTC) of the last commit that touched each file of `content/`. Empty without git, outside a repository, and
/// in a shallow clone, whose oldest commit seems to have written everything.
pub(super) fn dates(root: &Path) -> BTreeMap<SitePath, Date> {
    let shallow = git(root, &["rev-parse", "--is-shallow-repository"]);
    if shallow.as_deref().map(str::trim) != Some("false") {
        return BTreeMap::new();
    }
    let log = ["-c", "core.quotePath=false", "log", "--format=%x01%ct", "--name-only", "--relative", "--", "content"];
    git(root, &log).map_or_else(BTreeMap::new, |log| read_log(&log))
}

/// Git's own note of where `HEAD` has been, which grows with every commit, checkout and pull.
pub(super) fn log_file(root: &Path) -> Option<PathBuf> {
    let written = git(root, &["rev-parse", "--git-path", "logs/HEAD"])?;
    Some(root.join(written.trim_end_matches(['\r', '\n']))).filter(|path| path.is_file())
}

/// The log names the newest commit first, so the first date of a file is its last.
fn read_log(log: &str) -> BTreeMap<SitePath, Date> {
    let mut dates = BTreeMap::new();
    let mut date = None;
    for line in log.lines().filter(|line| !line.is_empty()) {
        match line.strip_prefix('\u{1}') {
            Some(seconds) => date = seconds.parse().ok().map(Date::from_unix),
            None => {
                if let Some(date) = date {
                    dates.entry(SitePath::new(line)).or_insert(date);
                }
            }
        }
    }
    dates
}

fn git(root: &Path, arguments: &[&str]) -> Option<String> {
    let output = Command::new("git").arg("-C").arg(root).args(arguments).stdin(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_files_date_is_that_of_its_last_commit() {
        let dates = read_log("\u{1}1709208000\n\ncontent/a.md\n\u{1}0\n\ncontent/a.md\ncontent/kẻng.md\n");
        let date = |path: &str| dates.get(&SitePath::new(path)).map(ToString::to_string);
        assert_eq!(date("content/a.md").as_deref(), Some("2024-02-29"));
        assert_eq!(date("content/kẻng.md").as_deref(), Some("1970-01-01"));
    }
}
