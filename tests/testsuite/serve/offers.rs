//! What the desk offers and keeps: the place of a new site, the places that a doubt may mean, a page although the menu cannot be
//! written, pictures between paragraphs, what lies in the bin.

use std::fs;

use serde_json::json;

use super::desk::Desk;
use crate::support::browser;
use crate::support::program::{command, new_site};

#[test]
fn the_first_page_asks_where_the_site_is() {
    let Some(chromium) = browser::chromium() else { return };
    let home = tempfile::tempdir().unwrap();
    let mut program = command(home.path());
    program.args(["desk", "--lang", "vi"]).env("HOME", home.path()).env("USERPROFILE", home.path()).env("PATH", "");
    let mut desk = Desk::of(&mut program, &chromium);
    desk.wait("all('.start section').length === 3");
    // In the last part, that of a list.
    desk.run("type(all('.start section').at(-1).querySelector('input'), 'Dân vận khéo A')");
    // What is offered alone is meant, chosen or not.
    desk.run("type(all('.start section').at(-1).querySelectorAll('input')[1], 'bac ruong lam dong')");
    desk.wait("named('Xã Bắc Ruộng, tỉnh Lâm Đồng', '[role=option]') && all('[role=option]').length === 1");
    desk.run("all('.start section').at(-1).querySelector('button.main').click()");
    let settings = home.path().join("dan-van-kheo-a/content/site.yaml");
    desk.wait("location.hash === '#/nhap' && named('Nhập danh sách', 'dialog h2')");
    let text = fs::read_to_string(settings).unwrap();
    assert!(text.contains("\nhome: \"Xã Bắc Ruộng, tỉnh Lâm Đồng\"\n"), "{text}");
}

#[test]
fn a_doubt_about_a_place_is_settled_by_one_press() {
    let Some(chromium) = browser::chromium() else { return };
    let site = new_site();
    let file = site.path().join("content/mo-hinh/keng.md");
    let settings = site.path().join("content/site.yaml");
    fs::write(&settings, format!("{}\nhome: Tỉnh Lâm Đồng\n", fs::read_to_string(&settings).unwrap())).unwrap();
    for (locality, wanted) in
        [("locality: \"Phường Mũi Né, tỉnh Lâm Đồng\"", "Phan Thiết"), ("locality:", "Phan Thiết")]
    {
        let text = format!(
            "---\n# Nguồn: a.xlsx › DS!B4\ntitle: Tiếng kẻng\n{locality}\nfield: kinh-te\ndraft: true\n# Chưa rõ: Chưa rõ “Phường Mũi Né” là nơi nào. (DS!E5)\n# Chưa rõ: năm (DS!F5)\n---\n\nBà con cùng làm.\n"
        );
        fs::write(&file, text).unwrap();
        let mut desk = Desk::open(site.path(), &chromium);
        desk.wait("document.querySelector('.kinds')");
        desk.go("content/mo-hinh/keng.md", "input('title')?.value === 'Tiếng kẻng'");
        desk.wait("all('.offered button').length === 2");
        desk.press(&format!("Phường Mũi Né, thành phố {wanted}"));
        desk.wait("!named('Phường Mũi Né', '.doubts li')");
        desk.wait("document.querySelector('.status').textContent === 'Đã lưu'");
        let text = fs::read_to_string(&file).unwrap();
        assert!(text.contains("Phường Mũi Né, thành phố Phan Thiết, tỉnh Bình Thuận\""), "{text}");
        assert!(!text.contains("Phường Mũi Né” là nơi") && !text.contains("Mũi Né, tỉnh Lâm Đồng"), "{text}");
        assert!(text.contains("# Chưa rõ: năm (DS!F5)\n") && text.contains("draft: true"), "{text}");
        assert_eq!(desk.browser.value("wrong"), json!([]));
    }
}

#[test]
fn a_page_is_saved_although_the_menu_cannot_be_and_the_true_reason_is_told() {
    let Some(chromium) = browser::chromium() else { return };
    let site = new_site();
    let root = site.path();
    let page = root.join("content/trang/lien-he.md");
    fs::write(&page, "---\ntitle: Liên hệ\n---\n\nGặp chị Hoa.\n").unwrap();
    fs::write(root.join("content/site.yaml"), "title: A\nmenu: {\n").unwrap();
    let mut desk = Desk::open(root, &chromium);
    desk.wait("document.querySelector('.kinds')");
    desk.go("content/trang/lien-he.md", "input('title')?.value === 'Liên hệ'");
    desk.run("named('Có trong trình đơn', 'label').querySelector('input').click()");
    desk.run("type(document.querySelector('textarea.article'), 'Gặp anh Thu.')");
    desk.press("Lưu (Ctrl+S)");
    desk.wait("document.querySelector('#notices').textContent.includes('content/site.yaml sai ở dòng')");
    assert!(fs::read_to_string(&page).unwrap().contains("Gặp anh Thu."));
    assert_eq!(desk.text("document.querySelector('.summary').textContent"), "Trình đơn chưa ghi được");
    assert_eq!(desk.text("document.querySelector('.summary').dataset.state"), "error");
    // Once the settings are right the same button writes the menu.
    fs::write(root.join("content/site.yaml"), "title: A\nmenu: []\n").unwrap();
    desk.press("Lưu (Ctrl+S)");
    desk.wait("document.querySelector('.summary').textContent !== 'Trình đơn chưa ghi được'");
    assert!(fs::read_to_string(root.join("content/site.yaml")).unwrap().contains("page: lien-he"));
}

#[test]
fn a_picture_that_is_dropped_inside_a_paragraph_stands_behind_it() {
    let Some(chromium) = browser::chromium() else { return };
    let site = new_site();
    let file = site.path().join("content/mo-hinh/keng.md");
    let text = "---\ntitle: Tiếng kẻng\nlocality: Xã Đông Giang, tỉnh Lâm Đồng\nfield: kinh-te\n---\n\nĐoạn một.\nCòn một.\n\nĐoạn hai.\n";
    fs::write(file, text).unwrap();
    let mut desk = Desk::open(site.path(), &chromium);
    desk.wait("document.querySelector('.kinds')");
    desk.go("content/mo-hinh/keng.md", "input('title')?.value === 'Tiếng kẻng'");
    for (at, wanted) in [
        (4, "Đoạn một.\nCòn một.\n\n![](ANH)\n\nĐoạn hai.\n"),
        (0, "![](ANH)\n\nĐoạn một.\nCòn một.\n\nĐoạn hai.\n"),
        (20, "Đoạn một.\nCòn một.\n\n![](ANH)\n\nĐoạn hai.\n"),
        (24, "Đoạn một.\nCòn một.\n\nĐoạn hai.\n\n![](ANH)\n"),
    ] {
        let set = "const article = document.querySelector('textarea.article'); type(article, 'Đoạn một.\\nCòn một.\\n\\nĐoạn hai.\\n');";
        desk.run(&format!("{set} article.setSelectionRange({at}, {at}); drop(article, new File(['<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"><rect width=\"9\" height=\"9\"/></svg>'], 'anh.svg', {{ type: 'image/svg+xml' }}))"));
        desk.wait("document.querySelector('dialog .actions button')");
        desk.run("all('dialog .actions button')[0].click()");
        desk.wait(
            "!document.querySelector('dialog') && document.querySelector('textarea.article').value.includes('![')",
        );
        let text = desk.text("document.querySelector('textarea.article').value.replace(/\\]\\([^)]*\\)/, '](ANH)')");
        assert_eq!(text, wanted, "{at}");
    }
}

#[test]
fn a_file_that_is_dropped_where_nothing_takes_it_does_not_replace_the_desk() {
    let Some(chromium) = browser::chromium() else { return };
    let site = new_site();
    let mut desk = Desk::open(site.path(), &chromium);
    desk.wait("document.querySelector('.kinds')");
    let file = "const data = new DataTransfer(); data.items.add(new File(['x'], 'danh-sach.docx'));";
    for event in ["dragover", "drop"] {
        let sent = format!("new DragEvent('{event}', {{ dataTransfer: data, bubbles: true, cancelable: true }})");
        let is_left = desk
            .browser
            .value(&format!("(() => {{ {file} return document.querySelector('header').dispatchEvent({sent}); }})()"));
        assert_eq!(is_left, false, "{event} is left to the browser");
    }
    desk.wait("named('Tệp vừa thả chưa được dùng', '.notice.error p')");
}

#[test]
fn what_is_taken_out_of_the_bin_says_where_the_menu_has_it() {
    let Some(chromium) = browser::chromium() else { return };
    let site = new_site();
    let root = site.path();
    let settings = || fs::read_to_string(root.join("content/site.yaml")).unwrap();
    let entry = "{label: Giới thiệu, page: gioi-thieu}";
    assert!(settings().contains(entry));
    let picture =
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"><rect width=\"9\" height=\"9\"/></svg>";
    let unused = root.join("content/trang/bo-quen.svg");
    fs::write(&unused, picture).unwrap();
    let mut desk = Desk::open(root, &chromium);
    desk.wait("document.querySelector('.kinds')");
    desk.go("content/trang/gioi-thieu.md", "input('title')?.value.startsWith('Giới thiệu')");
    desk.press("Xóa");
    desk.run("all('dialog .actions button').at(-1).click()");
    desk.wait("location.hash === '#/trang' && named('Thùng rác (1)', 'summary')");
    assert!(!settings().contains("gioi-thieu"));
    desk.press("Thùng rác");
    desk.press("Lấy lại gioi-thieu.md");
    desk.wait("document.querySelector('#notices').textContent.includes('“Giới thiệu” đứng ở cuối')");
    assert!(settings().contains(entry), "{}", settings());
    // A picture that nothing uses is seen, goes into the bin, and comes back.
    desk.go("trang", "named('Ảnh không bài nào dùng (1)', 'summary')");
    desk.press("Ảnh không bài nào dùng");
    desk.wait("document.querySelector('.unused img')?.naturalWidth > 0");
    desk.run("document.querySelector('.unused button').click()");
    desk.wait("document.querySelector('#notices').textContent.includes('Đã chuyển ảnh bo-quen.svg')");
    assert!(!unused.exists());
    desk.press("Hoàn tác");
    desk.wait("named('Ảnh không bài nào dùng (1)', 'summary')");
    assert!(unused.exists());
    assert_eq!(desk.browser.value("wrong"), json!([]));
}

#[test]
fn a_list_that_cannot_be_imported_says_why_beside_the_button() {
    let Some(chromium) = browser::chromium() else { return };
    let site = new_site();
    let mut desk = Desk::open(site.path(), &chromium);
    for (list, why) in [
        ("STT;Lĩnh vực;Nơi nọ;Ai\\n1;Kinh tế;A;B\\n2;Kinh tế;C;D", "chọn cột nào ghi tên mô hình"),
        ("STT;Tên mô hình;Lĩnh vực\\n1;;Kinh tế", "không có hàng nào thành mô hình"),
    ] {
        desk.press("Nhập danh sách");
        desk.wait("document.querySelector('dialog input[type=file]')");
        desk.run(&format!(
            "const input = document.querySelector('dialog input[type=file]'); const data = new DataTransfer(); \
             data.items.add(new File(['{list}'], 'ds.csv')); input.files = data.files; input.dispatchEvent(new Event('change'))"
        ));
        desk.wait(&format!("document.querySelector('dialog .why')?.textContent.includes('{why}')"));
        assert_eq!(desk.browser.value("all('dialog .actions button').at(-1).disabled"), true);
        desk.press("Đóng");
    }
}
