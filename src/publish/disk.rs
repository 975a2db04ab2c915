//! The file system operations that publishing needs, as a trait: tests replace the disk by one that fails at any step.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Write};
use std::path::Path;
use std::time::UNIX_EPOCH;

use crate::error::SystemError;
use crate::text::Message;

/// What is at a path. Symbolic links are not followed: a link is neither file nor folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stat {
    pub(super) is_file: bool,
    pub(super) is_folder: bool,
    /// Bytes.
    pub(super) len: u64,
    /// Nanoseconds since 1970.
    pub(super) modified: u128,
}

/// A file system.
pub(super) trait Disk: Sync {
    /// `None` if nothing is there.
    fn stat(&self, path: &Path) -> io::Result<Option<Stat>>;
    /// The content of a file.
    fn read(&self, path: &Path) -> io::Result<Vec<u8>>;
    /// Creates or replaces a file; creates the folders above it.
    fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<()>;
    /// Like [`write`](Self::write), and waits until the bytes are on the storage device.
    fn write_synced(&self, path: &Path, bytes: &[u8]) -> io::Result<()>;
    /// Moves a file, replacing what is at `to`, or a folder to where nothing is. Atomic.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Deletes a file; it is no error if it does not exist.
    fn remove_file(&self, path: &Path) -> io::Result<()>;
    /// Deletes a folder if it is empty. Failures are ignored.
    fn remove_empty_folder(&self, path: &Path);
    /// Deletes a folder with everything in it, not following symbolic links; it is no error if it does not exist.
    fn remove_tree(&self, path: &Path) -> io::Result<()>;
    /// Names of the entries of a folder; none if it does not exist.
    fn names(&self, path: &Path) -> io::Result<Vec<String>>;
}

/// The file system of this machine.
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
        // The system refuses to delete a folder that is not empty; such folders are to stay.
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

/// Creates a file, and its folders if the first attempt shows that they are missing: mostly they exist.
fn create(path: &Path) -> io::Result<File> {
    match File::create(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => {
            path.parent().map_or(Ok(()), fs::create_dir_all)?;
            File::create(path)
        }
        created => created,
    }
}

/// Locks `target` for this process, and creates it if needed. The system releases the lock when the returned file is
/// dropped or the process ends.
///
/// # Errors
/// If another run holds the lock, or if the folder cannot be created or opened.
pub(super) fn lock(target: &Path) -> Result<File, SystemError> {
    // The folder itself is locked, so that no lock file is left behind. Windows can only lock files.
    let open = || {
        fs::create_dir_all(target)?;
        if cfg!(windows) {
            return File::options().create(true).append(true).open(target.join(".lantoa-lock"));
        }
        File::open(target)
    };
    let failed = |error| {
        SystemError::io(
            Message::new("Không ghi được vào thư mục xuất", "The output folder cannot be written to"),
            target,
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
        .on(target)),
        // The file system has no locks (some network disks): then nothing guards against two runs at once.
        Err(fs::TryLockError::Error(_)) => Ok(file),
    }
}
