//! The sites that the desk has opened on this machine, the latest first: a list of folders in the cache folder of the
//! system. Without it a person only has to name the folder again.

use std::fs;
use std::path::{Path, PathBuf};

use super::store;

/// The name of the list.
const NAME: &str = "sites.txt";
/// How many are kept.
const MOST: usize = 20;

/// The folders, those that are gone among them.
pub(crate) fn read() -> Vec<PathBuf> {
    file().map(|file| listed(&file)).unwrap_or_default()
}

/// Puts a site at the top of the list. Errors are ignored: the list is a convenience.
pub(crate) fn put(root: &Path) {
    if let Some(file) = file() {
        put_into(&file, root);
    }
}

fn file() -> Option<PathBuf> {
    store::folder(|name| std::env::var_os(name), std::env::home_dir()).map(|folder| folder.join(NAME))
}

fn listed(file: &Path) -> Vec<PathBuf> {
    let text = fs::read_to_string(file).unwrap_or_default();
    text.lines().filter(|line| !line.trim().is_empty()).map(PathBuf::from).take(MOST).collect()
}

fn put_into(file: &Path, root: &Path) {
    let mut all = vec![root.to_owned()];
    all.extend(listed(file).into_iter().filter(|other| other != root));
    let lines: String = all.iter().take(MOST).map(|root| format!("{}\n", root.display())).collect();
    let _ = file.parent().map_or(Ok(()), fs::create_dir_all).and_then(|()| fs::write(file, lines));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_latest_site_stands_first_and_each_once() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a/sites.txt");
        assert_eq!(listed(&file), Vec::<PathBuf>::new());
        for root in ["/một", "/hai", "/một"] {
            put_into(&file, Path::new(root));
        }
        assert_eq!(listed(&file), [PathBuf::from("/một"), PathBuf::from("/hai")]);
    }
}
