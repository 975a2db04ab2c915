//! A server at the end of a slow line, which counts what it carries.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

const ROUND_TRIP: Duration = Duration::from_millis(150);
const BYTES_PER_SECOND: f64 = 200_000.0;

/// What was carried: address, bytes.
type Carried = Arc<Mutex<Vec<(String, usize)>>>;

pub(crate) struct Line {
    address: String,
    carried: Carried,
    reports: Receiver<String>,
}

#[derive(Clone)]
struct End {
    root: PathBuf,
    slow: bool,
    carried: Carried,
    /// When the line is free again: all connections share it.
    free: Arc<Mutex<Instant>>,
    reports: Sender<String>,
}

impl Line {
    /// Serves `root`, slowly if asked.
    pub(crate) fn open(root: PathBuf, slow: bool) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let (sender, reports) = channel();
        let carried = Carried::default();
        let end =
            End { root, slow, carried: carried.clone(), free: Arc::new(Mutex::new(Instant::now())), reports: sender };
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let end = end.clone();
                std::thread::spawn(move || end.serve(&stream));
            }
        });
        Self { address, carried, reports }
    }

    /// Opens the first page and waits for what it reports.
    pub(crate) fn report(&self, chromium: &Path) -> String {
        let profile = tempfile::tempdir().unwrap();
        let mut browser = Command::new(chromium)
            .args(["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"])
            .args(["--disable-background-networking", "--disable-component-update", "--remote-debugging-port=0"])
            .arg(format!("--user-data-dir={}", profile.path().display()))
            .arg(format!("{}/index.html", self.address))
            .stderr(Stdio::null())
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        let report = self.reports.recv_timeout(Duration::from_secs(120)).unwrap_or_else(|_| String::from("no report"));
        let _ = browser.kill();
        let _ = browser.wait();
        report
    }

    /// Requests and bytes below `prefix`, heads of answers included.
    pub(crate) fn carried(&self, prefix: &str) -> (usize, usize) {
        let carried = self.carried.lock().unwrap();
        let own = carried.iter().filter(|(address, _)| address.starts_with(prefix));
        own.fold((0, 0), |(requests, bytes), (_, more)| (requests + 1, bytes + more))
    }
}

impl End {
    fn serve(&self, stream: &TcpStream) {
        if self.slow {
            std::thread::sleep(ROUND_TRIP);
        }
        let mut reader = BufReader::new(stream);
        while let Some((address, body)) = request(&mut reader) {
            if address == "/report" {
                let _ = self.reports.send(body);
            }
            let file = address.split('?').next().unwrap_or_default().trim_start_matches('/');
            let bytes = std::fs::read(self.root.join(file)).unwrap_or_default();
            let kind = if file.ends_with(".js") { "text/javascript" } else { "text/html" };
            let head = format!(
                "HTTP/1.1 200 OK\r\nContent-Type: {kind}; charset=utf-8\r\nContent-Length: {}\r\n\r\n",
                bytes.len()
            );
            if self.slow {
                self.wait(head.len() + bytes.len());
            }
            self.carried.lock().unwrap().push((address, head.len() + bytes.len()));
            let mut out = stream;
            if out.write_all(head.as_bytes()).and_then(|()| out.write_all(&bytes)).is_err() {
                return;
            }
        }
    }

    /// A round trip, and the time the bytes take after those already on the line.
    fn wait(&self, bytes: usize) {
        let arrival = {
            let mut free = self.free.lock().unwrap();
            *free = (*free).max(Instant::now() + ROUND_TRIP) + Duration::from_secs_f64(bytes as f64 / BYTES_PER_SECOND);
            *free
        };
        std::thread::sleep(arrival.saturating_duration_since(Instant::now()));
    }
}

/// The next request's address and body.
fn request(reader: &mut BufReader<&TcpStream>) -> Option<(String, String)> {
    let mut first = String::new();
    if reader.read_line(&mut first).ok()? == 0 {
        return None;
    }
    let mut length = 0;
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).ok()?;
        if line.trim().is_empty() {
            break;
        }
        if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length:") {
            length = value.trim().parse().unwrap_or(0);
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    Some((first.split(' ').nth(1)?.to_owned(), String::from_utf8_lossy(&body).into_owned()))
}
