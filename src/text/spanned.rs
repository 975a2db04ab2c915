//! A value together with where it was written.

use super::Span;

/// A value and the bytes it was read from, so that a later stage can still point at it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Spanned<T> {
    /// What was read.
    pub value: T,
    /// Where it stands in the file; empty at 0 for a value nobody wrote (a default).
    pub span: Span,
}

impl<T> Spanned<T> {
    /// `value`, read at `span`.
    pub fn new(value: T, span: Span) -> Self {
        Self { value, span }
    }
}
