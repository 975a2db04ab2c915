//! Watches `content/` and `themes/` for changes: by events of the system, or by polling every second where there are
//! none (network disks, WSL's `/mnt`, Docker binds). Where events end while it runs, because the site's folder was replaced or
//! the system watches no more folders, it says so and polls from then on.
//!
//! Only the paths of events are used, never what they say happened; [`Source`] reads what the files are now. A change
//! is passed on as soon as a file has been closed after writing or renamed, else after a short pause, so that a file is
//! seldom read half written; if it is, the next event repairs that.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

use notify::event::{AccessKind, AccessMode, CreateKind, Event, ModifyKind};
use notify::{Config, ErrorKind, EventKind, PollWatcher, RecommendedWatcher, RecursiveMode, Watcher};

use super::worker::{Change, Command};
use crate::source::Source;
use crate::text::{Lang, StaticMessage};

/// A change is passed on after this time without another event.
const DEBOUNCE: Duration = Duration::from_millis(8);
/// A change is passed on after this time, even if events keep coming.
const MAX_DEBOUNCE: Duration = Duration::from_millis(100);
/// Delay before a new folder is read once more: files created in it before the watch began raise no event.
const NEW_FOLDER_RESCAN: Duration = Duration::from_millis(150);
/// Interval of polling.
const POLL_INTERVAL: Duration = Duration::from_secs(1);

const LOST: StaticMessage = StaticMessage::fixed(
    "Hệ thống không báo được mọi thay đổi nữa (thư mục của trang web bị thay, hoặc có quá nhiều thư mục): từ giờ dò tệp mỗi giây một lần",
    "The system no longer tells all changes (the site's folder was replaced, or there are too many folders): looking for changes once a second from now on",
);

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
    /// Whether there will be changes without events.
    is_lost: bool,
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
        Ok(Self { root: root.to_owned(), git_log, watcher, events, polls, is_lost: false })
    }

    /// Sends changes until the receiver is gone. What is to be told is told in `lang`.
    pub(super) fn run(mut self, commands: &Sender<Command>, lang: Lang) {
        // New folders, and when to read them once more.
        let mut rescan: Option<(Instant, Change)> = None;
        loop {
            let timeout = rescan.as_ref().map(|(when, _)| when.saturating_duration_since(Instant::now()));
            let first = match timeout {
                Some(timeout) => self.events.recv_timeout(timeout),
                None => self.events.recv().map_err(|_| RecvTimeoutError::Disconnected),
            };
            let mut change = match first {
                Ok(event) => self.collect_change(event, &mut rescan),
                Err(RecvTimeoutError::Timeout) => rescan.take().map(|(_, change)| change).unwrap_or_default(),
                Err(RecvTimeoutError::Disconnected) => return,
            };
            if self.is_lost && !self.polls {
                // Errors are ignored: there is no terminal to tell it to.
                let _ = writeln!(std::io::stderr().lock(), "{}", LOST.get(lang));
                self = Self::by_polling(&self.root);
                change.all = true;
            }
            if !change.is_empty() && commands.send(Command::Reload(change)).is_err() {
                return;
            }
        }
    }

    /// Polls the site in `root`, as soon as there is one.
    fn by_polling(root: &Path) -> Self {
        loop {
            match Self::begin(root, true) {
                Ok(watch) => return watch,
                Err(_) => std::thread::sleep(POLL_INTERVAL),
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
        let event = match event {
            Ok(event) => event,
            Err(error) => {
                self.is_lost |= matches!(error.kind, ErrorKind::MaxFilesWatch);
                change.all = true;
                return;
            }
        };
        // The site's own folder is gone, or another stands in its place: the watch is on the old one.
        let is_away = matches!(event.kind, EventKind::Remove(_) | EventKind::Modify(ModifyKind::Name(_)));
        self.is_lost |= is_away && event.paths.contains(&self.root);
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

#[cfg(test)]
mod tests {
    use std::fs;
    use std::thread;

    use super::*;

    const PATIENCE: Duration = Duration::from_secs(20);

    fn site(root: &Path) {
        fs::create_dir_all(root.join("content/mo-hinh")).unwrap();
    }

    /// Runs the watch, changes files as long as `change` likes, and waits for the change of `file`.
    fn sees(watch: Watch, file: &Path, change: impl FnOnce()) {
        let (commands, queue) = mpsc::channel();
        thread::spawn(move || watch.run(&commands, Lang::En));
        change();
        let (until, mut number) = (Instant::now() + PATIENCE, 0);
        loop {
            // Until it polls it may not see the file, and polling sees what is changed later.
            number += 1;
            fs::write(file, number.to_string()).unwrap();
            let next = queue.recv_timeout(POLL_INTERVAL);
            let seen = |command: &Command| matches!(command, Command::Reload(change) if change.paths.contains(file));
            if next.iter().any(seen) {
                return;
            }
            assert!(Instant::now() < until, "the change was never seen");
        }
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_folder_in_the_place_of_the_site_is_watched() {
        let above = tempfile::tempdir().unwrap();
        let root = above.path().canonicalize().unwrap().join("site");
        site(&root);
        let watch = Watch::begin(&root, false).unwrap();
        assert!(!watch.polls);
        sees(watch, &root.join("content/mo-hinh/a.md"), || {
            fs::rename(&root, root.with_extension("old")).unwrap();
            site(&root);
        });
    }

    #[test]
    fn beyond_the_limit_of_the_system_it_polls() {
        let root = tempfile::tempdir().unwrap();
        let root = root.path().canonicalize().unwrap();
        site(&root);
        let (sender, events) = mpsc::channel();
        let watch = Watch {
            root: root.clone(),
            git_log: None,
            watcher: Box::new(notify::NullWatcher),
            events,
            polls: false,
            is_lost: false,
        };
        sees(watch, &root.join("content/mo-hinh/a.md"), || {
            sender.send(Err(notify::Error::new(ErrorKind::MaxFilesWatch))).unwrap();
        });
    }
}
