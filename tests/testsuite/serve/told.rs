//! What the desk tells before and after something is done, and what it does not do meanwhile: one short test in a browser each.

use std::fs;
use std::path::Path;

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
    assert!(said.ends_with(": 1 mô hình."), "{said}");
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
