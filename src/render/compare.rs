//! Models side by side: the page that a script fills, and what that script reads.
//!
//! The reader's browser loads only the parts that hold the models asked for. They are scripts, because that is the one way
//! to load data from disk as well.

use std::collections::BTreeMap;

use serde::Serialize;
use tera::Context;

use super::view::Link;
use super::{Renderer, spread};
use crate::catalog::{Catalog, ModelId};
use crate::edition::compare_parts;
use crate::route::{self, ListingKind};

/// The models of each part. The reader's script finds a model's part by its slug alone.
pub(super) fn shares(catalog: &Catalog) -> Vec<Vec<ModelId>> {
    let mut shares = vec![Vec::new(); compare_parts(catalog.models.len())];
    for (id, model) in (0..).zip(&catalog.models) {
        let at = part_of(&model.entry.slug, shares.len());
        shares[at].push(id);
    }
    shares
}

/// FNV-1a, 32 bits, as in `themes/default/assets/compare.js`.
fn part_of(slug: &str, parts: usize) -> usize {
    let hash = slug.bytes().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    hash as usize % parts.max(1)
}

/// The page itself.
#[derive(Serialize)]
struct CompareView {
    parts: usize,
}

/// One column.
#[derive(Serialize)]
struct Column {
    award: String,
    conditions: String,
    copies: usize,
    field: String,
    now: Option<String>,
    organisation: String,
    place: String,
    resources: String,
    results: Vec<String>,
    started: Option<u16>,
    title: String,
    url: String,
}

impl Renderer<'_> {
    pub(super) fn compare_page(&self, context: &mut Context) -> &'static str {
        let title = self.word("compare.title");
        let trail = vec![Link { label: title.clone(), url: None }];
        let mut page = self.page("compare", route::COMPARE, &title, String::new(), trail);
        page.noindex = true;
        context.insert("page", &page);
        context.insert("compare", &CompareView { parts: compare_parts(self.catalog.models.len()) });
        "compare.html"
    }

    /// One part: `lantoa.compare({slug: column, …})`.
    pub(super) fn compare_part(&self, number: usize) -> Vec<u8> {
        let shares = self.shares.get_or_init(|| shares(self.catalog));
        let models = shares.get(number).into_iter().flatten();
        let columns: BTreeMap<&str, Column> =
            models.map(|&id| (self.catalog.model(id).entry.slug.as_str(), self.column(id))).collect();
        // Texts and numbers always become JSON.
        format!("lantoa.compare({})\n", serde_json::to_string(&columns).unwrap_or_default()).into_bytes()
    }

    fn column(&self, id: ModelId) -> Column {
        let (model, site) = (self.catalog.model(id), &self.catalog.site);
        let front_matter = model.front_matter();
        let latest = front_matter.awards.iter().max_by_key(|award| award.year);
        let award = latest.map_or_else(String::new, |award| {
            let level = award.level.as_ref().and_then(|id| site.level(id)).map(|level| level.label.clone());
            let words = [award.form.clone().or(level).unwrap_or_default(), award.year.to_string()];
            words.iter().filter(|word| !word.is_empty()).cloned().collect::<Vec<_>>().join(", ")
        });
        Column {
            title: front_matter.title.value.clone(),
            url: route::model(&model.entry.slug),
            place: model.place.written.clone(),
            now: model.place.present_name(&self.catalog.gazetteer),
            field: self
                .term_link(
                    ListingKind::Field,
                    &front_matter.field,
                    site.field(&front_matter.field).map(|f| f.label.as_str()),
                )
                .label,
            started: front_matter.started.map(|started| started.value),
            award,
            organisation: front_matter.organisation.clone().unwrap_or_default(),
            results: spread::results_in_words(front_matter),
            resources: front_matter.resources.clone().unwrap_or_default(),
            conditions: front_matter.conditions.clone().unwrap_or_default(),
            copies: model.reach.places,
        }
    }
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
