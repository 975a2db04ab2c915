//! Pictures and attachments of `content/` that pages point to.

use rustc_hash::FxHashSet;

use super::super::{Output, OutputKind, PlanContext, PublishOrder};
use crate::cache::Key;
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
    let mut planned = FxHashSet::default();
    // Copies of one file share their addresses.
    let once = context.catalog.files.iter().filter(|(_, published)| planned.insert(&published.url_path));
    let files = once.flat_map(|(path, published)| {
        published.files().map(|(url_path, file)| Output::new(url_path, Attachment { path: path.clone(), file }))
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
        self.file.fingerprint()
    }

    fn drawn_from(&self, _: &Renderer<'_>) -> Option<Key> {
        self.file.made_from()
    }

    fn source(&self, _: &Catalog) -> Option<SitePath> {
        Some(self.path.clone())
    }
}
