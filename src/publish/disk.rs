//! The few things publishing asks of a disk, so that tests can put one in its place that fails at any moment.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Write};
use std::path::Path;
use std::time::UNIX_EPOCH;

use crate::error::SystemError;
use crate::text::Message;

/// What a path is. Links are not followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
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
    /// Writes a whole file, with the folders above it.
    fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<()>;
    /// The same, down to the platter.
    fn write_synced(&self, path: &Path, bytes: &[u8]) -> io::Result<()>;
    /// Puts a file in the place of another or of nothing, or a folder in the place of nothing, in one step.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// A file that is gone already is no error.
    fn remove_file(&self, path: &Path) -> io::Result<()>;
    /// A folder that holds something stays.
    fn remove_empty_folder(&self, path: &Path);
    /// A folder of our own with everything in it; what links in it lead to stays. One that is gone is no error.
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
        create(path)?.write_all(bytes)
    }

    fn write_synced(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let mut file = create(path)?;
        file.write_all(bytes)?;
        file.sync_all()
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

    fn remove_empty_folder(&self, path: &Path) {
        // Refused by the system when something is left in it, which is just what is wanted.
        let _ = fs::remove_dir(path);
    }

    fn remove_tree(&self, path: &Path) -> io::Result<()> {
        match fs::symlink_metadata(path) {
            Ok(found) if found.is_dir() => fs::remove_dir_all(path),
            Ok(_) => fs::remove_file(path),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
            Err(error) => Err(error),
        }
    }

    fn names(&self, path: &Path) -> io::Result<Vec<String>> {
        match fs::read_dir(path) {
            Ok(entries) => entries.map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned())).collect(),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(Vec::new()),
            Err(error) => Err(error),
        }
    }
}

/// A new file. Its folders are only made when they turn out to be missing: mostly they are there.
fn create(path: &Path) -> io::Result<File> {
    match File::create(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => {
            path.parent().map_or(Ok(()), fs::create_dir_all)?;
            File::create(path)
        }
        created => created,
    }
}

/// Holds `output` for one run at a time. The system lets go when the process ends, however it ends.
pub(super) fn lock(output: &Path) -> Result<File, SystemError> {
    // The folder itself is locked, so that nothing is left in it; Windows only locks files.
    let open = || {
        fs::create_dir_all(output)?;
        if cfg!(windows) {
            return File::options().create(true).append(true).open(output.join(".lantoa-lock"));
        }
        File::open(output)
    };
    let failed = |error| {
        SystemError::io(
            Message::new("Không ghi được vào thư mục xuất", "The output folder cannot be written to"),
            output,
            error,
        )
    };
    let file = open().map_err(failed)?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(fs::TryLockError::WouldBlock) => Err(SystemError::new(Message::new(
            "Một lần chạy khác của lantoa đang ghi vào thư mục này",
            "Another run of lantoa is writing to this folder",
        ))
        .on(output)),
        // A file system without locks: one run at a time is then the user's care.
        Err(fs::TryLockError::Error(_)) => Ok(file),
    }
}
