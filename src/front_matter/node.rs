//! The tree that YAML is parsed into.

use std::borrow::Cow;

use crate::text::Span;

/// One value of a YAML text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Node<'t> {
    /// Its span in the file; of an empty value, the empty span where a value would be.
    pub span: Span,
    /// The value.
    pub value: Value<'t>,
}

/// The value of a node. Scalars are not interpreted: `no`, `08` and `1.932` stay text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Value<'t> {
    /// One text.
    Scalar {
        /// Its content, without quotes, folded as YAML says.
        text: Cow<'t, str>,
        /// Whether it was written in quotes or as a block, and therefore is not null even if empty.
        quoted: bool,
    },
    /// A list.
    List(Vec<Node<'t>>),
    /// Keys with their values, in the order written. Keys are scalars, each occurring once.
    Map(Vec<(Node<'t>, Node<'t>)>),
    /// Something that could not be parsed and has a finding already. It must not be reported as missing.
    Broken,
}

impl<'t> Node<'t> {
    /// The text, if the node is one.
    pub(crate) fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Scalar { text, .. } => Some(text),
            _ => None,
        }
    }

    /// Whether the value is null: empty, `~` or `null` without quotes.
    pub(crate) fn is_null(&self) -> bool {
        matches!(&self.value, Value::Scalar { text, quoted: false } if matches!(&**text, "" | "~" | "null"))
    }

    /// Whether the value could not be parsed.
    pub(crate) fn is_broken(&self) -> bool {
        self.value == Value::Broken
    }

    /// The pairs of a map; none for anything else.
    pub(crate) fn pairs(&self) -> &[(Self, Self)] {
        match &self.value {
            Value::Map(pairs) => pairs,
            _ => &[],
        }
    }

    /// The value of `key`, if the node is a map that has it.
    #[cfg(test)]
    pub(crate) fn get(&self, key: &str) -> Option<&Self> {
        self.pairs().iter().find(|(name, _)| name.text() == Some(key)).map(|(_, value)| value)
    }

    pub(super) fn broken(span: Span) -> Self {
        Self { span, value: Value::Broken }
    }

    pub(super) fn map(span: Span, pairs: Vec<(Node<'t>, Node<'t>)>) -> Self {
        Self { span, value: Value::Map(pairs) }
    }
}
