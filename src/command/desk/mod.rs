//! `lantoa desk`: opens the desk of a site in the browser, or the page on which a site is chosen. It is also what a double
//! click on the program does.

mod double_click;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use clap::ArgMatches;
use clap::parser::ValueSource;

use super::{Outcome, cli, init, messages, print, serve};
use crate::cache::{self, Store};
use crate::error::SystemError;
use crate::serve::{Chooser, DESK, EDITOR, Preview, Settings, Sites};
use crate::site::Options;
use crate::text::Lang;

/// The port that the desk tries first.
const PORT: u16 = 1111;

/// The desks that are open.
struct Desks {
    lang: Option<Lang>,
    chooser: String,
    /// The address of each, by the folder of its site.
    open: Mutex<BTreeMap<PathBuf, String>>,
}

pub(super) use double_click::was_it as is_double_clicked;

pub(super) fn run(arguments: &ArgMatches, lang: Option<Lang>) -> Result<Outcome, SystemError> {
    let root = cli::root_of(arguments);
    // Who names a folder means that site, not the page on which one is chosen.
    if arguments.value_source("root") == Some(ValueSource::CommandLine) && !root.join("content").is_dir() {
        return Err(SystemError::new(messages::NO_SITE.into()).on(&root));
    }
    open(Some(root), lang)
}

/// What a double click does.
pub(super) fn open_last(lang: Option<Lang>) -> Result<Outcome, SystemError> {
    open(double_click::site(), lang)
}

/// Opens the desk of the site in `root`; without one, or if there is none, the page on which a site is chosen. Returns when
/// the program is ended.
fn open(root: Option<PathBuf>, lang: Option<Lang>) -> Result<Outcome, SystemError> {
    let shown = lang.unwrap_or_default();
    let chooser = Chooser::bind(shown)?;
    let desks = Desks { lang, chooser: chooser.address(), open: Mutex::default() };
    let address = match root.filter(|root| root.join("content").is_dir()) {
        Some(root) => desks.open(&root)?,
        None => chooser.address(),
    };
    print(&format!("{}\n", messages::DESK_RUNS.fill(shown, &[("address", &address)])))?;
    serve::open(&address, shown);
    chooser.run(desks);
    Ok(Outcome::Success)
}

impl Sites for Desks {
    fn begin(&self, folder: &Path, title: &str, home: Option<&str>) -> Result<(), SystemError> {
        init::begin(folder, title, home, self.lang.unwrap_or_default())
    }

    fn open(&self, root: &Path) -> Result<String, SystemError> {
        let root = root.canonicalize().unwrap_or_else(|_| root.to_owned());
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(address) = open.get(&root) {
            return Ok(address.clone());
        }
        let settings = Settings {
            root: root.clone(),
            options: Options { store: Store::from_env(), ..Options::default() },
            port: PORT,
            lan: false,
            poll: false,
            editor: EDITOR.to_owned(),
            lang: self.lang,
            chooser: Some(self.chooser.clone()),
        };
        let preview = Preview::open(settings)?;
        let address = format!("http://localhost:{}/{DESK}", preview.port());
        std::thread::spawn(move || preview.run(serve::report));
        cache::recent::put(&root);
        open.insert(root, address.clone());
        Ok(address)
    }
}
