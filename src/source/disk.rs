//! The door from the disk: walks `content/` and `themes/`, reads each file once, in parallel.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use unicode_normalization::UnicodeNormalization;
use walkdir::{DirEntry, WalkDir};

use super::{Content, Kept, SourceFile, sort, understand};
use crate::fault::Fault;
use crate::finding::{Code, Finding};
use crate::text::{Say, SitePath};

/// The folders a site is made of.
pub(super) const FOLDERS: [&str; 2] = ["content", "themes"];

/// What was read of the disk.
#[derive(Default)]
pub(super) struct Reading {
    pub(super) files: BTreeMap<SitePath, SourceFile>,
    /// What is wrong with files as files.
    pub(super) findings: Vec<Finding>,
    /// Whether symbolic links were met.
    pub(super) linked: bool,
}

pub(super) fn read(root: &Path) -> Result<Reading, Fault> {
    if !root.join("content").is_dir() {
        let say = Say::new(
            "Không có thư mục content/ ở đây; chạy lantoa trong thư mục của trang, hoặc dùng --root",
            "There is no content/ folder here; run lantoa in the site's folder, or use --root",
        );
        return Err(Fault::new(say).on(root));
    }
    let mut walk = Walk::new(root);
    FOLDERS.iter().filter(|folder| root.join(folder).exists()).for_each(|folder| walk.folder(folder));
    Ok(read_found(walk))
}

pub(super) fn read_found(walk: Walk<'_>) -> Reading {
    let Walk { found, mut findings, linked, .. } = walk;
    let read: Vec<(SitePath, Result<SourceFile, Box<Finding>>)> = found
        .into_par_iter()
        .map(|(path, place)| {
            let file = read_file(&path, &place);
            (path, file)
        })
        .collect();
    let mut files = BTreeMap::new();
    for (path, file) in read {
        match file {
            Ok(file) => {
                files.insert(path, file);
            }
            Err(finding) => findings.push(*finding),
        }
    }
    Reading { files, findings, linked }
}

fn read_file(path: &SitePath, place: &Path) -> Result<SourceFile, Box<Finding>> {
    let unreadable = |error: std::io::Error| Box::new(unreadable(path, &error.to_string()));
    let sort = sort::of(path)?;
    let mut file = File::open(place).map_err(unreadable)?;
    let size = file.metadata().map_err(unreadable)?.len();
    sort::check_size(path, sort, size)?;
    let mut bytes = Vec::with_capacity(size as usize + 1);
    // A file that grows while it is read cannot fill the memory.
    file.by_ref().take(sort.limit() + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    understand(path, bytes, Kept::OnDisk(place.to_path_buf()))
}

/// The bytes of a file that was read before.
pub(super) fn load(file: Option<&SourceFile>, path: &SitePath) -> Result<Vec<u8>, Fault> {
    let place = match file.map(|file| &file.content) {
        Some(Content::Text(text)) => return Ok(text.as_bytes().to_vec()),
        Some(Content::Bytes(bytes) | Content::Large { kept: Kept::InMemory(bytes), .. }) => return Ok(bytes.to_vec()),
        Some(Content::Large { kept: Kept::OnDisk(place), .. }) => place.clone(),
        None => PathBuf::from(path.as_str()),
    };
    let say = || Say::new("Không đọc lại được tệp", "The file cannot be read again");
    fs::read(&place).map_err(|error| Fault::io(say(), &place, error))
}

pub(super) struct Walk<'r> {
    root: &'r Path,
    found: Vec<(SitePath, PathBuf)>,
    findings: Vec<Finding>,
    linked: bool,
}

impl<'r> Walk<'r> {
    pub(super) fn new(root: &'r Path) -> Self {
        Self { root, found: Vec::new(), findings: Vec::new(), linked: false }
    }

    fn folder(&mut self, folder: &str) {
        let top = self.root.join(folder);
        let inside = fs::canonicalize(&top).unwrap_or_else(|_| top.clone());
        self.walk(WalkDir::new(&top).follow_root_links(true), &inside);
    }

    /// Goes through a folder. Looking up what every entry points to would cost a third of the reading, so links are only
    /// followed where there are some.
    pub(super) fn walk(&mut self, folder: WalkDir, inside: &Path) {
        let mut entries = folder.sort_by_file_name().into_iter();
        while let Some(entry) = entries.next() {
            match entry {
                Ok(entry) if is_left_over(&entry) => {
                    if entry.file_type().is_dir() {
                        entries.skip_current_dir();
                    }
                }
                Ok(entry) => self.take(&entry, inside),
                Err(error) => self.tell(&error),
            }
        }
    }

    /// Notes a file down.
    fn take(&mut self, entry: &DirEntry, inside: &Path) {
        let Some(path) = self.site_path(entry.path()) else {
            let shown = SitePath::new(&entry.path().strip_prefix(self.root).unwrap_or(entry.path()).to_string_lossy());
            return self.findings.push(sort::bad_name(&shown));
        };
        let kind = entry.file_type();
        self.linked |= entry.path_is_symlink();
        if kind.is_file() && (!entry.path_is_symlink() || leads_inside(entry.path(), inside)) {
            self.found.push((path, entry.path().to_path_buf()));
        } else if kind.is_symlink() && entry.depth() > 0 {
            self.link(entry, &path, inside);
        } else if entry.path_is_symlink() && !leads_inside(entry.path(), inside) {
            self.findings.push(leads_out(&path));
        } else if !kind.is_dir() {
            self.findings.push(unreadable(&path, "device, pipe or socket"));
        }
    }

    /// A symbolic link to something inside is as good as the thing itself.
    fn link(&mut self, entry: &DirEntry, path: &SitePath, inside: &Path) {
        match fs::canonicalize(entry.path()) {
            Err(error) => self.findings.push(unreadable(path, &error.to_string())),
            Ok(real) if !real.starts_with(inside) => self.findings.push(leads_out(path)),
            Ok(real) if absolute_parent(entry.path()).starts_with(&real) => {
                self.findings.push(leads_round(path));
            }
            Ok(real) if real.is_dir() => self.walk(WalkDir::new(entry.path()).follow_links(true), inside),
            Ok(_) => self.found.push((path.clone(), entry.path().to_path_buf())),
        }
    }

    /// The path inside the site, composed: macOS hands over decomposed names. `None` for names that are no text.
    fn site_path(&self, path: &Path) -> Option<SitePath> {
        let inside = path.strip_prefix(self.root).ok()?.to_str()?;
        if inside.is_ascii() {
            return Some(SitePath::new(inside));
        }
        Some(SitePath::new(&inside.nfc().collect::<String>()))
    }

    fn tell(&mut self, error: &walkdir::Error) {
        let path = error.path().and_then(|path| self.site_path(path)).unwrap_or_else(|| SitePath::new("content"));
        self.findings.push(if error.loop_ancestor().is_some() {
            leads_round(&path)
        } else {
            let cause = error.io_error().map_or_else(|| error.to_string(), ToString::to_string);
            unreadable(&path, &cause)
        });
    }
}

fn leads_inside(path: &Path, inside: &Path) -> bool {
    fs::canonicalize(path).is_ok_and(|real| real.starts_with(inside))
}

/// The folder a link lies in, without links.
fn absolute_parent(path: &Path) -> PathBuf {
    path.parent().and_then(|parent| fs::canonicalize(parent).ok()).unwrap_or_default()
}

fn leads_round(path: &SitePath) -> Finding {
    let message = Say::new("Liên kết (symlink) đi vòng tròn", "The symbolic link leads round in a circle");
    let help = Say::new("xóa liên kết này", "remove the link");
    Finding::new(Code::LinkLoop, path, message).help(help)
}

/// What systems and editors leave behind.
fn is_left_over(entry: &DirEntry) -> bool {
    entry.depth() > 0 && is_left_over_name(&entry.file_name().to_string_lossy())
}

pub(super) fn is_left_over_name(name: &str) -> bool {
    name.starts_with('.')
        || name.ends_with('~')
        || name.ends_with(".swp")
        || matches!(name, "Thumbs.db" | "desktop.ini")
}

fn unreadable(path: &SitePath, cause: &str) -> Finding {
    let message = Say::new(format!("Không đọc được tệp ({cause})"), format!("The file cannot be read ({cause})"));
    let help = Say::new("kiểm tra tệp và quyền đọc", "check the file and its permissions");
    Finding::new(Code::Unreadable, path, message).help(help)
}

fn leads_out(path: &SitePath) -> Finding {
    let message = Say::new(
        "Liên kết (symlink) dẫn ra ngoài thư mục của trang",
        "The symbolic link leads out of the site's folder",
    );
    let help = Say::new("chép tệp vào trong content/ thay cho liên kết", "copy the file into content/ instead");
    Finding::new(Code::LinkOutside, path, message).help(help)
}
