//! Reading from disk: walks `content/` and `themes/`, reads each file once, in parallel.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, ErrorKind, Read};
use std::path::{Path, PathBuf};
use std::time::Duration;

use rayon::prelude::*;
use walkdir::{DirEntry, WalkDir};

use super::kind::{self, FileKind};
use super::{Files, ReadFile, make_file, refused, site_path};
use crate::cache::Store;
use crate::error::{SystemError, reason};
use crate::finding::{Code, Finding};
use crate::media::NewFile;
use crate::text::{Message, SitePath};

/// The folders a site is made of.
pub(super) const FOLDERS: [&str; 2] = ["content", "themes"];

/// How many links to one folder are followed. Links to folders that contain links can multiply without end.
const MAX_LINKS: u32 = 16;

/// What was read.
#[derive(Default)]
pub(super) struct Reading {
    pub(super) files: Files,
    /// What is wrong with files, whatever is in them.
    pub(super) findings: Vec<Finding>,
    /// Whether symbolic links were met: then a file can have several paths.
    pub(super) has_links: bool,
}

/// Reads every file of the site.
pub(super) fn read(root: &Path, store: &Store) -> Result<Reading, SystemError> {
    if !root.join("content").is_dir() {
        let say = Message::new(
            "Không có thư mục content/ ở đây; chạy lantoa trong thư mục của trang web, hoặc dùng --root",
            "There is no content/ folder here; run lantoa in the site's folder, or use --root",
        );
        return Err(SystemError::new(say).on(root));
    }
    let mut walk = Walk::new(root);
    FOLDERS.iter().filter(|folder| root.join(folder).exists()).for_each(|folder| walk.folder(folder));
    Ok(walk.read(store))
}

/// Reads what is at `path` and below now. If nothing is there, that is no finding.
pub(super) fn read_subtree(root: &Path, path: &SitePath, store: &Store) -> Reading {
    let disk_path = root.join(path.as_str());
    let mut walk = Walk::new(root);
    match fs::symlink_metadata(&disk_path) {
        Ok(found) if found.is_symlink() => walk.has_links = true,
        Ok(found) if found.is_dir() => walk.walk(WalkDir::new(&disk_path)),
        Ok(found) if found.is_file() => walk.found.push((path.clone(), disk_path)),
        Ok(_) => walk.findings.push(unreadable(path, &not_a_file())),
        Err(error) if error.kind() == ErrorKind::NotFound => {}
        Err(error) => walk.findings.push(unreadable(path, &cause(&error))),
    }
    walk.read(store)
}

/// Reads the files that the walk has found, in parallel.
fn read_files(found: Vec<(SitePath, PathBuf)>, store: &Store, findings: &mut Vec<Finding>) -> Files {
    let all: Vec<(SitePath, ReadFile)> = found
        .into_par_iter()
        .map(|(path, disk_path)| {
            let read = read_file(&path, &disk_path, store);
            (path, read)
        })
        .collect();
    let mut files = Files::new();
    for (path, read) in all {
        let file = read.collect(findings);
        if files.insert(path.clone(), file).is_some() {
            findings.push(kind::same_name(&path));
        }
    }
    files
}

fn read_file(path: &SitePath, disk_path: &Path, store: &Store) -> ReadFile {
    match kind::of(path).and_then(|kind| Ok((kind, bytes_of(path, disk_path, kind)?))) {
        Ok((kind, bytes)) => make_file(kind, NewFile::new(path, bytes, Some(disk_path)), store),
        Err(finding) => refused(path, 0, vec![*finding]),
    }
}

/// How often a file is read that is being written at the same moment.
const READINGS: usize = 5;
/// Between two of these.
const PAUSE: Duration = Duration::from_millis(5);

/// The bytes of a file within the size limit of its kind. The size is checked before reading, so that a huge file costs
/// nothing, and again afterwards, because the file may have grown.
fn bytes_of(path: &SitePath, disk_path: &Path, kind: FileKind) -> Result<Vec<u8>, Box<Finding>> {
    let unreadable = |error: io::Error| Box::new(unreadable(path, &cause(&error)));
    whole(|| {
        let file = File::open(disk_path).map_err(unreadable)?;
        let size = file.metadata().map_err(unreadable)?.len();
        kind::check_size(path, kind, size)?;
        let mut bytes = Vec::with_capacity(size as usize + 1);
        file.take(kind.limit() + 1).read_to_end(&mut bytes).map_err(unreadable)?;
        kind::check_size(path, kind, bytes.len() as u64)?;
        Ok((size, bytes))
    })
}

/// What `read` gives, which is the length that a file had when it was opened, and its bytes. If these are more or fewer,
/// somebody is writing the file, and it is read again.
fn whole<E>(mut read: impl FnMut() -> Result<(u64, Vec<u8>), E>) -> Result<Vec<u8>, E> {
    let mut left = READINGS;
    loop {
        let (size, bytes) = read()?;
        left -= 1;
        if bytes.len() as u64 == size || left == 0 {
            return Ok(bytes);
        }
        std::thread::sleep(PAUSE);
    }
}

struct Walk<'r> {
    root: &'r Path,
    /// The real paths of the site's folders; links may lead anywhere inside them.
    inside: Vec<PathBuf>,
    /// How often a folder has been reached through a link.
    linked: BTreeMap<PathBuf, u32>,
    found: Vec<(SitePath, PathBuf)>,
    findings: Vec<Finding>,
    has_links: bool,
}

impl<'r> Walk<'r> {
    fn new(root: &'r Path) -> Self {
        let inside = FOLDERS.iter().filter_map(|folder| fs::canonicalize(root.join(folder)).ok()).collect();
        Self { root, inside, linked: BTreeMap::new(), found: Vec::new(), findings: Vec::new(), has_links: false }
    }

    /// Reads what the walk has found.
    fn read(self, store: &Store) -> Reading {
        let Self { found, mut findings, has_links, .. } = self;
        Reading { files: read_files(found, store, &mut findings), findings, has_links }
    }

    fn folder(&mut self, folder: &str) {
        self.walk(WalkDir::new(self.root.join(folder)).follow_root_links(true));
    }

    /// Walks a folder. Looking up what every entry points to would cost a third of the time of reading, so links are only
    /// followed where there are some ([`Self::link`]).
    fn walk(&mut self, folder: WalkDir) {
        let mut entries = folder.sort_by_file_name().into_iter();
        while let Some(entry) = entries.next() {
            match entry {
                Ok(entry) if entry.depth() == 0 => {}
                Ok(entry) => {
                    if !self.visit(&entry) && entry.file_type().is_dir() {
                        entries.skip_current_dir();
                    }
                }
                Err(error) => self.report(&error),
            }
        }
    }

    /// Adds a file to those to be read. Returns false for a folder that must not be entered.
    fn visit(&mut self, entry: &DirEntry) -> bool {
        if kind::is_leftover(&entry.file_name().to_string_lossy()) {
            return false;
        }
        let Some(path) = self.site_path(entry.path()) else {
            self.findings.push(kind::bad_name(&self.display_path(entry.path())));
            return false;
        };
        let kind = entry.file_type();
        self.has_links |= entry.path_is_symlink();
        if kind.is_symlink() {
            self.link(entry, &path);
        } else if entry.path_is_symlink() && !self.stays_inside(entry.path(), &path, kind.is_dir()) {
            return false;
        } else if kind.is_file() {
            self.found.push((path, entry.path().to_path_buf()));
        } else if !kind.is_dir() {
            self.findings.push(unreadable(&path, &not_a_file()));
        }
        true
    }

    /// Follows a symbolic link to something inside the site's folders.
    fn link(&mut self, entry: &DirEntry, path: &SitePath) {
        let disk_path = entry.path();
        match fs::metadata(disk_path) {
            Err(error) => self.findings.push(unreadable(path, &cause(&error))),
            Ok(found) if !self.stays_inside(disk_path, path, found.is_dir()) => {}
            Ok(found) if found.is_file() => self.found.push((path.clone(), disk_path.to_path_buf())),
            Ok(found) if !found.is_dir() => self.findings.push(unreadable(path, &not_a_file())),
            Ok(_) if links_to_ancestor(disk_path) => self.findings.push(loops(path)),
            Ok(_) => self.walk(WalkDir::new(disk_path).follow_links(true)),
        }
    }

    /// Whether a link leads into the site's folders, and not to one folder too often. If not, that is reported.
    fn stays_inside(&mut self, link: &Path, path: &SitePath, is_folder: bool) -> bool {
        let real = fs::canonicalize(link).unwrap_or_default();
        if !self.inside.iter().any(|folder| real.starts_with(folder)) {
            self.findings.push(outside_link(path));
            return false;
        }
        if is_folder {
            let times = self.linked.entry(real).or_default();
            *times += 1;
            if *times > MAX_LINKS {
                self.findings.push(too_many_links(path));
                return false;
            }
        }
        true
    }

    /// The path in the site; `None` for names that are not Unicode or contain a backslash, a separator on Windows.
    fn site_path(&self, path: &Path) -> Option<SitePath> {
        let inside = path.strip_prefix(self.root).ok()?;
        let is_name = |name: &std::ffi::OsStr| name.to_str().is_some_and(|name| !name.contains('\\'));
        inside.iter().all(is_name).then(|| site_path(&inside.to_string_lossy()))
    }

    /// The path as well as it can be displayed.
    fn display_path(&self, path: &Path) -> SitePath {
        site_path(&path.strip_prefix(self.root).unwrap_or(path).to_string_lossy())
    }

    fn report(&mut self, error: &walkdir::Error) {
        let path = error.path().map_or_else(|| SitePath::new("content"), |path| self.display_path(path));
        if kind::is_leftover(path.file_name()) {
            return;
        }
        self.findings.push(match (error.loop_ancestor(), error.io_error()) {
            (Some(_), _) => loops(&path),
            (None, Some(error)) => unreadable(&path, &cause(error)),
            (None, None) => unreadable(&path, &Message::new(error.to_string(), error.to_string())),
        });
    }
}

/// Whether a link leads to a folder that it is in.
fn links_to_ancestor(link: &Path) -> bool {
    let parent = link.parent().and_then(|parent| fs::canonicalize(parent).ok());
    fs::canonicalize(link).is_ok_and(|real| parent.is_some_and(|parent| parent.starts_with(real)))
}

fn not_a_file() -> Message {
    Message::new("không phải tệp thường", "not a regular file")
}

/// What the system reported, in both languages where it is a common error.
fn cause(error: &io::Error) -> Message {
    match error.kind() {
        ErrorKind::PermissionDenied => Message::new("không có quyền đọc", "no permission"),
        ErrorKind::NotFound => Message::new(
            "tệp, hoặc tệp mà liên kết trỏ tới, không có",
            "the file, or what the link leads to, is not there",
        ),
        _ => reason(error),
    }
}

fn unreadable(path: &SitePath, cause: &Message) -> Finding {
    let message = Message::new(
        format!("Không đọc được tệp hoặc thư mục: {}.", cause.vi),
        format!("The file or folder cannot be read: {}.", cause.en),
    );
    let help = Message::new(
        "Cấp quyền đọc cho tệp, hoặc dời nó ra khỏi content/.",
        "Give permission to read it, or move it out of content/.",
    );
    Finding::new(Code::Unreadable, path, message).help(help)
}

fn outside_link(path: &SitePath) -> Finding {
    let message = Message::new(
        "Liên kết (symlink) dẫn ra ngoài content/ và themes/.",
        "The symbolic link leads out of content/ and themes/.",
    );
    let help = Message::new("Chép tệp thật vào đây thay cho liên kết.", "Put a copy of the file here instead.");
    Finding::new(Code::LinkOutside, path, message).help(help)
}

fn loops(path: &SitePath) -> Finding {
    let message =
        Message::new("Các liên kết (symlink) trỏ lẫn nhau thành vòng.", "The symbolic links lead round in a circle.");
    Finding::new(Code::LinkLoop, path, message).help(Message::new("Xóa liên kết này.", "Remove the link."))
}

fn too_many_links(path: &SitePath) -> Finding {
    let message = Message::new(
        format!("Thư mục này đã được liên kết (symlink) tới hơn {MAX_LINKS} lần; không đi theo nữa."),
        format!("Symbolic links lead to this folder more than {MAX_LINKS} times; it is not followed again."),
    );
    Finding::new(Code::LinkLoop, path, message).help(Message::new("Xóa liên kết này.", "Remove the link."))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What readings of a file give, one after the other: its length when it was opened, and its bytes.
    fn read(readings: &[(u64, &str)]) -> Result<(String, usize), ErrorKind> {
        let mut taken = 0;
        let bytes = whole(|| {
            let (size, text) = readings.get(taken).or(readings.last()).ok_or(ErrorKind::NotFound)?;
            taken += 1;
            Ok::<_, ErrorKind>((*size, text.as_bytes().to_vec()))
        })?;
        Ok((String::from_utf8(bytes).unwrap(), taken))
    }

    #[test]
    fn a_file_that_is_being_written_is_read_again() {
        assert_eq!(read(&[(3, "abc")]), Ok(("abc".to_owned(), 1)));
        assert_eq!(read(&[(0, "ab"), (9, "abc"), (4, "abcd")]), Ok(("abcd".to_owned(), 3)));
        assert_eq!(read(&[(0, "always more")]), Ok(("always more".to_owned(), READINGS)), "but not for ever");
        assert_eq!(read(&[]), Err(ErrorKind::NotFound));
    }
}
