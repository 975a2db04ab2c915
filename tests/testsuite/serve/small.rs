//! Small things at the desk that a clerk stumbles over: where the focus stands, what a new form says of itself, what is pasted
//! from a chat, pictures that nobody uses, which sheet a column is of.

use std::fs;

use serde_json::json;

use super::desk::Desk;
use crate::support::browser;
use crate::support::program::new_site;

#[test]
fn a_new_form_is_neither_right_nor_wrong_and_publishing_with_errors_is_not_the_first_choice() {
    let Some(chromium) = browser::chromium() else { return };
    let site = new_site();
    let wrong = "---\ntitle: Tiếng kẻng\nlocality: Xã Không Có\nfield: kinh-te\ndraft: true\n---\n\nBà con cùng làm.\n";
    fs::write(site.path().join("content/mo-hinh/keng.md"), wrong).unwrap();
    let mut desk = Desk::open(site.path(), &chromium);
    desk.press("Viết mô hình mới");
    desk.wait("document.querySelector('.model h1')");
    assert_eq!(desk.text("document.querySelector('.summary').textContent"), "");
    desk.go("content/mo-hinh/keng.md", "input('title')?.value === 'Tiếng kẻng'");
    desk.wait("document.querySelector('.summary').textContent.startsWith('1 lỗi')");
    desk.press("Đăng (bỏ khỏi nháp)");
    desk.wait("named('Vẫn đăng', 'dialog button')");
    assert_eq!(desk.text("document.activeElement.textContent"), "Thôi");
    assert_eq!(desk.browser.value("wrong"), json!([]));
}

#[test]
fn lines_of_a_chat_become_lists_and_pictures_that_nobody_uses_are_told() {
    let Some(chromium) = browser::chromium() else { return };
    let site = new_site();
    let model =
        "---\ntitle: Tiếng kẻng\nlocality: Xã Đông Giang, tỉnh Lâm Đồng\nfield: kinh-te\n---\n\nBà con cùng làm.\n";
    let folder = site.path().join("content/mo-hinh");
    fs::write(folder.join("keng.md"), model).unwrap();
    let picture =
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"><rect width=\"9\" height=\"9\"/></svg>";
    fs::write(folder.join("bo-quen.svg"), picture).unwrap();
    fs::write(folder.join("dang-dung.svg"), picture).unwrap();
    fs::write(folder.join("hong.md"), "---\ntitle: [\n---\n\n![Ảnh](dang-dung.svg)\n").unwrap();
    let mut desk = Desk::open(site.path(), &chromium);
    desk.wait("named('Ảnh không bài nào dùng (1)', 'summary')");
    desk.press("Ảnh không bài nào dùng");
    assert!(desk.text("document.querySelector('details[open]').textContent").contains("content/mo-hinh/bo-quen.svg"));
    desk.go("content/mo-hinh/keng.md", "input('title')?.value === 'Tiếng kẻng'");
    let pasted = "Chị em làm:\n• Ý một\n•Ý hai\nRồi:\n1/ Bước một\n2) Bước hai\n– Ai đấy?\nHết 1/2 chặng.";
    desk.run(&format!(
        "const article = document.querySelector('textarea.article'); article.focus(); article.select(); \
         const data = new DataTransfer(); data.setData('text/plain', {}); \
         article.dispatchEvent(new ClipboardEvent('paste', {{ clipboardData: data, bubbles: true, cancelable: true }}))",
        json!(pasted)
    ));
    assert_eq!(
        desk.text("document.querySelector('textarea.article').value"),
        "Chị em làm:\n\n- Ý một\n- Ý hai\n\nRồi:\n\n1. Bước một\n2. Bước hai\n\n– Ai đấy?\nHết 1/2 chặng."
    );
    assert_eq!(desk.browser.value("wrong"), json!([]));
}
