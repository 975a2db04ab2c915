//! Keys that other generators (Hugo, Jekyll, Obsidian) have in front matter, and which of ours they mean.

use super::super::key::Key;
use crate::text::StaticMessage;

/// Keys of others, without marks and with `_` for a hyphen, and ours for each: the first that the table has.
const KEYS: [(&[&str], &[&str]); 8] = [
    (&["description", "excerpt", "abstract", "subtitle", "mo_ta"], &["summary", "description"]),
    (&["categories", "category", "chuyen_muc"], &["field"]),
    (&["keywords", "labels", "tag"], &["tags"]),
    (&["slug", "url", "permalink", "redirect_from"], &["aliases"]),
    (&["image", "images", "thumbnail", "featured_image", "banner", "anh", "hinh_anh"], &["cover"]),
    (&["weight", "sort_order", "nav_order"], &["order"]),
    (&["date", "lastmod", "last_modified_at", "publishdate", "modified"], &["updated"]),
    (&["name", "ten"], &["title"]),
];

/// Keys of others that have no counterpart, because there is nothing to choose here.
const NEEDLESS_KEYS: [&str; 16] = [
    "weight",
    "layout",
    "type",
    "author",
    "authors",
    "toc",
    "published",
    "publish",
    "comments",
    "sidebar",
    "menu",
    "template",
    "extra",
    "params",
    "cssclasses",
    "lastmod",
];

/// What is said of those.
pub(super) const NEEDLESS: StaticMessage = StaticMessage::fixed(
    "Đây là khóa của phần mềm khác, ở đây không cần: xóa dòng này.",
    "This is a key of another generator that is not needed here: delete the line.",
);

/// Our key in the table `keys` that the foreign key `name` means.
pub(super) fn key_for(name: &str, keys: &[Key]) -> Option<&'static str> {
    let (_, ours) = KEYS.iter().find(|(theirs, _)| theirs.contains(&name))?;
    ours.iter().find_map(|own| keys.iter().find(|key| key.name == *own)).map(|key| key.name)
}

/// Whether a key of another generator can simply go.
pub(super) fn is_needless(name: &str) -> bool {
    NEEDLESS_KEYS.contains(&name)
}
