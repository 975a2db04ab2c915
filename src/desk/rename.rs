//! A model under another slug: its old address leads to it, and links to it name the new file.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::write::{Filled, edited};
use crate::catalog::{Catalog, Model};
use crate::entry::{Article, Reference, ReferenceKind};
use crate::office::NotChanged;
use crate::route;
use crate::text::{SitePath, Span};

/// The text of the model that is renamed, and new texts of files that link to it, by path.
#[derive(Debug)]
pub(crate) struct Renamed {
    pub(crate) own: String,
    pub(crate) others: BTreeMap<SitePath, String>,
}

/// The model `model` with the new slug `slug`.
///
/// # Errors
/// If the file of the model cannot be changed by a program.
pub(crate) fn renamed(catalog: &Catalog, model: &Model, slug: &str) -> Result<Renamed, NotChanged> {
    let entry = &model.entry;
    let old: Vec<&str> = entry.front_matter.aliases.iter().map(|alias| alias.value.as_str()).collect();
    let address = route::model(&entry.slug);
    let aliases = old.into_iter().chain([address.trim_end_matches(".html")]).collect::<Vec<_>>();
    let values = Map::from_iter([("aliases".to_owned(), json!(aliases) as Value)]);
    let own = edited(&entry.path, &entry.text, &Filled { values, ..Filled::default() }, &catalog.site)?;
    let mut others = BTreeMap::new();
    for other in catalog.models.iter().filter(|other| other.entry.path != entry.path) {
        let mut edits = links(&other.entry.article, &other.entry.text, model, slug);
        let based_on = other.entry.front_matter.based_on.as_ref().filter(|based_on| based_on.value == entry.slug);
        edits.extend(based_on.map(|based_on| (based_on.span, slug.to_owned())));
        put(&mut others, &other.entry.path, &other.entry.text, edits);
    }
    for page in &catalog.pages {
        let edits = links(&page.entry.article, &page.entry.text, model, slug);
        put(&mut others, &page.entry.path, &page.entry.text, edits);
    }
    Ok(Renamed { own, others })
}

fn put(others: &mut BTreeMap<SitePath, String>, path: &SitePath, text: &str, mut edits: Vec<(Span, String)>) {
    if edits.is_empty() {
        return;
    }
    edits.sort_by_key(|(span, _)| std::cmp::Reverse(span.start));
    let mut new = text.to_owned();
    for (span, written) in edits {
        new.replace_range(span.start as usize..span.end as usize, &written);
    }
    others.insert(path.clone(), new);
}

/// Edits of the links of an article that lead to `model`: the last time that they name the file or the slug.
fn links(article: &Article, text: &str, model: &Model, slug: &str) -> Vec<(Span, String)> {
    let entry = &model.entry;
    let leads_there = |reference: &&Reference| {
        reference.kind == ReferenceKind::Link
            && (reference.path == entry.path || reference.slug.as_deref() == Some(&entry.slug))
    };
    let edit = |reference: &Reference| {
        let written = reference.span.of(text);
        let name = format!("{}.md", entry.path.stem());
        let (old, new) = match written.rfind(&name) {
            Some(_) => (name, format!("{slug}.md")),
            None => (entry.path.stem().to_owned(), slug.to_owned()),
        };
        let at = reference.span.start as usize + written.rfind(&old)?;
        Some((Span::new(at, at + old.len()), new))
    };
    article.references.iter().filter(leads_there).filter_map(edit).collect()
}
