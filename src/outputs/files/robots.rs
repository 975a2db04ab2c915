//! `robots.txt`: everything may be read; where the sitemap is.

use serde::Serialize;

use super::super::{Output, OutputKind, PlanContext, PublishOrder};
use crate::finding::Finding;
use crate::render::{Rendered, Renderer};
use crate::route;

#[derive(Debug)]
struct Robots;

/// `robots`: what search engines are told.
#[derive(Debug, Serialize)]
struct RobotsView {
    /// Absolute URL of the sitemap; none if the site has no `base_url` and therefore no sitemap.
    sitemap: Option<String>,
}

pub(crate) fn plan(_: &PlanContext<'_>) -> Vec<Output> {
    vec![Output::new(route::ROBOTS, Robots)]
}

impl OutputKind for Robots {
    fn order(&self) -> PublishOrder {
        PublishOrder::Index
    }

    fn render<'o>(&'o self, renderer: &'o Renderer<'_>, url_path: &str) -> Result<Rendered<'o>, Box<Finding>> {
        let mut context = renderer.context();
        context.insert("robots", &RobotsView { sitemap: renderer.absolute(route::SITEMAP) });
        renderer.template("robots.txt", url_path, &context)
    }
}
