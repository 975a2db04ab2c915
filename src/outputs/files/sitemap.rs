//! The sitemap (sitemaps.org): every page worth finding. Only a site that knows its address has one.

use std::sync::Arc;

use serde::Serialize;

use super::super::{Output, OutputKind, PlanContext, PublishOrder};
use crate::finding::Finding;
use crate::render::{Rendered, Renderer};
use crate::route;

/// How many pages one sitemap may name (sitemaps.org).
const MAX_PAGES: usize = 50_000;

/// One sitemap.
#[derive(Debug)]
struct Sitemap {
    /// The pages of all sitemaps, in the order of publishing.
    pages: Arc<[SitemapPage]>,
    /// Which [`MAX_PAGES`] of them this one names, from 0.
    part: usize,
}

/// Of a site with more pages than one sitemap may name: the list of its sitemaps.
#[derive(Debug)]
struct SitemapIndex {
    /// How many there are.
    parts: usize,
}

#[derive(Debug)]
struct SitemapPage {
    url_path: String,
    last_changed: Option<crate::text::Date>,
}

/// One address of the sitemap.
#[derive(Debug, Serialize)]
struct SitemapEntry {
    /// Absolute address.
    url: String,
    /// ISO date of the last true change, when known.
    lastmod: Option<String>,
}

pub(crate) fn plan(context: &PlanContext<'_>, others: &[Output]) -> Vec<Output> {
    if context.catalog.site.base_url.is_none() {
        return Vec::new();
    }
    let mut named: Vec<&Output> = others.iter().filter(|output| output.kind.in_sitemap()).collect();
    named.sort_by_key(|output| output.sort_key());
    let page = |output: &&Output| SitemapPage {
        url_path: output.url_path.clone(),
        last_changed: output.kind.last_changed(context.catalog),
    };
    let pages: Arc<[SitemapPage]> = named.iter().map(page).collect();
    let parts = pages.len().div_ceil(MAX_PAGES).max(1);
    if parts == 1 {
        return vec![Output::new(route::SITEMAP, Sitemap { pages, part: 0 })];
    }
    let part = |part| Output::new(route::sitemap_part(part + 1), Sitemap { pages: pages.clone(), part });
    std::iter::once(Output::new(route::SITEMAP, SitemapIndex { parts })).chain((0..parts).map(part)).collect()
}

impl OutputKind for Sitemap {
    fn order(&self) -> PublishOrder {
        PublishOrder::Index
    }

    fn render<'o>(&'o self, renderer: &'o Renderer<'_>, url_path: &str) -> Result<Rendered<'o>, Box<Finding>> {
        let pages = self.pages.chunks(MAX_PAGES).nth(self.part).unwrap_or_default();
        let entry = |page: &SitemapPage| {
            let lastmod = page.last_changed.map(|date| date.to_string());
            Some(SitemapEntry { url: renderer.absolute(&page.url_path)?, lastmod })
        };
        let entries: Vec<SitemapEntry> = pages.iter().filter_map(entry).collect();
        let mut context = renderer.context();
        context.insert("page", &renderer.page("sitemap", url_path, "", String::new(), Vec::new()));
        context.insert("entries", &entries);
        renderer.template("sitemap.xml", url_path, &context)
    }
}

impl OutputKind for SitemapIndex {
    fn order(&self) -> PublishOrder {
        PublishOrder::Index
    }

    fn render<'o>(&'o self, renderer: &'o Renderer<'_>, url_path: &str) -> Result<Rendered<'o>, Box<Finding>> {
        let parts: Vec<String> =
            (1..=self.parts).filter_map(|part| renderer.absolute(&route::sitemap_part(part))).collect();
        let mut context = renderer.context();
        context.insert("page", &renderer.page("sitemap", url_path, "", String::new(), Vec::new()));
        context.insert("parts", &parts);
        renderer.template("sitemaps.xml", url_path, &context)
    }
}
