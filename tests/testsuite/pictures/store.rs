//! The store of results is never needed and never wrong: whatever has become of it, the same files are published.

use std::fs;
use std::path::{Path, PathBuf};

use lantoa::Store;
use proptest::prelude::*;

use crate::support::program::{command, said};
use crate::support::{Options, picture, read_all, write_all};

/// A photograph that is large enough to be kept in the store, and says where it was taken.
fn photo() -> Vec<u8> {
    let comment = [&[0xff, 0xfe, 0xff, 0xff], [b'x'; 0xfffd].as_slice()].concat();
    let mut photo = picture::jpeg(9, 6, picture::GPS);
    photo.splice(2..2, comment.repeat(2));
    photo
}

/// A site with two photographs, a drawing and an attachment.
fn site() -> tempfile::TempDir {
    let root = tempfile::tempdir().unwrap();
    let model = "---\ntitle: Tiếng kẻng\nlocality: Xã Đông Giang, tỉnh Lâm Đồng\nfield: kinh-te\ncover: keng.jpg\n\
        cover_alt: Kẻng\n---\n\n![Kẻng](nho.jpg)\n\n![Sơ đồ](so-do.svg)\n\n[Mẫu](mau.pdf)\n";
    let drawing = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"4\" height=\"3\"><path d=\"{}\"/></svg>",
        "M1 2l3 4".repeat(10_000)
    );
    let files = [
        ("site.yaml", b"title: A\n".to_vec()),
        ("mo-hinh/keng.md", model.into()),
        ("mo-hinh/keng.jpg", photo()),
        ("mo-hinh/nho.jpg", picture::jpeg(3, 2, picture::GPS)),
        ("mo-hinh/so-do.svg", drawing.into_bytes()),
        ("mo-hinh/mau.pdf", b"%PDF-1.7".to_vec()),
    ];
    write_all(&root.path().join("content"), files.map(|(path, bytes)| (path.to_owned(), bytes)));
    root
}

/// Builds the site into a new folder; what is published, and what is reported.
fn built(root: &Path, store: &Store) -> (Vec<(String, Vec<u8>)>, String) {
    let target = tempfile::tempdir().unwrap();
    let options = Options { store: store.clone(), ..Options::default() };
    let built = lantoa::build(root, &target.path().join("site"), &options).unwrap();
    assert!(built.outcome.is_some(), "{:?}", built.report.findings);
    (read_all(target.path()).into_iter().collect(), format!("{:?}", built.report.findings))
}

fn entries(store: &Path) -> Vec<PathBuf> {
    read_all(store).into_keys().map(|name| store.join(name)).collect()
}

/// What becomes of an entry.
#[derive(Debug, Clone)]
enum Damage {
    Flip(prop::sample::Index, u8),
    Cut(prop::sample::Index),
    Append(Vec<u8>),
    Delete,
    Folder {
        is_empty: bool,
    },
    /// It gets the bytes of another entry.
    Swap(prop::sample::Index),
}

fn damage() -> impl Strategy<Value = Damage> {
    let index = any::<prop::sample::Index>;
    prop_oneof![
        3 => (index(), 1..=255_u8).prop_map(|(position, bits)| Damage::Flip(position, bits)),
        2 => index().prop_map(Damage::Cut),
        1 => proptest::collection::vec(any::<u8>(), 1..9).prop_map(Damage::Append),
        1 => Just(Damage::Delete),
        1 => any::<bool>().prop_map(|is_empty| Damage::Folder { is_empty }),
        2 => index().prop_map(Damage::Swap),
    ]
}

fn apply(damage: &Damage, entry: &Path, all: &[PathBuf]) {
    let Ok(mut bytes) = fs::read(entry) else { return };
    match damage {
        Damage::Flip(position, bits) if !bytes.is_empty() => {
            let position = position.index(bytes.len());
            bytes[position] ^= bits;
        }
        Damage::Flip(..) => {}
        Damage::Cut(length) => bytes.truncate(length.index(bytes.len() + 1)),
        Damage::Append(more) => bytes.extend(more),
        Damage::Swap(other) => bytes = fs::read(other.get(all)).unwrap_or_default(),
        Damage::Delete => return fs::remove_file(entry).unwrap(),
        Damage::Folder { is_empty } => {
            fs::remove_file(entry).unwrap();
            fs::create_dir(entry).unwrap();
            if !is_empty {
                fs::write(entry.join("x"), "x").unwrap();
            }
            return;
        }
    }
    fs::write(entry, bytes).unwrap();
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn a_damaged_store_gives_the_same_site(
        rounds in proptest::collection::vec(proptest::collection::vec((any::<prop::sample::Index>(), damage()), 1..4), 1..4),
    ) {
        let (root, folder) = (site(), tempfile::tempdir().unwrap());
        let expected = built(root.path(), &Store::none());
        let store = Store::at(folder.path());
        prop_assert_eq!(&built(root.path(), &store), &expected, "an empty store");
        let all = entries(folder.path());
        prop_assert!(all.len() >= 3, "photograph and drawing are kept: {:?}", all);
        prop_assert_eq!(&built(root.path(), &store), &expected, "a full store");
        for round in rounds {
            for (entry, damage) in &round {
                let entry: &PathBuf = entry.get(&all);
                apply(damage, entry, &all);
            }
            prop_assert_eq!(&built(root.path(), &store), &expected);
        }
    }
}

#[test]
fn a_store_that_cannot_be_used_gives_the_same_site() {
    let (root, folder) = (site(), tempfile::tempdir().unwrap());
    let expected = built(root.path(), &Store::none());
    let file = folder.path().join("file");
    fs::write(&file, "x").unwrap();
    for unusable in [file.clone(), file.join("below"), PathBuf::from("/proc/none")] {
        assert_eq!(built(root.path(), &Store::at(&unusable)), expected, "{}", unusable.display());
    }
    assert_eq!(fs::read(&file).unwrap(), b"x");
}

#[cfg(unix)]
#[test]
fn a_store_without_permissions_gives_the_same_site() {
    use std::os::unix::fs::PermissionsExt;
    let (root, folder) = (site(), tempfile::tempdir().unwrap());
    let expected = built(root.path(), &Store::none());
    let store = Store::at(folder.path());
    for mode in [0o500, 0o000] {
        fs::set_permissions(folder.path(), PermissionsExt::from_mode(mode)).unwrap();
        assert_eq!(built(root.path(), &store), expected);
    }
    fs::set_permissions(folder.path(), PermissionsExt::from_mode(0o700)).unwrap();
    built(root.path(), &store);
    entries(folder.path())
        .iter()
        .for_each(|entry| fs::set_permissions(entry, PermissionsExt::from_mode(0o000)).unwrap());
    assert_eq!(built(root.path(), &store), expected);
}

/// The program finds the store where `LANTOA_CACHE` says, and two runs at once share it.
#[test]
fn runs_of_the_program_share_the_named_store() {
    let (root, folder) = (site(), tempfile::tempdir().unwrap());
    let run = |cache: &Path, target: &str| {
        let mut command = command(root.path());
        command.env("LANTOA_CACHE", cache).env("HOME", folder.path()).args(["build", "--output", target]);
        command
    };
    let cache = folder.path().join("cache");
    let mut runs: Vec<_> = ["a", "b"].iter().map(|target| run(&cache, target).spawn().unwrap()).collect();
    runs.iter_mut().for_each(|run| assert!(run.wait().unwrap().success()));
    assert!(entries(&cache).len() >= 3);
    let output = run(Path::new(""), "c").output().unwrap();
    assert!(output.status.success(), "{}", said(&output));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "an empty name is no store");
    assert!(!said(&output).contains("LANTOA_CACHE"), "{}", said(&output));
    let in_a_file = run(&root.path().join("content/site.yaml"), "c").output().unwrap();
    assert!(in_a_file.status.success(), "{}", said(&in_a_file));
    assert_eq!(said(&in_a_file).matches("LANTOA_CACHE").count(), 1, "told once: {}", said(&in_a_file));
    let sites = ["a", "b", "c"].map(|target| read_all(&root.path().join(target)));
    assert_eq!(sites[0], sites[1]);
    assert_eq!(sites[0], sites[2]);
    assert!(!sites[0].values().any(|bytes| bytes.windows(4).any(|window| window == b"Exif")));
}
