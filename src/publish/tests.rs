//! What a host, a reader or a neighbour in the folder would notice.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::sync::{Arc, Mutex};

use proptest::prelude::*;

use super::disk::Stat;
use super::*;
use crate::edition::Recipe;

/// A site as address → content; pages link by being there together.
type Site = BTreeMap<&'static str, &'static str>;

fn leaves(site: &Site) -> Vec<Leaf> {
    let recipe = |address: &str, content: &str| match address {
        address if address.starts_with("assets/") => Recipe::Bytes(content.as_bytes().into()),
        "index.html" => Recipe::Home,
        _ => Recipe::Redirect { to: content.to_owned(), title: String::new() },
    };
    site.iter()
        .map(|(address, content)| Leaf { address: (*address).to_owned(), recipe: recipe(address, content) })
        .collect()
}

fn content(leaf: &Leaf) -> &[u8] {
    match &leaf.recipe {
        Recipe::Bytes(bytes) => bytes,
        Recipe::Redirect { to, .. } => to.as_bytes(),
        _ => b"home",
    }
}

fn make(leaf: &Leaf) -> Result<Cow<'_, [u8]>, Failure> {
    Ok(Cow::Borrowed(content(leaf)))
}

fn key(text: &str) -> Hash {
    blake3::hash(text.as_bytes())
}

fn old_site() -> Site {
    Site::from([
        ("index.html", "home"),
        ("mo-hinh/a.html", "a1"),
        ("mo-hinh/b.html", "b1"),
        ("nam/2019.html", "n"),
        ("assets/s.1.css", "s1"),
    ])
}

fn new_site() -> Site {
    Site::from([("index.html", "home"), ("mo-hinh/a.html", "a2"), ("mo-hinh/c.html", "c1"), ("assets/s.2.css", "s2")])
}

fn on_disk(output: &Path) -> BTreeMap<String, String> {
    let mut files = BTreeMap::new();
    let mut folders = vec![output.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.strip_prefix(output).unwrap().to_string_lossy().into_owned();
            if path.is_dir() {
                folders.push(path);
            } else if !name.starts_with(".lantoa") {
                files.insert(name, fs::read_to_string(&path).unwrap());
            }
        }
    }
    files
}

fn as_strings(site: &Site) -> BTreeMap<String, String> {
    site.iter().map(|(address, content)| ((*address).to_owned(), (*content).to_owned())).collect()
}

#[test]
fn the_new_site_replaces_the_old_and_unchanged_files_keep_their_time() {
    let output = tempfile::tempdir().unwrap();
    let (old, new) = (leaves(&old_site()), leaves(&new_site()));
    publish(output.path(), &old, key("1"), false, make).unwrap();
    let time = fs::metadata(output.path().join("index.html")).unwrap().modified().unwrap();
    let outcome = publish(output.path(), &new, key("2"), false, make).unwrap();
    assert_eq!(on_disk(output.path()), as_strings(&new_site()));
    assert_eq!(fs::metadata(output.path().join("index.html")).unwrap().modified().unwrap(), time);
    assert_eq!(outcome.added, ["assets/s.2.css", "mo-hinh/c.html"]);
    assert_eq!(outcome.changed, ["mo-hinh/a.html"]);
    assert_eq!(outcome.deleted, ["assets/s.1.css", "mo-hinh/b.html", "nam/2019.html"]);
    assert_eq!(outcome.unchanged, 1);
    assert!(!output.path().join("nam").exists() && !output.path().join(STAGING).exists());
}

#[test]
fn what_is_not_ours_is_never_touched() {
    let output = tempfile::tempdir().unwrap();
    for name in ["CNAME", ".nojekyll"] {
        fs::write(output.path().join(name), "mine").unwrap();
    }
    fs::create_dir_all(output.path().join(".git/refs")).unwrap();
    publish(output.path(), &leaves(&old_site()), key("1"), false, make).unwrap();
    fs::write(output.path().join("mo-hinh/ghi-chu.txt"), "mine").unwrap();
    publish(output.path(), &leaves(&Site::from([("index.html", "home")])), key("2"), false, make).unwrap();
    assert!(output.path().join(".git/refs").exists());
    let left: Vec<String> = on_disk(output.path()).into_keys().collect();
    assert_eq!(left, [".nojekyll", "CNAME", "index.html", "mo-hinh/ghi-chu.txt"]);
}

#[test]
fn a_folder_with_foreign_files_is_refused() {
    let output = tempfile::tempdir().unwrap();
    fs::write(output.path().join("luan-van.docx"), "mine").unwrap();
    let refused = publish(output.path(), &leaves(&old_site()), key("1"), false, make);
    assert!(matches!(refused, Err(Refusal::Fault(_))));
    assert_eq!(on_disk(output.path()).len(), 1);
}

#[test]
fn a_foreign_file_in_the_way_is_refused_before_anything_changes() {
    let output = tempfile::tempdir().unwrap();
    publish(output.path(), &leaves(&old_site()), key("1"), false, make).unwrap();
    fs::write(output.path().join("mo-hinh/c.html"), "mine").unwrap();
    assert!(matches!(publish(output.path(), &leaves(&new_site()), key("2"), false, make), Err(Refusal::Fault(_))));
    let mut expected = as_strings(&old_site());
    expected.insert("mo-hinh/c.html".into(), "mine".into());
    assert_eq!(on_disk(output.path()), expected);
}

#[test]
fn a_page_that_cannot_be_made_leaves_the_old_site() {
    let output = tempfile::tempdir().unwrap();
    publish(output.path(), &leaves(&old_site()), key("1"), false, make).unwrap();
    let new = leaves(&new_site());
    let refused = publish(output.path(), &new, key("2"), false, |leaf| {
        let finding = || Finding::new(crate::finding::Code::TemplateFails, &"themes/x".into(), Say::default());
        if leaf.address == "mo-hinh/c.html" { Err(Failure::Finding(Box::new(finding()))) } else { make(leaf) }
    });
    assert!(matches!(refused, Err(Refusal::Findings(findings)) if findings.len() == 1));
    assert_eq!(on_disk(output.path()), as_strings(&old_site()));
}

#[test]
fn a_dry_run_says_all_and_writes_nothing() {
    let output = tempfile::tempdir().unwrap();
    publish(output.path(), &leaves(&old_site()), key("1"), false, make).unwrap();
    let dry = publish(output.path(), &leaves(&new_site()), key("2"), true, make).unwrap();
    assert_eq!(on_disk(output.path()), as_strings(&old_site()));
    assert_eq!(publish(output.path(), &leaves(&new_site()), key("2"), false, make).unwrap(), dry);
}

#[test]
fn what_somebody_changed_by_hand_is_made_again() {
    let output = tempfile::tempdir().unwrap();
    let leaves = leaves(&old_site());
    publish(output.path(), &leaves, key("1"), false, make).unwrap();
    assert_eq!(up_to_date(output.path(), key("1")), Some(5));
    assert_eq!(up_to_date(output.path(), key("2")), None);
    std::thread::sleep(std::time::Duration::from_millis(20));
    fs::write(output.path().join("mo-hinh/a.html"), "xx").unwrap();
    assert_eq!(up_to_date(output.path(), key("1")), None);
    publish(output.path(), &leaves, key("1"), false, make).unwrap();
    assert_eq!(on_disk(output.path()), as_strings(&old_site()));
}

#[test]
fn the_same_site_has_the_same_manifest() {
    let manifest = || {
        let output = tempfile::tempdir().unwrap();
        publish(output.path(), &leaves(&old_site()), key("1"), false, make).unwrap();
        fs::read(output.path().join(manifest::NAME)).unwrap()
    };
    assert_eq!(manifest(), manifest());
}

#[test]
fn a_manifest_that_names_files_elsewhere_is_refused() {
    let output = tempfile::tempdir().unwrap();
    let beside = output.path().join("ngoai.txt");
    let site = output.path().join("site");
    fs::create_dir(&site).unwrap();
    fs::write(&beside, "mine").unwrap();
    let zeros = "0".repeat(64);
    for path in ["../ngoai.txt", "/etc/hosts", "a/../../ngoai.txt", "C:/x"] {
        fs::write(site.join(manifest::NAME), format!("lantoa manifest 1\n{zeros}\n{} 4 {path}\n", "0".repeat(32)))
            .unwrap();
        assert!(publish(&site, &leaves(&old_site()), key("1"), false, make).is_err(), "{path}");
    }
    assert!(beside.exists());
}

#[cfg(unix)]
#[test]
fn a_folder_that_is_a_link_elsewhere_is_refused() {
    let (output, elsewhere) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    std::os::unix::fs::symlink(elsewhere.path(), output.path().join(".well-known")).unwrap();
    let site = Site::from([(".well-known/x.html", "x")]);
    assert!(publish(output.path(), &leaves(&site), key("1"), false, make).is_err());
    assert_eq!(fs::read_dir(elsewhere.path()).unwrap().count(), 0);
}

#[test]
fn sources_are_never_an_output() {
    let root = tempfile::tempdir().unwrap();
    for folder in ["content/mo-hinh", "themes", "output"] {
        fs::create_dir_all(root.path().join(folder)).unwrap();
    }
    let at = |path: &str| check_place(root.path(), &root.path().join(path)).is_ok();
    for wrong in [
        "",
        ".",
        "..",
        "content",
        "content/x/y",
        "Content",
        "themes/default",
        "output/../content",
        "khong-co/../content",
    ] {
        assert!(!at(wrong), "{wrong}");
    }
    for right in ["output", "output/site", "public", "../elsewhere"] {
        assert!(at(right), "{right}");
    }
}

#[test]
fn two_runs_at_once_are_one_too_many() {
    let output = tempfile::tempdir().unwrap();
    let _held = disk::lock(output.path()).unwrap();
    assert!(publish(output.path(), &leaves(&old_site()), key("1"), false, make).is_err());
}

/// A disk in memory that stops the whole program after a number of steps, as a power switch would.
#[derive(Clone, Default)]
struct Fuse {
    files: Arc<Mutex<BTreeMap<PathBuf, (Vec<u8>, u128)>>>,
    steps: Arc<Mutex<usize>>,
    limit: Option<usize>,
}

impl Fuse {
    /// One step that changes something; fails for good once the fuse has blown.
    fn step<T>(
        &self,
        change: impl FnOnce(&mut BTreeMap<PathBuf, (Vec<u8>, u128)>, u128) -> io::Result<T>,
    ) -> io::Result<T> {
        let mut steps = self.steps.lock().unwrap();
        if self.limit.is_some_and(|limit| *steps >= limit) {
            return Err(io::Error::other("power cut"));
        }
        *steps += 1;
        change(&mut self.files.lock().unwrap(), *steps as u128)
    }

    fn site(&self) -> BTreeMap<String, String> {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let files = self.files.lock().unwrap();
        let shown = files.iter().filter(|(path, _)| !path.to_string_lossy().contains(".lantoa"));
        shown
            .map(|(path, (bytes, _))| (path.strip_prefix("out").unwrap().to_string_lossy().into_owned(), text(bytes)))
            .collect()
    }
}

impl Disk for Fuse {
    fn stat(&self, path: &Path) -> io::Result<Option<Stat>> {
        let files = self.files.lock().unwrap();
        let file = files.get(path).map(|(bytes, time)| Stat {
            is_file: true,
            is_folder: false,
            len: bytes.len() as u64,
            modified: *time,
        });
        let folder = files.keys().any(|other| other.starts_with(path));
        Ok(file.or(folder.then_some(Stat { is_file: false, is_folder: true, len: 0, modified: 0 })))
    }

    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        self.files
            .lock()
            .unwrap()
            .get(path)
            .map(|(bytes, _)| bytes.clone())
            .ok_or_else(|| io::ErrorKind::NotFound.into())
    }

    fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        self.step(|files, now| {
            files.insert(path.to_path_buf(), (bytes.to_vec(), now));
            Ok(())
        })
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.step(|files, _| {
            let file = files.remove(from).ok_or(io::ErrorKind::NotFound)?;
            files.insert(to.to_path_buf(), file);
            Ok(())
        })
    }

    fn remove_file(&self, path: &Path) -> io::Result<()> {
        self.step(|files, _| {
            files.remove(path);
            Ok(())
        })
    }

    fn make_folder(&self, _: &Path) -> io::Result<()> {
        Ok(())
    }

    fn remove_empty_folder(&self, _: &Path) {}

    fn remove_tree(&self, path: &Path) -> io::Result<()> {
        self.step(|files, _| {
            files.retain(|file, _| !file.starts_with(path));
            Ok(())
        })
    }

    fn names(&self, path: &Path) -> io::Result<Vec<String>> {
        let files = self.files.lock().unwrap();
        let inside = files.keys().filter_map(|file| file.strip_prefix(path).ok()?.components().next());
        Ok(inside.map(|name| name.as_os_str().to_string_lossy().into_owned()).collect())
    }
}

fn run(disk: &Fuse, site: &Site, key: Hash) -> bool {
    let leaves = leaves(site);
    Publication::open(disk, Path::new("out"))
        .map_err(Refusal::from)
        .and_then(|run| run.run(&leaves, key, &make))
        .is_ok()
}

/// Cuts the power after each step of replacing `old` by `new` and looks at what a visitor would find.
fn cut_power_everywhere(old: &Site, new: &Site) {
    for limit in 0.. {
        let disk = Fuse::default();
        assert!(run(&disk, old, key("old")));
        *disk.steps.lock().unwrap() = 0;
        let cut = Fuse { limit: Some(limit), ..disk.clone() };
        let finished = run(&cut, new, key("new"));
        for (address, content) in disk.site() {
            let known = [old.get(address.as_str()), new.get(address.as_str())];
            assert!(known.contains(&Some(&content.as_str())), "{address} holds {content:?} after {limit} steps");
        }
        for address in old.keys().filter(|address| new.contains_key(*address)) {
            assert!(disk.site().contains_key(*address), "{address} is missing after {limit} steps");
        }
        assert!(run(&disk, new, key("new")), "the next run cannot go on after {limit} steps");
        assert_eq!(disk.site(), as_strings(new), "after {limit} steps");
        if finished {
            return;
        }
    }
}

#[test]
fn the_power_may_go_at_any_moment() {
    cut_power_everywhere(&old_site(), &new_site());
    cut_power_everywhere(&Site::new(), &new_site());
    cut_power_everywhere(&old_site(), &Site::new());
}

const ADDRESSES: [&str; 6] =
    ["index.html", "mo-hinh/a.html", "mo-hinh/b.html", "linh-vuc/k.html", "assets/s.1.css", "a.html"];
const CONTENTS: [&str; 3] = ["một", "hai", "ba"];

fn any_site() -> impl Strategy<Value = Site> {
    let page = (0..ADDRESSES.len(), 0..CONTENTS.len());
    let pages = proptest::collection::vec(page, 0..6);
    pages.prop_map(|pages| {
        let content = |address: &str, content: usize| if address == "index.html" { "home" } else { CONTENTS[content] };
        pages.into_iter().map(|(a, c)| (ADDRESSES[a], content(ADDRESSES[a], c))).collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn the_power_may_go_between_any_two_sites(old in any_site(), new in any_site()) {
        cut_power_everywhere(&old, &new);
    }
}
