//! The workbench: one thread that holds the source and everything understood of it, and makes what is asked for.
//!
//! Orders arrive in one queue, so what is asked for after a change is made after it. Nothing is locked, and nothing is kept
//! but the source and the memo: after a change, catalog and edition are made anew by the same functions as in `build`,
//! and of the pages only those that somebody asks for.

use std::collections::{BTreeSet, HashMap, VecDeque};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender};
use std::time::{Duration, Instant};

use crate::build::{self, Memo, Options, Work};
use crate::edition::Leaf;
use crate::fault::Fault;
use crate::finding::{self, Checked, Finding, show};
use crate::render::{Press, Printed};
use crate::route;
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

/// A new state of the site.
pub(super) struct State<'s> {
    /// Everything that was found, in order.
    pub(super) findings: &'s [Finding],
    /// What was read, for the lines that findings speak of.
    pub(super) source: &'s Source,
    /// Address of the style sheet.
    pub(super) style: &'s str,
    /// The site's language.
    pub(super) language: Lang,
    /// How many models there are.
    pub(super) models: usize,
    /// From hearing of the change to being ready to make any page.
    pub(super) took: Duration,
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
    memo: Memo,
    desk: Desk,
}

/// What lies on the workbench: the source as it was last read.
struct Desk {
    root: PathBuf,
    source: Source,
    /// What is wrong with files as files.
    reading: Vec<Finding>,
}

impl Workbench {
    /// Reads the site in `root`, which must be absolute.
    pub(super) fn open(root: &Path, options: Options) -> Result<Self, Fault> {
        let Checked { value: source, findings: reading } = Source::read(root)?;
        let desk = Desk { root: root.to_owned(), source, reading };
        Ok(Self { options, memo: Memo::default(), desk })
    }

    /// Works until nobody can send orders any more. `tell` hears of every new state before any page of it is made.
    pub(super) fn work(mut self, orders: &Receiver<Order>, mut tell: impl FnMut(&State<'_>)) {
        let mut orders = Orders { queue: orders, waiting: VecDeque::new() };
        let mut next = Some(Instant::now());
        while let Some(since) = next {
            let mut findings = self.desk.reading.clone();
            let work = build::understand(&self.desk.source, &self.options, &mut self.memo).collect(&mut findings);
            let press = Press::new(&work.catalog, &work.edition, &work.theme).collect(&mut findings);
            finding::sort(&mut findings);
            let language = Lang::from_tag(&work.catalog.site.language).unwrap_or_default();
            tell(&State {
                findings: &findings,
                source: &self.desk.source,
                style: &work.edition.style,
                language,
                models: work.catalog.models.len(),
                took: since.elapsed(),
            });
            next = Sheet::new(&work, &press, language).serve(&mut self.desk, &mut orders);
        }
    }
}

/// One state of the site, from which pages are made.
struct Sheet<'w> {
    press: &'w Press<'w>,
    leaves: HashMap<&'w str, &'w Leaf>,
    /// Where the site will stand on its host: `/danvan/`. The page for unknown addresses links from there.
    base: String,
    language: Lang,
}

impl<'w> Sheet<'w> {
    fn new(work: &'w Work, press: &'w Press<'w>, language: Lang) -> Self {
        let leaves = work.edition.leaves.iter().map(|leaf| (leaf.address.as_str(), leaf)).collect();
        let base = work.catalog.site.base_url.as_deref().map_or_else(String::new, route::path_of);
        Self { press, leaves, base, language }
    }

    /// Fills orders until something has changed, and says since when. `None` when all who could order are gone.
    fn serve(&self, desk: &mut Desk, orders: &mut Orders<'_>) -> Option<Instant> {
        loop {
            match orders.next()? {
                Order::Make(address, reply) => {
                    // Whoever asked may have gone away since.
                    let _ = reply.send(self.make(&address, desk));
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

    fn make(&self, address: &str, desk: &Desk) -> Made {
        let within = address.strip_prefix(self.base.trim_start_matches('/'));
        let found = self.leaves.get(address).or_else(|| self.leaves.get(within?));
        match (found, self.leaves.get(route::MISSING)) {
            (Some(leaf), _) => self.print(leaf, desk).map_or_else(Made::Failed, Made::Bytes),
            (None, Some(missing)) => self.print(missing, desk).map_or_else(Made::Failed, Made::Missing),
            (None, None) => Made::Missing(Vec::new()),
        }
    }

    fn print(&self, leaf: &'w Leaf, desk: &Desk) -> Result<Vec<u8>, String> {
        match self.press.print(leaf) {
            Ok(Printed::Bytes(bytes)) => Ok(bytes.into_owned()),
            Ok(Printed::File(path)) => desk.source.load(path).map_err(|fault| fault.show(self.language)),
            Err(finding) => Err(show::human(&[*finding], |path| desk.source.text(path), self.language, false)),
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
        let read = self.source.reread(&self.root, &paths, &mut self.reading).unwrap_or(false);
        let dated = change.git && self.source.ask_git_again(&self.root);
        read || dated
    }
}
