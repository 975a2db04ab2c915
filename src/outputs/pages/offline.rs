//! The page of what can be read without a line. It is also shown in place of a page that is not on the machine.

use super::super::{Output, OutputKind, PlanContext, PublishOrder};
use crate::finding::Finding;
use crate::render::view::Link;
use crate::render::{Rendered, Renderer};
use crate::route;

#[derive(Debug)]
struct OfflinePage;

pub(crate) fn plan(context: &PlanContext<'_>) -> Vec<Output> {
    if !context.catalog.site.offline {
        return Vec::new();
    }
    vec![Output::new(route::OFFLINE, OfflinePage)]
}

impl OutputKind for OfflinePage {
    fn order(&self) -> PublishOrder {
        PublishOrder::Listing
    }

    fn render<'o>(&'o self, renderer: &'o Renderer<'_>, url_path: &str) -> Result<Rendered<'o>, Box<Finding>> {
        let title = renderer.word("offline.title");
        let trail = vec![Link { label: title.clone(), url: None }];
        let mut page = renderer.page("offline", url_path, &title, renderer.word("offline.description"), trail);
        page.noindex = true;
        renderer.html_page("offline.html", &page, renderer.context())
    }
}
