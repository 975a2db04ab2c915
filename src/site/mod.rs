//! A site between reading and publishing: the stages parse, gather and plan.
//!
//! Everything here is pure: source and options go in, a [`Site`] comes out, and nothing touches disk, clock, network or a
//! global. `pipeline` runs these stages for the commands `build` and `check`, `serve` runs them after every change.

mod cache;
mod gather;
mod parse;

use std::sync::Arc;

use crate::cache::Store;
use crate::catalog::{self, Catalog};
use crate::finding::{Checked, Finding};
use crate::outputs::{self, Output, PlanContext, SearchPlan, SitePlan};
use crate::render::{AssetUrls, Renderer};
use crate::schema::Host;
use crate::search;
use crate::source::Source;
use crate::theme::Theme;

pub use cache::BuildCache;
use gather::ThemeBundle;
pub(crate) use gather::{Gathered, gather};
use parse::ParsedFile;
pub(crate) use parse::parse;

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
    /// Hosts whose limits are told, besides those that `site.yaml` names.
    pub hosts: Vec<Host>,
    /// Results of earlier runs; the site is the same with any.
    pub store: Store,
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
    /// Files with findings.
    reported: Vec<ParsedFile>,
}

/// Runs the three stages: what `check` and tests need. The site's plan is complete.
pub fn analyze(source: &Source, options: &Options, cache: &mut BuildCache) -> Checked<Site> {
    let mut findings = Vec::new();
    let parsed = parse(source, options, cache).collect(&mut findings);
    let gathered = gather(parsed, source, cache).collect(&mut findings);
    let site = plan(gathered, false).collect(&mut findings);
    Checked { value: site, findings }
}

/// The catalog alone, for who needs no pages.
pub(crate) fn catalog(source: &Source, options: &Options) -> Catalog {
    let cache = &mut BuildCache::default();
    let parsed = parse(source, options, cache).value;
    gather(parsed, source, cache).value.catalog
}

/// Names every output of a site, with `precompress` the compressed copies of text files too, and reports what is wrong in
/// files and between them.
pub(crate) fn plan(gathered: Gathered, precompress: bool) -> Checked<Site> {
    let mut site = plan_pages(gathered);
    // All pages are about to be rendered, so the related models of all are chosen at once.
    let lint_and_relate = || rayon::join(|| site.lint_catalog(), || site.catalog.relate_all());
    let (search_data, (mut findings, ())) = rayon::join(|| site.plan_search_data(), lint_and_relate);
    site.plan.complete(search_data);
    if precompress {
        site.plan.precompress();
    }
    findings.extend(outputs::check(&site.catalog, &site.plan.outputs));
    Checked { value: site, findings }
}

/// Names every output except the search's data, which takes long and which no page needs to know.
pub(crate) fn plan_pages(gathered: Gathered) -> Site {
    let Gathered { catalog, theme, reported, models } = gathered;
    let scripts = theme.value.scripts.as_ref();
    let search_version = scripts.zip(models).map(|(_, models)| search::version(models));
    let search = search_plan(&theme, search_version.as_deref());
    let plan = SitePlan::new(&PlanContext { catalog: &catalog, theme: &theme.value.theme, search });
    Site { catalog, plan, theme, search_version, reported }
}

fn search_plan<'s>(theme: &'s Checked<ThemeBundle>, version: Option<&'s str>) -> Option<SearchPlan<'s>> {
    theme.value.scripts.as_ref().zip(version).map(|(scripts, version)| SearchPlan { scripts, version })
}

impl Site {
    /// Names the files of the search's data, which computes the search index.
    pub(crate) fn plan_search_data(&self) -> Vec<Output> {
        let search = search_plan(&self.theme, self.search_version.as_deref());
        SitePlan::on_demand(&PlanContext { catalog: &self.catalog, theme: self.theme(), search })
    }

    /// Whether [`Self::plan_search_data`] names, or would name, a file at `url_path`.
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
        findings.extend(outputs::check(&self.catalog, &self.plan.outputs));
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
