//! The workbench: one thread that holds the source and everything understood of it, and makes what is asked for.
//!
//! Orders arrive in one queue, so what is asked for after a change is made after it. Nothing is locked, and nothing is kept
//! but the source and the memo: after a change, catalog and edition are made anew by the same functions as in `build`,
//! and of the pages only those that somebody asks for. Two things that take long go on beside it, each on a state that
//! does not change any more: finding what is wrong between files, and making the search's data.

use std::borrow::Cow;
use std::collections::{BTreeSet, VecDeque};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

use rustc_hash::FxHashMap;

use crate::error::SystemError;
use crate::finding::{self, Checked, Finding, show};
use crate::outputs::{Output, SitePlan};
use crate::render::{Rendered, Renderer};
use crate::route;
use crate::site::{self, BuildCache, Options, Site};
use crate::source::Source;
use crate::text::Lang;

/// What the workbench is asked to do.
pub(super) enum Order {
    /// Make what stands at this address below the site's root, and send it.
    Make(String, Sender<Made>),
    /// Look again at what may have changed.
    Look(Change),
}

/// What may have changed on disk.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Change {
    /// Files, or folders with everything in them.
    pub(super) paths: BTreeSet<PathBuf>,
    /// Everything: the watch lost count, or only polls.
    pub(super) all: bool,
    /// What git says of dates.
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

/// What became of an order.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Made {
    /// The very bytes that a build would publish there.
    Bytes(Vec<u8>),
    /// Nothing stands there: the site's page that says so.
    Missing(Vec<u8>),
    /// It could not be made: why, in the reader's language.
    Failed(String),
}

/// What is found in a state of the site.
pub(super) struct State<'s> {
    /// Everything that was found, in order.
    pub(super) findings: &'s [Finding],
    /// What was read, for the lines that findings speak of.
    pub(super) source: &'s Source,
    /// The site's language.
    pub(super) language: Lang,
    /// How many models there are.
    pub(super) models: usize,
    /// From hearing of the change to being ready to make any page.
    pub(super) took: Duration,
}

/// Who hears of the site's states.
pub(super) trait Listener: Send + Sync + 'static {
    /// Any page of a new state can be made. Its style sheet stands at `style`; `search` stands for the search's data.
    fn ready(&self, style: &str, search: &str);
    /// Everything wrong with it has been found too. States that were soon followed by others are left out.
    fn examined(&self, state: &State<'_>);
}

/// Orders in turn, but all that say "look" together, before anything else is made.
struct Orders<'q> {
    queue: &'q Receiver<Order>,
    waiting: VecDeque<Order>,
}

impl Orders<'_> {
    /// The next order; `None` when all who could order are gone.
    fn next(&mut self) -> Option<Order> {
        loop {
            if self.waiting.is_empty() {
                self.waiting.push_back(self.queue.recv().ok()?);
            }
            self.waiting.extend(self.queue.try_iter());
            let mut look = Change::default();
            self.waiting.retain_mut(|order| match order {
                Order::Look(change) => {
                    look.add(std::mem::take(change));
                    false
                }
                Order::Make(..) => true,
            });
            let next = if look.is_empty() { self.waiting.pop_front() } else { Some(Order::Look(look)) };
            if next.is_some() {
                return next;
            }
        }
    }
}

/// Holds the source and the memo.
pub(super) struct Workbench {
    options: Options,
    memo: BuildCache,
    desk: Desk,
}

/// What lies on the workbench: the source as it was last read.
struct Desk {
    root: PathBuf,
    source: Arc<Source>,
    /// What is wrong with files as files.
    reading: Vec<Finding>,
}

/// A state to be examined.
struct Job {
    work: Arc<Site>,
    source: Arc<Source>,
    findings: Vec<Finding>,
    took: Duration,
}

impl Workbench {
    /// Reads the site in `root`, which must be absolute.
    pub(super) fn open(root: &Path, options: Options) -> Result<Self, SystemError> {
        let Checked { value: source, findings: reading } = Source::read(root, &options.store)?;
        let desk = Desk { root: root.to_owned(), source: Arc::new(source), reading };
        Ok(Self { options, memo: BuildCache::default(), desk })
    }

    /// Works until nobody can send orders any more.
    pub(super) fn work(mut self, orders: &Receiver<Order>, listener: &Arc<impl Listener>) {
        let mut orders = Orders { queue: orders, waiting: VecDeque::new() };
        let (jobs, queue) = mpsc::channel();
        let examiner = listener.clone();
        // What no page shows is found on the side, so that no page waits for it.
        std::thread::spawn(move || examine(&queue, &*examiner));
        let mut next = Some(Instant::now());
        while let Some(since) = next {
            let mut findings = self.desk.reading.clone();
            let parsed = site::parse(&self.desk.source, &self.options, &mut self.memo).collect(&mut findings);
            let gathered = site::gather(parsed, &self.desk.source, &mut self.memo).collect(&mut findings);
            let work = site::plan_pages(gathered);
            let work = Arc::new(work);
            let (renderer, leaves) = rayon::join(|| work.renderer(), || by_address(&work.plan));
            let renderer = renderer.collect(&mut findings);
            listener.ready(&work.assets().style, work.search_version());
            let job = Job { work: work.clone(), source: self.desk.source.clone(), findings, took: since.elapsed() };
            // Whoever examines ends only with this.
            let _ = jobs.send(job);
            next = Sheet::new(&work, &renderer, leaves).serve(&mut self.desk, &mut orders);
            // Letting go of ten thousand models takes longer than a page does.
            drop(renderer);
            rayon::spawn(move || drop(work));
        }
    }
}

/// A page that somebody waits for goes before examining.
const BREATHER: Duration = Duration::from_millis(20);

/// Examines states until there will be no more; of several that wait only the last.
fn examine(jobs: &Receiver<Job>, listener: &impl Listener) {
    while let Ok(mut job) = jobs.recv() {
        while let Ok(newer) = jobs.recv_timeout(BREATHER) {
            job = newer;
        }
        let Job { work, source, mut findings, took } = job;
        findings.extend(work.lint());
        finding::sort(&mut findings);
        let (language, models) = (language(&work), work.catalog.models.len());
        listener.examined(&State { findings: &findings, source: &source, language, models, took });
    }
}

fn language(work: &Site) -> Lang {
    work.catalog.site.lang()
}

type ByAddress<'w> = FxHashMap<&'w str, &'w Output>;

fn by_address(plan: &SitePlan) -> ByAddress<'_> {
    plan.outputs.iter().map(|leaf| (leaf.url_path.as_str(), leaf)).collect()
}

/// One state of the site, from which pages are made.
struct Sheet<'w> {
    renderer: &'w Renderer<'w>,
    leaves: ByAddress<'w>,
    /// Where the site will stand on its host: `/danvan/`. The page for unknown addresses links from there.
    base: String,
    shelf: Arc<Shelf>,
}

/// The search's data of one state, made when they are first asked for.
struct Shelf {
    work: Arc<Site>,
    files: OnceLock<Vec<Output>>,
}

impl Shelf {
    fn get(&self, address: &str) -> Made {
        let files = self.files.get_or_init(|| self.work.plan_search_data());
        let bytes = files.iter().find(|file| file.url_path == address).and_then(Output::bytes);
        bytes.map_or_else(|| Made::Missing(Vec::new()), |bytes| Made::Bytes(bytes.to_vec()))
    }
}

impl<'w> Sheet<'w> {
    fn new(work: &'w Arc<Site>, renderer: &'w Renderer<'w>, leaves: ByAddress<'w>) -> Self {
        let base = work.catalog.site.base_url.as_deref().map_or_else(String::new, route::path_of);
        let shelf = Arc::new(Shelf { work: work.clone(), files: OnceLock::new() });
        Self { renderer, leaves, base, shelf }
    }

    /// Fills orders until something has changed, and says since when. `None` when all who could order are gone.
    fn serve(&self, desk: &mut Desk, orders: &mut Orders<'_>) -> Option<Instant> {
        loop {
            match orders.next()? {
                Order::Make(address, reply) => {
                    self.fill(&address, reply, desk);
                }
                Order::Look(change) => {
                    let since = Instant::now();
                    if desk.look(change) {
                        return Some(since);
                    }
                }
            }
        }
    }

    /// Makes what stands at an address, and sends it. Whoever asked may have gone away since.
    fn fill(&self, address: &str, reply: Sender<Made>, desk: &Desk) {
        let address = match address.strip_prefix(self.base.trim_start_matches('/')) {
            Some(within) if !self.leaves.contains_key(address) => within,
            _ => address,
        };
        if self.shelf.work.is_search_data(address) {
            // Pages need not wait for an index.
            let (shelf, address) = (self.shelf.clone(), address.to_owned());
            std::thread::spawn(move || reply.send(shelf.get(&address)));
        } else {
            let _ = reply.send(self.make(address, desk));
        }
    }

    fn make(&self, address: &str, desk: &Desk) -> Made {
        match (self.leaves.get(address), self.leaves.get(route::MISSING)) {
            (Some(leaf), _) => self.print(leaf, desk).map_or_else(Made::Failed, Made::Bytes),
            (None, Some(missing)) => self.print(missing, desk).map_or_else(Made::Failed, Made::Missing),
            (None, None) => Made::Missing(Vec::new()),
        }
    }

    /// The bytes of an output, or why they cannot be made.
    fn print(&self, output: &'w Output, desk: &Desk) -> Result<Vec<u8>, String> {
        let site = &self.shelf.work;
        match output.late() {
            Some(late) => {
                let render = |described| self.render(described, desk);
                Output::render_late(late, self.renderer, &site.plan.outputs, render)
            }
            None => self.render(output, desk).map(Cow::into_owned),
        }
    }

    fn render<'o>(&self, output: &'o Output, desk: &Desk) -> Result<Cow<'o, [u8]>, String>
    where
        'w: 'o,
    {
        let language = language(&self.shelf.work);
        match output.render(self.renderer) {
            Ok(Rendered::Bytes(bytes)) => Ok(bytes),
            Ok(Rendered::Media(file)) => {
                file.bytes(desk.source.store()).map(Cow::Owned).map_err(|error| error.show(language))
            }
            Err(finding) => Err(show::human(&[*finding], |path| desk.source.text(path), language, false)),
        }
    }
}

impl Desk {
    /// Looks at what may have changed, and says whether anything has.
    fn look(&mut self, change: Change) -> bool {
        let paths: Vec<PathBuf> = if change.all {
            vec![self.root.join("content"), self.root.join("themes")]
        } else {
            change.paths.into_iter().collect()
        };
        // Without `content/` there is nothing to read; the last state stays until the folder is back.
        let source = Arc::make_mut(&mut self.source);
        let read = source.reread(&self.root, &paths, &mut self.reading).unwrap_or(false);
        let dated = change.git && source.ask_git_again(&self.root);
        read || dated
    }
}
