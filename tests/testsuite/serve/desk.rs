//! A clerk's day at the desk, in one browser: a list is imported, findings are mended, a model is written with a photograph,
//! everything is published and reported; and somebody else changes a file meanwhile.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::json;

use crate::support::browser;
use crate::support::cdp::Browser;
use crate::support::program::{command, new_site};

/// Longest time to wait for anything.
const PATIENCE: Duration = Duration::from_secs(40);

/// What the test uses on the page: finding things by their words, typing, and what went wrong.
const HELPERS: &str = r#"
window.wrong = [];
addEventListener('securitypolicyviolation', (event) => wrong.push(event.violatedDirective + ' ' + event.blockedURI));
addEventListener('error', (event) => wrong.push(event.message));
addEventListener('unhandledrejection', (event) => wrong.push(String(event.reason)));
window.all = (selector) => [...document.querySelectorAll(selector)].filter((one) => one.checkVisibility());
window.named = (text, selector = 'button, a, summary') => all(selector).findLast((one) => one.textContent.includes(text));
window.type = (input, text) => { input.focus(); input.value = text; input.dispatchEvent(new Event('input', { bubbles: true })); input.dispatchEvent(new Event('change', { bubbles: true })); };
window.input = (key) => document.querySelector(`[data-key="${key}"] :is(input, textarea, select)`);
window.paste = (input, html) => { const data = new DataTransfer(); data.setData('text/html', html); data.setData('text/plain', 'x'); input.focus(); input.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true })); };
window.photograph = async () => { const canvas = new OffscreenCanvas(2400, 1800); const pen = canvas.getContext('2d'); for (let at = 0; at < 400; at++) { pen.fillStyle = `hsl(${at * 37} 70% 50%)`; pen.fillRect((at * 131) % 2400, (at * 97) % 1800, 300, 200); } return new File([await canvas.convertToBlob({ type: 'image/jpeg' })], 'IMG_0815.jpg', { type: 'image/jpeg' }); };
window.drop = (box, file) => { const data = new DataTransfer(); data.items.add(file); box.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true })); };
"#;

/// What Word puts on the clipboard, shortened.
const WORD: &str = r#"<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p.MsoNormal{margin:0}</style><script>x</script></head><body>
<h2>Cách làm<o:p></o:p></h2>
<p class=MsoNormal><b style="mso-bidi-font-weight:normal">Tổ</b> họp <span style="font-weight:bold">mỗi tháng</span>, xem
<a href="https://example.vn/a b">báo</a> và <a href="javascript:alert(1)">đây</a>; 3 * 4_5<o:p></o:p></p>
<p class=MsoListParagraph style="text-indent:-18.0pt;mso-list:l0 level1 lfo1"><span style="mso-list:Ignore">·<span>&nbsp;&nbsp; </span></span>Một</p>
<p class=MsoListParagraph style="mso-list:l0 level1 lfo1"><span style="mso-list:Ignore">·<span>&nbsp;</span></span>Hai</p>
<table><tr><td>Năm</td><td>Hộ</td></tr><tr><td>2019</td><td>120 | 5</td></tr></table>
<img src="file:///C:/x.png"><p>Hết.</p></body></html>"#;

const PASTED: &str = "## Cách làm\n\n**Tổ** họp **mỗi tháng**, xem [báo](https://example.vn/a%20b) và đây; 3 \\* 4\\_5\n\n- Một\n- Hai\n\n| Năm | Hộ |\n| --- | --- |\n| 2019 | 120 \\| 5 |\n\nHết.";

const LIST: &str = "Tên mô hình,Địa phương,Lĩnh vực,Năm khen thưởng,Cấp khen thưởng
Hiến đất làm đường,\"Xã Đông Giang, tỉnh Lâm Đồng\",kinh-te,2019,Cấp tỉnh
Tổ tự quản an ninh,Xã Không Có Tên,quoc-phong-an-ninh,,
Thắp sáng đường quê,\"Xã La Dạ, tỉnh Lâm Đồng\",linh-vuc-la,,
Con đường hoa,\"Xã La Dạ, tỉnh Lâm Đồng\",bao-ve-moi-truong,201,
";

/// A program that ends with the test.
struct Program(Child);

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// The desk in a browser.
pub(super) struct Desk {
    pub(super) browser: Browser,
    address: String,
    _program: Program,
}

impl Desk {
    pub(super) fn open(root: &Path, chromium: &Path) -> Self {
        Self::of(command(root).args(["serve", "--port", "0"]), chromium)
    }

    /// The first page of a program that prints its address.
    pub(super) fn of(program: &mut Command, chromium: &Path) -> Self {
        let mut child = program.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let line = lines.find_map(|line| line.ok().filter(|line| line.contains(".lantoa/desk/"))).unwrap();
        let address = line[line.find("http").unwrap()..].trim().to_owned();
        let mut browser = Browser::open(chromium);
        browser.call("Page.addScriptToEvaluateOnNewDocument", json!({"source": HELPERS}));
        browser.resize(1280);
        browser.visit(&address);
        Self { browser, address, _program: Program(child) }
    }

    /// Waits until an expression is true.
    pub(super) fn wait(&mut self, expression: &str) {
        let until = Instant::now() + PATIENCE;
        while self.browser.value(&format!("Boolean({expression})")) != true {
            if Instant::now() > until {
                let text = self.browser.value("document.body.innerText.slice(0, 1500)");
                panic!("{expression} never came; wrong: {}; the page: {text}", self.browser.value("wrong"));
            }
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    pub(super) fn run(&mut self, script: &str) {
        self.browser.value(&format!("(async () => {{ {script} }})()"));
    }

    pub(super) fn text(&mut self, expression: &str) -> String {
        self.browser.value(expression).as_str().unwrap_or_default().to_owned()
    }

    /// Opens a page of the desk.
    pub(super) fn go(&mut self, page: &str, until: &str) {
        self.run(&format!("location.hash = '#/{page}'"));
        self.wait(until);
    }

    /// Presses the last visible button with these words, once it can be pressed.
    pub(super) fn press(&mut self, words: &str) {
        self.wait(&format!("named('{words}') && !named('{words}').disabled"));
        self.run(&format!("named('{words}').click()"));
    }

    pub(super) fn save(&mut self) {
        self.press("Lưu (Ctrl+S)");
        self.wait("document.querySelector('.status')?.textContent === 'Đã lưu'");
    }
}

/// The site gets its place and its office; what is wrong is told beside the field and not written.
fn settings(desk: &mut Desk, root: &Path) {
    let read = || fs::read_to_string(root.join("content/site.yaml")).unwrap();
    let before = read();
    desk.press("Ghi ngay");
    desk.wait("input('home')");
    desk.run("type(input('home'), 'Tỉnh Lâm Đông Đỏ')");
    desk.wait("document.querySelector('dialog [data-key=home] .remarks li.error')");
    desk.run("all('dialog .actions button').at(-1).click()");
    desk.run("type(document.querySelector('dialog [data-key=office] input'), 'UBND xã Đông Giang')");
    desk.wait("document.querySelector('dialog [data-key=home] .remarks li.error')");
    assert_eq!(read(), before, "an error is not written");
    desk.run("type(input('home'), 'Tỉnh Lâm Đồng')");
    desk.wait("!document.querySelector('dialog .remarks li.error')");
    desk.run("all('dialog .actions button').at(-1).click()");
    desk.wait("!document.querySelector('dialog') && !named('Ghi ngay')");
    let wanted = ["home: Tỉnh Lâm Đồng\n", "contact: {office: UBND xã Đông Giang}\n"];
    assert!(wanted.iter().all(|line| read().contains(line)), "{}", read());
    let others: Vec<String> = before.lines().filter(|line| !line.starts_with("# home:")).map(str::to_owned).collect();
    let now = read();
    assert!(others.iter().all(|line| now.contains(line)), "all else is as it was: {now}");
}

/// A list without a known column of titles: one chooses it in the window.
fn choose_titles(desk: &mut Desk, root: &Path) {
    let list = root.join("phan-viec.csv");
    fs::write(&list, "STT,Công trình,Lĩnh vực\n1,Đường hoa,kinh-te\n").unwrap();
    desk.press("Nhập danh sách");
    hand_in(desk, &list);
    desk.wait("named('Chưa biết cột nào ghi tên mô hình', 'dialog li.error')");
    desk.wait("all('dialog .columns select').length === 3");
    // What stands in each column is shown, so that one can judge.
    desk.wait("named('Ví dụ trong cột: “Đường hoa”', 'dialog .columns p')");
    desk.run("type(all('dialog .columns select')[1], 'title')");
    desk.wait("named('Sẽ nhập: 1 bài mới', 'dialog p')");
    desk.press("Đóng");
    desk.wait("!document.querySelector('dialog')");
    assert!(!root.join("import.yaml").exists(), "nothing is written before one says so");
}

/// Chooses a file in the window.
pub(super) fn hand_in(desk: &mut Desk, list: &Path) {
    let input = desk
        .browser
        .call("Runtime.evaluate", json!({"expression": "document.querySelector('dialog input[type=file]')"}));
    let file = json!({"files": [list], "objectId": input["result"]["objectId"]});
    desk.browser.call("DOM.setFileInputFiles", file);
}

fn import(desk: &mut Desk, root: &Path) {
    let list = root.join("danh-sach.csv");
    fs::write(&list, LIST).unwrap();
    desk.wait("named('Nhập danh sách')");
    desk.press("Nhập danh sách");
    hand_in(desk, &list);
    desk.wait("named('Sẽ nhập: 4 bài mới (3 bản nháp)', 'dialog p')");
    // Messages can be closed while a window is open.
    desk.wait("document.querySelector('dialog #notices')");
    assert!(!root.join("content/mo-hinh/lam-dong/con-duong-hoa.md").exists(), "nothing is written before one says so");
    desk.run("all('dialog .actions button').at(-1).click()");
    desk.wait("named('Đã nhập: 4 bài mới', 'dialog p')");
    desk.press("Đóng");
    desk.wait("document.querySelector('body > #notices')");
    desk.wait("all('tbody tr').length === 5");
    desk.press("Bản nháp (4)");
    desk.wait("all('tbody tr').length === 4");
}

/// Opens a model of the list and waits for its form.
pub(super) fn open(desk: &mut Desk, title: &str) {
    desk.go("", "document.querySelector('.list')");
    desk.press("Tất cả");
    desk.press(title);
    desk.wait(&format!("document.querySelector('.model h1')?.textContent === '{title}'"));
}

fn mend(desk: &mut Desk, root: &Path) {
    open(desk, "Tổ tự quản an ninh");
    desk.run("type(input('locality'), 'dong giang ham thuan')");
    desk.wait("all('.offers li').length");
    let offered = desk.text("all('.offers li')[0].textContent");
    assert_eq!(offered, "Xã Đông Giang, huyện Hàm Thuận Bắc, tỉnh Bình Thuận→ xã Đông Giang, tỉnh Lâm Đồng");
    desk.run("for (const key of ['ArrowDown', 'Enter']) input('locality').dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))");
    assert_eq!(desk.text("input('locality').value"), "Xã Đông Giang, huyện Hàm Thuận Bắc, tỉnh Bình Thuận");
    desk.wait("document.querySelector('[data-key=locality]').dataset.state === ''");
    desk.save();
    open(desk, "Thắp sáng đường quê");
    desk.wait("document.querySelector('[data-key=field] .remarks li.error')");
    desk.run("type(input('field'), 'van-hoa-xa-hoi')");
    desk.wait("!document.querySelector('[data-key=field] .remarks li.error')");
    desk.save();
    open(desk, "Con đường hoa");
    desk.press("+ Khen thưởng");
    desk.run("type(document.querySelector('[data-key=awards] [data-key=year] input'), '201')");
    desk.wait("document.querySelector('[data-key=awards] [data-key=year] .remarks li.error')");
    desk.run("type(document.querySelector('[data-key=awards] [data-key=year] input'), '2019')");
    desk.wait("!document.querySelector('[data-key=awards] li.error')");
    desk.save();
    // What was not clear when the list was imported is shown, and asked for before it is published.
    desk.press("Đăng (bỏ khỏi nháp)");
    desk.wait("named('1 chỗ chưa rõ', 'dialog p')");
    desk.press("Thôi");
    desk.press("Đã rõ");
    desk.wait("!named('Đã rõ') && document.querySelector('.status').textContent === 'Đã lưu'");
    let text = fs::read_to_string(root.join("content/mo-hinh/lam-dong/con-duong-hoa.md")).unwrap();
    assert!(text.contains("# Nguồn: danh-sach.csv") && !text.contains("# Chưa rõ"), "{text}");
    desk.press("Đăng (bỏ khỏi nháp)");
    desk.wait("named('Bỏ vào nháp')");
}

fn write(desk: &mut Desk, root: &Path) {
    desk.go("moi", "document.querySelector('.model h1')?.textContent === 'Viết mô hình mới'");
    desk.run("type(input('title'), 'Tiếng kẻng an ninh'); type(input('locality'), 'Xã Đông Giang, tỉnh Lâm Đồng'); type(input('field'), 'quoc-phong-an-ninh')");
    desk.run(&format!(
        "const article = document.querySelector('textarea.article'); article.select(); paste(article, {})",
        json!(WORD)
    ));
    assert_eq!(desk.text("document.querySelector('textarea.article').value"), PASTED);
    // What is typed after “bold” is bold.
    desk.run("const article = document.querySelector('textarea.article'); article.setSelectionRange(0, 0); article.dispatchEvent(new KeyboardEvent('keydown', { key: 'b', ctrlKey: true, bubbles: true, cancelable: true })); document.execCommand('insertText', false, 'x'); window.bold = article.value.slice(0, 6); article.select(); document.execCommand('delete')");
    assert_eq!(desk.text("bold"), "**x**#");
    desk.run(&format!("paste(document.querySelector('textarea.article'), {})", json!(WORD)));
    desk.run("drop(document.querySelector('.picture-box'), await photograph())");
    desk.wait("document.querySelector('dialog img')?.naturalWidth > 0");
    desk.run("type(document.querySelector('dialog textarea'), 'Chiếc kẻng đầu ngõ')");
    desk.press("Được");
    desk.wait("input('cover_alt').value === 'Chiếc kẻng đầu ngõ'");
    desk.save();
    let text = fs::read_to_string(root.join("content/mo-hinh/lam-dong/tieng-keng-an-ninh.md")).unwrap();
    assert!(
        text.contains("cover: \"tieng-keng-an-ninh.jpg\"\n") && text.contains("cover_alt: Chiếc kẻng đầu ngõ\n"),
        "{text}"
    );
    assert!(text.trim_end().ends_with(PASTED) && text.contains("draft: true\n"), "{text}");
    let picture = fs::read(root.join("content/mo-hinh/lam-dong/tieng-keng-an-ninh.jpg")).unwrap();
    assert!(picture.starts_with(&[0xff, 0xd8]) && picture.len() < 1_000_000);
    desk.wait("document.querySelector('iframe').contentDocument?.querySelector('h1')?.textContent.includes('Tiếng kẻng an ninh')");
    desk.press("Đăng (bỏ khỏi nháp)");
    desk.wait("named('Bỏ vào nháp')");
}

fn publish(desk: &mut Desk, root: &Path) {
    desk.go("", "document.querySelector('.list')");
    desk.press("Xuất bản");
    desk.wait("document.querySelector('dialog')");
    desk.run("all('dialog .actions button').at(-1).click()");
    desk.wait("named('Đã xuất bản', 'dialog p')");
    assert!(root.join("output/mo-hinh/tieng-keng-an-ninh.html").exists());
    assert!(!root.join("output/mo-hinh/to-tu-quan-an-ninh.html").exists(), "a draft is not published");
    desk.press("Đóng");
    desk.wait("!document.querySelector('dialog')");
    desk.press("Báo cáo");
    desk.wait("document.querySelector('dialog')");
    desk.press("Viết báo cáo");
    desk.wait("named('Đã tải về bao-cao-', '.notice p')");
}

/// Somebody else changes the file while it is open and not saved: both are shown, and what one chooses is kept.
fn settle(desk: &mut Desk, root: &Path) {
    let path = root.join("content/mo-hinh/lam-dong/tieng-keng-an-ninh.md");
    open(desk, "Tiếng kẻng an ninh");
    desk.run("type(input('summary'), 'Mười hộ một tổ, một tiếng kẻng.'); type(input('title'), 'Tiếng kẻng của tôi')");
    let text = fs::read_to_string(&path).unwrap();
    let theirs = text.replace("title: Tiếng kẻng an ninh", "title: Tiếng kẻng của họ").replace("Hết.", "Hết cả.");
    fs::write(&path, &theirs).unwrap();
    desk.wait("named('Có người vừa sửa tệp này', '.stale p')");
    desk.press("Xem chỗ khác nhau");
    desk.wait("all('.conflict').length === 2");
    desk.press("Lưu những gì đã chọn");
    desk.wait("document.querySelector('.conflict.open legend').textContent === 'Tên mô hình'");
    assert_eq!(fs::read_to_string(&path).unwrap(), theirs, "nothing is overwritten before one has chosen");
    desk.run("document.querySelector('.conflict.open input[value=theirs]').click()");
    desk.press("Lưu những gì đã chọn");
    desk.wait("document.querySelector('.status').textContent === 'Đã lưu' && !document.querySelector('.stale')");
    let kept = fs::read_to_string(&path).unwrap();
    assert!(
        kept.contains("title: Tiếng kẻng của họ\n") && kept.contains("summary: \"Mười hộ một tổ, một tiếng kẻng.\"\n"),
        "{kept}"
    );
    assert!(kept.contains("Hết cả."));
}

/// A list of `site.yaml` changes while a form is filled in: the form has the new list, and what was typed.
fn follow_lists(desk: &mut Desk, root: &Path) {
    let path = root.join("content/site.yaml");
    let before = fs::read_to_string(&path).unwrap();
    open(desk, "Tiếng kẻng của họ");
    desk.run("type(input('summary'), 'Đang ghi dở.')");
    let list = "\nunit_types:\n  - {id: to-xe-om, label: Tổ xe ôm tự quản}\n";
    fs::write(&path, format!("{before}{list}")).unwrap();
    desk.wait("[...input('unit_type').options].some((one) => one.textContent === 'Tổ xe ôm tự quản')");
    assert_eq!(desk.text("input('summary').value"), "Đang ghi dở.");
    assert_eq!(desk.text("document.querySelector('.status').textContent"), "Chưa lưu");
    fs::write(&path, before).unwrap();
    desk.wait("![...input('unit_type').options].some((one) => one.textContent === 'Tổ xe ôm tự quản')");
    desk.save();
}

#[test]
fn a_clerks_day() {
    let Some(chromium) = browser::chromium() else { return };
    let site = new_site();
    let root = site.path();
    let mut desk = Desk::open(root, &chromium);
    desk.wait("document.querySelector('tbody tr')");
    settings(&mut desk, root);
    choose_titles(&mut desk, root);
    import(&mut desk, root);
    mend(&mut desk, root);
    write(&mut desk, root);
    publish(&mut desk, root);
    settle(&mut desk, root);
    follow_lists(&mut desk, root);
    for width in [1024, 1280] {
        desk.browser.resize(width);
        let over = desk.text("all('body *').filter((one) => one.getBoundingClientRect().right > innerWidth + 1 && !one.closest('.toolbar')).map((one) => one.tagName + '.' + one.className).join()");
        assert_eq!(over, "", "wider than {width} pixels");
    }
    assert_eq!(desk.browser.value("wrong"), json!([]));
    // A page that is left with something unsaved asks first.
    desk.run("type(input('title'), 'Chưa lưu')");
    desk.run("location.hash = '#/'");
    desk.wait("named('Những chỗ vừa sửa sẽ mất', 'dialog p')");
    desk.press("Thôi");
    desk.wait("document.querySelector('.model h1')?.textContent === 'Chưa lưu'");
    assert!(desk.address.ends_with("/.lantoa/desk/"));
}

/// What a double click does, as far as it can be had without a desktop: without a site the page on which one is chosen.
#[test]
fn without_a_site_the_desk_asks_for_one() {
    let home = tempfile::tempdir().unwrap();
    let mut command = command(home.path());
    command.args(["desk", "--lang", "vi"]).env("HOME", home.path()).env("USERPROFILE", home.path()).env("PATH", "");
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let line = lines.next().unwrap().unwrap();
    let _program = Program(child);
    let host = line.split("http://").nth(1).unwrap().split('/').next().unwrap();
    let mut stream = TcpStream::connect(host.replace("localhost", "127.0.0.1")).unwrap();
    write!(stream, "GET /.lantoa/desk/ HTTP/1.1\r\nHost: {host}\r\n\r\n").unwrap();
    let mut page = String::new();
    stream.read_to_string(&mut page).unwrap();
    assert!(
        page.contains("lantoa-token") && page.contains("start.js") && page.contains("frame-ancestors 'none'"),
        "{page}"
    );
    assert!(lines.next().unwrap().unwrap().contains("Tắt"), "how to stop it");
}
