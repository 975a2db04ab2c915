//! The program as people run it.

use std::path::Path;
use std::process::{Command, Output, Stdio};

/// A command that runs the program in `root`, whatever language and day the machine has.
pub(crate) fn command(root: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_lantoa"));
    command.current_dir(root).stdin(Stdio::null()).env_remove("LANTOA_LANG").env("LC_ALL", "C");
    // Tests do not write to the user's cache folder.
    command.env("SOURCE_DATE_EPOCH", "1763856000").env("LANTOA_CACHE", super::store_folder());
    command
}

/// Runs the program in `root`.
pub(crate) fn lantoa(root: &Path, arguments: &[&str]) -> Output {
    command(root).args(arguments).output().unwrap()
}

/// Everything it said, standard output first.
pub(crate) fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

/// A folder in which `lantoa init` has begun a site.
pub(crate) fn new_site() -> tempfile::TempDir {
    let root = tempfile::tempdir().unwrap();
    assert_eq!(lantoa(root.path(), &["init", "."]).status.code(), Some(0));
    root
}
