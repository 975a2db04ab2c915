//! The server under raw requests, hostile ones too, and under changes of the site.

use std::fs;
use std::io::{Read, Write};
use std::net::{Shutdown, TcpStream};
use std::path::Path;
use std::sync::mpsc::{self, Receiver};
use std::time::{Duration, Instant};

use tempfile::TempDir;

use super::*;

mod desk;
mod edits;
mod line;
mod lists;

use edits::Cold;

/// Longest time to wait for anything.
const TIMEOUT: Duration = Duration::from_secs(30);

const SITE: &str = "title: Thử\nhome: Tỉnh Lâm Đồng\nbase_url: https://x.example/dvk/\n";

fn model(title: &str, body: &str) -> String {
    format!(
        "---\ntitle: {title}\nlocality: Xã Đông Giang, tỉnh Lâm Đồng\nfield: kinh-te\n---\n\n## Bối cảnh\n\n{body}\n"
    )
}

fn site() -> TempDir {
    let root = tempfile::tempdir().unwrap();
    write(root.path(), "content/site.yaml", SITE);
    write(root.path(), "content/mo-hinh/keng.md", &model("Tiếng kẻng", "Nghe kẻng là ra."));
    write(
        root.path(),
        "content/mo-hinh/den.md",
        &model("Thắp sáng đường quê", "Đèn điện đã đến. Xem [kẻng](keng.md)."),
    );
    root
}

fn write(root: &Path, path: &str, text: &str) {
    let path = root.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

/// A server over a folder; it ends with the test.
struct Server {
    root: TempDir,
    port: u16,
    statuses: Receiver<SiteStatus>,
}

impl Server {
    fn start(poll: bool) -> Self {
        Self::over(site(), |settings| settings.poll = poll)
    }

    /// A server over the site in `root`, with settings of its own.
    fn over(root: TempDir, set: impl FnOnce(&mut Settings)) -> Self {
        let mut settings = Settings {
            root: root.path().to_owned(),
            options: Options::default(),
            port: 0,
            lan: false,
            poll: false,
            editor: EDITOR.to_owned(),
            lang: None,
            chooser: None,
        };
        set(&mut settings);
        let preview = Preview::open(settings).unwrap();
        let port = preview.port();
        let (sender, statuses) = mpsc::channel();
        std::thread::spawn(move || preview.run(move |status| _ = sender.send(status)));
        Self { root, port, statuses }
    }

    fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(TIMEOUT)).unwrap();
        stream
    }

    /// Sends bytes, and returns everything received until the connection is closed.
    fn send(&self, bytes: &[u8]) -> String {
        let mut stream = self.connect();
        // Fails if the server has closed the connection by now.
        let _ = stream.write_all(bytes);
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        String::from_utf8_lossy(&answer).into_owned()
    }

    fn ask(&self, method: &str, target: &str) -> String {
        self.send(format!("{method} {target} HTTP/1.1\r\nHost: localhost:{}\r\n\r\n", self.port).as_bytes())
    }

    fn get(&self, target: &str) -> String {
        self.ask("GET", target)
    }

    /// Waits until a page holds, or no longer holds, some text.
    fn wait(&self, target: &str, until: impl Fn(&str) -> bool) -> String {
        let began = Instant::now();
        loop {
            let page = self.get(target);
            if until(&page) || began.elapsed() > TIMEOUT {
                return page;
            }
            std::thread::sleep(Duration::from_millis(5));
        }
    }
}

/// The event stream, as an open page receives it.
struct Events {
    stream: TcpStream,
    received: String,
}

impl Events {
    fn of(server: &Server) -> Self {
        let mut stream = server.connect();
        write!(stream, "GET /.lantoa/events HTTP/1.1\r\nHost: localhost:{}\r\n\r\n", server.port).unwrap();
        stream.set_read_timeout(Some(Duration::from_millis(100))).unwrap();
        Self { stream, received: String::new() }
    }

    /// Waits until an event contains `wanted`.
    fn wait(&mut self, wanted: &str) {
        let until = Instant::now() + TIMEOUT;
        let mut buffer = [0; 512];
        while !self.received.contains(wanted) {
            assert!(Instant::now() < until, "{wanted} was never sent: {}", self.received);
            match self.stream.read(&mut buffer) {
                Ok(0) => panic!("the stream ended: {}", self.received),
                Ok(read) => self.received.push_str(&String::from_utf8_lossy(&buffer[..read])),
                Err(_) => {} // nothing yet
            }
        }
    }
}

fn status(answer: &str) -> &str {
    answer.split(' ').nth(1).unwrap_or("none")
}

#[test]
fn pages_are_served_with_the_script_and_nothing_else_added() {
    let server = Server::start(false);
    let answer = server.get("/mo-hinh/keng.html?x=1");
    let (head, page) = answer.split_once("\r\n\r\n").unwrap();
    assert!(head.starts_with("HTTP/1.0 200 OK\r\n") && head.contains("Content-Type: text/html; charset=utf-8"));
    let start = page.find("<script src=\"/.lantoa/reload.js\"").unwrap();
    let end = start + page[start..].find("</script>").unwrap() + "</script>".len();
    let cold = Cold::read(server.root.path());
    assert_eq!(format!("{}{}", &page[..start], &page[end..]).as_bytes(), cold.pages()["mo-hinh/keng.html"]);
    assert!(page[end..].starts_with("</body>"));
    assert!(!server.get("/feed.xml").contains("reload.js"));
    let head = server.ask("HEAD", "/mo-hinh/keng.html");
    assert!(head.ends_with("\r\n\r\n") && head.contains(&format!("Content-Length: {}", page.len())));
    assert!(server.get("/.lantoa/reload.js").contains("EventSource"));
}

#[test]
fn addresses_are_looked_up_in_the_site_and_never_on_disk() {
    let server = Server::start(false);
    fs::write(server.root.path().join("bi-mat.txt"), "mật khẩu").unwrap();
    let targets = [
        "/../bi-mat.txt",
        "/%2e%2e/bi-mat.txt",
        "/..%2fbi-mat.txt",
        "/bi-mat.txt",
        "//bi-mat.txt",
        "/content/site.yaml",
        "/..\\bi-mat.txt",
        "/%5c..%5cbi-mat.txt",
        "/mo-hinh/../../bi-mat.txt",
        "/./index.html",
        "/.lantoa/../bi-mat.txt",
        "/.lantoa/",
        "/etc/passwd",
        "/....//bi-mat.txt",
        "/mo-hinh/keng.html/",
        "/C:/x",
        "/%252e%252e%252fbi-mat.txt",
        "/%2e%2e%5cbi-mat.txt",
        "/．．/bi-mat.txt",
        "/mo-hinh/%2e%2e/%2e%2e/%2e%2e/%2e%2e/etc/passwd",
    ];
    for target in targets {
        let answer = server.get(target);
        assert_eq!(status(&answer), "404", "{target}");
        assert!(!answer.contains("mật khẩu") && !answer.contains("home:"), "{target}");
    }
    // Not UTF-8 (overlong dots and slashes), or with characters that no address has.
    for target in
        ["/%c0%ae%c0%ae/bi-mat.txt", "/%e0%80%af..", "/bi-mat.txt%00.html", "/%u002e%u002e/", "/%2", "/%0d%0a"]
    {
        assert_eq!(status(&server.get(target)), "400", "{target}");
    }
    assert_eq!(status(&server.get("/dvk/mo-hinh/keng.html")), "200", "also with the path of the site on its host");
}

#[test]
fn foreign_hosts_are_refused() {
    let server = Server::start(false);
    let port = server.port;
    let with = |host: &str, more: &str| server.send(format!("GET / HTTP/1.1\r\nHost: {host}\r\n{more}\r\n").as_bytes());
    let own = format!("127.0.0.1:{port}");
    assert_eq!(status(&with(&own, "")), "200");
    // A page elsewhere whose name now points here (DNS rebinding).
    assert_eq!(status(&with(&format!("evil.example:{port}"), "")), "403");
    assert_eq!(status(&with(&own, "Origin: http://evil.example\r\n")), "403");
    assert_eq!(status(&with(&own, "Host: evil.example\r\n")), "400");
    assert_eq!(status(&server.send(b"GET / HTTP/1.1\r\n\r\n")), "400");
    for (method, expected) in [("POST", "405"), ("PUT", "405"), ("OPTIONS", "405"), ("CONNECT", "405"), ("XYZ", "405")]
    {
        assert_eq!(status(&server.ask(method, "/")), expected, "{method}");
    }
    assert!(server.ask("POST", "/").contains("\r\nAllow: GET, HEAD\r\n"));
}

/// CVE-2026-66752 (request smuggling): a second request in what another parser takes for a body.
#[test]
fn no_second_request_can_hide_in_a_body() {
    let server = Server::start(false);
    let host = format!("Host: localhost:{}\r\n", server.port);
    let hidden = format!("GET /hidden HTTP/1.1\r\n{host}\r\n");
    let bodies = [
        format!("Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n{hidden}"),
        format!("Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n{hidden}"),
        format!("Transfer-Encoding: xchunked\r\nContent-Length: 0\r\n\r\n{hidden}"),
        format!("Content-Length: 5\r\n\r\nabcde{hidden}"),
        format!("Content-Length: 0\r\nContent-Length: 5\r\n\r\nabcde{hidden}"),
        format!("Connection: keep-alive\r\n\r\n{hidden}"),
    ];
    for body in bodies {
        let answer = server.send(format!("GET / HTTP/1.1\r\n{host}{body}").as_bytes());
        assert_eq!(answer.matches("HTTP/1.").count(), 1, "one connection, one answer: {body}\n{answer}");
    }
}

/// CVE-2026-66753 (header injection): line breaks in a header's value add headers.
#[test]
fn no_part_of_a_request_is_copied_into_the_head_of_a_response() {
    let server = Server::start(false);
    let clean = |answer: &str| {
        let head = answer.split("\r\n\r\n").next().unwrap().to_lowercase();
        !head.contains("x-injected") && !head.contains("location") && !head.contains("set-cookie")
    };
    for target in ["/a%0d%0aX-Injected:%201", "/%0aX-Injected:1", "/x-injected", "/mo-hinh?x-injected"] {
        let answer = server.get(target);
        assert!(matches!(status(&answer), "400" | "404") && clean(&answer), "{target}: {answer}");
    }
    let host = format!("Host: localhost:{}\r\n", server.port);
    for line in ["X: a\rX-Injected: 1", "X: a\nX-Injected: 1", "Referer: x-injected", "Origin: x-injected"] {
        let answer = server.send(format!("GET / HTTP/1.1\r\n{host}{line}\r\n\r\n").as_bytes());
        assert!(clean(&answer), "{line:?}: {answer}");
    }
}

#[test]
fn heads_and_addresses_are_bounded() {
    let server = Server::start(false);
    assert_eq!(status(&server.get(&format!("/{}", "a".repeat(3000)))), "414");
    let host = format!("Host: localhost:{}\r\n", server.port);
    let long = format!("GET / HTTP/1.1\r\n{host}X: {}\r\n\r\n", "a".repeat(20_000));
    assert_eq!(status(&server.send(long.as_bytes())), "431");
    let endless = vec![b'a'; 1 << 20];
    assert!(matches!(status(&server.send(&endless)), "431" | "none"));
    let many = format!("GET / HTTP/1.1\r\n{host}{}\r\n", "X: y\r\n".repeat(5000));
    assert_eq!(status(&server.send(many.as_bytes())), "431");
    assert_eq!(status(&server.get("/")), "200");
}

#[test]
fn slow_clients_delay_no_other_and_are_closed() {
    let server = Server::start(false);
    server.get("/");
    // More than the allowed number of connections, each with half a head.
    let mut slow: Vec<TcpStream> = (0..150).map(|_| server.connect()).collect();
    slow.iter_mut().for_each(|stream| drop(stream.write_all(b"GET / HTTP/1.1\r\nHost: loc")));
    let began = Instant::now();
    assert_eq!(status(&server.get("/")), "200");
    assert!(began.elapsed() < Duration::from_secs(3), "{:?}", began.elapsed());
    // The oldest was closed for a newer one; the newest gets a timeout.
    let mut answer = String::new();
    let _ = slow[0].read_to_string(&mut answer);
    assert_eq!(answer, "");
    let mut last = slow.pop().unwrap();
    let _ = last.write_all(b"alhost\r\nX: ");
    let _ = last.read_to_string(&mut answer);
    assert_eq!(status(&answer), "408");
}

#[test]
fn clients_that_do_not_read_delay_no_other() {
    let server = Server::start(false);
    let request = format!("GET /.lantoa/events HTTP/1.1\r\nHost: localhost:{}\r\n\r\n", server.port);
    let mut silent: Vec<TcpStream> = (0..20).map(|_| server.connect()).collect();
    silent.iter_mut().for_each(|stream| stream.write_all(request.as_bytes()).unwrap());
    let half = server.connect();
    half.shutdown(Shutdown::Write).unwrap();
    assert_eq!(status(&server.get("/")), "200");
}

#[test]
fn every_kind_of_change_is_shown_without_a_restart() {
    let server = Server::start(false);
    let root = server.root.path().to_owned();
    server.get("/");
    write(&root, "content/mo-hinh/keng.md", &model("Tiếng trống", "Nghe trống."));
    assert!(server.wait("/mo-hinh/keng.html", |page| page.contains("Tiếng trống")).contains("Tiếng trống"));
    assert!(server.get("/mo-hinh.html").contains("Tiếng trống"), "lists too");
    write(
        &root,
        "content/mo-hinh/a/b/moi.md",
        &model("Mô hình mới", "Mới.").replace("field", "tags: [nhãn mới]\nfield"),
    );
    assert_eq!(status(&server.wait("/mo-hinh/moi.html", |page| status(page) == "200")), "200", "new folders");
    assert_eq!(status(&server.get("/the/nhan-moi.html")), "200", "a new tag");
    fs::rename(root.join("content/mo-hinh/a/b"), root.join("content/mo-hinh/c")).unwrap();
    write(&root, "content/mo-hinh/c/moi.md", &model("Mô hình mới nữa", "Mới."));
    let page = server.wait("/mo-hinh/moi.html", |page| page.contains("mới nữa"));
    assert!(page.contains("mới nữa"), "in a renamed folder");
    fs::remove_dir_all(root.join("content/mo-hinh/c")).unwrap();
    assert_eq!(status(&server.wait("/mo-hinh/moi.html", |page| status(page) == "404")), "404");
    write(&root, "content/site.yaml", "title: Tên trang khác\n");
    assert!(server.wait("/", |page| page.contains("Tên trang khác")).contains("Tên trang khác"));
    write(&root, "content/mo-hinh/den.md", "---\ntitle: [\n---\n");
    let found = server.wait("/.lantoa/findings.json", |found| found.contains("den.md"));
    assert!(found.contains("\"errors\":") && found.contains("vscode://file/"), "{found}");
    assert_eq!(status(&server.get("/mo-hinh/keng.html")), "200", "a broken model leaves the rest alive");
    write(&root, "content/mo-hinh/den.md", &model("Thắp sáng", "Đèn."));
    let found = server.wait("/.lantoa/findings.json", |found| !found.contains("den.md"));
    assert!(!found.contains("den.md"), "fixed: {found}");
}

#[test]
fn a_theme_can_be_added_broken_and_repaired() {
    let server = Server::start(false);
    let root = server.root.path().to_owned();
    server.get("/");
    write(&root, "themes/rieng/templates/404.html", "Không thấy trang");
    write(&root, "content/site.yaml", "title: Thử\ntheme: rieng\n");
    assert!(server.wait("/x", |page| page.contains("Không thấy trang")).contains("Không thấy trang"));
    write(&root, "themes/rieng/templates/404.html", "{% if %}");
    let broken = server.wait("/x", |page| status(page) == "500");
    assert!(broken.contains("LT601") || broken.contains("LT602"), "{broken}");
    assert!(broken.contains("reload.js"), "the error page reloads itself once the template is repaired");
    write(&root, "themes/rieng/templates/404.html", "Lại được");
    assert!(server.wait("/x", |page| page.contains("Lại được")).contains("Lại được"));
    let style = |page: &str| {
        let start = page.find("assets/h/style.").unwrap();
        page[start..start + "assets/h/style.000000000000.css".len()].to_owned()
    };
    let before = style(&server.get("/"));
    let etag =
        |answer: &str| answer.split("ETag: ").nth(1).and_then(|rest| rest.split("\r\n").next()).map(str::to_owned);
    let etag_before = etag(&server.get("/"));
    let mut events = Events::of(&server);
    write(&root, "themes/rieng/style/99-x.css", "body{color:red}");
    let after = style(&server.wait("/", |page| style(page) != before));
    events.wait(&after);
    assert_eq!(etag(&server.get("/")), etag_before, "only the style sheet differs: the page is not reloaded");
    assert!(server.get(&format!("/{after}")).contains("body{color:red}"));
}

#[test]
fn polling_finds_changes_too() {
    let server = Server::start(true);
    server.get("/");
    write(server.root.path(), "content/mo-hinh/keng.md", &model("Tiếng trống", "Nghe trống."));
    assert!(server.wait("/mo-hinh/keng.html", |page| page.contains("Tiếng trống")).contains("Tiếng trống"));
}

#[test]
fn a_taken_port_is_skipped_and_only_loopback_is_bound() {
    let first = http::bind(0, false).unwrap();
    let taken = first.local_addr().unwrap();
    assert!(taken.ip().is_loopback());
    let next = http::bind(taken.port(), false).unwrap().local_addr().unwrap();
    assert!(next.port() > taken.port() && next.port() <= taken.port() + 20);
    assert!(http::bind(0, true).unwrap().local_addr().unwrap().ip().is_unspecified());
}

#[test]
fn new_states_are_reported() {
    let server = Server::start(false);
    let first = server.statuses.recv_timeout(TIMEOUT).unwrap();
    assert_eq!((first.models, first.tally.errors, first.lang), (2, 0, Lang::Vi));
    write(server.root.path(), "content/mo-hinh/moi.md", &model("Mới", "Mới."));
    let mut models = 2;
    while models == 2 {
        models = server.statuses.recv_timeout(TIMEOUT).unwrap().models;
    }
    assert_eq!(models, 3);
}
