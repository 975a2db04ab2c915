//! The thread that knows the site with its drafts. It computes nothing before somebody asks, and asks come one after another.

use std::sync::mpsc::{Receiver, Sender};
use std::sync::{Arc, Mutex};

use super::lock;
use crate::cache::Store;
use crate::finding::{self, Finding};
use crate::outputs::Output;
use crate::render::Rendered;
use crate::site::{self, BuildCache, Options, Site};
use crate::source::Source;
use crate::text::SitePath;

/// What the thread is asked.
pub(in crate::serve) enum Ask {
    /// Nothing: a source was read, with these findings.
    Read(Arc<Source>, Vec<Finding>),
    /// The site.
    State(Sender<Arc<DeskState>>),
    /// The site as it would be with another text of a file. It is kept for [`Ask::Previewed`] and [`Ask::Page`].
    Preview { path: SitePath, text: String, reply: Sender<Arc<DeskState>> },
    /// The site that was previewed last.
    Previewed(Sender<Option<Arc<DeskState>>>),
    /// A file of the site that was previewed last.
    Page(String, Sender<Option<Vec<u8>>>),
}

/// The site as its files are, drafts among them.
pub(in crate::serve) struct DeskState {
    pub(super) source: Arc<Source>,
    pub(super) site: Arc<Site>,
    /// All findings, sorted; only those of files by themselves unless the state is examined.
    pub(super) findings: Vec<Finding>,
    /// Whether it was looked for what is wrong between files.
    pub(super) is_examined: bool,
}

impl DeskState {
    /// The same with everything that is wrong between files. This takes longer than a page may wait for.
    pub(super) fn examined(&self) -> Self {
        let Self { source, site, findings, is_examined } = self;
        let mut findings = findings.clone();
        if !is_examined {
            findings.extend(site.lint());
            finding::sort(&mut findings);
        }
        Self { source: source.clone(), site: site.clone(), findings, is_examined: true }
    }
}

/// The thread.
pub(in crate::serve) struct DeskThread {
    asked: Receiver<Ask>,
    latest: Arc<Mutex<Option<Arc<DeskState>>>>,
    options: Options,
    cache: BuildCache,
    /// What was read last.
    read: Option<(Arc<Source>, Vec<Finding>)>,
    /// Whether [`Self::latest`] is of what was read last.
    is_current: bool,
    preview: Option<Arc<DeskState>>,
}

impl DeskThread {
    pub(super) fn new(asked: Receiver<Ask>, latest: Arc<Mutex<Option<Arc<DeskState>>>>, store: Store) -> Self {
        let options = Options { drafts: true, store, ..Options::default() };
        Self { asked, latest, options, cache: BuildCache::default(), read: None, is_current: false, preview: None }
    }

    /// Answers until nobody can ask any more.
    pub(in crate::serve) fn run(mut self) {
        while let Ok(ask) = self.asked.recv() {
            // Who asked may have closed the connection by now.
            match ask {
                Ask::Read(source, findings) => {
                    self.read = Some((source, findings));
                    self.is_current = false;
                }
                Ask::State(reply) => {
                    if let Some(state) = self.state() {
                        let _ = reply.send(state);
                    }
                }
                Ask::Preview { path, text, reply } => {
                    if let Some(state) = self.with_text(&path, text) {
                        self.preview = Some(state.clone());
                        let _ = reply.send(state);
                    }
                }
                Ask::Previewed(reply) => {
                    let _ = reply.send(self.preview.clone());
                }
                Ask::Page(url_path, reply) => self.page(&url_path, reply),
            }
        }
    }

    fn state(&mut self) -> Option<Arc<DeskState>> {
        let (source, findings) = self.read.clone()?;
        if !self.is_current {
            let state = self.analyze(source, findings).examined();
            *lock(&self.latest) = Some(Arc::new(state));
            self.is_current = true;
        }
        lock(&self.latest).clone()
    }

    fn with_text(&mut self, path: &SitePath, text: String) -> Option<Arc<DeskState>> {
        let (source, mut findings) = self.read.clone()?;
        if source.text(path) == Some(text.as_str()) {
            return self.state();
        }
        let mut source = Source::clone(&source);
        findings.retain(|finding| finding.file != *path);
        findings.extend(source.put(path, text.into_bytes()));
        Some(Arc::new(self.analyze(Arc::new(source), findings)))
    }

    fn analyze(&mut self, source: Arc<Source>, mut findings: Vec<Finding>) -> DeskState {
        let parsed = site::parse(&source, &self.options, &mut self.cache).collect(&mut findings);
        let gathered = site::gather(parsed, &source, &mut self.cache).collect(&mut findings);
        let site = Arc::new(site::plan_pages(gathered, &self.options));
        DeskState { source, site, findings, is_examined: false }
    }

    /// Sends a file of the site that is previewed, or of the site as it is.
    fn page(&mut self, url_path: &str, reply: Sender<Option<Vec<u8>>>) {
        let Some(state) = self.preview.clone().or_else(|| self.state()) else { return };
        let renderer = state.site.renderer().value;
        let output = state.site.plan.outputs.iter().find(|output| output.url_path == url_path);
        let rendered =
            output.filter(|output| output.late().is_none()).and_then(|output| Output::render(output, &renderer).ok());
        match rendered {
            Some(Rendered::Media(file)) => {
                // Decoding a photograph takes longer than a page may wait.
                let (file, store) = (file.clone(), self.options.store.clone());
                std::thread::spawn(move || reply.send(file.bytes(&store).ok()));
            }
            rendered => {
                let bytes = rendered.and_then(|rendered| rendered.bytes(&self.options.store).ok());
                let _ = reply.send(bytes.map(std::borrow::Cow::into_owned));
            }
        }
    }
}
