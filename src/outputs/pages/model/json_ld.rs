//! schema.org description of a model's page: an article about a practice in a place. It says what search engines read of an
//! article; all that is known of a model is in the open data.

use serde::Serialize;

use super::view::ModelView;
use crate::catalog::ModelId;
use crate::render::Renderer;
use crate::render::page::script_safe;

impl Renderer<'_> {
    /// schema.org data of a model's page.
    pub(super) fn json_ld(&self, id: ModelId, view: &ModelView) -> String {
        let now = &self.catalog.model(id).place.now;
        let now: Vec<String> = now.iter().map(|&unit| self.catalog.gazetteer.full_name(unit)).collect();
        let article = Article {
            context: "https://schema.org",
            kind: "Article",
            author: view.organisation.as_ref().map(|organisation| Thing::named("Organization", &organisation.label)),
            award: view.awards.iter().map(|award| award_line(&award.form, &award.year.label)).collect(),
            content_location: SchemaPlace {
                kind: "Place",
                contained_in_place: now.iter().map(|name| Thing::named("AdministrativeArea", name)).collect(),
                name: &view.place.then,
            },
            date_modified: self.catalog.model(id).updated.map(|date| date.to_string()),
            headline: &view.title,
            image: view.cover.as_ref().and_then(|cover| self.absolute(&cover.url)),
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
    #[serde(skip_serializing_if = "Vec::is_empty")]
    contained_in_place: Vec<Thing<'v>>,
    name: &'v str,
}

fn award_line(form: &str, year: &str) -> String {
    if form.is_empty() { year.to_owned() } else { format!("{form} ({year})") }
}
