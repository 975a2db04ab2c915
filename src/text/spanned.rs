//! A value with its position in the file.

use super::Span;

/// A value and the bytes it was read from, so that later stages can report a finding there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Spanned<T> {
    /// What was read.
    pub value: T,
    /// Its bytes in the file; an empty span at 0 for a default value.
    pub span: Span,
}

impl<T> Spanned<T> {
    /// `value`, read at `span`.
    pub fn new(value: T, span: Span) -> Self {
        Self { value, span }
    }
}
