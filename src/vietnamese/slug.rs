//! Slugs: names as parts of URLs and as file names.

use super::fold;

/// `Xã Đông Giang` → `xa-dong-giang`: only `a`–`z`, `0`–`9` and single hyphens between them, a valid file name on every
/// system. Never empty: the slug of a text without any ASCII letter or digit after folding is made from its hash.
pub fn slug(text: &str) -> String {
    let mut slug = String::with_capacity(text.len());
    for c in fold(text).chars() {
        if c.is_ascii_alphanumeric() {
            slug.push(c);
        } else if !slug.is_empty() && !slug.ends_with('-') && !matches!(c, '\'' | '’') {
            slug.push('-');
        }
    }
    slug.truncate(slug.trim_end_matches('-').len());
    if slug.is_empty() {
        return format!("khong-ten-{}", &blake3::hash(text.as_bytes()).to_hex().as_str()[..8]);
    }
    slug
}
