//! The HTTP server: accepts connections, parses requests, writes responses. The only module that uses sockets and
//! tiny_http.
//!
//! tiny_http parses header lines and writes responses. Its server loop is not used: it limits neither heads nor slow
//! clients, and has two open advisories (CVE-2026-66752, request smuggling; CVE-2026-66753, header injection). The loop
//! here is small because it does little: each connection has its own thread, one request, one response, and is closed.
//! Limits against other clients than the editor's browser: [`MAX_HEAD`] bytes and [`HEAD_TIMEOUT`] for a head,
//! [`RESPONSE_TIMEOUT`] for a response, and [`MAX_CONNECTIONS`], beyond which the oldest connection is closed. A body is
//! read only after the handler has accepted its head, up to the length that the handler allows, within [`BODY_TIMEOUT`].
//! No part of a request is ever copied into the head of a response.

#[cfg(test)]
mod hostile;
mod request;

use std::collections::VecDeque;
use std::io::{self, ErrorKind, Read, Write};
use std::net::{Ipv4Addr, Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use tiny_http::{HTTPVersion, Header};

use request::MAX_HEAD;

pub(super) use request::{API, AllowedHosts, Post, Request, RequestError};

/// Time for a head to arrive, and for one event to be sent.
const HEAD_TIMEOUT: Duration = Duration::from_secs(5);
/// Time for a body to arrive: a photograph from a slow disk.
const BODY_TIMEOUT: Duration = Duration::from_secs(30);
/// Time for a response to be sent.
const RESPONSE_TIMEOUT: Duration = Duration::from_secs(60);
/// Largest number of open connections.
const MAX_CONNECTIONS: usize = 64;
/// Number of further ports that are tried if the requested one is taken.
const MORE_PORTS: u16 = 20;

/// A response.
pub(super) struct Response {
    pub(super) status: u16,
    pub(super) content_type: &'static str,
    pub(super) body: Vec<u8>,
    /// The ETag, without quotes; empty for none.
    pub(super) etag: String,
    /// What the page may load and who may show it in a frame (Content-Security-Policy); empty for none.
    pub(super) policy: &'static str,
}

/// Answers requests.
pub(super) trait Handler: Send + Sync + 'static {
    /// The response to a request from `peer`; `body` is empty unless it is a POST request.
    fn respond(&self, request: &Request, body: &[u8], peer: SocketAddr) -> Response;
    /// The largest body that is read for this POST request, in bytes.
    ///
    /// # Errors
    /// If it is refused.
    fn accept(&self, url_path: &str, post: &Post) -> Result<usize, RequestError>;
    /// Whether `url_path` is the event stream, for which [`write_events`](Self::write_events) is called instead.
    fn is_event_stream(&self, url_path: &str) -> bool;
    /// Writes a whole response with events. Returns only when writing fails.
    fn write_events(&self, out: &mut dyn Write) -> io::Result<()>;
}

/// Binds `port`, or the next free one; with 0 any free one. With `lan` on all interfaces, else on loopback only.
pub(super) fn bind(port: u16, lan: bool) -> io::Result<TcpListener> {
    let host = if lan { Ipv4Addr::UNSPECIFIED } else { Ipv4Addr::LOCALHOST };
    let mut last_error = io::Error::from(ErrorKind::AddrInUse);
    for port in port..=port.saturating_add(if port == 0 { 0 } else { MORE_PORTS }) {
        match TcpListener::bind((host, port)) {
            Ok(listener) => return Ok(listener),
            Err(error) => last_error = error,
        }
    }
    Err(last_error)
}

/// Accepts connections and answers them; never returns.
pub(super) fn listen(listener: &TcpListener, allowed: AllowedHosts, handler: &Arc<impl Handler>) {
    let pool = Arc::new(ConnectionPool::default());
    for stream in listener.incoming() {
        // The client closed the connection early, or the process has no file descriptor left, which passes.
        let Ok(stream) = stream else {
            std::thread::sleep(Duration::from_millis(5));
            continue;
        };
        let Some(guard) = ConnectionPool::add(&pool, &stream) else { continue };
        let handler = handler.clone();
        // If no thread can be started, the connection is dropped, and the browser tries again.
        let _ = std::thread::Builder::new().spawn(move || {
            let _guard = guard;
            // Errors here mean that the client has closed the connection.
            let _ = handle_connection(&stream, allowed, &*handler);
        });
    }
}

fn handle_connection(stream: &TcpStream, allowed: AllowedHosts, handler: &impl Handler) -> io::Result<()> {
    let peer = stream.peer_addr()?;
    stream.set_nodelay(true)?;
    let mut out = DeadlineWriter { stream, deadline: Instant::now() + RESPONSE_TIMEOUT };
    match read_request(stream, allowed, handler) {
        Ok((request, _)) if handler.is_event_stream(&request.url_path) && !request.head_only => {
            stream.set_write_timeout(Some(HEAD_TIMEOUT))?;
            let mut out = stream;
            return handler.write_events(&mut out);
        }
        Ok((request, body)) => {
            let response = handler.respond(&request, &body, peer);
            // Publishing a large site takes longer than a response may.
            out.deadline = Instant::now() + RESPONSE_TIMEOUT;
            write(&mut out, response, request.head_only)?;
        }
        Err(error) => write(&mut out, error_response(error), false)?,
    }
    close(stream)
}

/// Reads and parses a head, and the body of a POST request that the handler accepts.
fn read_request(
    stream: &TcpStream,
    allowed: AllowedHosts,
    handler: &impl Handler,
) -> Result<(Request, Vec<u8>), RequestError> {
    let (head, mut body) = read_head(stream)?;
    let request = request::parse(&head, allowed)?;
    let Some(post) = &request.post else { return Ok((request, Vec::new())) };
    if post.length > handler.accept(&request.url_path, post)? {
        return Err(RequestError::Body);
    }
    read_body(stream, &mut body, post.length)?;
    Ok((request, body))
}

/// Reads the rest of a body of `length` bytes, of which `body` has the beginning.
fn read_body(stream: &TcpStream, body: &mut Vec<u8>, length: usize) -> Result<(), RequestError> {
    let deadline = Instant::now() + BODY_TIMEOUT;
    let mut buffer = vec![0; 64 * 1024];
    while body.len() < length {
        let read = read_some(stream, &mut buffer, deadline)?;
        body.extend_from_slice(&buffer[..read]);
    }
    // What is longer than it says hides a second request.
    if body.len() > length { Err(RequestError::Malformed) } else { Ok(()) }
}

/// Reads what has arrived, at least one byte.
fn read_some(mut stream: &TcpStream, buffer: &mut [u8], deadline: Instant) -> Result<usize, RequestError> {
    loop {
        let left = deadline.saturating_duration_since(Instant::now());
        if left.is_zero() || stream.set_read_timeout(Some(left)).is_err() {
            return Err(RequestError::Timeout);
        }
        match stream.read(buffer) {
            Ok(0) => return Err(RequestError::Malformed),
            Ok(read) => return Ok(read),
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(_) => return Err(RequestError::Timeout),
        }
    }
}

/// Reads up to and including the first empty line. Also gives the bytes that have arrived behind it: the beginning of a
/// body, or of a second request, which is ignored.
fn read_head(stream: &TcpStream) -> Result<(Vec<u8>, Vec<u8>), RequestError> {
    let deadline = Instant::now() + HEAD_TIMEOUT;
    let mut head = Vec::with_capacity(1024);
    let mut buffer = [0; 1024];
    loop {
        let read = read_some(stream, &mut buffer, deadline)?;
        head.extend_from_slice(&buffer[..read]);
        if let Some(end) = head.windows(4).position(|bytes| bytes == b"\r\n\r\n") {
            let rest = head.split_off(end + 4);
            return if head.len() > MAX_HEAD { Err(RequestError::LongHead) } else { Ok((head, rest)) };
        }
        if head.len() > MAX_HEAD {
            return Err(RequestError::LongHead);
        }
    }
}

/// Writes a response as HTTP/1.0, in which the connection closes by default.
fn write(out: &mut impl Write, response: Response, head_only: bool) -> io::Result<()> {
    let mut headers: Vec<Header> = [
        ("Server", "lantoa"),
        ("Content-Type", response.content_type),
        ("Cache-Control", "no-store"),
        ("X-Content-Type-Options", "nosniff"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
    ]
    .into_iter()
    .filter_map(|(name, value)| Header::from_bytes(name, value).ok())
    .collect();
    if !response.etag.is_empty() {
        headers.extend(Header::from_bytes("ETag", format!("\"{}\"", response.etag)).ok());
    }
    if !response.policy.is_empty() {
        headers.extend(Header::from_bytes("Content-Security-Policy", response.policy).ok());
    }
    if response.status == RequestError::Method.status() {
        headers.extend(Header::from_bytes("Allow", "GET, HEAD").ok());
    }
    let length = response.body.len();
    let printer =
        tiny_http::Response::new(response.status.into(), headers, response.body.as_slice(), Some(length), None);
    let mut bytes = Vec::with_capacity(length + 512);
    printer.raw_print(&mut bytes, HTTPVersion(1, 0), &[], head_only, None)?;
    out.write_all(&bytes)?;
    out.flush()
}

/// The URL path that a request with this head asks for, if the head is accepted on port 1111 with the desk; for fuzzing.
#[doc(hidden)]
pub fn requested(head: &[u8]) -> Option<String> {
    let allowed = AllowedHosts { port: 1111, lan: false, posts: true };
    request::parse(head, allowed).ok().map(|request| request.url_path)
}

fn error_response(error: RequestError) -> Response {
    let body = format!("{} {error:?}\n", error.status()).into_bytes();
    Response {
        status: error.status(),
        content_type: "text/plain; charset=utf-8",
        body,
        etag: String::new(),
        policy: "",
    }
}

/// Closes the connection after reading what the client still sends. Closing with unread bytes would reset the
/// connection, and the client might lose the response.
fn close(mut stream: &TcpStream) -> io::Result<()> {
    stream.shutdown(Shutdown::Write)?;
    stream.set_read_timeout(Some(Duration::from_millis(200)))?;
    let mut rest = [0; 4096];
    for _ in 0..16 {
        if stream.read(&mut rest)? == 0 {
            break;
        }
    }
    Ok(())
}

/// A stream whose writes fail after `deadline`.
struct DeadlineWriter<'s> {
    stream: &'s TcpStream,
    deadline: Instant,
}

impl Write for DeadlineWriter<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let left = self.deadline.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Err(ErrorKind::TimedOut.into());
        }
        self.stream.set_write_timeout(Some(left))?;
        self.stream.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.stream.flush()
    }
}

/// The open connections.
#[derive(Default)]
struct ConnectionPool {
    connections: Mutex<Connections>,
}

#[derive(Default)]
struct Connections {
    /// Number of the last connection.
    last: u64,
    /// The open ones by number, oldest first.
    open: VecDeque<(u64, TcpStream)>,
}

/// Removes a connection from its pool when dropped.
struct ConnectionGuard {
    number: u64,
    pool: Arc<ConnectionPool>,
}

impl ConnectionPool {
    /// Adds a connection. If there are already [`MAX_CONNECTIONS`], the oldest is closed. `None` if the process has no
    /// file descriptor left.
    fn add(pool: &Arc<Self>, stream: &TcpStream) -> Option<ConnectionGuard> {
        let copy = stream.try_clone().ok()?;
        let mut connections = pool.lock();
        if connections.open.len() >= MAX_CONNECTIONS
            && let Some((_, oldest)) = connections.open.pop_front()
        {
            // Fails if it has just been closed.
            let _ = oldest.shutdown(Shutdown::Both);
        }
        connections.last += 1;
        let number = connections.last;
        connections.open.push_back((number, copy));
        drop(connections);
        Some(ConnectionGuard { number, pool: pool.clone() })
    }

    fn lock(&self) -> MutexGuard<'_, Connections> {
        self.connections.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for ConnectionGuard {
    fn drop(&mut self) {
        self.pool.lock().open.retain(|(number, _)| *number != self.number);
    }
}
