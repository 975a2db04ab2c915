//! Ordinary pages of `content/trang/`: about the site, the editor's guide, criteria.

use serde::Serialize;

use super::super::{Output, OutputKind, PlanContext, PublishOrder};
use crate::catalog::{Catalog, Page};
use crate::finding::Finding;
use crate::render::view::{HeadingView, Html, Link};
use crate::render::{Rendered, Renderer, article};
use crate::route;
use crate::text::{Date, PartialDate, SitePath};

/// A page by its position in the catalog.
#[derive(Debug)]
struct OrdinaryPage(usize);

/// `article`: an ordinary page, a Markdown file in `content/trang/`.
#[derive(Debug, Serialize)]
struct ArticleView {
    /// Its title.
    title: String,
    /// One sentence about it; may be empty.
    summary: String,
    /// Headings of the text, for a table of contents; empty if there are fewer than three.
    contents: Vec<HeadingView>,
    /// The text.
    body: Html,
    /// When it last changed: `15/10/2025`, or as exactly as the front matter says; none if it is not known.
    updated: Option<String>,
    /// Absolute URL at the git host where the page can be edited; none if the site has no `repository`.
    edit_url: Option<String>,
}

pub(crate) fn plan(context: &PlanContext<'_>) -> Vec<Output> {
    let pages = context.catalog.pages.iter().enumerate();
    pages.map(|(index, page)| Output::new(route::page(&page.entry.slug), OrdinaryPage(index))).collect()
}

impl OrdinaryPage {
    fn page<'c>(&self, catalog: &'c Catalog) -> &'c Page {
        &catalog.pages[self.0]
    }
}

impl OutputKind for OrdinaryPage {
    fn order(&self) -> PublishOrder {
        PublishOrder::Page
    }

    fn render<'o>(&'o self, renderer: &'o Renderer<'_>, url_path: &str) -> Result<Rendered<'o>, Box<Finding>> {
        let page = self.page(renderer.catalog);
        let (front_matter, text) = (&page.entry.front_matter, &page.entry.article);
        let title = &front_matter.title.value;
        let description = front_matter.summary.clone().unwrap_or_else(|| text.opening(160));
        let trail = vec![Link { label: title.clone(), url: None }];
        let view = ArticleView {
            title: title.clone(),
            summary: front_matter.summary.clone().unwrap_or_default(),
            contents: article::contents(text),
            body: renderer.body(text, &page.targets, url_path).into(),
            updated: page.updated.map(PartialDate::from).or(front_matter.updated).map(PartialDate::vietnamese),
            edit_url: renderer.repository.map(|repository| repository.edit_url(page.entry.path.as_str())),
        };
        let mut context = renderer.context();
        context.insert("article", &view);
        renderer.html_page("page.html", &renderer.page("page", url_path, title, description, trail), context)
    }

    fn in_sitemap(&self) -> bool {
        true
    }

    fn last_changed(&self, catalog: &Catalog) -> Option<Date> {
        self.page(catalog).updated
    }

    fn source(&self, catalog: &Catalog) -> Option<SitePath> {
        Some(self.page(catalog).entry.path.clone())
    }

    fn is_entry(&self) -> bool {
        true
    }
}
