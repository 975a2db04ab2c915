//! Ordinary pages at the desk: one is written, changed, renamed and deleted as models are.

use std::fs;
use std::path::Path;

use serde_json::json;

use super::desk::Desk;
use crate::support::browser;
use crate::support::program::new_site;

#[test]
fn a_page_is_written_changed_renamed_and_deleted_as_a_model_is() {
    let Some(chromium) = browser::chromium() else { return };
    let site = new_site();
    let root = site.path();
    let read = |path: &str| fs::read_to_string(root.join(path)).unwrap();
    let mut desk = Desk::open(root, &chromium);
    desk.press("Trang khác (");
    desk.wait("named('Giới thiệu', 'tbody a') && !named('Lĩnh vực', 'th')");

    desk.press("Viết trang mới");
    desk.wait("document.querySelector('.model h1')?.textContent === 'Viết trang mới' && input('title')");
    assert_eq!(desk.browser.value("[input('locality'), named('+ Đề mục', 'select')]"), json!([null, null]));
    desk.run("type(input('title'), 'Liên hệ'); type(input('order'), 'một')");
    let text = "Gặp chị Hoa, xem [giới thiệu](gioi-thieu.md).\\n\\nĐoạn sau.";
    desk.run(&format!("type(document.querySelector('textarea.article'), '{text}')"));
    desk.wait("document.querySelector('[data-key=order] .remarks li.error')");
    desk.run("type(input('order'), '7')");
    desk.wait("!document.querySelector('[data-key=order] .remarks li.error')");
    // The picture stands where the cursor was, though the window that asks for a description has taken it away.
    desk.run("{ const article = document.querySelector('textarea.article'); article.focus(); const at = article.value.indexOf('\\n\\n'); article.setSelectionRange(at, at); drop(article, await photograph()); }");
    desk.wait("document.querySelector('dialog img')?.naturalWidth > 0");
    desk.press("Ghi sau");
    desk.wait("document.querySelector('textarea.article').value.includes('(gioi-thieu.md).\\n\\n![](lien-he.jpg)\\n\\nĐoạn sau.')");
    desk.save();
    let text = read("content/trang/lien-he.md");
    assert!(
        text.contains("title: Liên hệ\n") && text.contains("order: 7\n") && text.contains("draft: true\n"),
        "{text}"
    );
    assert!(root.join("content/trang/lien-he.jpg").exists());
    desk.wait("document.querySelector('iframe').contentDocument?.querySelector('h1')?.textContent === 'Liên hệ'");

    // The same guarantees: what somebody else has written is not overwritten.
    desk.run("type(input('summary'), 'Gặp ai, ở đâu.')");
    fs::write(root.join("content/trang/lien-he.md"), text.replace("chị Hoa", "anh Tư")).unwrap();
    desk.wait("named('Có người vừa sửa tệp này', '.stale p')");
    desk.press("Xem chỗ khác nhau");
    desk.press("Lưu những gì đã chọn");
    desk.wait("document.querySelector('.status').textContent === 'Đã lưu' && !document.querySelector('.stale')");
    let text = read("content/trang/lien-he.md");
    assert!(text.contains("anh Tư") && text.contains("summary: \"Gặp ai, ở đâu.\"\n"), "{text}");
    rename_and_delete(&mut desk, root);
    assert_eq!(desk.browser.value("wrong"), json!([]));
}

/// Under another name its old address, links and the menu lead to a page; the bin gives it back.
fn rename_and_delete(desk: &mut Desk, root: &Path) {
    let read = |path: &str| fs::read_to_string(root.join(path)).unwrap();
    desk.go("content/trang/gioi-thieu.md", "input('title')?.value === 'Giới thiệu'");
    desk.press("Đổi tên tệp");
    desk.wait("document.querySelector('dialog input')");
    desk.run("type(document.querySelector('dialog input'), 'Về trang này')");
    desk.run("all('dialog .actions button').at(-1).click()");
    desk.wait("location.hash === '#/content/trang/ve-trang-nay.md'");
    let text = read("content/trang/ve-trang-nay.md");
    assert!(text.contains("aliases: [gioi-thieu]\n"), "{text}");
    assert!(read("content/trang/lien-he.md").contains("(ve-trang-nay.md)"));
    assert!(read("content/site.yaml").contains("page: ve-trang-nay"), "{}", read("content/site.yaml"));

    // The menu is told of before it leads nowhere; the bin gives the page back.
    desk.press("Xóa");
    desk.wait("named('của trình đơn dẫn đến trang này', 'dialog p')");
    desk.run("all('dialog .actions button').at(-1).click()");
    desk.wait("location.hash === '#/trang' && !named('Giới thiệu', 'tbody a')");
    assert!(!root.join("content/trang/ve-trang-nay.md").exists());
    assert!(!read("content/site.yaml").contains("page: ve-trang-nay"), "{}", read("content/site.yaml"));
    desk.press("Hoàn tác");
    desk.wait("location.hash === '#/content/trang/ve-trang-nay.md' && input('title')?.value === 'Giới thiệu'");
    assert!(root.join("content/trang/ve-trang-nay.md").exists());
    assert!(read("content/site.yaml").contains("page: ve-trang-nay"), "{}", read("content/site.yaml"));
    for width in [360, 768, 1280] {
        desk.go("trang", "document.querySelector('.list tbody tr')");
        desk.browser.resize(width);
        let over = desk.text(&format!("all('body *').filter((one) => one.getBoundingClientRect().right > {width} + 1).map((one) => one.tagName + '.' + one.className).join()"));
        assert_eq!(over, "", "wider than {width} pixels");
    }
}

#[test]
fn the_form_of_a_page_puts_it_into_the_menu_and_takes_it_out() {
    let Some(chromium) = browser::chromium() else { return };
    let site = new_site();
    let root = site.path();
    let settings = || fs::read_to_string(root.join("content/site.yaml")).unwrap();
    fs::write(root.join("content/site.yaml"), format!("{}\n# cuối # tệp\n", settings())).unwrap();
    let before = settings();
    let page = "---\ntitle: Liên hệ & góp ý\ndraft: true\n---\n\nGặp chị Hoa.\n";
    fs::write(root.join("content/trang/lien-he.md"), page).unwrap();
    let mut desk = Desk::open(root, &chromium);
    desk.press("Trang khác (");
    desk.wait("named('Liên hệ & góp ý', 'tbody a')");
    desk.go("content/trang/lien-he.md", "input('title')?.value === 'Liên hệ & góp ý'");
    let boxed = "named('Có trong trình đơn', 'label').querySelector('input')";
    // A draft cannot be led to.
    assert_eq!(desk.browser.value(&format!("[{boxed}.disabled, {boxed}.checked]")), json!([true, false]));
    desk.press("Đăng (bỏ khỏi nháp)");
    desk.wait(&format!("!{boxed}.disabled"));
    desk.run(&format!("{boxed}.click()"));
    desk.wait("document.querySelector('.status').textContent === 'Chưa lưu'");
    desk.save();
    let with = settings();
    let line = "  - {label: \"Liên hệ & góp ý\", page: lien-he}\n";
    assert!(with.contains(line) && with.replace(line, "") == before, "{with}");
    desk.wait("named('Mục trong trình đơn: “Liên hệ & góp ý”', 'p')");
    // What somebody has called it there comes back with it.
    let own = with.replace("label: \"Liên hệ & góp ý\"", "label: Hỏi chúng tôi");
    fs::write(root.join("content/site.yaml"), &own).unwrap();
    desk.press("← Mọi trang");
    desk.wait("named('Liên hệ & góp ý', 'tbody a')");
    desk.go("content/trang/lien-he.md", "named('Mục trong trình đơn: “Hỏi chúng tôi”', 'p')");
    desk.run(&format!("{boxed}.click()"));
    desk.save();
    assert_eq!(settings(), before);
    desk.run(&format!("{boxed}.click()"));
    desk.save();
    assert_eq!(settings(), own);
    desk.run(&format!("{boxed}.click()"));
    desk.save();
    assert_eq!(settings(), before);
    // A page in the menu that becomes a draft again is taken out after it was asked.
    desk.run(&format!("{boxed}.click()"));
    desk.save();
    desk.press("Bỏ vào nháp");
    desk.wait("named('của trình đơn dẫn đến trang này', 'dialog p')");
    desk.run("all('dialog .actions button').at(-1).click()");
    desk.wait(&format!("{boxed}.disabled"));
    assert_eq!(settings(), before);
    assert_eq!(desk.browser.value("wrong"), json!([]));
}
