//! The head of a request: parses bytes to a [`Request`], or says why it is refused. Pure; sockets are in [`super`].
//!
//! The server has one client, the browser of an editor, so everything that it does not need is refused: methods other
//! than GET and HEAD, bodies, other host names (DNS rebinding: a page elsewhere whose name is made to point here),
//! other origins, and every head that is not exactly as RFC 9112 defines it.

use std::net::IpAddr;

use tiny_http::{Header, Method};

/// Largest accepted head, in bytes.
pub(super) const MAX_HEAD: usize = 8 * 1024;
/// Largest accepted request target, in bytes.
const MAX_TARGET: usize = 1024;

/// A request for a file.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::serve) struct Request {
    /// Path relative to the site's root, percent-decoded, without the query: `mo-hinh/keng.html`.
    pub(in crate::serve) url_path: String,
    /// Whether this is a HEAD request.
    pub(in crate::serve) head_only: bool,
}

/// Why a request is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RequestError {
    /// Not HTTP as RFC 9112 defines it.
    Malformed,
    /// A host or origin that is not this server.
    ForeignHost,
    /// Neither GET nor HEAD.
    Method,
    /// The head did not arrive in time.
    Timeout,
    /// It has a body.
    Body,
    /// The target is longer than [`MAX_TARGET`].
    LongTarget,
    /// The head is longer than [`MAX_HEAD`].
    LongHead,
    /// An HTTP version other than 1.0 and 1.1.
    Version,
}

impl RequestError {
    /// The status code of the response (RFC 9110, section 15).
    pub(super) fn status(self) -> u16 {
        match self {
            Self::Malformed => 400,
            Self::ForeignHost => 403,
            Self::Method => 405,
            Self::Timeout => 408,
            Self::Body => 413,
            Self::LongTarget => 414,
            Self::LongHead => 431,
            Self::Version => 505,
        }
    }
}

/// The values of `Host` that this server accepts.
#[derive(Debug, Clone, Copy)]
pub(in crate::serve) struct AllowedHosts {
    /// The port that the server listens on.
    pub(in crate::serve) port: u16,
    /// Whether any IP address is accepted, not only `localhost` and loopback addresses. Other names never are: the
    /// owner of a name can make it point here.
    pub(in crate::serve) lan: bool,
}

/// Parses a head, which ends with an empty line.
pub(super) fn parse(head: &[u8], allowed: AllowedHosts) -> Result<Request, RequestError> {
    let text = std::str::from_utf8(head).map_err(|_| RequestError::Malformed)?;
    let text = text.strip_suffix("\r\n\r\n").ok_or(RequestError::Malformed)?;
    let mut lines = text.split("\r\n");
    let (head_only, target) = request_line(lines.next().unwrap_or(""))?;
    let mut host = None;
    let mut origin = None;
    for line in lines {
        let header = header(line)?;
        let is = |name: &'static str| header.field.equiv(name);
        let value = header.value.as_str();
        if is("Host") {
            if host.replace(value.to_owned()).is_some() {
                return Err(RequestError::Malformed);
            }
        } else if is("Origin") {
            if origin.replace(value.to_owned()).is_some() {
                return Err(RequestError::Malformed);
            }
        } else if is("Transfer-Encoding") || is("Expect") || (is("Content-Length") && value != "0") {
            return Err(RequestError::Body);
        }
    }
    let host = host.ok_or(RequestError::Malformed)?;
    if !allowed.contains(&host) || origin.is_some_and(|origin| origin != format!("http://{host}")) {
        return Err(RequestError::ForeignHost);
    }
    Ok(Request { url_path: url_path_of(target)?, head_only })
}

/// Method and target: whether only the head is wanted, and the target.
fn request_line(line: &str) -> Result<(bool, &str), RequestError> {
    let mut words = line.split(' ');
    let (Some(method), Some(target), Some(version), None) = (words.next(), words.next(), words.next(), words.next())
    else {
        return Err(RequestError::Malformed);
    };
    if !version.starts_with("HTTP/") {
        return Err(RequestError::Malformed);
    }
    if !matches!(version, "HTTP/1.0" | "HTTP/1.1") {
        return Err(RequestError::Version);
    }
    let head_only = match method.parse::<Method>() {
        Ok(Method::Get) if method == "GET" => false,
        Ok(Method::Head) if method == "HEAD" => true,
        _ => return Err(RequestError::Method),
    };
    if target.len() > MAX_TARGET {
        return Err(RequestError::LongTarget);
    }
    Ok((head_only, target))
}

/// Parses a line `Name: value`. Continued lines, spaces before the colon and control characters are refused.
fn header(line: &str) -> Result<Header, RequestError> {
    let (name, value) = line.split_once(':').ok_or(RequestError::Malformed)?;
    let is_token = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c);
    if name.is_empty() || !name.chars().all(is_token) || value.chars().any(|c| c.is_control() && c != '\t') {
        return Err(RequestError::Malformed);
    }
    // No value that matters here has other characters than ASCII. They become spaces, so that no cookie makes a page
    // fail.
    let ascii: String = value.trim().chars().map(|c| if c.is_ascii() { c } else { ' ' }).collect();
    Header::from_bytes(name, ascii).map_err(|()| RequestError::Malformed)
}

impl AllowedHosts {
    /// Whether `host` (a name or IP address, with the port) is this server.
    fn contains(self, host: &str) -> bool {
        let (name, port) = match host.rsplit_once(':') {
            Some((name, port)) if !port.ends_with(']') => (name, port),
            _ => (host, "80"),
        };
        let ip = name.strip_prefix('[').and_then(|name| name.strip_suffix(']')).unwrap_or(name);
        let is_own = match ip.parse::<IpAddr>() {
            Ok(ip) => ip.is_loopback() || self.lan,
            Err(_) => name.eq_ignore_ascii_case("localhost"),
        };
        is_own && port.parse() == Ok(self.port)
    }
}

/// The path of a request's target. It is only looked up among the site's outputs, never on disk.
fn url_path_of(target: &str) -> Result<String, RequestError> {
    let path = target.strip_prefix('/').ok_or(RequestError::Malformed)?;
    let path = path.split(['?', '#']).next().unwrap_or("");
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let digit = |byte: Option<u8>| char::from(byte?).to_digit(16);
        let (Some(high), Some(low)) = (digit(rest.next()), digit(rest.next())) else {
            return Err(RequestError::Malformed);
        };
        bytes.push((high * 16 + low) as u8);
    }
    let mut url_path = String::from_utf8(bytes).map_err(|_| RequestError::Malformed)?;
    if url_path.chars().any(char::is_control) {
        return Err(RequestError::Malformed);
    }
    if url_path.is_empty() || url_path.ends_with('/') {
        url_path.push_str("index.html");
    }
    Ok(url_path)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOCAL: AllowedHosts = AllowedHosts { port: 1111, lan: false };

    fn ask(head: &str) -> Result<Request, RequestError> {
        parse(head.as_bytes(), LOCAL)
    }

    fn ask_with(line: &str) -> Result<Request, RequestError> {
        ask(&format!("GET / HTTP/1.1\r\nHost: localhost:1111\r\n{line}\r\n\r\n"))
    }

    fn url_path(target: &str) -> Result<String, RequestError> {
        ask(&format!("GET {target} HTTP/1.1\r\nHost: localhost:1111\r\n\r\n")).map(|request| request.url_path)
    }

    #[test]
    fn requests_of_browsers_are_understood() {
        let head = "GET /mo-hinh/keng.html?q=k%E1%BA%BBng HTTP/1.1\r\nHost: 127.0.0.1:1111\r\nAccept: */*\r\n\
                    Cookie: tên=Kẻng\r\nOrigin: http://127.0.0.1:1111\r\nContent-Length: 0\r\n\r\n";
        assert_eq!(ask(head), Ok(Request { url_path: "mo-hinh/keng.html".to_owned(), head_only: false }));
        assert_eq!(ask("HEAD / HTTP/1.0\r\nHost: [::1]:1111\r\n\r\n").map(|request| request.head_only), Ok(true));
    }

    #[test]
    fn url_paths_are_decoded_and_folders_have_an_index() {
        assert_eq!(url_path("/").as_deref(), Ok("index.html"));
        assert_eq!(url_path("/nam/").as_deref(), Ok("nam/index.html"));
        assert_eq!(url_path("/%6do-hinh.html#x").as_deref(), Ok("mo-hinh.html"));
        for wrong in ["http://localhost:1111/", "*", "localhost:1111", "/%", "/%4", "/%zz", "/%00", "/a%0d%0ab", "/%ff"]
        {
            assert_eq!(url_path(wrong), Err(RequestError::Malformed), "{wrong}");
        }
        assert_eq!(url_path(&format!("/{}", "a".repeat(2000))), Err(RequestError::LongTarget));
    }

    #[test]
    fn foreign_hosts_and_origins_are_refused() {
        let host = |allowed: AllowedHosts, host: &str| {
            parse(format!("GET / HTTP/1.1\r\nHost: {host}\r\n\r\n").as_bytes(), allowed).err()
        };
        for own in ["localhost:1111", "LOCALHOST:1111", "127.0.0.1:1111", "127.0.0.2:1111", "[::1]:1111"] {
            assert_eq!(host(LOCAL, own), None, "{own}");
        }
        let foreign_hosts = [
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
        for foreign in foreign_hosts {
            assert_eq!(host(LOCAL, foreign), Some(RequestError::ForeignHost), "{foreign}");
        }
        let lan = AllowedHosts { lan: true, ..LOCAL };
        assert_eq!(host(lan, "192.168.1.5:1111"), None);
        assert_eq!(host(lan, "evil.example:1111"), Some(RequestError::ForeignHost));
        for origin in ["http://evil.example", "null", "https://localhost:1111", "http://localhost:1112"] {
            assert_eq!(ask_with(&format!("Origin: {origin}")), Err(RequestError::ForeignHost), "{origin}");
        }
    }

    #[test]
    fn other_methods_bodies_and_versions_are_refused() {
        for method in ["POST", "PUT", "DELETE", "OPTIONS", "CONNECT", "TRACE", "get", "GETX"] {
            let head = format!("{method} / HTTP/1.1\r\nHost: localhost:1111\r\n\r\n");
            assert_eq!(ask(&head), Err(RequestError::Method), "{method}");
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
            assert_eq!(ask_with(body), Err(RequestError::Body), "{body}");
        }
        assert_eq!(ask("GET / HTTP/2.0\r\nHost: localhost:1111\r\n\r\n"), Err(RequestError::Version));
    }

    #[test]
    fn ambiguous_heads_are_malformed() {
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
            assert_eq!(ask_with(line), Err(RequestError::Malformed), "{line:?}");
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
            assert_eq!(ask(head), Err(RequestError::Malformed), "{head:?}");
        }
        assert_eq!(parse(b"GET /\xff HTTP/1.1\r\nHost: localhost:1111\r\n\r\n", LOCAL), Err(RequestError::Malformed));
    }
}
