//! Front matter: the fences, and YAML as a tree in which every key and value knows its place.
//!
//! Used for whatever is YAML: front matter, `content/site.yaml`, theme strings, registers. This room knows no key and no
//! type: text stays as written (`08` is not 8, `no` is not false). It never stops at the first error.

mod cause;
mod chars;
mod lines;
mod node;
mod parse;
mod split;

pub use node::{Node, Value};
pub use parse::{MAX_DEPTH, MAX_YAML, parse, parse_map};
pub use split::{FenceProblem, Split, split};

use crate::finding::{Checked, FileContext};
use crate::text::Span;

/// A Markdown file taken apart: its front matter as a tree, and where its text lies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FrontMatter<'t> {
    /// The opening fence: where findings about missing keys point.
    pub fence: Span,
    /// The keys and values; [`Value::Broken`] when there is no front matter at all.
    pub root: Node<'t>,
    /// The Markdown text.
    pub body: Span,
}

/// Reads the front matter of `file`; fences and YAML that are wrong are findings, and what can be saved is returned.
pub fn read<'t>(file: &FileContext<'t>) -> Checked<FrontMatter<'t>> {
    let split = split(file.text);
    let mut findings: Vec<_> = split.finding(file).into_iter().collect();
    let root = if split.problem == Some(FenceProblem::Missing) {
        Node::broken(split.fence)
    } else {
        parse_map(file, split.yaml).collect(&mut findings)
    };
    Checked { value: FrontMatter { fence: split.fence, root, body: split.body }, findings }
}

#[cfg(test)]
mod tests;
