//! The walk through the house: one function from folder to folder, and the pure middle of it.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;

use crate::catalog::{self, Catalog, Surroundings};
use crate::edition::{self, Edition};
use crate::entry::{self, Parsed};
use crate::fault::Fault;
use crate::finding::{self, Checked, FileContext, Finding, Tally};
use crate::locality::Gazetteer;
use crate::publish;
use crate::render::Press;
use crate::schema::{self, Site};
use crate::source::Source;
use crate::text::SitePath;
use crate::theme::{self, Theme};

/// What a build is asked to do beside the content.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Address of the site instead of the one in `site.yaml`.
    pub base_url: Option<String>,
    /// Whether drafts are built.
    pub drafts: bool,
}

/// Everything known about a site once it has been read: what [`Press`] needs to make any page.
#[derive(Debug)]
pub struct Work {
    /// Models and pages, resolved.
    pub catalog: Catalog,
    /// The theme.
    pub theme: Theme,
    /// Every file to be made.
    pub edition: Edition,
}

/// What earlier runs have understood, by content: a file that has not changed is not parsed again.
///
/// Nothing here is ever invalidated. A key holds everything the value depends on, so a warm run gives exactly what a
/// cold one gives.
#[derive(Debug, Default)]
pub struct Memo {
    parsed: HashMap<blake3::Hash, Checked<Option<Parsed>>>,
}

/// How a build ended.
#[derive(Debug)]
pub struct Built {
    /// What was found, sorted. Errors mean that nothing was published.
    pub findings: Vec<Finding>,
    /// What was published; `None` after errors.
    pub outcome: Option<publish::Outcome>,
    /// How many models the site has.
    pub models: usize,
    /// How many ordinary pages.
    pub pages: usize,
}

/// Builds the site in `root` into `output`. With `dry_run` nothing is written.
pub fn build(root: &Path, output: &Path, options: &Options, dry_run: bool) -> Result<Built, Fault> {
    let mut findings = Vec::new();
    let source = Source::read(root)?.collect(&mut findings);
    let work = understand(&source, options, &mut Memo::default()).collect(&mut findings);
    let press = Press::new(&work.catalog, &work.edition, &work.theme).collect(&mut findings);
    finding::sort(&mut findings);
    let (models, pages) = (work.catalog.models.len(), work.catalog.pages.len());
    if Tally::of(&findings).errors > 0 {
        return Ok(Built { findings, outcome: None, models, pages });
    }
    todo(press, output, dry_run)
}

/// The pure middle: source → catalog, theme and edition. Touches neither disk nor clock.
pub fn understand(source: &Source, options: &Options, memo: &mut Memo) -> Checked<Work> {
    let mut findings = Vec::new();
    let site_source = site_source(source);
    let site_file = FileContext::new(&site_source.0, &site_source.1);
    let mut site = schema::read_site(&site_file).collect(&mut findings);
    if let Some(base_url) = &options.base_url {
        site.base_url = Some(format!("{}/", base_url.trim_end_matches('/')));
    }
    let site = Arc::new(site);
    let gazetteer = Arc::new(gazetteer(source).collect(&mut findings));
    let theme = theme::load(source, &site, &site_file).collect(&mut findings);
    let entries = parse(source, &site, options.drafts, memo).collect(&mut findings);
    let around = Surroundings { site, site_source: site_source.clone(), gazetteer };
    let catalog = catalog::gather(entries, around, source).collect(&mut findings);
    let edition = edition::lay_out(&catalog, &theme, Vec::new()).collect(&mut findings);
    Checked { value: Work { catalog, theme, edition }, findings }
}

/// `content/site.yaml`, or an empty text when the site is content with the defaults.
fn site_source(source: &Source) -> (SitePath, Arc<str>) {
    let path = SitePath::new("content/site.yaml");
    let text = source.get(&path).and_then(|file| file.text()).cloned().unwrap_or_else(|| Arc::from(""));
    (path, text)
}

fn gazetteer(source: &Source) -> Checked<Gazetteer> {
    let path = SitePath::new("content/localities.tsv");
    match source.get(&path).and_then(|file| file.text()) {
        Some(text) => Gazetteer::builtin().with(text, &path),
        None => Checked::clean(Gazetteer::builtin().clone()),
    }
}

/// Parses every Markdown file, those whose content is known from the memo. The order is that of the paths.
fn parse(source: &Source, site: &Site, drafts: bool, memo: &mut Memo) -> Checked<Vec<Parsed>> {
    let year = source.today.year();
    let lists = blake3::hash(format!("{site:?}").as_bytes());
    let files: Vec<(&SitePath, &Arc<str>, blake3::Hash)> = source
        .iter()
        .filter(|(path, _)| entry::is_entry(path))
        .filter_map(|(path, file)| Some((path, file.text()?, key(path, file.hash(), lists, year))))
        .collect();
    let fresh: Vec<(blake3::Hash, Checked<Option<Parsed>>)> = files
        .par_iter()
        .filter(|(_, _, key)| !memo.parsed.contains_key(key))
        .map(|&(path, text, key)| (key, entry::parse(path, text, site, year)))
        .collect();
    memo.parsed.extend(fresh);
    let mut all = Checked::clean(Vec::with_capacity(files.len()));
    for checked in files.iter().filter_map(|(_, _, key)| memo.parsed.get(key)) {
        all.findings.extend(checked.findings.iter().cloned());
        all.value.extend(checked.value.iter().filter(|parsed| drafts || !parsed.is_draft()).cloned());
    }
    all
}

/// Everything that parsing a file depends on.
fn key(path: &SitePath, content: blake3::Hash, lists: blake3::Hash, year: u16) -> blake3::Hash {
    let mut hasher = blake3::Hasher::new();
    hasher.update(path.as_str().as_bytes()).update(&[0]);
    hasher.update(content.as_bytes()).update(lists.as_bytes()).update(&year.to_le_bytes());
    hasher.finalize()
}

/// Where a site is published unless something else is said.
pub fn default_output(root: &Path) -> PathBuf {
    root.join("output")
}
