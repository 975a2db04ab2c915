//! The program as people run it: exit codes, what is said, what is left on disk.

use std::fs;
#[cfg(unix)]
use std::process::{Command, Stdio};

use crate::support::program::{command, lantoa, new_site, said};

/// A folder with a new site and one model.
fn site() -> tempfile::TempDir {
    let root = new_site();
    let model = "---\ntitle: Tiếng kẻng\nlocality: Xã Đông Giang, tỉnh Lâm Đồng\nfield: kinh-te\n---\n\nBài.\n";
    fs::write(root.path().join("content/mo-hinh/keng.md"), model).unwrap();
    root
}

#[test]
fn three_lines_say_what_was_built() {
    let root = site();
    let built = lantoa(root.path(), &[]);
    assert_eq!(built.status.code(), Some(0), "{}", said(&built));
    let lines: Vec<String> = said(&built).lines().map(str::to_owned).collect();
    assert_eq!(lines.len(), 3, "{lines:?}");
    assert!(lines[0].starts_with("Đã dựng 1 mô hình và 3 trang"), "{lines:?}");
    assert_eq!(lines[1], "0 lỗi, 0 cảnh báo, 0 lưu ý");
    assert_eq!(lines[2], "Mở xem: output/index.html");
    assert!(root.path().join("output/mo-hinh/keng.html").is_file());
}

#[test]
fn a_second_build_writes_nothing_and_says_so() {
    let root = site();
    lantoa(root.path(), &[]);
    let time = || fs::metadata(root.path().join("output/index.html")).unwrap().modified().unwrap();
    let before = time();
    let again = lantoa(root.path(), &["build", "--lang", "en"]);
    assert!(said(&again).starts_with("Nothing has changed: 1 models"), "{}", said(&again));
    assert_eq!(time(), before);
}

#[test]
fn errors_leave_the_old_site_and_end_with_one() {
    let root = site();
    lantoa(root.path(), &[]);
    let page = || fs::read_to_string(root.path().join("output/mo-hinh/keng.html")).unwrap();
    let before = page();
    fs::write(root.path().join("content/mo-hinh/keng.md"), "---\ntitle: Kẻng\n---\n").unwrap();
    let failed = lantoa(root.path(), &["build"]);
    assert_eq!(failed.status.code(), Some(1));
    assert!(said(&failed).contains("LT205") && said(&failed).contains("Chưa xuất bản"), "{}", said(&failed));
    assert_eq!(page(), before);
}

#[test]
fn a_dry_run_lists_what_would_change_and_writes_nothing() {
    let root = site();
    let dry = lantoa(root.path(), &["build", "--dry-run"]);
    assert!(said(&dry).contains("+ mo-hinh/keng.html"), "{}", said(&dry));
    assert!(!root.path().join("output/index.html").exists());
}

#[test]
fn findings_as_json_are_one_object_a_line() {
    let root = site();
    fs::write(root.path().join("content/mo-hinh/keng.md"), "---\ntitle: Kẻng\nsumary: x\n---\n").unwrap();
    let output = lantoa(root.path(), &["check", "--format", "json", "--lang", "en"]);
    assert_eq!(output.status.code(), Some(1));
    let text = String::from_utf8(output.stdout).unwrap();
    for line in text.lines() {
        let finding: serde_json::Value = serde_json::from_str(line).unwrap();
        for key in
            ["code", "severity", "file", "line", "column", "end_line", "end_column", "message", "help", "related"]
        {
            assert!(finding.get(key).is_some(), "{key} is missing in {line}");
        }
    }
    assert!(text.contains("\"LT203\"") && text.contains("\"LT205\""), "{text}");
}

#[test]
fn annotations_for_github_name_file_and_line() {
    let root = site();
    fs::write(root.path().join("content/mo-hinh/keng.md"), "---\ntitle: Kẻng\n---\n").unwrap();
    let text = said(&lantoa(root.path(), &["check", "--format", "github"]));
    assert!(text.starts_with("::error file=content/mo-hinh/keng.md,line=1"), "{text}");
}

#[test]
fn wrong_usage_and_faults_end_with_two() {
    let root = site();
    for arguments in [
        &["chek"][..],
        &["build", "--ouput", "x"],
        &["explain", "LT999"],
        &["build", "--output", "content"],
        &["build", "--base-url", "trang-cua-toi"],
        &["init", "."],
    ] {
        let refused = lantoa(root.path(), arguments);
        assert_eq!(refused.status.code(), Some(2), "{arguments:?}: {}", said(&refused));
    }
    let nowhere = tempfile::tempdir().unwrap();
    assert_eq!(lantoa(nowhere.path(), &["check"]).status.code(), Some(2));
}

#[test]
fn an_address_of_the_site_is_refused_with_the_reason() {
    let root = site();
    let build = |url: &str| lantoa(root.path(), &["build", "--dry-run", "--base-url", url]);
    let refused = build("https://x.vn/?trang=1");
    assert_eq!(refused.status.code(), Some(2));
    assert!(said(&refused).contains("chỉ ghi đến trước dấu ấy: https://x.vn/"), "{}", said(&refused));
    for intranet in ["http://danvan/", "http://localhost:8123/"] {
        assert_eq!(build(intranet).status.code(), Some(0), "{intranet}: {}", said(&build(intranet)));
    }
}

#[test]
fn the_language_is_that_of_the_option_then_the_environment_then_the_site() {
    let root = site();
    assert!(said(&lantoa(root.path(), &["check"])).contains("Nội dung không có gì phải sửa"));
    assert!(said(&lantoa(root.path(), &["--lang", "en", "check"])).contains("Nothing to mend"));
    let english = command(root.path()).arg("check").env("LANTOA_LANG", "en").output().unwrap();
    assert!(said(&english).contains("Nothing to mend"), "{}", said(&english));
}

#[test]
fn the_site_is_the_same_wherever_it_is_built() {
    let (one, two) = (site(), site());
    for root in [&one, &two] {
        assert_eq!(lantoa(root.path(), &["build"]).status.code(), Some(0));
    }
    let manifest = |root: &tempfile::TempDir| fs::read_to_string(root.path().join("output/.lantoa-manifest")).unwrap();
    assert_eq!(manifest(&one), manifest(&two));
}

/// A file with what Word leaves behind, and with Windows line ends and a byte order mark, which stay.
const PASTED: &str = "\u{feff}---\r\ntitle: “Tiếng kẻng”\r\nlocality: Xã Đông Giang, tỉnh Lâm Đồng\r\nfield: kinh-te\r\n\
    ---\r\n\r\nCác bước:  \r\n•\tHọp dân.\r\n•\tTæ liªn gia tù qu¶n.\r\n";

#[test]
fn check_fix_mends_what_is_certain_and_leaves_all_else_byte_for_byte() {
    let root = site();
    let path = root.path().join("content/mo-hinh/den.md");
    fs::write(&path, PASTED).unwrap();
    let looked = lantoa(root.path(), &["check", "--fix", "--dry-run"]);
    assert!(said(&looked).contains("-title: “Tiếng kẻng”") && said(&looked).contains("+title: \"Tiếng kẻng\""));
    assert!(said(&looked).contains("chưa ghi gì"), "{}", said(&looked));
    assert_eq!(fs::read_to_string(&path).unwrap(), PASTED);
    let fixed = lantoa(root.path(), &["check", "--fix"]);
    assert!(said(&fixed).contains("Đã sửa 3 chỗ trong 1 tệp."), "{}", said(&fixed));
    let mended =
        PASTED.replace(['“', '”'], "\"").replace("•\t", "- ").replace("Tæ liªn gia tù qu¶n", "Tổ liên gia tự quản");
    assert_eq!(fs::read_to_string(&path).unwrap(), mended);
    let again = lantoa(root.path(), &["check", "--fix"]);
    assert!(said(&again).contains("Không có chỗ nào tự sửa được"), "{}", said(&again));
    assert_eq!(fs::read_to_string(&path).unwrap(), mended);
    let left = fs::read_dir(path.parent().unwrap()).unwrap().map(|entry| entry.unwrap().file_name());
    assert!(left.into_iter().all(|name| !name.to_string_lossy().starts_with('.')), "a copy was left behind");
}

#[test]
fn check_fix_converts_files_in_another_encoding_if_all_of_them_makes_sense() {
    let root = site();
    let folder = root.path().join("content/mo-hinh");
    let tcvn3 = b"---\ntitle: T\xe6 li\xaan gia t\xf9 qu\xb6n\nlocality: X\xb7 \xa7\xabng Giang, t\xd8nh L\xa9m \xa7\xe5ng\nfield: kinh-te\n---\n";
    fs::write(folder.join("to.md"), tcvn3).unwrap();
    fs::write(folder.join("la.md"), b"---\ntitle: Fa\xe7ade \xff\n---\n").unwrap();
    lantoa(root.path(), &["check", "--fix"]);
    let expected = "---\ntitle: Tổ liên gia tự quản\nlocality: Xã Đông Giang, tỉnh Lâm Đồng\nfield: kinh-te\n---\n";
    assert_eq!(fs::read_to_string(folder.join("to.md")).unwrap(), expected);
    assert_eq!(fs::read(folder.join("la.md")).unwrap(), b"---\ntitle: Fa\xe7ade \xff\n---\n");
}

#[test]
fn a_shallow_clone_is_told_once() {
    let root = site();
    let clone = tempfile::tempdir().unwrap();
    let git = |folder: &std::path::Path, arguments: &[&str]| {
        let who = ["-c", "user.name=x", "-c", "user.email=x@example.vn", "-c", "commit.gpgsign=false"];
        let git = std::process::Command::new("git").arg("-C").arg(folder).args(who).args(arguments).output();
        git.is_ok_and(|git| git.status.success())
    };
    let commit = ["commit", "-q", "--allow-empty", "-m", "x"];
    if !(git(root.path(), &["init", "-q"]) && git(root.path(), &["add", "."]) && git(root.path(), &commit)) {
        eprintln!("SKIPPED: there is no git here");
        return;
    }
    assert!(git(root.path(), &commit));
    let address = format!("file://{}", root.path().display());
    assert!(git(clone.path(), &["clone", "-q", "--depth", "1", &address, "."]));
    let checked = lantoa(clone.path(), &["check"]);
    assert_eq!(said(&checked).matches("LT115").count(), 1, "{}", said(&checked));
    assert!(!said(&lantoa(root.path(), &["check"])).contains("LT115"));
}

/// SIGTERM while pages are being written: the staging is cleared away, the old site stands, and the next build goes on.
#[cfg(unix)]
#[test]
fn a_build_that_is_ended_clears_up() {
    let root = site();
    let output = root.path().join("output");
    lantoa(root.path(), &[]);
    let old = fs::read(output.join("mo-hinh/keng.html")).unwrap();
    let text = fs::read_to_string(root.path().join("content/mo-hinh/keng.md")).unwrap();
    for number in 0..400 {
        let text = text.replace("Tiếng kẻng", &format!("Tiếng kẻng số {number}"));
        fs::write(root.path().join(format!("content/mo-hinh/keng-{number}.md")), text).unwrap();
    }
    let started = std::time::Instant::now();
    let mut build = command(root.path()).arg("build").stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
    while !output.join(".lantoa-staging").exists() {
        assert!(started.elapsed().as_secs() < 60 && build.try_wait().unwrap().is_none(), "it never staged anything");
        std::thread::sleep(std::time::Duration::from_millis(1));
    }
    assert!(Command::new("kill").args(["-TERM", &build.id().to_string()]).status().unwrap().success());
    let ended = build.wait_with_output().unwrap();
    assert_eq!(ended.status.code(), Some(128 + 15), "{}", String::from_utf8_lossy(&ended.stderr));
    let left: Vec<String> =
        fs::read_dir(&output).unwrap().map(|entry| entry.unwrap().file_name().display().to_string()).collect();
    assert!(!left.iter().any(|name| name == ".lantoa-staging" || name == ".lantoa-journal"), "{left:?}");
    assert_eq!(fs::read(output.join("mo-hinh/keng.html")).unwrap(), old);
    assert!(!output.join("mo-hinh/keng-7.html").exists());
    assert_eq!(lantoa(root.path(), &[]).status.code(), Some(0));
    assert!(output.join("mo-hinh/keng-7.html").exists());
}

#[test]
fn wrong_usage_says_what_is_right() {
    let root = site();
    fs::write(root.path().join("trong.xlsx"), "").unwrap();
    fs::create_dir(root.path().join("thu-muc.xlsx")).unwrap();
    for (arguments, says) in [
        (&["import", "khong-co.xlsx"][..], "(không có tệp hoặc thư mục ấy)"),
        (&["import", "thu-muc.xlsx"], "thư mục"),
        (&["import", "trong.xlsx"], "Tệp trống"),
        (&["report", "--output", "bao-cao.pdf"], "đuôi .docx"),
        (&["report", "--output", "bao-cao.xlsx"], "đuôi .docx"),
        (&["report", "--output", "a.docx", "--from", "32/13/2025"], "ngày/tháng/năm"),
        (&["report", "--output", "a.docx", "--form", "x"], "dùng được: dang, nha-nuoc"),
        (&["export", "a.xlsx", "--year", "1800"], "từ 1945 đến 2100"),
        (&["export", "khong-co/a.xlsx"], "(không có tệp hoặc thư mục ấy)"),
        (&["serve", "--port", "99999"], "từ 0 đến 65535"),
        (&["desk", "--root", "khong-co"], "Không có trang web ở đây"),
    ] {
        let refused = lantoa(root.path(), arguments);
        let text = said(&refused);
        assert!(matches!(refused.status.code(), Some(1 | 2)), "{arguments:?}: {text}");
        assert!(text.contains(says) && !text.contains("os error"), "{arguments:?}: {text}");
    }
    assert!(!root.path().join("bao-cao.pdf").exists() && !root.path().join("bao-cao.xlsx").exists());
}

#[test]
fn a_language_that_is_not_spoken_is_told_wherever_it_stands_and_help_is_a_command_too() {
    let root = site();
    for arguments in [&["--lang", "fr", "check"][..], &["check", "--lang", "fr"], &["--lang=fr", "build"]] {
        let refused = lantoa(root.path(), arguments);
        assert_eq!(refused.status.code(), Some(2), "{arguments:?}");
        assert!(said(&refused).contains("“fr” không dùng được cho --lang; dùng được: vi, en"), "{}", said(&refused));
    }
    for (words, options) in [(&["help"][..], &["--help"][..]), (&["help", "report"], &["report", "--help"])] {
        let (help, wanted) = (lantoa(root.path(), words), lantoa(root.path(), options));
        assert!(help.status.success() && help.stdout == wanted.stdout, "{}", said(&help));
    }
    assert_eq!(lantoa(root.path(), &["help", "khong-co"]).status.code(), Some(2));
}
