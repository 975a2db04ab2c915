//! `404.html`: what a host shows for an address that does not exist.

use super::super::{Output, OutputKind, PlanContext, PublishOrder};
use crate::finding::Finding;
use crate::render::{Rendered, Renderer};
use crate::route;

#[derive(Debug)]
struct Missing;

pub(crate) fn plan(_: &PlanContext<'_>) -> Vec<Output> {
    vec![Output::new(route::MISSING, Missing)]
}

impl OutputKind for Missing {
    fn order(&self) -> PublishOrder {
        PublishOrder::Listing
    }

    fn render<'o>(&'o self, renderer: &'o Renderer<'_>, url_path: &str) -> Result<Rendered<'o>, Box<Finding>> {
        let title = renderer.word("missing.title");
        let mut page = renderer.page("missing", url_path, &title, renderer.word("missing.description"), Vec::new());
        page.noindex = true;
        // It is shown at any depth, so its links start at the site's own path.
        page.root = renderer.catalog.site.base_url.as_deref().map_or_else(|| "/".to_owned(), route::path_of);
        renderer.html_page("404.html", &page, renderer.context())
    }
}
