//! A list, or a group of keys, with other content: entries that stay the same keep their lines, and an entry that changes
//! keeps its keys that are in no table.

use std::ops::Range;

use super::change::{Edit, applied, line_end, line_start, spaced, value_range};
use super::{NotChanged, mapping, scalar};
use crate::front_matter::{Node, Value};
use crate::office::value::{Datum, Group, canonical, group, text_of};
use crate::schema::{Key, Kind, SiteConfig};

/// The edits that make the list or group `old` say `value`; `None` for values of another shape, which are written anew.
pub(super) fn edits(
    text: &str,
    old: &Node<'_>,
    key: &'static Key,
    value: &Datum,
    site: &SiteConfig,
) -> Result<Option<Vec<Edit>>, NotChanged> {
    let writer = Writer { text, kind: key.kind, site };
    match (&old.value, value) {
        (Value::List(_) | Value::Map(_), _) if !is_block(text, old) && has_comment(text, old) => Err(NotChanged),
        (Value::Map(_), Datum::Records(groups)) if groups.len() == 1 => {
            let (range, new) = writer.group(old, &groups[0])?;
            Ok(Some(vec![(range, new)]))
        }
        (Value::List(items), Datum::Records(_) | Datum::Texts(_)) => {
            let lines = if is_block(text, old) { writer.entry_lines(items) } else { None };
            let Some(lines) = lines else { return writer.anew(items).map(|()| None) };
            let wanted: Vec<Entry> = match value {
                Datum::Records(groups) => groups.iter().cloned().map(Entry::Group).collect(),
                Datum::Texts(texts) => texts.iter().cloned().map(Entry::Text).collect(),
                _ => Vec::new(),
            };
            writer.list(items, &lines, wanted).map(|edit| Some(vec![edit]))
        }
        (Value::Map(_), _) => writer.anew(std::slice::from_ref(old)).map(|()| None),
        _ => Ok(None),
    }
}

/// Whether a list or group stands on lines of its own, not in brackets.
fn is_block(text: &str, node: &Node<'_>) -> bool {
    !matches!(text.as_bytes().get(node.span.start as usize), Some(b'[' | b'{'))
}

/// Whether a list or group in brackets has comments, which would be lost if it were written anew.
fn has_comment(text: &str, node: &Node<'_>) -> bool {
    let (start, end) = (node.span.start as usize, node.span.end as usize);
    let mut is_quoted = false;
    let mut before = ' ';
    text.get(start..end).unwrap_or("").chars().any(|letter| {
        let is_comment = letter == '#' && before.is_whitespace() && !is_quoted;
        is_quoted ^= letter == '"';
        before = letter;
        is_comment
    })
}

/// One entry of a list.
#[derive(Debug, Clone, PartialEq)]
enum Entry {
    Text(String),
    Group(Group),
}

struct Writer<'w> {
    text: &'w str,
    kind: Kind,
    site: &'w SiteConfig,
}

impl Writer<'_> {
    /// The lines of each entry, with the comments above it; `None` if an entry does not begin with a dash on a line of its own.
    fn entry_lines(&self, items: &[Node<'_>]) -> Option<Vec<Range<usize>>> {
        let mut lines: Vec<Range<usize>> = Vec::with_capacity(items.len());
        for item in items {
            let begin = line_start(self.text, item.span.start as usize);
            let is_after_dash = self.text.get(begin..item.span.start as usize)?.trim() == "-";
            let start = lines.last().map_or(begin, |before| before.end);
            if !is_after_dash || start > begin {
                return None;
            }
            lines.push(start..line_end(self.text, item.span.end as usize));
        }
        (!lines.is_empty()).then_some(lines)
    }

    fn list(&self, items: &[Node<'_>], lines: &[Range<usize>], wanted: Vec<Entry>) -> Result<Edit, NotChanged> {
        let old: Vec<Option<Entry>> = items.iter().map(|item| self.entry(item)).collect();
        // What cannot be read as an entry is nobody's to take away.
        let mut is_used: Vec<bool> = old.iter().map(Option::is_none).collect();
        let mut same: Vec<Option<usize>> = Vec::with_capacity(wanted.len());
        for entry in &wanted {
            let at = (0..old.len()).find(|&at| !is_used[at] && old[at].as_ref() == Some(entry));
            at.into_iter().for_each(|at| is_used[at] = true);
            same.push(at);
        }
        let mut left = (0..old.len()).filter(|&at| !is_used[at]);
        let line_of = |at: usize| self.text.get(lines[at].clone()).unwrap_or("");
        let first = items.first().map_or(0, |item| item.span.start as usize);
        let indent = self.text.get(line_start(self.text, first)..first).unwrap_or("  - ");
        let mut new = String::new();
        for (entry, same) in wanted.iter().zip(&same) {
            match same {
                Some(at) => new.push_str(line_of(*at)),
                None => new.push_str(&self.changed_entry(entry, left.next(), (items, lines), indent)?),
            }
            if !new.ends_with('\n') {
                new.push('\n');
            }
        }
        (0..old.len()).filter(|&at| old[at].is_none()).for_each(|at| new.push_str(line_of(at)));
        let end = lines.last().map_or(first, |range| range.end);
        Ok((lines.first().map_or(first, |range| range.start)..end, new))
    }

    /// The lines of an entry that is new, or takes the place of the one at `before`.
    fn changed_entry(
        &self,
        entry: &Entry,
        before: Option<usize>,
        (items, lines): (&[Node<'_>], &[Range<usize>]),
        indent: &str,
    ) -> Result<String, NotChanged> {
        let Some(at) = before else {
            return Ok(match entry {
                Entry::Text(text) => format!("{indent}{}\n", scalar(self.kind, text, self.site)),
                Entry::Group(group) => format!("{indent}{}\n", mapping(group, &[], self.site)),
            });
        };
        let (range, new) = match entry {
            Entry::Text(text) => {
                let span = items[at].span;
                (span.start as usize..span.end as usize, scalar(self.kind, text, self.site))
            }
            Entry::Group(group) => self.group(&items[at], group)?,
        };
        let (start, chunk) = (lines[at].start, self.text.get(lines[at].clone()).unwrap_or(""));
        applied(chunk, vec![(range.start.saturating_sub(start)..range.end.saturating_sub(start), new)])
    }

    fn entry(&self, item: &Node<'_>) -> Option<Entry> {
        match self.kind {
            Kind::Records(keys) => {
                let group = group(keys, item, self.site);
                (!group.is_empty()).then_some(Entry::Group(group))
            }
            kind => text_of(item).map(|text| Entry::Text(canonical(kind, &text, self.site))),
        }
    }

    /// The group `old` with other content.
    fn group(&self, old: &Node<'_>, new: &Group) -> Result<Edit, NotChanged> {
        let range = old.span.start as usize..old.span.end as usize;
        if is_block(self.text, old)
            && let Some(edits) = self.pairs(old, new)
        {
            let inner = self.text.get(range.clone()).ok_or(NotChanged)?;
            let moved = edits.into_iter().map(|(at, new)| (at.start - range.start..at.end - range.start, new));
            let text = applied(inner, moved.collect())?;
            return Ok((range, text));
        }
        Ok((range.clone(), spaced(self.text, range.start, &mapping(new, &self.more(old)?, self.site))))
    }

    /// The edits of single lines that make a block say `new`; `None` if its lines are not that plain.
    fn pairs(&self, old: &Node<'_>, new: &Group) -> Option<Vec<Edit>> {
        let first = old.pairs().first()?.0.span.start as usize;
        let indent = " ".repeat(self.text.get(line_start(self.text, first)..first)?.chars().count());
        let mut edits = Vec::new();
        let mut end = old.span.end as usize;
        for (name, value) in old.pairs() {
            let key = self.kind.keys().iter().find(|key| name.text().is_some_and(|name| key.is_called(name)));
            let Some(key) = key else { continue };
            let span = value_range(self.text, name, value);
            if self.text.get(name.span.start as usize..span.end)?.contains('\n') {
                return None;
            }
            let now = text_of(value).map(|text| canonical(key.kind, &text, self.site));
            match new.iter().find(|(wanted, _)| wanted.name == key.name) {
                Some((_, wanted)) if now.as_ref() == Some(wanted) => {}
                Some((_, wanted)) => {
                    edits.push((span.clone(), spaced(self.text, span.start, &scalar(key.kind, wanted, self.site))));
                }
                // The dash, or what is at the end, cannot be taken away with its line.
                None if name.span.start as usize == first || span.end == end => return None,
                None => {
                    edits.push((
                        line_start(self.text, name.span.start as usize)..line_end(self.text, span.end),
                        String::new(),
                    ));
                }
            }
        }
        let is_written =
            |key: &Key| old.pairs().iter().any(|(name, _)| name.text().is_some_and(|name| key.is_called(name)));
        let added = new.iter().filter(|(key, _)| !is_written(key));
        let added: String =
            added.map(|(key, text)| format!("\n{indent}{}: {}", key.name, scalar(key.kind, text, self.site))).collect();
        if !added.is_empty() {
            // Behind the last value, a comment of its line included.
            let rest = self.text.get(end..)?.lines().next().unwrap_or("");
            if rest.trim_start().starts_with('#') {
                return None;
            }
            end = old.span.end as usize;
            edits.push((end..end, added));
        }
        Some(edits)
    }

    /// The keys of a group that are in no table, as they are written.
    fn more(&self, node: &Node<'_>) -> Result<Vec<String>, NotChanged> {
        let is_known =
            |name: &Node<'_>| self.kind.keys().iter().any(|key| name.text().is_some_and(|name| key.is_called(name)));
        let unknown = node.pairs().iter().filter(|(name, _)| !is_known(name));
        let written = unknown.map(|(name, value)| {
            let written = self.text.get(name.span.start as usize..value.span.end.max(name.span.end) as usize);
            let is_plain = |text: &&str| !text.contains(['\n', '#']);
            written.filter(is_plain).map(str::to_owned).ok_or(NotChanged)
        });
        written.collect()
    }

    /// Whether the entries of a list can be written anew: none has a key that would be lost.
    fn anew(&self, items: &[Node<'_>]) -> Result<(), NotChanged> {
        let has_more = |item: &Node<'_>| self.more(item).map_or(true, |more| !more.is_empty());
        let is_lost = matches!(self.kind, Kind::Records(_)) && items.iter().any(has_more);
        if is_lost { Err(NotChanged) } else { Ok(()) }
    }
}
