//! `robots.txt`: everything may be read; where the sitemap is.

use super::super::{Output, OutputKind, PlanContext, PublishOrder};
use crate::finding::Finding;
use crate::render::{Rendered, Renderer};
use crate::route;

#[derive(Debug)]
struct Robots;

pub(crate) fn plan(_: &PlanContext<'_>) -> Vec<Output> {
    vec![Output::new(route::ROBOTS, Robots)]
}

impl OutputKind for Robots {
    fn order(&self) -> PublishOrder {
        PublishOrder::Index
    }

    fn render<'o>(&'o self, renderer: &'o Renderer<'_>, url_path: &str) -> Result<Rendered<'o>, Box<Finding>> {
        let mut context = renderer.context();
        context.insert("page", &renderer.page("robots", url_path, "", String::new(), Vec::new()));
        context.insert("sitemap", &renderer.absolute(route::SITEMAP));
        renderer.template("robots.txt", url_path, &context)
    }
}
