//! The head of a request: parses bytes to a [`Request`], or says why it is refused. Pure; sockets are in [`super`].
//!
//! The server has one client, the browser of an editor, so everything that it does not need is refused: methods other
//! than GET and HEAD, bodies, other host names (DNS rebinding: a page elsewhere whose name is made to point here),
//! other origins, and every head that is not exactly as RFC 9112 defines it.
//!
//! The desk's page also sends POST, to addresses below [`API`] only, and only where [`AllowedHosts::posts`] says so. Such a
//! request must come from a page of this very server: it names its origin, it is JSON, which no form of another page can
//! send without asking first, it says how long it is, and it carries a token that the caller compares.

use std::net::IpAddr;

use tiny_http::{Header, Method};

/// Largest accepted head, in bytes.
pub(super) const MAX_HEAD: usize = 8 * 1024;
/// Largest accepted request target, in bytes.
const MAX_TARGET: usize = 1024;
/// Where requests with a body go: URL paths below this one.
pub(in crate::serve) const API: &str = ".lantoa/desk/api/";
/// The header with the token of the desk's page.
const TOKEN: &str = "X-Lantoa-Token";

/// A request for a file, or one of the desk.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::serve) struct Request {
    /// Path relative to the site's root, percent-decoded, without the query: `mo-hinh/keng.html`.
    pub(in crate::serve) url_path: String,
    /// Whether this is a HEAD request.
    pub(in crate::serve) head_only: bool,
    /// What a POST request says of itself; `None` for GET and HEAD.
    pub(in crate::serve) post: Option<Post>,
}

/// The head of a POST request.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::serve) struct Post {
    /// Bytes of the body.
    pub(in crate::serve) length: usize,
    /// The token that came with it; empty without one.
    pub(in crate::serve) token: String,
}

/// Why a request is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::serve) enum RequestError {
    /// Not HTTP as RFC 9112 defines it.
    Malformed,
    /// A host or origin that is not this server.
    ForeignHost,
    /// A POST request without the token of the desk's page.
    Token,
    /// Neither GET nor HEAD, nor a POST request where one is taken.
    Method,
    /// It did not arrive in time.
    Timeout,
    /// A POST request that does not say how long it is.
    NoLength,
    /// It has a body and must not have one, or a longer one than is taken.
    Body,
    /// A POST request that is not JSON.
    MediaType,
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
            Self::ForeignHost | Self::Token => 403,
            Self::Method => 405,
            Self::Timeout => 408,
            Self::NoLength => 411,
            Self::Body => 413,
            Self::LongTarget => 414,
            Self::MediaType => 415,
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
    /// Whether POST requests below [`API`] are taken.
    pub(in crate::serve) posts: bool,
}

/// The headers that matter, each at most once.
#[derive(Default)]
struct Headers {
    host: Option<String>,
    origin: Option<String>,
    length: Option<String>,
    content_type: Option<String>,
    token: Option<String>,
    fetch_site: Option<String>,
    /// It has a body in parts, or waits for leave to send one.
    is_odd: bool,
}

impl Headers {
    fn read<'l>(lines: impl Iterator<Item = &'l str>) -> Result<Self, RequestError> {
        let mut headers = Self::default();
        for line in lines {
            let header = header(line)?;
            let is = |name: &'static str| header.field.equiv(name);
            let place = match () {
                () if is("Host") => &mut headers.host,
                () if is("Origin") => &mut headers.origin,
                () if is("Content-Length") => &mut headers.length,
                () if is("Content-Type") => &mut headers.content_type,
                () if is(TOKEN) => &mut headers.token,
                () if is("Sec-Fetch-Site") => &mut headers.fetch_site,
                () => {
                    headers.is_odd |= is("Transfer-Encoding") || is("Expect");
                    continue;
                }
            };
            if place.replace(header.value.as_str().to_owned()).is_some() {
                return Err(RequestError::Malformed);
            }
        }
        Ok(headers)
    }

    /// What a POST request says of itself, if it can only come from a page of this server.
    fn post(self) -> Result<Post, RequestError> {
        // Old browsers do not say where a request comes from in this header; all of them name the origin of a POST.
        let is_own = self.fetch_site.is_none_or(|site| site == "same-origin");
        if self.origin.is_none() || !is_own {
            return Err(RequestError::ForeignHost);
        }
        let content_type = self.content_type.unwrap_or_default();
        if content_type.split(';').next().unwrap_or("").trim() != "application/json" {
            return Err(RequestError::MediaType);
        }
        let length = self.length.ok_or(RequestError::NoLength)?;
        let is_number = !length.is_empty() && length.len() < 12 && length.bytes().all(|byte| byte.is_ascii_digit());
        let length = length.parse().ok().filter(|_| is_number).ok_or(RequestError::Malformed)?;
        Ok(Post { length, token: self.token.unwrap_or_default() })
    }
}

/// Parses a head, which ends with an empty line.
pub(super) fn parse(head: &[u8], allowed: AllowedHosts) -> Result<Request, RequestError> {
    let text = std::str::from_utf8(head).map_err(|_| RequestError::Malformed)?;
    let text = text.strip_suffix("\r\n\r\n").ok_or(RequestError::Malformed)?;
    let mut lines = text.split("\r\n");
    let (method, target) = request_line(lines.next().unwrap_or(""))?;
    let is_post = method == Method::Post;
    // Only the desk's own addresses take a body, and nothing else of such a request is looked at before.
    if is_post && !(allowed.posts && target.strip_prefix('/').is_some_and(|target| target.starts_with(API))) {
        return Err(RequestError::Method);
    }
    let headers = Headers::read(lines)?;
    let has_body = !is_post && headers.length.as_ref().is_some_and(|length| length != "0");
    if headers.is_odd || has_body {
        return Err(RequestError::Body);
    }
    let host = headers.host.as_ref().ok_or(RequestError::Malformed)?;
    let is_foreign = headers.origin.as_ref().is_some_and(|origin| *origin != format!("http://{host}"));
    if !allowed.contains(host) || is_foreign {
        return Err(RequestError::ForeignHost);
    }
    let post = if is_post { Some(headers.post()?) } else { None };
    Ok(Request { url_path: url_path_of(target)?, head_only: method == Method::Head, post })
}

/// Method and target.
fn request_line(line: &str) -> Result<(Method, &str), RequestError> {
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
    let method = match method {
        "GET" => Method::Get,
        "HEAD" => Method::Head,
        "POST" => Method::Post,
        _ => return Err(RequestError::Method),
    };
    if target.len() > MAX_TARGET {
        return Err(RequestError::LongTarget);
    }
    Ok((method, target))
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

    const LOCAL: AllowedHosts = AllowedHosts { port: 1111, lan: false, posts: false };
    const DESK: AllowedHosts = AllowedHosts { posts: true, ..LOCAL };

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
        assert_eq!(ask(head), Ok(Request { url_path: "mo-hinh/keng.html".to_owned(), head_only: false, post: None }));
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

    /// A POST request of the desk's page, with one line replaced or left out.
    fn post(target: &str, instead: (&str, &str), allowed: AllowedHosts) -> Result<Post, RequestError> {
        let lines = [
            ("Host", "localhost:1111"),
            ("Origin", "http://localhost:1111"),
            ("Sec-Fetch-Site", "same-origin"),
            ("Content-Type", "application/json"),
            ("Content-Length", "2"),
            ("X-Lantoa-Token", "abc"),
        ];
        let mut head = format!("POST {target} HTTP/1.1\r\n");
        for (name, value) in lines {
            let value = if name == instead.0 { instead.1 } else { value };
            if !value.is_empty() {
                head.push_str(&format!("{name}: {value}\r\n"));
            }
        }
        parse(format!("{head}\r\n").as_bytes(), allowed).map(|request| request.post.unwrap())
    }

    const SAVE: &str = "/.lantoa/desk/api/save";

    #[test]
    fn only_a_page_of_this_server_posts_and_only_to_the_desk() {
        let sent = Post { length: 2, token: "abc".to_owned() };
        assert_eq!(post(SAVE, ("", ""), DESK), Ok(sent));
        assert!(post(SAVE, ("Sec-Fetch-Site", ""), DESK).is_ok() && post(SAVE, ("X-Lantoa-Token", ""), DESK).is_ok());
        for target in
            ["/", "/mo-hinh/keng.html", "/.lantoa/desk/", "/x/.lantoa/desk/api/save", "/%2elantoa/desk/api/save"]
        {
            assert_eq!(post(target, ("", ""), DESK), Err(RequestError::Method), "{target}");
        }
        assert_eq!(post(SAVE, ("", ""), LOCAL), Err(RequestError::Method), "without the desk");
        let wrong = [
            ("Host", "evil.example:1111", RequestError::ForeignHost),
            ("Origin", "", RequestError::ForeignHost),
            ("Origin", "null", RequestError::ForeignHost),
            ("Origin", "http://evil.example", RequestError::ForeignHost),
            ("Origin", "http://127.0.0.1:1111", RequestError::ForeignHost),
            ("Sec-Fetch-Site", "same-site", RequestError::ForeignHost),
            ("Sec-Fetch-Site", "cross-site", RequestError::ForeignHost),
            ("Content-Type", "", RequestError::MediaType),
            ("Content-Type", "text/plain", RequestError::MediaType),
            ("Content-Type", "application/x-www-form-urlencoded", RequestError::MediaType),
            ("Content-Length", "", RequestError::NoLength),
            ("Content-Length", "+2", RequestError::Malformed),
            ("Content-Length", "2, 2", RequestError::Malformed),
            ("Content-Length", "-1", RequestError::Malformed),
            ("Content-Length", "99999999999999999999", RequestError::Malformed),
            ("Content-Length", "2\r\nContent-Length: 2", RequestError::Malformed),
            ("X-Lantoa-Token", "abc\r\nX-Lantoa-Token: abc", RequestError::Malformed),
            ("Content-Length", "2\r\nTransfer-Encoding: chunked", RequestError::Body),
            ("Content-Length", "2\r\nExpect: 100-continue", RequestError::Body),
        ];
        for (name, value, error) in wrong {
            assert_eq!(post(SAVE, (name, value), DESK), Err(error), "{name}: {value}");
        }
    }
}
