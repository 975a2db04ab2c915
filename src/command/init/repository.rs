//! The git repository that a site lies in, as far as its files tell without git.

use std::fs;
use std::path::{Path, PathBuf};

/// Where hosts read what is meant for them, and the branch that is published.
pub(super) struct Repository {
    pub(super) root: PathBuf,
    /// From the root to the site's folder, with `/` at its end; empty if the site is the whole repository.
    pub(super) below: String,
    pub(super) branch: String,
}

impl Repository {
    /// That of a folder which is there. One that is in no repository is taken for the root of one to come.
    pub(super) fn of(folder: &Path) -> Self {
        let absolute = fs::canonicalize(folder).unwrap_or_else(|_| folder.to_owned());
        let root = absolute.ancestors().find(|folder| folder.join(".git").exists()).unwrap_or(&absolute);
        let names = absolute.strip_prefix(root).unwrap_or(Path::new("")).components();
        let below = names.map(|name| format!("{}/", name.as_os_str().to_string_lossy())).collect::<String>();
        let branch = main_branch(&root.join(".git")).unwrap_or_else(|| "main".to_owned());
        Self { root: if below.is_empty() { folder.to_owned() } else { root.to_owned() }, below, branch }
    }
}

/// The branch that a repository publishes: the server's, else `main` or `master` if there is one, else that which the first
/// commit will be on.
fn main_branch(git: &Path) -> Option<String> {
    let named = |file: &str, prefix: &str| {
        let text = fs::read_to_string(git.join(file)).ok()?;
        Some(text.trim().strip_prefix("ref: ")?.strip_prefix(prefix)?.to_owned())
    };
    let usual = || ["main", "master"].into_iter().find(|name| git.join("refs/heads").join(name).is_file());
    named("refs/remotes/origin/HEAD", "refs/remotes/origin/")
        .or_else(|| usual().map(str::to_owned))
        .or_else(|| named("HEAD", "refs/heads/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_branch_is_the_servers_else_a_usual_one_else_the_first() {
        let root = tempfile::tempdir().unwrap();
        let git = root.path().join(".git");
        let write = |name: &str, text: &str| {
            let path = git.join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        };
        let branch = || Repository::of(root.path()).branch;
        assert_eq!(branch(), "main");
        write("HEAD", "ref: refs/heads/trunk\n");
        assert_eq!(branch(), "trunk");
        write("refs/heads/master", "0123\n");
        write("HEAD", "ref: refs/heads/sua-bai\n");
        assert_eq!(branch(), "master");
        write("refs/remotes/origin/HEAD", "ref: refs/remotes/origin/phat-hanh\n");
        assert_eq!(branch(), "phat-hanh");
    }

    #[test]
    fn a_site_in_a_folder_of_a_repository_knows_the_way() {
        let root = tempfile::tempdir().unwrap();
        let folder = root.path().join("web/trang dân vận");
        fs::create_dir_all(&folder).unwrap();
        assert_eq!(Repository::of(&folder).below, "");
        fs::create_dir(root.path().join(".git")).unwrap();
        let repository = Repository::of(&folder);
        assert_eq!(repository.below, "web/trang dân vận/");
        assert_eq!(repository.root, fs::canonicalize(root.path()).unwrap());
    }
}
