//! Values as lines of YAML, and a file with some of its values changed: everything else in it stays as it was written.

use crate::finding::FileContext;
use crate::front_matter::{self, Node, Value};
use crate::office::record::of_front_matter;
use crate::office::value::{Datum, Group};
use crate::schema::{self, Key, Kind, MODEL, SiteConfig, flow_scalar};
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
            (Kind::Record(_), [only]) => format!("{name}: {}\n", mapping(only, site)),
            (_, groups) => {
                let items: String = groups.iter().map(|group| format!("  - {}\n", mapping(group, site))).collect();
                format!("{name}:\n{items}")
            }
        },
    }
}

fn mapping(group: &Group, site: &SiteConfig) -> String {
    let parts = group.iter().map(|(key, text)| format!("{}: {}", key.name, scalar(key.kind, text, site)));
    format!("{{{}}}", parts.collect::<Vec<_>>().join(", "))
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

/// The text of a file with new values for some keys. What was not to be changed says afterwards what it said before, or
/// nothing is changed at all.
pub(crate) fn changed(
    path: &SitePath,
    text: &str,
    changes: &[(&'static Key, Datum)],
    site: &SiteConfig,
) -> Result<String, NotChanged> {
    let mut new = text.to_owned();
    for (key, value) in changes {
        new = with_value(path, &new, key, value, site)?;
    }
    let read = |text: &str| of_front_matter(&front_matter::read(&FileContext::new(path, text)).value, site);
    let (before, after) = (read(text), read(&new));
    let is_right = before.iter().zip(&after).all(|((key, old), (_, now))| {
        let wanted = changes.iter().find(|(changed, _)| changed.name == key.name).map_or(old, |(_, value)| value);
        now == wanted
    });
    if is_right { Ok(new) } else { Err(NotChanged) }
}

fn with_value(
    path: &SitePath,
    text: &str,
    key: &'static Key,
    value: &Datum,
    site: &SiteConfig,
) -> Result<String, NotChanged> {
    let file = FileContext::new(path, text);
    let read = front_matter::read(&file);
    if !read.findings.is_empty() {
        return Err(NotChanged);
    }
    let pairs = read.value.root.pairs();
    let written = |key: &Key| pairs.iter().find(|(name, _)| name.text().is_some_and(|name| key.is_called(name)));
    // The short form of an award says what `awards` says.
    let short: Vec<&(Node<'_>, Node<'_>)> = match key.name {
        "awards" => MODEL.iter().filter(|key| key.name.starts_with("award_")).filter_map(written).collect(),
        _ => Vec::new(),
    };
    let mut ranges: Vec<std::ops::Range<usize>> = short.into_iter().map(|pair| whole_lines(text, pair)).collect();
    let old = written(key);
    let at = match old {
        Some(pair) => {
            let range = whole_lines(text, pair);
            ranges.push(range.clone());
            range.start
        }
        None => {
            ranges.first().map_or_else(|| place_of(text, key, pairs), |range| Some(range.start)).ok_or(NotChanged)?
        }
    };
    let name = old.and_then(|(name, _)| name.text()).unwrap_or(key.name);
    let mut lines = lines(name, key, value, site);
    if text.contains("\r\n") {
        lines = lines.replace('\n', "\r\n");
    }
    ranges.sort_by_key(|range| range.start);
    let (mut new, mut from) = (String::with_capacity(text.len() + lines.len()), 0);
    let mut is_put = false;
    for range in ranges {
        if at <= range.start && !is_put {
            new.push_str(text.get(from..at).ok_or(NotChanged)?);
            new.push_str(&lines);
            (from, is_put) = (at, true);
        }
        new.push_str(text.get(from..range.start).ok_or(NotChanged)?);
        from = range.end;
    }
    if !is_put {
        new.push_str(text.get(from..at).ok_or(NotChanged)?);
        new.push_str(&lines);
        from = at;
    }
    new.push_str(text.get(from..).ok_or(NotChanged)?);
    Ok(new)
}

/// The lines from a key to the end of its value, with the break behind them.
fn whole_lines(text: &str, (name, value): &(Node<'_>, Node<'_>)) -> std::ops::Range<usize> {
    let start = text.get(..name.span.start as usize).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1);
    let mut end = value.span.end.max(name.span.end) as usize;
    // A block may be said to end behind its last break already.
    if !matches!(value.value, Value::Scalar { quoted: false, .. })
        && text.get(..end).is_some_and(|text| text.ends_with('\n'))
    {
        return start..end;
    }
    end = text.get(end..).and_then(|after| after.find('\n')).map_or(text.len(), |at| end + at + 1);
    start..end
}

/// Where a new key goes: behind the nearest key before it in the table that the file has, else before its first key.
fn place_of(text: &str, key: &Key, pairs: &[(Node<'_>, Node<'_>)]) -> Option<usize> {
    let position = |name: &Node<'_>| {
        let name = name.text()?;
        MODEL.iter().position(|key| key.is_called(name))
    };
    let own = MODEL.iter().position(|other| other.name == key.name)?;
    let before = pairs.iter().filter(|(name, _)| position(name).is_some_and(|at| at < own));
    match before.max_by_key(|(name, _)| position(name)) {
        Some(pair) => Some(whole_lines(text, pair).end),
        None => pairs.first().map(|pair| whole_lines(text, pair).start),
    }
}
