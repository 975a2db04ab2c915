//! Two people have changed one article on two machines: the desk shows both versions, and the person chooses.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::json;

use super::desk::Desk;
use crate::support::browser;
use crate::support::program::new_site;

const FILE: &str = "content/mo-hinh/keng.md";

fn git(root: &Path, arguments: &[&str]) -> String {
    let done = Command::new("git").arg("-C").arg(root).args(arguments).output().unwrap();
    assert!(done.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&done.stderr));
    String::from_utf8_lossy(&done.stdout).into_owned()
}

fn article(title: &str, summary: &str, lines: &str) -> String {
    format!(
        "---\n# Ghi chú\ntitle: {title}\nlocality: Xã Đông Giang, tỉnh Lâm Đồng\nfield: kinh-te\nsummary: {summary}\n---\n\n{lines}"
    )
}

fn commit(root: &Path, text: &str) {
    fs::write(root.join(FILE), text).unwrap();
    git(root, &["add", "--all"]);
    git(root, &["commit", "--quiet", "--message", "Sửa"]);
}

/// A site of which a server and another machine, in `away`, have copies too.
fn shared(root: &Path, away: &Path) -> PathBuf {
    git(away, &["init", "--quiet", "--bare", "--initial-branch=main", "kho.git"]);
    git(root, &["init", "--quiet", "--initial-branch=main"]);
    let name = |root: &Path, name: &str| {
        git(root, &["config", "user.name", name]);
        git(root, &["config", "user.email", "thu@example.vn"]);
    };
    name(root, "Thử");
    git(root, &["remote", "add", "origin", &away.join("kho.git").to_string_lossy()]);
    commit(root, &article("Tiếng kẻng", "Một câu.", "Đầu.\n\nGiữa.\n\nCuối.\n"));
    git(root, &["push", "--quiet", "--set-upstream", "origin", "main"]);
    let other = away.join("may-kia");
    git(away, &["clone", "--quiet", "kho.git", "may-kia"]);
    name(&other, "Chị Hoa");
    other
}

#[test]
fn what_two_machines_have_changed_is_shown_side_by_side_and_chosen() {
    let Some(chromium) = browser::chromium() else { return };
    let (site, away) = (new_site(), tempfile::tempdir().unwrap());
    let root = site.path();
    let other = shared(root, away.path());
    let theirs = article("Tiếng kẻng của họ", "Một câu.", "Đầu, họ sửa.\n\nGiữa.\n\nCuối.\n");
    commit(&other, &theirs);
    git(&other, &["push", "--quiet"]);
    let mine = article("Tiếng kẻng của tôi", "Câu của tôi.", "Đầu, tôi sửa.\n\nGiữa.\n\nCuối.\n");
    commit(root, &mine);

    let mut desk = Desk::open(root, &chromium);
    desk.press("Lịch sử");
    desk.press("Lấy thay đổi về");
    desk.wait("all('.conflict').length === 3");
    assert_eq!(
        desk.browser.value("all('.conflict legend').map((one) => one.firstChild.textContent)"),
        json!(["Tên mô hình", "Tóm tắt", "Bài viết"])
    );
    assert_eq!(
        desk.browser
            .value("[...all('.conflict').at(-1).querySelectorAll('mark')].map((one) => one.textContent.trim())"),
        json!(["Đầu, tôi sửa.", "Đầu, họ sửa."])
    );
    // Of what both have changed nothing is chosen for anybody, the text neither.
    let chosen = "all('.conflict').map((one) => one.querySelector('input:checked')?.value ?? '')";
    assert_eq!(desk.browser.value(chosen), json!(["", "mine", ""]));
    // Who does not want to decide yet loses nothing.
    desk.press("Quay lại");
    desk.wait("named('Hai bên cùng sửa một chỗ trong: content/mo-hinh/keng.md', '.notice.error p')");
    assert_eq!(
        (fs::read_to_string(root.join(FILE)).unwrap(), git(root, &["status", "--porcelain"])),
        (mine, String::new())
    );
    desk.press("Lấy thay đổi về");
    desk.wait("all('.conflict').length === 3");
    desk.run("document.querySelector('.conflict input[value=theirs]').click()");
    desk.run("all('.conflict').at(-1).querySelector('input[value=both]').click()");
    desk.press("Lưu những gì đã chọn");
    desk.wait("named('Đã lấy về 1 lần ghi mới', '.notice p')");
    assert_eq!(desk.browser.value("document.querySelectorAll('.notice.error').length"), 0);
    let wanted = article("Tiếng kẻng của họ", "\"Câu của tôi.\"", "Đầu, tôi sửa.\nĐầu, họ sửa.\n\nGiữa.\n\nCuối.\n");
    assert_eq!(fs::read_to_string(root.join(FILE)).unwrap(), wanted);
    assert_eq!(git(root, &["status", "--porcelain"]), "");
    assert_eq!(git(root, &["log", "--format=%P", "-1"]).split_whitespace().count(), 2, "both stay in the history");
    desk.press("Gửi lên máy chủ");
    desk.wait("named('Đã gửi lên máy chủ', '.notice p')");
    assert_eq!(desk.browser.value("wrong"), json!([]));
}

#[test]
fn what_one_machine_has_deleted_and_the_other_edited_is_asked() {
    let Some(chromium) = browser::chromium() else { return };
    let (site, away) = (new_site(), tempfile::tempdir().unwrap());
    let root = site.path();
    let other = shared(root, away.path());
    let theirs = article("Tiếng kẻng", "Một câu.", "Đầu, họ sửa.\n\nGiữa.\n\nCuối.\n");
    commit(&other, &theirs);
    git(&other, &["push", "--quiet"]);
    git(root, &["rm", "--quiet", FILE]);
    git(root, &["commit", "--quiet", "--message", "Bỏ"]);

    let mut desk = Desk::open(root, &chromium);
    desk.press("Lịch sử");
    desk.press("Lấy thay đổi về");
    desk.wait("named('Một bên xóa, một bên sửa', 'dialog h2')");
    desk.wait("named('đã xóa trên máy này, còn Chị Hoa đã sửa trên máy chủ', 'dialog p')");
    assert_eq!(desk.browser.value("all('dialog mark').map((one) => one.textContent.trim())"), json!(["Đầu, họ sửa."]));
    desk.press("Giữ bài của Chị Hoa");
    desk.wait("named('Đã lấy về 1 lần ghi mới', '.notice p')");
    assert_eq!(fs::read_to_string(root.join(FILE)).unwrap(), theirs);
    // The other way round, and it stays deleted.
    git(root, &["push", "--quiet"]);
    git(&other, &["pull", "--quiet"]);
    git(&other, &["rm", "--quiet", FILE]);
    git(&other, &["commit", "--quiet", "--message", "Bỏ"]);
    git(&other, &["push", "--quiet"]);
    commit(root, &article("Tiếng kẻng", "Câu của tôi.", "Đầu.\n"));
    desk.press("Lấy thay đổi về");
    desk.wait("named('Chị Hoa đã xóa “Tiếng kẻng”', 'dialog p')");
    assert_eq!(desk.browser.value("Boolean(named('Giữ bài của tôi', 'dialog button'))"), json!(true));
    desk.press("Vẫn xóa");
    desk.wait("!named('Vẫn xóa', 'dialog button') && !document.querySelector('dialog .fetch').disabled");
    assert!(!root.join(FILE).exists());
    assert_eq!(git(root, &["status", "--porcelain"]), "");
    assert_eq!(desk.browser.value("wrong"), json!([]));
}

#[test]
fn a_file_that_both_machines_have_renamed_is_one_question_and_one_file() {
    let Some(chromium) = browser::chromium() else { return };
    for (keeps, dropped, is_mine) in [("hoa", "thu", false), ("thu", "hoa", true)] {
        let (site, away) = (new_site(), tempfile::tempdir().unwrap());
        let root = site.path();
        let other = shared(root, away.path());
        for (root, name) in [(&*other, "hoa"), (root, "thu")] {
            git(root, &["mv", FILE, &format!("content/mo-hinh/{name}.md")]);
            let text = fs::read_to_string(root.join(format!("content/mo-hinh/{name}.md"))).unwrap();
            let text = text.replace("field: kinh-te\n", "field: kinh-te\naliases: [mo-hinh/keng]\n");
            fs::write(root.join(format!("content/mo-hinh/{name}.md")), text).unwrap();
            git(root, &["commit", "--quiet", "--all", "--message", "Đổi tên"]);
        }
        git(&other, &["push", "--quiet"]);
        let mut desk = Desk::open(root, &chromium);
        desk.press("Lịch sử");
        // Sending is refused, and the notice of that goes with what mends it.
        desk.press("Gửi lên máy chủ");
        desk.wait("all('.notice.error').length === 1");
        desk.press("Lấy thay đổi về");
        desk.wait("named('Hai bên đặt hai tên cho một tệp', 'dialog h2')");
        assert_eq!(desk.browser.value("all('.notice.error').length"), 0);
        let names = "all('dialog fieldset code').map((one) => one.textContent)";
        assert_eq!(desk.browser.value(names), json!(["hoa.md", "thu.md"]));
        if is_mine {
            desk.run("all('dialog fieldset input').at(-1).click()");
        }
        desk.press("Giữ tên đã chọn");
        desk.wait("named('Đã lấy về 1 lần ghi mới', '.notice p')");
        assert!(!root.join(format!("content/mo-hinh/{dropped}.md")).exists() && !root.join(FILE).exists());
        let text = fs::read_to_string(root.join(format!("content/mo-hinh/{keeps}.md"))).unwrap();
        assert!(text.contains(&format!("mo-hinh/{dropped}")) && text.contains("mo-hinh/keng"), "{text}");
        assert_eq!(git(root, &["status", "--porcelain"]), "");
        desk.press("Gửi lên máy chủ");
        desk.wait("named('Đã gửi lên máy chủ', '.notice p')");
        assert_eq!(desk.browser.value("wrong"), json!([]));
    }
}

#[test]
fn several_questions_are_counted_and_answers_count_for_the_next_try() {
    let Some(chromium) = browser::chromium() else { return };
    let (site, away) = (new_site(), tempfile::tempdir().unwrap());
    let root = site.path();
    let second = "content/mo-hinh/gao.md";
    fs::write(root.join(second), article("Hũ gạo", "Một câu.", "Đầu.\n")).unwrap();
    let other = shared(root, away.path());
    for (root, who) in [(other.as_path(), "họ"), (root, "tôi")] {
        fs::write(root.join(second), article(&format!("Hũ gạo của {who}"), "Một câu.", "Đầu.\n")).unwrap();
        commit(root, &article(&format!("Tiếng kẻng của {who}"), "Một câu.", "Đầu.\n\nGiữa.\n\nCuối.\n"));
    }
    git(&other, &["push", "--quiet"]);
    let mut desk = Desk::open(root, &chromium);
    desk.press("Lịch sử");
    desk.press("Lấy thay đổi về");
    desk.wait("named('(1 trên 2)', 'dialog h2')");
    desk.run("document.querySelector('.conflict input[value=theirs]').click()");
    desk.press("Lưu những gì đã chọn");
    desk.wait("named('(2 trên 2)', 'dialog h2')");
    desk.press("Quay lại");
    desk.wait("named('Hai bên cùng sửa', '.notice.error p')");
    // The first answer is kept: the second question is the only one now.
    desk.press("Lấy thay đổi về");
    desk.wait("all('.conflict').length === 1");
    assert_eq!(desk.text("all('dialog h2').at(-1).textContent"), "Hai người cùng sửa một tệp");
    desk.run("document.querySelector('.conflict input[value=mine]').click()");
    desk.press("Lưu những gì đã chọn");
    desk.wait("named('Đã lấy về 1 lần ghi mới', '.notice p')");
    let texts = [second, FILE].map(|file| fs::read_to_string(root.join(file)).unwrap());
    assert_eq!(texts.iter().filter(|text| text.contains("của họ")).count(), 1, "{texts:#?}");
    assert_eq!(texts.iter().filter(|text| text.contains("của tôi")).count(), 1, "{texts:#?}");
}
