//! The tree that YAML is read into.

use std::borrow::Cow;

use crate::text::Span;

/// One value of a YAML text, with the bytes of the file it was read from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node<'t> {
    /// Where it stands in the file. Of an empty value: the point where one could stand.
    pub span: Span,
    /// What it is.
    pub value: Value<'t>,
}

/// What a node is. Nothing is guessed: `no`, `08` and `1.932` stay the text they are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value<'t> {
    /// One text.
    Scalar {
        /// Its content, without quotes, folded as YAML says.
        text: Cow<'t, str>,
        /// Whether it was written in quotes or as a block; such a text is never "no value".
        quoted: bool,
    },
    /// A list.
    List(Vec<Node<'t>>),
    /// Keys with their values, in the order written. Keys are scalars and stand once each.
    Map(Vec<(Node<'t>, Node<'t>)>),
    /// Something stood here that could not be read; a finding tells why. Not to be treated as missing.
    Broken,
}

impl<'t> Node<'t> {
    /// The text, if the node is one.
    pub fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Scalar { text, .. } => Some(text),
            _ => None,
        }
    }

    /// Whether nothing was written: empty, `~` or `null`, not in quotes.
    pub fn is_null(&self) -> bool {
        matches!(&self.value, Value::Scalar { text, quoted: false } if matches!(&**text, "" | "~" | "null"))
    }

    /// Whether something stood here that could not be read.
    pub fn is_broken(&self) -> bool {
        self.value == Value::Broken
    }

    /// The pairs of a map; none for anything else.
    pub fn pairs(&self) -> &[(Self, Self)] {
        match &self.value {
            Value::Map(pairs) => pairs,
            _ => &[],
        }
    }

    /// The value of `key`, if the node is a map that has it.
    pub fn get(&self, key: &str) -> Option<&Self> {
        self.pairs().iter().find(|(name, _)| name.text() == Some(key)).map(|(_, value)| value)
    }

    pub(super) fn broken(span: Span) -> Self {
        Self { span, value: Value::Broken }
    }

    pub(super) fn map(span: Span, pairs: Vec<(Node<'t>, Node<'t>)>) -> Self {
        Self { span, value: Value::Map(pairs) }
    }
}
