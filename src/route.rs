//! URL paths: where each file of the site stands, relative to its root.
//!
//! A URL path names a real file and is ASCII, so the site works on any host, in any sub-path and from a USB stick. That of
//! a model holds neither its place nor its year: both change by law. Two outputs with one URL path are found when the site
//! is planned, not here.

use std::borrow::Cow;

use crate::vietnamese;

pub(crate) use crate::taxonomy::ListingKind;

/// The first page.
pub(crate) const HOME: &str = "index.html";
/// The search page.
pub(crate) const SEARCH: &str = "tim-kiem.html";
/// The page for addresses that do not exist.
pub(crate) const MISSING: &str = "404.html";
/// The statistics.
pub const STATISTICS: &str = "thong-ke.html";
/// The page that compares models.
pub(crate) const COMPARE: &str = "so-sanh.html";
/// The form in which readers write a model.
pub(crate) const SUBMIT: &str = "gui-mo-hinh.html";
/// The list of places that readers choose theirs from.
pub(crate) const PLACES: &str = "assets/noi.js";
/// Where these places are, and what their names were before.
pub(crate) const PLACES_BEFORE: &str = "assets/noi-cu.js";
/// The list of files that go with every field or place that is taken along.
pub(crate) const COMPANION: &str = "du-lieu/tai-ve/tim-kiem.json";
/// The page that explains the open data.
pub const DATA: &str = "du-lieu.html";
/// The sitemap.
pub(crate) const SITEMAP: &str = "sitemap.xml";
/// The rules for web crawlers.
pub(crate) const ROBOTS: &str = "robots.txt";
/// The service worker: at the root, for it rules over the folder it stands in.
pub(crate) const WORKER: &str = "sw.js";
/// The web app manifest. Not `.webmanifest`: servers in use send no type for that.
pub(crate) const MANIFEST: &str = "manifest.json";
/// The page of what can be read without a line.
pub(crate) const OFFLINE: &str = "ngoai-tuyen.html";
/// The folder of what pages load under a name that stays (the theme's files, lists that are read by script).
pub(crate) const ASSETS: &str = "assets";
/// The folder of files whose names change with their bytes: browsers may keep them for ever, and a host that sets headers by
/// folder can say so.
pub(crate) const HASHED: &str = "assets/h";

/// A file of open data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum DataFile {
    /// All models with all their facts.
    Models,
    /// The JSON Schema of that file.
    ModelsSchema,
    /// All models as a table.
    ModelsTable,
    /// Places with models or copies.
    Places,
    /// Who copied whom.
    Spread,
    /// The description of the files above for catalogues of data.
    Catalogue,
}

impl DataFile {
    /// All of them, in the order people look for them.
    pub(crate) const ALL: [Self; 6] =
        [Self::ModelsTable, Self::Places, Self::Spread, Self::Models, Self::ModelsSchema, Self::Catalogue];

    /// Its URL path.
    pub(crate) fn url_path(self) -> &'static str {
        match self {
            Self::Models => "du-lieu/models.json",
            Self::ModelsSchema => "du-lieu/models.schema.json",
            Self::ModelsTable => "du-lieu/models.csv",
            Self::Places => "du-lieu/places.csv",
            Self::Spread => "du-lieu/spread.csv",
            Self::Catalogue => "du-lieu/dcat.jsonld",
        }
    }

    /// Its name inside the folder.
    pub(crate) fn name(self) -> &'static str {
        let url_path = self.url_path();
        url_path.rsplit_once('/').map_or(url_path, |(_, name)| name)
    }

    /// The URL path of a part: `du-lieu/models/lam-dong.json`.
    pub(crate) fn part(self, slug: &str) -> String {
        let url_path = self.url_path();
        let (stem, extension) = url_path.rsplit_once('.').unwrap_or((url_path, ""));
        [stem, "/", &file_names(slug), ".", extension].concat()
    }

    /// The URL path of the whole file, compressed: `du-lieu/models.json.zip`.
    pub(crate) fn archive(self) -> String {
        [self.url_path(), ".zip"].concat()
    }

    /// Whether the file or a part of it could be at this URL path, going by the path alone.
    pub(crate) fn is_near(url_path: &str) -> bool {
        url_path.starts_with("du-lieu/")
    }
}

// Addresses are concatenated, which is quicker than formatting: a site has tens of thousands, most computed several times.

/// The page of a model.
pub(crate) fn model(slug: &str) -> String {
    ["mo-hinh/", &file_names(slug), ".html"].concat()
}

/// An ordinary page.
pub(crate) fn page(slug: &str) -> String {
    [&*file_names(slug), ".html"].concat()
}

/// Page `number` (from 1) of a listing; `slug` is empty for the list of all models.
pub(crate) fn listing(by: ListingKind, slug: &str, number: usize) -> String {
    let (folder, slash) = stem(by, slug);
    let slug = &*file_names(slug);
    match number {
        0 | 1 => [folder, slash, slug, ".html"].concat(),
        _ => [folder, slash, slug, "/", &number.to_string(), ".html"].concat(),
    }
}

/// The feed beside a listing; `extension` says in which format: `xml` (Atom) or `json`.
pub(crate) fn listing_feed(by: ListingKind, slug: &str, extension: &str) -> String {
    let (folder, slash) = stem(by, slug);
    let slug = &*file_names(slug);
    if slug.is_empty() { ["feed.", extension].concat() } else { [folder, slash, slug, ".", extension].concat() }
}

/// The start of a listing's addresses: its folder, and a slash unless the slug is empty.
fn stem(by: ListingKind, slug: &str) -> (&'static str, &'static str) {
    (by.folder(), if slug.is_empty() { "" } else { "/" })
}

/// `slug` with `-1` behind each part that Windows reserves for a device: a file `con.html` cannot be copied there. *Con*, *cồn*
/// and *côn* are ordinary words of Vietnamese.
fn file_names(slug: &str) -> Cow<'_, str> {
    if !slug.split('/').any(is_device_name) {
        return slug.into();
    }
    let parts: Vec<String> =
        slug.split('/').map(|part| if is_device_name(part) { format!("{part}-1") } else { part.to_owned() }).collect();
    parts.join("/").into()
}

/// Whether Windows reserves the file name `name`, in whatever case and with whatever extension
/// (<https://learn.microsoft.com/windows/win32/fileio/naming-a-file>).
fn is_device_name(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or("");
    // Most names are longer.
    if stem.len() > 4 {
        return false;
    }
    let Some((letters, number)) = stem.split_at_checked(3) else { return false };
    let is = |device: &str| letters.eq_ignore_ascii_case(device);
    match number {
        "" => is("con") || is("prn") || is("aux") || is("nul"),
        "1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9" => is("com") || is("lpt"),
        _ => false,
    }
}

/// The share card of the home page.
pub(crate) const SHARE_CARD: &str = "anh-chia-se.png";

/// The share card of a model. Chat programs keep what they fetched under an address and forget what is gone, so the file
/// keeps its name when the card changes.
pub(crate) fn model_share_card(slug: &str) -> String {
    ["anh-chia-se/", &file_names(slug), ".png"].concat()
}

/// The share card of a field.
pub(crate) fn field_share_card(id: &str) -> String {
    ["anh-chia-se/linh-vuc/", &file_names(id), ".png"].concat()
}

/// A file whose name carries the hash of its bytes: `assets/h/style.1f0c….css`.
pub(crate) fn hashed(name: &str, bytes: &[u8]) -> String {
    hashed_as(name, blake3::hash(bytes))
}

/// Whether `url_path` is that of a file whose name carries a hash or a version, so that it is never another file.
pub(crate) fn is_hashed(url_path: &str) -> bool {
    url_path.strip_prefix(HASHED).is_some_and(|name| name.starts_with('/'))
}

/// As [`hashed`], for bytes whose hash is known already.
pub(crate) fn hashed_as(name: &str, hash: blake3::Hash) -> String {
    let (stem, extension) = name.rsplit_once('.').unwrap_or((name, "bin"));
    let stem = file_names(stem);
    format!("{HASHED}/{stem}.{}.{extension}", &hash.to_hex().as_str()[..12])
}

/// Part `number` (from 0) of the models that the page comparing models loads.
pub(crate) fn compare_part(number: usize) -> String {
    format!("{ASSETS}/so-sanh-{number}.js")
}

/// The list of files of the field or place whose first page is `page`.
pub(crate) fn topic(page: &str) -> String {
    ["du-lieu/tai-ve/", page.trim_end_matches(".html"), ".json"].concat()
}

/// Part `number` (from 1) of a large site's sitemap.
pub(crate) fn sitemap_part(number: usize) -> String {
    format!("sitemap-{number}.xml")
}

/// From the page at `url_path` to the site's root: empty, `../`, `../../`.
pub(crate) fn root_from(url_path: &str) -> String {
    "../".repeat(url_path.matches('/').count())
}

/// The address of the redirect for an old address (`aliases`), with `.html` at its end; one that ended in `/` was a folder, and
/// has an `index.html`. `None` if it leads out of the site or cannot be a file name on every system.
pub(crate) fn alias(text: &str) -> Option<String> {
    let composed = vietnamese::composed(text.trim());
    let trimmed = composed.trim_start_matches('/').trim_end_matches('/');
    let usable = |part: &str| {
        !part.is_empty()
            && !part.starts_with('.')
            && !part.ends_with('.')
            && !is_device_name(part)
            && !part.contains(['\\', ':', '*', '?', '"', '<', '>', '|', '#', '%'])
            && !part.chars().any(char::is_control)
    };
    if trimmed.is_empty() || trimmed.len() > 200 || !trimmed.split('/').all(usable) {
        return None;
    }
    let is_page = trimmed.ends_with(".html") || trimmed.ends_with(".htm");
    let end = if composed.ends_with('/') {
        "/index.html"
    } else if is_page {
        ""
    } else {
        ".html"
    };
    Some(format!("{trimmed}{end}"))
}

/// Appends `path` to the site's absolute address.
pub(crate) fn absolute(base_url: &str, path: &str) -> String {
    [base_url.trim_end_matches('/'), "/", if path == HOME { "" } else { path }].concat()
}

/// The host's name in an absolute address: `https://x.vn:8080/dvk/` → `x.vn`.
pub(crate) fn host_of(url: &str) -> &str {
    let after_scheme = url.split_once("://").map_or(url, |(_, rest)| rest);
    after_scheme.split(['/', ':']).next().unwrap_or(after_scheme)
}

/// The port that an absolute address names: `https://x.vn:8080/dvk/` → `8080`.
pub(crate) fn port_of(url: &str) -> Option<&str> {
    let after_scheme = url.split_once("://").map_or(url, |(_, rest)| rest);
    let (_, port) = after_scheme.split('/').next()?.split_once(':')?;
    (!port.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit())).then_some(port)
}

/// The path of an absolute address, with `/` at both ends: `https://x.vn/dvk/` → `/dvk/`.
pub(crate) fn path_of(url: &str) -> String {
    let after_scheme = url.split_once("://").map_or(url, |(_, rest)| rest);
    let path = after_scheme.split_once('/').map_or("", |(_, path)| path).trim_matches('/');
    if path.is_empty() { "/".to_owned() } else { format!("/{path}/") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_name_files() {
        assert_eq!(listing(ListingKind::Field, "kinh-te", 1), "linh-vuc/kinh-te.html");
        assert_eq!(listing(ListingKind::Field, "kinh-te", 2), "linh-vuc/kinh-te/2.html");
        assert_eq!(listing(ListingKind::All, "", 1), "mo-hinh.html");
        assert_eq!(listing(ListingKind::All, "", 3), "mo-hinh/3.html");
        assert_eq!(
            listing_feed(ListingKind::Place, "lam-dong/xa-dong-giang", "xml"),
            "dia-phuong/lam-dong/xa-dong-giang.xml"
        );
        assert_eq!(listing_feed(ListingKind::All, "", "xml"), "feed.xml");
    }

    #[test]
    fn no_address_has_the_name_of_a_windows_device() {
        assert_eq!(listing(ListingKind::Tag, "con", 1), "the/con-1.html");
        assert_eq!(listing(ListingKind::Tag, "con", 2), "the/con-1/2.html");
        assert_eq!(listing_feed(ListingKind::Tag, "aux", "xml"), "the/aux-1.xml");
        assert_eq!([model("lpt9"), page("nul")], ["mo-hinh/lpt9-1.html", "nul-1.html"]);
        assert!(hashed("con.jpg", b"").starts_with("assets/h/con-1."));
        assert_eq!(alias("cu/COM1.html"), None);
        assert_eq!(alias("abđ").as_deref(), Some("abđ.html"));
        for name in ["con-1", "conte", "com0", "lpt10", "auxx", "co"] {
            assert_eq!(model(name), format!("mo-hinh/{name}.html"));
        }
    }

    #[test]
    fn the_way_to_the_root() {
        assert_eq!(root_from("index.html"), "");
        assert_eq!(root_from("dia-phuong/lam-dong/xa-dong-giang/2.html"), "../../../");
    }

    #[test]
    fn an_old_address_stays_inside_the_site() {
        assert_eq!(alias("/old/address/").as_deref(), Some("old/address/index.html"));
        assert_eq!(alias("cu.html").as_deref(), Some("cu.html"));
        for wrong in ["", "/", "../x", "a/../b", ".git/x", "a\\b", "C:/x", "a?b", "x\u{0}"] {
            assert_eq!(alias(wrong), None, "{wrong:?}");
        }
    }

    #[test]
    fn the_first_page_is_the_site_itself() {
        assert_eq!(absolute("https://x.vn/a/", HOME), "https://x.vn/a/");
        assert_eq!(absolute("https://x.vn", "nam/2020.html"), "https://x.vn/nam/2020.html");
    }
}
