//! A site between reading and publishing: the stages parse, gather and plan.
//!
//! Everything here is pure: source and options go in, a [`Site`] comes out, and nothing touches disk, clock, network or a
//! global. `pipeline` runs these stages for the commands `build` and `check`, `serve` runs them after every change.

mod cache;
mod gather;
mod parse;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::cache::Store;
use crate::catalog::{self, Catalog, Model, Reach};
use crate::finding::{Checked, Finding};
use crate::open_data::{Division, LARGEST};
use crate::outputs::{self, OnDemand, Output, PlanContext, SearchPlan, SitePlan};
use crate::render::{AssetUrls, Renderer};
use crate::schema::Host;
use crate::search;
use crate::source::Source;
use crate::text::SitePath;
use crate::theme::Theme;

pub use cache::BuildCache;
use gather::ThemeBundle;
pub(crate) use gather::{Gathered, gather};
use parse::ParsedFile;
pub(crate) use parse::{CONFIG, parse};

/// What a build is asked to do besides the content.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Address of the site instead of the one in `site.yaml`.
    pub base_url: Option<String>,
    /// Whether drafts are built.
    pub drafts: bool,
    /// Whether nothing is written.
    pub dry_run: bool,
    /// Whether text files are published with compressed copies beside them.
    pub precompress: bool,
    /// Whether hashed files of the last site stay for one site more.
    pub keep_last: bool,
    /// Hosts whose limits are told, besides those that `site.yaml` names.
    pub hosts: Vec<Host>,
    /// Most bytes of a published list or table; a longer one is published in parts. By default 20 MiB.
    pub largest: Option<u64>,
    /// Results of earlier runs; the site is the same with any.
    pub store: Store,
}

impl Options {
    fn largest(&self) -> u64 {
        self.largest.unwrap_or(LARGEST)
    }
}

/// A site ready to be rendered.
#[derive(Debug)]
pub struct Site {
    /// Models and pages, resolved.
    pub catalog: Catalog,
    /// Every file to be made.
    pub plan: SitePlan,
    theme: Arc<Checked<ThemeBundle>>,
    /// Version of the search's data; `None` without a search.
    search_version: Option<String>,
    /// How the open data are divided.
    data: Arc<Division>,
    /// Most bytes of a published list or table.
    largest: u64,
    /// Files with findings.
    reported: Vec<ParsedFile>,
}

/// Runs the three stages: what `check` and tests need. The site's plan is complete.
pub fn analyze(source: &Source, options: &Options, cache: &mut BuildCache) -> Checked<Site> {
    let mut findings = Vec::new();
    let parsed = parse(source, options, cache).collect(&mut findings);
    let gathered = gather(parsed, source, cache).collect(&mut findings);
    let site = plan(gathered, &Options { precompress: false, ..options.clone() }).collect(&mut findings);
    Checked { value: site, findings }
}

/// The catalog alone, for who needs no pages.
pub(crate) fn catalog(source: &Source, options: &Options) -> Catalog {
    let cache = &mut BuildCache::default();
    let parsed = parse(source, options, cache).value;
    gather(parsed, source, cache).value.catalog
}

/// The catalog of the models that `takes` takes, for statistics, which count all models of a catalog. The others are taken out
/// of `source`, of which `catalog` is the whole.
pub(crate) fn catalog_of(source: &mut Source, catalog: Catalog, takes: impl Fn(&Catalog, &Model) -> bool) -> Catalog {
    // How far a model has come does not depend on which others are counted.
    let reaches: BTreeMap<SitePath, Reach> =
        catalog.models.iter().map(|model| (model.entry.path.clone(), model.reach)).collect();
    let others = catalog.models.iter().filter(|model| !takes(&catalog, model));
    others.for_each(|model| source.remove(&model.entry.path));
    let mut taken = self::catalog(source, &Options::default());
    for model in &mut taken.models {
        model.reach = reaches.get(&model.entry.path).copied().unwrap_or(model.reach);
    }
    taken
}

/// Names every output of a site, if asked for the compressed copies of text files too, and reports what is wrong in
/// files and between them.
pub(crate) fn plan(gathered: Gathered, options: &Options) -> Checked<Site> {
    let mut site = plan_pages(gathered, options);
    // All pages are about to be rendered, so the related models of all are chosen at once.
    let lint_and_relate = || rayon::join(|| site.lint_catalog(), || site.catalog.relate_all());
    let plan_data = || rayon::join(|| site.plan_on_demand(OnDemand::Search), || site.plan_on_demand(OnDemand::Data));
    let ((mut outputs, parts), (mut findings, ())) = rayon::join(plan_data, lint_and_relate);
    outputs.extend(parts);
    site.plan.complete(outputs);
    if options.precompress {
        site.plan.precompress();
    }
    findings.extend(outputs::check(&site.catalog, &site.plan.outputs, Vec::new));
    Checked { value: site, findings }
}

/// Names every output except those that are planned [on demand](OnDemand).
pub(crate) fn plan_pages(gathered: Gathered, options: &Options) -> Site {
    let Gathered { catalog, theme, reported, models } = gathered;
    let scripts = theme.value.scripts.as_ref();
    let search_version = scripts.zip(models).map(|(scripts, models)| search::version(models, scripts));
    let search = search_plan(&theme, search_version.as_deref());
    let (largest, data) = (options.largest(), Arc::new(Division::new(options.largest())));
    let theme_files = &theme.value.theme;
    let plan = SitePlan::new(&PlanContext { catalog: &catalog, theme: theme_files, search, data: &data, largest });
    Site { catalog, plan, theme, search_version, data, largest, reported }
}

fn search_plan<'s>(theme: &'s Checked<ThemeBundle>, version: Option<&'s str>) -> Option<SearchPlan<'s>> {
    theme.value.scripts.as_ref().zip(version).map(|(scripts, version)| SearchPlan { scripts, version })
}

impl Site {
    /// Names files that no page needs to know.
    pub(crate) fn plan_on_demand(&self, wanted: OnDemand) -> Vec<Output> {
        let search = search_plan(&self.theme, self.search_version.as_deref());
        let Self { catalog, data, largest, .. } = self;
        let context = PlanContext { catalog, theme: self.theme(), search, data, largest: *largest };
        SitePlan::on_demand(&context, wanted)
    }

    /// Whether [`Self::plan_on_demand`] names, or would name, a file of the search's data at `url_path`.
    pub(crate) fn is_search_data(&self, url_path: &str) -> bool {
        self.search_version.as_deref().is_some_and(|version| search::is_data(url_path, version))
    }

    /// Changes whenever the search's data do; empty without a search.
    pub(crate) fn search_version(&self) -> &str {
        self.search_version.as_deref().unwrap_or_default()
    }

    /// Everything wrong in files and between them.
    pub(crate) fn lint(&self) -> Vec<Finding> {
        let mut findings = self.lint_catalog();
        let parts = || self.plan_on_demand(OnDemand::Data);
        findings.extend(outputs::check(&self.catalog, &self.plan.outputs, parts));
        findings
    }

    /// What was found in files, and between them as far as the catalog can tell.
    fn lint_catalog(&self) -> Vec<Finding> {
        let in_files = self.reported.iter().flat_map(|file| file.findings.iter().cloned());
        in_files.chain(catalog::examine(&self.catalog)).collect()
    }

    /// The renderer of this site's outputs. A template that fails for all pages is a finding.
    pub fn renderer(&self) -> Checked<Renderer<'_>> {
        Renderer::new(&self.catalog, self.assets(), self.theme(), &self.theme.value.templates)
    }

    /// URL paths of the scripts and the style sheet that pages load.
    pub(crate) fn assets(&self) -> &AssetUrls {
        &self.plan.assets
    }

    /// The theme.
    pub fn theme(&self) -> &Theme {
        &self.theme.value.theme
    }
}
