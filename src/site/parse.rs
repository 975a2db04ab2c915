//! The stage *parse*: the site's configuration and every Markdown file, each understood by itself.

use std::sync::Arc;

use blake3::Hash;
use rayon::prelude::*;

use super::Options;
use super::cache::{BuildCache, ParseCache};
use crate::catalog::{self, Prepared};
use crate::entry;
use crate::finding::{Checked, Code, FileContext};
use crate::locality::Gazetteer;
use crate::schema;
use crate::source::{Source, SourceFile};
use crate::text::SitePath;

/// The site's configuration.
pub(crate) const CONFIG: &str = "content/site.yaml";
/// The site's own places.
const LOCALITIES: &str = "content/localities.tsv";

/// A parsed file, if it can be used, with its findings.
pub(super) type ParsedFile = Arc<Checked<Option<Prepared>>>;

/// All files of a site, parsed.
#[derive(Debug)]
pub(crate) struct Parsed {
    pub(super) config: Arc<schema::SiteConfig>,
    /// Path and text of `content/site.yaml`, for findings in it; the text is empty without that file.
    pub(super) config_file: (SitePath, Arc<str>),
    pub(super) gazetteer: Arc<Gazetteer>,
    pub(super) files: ParsedFiles,
}

/// The Markdown files of a site.
#[derive(Debug)]
pub(super) struct ParsedFiles {
    /// Those that can be used, by path.
    pub(super) entries: Vec<Prepared>,
    /// Those with findings.
    pub(super) reported: Vec<ParsedFile>,
    /// Hash of all models, configuration and places, that is of everything that pages and search show of them; `None`
    /// without any model.
    pub(super) models: Option<Hash>,
}

/// Parses configuration, places and all Markdown files that are not in `cache`. Findings in Markdown files stay with the
/// files; [`Site::lint`](super::Site::lint) reports them.
pub(crate) fn parse(source: &Source, options: &Options, cache: &mut BuildCache) -> Checked<Parsed> {
    let mut findings = Vec::new();
    let config_file = config_file(source);
    findings.extend(entry::pasted_text(&FileContext::new(&config_file.0, &config_file.1)));
    let mut config = schema::read_site(&config_file.0, &config_file.1).collect(&mut findings);
    if let Some(base_url) = &options.base_url {
        config.base_url = Some(format!("{}/", base_url.trim_end_matches('/')));
        // What the file says is not used.
        findings.retain(|finding| finding.code != Code::ExampleAddress);
    }
    let gazetteer = gazetteer(source).collect(&mut findings);
    let files = parse_files(source, &config, &gazetteer, options.drafts, &mut cache.files);
    let value = Parsed { config: Arc::new(config), config_file, gazetteer, files };
    Checked { value, findings }
}

fn config_file(source: &Source) -> (SitePath, Arc<str>) {
    let path = SitePath::new(CONFIG);
    let text = source.get(&path).and_then(|file| file.text()).cloned().unwrap_or_else(|| Arc::from(""));
    (path, text)
}

fn gazetteer(source: &Source) -> Checked<Arc<Gazetteer>> {
    let path = SitePath::new(LOCALITIES);
    match source.get(&path).and_then(|file| file.text()) {
        Some(text) => Gazetteer::builtin().with(text, &path),
        None => Checked::clean(Gazetteer::builtin()),
    }
}

/// Parses every Markdown file that is not in `cache`. Afterwards `cache` holds these files and no others.
fn parse_files(
    source: &Source,
    config: &schema::SiteConfig,
    gazetteer: &Gazetteer,
    drafts: bool,
    cache: &mut ParseCache,
) -> ParsedFiles {
    let year = source.today.year();
    let config_hash = config_hash(source, config);
    let key = Some((config_hash, year));
    if cache.key != key {
        let stale = std::mem::take(cache);
        rayon::spawn(move || drop(stale));
    }
    let parse = |(path, file): (&SitePath, &SourceFile)| {
        let text = file.text().filter(|_| entry::is_entry(path))?;
        let known = cache.get(path, file.hash());
        let is_new = known.is_none();
        let parsed = known.unwrap_or_else(|| Arc::new(parse_file(path, text, config, gazetteer, year)));
        Some((path.clone(), file.hash(), parsed, is_new))
    };
    let all: Vec<_> = source.iter().collect::<Vec<_>>().into_par_iter().filter_map(parse).collect();
    let mut hasher = blake3::Hasher::new();
    hasher.update(config_hash.as_bytes()).update(&[u8::from(drafts)]);
    let (mut entries, mut reported) = (Vec::with_capacity(all.len()), Vec::new());
    let count = all.len();
    for (path, content, parsed, is_new) in all {
        if path.is_in(entry::MODELS) {
            hasher.update(path.as_str().as_bytes()).update(&[0]).update(&content.to_le_bytes());
        }
        // A draft may be wrong in places: that is what it is for. It stops nothing until it is built.
        if drafts || !parsed.value.as_ref().is_some_and(Prepared::is_draft) {
            entries.extend(parsed.value.iter().cloned());
            reported.extend((!parsed.findings.is_empty()).then(|| parsed.clone()));
        }
        if is_new {
            cache.files.insert(path, (content, parsed));
        }
    }
    if cache.files.len() > count {
        cache.files.retain(|path, _| source.get(path).is_some_and(|file| file.text().is_some()));
    }
    cache.key = key;
    let models = entries.iter().any(Prepared::is_model).then(|| hasher.finalize());
    ParsedFiles { entries, reported, models }
}

fn parse_file(
    path: &SitePath,
    text: &Arc<str>,
    config: &schema::SiteConfig,
    gazetteer: &Gazetteer,
    year: u16,
) -> Checked<Option<Prepared>> {
    let Checked { value, mut findings } = entry::parse(path, text, config, year);
    let value = value.map(|parsed| catalog::prepare(parsed, config, gazetteer).collect(&mut findings));
    Checked { value, findings }
}

/// Hash of the configuration and the site's own places.
fn config_hash(source: &Source, config: &schema::SiteConfig) -> Hash {
    let mut hasher = blake3::Hasher::new();
    hasher.update(format!("{config:?}").as_bytes());
    if let Some(own) = source.get(&SitePath::new(LOCALITIES)) {
        hasher.update(&own.hash().to_le_bytes());
    }
    hasher.finalize()
}
