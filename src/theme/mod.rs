//! Loads the theme: the built-in one, overridden file by file by the site's own.
//!
//! A theme is a folder with `templates/`, `style/` (style sheets, joined in the order of their names; those in a folder
//! named after a kind of page are for its pages only), `strings/` (one file for each language) and `assets/` (published as
//! they are, scripts with a hash in their name and with the strings that they name). `themes/<name>/` needs only
//! the files that differ; its templates can extend the built-in ones as `default/model.html`. An empty asset removes the
//! built-in one: a site with an empty `assets/search.js` has no search. `docs/theme.md` is the guide for authors. Nothing
//! is rendered here.

mod strings;
mod style;
mod worded;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use include_dir::{Dir, DirEntry, include_dir};
use rustc_hash::FxHashMap;
use serde_json::Value;

use crate::finding::{Checked, Code, FileContext, Finding};
use crate::schema::SiteConfig;
use crate::source::Source;
use crate::text::{Message, SitePath};
use crate::vietnamese;

static BUILT_IN: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/themes/default");

/// The folder of themes.
pub(crate) const FOLDER: &str = "themes";

/// The built-in theme's name.
pub(crate) const DEFAULT: &str = "default";

/// The one script in `assets/` that is short already, and has its strings otherwise (`search/messages.rs`).
const SCRIPT_OF_SEARCH: &str = "search.js";

/// The colour of a theme that says none.
const GREEN: [u8; 3] = [0x1b, 0x57, 0x45];

/// A theme, with the built-in one merged in.
#[derive(Debug, Clone)]
pub struct Theme {
    /// The site's own theme, if it is not the built-in one.
    own: Option<String>,
    /// Templates of both layers.
    pub templates: Vec<Template>,
    /// The style sheets, each joined of several files: under an empty name the one of all pages, under the name of a kind
    /// of page (`statistics`) the one that only its pages load besides.
    pub styles: BTreeMap<String, String>,
    /// The strings in the site's language, as nested maps.
    pub strings: Value,
    /// The same strings by path (`search.title`).
    words: FxHashMap<String, String>,
    /// Files published under `assets/`.
    pub assets: BTreeMap<String, Arc<[u8]>>,
}

/// One template.
#[derive(Debug, Clone)]
pub struct Template {
    /// The theme it belongs to.
    pub layer: String,
    /// Its path in `templates/`: `model.html`.
    pub path: String,
    /// The file, for findings.
    pub origin: SitePath,
    /// Its source.
    pub text: Arc<str>,
}

impl Template {
    /// Its name in the template engine: `default/model.html`.
    pub fn name(&self) -> String {
        format!("{}/{}", self.layer, self.path)
    }
}

impl Theme {
    /// The names of the layers, the site's own first.
    pub fn layers(&self) -> impl Iterator<Item = &str> {
        self.own.as_deref().into_iter().chain([DEFAULT])
    }

    /// The colour of the site where no style sheet is read: of its icons, and of the window that a system opens for it.
    pub(crate) fn colour(&self) -> [u8; 3] {
        self.styles.get("").and_then(|css| style::colour(css)).unwrap_or(GREEN)
    }

    /// A string by its path (`search.title`); the path itself if it is missing, so that the gap is visible.
    pub fn word<'w>(&'w self, path: &'w str) -> &'w str {
        self.words.get(path).map_or(path, String::as_str)
    }
}

/// Merges the files of `themes/<site.theme>/` into the built-in theme.
pub(crate) fn load(source: &Source, site: &SiteConfig, site_file: &FileContext<'_>) -> Checked<Theme> {
    let mut findings = Vec::new();
    let name = &site.theme.value;
    let own = files_of(source, name);
    let is_there = || source.iter().any(|(path, _)| path.is_in(&format!("{FOLDER}/{name}")));
    if own.is_empty() && name != DEFAULT && !is_there() {
        findings.push(unknown_theme(source, site, site_file));
    }
    let mut layers: BTreeMap<String, BTreeMap<String, ThemeFile>> = BTreeMap::new();
    layers.insert(DEFAULT.to_owned(), built_in());
    layers.entry(name.clone()).or_default().extend(own);
    let joined: BTreeMap<&str, &ThemeFile> = [DEFAULT, name.as_str()]
        .iter()
        .filter_map(|layer| layers.get(*layer))
        .flat_map(|files| files.iter().map(|(path, file)| (path.as_str(), file)))
        .collect();
    let strings = strings::in_language(&joined, &site.language, site_file, &mut findings);
    let words = strings::by_path(&strings);
    let theme = Theme {
        own: (name != DEFAULT).then(|| name.clone()),
        templates: templates(&layers),
        styles: style::sheets(under("style/", &joined).filter_map(|(path, file)| Some((path, file.text()?)))),
        assets: assets(&joined, &words),
        words,
        strings,
    };
    Checked { value: theme, findings }
}

/// A file of a theme.
#[derive(Debug, Clone)]
struct ThemeFile {
    origin: SitePath,
    bytes: Arc<[u8]>,
}

impl ThemeFile {
    fn text(&self) -> Option<&str> {
        std::str::from_utf8(&self.bytes).ok()
    }
}

fn built_in() -> BTreeMap<String, ThemeFile> {
    let mut files = BTreeMap::new();
    let mut folders = vec![&BUILT_IN];
    while let Some(folder) = folders.pop() {
        for entry in folder.entries() {
            match entry {
                DirEntry::Dir(inner) => folders.push(inner),
                DirEntry::File(file) => {
                    let path = file.path().to_string_lossy().replace('\\', "/");
                    let origin = SitePath::new(&format!("themes/{DEFAULT}/{path}"));
                    let is_long = path.ends_with(".js") && !file.path().ends_with(SCRIPT_OF_SEARCH);
                    let script = file.contents_utf8().filter(|_| is_long);
                    let bytes =
                        script.map_or_else(|| file.contents().into(), |text| plain_lines(text).into_bytes().into());
                    files.insert(path, ThemeFile { origin, bytes });
                }
            }
        }
    }
    files
}

/// A built-in script without indentation and without the lines that are comments as a whole. None of them has a text of
/// several lines.
pub(crate) fn plain_lines(script: &str) -> String {
    let mut is_comment = false;
    let mut plain = String::with_capacity(script.len());
    for line in script.lines().map(str::trim) {
        is_comment |= line.starts_with("/*");
        if !is_comment && !line.is_empty() && !line.starts_with("//") {
            plain.extend([line, "\n"]);
        }
        is_comment &= !line.ends_with("*/");
    }
    plain
}

fn files_of(source: &Source, theme: &str) -> BTreeMap<String, ThemeFile> {
    let folder = format!("{FOLDER}/{theme}");
    let inside = source.iter().filter(|(path, _)| path.is_in(&folder));
    let file = |(path, file): (&SitePath, &crate::source::SourceFile)| {
        let (name, bytes) = (&path.as_str()[folder.len() + 1..], file.bytes()?);
        let is_built_in = BUILT_IN.get_file(name).is_some_and(|built_in| *built_in.contents() == *bytes);
        // An unchanged copy of a built-in script is published without its comments, as the built-in one is.
        let is_own = !is_built_in || theme != DEFAULT && !name.ends_with(".js");
        is_own.then(|| (name.to_owned(), ThemeFile { origin: path.clone(), bytes }))
    };
    inside.filter_map(file).collect()
}

fn under<'f>(
    folder: &'static str,
    files: &BTreeMap<&'f str, &'f ThemeFile>,
) -> impl Iterator<Item = (&'f str, &'f ThemeFile)> {
    files.iter().filter_map(move |(path, file)| Some((path.strip_prefix(folder)?, *file)))
}

fn templates(layers: &BTreeMap<String, BTreeMap<String, ThemeFile>>) -> Vec<Template> {
    let of_layer = |(layer, files): (&String, &BTreeMap<String, ThemeFile>)| {
        let template = |(path, file): (&String, &ThemeFile)| {
            let path = path.strip_prefix("templates/")?.to_owned();
            Some(Template { layer: layer.clone(), path, origin: file.origin.clone(), text: file.text()?.into() })
        };
        files.iter().filter_map(template).collect::<Vec<_>>()
    };
    layers.iter().flat_map(of_layer).collect()
}

/// The assets that are not empty, by their path in `assets/`; scripts with the strings that they name.
fn assets(files: &BTreeMap<&str, &ThemeFile>, words: &FxHashMap<String, String>) -> BTreeMap<String, Arc<[u8]>> {
    let published = under("assets/", files).filter(|(_, file)| !file.bytes.is_empty());
    let bytes = |path: &str, file: &ThemeFile| match file
        .text()
        .filter(|_| path.ends_with(".js") && path != SCRIPT_OF_SEARCH)
    {
        Some(script) => worded::worded(script, words).into_bytes().into(),
        None => file.bytes.clone(),
    };
    published.map(|(path, file)| (path.to_owned(), bytes(path, file))).collect()
}

fn unknown_theme(source: &Source, site: &SiteConfig, site_file: &FileContext<'_>) -> Finding {
    let name = &site.theme.value;
    let message = Message::new(
        format!("Không có giao diện “{name}” trong thư mục themes/."),
        format!("There is no theme “{name}” in themes/."),
    );
    let finding = site_file.finding(Code::UnknownTheme, site.theme.span, message);
    let names: BTreeSet<&str> = source
        .iter()
        .filter_map(|(path, _)| path.as_str().strip_prefix("themes/")?.split('/').next())
        .chain([DEFAULT])
        .collect();
    match vietnamese::nearest(name, names) {
        Some(near) => finding.help(Message::new(format!("Có phải là “{near}”?"), format!("Did you mean “{near}”?"))),
        None => finding.help(Message::new(
            "Bỏ dòng theme để dùng giao diện có sẵn.",
            "Remove the line to use the built-in theme.",
        )),
    }
}
