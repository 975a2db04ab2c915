//! The few things publishing asks of a disk, so that tests can put one in its place that fails at any moment.

use std::fs::{self, File};
use std::io::{self, ErrorKind};
use std::path::Path;
use std::time::UNIX_EPOCH;

use crate::fault::Fault;
use crate::text::Say;

/// What a path is. Links are not followed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Stat {
    pub(super) is_file: bool,
    pub(super) is_folder: bool,
    pub(super) len: u64,
    /// Nanoseconds since 1970.
    pub(super) modified: u128,
}

pub(super) trait Disk: Sync {
    /// `None` if there is nothing.
    fn stat(&self, path: &Path) -> io::Result<Option<Stat>>;
    fn read(&self, path: &Path) -> io::Result<Vec<u8>>;
    /// Writes a whole file in a folder that exists.
    fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<()>;
    /// Puts a file in the place of another, in one step.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// A file that is gone already is no error.
    fn remove_file(&self, path: &Path) -> io::Result<()>;
    /// With the folders above it; one that exists is no error.
    fn make_folder(&self, path: &Path) -> io::Result<()>;
    /// A folder that holds something stays.
    fn remove_empty_folder(&self, path: &Path);
    /// A folder of our own with everything in it.
    fn remove_tree(&self, path: &Path) -> io::Result<()>;
    /// Names in a folder; none if there is no folder.
    fn names(&self, path: &Path) -> io::Result<Vec<String>>;
}

/// The disk of this machine.
pub(super) struct RealDisk;

impl Disk for RealDisk {
    fn stat(&self, path: &Path) -> io::Result<Option<Stat>> {
        let found = match fs::symlink_metadata(path) {
            Ok(found) => found,
            Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => return Ok(None),
            Err(error) => return Err(error),
        };
        let modified = found.modified()?.duration_since(UNIX_EPOCH).map_or(0, |since| since.as_nanos());
        Ok(Some(Stat { is_file: found.is_file(), is_folder: found.is_dir(), len: found.len(), modified }))
    }

    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        fs::read(path)
    }

    fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        fs::write(path, bytes)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    fn remove_file(&self, path: &Path) -> io::Result<()> {
        match fs::remove_file(path) {
            Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }

    fn make_folder(&self, path: &Path) -> io::Result<()> {
        fs::create_dir_all(path)
    }

    fn remove_empty_folder(&self, path: &Path) {
        // Refused by the system when something is left in it, which is just what is wanted.
        let _ = fs::remove_dir(path);
    }

    fn remove_tree(&self, path: &Path) -> io::Result<()> {
        fs::remove_dir_all(path)
    }

    fn names(&self, path: &Path) -> io::Result<Vec<String>> {
        match fs::read_dir(path) {
            Ok(entries) => entries.map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned())).collect(),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(Vec::new()),
            Err(error) => Err(error),
        }
    }
}

/// Holds `output` for one run at a time. The system lets go when the process ends, however it ends.
pub(super) fn lock(output: &Path) -> Result<File, Fault> {
    let path = output.join(".lantoa-lock");
    let opened = fs::create_dir_all(output).and_then(|()| File::options().create(true).append(true).open(&path));
    let failed = |error| {
        Fault::io(Say::new("Không ghi được vào thư mục xuất", "The output folder cannot be written to"), &path, error)
    };
    let file = opened.map_err(failed)?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(fs::TryLockError::WouldBlock) => Err(Fault::new(Say::new(
            "Một lần chạy khác của lantoa đang ghi vào thư mục này",
            "Another run of lantoa is writing to this folder",
        ))
        .on(output)),
        // A file system without locks: one run at a time is then the user's care.
        Err(fs::TryLockError::Error(_)) => Ok(file),
    }
}
