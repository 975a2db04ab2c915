//! A path inside the site's root, the same on every system.

use std::fmt;
use std::sync::Arc;

use unicode_normalization::UnicodeNormalization;

/// A file's path relative to the site's root, with `/` between its parts: `content/mo-hinh/keng.md`.
/// It never begins with `/` and holds no `.` or `..`. Cloning is cheap.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(from = "String", into = "String")]
pub struct SitePath(Arc<str>);

impl SitePath {
    /// Normalises `path`; a `..` that would leave the root is dropped.
    pub fn new(path: &str) -> Self {
        if is_plain(path) {
            return Self(path.into());
        }
        let mut parts: Vec<&str> = Vec::new();
        for part in path.split(['/', '\\']) {
            match part {
                "" | "." => {}
                ".." => {
                    parts.pop();
                }
                part => parts.push(part),
            }
        }
        Self(parts.join("/").into())
    }

    /// The path as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The folder the file lies in, without a trailing `/`; empty at the root.
    pub fn folder(&self) -> &str {
        self.0.rsplit_once('/').map_or("", |(folder, _)| folder)
    }

    /// The last part: `keng.md`.
    pub fn file_name(&self) -> &str {
        self.0.rsplit_once('/').map_or(&self.0, |(_, name)| name)
    }

    /// The file name without its last extension: `keng`.
    pub fn stem(&self) -> &str {
        let name = self.file_name();
        name.rsplit_once('.').map_or(name, |(stem, _)| stem)
    }

    /// The last extension in lower case, without its dot; empty if there is none.
    pub fn extension(&self) -> String {
        self.file_name().rsplit_once('.').map_or(String::new(), |(_, ext)| ext.to_ascii_lowercase())
    }

    /// The target of a relative link in this file, in composed form (NFC) as all paths are: a text from a Mac may be
    /// decomposed.
    pub fn resolve(&self, link: &str) -> Self {
        let path = format!("{}/{link}", self.folder());
        if link.is_ascii() { Self::new(&path) } else { Self::new(&path.nfc().collect::<String>()) }
    }

    /// The relative link to this file from a file in `folder`: what [`Self::resolve`] turns into this path.
    pub(crate) fn seen_from(&self, folder: &str) -> String {
        let (from, to): (Vec<&str>, Vec<&str>) = (folder.split('/').collect(), self.0.split('/').collect());
        let shared = from.iter().zip(&to[..to.len() - 1]).take_while(|(a, b)| a == b).count();
        let up = from.iter().skip(shared).filter(|part| !part.is_empty()).map(|_| "..");
        up.chain(to[shared..].iter().copied()).collect::<Vec<_>>().join("/")
    }

    /// Whether the file lies in `folder` (given without a trailing `/`), at any depth.
    pub fn is_in(&self, folder: &str) -> bool {
        self.0.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
    }
}

fn is_plain(path: &str) -> bool {
    !path.contains('\\') && !path.split('/').any(|part| matches!(part, "" | "." | ".."))
}

impl fmt::Display for SitePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<&str> for SitePath {
    fn from(path: &str) -> Self {
        Self::new(path)
    }
}

impl From<String> for SitePath {
    fn from(path: String) -> Self {
        Self::new(&path)
    }
}

impl From<SitePath> for String {
    fn from(path: SitePath) -> Self {
        path.0.as_ref().to_owned()
    }
}

impl std::borrow::Borrow<str> for SitePath {
    fn borrow(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::SitePath;

    #[test]
    fn links_resolve_from_the_files_folder_and_never_leave_the_root() {
        let file = SitePath::new("content/mo-hinh/a/keng.md");
        assert_eq!(file.resolve("../b/den.md").as_str(), "content/mo-hinh/b/den.md");
        assert_eq!(file.resolve("./anh.jpg").as_str(), "content/mo-hinh/a/anh.jpg");
        assert_eq!(file.resolve("../../../../../etc/passwd").as_str(), "etc/passwd");
    }

    #[test]
    fn a_link_leads_back_to_the_file() {
        let file = SitePath::new("content/mo-hinh/b/anh.jpg");
        for (from, link) in [
            ("content/mo-hinh/b/bai.md", "anh.jpg"),
            ("content/mo-hinh/a/bai.md", "../b/anh.jpg"),
            ("content/mo-hinh/bai.md", "b/anh.jpg"),
            ("content/trang/x/bai.md", "../../mo-hinh/b/anh.jpg"),
            ("bai.md", "content/mo-hinh/b/anh.jpg"),
        ] {
            let from = SitePath::new(from);
            assert_eq!(file.seen_from(from.folder()), link);
            assert_eq!(from.resolve(link), file);
        }
    }

    #[test]
    fn parts() {
        let file = SitePath::new("content\\mo-hinh//keng.lang.MD");
        assert_eq!((file.folder(), file.stem(), file.extension().as_str()), ("content/mo-hinh", "keng.lang", "md"));
        assert!(file.is_in("content") && !file.is_in("cont"));
    }
}
