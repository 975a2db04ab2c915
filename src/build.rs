//! The walk through the house: one function from folder to folder, and the pure middle of it.

use std::borrow::Cow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use blake3::Hash;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use rustc_hash::FxHashMap;

use crate::catalog::{self, Catalog, Prepared, RelatedCache, Surroundings};
use crate::edition::{self, Output, SitePlan};
use crate::entry;
use crate::error::SystemError;
use crate::finding::{self, Checked, FileContext, Finding, Severity};
use crate::locality::Gazetteer;
use crate::publish::{self, Outcome, PublishError, RenderError};
use crate::render::{Rendered, Renderer, Templates};
use crate::schema::{self, Site};
use crate::search::{self, Scripts};
use crate::source::{Source, SourceFile};
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

/// Everything known about a site once it has been read: what [`Renderer`] needs to make any page.
#[derive(Debug)]
pub struct Work {
    /// Models and pages, resolved.
    pub catalog: Catalog,
    dress: Arc<Checked<Dress>>,
    /// Every file to be made.
    pub edition: SitePlan,
    /// Stands for everything that the search's data are made of; `None` without a search.
    search: Option<String>,
    /// Files in which something was found.
    found: Vec<File>,
}

/// What a site wears. It is made of few files, so it seldom changes.
#[derive(Debug)]
struct Dress {
    theme: Theme,
    templates: Templates,
    /// The scripts of the search. A theme without the reader's script has no search.
    scripts: Option<Scripts>,
}

/// What the last run has understood, by content: a file that has not changed is not parsed again.
///
/// Nothing here is ever invalidated. A key holds everything the value depends on, so a warm run gives exactly what a
/// cold one gives. What a run did not need is forgotten after it.
#[derive(Debug, Default)]
pub struct BuildCache {
    prepared: Known,
    related: RelatedCache,
    /// The dress, with what stands for all that it was made of.
    dress: Option<(Hash, Arc<Checked<Dress>>)>,
}

/// Files as they were last prepared. What each was made of stands beside it: its path, its content, and all around it.
#[derive(Debug, Default)]
struct Known {
    around: Option<Hash>,
    files: FxHashMap<SitePath, (u128, File)>,
}

impl Known {
    /// The file at `path` if it was prepared from this content.
    fn get(&self, path: &SitePath, content: u128) -> Option<File> {
        self.files.get(path).filter(|(known, _)| *known == content).map(|(_, file)| file.clone())
    }
}

/// A file as it has been prepared, if it can be used, and what was found on the way.
type File = Arc<Checked<Option<Prepared>>>;

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
pub fn build(root: &Path, output: &Path, options: &Options, dry_run: bool) -> Result<Built, SystemError> {
    publish::check_place(root, output)?;
    // The gazetteer unpacks while the disk is busy.
    let (read, _) = rayon::join(|| Source::read(root), Gazetteer::builtin);
    let Checked { value: source, mut findings } = read?;
    let key = key_of(&source, &findings, options);
    if let Some((files, report)) = unchanged(root, output, key) {
        let outcome = Outcome { unchanged: files, ..Outcome::default() };
        return Ok(Built { source, report, outcome: Some(outcome) });
    }
    let work = understand(&source, options, &mut BuildCache::default()).collect(&mut findings);
    let renderer = work.renderer().collect(&mut findings);
    let mut report = report(&work.catalog, findings);
    if report.has_errors() {
        return Ok(Built { source, report, outcome: None });
    }
    let make = |leaf| bytes(&renderer, &source, leaf);
    let outcome = match publish::publish(output, &work.edition.leaves, key, dry_run, make) {
        Ok(outcome) => Some(outcome),
        Err(PublishError::Findings(wrong)) => {
            report.add(wrong);
            None
        }
        Err(PublishError::SystemError(fault)) => return Err(fault),
    };
    if outcome.is_some() && !dry_run {
        publish::remember(root, key, &serde_json::to_vec(&report).unwrap_or_default());
    }
    drop(renderer);
    free(work);
    Ok(Built { source, report, outcome })
}

/// Everything that is wrong or worth knowing, template errors included, without writing anything.
pub fn check(root: &Path, options: &Options) -> Result<Built, SystemError> {
    let Checked { value: source, findings } = Source::read(root)?;
    let report = examine(&source, findings, options);
    Ok(Built { source, report, outcome: None })
}

/// The same for a source that has been read already, with what was found in reading it.
pub fn examine(source: &Source, mut findings: Vec<Finding>, options: &Options) -> Report {
    let work = outline(source, options, &mut BuildCache::default()).collect(&mut findings);
    let (found, ()) = rayon::join(|| work.examine(), || work.catalog.relate_all());
    findings.extend(found);
    let renderer = work.renderer().collect(&mut findings);
    let mut report = report(&work.catalog, findings);
    if !report.has_errors() {
        let failed =
            work.edition.leaves.par_iter().filter_map(|leaf| renderer.print(leaf).err()).map(|finding| *finding);
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
        wrong.sort_by(|a, b| (&a.file, a.position, a.code, &a.message).cmp(&(&b.file, b.position, b.code, &b.message)));
        wrong.dedup_by(|a, b| (&a.file, a.position, a.code) == (&b.file, b.position, b.code));
        self.findings.extend(wrong);
        finding::sort(&mut self.findings);
    }
}

fn report(catalog: &Catalog, mut findings: Vec<Finding>) -> Report {
    finding::sort(&mut findings);
    let language = language(catalog);
    Report { findings, models: catalog.models.len(), pages: catalog.pages.len(), language }
}

/// A leaf's bytes, made by the renderer or fetched through the door.
fn bytes<'l>(renderer: &Renderer<'l>, source: &Source, leaf: &'l Output) -> Result<Cow<'l, [u8]>, RenderError> {
    match renderer.print(leaf).map_err(RenderError::Finding)? {
        Rendered::Bytes(bytes) => Ok(bytes),
        Rendered::File(path) => source.load(path).map(Cow::Owned).map_err(RenderError::SystemError),
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
        hasher.update(path.as_str().as_bytes()).update(&[0]).update(&file.hash().to_le_bytes());
    }
    for (path, date) in &source.dates {
        hasher.update(format!("{path}\0{date}\n").as_bytes());
    }
    hasher.finalize()
}

/// The pure middle: source → catalog, theme and edition. Touches neither disk nor clock.
pub fn understand(source: &Source, options: &Options, memo: &mut BuildCache) -> Checked<Work> {
    let mut checked = outline(source, options, memo);
    let work = &mut checked.value;
    let found_and_related = || rayon::join(|| work.examine(), || work.catalog.relate_all());
    let (data, (findings, ())) = rayon::join(|| work.search_data(), found_and_related);
    checked.findings.extend(findings);
    work.edition.add(data);
    checked
}

/// What pages are made from. To be [`understand`] it lacks the search's data and most findings.
pub(crate) fn outline(source: &Source, options: &Options, memo: &mut BuildCache) -> Checked<Work> {
    let mut findings = Vec::new();
    let site_source = site_source(source);
    let site_file = FileContext::new(&site_source.0, &site_source.1);
    let mut site = schema::read_site(&site_source.0, &site_source.1).collect(&mut findings);
    if let Some(base_url) = &options.base_url {
        site.base_url = Some(format!("{}/", base_url.trim_end_matches('/')));
    }
    let site = Arc::new(site);
    let gazetteer = gazetteer(source).collect(&mut findings);
    let BuildCache { prepared, related, dress } = memo;
    let PreparedFiles { entries, found, models } = prepare(source, &site, &gazetteer, options.drafts, prepared);
    let around = Surroundings { site: site.clone(), site_source: site_source.clone(), gazetteer };
    let (catalog, dress) =
        rayon::join(|| catalog::gather(entries, around, source, related), || dressed(source, &site, &site_file, dress));
    findings.extend(dress.findings.iter().cloned());
    let catalog = catalog.collect(&mut findings);
    let scripts = dress.value.scripts.as_ref().zip(models);
    let search = scripts.map(|(scripts, models)| (scripts, version(models)));
    let files = search.as_ref().map_or_else(Vec::new, |(scripts, version)| scripts.files(version));
    let edition = edition::lay_out(&catalog, &dress.value.theme, files);
    let search = search.map(|(_, version)| version);
    Checked { value: Work { catalog, dress, edition, search, found }, findings }
}

impl Work {
    /// What makes the pages. A template that fails for all of them is a finding.
    pub fn renderer(&self) -> Checked<Renderer<'_>> {
        Renderer::new(&self.catalog, &self.edition, self.theme(), &self.dress.value.templates)
    }

    /// The theme.
    pub fn theme(&self) -> &Theme {
        &self.dress.value.theme
    }

    /// What was found in files, and between them where that stands on no page.
    pub(crate) fn examine(&self) -> Vec<Finding> {
        let mut findings: Vec<Finding> = self.found.iter().flat_map(|file| file.findings.iter().cloned()).collect();
        findings.extend(catalog::examine(&self.catalog));
        findings.extend(edition::check(&self.catalog, &self.edition));
        findings
    }

    /// The search's data, as addresses and bytes. Making them takes long, and no page needs them.
    pub(crate) fn search_data(&self) -> Files {
        let Some(version) = &self.search else { return Vec::new() };
        let (documents, facets) = edition::searchable(&self.catalog);
        search::data(&documents, &facets, language(&self.catalog), version)
    }

    /// Stands for the search's data; empty without a search.
    pub(crate) fn search_version(&self) -> &str {
        self.search.as_deref().unwrap_or_default()
    }

    /// Whether [`Self::search_data`] has or would have a file at `address`.
    pub(crate) fn is_search_data(&self, address: &str) -> bool {
        self.search.as_deref().is_some_and(|version| search::is_data(address, version))
    }
}

fn language(catalog: &Catalog) -> Lang {
    Lang::from_tag(&catalog.site.language).unwrap_or_default()
}

/// Files by address.
type Files = Vec<(String, Vec<u8>)>;

/// What the site wears; the `known` dress, if nothing that it is made of has changed.
fn dressed(
    source: &Source,
    site: &Site,
    site_file: &FileContext<'_>,
    known: &mut Option<(Hash, Arc<Checked<Dress>>)>,
) -> Arc<Checked<Dress>> {
    let mut hasher = blake3::Hasher::new();
    // Findings on the theme stand in the site's file.
    hasher.update(site_file.text.as_bytes());
    for (path, file) in source.iter().filter(|(path, _)| path.is_in(theme::FOLDER)) {
        hasher.update(&[0]).update(path.as_str().as_bytes()).update(&[0]).update(&file.hash().to_le_bytes());
    }
    let key = hasher.finalize();
    if let Some((_, dress)) = known.as_ref().filter(|(known, _)| *known == key) {
        return dress.clone();
    }
    let Checked { value: theme, mut findings } = theme::load(source, site, site_file);
    let templates = Templates::new(&theme).collect(&mut findings);
    let script = theme.assets.get(edition::SEARCH_SCRIPT);
    let scripts = script.and_then(|script| std::str::from_utf8(script).ok()).map(Scripts::new);
    let dress = Arc::new(Checked { value: Dress { theme, templates, scripts }, findings });
    *known = Some((key, dress.clone()));
    dress
}

/// The version of the search's data that are made of these models.
fn version(models: Hash) -> String {
    let mut hasher = blake3::Hasher::new();
    hasher.update(env!("CARGO_PKG_VERSION").as_bytes()).update(&search::FORMAT.to_le_bytes()).update(models.as_bytes());
    hasher.finalize().to_hex()[..10].to_owned()
}

/// `content/site.yaml`, or an empty text when the site is content with the defaults.
fn site_source(source: &Source) -> (SitePath, Arc<str>) {
    let path = SitePath::new("content/site.yaml");
    let text = source.get(&path).and_then(|file| file.text()).cloned().unwrap_or_else(|| Arc::from(""));
    (path, text)
}

/// The site's own places.
const LOCALITIES: &str = "content/localities.tsv";

fn gazetteer(source: &Source) -> Checked<Arc<Gazetteer>> {
    let path = SitePath::new(LOCALITIES);
    match source.get(&path).and_then(|file| file.text()) {
        Some(text) => Gazetteer::builtin().with(text, &path),
        None => Checked::clean(Gazetteer::builtin()),
    }
}

/// The Markdown files of a site.
struct PreparedFiles {
    /// Those that can be used, by path.
    entries: Vec<Prepared>,
    /// Those in which something was found.
    found: Vec<File>,
    /// Stands for all models and everything that preparing them depended on; `None` without any model.
    models: Option<Hash>,
}

/// Prepares every Markdown file that is not `known` by its content. Afterwards these files are known and no others.
fn prepare<'s>(
    source: &'s Source,
    site: &Site,
    gazetteer: &Gazetteer,
    drafts: bool,
    known: &mut Known,
) -> PreparedFiles {
    let year = source.today.year();
    let around = around(source, site, year);
    if known.around != Some(around) {
        free(std::mem::take(known));
    }
    // Everything that goes from file to file in memory is done side by side; the rest only copies.
    let prepare = |(path, file): (&'s SitePath, &'s SourceFile)| {
        let text = file.text().filter(|_| entry::is_entry(path))?;
        let known = known.get(path, file.hash());
        let is_new = known.is_none();
        let prepared = known.unwrap_or_else(|| Arc::new(one(path, text, site, gazetteer, year)));
        let entry = prepared.value.as_ref().filter(|entry| drafts || !entry.is_draft()).cloned();
        let found = (!prepared.findings.is_empty()).then(|| prepared.clone());
        Some((path, file.hash(), entry, found, is_new.then_some(prepared)))
    };
    let files: Vec<_> = source.iter().collect();
    let all: Vec<_> = files.into_par_iter().filter_map(prepare).collect();
    let count = all.len();
    let mut state = blake3::Hasher::new();
    state.update(around.as_bytes()).update(&[u8::from(drafts)]);
    let (mut entries, mut found) = (Vec::with_capacity(count), Vec::new());
    for (path, content, entry, wrong, new) in all {
        if path.is_in(entry::MODELS) {
            state.update(path.as_str().as_bytes()).update(&[0]).update(&content.to_le_bytes());
        }
        known.files.extend(new.map(|new| (path.clone(), (content, new))));
        entries.extend(entry);
        found.extend(wrong);
    }
    if known.files.len() > count {
        known.files.retain(|path, _| source.get(path).is_some_and(|file| file.text().is_some()));
    }
    known.around = Some(around);
    let models = entries.iter().any(Prepared::is_model).then(|| state.finalize());
    PreparedFiles { entries, found, models }
}

/// Frees what is large where nobody waits for it.
fn free(large: impl Send + 'static) {
    rayon::spawn(move || drop(large));
}

fn one(path: &SitePath, text: &Arc<str>, site: &Site, gazetteer: &Gazetteer, year: u16) -> Checked<Option<Prepared>> {
    let Checked { value, mut findings } = entry::parse(path, text, site, year);
    let value = value.map(|parsed| catalog::prepare(parsed, site, gazetteer).collect(&mut findings));
    Checked { value, findings }
}

/// Everything that preparing any file depends on beside the file.
fn around(source: &Source, site: &Site, year: u16) -> Hash {
    let mut hasher = blake3::Hasher::new();
    hasher.update(format!("{site:?}").as_bytes()).update(&year.to_le_bytes());
    if let Some(own) = source.get(&SitePath::new(LOCALITIES)) {
        hasher.update(&own.hash().to_le_bytes());
    }
    hasher.finalize()
}

/// Where a site is published unless something else is said.
pub fn default_output(root: &Path) -> PathBuf {
    if root == Path::new(".") { PathBuf::from("output") } else { root.join("output") }
}
