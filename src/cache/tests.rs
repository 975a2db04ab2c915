//! The store gives back what was put in, or nothing.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use proptest::prelude::*;

use super::store::folder;
use super::*;

fn key(number: u32) -> Key {
    Key::new("test", number, "", blake3::hash(b"input"))
}

fn store() -> (tempfile::TempDir, Store) {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::at(folder.path());
    (folder, store)
}

/// Every file below `folder`.
fn files(folder: &Path) -> Vec<PathBuf> {
    let walk = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter();
    walk.flatten().filter(|entry| entry.file_type().is_file()).map(walkdir::DirEntry::into_path).collect()
}

#[test]
fn a_result_is_found_under_its_key_and_no_other() {
    let (_folder, store) = store();
    assert_eq!(store.get(key(1)), None);
    store.put(key(1), b"one");
    store.put(key(2), b"");
    assert_eq!((store.get(key(1)), store.get(key(2)), store.get(key(3))), (Some(b"one".to_vec()), Some(vec![]), None));
    store.put(key(1), b"uno");
    assert_eq!(store.get(key(1)), Some(b"uno".to_vec()));
}

#[test]
fn keys_differ_in_every_part() {
    let (a, b) = (blake3::hash(b"a"), blake3::hash(b"b"));
    let keys = [
        Key::new("kind", 1, "w=1", a),
        Key::new("kin", 1, "dw=1", a),
        Key::new("kind", 2, "w=1", a),
        Key::new("kind", 1, "w=2", a),
        Key::new("kind", 1, "w=1", b),
    ];
    for (index, key) in keys.iter().enumerate() {
        assert!(!keys[..index].contains(key));
    }
}

#[test]
fn without_a_folder_nothing_is_kept() {
    let store = Store::none();
    store.put(key(1), b"one");
    store.trim();
    assert_eq!(store.get(key(1)), None);
}

#[test]
fn an_entry_under_the_name_of_another_is_not_taken_for_it() {
    let (folder, store) = store();
    store.put(key(1), b"one");
    let one = files(folder.path()).remove(0);
    store.put(key(2), b"two");
    let two = files(folder.path()).into_iter().find(|file| *file != one).unwrap();
    fs::copy(&one, &two).unwrap();
    assert_eq!(store.get(key(2)), None);
    store.put(key(2), b"two");
    assert_eq!(store.get(key(2)), Some(b"two".to_vec()), "a wrong entry is replaced");
}

#[test]
fn a_folder_in_the_place_of_an_entry_or_of_the_store_harms_nothing() {
    let (folder, store) = store();
    store.put(key(1), b"one");
    let entry = files(folder.path()).remove(0);
    fs::remove_file(&entry).unwrap();
    fs::create_dir(&entry).unwrap();
    assert_eq!(store.get(key(1)), None);
    store.put(key(1), b"one");
    assert_eq!(store.get(key(1)), Some(b"one".to_vec()), "an empty folder makes room");
    fs::remove_file(&entry).unwrap();
    fs::create_dir(&entry).unwrap();
    fs::write(entry.join("file"), b"x").unwrap();
    store.put(key(1), b"one");
    assert_eq!(store.get(key(1)), None);
    assert_eq!(files(folder.path()), [entry.join("file")], "and no unfinished entry is left");
    let file = folder.path().join("file");
    fs::write(&file, b"x").unwrap();
    let store = Store::at(&file);
    store.put(key(1), b"one");
    store.trim();
    assert_eq!((store.get(key(1)), fs::read(&file).unwrap()), (None, b"x".to_vec()));
}

#[test]
fn the_entries_unused_for_longest_are_removed() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::with_limit(folder.path(), 2_500);
    let days_ago = |days| SystemTime::now() - Duration::from_secs(days * 86_400);
    let mut by_key = BTreeMap::new();
    for number in 0..4_u64 {
        let before = files(folder.path());
        store.put(key(number as u32), &[0; 900]);
        let path = files(folder.path()).into_iter().find(|file| !before.contains(file)).unwrap();
        fs::File::options().append(true).open(&path).unwrap().set_modified(days_ago(10 - number)).unwrap();
        by_key.insert(number, path);
    }
    // A use makes an old entry young.
    assert!(store.get(key(0)).is_some());
    let foreign = [folder.path().join("note.txt"), folder.path().join("ab").join("tmp-1-1")];
    fs::create_dir_all(folder.path().join("ab")).unwrap();
    foreign.iter().for_each(|path| fs::write(path, [0; 5_000]).unwrap());
    let unfinished = by_key[&3].with_file_name("tmp-2-2");
    fs::write(&unfinished, b"").unwrap();
    fs::File::options().append(true).open(&unfinished).unwrap().set_modified(days_ago(2)).unwrap();
    store.trim();
    let left: Vec<bool> = (0..4).map(|number| by_key[&number].exists()).collect();
    assert_eq!(left, [true, false, false, true]);
    assert!(foreign.iter().all(|path| path.exists()) && !unfinished.exists());
    fs::write(&by_key[&1], [0; 9_000]).unwrap();
    store.trim();
    assert!(by_key[&1].exists(), "a run that adds nothing removes nothing");
}

#[test]
fn many_threads_read_and_write_one_entry() {
    let (folder, store) = store();
    let result = vec![7; 100_000];
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| {
                for _ in 0..50 {
                    store.put(key(1), &result);
                    assert!(Store::at(folder.path()).get(key(1)).is_none_or(|found| found == result));
                }
            });
        }
    });
    assert_eq!((files(folder.path()).len(), store.get(key(1))), (1, Some(result)));
}

#[test]
fn the_folder_is_the_one_that_is_named_or_the_systems() {
    let home = || Some(PathBuf::from("/home/lan"));
    let with = |given: &[(&str, &str)]| {
        let given: BTreeMap<String, String> = given.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect();
        move |name: &str| given.get(name).map(OsString::from)
    };
    assert_eq!(folder(with(&[("LANTOA_CACHE", "here")]), home()), Some(PathBuf::from("here")));
    assert_eq!(folder(with(&[("LANTOA_CACHE", "~/c")]), home()), Some(PathBuf::from("/home/lan/c")));
    assert_eq!(folder(with(&[("LANTOA_CACHE", ""), ("XDG_CACHE_HOME", "/x")]), home()), None);
    for none in ["none", "None", " "] {
        assert_eq!(folder(with(&[("LANTOA_CACHE", none), ("XDG_CACHE_HOME", "/x")]), home()), None);
    }
    if cfg!(all(unix, not(target_os = "macos"))) {
        assert_eq!(folder(with(&[]), home()), Some(PathBuf::from("/home/lan/.cache/lantoa")));
        assert_eq!(folder(with(&[("XDG_CACHE_HOME", "/x")]), home()), Some(PathBuf::from("/x/lantoa")));
        assert_eq!(folder(with(&[("XDG_CACHE_HOME", "x")]), home()), Some(PathBuf::from("/home/lan/.cache/lantoa")));
        assert_eq!(folder(with(&[]), None), None);
    }
}

proptest! {
    #[test]
    fn a_damaged_entry_counts_as_missing(
        result in proptest::collection::vec(any::<u8>(), 0..200),
        position in any::<prop::sample::Index>(),
        flipped in 1..=255_u8,
        cut in any::<bool>(),
    ) {
        let (folder, store) = store();
        store.put(key(1), &result);
        let entry = files(folder.path()).remove(0);
        let whole = fs::read(&entry).unwrap();
        let mut bytes = whole.clone();
        let position = position.index(bytes.len());
        if cut { bytes.truncate(position) } else { bytes[position] ^= flipped }
        fs::write(&entry, &bytes).unwrap();
        prop_assert_eq!(store.get(key(1)), None);
        // Not the byte that was cut off there.
        bytes.push(!whole.get(bytes.len()).copied().unwrap_or(0));
        fs::write(&entry, &bytes).unwrap();
        prop_assert_eq!(store.get(key(1)), None);
    }
}

#[test]
fn a_folder_in_which_nothing_can_be_kept_is_told() {
    let folder = tempfile::tempdir().unwrap();
    assert!(Store::at(&folder.path().join("new")).trouble().is_none());
    assert!(Store::none().trouble().is_none());
    let file = folder.path().join("file");
    fs::write(&file, "x").unwrap();
    let trouble = Store::at(&file).trouble().unwrap();
    assert!(trouble.message.en.contains("LANTOA_CACHE"), "{trouble}");
}
