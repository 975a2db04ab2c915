//! Old addresses (`aliases` in the front matter): pages that lead to the present one.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde::Serialize;

use super::super::{Output, OutputKind, PlanContext, PublishOrder};
use crate::catalog::Catalog;
use crate::entry::Entry;
use crate::finding::Finding;
use crate::render::{Rendered, Renderer};
use crate::route;
use crate::text::{SitePath, Spanned};

/// A page at an old address.
#[derive(Debug)]
struct Redirect {
    /// URL path of the page it has become.
    to: Arc<str>,
    /// That page's title.
    title: Arc<str>,
    /// That page's file.
    source: SitePath,
}

/// `redirect`: a former address.
#[derive(Debug, Serialize)]
struct RedirectView {
    /// Title of the page that is now elsewhere.
    title: String,
    /// URL of that page.
    url: String,
}

pub(crate) fn plan(context: &PlanContext<'_>) -> Vec<Output> {
    let mut outputs = Vec::new();
    for model in &context.catalog.models {
        let front_matter = model.front_matter();
        let to = route::model(&model.entry.slug);
        outputs.extend(redirects(&model.entry, &front_matter.aliases, &to, &front_matter.title.value));
    }
    for page in &context.catalog.pages {
        let front_matter = &page.entry.front_matter;
        let to = route::page(&page.entry.slug);
        outputs.extend(redirects(&page.entry, &front_matter.aliases, &to, &front_matter.title.value));
    }
    outputs
}

/// One output for each old address of an entry; its present address is none of them.
fn redirects<M>(entry: &Entry<M>, aliases: &[Spanned<String>], to: &str, title: &str) -> Vec<Output> {
    if aliases.is_empty() {
        return Vec::new();
    }
    let old: BTreeSet<String> =
        aliases.iter().filter_map(|alias| route::alias(&alias.value)).filter(|old| old != to).collect();
    let (to, title): (Arc<str>, Arc<str>) = (to.into(), title.into());
    let redirect = |url_path: String| {
        let redirect = Redirect { to: to.clone(), title: title.clone(), source: entry.path.clone() };
        Output::new(url_path, redirect)
    };
    old.into_iter().map(redirect).collect()
}

impl OutputKind for Redirect {
    fn order(&self) -> PublishOrder {
        PublishOrder::Page
    }

    fn render<'o>(&'o self, renderer: &'o Renderer<'_>, url_path: &str) -> Result<Rendered<'o>, Box<Finding>> {
        let mut page = renderer.page("redirect", url_path, &self.title, String::new(), Vec::new());
        page.canonical = renderer.absolute(&self.to);
        page.noindex = true;
        let mut context = renderer.context();
        context.insert("page", &page);
        context.insert("redirect", &RedirectView { title: self.title.to_string(), url: self.to.to_string() });
        renderer.template("redirect.html", url_path, &context)
    }

    fn source(&self, _: &Catalog) -> Option<SitePath> {
        Some(self.source.clone())
    }
}
