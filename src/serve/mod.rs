//! The editor's loop: shows the site while it is being written, and says what is wrong over the page.
//!
//! Four parts that know little of each other: `watch` hears of changes, `workbench` holds the site and makes pages by
//! the same functions as `build`, `bulletin` tells open pages of news, `http` answers browsers. Nothing here writes to
//! disk. A served page is byte for byte the built one but for one script element before `</body>`.

mod events;
mod http;
mod request;
mod watch;
mod worker;

use std::io::{self, Write};
use std::net::{IpAddr, SocketAddr, TcpListener, UdpSocket};
use std::path::PathBuf;
use std::sync::mpsc::{self, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use crate::error::SystemError;
use crate::finding::Tally;
use crate::site::Options;
use crate::text::{Lang, Message};

use events::{Bulletin, Opener};
use http::Answer;
use request::{Names, Request};
use watch::Watch;
use worker::{Listener, Made, Order, State, Workbench};

/// Opens a file in Visual Studio Code.
pub const EDITOR: &str = "vscode://file/{path}:{line}:{column}";

/// What somebody wants served, and how.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The folder that holds `content/`.
    pub root: PathBuf,
    /// What is asked of the site beside its content.
    pub options: Options,
    /// The port, or the first one to try; 0 for any.
    pub port: u16,
    /// Whether other machines on the network may look.
    pub lan: bool,
    /// Whether to look for changes instead of hearing of them from the system.
    pub poll: bool,
    /// An address that opens a file in the editor, with `{path}`, `{line}` and `{column}`.
    pub editor: String,
    /// Language of the findings; `None` leaves it to the site.
    pub lang: Option<Lang>,
}

/// A site that has been read and has a port; [`Preview::run`] answers.
pub struct Preview {
    listener: TcpListener,
    address: SocketAddr,
    workbench: Workbench,
    watch: Watch,
    settings: Settings,
}

/// What happened, for whoever sits at the terminal.
#[derive(Debug, Clone, Copy)]
pub struct Told {
    /// What was found.
    pub tally: Tally,
    /// How many models the site has.
    pub models: usize,
    /// From hearing of the change to being ready to make any page.
    pub took: Duration,
    /// The language to speak.
    pub lang: Lang,
}

impl Preview {
    /// Binds the port, reads the site and begins to watch it.
    pub fn open(mut settings: Settings) -> Result<Self, SystemError> {
        settings.root = settings.root.canonicalize().map_err(|error| {
            SystemError::io(Message::new("Không mở được thư mục", "The folder cannot be opened"), &settings.root, error)
        })?;
        let bound = http::bind(settings.port, settings.lan).and_then(|listener| Ok((listener.local_addr()?, listener)));
        let (address, listener) = bound.map_err(|error| {
            let say = Message::new("Không mở được cổng nào để phục vụ", "No port could be opened");
            SystemError { message: say, path: None, source: Some(error) }
        })?;
        // Watched before it is read, so that nothing changes in between unheard.
        let watch = Watch::begin(&settings.root, settings.poll).map_err(|error| {
            let say = Message::new("Không theo dõi được thư mục", "The folder cannot be watched");
            SystemError::io(say, &settings.root, io::Error::other(error))
        })?;
        let workbench = Workbench::open(&settings.root, settings.options.clone())?;
        Ok(Self { listener, address, workbench, watch, settings })
    }

    /// The port that was found.
    pub fn port(&self) -> u16 {
        self.address.port()
    }

    /// Whether changes are looked for instead of heard of.
    pub fn polls(&self) -> bool {
        self.watch.polls
    }

    /// Under which address this machine can be reached by its neighbours, if it is served to them.
    pub fn neighbours_address(&self) -> Option<SocketAddr> {
        let own = self.settings.lan.then(own_address).flatten()?;
        Some(SocketAddr::new(own, self.port()))
    }

    /// Answers until the program is ended. `tell` hears of every new state of the site.
    pub fn run(self, tell: impl FnMut(Told) + Send + 'static) {
        let Self { listener, address, workbench, watch, settings } = self;
        let (orders, queue) = mpsc::channel();
        let bulletin = Arc::new(Bulletin::default());
        let root = settings.root.to_string_lossy().replace('\\', "/");
        let opener = Opener { template: settings.editor, root };
        let tell = Mutex::new(Box::new(tell) as Box<dyn FnMut(Told) + Send>);
        let herald = Arc::new(Herald { bulletin: bulletin.clone(), lang: settings.lang, opener, tell });
        std::thread::spawn(move || workbench.work(&queue, &herald));
        let site = Arc::new(Site { orders: Mutex::new(orders.clone()), bulletin });
        std::thread::spawn(move || watch.report(&orders));
        http::listen(&listener, Names { port: address.port(), lan: settings.lan }, &site);
    }
}

/// Carries news from the workbench to the bulletin and the terminal.
struct Herald {
    bulletin: Arc<Bulletin>,
    lang: Option<Lang>,
    opener: Opener,
    tell: Mutex<Box<dyn FnMut(Told) + Send>>,
}

impl Listener for Herald {
    fn ready(&self, style: &str, search: &str) {
        self.bulletin.announce(style, search);
    }

    fn examined(&self, state: &State<'_>) {
        self.bulletin.hang_out(state, self.lang, &self.opener);
        let (tally, lang) = (Tally::of(state.findings), self.lang.unwrap_or(state.language));
        let told = Told { tally, models: state.models, took: state.took, lang };
        self.tell.lock().unwrap_or_else(PoisonError::into_inner)(told);
    }
}

/// The machine's address on its network. No packet is sent: connecting a datagram socket only chooses a route. The address
/// is one that is kept for documentation (RFC 5737).
fn own_address() -> Option<IpAddr> {
    let socket = UdpSocket::bind("0.0.0.0:0").ok()?;
    socket.connect("192.0.2.1:9").ok()?;
    let address = socket.local_addr().ok()?.ip();
    (!address.is_unspecified() && !address.is_loopback()).then_some(address)
}

/// The addresses of our own; no page of a site begins with a point.
const SCRIPT: &str = ".lantoa/reload.js";
const EVENTS: &str = ".lantoa/events";
const FINDINGS: &str = ".lantoa/findings.json";

/// Joins the workbench and the bulletin for the browsers.
struct Site {
    orders: Mutex<Sender<Order>>,
    bulletin: Arc<Bulletin>,
}

impl http::Site for Site {
    fn answer(&self, request: &Request, peer: SocketAddr) -> Answer {
        let own = |kind, bytes| Answer { status: 200, kind, bytes, tag: String::new() };
        match request.address.as_str() {
            SCRIPT => own("text/javascript; charset=utf-8", include_bytes!("reload.js").to_vec()),
            FINDINGS => own("application/json", self.bulletin.findings(peer.ip().is_loopback())),
            address => self.page(address),
        }
    }

    fn is_stream(&self, address: &str) -> bool {
        address == EVENTS
    }

    fn stream(&self, out: &mut dyn Write) -> io::Result<()> {
        self.bulletin.read_out(out)
    }
}

impl Site {
    fn page(&self, address: &str) -> Answer {
        let (reply, made) = mpsc::channel();
        let sent =
            self.orders.lock().unwrap_or_else(PoisonError::into_inner).send(Order::Make(address.to_owned(), reply));
        let gone = || Made::Failed(String::new());
        let made = sent.ok().and_then(|()| made.recv().ok()).unwrap_or_else(gone);
        match made {
            Made::Bytes(bytes) => answer(200, address, bytes, &self.bulletin.names()),
            Made::Missing(bytes) => answer(404, "404.html", bytes, &self.bulletin.names()),
            Made::Failed(why) => answer(500, "500.html", failure(&why), &Default::default()),
        }
    }
}

/// A page with the script in it; other files as they are.
fn answer(status: u16, address: &str, bytes: Vec<u8>, (style, search): &(String, String)) -> Answer {
    let tag = tag(&bytes, style, search);
    let kind = content_type(address);
    let bytes = if kind.starts_with("text/html") { with_script(bytes, &tag) } else { bytes };
    Answer { status, kind, bytes, tag }
}

/// Stands for a page and the search on it, whatever its style sheet is called: an open page that differs in nothing else
/// swaps the sheet.
fn tag(page: &[u8], style: &str, search: &str) -> String {
    let mut hasher = blake3::Hasher::new();
    hasher.update(search.as_bytes());
    let (mut rest, name) = (page, style.as_bytes());
    while let Some(at) = (!name.is_empty()).then(|| rest.windows(name.len()).position(|bytes| bytes == name)).flatten()
    {
        hasher.update(&rest[..at]).update(&[0]);
        rest = &rest[at + name.len()..];
    }
    hasher.update(rest).finalize().to_hex().as_str()[..16].to_owned()
}

/// The page with the script before the end of its body, or at its end.
fn with_script(mut page: Vec<u8>, tag: &str) -> Vec<u8> {
    let script = format!("<script src=\"/{SCRIPT}\" data-page=\"{tag}\"></script>");
    let end = page.windows(7).rposition(|bytes| bytes == b"</body>").unwrap_or(page.len());
    page.splice(end..end, script.into_bytes());
    page
}

fn failure(why: &str) -> Vec<u8> {
    let mut text = String::new();
    crate::entry::push_escaped(&mut text, why);
    let head = "<!doctype html><meta charset=\"utf-8\"><title>500</title>";
    format!("{head}<body><pre>{text}</pre></body>\n").into_bytes()
}

fn content_type(address: &str) -> &'static str {
    match address.rsplit_once('.').map_or("", |(_, extension)| extension) {
        "html" | "htm" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "json" | "geojson" | "webmanifest" => "application/json",
        "xml" => "application/xml; charset=utf-8",
        "csv" => "text/csv; charset=utf-8",
        "txt" => "text/plain; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "gif" => "image/gif",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "pdf" => "application/pdf",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests;
