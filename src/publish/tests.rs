//! Publishing into real folders: which files are written, deleted, refused and left alone.

use std::collections::BTreeMap;
use std::fs;
#[cfg(unix)]
use std::os::unix::fs::symlink;
use std::time::{Duration, SystemTime};

use super::*;
use crate::finding::Code;
use crate::fingerprint::Fingerprint;
use crate::outputs::PublishOrder;
use crate::text::Message;

/// A site as address → content.
pub(super) type Site = BTreeMap<String, String>;

pub(super) fn site(files: &[(&str, &str)]) -> Site {
    files.iter().map(|(address, content)| ((*address).to_owned(), (*content).to_owned())).collect()
}

pub(super) fn outputs_of(site: &Site) -> Vec<Output> {
    let order = |url_path: &str| match url_path {
        "index.html" => PublishOrder::Index,
        "tim-kiem.html" => PublishOrder::Listing,
        url_path if url_path.starts_with("assets/") => PublishOrder::Asset,
        _ => PublishOrder::Page,
    };
    site.keys().map(|address| Output::placed(address, order(address))).collect()
}

/// The hash of `site` when it is published.
fn hash_of(site: &Site) -> Hash {
    let file = |(path, content): (&String, &String)| (path.clone(), Fingerprint::of(content.as_bytes()));
    Manifest { files: site.iter().map(file).collect() }.hash()
}

pub(super) fn publish_site(output: &Path, site: &Site) -> Result<Outcome, PublishError> {
    publish(output, &outputs_of(site), Mode::default(), |output, _| {
        Ok(Cow::Borrowed(site[&output.url_path].as_bytes()))
    })
}

fn try_dry(output: &Path, site: &Site) -> Result<Outcome, PublishError> {
    publish(output, &outputs_of(site), Mode { dry_run: true, ..Mode::default() }, |output, _| {
        Ok(Cow::Borrowed(site[&output.url_path].as_bytes()))
    })
}

fn old_site() -> Site {
    site(&[
        ("index.html", "home"),
        ("mo-hinh/a.html", "a1"),
        ("mo-hinh/b.html", "b1"),
        ("nam/2019.html", "n"),
        ("assets/s.1.css", "s1"),
    ])
}

fn new_site() -> Site {
    site(&[
        ("index.html", "home"),
        ("mo-hinh/a.html", "a2"),
        ("mo-hinh/c.html", "c1"),
        ("cap/tinh/2.html", "t"),
        ("assets/s.2.css", "s2"),
    ])
}

/// Every file but manifest and journal, with its content.
pub(super) fn on_disk(output: &Path) -> Site {
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

fn manifest_of(output: &Path) -> Vec<u8> {
    fs::read(output.join(manifest::NAME)).unwrap()
}

fn time_of(path: &Path) -> SystemTime {
    fs::metadata(path).unwrap().modified().unwrap()
}

/// Sets the times of all files back, as if they had been published a while ago.
pub(super) fn age(output: &Path) {
    let mut paths: Vec<_> = on_disk(output).into_keys().map(|name| output.join(name)).collect();
    paths.push(output.join(manifest::NAME));
    for (seconds, path) in [100, 50].into_iter().zip([&paths[..paths.len() - 1], &paths[paths.len() - 1..]]) {
        for path in path {
            let file = fs::File::options().write(true).open(path).unwrap();
            file.set_modified(SystemTime::now() - Duration::from_secs(seconds)).unwrap();
        }
    }
}

#[test]
fn the_new_site_replaces_the_old_and_unchanged_files_keep_their_time() {
    let output = tempfile::tempdir().unwrap();
    let output = output.path();
    publish_site(output, &old_site()).unwrap();
    age(output);
    let time = time_of(&output.join("index.html"));
    let outcome = publish_site(output, &new_site()).unwrap();
    assert_eq!(on_disk(output), new_site());
    assert_eq!(time_of(&output.join("index.html")), time);
    assert_eq!(outcome.added, ["assets/s.2.css", "cap/tinh/2.html", "mo-hinh/c.html"]);
    assert_eq!(outcome.changed, ["mo-hinh/a.html"]);
    assert_eq!(outcome.restored, [""; 0]);
    assert_eq!(outcome.deleted, ["assets/s.1.css", "mo-hinh/b.html", "nam/2019.html"]);
    assert_eq!(outcome.unchanged, 1);
    let left: Vec<String> = [".lantoa-journal", ".lantoa-staging", "nam"].map(String::from).into();
    assert!(left.iter().all(|name| !output.join(name).exists()));
}

#[test]
fn an_unchanged_site_is_not_written() {
    let output = tempfile::tempdir().unwrap();
    let output = output.path();
    publish_site(output, &old_site()).unwrap();
    age(output);
    let times = || [time_of(output), time_of(&output.join(manifest::NAME)), time_of(&output.join("mo-hinh"))];
    let before = times();
    let outcome = publish_site(output, &old_site()).unwrap();
    assert_eq!((outcome.written(), outcome.unchanged, outcome.deleted.len()), (0, 5, 0));
    assert_eq!(times(), before);
}

#[test]
fn foreign_files_are_never_touched() {
    let output = tempfile::tempdir().unwrap();
    let output = output.path();
    for name in ["CNAME", ".nojekyll", ".gitignore"] {
        fs::write(output.join(name), "mine").unwrap();
    }
    fs::create_dir_all(output.join(".git/refs")).unwrap();
    fs::create_dir_all(output.join(".well-known")).unwrap();
    publish_site(output, &old_site()).unwrap();
    fs::write(output.join("mo-hinh/ghi-chu.txt"), "mine").unwrap();
    fs::write(output.join("anh.jpg"), "mine").unwrap();
    publish_site(output, &site(&[("index.html", "home")])).unwrap();
    assert!(output.join(".git/refs").exists() && output.join(".well-known").exists());
    let left: Vec<String> = on_disk(output).into_keys().collect();
    assert_eq!(left, [".gitignore", ".nojekyll", "CNAME", "anh.jpg", "index.html", "mo-hinh/ghi-chu.txt"]);
}

#[test]
fn a_folder_with_foreign_files_is_refused_and_not_touched() {
    let output = tempfile::tempdir().unwrap();
    fs::write(output.path().join("luan-van.docx"), "mine").unwrap();
    let Err(PublishError::SystemError(error)) = publish_site(output.path(), &old_site()) else {
        panic!("it was published there")
    };
    assert_eq!(error.path.as_deref(), Some(output.path().join("luan-van.docx").as_path()));
    assert_eq!(fs::read_dir(output.path()).unwrap().count(), 1, "not even a lock is left behind");
}

#[test]
fn a_foreign_file_in_the_way_is_refused_before_anything_changes() {
    let output = tempfile::tempdir().unwrap();
    let output = output.path();
    publish_site(output, &old_site()).unwrap();
    let foreign = [("mo-hinh/c.html", "mine"), ("cap", "mine")];
    for (path, content) in foreign {
        fs::write(output.join(path), content).unwrap();
        let Err(PublishError::SystemError(error)) = publish_site(output, &new_site()) else {
            panic!("{path} was overwritten")
        };
        assert_eq!(error.path.as_deref(), Some(output.join(path).as_path()));
        assert!(matches!(try_dry(output, &new_site()), Err(PublishError::SystemError(_))));
        fs::remove_file(output.join(path)).unwrap();
        assert_eq!(on_disk(output), old_site());
        assert!(!output.join(".lantoa-staging").exists(), "what was staged is cleared away");
    }
    fs::write(output.join("mo-hinh/c.html"), "c1").unwrap();
    publish_site(output, &new_site()).unwrap();
    assert_eq!(on_disk(output), new_site(), "a foreign file with the same bytes may stay");
}

#[test]
fn pages_that_fail_are_all_reported_and_the_old_site_stays() {
    let output = tempfile::tempdir().unwrap();
    let output = output.path();
    publish_site(output, &old_site()).unwrap();
    let new = outputs_of(&new_site());
    let refused = publish(output, &new, Mode::default(), |output, _| {
        let finding = || Finding::new(Code::TemplateFails, &"themes/x".into(), Message::default());
        if output.url_path.starts_with("mo-hinh/") {
            Err(RenderError::Finding(Box::new(finding())))
        } else {
            Ok("x".as_bytes().into())
        }
    });
    assert!(matches!(refused, Err(PublishError::Findings(findings)) if findings.len() == 2));
    assert_eq!(on_disk(output), old_site());
    assert_eq!(up_to_date(output, hash_of(&old_site())), Some(5));
}

#[test]
fn a_dry_run_reports_everything_and_writes_nothing() {
    let output = tempfile::tempdir().unwrap();
    let (standing, absent) = (output.path().join("site"), output.path().join("khong-co"));
    publish_site(&standing, &old_site()).unwrap();
    let time = time_of(&standing);
    let dry = try_dry(&standing, &new_site()).unwrap();
    assert_eq!((on_disk(&standing), time_of(&standing)), (old_site(), time));
    assert_eq!(publish_site(&standing, &new_site()).unwrap(), dry);
    assert_eq!(try_dry(&absent, &new_site()).unwrap().added.len(), 5);
    assert!(!absent.exists());
}

#[test]
fn files_edited_by_hand_are_restored_and_reported() {
    let output = tempfile::tempdir().unwrap();
    let output = output.path();
    publish_site(output, &old_site()).unwrap();
    age(output);
    assert_eq!(up_to_date(output, hash_of(&old_site())), Some(5));
    assert_eq!(up_to_date(output, hash_of(&new_site())), None);
    fs::write(output.join("mo-hinh/a.html"), "xx").unwrap();
    assert_eq!(up_to_date(output, hash_of(&old_site())), None, "same length, but touched since");
    let outcome = publish_site(output, &old_site()).unwrap();
    assert_eq!(
        (outcome.changed, outcome.restored),
        (vec!["mo-hinh/a.html".to_owned()], vec!["mo-hinh/a.html".to_owned()])
    );
    assert_eq!(on_disk(output), old_site());
    fs::remove_file(output.join("nam/2019.html")).unwrap();
    assert_eq!(up_to_date(output, hash_of(&old_site())), None);
    fs::remove_dir_all(output.join("mo-hinh")).unwrap();
    publish_site(output, &old_site()).unwrap();
    assert_eq!(on_disk(output), old_site());
}

#[test]
fn a_file_with_a_new_time_but_old_bytes_is_unchanged() {
    let output = tempfile::tempdir().unwrap();
    let output = output.path();
    publish_site(output, &old_site()).unwrap();
    age(output);
    fs::write(output.join("mo-hinh/a.html"), "a1").unwrap();
    assert_eq!(up_to_date(output, hash_of(&old_site())), Some(5));
}

#[test]
fn a_file_may_become_a_folder_and_a_folder_a_file() {
    let output = tempfile::tempdir().unwrap();
    let output = output.path();
    let one = site(&[("index.html", "home"), ("cu", "page"), ("moi/a/b.html", "b"), ("moi/c.html", "c")]);
    let two = site(&[("index.html", "home"), ("cu/a.html", "a"), ("moi", "page")]);
    for site in [&one, &two, &one] {
        publish_site(output, site).unwrap();
        assert_eq!(on_disk(output), *site);
    }
    fs::write(output.join("moi/ghi-chu.txt"), "mine").unwrap();
    assert!(matches!(publish_site(output, &two), Err(PublishError::SystemError(_))));
    assert_eq!(on_disk(output).len(), one.len() + 1, "a folder with a foreign file is not replaced");
}

#[test]
fn the_manifest_does_not_depend_on_earlier_runs() {
    let (straight, round) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    publish_site(straight.path(), &new_site()).unwrap();
    for site in [old_site(), new_site(), old_site(), new_site()] {
        publish_site(round.path(), &site).unwrap();
    }
    assert_eq!(manifest_of(straight.path()), manifest_of(round.path()));
}

#[test]
fn a_manifest_of_the_first_format_is_understood() {
    let output = tempfile::tempdir().unwrap();
    let output = output.path();
    publish_site(output, &old_site()).unwrap();
    let lines = String::from_utf8(manifest_of(output)).unwrap();
    let first = lines.lines().map(|line| match line.splitn(3, ' ').collect::<Vec<_>>()[..] {
        [_, len, path] if path.contains('.') => {
            let hash = blake3::hash(old_site()[path].as_bytes()).to_hex();
            format!("{} {len} {path}\n", &hash[..32])
        }
        _ => format!("{line}\n").replace("manifest 2", "manifest 1"),
    });
    fs::write(output.join(manifest::NAME), first.collect::<String>()).unwrap();
    age(output);
    // As after a fresh clone: newer than the manifest, so the hash is compared.
    fs::File::options()
        .write(true)
        .open(output.join("mo-hinh/a.html"))
        .unwrap()
        .set_modified(SystemTime::now())
        .unwrap();
    let time = time_of(&output.join("index.html"));
    let outcome = publish_site(output, &new_site()).unwrap();
    assert_eq!(on_disk(output), new_site());
    assert_eq!(time_of(&output.join("index.html")), time);
    assert_eq!(outcome.restored, Vec::<String>::new());
}

#[test]
fn a_manifest_that_names_files_elsewhere_is_refused() {
    let output = tempfile::tempdir().unwrap();
    let beside = output.path().join("ngoai.txt");
    let folder = output.path().join("site");
    fs::create_dir(&folder).unwrap();
    fs::write(&beside, "mine").unwrap();
    let zeros = "0".repeat(64);
    for path in ["../ngoai.txt", "/etc/hosts", "a/../../ngoai.txt", "C:/x", "..\\x"] {
        let line = format!("lantoa manifest 2\n{zeros}\n{} 4 {path}\n", "0".repeat(32));
        for list in [manifest::NAME, manifest::JOURNAL] {
            fs::write(folder.join(list), &line).unwrap();
            assert!(publish_site(&folder, &old_site()).is_err(), "{path}");
            fs::remove_file(folder.join(list)).unwrap();
        }
    }
    assert!(beside.exists());
}

#[test]
fn a_manifest_of_another_format_is_refused_by_name() {
    let output = tempfile::tempdir().unwrap();
    for text in ["", "lantoa manifest 4\n", "lantoa manifest 2\nkey\n", "\u{0}"] {
        fs::write(output.path().join(manifest::NAME), text).unwrap();
        let Err(PublishError::SystemError(error)) = publish_site(output.path(), &old_site()) else {
            panic!("{text:?} was taken")
        };
        assert_eq!(error.path.as_deref(), Some(output.path().join(manifest::NAME).as_path()));
    }
}

#[test]
fn addresses_that_cannot_be_files_are_refused() {
    let output = tempfile::tempdir().unwrap();
    for wrong in ["../x", "/x", "a//b", "a\nb", ".lantoa-manifest", "C:x", ""] {
        assert!(publish_site(output.path(), &site(&[(wrong, "x")])).is_err(), "{wrong:?}");
    }
    assert!(publish_site(output.path(), &site(&[("a", "x"), ("a/b", "x")])).is_err());
    let twice = [site(&[("a", "x")]), site(&[("a", "y")])].iter().flat_map(outputs_of).collect::<Vec<_>>();
    assert!(publish(output.path(), &twice, Mode::default(), |_, _| Ok("x".as_bytes().into())).is_err());
    assert_eq!(fs::read_dir(output.path()).unwrap().count(), 0);
}

#[cfg(unix)]
#[test]
fn nothing_is_written_or_deleted_through_a_symbolic_link() {
    let (output, elsewhere) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let (output, elsewhere) = (output.path(), elsewhere.path());
    symlink(elsewhere, output.join(".well-known")).unwrap();
    assert!(publish_site(output, &site(&[(".well-known/x.html", "x")])).is_err());
    assert_eq!(fs::read_dir(elsewhere).unwrap().count(), 0);
    fs::remove_file(output.join(".well-known")).unwrap();

    publish_site(output, &old_site()).unwrap();
    fs::write(elsewhere.join("b.html"), "mine").unwrap();
    fs::write(elsewhere.join("x"), "mine").unwrap();
    fs::remove_dir_all(output.join("mo-hinh")).unwrap();
    symlink(elsewhere, output.join("mo-hinh")).unwrap();
    assert!(publish_site(output, &new_site()).is_err(), "pages would be written through the link");
    publish_site(output, &site(&[("index.html", "home")])).unwrap();
    assert!(elsewhere.join("b.html").exists(), "a page would be deleted through the link");

    // Links in places where files will be written: the staging folder, and a page.
    symlink(elsewhere, output.join(".lantoa-staging")).unwrap();
    fs::remove_file(output.join("index.html")).unwrap();
    symlink(elsewhere.join("x"), output.join("index.html")).unwrap();
    fs::remove_file(output.join("mo-hinh")).unwrap();
    publish_site(output, &old_site()).unwrap();
    assert_eq!(fs::read_to_string(elsewhere.join("x")).unwrap(), "mine");
    assert_eq!(on_disk(output), old_site());
}

#[test]
fn folders_that_overlap_the_sources_are_refused() {
    let root = tempfile::tempdir().unwrap();
    for folder in ["content/mo-hinh", "themes", "output"] {
        fs::create_dir_all(root.path().join(folder)).unwrap();
    }
    let accepts = |path: &str| check_target(root.path(), &root.path().join(path)).is_ok();
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
        assert!(!accepts(wrong), "{wrong}");
    }
    for right in ["output", "output/site", "public", "../elsewhere"] {
        assert!(accepts(right), "{right}");
    }
}

#[cfg(unix)]
#[test]
fn symbolic_links_into_the_sources_are_refused() {
    let root = tempfile::tempdir().unwrap();
    for folder in ["content/mo-hinh", "output"] {
        fs::create_dir_all(root.path().join(folder)).unwrap();
    }
    symlink("../content/mo-hinh", root.path().join("output/vao")).unwrap();
    for wrong in ["output/vao", "output/vao/moi"] {
        assert!(check_target(root.path(), &root.path().join(wrong)).is_err(), "{wrong}");
    }
}

#[test]
fn two_runs_at_once_never_mix() {
    let output = tempfile::tempdir().unwrap();
    let output = output.path();
    publish_site(output, &old_site()).unwrap();
    {
        let _held = disk::lock(output).unwrap();
        assert!(publish_site(output, &old_site()).is_err());
    }
    for _ in 0..20 {
        std::thread::scope(|scope| {
            for site in [old_site(), new_site()] {
                scope.spawn(move || match publish_site(output, &site) {
                    Ok(_) | Err(PublishError::SystemError(_)) => {}
                    Err(PublishError::Findings(findings)) => panic!("{findings:?}"),
                });
            }
        });
        assert!([old_site(), new_site()].contains(&on_disk(output)));
    }
}
