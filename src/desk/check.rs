//! What is wrong in a text that is being written, each beside the field that it is about.

use serde::Serialize;

use crate::catalog;
use crate::entry;
use crate::finding::{self, Code, FileContext, Finding};
use crate::front_matter::{self, Node, Value};
use crate::locality::Gazetteer;
use crate::schema::{Key, MODEL, SiteConfig};
use crate::text::{Lang, Position, SitePath};

/// A finding for a form.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Remark {
    pub(crate) code: &'static str,
    pub(crate) severity: &'static str,
    message: String,
    help: Option<String>,
    /// The line of the file.
    line: Option<u32>,
    /// The key that it is about.
    pub(crate) key: Option<&'static str>,
    /// Which entry of the list.
    pub(crate) index: Option<usize>,
    /// Which key of the entry.
    pub(crate) part: Option<&'static str>,
    /// Whether it is about the article.
    pub(crate) in_body: bool,
}

/// What is wrong in one file by itself. Links to other files are only known to a whole site.
pub(crate) fn check(path: &SitePath, text: &str, site: &SiteConfig, places: &Gazetteer, year: u16) -> Vec<Finding> {
    let read = entry::parse(path, &text.into(), site, year);
    let mut findings = read.findings;
    if let Some(parsed) = read.value {
        catalog::prepare(parsed, site, places).collect(&mut findings);
    }
    finding::sort(&mut findings);
    findings
}

/// Findings of the file `path` with this text, for its form.
pub(crate) fn remarks<'f>(
    path: &SitePath,
    text: &str,
    findings: impl IntoIterator<Item = &'f Finding>,
    lang: Lang,
) -> Vec<Remark> {
    let file = FileContext::new(path, text);
    let front = front_matter::read(&file).value;
    let remark = |finding: &Finding| {
        let at = finding.position.map(|position| offset(text, position));
        let mut remark = Remark {
            code: finding.code.id(),
            severity: finding.severity().name(),
            message: finding.message.get(lang).to_owned(),
            help: finding.help.as_ref().map(|help| help.get(lang).to_owned()),
            line: finding.position.map(|position| position.line),
            key: None,
            index: None,
            part: None,
            in_body: at.is_some_and(|at| at >= front.body.start as usize),
        };
        if let Some(at) = at.filter(|_| !remark.in_body) {
            aim(&mut remark, &front.root, at);
            if remark.key.is_none() && finding.code == Code::MissingKey {
                remark.key = named(MODEL, finding).map(folded);
            } else if let Some(key) = remark.key.and_then(|name| MODEL.iter().find(|key| key.name == name))
                && remark.part.is_none()
            {
                remark.part = named(key.kind.keys(), finding);
            }
        }
        remark
    };
    findings.into_iter().map(remark).collect()
}

/// The short form of an award has no field of its own.
fn folded(name: &'static str) -> &'static str {
    if super::form::FOLDED.contains(&name) { "awards" } else { name }
}

/// The byte at which a position begins.
fn offset(text: &str, position: Position) -> usize {
    let line_start = match position.line {
        0 | 1 => 0,
        line => text.match_indices('\n').nth(line as usize - 2).map_or(text.len(), |(at, _)| at + 1),
    };
    let line = text.get(line_start..).unwrap_or("");
    let column = position.column.saturating_sub(1) as usize;
    line_start + line.char_indices().nth(column).map_or(line.len(), |(at, _)| at)
}

/// Finds the key, the entry and the part of it that the byte `at` is in.
fn aim(remark: &mut Remark, root: &Node<'_>, at: usize) {
    let Some((key, value)) = pair_at(MODEL, root, at) else { return };
    remark.key = Some(folded(key.name));
    if key.kind.keys().is_empty() {
        return;
    }
    let entry = match &value.value {
        Value::List(items) => {
            remark.index = items.iter().position(|item| at < item.span.end.max(item.span.start + 1) as usize);
            remark.index.and_then(|index| items.get(index))
        }
        _ => Some(value),
    };
    remark.part = entry.and_then(|entry| pair_at(key.kind.keys(), entry, at)).map(|(key, _)| key.name);
}

/// The key of `node` whose name or value the byte `at` is in.
fn pair_at<'n, 't>(keys: &'static [Key], node: &'n Node<'t>, at: usize) -> Option<(&'static Key, &'n Node<'t>)> {
    let mut pairs = node.pairs().iter();
    let (name, value) = pairs
        .find(|(name, value)| (name.span.start as usize..=value.span.end.max(name.span.end) as usize).contains(&at))?;
    let key = keys.iter().find(|key| name.text().is_some_and(|name| key.is_called(name)))?;
    Some((key, value))
}

/// The key that a finding names in quotes: “locality”.
fn named(keys: &'static [Key], finding: &Finding) -> Option<&'static str> {
    let says = |name: &str| finding.message.vi.contains(&format!("“{name}”"));
    keys.iter().find(|key| says(key.name) || says(key.vi_name)).map(|key| key.name)
}
