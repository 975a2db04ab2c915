//! A list with some of its entries taken away: all other lines stay, the comments above an entry and behind it too.

use super::change::{Edit, applied, line_end, line_start};
use super::{FENCE, NotChanged, changed_settings};
use crate::finding::FileContext;
use crate::front_matter::{self, Node, Value};
use crate::office::record::of_keys;
use crate::office::value::{Datum, Group, group};
use crate::schema::{Key, SITE, SiteConfig};
use crate::text::{SitePath, Span};

/// The text of the settings of a site in which the list `key` has no entry that `is_gone` names.
///
/// # Errors
/// If the file cannot be read, or would say something else besides.
pub(crate) fn without_entries(
    path: &SitePath,
    text: &str,
    key: &'static Key,
    is_gone: impl Fn(&Group) -> bool,
    site: &SiteConfig,
) -> Result<String, NotChanged> {
    let read = front_matter::parse_map(&FileContext::new(path, text), Span::new(0, text.len()));
    if !read.findings.is_empty() || text.lines().any(|line| line.starts_with(FENCE)) {
        return Err(NotChanged);
    }
    let root = read.value;
    let pair = root.pairs().iter().find(|(name, _)| name.text().is_some_and(|name| key.is_called(name)));
    let Some((name, Node { value: Value::List(items), .. })) = pair else { return Err(NotChanged) };
    let groups: Vec<Group> = items.iter().map(|item| group(key.kind.keys(), item, site)).collect();
    let wanted = Datum::of_groups(groups.iter().filter(|group| !is_gone(group)).cloned().collect());
    let gone: Vec<&Node<'_>> =
        items.iter().zip(&groups).filter(|(_, group)| is_gone(group)).map(|(item, _)| item).collect();
    let lines: Option<Vec<Edit>> = gone.iter().map(|item| own_lines(text, item)).collect();
    let new = match lines {
        Some(mut edits) => {
            if gone.len() == items.len() {
                let colon = text.get(name.span.end as usize..).and_then(|rest| rest.find(':')).ok_or(NotChanged)?;
                let at = name.span.end as usize + colon + 1;
                edits.push((at..at, " []".to_owned()));
            }
            applied(text, edits)?
        }
        None => changed_settings(path, text, &[(key, wanted.clone())], site)?.ok_or(NotChanged)?,
    };
    // A file that ended without a break still does.
    let new = if text.ends_with('\n') { &new } else { new.strip_suffix('\n').unwrap_or(&new).trim_end_matches('\r') }
        .to_owned();
    let read = front_matter::parse_map(&FileContext::new(path, &new), Span::new(0, new.len()));
    let (before, after) = (of_keys(&root, SITE, site), of_keys(&read.value, SITE, site));
    let is_same = |old: &Datum, new: &Datum| old == new || old.is_empty() && new.is_empty();
    let is_right = before
        .iter()
        .zip(&after)
        .all(|((one, old), (_, now))| is_same(if one.name == key.name { &wanted } else { old }, now));
    if read.findings.is_empty() && is_right { Ok(new) } else { Err(NotChanged) }
}

/// The edit that takes away the lines of an entry, but for a comment behind it; `None` if it does not stand on lines of its own.
fn own_lines(text: &str, item: &Node<'_>) -> Option<Edit> {
    let (start, end) = (item.span.start as usize, item.span.end as usize);
    let begin = line_start(text, start);
    let before = text.get(begin..start)?;
    let indent = before.get(..before.find('-')?)?;
    if before.trim() != "-" {
        return None;
    }
    let written = text.get(start..end)?;
    let end = start + written.trim_end().len();
    let rest = text.get(end..line_end(text, end))?;
    let comment = rest.trim();
    let kept = if comment.starts_with('#') { format!("{indent}{comment}\n") } else { String::new() };
    (comment.is_empty() || !kept.is_empty()).then(|| (begin..line_end(text, end), kept))
}
