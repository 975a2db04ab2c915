//! Watches `content/` and `themes/` for changes: by events of the system, or by polling every second where there are
//! none (network disks, WSL's `/mnt`, Docker binds).
//!
//! Only the paths of events are used, never what they say happened; [`Source`] reads what the files are now. A change
//! is passed on as soon as a file has been closed after writing or renamed, else after a short pause, so that a file is
//! seldom read half written; if it is, the next event repairs that.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

use notify::event::{AccessKind, AccessMode, CreateKind, Event, ModifyKind};
use notify::{Config, EventKind, PollWatcher, RecommendedWatcher, RecursiveMode, Watcher};

use super::worker::{Change, Command};
use crate::source::Source;

/// A change is passed on after this time without another event.
const DEBOUNCE: Duration = Duration::from_millis(8);
/// A change is passed on after this time, even if events keep coming.
const MAX_DEBOUNCE: Duration = Duration::from_millis(100);
/// Delay before a new folder is read once more: files created in it before the watch began raise no event.
const NEW_FOLDER_RESCAN: Duration = Duration::from_millis(150);
/// Interval of polling.
const POLL_INTERVAL: Duration = Duration::from_secs(1);

type WatchResult = notify::Result<Event>;

/// A watch over the site in `root`. Ends when it is dropped.
pub(super) struct Watch {
    root: PathBuf,
    /// The file that git changes with each commit, if there is a repository.
    git_log: Option<PathBuf>,
    watcher: Box<dyn Watcher + Send>,
    events: Receiver<WatchResult>,
    /// Whether it polls instead of receiving events.
    pub(super) polls: bool,
}

impl Watch {
    /// Begins to watch. Polls with `poll`, or if the system cannot watch.
    pub(super) fn begin(root: &Path, poll: bool) -> notify::Result<Self> {
        let by_events = || -> notify::Result<Self> {
            let (sender, events) = mpsc::channel();
            let watcher: Box<dyn Watcher + Send> = Box::new(RecommendedWatcher::new(sender, Config::default())?);
            Self::start(root, watcher, events, false)
        };
        let by_polling = || -> notify::Result<Self> {
            let (sender, events) = mpsc::channel();
            // By content: file times can be coarse, and copied files keep theirs.
            let config = Config::default().with_poll_interval(POLL_INTERVAL).with_compare_contents(true);
            let watcher: Box<dyn Watcher + Send> = Box::new(PollWatcher::new(sender, config)?);
            Self::start(root, watcher, events, true)
        };
        if poll { by_polling() } else { by_events().or_else(|_| by_polling()) }
    }

    fn start(
        root: &Path,
        mut watcher: Box<dyn Watcher + Send>,
        events: Receiver<WatchResult>,
        polls: bool,
    ) -> notify::Result<Self> {
        let git_log = Source::git_log_file(root);
        // The root too: a folder may be created later or be replaced.
        watcher.watch(root, RecursiveMode::NonRecursive)?;
        watcher.watch(&root.join("content"), RecursiveMode::Recursive)?;
        let themes = root.join("themes");
        if themes.is_dir() {
            watcher.watch(&themes, RecursiveMode::Recursive)?;
        }
        if let Some(folder) = git_log.as_deref().and_then(Path::parent) {
            // Without it only dates of commits come late, so errors are ignored.
            let _ = watcher.watch(folder, RecursiveMode::NonRecursive);
        }
        Ok(Self { root: root.to_owned(), git_log, watcher, events, polls })
    }

    /// Sends changes until the receiver is gone.
    pub(super) fn run(mut self, commands: &Sender<Command>) {
        // New folders, and when to read them once more.
        let mut rescan: Option<(Instant, Change)> = None;
        loop {
            let timeout = rescan.as_ref().map(|(when, _)| when.saturating_duration_since(Instant::now()));
            let first = match timeout {
                Some(timeout) => self.events.recv_timeout(timeout),
                None => self.events.recv().map_err(|_| RecvTimeoutError::Disconnected),
            };
            let change = match first {
                Ok(event) => self.collect_change(event, &mut rescan),
                Err(RecvTimeoutError::Timeout) => rescan.take().map(|(_, change)| change).unwrap_or_default(),
                Err(RecvTimeoutError::Disconnected) => return,
            };
            if !change.is_empty() && commands.send(Command::Reload(change)).is_err() {
                return;
            }
        }
    }

    /// The change that begins with the event `first`: all events up to a finished file or a pause.
    fn collect_change(&mut self, first: WatchResult, rescan: &mut Option<(Instant, Change)>) -> Change {
        let began = Instant::now();
        let mut change = Change::default();
        let mut next = Some(first);
        while let Some(event) = next {
            let is_finished = event.as_ref().is_ok_and(is_finished);
            self.add_event(event, &mut change, rescan);
            if change.is_empty() || is_finished || began.elapsed() > MAX_DEBOUNCE {
                // Events that have arrived already belong to it.
                while let Ok(event) = self.events.try_recv() {
                    self.add_event(event, &mut change, rescan);
                }
                break;
            }
            next = self.events.recv_timeout(DEBOUNCE).ok();
        }
        change
    }

    /// Adds the paths of an event to `change`, new folders to `rescan` too.
    fn add_event(&mut self, event: WatchResult, change: &mut Change, rescan: &mut Option<(Instant, Change)>) {
        let Ok(event) = event else {
            change.all = true;
            return;
        };
        if event.need_rescan() {
            change.all = true;
        }
        // Opening and reading a file raises events too.
        if matches!(event.kind, EventKind::Access(kind) if kind != AccessKind::Close(AccessMode::Write)) {
            return;
        }
        let is_folder = matches!(event.kind, EventKind::Create(CreateKind::Folder))
            || (matches!(event.kind, EventKind::Modify(ModifyKind::Name(_)) | EventKind::Create(_))
                && event.paths.iter().any(|path| path.is_dir()));
        for path in event.paths {
            if self.git_log.as_ref() == Some(&path) {
                change.git = true;
            } else if let Some(folder) = self.folder_of(&path) {
                if path == folder && path.is_dir() {
                    // The folder was replaced: the watch is still on the old one.
                    let _ = self.watcher.watch(&folder, RecursiveMode::Recursive);
                }
                if is_folder {
                    let deadline = || (Instant::now() + NEW_FOLDER_RESCAN, Change::default());
                    rescan.get_or_insert_with(deadline).1.paths.insert(path.clone());
                }
                change.paths.insert(path);
            }
        }
    }

    /// The watched folder, `content/` or `themes/`, that contains a path.
    fn folder_of(&self, path: &Path) -> Option<PathBuf> {
        ["content", "themes"].iter().map(|folder| self.root.join(folder)).find(|folder| path.starts_with(folder))
    }
}

/// Whether no more events of this file are to be expected: it was closed after writing, or moved. Not for files without
/// an extension: editors create such files to test whether a folder can be written to.
fn is_finished(event: &Event) -> bool {
    let done = matches!(
        event.kind,
        EventKind::Access(AccessKind::Close(AccessMode::Write)) | EventKind::Modify(ModifyKind::Name(_))
    );
    done && event.paths.iter().all(|path| path.extension().is_some())
}
