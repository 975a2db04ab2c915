//! The head of a request: bytes → what is asked for, or why that is refused. Pure; the sockets are [`super::http`]'s.
//!
//! The server answers one browser that an editor has open, so everything that is not needed for that is refused:
//! other methods than GET and HEAD, bodies, names of other hosts (a page elsewhere whose name is made to point here: DNS
//! rebinding), pages of other origins, and everything in a head that is not exactly as RFC 9112 writes it.

use std::net::IpAddr;

use tiny_http::{Header, Method};

/// Bytes a head may have.
pub(super) const LONGEST_HEAD: usize = 8 * 1024;
/// Bytes the asked-for address may have.
const LONGEST_TARGET: usize = 1024;

/// What is asked for.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Request {
    /// Address below the site's root, decoded, without the query: `mo-hinh/keng.html`.
    pub(super) address: String,
    /// Whether only the head of the answer is wanted.
    pub(super) head_only: bool,
}

/// Why a request is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Refused {
    /// Not HTTP as it is written down.
    Malformed,
    /// A host or origin that is not this server.
    Stranger,
    /// Neither GET nor HEAD.
    Method,
    /// It came too slowly.
    Slow,
    /// A body, which no request here has.
    Body,
    /// The address is too long.
    LongTarget,
    /// The head is too long.
    LongHead,
    /// A version of HTTP other than 1.0 and 1.1.
    Version,
}

impl Refused {
    /// The status code (RFC 9110, section 15).
    pub(super) fn status(self) -> u16 {
        match self {
            Self::Malformed => 400,
            Self::Stranger => 403,
            Self::Method => 405,
            Self::Slow => 408,
            Self::Body => 413,
            Self::LongTarget => 414,
            Self::LongHead => 431,
            Self::Version => 505,
        }
    }
}

/// By which names this server may be called.
#[derive(Debug, Clone, Copy)]
pub(super) struct Names {
    /// The port it listens on.
    pub(super) port: u16,
    /// Whether others than this machine may call, by its number. Never by a name: names can be made to point anywhere.
    pub(super) lan: bool,
}

/// Reads a head, which ends with an empty line.
pub(super) fn read(head: &[u8], names: Names) -> Result<Request, Refused> {
    let text = std::str::from_utf8(head).map_err(|_| Refused::Malformed)?;
    let text = text.strip_suffix("\r\n\r\n").ok_or(Refused::Malformed)?;
    let mut lines = text.split("\r\n");
    let (head_only, target) = first_line(lines.next().unwrap_or(""))?;
    let mut host = None;
    let mut origin = None;
    for line in lines {
        let header = header(line)?;
        let is = |name: &'static str| header.field.equiv(name);
        let value = header.value.as_str();
        if is("Host") {
            if host.replace(value.to_owned()).is_some() {
                return Err(Refused::Malformed);
            }
        } else if is("Origin") {
            if origin.replace(value.to_owned()).is_some() {
                return Err(Refused::Malformed);
            }
        } else if is("Transfer-Encoding") || is("Expect") || (is("Content-Length") && value != "0") {
            return Err(Refused::Body);
        }
    }
    let host = host.ok_or(Refused::Malformed)?;
    if !names.include(&host) || origin.is_some_and(|origin| origin != format!("http://{host}")) {
        return Err(Refused::Stranger);
    }
    Ok(Request { address: address(target)?, head_only })
}

fn first_line(line: &str) -> Result<(bool, &str), Refused> {
    let mut words = line.split(' ');
    let (Some(method), Some(target), Some(version), None) = (words.next(), words.next(), words.next(), words.next())
    else {
        return Err(Refused::Malformed);
    };
    if !version.starts_with("HTTP/") {
        return Err(Refused::Malformed);
    }
    if !matches!(version, "HTTP/1.0" | "HTTP/1.1") {
        return Err(Refused::Version);
    }
    let head_only = match method.parse::<Method>() {
        Ok(Method::Get) if method == "GET" => false,
        Ok(Method::Head) if method == "HEAD" => true,
        _ => return Err(Refused::Method),
    };
    if target.len() > LONGEST_TARGET {
        return Err(Refused::LongTarget);
    }
    Ok((head_only, target))
}

/// A line `Name: value`. Continued lines, blanks before the colon and control characters are refused.
fn header(line: &str) -> Result<Header, Refused> {
    let (name, value) = line.split_once(':').ok_or(Refused::Malformed)?;
    let token = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c);
    if name.is_empty() || !name.chars().all(token) || value.chars().any(|c| c.is_control() && c != '\t') {
        return Err(Refused::Malformed);
    }
    // What is not ASCII is nothing this server reads; it is let through as blanks, so that no cookie can stop a page.
    let plain: String = value.trim().chars().map(|c| if c.is_ascii() { c } else { ' ' }).collect();
    Header::from_bytes(name, plain).map_err(|()| Refused::Malformed)
}

impl Names {
    /// Whether `host` (a name or number, with the port) is this server.
    fn include(self, host: &str) -> bool {
        let (name, port) = match host.rsplit_once(':') {
            Some((name, port)) if !port.ends_with(']') => (name, port),
            _ => (host, "80"),
        };
        let number = name.strip_prefix('[').and_then(|name| name.strip_suffix(']')).unwrap_or(name);
        let known = match number.parse::<IpAddr>() {
            Ok(number) => number.is_loopback() || self.lan,
            Err(_) => name.eq_ignore_ascii_case("localhost"),
        };
        known && port.parse() == Ok(self.port)
    }
}

/// The address that a request's target names. It is only ever looked up in the edition's list, never on disk.
fn address(target: &str) -> Result<String, Refused> {
    let path = target.strip_prefix('/').ok_or(Refused::Malformed)?;
    let path = path.split(['?', '#']).next().unwrap_or("");
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let digit = |byte: Option<u8>| char::from(byte?).to_digit(16);
        let (Some(high), Some(low)) = (digit(rest.next()), digit(rest.next())) else { return Err(Refused::Malformed) };
        bytes.push((high * 16 + low) as u8);
    }
    let mut address = String::from_utf8(bytes).map_err(|_| Refused::Malformed)?;
    if address.chars().any(char::is_control) {
        return Err(Refused::Malformed);
    }
    if address.is_empty() || address.ends_with('/') {
        address.push_str("index.html");
    }
    Ok(address)
}

#[cfg(test)]
mod tests {
    use super::*;

    const HERE: Names = Names { port: 1111, lan: false };

    fn ask(head: &str) -> Result<Request, Refused> {
        read(head.as_bytes(), HERE)
    }

    fn with(line: &str) -> Result<Request, Refused> {
        ask(&format!("GET / HTTP/1.1\r\nHost: localhost:1111\r\n{line}\r\n\r\n"))
    }

    fn at(target: &str) -> Result<String, Refused> {
        ask(&format!("GET {target} HTTP/1.1\r\nHost: localhost:1111\r\n\r\n")).map(|request| request.address)
    }

    #[test]
    fn what_a_browser_sends_is_understood() {
        let head = "GET /mo-hinh/keng.html?q=k%E1%BA%BBng HTTP/1.1\r\nHost: 127.0.0.1:1111\r\nAccept: */*\r\n\
                    Cookie: tên=Kẻng\r\nOrigin: http://127.0.0.1:1111\r\nContent-Length: 0\r\n\r\n";
        assert_eq!(ask(head), Ok(Request { address: "mo-hinh/keng.html".to_owned(), head_only: false }));
        assert_eq!(ask("HEAD / HTTP/1.0\r\nHost: [::1]:1111\r\n\r\n").map(|request| request.head_only), Ok(true));
    }

    #[test]
    fn addresses_are_decoded_and_folders_have_a_first_page() {
        assert_eq!(at("/").as_deref(), Ok("index.html"));
        assert_eq!(at("/nam/").as_deref(), Ok("nam/index.html"));
        assert_eq!(at("/%6do-hinh.html#x").as_deref(), Ok("mo-hinh.html"));
        for wrong in ["http://localhost:1111/", "*", "localhost:1111", "/%", "/%4", "/%zz", "/%00", "/a%0d%0ab", "/%ff"]
        {
            assert_eq!(at(wrong), Err(Refused::Malformed), "{wrong}");
        }
        assert_eq!(at(&format!("/{}", "a".repeat(2000))), Err(Refused::LongTarget));
    }

    #[test]
    fn other_hosts_and_origins_are_strangers() {
        let host =
            |names: Names, host: &str| read(format!("GET / HTTP/1.1\r\nHost: {host}\r\n\r\n").as_bytes(), names).err();
        for own in ["localhost:1111", "LOCALHOST:1111", "127.0.0.1:1111", "127.0.0.2:1111", "[::1]:1111"] {
            assert_eq!(host(HERE, own), None, "{own}");
        }
        let strangers = [
            "evil.example:1111",
            "localhost",
            "localhost:80",
            "localhost:1112",
            "192.168.1.5:1111",
            "",
            "localhost.evil.example:1111",
            "127.0.0.1.evil.example:1111",
            "localhost:1111@evil.example",
            "[::1]",
        ];
        for stranger in strangers {
            assert_eq!(host(HERE, stranger), Some(Refused::Stranger), "{stranger}");
        }
        let lan = Names { lan: true, ..HERE };
        assert_eq!(host(lan, "192.168.1.5:1111"), None);
        assert_eq!(host(lan, "evil.example:1111"), Some(Refused::Stranger));
        for origin in ["http://evil.example", "null", "https://localhost:1111", "http://localhost:1112"] {
            assert_eq!(with(&format!("Origin: {origin}")), Err(Refused::Stranger), "{origin}");
        }
    }

    #[test]
    fn methods_bodies_and_versions() {
        for method in ["POST", "PUT", "DELETE", "OPTIONS", "CONNECT", "TRACE", "get", "GETX"] {
            let head = format!("{method} / HTTP/1.1\r\nHost: localhost:1111\r\n\r\n");
            assert_eq!(ask(&head), Err(Refused::Method), "{method}");
        }
        let bodies = [
            "Content-Length: 1",
            "Content-Length: +0",
            "Content-Length: 00",
            "Transfer-Encoding: chunked",
            "transfer-encoding: identity",
            "Expect: 100-continue",
        ];
        for body in bodies {
            assert_eq!(with(body), Err(Refused::Body), "{body}");
        }
        assert_eq!(ask("GET / HTTP/2.0\r\nHost: localhost:1111\r\n\r\n"), Err(Refused::Version));
    }

    #[test]
    fn heads_that_two_readers_could_read_differently_are_malformed() {
        let lines = [
            "Host: evil.example",
            "Host: localhost:1111",
            " folded: x",
            "no colon",
            ": x",
            "X : y",
            "X\t: y",
            "X: a\rb",
            "X: a\nHost: y",
            "X: \u{0}",
            "Ẻ: x",
        ];
        for line in lines {
            assert_eq!(with(line), Err(Refused::Malformed), "{line:?}");
        }
        let heads = [
            "",
            "GET\r\n\r\n",
            "GET /\r\n\r\n",
            "GET  / HTTP/1.1\r\n\r\n",
            "GET / HTTP/1.1 \r\n\r\n",
            "GET / HTTP/1.1\r\n\r\n",
            "GET / HTTP/1.1\nHost: localhost:1111\n\n",
            "\r\n\r\n",
            "GET / FTP/1.1\r\n\r\n",
        ];
        for head in heads {
            assert_eq!(ask(head), Err(Refused::Malformed), "{head:?}");
        }
        assert_eq!(read(b"GET /\xff HTTP/1.1\r\nHost: localhost:1111\r\n\r\n", HERE), Err(Refused::Malformed));
    }
}
