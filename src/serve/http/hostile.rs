//! Random heads: none makes the parser fail, and what is accepted means one thing only.

use proptest::prelude::*;

use super::request::{AllowedHosts, Request, parse};

const DESK: AllowedHosts = AllowedHosts { port: 1111, lan: false, posts: true };

/// Pieces of heads: right ones, and those by which servers and proxies have been led to read a head in two ways.
const PIECES: [&str; 34] = [
    "GET ",
    "HEAD ",
    "POST ",
    "/",
    "/mo-hinh/keng.html",
    "/.lantoa/desk/api/save",
    "/%2e%2e/%2e%2e/etc/passwd",
    "/%0d%0aX: y",
    "%",
    "?q=1",
    " HTTP/1.1\r\n",
    " HTTP/1.0\r\n",
    "Host: localhost:1111\r\n",
    "Host: evil.example\r\n",
    "hOsT:localhost:1111\r\n",
    "Host : localhost:1111\r\n",
    "Origin: http://localhost:1111\r\n",
    "Content-Type: application/json\r\n",
    "Content-Length: 2\r\n",
    "Content-Length: 0\r\n",
    "Content-Length: 2, 0\r\n",
    "Transfer-Encoding: chunked\r\n",
    "Transfer-Encoding\u{b}: chunked\r\n",
    "X-Lantoa-Token: a\r\n",
    "X: a\nHost: evil.example\r\n",
    " folded\r\n",
    "\r\n",
    "\n",
    "\r",
    "\0",
    "ế",
    ":",
    " ",
    "\t",
];

fn head() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        9 => (0..PIECES.len()).prop_map(|index| PIECES[index].as_bytes().to_vec()),
        1 => proptest::collection::vec(any::<u8>(), 0..9),
    ];
    // Half of them begin as a browser begins, or hardly any would be accepted.
    let begin = prop_oneof![Just(""), Just("GET / HTTP/1.1\r\nHost: localhost:1111\r\n")];
    let rest = proptest::collection::vec(piece, 0..12);
    (begin, rest, prop_oneof![Just("\r\n"), Just("")])
        .prop_map(|(begin, rest, end)| [begin.as_bytes(), &rest.concat(), end.as_bytes()].concat())
}

proptest! {
    // Many, because most are refused.
    #![proptest_config(ProptestConfig::with_cases(4096))]

    #[test]
    fn what_is_accepted_is_one_request_to_this_server(head in head()) {
        let Ok(Request { url_path, post, .. }) = parse(&head, DESK) else { return Ok(()) };
        prop_assert!(!url_path.chars().any(char::is_control), "{url_path:?}");
        let text = String::from_utf8(head.clone()).unwrap();
        let lines: Vec<&str> = text.strip_suffix("\r\n\r\n").unwrap().split("\r\n").collect();
        prop_assert!(lines.iter().all(|line| !line.is_empty() && !line.contains(['\r', '\n', '\0'])), "{text:?}");
        let named = |name: &str| {
            let name = |line: &&&str| line.split_once(':').is_some_and(|(field, _)| field.eq_ignore_ascii_case(name));
            lines[1..].iter().filter(name).count()
        };
        prop_assert_eq!((named("Host"), named("Transfer-Encoding")), (1, 0), "{:?}", text);
        prop_assert!(named("Content-Length") <= 1 && (post.is_none() || named("Content-Length") == 1), "{text:?}");
        // A second request behind it is never taken along.
        prop_assert!(parse(&[&head[..], b"GET /x HTTP/1.1\r\nHost: localhost:1111\r\n\r\n"].concat(), DESK).is_err());
    }
}
