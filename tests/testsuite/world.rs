//! A site that cannot be written to: what reads still works, what writes says why, and nothing is half done.
#![cfg(unix)]

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use crate::support::program::{new_site, said};

/// A user without rights of its own, for tests that root runs: nothing is closed to root.
const NOBODY: u32 = 65_534;

/// A model in which a line can be mended.
const MODEL: &str =
    "---\ntitle: Tiếng kẻng\nlocality: Xã Đông Giang, tỉnh Lâm Đồng\nfield: kinh-te\n---\n\n• Một\n• Hai\n";

/// The program, run by a person who may not write below `root`.
fn run(program: &Path, root: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(program);
    command.current_dir(root).args(arguments).env("LC_ALL", "C").env("LANTOA_CACHE", "").env("HOME", root);
    // What this process makes belongs to its user.
    if fs::metadata(root).is_ok_and(|folder| std::os::unix::fs::MetadataExt::uid(&folder) == 0) {
        command.uid(NOBODY).gid(NOBODY);
    }
    command.output().unwrap()
}

fn below(folder: &Path) -> Vec<PathBuf> {
    walkdir::WalkDir::new(folder).into_iter().map(|entry| entry.unwrap().into_path()).collect()
}

/// Lets everybody read, and write only if `is_open`.
fn set(folder: &Path, is_open: bool) {
    for path in below(folder) {
        let read = if path.is_dir() { 0o555 } else { 0o444 };
        fs::set_permissions(&path, Permissions::from_mode(if is_open { read | 0o222 } else { read })).unwrap();
    }
}

#[test]
fn a_site_that_may_only_be_read_is_checked_and_built_elsewhere() {
    let outside = tempfile::tempdir().unwrap();
    fs::set_permissions(outside.path(), Permissions::from_mode(0o777)).unwrap();
    // Where this program lies may be closed to others.
    let program = outside.path().join("lantoa");
    fs::copy(env!("CARGO_BIN_EXE_lantoa"), &program).unwrap();
    let root = new_site();
    fs::write(root.path().join("content/mo-hinh/keng.md"), MODEL).unwrap();
    let contents = || -> Vec<(PathBuf, Option<Vec<u8>>)> {
        below(root.path()).into_iter().map(|path| (path.clone(), fs::read(path).ok())).collect()
    };
    let before = contents();
    set(root.path(), false);
    let run = |arguments: &[&str]| run(&program, root.path(), arguments);

    let checked = run(&["check"]);
    assert!(checked.status.success() && said(&checked).contains("LT420"), "{}", said(&checked));
    let output = outside.path().join("output");
    let built = run(&["build", "--output", output.to_str().unwrap()]);
    assert!(built.status.success() && output.join("mo-hinh/keng.html").is_file(), "{}", said(&built));
    let list = outside.path().join("ds.csv");
    fs::write(&list, "Tên mô hình;Địa bàn\nHũ gạo;Xã La Dạ, tỉnh Lâm Đồng\n").unwrap();
    for arguments in [
        &["check", "--fix"][..],
        &["build"],
        &["new", "Tên khác"],
        &["import", list.to_str().unwrap()],
        &["export", "m.csv"],
        &["report", "--output", "bc.docx"],
        &["init", "--ci", "gitlab", "."],
    ] {
        let refused = run(arguments);
        let said = said(&refused);
        assert!(refused.status.code() == Some(2) && said.contains("máy không cho phép"), "{arguments:?}: {said}");
    }
    set(root.path(), true);
    assert_eq!(contents(), before, "nothing has changed, and nothing is left over");
}

/// A folder that is closed, as one of a network share can be: of a list either all is written and remembered, or nothing.
#[test]
fn a_list_of_which_one_file_cannot_be_written_is_not_written_at_all() {
    let outside = tempfile::tempdir().unwrap();
    fs::set_permissions(outside.path(), Permissions::from_mode(0o777)).unwrap();
    let program = outside.path().join("lantoa");
    fs::copy(env!("CARGO_BIN_EXE_lantoa"), &program).unwrap();
    let list = outside.path().join("ds.csv");
    let rows = "Hũ gạo;Xã La Dạ, huyện Hàm Thuận Bắc, tỉnh Bình Thuận;Kinh tế\nTiếng kẻng;Xã La Dạ, tỉnh Lâm Đồng;Kinh tế\nBữa sáng;;Kinh tế\n";
    fs::write(&list, format!("Tên mô hình;Địa bàn;Lĩnh vực\n{rows}")).unwrap();
    let root = new_site();
    let closed = root.path().join("content/mo-hinh/lam-dong");
    fs::create_dir(&closed).unwrap();
    let below = || below(root.path());
    set(root.path(), true);
    fs::set_permissions(&closed, Permissions::from_mode(0o555)).unwrap();
    let before: Vec<PathBuf> = below().into_iter().filter(|path| path.is_file()).collect();
    let import = || run(&program, root.path(), &["import", list.to_str().unwrap()]);
    let refused = import();
    let text = said(&refused);
    assert!(refused.status.code() == Some(2) && text.contains("Chưa ghi gì"), "{text}");
    let now: Vec<PathBuf> = below().into_iter().filter(|path| path.is_file()).collect();
    assert_eq!(now, before, "no model, no memory, no copy that is left over");

    fs::set_permissions(&closed, Permissions::from_mode(0o777)).unwrap();
    for wanted in ["3 mô hình mới", "0 mô hình mới (trong đó 0 bài nháp), 0 cập nhật, 3 không đổi"]
    {
        let text = said(&import());
        assert!(text.starts_with(wanted), "{text}");
    }
    // The root is closed: what cannot be remembered is not written either.
    fs::write(&list, format!("Tên mô hình;Địa bàn;Lĩnh vực\n{rows}Vườn rau;Xã La Dạ, tỉnh Lâm Đồng;Kinh tế\n"))
        .unwrap();
    fs::set_permissions(root.path(), Permissions::from_mode(0o555)).unwrap();
    let refused = said(&import());
    assert!(refused.contains("Chưa ghi gì") && !closed.join("vuon-rau.md").exists(), "{refused}");
    fs::set_permissions(root.path(), Permissions::from_mode(0o777)).unwrap();
}
