//! Pictures and attachments of `content/` that pages point to.

use super::super::{Output, OutputKind, PlanContext, PublishOrder};
use crate::catalog::Catalog;
use crate::finding::Finding;
use crate::fingerprint::Fingerprint;
use crate::media::MediaOutput;
use crate::render::{Rendered, Renderer};
use crate::text::SitePath;

/// A file that is published of the one at `path` in `content/`.
#[derive(Debug)]
struct Attachment {
    path: SitePath,
    file: MediaOutput,
}

pub(crate) fn plan(context: &PlanContext<'_>) -> Vec<Output> {
    let files = context.catalog.files.iter().flat_map(|(path, published)| {
        let outputs = published.media.outputs().into_iter();
        outputs.map(|file| Output::new(published.url_path.clone(), Attachment { path: path.clone(), file }))
    });
    files.collect()
}

impl OutputKind for Attachment {
    fn order(&self) -> PublishOrder {
        PublishOrder::Asset
    }

    fn render<'o>(&'o self, _: &'o Renderer<'_>, _: &str) -> Result<Rendered<'o>, Box<Finding>> {
        Ok(Rendered::Media(&self.file))
    }

    fn fingerprint(&self) -> Option<Fingerprint> {
        Some(self.file.fingerprint())
    }

    fn source(&self, _: &Catalog) -> Option<SitePath> {
        Some(self.path.clone())
    }
}
