//! Disks and clocks as they are elsewhere: names without case or in another Unicode form, a clock that goes back, an output
//! folder on another file system.

use std::borrow::Cow;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use unicode_normalization::UnicodeNormalization;

use super::crash::{FailingDisk, OUTPUT};
use super::disk::{Disk, Stat};
use super::run::Publisher;
use super::tests::{Site, age, on_disk, outputs_of, publish_site, site};
use super::{Mode, PublishError, manifest, publish};

/// A file system that takes names that differ only in case for one, and keeps them decomposed, as those of macOS do.
struct Folding(FailingDisk);

fn folded(path: &Path) -> PathBuf {
    path.to_string_lossy().to_lowercase().nfd().collect::<String>().into()
}

impl Disk for Folding {
    fn stat(&self, path: &Path) -> io::Result<Option<Stat>> {
        self.0.stat(&folded(path))
    }

    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        self.0.read(&folded(path))
    }

    fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        self.0.write(&folded(path), bytes)
    }

    fn write_synced(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        self.0.write_synced(&folded(path), bytes)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.0.rename(&folded(from), &folded(to))
    }

    fn remove_file(&self, path: &Path) -> io::Result<()> {
        self.0.remove_file(&folded(path))
    }

    fn remove_empty_folder(&self, path: &Path) {
        self.0.remove_empty_folder(&folded(path));
    }

    fn remove_tree(&self, path: &Path) -> io::Result<()> {
        self.0.remove_tree(&folded(path))
    }

    fn names(&self, path: &Path) -> io::Result<Vec<String>> {
        self.0.names(&folded(path))
    }
}

impl Folding {
    fn publish(&self, site: &Site) -> Result<(), PublishError> {
        let outputs = outputs_of(site);
        let publisher = Publisher::open(self, Path::new(OUTPUT))?;
        publisher.run(&outputs, false, &|output, _| Ok(Cow::Borrowed(site[&output.url_path].as_bytes()))).map(|_| ())
    }
}

/// Files whose names change in case alone are the new ones afterwards, and whatever step a run is interrupted after, the next
/// one completes it. A file of somebody else stays.
#[test]
fn names_that_differ_in_case_are_one_where_the_disk_says_so() {
    let old = site(&[("index.html", "1"), ("The/A.html", "1"), ("The/b.html", "1"), ("Nam.html", "1")]);
    let new =
        site(&[("index.html", "2"), ("the/a.html", "2"), ("the/B.html", "1"), ("nam.html", "1"), ("x.html", "1")]);
    let foreign = Path::new(OUTPUT).join("The/Ghi chú của tôi.txt");
    for (one, two) in [(&old, &new), (&new, &old)] {
        let after: Site = two.iter().map(|(path, text)| (path.to_lowercase(), text.clone())).collect();
        for steps in 0.. {
            let disk = Folding(FailingDisk::default());
            disk.publish(one).unwrap();
            disk.write(&foreign, b"mine").unwrap();
            let finished = Folding(disk.0.cut_after(steps)).publish(two).is_ok();
            disk.publish(two).unwrap_or_else(|error| panic!("after {steps} steps: {error:?}"));
            let mut left = disk.0.site();
            let kept = left.remove(&*folded(&foreign).strip_prefix(OUTPUT).unwrap().to_string_lossy());
            assert_eq!((kept.as_deref(), &left), (Some("mine"), &after), "after {steps} steps");
            if finished {
                break;
            }
        }
    }
}

/// A clock that is set back makes published files newer than the list of them. They are then compared by their bytes.
#[test]
fn a_clock_that_goes_back_changes_nothing() {
    let output = tempfile::tempdir().unwrap();
    let output = output.path();
    let (old, new) = (site(&[("index.html", "1"), ("a.html", "1")]), site(&[("index.html", "1"), ("a.html", "2")]));
    publish_site(output, &old).unwrap();
    let future = SystemTime::now() + Duration::from_secs(3_600);
    for name in ["index.html", "a.html", manifest::NAME] {
        fs::File::options().write(true).open(output.join(name)).unwrap().set_modified(future).unwrap();
    }
    let outcome = publish_site(output, &new).unwrap();
    assert_eq!((outcome.changed, outcome.restored, outcome.unchanged), (vec!["a.html".to_owned()], vec![], 1));
    assert_eq!(on_disk(output), new);
    assert_eq!(publish_site(output, &new).unwrap().written(), 0);
    fs::write(output.join("index.html"), "9").unwrap();
    assert_eq!(publish_site(output, &new).unwrap().restored, ["index.html"]);
    age(output);
    assert_eq!(on_disk(output), new);
}

/// New files are staged inside the output folder, so they are moved within one file system wherever that folder is.
#[test]
fn the_output_may_be_on_another_file_system() {
    let Ok(elsewhere) = tempfile::tempdir_in("/dev/shm") else { return };
    let (one, two) = (site(&[("index.html", "1"), ("a/b.html", "1")]), site(&[("index.html", "2"), ("c/d.html", "1")]));
    for site in [&one, &two, &one] {
        let outputs = outputs_of(site);
        let written = publish(elsewhere.path(), &outputs, Mode::default(), |output, _| {
            Ok(Cow::Borrowed(site[&output.url_path].as_bytes()))
        });
        assert!(written.is_ok());
        assert_eq!(on_disk(elsewhere.path()), *site);
    }
}
