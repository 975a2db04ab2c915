//! Reading from disk: walks `content/` and `themes/`, reads each file once, in parallel.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, ErrorKind, Read};
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use walkdir::{DirEntry, WalkDir};

use super::sort::{self, Sort};
use super::{Files, Read as Taken, site_path, take};
use crate::cache::Store;
use crate::error::SystemError;
use crate::finding::{Checked, Code, Finding};
use crate::media::NewFile;
use crate::text::{Message, SitePath};

/// The folders a site is made of.
pub(super) const FOLDERS: [&str; 2] = ["content", "themes"];

/// How often one folder may be reached through links. Links to folders full of links would make files without number.
const MOST_LINKS: u32 = 16;

/// What was read.
#[derive(Default)]
pub(super) struct Reading {
    pub(super) files: Files,
    /// What is wrong with files as files.
    pub(super) findings: Vec<Finding>,
    /// Whether symbolic links were met: then a file can stand under several paths.
    pub(super) has_links: bool,
}

/// Reads every file of the site.
pub(super) fn read(root: &Path, store: &Store) -> Result<Reading, SystemError> {
    if !root.join("content").is_dir() {
        let say = Message::new(
            "Không có thư mục content/ ở đây; chạy lantoa trong thư mục của trang, hoặc dùng --root",
            "There is no content/ folder here; run lantoa in the site's folder, or use --root",
        );
        return Err(SystemError::new(say).on(root));
    }
    let mut walk = Walk::new(root);
    FOLDERS.iter().filter(|folder| root.join(folder).exists()).for_each(|folder| walk.folder(folder));
    Ok(walk.read(store))
}

/// Reads what there is now at `path` and below, where the site's own folders hold it. Nothing there is no finding.
pub(super) fn read_part(root: &Path, path: &SitePath, store: &Store) -> Reading {
    let place = root.join(path.as_str());
    let mut walk = Walk::new(root);
    match fs::symlink_metadata(&place) {
        Ok(found) if found.is_symlink() => walk.has_links = true,
        Ok(found) if found.is_dir() => walk.walk(WalkDir::new(&place)),
        Ok(found) if found.is_file() => walk.found.push((path.clone(), place)),
        Ok(_) => walk.findings.push(unreadable(path, &no_file())),
        Err(error) if error.kind() == ErrorKind::NotFound => {}
        Err(error) => walk.findings.push(unreadable(path, &cause(&error))),
    }
    walk.read(store)
}

/// Reads files that have been found.
fn read_files(found: Vec<(SitePath, PathBuf)>, store: &Store, findings: &mut Vec<Finding>) -> Files {
    let read: Vec<(SitePath, Taken)> = found
        .into_par_iter()
        .map(|(path, place)| {
            let taken = read_file(&path, &place, store);
            (path, taken)
        })
        .collect();
    let mut files = Files::new();
    for (path, taken) in read {
        let Some(file) = taken.collect(findings) else { continue };
        if files.insert(path.clone(), file).is_some() {
            findings.push(sort::same_name(&path));
        }
    }
    files
}

fn read_file(path: &SitePath, place: &Path, store: &Store) -> Taken {
    match sort::of(path).and_then(|sort| Ok((sort, bytes_of(path, place, sort)?))) {
        Ok((sort, bytes)) => take(sort, NewFile::new(path, bytes, Some(place)), store),
        Err(finding) => Checked { value: None, findings: vec![*finding] },
    }
}

/// The bytes of a file that is not too large. The size is asked for first, so that a huge file costs nothing, and
/// held to, should the file grow meanwhile.
fn bytes_of(path: &SitePath, place: &Path, sort: Sort) -> Result<Vec<u8>, Box<Finding>> {
    let unreadable = |error: io::Error| Box::new(unreadable(path, &cause(&error)));
    let file = File::open(place).map_err(unreadable)?;
    let size = file.metadata().map_err(unreadable)?.len();
    sort::check_size(path, sort, size)?;
    let mut bytes = Vec::with_capacity(size as usize + 1);
    file.take(sort.limit() + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    sort::check_size(path, sort, bytes.len() as u64)?;
    Ok(bytes)
}

struct Walk<'r> {
    root: &'r Path,
    /// The folders of the site as they really lie; links may lead anywhere in them.
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

    /// Goes through a folder. Looking up what every entry points to would cost a third of the reading, so links are only
    /// followed where there are some ([`Self::link`]).
    fn walk(&mut self, folder: WalkDir) {
        let mut entries = folder.sort_by_file_name().into_iter();
        while let Some(entry) = entries.next() {
            match entry {
                Ok(entry) if entry.depth() == 0 => {}
                Ok(entry) => {
                    if !self.take(&entry) && entry.file_type().is_dir() {
                        entries.skip_current_dir();
                    }
                }
                Err(error) => self.tell(&error),
            }
        }
    }

    /// Notes a file down. False for what must not be gone into.
    fn take(&mut self, entry: &DirEntry) -> bool {
        if sort::is_left_over(&entry.file_name().to_string_lossy()) {
            return false;
        }
        let Some(path) = self.site_path(entry.path()) else {
            self.findings.push(sort::bad_name(&self.shown(entry.path())));
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
            self.findings.push(unreadable(&path, &no_file()));
        }
        true
    }

    /// A symbolic link to something inside is as good as the thing itself.
    fn link(&mut self, entry: &DirEntry, path: &SitePath) {
        let place = entry.path();
        match fs::metadata(place) {
            Err(error) => self.findings.push(unreadable(path, &cause(&error))),
            Ok(found) if !self.stays_inside(place, path, found.is_dir()) => {}
            Ok(found) if found.is_file() => self.found.push((path.clone(), place.to_path_buf())),
            Ok(found) if !found.is_dir() => self.findings.push(unreadable(path, &no_file())),
            Ok(_) if leads_up(place) => self.findings.push(loops(path)),
            Ok(_) => self.walk(WalkDir::new(place).follow_links(true)),
        }
    }

    /// Whether a link stays in the site and does not multiply it; if not, that is told.
    fn stays_inside(&mut self, link: &Path, path: &SitePath, is_folder: bool) -> bool {
        let real = fs::canonicalize(link).unwrap_or_default();
        if !self.inside.iter().any(|folder| real.starts_with(folder)) {
            self.findings.push(leads_out(path));
            return false;
        }
        if is_folder {
            let times = self.linked.entry(real).or_default();
            *times += 1;
            if *times > MOST_LINKS {
                self.findings.push(too_many_links(path));
                return false;
            }
        }
        true
    }

    /// The path inside the site; `None` for names that are no text or hold what separates names elsewhere.
    fn site_path(&self, path: &Path) -> Option<SitePath> {
        let inside = path.strip_prefix(self.root).ok()?;
        let is_name = |name: &std::ffi::OsStr| name.to_str().is_some_and(|name| !name.contains('\\'));
        inside.iter().all(is_name).then(|| site_path(&inside.to_string_lossy()))
    }

    /// The path as near as it can be shown.
    fn shown(&self, path: &Path) -> SitePath {
        site_path(&path.strip_prefix(self.root).unwrap_or(path).to_string_lossy())
    }

    fn tell(&mut self, error: &walkdir::Error) {
        let path = error.path().map_or_else(|| SitePath::new("content"), |path| self.shown(path));
        if sort::is_left_over(path.file_name()) {
            return;
        }
        self.findings.push(match (error.loop_ancestor(), error.io_error()) {
            (Some(_), _) => loops(&path),
            (None, Some(error)) => unreadable(&path, &cause(error)),
            (None, None) => unreadable(&path, &Message::new(error.to_string(), error.to_string())),
        });
    }
}

/// Whether a link leads to a folder it lies in.
fn leads_up(link: &Path) -> bool {
    let parent = link.parent().and_then(|parent| fs::canonicalize(parent).ok());
    fs::canonicalize(link).is_ok_and(|real| parent.is_some_and(|parent| parent.starts_with(real)))
}

fn no_file() -> Message {
    Message::new("không phải tệp thường", "not a regular file")
}

/// What the system said, in the reader's language where it is one of the usual things.
fn cause(error: &io::Error) -> Message {
    match error.kind() {
        ErrorKind::PermissionDenied => Message::new("không có quyền đọc", "no permission"),
        ErrorKind::NotFound => Message::new(
            "tệp, hoặc tệp mà liên kết trỏ tới, không có",
            "the file, or what the link leads to, is not there",
        ),
        _ => Message::new(error.to_string(), error.to_string()),
    }
}

fn unreadable(path: &SitePath, cause: &Message) -> Finding {
    let message = Message::new(
        format!("Không đọc được tệp hoặc thư mục: {}", cause.vi),
        format!("The file or folder cannot be read: {}", cause.en),
    );
    let help = Message::new(
        "cấp quyền đọc, hoặc dời nó ra khỏi content/",
        "give permission to read it, or move it out of content/",
    );
    Finding::new(Code::Unreadable, path, message).help(help)
}

fn leads_out(path: &SitePath) -> Finding {
    let message = Message::new(
        "Liên kết (symlink) dẫn ra ngoài content/ và themes/",
        "The symbolic link leads out of content/ and themes/",
    );
    let help = Message::new("chép tệp thật vào đây thay cho liên kết", "put a copy of the file here instead");
    Finding::new(Code::LinkOutside, path, message).help(help)
}

fn loops(path: &SitePath) -> Finding {
    let message = Message::new("Liên kết (symlink) đi vòng tròn", "The symbolic link leads round in a circle");
    Finding::new(Code::LinkLoop, path, message).help(Message::new("xóa liên kết này", "remove the link"))
}

fn too_many_links(path: &SitePath) -> Finding {
    let message = Message::new(
        format!("Thư mục này đã được liên kết (symlink) tới hơn {MOST_LINKS} lần; không đi theo nữa"),
        format!("Symbolic links lead to this folder more than {MOST_LINKS} times; it is not followed again"),
    );
    Finding::new(Code::LinkLoop, path, message).help(Message::new("xóa liên kết này", "remove the link"))
}
