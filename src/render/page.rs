//! What every page has: title, address, breadcrumbs, previews, structured data.

use serde::Serialize;

use super::Renderer;
use super::view::{Html, Link, PageView};
use crate::catalog::Catalog;
use crate::route::{self, ListingKind};
use crate::schema::{MenuTarget, SiteConfig};

impl Renderer<'_> {
    /// The view of a page; `trail` is what stands in the breadcrumbs after the first page.
    pub(crate) fn page(
        &self,
        kind: &'static str,
        url_path: &str,
        title: &str,
        description: String,
        trail: Vec<Link>,
    ) -> PageView {
        let home = Link { label: self.word("home.crumb"), url: Some(route::HOME.to_owned()) };
        let breadcrumbs: Vec<Link> =
            if trail.is_empty() { Vec::new() } else { std::iter::once(home).chain(trail).collect() };
        PageView {
            kind,
            root: route::root_from(url_path),
            url: url_path.to_owned(),
            title: title.to_owned(),
            description,
            canonical: self.absolute(url_path),
            image: self.site_preview(),
            feeds: Vec::new(),
            trail_json_ld: self.trail_json_ld(&breadcrumbs).into(),
            breadcrumbs,
            json_ld: Html::from(""),
            noindex: false,
        }
    }

    /// schema.org data of breadcrumbs. Only with absolute addresses: others mean nothing to those who read them. Search
    /// engines want two crumbs at least; where two lead to the page, the page itself is left out.
    fn trail_json_ld<'t>(&self, breadcrumbs: &'t [Link]) -> Option<String> {
        self.catalog.site.base_url.as_ref()?;
        let item = |(position, crumb): (usize, &'t Link)| Crumb {
            kind: "ListItem",
            item: crumb.url.as_deref().and_then(|url| self.absolute(url)),
            name: &crumb.label,
            position,
        };
        let before = breadcrumbs.len().saturating_sub(1).max(2);
        let items: Vec<Crumb<'_>> = (1..).zip(breadcrumbs.iter().take(before)).map(item).collect();
        let list = Trail { context: "https://schema.org", kind: "BreadcrumbList", items };
        let list = (!list.items.is_empty()).then(|| serde_json::to_string(&list).ok()).flatten()?;
        Some(script_safe(list))
    }

    /// The absolute address of a page, if the site has one.
    pub(crate) fn absolute(&self, url_path: &str) -> Option<String> {
        self.catalog.site.base_url.as_deref().map(|base| route::absolute(base, url_path))
    }
}

/// The way from the first page to this one, as schema.org writes it.
#[derive(Serialize)]
struct Trail<'t> {
    #[serde(rename = "@context")]
    context: &'static str,
    #[serde(rename = "@type")]
    kind: &'static str,
    #[serde(rename = "itemListElement")]
    items: Vec<Crumb<'t>>,
}

#[derive(Serialize)]
struct Crumb<'t> {
    #[serde(rename = "@type")]
    kind: &'static str,
    /// The address; absent for a page without one.
    #[serde(skip_serializing_if = "Option::is_none")]
    item: Option<String>,
    name: &'t str,
    /// From 1.
    position: usize,
}

/// JSON that can stand inside a script element: no `<`, and none of the two line breaks JavaScript knows and JSON does not.
pub(crate) fn script_safe(json: String) -> String {
    let escapes = [('<', "\\u003c"), ('\u{2028}', "\\u2028"), ('\u{2029}', "\\u2029")];
    // Few texts have any of them.
    escapes
        .into_iter()
        .fold(json, |json, (sign, escape)| if json.contains(sign) { json.replace(sign, escape) } else { json })
}

/// The overviews from which there is something to choose: at least two values that have models. What sources call models is
/// nothing that people look for; the statistics and each model's page lead to it.
pub(crate) fn overviews(catalog: &Catalog) -> impl Iterator<Item = ListingKind> {
    let filled = |by| catalog.listings_by(by).filter(|listing| !listing.models.is_empty()).nth(1).is_some();
    ListingKind::overviews().filter(move |&by| by != ListingKind::Called && filled(by))
}

/// The editor's menu.
pub(crate) fn menu(site: &SiteConfig) -> Vec<Link> {
    let link = |entry: &crate::schema::MenuEntry| {
        let url = match &entry.target {
            MenuTarget::Page(slug) => route::page(&slug.value),
            MenuTarget::Url(url) => url.clone(),
        };
        Link { label: entry.label.clone(), url: Some(url) }
    };
    site.menu.iter().map(link).collect()
}

#[cfg(test)]
mod tests {
    use super::script_safe;

    #[test]
    fn a_title_cannot_close_the_script() {
        assert_eq!(script_safe("{\"a\":\"</script>\"}".to_owned()), "{\"a\":\"\\u003c/script>\"}");
    }
}
