//! `lantoa serve`: shows the site while it is being written, with the findings in a panel over each page.
//!
//! [`watch`] reports changed files to [`worker`], which holds the site and renders pages with the functions of `build`;
//! [`events`] tells open pages of new states; [`http`] answers browsers. Only [`desk`], where models are written, and
//! [`start`], where a site is begun, write to disk. A served page is byte for byte the built one, plus one script element
//! before `</body>`.

mod desk;
mod events;
mod http;
mod messages;
mod start;
mod token;
mod watch;
mod worker;

use std::io::{self, Write};
use std::net::{IpAddr, SocketAddr, TcpListener, UdpSocket};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use crate::error::SystemError;
use crate::finding::{Finding, Tally};
use crate::site::Options;
use crate::source::Source;
use crate::text::{Lang, Message};

use desk::Desk;
use events::{EditorLink, EventChannel};
pub use http::requested;
use http::{AllowedHosts, Handler, Post, Request, RequestError, Response};
use watch::Watch;
use worker::{Command, LintedState, Reply, SiteWorker, StateObserver};

pub(crate) use start::{Chooser, Sites};

/// URL template that opens a file in Visual Studio Code; the default of [`Settings::editor`].
pub(crate) const EDITOR: &str = "vscode://file/{path}:{line}:{column}";

/// What to serve, and how.
#[derive(Debug, Clone)]
pub(crate) struct Settings {
    /// The folder that holds `content/`.
    pub(crate) root: PathBuf,
    /// Options of the build.
    pub(crate) options: Options,
    /// The port; if it is taken, one of the next 20. 0 for any free port.
    pub(crate) port: u16,
    /// Whether other machines on the network can connect.
    pub(crate) lan: bool,
    /// Whether to poll for changes instead of waiting for events of the system.
    pub(crate) poll: bool,
    /// URL that opens a file in the editor, with the placeholders `{path}`, `{line}` and `{column}`.
    pub(crate) editor: String,
    /// Language of the findings; `None` for the language of the site.
    pub(crate) lang: Option<Lang>,
    /// Where the desk leads who wants another site.
    pub(crate) chooser: Option<String>,
}

/// URL path of the desk.
pub(crate) const DESK: &str = desk::PREFIX;

/// A site that has been read, and a bound port. [`Preview::run`] answers requests.
pub(crate) struct Preview {
    listener: TcpListener,
    address: SocketAddr,
    worker: SiteWorker,
    watch: Watch,
    settings: Settings,
}

/// Summary of a state of the site, for the terminal.
#[derive(Debug, Clone, Copy)]
pub(crate) struct SiteStatus {
    /// Number of findings.
    pub(crate) tally: Tally,
    /// Number of models.
    pub(crate) models: usize,
    /// From receiving the change to being able to render any page.
    pub(crate) took: Duration,
    /// Language for the message.
    pub(crate) lang: Lang,
}

impl Preview {
    /// Binds the port, begins to watch the site, and reads it.
    ///
    /// # Errors
    /// If the folder cannot be read or watched, or no port is free.
    pub(crate) fn open(mut settings: Settings) -> Result<Self, SystemError> {
        settings.root = settings.root.canonicalize().map_err(|error| {
            SystemError::io(Message::new("Không mở được thư mục", "The folder cannot be opened"), &settings.root, error)
        })?;
        let bound = http::bind(settings.port, settings.lan).and_then(|listener| Ok((listener.local_addr()?, listener)));
        let (address, listener) = bound.map_err(|error| {
            let message = Message::new("Không mở được cổng nào để phục vụ", "No port could be opened");
            SystemError { message, path: None, source: Some(error) }
        })?;
        // Watched before it is read, so that no change in between is missed.
        let watch = Watch::begin(&settings.root, settings.poll).map_err(|error| {
            let message = Message::new("Không theo dõi được thư mục", "The folder cannot be watched");
            SystemError::io(message, &settings.root, io::Error::other(error))
        })?;
        let worker = SiteWorker::open(&settings.root, settings.options.clone())?;
        Ok(Self { listener, address, worker, watch, settings })
    }

    /// The port that was bound.
    pub(crate) fn port(&self) -> u16 {
        self.address.port()
    }

    /// Whether changes are found by polling.
    pub(crate) fn polls(&self) -> bool {
        self.watch.polls
    }

    /// The address for other machines on the network; `None` without [`Settings::lan`] or without a network.
    pub(crate) fn lan_address(&self) -> Option<SocketAddr> {
        let ip = self.settings.lan.then(lan_ip).flatten()?;
        Some(SocketAddr::new(ip, self.port()))
    }

    /// Answers requests until the process ends. Calls `report` for each linted state of the site.
    pub(crate) fn run(self, report: impl FnMut(SiteStatus) + Send + 'static) {
        let Self { listener, address, worker, watch, settings } = self;
        let (commands, queue) = mpsc::channel();
        let channel = Arc::new(EventChannel::default());
        // Other machines may look, not write.
        let (desk, thread) = (!settings.lan).then(|| Desk::new(&settings, commands.clone())).unzip();
        let desk = desk.map(Arc::new);
        let allowed = AllowedHosts { port: address.port(), lan: settings.lan, posts: !settings.lan };
        let root = settings.root.to_string_lossy().replace('\\', "/");
        let editor = EditorLink { template: settings.editor, root };
        let report = Mutex::new(Box::new(report) as Box<dyn FnMut(SiteStatus) + Send>);
        let notifier = Notifier { channel: channel.clone(), lang: settings.lang, editor, report, desk: desk.clone() };
        let notifier = Arc::new(notifier);
        std::thread::spawn(move || worker.run(&queue, &notifier));
        thread.map(|thread| std::thread::spawn(|| thread.run()));
        let handler = Arc::new(PreviewHandler { commands: Mutex::new(commands.clone()), channel, desk });
        let lang = settings.lang.unwrap_or_default();
        std::thread::spawn(move || watch.run(&commands, lang));
        http::listen(&listener, allowed, &handler);
    }
}

/// Passes states of the site from the worker to open pages and to the terminal.
struct Notifier {
    channel: Arc<EventChannel>,
    lang: Option<Lang>,
    editor: EditorLink,
    report: Mutex<Box<dyn FnMut(SiteStatus) + Send>>,
    desk: Option<Arc<Desk>>,
}

impl StateObserver for Notifier {
    fn on_read(&self, source: &Arc<Source>, findings: &[Finding]) {
        if let Some(desk) = &self.desk {
            desk.on_read(source, findings);
        }
    }

    fn on_ready(&self, style: &str, search: &str) {
        self.channel.set_versions(style, search);
    }

    fn on_linted(&self, state: &LintedState<'_>) {
        self.channel.set_findings(state, self.lang, &self.editor);
        if let Some(desk) = &self.desk {
            desk.on_linted(state.language);
        }
        let (tally, lang) = (Tally::of(state.findings), self.lang.unwrap_or(state.language));
        let status = SiteStatus { tally, models: state.models, took: state.took, lang };
        self.report.lock().unwrap_or_else(PoisonError::into_inner)(status);
    }
}

/// A folder as people write it: Windows begins the absolute path of an existing one with `\\?\`.
fn shown(folder: &Path) -> String {
    let text = folder.display().to_string();
    text.strip_prefix(r"\\?\").map_or(text.clone(), str::to_owned)
}

/// This machine's IP address on its network. Connecting a datagram socket sends no packet, it only chooses a route; the
/// address is one reserved for documentation (RFC 5737).
fn lan_ip() -> Option<IpAddr> {
    let socket = UdpSocket::bind("0.0.0.0:0").ok()?;
    socket.connect("192.0.2.1:9").ok()?;
    let ip = socket.local_addr().ok()?.ip();
    (!ip.is_unspecified() && !ip.is_loopback()).then_some(ip)
}

/// URL paths of the server's own files. No output of a site begins with a dot.
const SCRIPT: &str = ".lantoa/reload.js";
const EVENTS: &str = ".lantoa/events";
const FINDINGS: &str = ".lantoa/findings.json";

/// Answers browsers: pages come from the worker, events and findings from the channel.
struct PreviewHandler {
    commands: Mutex<Sender<Command>>,
    channel: Arc<EventChannel>,
    /// `None` where other machines can connect.
    desk: Option<Arc<Desk>>,
}

impl Handler for PreviewHandler {
    fn respond(&self, request: &Request, body: &[u8], peer: SocketAddr) -> Response {
        let url_path = request.url_path.as_str();
        match (&self.desk, url_path) {
            (Some(desk), _) if request.post.is_some() => desk.post(url_path, body),
            (Some(desk), _) if url_path.starts_with(desk::PREFIX) => desk.get(url_path),
            (_, SCRIPT) => desk::response("text/javascript; charset=utf-8", include_bytes!("reload.js").to_vec()),
            (_, FINDINGS) => desk::response("application/json", self.channel.findings(peer.ip().is_loopback())),
            _ => self.respond_with_output(url_path),
        }
    }

    fn accept(&self, url_path: &str, post: &Post) -> Result<usize, RequestError> {
        self.desk.as_ref().ok_or(RequestError::Method)?.accept(url_path, post)
    }

    fn is_event_stream(&self, url_path: &str) -> bool {
        url_path == EVENTS
    }

    fn write_events(&self, out: &mut dyn Write) -> io::Result<()> {
        self.channel.write_sse(out)
    }
}

impl PreviewHandler {
    fn respond_with_output(&self, url_path: &str) -> Response {
        let (sender, receiver) = mpsc::channel();
        let command = Command::Render(url_path.to_owned(), sender);
        let sent = self.commands.lock().unwrap_or_else(PoisonError::into_inner).send(command);
        let reply = sent.ok().and_then(|()| receiver.recv().ok());
        match reply.unwrap_or_else(|| Reply::Failed(String::new())) {
            Reply::Found(bytes) => self.response(200, url_path, bytes),
            Reply::NotFound(bytes) => self.response(404, "404.html", bytes),
            Reply::Failed(reason) => self.response(500, "500.html", error_page(&reason)),
        }
    }

    /// The response with an output's bytes; HTML pages get the script, which also leads to the desk.
    fn response(&self, status: u16, url_path: &str, bytes: Vec<u8>) -> Response {
        let (style, search) = self.channel.versions();
        let etag = etag(&bytes, &style, &search);
        let content_type = content_type(url_path);
        let is_page = content_type.starts_with("text/html");
        let desk = self.desk.as_ref().map(|desk| messages::to_desk(url_path).get(desk.lang()));
        let body = if is_page { with_script(bytes, &etag, desk.unwrap_or("")) } else { bytes };
        Response { status, content_type, body, etag, policy: "" }
    }
}

/// Hash of a page and its search data, without the URL path of its style sheet: an open page that differs in nothing
/// else replaces its style sheet instead of reloading.
fn etag(page: &[u8], style: &str, search: &str) -> String {
    let mut hasher = blake3::Hasher::new();
    hasher.update(search.as_bytes());
    let (mut rest, name) = (page, style.as_bytes());
    let find = |rest: &[u8]| rest.windows(name.len()).position(|bytes| bytes == name);
    while let Some(start) = (!name.is_empty()).then(|| find(rest)).flatten() {
        hasher.update(&rest[..start]).update(&[0]);
        rest = &rest[start + name.len()..];
    }
    hasher.update(rest).finalize().to_hex().as_str()[..16].to_owned()
}

/// The page with the script element before its last `</body>`, or at its end if there is none. `desk` is what the link to the
/// desk says; without it there is no such link.
fn with_script(mut page: Vec<u8>, etag: &str, desk: &str) -> Vec<u8> {
    let script = format!("<script src=\"/{SCRIPT}\" data-page=\"{etag}\" data-desk=\"{desk}\"></script>");
    let end = page.windows(7).rposition(|bytes| bytes == b"</body>").unwrap_or(page.len());
    page.splice(end..end, script.into_bytes());
    page
}

/// A page with the reason why an output could not be rendered.
fn error_page(reason: &str) -> Vec<u8> {
    let mut text = String::new();
    crate::entry::push_escaped(&mut text, reason);
    let head = "<!doctype html><meta charset=\"utf-8\"><title>500</title>";
    format!("{head}<body><pre>{text}</pre></body>\n").into_bytes()
}

fn content_type(url_path: &str) -> &'static str {
    match url_path.rsplit_once('.').map_or("", |(_, extension)| extension) {
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
