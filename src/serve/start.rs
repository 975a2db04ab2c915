//! The page on which a person begins a site, opens one, or brings a list along: for who has started the program by a double
//! click. It takes the same requests under the same rules as the desk, and leads to the desk of the site that was chosen.

use std::io::{self, Write};
use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use serde::Deserialize;
use serde_json::json;

use super::desk::page::{self, START};
use super::desk::{Answer, BAD_REQUEST, MAX_BODY, NO_PLACE, PREFIX, Refused, answered, read};
use super::http::{self, API, AllowedHosts, Handler, Post, Request, RequestError, Response};
use super::shown;
use super::token::Token;
use crate::cache;
use crate::desk::PlaceNames;
use crate::error::SystemError;
use crate::locality::Gazetteer;
use crate::text::{Lang, Message, StaticMessage};
use crate::vietnamese;

/// Most sites that are offered.
const OFFERED: usize = 30;

const NO_TITLE: StaticMessage = StaticMessage::fixed("Hãy ghi tên trang web.", "Write the title of the site.");
const NO_SITE: StaticMessage = StaticMessage::fixed(
    "Thư mục ấy không có trang web: bên trong phải có thư mục content.",
    "There is no site in that folder: it must have a folder `content`.",
);
const NO_FOLDER: StaticMessage = StaticMessage::fixed(
    "Không có thư mục ấy trên máy này; xem lại đường dẫn, hoặc cắm lại ổ đĩa, USB.",
    "There is no such folder on this machine; look at the path again, or plug in the disk.",
);
const NOT_ABSOLUTE: StaticMessage = StaticMessage::fixed(
    "Hãy ghi đầy đủ đường dẫn của thư mục, từ tên ổ đĩa hoặc dấu / ở đầu.",
    "Write the whole path of the folder, from the drive or the first / on.",
);

/// What the page leads to.
pub(crate) trait Sites: Send + Sync + 'static {
    /// Begins a site of this title and this place in this folder, which does not exist.
    fn begin(&self, folder: &Path, title: &str, home: Option<&str>) -> Result<(), SystemError>;
    /// Opens the desk of the site in this folder, and gives its address.
    fn open(&self, folder: &Path) -> Result<String, SystemError>;
}

/// A bound port. [`Chooser::run`] answers requests.
pub(crate) struct Chooser {
    listener: TcpListener,
    port: u16,
    lang: Lang,
}

impl Chooser {
    /// Binds a free port.
    ///
    /// # Errors
    /// If there is none.
    pub(crate) fn bind(lang: Lang) -> Result<Self, SystemError> {
        let bound = http::bind(0, false).and_then(|listener| Ok((listener.local_addr()?.port(), listener)));
        let (port, listener) = bound.map_err(|error| {
            let message = Message::new("Không mở được cổng nào để phục vụ", "No port could be opened");
            SystemError { message, path: None, source: Some(error) }
        })?;
        Ok(Self { listener, port, lang })
    }

    /// Where the page is.
    pub(crate) fn address(&self) -> String {
        format!("http://localhost:{}/{PREFIX}", self.port)
    }

    /// Answers requests until the process ends.
    pub(crate) fn run(self, sites: impl Sites) {
        let home = std::env::home_dir();
        let handler = StartHandler {
            token: Token::new(),
            lang: self.lang,
            sites,
            home,
            offered: Mutex::default(),
            places: OnceLock::new(),
        };
        let allowed = AllowedHosts { port: self.port, lan: false, posts: true };
        http::listen(&self.listener, allowed, &Arc::new(handler));
    }
}

struct StartHandler<S> {
    token: Token,
    lang: Lang,
    sites: S,
    home: Option<PathBuf>,
    /// The sites that the page was told of; it names one by its place in this list.
    offered: Mutex<Vec<PathBuf>>,
    /// Once a place was typed.
    places: OnceLock<PlaceNames>,
}

impl<S: Sites> Handler for StartHandler<S> {
    fn respond(&self, request: &Request, body: &[u8], _: SocketAddr) -> Response {
        let url_path = request.url_path.as_str();
        if request.post.is_some() {
            return answered(self.answer(url_path.strip_prefix(API).unwrap_or(""), body), self.lang);
        }
        match url_path.strip_prefix(PREFIX) {
            Some("index.html") => page::page(START, &self.token, self.lang),
            Some(name) => page::asset(name, self.lang),
            None if url_path == "index.html" => page::page(START, &self.token, self.lang),
            None => page::missing(),
        }
    }

    fn accept(&self, _: &str, post: &Post) -> Result<usize, RequestError> {
        if self.token.is(&post.token) { Ok(MAX_BODY) } else { Err(RequestError::Token) }
    }

    fn is_event_stream(&self, _: &str) -> bool {
        false
    }

    fn write_events(&self, _: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }
}

/// A site to begin.
#[derive(Debug, Deserialize)]
struct Begun {
    title: String,
    /// Its place; empty for none.
    #[serde(default)]
    home: String,
}

/// A place while it is typed.
#[derive(Debug, Deserialize)]
struct Typed {
    text: String,
}

/// A site to open.
#[derive(Debug, Deserialize)]
struct Chosen {
    /// Its place among those that were offered.
    #[serde(default)]
    at: Option<usize>,
    /// Its folder, as a person has typed it.
    #[serde(default)]
    folder: String,
}

impl<S: Sites> StartHandler<S> {
    fn answer(&self, name: &str, body: &[u8]) -> Answer {
        match name {
            "sites" => Ok(self.found()),
            "new" => self.begin(&read(body)?),
            "open" => self.open(&read(body)?),
            "places" => Ok(self.suggest(&read(body)?)),
            "stop" => page::stop(),
            _ => Err(Refused::new(404, BAD_REQUEST)),
        }
    }

    /// The sites that were opened before, and those in the folders where people keep their work.
    fn found(&self) -> serde_json::Value {
        let recent = cache::recent::read();
        let mut found: Vec<PathBuf> = recent.clone();
        for folder in self.folders() {
            let inside =
                std::fs::read_dir(&folder).into_iter().flatten().filter_map(Result::ok).map(|entry| entry.path());
            let mut inside: Vec<PathBuf> = inside.chain([folder]).collect();
            inside.sort();
            found.extend(inside);
        }
        let mut sites: Vec<PathBuf> = Vec::new();
        for folder in found {
            if sites.len() < OFFERED && is_site(&folder) && !sites.contains(&folder) {
                sites.push(folder);
            }
        }
        let names: Vec<String> = sites.iter().map(|folder| shown(folder)).collect();
        // The one that was opened last, if it is still there, is the first.
        let has_last = sites.first().is_some_and(|first| recent.contains(first));
        *self.offered.lock().unwrap_or_else(PoisonError::into_inner) = sites;
        json!({"sites": names, "has_last": has_last, "parent": shown(&self.parent())})
    }

    /// Where people keep their work.
    fn folders(&self) -> Vec<PathBuf> {
        let current = std::env::current_dir().ok();
        let beside = std::env::current_exe().ok().and_then(|program| program.parent().map(Path::to_owned));
        let named = ["Documents", "Tài liệu", "Desktop"];
        let of_home = named.iter().filter_map(|name| self.home.as_ref().map(|home| home.join(name)));
        current.into_iter().chain(beside).chain(of_home).collect()
    }

    /// The places that begin like what was typed.
    fn suggest(&self, typed: &Typed) -> serde_json::Value {
        let names = self.places.get_or_init(|| PlaceNames::new(Gazetteer::builtin()));
        let text: String = typed.text.chars().take(200).collect();
        json!({"places": names.suggest(&text, None)})
    }

    /// The folder in which a new site goes.
    fn parent(&self) -> PathBuf {
        let home = self.home.clone().unwrap_or_else(|| PathBuf::from("."));
        let documents = ["Documents", "Tài liệu"].iter().map(|name| home.join(name)).find(|folder| folder.is_dir());
        documents.unwrap_or(home)
    }

    fn begin(&self, begun: &Begun) -> Answer {
        let title = begun.title.split_whitespace().collect::<Vec<_>>().join(" ");
        if title.is_empty() {
            return Err(Refused::new(422, NO_TITLE));
        }
        let slug = vietnamese::slug(&title);
        let numbered = (2..1_000).map(|number| format!("{slug}-{number}"));
        let folders = std::iter::once(slug.clone()).chain(numbered).map(|name| self.parent().join(name));
        let folder = folders.into_iter().find(|folder| !folder.exists()).ok_or_else(|| Refused::new(422, NO_TITLE))?;
        let home = Some(begun.home.trim()).filter(|home| !home.is_empty());
        if home.is_some_and(|home| Gazetteer::builtin().unit_called(home).is_none()) {
            return Err(Refused::new(422, NO_PLACE));
        }
        self.sites.begin(&folder, &title, home)?;
        self.address_of(&folder)
    }

    fn open(&self, chosen: &Chosen) -> Answer {
        let offered = self.offered.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let folder = match chosen.at {
            Some(at) => offered.get(at).cloned().ok_or_else(|| Refused::new(404, NO_SITE))?,
            None => PathBuf::from(chosen.folder.trim().trim_matches('"')),
        };
        if !folder.is_absolute() {
            return Err(Refused::new(422, NOT_ABSOLUTE));
        }
        // Who names the folder `content` itself means the one around it.
        let folder = if folder.ends_with("content") && !is_site(&folder) {
            folder.parent().map_or(folder.clone(), Path::to_owned)
        } else {
            folder
        };
        if !is_site(&folder) {
            return Err(Refused::new(422, if folder.is_dir() { NO_SITE } else { NO_FOLDER }));
        }
        self.address_of(&folder)
    }

    fn address_of(&self, folder: &Path) -> Answer {
        let address = self.sites.open(folder)?;
        Ok(json!({"address": address}))
    }
}

/// Whether a folder has a site.
fn is_site(folder: &Path) -> bool {
    let content = folder.join("content");
    content.join("site.yaml").is_file() || content.join("mo-hinh").is_dir()
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Fake;

    impl Sites for Fake {
        fn begin(&self, folder: &Path, title: &str, home: Option<&str>) -> Result<(), SystemError> {
            std::fs::create_dir_all(folder.join("content/mo-hinh")).unwrap();
            let text = format!("{title} {}", home.unwrap_or_default());
            std::fs::write(folder.join("content/site.yaml"), text.trim()).unwrap();
            Ok(())
        }

        fn open(&self, folder: &Path) -> Result<String, SystemError> {
            Ok(format!("http://{}", folder.file_name().unwrap().to_string_lossy()))
        }
    }

    fn handler(home: &Path) -> StartHandler<Fake> {
        let home = Some(home.to_owned());
        StartHandler {
            token: Token::new(),
            lang: Lang::Vi,
            sites: Fake,
            home,
            offered: Mutex::default(),
            places: OnceLock::new(),
        }
    }

    #[test]
    fn a_site_is_begun_under_a_name_that_is_free_and_found_again() {
        let home = tempfile::tempdir().unwrap();
        std::fs::create_dir(home.path().join("Documents")).unwrap();
        let handler = handler(home.path());
        let begin = || handler.answer("new", br#"{"title": "D\u00e2n v\u1eadn kh\u00e9o ../ X\u00e3 A"}"#).unwrap();
        assert_eq!(begin(), json!({"address": "http://dan-van-kheo-xa-a"}));
        assert_eq!(begin(), json!({"address": "http://dan-van-kheo-xa-a-2"}));
        assert!(handler.answer("new", br#"{"title": " "}"#).is_err());
        let sites = handler.answer("sites", b"{}").unwrap();
        let at = sites["sites"]
            .as_array()
            .unwrap()
            .iter()
            .position(|site| site.as_str().unwrap().ends_with("xa-a-2"))
            .unwrap();
        let opened = handler.answer("open", json!({"at": at}).to_string().as_bytes()).unwrap();
        assert_eq!(opened, json!({"address": "http://dan-van-kheo-xa-a-2"}));
        assert!(handler.answer("open", br#"{"at": 99}"#).is_err());
    }

    #[test]
    fn a_site_is_begun_with_its_place_and_places_are_offered_while_it_is_typed() {
        let home = tempfile::tempdir().unwrap();
        let handler = handler(home.path());
        let offered = handler.answer("places", r#"{"text": "bac ruong"}"#.as_bytes()).unwrap();
        assert_eq!(offered["places"][0]["name"], "Xã Bắc Ruộng, tỉnh Lâm Đồng");
        let begin = |place: &str| handler.answer("new", json!({"title": "A", "home": place}).to_string().as_bytes());
        assert!(begin("Xã Không Có").is_err());
        assert!(!home.path().join("a").exists(), "nothing is begun");
        begin(" Xã Bắc Ruộng, tỉnh Lâm Đồng").unwrap();
        let text = std::fs::read_to_string(home.path().join("a/content/site.yaml")).unwrap();
        assert_eq!(text, "A Xã Bắc Ruộng, tỉnh Lâm Đồng");
        begin("").unwrap();
    }

    #[test]
    fn a_folder_that_is_typed_must_be_a_whole_path_to_a_site() {
        let home = tempfile::tempdir().unwrap();
        let handler = handler(home.path());
        std::fs::create_dir_all(home.path().join("a/content/mo-hinh")).unwrap();
        let open = |folder: &str| handler.answer("open", json!({"folder": folder}).to_string().as_bytes()).is_ok();
        let whole = |name: &str| home.path().join(name).display().to_string();
        assert!(open(&whole("a")) && open(&whole("a/content")) && open(&format!("\"{}\"", whole("a"))));
        assert!(!open("a") && !open("") && !open(&whole("b")) && !open(&home.path().display().to_string()));
    }
}
