//! One key of a file with another value: as little of the text as can be is written anew.

use std::ops::Range;

use super::{NotChanged, lines, list};
use crate::finding::FileContext;
use crate::front_matter::{self, Node};
use crate::office::value::Datum;
use crate::schema::{Key, SiteConfig};
use crate::text::SitePath;

/// A stretch of the text and what is written in its place.
pub(super) type Edit = (Range<usize>, String);

/// A key with its value, as they stand in the file.
type Pair<'t> = (Node<'t>, Node<'t>);

/// The text of a file with front matter of the table `keys`, in which `key` says `value`.
pub(super) fn with_value(
    path: &SitePath,
    text: &str,
    (keys, key): (&'static [Key], &'static Key),
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
    let short: Vec<&Pair<'_>> = match key.name {
        "awards" => keys.iter().filter(|key| key.name.starts_with("award_")).filter_map(written).collect(),
        _ => Vec::new(),
    };
    let mut edits: Vec<Edit> = short.iter().map(|pair| without(text, pair)).collect();
    match written(key) {
        Some(pair) if value.is_empty() => edits.push(without(text, pair)),
        Some(pair) => edits.extend(in_place(text, pair, key, value, site)?),
        None if value.is_empty() => {}
        None => {
            let new = lines(key.name, key, value, site);
            let first_short = short.iter().map(|pair| whole_lines(text, pair).start).min();
            let edit = match first_short {
                Some(at) => (at..at, new),
                None => match commented(text, read.value.fence.end as usize, key) {
                    Some(line) => (line, new),
                    None => {
                        let at = place_of(text, key, keys, pairs);
                        let at = at.unwrap_or_else(|| line_end(text, read.value.fence.end as usize));
                        (at..at, new)
                    }
                },
            };
            // Before what is taken away at the same place.
            edits.insert(0, edit);
        }
    }
    applied(text, edits)
}

/// The text with these edits, which do not overlap.
pub(super) fn applied(text: &str, mut edits: Vec<Edit>) -> Result<String, NotChanged> {
    edits.sort_by_key(|(range, _)| range.start);
    let ends_with_return = text.contains("\r\n");
    let (mut new, mut from) = (String::with_capacity(text.len() + 256), 0);
    for (range, written) in edits {
        new.push_str(text.get(from..range.start).ok_or(NotChanged)?);
        let with_returns = ends_with_return && written.contains('\n');
        new.push_str(&if with_returns { written.replace("\r\n", "\n").replace('\n', "\r\n") } else { written });
        from = range.end;
    }
    new.push_str(text.get(from..).ok_or(NotChanged)?);
    Ok(new)
}

/// The edits that give a key that is written another value.
fn in_place(
    text: &str,
    pair: &Pair<'_>,
    key: &'static Key,
    value: &Datum,
    site: &SiteConfig,
) -> Result<Vec<Edit>, NotChanged> {
    let (name, old) = pair;
    if let Some(edits) = list::edits(text, old, key, value, site)? {
        return Ok(edits);
    }
    let new = lines(name.text().unwrap_or(key.name), key, value, site);
    let whole = new.trim_end_matches('\n');
    let one_line = whole.split_once(": ").map(|(_, value)| value).filter(|_| !whole.contains('\n'));
    let span = value_range(text, name, old);
    let is_on_one_line = text.get(span.clone()).is_some_and(|old| !old.contains('\n'));
    if let Some(value) = one_line.filter(|_| is_on_one_line && starts_on_line_of(text, name, span.start)) {
        return Ok(vec![(span.clone(), spaced(text, span.start, value))]);
    }
    let range = whole_lines(text, pair);
    let comment = comment_after(text, end_of(pair));
    Ok(vec![(range, format!("{}{new}", comment.map_or_else(String::new, |comment| format!("{comment}\n"))))])
}

/// Where the value of a key stands; where it would stand, if there is none.
pub(super) fn value_range(text: &str, name: &Node<'_>, value: &Node<'_>) -> Range<usize> {
    let range = value.span.start as usize..value.span.end as usize;
    if !range.is_empty() {
        return range;
    }
    let end = name.span.end as usize;
    let rest = text.get(end..).unwrap_or("");
    let colon = rest.find(':').map_or(0, |at| at + 1);
    let blanks = rest.get(colon..).map_or(0, |rest| rest.len() - rest.trim_start_matches([' ', '\t']).len());
    // A comment keeps the blank before it.
    let is_comment = rest.get(colon + blanks..).is_some_and(|rest| rest.starts_with('#'));
    let at = end + colon + if is_comment { 0 } else { blanks };
    at..at
}

/// A value with the blank before it that YAML wants.
pub(super) fn spaced(text: &str, at: usize, value: &str) -> String {
    let has_blank = text.get(..at).is_some_and(|before| before.ends_with([' ', '\t']));
    if has_blank { value.to_owned() } else { format!(" {value}") }
}

fn starts_on_line_of(text: &str, name: &Node<'_>, at: usize) -> bool {
    text.get(name.span.end as usize..at).is_some_and(|between| !between.contains('\n'))
}

/// Takes a key away; a comment behind its value becomes a line of its own.
fn without(text: &str, pair: &Pair<'_>) -> Edit {
    let comment = comment_after(text, end_of(pair));
    (whole_lines(text, pair), comment.map_or_else(String::new, |comment| format!("{comment}\n")))
}

/// The comment between `at` and the end of the line.
fn comment_after(text: &str, at: usize) -> Option<&str> {
    let rest = text.get(at..)?.lines().next()?;
    rest.trim_start().starts_with('#').then(|| rest.trim())
}

/// The lines from a key to the end of its value, with the break behind them.
fn whole_lines(text: &str, pair: &Pair<'_>) -> Range<usize> {
    line_start(text, pair.0.span.start as usize)..line_end(text, end_of(pair))
}

/// Where a key with its value ends.
fn end_of((name, value): &Pair<'_>) -> usize {
    value.span.end.max(name.span.end) as usize
}

/// Where the line begins that `at` is in.
pub(super) fn line_start(text: &str, at: usize) -> usize {
    text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1)
}

/// Where the next line begins.
pub(super) fn line_end(text: &str, at: usize) -> usize {
    text.get(at..).and_then(|after| after.find('\n')).map_or(text.len(), |found| at + found + 1)
}

/// The line that a new file has for a key that is not written: `# tags: [tự quản, hiến đất]`.
fn commented(text: &str, from: usize, key: &Key) -> Option<Range<usize>> {
    let line = format!("# {}: {}", key.name, key.example);
    let yaml_end = text.get(from..)?.find("\n---").map_or(text.len(), |at| from + at + 1);
    let yaml = text.get(from..yaml_end)?;
    let at = yaml.match_indices(&line).map(|(at, _)| from + at).find(|&at| line_start(text, at) == at)?;
    let rest = text.get(at + line.len()..)?;
    rest.starts_with(['\r', '\n']).then(|| at..line_end(text, at + line.len()))
}

/// Where a new key goes: behind the nearest key before it in the table that the file has, else before its first key. `None` if
/// it has no key.
fn place_of(text: &str, key: &Key, keys: &[Key], pairs: &[Pair<'_>]) -> Option<usize> {
    let position = |name: &Node<'_>| {
        let name = name.text()?;
        keys.iter().position(|key| key.is_called(name))
    };
    let own = keys.iter().position(|other| other.name == key.name)?;
    let before = pairs.iter().filter(|(name, _)| position(name).is_some_and(|at| at < own));
    match before.max_by_key(|(name, _)| position(name)) {
        Some(pair) => Some(whole_lines(text, pair).end),
        None => pairs.first().map(|pair| whole_lines(text, pair).start),
    }
}
