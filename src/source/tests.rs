//! What an editor's folder can hold, read in memory and from disk.

use std::fs;

use proptest::prelude::*;

use super::*;

fn day() -> Date {
    Date::new(2026, 11, 23).unwrap()
}

fn read_one(path: &str, bytes: &[u8]) -> (Option<String>, Vec<&'static str>) {
    let Checked { value: source, findings } = Source::memory([(path, bytes)], day());
    let text = source.text(&SitePath::new(path)).map(str::to_owned);
    let later = source.refused_beside_texts().map(|(_, why)| why);
    (text, findings.iter().chain(later).map(|finding| finding.code.id()).collect())
}

/// File name and code of each finding, sorted.
fn codes_by_name(mut findings: Vec<Finding>) -> Vec<(String, &'static str)> {
    crate::finding::sort(&mut findings);
    findings.iter().map(|finding| (finding.file.file_name().to_owned(), finding.code.id())).collect()
}

fn pairs(expected: &[(&str, &'static str)]) -> Vec<(String, &'static str)> {
    expected.iter().map(|(name, code)| ((*name).to_owned(), *code)).collect()
}

const MODEL: &str = "content/mo-hinh/keng.md";

/// A PNG of one pixel without metadata.
const PIXEL: &[u8] = b"\x89PNG\x0d\x0a\x1a\x0a\x00\x00\x00\x0dIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89\x00\x00\x00\x0bIDATx\x9cc\xf8\x0f\x04\x00\x09\xfb\x03\xfd\xfb^k+\x00\x00\x00\x00IEND\xaeB`\x82";

#[test]
fn utf8_and_utf16_are_read_with_or_without_their_mark() {
    let text = "---\r\ntitle: Kẻng\r\n---\r\n";
    let utf16 = |unit: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(unit).collect::<Vec<u8>>();
    let cases = [
        text.as_bytes().to_vec(),
        [b"\xef\xbb\xbf".as_slice(), text.as_bytes()].concat(),
        [b"\xff\xfe".as_slice(), &utf16(u16::to_le_bytes)].concat(),
        [b"\xfe\xff".as_slice(), &utf16(u16::to_be_bytes)].concat(),
    ];
    for bytes in cases {
        assert_eq!(read_one(MODEL, &bytes), (Some(text.to_owned()), vec![]));
        assert_eq!(read_one("themes/x/templates/a.html", &bytes), (Some(text.to_owned()), vec![]));
    }
}

/// “Đường làng được chiếu sáng, đèn điện đã đến” as typed before Unicode.
#[test]
fn old_encodings_are_told_by_name_and_place() {
    let cases: [(&[u8], &str); 4] = [
        (b"mot\n\xa7\xad\xeang l\xb5ng \xae\xad\xeec chi\xd5u s\xb8ng, \xae\xcc\xcan \xaei\xd6n \xae\xb7 \xae\xd5n", "TCVN3"),
        (b"mot\n\xd1\xf6\xf4\xf8ng la\xf8ng \xf1\xf6\xf4\xefc chie\xe1u sa\xf9ng, \xf1e\xf8n \xf1ie\xe4n \xf1a\xf5 \xf1e\xe1n", "VNI"),
        (b"mot\n\xd0\xfd\xf5\xccng la\xccng \xf0\xfd\xf5\xf2c chi\xea\xecu sa\xecng, \xf0e\xccn \xf0i\xea\xf2n \xf0a\xde \xf0\xea\xecn", "Windows-1258"),
        (b"mot\nd\xe9j\xe0 vu \xe0 la fa\xe7ade", "Latin-1"),
    ];
    for (bytes, name) in cases {
        let Checked { findings, .. } = Source::memory([(MODEL, bytes)], day());
        assert_eq!(findings[0].code.id(), "LT105");
        assert!(findings[0].message.vi.contains(name), "{}", findings[0].message.vi);
        assert_eq!(findings[0].position.map(|place| place.line), Some(2));
    }
}

#[test]
fn files_that_cannot_be_used_are_told() {
    let cases: [(&str, &[u8], &str); 14] = [
        (MODEL, b"", "LT106"),
        (MODEL, b" \n", "LT106"),
        (MODEL, b"a\0b", "LT105"),
        (MODEL, b"\xff\xfea", "LT105"),
        (MODEL, b"t\0i\0t\0l\0e\0", "LT105"),
        ("content/mo-hinh/anh.jpg", b"", "LT106"),
        ("content/mo-hinh/anh.jpg", b"no picture", "LT413"),
        ("content/mo-hinh/anh.svg", b"<svg onload=x()>", "LT413"),
        ("content/mo-hinh/a\x07.md", b"x", "LT110"),
        ("themes/x/style/a.css", b"caf\xe9", "LT105"),
        ("content/bao-cao.docx", b"x", "LT109"),
        ("content/ghi-chu.md", b"x", "LT109"),
        ("content/site.yml", b"x", "LT109"),
        ("content/mo-hinh/anh.heic", b"x", "LT109"),
    ];
    for (path, bytes, code) in cases {
        assert_eq!(read_one(path, bytes), (None, vec![code]), "{path}");
    }
}

#[test]
fn an_empty_sheet_of_a_theme_blanks_out_the_built_in_one() {
    assert_eq!(read_one("themes/x/style/30-in.css", b""), (Some(String::new()), vec![]));
}

#[test]
fn what_editors_and_systems_leave_behind_is_passed_over() {
    for name in [".DS_Store", "keng.md~", ".keng.md.swp", "~$bao-cao.docx", "#keng.md#", "Thumbs.db", ".git/HEAD.md"] {
        let path = format!("content/mo-hinh/{name}");
        assert_eq!(read_one(&path, b"x"), (None, vec![]), "{path}");
    }
}

#[test]
fn a_file_over_its_limit_is_refused_and_the_others_are_read() {
    let big = vec![b'x'; 4 * 1024 * 1024 + 1];
    let Checked { value: source, findings } =
        Source::memory([(MODEL, big), ("content/site.yaml", b"title: x".to_vec())], day());
    assert_eq!(findings[0].code.id(), "LT102");
    assert_eq!(source.text(&SitePath::new("content/site.yaml")), Some("title: x"));
}

#[test]
fn the_disk_gives_what_memory_gives() {
    let files: [(&str, &[u8]); 6] = [
        ("content/mo-hinh/a/ke\u{309}ng.md", "một".as_bytes()),
        ("content/mo-hinh/a/.DS_Store", b"x"),
        ("content/mo-hinh/a/trong.md", b""),
        ("content/mo-hinh/a/bao-cao.docx", b"x"),
        ("content/mo-hinh/a/anh.png", PIXEL),
        ("themes/x/templates/a.html", b"x"),
    ];
    let root = tempfile::tempdir().unwrap();
    for (path, bytes) in files {
        fs::create_dir_all(root.path().join(path).parent().unwrap()).unwrap();
        fs::write(root.path().join(path), bytes).unwrap();
    }
    let (disk, memory) = (Source::read(root.path(), &Store::none()).unwrap(), Source::memory(files, day()));
    let seen = |source: &Source| {
        let file = |(path, file): (&SitePath, &SourceFile)| (path.to_string(), file.hash(), file.text().cloned());
        source.iter().map(file).collect::<Vec<_>>()
    };
    assert_eq!(seen(&disk.value), seen(&memory.value));
    assert_eq!(codes_by_name(disk.findings), codes_by_name(memory.findings));
    assert_eq!(disk.value.text(&SitePath::new("content/mo-hinh/a/kẻng.md")), Some("một"));
}

#[test]
fn an_edit_is_seen_as_if_the_file_had_been_read() {
    let mut source = Source::memory([(MODEL, "một")], day()).value;
    let path = SitePath::new(MODEL);
    assert_eq!(source.put(&path, "hai".into()), []);
    assert_eq!(source.text(&path), Some("hai"));
    let hash = |bytes| twox_hash::XxHash3_128::oneshot(bytes);
    assert_eq!(source.get(&path).map(SourceFile::hash), Some(hash("hai".as_bytes())));
    assert_eq!(source.put(&path, vec![0xff])[0].code.id(), "LT105");
    assert!(source.get(&path).is_none(), "a file that has become unreadable is not shown as it was");
    source.put(&path, "ba".into());
    source.remove(&path);
    assert_eq!(source.iter().count(), 0);
}

#[test]
fn a_folder_without_content_is_a_fault() {
    let root = tempfile::tempdir().unwrap();
    assert!(Source::read(root.path(), &Store::none()).is_err());
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_told(bytes in proptest::collection::vec(any::<u8>(), 1..200), mark in 0..4_usize) {
        let mark: &[u8] = [b"", b"\xef\xbb\xbf".as_slice(), b"\xff\xfe", b"\xfe\xff"][mark];
        let (text, codes) = read_one(MODEL, &[mark, &bytes].concat());
        prop_assert_eq!(text.is_some(), codes.is_empty());
    }
}

#[cfg(unix)]
mod unix {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::fs::{PermissionsExt, symlink};

    use super::*;

    fn site() -> (tempfile::TempDir, PathBuf) {
        let root = tempfile::tempdir().unwrap();
        let models = root.path().join("content/mo-hinh");
        fs::create_dir_all(&models).unwrap();
        fs::write(models.join("that.md"), "một").unwrap();
        (root, models)
    }

    #[test]
    fn links_out_loops_and_pipes_are_told_and_the_others_are_read() {
        let (root, models) = site();
        fs::create_dir_all(root.path().join("themes/x")).unwrap();
        fs::write(root.path().join("themes/x/anh.png"), PIXEL).unwrap();
        symlink("that.md", models.join("trong.md")).unwrap();
        symlink("../../themes/x/anh.png", models.join("anh.png")).unwrap();
        symlink("/etc/hostname", models.join("ngoai.md")).unwrap();
        symlink("/dev/zero", models.join("khong.md")).unwrap();
        symlink("..", models.join("vong")).unwrap();
        symlink("khong-co.md", models.join("gay.md")).unwrap();
        symlink("khong-co", models.join(".#keng.md")).unwrap();
        std::process::Command::new("mkfifo").arg(models.join("ong.md")).status().unwrap();
        let Checked { value: source, findings } = Source::read(root.path(), &Store::none()).unwrap();
        let expected =
            [("gay.md", "LT101"), ("khong.md", "LT103"), ("ngoai.md", "LT103"), ("ong.md", "LT101"), ("vong", "LT104")];
        assert_eq!(codes_by_name(findings), pairs(&expected));
        assert_eq!(source.iter().count(), 4);
    }

    /// Twenty folders, each with two links to the next, are a million paths to one file.
    #[test]
    fn links_that_multiply_are_followed_a_bounded_number_of_times() {
        let (root, models) = site();
        for number in 0..20 {
            let folder = models.join(format!("t{number}"));
            fs::create_dir(&folder).unwrap();
            fs::write(folder.join("bai.md"), "một").unwrap();
            for name in ["a", "b"] {
                symlink(format!("../t{}", number + 1), folder.join(name)).unwrap();
            }
        }
        fs::create_dir(models.join("t20")).unwrap();
        let Checked { value: source, findings } = Source::read(root.path(), &Store::none()).unwrap();
        assert!(source.iter().count() <= 20 * 17 + 1, "{}", source.iter().count());
        assert!(findings.iter().any(|finding| finding.code.id() == "LT104"));
    }

    #[test]
    fn content_itself_may_lie_elsewhere() {
        let (elsewhere, _) = site();
        let root = tempfile::tempdir().unwrap();
        symlink(elsewhere.path().join("content"), root.path().join("content")).unwrap();
        let Checked { value: source, findings } = Source::read(root.path(), &Store::none()).unwrap();
        assert_eq!((source.iter().count(), findings.len()), (1, 0));
    }

    #[test]
    fn names_that_cannot_be_addresses_are_told() {
        let (root, models) = site();
        fs::write(models.join(OsStr::from_bytes(b"k\xe9ng.md")), "x").unwrap();
        fs::write(models.join("a\\b.md"), "x").unwrap();
        fs::write(models.join("a\u{7}.md"), "x").unwrap();
        fs::write(models.join("ke\u{309}ng.md"), "x").unwrap();
        fs::write(models.join("k\u{1ebb}ng.md"), "x").unwrap();
        let Checked { value: source, findings } = Source::read(root.path(), &Store::none()).unwrap();
        let codes: Vec<&str> = findings.iter().map(|finding| finding.code.id()).collect();
        assert_eq!(codes, ["LT110"; 4]);
        assert_eq!(source.iter().count(), 2);
    }

    #[test]
    fn what_may_not_be_read_is_told_and_the_others_are_read() {
        let (root, models) = site();
        fs::write(models.join("rieng.md"), "x").unwrap();
        fs::create_dir(models.join("kin")).unwrap();
        let closed = [models.join("rieng.md"), models.join("kin")];
        let set = |mode: u32| {
            closed.iter().for_each(|path| fs::set_permissions(path, PermissionsExt::from_mode(mode)).unwrap())
        };
        set(0o000);
        // The administrator may read everything.
        let is_barred = fs::read(&closed[0]).is_err();
        let Checked { value: source, findings } = Source::read(root.path(), &Store::none()).unwrap();
        set(0o700);
        if is_barred {
            assert_eq!(codes_by_name(findings), pairs(&[("kin", "LT101"), ("rieng.md", "LT101")]));
            assert_eq!(source.iter().count(), 1);
        }
    }

    /// A file with a hole: a hundred megabytes that take no room and must not be read.
    #[test]
    fn a_huge_file_costs_nothing() {
        let (root, models) = site();
        fs::File::create(models.join("to.md")).unwrap().set_len(100 << 20).unwrap();
        fs::File::create(models.join("to.jpg")).unwrap().set_len(100 << 30).unwrap();
        let started = std::time::Instant::now();
        let Checked { value: source, findings } = Source::read(root.path(), &Store::none()).unwrap();
        assert_eq!(codes_by_name(findings), pairs(&[("to.md", "LT102")]));
        let later = source.refused_beside_texts().map(|(_, why)| why.clone()).collect();
        assert_eq!(codes_by_name(later), pairs(&[("to.jpg", "LT102")]));
        assert_eq!(source.iter().count(), 1);
        assert!(started.elapsed().as_secs() < 10);
    }
}

#[test]
fn pages_count_up_to_the_newest_commit_not_to_the_day_of_the_run() {
    let day = |day| Date::new(2026, 11, day).unwrap();
    let mut source = Source::memory([("content/a.md", "a")], day(23)).value;
    assert_eq!(source.as_of(), day(23), "without git the day of the run");
    source.dates = [("content/a.md", day(3)), ("content/b.md", day(5))].map(|(path, day)| (path.into(), day)).into();
    assert_eq!(source.as_of(), day(5));
}
