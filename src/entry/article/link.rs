//! What the address of a link means: out of the site, into it, or nowhere one should go.

use std::borrow::Cow;

use percent_encoding::percent_decode_str;

/// What the address of a link means.
pub(super) enum Destination {
    /// Leads out of the site by a scheme that is allowed.
    Outside,
    /// A file, an address or a heading of this site.
    Inside { target: String, fragment: Option<String> },
    /// A scheme that is not allowed.
    Refused(String),
}

impl Destination {
    pub(super) fn of(url: &str) -> Self {
        // Browsers ignore white space and control characters inside a scheme, so they are ignored here too.
        let head: String = url.chars().filter(|c| !c.is_control() && !c.is_whitespace()).take(24).collect();
        if head.starts_with("//") {
            return Self::Outside;
        }
        if let Some((scheme, _)) = head.split_once(':')
            && !scheme.contains(['/', '#', '?'])
        {
            return match scheme.to_ascii_lowercase().as_str() {
                "http" | "https" | "mailto" | "tel" => Self::Outside,
                scheme => Self::Refused(scheme.to_owned()),
            };
        }
        let (target, fragment) = match url.split_once('#') {
            Some((target, fragment)) => (target, Some(percent_decoded(fragment))),
            None => (url, None),
        };
        Self::Inside { target: percent_decoded(target), fragment }
    }
}

/// Decodes `%C4%91` to `đ`. What is not valid stays: `%zz`, and the whole text if the bytes would not be UTF-8.
fn percent_decoded(text: &str) -> String {
    percent_decode_str(text).decode_utf8().map_or_else(|_| text.to_owned(), Cow::into_owned)
}
