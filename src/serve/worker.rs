//! The site worker: one thread that owns the source and everything computed from it, and renders what is requested.
//!
//! Commands arrive in one queue, so a page that is requested after a change shows that change. There are no locks, and
//! only the source and the [`BuildCache`] outlive a change: catalog and site plan are computed again by the functions
//! that `build` calls, and pages are rendered only when they are requested. Two slow things run on other threads, on a
//! state that no longer changes: linting, and making the search data.

use std::collections::{BTreeSet, HashMap, VecDeque};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

use rustc_hash::FxHashMap;

use crate::build::{self, BuildCache, Options, Work};
use crate::edition::{Output, SitePlan};
use crate::error::SystemError;
use crate::finding::{self, Checked, Finding, show};
use crate::render::{Rendered, Renderer};
use crate::route;
use crate::source::Source;
use crate::text::Lang;

/// What the worker is asked to do.
pub(super) enum Command {
    /// Render the file at this address (relative to the site's root), and send the result.
    Render(String, Sender<Reply>),
    /// Read again what may have changed.
    Reload(Change),
}

/// What may have changed on disk.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Change {
    /// Files, or folders with everything in them.
    pub(super) paths: BTreeSet<PathBuf>,
    /// Anything: the system lost events, or sends none.
    pub(super) all: bool,
    /// The dates that git knows.
    pub(super) git: bool,
}

impl Change {
    pub(super) fn is_empty(&self) -> bool {
        self.paths.is_empty() && !self.all && !self.git
    }

    pub(super) fn add(&mut self, other: Self) {
        self.paths.extend(other.paths);
        self.all |= other.all;
        self.git |= other.git;
    }
}

/// The answer to [`Command::Render`].
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Reply {
    /// The bytes that a build would publish at this address.
    Found(Vec<u8>),
    /// The site has no such file. Holds the site's page for unknown addresses; empty if there is none.
    NotFound(Vec<u8>),
    /// It could not be rendered. Holds the reason, in the site's language.
    Failed(String),
}

/// A state of the site with all its findings.
pub(super) struct LintedState<'s> {
    /// All findings, sorted.
    pub(super) findings: &'s [Finding],
    /// What was read; has the lines that findings refer to.
    pub(super) source: &'s Source,
    /// The site's language.
    pub(super) language: Lang,
    /// Number of models.
    pub(super) models: usize,
    /// From receiving the change to being able to render any page.
    pub(super) took: Duration,
}

/// Is called for each state of the site.
pub(super) trait StateObserver: Send + Sync + 'static {
    /// Pages of a new state can be rendered. `style` is the address of its style sheet, `search` the version of its search
    /// data.
    fn on_ready(&self, style: &str, search: &str);
    /// All findings of a state are known. States that are soon followed by another are skipped.
    fn on_linted(&self, state: &LintedState<'_>);
}

/// The commands in their order, except that all waiting [`Command::Reload`]s are merged into one, which comes first.
struct CommandQueue<'q> {
    receiver: &'q Receiver<Command>,
    waiting: VecDeque<Command>,
}

impl CommandQueue<'_> {
    /// Waits for the next command; `None` when all senders are gone.
    fn next(&mut self) -> Option<Command> {
        loop {
            if self.waiting.is_empty() {
                self.waiting.push_back(self.receiver.recv().ok()?);
            }
            self.waiting.extend(self.receiver.try_iter());
            let mut changes = Change::default();
            self.waiting.retain_mut(|command| match command {
                Command::Reload(change) => {
                    changes.add(std::mem::take(change));
                    false
                }
                Command::Render(..) => true,
            });
            let next = if changes.is_empty() { self.waiting.pop_front() } else { Some(Command::Reload(changes)) };
            if next.is_some() {
                return next;
            }
        }
    }
}

/// Owns the source and the cache.
pub(super) struct SiteWorker {
    options: Options,
    cache: BuildCache,
    source_state: SourceState,
}

/// The source as it was last read.
struct SourceState {
    root: PathBuf,
    source: Arc<Source>,
    /// What was found in reading: unreadable files, wrong encodings.
    findings: Vec<Finding>,
}

/// A state to be linted.
struct LintJob {
    work: Arc<Work>,
    source: Arc<Source>,
    /// The findings so far.
    findings: Vec<Finding>,
    took: Duration,
}

impl SiteWorker {
    /// Reads the site in `root`, which must be absolute.
    pub(super) fn open(root: &Path, options: Options) -> Result<Self, SystemError> {
        let Checked { value: source, findings } = Source::read(root)?;
        let source_state = SourceState { root: root.to_owned(), source: Arc::new(source), findings };
        Ok(Self { options, cache: BuildCache::default(), source_state })
    }

    /// Handles commands until all senders are gone.
    pub(super) fn run(mut self, commands: &Receiver<Command>, observer: &Arc<impl StateObserver>) {
        let mut commands = CommandQueue { receiver: commands, waiting: VecDeque::new() };
        let (lint_jobs, queue) = mpsc::channel();
        let lint_observer = observer.clone();
        // On a thread of its own, so that no page waits for it.
        std::thread::spawn(move || lint(&queue, &*lint_observer));
        let mut next = Some(Instant::now());
        while let Some(since) = next {
            let mut findings = self.source_state.findings.clone();
            let work = build::outline(&self.source_state.source, &self.options, &mut self.cache).collect(&mut findings);
            let work = Arc::new(work);
            let (renderer, outputs) = rayon::join(|| work.renderer(), || by_address(&work.edition));
            let renderer = renderer.collect(&mut findings);
            observer.on_ready(&work.edition.style, work.search_version());
            let source = self.source_state.source.clone();
            // The lint thread outlives this loop, so sending cannot fail.
            let _ = lint_jobs.send(LintJob { work: work.clone(), source, findings, took: since.elapsed() });
            next = Snapshot::new(&work, &renderer, outputs).serve(&mut self.source_state, &mut commands);
            // Dropping ten thousand models takes longer than rendering a page.
            drop(renderer);
            rayon::spawn(move || drop(work));
        }
    }
}

/// Delay before linting, so that page requests go first.
const LINT_DELAY: Duration = Duration::from_millis(20);

/// Lints states until the sender is gone; of several waiting states only the last.
fn lint(jobs: &Receiver<LintJob>, observer: &impl StateObserver) {
    while let Ok(mut job) = jobs.recv() {
        while let Ok(newer) = jobs.recv_timeout(LINT_DELAY) {
            job = newer;
        }
        let LintJob { work, source, mut findings, took } = job;
        findings.extend(work.examine());
        finding::sort(&mut findings);
        let (language, models) = (language(&work), work.catalog.models.len());
        observer.on_linted(&LintedState { findings: &findings, source: &source, language, models, took });
    }
}

fn language(work: &Work) -> Lang {
    Lang::from_tag(&work.catalog.site.language).unwrap_or_default()
}

type ByAddress<'w> = FxHashMap<&'w str, &'w Output>;

fn by_address(edition: &SitePlan) -> ByAddress<'_> {
    edition.leaves.iter().map(|output| (output.address.as_str(), output)).collect()
}

/// One state of the site, from which pages are rendered.
struct Snapshot<'w> {
    renderer: &'w Renderer<'w>,
    outputs: ByAddress<'w>,
    /// Path of the site on its host: `/danvan/`. The page for unknown addresses has links that begin with it.
    base: String,
    search: Arc<SearchCache>,
}

/// The search data of one state, made on the first request.
struct SearchCache {
    work: Arc<Work>,
    files: OnceLock<HashMap<String, Vec<u8>>>,
}

impl SearchCache {
    fn get(&self, address: &str) -> Reply {
        let files = self.files.get_or_init(|| self.work.search_data().into_iter().collect());
        files.get(address).map_or_else(|| Reply::NotFound(Vec::new()), |bytes| Reply::Found(bytes.clone()))
    }
}

impl<'w> Snapshot<'w> {
    fn new(work: &'w Arc<Work>, renderer: &'w Renderer<'w>, outputs: ByAddress<'w>) -> Self {
        let base = work.catalog.site.base_url.as_deref().map_or_else(String::new, route::path_of);
        let search = Arc::new(SearchCache { work: work.clone(), files: OnceLock::new() });
        Self { renderer, outputs, base, search }
    }

    /// Handles commands until the source has changed; returns when the change was received. `None` when all senders are
    /// gone.
    fn serve(&self, source_state: &mut SourceState, commands: &mut CommandQueue<'_>) -> Option<Instant> {
        loop {
            match commands.next()? {
                Command::Render(address, reply) => self.answer(&address, reply, source_state),
                Command::Reload(change) => {
                    let since = Instant::now();
                    if source_state.reload(change) {
                        return Some(since);
                    }
                }
            }
        }
    }

    /// Sends what is at `address`. Errors are ignored: the connection that asked may be closed by now.
    fn answer(&self, address: &str, reply: Sender<Reply>, source_state: &SourceState) {
        let address = match address.strip_prefix(self.base.trim_start_matches('/')) {
            Some(within) if !self.outputs.contains_key(address) => within,
            _ => address,
        };
        if self.search.work.is_search_data(address) {
            // On a thread of its own, so that pages do not wait for an index.
            let (search, address) = (self.search.clone(), address.to_owned());
            std::thread::spawn(move || reply.send(search.get(&address)));
        } else {
            let _ = reply.send(self.render_or_404(address, source_state));
        }
    }

    fn render_or_404(&self, address: &str, source_state: &SourceState) -> Reply {
        match (self.outputs.get(address), self.outputs.get(route::MISSING)) {
            (Some(output), _) => self.render(output, source_state).map_or_else(Reply::Failed, Reply::Found),
            (None, Some(missing)) => self.render(missing, source_state).map_or_else(Reply::Failed, Reply::NotFound),
            (None, None) => Reply::NotFound(Vec::new()),
        }
    }

    /// The bytes of an output, or why it cannot be rendered.
    fn render(&self, output: &'w Output, source_state: &SourceState) -> Result<Vec<u8>, String> {
        let (source, language) = (&source_state.source, language(&self.search.work));
        match self.renderer.print(output) {
            Ok(Rendered::Bytes(bytes)) => Ok(bytes.into_owned()),
            Ok(Rendered::File(path)) => source.load(path).map_err(|error| error.show(language)),
            Err(finding) => Err(show::human(&[*finding], |path| source.text(path), language, false)),
        }
    }
}

impl SourceState {
    /// Reads again what may have changed, and says whether anything has.
    fn reload(&mut self, change: Change) -> bool {
        let paths: Vec<PathBuf> = if change.all {
            vec![self.root.join("content"), self.root.join("themes")]
        } else {
            change.paths.into_iter().collect()
        };
        // An error means that `content/` is missing; the last state then stays until the folder is back.
        let source = Arc::make_mut(&mut self.source);
        let read = source.reread(&self.root, &paths, &mut self.findings).unwrap_or(false);
        let dated = change.git && source.ask_git_again(&self.root);
        read || dated
    }
}
