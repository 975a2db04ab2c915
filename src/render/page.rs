//! What every page has: title, address, breadcrumbs, previews, structured data.

use super::Renderer;
use super::view::{Html, Link, PageView};
use crate::catalog::Catalog;
use crate::route;
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
        PageView {
            kind,
            root: route::root_from(url_path),
            url: url_path.to_owned(),
            title: title.to_owned(),
            description,
            canonical: self.absolute(url_path),
            image: None,
            feeds: Vec::new(),
            breadcrumbs: if trail.is_empty() { Vec::new() } else { std::iter::once(home).chain(trail).collect() },
            json_ld: Html::from(""),
            noindex: false,
        }
    }

    /// The absolute address of a page, if the site has one.
    pub(crate) fn absolute(&self, url_path: &str) -> Option<String> {
        self.catalog.site.base_url.as_deref().map(|base| route::absolute(base, url_path))
    }
}

/// JSON that can stand inside a script element: no `<`, and none of the two line breaks JavaScript knows and JSON does not.
pub(crate) fn script_safe(json: String) -> String {
    let escapes = [('<', "\\u003c"), ('\u{2028}', "\\u2028"), ('\u{2029}', "\\u2029")];
    // Few texts have any of them.
    escapes
        .into_iter()
        .fold(json, |json, (sign, escape)| if json.contains(sign) { json.replace(sign, escape) } else { json })
}

/// The overviews that have something to show.
pub(crate) fn overviews(catalog: &Catalog, label: impl Fn(route::ListingKind) -> String) -> Vec<Link> {
    let shown = route::ListingKind::overviews().filter(|&by| catalog.listings_by(by).next().is_some());
    shown.map(|by| Link { label: label(by), url: Some(by.overview()) }).collect()
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
