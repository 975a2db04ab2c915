//! What an editor sees in the browser while writing. Needs Chromium, as the tests of the search do.

mod both;
mod desk;
mod offers;
mod pages;
mod pictures;
mod small;
mod told;

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::time::{Duration, Instant};

use crate::support::browser;

/// Longest time to wait for anything.
const PATIENCE: Duration = Duration::from_secs(40);

/// A page that says all the time what it shows.
const PAGE: &str = r##"<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>x</title>
<link rel="stylesheet" href="{{ page.root }}{{ site.style }}"></head>
<body style="min-height:6000px"><h1>{{ model.title }}</h1>
<script>
const born = Math.random().toString(36).slice(2);
setInterval(() => {
  const panel = document.querySelector("lantoa-findings");
  const sheet = getComputedStyle(document.querySelector("h1")).color;
  const says = panel ? panel.shadowRoot.textContent : "no panel";
  const all = [document.querySelector("h1").textContent, sheet, born, Math.round(scrollY), says].join(" | ");
  fetch("http://127.0.0.1:REPORTS/?" + encodeURIComponent(all), { mode: "no-cors" }).catch(() => {});
  if (!sessionStorage.scrolled) { sessionStorage.scrolled = 1; scrollTo(0, 1500); }
}, 50);
</script></body></html>
"##;

const KENG: &str = "content/mo-hinh/keng.md";

fn model(title: &str) -> String {
    format!("---\ntitle: {title}\nlocality: Xã Đông Giang, tỉnh Lâm Đồng\nfield: kinh-te\n---\n\nBài viết.\n")
}

fn write(root: &Path, path: &str, text: &str) {
    let path = root.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

/// A program that ends with the test.
struct Program(Child);

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// What the page says it shows.
struct Reports(Receiver<String>);

impl Reports {
    /// Listens; also gives the port.
    fn listen() -> (Self, u16) {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let (sender, reports) = mpsc::channel();
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let mut stream = stream.unwrap();
                let mut head = [0; 8192];
                let read = stream.read(&mut head).unwrap_or(0);
                let _ = stream.write_all(b"HTTP/1.0 204 No Content\r\n\r\n");
                let head = String::from_utf8_lossy(&head[..read]).into_owned();
                let said = head.split("/?").nth(1).and_then(|rest| rest.split(' ').next()).unwrap_or("").to_owned();
                if sender.send(decoded(&said)).is_err() {
                    return;
                }
            }
        });
        (Self(reports), port)
    }

    /// Waits for a report.
    fn wait(&self, what: &str, until: impl Fn(&str) -> bool) -> String {
        let end = Instant::now() + PATIENCE;
        let mut last = String::new();
        while let Ok(report) = self.0.recv_timeout(end.saturating_duration_since(Instant::now())) {
            if until(&report) {
                return report;
            }
            last = report;
        }
        panic!("{what} never came; the page last said: {last}");
    }
}

fn decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        let mut digit = || char::from(rest.next().unwrap_or(b'0')).to_digit(16).unwrap_or(0) as u8;
        bytes.push(if byte == b'%' { digit() * 16 + digit() } else { byte });
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// The part of a report that changes when the page is loaded anew.
fn born(report: &str) -> &str {
    report.split(" | ").nth(2).unwrap()
}

fn serve(root: &Path) -> (Program, u16) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_lantoa"));
    command.args(["serve", "--port", "0", "--root"]).arg(root).stdin(Stdio::null()).env("LANTOA_CACHE", "");
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let port = line.split("localhost:").nth(1).unwrap().split('/').next().unwrap().parse().unwrap();
    (Program(child), port)
}

#[test]
fn a_save_shows_without_a_key_pressed_and_what_is_wrong_lies_over_the_page() {
    let Some(chromium) = browser::chromium() else { return };
    let (root, profile) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let root = root.path();
    let (reports, port) = Reports::listen();
    write(root, "content/site.yaml", "title: Thử\ntheme: thu\n");
    write(root, "themes/thu/templates/model.html", &PAGE.replace("REPORTS", &port.to_string()));
    write(root, "themes/thu/style/99-own.css", "h1{color:rgb(1, 2, 3)}");
    write(root, KENG, &model("Tiếng kẻng"));
    let (_server, port) = serve(root);
    let mut command = Command::new(chromium);
    command.args(["--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--remote-debugging-port=0"]);
    command.arg(format!("--user-data-dir={}", profile.path().display()));
    command.arg(format!("http://localhost:{port}/mo-hinh/keng.html"));
    let _browser = Program(command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap());

    let first = reports.wait("the page", |page| {
        page.starts_with("Tiếng kẻng | rgb(1, 2, 3)") && page.contains("| 1500 |") && page.ends_with("no panel")
    });

    write(root, "themes/thu/style/99-own.css", "h1{color:rgb(4, 5, 6)}");
    let restyled = reports.wait("the new colour", |page| page.contains("rgb(4, 5, 6)"));
    assert_eq!(born(&restyled), born(&first), "a sheet is swapped in place");

    write(root, KENG, &model("Tiếng trống"));
    let changed = reports.wait("the new title", |page| page.starts_with("Tiếng trống") && page.contains("| 1500 |"));
    assert_ne!(born(&changed), born(&first));

    write(root, KENG, &model("Tiếng trống").replace("kinh-te", "kinh-tế-gì-đó"));
    let told = reports.wait("the panel", |page| page.contains("keng.md:4"));
    assert!(told.contains("field: kinh-tế-gì-đó"), "the line itself: {told}");
    write(root, KENG, &model("Tiếng trống"));
    reports.wait("the panel's going", |page| page.ends_with("no panel"));
}

/// Runs `lantoa serve` and gives what it says up to its address.
fn begin(root: &Path, port: &str) -> (Program, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_lantoa"));
    command
        .args(["serve", "--lang", "en", "--port", port, "--root"])
        .arg(root)
        .stdin(Stdio::null())
        .env("LANTOA_CACHE", "");
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut said = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut said).unwrap();
    let mut warned = [0; 4096];
    let read = child.stderr.take().unwrap().read(&mut warned).unwrap();
    (Program(child), String::from_utf8_lossy(&warned[..read]).into_owned() + &said)
}

#[test]
fn a_taken_port_is_told_and_an_interrupt_ends_at_once() {
    let root = tempfile::tempdir().unwrap();
    write(root.path(), KENG, &model("Tiếng kẻng"));
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let (mut program, said) = begin(root.path(), &port);
    assert!(said.contains(&format!("Port {port} is taken")), "{said}");
    assert!(!root.path().join("output").exists(), "nothing is ever written");
    if cfg!(unix) {
        let number = program.0.id().to_string();
        assert!(Command::new("kill").args(["-INT", &number]).status().unwrap().success());
        let until = Instant::now() + Duration::from_secs(5);
        while program.0.try_wait().unwrap().is_none() {
            assert!(Instant::now() < until, "it goes on");
            std::thread::sleep(Duration::from_millis(10));
        }
    }
}
