//! A model or a page under another slug: its old address leads to it, and links to it name the new file.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use super::Sheet;
use super::write::{Filled, edited};
use crate::catalog::Catalog;
use crate::entry::{Article, Entry, EntryKind, Reference, ReferenceKind};
use crate::office::NotChanged;
use crate::schema::{MenuTarget, SiteConfig, flow_scalar};
use crate::text::{SitePath, Span, Spanned};

/// The text of the file that is renamed, and new texts of files that name it, by path.
#[derive(Debug)]
pub(crate) struct Renamed {
    pub(crate) own: String,
    pub(crate) others: BTreeMap<SitePath, String>,
}

/// What is renamed.
struct Old<'c> {
    kind: EntryKind,
    path: &'c SitePath,
    slug: &'c str,
    /// The files that a link can name.
    paths: BTreeSet<&'c SitePath>,
    /// Whether a link that names no file, only the slug, leads to it: of a model and a page with one slug the model is meant.
    is_meant: bool,
}

/// The entry with the file `path` under the new slug `slug`.
///
/// # Errors
/// If there is no such entry, or its file cannot be changed by a program.
pub(crate) fn renamed(catalog: &Catalog, path: &SitePath, slug: &str) -> Result<Renamed, NotChanged> {
    let models = catalog.models.iter().map(|model| &model.entry);
    let pages = catalog.pages.iter().map(|page| &page.entry);
    let own = match EntryKind::of(path) {
        EntryKind::Model => {
            let entry = models.clone().find(|entry| entry.path == *path).ok_or(NotChanged)?;
            with_alias(entry, &entry.front_matter.aliases, catalog)?
        }
        EntryKind::Page => {
            let entry = pages.clone().find(|entry| entry.path == *path).ok_or(NotChanged)?;
            with_alias(entry, &entry.front_matter.aliases, catalog)?
        }
    };
    let own_slug = crate::vietnamese::slug(path.stem());
    let paths = models.clone().map(|entry| &entry.path).chain(pages.clone().map(|entry| &entry.path)).collect();
    let kind = EntryKind::of(path);
    let is_meant = kind == EntryKind::Model || models.clone().all(|model| model.slug != own_slug);
    let old = Old { kind, path, slug: &own_slug, paths, is_meant };
    let mut others = BTreeMap::new();
    for other in models.filter(|other| other.path != *path) {
        let mut edits = links(&other.article, &other.text, &old, slug);
        let based_on = other.front_matter.based_on.as_ref();
        let based_on = based_on.filter(|based_on| old.kind == EntryKind::Model && based_on.value == old.slug);
        edits.extend(based_on.map(|based_on| (based_on.span, flow_scalar(slug))));
        put(&mut others, &other.path, &other.text, edits);
    }
    for other in pages.filter(|other| other.path != *path) {
        put(&mut others, &other.path, &other.text, links(&other.article, &other.text, &old, slug));
    }
    if old.kind == EntryKind::Page {
        let named = catalog.site.menu.iter().filter_map(|entry| match &entry.target {
            MenuTarget::Page(page) if page.value == old.slug => Some((page.span, flow_scalar(slug))),
            _ => None,
        });
        let file = catalog.site_file();
        put(&mut others, file.path, file.text, named.collect());
    }
    Ok(Renamed { own, others })
}

/// The text of an entry with its address among the old ones.
fn with_alias<M>(entry: &Entry<M>, aliases: &[Spanned<String>], catalog: &Catalog) -> Result<String, NotChanged> {
    let old = aliases.iter().map(|alias| alias.value.as_str());
    let address = EntryKind::of(&entry.path).url_path(&entry.slug);
    let aliases = old.chain([address.trim_end_matches(".html")]).collect::<Vec<_>>();
    let values = Map::from_iter([("aliases".to_owned(), json!(aliases) as Value)]);
    edited(&entry.path, &entry.text, &Filled { values, ..Filled::default() }, &catalog.site)
}

/// The text of an entry with the address of another name among the old ones, so that one who follows that finds it.
///
/// # Errors
/// If its file cannot be changed by a program.
pub(crate) fn with_address(
    path: &SitePath,
    text: &str,
    name: &SitePath,
    site: &SiteConfig,
) -> Result<String, NotChanged> {
    let sheet = Sheet::of(path, text, site);
    let address = EntryKind::of(name).url_path(&crate::vietnamese::slug(name.stem()));
    let address = address.trim_end_matches(".html");
    let mut aliases = sheet.values.get("aliases").and_then(Value::as_array).cloned().unwrap_or_default();
    if aliases.iter().filter_map(Value::as_str).any(|alias| alias.trim_end_matches(".html") == address) {
        return Ok(text.to_owned());
    }
    aliases.push(json!(address));
    let values = Map::from_iter([("aliases".to_owned(), Value::Array(aliases))]);
    edited(path, text, &Filled { values, ..Filled::default() }, site)
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

/// Edits of the links of an article that lead to `old`: the last time that they name the file or the slug.
fn links(article: &Article, text: &str, old: &Old<'_>, slug: &str) -> Vec<(Span, String)> {
    let leads_there = |reference: &&Reference| {
        reference.kind == ReferenceKind::Link
            && (reference.path == *old.path
                || (old.is_meant
                    && reference.slug.as_deref() == Some(old.slug)
                    && !old.paths.contains(&reference.path)))
    };
    let edit = |reference: &Reference| {
        let written = reference.span.of(text);
        let name = format!("{}.md", old.path.stem());
        let (name, new) = match written.rfind(&name) {
            Some(_) => (name, format!("{slug}.md")),
            None => (old.path.stem().to_owned(), slug.to_owned()),
        };
        let at = reference.span.start as usize + written.rfind(&name)?;
        Some((Span::new(at, at + name.len()), new))
    };
    article.references.iter().filter(leads_there).filter_map(edit).collect()
}
