//! Runs programs and tells what they cost.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant, SystemTime};
use std::{fs, io};

use wait4::{ResUse, Wait4};

/// What one run cost.
#[derive(Clone, Copy)]
pub(crate) struct Cost {
    /// From start to end.
    pub(crate) wall: Duration,
    /// Time of all processors together.
    pub(crate) processor: Duration,
    /// Most memory held at once, in bytes.
    pub(crate) memory: u64,
}

/// Several runs of one thing.
pub(crate) struct Runs(Vec<Cost>);

/// Runs a program to its end.
///
/// A child starts with its parent's peak, so the bench itself must stay small: it lets others write the corpus.
///
/// # Errors
/// If it cannot be started or ends badly; then with what it said.
pub(crate) fn run(mut command: Command) -> io::Result<Cost> {
    let said = tempfile::NamedTempFile::new()?;
    let start = Instant::now();
    let mut child = command.stdin(Stdio::null()).stdout(said.reopen()?).stderr(said.reopen()?).spawn()?;
    let ResUse { status, rusage } = child.wait4()?;
    let wall = start.elapsed();
    if !status.success() {
        return Err(io::Error::other(format!("{command:?}: {status}\n{}", fs::read_to_string(said.path())?)));
    }
    Ok(Cost { wall, processor: rusage.utime + rusage.stime, memory: rusage.maxrss })
}

impl Runs {
    /// Measures `times` runs; `each` prepares one and carries it out.
    ///
    /// # Errors
    /// Those of the first run that fails.
    pub(crate) fn of(times: usize, mut each: impl FnMut(usize) -> io::Result<Cost>) -> io::Result<Self> {
        (0..times.max(1)).map(&mut each).collect::<io::Result<_>>().map(Self)
    }

    /// Least, median and most of one of its numbers.
    pub(crate) fn spread<T: Ord + Copy>(&self, number: impl Fn(&Cost) -> T) -> (T, T, T) {
        let mut numbers: Vec<T> = self.0.iter().map(number).collect();
        numbers.sort_unstable();
        (numbers[0], numbers[numbers.len() / 2], numbers[numbers.len() - 1])
    }

    /// Median time.
    pub(crate) fn median(&self) -> Duration {
        self.spread(|cost| cost.wall).1
    }

    /// Median time of all processors together.
    pub(crate) fn processor(&self) -> Duration {
        self.spread(|cost| cost.processor).1
    }
}

/// What stands in a folder. Two equal ones mean that nothing was written in between.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Tree {
    /// How many files.
    pub(crate) files: usize,
    /// How many of them are pages.
    pub(crate) pages: usize,
    /// Their bytes.
    pub(crate) bytes: u64,
    /// When the last one was written.
    newest: Option<SystemTime>,
    /// How many were written after a given moment.
    pub(crate) later: usize,
}

impl Tree {
    /// Looks at `folder`, and counts what was written after `before`.
    ///
    /// # Errors
    /// What the disk says.
    pub(crate) fn of(folder: &Path, before: Option<&Self>) -> io::Result<Self> {
        let mut tree = Self::default();
        tree.add(folder, before.and_then(|before| before.newest))?;
        Ok(tree)
    }

    fn add(&mut self, folder: &Path, before: Option<SystemTime>) -> io::Result<()> {
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            let about = entry.metadata()?;
            if about.is_dir() {
                self.add(&entry.path(), before)?;
                continue;
            }
            let written = about.modified()?;
            self.files += 1;
            self.pages += usize::from(entry.path().extension().is_some_and(|extension| extension == "html"));
            self.bytes += about.len();
            self.newest = self.newest.max(Some(written));
            self.later += usize::from(before.is_some_and(|before| written > before));
        }
        Ok(())
    }
}
