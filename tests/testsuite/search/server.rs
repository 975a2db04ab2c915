//! A host as readers meet it: with a strict content policy, and not always answering what it was asked for.

use std::collections::HashMap;
use std::fs;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::PathBuf;
use std::time::Duration;

/// What a request gets.
pub(super) enum Answer {
    /// The file of this path, if there is one, else 404.
    File(PathBuf),
    /// Half of that file, as if it were whole.
    Half(PathBuf),
    /// A page of HTML with status 200.
    Html,
    /// 404.
    Gone,
}

/// Serves a folder for as long as the test runs; nothing from elsewhere may load, nothing inline may run. `answer` is given
/// the path below the folder, with what follows a `?`, and how many times that path was asked for before.
pub(super) fn serve(answer: impl Fn(&str, usize) -> Answer + Send + 'static) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        let mut asked: HashMap<String, usize> = HashMap::new();
        for mut stream in listener.incoming().flatten() {
            // A browser opens connections that it may never use.
            let _ = stream.set_read_timeout(Some(Duration::from_millis(500)));
            let mut request = [0; 4096];
            let Ok(length @ 1..) = stream.read(&mut request) else { continue };
            let request = String::from_utf8_lossy(&request[..length]).into_owned();
            let target = request.split(' ').nth(1).unwrap_or("/").trim_start_matches('/');
            let path = target.split('?').next().unwrap_or(target);
            let before = asked.entry(path.to_owned()).or_default();
            let body = match answer(target, *before) {
                Answer::File(path) => fs::read(path).ok(),
                Answer::Half(path) => fs::read(path).ok().map(|bytes| bytes[..bytes.len() / 2].to_vec()),
                Answer::Html => Some(b"<!doctype html><p>wifi</p>".to_vec()),
                Answer::Gone => None,
            };
            *before += 1;
            respond(&mut stream, path, body);
        }
    });
    address
}

fn respond(stream: &mut TcpStream, path: &str, body: Option<Vec<u8>>) {
    let status = if body.is_some() { "200 OK" } else { "404 Not Found" };
    let kind = if path.ends_with(".js") { "text/javascript" } else { "text/html" };
    let body = body.unwrap_or_default();
    let head = format!(
        "HTTP/1.1 {status}\r\nContent-Type: {kind}; charset=utf-8\r\nContent-Length: {}\r\nConnection: close\r\n\
        Content-Security-Policy: default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; form-action 'self'; frame-src 'self'\r\n\r\n",
        body.len()
    );
    let _ = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(&body));
}
