//! What every page has: title, address, breadcrumbs, previews, structured data.

use serde_json::json;

use super::Press;
use super::view::{Link, ModelView, PageView};
use crate::catalog::{Catalog, ModelId};
use crate::route;
use crate::schema::{MenuTarget, Site};

impl Press<'_> {
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

    /// schema.org data of a model's page: an article about a practice in a place, with its breadcrumbs.
    pub(super) fn json_ld(&self, id: ModelId, view: &ModelView, page: &PageView) -> String {
        let model = self.catalog.model(id);
        let places: Vec<_> =
            view.place.now.iter().map(|now| json!({"@type": "AdministrativeArea", "name": now.label})).collect();
        let mut article = json!({
            "@context": "https://schema.org",
            "@type": "Article",
            "headline": view.title,
            "description": page.description,
            "inLanguage": self.catalog.site.language,
            "about": view.field.label,
            "keywords": view.tags.iter().map(|tag| tag.label.as_str()).collect::<Vec<_>>().join(", "),
            "contentLocation": {"@type": "Place", "name": view.place.then, "containedInPlace": places},
            "publisher": {"@type": "Organization", "name": self.catalog.site.title},
            "isBasedOn": view.sources.iter().filter(|s| !s.url.is_empty()).map(|s| s.url.as_str()).collect::<Vec<_>>(),
            "award": view.awards.iter().map(|award| award_line(&award.form, &award.year.label)).collect::<Vec<_>>(),
        });
        let mut set = |key: &str, value: Option<serde_json::Value>| {
            if let Some(value) = value {
                article[key] = value;
            }
        };
        set(
            "author",
            (!view.organisation.is_empty()).then(|| json!({"@type": "Organization", "name": view.organisation})),
        );
        set("url", page.canonical.as_ref().map(|url| json!(url)));
        set("mainEntityOfPage", page.canonical.as_ref().map(|url| json!(url)));
        set("image", page.image.as_ref().map(|url| json!(url)));
        set("dateModified", model.updated.map(|date| json!(date.to_string())));
        if let Some(map) = article.as_object_mut() {
            map.retain(|_, value| !(value.as_array().is_some_and(Vec::is_empty) || value.as_str() == Some("")));
        }
        script_safe(&article.to_string())
    }
}

fn award_line(form: &str, year: &str) -> String {
    if form.is_empty() { year.to_owned() } else { format!("{form} ({year})") }
}

/// JSON that can stand inside a script element: no `<`, and none of the two line breaks JavaScript knows and JSON does not.
pub(super) fn script_safe(json: &str) -> String {
    json.replace('<', "\\u003c").replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029")
}

/// The overviews that have something to show.
pub(super) fn overviews(catalog: &Catalog, label: impl Fn(route::By) -> String) -> Vec<Link> {
    let shown = route::By::OVERVIEWS.into_iter().filter(|&by| catalog.listings_by(by).next().is_some());
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
        assert_eq!(script_safe("{\"a\":\"</script>\"}"), "{\"a\":\"\\u003c/script>\"}");
    }
}
