//! The desk: the page on which a clerk writes, and the requests that it sends.
//!
//! Requests are POST with JSON to `/.lantoa/desk/api/NAME`. Files are named by the ids that [`models`] gives, which are only
//! looked up among the files that were read; names of new files are made by the program. What writes never overwrites a
//! file that has changed since the page has read it. `serve` offers no desk to other machines.
//!
//! What a person waits for asks no question of the whole site: a form is checked against the file on disk and the latest
//! lists, and saving writes one file. At 1,000 models a check takes 1 ms, an offer of places 1 ms, the page beside the form 5 ms
//! and saving 3 ms (medians on two cores that others used; `serve::tests::desk::waiting` measures them). The page beside the
//! form is made anew when nothing was typed for half a second.

mod files;
mod git;
mod menu;
mod models;
mod office;
pub(super) mod page;
mod place;
mod publish;
mod settings;
mod state;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::mpsc::{self, Sender};
use std::sync::{Arc, Mutex, PoisonError};

use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::Settings;
use super::http::{API, Post, RequestError, Response};
use super::token::Token;
use super::worker::{Change, Command};
use crate::cache::Store;
use crate::desk::PlaceNames;
use crate::error::SystemError;
use crate::finding::Finding;
use crate::source::Source;
use crate::text::{Lang, Message, SitePath, StaticMessage};

pub(super) use office::NO_PLACE;
use page::asset;
pub(super) use page::{PREFIX, response};
pub(super) use state::{Ask, DeskThread};

use state::DeskState;

/// Largest body of a request, in bytes: a model's file has some kilobytes.
pub(super) const MAX_BODY: usize = 4 << 20;
/// Largest body of a request with a photograph or a list in Base64, which makes it a third larger.
const MAX_UPLOAD: usize = 48 << 20;

/// Answers to a request of a page, as JSON.
pub(super) fn answered(answer: Answer, lang: Lang) -> Response {
    let (status, answer) = match answer {
        Ok(answer) => (200, answer),
        Err(Refused { status, message, more }) => {
            let mut answer = if more.is_object() { more } else { json!({}) };
            answer["error"] = json!(crate::desk::at_desk(message.get(lang), false, lang));
            (status, answer)
        }
    };
    Response { status, ..response("application/json", answer.to_string().into_bytes()) }
}

const BUSY: StaticMessage =
    StaticMessage::fixed("Chương trình đang dừng, hãy mở lại.", "The program is stopping; open it again.");
pub(super) const BAD_REQUEST: StaticMessage = StaticMessage::fixed(
    "Trang gửi điều không hiểu được; hãy tải lại trang.",
    "The page sent what cannot be understood; load it again.",
);
const NO_FILE: StaticMessage = StaticMessage::fixed(
    "Không còn tệp ấy: có người đã xóa hoặc đổi tên. Hãy xem lại danh sách.",
    "There is no such file any more: somebody has deleted or renamed it. See the list again.",
);

/// Why a request is not done.
#[derive(Debug)]
pub(super) struct Refused {
    status: u16,
    message: Message,
    /// More that the page needs, beside `error`.
    more: Value,
}

/// What a request is answered with.
pub(super) type Answer = Result<Value, Refused>;

impl Refused {
    pub(super) fn new(status: u16, message: impl Into<Message>) -> Self {
        Self { status, message: message.into(), more: Value::Null }
    }
}

impl From<SystemError> for Refused {
    fn from(error: SystemError) -> Self {
        Self::new(500, Message::new(error.show(Lang::Vi), error.show(Lang::En)))
    }
}

/// A site with its desk.
pub(super) struct Desk {
    root: PathBuf,
    store: Store,
    token: Token,
    /// `None` for the language of the site.
    lang: Option<Lang>,
    /// `None` until the site is known.
    site_lang: Mutex<Option<Lang>>,
    /// Where another site is chosen.
    chooser: Option<String>,
    /// To who watches the files, and renders the site as readers see it.
    worker: Mutex<Sender<Command>>,
    /// To who knows the site with its drafts.
    thread: Mutex<Sender<Ask>>,
    /// The latest state, for what must not wait.
    latest: Arc<Mutex<Option<Arc<DeskState>>>>,
    places: Mutex<Option<Arc<PlaceNames>>>,
    /// What entries of the menu were called, other than their pages, that were taken out since the desk was opened.
    labels: Mutex<BTreeMap<SitePath, String>>,
    /// What is exchanged with the git server.
    line: Arc<git::Line>,
    /// Held while files are written, so that two pages do not write at once.
    writing: Mutex<()>,
}

impl Desk {
    /// The desk of a site, and the thread that it asks.
    pub(super) fn new(settings: &Settings, worker: Sender<Command>) -> (Self, DeskThread) {
        let Settings { root, lang, chooser, .. } = settings;
        let store = settings.options.store.clone();
        let (thread, asked) = mpsc::channel();
        let latest = Arc::new(Mutex::new(None));
        let desk = Self {
            root: root.clone(),
            store: store.clone(),
            token: Token::new(),
            lang: *lang,
            site_lang: Mutex::new(None),
            chooser: chooser.clone(),
            labels: Mutex::default(),
            worker: Mutex::new(worker),
            thread: Mutex::new(thread),
            latest: latest.clone(),
            places: Mutex::new(None),
            line: Arc::default(),
            writing: Mutex::new(()),
        };
        (desk, DeskThread::new(asked, latest, store))
    }

    /// Tells the desk of a source that was read.
    pub(super) fn on_read(&self, source: &Arc<Source>, findings: &[Finding]) {
        // The thread lives as long as the program.
        let _ = lock(&self.thread).send(Ask::Read(source.clone(), findings.to_vec()));
    }

    /// The largest body that is read for a request.
    pub(super) fn accept(&self, url_path: &str, post: &Post) -> Result<usize, RequestError> {
        if !self.token.is(&post.token) {
            return Err(RequestError::Token);
        }
        Ok(match url_path.strip_prefix(API) {
            Some("picture" | "import" | "report") => MAX_UPLOAD,
            _ => MAX_BODY,
        })
    }

    /// Answers a POST request whose head was accepted.
    pub(super) fn post(&self, url_path: &str, body: &[u8]) -> Response {
        let name = url_path.strip_prefix(API).unwrap_or("");
        answered(self.answer(name, body), self.lang())
    }

    fn answer(&self, name: &str, body: &[u8]) -> Answer {
        match name {
            "start" => self.start(),
            "list" => self.list(),
            "open" => self.open(&read(body)?),
            "begin" => self.begin(&read(body)?),
            "check" => self.check(&read(body)?),
            "mend" => self.mend(&read(body)?),
            "preview" => self.preview(&read(body)?),
            "examine" => self.examine(&read(body)?),
            "save" => self.save(&read(body)?),
            "places" => self.suggest(&read(body)?),
            "picture" => self.picture(&read(body)?),
            "rename" => self.rename(&read(body)?),
            "move" => self.move_home(&read(body)?),
            "delete" => self.delete(&read(body)?),
            "restore" => self.restore(&read(body)?),
            "delete_picture" => self.delete_picture(&read(body)?),
            "git" => self.git(),
            "commit" => self.commit(&read(body)?),
            "push" => self.push(),
            "fetch" => self.fetch(&read(body)?),
            "waiting" => self.waiting(),
            "cancel" => self.cancel(),
            "publish" => self.publish(&read(body)?),
            "import" => self.import(&read(body)?),
            "export" => self.export(),
            "report" => self.report(&read(body)?),
            "settings" => self.settings(&read(body)?),
            "stop" => page::stop(),
            _ => Err(Refused::new(404, BAD_REQUEST)),
        }
    }

    /// Answers a GET request below [`PREFIX`].
    pub(super) fn get(&self, url_path: &str) -> Response {
        match url_path.strip_prefix(PREFIX) {
            Some("index.html") => {
                // Somebody who comes this early waits for the site anyway.
                if lock(&self.site_lang).is_none()
                    && let Ok(state) = self.latest()
                {
                    self.on_linted(state.site.catalog.site.lang());
                }
                page::index(&self.token, self.lang())
            }
            Some(path) if path.starts_with("preview/") => self.previewed(&path["preview/".len()..]),
            Some(path) if path.starts_with("file/") => self.file(&path["file/".len()..]),
            Some(name) => asset(name, self.lang()),
            None => page::missing(),
        }
    }

    /// The language of the page: that of the command line, else of the site.
    pub(super) fn lang(&self) -> Lang {
        self.lang.or_else(|| *lock(&self.site_lang)).unwrap_or_default()
    }

    /// Tells the desk the language of the site.
    pub(super) fn on_linted(&self, site_lang: Lang) {
        *lock(&self.site_lang) = Some(site_lang);
    }

    /// The site as its files are now: those of `paths` are read again.
    fn state_after(&self, paths: &[&SitePath]) -> Result<Arc<DeskState>, Refused> {
        if !paths.is_empty() {
            self.reload(paths.iter().copied());
        }
        let (sender, done) = mpsc::channel();
        // Once the worker has answered, the desk's thread has been told of the newest source.
        let sent = lock(&self.worker).send(Command::Sync(sender));
        let busy = |_| Refused::new(503, BUSY);
        sent.map_err(|_| Refused::new(503, BUSY))?;
        done.recv().map_err(busy)?;
        let (sender, state) = mpsc::channel();
        lock(&self.thread).send(Ask::State(sender)).map_err(|_| Refused::new(503, BUSY))?;
        state.recv().map_err(busy)
    }

    /// Has files read again.
    fn reload<'p>(&self, paths: impl IntoIterator<Item = &'p SitePath>) {
        let paths = paths.into_iter().map(|path| self.root.join(path.as_str())).collect();
        // Without a worker the next question says that the program is stopping.
        let _ = lock(&self.worker).send(Command::Reload(Change { paths, ..Change::default() }));
    }

    fn state(&self) -> Result<Arc<DeskState>, Refused> {
        self.state_after(&[])
    }

    /// The latest state, or the first.
    fn latest(&self) -> Result<Arc<DeskState>, Refused> {
        let latest = lock(&self.latest).clone();
        latest.map_or_else(|| self.state(), Ok)
    }

    /// The names of places, folded once.
    fn places(&self, state: &DeskState) -> Arc<PlaceNames> {
        let mut places = lock(&self.places);
        let gazetteer = &state.site.catalog.gazetteer;
        match places.as_ref().filter(|names| names.are_of(gazetteer)) {
            Some(names) => names.clone(),
            None => places.insert(Arc::new(PlaceNames::new(gazetteer.clone()))).clone(),
        }
    }
}

/// What the body of a request says.
pub(super) fn read<T: DeserializeOwned>(body: &[u8]) -> Result<T, Refused> {
    serde_json::from_slice(body).map_err(|_| Refused::new(400, BAD_REQUEST))
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
