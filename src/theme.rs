//! The theme: the built-in one, and over it, file by file, the site's own.
//!
//! A theme is a folder with `templates/`, `style/` (sheets joined in the order of their names), `strings/` (one file a
//! language) and `assets/` (published as they are; scripts with a hash in their name, see `site.scripts`). A site's theme in `themes/<name>/` needs only the files it changes;
//! its templates can extend the built-in ones as `default/model.html`. An empty asset takes the built-in one away: a site
//! with an empty `assets/search.js` has no search. Nothing is rendered here.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use include_dir::{Dir, DirEntry, include_dir};
use serde_json::{Map, Value};

use rustc_hash::FxHashMap;

use crate::finding::{Checked, Code, FileContext, Finding};
use crate::front_matter::{self, Node};
use crate::schema::Site;
use crate::source::Source;
use crate::text::{Message, SitePath, Span};
use crate::vietnamese;

static BUILT_IN: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/themes/default");

/// Where themes lie in the site.
pub const FOLDER: &str = "themes";

/// The built-in theme's name.
pub const DEFAULT: &str = "default";

/// A theme, its layers joined.
#[derive(Debug, Clone)]
pub struct Theme {
    /// The site's own theme, if it is not the built-in one.
    own: Option<String>,
    /// Templates of both layers.
    pub templates: Vec<Template>,
    /// The style sheet.
    pub style: String,
    /// The words of the interface in the site's language, as nested maps.
    pub strings: Value,
    /// The same by their paths (`search.title`).
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
    /// The name the engine knows it by: `default/model.html`.
    pub fn name(&self) -> String {
        format!("{}/{}", self.layer, self.path)
    }
}

impl Theme {
    /// The names of the layers, the site's own first.
    pub fn layers(&self) -> impl Iterator<Item = &str> {
        self.own.as_deref().into_iter().chain([DEFAULT])
    }

    /// A word of the theme's strings by its path (`search.title`); the path itself if it is missing, so that the gap is
    /// seen.
    pub fn word<'w>(&'w self, path: &'w str) -> &'w str {
        self.words.get(path).map_or(path, String::as_str)
    }
}

/// Joins the built-in theme and the files of `themes/<site.theme>/`.
pub fn load(source: &Source, site: &Site, site_file: &FileContext<'_>) -> Checked<Theme> {
    let mut findings = Vec::new();
    let name = &site.theme.value;
    let own = files_of(source, name);
    if own.is_empty() && name != DEFAULT {
        findings.push(unknown_theme(source, site, site_file));
    }
    let mut layers: BTreeMap<String, BTreeMap<String, File>> = BTreeMap::new();
    layers.insert(DEFAULT.to_owned(), built_in());
    layers.entry(name.clone()).or_default().extend(own);
    let joined: BTreeMap<&str, &File> = [DEFAULT, name.as_str()]
        .iter()
        .filter_map(|layer| layers.get(*layer))
        .flat_map(|files| files.iter().map(|(path, file)| (path.as_str(), file)))
        .collect();
    let strings = strings(&joined, &site.language, site_file, &mut findings);
    let theme = Theme {
        own: (name != DEFAULT).then(|| name.clone()),
        templates: templates(&layers),
        style: style(&joined),
        words: by_path(&strings),
        strings,
        assets: assets(&joined),
    };
    Checked { value: theme, findings }
}

/// A file of a theme.
#[derive(Debug, Clone)]
struct File {
    origin: SitePath,
    bytes: Arc<[u8]>,
}

impl File {
    fn text(&self) -> Option<&str> {
        std::str::from_utf8(&self.bytes).ok()
    }
}

fn built_in() -> BTreeMap<String, File> {
    let mut files = BTreeMap::new();
    let mut folders = vec![&BUILT_IN];
    while let Some(folder) = folders.pop() {
        for entry in folder.entries() {
            match entry {
                DirEntry::Dir(inner) => folders.push(inner),
                DirEntry::File(file) => {
                    let path = file.path().to_string_lossy().replace('\\', "/");
                    let origin = SitePath::new(&format!("themes/{DEFAULT}/{path}"));
                    files.insert(path, File { origin, bytes: file.contents().into() });
                }
            }
        }
    }
    files
}

fn files_of(source: &Source, theme: &str) -> BTreeMap<String, File> {
    let folder = format!("{FOLDER}/{theme}");
    let inside = source.iter().filter(|(path, _)| path.is_in(&folder));
    let file = |(path, file): (&SitePath, &crate::source::SourceFile)| {
        let bytes = file.bytes()?;
        Some((path.as_str()[folder.len() + 1..].to_owned(), File { origin: path.clone(), bytes }))
    };
    inside.filter_map(file).collect()
}

fn under<'f>(folder: &'static str, files: &BTreeMap<&'f str, &'f File>) -> impl Iterator<Item = (&'f str, &'f File)> {
    files.iter().filter_map(move |(path, file)| Some((path.strip_prefix(folder)?, *file)))
}

fn templates(layers: &BTreeMap<String, BTreeMap<String, File>>) -> Vec<Template> {
    let of_layer = |(layer, files): (&String, &BTreeMap<String, File>)| {
        let template = |(path, file): (&String, &File)| {
            let path = path.strip_prefix("templates/")?.to_owned();
            Some(Template { layer: layer.clone(), path, origin: file.origin.clone(), text: file.text()?.into() })
        };
        files.iter().filter_map(template).collect::<Vec<_>>()
    };
    layers.iter().flat_map(of_layer).collect()
}

/// The assets that hold anything, by their path in `assets/`.
fn assets(files: &BTreeMap<&str, &File>) -> BTreeMap<String, Arc<[u8]>> {
    let published = under("assets/", files).filter(|(_, file)| !file.bytes.is_empty());
    published.map(|(path, file)| (path.to_owned(), file.bytes.clone())).collect()
}

/// The sheets joined, without comments and without the white space at the beginning of lines.
fn style(files: &BTreeMap<&str, &File>) -> String {
    let mut joined = String::new();
    for (_, file) in under("style/", files).filter(|(path, _)| path.ends_with(".css")) {
        joined.push_str(&without_comments(file.text().unwrap_or("")));
    }
    joined
}

fn without_comments(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    let mut rest = css;
    while let Some((before, after)) = rest.split_once("/*") {
        out.push_str(before);
        rest = after.split_once("*/").map_or("", |(_, after)| after);
    }
    out.push_str(rest);
    let lines = out.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.flat_map(|line| [line, "\n"]).collect()
}

/// The words in `language`; what a language lacks is taken from English and told.
fn strings(
    files: &BTreeMap<&str, &File>,
    language: &str,
    site_file: &FileContext<'_>,
    findings: &mut Vec<Finding>,
) -> Value {
    let mut read = |language: &str| {
        let path = format!("strings/{language}.yaml");
        let (_, file) = under("strings/", files).find(|(name, _)| path.ends_with(&format!("/{name}")))?;
        let context = FileContext::new(&file.origin, file.text()?);
        let span = Span::new(0, context.text.len());
        let tree = front_matter::parse_map(&context, span).collect(findings);
        Some(to_json(&tree))
    };
    let fallback = read("en").unwrap_or_else(|| Value::Object(Map::new()));
    match read(language) {
        Some(mut words) => {
            fill_gaps(&mut words, &fallback);
            words
        }
        None => {
            let message = Message::new(
                format!("Giao diện chưa có câu chữ cho ngôn ngữ “{language}”; đang dùng tiếng Anh"),
                format!("The theme has no strings for the language “{language}”; English is used"),
            );
            let help = Message::new(
                format!("viết themes/<tên>/strings/{language}.yaml theo mẫu themes/default/strings/en.yaml"),
                format!("write themes/<name>/strings/{language}.yaml after themes/default/strings/en.yaml"),
            );
            findings.push(Finding::new(Code::MissingString, site_file.path, message).help(help));
            fallback
        }
    }
}

/// The texts in nested maps by the names of the maps they are in: `search.title`.
fn by_path(strings: &Value) -> FxHashMap<String, String> {
    let mut words = HashMap::default();
    let mut open = vec![(String::new(), strings)];
    while let Some((path, value)) = open.pop() {
        match value {
            Value::String(text) => _ = words.insert(path, text.clone()),
            Value::Object(map) => open.extend(map.iter().map(|(name, value)| {
                let path = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
                (path, value)
            })),
            _ => {}
        }
    }
    words
}

/// Strings are maps of maps of texts.
fn to_json(node: &Node<'_>) -> Value {
    match node.text() {
        Some(text) => Value::String(text.to_owned()),
        None => Value::Object(
            node.pairs().iter().map(|(key, value)| (key.text().unwrap_or("").to_owned(), to_json(value))).collect(),
        ),
    }
}

fn fill_gaps(words: &mut Value, fallback: &Value) {
    let (Value::Object(words), Value::Object(fallback)) = (words, fallback) else { return };
    for (key, value) in fallback {
        match words.get_mut(key) {
            Some(own) => fill_gaps(own, value),
            None => {
                words.insert(key.clone(), value.clone());
            }
        }
    }
}

fn unknown_theme(source: &Source, site: &Site, site_file: &FileContext<'_>) -> Finding {
    let name = &site.theme.value;
    let message = Message::new(
        format!("Không có giao diện “{name}” trong thư mục themes/"),
        format!("There is no theme “{name}” in themes/"),
    );
    let finding = site_file.finding(Code::UnknownTheme, site.theme.span, message);
    let names: std::collections::BTreeSet<&str> = source
        .iter()
        .filter_map(|(path, _)| path.as_str().strip_prefix("themes/")?.split('/').next())
        .chain([DEFAULT])
        .collect();
    match vietnamese::nearest(name, names) {
        Some(near) => finding.help(Message::new(format!("có phải “{near}”?"), format!("did you mean “{near}”?"))),
        None => finding
            .help(Message::new("bỏ dòng theme để dùng giao diện có sẵn", "remove the line to use the built-in theme")),
    }
}
