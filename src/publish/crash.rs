//! Interrupted publishing: a file system in memory that fails for good after a number of steps.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard};

use proptest::prelude::*;

use super::disk::{Disk, Stat};
use super::run::{Publisher, STAGING};
use super::tests::{Site, outputs_of, site};
use super::{PublishError, manifest};

/// Content and modification time of every file. A folder exists as long as it holds a file.
type FileMap = BTreeMap<PathBuf, (Vec<u8>, u128)>;

/// A file system in memory. After `limit` steps every change fails, as if the power had been cut.
#[derive(Clone, Default)]
pub(super) struct FailingDisk {
    files: Arc<Mutex<FileMap>>,
    /// Number of changes made; also its clock.
    steps: Arc<Mutex<u128>>,
    limit: Option<u128>,
}

pub(super) const OUTPUT: &str = "out";

impl FailingDisk {
    fn files(&self) -> MutexGuard<'_, FileMap> {
        self.files.lock().unwrap()
    }

    /// The same disk, which fails after `steps` more steps.
    pub(super) fn cut_after(&self, steps: u128) -> Self {
        Self { limit: Some(*self.steps.lock().unwrap() + steps), ..self.clone() }
    }

    /// Makes one change, or fails if the limit has been reached.
    fn step<T>(&self, change: impl FnOnce(&mut FileMap, u128) -> io::Result<T>) -> io::Result<T> {
        let mut steps = self.steps.lock().unwrap();
        if self.limit.is_some_and(|limit| *steps >= limit) {
            return Err(io::Error::other("power cut"));
        }
        *steps += 1;
        change(&mut self.files(), *steps)
    }

    /// All files but our own lists.
    pub(super) fn site(&self) -> Site {
        let name = |path: &PathBuf| path.strip_prefix(OUTPUT).unwrap().to_string_lossy().into_owned();
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let all = self.files();
        let all = all.iter().map(|(path, (bytes, _))| (name(path), text(bytes)));
        all.filter(|(name, _)| !name.starts_with(".lantoa")).collect()
    }

    /// All files, manifest and journal too.
    fn all(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        self.files().iter().map(|(path, (bytes, _))| (path.clone(), bytes.clone())).collect()
    }

    fn publish(&self, site: &Site) -> Result<(), PublishError> {
        self.publish_as(site, false)
    }

    fn publish_as(&self, site: &Site, keep_last: bool) -> Result<(), PublishError> {
        let outputs = outputs_of(site);
        Publisher::open(self, Path::new(OUTPUT))?
            .run(&outputs, keep_last, &|output, _| Ok(Cow::Borrowed(site[&output.url_path].as_bytes())))
            .map(|_| ())
    }
}

fn is_folder(files: &FileMap, path: &Path) -> bool {
    files.keys().any(|file| file != path && file.starts_with(path))
}

/// Fails if a file is where a folder above `path` must be.
fn check_parents(files: &FileMap, path: &Path) -> io::Result<()> {
    let blocked = path.ancestors().skip(1).any(|folder| files.contains_key(folder));
    if blocked { Err(ErrorKind::NotADirectory.into()) } else { Ok(()) }
}

impl Disk for FailingDisk {
    fn stat(&self, path: &Path) -> io::Result<Option<Stat>> {
        let files = self.files();
        let file = files.get(path).map(|(bytes, time)| Stat {
            is_file: true,
            is_folder: false,
            len: bytes.len() as u64,
            modified: *time,
        });
        let folder = is_folder(&files, path).then_some(Stat { is_file: false, is_folder: true, len: 0, modified: 0 });
        Ok(file.or(folder))
    }

    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        self.files().get(path).map(|(bytes, _)| bytes.clone()).ok_or_else(|| ErrorKind::NotFound.into())
    }

    /// Two steps, so that an interrupted write leaves half a file.
    fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        for part in [&bytes[..bytes.len() / 2], bytes] {
            self.step(|files, now| {
                check_parents(files, path)?;
                if is_folder(files, path) {
                    return Err(ErrorKind::IsADirectory.into());
                }
                files.insert(path.to_path_buf(), (part.to_vec(), now));
                Ok(())
            })?;
        }
        Ok(())
    }

    fn write_synced(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        self.write(path, bytes)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.step(|files, _| {
            check_parents(files, to)?;
            if is_folder(files, to) {
                return Err(ErrorKind::DirectoryNotEmpty.into());
            }
            let moved: Vec<PathBuf> = files.keys().filter(|file| file.starts_with(from)).cloned().collect();
            if moved.is_empty() {
                return Err(ErrorKind::NotFound.into());
            }
            for file in moved {
                let content = files.remove(&file).unwrap();
                let inside = file.strip_prefix(from).unwrap();
                let target = if inside.as_os_str().is_empty() { to.to_path_buf() } else { to.join(inside) };
                files.insert(target, content);
            }
            Ok(())
        })
    }

    fn remove_file(&self, path: &Path) -> io::Result<()> {
        self.step(|files, _| {
            files.remove(path);
            Ok(())
        })
    }

    fn remove_empty_folder(&self, _: &Path) {}

    fn remove_tree(&self, path: &Path) -> io::Result<()> {
        let inside: Vec<PathBuf> = self.files().keys().filter(|file| file.starts_with(path)).cloned().collect();
        inside.iter().try_for_each(|file| self.remove_file(file))
    }

    fn names(&self, path: &Path) -> io::Result<Vec<String>> {
        let files = self.files();
        let inside = files.keys().filter_map(|file| file.strip_prefix(path).ok()?.components().next());
        let names: BTreeSet<String> = inside.map(|name| name.as_os_str().to_string_lossy().into_owned()).collect();
        Ok(names.into_iter().collect())
    }
}

/// Content is a version and the addresses it links to: `2 mo-hinh/a.html index.html`.
fn links(content: &str) -> impl Iterator<Item = &str> {
    content.split(' ').skip(1)
}

/// Follows all links from the first page; each must lead to a file.
fn walk(site: &Site) -> Result<(), String> {
    let mut seen = BTreeSet::new();
    let mut ahead: Vec<&str> = site.keys().map(String::as_str).filter(|address| *address == "index.html").collect();
    while let Some(address) = ahead.pop() {
        if seen.insert(address) {
            let content = site.get(address).ok_or_else(|| format!("a link leads to {address}, which is not there"))?;
            ahead.extend(links(content));
        }
    }
    Ok(())
}

/// A foreign file in the target folder, which every run must keep.
const FOREIGN: &str = "mo-hinh/ghi-chu.txt";

/// What must hold at any moment while each of `sites` is being replaced by the next: every file is some version of
/// itself, a file that all versions have is there, and with `can_walk` every link that can be reached leads to a file.
fn check(now: &Site, sites: &[&Site], can_walk: bool) -> Result<(), String> {
    for (address, content) in now {
        let is_known = address == FOREIGN || sites.iter().any(|site| site.get(address) == Some(content));
        if !is_known {
            return Err(format!("{address} holds {content:?}, which is no version of it"));
        }
    }
    let stays = |address: &&String| sites.iter().all(|site| site.contains_key(*address));
    match sites[0].keys().filter(stays).find(|address| !now.contains_key(*address)) {
        Some(missing) => Err(format!("{missing} is missing, though every version has it")),
        None if !now.contains_key(FOREIGN) => Err("the foreign file is gone".to_owned()),
        None if can_walk => walk(now),
        None => Ok(()),
    }
}

fn start(old: &Site) -> FailingDisk {
    let disk = FailingDisk::default();
    disk.publish(old).map_err(|_| "the first run failed").unwrap();
    disk.write(&Path::new(OUTPUT).join(FOREIGN), b"mine").unwrap();
    disk
}

/// The disk after publishing `site` into an empty folder.
fn cold(site: &Site) -> BTreeMap<PathBuf, Vec<u8>> {
    start(site).all()
}

/// Replaces `old` by `new`, interrupted after every possible number of steps, and completes each by a second run.
fn cut_everywhere(old: &Site, new: &Site, can_walk: bool) -> Result<(), String> {
    for steps in 0.. {
        let disk = start(old);
        let cut = disk.cut_after(steps);
        let finished = cut.publish(new).is_ok();
        let context = |error: String| format!("after {steps} steps: {error}");
        if !disk.all().contains_key(&Path::new(OUTPUT).join(manifest::JOURNAL)) && !finished {
            let unchanged = old.iter().all(|(address, content)| disk.site().get(address) == Some(content));
            let completed = new.iter().all(|(address, content)| disk.site().get(address) == Some(content));
            if !unchanged && !completed {
                return Err(context("the site changed without a journal".to_owned()));
            }
        }
        check(&disk.site(), &[old, new], can_walk).map_err(context)?;
        disk.publish(new).map_err(|error| context(format!("the next run cannot go on: {error:?}")))?;
        if disk.all() != cold(new) {
            return Err(context(format!("going on gives {:?}", disk.site())));
        }
        if finished {
            return Ok(());
        }
    }
    Ok(())
}

/// Interrupts a run that publishes `one` over `old`, then one that publishes `two`, and then publishes `three`.
fn cut_twice(old: &Site, one: &Site, two: &Site, three: &Site, first: u128, second: u128) -> Result<(), String> {
    let disk = start(old);
    let _ = disk.cut_after(first).publish(one);
    check(&disk.site(), &[old, one], true)?;
    let _ = disk.cut_after(second).publish(two);
    check(&disk.site(), &[old, one, two], true)?;
    disk.publish(three).map_err(|error| format!("{error:?}"))?;
    if disk.all() == cold(three) { Ok(()) } else { Err(format!("in the end there is {:?}", disk.site())) }
}

#[test]
fn a_run_may_be_interrupted_at_any_step() {
    let old = site(&[
        ("index.html", "1 mo-hinh/a.html mo-hinh/b.html assets/s.1.css"),
        ("mo-hinh/a.html", "1 mo-hinh/b.html"),
        ("mo-hinh/b.html", "1"),
        ("nam/2019.html", "1"),
        ("assets/s.1.css", "1"),
    ]);
    let new = site(&[
        ("index.html", "2 mo-hinh/a.html cap/tinh/2.html assets/s.2.css"),
        ("mo-hinh/a.html", "2 mo-hinh/c.html"),
        ("mo-hinh/c.html", "2 cap/tinh/2.html"),
        ("cap/tinh/2.html", "2 mo-hinh/a.html"),
        ("assets/s.2.css", "2"),
    ]);
    for (old, new) in [(&old, &new), (&new, &old), (&Site::new(), &new)] {
        cut_everywhere(old, new, true).unwrap();
    }
    cut_everywhere(&old, &Site::new(), true).unwrap();
}

#[test]
fn files_of_two_interrupted_runs_are_not_forgotten() {
    let home = |links: &str| ("index.html".to_owned(), format!("1 {links}").trim().to_owned());
    let page = |address: &str| (address.to_owned(), "1".to_owned());
    let (old, one) = (Site::from([home("")]), Site::from([home("a.html"), page("a.html")]));
    let two = Site::from([home("b.html"), page("b.html")]);
    for first in 0..20 {
        for second in 0..20 {
            cut_twice(&old, &one, &two, &old, first, second).unwrap();
        }
    }
}

/// Interrupts publishing `one` over `old` and `two` over that at every pair of steps.
fn cut_twice_everywhere(old: &Site, one: &Site, two: &Site) {
    for first in 0..30 {
        for second in 0..30 {
            let cut = cut_twice(old, one, two, one, first, second);
            assert_eq!(cut, Ok(()), "after {first} and {second} steps");
        }
    }
}

/// If deleting stops between `b` and `c`, the page `c` is left with a link to the deleted `b`. The second run replaces
/// both `a` and `c`, and `a` then links to `c`.
#[test]
fn pages_left_by_an_interrupted_deletion_are_never_linked() {
    let old = site(&[("index.html", "1 a.html c.html"), ("a.html", "1"), ("b.html", "1"), ("c.html", "1 b.html")]);
    let one = site(&[("index.html", "2 a.html"), ("a.html", "2")]);
    let two = site(&[("index.html", "2 a.html"), ("a.html", "3 c.html"), ("c.html", "3")]);
    cut_twice_everywhere(&old, &one, &two);
}

/// If adding stops between `b` and `c`, the page `b` is there with a link to `c`, which is not. The second run replaces
/// both `a` and `b`, and `a` then links to `b`.
#[test]
fn pages_left_by_an_interrupted_addition_are_never_linked() {
    let old = site(&[("index.html", "1 a.html"), ("a.html", "1")]);
    let one = site(&[("index.html", "1 a.html"), ("a.html", "2 b.html"), ("b.html", "2 c.html"), ("c.html", "2")]);
    let two = site(&[("index.html", "1 a.html"), ("a.html", "3 b.html"), ("b.html", "3")]);
    cut_twice_everywhere(&old, &one, &two);
}

/// Whatever step a run that keeps files is interrupted after, the next run still knows all of them as ours.
#[test]
fn kept_files_are_never_forgotten() {
    let numbered = |number: &str| site(&[("index.html", number), (&format!("assets/h/s.{number}.css"), "css")]);
    let [one, two, three] = ["1", "2", "3"].map(numbered);
    for steps in 0.. {
        let disk = FailingDisk::default();
        disk.publish_as(&one, true).unwrap();
        disk.publish_as(&two, true).unwrap();
        let finished = disk.cut_after(steps).publish_as(&three, true).is_ok();
        disk.publish(&three).unwrap();
        assert_eq!(disk.site(), three, "after {steps} steps");
        if finished {
            assert!(steps > 5);
            break;
        }
    }
}

#[test]
fn staged_files_of_an_interrupted_run_are_deleted() {
    let disk = start(&site(&[("index.html", "1")]));
    let _ = disk.cut_after(1).publish(&site(&[("index.html", "2 a.html"), ("a.html", "2")]));
    assert!(disk.all().keys().any(|path| path.starts_with(Path::new(OUTPUT).join(STAGING))));
    disk.publish(&site(&[("index.html", "1")])).unwrap();
    assert!(!disk.all().keys().any(|path| path.starts_with(Path::new(OUTPUT).join(STAGING))));
}

const ADDRESSES: [&str; 8] = [
    "index.html",
    "mo-hinh/a.html",
    "mo-hinh/b.html",
    "linh-vuc/k.html",
    "linh-vuc/k/2.html",
    "assets/s.1.css",
    "assets/s.2.css",
    "tim-kiem.html",
];

/// A site in which every link leads to a file.
fn any_site() -> impl Strategy<Value = Site> {
    let page = (any::<bool>(), 0..3_u8, any::<u8>());
    proptest::collection::vec(page, ADDRESSES.len()).prop_map(|pages| {
        let exists = |index: &usize| *index == 0 || pages[*index].0;
        let all: Vec<usize> = (0..ADDRESSES.len()).filter(exists).collect();
        let content = |index: usize| {
            let (_, version, mask) = pages[index];
            let linked = all.iter().filter(|other| mask >> **other & 1 == 1).map(|other| ADDRESSES[*other]);
            // A file with a hash in its name never changes and links to nothing.
            let is_asset = ADDRESSES[index].starts_with("assets/");
            let words = linked.filter(|_| !is_asset).map(str::to_owned);
            let version = if is_asset { 0 } else { version };
            std::iter::once(version.to_string()).chain(words).collect::<Vec<_>>().join(" ")
        };
        all.iter().map(|&index| (ADDRESSES[index].to_owned(), content(index))).collect()
    })
}

/// A site whose files are where another such site has folders.
fn any_nested_site() -> impl Strategy<Value = Site> {
    let choices = [vec!["x"], vec!["x/a"], vec!["x/a/b", "x/c"], vec!["x/c/d"], vec![]];
    (proptest::sample::select(choices.to_vec()), 0..2_u8).prop_map(|(addresses, version)| {
        addresses.into_iter().map(|address| (address.to_owned(), version.to_string())).collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_run_may_be_interrupted_at_any_step(old in any_site(), new in any_site()) {
        prop_assert_eq!(cut_everywhere(&old, &new, true), Ok(()));
    }

    #[test]
    fn two_runs_may_be_interrupted(
        sites in [any_site(), any_site(), any_site(), any_site()],
        first in 0..40_u128,
        second in 0..40_u128,
    ) {
        let [old, one, two, three] = &sites;
        prop_assert_eq!(cut_twice(old, one, two, three, first, second), Ok(()));
    }

    #[test]
    fn several_runs_may_be_interrupted(
        sites in proptest::collection::vec(any_site(), 4..7),
        cuts in proptest::collection::vec(0..40_u128, 6),
    ) {
        let (disk, last) = (start(&sites[0]), &sites[sites.len() - 1]);
        for (index, (site, cut)) in sites.iter().zip(&cuts).enumerate() {
            let _ = disk.cut_after(*cut).publish(site);
            let published: Vec<&Site> = sites[..=index].iter().collect();
            prop_assert_eq!(check(&disk.site(), &published, true), Ok(()));
        }
        prop_assert!(disk.publish(last).is_ok());
        prop_assert!(disk.all() == cold(last));
    }

    #[test]
    fn files_and_folders_may_replace_each_other(old in any_nested_site(), new in any_nested_site()) {
        prop_assert_eq!(cut_everywhere(&old, &new, false), Ok(()));
    }
}
