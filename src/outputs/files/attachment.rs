//! Pictures and attachments of `content/` that pages point to.

use super::super::{Output, OutputKind, PlanContext, PublishOrder};
use crate::catalog::Catalog;
use crate::finding::Finding;
use crate::render::{Rendered, Renderer};
use crate::text::SitePath;

/// A file of `content/` by its path.
#[derive(Debug)]
struct Attachment(SitePath);

pub(crate) fn plan(context: &PlanContext<'_>) -> Vec<Output> {
    let files = context.catalog.files.iter();
    files.map(|(path, file)| Output::new(file.url_path.clone(), Attachment(path.clone()))).collect()
}

impl OutputKind for Attachment {
    fn order(&self) -> PublishOrder {
        PublishOrder::Asset
    }

    fn render<'o>(&'o self, _: &'o Renderer<'_>, _: &str) -> Result<Rendered<'o>, Box<Finding>> {
        Ok(Rendered::File(&self.0))
    }

    fn source(&self, _: &Catalog) -> Option<SitePath> {
        Some(self.0.clone())
    }
}
