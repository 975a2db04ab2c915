//! The commands `build` and `check`: the stages load → parse → gather → plan → render → publish.
//!
//! Load and publish touch the disk. The stages between them are pure: parse, gather and plan are in `site`, render is in
//! `outputs` and `render`.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use blake3::Hash;
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use crate::cache::{self, Key, Store};
use crate::catalog::Catalog;
use crate::error::SystemError;
use crate::finding::{self, Checked, Finding, Severity};
use crate::fingerprint::Fingerprint;
use crate::image::Refusal;
use crate::locality::Gazetteer;
use crate::media::Unmade;
use crate::outputs::{self, Described, Encoded, Output};
use crate::publish::{self, Mode, Outcome, PublishError, RenderError, Stop};
use crate::render::{Rendered, Renderer};
use crate::schema::{Host, SiteConfig};
use crate::share_card;
use crate::site::{self, BuildCache, Options, Site};
use crate::source::Source;
use crate::text::Lang;

/// Builds the site in `root` into the folder `target`.
pub fn build(root: &Path, target: &Path, options: &Options) -> Result<Built, SystemError> {
    build_until(root, target, options, &Stop::default())
}

/// The same, until it is asked to stop; then the old site is whole.
pub(crate) fn build_until(root: &Path, target: &Path, options: &Options, stop: &Stop) -> Result<Built, SystemError> {
    let Input { source, mut findings, key } = load(root, target, options)?;
    if let Some((report, outcome)) = last_build(root, target, key) {
        return Ok(Built { source, report, outcome: Some(outcome) });
    }
    let mut cache = BuildCache::default();
    let parsed = site::parse(&source, options, &mut cache).collect(&mut findings);
    stop.check()?;
    let gathered = site::gather(parsed, &source, &mut cache).collect(&mut findings);
    let site = site::plan(gathered, options).collect(&mut findings);
    stop.check()?;
    let renderer = site.renderer().collect(&mut findings);
    let report = Report::new(&site.catalog, findings);
    publish(Work { root, target, options, stop, key, source, site: &site, renderer: &renderer }, report)
}

/// Everything that is wrong or worth knowing, template errors included: all stages of [`build`] but the last.
pub fn check(root: &Path, options: &Options) -> Result<Built, SystemError> {
    let Checked { value: source, findings } = Source::read(root, &options.store)?;
    let report = lint(&source, findings, options);
    Ok(Built { source, report, outcome: None })
}

/// The same for a source that has been read already, with the findings of reading it.
pub fn lint(source: &Source, mut findings: Vec<Finding>, options: &Options) -> Report {
    let site = site::analyze(source, options, &mut BuildCache::default()).collect(&mut findings);
    let renderer = site.renderer().collect(&mut findings);
    let mut report = Report::new(&site.catalog, findings);
    if !report.has_errors() {
        let Checked { value: files, findings: failed } = render_all(&site, &renderer, &options.store);
        report.add(failed);
        report.findings.extend(beyond_limits(&site, options, &files));
        finding::sort(&mut report.findings);
    }
    report
}

/// Builds a site without a disk: every output by its URL path. What cannot be rendered is left out and reported.
pub fn build_in_memory(
    source: &Source,
    options: &Options,
    cache: &mut BuildCache,
) -> Checked<BTreeMap<String, Vec<u8>>> {
    let mut findings = Vec::new();
    let site = site::analyze(source, options, cache).collect(&mut findings);
    let renderer = site.renderer().collect(&mut findings);
    let mut files = BTreeMap::new();
    let mut described = Described::default();
    let (late, first): (Vec<&Output>, Vec<&Output>) = site.plan.outputs.iter().partition(|one| one.late().is_some());
    for output in first {
        match bytes(&renderer, &options.store, output) {
            Ok(bytes) => {
                described.insert(&output.url_path, output.describe(&bytes));
                files.insert(output.url_path.clone(), bytes.into_owned());
            }
            Err(RenderError::Finding(finding)) => findings.push(*finding),
            // A file that is gone has been reported by reading.
            Err(RenderError::SystemError(_)) => {}
        }
    }
    let late = late.into_iter().filter_map(|output| Some((output, output.late()?)));
    files.extend(late.map(|(output, late)| (output.url_path.clone(), late.render(&renderer, &described))));
    Checked { value: files, findings }
}

/// How a build ended.
#[derive(Debug)]
pub struct Built {
    /// What was read, for showing findings with their lines.
    pub source: Source,
    /// Findings and counts.
    pub report: Report,
    /// What was published; `None` after errors.
    pub outcome: Option<Outcome>,
}

/// What a build says of the content.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Report {
    /// All findings, sorted. Errors mean that nothing was published.
    pub findings: Vec<Finding>,
    /// How many models the site has.
    pub models: usize,
    /// How many ordinary pages.
    pub pages: usize,
    /// The site's language, as far as the program speaks it.
    pub language: Lang,
}

impl Report {
    fn new(catalog: &Catalog, mut findings: Vec<Finding>) -> Self {
        finding::sort(&mut findings);
        Self { findings, models: catalog.models.len(), pages: catalog.pages.len(), language: catalog.site.lang() }
    }

    /// Whether anything stops publishing.
    pub fn has_errors(&self) -> bool {
        self.findings.iter().any(|finding| finding.severity() == Severity::Error)
    }

    /// Adds findings of rendering. A template that fails on every page it makes is reported once.
    fn add(&mut self, mut failed: Vec<Finding>) {
        failed
            .sort_by(|a, b| (&a.file, a.position, a.code, &a.message).cmp(&(&b.file, b.position, b.code, &b.message)));
        failed.dedup_by(|a, b| (&a.file, a.position, a.code) == (&b.file, b.position, b.code));
        self.findings.extend(failed);
        finding::sort(&mut self.findings);
    }
}

/// What a build begins with.
struct Input {
    source: Source,
    /// Findings of reading.
    findings: Vec<Finding>,
    /// Hash of everything that the build depends on.
    key: Hash,
}

/// Reads the site in `root`, after making sure that `target` may be written to.
fn load(root: &Path, target: &Path, options: &Options) -> Result<Input, SystemError> {
    publish::check_target(root, target)?;
    // The gazetteer is unpacked while the disk is read.
    let (read, _) = rayon::join(|| Source::read(root, &options.store), Gazetteer::builtin);
    let Checked { value: source, findings } = read?;
    let key = input_hash(&source, &findings, options);
    Ok(Input { source, findings, key })
}

/// Hash of everything that a build depends on: this program, the options, the day, and every byte that was read.
fn input_hash(source: &Source, findings: &[Finding], options: &Options) -> Hash {
    let mut hasher = blake3::Hasher::new();
    let program = std::env::current_exe().and_then(std::fs::metadata);
    let program = program.map(|found| (found.len(), found.modified().ok())).ok();
    let Options { base_url, drafts, dry_run, precompress, largest, keep_last: _, hosts: _, store: _ } = options;
    let (version, today) = (env!("CARGO_PKG_VERSION"), source.today);
    let asked = format!("{base_url:?} {drafts} {dry_run} {precompress} {largest:?}");
    hasher.update(format!("{version} {program:?} {asked} {today} {findings:?}").as_bytes());
    for (path, file) in source.iter() {
        hasher.update(path.as_str().as_bytes()).update(&[0]).update(&file.hash().to_le_bytes());
    }
    for (path, date) in &source.dates {
        hasher.update(format!("{path}\0{date}\n").as_bytes());
    }
    hasher.finalize()
}

/// What the last build said, if nothing that a build depends on has changed since and its files all stand.
fn last_build(root: &Path, target: &Path, key: Hash) -> Option<(Report, Outcome)> {
    let note = cache::last_build::read(root, key)?;
    let (site, report) = note.split_first_chunk()?;
    let report = serde_json::from_slice(report).ok()?;
    let unchanged = publish::up_to_date(target, Hash::from_bytes(*site))?;
    Some((report, Outcome { unchanged, ..Outcome::default() }))
}

/// Keeps what this build said for [`last_build`]. Only a convenience: without it the next run builds again.
fn remember(root: &Path, target: &Path, key: Hash, report: &Report) {
    if let (Some(site), Ok(report)) = (publish::site_hash(target), serde_json::to_vec(report)) {
        cache::last_build::write(root, key, &[site.as_bytes(), &report[..]].concat());
    }
}

/// Renders everything without keeping any bytes: URL path and length of each output, templates that fail and pictures whose
/// pixels cannot be read. Late outputs use no template that could fail; their length is that of a site without what they
/// describe.
fn render_all<'s>(site: &'s Site, renderer: &Renderer<'_>, store: &Store) -> Checked<Vec<(&'s str, u64)>> {
    let length = |output: &Output| match output.render(renderer)? {
        Rendered::Bytes(bytes) => Ok(bytes.len() as u64),
        Rendered::Media(file) => match file.examine(store) {
            Ok(()) => Ok(file.length()),
            Err(Unmade::BadPicture(why)) => Err(Box::new(output.bad_picture(&site.catalog, &why))),
            Err(Unmade::SystemError(error)) => {
                Err(Box::new(output.bad_picture(&site.catalog, &Refusal::Machine(error.message))))
            }
        },
        Rendered::ShareCard(_) => Ok(share_card::USUAL_LENGTH),
    };
    let lengths: Vec<Result<u64, Box<Finding>>> = site.plan.outputs.par_iter().map(length).collect();
    let (mut files, mut findings) = (Vec::with_capacity(lengths.len()), Vec::new());
    for (output, length) in site.plan.outputs.iter().zip(lengths) {
        match length {
            Ok(length) => files.push((output.url_path.as_str(), length)),
            Err(finding) => findings.push(*finding),
        }
    }
    Checked { value: files, findings }
}

/// What the hosts that the site or the command line names would refuse.
fn beyond_limits(site: &Site, options: &Options, files: &[(&str, u64)]) -> Vec<Finding> {
    let SiteConfig { hosts: named, .. } = &*site.catalog.site;
    let asked = options.hosts.iter().filter(|host| !named.contains(host));
    let hosts: Vec<Host> = named.iter().chain(asked).copied().collect();
    outputs::beyond_limits(&hosts, files, &site.catalog.site_source.0)
}

/// What publishing needs of a build.
struct Work<'b> {
    root: &'b Path,
    target: &'b Path,
    options: &'b Options,
    stop: &'b Stop,
    key: Hash,
    source: Source,
    site: &'b Site,
    renderer: &'b Renderer<'b>,
}

/// Renders and publishes every output, unless there are errors.
fn publish<'b>(work: Work<'b>, mut report: Report) -> Result<Built, SystemError> {
    let Work { root, target, options, stop, key, source, site, renderer } = work;
    if report.has_errors() {
        return Ok(Built { source, report, outcome: None });
    }
    let originals: FxHashMap<&str, &Output> = if options.precompress {
        site.plan.outputs.iter().map(|output| (output.url_path.as_str(), output)).collect()
    } else {
        FxHashMap::default()
    };
    let render_one = |output: &'b Output, described: &Described<'b>| match output.late() {
        Some(late) => Ok(Cow::Owned(late.render(renderer, described))),
        None => bytes(renderer, &options.store, output),
    };
    let render = |output: &'b Output, described: &Described<'b>| {
        stop.check().map_err(RenderError::SystemError)?;
        let Some(copy) = output.encoded() else { return render_one(output, described) };
        let original = originals.get(copy.of()).zip(described.get(copy.of()).map(|known| known.fingerprint));
        // The plan has named both together.
        let Some((original, fingerprint)) = original else { return Ok(Cow::Borrowed(&[][..])) };
        encoded(copy, fingerprint, &options.store, || render_one(original, described)).map(Cow::Owned)
    };
    let drawn = Drawn::recall(root, &site.plan.outputs, renderer);
    let outcome = match publish::publish(
        target,
        &site.plan.outputs,
        Mode { dry_run: options.dry_run, keep_last: options.keep_last },
        render,
    ) {
        Ok(outcome) => Some(outcome),
        Err(PublishError::Findings(failed)) => {
            report.add(failed);
            None
        }
        Err(PublishError::SystemError(error)) => return Err(error),
    };
    if outcome.is_some() && !options.dry_run {
        drawn.remember(root);
        remember(root, target, key, &report);
    }
    Ok(Built { source, report, outcome })
}

/// The bytes of an output: rendered, made from a file in `content/`, or drawn.
fn bytes<'o>(renderer: &'o Renderer<'_>, store: &Store, output: &'o Output) -> Result<Cow<'o, [u8]>, RenderError> {
    let rendered = output.render(renderer).map_err(RenderError::Finding)?;
    let is_known = matches!(rendered, Rendered::Bytes(_)) || output.fingerprint().is_some();
    let bytes = rendered.bytes(store).map_err(|why| match why {
        Unmade::SystemError(error) => RenderError::SystemError(error),
        Unmade::BadPicture(why) => RenderError::Finding(Box::new(output.bad_picture(renderer.catalog, &why))),
    })?;
    if !is_known {
        output.set_fingerprint(Fingerprint::of(&bytes));
    }
    Ok(bytes)
}

/// What earlier builds drew of the outputs of this one.
struct Drawn<'o> {
    outputs: Vec<(&'o Output, Key)>,
    /// How many of them were known.
    known: usize,
}

impl<'o> Drawn<'o> {
    /// Tells the outputs that are drawn what an earlier build knew of them: publishing then recognises their files.
    fn recall(root: &Path, outputs: &'o [Output], renderer: &Renderer<'_>) -> Self {
        let drawn = outputs.par_iter().filter_map(|output| Some((output, output.drawn_from(renderer)?)));
        let outputs: Vec<(&Output, Key)> = drawn.collect();
        let earlier = if outputs.is_empty() { cache::drawn::Drawn::default() } else { cache::drawn::read(root) };
        for (output, key) in &outputs {
            if let Some(known) = earlier.get(key.hash().as_bytes()) {
                output.set_fingerprint(*known);
            }
        }
        let known = outputs.iter().filter(|(output, _)| output.fingerprint().is_some()).count();
        Self { outputs, known }
    }

    /// Notes what is known now, for the next build.
    fn remember(&self, root: &Path) {
        if self.known < self.outputs.len() {
            let known = self.outputs.iter().filter_map(|(output, key)| Some((*key, output.fingerprint()?)));
            cache::drawn::write(root, &known.collect::<Vec<_>>());
        }
    }
}

/// A compressed copy of the output with this fingerprint, from the store or made from the output, which is rendered again.
fn encoded<'o>(
    copy: &Encoded,
    fingerprint: Fingerprint,
    store: &Store,
    original: impl FnOnce() -> Result<Cow<'o, [u8]>, RenderError>,
) -> Result<Vec<u8>, RenderError> {
    let key = copy.key(fingerprint);
    if let Some(bytes) = store.get(key) {
        return Ok(bytes);
    }
    let bytes = copy.encode(&original()?);
    store.put(key, &bytes);
    Ok(bytes)
}

/// Where a site is published unless the command line says otherwise.
pub fn default_target(root: &Path) -> PathBuf {
    if root == Path::new(".") { PathBuf::from("output") } else { root.join("output") }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn a_build_that_is_asked_to_stop_leaves_the_old_site_whole() {
        let root = tempfile::tempdir().unwrap();
        let (root, target) = (root.path(), root.path().join("output"));
        let write = |title: &str| {
            fs::create_dir_all(root.join("content/trang")).unwrap();
            fs::write(root.join("content/trang/a.md"), format!("---\ntitle: {title}\n---\n\nMột câu.\n")).unwrap();
        };
        let files = || {
            let all = fs::read_dir(&target).unwrap().map(|entry| entry.unwrap().file_name());
            all.collect::<std::collections::BTreeSet<_>>()
        };
        write("Trước");
        build(root, &target, &Options::default()).unwrap();
        let (before, page) = (files(), fs::read(target.join("a.html")).unwrap());
        write("Sau");
        let stop = Stop::default();
        // What is asked for while pages are rendered.
        let input = load(root, &target, &Options::default()).unwrap();
        let site = site::analyze(&input.source, &Options::default(), &mut BuildCache::default()).value;
        let (renderer, report) = (site.renderer().value, Report::default());
        stop.ask();
        let options = Options::default();
        let Input { source, key, .. } = input;
        let work = Work {
            root,
            target: &target,
            options: &options,
            stop: &stop,
            key,
            source,
            site: &site,
            renderer: &renderer,
        };
        let stopped = publish(work, report).unwrap_err();
        assert!(stopped.message.en.contains("the old site is whole"), "{stopped}");
        assert_eq!((files(), fs::read(target.join("a.html")).unwrap()), (before, page));
        assert!(build_until(root, &target, &options, &stop).is_err(), "between the stages too");
        build(root, &target, &options).unwrap();
        assert!(fs::read_to_string(target.join("a.html")).unwrap().contains("Sau"));
    }
}
