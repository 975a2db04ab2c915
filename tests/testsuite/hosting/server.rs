//! A host of static files that a test stops, fills anew and breaks while a browser is using it.

use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// Files by URL path.
pub(crate) type Files = BTreeMap<String, Vec<u8>>;

/// What the host does at the moment.
#[derive(Default)]
struct State {
    files: Files,
    /// Whether it closes every connection without an answer.
    is_down: bool,
    /// Whether it redirects `x.html` to `x`, and answers for that, as Cloudflare Pages does.
    drops_extension: bool,
    /// What it answers with, whatever is asked for: status and a page.
    instead: Option<(&'static str, &'static str)>,
    /// How many more files it answers for before it goes down.
    left: Option<usize>,
    /// URL paths in the order they were asked for.
    asked: Vec<String>,
}

/// A running host; the site is below a folder of it.
pub(crate) struct Host {
    state: Arc<Mutex<State>>,
    /// Address of the site, with `/` at its end.
    pub(crate) address: String,
    pub(super) origin: String,
}

impl Host {
    /// Serves `files` below `/folder/`; `folder` may be empty.
    pub(crate) fn start(folder: &str, files: Files) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let origin = format!("http://{}", listener.local_addr().unwrap());
        let base = if folder.is_empty() { "/".to_owned() } else { format!("/{folder}/") };
        let state = Arc::new(Mutex::new(State { files, ..State::default() }));
        let (shared, prefix) = (state.clone(), base.clone());
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (state, prefix) = (shared.clone(), prefix.clone());
                std::thread::spawn(move || answer(stream, &prefix, &state));
            }
        });
        Self { state, address: format!("{origin}{base}"), origin }
    }

    fn set(&self, change: impl FnOnce(&mut State)) {
        change(&mut self.state.lock().unwrap());
    }

    pub(super) fn stop(&self) {
        self.set(|state| state.is_down = true);
    }

    pub(super) fn go_on(&self) {
        self.set(|state| (state.is_down, state.left, state.instead) = (false, None, None));
    }

    /// Puts other files in place of all, or of those whose path `is_changed` names.
    pub(super) fn deploy(&self, files: &Files, is_changed: impl Fn(&str) -> bool) {
        self.set(|state| {
            state.files.retain(|path, _| !is_changed(path));
            let changed = files.iter().filter(|(path, _)| is_changed(path));
            state.files.extend(changed.map(|(path, bytes)| (path.clone(), bytes.clone())));
        });
    }

    pub(super) fn drop_extensions(&self) {
        self.set(|state| state.drops_extension = true);
    }

    pub(super) fn die_after(&self, files: usize) {
        self.set(|state| state.left = Some(files));
    }

    pub(super) fn answer_all_with(&self, status: &'static str, page: &'static str) {
        self.set(|state| state.instead = Some((status, page)));
    }

    /// What was asked for since the last call.
    pub(super) fn asked(&self) -> Vec<String> {
        std::mem::take(&mut self.state.lock().unwrap().asked)
    }
}

fn answer(mut stream: TcpStream, prefix: &str, state: &Mutex<State>) {
    // A browser opens connections that it may never use.
    let _ = stream.set_read_timeout(Some(Duration::from_secs(5)));
    // Enough for the longest address that a browser sends here.
    let (mut request, mut length) = (vec![0; 64 * 1024], 0);
    while !request[..length].ends_with(b"\r\n\r\n") {
        let Ok(more @ 1..) = stream.read(&mut request[length..]) else { return };
        length += more;
    }
    let request = String::from_utf8_lossy(&request[..length]).into_owned();
    let target = request.split(' ').nth(1).unwrap_or("/").split('?').next().unwrap_or("/");
    let Some(path) = target.strip_prefix(prefix) else { return respond(&mut stream, "404 Not Found", "", b"") };
    let (status, extra, body) = {
        let mut state = state.lock().unwrap();
        state.is_down |= state.left == Some(0);
        if state.is_down {
            return;
        }
        state.left = state.left.map(|left| left - 1);
        state.asked.push(path.to_owned());
        match state.instead {
            Some((status, page)) => (status, String::new(), page.into()),
            None => find(&state, prefix, path),
        }
    };
    let path = if body.starts_with(b"<!doctype html>") { "page.html" } else { path };
    respond(&mut stream, status, &format!("Content-Type: {}\r\n{extra}", media_type(path)), &body);
}

fn find(state: &State, prefix: &str, path: &str) -> (&'static str, String, Vec<u8>) {
    let file = if path.is_empty() { "index.html" } else { path };
    if let Some(stem) = path.strip_suffix(".html").filter(|_| state.drops_extension) {
        let stem = if stem == "index" { "" } else { stem };
        return ("308 Permanent Redirect", format!("Location: {prefix}{stem}\r\n"), Vec::new());
    }
    let found = state.files.get(file).or_else(|| state.files.get(&format!("{file}.html")));
    match found {
        // Browsers may keep pages for ten minutes, as on GitHub Pages: what is taken along must not come from there.
        Some(bytes) => ("200 OK", "Cache-Control: max-age=600\r\n".to_owned(), bytes.clone()),
        None => ("404 Not Found", String::new(), state.files.get("404.html").cloned().unwrap_or_default()),
    }
}

fn media_type(path: &str) -> &'static str {
    match path.rsplit_once('.').map_or("", |(_, extension)| extension) {
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" => "application/json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" => "image/jpeg",
        _ => "text/html; charset=utf-8",
    }
}

fn respond(stream: &mut TcpStream, status: &str, headers: &str, body: &[u8]) {
    let head = format!("HTTP/1.1 {status}\r\n{headers}Content-Length: {}\r\nConnection: close\r\n\r\n", body.len());
    let _ = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(body));
}
