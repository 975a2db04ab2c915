//! The search page: an empty frame that the search script fills.

use super::super::{Output, OutputKind, PlanContext, PublishOrder};
use crate::finding::Finding;
use crate::render::view::Link;
use crate::render::{Rendered, Renderer};
use crate::route;

#[derive(Debug)]
struct SearchPage;

pub(crate) fn plan(_: &PlanContext<'_>) -> Vec<Output> {
    vec![Output::new(route::SEARCH, SearchPage)]
}

impl OutputKind for SearchPage {
    fn order(&self) -> PublishOrder {
        PublishOrder::Listing
    }

    fn render<'o>(&'o self, renderer: &'o Renderer<'_>, url_path: &str) -> Result<Rendered<'o>, Box<Finding>> {
        let title = renderer.word("search.title");
        let trail = vec![Link { label: title.clone(), url: None }];
        let mut page = renderer.page("search", url_path, &title, renderer.word("search.description"), trail);
        page.noindex = true;
        renderer.html_page("search.html", &page, renderer.context())
    }
}
