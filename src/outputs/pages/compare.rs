//! Models side by side: the page that a script fills, and the data that script reads.
//!
//! A browser loads only the parts that hold the models asked for. The parts are scripts, because that is the one way to
//! load data from disk as well.

use std::collections::BTreeMap;

use serde::Serialize;

use super::super::{Output, OutputKind, PlanContext, PublishOrder};
use super::model::RESULTS;
use crate::catalog::{Catalog, Model, ModelId};
use crate::entry::shorten;
use crate::finding::Finding;
use crate::render::results::results_in_words;
use crate::render::view::Link;
use crate::render::{Rendered, Renderer, count_in_words, number};
use crate::route::{self, ListingKind};
use crate::schema;

/// About how many models stand in one part.
const MODELS_PER_PART: usize = 32;
/// About how many bytes a model takes in it.
const BYTES_OF_A_MODEL: usize = 900;

/// Letters of the steps that stand in a column: three columns are read side by side, and the whole is a link away.
const LETTERS_OF_STEPS: usize = 320;

#[derive(Debug)]
struct ComparePage {
    /// How many parts the data have.
    parts: usize,
}

/// One part of the data.
#[derive(Debug)]
struct ComparePart(Vec<ModelId>);

pub(crate) fn plan(context: &PlanContext<'_>) -> Vec<Output> {
    let parts = parts(context.catalog);
    let page = Output::new(route::COMPARE, ComparePage { parts: parts.len() });
    let part = |(number, models)| Output::new(route::compare_part(number), ComparePart(models));
    std::iter::once(page).chain(parts.into_iter().enumerate().map(part)).collect()
}

/// The page and its data by their URL paths, and about how many bytes the data have.
pub(crate) fn files(catalog: &Catalog) -> (Vec<String>, usize) {
    let parts = (0..catalog.models.len().div_ceil(MODELS_PER_PART)).map(route::compare_part);
    let files = std::iter::once(route::COMPARE.to_owned()).chain(parts).collect();
    (files, catalog.models.len() * BYTES_OF_A_MODEL)
}

/// The models of each part. The reader's script finds a model's part by its slug alone.
fn parts(catalog: &Catalog) -> Vec<Vec<ModelId>> {
    let mut parts = vec![Vec::new(); catalog.models.len().div_ceil(MODELS_PER_PART)];
    for (id, model) in (0..).zip(&catalog.models) {
        let part = part_of(&model.entry.slug, parts.len());
        parts[part].push(id);
    }
    parts
}

/// FNV-1a, 32 bits, as in `themes/default/assets/compare.js`.
fn part_of(slug: &str, parts: usize) -> usize {
    let hash = slug.bytes().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    hash as usize % parts.max(1)
}

/// `compare`: the page that compares models.
#[derive(Serialize)]
struct CompareView {
    /// Number of files with data that the script may load.
    parts: usize,
}

/// One column.
#[derive(Serialize)]
struct Column {
    award: String,
    conditions: String,
    copies: String,
    field: String,
    now: Option<String>,
    organisation: String,
    place: String,
    resources: String,
    results: Vec<String>,
    started: Option<u16>,
    steps: String,
    /// Whether the steps go on after that.
    steps_go_on: bool,
    title: String,
    url: String,
    whom: String,
}

impl OutputKind for ComparePage {
    fn order(&self) -> PublishOrder {
        PublishOrder::Listing
    }

    fn render<'o>(&'o self, renderer: &'o Renderer<'_>, url_path: &str) -> Result<Rendered<'o>, Box<Finding>> {
        let title = renderer.word("compare.title");
        let trail = vec![Link { label: title.clone(), url: None }];
        let mut page = renderer.page("compare", url_path, &title, renderer.word("compare.description"), trail);
        page.noindex = true;
        let mut context = renderer.context();
        context.insert("compare", &CompareView { parts: self.parts });
        renderer.html_page("compare.html", &page, context)
    }
}

impl OutputKind for ComparePart {
    fn order(&self) -> PublishOrder {
        PublishOrder::Asset
    }

    /// `lantoa.compare({slug: column, …})`.
    fn render<'o>(&'o self, renderer: &'o Renderer<'_>, _: &str) -> Result<Rendered<'o>, Box<Finding>> {
        let slug = |id: ModelId| renderer.catalog.model(id).entry.slug.as_str();
        let columns: BTreeMap<&str, Column> = self.0.iter().map(|&id| (slug(id), column(renderer, id))).collect();
        // Texts and numbers always become JSON.
        let json = serde_json::to_string(&columns).unwrap_or_default();
        Ok(format!("lantoa.compare({json})\n").into_bytes().into())
    }
}

fn column(renderer: &Renderer<'_>, id: ModelId) -> Column {
    let (model, site) = (renderer.catalog.model(id), &renderer.catalog.site);
    let front_matter = model.front_matter();
    let latest = front_matter.awards.iter().max_by_key(|award| award.year);
    let award = latest.map_or_else(String::new, |award| {
        let level = award.level.as_ref().and_then(|id| site.level(id)).map(|level| level.label.clone());
        let words = [award.form.clone().or(level).unwrap_or_default(), award.year.to_string()];
        words.iter().filter(|word| !word.is_empty()).cloned().collect::<Vec<_>>().join(", ")
    });
    let steps = steps(model);
    let beginning = shorten(steps, LETTERS_OF_STEPS);
    Column {
        title: front_matter.title.value.clone(),
        url: route::model(&model.entry.slug),
        place: model.place.written.clone(),
        now: model.place.present_name(&renderer.catalog.gazetteer),
        field: renderer
            .term_link(
                ListingKind::Field,
                &front_matter.field,
                site.field(&front_matter.field).map(|f| f.label.as_str()),
            )
            .label,
        started: front_matter.started.map(|started| started.value),
        award,
        organisation: front_matter.organisation.clone().unwrap_or_default(),
        results: results_in_words(front_matter).take(RESULTS).collect(),
        resources: front_matter.resources.clone().unwrap_or_default(),
        conditions: front_matter.conditions.clone().unwrap_or_default(),
        copies: copies(model),
        steps_go_on: beginning != steps,
        steps: beginning,
        whom: renderer.whom(id),
    }
}

/// The text of the section that tells how it was done; empty without one.
fn steps(model: &Model) -> &str {
    let article = &model.entry.article;
    let heading = article.headings.iter().find(|heading| heading.id == schema::STEPS.id).map(|heading| &heading.label);
    let section = article.sections.iter().find(|section| heading.is_some() && section.heading.as_ref() == heading);
    section.map_or("", |section| &section.text)
}

/// How many places copied a model: those that sources name, then those that they only count. Empty if no source tells.
fn copies(model: &Model) -> String {
    let named = (model.reach.places > 0).then(|| number::grouped(&model.reach.places.to_string()));
    named.into_iter().chain(model.counted_copies().map(count_in_words)).collect::<Vec<_>>().join("; ")
}

#[cfg(test)]
mod tests {
    /// The same numbers come out of the reader's script.
    #[test]
    fn the_part_of_a_model_follows_from_its_slug() {
        assert_eq!(super::part_of("", 1000), 0x811c_9dc5 % 1000);
        assert_eq!(super::part_of("a", 1_000_000), 0xe40c_292c % 1_000_000);
    }
}
