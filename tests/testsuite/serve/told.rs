//! What the desk tells before and after something is done, and what it does not do meanwhile: one short test in a browser each.

use std::fs;
use std::net::TcpListener;
use std::path::Path;
use std::process::Command;

use serde_json::json;

use super::desk::{Desk, hand_in, open};
use crate::office::archive;
use crate::support::browser;
use crate::support::program::{command, new_site};

/// A site with a published model in each of two communes of one province, and a draft.
fn site() -> tempfile::TempDir {
    let site = new_site();
    for (name, place, more) in [
        ("keng", "Xã Đông Giang, tỉnh Lâm Đồng", ""),
        ("hoa", "Xã La Dạ, tỉnh Lâm Đồng", ""),
        ("nhap", "Xã La Dạ, tỉnh Lâm Đồng", "draft: true\n"),
    ] {
        let text = format!("---\ntitle: Mô hình {name}\nlocality: {place}\nfield: kinh-te\n{more}---\n\nBài viết.\n");
        fs::write(site.path().join(format!("content/mo-hinh/{name}.md")), text).unwrap();
    }
    // The sample of a new site is a draft too.
    fs::remove_file(site.path().join("content/mo-hinh/mau-mo-hinh.md")).unwrap();
    site
}

fn enter(desk: &mut Desk) {
    for kind in ["keyDown", "keyUp"] {
        let key = json!({"type": kind, "key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 13, "text": "\r"});
        desk.browser.call("Input.dispatchKeyEvent", key);
    }
}

fn last_button(desk: &mut Desk) {
    desk.run("all('dialog .actions button').at(-1).click()");
}

#[test]
fn drafts_that_stay_behind_are_told_before_publishing() {
    let Some(chromium) = browser::chromium() else { return };
    let site = site();
    let mut desk = Desk::open(site.path(), &chromium);
    desk.wait("all('tbody tr').length === 3");
    desk.press("Xuất bản");
    desk.wait("named('1 bản nháp không được xuất bản', 'dialog p')");
    desk.press("Đóng");
    open(&mut desk, "Mô hình nhap");
    desk.press("Đăng (bỏ khỏi nháp)");
    desk.wait("named('Bỏ vào nháp')");
    desk.go("", "document.querySelector('.list')");
    desk.press("Xuất bản");
    desk.wait("document.querySelector('dialog')");
    assert_eq!(desk.browser.value("document.querySelectorAll('dialog .drafts').length"), 0, "there is none any more");
}

#[test]
fn enter_loses_nothing_that_is_not_saved() {
    let Some(chromium) = browser::chromium() else { return };
    let site = site();
    let mut desk = Desk::open(site.path(), &chromium);
    open(&mut desk, "Mô hình keng");
    desk.run("type(input('title'), 'Chưa lưu')");
    desk.run("location.hash = '#/'");
    desk.wait("named('Những chỗ vừa sửa sẽ mất', 'dialog p')");
    enter(&mut desk);
    desk.wait("!document.querySelector('dialog')");
    desk.wait("input('title')?.value === 'Chưa lưu'");
    desk.press("Xóa");
    desk.wait("document.querySelector('dialog')");
    enter(&mut desk);
    desk.wait("!document.querySelector('dialog')");
    assert!(site.path().join("content/mo-hinh/keng.md").exists(), "Enter deletes nothing");
}

#[test]
fn settings_with_an_error_are_not_saved() {
    let Some(chromium) = browser::chromium() else { return };
    let site = site();
    let read = || fs::read_to_string(site.path().join("content/site.yaml")).unwrap();
    let before = read();
    let mut desk = Desk::open(site.path(), &chromium);
    desk.press("Thiết lập");
    desk.wait("input('home')");
    // Before the field has been checked, and once it has been.
    desk.run("type(input('home'), 'Tỉnh Không Có')");
    last_button(&mut desk);
    desk.wait("document.querySelector('dialog [data-key=home] .remarks li.error')");
    last_button(&mut desk);
    desk.run("await new Promise((done) => setTimeout(done, 300))");
    desk.wait("document.querySelector('dialog [data-key=home] .remarks li.error')");
    assert_eq!(read(), before);
}

#[test]
fn what_went_wrong_is_said_in_one_place_and_goes_once_it_is_mended() {
    let Some(chromium) = browser::chromium() else { return };
    let site = site();
    let errors = "[...document.querySelectorAll('.notice.error p')].map((one) => one.textContent).join('|')";
    let mut desk = Desk::open(site.path(), &chromium);
    desk.press("Xuất bản");
    desk.wait("document.querySelector('dialog input')");
    desk.run("type(document.querySelector('dialog input'), 'trang')");
    last_button(&mut desk);
    desk.wait("named('Hãy ghi đầy đủ đường dẫn', '.notice.error p')");
    desk.run("type(document.querySelector('dialog input'), '/khong/co/thu/muc')");
    last_button(&mut desk);
    desk.wait("named('Không thấy thư mục', '.notice.error p')");
    assert_eq!(desk.browser.value("document.querySelectorAll('.notice').length"), 1, "{}", desk.text(errors));
    desk.run("type(document.querySelector('dialog input'), '')");
    last_button(&mut desk);
    desk.wait("named('Đã xuất bản', 'dialog p')");
    assert_eq!(desk.text(errors), "");
    desk.run("type(document.querySelector('dialog input'), 'trang')");
    last_button(&mut desk);
    desk.wait("document.querySelector('.notice.error')");
    // Each can be closed; and what went wrong in a window is over once that is closed.
    desk.run("document.querySelector('.notice.error .plain').click()");
    assert_eq!(desk.text(errors), "");
    last_button(&mut desk);
    desk.wait("document.querySelector('.notice.error')");
    desk.press("Đóng");
    desk.wait("!document.querySelector('dialog')");
    assert_eq!(desk.text(errors), "");
    // What is about one file is over when it is left, and an error about something else does not go with what succeeds.
    open(&mut desk, "Mô hình keng");
    desk.press("Đổi tên tệp");
    desk.run("type(document.querySelector('dialog input'), 'hoa')");
    last_button(&mut desk);
    desk.wait("named('Đã có bài mang tên tệp ấy', '.notice.error p')");
    desk.run("type(input('title'), 'Mô hình kẻng')");
    desk.save();
    desk.wait("named('Đã lưu', '.notice p')");
    assert!(desk.text(errors).starts_with("Đã có bài mang tên tệp ấy"));
    desk.go("", "document.querySelector('.list')");
    assert_eq!(desk.text(errors), "");
    assert_eq!(desk.browser.value("wrong"), json!([]));
}

#[test]
fn a_photograph_on_its_way_says_how_far_it_is() {
    let Some(chromium) = browser::chromium() else { return };
    let site = site();
    let mut desk = Desk::open(site.path(), &chromium);
    open(&mut desk, "Mô hình keng");
    desk.run("window.told = new Set(); new MutationObserver(() => document.querySelectorAll('.notice.busy').forEach((one) => told.add(`${one.querySelector('p').textContent} ${one.querySelectorAll('progress').length}`))).observe(document.getElementById('notices'), { subtree: true, childList: true, characterData: true })");
    desk.run("drop(document.querySelector('.picture-box'), await photograph())");
    desk.wait("document.querySelector('dialog img')?.naturalWidth > 0");
    let told = desk.browser.value("[...told]");
    for step in ["Đang đọc ảnh IMG_0815.jpg… 1", "Đang thu nhỏ ảnh IMG_0815.jpg… 1"] {
        assert!(told.as_array().unwrap().contains(&json!(step)), "{told}");
    }
    assert_eq!(desk.browser.value("document.querySelectorAll('.notice.busy').length"), 0, "it is there");
    // One that is none is refused, and nothing is said to last.
    desk.press("Ghi sau");
    desk.run("drop(document.querySelector('.picture-box'), new File(['x'], 'hong.jpg', { type: 'image/jpeg' }))");
    desk.wait("document.querySelector('.notice.error')");
    assert_eq!(desk.browser.value("document.querySelectorAll('.notice').length"), 1);
    assert_eq!(desk.browser.value("wrong"), json!([]));
}

#[test]
fn a_git_server_that_says_nothing_is_told_of_and_can_be_stopped() {
    let Some(chromium) = browser::chromium() else { return };
    let site = site();
    let git = |arguments: &[&str]| {
        let done = Command::new("git").arg("-C").arg(site.path()).args(arguments).status();
        assert!(done.is_ok_and(|status| status.success()), "{arguments:?}");
    };
    let silent = TcpListener::bind("127.0.0.1:0").unwrap();
    let server = format!("http://127.0.0.1:{}/kho.git", silent.local_addr().unwrap().port());
    git(&["init", "--quiet"]);
    for (key, value) in [("user.name", "Thử"), ("user.email", "thu@example.vn"), ("http.proxy", "")] {
        git(&["config", key, value]);
    }
    git(&["remote", "add", "origin", &server]);
    let mut desk = Desk::open(site.path(), &chromium);
    desk.press("Lịch sử");
    desk.press("Ghi vào lịch sử");
    desk.wait("named('Không có gì thay đổi', 'dialog p')");
    for (button, said) in [("Lấy thay đổi về", "Chưa lấy gì về"), ("Gửi lên máy chủ", "Bài vẫn nằm trong lịch sử")]
    {
        desk.press(button);
        desk.wait("named('máy chủ git 127.0.0.1', '.waiting p') && named('máy chủ chưa trả lời', '.waiting p')");
        desk.press("Dừng");
        desk.wait(&format!("named('Đã dừng, không đợi máy chủ git nữa. {said}', '.notice p')"));
        desk.wait("!document.querySelector('.waiting')");
        assert_eq!(desk.browser.value("document.querySelectorAll('.notice').length"), 1);
    }
    assert_eq!(desk.browser.value("wrong"), json!([]));
}

/// An office's own template.
fn template(root: &Path, name: &str, text: &str) -> std::path::PathBuf {
    let document =
        format!("<w:document xmlns:w=\"w\"><w:body><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:body></w:document>");
    let path = root.join(name);
    fs::write(&path, archive(&[("word/document.xml", document.as_bytes())])).unwrap();
    path
}

#[test]
fn a_report_is_of_a_place_and_in_a_template_and_what_was_wrong_is_told_until_it_succeeds() {
    let Some(chromium) = browser::chromium() else { return };
    let site = site();
    let root = site.path();
    let mut desk = Desk::open(root, &chromium);
    desk.press("Báo cáo");
    desk.wait("document.querySelector('dialog [role=combobox]')");
    desk.run("type(document.querySelector('dialog [role=combobox]'), 'la da lam dong')");
    desk.wait("all('.offers li').length");
    desk.run("all('.offers li')[0].click()");
    let chosen = desk.text("document.querySelector('dialog [role=combobox]').value");
    assert!(chosen.starts_with("Xã La Dạ"), "{chosen}");
    hand_in(&mut desk, &template(root, "sai.docx", "{{so_mo_hinh}} {{so_mo_hin}}"));
    desk.wait("document.querySelector('dialog select').disabled");
    desk.press("Viết báo cáo");
    desk.wait("named('{{so_mo_hin}}: không có chỗ điền này', '.notice.error p')");
    assert_eq!(
        desk.text("getComputedStyle(document.querySelector('.notice p')).whiteSpaceCollapse"),
        "preserve-breaks"
    );
    desk.run("type(document.querySelector('dialog [role=combobox]'), 'Xã Không Có')");
    desk.press("Viết báo cáo");
    desk.wait("named('Không có địa danh ấy', '.notice.error p')");
    desk.run(&format!("type(document.querySelector('dialog [role=combobox]'), {})", json!(chosen)));
    hand_in(&mut desk, &template(root, "dung.docx", "{{dia_phuong}}: {{so_mo_hinh}}"));
    desk.press("Viết báo cáo");
    desk.wait("named('Đã tải về bao-cao-', '.notice p')");
    let said = desk.text("named('Đã tải về bao-cao-', '.notice p').textContent");
    assert!(said.ends_with(": 1 mô hình. 1 bản nháp không được tính."), "{said}");
    assert_eq!(desk.browser.value("document.querySelectorAll('.notice.error').length"), 0, "it is over");
    assert_eq!(desk.browser.value("wrong"), json!([]));
}

/// `lantoa desk` in a folder without a site.
#[test]
fn the_site_that_was_opened_last_is_offered_first() {
    let Some(chromium) = browser::chromium() else { return };
    let (site, home) = (site(), tempfile::tempdir().unwrap());
    let cache = home.path().join("cache");
    fs::create_dir_all(&cache).unwrap();
    fs::write(cache.join("sites.txt"), format!("{}\n", site.path().display())).unwrap();
    let mut program = command(home.path());
    program.args(["desk", "--lang", "vi"]).env("HOME", home.path()).env("LANTOA_CACHE", &cache).env("PATH", "");
    let mut desk = Desk::of(&mut program, &chromium);
    desk.wait("document.activeElement?.textContent === 'Mở lại'");
    enter(&mut desk);
    desk.wait("all('tbody tr').length === 3");
}

#[test]
fn a_model_whose_place_has_become_known_moves_with_one_button() {
    let Some(chromium) = browser::chromium() else { return };
    let site = site();
    let folder = site.path().join("content/mo-hinh");
    fs::create_dir(folder.join("chua-ro-noi")).unwrap();
    fs::rename(folder.join("nhap.md"), folder.join("chua-ro-noi/nhap.md")).unwrap();
    let mut desk = Desk::open(site.path(), &chromium);
    open(&mut desk, "Mô hình keng");
    desk.wait("document.querySelector('.head') && !named('Chuyển vào thư mục')");
    open(&mut desk, "Mô hình nhap");
    desk.press("Chuyển vào thư mục lam-dong");
    desk.wait("named('Địa chỉ trang không đổi', '.notice p') && !named('Chuyển vào thư mục')");
    assert!(folder.join("lam-dong/nhap.md").exists() && !folder.join("chua-ro-noi").exists());
    assert_eq!(desk.browser.value("wrong"), json!([]));
}
