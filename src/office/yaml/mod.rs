//! Values as lines of YAML, and a file with some of its values changed: everything else in it stays as it was written.

mod change;
mod entry;
mod list;

pub(crate) use entry::without_entries;

use super::record::of_keys;
use super::value::{Datum, Group};
use crate::entry::EntryKind;
use crate::finding::FileContext;
use crate::front_matter;
use crate::schema::{self, Key, Kind, SITE, SiteConfig, flow_scalar};
use crate::text::{PartialDate, SitePath};

/// The lines that say `value` of `key`; none for nothing.
pub(crate) fn lines(name: &str, key: &Key, value: &Datum, site: &SiteConfig) -> String {
    let item = |kind: Kind, text: &str| scalar(kind, text, site);
    match value {
        Datum::Empty => String::new(),
        Datum::Text(text) => format!("{name}: {}\n", item(key.kind, text)),
        Datum::Year(year) => format!("{name}: {year}\n"),
        Datum::Date(date) => format!("{name}: {date}\n"),
        Datum::Flag(flag) => format!("{name}: {flag}\n"),
        Datum::Texts(texts) => match (key.kind, texts.as_slice()) {
            (Kind::Localities, [only]) => format!("{name}: {}\n", item(key.kind, only)),
            (Kind::Localities, several) => {
                let items: String = several.iter().map(|text| format!("  - {}\n", item(key.kind, text))).collect();
                format!("{name}:\n{items}")
            }
            (kind, texts) => {
                let items: Vec<String> = texts.iter().map(|text| item(kind, text)).collect();
                format!("{name}: [{}]\n", items.join(", "))
            }
        },
        Datum::Records(groups) => match (key.kind, groups.as_slice()) {
            (Kind::Record(_), [only]) => format!("{name}: {}\n", mapping(only, &[], site)),
            (_, groups) => {
                let items: String = groups.iter().map(|group| format!("  - {}\n", mapping(group, &[], site))).collect();
                format!("{name}:\n{items}")
            }
        },
    }
}

/// A group on one line, with `more` of its keys that are no keys of the table, as they were written.
fn mapping(group: &Group, more: &[String], site: &SiteConfig) -> String {
    let parts = group.iter().map(|(key, text)| format!("{}: {}", key.name, scalar(key.kind, text, site)));
    format!("{{{}}}", parts.chain(more.iter().cloned()).collect::<Vec<_>>().join(", "))
}

fn scalar(kind: Kind, text: &str, site: &SiteConfig) -> String {
    match kind {
        Kind::Choice(list) | Kind::Choices(list) => match schema::find_entry(&site.entries(list), text) {
            Some(id) => id.to_string(),
            None => flow_scalar(text),
        },
        Kind::Date => PartialDate::parse(text).map_or_else(|| flow_scalar(text), |date| date.to_string()),
        _ => flow_scalar(text),
    }
}

/// Why a file cannot be changed by a program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct NotChanged;

/// The text of a model's or a page's file with new values for some keys; `None` if there are none. What was not to be changed says
/// afterwards what it said before, keys that are in no table among it, or nothing is changed at all.
pub(crate) fn changed(
    path: &SitePath,
    text: &str,
    changes: &[(&'static Key, Datum)],
    site: &SiteConfig,
) -> Result<Option<String>, NotChanged> {
    changed_of(path, text, EntryKind::of(path).keys(), changes, site)
}

/// The line around the keys of a file that has nothing else.
const FENCE: &str = "---";

/// The same of the settings of a site, a file that has no article and no fences.
pub(crate) fn changed_settings(
    path: &SitePath,
    text: &str,
    changes: &[(&'static Key, Datum)],
    site: &SiteConfig,
) -> Result<Option<String>, NotChanged> {
    // A document of YAML may have fences of its own.
    if text.lines().any(|line| line.starts_with(FENCE)) {
        return Err(NotChanged);
    }
    let line = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let (before, after) = (format!("{FENCE}{line}"), format!("{FENCE}{line}"));
    let end = if text.is_empty() || text.ends_with('\n') { "" } else { line };
    let fenced = format!("{before}{text}{end}{after}");
    let new = changed_of(path, &fenced, SITE, changes, site)?;
    new.map(|new| {
        let new = new.strip_prefix(&before).and_then(|new| new.strip_suffix(&after));
        // A file that ended without a break still does.
        new.and_then(|new| new.strip_suffix(end)).map(str::to_owned).ok_or(NotChanged)
    })
    .transpose()
}

fn changed_of(
    path: &SitePath,
    text: &str,
    keys: &'static [Key],
    changes: &[(&'static Key, Datum)],
    site: &SiteConfig,
) -> Result<Option<String>, NotChanged> {
    if changes.is_empty() {
        return Ok(None);
    }
    let mut new = text.to_owned();
    for (key, value) in changes {
        new = change::with_value(path, &new, (keys, key), value, site)?;
    }
    let (file, new_file) = (FileContext::new(path, text), FileContext::new(path, &new));
    let (before, after) = (front_matter::read(&file).value, front_matter::read(&new_file).value);
    let unknown = |front: &front_matter::FrontMatter<'_>| unknown(front, keys);
    let says_the_same = before.body.of(text) == after.body.of(&new) && unknown(&before) == unknown(&after);
    let (before, after) = (of_keys(&before.root, keys, site), of_keys(&after.root, keys, site));
    let is_right = before.iter().zip(&after).all(|((key, old), (_, now))| {
        let wanted = changes.iter().find(|(changed, _)| changed.name == key.name).map_or(old, |(_, value)| value);
        now == wanted
    });
    if is_right && says_the_same { Ok(Some(new)) } else { Err(NotChanged) }
}

/// The keys that are in no table.
fn unknown(front: &front_matter::FrontMatter<'_>, keys: &[Key]) -> Vec<String> {
    let names = front.root.pairs().iter().filter_map(|(name, _)| name.text());
    names.filter(|name| keys.iter().all(|key| !key.is_called(name))).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests;
