//! What a clerk says of the site itself: its name, its place, the office in charge. It stands in `content/site.yaml`, whose other
//! keys and comments stay as they are.

use serde_json::{Map, Value};

use super::check::{Remark, Written};
use super::form::{Field, field};
use super::values::{of_json, to_json};
use crate::finding::{FileContext, Finding};
use crate::front_matter;
use crate::locality::{self, Gazetteer};
use crate::office::{self, Datum, NotChanged};
use crate::schema::{self, Key, SITE, SiteConfig};
use crate::text::{Lang, SitePath, Span};

/// The keys that have a field. The others are for who knows them: lists, menu, theme.
const NAMES: [&str; 5] = ["title", "description", "home", "contact", "base_url"];

fn keys() -> impl Iterator<Item = &'static Key> {
    NAMES.iter().filter_map(|name| SITE.iter().find(|key| key.name == *name))
}

/// The fields of the form.
pub(crate) fn settings_form(site: &SiteConfig, lang: Lang) -> Vec<Field> {
    // Models have a contact too, and its hint in a form is theirs.
    keys().map(|key| field(None, key, site, lang).with_hint(key.hint.get(lang))).collect()
}

/// What each field says in the file.
pub(crate) fn settings(path: &SitePath, text: &str, site: &SiteConfig) -> Map<String, Value> {
    let values = said(path, text, site).into_iter().filter(|(key, _)| NAMES.contains(&key.name));
    values.map(|(key, value)| (key.name.to_owned(), to_json(key, &value, site))).collect()
}

fn said(path: &SitePath, text: &str, site: &SiteConfig) -> Vec<(&'static Key, Datum)> {
    let root = front_matter::parse_map(&FileContext::new(path, text), Span::new(0, text.len())).value;
    office::of_keys(&root, SITE, site)
}

/// The new text of the file; the old one, byte for byte, if the form says nothing new.
///
/// # Errors
/// If the file cannot be read, or would lose what the form does not show.
pub(crate) fn edited_settings(
    path: &SitePath,
    text: &str,
    values: &Map<String, Value>,
    site: &SiteConfig,
) -> Result<String, NotChanged> {
    let change = |(key, old): (&'static Key, Datum)| {
        let new = of_json(key, values.get(key.name).filter(|_| NAMES.contains(&key.name))?, site);
        (new != old).then_some((key, new))
    };
    let changes: Vec<_> = said(path, text, site).into_iter().filter_map(change).collect();
    Ok(office::changed_settings(path, text, &changes, site)?.unwrap_or_else(|| text.to_owned()))
}

/// What is wrong in the file by itself.
pub(crate) fn remarks_on_settings(path: &SitePath, text: &str, places: &Gazetteer, lang: Lang) -> Vec<Remark> {
    let file = FileContext::new(path, text);
    let mut findings: Vec<Finding> = Vec::new();
    let site = schema::read_site(path, text).collect(&mut findings);
    if let Some(home) = &site.home {
        findings.extend(locality::problem(places, home, &places.resolve(&home.value), &file));
    }
    let root = front_matter::parse_map(&file, Span::new(0, text.len())).value;
    let written = Written { text, keys: SITE, root: &root, body: usize::MAX };
    findings.iter().map(|finding| written.remark(finding, lang)).collect()
}
