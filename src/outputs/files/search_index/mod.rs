//! The search's data: the index over all models, cut into files.
//!
//! Only the index itself knows how many files it needs, so it is computed while planning, and only when somebody asks
//! for it (see `plan::ON_DEMAND`). Its files then stand in the plan like all others.

mod documents;

use std::borrow::Cow;

use super::super::{Output, OutputKind, PlanContext, PublishOrder};
use crate::finding::Finding;
use crate::render::{Rendered, Renderer};
use crate::search;

pub use documents::documents;

/// One file of the index.
#[derive(Debug)]
struct IndexFile(Vec<u8>);

pub(crate) fn plan(context: &PlanContext<'_>) -> Vec<Output> {
    let Some(search) = context.search else { return Vec::new() };
    let (documents, facets) = documents(context.catalog);
    let files = search::data(&documents, &facets, context.catalog.site.lang(), search.scripts, search.version);
    files.into_iter().map(|(url_path, bytes)| Output::new(url_path, IndexFile(bytes))).collect()
}

impl OutputKind for IndexFile {
    fn order(&self) -> PublishOrder {
        PublishOrder::Asset
    }

    fn render<'o>(&'o self, _: &'o Renderer<'_>, _: &str) -> Result<Rendered<'o>, Box<Finding>> {
        Ok(Rendered::Bytes(Cow::Borrowed(&self.0)))
    }

    fn bytes(&self) -> Option<&[u8]> {
        Some(&self.0)
    }
}
