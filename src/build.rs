//! The walk through the house: one function from folder to folder, and the pure middle of it.

use std::borrow::Cow;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use blake3::Hash;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::catalog::{self, Catalog, Surroundings};
use crate::edition::{self, Edition, Leaf};
use crate::entry::{self, Parsed};
use crate::fault::Fault;
use crate::finding::{self, Checked, FileContext, Finding, Severity};
use crate::locality::Gazetteer;
use crate::publish::{self, Failure, Outcome, Refusal};
use crate::render::{Press, Printed};
use crate::schema::{self, Site};
use crate::search;
use crate::source::Source;
use crate::text::{Lang, SitePath};
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
    parsed: HashMap<Hash, Checked<Option<Parsed>>>,
}

/// How a build ended.
#[derive(Debug)]
pub struct Built {
    /// What was read, for showing findings with their lines.
    pub source: Source,
    /// What is remembered for the next run.
    pub report: Report,
    /// What was published; `None` after errors.
    pub outcome: Option<Outcome>,
}

/// What a build says of the content.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Report {
    /// What was found, sorted. Errors mean that nothing was published.
    pub findings: Vec<Finding>,
    /// How many models the site has.
    pub models: usize,
    /// How many ordinary pages.
    pub pages: usize,
    /// The site's language, as far as the program speaks it.
    pub language: Lang,
}

/// Builds the site in `root` into `output`. With `dry_run` nothing is written.
pub fn build(root: &Path, output: &Path, options: &Options, dry_run: bool) -> Result<Built, Fault> {
    publish::check_place(root, output)?;
    // The gazetteer unpacks while the disk is busy.
    let (read, _) = rayon::join(|| Source::read(root), Gazetteer::builtin);
    let Checked { value: source, mut findings } = read?;
    let key = key_of(&source, &findings, options);
    if let Some((files, report)) = unchanged(root, output, key) {
        let outcome = Outcome { unchanged: files, ..Outcome::default() };
        return Ok(Built { source, report, outcome: Some(outcome) });
    }
    let work = understand(&source, options, &mut Memo::default()).collect(&mut findings);
    let press = Press::new(&work.catalog, &work.edition, &work.theme).collect(&mut findings);
    let mut report = report(&work.catalog, findings);
    if report.has_errors() {
        return Ok(Built { source, report, outcome: None });
    }
    let make = |leaf| bytes(&press, &source, leaf);
    let outcome = match publish::publish(output, &work.edition.leaves, key, dry_run, make) {
        Ok(outcome) => Some(outcome),
        Err(Refusal::Findings(wrong)) => {
            report.add(wrong);
            None
        }
        Err(Refusal::Fault(fault)) => return Err(fault),
    };
    if outcome.is_some() && !dry_run {
        publish::remember(root, key, &serde_json::to_vec(&report).unwrap_or_default());
    }
    Ok(Built { source, report, outcome })
}

/// Everything that is wrong or worth knowing, template errors included, without writing anything.
pub fn check(root: &Path, options: &Options) -> Result<Built, Fault> {
    let Checked { value: source, findings } = Source::read(root)?;
    let report = examine(&source, findings, options);
    Ok(Built { source, report, outcome: None })
}

/// The same for a source that has been read already, with what was found in reading it.
pub fn examine(source: &Source, mut findings: Vec<Finding>, options: &Options) -> Report {
    let work = understand(source, options, &mut Memo::default()).collect(&mut findings);
    let press = Press::new(&work.catalog, &work.edition, &work.theme).collect(&mut findings);
    let mut report = report(&work.catalog, findings);
    if !report.has_errors() {
        let failed = work.edition.leaves.par_iter().filter_map(|leaf| press.print(leaf).err()).map(|finding| *finding);
        report.add(failed.collect());
    }
    report
}

impl Report {
    /// Whether anything stops publishing.
    pub fn has_errors(&self) -> bool {
        self.findings.iter().any(|finding| finding.severity() == Severity::Error)
    }

    /// Adds what making the pages has shown. One fault in a template shows on every page it makes: told once.
    fn add(&mut self, mut wrong: Vec<Finding>) {
        wrong.sort_by(|a, b| (&a.file, a.place, a.code, &a.message).cmp(&(&b.file, b.place, b.code, &b.message)));
        wrong.dedup_by(|a, b| (&a.file, a.place, a.code) == (&b.file, b.place, b.code));
        self.findings.extend(wrong);
        finding::sort(&mut self.findings);
    }
}

fn report(catalog: &Catalog, mut findings: Vec<Finding>) -> Report {
    finding::sort(&mut findings);
    let language = Lang::from_tag(&catalog.site.language).unwrap_or_default();
    Report { findings, models: catalog.models.len(), pages: catalog.pages.len(), language }
}

/// A leaf's bytes, made by the press or fetched through the door.
fn bytes<'l>(press: &Press<'l>, source: &Source, leaf: &'l Leaf) -> Result<Cow<'l, [u8]>, Failure> {
    match press.print(leaf).map_err(Failure::Finding)? {
        Printed::Bytes(bytes) => Ok(bytes),
        Printed::File(path) => source.load(path).map(Cow::Owned).map_err(Failure::Fault),
    }
}

/// What the last run said, if nothing that a build depends on has changed since and its files all stand.
fn unchanged(root: &Path, output: &Path, key: Hash) -> Option<(usize, Report)> {
    let report = serde_json::from_slice(&publish::recall(root, key)?).ok()?;
    Some((publish::up_to_date(output, key)?, report))
}

/// Stands for everything a build depends on: this program, the options, the day, and every byte that was read.
fn key_of(source: &Source, findings: &[Finding], options: &Options) -> Hash {
    let mut hasher = blake3::Hasher::new();
    let program = std::env::current_exe().and_then(std::fs::metadata);
    let program = program.map(|found| (found.len(), found.modified().ok())).ok();
    hasher.update(
        format!("{} {program:?} {options:?} {} {findings:?}", env!("CARGO_PKG_VERSION"), source.today).as_bytes(),
    );
    for (path, file) in source.iter() {
        hasher.update(path.as_str().as_bytes()).update(&[0]).update(file.hash().as_bytes());
    }
    for (path, date) in &source.dates {
        hasher.update(format!("{path}\0{date}\n").as_bytes());
    }
    hasher.finalize()
}

/// The pure middle: source → catalog, theme and edition. Touches neither disk nor clock.
pub fn understand(source: &Source, options: &Options, memo: &mut Memo) -> Checked<Work> {
    let mut findings = Vec::new();
    let site_source = site_source(source);
    let site_file = FileContext::new(&site_source.0, &site_source.1);
    let mut site = schema::read_site(&site_source.0, &site_source.1).collect(&mut findings);
    if let Some(base_url) = &options.base_url {
        site.base_url = Some(format!("{}/", base_url.trim_end_matches('/')));
    }
    let site = Arc::new(site);
    let gazetteer = gazetteer(source).collect(&mut findings);
    let theme = theme::load(source, &site, &site_file).collect(&mut findings);
    let entries = parse(source, &site, options.drafts, memo).collect(&mut findings);
    let around = Surroundings { site, site_source: site_source.clone(), gazetteer };
    let catalog = catalog::gather(entries, around, source).collect(&mut findings);
    let edition = edition::lay_out(&catalog, &theme, search_files(&catalog, &theme)).collect(&mut findings);
    Checked { value: Work { catalog, theme, edition }, findings }
}

/// The index and its reader. A theme without the script has no search.
fn search_files(catalog: &Catalog, theme: &Theme) -> Vec<(String, Vec<u8>)> {
    let script = theme.assets.get(edition::SEARCH_SCRIPT).and_then(|bytes| std::str::from_utf8(bytes).ok());
    let Some(script) = script.filter(|_| !catalog.models.is_empty()) else { return Vec::new() };
    let (documents, facets) = edition::searchable(catalog);
    search::index(&documents, &facets, Lang::from_tag(&catalog.site.language).unwrap_or_default(), script)
}

/// `content/site.yaml`, or an empty text when the site is content with the defaults.
fn site_source(source: &Source) -> (SitePath, Arc<str>) {
    let path = SitePath::new("content/site.yaml");
    let text = source.get(&path).and_then(|file| file.text()).cloned().unwrap_or_else(|| Arc::from(""));
    (path, text)
}

fn gazetteer(source: &Source) -> Checked<Arc<Gazetteer>> {
    let path = SitePath::new("content/localities.tsv");
    match source.get(&path).and_then(|file| file.text()) {
        Some(text) => Gazetteer::builtin().with(text, &path),
        None => Checked::clean(Gazetteer::builtin()),
    }
}

/// Parses every Markdown file, those whose content is known from the memo. The order is that of the paths.
fn parse(source: &Source, site: &Site, drafts: bool, memo: &mut Memo) -> Checked<Vec<Parsed>> {
    let year = source.today.year();
    let lists = blake3::hash(format!("{site:?}").as_bytes());
    let files: Vec<(&SitePath, &Arc<str>, Hash)> = source
        .iter()
        .filter(|(path, _)| entry::is_entry(path))
        .filter_map(|(path, file)| Some((path, file.text()?, key(path, file.hash(), lists, year))))
        .collect();
    let fresh: Vec<(Hash, Checked<Option<Parsed>>)> = files
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
fn key(path: &SitePath, content: Hash, lists: Hash, year: u16) -> Hash {
    let mut hasher = blake3::Hasher::new();
    hasher.update(path.as_str().as_bytes()).update(&[0]);
    hasher.update(content.as_bytes()).update(lists.as_bytes()).update(&year.to_le_bytes());
    hasher.finalize()
}

/// Where a site is published unless something else is said.
pub fn default_output(root: &Path) -> PathBuf {
    if root == Path::new(".") { PathBuf::from("output") } else { root.join("output") }
}
