//! What an editor's folder can hold, read in memory and from disk.

use std::fs;

use super::*;

fn day() -> Date {
    Date::new(2026, 11, 23).unwrap()
}

fn read_one(path: &str, bytes: &[u8]) -> (Option<String>, Vec<&'static str>) {
    let Checked { value: source, findings } = Source::memory([(path, bytes.to_vec())], day());
    let text = source.text(&SitePath::new(path)).map(str::to_owned);
    (text, findings.iter().map(|finding| finding.code.id()).collect())
}

const MODEL: &str = "content/mo-hinh/keng.md";

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
    }
}

/// “Đường làng được chiếu sáng, đèn điện đã đến” as typed before Unicode.
#[test]
fn old_encodings_are_told_by_name() {
    let cases: [(&[u8], &str); 3] = [
        (b"\xa7\xad\xeang l\xb5ng \xae\xad\xeec chi\xd5u s\xb8ng, \xae\xcc\xcan \xaei\xd6n \xae\xb7 \xae\xd5n", "TCVN3"),
        (b"\xd1\xf6\xf4\xf8ng la\xf8ng \xf1\xf6\xf4\xefc chie\xe1u sa\xf9ng, \xf1e\xe8n \xf1ie\xe4n \xf1a\xf5 \xf1e\xe1n", "VNI"),
        (b"\xd0\xfd\xf5\xccng la\xccng \xf0\xfd\xf5\xf2c chi\xea\xecu sa\xecng, \xf0e\xccn \xf0i\xea\xf2n \xf0a\xde \xf0\xea\xecn", "Windows-1258"),
    ];
    for (bytes, name) in cases {
        let Checked { findings, .. } = Source::memory([(MODEL, bytes.to_vec())], day());
        assert_eq!(findings[0].code.id(), "LT105");
        assert!(findings[0].message.vi.contains(name), "{}", findings[0].message.vi);
    }
}

#[test]
fn files_that_cannot_be_used_are_told() {
    let cases: [(&str, &[u8], &str); 7] = [
        (MODEL, b"", "LT106"),
        (MODEL, b" \n", "LT106"),
        (MODEL, b"a\0b", "LT105"),
        (MODEL, b"\xff\xfea", "LT105"),
        ("content/bao-cao.docx", b"x", "LT109"),
        ("content/ghi-chu.md", b"x", "LT109"),
        ("content/mo-hinh/anh.jpg", b"no picture", "LT413"),
    ];
    for (path, bytes, code) in cases {
        assert_eq!(read_one(path, bytes), (None, vec![code]), "{path}");
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
    let root = tempfile::tempdir().unwrap();
    let models = root.path().join("content/mo-hinh/a");
    fs::create_dir_all(&models).unwrap();
    fs::create_dir_all(root.path().join("themes/x/templates")).unwrap();
    fs::write(models.join("ke\u{309}ng.md"), "một").unwrap();
    fs::write(models.join(".DS_Store"), "x").unwrap();
    fs::write(models.join("keng.md~"), "x").unwrap();
    fs::write(root.path().join("themes/x/templates/a.html"), "x").unwrap();
    let Checked { value: source, findings } = Source::read(root.path()).unwrap();
    let paths: Vec<&str> = source.iter().map(|(path, _)| path.as_str()).collect();
    assert_eq!(paths, ["content/mo-hinh/a/k\u{1ebb}ng.md", "themes/x/templates/a.html"]);
    assert_eq!(findings, []);
}

#[test]
fn a_folder_without_content_is_a_fault() {
    let root = tempfile::tempdir().unwrap();
    assert!(Source::read(root.path()).is_err());
}

#[cfg(unix)]
#[test]
fn links_out_loops_and_pipes_are_told_and_the_others_are_read() {
    use std::os::unix::fs::symlink;
    let root = tempfile::tempdir().unwrap();
    let models = root.path().join("content/mo-hinh");
    fs::create_dir_all(&models).unwrap();
    fs::write(models.join("that.md"), "một").unwrap();
    symlink("that.md", models.join("trong.md")).unwrap();
    symlink("/etc/hostname", models.join("ngoai.md")).unwrap();
    symlink("..", models.join("vong")).unwrap();
    symlink("khong-co.md", models.join("gay.md")).unwrap();
    std::process::Command::new("mkfifo").arg(models.join("ong.md")).status().unwrap();
    let Checked { value: source, mut findings } = Source::read(root.path()).unwrap();
    crate::finding::sort(&mut findings);
    let told: Vec<(&str, &str)> = findings.iter().map(|f| (f.file.file_name(), f.code.id())).collect();
    assert_eq!(told, [("gay.md", "LT101"), ("ngoai.md", "LT103"), ("ong.md", "LT101"), ("vong", "LT104")]);
    assert_eq!(source.iter().count(), 2);
}
