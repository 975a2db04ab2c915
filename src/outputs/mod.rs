//! Every file of the built site: what kinds of output there are, which files each kind makes, and how.
//!
//! A kind of output is one file in `pages/` (HTML) or `files/` (everything else). It implements [`OutputKind`] and has a
//! `plan` function that names its files; [`plan`](mod@plan) lists these functions in one table. To add a kind, write
//! that file and add its `plan` to the table.
//!
//! Planning names every file before any is rendered, so that two outputs with one URL path, and links that lead to no
//! page, are found first. Nothing here reads or writes a disk.

mod check;
mod encoded;
mod files;
mod limits;
mod offline;
mod pages;
mod plan;

use std::borrow::Cow;
use std::fmt::Debug;
use std::sync::OnceLock;

use rustc_hash::{FxHashMap, FxHashSet};
use sha2::{Digest, Sha256};

use crate::cache::Key;
use crate::catalog::Catalog;
use crate::finding::{Code, Finding};
use crate::fingerprint::Fingerprint;
use crate::image::Refusal;
use crate::media;
use crate::render::{Rendered, Renderer};
use crate::text::{Date, SitePath};

pub(crate) use check::check;
pub(crate) use encoded::Encoded;
pub(crate) use files::assets::SEARCH_SCRIPT;
pub use files::search_index::documents;
pub(crate) use limits::beyond as beyond_limits;
use pages::listing::pages_of;
pub use plan::SitePlan;
pub(crate) use plan::{OnDemand, PlanContext, SearchPlan};

/// One kind of output; a value of the implementing type is one file to be made.
pub(crate) trait OutputKind: Debug + Send + Sync {
    /// When the file is put in place while publishing.
    fn order(&self) -> PublishOrder;

    /// Makes the file at `url_path`. A template that fails is a finding.
    fn render<'o>(&'o self, renderer: &'o Renderer<'_>, url_path: &str) -> Result<Rendered<'o>, Box<Finding>>;

    /// The bytes, if they are known without rendering.
    fn bytes(&self) -> Option<&[u8]> {
        None
    }

    /// Length and hash of the bytes, if they are known without rendering. A file that is published with this fingerprint
    /// is not rendered.
    fn fingerprint(&self) -> Option<Fingerprint> {
        None
    }

    /// What the bytes are drawn from, where drawing takes long. A file with the same key has the same bytes, so what an
    /// earlier run knew of them is still true.
    fn drawn_from(&self, renderer: &Renderer<'_>) -> Option<Key> {
        let _ = renderer;
        None
    }

    /// The maker of a file that describes other files; it is called in place of [`Self::render`].
    fn late(&self) -> Option<&dyn LateOutput> {
        None
    }

    /// What makes the file, if it is a compressed copy of another; it is asked in place of [`Self::render`].
    fn encoded(&self) -> Option<&Encoded> {
        None
    }

    /// Whether the sitemap names the file.
    fn in_sitemap(&self) -> bool {
        false
    }

    /// The day its content last changed for readers, where that is known.
    fn last_changed(&self, catalog: &Catalog) -> Option<Date> {
        let _ = catalog;
        None
    }

    /// The file of `content/` that asked for it; `None` for what every site has.
    fn source(&self, catalog: &Catalog) -> Option<SitePath> {
        let _ = catalog;
        None
    }

    /// Whether it is the page of a Markdown file. Two of these with one URL path are two files with one slug, which the
    /// catalog reports.
    fn is_entry(&self) -> bool {
        false
    }

    /// The page that this file is another form of (a feed of a listing).
    fn alternate_of(&self) -> Option<Alternate> {
        None
    }
}

/// A file that is made from lengths and hashes of others, after them.
pub(crate) trait LateOutput {
    /// URL paths of the outputs that it is made from what is known of; none of them is late.
    fn describes(&self) -> &[String];

    /// Those of them whose SHA-256 it needs, not only their lengths.
    fn hashes(&self) -> &[String] {
        self.describes()
    }

    /// Makes the file. `described` has at least the outputs that it describes; in a build all but the late ones.
    fn render(&self, renderer: &Renderer<'_>, described: &Described<'_>) -> Vec<u8>;
}

/// Says that an output is another form of a page; `<link rel="alternate">` on the page names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Alternate {
    /// URL path of the page.
    pub(crate) page: String,
    /// Media type of this form.
    pub(crate) media_type: &'static str,
    /// Title of this form: the listing's label.
    pub(crate) title: String,
    /// What a link to it says.
    pub(crate) label: String,
}

/// When a file is put in place: what others link to comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum PublishOrder {
    /// Files with a hash in their name, pictures, the search's data.
    Asset,
    /// Pages of models, ordinary pages, redirects.
    Page,
    /// Listings, overviews, counts and data.
    Listing,
    /// The home page, feeds, sitemap.
    Index,
}

/// One file of the site.
#[derive(Debug)]
pub struct Output {
    /// Where it stands, relative to the site's root; always `/` between the parts.
    pub url_path: String,
    kind: Box<dyn OutputKind>,
    /// Whether a late output needs its SHA-256.
    is_hashed: bool,
    /// Length and hash of the bytes, once they are known from this run or an earlier one.
    known: OnceLock<Fingerprint>,
}

impl Output {
    pub(crate) fn new(url_path: impl Into<String>, kind: impl OutputKind + 'static) -> Self {
        Self { url_path: url_path.into(), kind: Box::new(kind), is_hashed: false, known: OnceLock::new() }
    }

    /// When it is put in place while publishing.
    pub fn order(&self) -> PublishOrder {
        self.kind.order()
    }

    /// The bytes, if they are known without rendering.
    pub(crate) fn bytes(&self) -> Option<&[u8]> {
        self.kind.bytes()
    }

    /// Length and hash of the bytes, if they are known without rendering.
    pub(crate) fn fingerprint(&self) -> Option<Fingerprint> {
        self.kind.fingerprint().or_else(|| self.known.get().copied())
    }

    /// What the bytes are drawn from, where drawing takes long.
    pub(crate) fn drawn_from(&self, renderer: &Renderer<'_>) -> Option<Key> {
        self.kind.drawn_from(renderer)
    }

    /// Tells the output what its bytes are known to be.
    pub(crate) fn set_fingerprint(&self, known: Fingerprint) {
        // They are the same whoever tells it first.
        let _ = self.known.set(known);
    }

    /// Makes the file. A template that fails is a finding.
    pub fn render<'o>(&'o self, renderer: &'o Renderer<'_>) -> Result<Rendered<'o>, Box<Finding>> {
        self.kind.render(renderer, &self.url_path)
    }

    /// Reports that the picture which this is made of cannot be used.
    pub(crate) fn bad_picture(&self, catalog: &Catalog, why: &Refusal) -> Finding {
        let file = self.kind.source(catalog).unwrap_or_else(|| SitePath::new(&self.url_path));
        let finding = media::bad_picture(&file, why);
        match catalog.first_use(&file) {
            Some((user, span)) => user.unusable(&finding, span, Code::BadPicture),
            None => finding,
        }
    }

    /// The maker of a late output: one made from lengths and hashes of others.
    pub(crate) fn late(&self) -> Option<&dyn LateOutput> {
        self.kind.late()
    }

    /// What makes a compressed copy of another output.
    pub(crate) fn encoded(&self) -> Option<&Encoded> {
        self.kind.encoded()
    }

    /// When it can be made.
    pub(crate) fn phase(&self) -> Phase {
        match (self.late(), self.encoded()) {
            (_, Some(_)) => Phase::Copy,
            (Some(_), None) => Phase::Late,
            (None, None) => Phase::First,
        }
    }

    /// Makes a late output by itself: renders, with `render`, the outputs that it describes.
    pub(crate) fn render_late<'o, E>(
        late: &dyn LateOutput,
        renderer: &Renderer<'_>,
        outputs: &'o [Output],
        render: impl Fn(&'o Output) -> Result<Cow<'o, [u8]>, E>,
    ) -> Result<Vec<u8>, E> {
        let wanted: FxHashSet<&str> = late.describes().iter().map(String::as_str).collect();
        let described = outputs
            .iter()
            .filter(|output| output.late().is_none() && wanted.contains(&*output.url_path))
            .map(|output| Ok((output.url_path.as_str(), output.describe(&render(output)?))))
            .collect::<Result<Described<'_>, E>>()?;
        Ok(late.render(renderer, &described))
    }

    /// What late outputs are told of it, given its bytes.
    pub(crate) fn describe(&self, bytes: &[u8]) -> Known {
        let sha256 = self.is_hashed.then(|| Sha256::digest(bytes).into());
        Known { fingerprint: Fingerprint::of(bytes), sha256 }
    }

    /// Position in the order of publishing.
    fn sort_key(&self) -> (PublishOrder, &str) {
        (self.order(), &self.url_path)
    }
}

/// When an output can be made: after all of the phases before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Phase {
    /// Made from content and theme.
    First,
    /// Made from lengths and hashes of outputs of the first phase.
    Late,
    /// A compressed copy of any of these.
    Copy,
}

impl Phase {
    /// All of them, in their order.
    pub(crate) const ALL: [Self; 3] = [Self::First, Self::Late, Self::Copy];
}

/// What is known of a rendered output without keeping its bytes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Known {
    pub(crate) fingerprint: Fingerprint,
    /// Of outputs of which a late one [needs it](LateOutput::hashes).
    pub(crate) sha256: Option<[u8; 32]>,
}

/// What is known of rendered outputs, by URL path.
pub(crate) type Described<'o> = FxHashMap<&'o str, Known>;

/// An output without content, for tests of publishing.
#[cfg(test)]
mod placed {
    use super::{Finding, Fingerprint, Output, OutputKind, PublishOrder, Rendered, Renderer};

    #[derive(Debug)]
    struct Placed(PublishOrder, Option<Fingerprint>);

    impl OutputKind for Placed {
        fn order(&self) -> PublishOrder {
            self.0
        }

        fn render<'o>(&'o self, _: &'o Renderer<'_>, _: &str) -> Result<Rendered<'o>, Box<Finding>> {
            Ok(Vec::new().into())
        }

        fn fingerprint(&self) -> Option<Fingerprint> {
            self.1
        }
    }

    impl Output {
        pub(crate) fn placed(url_path: &str, order: PublishOrder) -> Self {
            Self::new(url_path, Placed(order, None))
        }

        /// One whose bytes are known by their fingerprint.
        pub(crate) fn known(url_path: &str, fingerprint: Fingerprint) -> Self {
            Self::new(url_path, Placed(PublishOrder::Asset, Some(fingerprint)))
        }
    }
}
