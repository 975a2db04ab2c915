//! Splits a file at its front matter and parses YAML into a tree in which every key and value has its span.
//!
//! All YAML is parsed here: front matter, `content/site.yaml`, theme strings, registers. The tree has no types: text stays as
//! written (`08` is not 8, `no` is not false). Parsing goes on after an error, so that all errors are reported at once.

mod cause;
mod chars;
mod indent;
mod lines;
mod node;
mod parse;
mod split;
mod toml;

pub(crate) use node::{Node, Value};
#[cfg(test)]
pub(crate) use parse::MAX_YAML;
pub(crate) use parse::parse_map;
pub(crate) use split::{FenceProblem, split};

use crate::finding::{Checked, FileContext};
use crate::text::Span;

/// A Markdown file, split: its front matter as a tree, and the span of its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FrontMatter<'t> {
    /// The opening fence, at which missing keys are reported.
    pub fence: Span,
    /// The keys and values; [`Value::Broken`] when there is no front matter at all.
    pub root: Node<'t>,
    /// The Markdown text.
    pub body: Span,
}

/// Reads the front matter of `file`. Errors in fences and YAML are findings; whatever could be parsed is returned.
pub(crate) fn read<'t>(file: &FileContext<'t>) -> Checked<FrontMatter<'t>> {
    let split = split(file.text);
    let mut findings: Vec<_> = split.finding(file).into_iter().collect();
    let root = if matches!(split.problem, Some(FenceProblem::Missing | FenceProblem::Toml(_))) {
        Node::broken(split.fence)
    } else {
        parse_map(file, split.yaml).collect(&mut findings)
    };
    Checked { value: FrontMatter { fence: split.fence, root, body: split.body }, findings }
}

#[cfg(test)]
mod tests;
