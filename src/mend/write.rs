//! Writes files that were changed or made: all of them, or, if one cannot be written, none.
//!
//! Each file is first written beside its place, and moved there once all are. Somebody who reads the folder sees the old file
//! or the new one, never a part.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::{Mended, MendedFile, Origin};
use crate::error::SystemError;
use crate::fingerprint::Fingerprint;
use crate::source;
use crate::text::{Message, SitePath};
use crate::vietnamese;

/// What has become of files that were to be written.
#[derive(Debug, Default)]
pub(super) struct Written {
    /// Files that were left alone, because somebody else has changed them since they were read.
    pub(super) left: Vec<SitePath>,
    /// Files that were not written because one of them could not be, and why.
    pub(super) failed: Option<(Vec<SitePath>, SystemError)>,
}

impl Mended {
    /// Writes all files below `root`, each at once. A file that has been changed by somebody else since it was read is left
    /// alone; the paths of those are returned.
    ///
    /// # Errors
    /// If a file cannot be read or written. The error says how many have been written; mostly none.
    pub fn write(&self, root: &Path) -> Result<Vec<SitePath>, SystemError> {
        let Written { left, failed } = self.write_all(root);
        failed.map_or(Ok(left), |(_, error)| Err(error))
    }

    /// The same, telling what was not written.
    pub(super) fn write_all(&self, root: &Path) -> Written {
        self.write_staged(root, |_| {})
    }

    /// The same; `seen` is given each copy before any is moved to its place.
    fn write_staged(&self, root: &Path, seen: impl Fn(&Path)) -> Written {
        let mut written = Written::default();
        let mut staged: Vec<Staged<'_>> = Vec::with_capacity(self.files.len());
        for (path, file) in &self.files {
            let on_disk = root.join(path.as_str());
            match file.stage(&on_disk) {
                Ok(Some((beside, target))) => staged.push(Staged { path, file, beside, target }),
                Ok(None) => written.left.push(path.clone()),
                Err(error) => {
                    staged.iter().for_each(Staged::discard);
                    let all = self.files.keys().cloned().collect();
                    return Written { failed: Some((all, failure(0, &on_disk, error))), ..written };
                }
            }
        }
        staged.iter().for_each(|one| seen(&one.beside));
        for (at, one) in staged.iter().enumerate() {
            match one.file.is_as_read(&one.target).and_then(|is| if is { one.put() } else { Ok(false) }) {
                Ok(true) => {}
                Ok(false) => {
                    one.discard();
                    written.left.push(one.path.clone());
                }
                Err(error) => {
                    let rest = &staged[at..];
                    rest.iter().for_each(Staged::discard);
                    let paths = rest.iter().map(|one| one.path.clone()).collect();
                    written.failed = Some((paths, failure(at, &one.target, error)));
                    return written;
                }
            }
        }
        written
    }
}

fn failure(done: usize, path: &Path, error: io::Error) -> SystemError {
    let message = match done {
        0 => Message::new("Chưa ghi gì, vì không ghi được tệp", "Nothing was written, because a file cannot be"),
        done => Message::new(
            format!("Đã ghi {done} tệp, rồi không ghi được tệp"),
            format!("{done} files were written, and then one could not be"),
        ),
    };
    SystemError::io(message, path, error)
}

/// A file that is written beside its place.
struct Staged<'s> {
    path: &'s SitePath,
    file: &'s MendedFile,
    beside: PathBuf,
    target: PathBuf,
}

impl Staged<'_> {
    fn put(&self) -> io::Result<bool> {
        fs::rename(&self.beside, &self.target).map(|()| true)
    }

    fn discard(&self) {
        // A copy that cannot be removed changes nothing: its name makes it no file of the site.
        let _ = fs::remove_file(&self.beside);
    }
}

impl MendedFile {
    /// Writes the file beside its place; `None` if it is not as it was read any more. Returns where, and its place.
    fn stage(&self, path: &Path) -> io::Result<Option<(PathBuf, PathBuf)>> {
        if !self.is_as_read(path)? {
            return Ok(None);
        }
        if matches!(self.origin, Origin::New) {
            path.parent().map_or(Ok(()), fs::create_dir_all)?;
            return Ok(Some((beside(path, &self.after, None)?, path.to_path_buf())));
        }
        // A symbolic link stays one; what it points to is changed.
        let path: PathBuf = fs::canonicalize(path)?;
        let after = source::encode_like(&fs::read(&path)?, &String::from_utf8_lossy(&self.after));
        let permissions = fs::metadata(&path)?.permissions();
        Ok(Some((beside(&path, &after, Some(permissions))?, path)))
    }

    fn is_as_read(&self, path: &Path) -> io::Result<bool> {
        Ok(match &self.origin {
            Origin::New => !path.exists(),
            Origin::Read(hash) => Fingerprint::of(&fs::read(path)?).hash == *hash,
            Origin::Converted(text) => vietnamese::convert(&fs::read(path)?).is_some_and(|again| again == *text),
        })
    }
}

/// Writes a file beside `path`.
fn beside(path: &Path, bytes: &[u8], permissions: Option<fs::Permissions>) -> io::Result<PathBuf> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    // The name begins with a point, so that a copy that an interrupted run leaves behind is no file of the site.
    let beside = path.with_file_name(format!(".{name}.lantoa-{}", std::process::id()));
    let written = (|| {
        let mut file = fs::File::create(&beside)?;
        file.write_all(bytes)?;
        if let Some(permissions) = permissions {
            file.set_permissions(permissions)?;
            // Only what stood there before can be lost; waiting for the disk for each of 3,000 new files takes longer than
            // making them.
            file.sync_all()?;
        }
        Ok(())
    })();
    match written {
        Ok(()) => Ok(beside),
        Err(error) => {
            // The error that is returned says what is wrong; a copy that cannot be removed either changes nothing.
            let _ = fs::remove_file(&beside);
            Err(error)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_written_before_a_failure_is_counted_and_the_rest_is_named() {
        let root = tempfile::tempdir().unwrap();
        let path = |name: &str| SitePath::new(&format!("content/mo-hinh/{name}.md"));
        let files = ["a", "b", "c"].map(|name| (path(name), name.as_bytes().to_vec()));
        let mended = Mended::default().with_new(files);
        // Between staging and moving nothing can go wrong but by somebody else: here the copy of the second is taken away.
        let all = mended.write_staged(root.path(), |beside| {
            if beside.to_string_lossy().contains("b.md") {
                fs::remove_file(beside).unwrap();
            }
        });
        let (rest, error) = all.failed.unwrap();
        assert_eq!(rest, [path("b"), path("c")]);
        assert!(error.message.vi.starts_with("Đã ghi 1 tệp"), "{error:?}");
        let left: Vec<_> =
            fs::read_dir(root.path().join("content/mo-hinh")).unwrap().map(|file| file.unwrap().file_name()).collect();
        assert_eq!(left, ["a.md"]);
    }

    #[test]
    fn a_file_that_comes_meanwhile_is_left_alone() {
        let root = tempfile::tempdir().unwrap();
        let path = SitePath::new("a.md");
        let mended = Mended::default().with_new([(path.clone(), b"new".to_vec())]);
        let all = mended.write_staged(root.path(), |_| fs::write(root.path().join("a.md"), "theirs").unwrap());
        assert_eq!(
            (all.left, fs::read_to_string(root.path().join("a.md")).unwrap()),
            (vec![path], "theirs".to_owned())
        );
        assert_eq!(fs::read_dir(root.path()).unwrap().count(), 1);
    }
}
