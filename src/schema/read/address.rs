//! Whether a text has the shape of a web address, mail address, telephone number, old path, slug or id.

use crate::text::Message;

/// Whether `text` is a full web address, `http` or `https`. Letters outside ASCII are allowed: newspapers use them.
pub(super) fn is_web_address(text: &str) -> bool {
    let Some(rest) = strip_scheme(text) else { return false };
    let host = rest.split(['/', '?', '#']).next().unwrap_or("");
    let name = host.rsplit_once(':').map_or(
        host,
        |(name, port)| {
            if port.bytes().all(|b| b.is_ascii_digit()) { name } else { "" }
        },
    );
    is_domain(name)
        && !text.contains(|c: char| c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | '"' | '\\'))
}

/// Why `text` cannot be the address of a site; `None` if it can. Unlike addresses that are only linked to, it is continued by
/// URL paths and stands in feeds and sitemap, so it has no query and no letters outside ASCII. A host of an intranet needs
/// no dot: `http://danvan/`, `http://localhost:8000/`.
pub(crate) fn base_url_problem(text: &str) -> Option<(Message, Message)> {
    let shown = text;
    let problem = |vi: &str, en: &str, help: Message| {
        let message = Message::new(
            format!("“{shown}” không dùng làm địa chỉ của trang được: {vi}"),
            format!("“{shown}” cannot be the address of the site: {en}"),
        );
        Some((message, help))
    };
    let example = || {
        Message::new(
            "ghi như https://danvan.example.vn/ hoặc http://danvan/",
            "write it like https://danvan.example.vn/ or http://danvan/",
        )
    };
    let Some(rest) = strip_scheme(text) else {
        let help = with_scheme(text)
            .map_or_else(example, |full| Message::new(format!("có phải {full}?"), format!("did you mean {full}?")));
        return problem("thiếu https:// hoặc http:// ở đầu", "it does not begin with https:// or http://", help);
    };
    if let Some(end) = text.find(['?', '#']) {
        let kept = &text[..end];
        let help =
            Message::new(format!("chỉ ghi đến trước dấu ấy: {kept}"), format!("write only what is before it: {kept}"));
        return problem("có dấu “?” hoặc “#”", "it has a “?” or “#”", help);
    }
    if !text.is_ascii() {
        let help = Message::new(
            "mở trang ấy trong trình duyệt rồi chép địa chỉ từ thanh địa chỉ: trình duyệt chép ra chữ không dấu",
            "open the site in a browser and copy its address from there: browsers copy it without marks",
        );
        return problem("có chữ có dấu", "it has letters outside ASCII", help);
    }
    let host = rest.split('/').next().unwrap_or("");
    let (name, port) = host.split_once(':').unwrap_or((host, "0"));
    let is_label = |label: &str| !label.is_empty() && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    // Quotes, `;` and `$` could stand in an address, but mean something in the settings of hosts.
    let is_path = |c: char| c.is_ascii_alphanumeric() || "/-._~%:@!&()*+,=".contains(c);
    let is_right = name.split('.').all(is_label)
        && !port.is_empty()
        && port.bytes().all(|b| b.is_ascii_digit())
        && rest[host.len()..].chars().all(is_path);
    if is_right {
        None
    } else {
        problem("tên máy chủ hoặc đường dẫn không đúng", "its host or path is not valid", example())
    }
}

/// Whether a site's address leads no reader anywhere: a name that is reserved for examples and tests (RFC 2606, RFC 6761), or
/// the machine itself.
pub(super) fn is_example(base_url: &str) -> bool {
    let host = strip_scheme(base_url).unwrap_or("").split(['/', ':']).next().unwrap_or("").to_ascii_lowercase();
    let is_below = |name: &str| host.strip_suffix(name).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'));
    let reserved = ["example", "test", "invalid", "localhost", "example.com", "example.net", "example.org"];
    reserved.into_iter().any(is_below) || host.starts_with("127.")
}

/// The full address that a `text` without `https://` most likely means, for a suggestion.
pub(super) fn with_scheme(text: &str) -> Option<String> {
    let bare = text.trim_start_matches(['/', ':']);
    let full = format!("https://{bare}");
    (!text.contains("://") && is_web_address(&full)).then_some(full)
}

fn strip_scheme(text: &str) -> Option<&str> {
    ["https://", "http://"].iter().find_map(|scheme| {
        let start = text.get(..scheme.len())?;
        start.eq_ignore_ascii_case(scheme).then(|| &text[scheme.len()..])
    })
}

fn is_domain(name: &str) -> bool {
    let mut labels = name.split('.');
    let right = labels.all(|label| !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || c == '-'));
    right && name.contains('.')
}

/// Whether `text` has the shape of a mail address.
pub(super) fn is_mail_address(text: &str) -> bool {
    let Some((box_name, domain)) = text.split_once('@') else { return false };
    let plain = box_name.bytes().all(|b| b.is_ascii_alphanumeric() || b"._%+-".contains(&b));
    !box_name.is_empty() && plain && is_domain(domain)
}

/// Whether `text` is one telephone number or several: Vietnamese (`0252 3888 888`, `1900 1234`), or international with `+`.
pub(super) fn is_phone(text: &str) -> bool {
    text.split([';', ',', '/']).all(|number| {
        let digits = number.bytes().filter(u8::is_ascii_digit).count();
        let plain =
            number.chars().all(|c| c.is_ascii_digit() || matches!(c, ' ' | '\u{a0}' | '.' | '-' | '(' | ')' | '+'));
        let first = number.trim().trim_start_matches('(').chars().next();
        plain && matches!(first, Some('0' | '1' | '+')) && (3..=15).contains(&digits)
    })
}

/// An old address of a page as a path without leading `/`; a `/` at its end stays, because it was a folder's address. `None` if it
/// cannot be a path of this site.
pub(super) fn old_path(text: &str) -> Option<String> {
    let path = text.trim().trim_matches('/');
    let strange = |c: char| {
        c.is_control() || c.is_whitespace() || matches!(c, '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|' | '#' | '%')
    };
    let parts_are_names =
        path.split('/').all(|part| !matches!(part, "" | "." | "..") && !part.starts_with('.') && !part.ends_with('.'));
    let right = !path.is_empty() && path.len() <= 200 && !path.contains(strange) && parts_are_names;
    let end = if text.trim().ends_with('/') { "/" } else { "" };
    right.then(|| format!("{path}{end}"))
}

/// The slug in whatever an editor writes to name another page: `keng`, `keng.md`, `../an-ninh/keng.md`,
/// `mo-hinh/keng.html`.
pub(super) fn slug_of(text: &str) -> &str {
    let name = text.trim().trim_end_matches('/').rsplit('/').next().unwrap_or("");
    name.strip_suffix(".md").or_else(|| name.strip_suffix(".html")).unwrap_or(name)
}

/// Whether `text` can be an id: lower-case ASCII letters, digits and single hyphens inside.
pub(super) fn is_id(text: &str) -> bool {
    let plain = text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    plain
        && !text.is_empty()
        && text.len() <= 60
        && !text.starts_with('-')
        && !text.ends_with('-')
        && !text.contains("--")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn web_addresses() {
        for right in ["https://baobinhthuan.com.vn/a?b=c#d", "HTTP://x.vn", "https://x.vn:8080/chi-bọ-khu-pho.aspx"] {
            assert!(is_web_address(right), "{right}");
        }
        for wrong in [
            "x.vn",
            "https://",
            "https://x",
            "ftp://x.vn",
            "javascript:alert(1)",
            "https://x.vn/a b",
            "https://a@x.vn",
            "https://x..vn",
        ] {
            assert!(!is_web_address(wrong), "{wrong}");
        }
        assert_eq!(with_scheme("www.x.vn/a").as_deref(), Some("https://www.x.vn/a"));
        assert_eq!(with_scheme("xem báo"), None);
    }

    #[test]
    fn addresses_of_sites() {
        for right in [
            "https://danvan.example.vn/",
            "http://danvan/",
            "http://localhost:8123/dvk/",
            "http://10.0.0.5:8080",
            "https://x.github.io/dan-van",
        ] {
            assert!(base_url_problem(right).is_none(), "{right}");
        }
        for (wrong, why) in [
            ("https://x.vn/?a=b", "“#”"),
            ("https://x.vn/a#b", "“#”"),
            ("https://dânvận.vn/", "có chữ có dấu"),
            ("https://x.vn/dân-vận/", "có chữ có dấu"),
            ("x.vn", "thiếu https://"),
            ("https://x..vn", "tên máy chủ"),
            ("https://x.vn:a", "tên máy chủ"),
            ("https://x.vn/a b", "tên máy chủ"),
            ("https://x.vn/a'b;c/", "tên máy chủ"),
            ("https://x.vn/$uri/", "tên máy chủ"),
            ("https://", "tên máy chủ"),
        ] {
            let (message, _) = base_url_problem(wrong).unwrap_or_else(|| panic!("{wrong} was taken"));
            assert!(message.vi.contains(why), "{wrong}: {}", message.vi);
        }
    }

    #[test]
    fn addresses_that_lead_nowhere() {
        for example in [
            "https://lantoa.example/",
            "http://Localhost:8000/a",
            "http://127.0.0.1/",
            "https://www.example.com",
            "https://example.org/dvk/",
            "https://mau.test/",
        ] {
            assert!(is_example(example), "{example}");
        }
        for real in
            ["https://danvan.example.vn/", "https://myexample.com/", "http://danvan/", "https://test.vn/example"]
        {
            assert!(!is_example(real), "{real}");
        }
    }

    #[test]
    fn telephones_and_mail() {
        for right in
            ["0252 3888 888", "(0252) 3.888.888", "+84 252 3888 888", "1900 1234", "0252 3888 888; 0252 3888 999"]
        {
            assert!(is_phone(right), "{right}");
        }
        for wrong in ["0252 …", "gọi văn phòng", "38", "3888 888", ""] {
            assert!(!is_phone(wrong), "{wrong}");
        }
        assert!(is_mail_address("donggiang@lamdong.gov.vn"));
        for wrong in ["donggiang", "a@b", "a b@c.vn", "@c.vn", "a@b@c.vn"] {
            assert!(!is_mail_address(wrong), "{wrong}");
        }
    }

    #[test]
    fn old_addresses_are_paths_inside_the_site() {
        assert_eq!(old_path("/post/8133").as_deref(), Some("post/8133"));
        assert_eq!(old_path("/2019/05/bai-cu/").as_deref(), Some("2019/05/bai-cu/"));
        assert_eq!(old_path("tin/chi-bọ.aspx").as_deref(), Some("tin/chi-bọ.aspx"));
        for wrong in ["", "/", "../x", "a/../b", "https://x.vn/a", "a?b=c", "a b", "a\\b", "a//b", ".git/config", "a#b"]
        {
            assert_eq!(old_path(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_page_is_named_by_slug_or_by_file() {
        for text in ["keng", "keng.md", "../an-ninh/keng.md", "/mo-hinh/keng.html"] {
            assert_eq!(slug_of(text), "keng");
        }
    }

    #[test]
    fn ids() {
        assert!(is_id("04-khong") && is_id("xa"));
        for wrong in ["", "Kinh-te", "kinh te", "kinh_te", "-a", "a--b", "đất"] {
            assert!(!is_id(wrong), "{wrong}");
        }
    }
}
