//! The sitemap (sitemaps.org): every page worth finding. Only a site that knows its address has one.

use serde::Serialize;

use super::super::{Output, OutputKind, PlanContext, PublishOrder};
use crate::finding::Finding;
use crate::render::{Rendered, Renderer};
use crate::route;
use crate::text::Date;

/// How many pages one sitemap may name (sitemaps.org).
const MAX_PAGES: usize = 50_000;
/// Bytes of markup around an address, its date included.
const AROUND_PAGE: usize = 100;

/// One sitemap.
#[derive(Debug)]
struct Sitemap {
    pages: Vec<SitemapPage>,
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
    last_changed: Option<Date>,
}

/// `sitemap`: a sitemap, or one part of it.
#[derive(Debug, Serialize)]
struct SitemapView {
    /// The pages.
    pages: Vec<SitemapPageView>,
}

/// A page in a sitemap.
#[derive(Debug, Serialize)]
struct SitemapPageView {
    /// Its absolute URL.
    url: String,
    /// Day of its last change: `2025-10-15`; none if it is not known.
    last_changed: Option<String>,
}

/// `sitemaps`: the index of a site that has several sitemaps.
#[derive(Debug, Serialize)]
struct SitemapsView {
    /// Absolute URLs of the sitemaps.
    urls: Vec<String>,
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
    let base = context.catalog.site.base_url.as_deref().map_or(0, str::len);
    sitemaps(named.iter().map(page).collect(), base, MAX_PAGES, context.largest)
}

/// One sitemap; or several with at most `max_pages` pages and about `max_bytes` bytes each, and their index. `base` is the
/// length of the site's address.
fn sitemaps(pages: Vec<SitemapPage>, base: usize, max_pages: usize, max_bytes: u64) -> Vec<Output> {
    let mut parts = vec![Vec::new()];
    let mut bytes = 0;
    for page in pages {
        let own = (base + page.url_path.len() + AROUND_PAGE) as u64;
        let part =
            parts.last_mut().filter(|part| part.is_empty() || part.len() < max_pages && bytes + own <= max_bytes);
        match part {
            Some(part) => part.push(page),
            None => {
                bytes = 0;
                parts.push(vec![page]);
            }
        }
        bytes += own;
    }
    if parts.len() == 1 {
        let pages = parts.pop().unwrap_or_default();
        return vec![Output::new(route::SITEMAP, Sitemap { pages })];
    }
    let index = Output::new(route::SITEMAP, SitemapIndex { parts: parts.len() });
    let part = |(pages, number)| Output::new(route::sitemap_part(number), Sitemap { pages });
    std::iter::once(index).chain(parts.into_iter().zip(1..).map(part)).collect()
}

impl OutputKind for Sitemap {
    fn order(&self) -> PublishOrder {
        PublishOrder::Index
    }

    fn render<'o>(&'o self, renderer: &'o Renderer<'_>, url_path: &str) -> Result<Rendered<'o>, Box<Finding>> {
        let entry = |page: &SitemapPage| {
            let last_changed = page.last_changed.map(|date| date.to_string());
            Some(SitemapPageView { url: renderer.absolute(&page.url_path)?, last_changed })
        };
        let view = SitemapView { pages: self.pages.iter().filter_map(entry).collect() };
        let mut context = renderer.context();
        context.insert("sitemap", &view);
        renderer.template("sitemap.xml", url_path, &context)
    }
}

impl OutputKind for SitemapIndex {
    fn order(&self) -> PublishOrder {
        PublishOrder::Index
    }

    fn render<'o>(&'o self, renderer: &'o Renderer<'_>, url_path: &str) -> Result<Rendered<'o>, Box<Finding>> {
        let urls = (1..=self.parts).filter_map(|part| renderer.absolute(&route::sitemap_part(part))).collect();
        let mut context = renderer.context();
        context.insert("sitemaps", &SitemapsView { urls });
        renderer.template("sitemaps.xml", url_path, &context)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::{BuildCache, Options, analyze};
    use crate::source::Source;

    /// The sitemaps of two pages with at most `max` pages and `max_bytes` bytes each, as text by URL path.
    fn rendered(max: usize, max_bytes: u64) -> Vec<(String, String)> {
        let config = ("content/site.yaml", "base_url: https://mau.example/dvk/\n");
        let source = Source::memory([config], Date::new(2026, 11, 23).unwrap()).value;
        let site = analyze(&source, &Options::default(), &mut BuildCache::default()).value;
        let renderer = site.renderer().value;
        let page = |name: &str| SitemapPage { url_path: format!("{name}.html"), last_changed: Date::new(2026, 1, 2) };
        let text = |output: &Output| match output.render(&renderer).unwrap() {
            Rendered::Bytes(bytes) => String::from_utf8(bytes.into_owned()).unwrap(),
            _ => unreachable!(),
        };
        let outputs = sitemaps(vec![page("a"), page("b")], 10, max, max_bytes);
        outputs.iter().map(|output| (output.url_path.clone(), text(output))).collect()
    }

    #[test]
    fn a_small_site_has_one_sitemap() {
        let [(path, text)] = &rendered(2, u64::MAX)[..] else { panic!("one sitemap") };
        assert_eq!(path, "sitemap.xml");
        assert!(text.contains("<url><loc>https://mau.example/dvk/a.html</loc><lastmod>2026-01-02</lastmod></url>"));
        assert!(text.contains("<loc>https://mau.example/dvk/b.html</loc>"));
    }

    #[test]
    fn a_large_site_has_an_index_of_sitemaps() {
        assert_eq!(rendered(1, u64::MAX), rendered(50_000, 200), "too many pages, or too many bytes");
        let [(path, index), (first_path, first), (second_path, second)] = &rendered(1, u64::MAX)[..] else {
            panic!("three files")
        };
        assert_eq!([path, first_path, second_path], ["sitemap.xml", "sitemap-1.xml", "sitemap-2.xml"]);
        assert!(index.contains("<sitemap><loc>https://mau.example/dvk/sitemap-2.xml</loc></sitemap>"));
        assert!(!index.contains("a.html"));
        assert!(first.contains("a.html") && !first.contains("b.html"));
        assert!(second.contains("b.html") && !second.contains("a.html"));
    }
}
