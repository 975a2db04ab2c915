//! Classifies the URL of a link: outside the site, inside it, or refused.

use std::borrow::Cow;

use percent_encoding::percent_decode_str;

/// Where a URL leads.
pub(super) enum Destination {
    /// Outside the site, by an allowed scheme.
    Outside,
    /// A file, a URL path or a heading of this site.
    Inside { target: String, fragment: Option<String> },
    /// Refused because of its beginning: `javascript:`, or `//`, which from a USB stick leads to another machine.
    Refused(String),
}

impl Destination {
    pub(super) fn of(url: &str) -> Self {
        // Browsers ignore white space and control characters inside a scheme, so they are ignored here too.
        let head: String = url.chars().filter(|c| !c.is_control() && !c.is_whitespace()).take(24).collect();
        if head.starts_with("//") {
            return Self::Refused("//".to_owned());
        }
        if let Some((scheme, _)) = head.split_once(':')
            && !scheme.contains(['/', '#', '?'])
        {
            return match scheme.to_ascii_lowercase().as_str() {
                "http" | "https" | "mailto" | "tel" => Self::Outside,
                scheme => Self::Refused(format!("{scheme}:")),
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
