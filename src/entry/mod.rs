//! Parsing one Markdown file: front matter, article and text profile.
//!
//! Parsing is a pure function of the file's path and text, the site's lists and the year, so its result can be cached by
//! content. Links are only collected here; [`crate::catalog`] resolves them.

mod article;
mod kind;
mod needs;
mod pasted;
pub(crate) mod privacy;
mod profile;

use std::sync::Arc;

use crate::finding::{Checked, FileContext};
use crate::front_matter::{self, Node};
use crate::schema::{self, ModelFrontMatter, PageFrontMatter, SiteConfig};
use crate::text::{SitePath, Span};
use crate::vietnamese;

pub(crate) use article::{Article, Part, Reference, ReferenceKind, push_escaped, shorten};
pub(crate) use kind::EntryKind;
pub(crate) use pasted::of_text as pasted_text;
pub(crate) use profile::{BUCKETS, Profile, SKETCH, Term, Terms, word_bucket};

/// The folder of models.
pub(crate) const MODELS: &str = "content/mo-hinh";
/// The folder of ordinary pages.
pub(crate) const PAGES: &str = "content/trang";

/// A Markdown file of the site with front matter `M`.
#[derive(Debug, Clone)]
pub struct Entry<M> {
    /// The file.
    pub path: SitePath,
    /// The file's stem as a slug; part of its address.
    pub slug: String,
    /// The file's text, for findings of later stages.
    pub text: Arc<str>,
    /// Its front matter.
    pub front_matter: M,
    /// The Markdown below the front matter.
    pub article: Article,
    /// The profile of its text; empty for ordinary pages.
    pub profile: Profile,
}

impl<M> Entry<M> {
    /// The file, to make findings from spans.
    pub fn file(&self) -> FileContext<'_> {
        FileContext::new(&self.path, &self.text)
    }
}

/// A parsed Markdown file.
#[derive(Debug, Clone)]
pub(crate) enum Parsed {
    /// A model.
    Model(Arc<Entry<ModelFrontMatter>>),
    /// An ordinary page.
    Page(Arc<Entry<PageFrontMatter>>),
}

/// Whether `path` is a Markdown file of the site.
pub(crate) fn is_entry(path: &SitePath) -> bool {
    path.extension() == "md" && (path.is_in(MODELS) || path.is_in(PAGES))
}

/// Parses one file. `None` if its front matter cannot be read at all; the findings say why.
pub(crate) fn parse(path: &SitePath, text: &Arc<str>, site: &SiteConfig, this_year: u16) -> Checked<Option<Parsed>> {
    let file = FileContext::new(path, text);
    let mut findings = Vec::new();
    let front = front_matter::read(&file).collect(&mut findings);
    findings.extend(pasted::of_entry(&file, &front.root, front.body));
    if front.root.is_broken() {
        return Checked { value: None, findings };
    }
    let article = article::read(&file, front.body).collect(&mut findings);
    findings.extend(privacy::personal_data(&file, &office_spans(&front.root)));
    let (path, slug, text) = (path.clone(), vietnamese::slug(path.stem()), text.clone());
    let parsed = if path.is_in(MODELS) {
        let front_matter = schema::read_model(&file, &front, site, this_year).collect(&mut findings);
        let profile = Profile::of(&front_matter.title.value, texts(&front_matter, &article));
        Parsed::Model(Arc::new(Entry { path, slug, text, front_matter, article, profile }))
    } else {
        let front_matter = schema::read_page(&file, &front, this_year).collect(&mut findings);
        Parsed::Page(Arc::new(Entry { path, slug, text, front_matter, article, profile: Profile::default() }))
    };
    Checked { value: Some(parsed), findings }
}

/// The texts that a model's profile is computed from.
fn texts<'e>(front_matter: &'e ModelFrontMatter, article: &'e Article) -> impl Iterator<Item = &'e str> {
    front_matter.summary.as_deref().into_iter().chain(article.sections.iter().map(|section| section.text.as_str()))
}

/// The spans of the office's contact data.
fn office_spans(root: &Node<'_>) -> Vec<Span> {
    let contact = schema::MODEL.iter().find(|key| key.name == "contact");
    let is_contact = |name: &Node<'_>| contact.is_some_and(|key| name.text().is_some_and(|name| key.is_called(name)));
    root.pairs().iter().filter(|(name, _)| is_contact(name)).map(|(_, value)| value.span).collect()
}
