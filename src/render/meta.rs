//! What every page has: title, address, breadcrumbs, previews, structured data.

use serde::Serialize;

use super::Renderer;
use super::view::{Link, ModelView, PageView};
use crate::catalog::{Catalog, ModelId};
use crate::route;
use crate::schema::{MenuTarget, Site};

impl Renderer<'_> {
    /// The view of a page; `trail` is what stands in the breadcrumbs after the first page.
    pub(super) fn page(
        &self,
        kind: &'static str,
        address: &str,
        title: &str,
        description: String,
        trail: Vec<Link>,
    ) -> PageView {
        let home = Link { label: self.word("home.crumb"), url: Some(route::HOME.to_owned()) };
        PageView {
            kind,
            root: route::root_from(address),
            url: address.to_owned(),
            title: title.to_owned(),
            description,
            canonical: self.absolute(address),
            image: None,
            feed: None,
            breadcrumbs: if trail.is_empty() { Vec::new() } else { std::iter::once(home).chain(trail).collect() },
            json_ld: None,
            noindex: false,
        }
    }

    /// The absolute address of a page, if the site has one.
    pub(super) fn absolute(&self, address: &str) -> Option<String> {
        self.catalog.site.base_url.as_deref().map(|base| route::absolute(base, address))
    }

    /// schema.org data of a model's page: an article about a practice in a place.
    pub(super) fn json_ld(&self, id: ModelId, view: &ModelView, page: &PageView) -> String {
        let places = view.place.now.iter().map(|now| Thing::named("AdministrativeArea", &now.label));
        let canonical = page.canonical.as_deref();
        let article = Article {
            context: "https://schema.org",
            kind: "Article",
            about: &view.field.label,
            author: view.organisation.as_ref().map(|organisation| Thing::named("Organization", &organisation.label)),
            award: view.awards.iter().map(|award| award_line(&award.form, &award.year.label)).collect(),
            content_location: Place { kind: "Place", contained_in_place: places.collect(), name: &view.place.then },
            date_modified: self.catalog.model(id).updated.map(|date| date.to_string()),
            description: &page.description,
            headline: &view.title,
            image: page.image.as_deref(),
            in_language: &self.catalog.site.language,
            is_based_on: view.sources.iter().map(|source| source.url.as_str()).filter(|url| !url.is_empty()).collect(),
            keywords: view.tags.iter().map(|tag| tag.label.as_str()).collect::<Vec<_>>().join(", "),
            main_entity_of_page: canonical,
            publisher: Thing::named("Organization", &self.catalog.site.title),
            url: canonical,
        };
        // Texts and lists of texts always become JSON.
        script_safe(serde_json::to_string(&article).unwrap_or_default())
    }
}

/// <https://schema.org/Article>; what is empty is left out.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Article<'v> {
    #[serde(rename = "@context")]
    context: &'static str,
    #[serde(rename = "@type")]
    kind: &'static str,
    #[serde(skip_serializing_if = "str::is_empty")]
    about: &'v str,
    #[serde(skip_serializing_if = "Option::is_none")]
    author: Option<Thing<'v>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    award: Vec<String>,
    content_location: Place<'v>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_modified: Option<String>,
    #[serde(skip_serializing_if = "str::is_empty")]
    description: &'v str,
    headline: &'v str,
    #[serde(skip_serializing_if = "Option::is_none")]
    image: Option<&'v str>,
    in_language: &'v str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    is_based_on: Vec<&'v str>,
    #[serde(skip_serializing_if = "String::is_empty")]
    keywords: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    main_entity_of_page: Option<&'v str>,
    publisher: Thing<'v>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'v str>,
}

/// A thing of some type by its name.
#[derive(Serialize)]
struct Thing<'v> {
    #[serde(rename = "@type")]
    kind: &'static str,
    name: &'v str,
}

impl<'v> Thing<'v> {
    fn named(kind: &'static str, name: &'v str) -> Self {
        Self { kind, name }
    }
}

/// <https://schema.org/Place>: as it was named, and what it lies in now.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Place<'v> {
    #[serde(rename = "@type")]
    kind: &'static str,
    contained_in_place: Vec<Thing<'v>>,
    name: &'v str,
}

fn award_line(form: &str, year: &str) -> String {
    if form.is_empty() { year.to_owned() } else { format!("{form} ({year})") }
}

/// JSON that can stand inside a script element: no `<`, and none of the two line breaks JavaScript knows and JSON does not.
pub(super) fn script_safe(json: String) -> String {
    let escapes = [('<', "\\u003c"), ('\u{2028}', "\\u2028"), ('\u{2029}', "\\u2029")];
    // Few texts have any of them.
    escapes
        .into_iter()
        .fold(json, |json, (sign, escape)| if json.contains(sign) { json.replace(sign, escape) } else { json })
}

/// The overviews that have something to show.
pub(super) fn overviews(catalog: &Catalog, label: impl Fn(route::ListingKind) -> String) -> Vec<Link> {
    let shown = route::ListingKind::overviews().filter(|&by| catalog.listings_by(by).next().is_some());
    shown.map(|by| Link { label: label(by), url: Some(by.overview()) }).collect()
}

/// The editor's menu.
pub(super) fn menu(site: &Site) -> Vec<Link> {
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
