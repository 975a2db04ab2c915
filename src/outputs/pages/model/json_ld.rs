//! schema.org description of a model's page: an article about a practice in a place.

use serde::Serialize;

use super::view::ModelView;
use crate::catalog::ModelId;
use crate::render::Renderer;
use crate::render::page::script_safe;
use crate::render::view::PageView;

impl Renderer<'_> {
    /// schema.org data of a model's page: an article about a practice in a place.
    pub(super) fn json_ld(&self, id: ModelId, view: &ModelView, page: &PageView) -> String {
        let now = &self.catalog.model(id).place.now;
        let now: Vec<String> = now.iter().map(|&unit| self.catalog.gazetteer.full_name(unit)).collect();
        let places = now.iter().map(|name| Thing::named("AdministrativeArea", name));
        let canonical = page.canonical.as_deref();
        let article = Article {
            context: "https://schema.org",
            kind: "Article",
            about: &view.field.label,
            author: view.organisation.as_ref().map(|organisation| Thing::named("Organization", &organisation.label)),
            award: view.awards.iter().map(|award| award_line(&award.form, &award.year.label)).collect(),
            content_location: SchemaPlace {
                kind: "Place",
                contained_in_place: places.collect(),
                name: &view.place.then,
            },
            date_modified: self.catalog.model(id).updated.map(|date| date.to_string()),
            headline: &view.title,
            image: view.cover.as_ref().and_then(|cover| self.absolute(&cover.url)),
            in_language: &self.catalog.site.language,
            is_based_on: view.sources.iter().map(|source| source.url.as_str()).filter(|url| !url.is_empty()).collect(),
            keywords: view.tags.iter().map(|tag| tag.label.as_str()).collect::<Vec<_>>().join(", "),
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
    content_location: SchemaPlace<'v>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_modified: Option<String>,
    headline: &'v str,
    #[serde(skip_serializing_if = "Option::is_none")]
    image: Option<String>,
    in_language: &'v str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    is_based_on: Vec<&'v str>,
    #[serde(skip_serializing_if = "String::is_empty")]
    keywords: String,
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
struct SchemaPlace<'v> {
    #[serde(rename = "@type")]
    kind: &'static str,
    contained_in_place: Vec<Thing<'v>>,
    name: &'v str,
}

fn award_line(form: &str, year: &str) -> String {
    if form.is_empty() { year.to_owned() } else { format!("{form} ({year})") }
}
