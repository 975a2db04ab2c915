//! Hears of changed files: from the system, or by looking every second where the system sends no word (network disks,
//! WSL's `/mnt`, Docker binds).
//!
//! What happened to a file is never believed, only that something did: what it is now is for the source to read. Word is
//! passed on as soon as a file has been closed or moved into its place, else after a moment's silence, so that a file is
//! seldom read half written; if it is, the next word mends that.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

use notify::event::{AccessKind, AccessMode, CreateKind, Event, ModifyKind};
use notify::{Config, EventKind, PollWatcher, RecommendedWatcher, RecursiveMode, Watcher};

use super::worker::{Change, Order};
use crate::source::Source;

/// Silence after which a change is taken to be whole.
const QUIET: Duration = Duration::from_millis(8);
/// However long files go on changing, they are looked at this often.
const RESTLESS: Duration = Duration::from_millis(100);
/// When a new folder is looked at once more: what was put into it before it was watched sent no word.
const AGAIN: Duration = Duration::from_millis(150);
/// How often folders are looked through where the system sends no word.
const POLL: Duration = Duration::from_secs(1);

type Word = notify::Result<Event>;

/// A watch over the site in `root`; it ends when it is dropped.
pub(super) struct Watch {
    root: PathBuf,
    /// Git's note of commits.
    log: Option<PathBuf>,
    watcher: Box<dyn Watcher + Send>,
    words: Receiver<Word>,
    /// Whether it looks by itself instead of hearing from the system.
    pub(super) polls: bool,
}

impl Watch {
    /// Begins to watch. With `poll`, or where the system cannot watch, by looking.
    pub(super) fn begin(root: &Path, poll: bool) -> notify::Result<Self> {
        let by_word = || -> notify::Result<Self> {
            let (sender, words) = mpsc::channel();
            let watcher: Box<dyn Watcher + Send> = Box::new(RecommendedWatcher::new(sender, Config::default())?);
            Self::over(root, watcher, words, false)
        };
        let by_looking = || -> notify::Result<Self> {
            let (sender, words) = mpsc::channel();
            // Times of files can be coarse, and copied files keep theirs.
            let config = Config::default().with_poll_interval(POLL).with_compare_contents(true);
            let watcher: Box<dyn Watcher + Send> = Box::new(PollWatcher::new(sender, config)?);
            Self::over(root, watcher, words, true)
        };
        if poll { by_looking() } else { by_word().or_else(|_| by_looking()) }
    }

    fn over(
        root: &Path,
        mut watcher: Box<dyn Watcher + Send>,
        words: Receiver<Word>,
        polls: bool,
    ) -> notify::Result<Self> {
        let log = Source::git_log_file(root);
        // Beside the folders themselves, the root: one of them may come later, or be put in another's place.
        watcher.watch(root, RecursiveMode::NonRecursive)?;
        watcher.watch(&root.join("content"), RecursiveMode::Recursive)?;
        let themes = root.join("themes");
        if themes.is_dir() {
            watcher.watch(&themes, RecursiveMode::Recursive)?;
        }
        if let Some(folder) = log.as_deref().and_then(Path::parent) {
            // Dates of commits are worth having, not worth failing for.
            let _ = watcher.watch(folder, RecursiveMode::NonRecursive);
        }
        Ok(Self { root: root.to_owned(), log, watcher, words, polls })
    }

    /// Passes on what changes, until nobody takes orders any more.
    pub(super) fn report(mut self, orders: &Sender<Order>) {
        let mut later: Option<(Instant, Change)> = None;
        loop {
            let patience = later.as_ref().map(|(when, _)| when.saturating_duration_since(Instant::now()));
            let first = match patience {
                Some(patience) => self.words.recv_timeout(patience),
                None => self.words.recv().map_err(|_| RecvTimeoutError::Disconnected),
            };
            let change = match first {
                Ok(word) => self.gather(word, &mut later),
                Err(RecvTimeoutError::Timeout) => later.take().map(|(_, change)| change).unwrap_or_default(),
                Err(RecvTimeoutError::Disconnected) => return,
            };
            if !change.is_empty() && orders.send(Order::Look(change)).is_err() {
                return;
            }
        }
    }

    /// The change that begins with `word`: everything up to a closed file or a moment's silence.
    fn gather(&mut self, word: Word, later: &mut Option<(Instant, Change)>) -> Change {
        let began = Instant::now();
        let mut change = Change::default();
        let mut word = Some(word);
        while let Some(next) = word {
            let whole = next.as_ref().is_ok_and(is_whole);
            self.note(next, &mut change, later);
            if change.is_empty() || whole || began.elapsed() > RESTLESS {
                // What has been heard already belongs to it.
                while let Ok(next) = self.words.try_recv() {
                    self.note(next, &mut change, later);
                }
                break;
            }
            word = self.words.recv_timeout(QUIET).ok();
        }
        change
    }

    /// Adds to `change` what a word speaks of.
    fn note(&mut self, word: Word, change: &mut Change, later: &mut Option<(Instant, Change)>) {
        let Ok(event) = word else {
            change.all = true;
            return;
        };
        if event.need_rescan() {
            change.all = true;
        }
        // Reading makes words too.
        if matches!(event.kind, EventKind::Access(kind) if kind != AccessKind::Close(AccessMode::Write)) {
            return;
        }
        let is_folder = matches!(event.kind, EventKind::Create(CreateKind::Folder))
            || (matches!(event.kind, EventKind::Modify(ModifyKind::Name(_)) | EventKind::Create(_))
                && event.paths.iter().any(|path| path.is_dir()));
        for path in event.paths {
            if self.log.as_ref() == Some(&path) {
                change.git = true;
            } else if let Some(folder) = self.folder_of(&path) {
                if path == folder && path.is_dir() {
                    // Put in its place anew: what was watched is the old one.
                    let _ = self.watcher.watch(&folder, RecursiveMode::Recursive);
                }
                if is_folder {
                    let (_, again) = later.get_or_insert_with(|| (Instant::now() + AGAIN, Change::default()));
                    again.paths.insert(path.clone());
                }
                change.paths.insert(path);
            }
        }
    }

    /// Which of the site's folders a path lies in.
    fn folder_of(&self, path: &Path) -> Option<PathBuf> {
        ["content", "themes"].iter().map(|folder| self.root.join(folder)).find(|folder| path.starts_with(folder))
    }
}

/// Whether a file is done with: closed after writing, moved or removed. Editors try folders with files that have no
/// extension; those can wait.
fn is_whole(event: &Event) -> bool {
    let done = matches!(
        event.kind,
        EventKind::Access(AccessKind::Close(AccessMode::Write)) | EventKind::Modify(ModifyKind::Name(_))
    );
    done && event.paths.iter().all(|path| path.extension().is_some())
}
