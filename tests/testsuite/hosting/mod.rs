//! A site on the servers that the shipped settings are for: nginx and Caddy, started with the files that a build has written.
//!
//! **Without these programs** the tests pass without testing anything and say `SKIPPED`; with `LANTOA_REQUIRE_SERVERS=1`, as
//! in CI, they fail instead.

mod editions;
mod offline;
pub(crate) mod server;
mod still;
mod trouble;

use std::collections::BTreeMap;
use std::fs;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::support::program::{command, lantoa, new_site, said};

const MODEL: &str = "---\ntitle: Tiếng kẻng\nlocality: Xã Đông Giang, tỉnh Lâm Đồng\nfield: kinh-te\naliases: [cu/8133, cu/9000/]\n---\n\nBài.\n";

/// A new site with one model, which names these hosts.
fn site(hosts: &str) -> tempfile::TempDir {
    let root = new_site();
    fs::write(root.path().join("content/mo-hinh/keng.md"), MODEL).unwrap();
    let config = root.path().join("content/site.yaml");
    let text = fs::read_to_string(&config).unwrap();
    fs::write(&config, format!("{text}\nhosts: {hosts}\nbase_url: https://mau.example/dvk/\n")).unwrap();
    root
}

/// The names of files below `folder`, in their order.
fn names(folder: &Path) -> Vec<String> {
    crate::support::read_all(folder).into_keys().collect()
}

struct Server(Child);

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

impl Server {
    /// Starts a server; `None` with a note where the program is missing.
    fn start(mut program: Command, port: u16) -> Option<Self> {
        let Ok(child) = program.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn() else {
            let name = program.get_program().to_string_lossy().into_owned();
            assert!(std::env::var("LANTOA_REQUIRE_SERVERS").as_deref() != Ok("1"), "{name} is required");
            let _ = writeln!(std::io::stderr(), "SKIPPED: there is no {name} here; its settings pass untested");
            return None;
        };
        let server = Self(child);
        let deadline = Instant::now() + Duration::from_secs(20);
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            assert!(Instant::now() < deadline, "{:?} does not answer", program.get_program());
            std::thread::sleep(Duration::from_millis(20));
        }
        Some(server)
    }
}

/// An answer: status, headers by lower-case name, body.
struct Answer {
    status: u16,
    headers: BTreeMap<String, String>,
    body: Vec<u8>,
}

fn get(port: u16, path: &str, encoding: &str) -> Answer {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
    let accept = if encoding.is_empty() { String::new() } else { format!("Accept-Encoding: {encoding}\r\n") };
    write!(stream, "GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n{accept}\r\n").unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    let end = answer.windows(4).position(|bytes| bytes == b"\r\n\r\n").unwrap();
    let head = String::from_utf8_lossy(&answer[..end]).into_owned();
    let mut lines = head.lines();
    let status = lines.next().unwrap().split(' ').nth(1).unwrap().parse().unwrap();
    let mut headers = BTreeMap::new();
    for (name, value) in lines.filter_map(|line| line.split_once(": ")) {
        let before = headers.insert(name.to_lowercase(), value.to_owned());
        assert!(before.is_none() || name.eq_ignore_ascii_case("vary"), "{path} has two headers {name}");
    }
    let body = &answer[end + 4..];
    let is_chunked = headers.get("transfer-encoding").is_some_and(|value| value == "chunked");
    Answer { status, headers, body: if is_chunked { joined(body) } else { body.to_vec() } }
}

/// The chunks of a body, each after a line with its length, as one.
fn joined(mut chunks: &[u8]) -> Vec<u8> {
    let mut body = Vec::new();
    while let Some(end) = chunks.windows(2).position(|bytes| bytes == b"\r\n") {
        let length = usize::from_str_radix(std::str::from_utf8(&chunks[..end]).unwrap(), 16).unwrap();
        body.extend_from_slice(&chunks[end + 2..end + 2 + length]);
        chunks = &chunks[end + 2 + length + 2..];
        if length == 0 {
            break;
        }
    }
    body
}

fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

/// Asks for a file of each kind, below `/dvk/` of the folder `www`.
fn examine(port: u16, www: &Path) {
    let files = names(&www.join("dvk"));
    let named = |start: &str, end: &str| {
        files.iter().find(|name| name.starts_with(start) && name.ends_with(end)).unwrap().as_str()
    };
    let kinds = [
        ("index.html", "text/html; charset=utf-8"),
        (named("assets/h/style.", ".css"), "text/css; charset=utf-8"),
        ("assets/start.js", "javascript; charset=utf-8"),
        ("du-lieu/models.json", "application/json"),
        ("du-lieu/models.csv", "text/csv; charset=utf-8"),
        ("du-lieu/dcat.jsonld", "application/ld+json"),
        ("assets/icon.svg", "image/svg+xml"),
        ("sitemap.xml", "xml"),
    ];
    for (path, media_type) in kinds {
        let plain = get(port, &format!("/dvk/{path}"), "");
        let expected = fs::read(www.join("dvk").join(path)).unwrap();
        assert!(plain.status == 200 && plain.body == expected, "{path}: {}", plain.status);
        assert!(plain.headers["content-type"].contains(media_type), "{path}: {}", plain.headers["content-type"]);
        let caching = &plain.headers["cache-control"];
        assert_eq!(caching.contains("immutable"), path.starts_with("assets/h/"), "{path}: {caching}");
        assert_eq!(plain.headers["x-content-type-options"], "nosniff", "{path}");
        let packed = get(port, &format!("/dvk/{path}"), "gzip");
        assert_eq!(packed.headers["content-encoding"], "gzip", "{path}");
        let copy = fs::read(www.join("dvk").join(format!("{path}.gz"))).unwrap();
        assert!(packed.body == copy, "{path} is not the copy that the build made");
        assert_eq!(packed.headers["content-type"], plain.headers["content-type"], "{path}");
    }
    assert_eq!(get(port, "/dvk/", "").body, fs::read(www.join("dvk/index.html")).unwrap());
    // The last two are folders, which have no page of their own.
    for path in ["mo-hinh/khong-co.html", "khong-co/", "mo-hinh/", "assets/h/"] {
        let missing = get(port, &format!("/dvk/{path}"), "");
        assert_eq!((missing.status, missing.body), (404, fs::read(www.join("dvk/404.html")).unwrap()), "{path}");
    }
    // While a new build is copied, a page may be there before its sheet.
    let early = get(port, "/dvk/assets/h/style.0123456789ab.css", "");
    assert!(early.status == 404 && !early.headers["cache-control"].contains("immutable"), "{:?}", early.headers);
    // Addresses of an older site, which had no `.html`; the last is a folder as well.
    for (path, file) in [("cu/8133", "cu/8133.html"), ("mo-hinh", "mo-hinh.html"), ("cu/9000/", "cu/9000/index.html")] {
        let found = get(port, &format!("/dvk/{path}"), "");
        let expected = fs::read(www.join("dvk").join(file)).unwrap();
        assert_eq!((found.status, found.body == expected), (200, true), "{path}");
    }
    for path in [".lantoa-manifest", "may-chu/nginx.conf"] {
        assert!(www.join("dvk").join(path).exists());
        assert_eq!(get(port, &format!("/dvk/{path}"), "").status, 404, "{path}");
    }
}

/// A folder with the site below `dvk/`, and one of its settings, changed for a server of a test.
fn published(settings: &str, changes: &[(&str, &str)]) -> (tempfile::TempDir, String) {
    let root = site("[nginx, caddy]");
    let built = lantoa(root.path(), &["build", "--precompress", "--output", "www/dvk"]);
    assert_eq!(built.status.code(), Some(0), "{}", said(&built));
    let mut text = fs::read_to_string(root.path().join("www/dvk").join(settings)).unwrap();
    for (shipped, own) in changes {
        assert!(text.contains(shipped), "{shipped} is not in {settings}");
        text = text.replace(shipped, own);
    }
    (root, text)
}

#[test]
fn nginx_serves_the_site_by_the_shipped_settings() {
    let port = free_port();
    let (root, settings) = published("may-chu/nginx.conf", &[("listen 80;", &format!("listen 127.0.0.1:{port};"))]);
    let folder = root.path().to_str().unwrap();
    let settings = settings.replace("/var/www/lantoa", &format!("{folder}/www"));
    fs::write(root.path().join("site.conf"), settings).unwrap();
    let temporary: String = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
        .map(|name| format!("{name}_temp_path {folder}/{name};"))
        .concat();
    let main = format!(
        "daemon off; user root; pid {folder}/nginx.pid; error_log stderr; worker_processes 1; events {{}}\n\
        http {{ access_log off; {temporary} include {folder}/site.conf; }}\n"
    );
    fs::write(root.path().join("nginx.conf"), main).unwrap();
    let mut program = Command::new("nginx");
    program.args(["-p", folder, "-c", "nginx.conf"]).env("PATH", "/usr/sbin:/usr/bin:/usr/local/bin:/sbin:/bin");
    let Some(_server) = Server::start(program, port) else { return };
    examine(port, &root.path().join("www"));
}

#[test]
fn caddy_serves_the_site_by_the_shipped_settings() {
    let port = free_port();
    let address = format!("{{\n\tadmin off\n\tauto_https off\n}}\nhttp://127.0.0.1:{port} {{");
    let (root, settings) = published("may-chu/Caddyfile", &[("mau.example {", &address)]);
    let folder = root.path().to_str().unwrap();
    let settings = settings.replace("/var/www/lantoa", &format!("{folder}/www"));
    fs::write(root.path().join("Caddyfile"), settings).unwrap();
    let mut program = Command::new("caddy");
    program.args(["run", "--config", "Caddyfile", "--adapter", "caddyfile"]).current_dir(root.path());
    program.env("XDG_DATA_HOME", folder).env("XDG_CONFIG_HOME", folder).env("HOME", folder);
    let Some(_server) = Server::start(program, port) else { return };
    examine(port, &root.path().join("www"));
}

#[test]
fn each_host_gets_its_file_and_no_other() {
    let root = site("[netlify, Cloudflare, github, gitlab, iis]");
    lantoa(root.path(), &[]);
    let output = root.path().join("output");
    for file in ["_headers", ".nojekyll", "web.config"] {
        assert!(output.join(file).is_file(), "{file}");
    }
    assert!(!output.join("may-chu").exists());
    fs::write(root.path().join("content/site.yaml"), "hosts: []\n").unwrap();
    lantoa(root.path(), &[]);
    let left = names(&output);
    assert!(left.iter().all(|name| !name.starts_with('_') && !name.ends_with(".config")), "{left:?}");
}

/// A workflow that asks before it sends stops there, and a person sees it below all other findings.
#[test]
fn a_host_that_was_asked_for_and_would_refuse_the_site_fails_the_check() {
    let root = site("[]");
    fs::write(root.path().join("content/mo-hinh/keng.md"), format!("{MODEL}\n[Tài liệu](tai-lieu.pdf)\n")).unwrap();
    fs::write(root.path().join("content/mo-hinh/tai-lieu.pdf"), vec![b'%'; 26 << 20]).unwrap();
    for (host, code) in [("cloudflare", 1), ("gitlab", 0)] {
        let checked = lantoa(root.path(), &["check", "--host", host]);
        assert_eq!(checked.status.code(), Some(code), "{}", said(&checked));
        let last = said(&checked).trim_end().lines().last().unwrap_or_default().to_owned();
        assert_eq!(last.starts_with("Nơi đặt sẽ không nhận trang web này: Tệp “"), code == 1, "{last}");
    }
    assert_eq!(lantoa(root.path(), &["check"]).status.code(), Some(0));
}

#[test]
fn compressed_copies_come_and_go_with_their_originals() {
    let root = site("[]");
    let store = root.path().join("store");
    let build = |arguments: &[&str]| {
        let output = command(root.path()).args(arguments).env("LANTOA_CACHE", &store).output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{}", said(&output));
        said(&output)
    };
    build(&["build", "--precompress"]);
    let output = root.path().join("output");
    let with = crate::support::read_all(&output);
    let texts = with.keys().filter(|name| name.ends_with(".html"));
    assert!(texts.clone().count() > 10);
    assert!(texts.clone().all(|name| [".gz", ".br"].iter().all(|end| with.contains_key(&format!("{name}{end}")))));
    assert!(build(&["build", "--precompress"]).contains("Không có gì thay đổi"));
    build(&["build"]);
    let without = names(&output);
    assert!(without.iter().all(|name| !name.ends_with(".gz") && !name.ends_with(".br")), "{without:?}");
    // From the store, and from nothing: the same bytes.
    let warm = "a";
    build(&["build", "--precompress", "--output", warm]);
    fs::remove_dir_all(&store).unwrap();
    build(&["build", "--precompress", "--output", "b"]);
    assert!(crate::support::read_all(&root.path().join(warm)) == crate::support::read_all(&root.path().join("b")));
    assert!(crate::support::read_all(&root.path().join(warm)) == with);
}

#[test]
fn a_workflow_is_added_once_to_a_new_site_or_an_old_one() {
    let root = site("[]");
    for (host, file, wanted) in [
        ("github", ".github/workflows/trang-web.yml", ["fetch-depth: 0", "upload-pages-artifact@v5", "lantoa check"]),
        ("gitlab", ".gitlab-ci.yml", ["GIT_DEPTH: \"0\"", "paths: [public]", "lantoa check"]),
    ] {
        let added = lantoa(root.path(), &["init", ".", "--ci", host]);
        assert_eq!(added.status.code(), Some(0), "{}", said(&added));
        let text = fs::read_to_string(root.path().join(file)).unwrap();
        assert!(wanted.iter().all(|part| text.contains(part)), "{text}");
        let _: serde_yaml::Value = serde_yaml::from_str(&text).unwrap();
        assert_eq!(lantoa(root.path(), &["init", ".", "--ci", host]).status.code(), Some(2), "it exists");
    }
    let new = tempfile::tempdir().unwrap();
    let alone = lantoa(new.path(), &["init", "a", "--ci", "github"]);
    assert!(!said(&alone).contains("Cảnh báo"), "{}", said(&alone));
    // Hosts read workflows at the root of a repository only.
    fs::create_dir(new.path().join(".git")).unwrap();
    fs::write(new.path().join(".git/HEAD"), "ref: refs/heads/master\n").unwrap();
    let below = lantoa(new.path(), &["init", "trang con", "--ci", "github"]);
    assert!(said(&below).contains("lantoa new --root \"trang con\""), "{}", said(&below));
    let text = fs::read_to_string(new.path().join(".github/workflows/trang-web.yml")).unwrap();
    let workflow: serde_yaml::Value = serde_yaml::from_str(&text).unwrap();
    assert_eq!(workflow["on"]["push"]["branches"][0], "master");
    assert_eq!(workflow["jobs"]["build"]["defaults"]["run"]["working-directory"], "trang con/");
    // A site within a site's content is nobody's wish.
    for inside in ["a/content", "a/content/mo-hinh/moi"] {
        let refused = lantoa(new.path(), &["init", inside]);
        assert!(
            refused.status.code() == Some(2) && said(&refused).contains("nằm trong content/"),
            "{}",
            said(&refused)
        );
        assert!(!new.path().join(inside).join("content").exists());
    }
    assert!(new.path().join("a/content/site.yaml").exists() && new.path().join("a/.github").exists());
}
