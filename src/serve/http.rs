//! The only file that holds sockets and knows tiny_http: connections in, bytes out.
//!
//! Every connection has a thread of its own, one request and an end. What bounds a stranger: a head has
//! [`LONGEST_HEAD`] bytes and [`PATIENCE`], an answer [`LONGEST_ANSWER`], and when [`MOST`] connections are open, the
//! oldest gives way. tiny_http parses header lines and writes answers; its own server loop has none of these bounds, so it is not used.
//! Nothing that came in with a request is ever copied into the head of an answer.

use std::collections::VecDeque;
use std::io::{self, ErrorKind, Read, Write};
use std::net::{Ipv4Addr, Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use tiny_http::{HTTPVersion, Header, Response};

use super::request::{self, LONGEST_HEAD, Names, Refused, Request};

/// How long a head may take to arrive.
const PATIENCE: Duration = Duration::from_secs(5);
/// How long an answer may take to leave.
const LONGEST_ANSWER: Duration = Duration::from_secs(60);
/// How many connections may be open.
const MOST: usize = 64;
/// How many ports are tried, from the one asked for.
const PORTS: u16 = 20;

/// What is sent back.
pub(super) struct Answer {
    pub(super) status: u16,
    /// Content type.
    pub(super) kind: &'static str,
    pub(super) bytes: Vec<u8>,
    /// Stands for the bytes; empty where nobody compares.
    pub(super) tag: String,
}

/// Where a connection's answer comes from.
pub(super) trait Site: Send + Sync + 'static {
    /// The answer to a request from `peer`.
    fn answer(&self, request: &Request, peer: SocketAddr) -> Answer;
    /// Whether `address` is a stream of events instead, which is then written until it fails.
    fn is_stream(&self, address: &str) -> bool;
    /// Writes events until the connection fails.
    fn stream(&self, out: &mut dyn Write) -> io::Result<()>;
}

/// Binds `port` or the next free one; 0 is any free one. `lan` binds all of the machine's addresses, else only its own.
pub(super) fn bind(port: u16, lan: bool) -> io::Result<TcpListener> {
    let host = if lan { Ipv4Addr::UNSPECIFIED } else { Ipv4Addr::LOCALHOST };
    let mut refused = io::Error::from(ErrorKind::AddrInUse);
    for port in port..=port.saturating_add(if port == 0 { 0 } else { PORTS }) {
        match TcpListener::bind((host, port)) {
            Ok(listener) => return Ok(listener),
            Err(error) => refused = error,
        }
    }
    Err(refused)
}

/// Answers connections for ever.
pub(super) fn listen(listener: &TcpListener, names: Names, site: &Arc<impl Site>) {
    let open = Arc::new(Open::default());
    for stream in listener.incoming() {
        // A connection that broke before it was taken is nobody's loss; a lack of descriptors passes.
        let Ok(stream) = stream else {
            std::thread::sleep(Duration::from_millis(5));
            continue;
        };
        let Some(place) = Open::enter(&open, &stream) else { continue };
        let site = site.clone();
        // If no thread can be had, the connection is dropped, and the browser asks again.
        let _ = std::thread::Builder::new().spawn(move || {
            let _place = place;
            // What goes wrong now is the other side's going away.
            let _ = converse(&stream, names, &*site);
        });
    }
}

fn converse(stream: &TcpStream, names: Names, site: &impl Site) -> io::Result<()> {
    let peer = stream.peer_addr()?;
    stream.set_nodelay(true)?;
    let mut out = Timed { stream, until: Instant::now() + LONGEST_ANSWER };
    match read_head(stream).and_then(|head| request::read(&head, names)) {
        Ok(request) if site.is_stream(&request.address) && !request.head_only => {
            stream.set_write_timeout(Some(PATIENCE))?;
            let mut out = stream;
            return site.stream(&mut out);
        }
        Ok(request) => write(&mut out, site.answer(&request, peer), request.head_only)?,
        Err(refused) => write(&mut out, refusal(refused), false)?,
    }
    hang_up(stream)
}

/// Everything up to the first empty line.
fn read_head(mut stream: &TcpStream) -> Result<Vec<u8>, Refused> {
    let until = Instant::now() + PATIENCE;
    let mut head = Vec::with_capacity(1024);
    let mut some = [0; 1024];
    loop {
        let left = until.saturating_duration_since(Instant::now());
        if left.is_zero() || stream.set_read_timeout(Some(left)).is_err() {
            return Err(Refused::Slow);
        }
        match stream.read(&mut some) {
            Ok(0) => return Err(Refused::Malformed),
            Ok(read) => head.extend_from_slice(&some[..read]),
            Err(error) if error.kind() == ErrorKind::Interrupted => continue,
            Err(_) => return Err(Refused::Slow),
        }
        if let Some(end) = head.windows(4).position(|bytes| bytes == b"\r\n\r\n") {
            // What follows is a body or a second request: neither is read.
            head.truncate(end + 4);
            return if head.len() > LONGEST_HEAD { Err(Refused::LongHead) } else { Ok(head) };
        }
        if head.len() > LONGEST_HEAD {
            return Err(Refused::LongHead);
        }
    }
}

/// As HTTP/1.0, which says by itself that the connection ends here.
fn write(out: &mut impl Write, answer: Answer, head_only: bool) -> io::Result<()> {
    let mut headers: Vec<Header> = [
        ("Server", "lantoa"),
        ("Content-Type", answer.kind),
        ("Cache-Control", "no-store"),
        ("X-Content-Type-Options", "nosniff"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
    ]
    .into_iter()
    .filter_map(|(name, value)| Header::from_bytes(name, value).ok())
    .collect();
    if !answer.tag.is_empty() {
        headers.extend(Header::from_bytes("ETag", format!("\"{}\"", answer.tag)).ok());
    }
    if answer.status == Refused::Method.status() {
        headers.extend(Header::from_bytes("Allow", "GET, HEAD").ok());
    }
    let length = answer.bytes.len();
    let response = Response::new(answer.status.into(), headers, answer.bytes.as_slice(), Some(length), None);
    let mut whole = Vec::with_capacity(length + 512);
    response.raw_print(&mut whole, HTTPVersion(1, 0), &[], head_only, None)?;
    out.write_all(&whole)?;
    out.flush()
}

fn refusal(refused: Refused) -> Answer {
    let bytes = format!("{} {refused:?}\n", refused.status()).into_bytes();
    Answer { status: refused.status(), kind: "text/plain; charset=utf-8", bytes, tag: String::new() }
}

/// Ends the connection so that what was written still arrives: closing with unread bytes would take it back.
fn hang_up(mut stream: &TcpStream) -> io::Result<()> {
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

/// Writes that must be done by a certain time, all together.
struct Timed<'s> {
    stream: &'s TcpStream,
    until: Instant,
}

impl Write for Timed<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let left = self.until.saturating_duration_since(Instant::now());
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

/// The open connections, oldest first.
#[derive(Default)]
struct Open {
    streams: Mutex<(u64, VecDeque<(u64, TcpStream)>)>,
}

/// A connection's place among the open ones, given up when it ends.
struct Seat {
    number: u64,
    open: Arc<Open>,
}

impl Open {
    /// Takes a place; if all are taken, the oldest connection is cut off.
    fn enter(open: &Arc<Self>, stream: &TcpStream) -> Option<Seat> {
        let copy = stream.try_clone().ok()?;
        let mut inside = open.lock();
        if inside.1.len() >= MOST
            && let Some((_, oldest)) = inside.1.pop_front()
        {
            // Already gone is as good.
            let _ = oldest.shutdown(Shutdown::Both);
        }
        inside.0 += 1;
        let number = inside.0;
        inside.1.push_back((number, copy));
        drop(inside);
        Some(Seat { number, open: open.clone() })
    }

    fn lock(&self) -> MutexGuard<'_, (u64, VecDeque<(u64, TcpStream)>)> {
        self.streams.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        self.open.lock().1.retain(|(number, _)| *number != self.number);
    }
}
