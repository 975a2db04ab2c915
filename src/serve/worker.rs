//! The site worker: one thread that owns the source and everything computed from it, and renders what is requested.
//!
//! Commands arrive in one queue, so a page that is requested after a change shows that change. There are no locks, and
//! only the source and the [`BuildCache`] outlive a change: after it the stages parse, gather and plan run again as in
//! `build`, and pages are rendered only when they are requested. Two slow things run on other threads, on a
//! state that no longer changes: linting, and making the search data.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::{BTreeSet, VecDeque};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

use rustc_hash::FxHashMap;

use crate::error::SystemError;
use crate::finding::{self, Checked, Finding, show};
use crate::media::Unmade;
use crate::outputs::{OnDemand, Output, SitePlan};
use crate::render::{Rendered, Renderer};
use crate::route::{self, DataFile};
use crate::site::{self, BuildCache, Options, Site};
use crate::source::Source;
use crate::text::Lang;

/// What the worker is asked to do.
pub(super) enum Command {
    /// Render the file at this URL path, and send the result.
    Render(String, Sender<Reply>),
    /// Read again what may have changed.
    Reload(Change),
    /// Answer once everything that was asked before is done.
    Sync(Sender<()>),
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
    /// The bytes that a build would publish there.
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
    /// A source was read, with these findings of reading; it is about to be understood.
    fn on_read(&self, _source: &Arc<Source>, _findings: &[Finding]) {}
    /// Pages of a new state can be rendered. `style` is the address of its style sheet, `search` the version of its
    /// search data.
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
                Command::Render(..) | Command::Sync(_) => true,
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
    site: Arc<Site>,
    source: Arc<Source>,
    /// The findings so far.
    findings: Vec<Finding>,
    took: Duration,
}

impl SiteWorker {
    /// Reads the site in `root`, which must be absolute.
    pub(super) fn open(root: &Path, options: Options) -> Result<Self, SystemError> {
        let Checked { value: source, findings } = Source::read(root, &options.store)?;
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
            let source = self.source_state.source.clone();
            observer.on_read(&source, &findings);
            let parsed = site::parse(&source, &self.options, &mut self.cache).collect(&mut findings);
            let gathered = site::gather(parsed, &source, &mut self.cache).collect(&mut findings);
            let site = Arc::new(site::plan_pages(gathered, &self.options));
            let (renderer, outputs) = rayon::join(|| site.renderer(), || by_url_path(&site.plan));
            let renderer = renderer.collect(&mut findings);
            observer.on_ready(&site.assets().style, site.search_version());
            // The lint thread outlives this loop, so sending cannot fail.
            let _ = lint_jobs.send(LintJob { site: site.clone(), source, findings, took: since.elapsed() });
            next = Snapshot::new(&site, &renderer, outputs).serve(&mut self.source_state, &mut commands);
            // Dropping ten thousand models takes longer than rendering a page.
            drop(renderer);
            rayon::spawn(move || drop(site));
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
        let LintJob { site, source, mut findings, took } = job;
        findings.extend(site.lint());
        finding::sort(&mut findings);
        let (language, models) = (site.catalog.site.lang(), site.catalog.models.len());
        observer.on_linted(&LintedState { findings: &findings, source: &source, language, models, took });
    }
}

type ByUrlPath<'s> = FxHashMap<&'s str, &'s Output>;

fn by_url_path(plan: &SitePlan) -> ByUrlPath<'_> {
    plan.outputs.iter().map(|output| (output.url_path.as_str(), output)).collect()
}

/// One state of the site, from which pages are rendered.
struct Snapshot<'s> {
    renderer: &'s Renderer<'s>,
    outputs: ByUrlPath<'s>,
    /// Path of the site on its host: `/danvan/`. The page for unknown addresses has links that begin with it.
    base: String,
    search: Arc<SearchCache>,
    /// Parts of the open data, named on the first request for one.
    data: OnceCell<Vec<Output>>,
}

/// The search data of one state, made on the first request.
struct SearchCache {
    site: Arc<Site>,
    files: OnceLock<Vec<Output>>,
}

impl SearchCache {
    fn get(&self, url_path: &str) -> Reply {
        let files = self.files.get_or_init(|| self.site.plan_on_demand(OnDemand::Search));
        let bytes = files.iter().find(|file| file.url_path == url_path).and_then(Output::bytes);
        bytes.map_or_else(|| Reply::NotFound(Vec::new()), |bytes| Reply::Found(bytes.to_vec()))
    }
}

impl<'s> Snapshot<'s> {
    fn new(site: &'s Arc<Site>, renderer: &'s Renderer<'s>, outputs: ByUrlPath<'s>) -> Self {
        let base = site.catalog.site.base_url.as_deref().map_or_else(String::new, route::path_of);
        let search = Arc::new(SearchCache { site: site.clone(), files: OnceLock::new() });
        Self { renderer, outputs, base, search, data: OnceCell::new() }
    }

    /// Handles commands until the source has changed; returns when the change was received. `None` when all senders are
    /// gone.
    fn serve(&self, source_state: &mut SourceState, commands: &mut CommandQueue<'_>) -> Option<Instant> {
        loop {
            match commands.next()? {
                Command::Render(url_path, reply) => self.answer(&url_path, reply, &source_state.source),
                // Who asked may have closed the connection by now.
                Command::Sync(reply) => _ = reply.send(()),
                Command::Reload(change) => {
                    let since = Instant::now();
                    if source_state.reload(change) {
                        return Some(since);
                    }
                }
            }
        }
    }

    /// Sends what is at `url_path`. Errors are ignored: the connection that asked may be closed by now.
    fn answer(&self, url_path: &str, reply: Sender<Reply>, source: &Source) {
        let url_path = match url_path.strip_prefix(self.base.trim_start_matches('/')) {
            Some(within) if !self.outputs.contains_key(url_path) => within,
            _ => url_path,
        };
        if self.search.site.is_search_data(url_path) {
            // On a thread of its own, so that pages do not wait for an index.
            let (search, url_path) = (self.search.clone(), url_path.to_owned());
            std::thread::spawn(move || reply.send(search.get(&url_path)));
        } else if let Some(Ok(Rendered::Media(file))) =
            self.outputs.get(url_path).map(|output| output.render(self.renderer))
        {
            // Decoding a photograph takes longer than a page may wait.
            let (file, store, language) = (file.clone(), source.store().clone(), self.search.site.catalog.site.lang());
            std::thread::spawn(move || {
                let made = file.bytes(&store).map_err(|why| said(&why, language));
                reply.send(made.map_or_else(Reply::Failed, Reply::Found))
            });
        } else {
            let _ = reply.send(self.render_or_404(url_path, source));
        }
    }

    fn render_or_404(&self, url_path: &str, source: &Source) -> Reply {
        // A browser that kept pages would show old ones while they are being written. Only the worker asks for what is taken along.
        let found = self.outputs.get(url_path).copied().filter(|_| url_path != route::WORKER);
        match (found.or_else(|| self.data_part(url_path)), self.outputs.get(route::MISSING)) {
            (Some(output), _) => self.render(output, source).map_or_else(Reply::Failed, Reply::Found),
            (None, Some(missing)) => self.render(missing, source).map_or_else(Reply::Failed, Reply::NotFound),
            (None, None) => Reply::NotFound(Vec::new()),
        }
    }

    /// The part of the open data at `url_path`.
    fn data_part(&self, url_path: &str) -> Option<&Output> {
        let parts = DataFile::is_near(url_path)
            .then(|| self.data.get_or_init(|| self.search.site.plan_on_demand(OnDemand::Data)).iter());
        parts?.find(|part| part.url_path == url_path)
    }

    /// The bytes of an output, or why it cannot be rendered. For a late output the outputs that it describes are
    /// rendered too.
    fn render(&self, output: &Output, source: &Source) -> Result<Vec<u8>, String> {
        match output.late() {
            Some(late) => {
                let outputs = &self.search.site.plan.outputs;
                Output::render_late(late, self.renderer, outputs, |described| self.render_one(described, source))
            }
            None => self.render_one(output, source).map(Cow::into_owned),
        }
    }

    fn render_one<'o>(&self, output: &'o Output, source: &Source) -> Result<Cow<'o, [u8]>, String>
    where
        's: 'o,
    {
        let language = self.search.site.catalog.site.lang();
        match output.render(self.renderer) {
            Ok(rendered) => rendered.bytes(source.store()).map_err(|why| said(&why, language)),
            Err(finding) => Err(show::human(&[*finding], |path| source.text(path), language, false)),
        }
    }
}

/// Why the bytes of a file cannot be had.
fn said(why: &Unmade, language: Lang) -> String {
    match why {
        Unmade::SystemError(error) => error.show(language),
        Unmade::BadPicture(why) => why.reason().get(language).to_owned(),
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
        let dated = change.git && source.reread_dates(&self.root);
        read || dated
    }
}
