//! Fixes: changes of a file that certainly mend a finding, as data. `lantoa check --fix` applies them.
//!
//! Only what is certain becomes a fix: anything that somebody has to decide stays a help in words. Nothing here touches the
//! disk.

use serde::{Deserialize, Serialize};

use crate::text::{SitePath, Span};

/// What mends a finding: all of it or nothing is applied.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Fix {
    /// Changes of the finding's file, in any order; they do not overlap.
    pub edits: Vec<Edit>,
    /// Files to make beside it, such as a picture that was embedded in the text.
    pub files: Vec<(SitePath, Vec<u8>)>,
}

/// A range of bytes of a decoded text, and what stands there instead.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Edit {
    /// First byte.
    pub start: u32,
    /// One past the last byte; `u32::MAX` for all that follows, in a file that could not be decoded.
    pub end: u32,
    /// The new text.
    pub text: String,
}

impl Edit {
    /// Replaces the bytes `span` by `text`.
    pub(crate) fn new(span: Span, text: impl Into<String>) -> Self {
        Self { start: span.start, end: span.end, text: text.into() }
    }
}

impl Fix {
    /// A fix that replaces the bytes `span` by `text`.
    pub(crate) fn replace(span: Span, text: impl Into<String>) -> Self {
        Self::edits(vec![Edit::new(span, text)])
    }

    /// A fix of several edits.
    pub(crate) fn edits(edits: Vec<Edit>) -> Self {
        Self { edits, files: Vec::new() }
    }

    /// A fix that replaces the whole file.
    pub(crate) fn whole(text: String) -> Self {
        Self::edits(vec![Edit { start: 0, end: u32::MAX, text }])
    }
}

/// `text` with `fixes` applied, and which of them were: one that overlaps with another before it is left for the next round.
/// Equal edits of several fixes are made once.
pub(crate) fn apply<'f>(text: &str, fixes: impl IntoIterator<Item = &'f Fix>) -> (String, Vec<&'f Fix>) {
    let mut taken = std::collections::BTreeMap::<(u32, u32), &str>::new();
    let mut applied = Vec::new();
    for fix in fixes {
        let fits = |edit: &Edit| match taken.get(&(edit.start, edit.end)) {
            Some(other) => *other == edit.text,
            None => is_free(&taken, edit) && is_range(text, edit),
        };
        if !fix.edits.is_empty() && fix.edits.iter().all(fits) {
            taken.extend(fix.edits.iter().map(|edit| ((edit.start, edit.end), edit.text.as_str())));
            applied.push(fix);
        }
    }
    let (mut out, mut from) = (String::with_capacity(text.len()), 0);
    for ((start, end), new) in taken {
        out.push_str(text.get(from..start as usize).unwrap_or(""));
        out.push_str(new);
        from = end as usize;
    }
    out.push_str(text.get(from..).unwrap_or(""));
    (out, applied)
}

/// Whether no edit made so far touches the bytes of `edit`. Two insertions at one place would have no order.
fn is_free(taken: &std::collections::BTreeMap<(u32, u32), &str>, edit: &Edit) -> bool {
    let before = taken.range(..=(edit.start, u32::MAX)).next_back();
    let after = taken.range((edit.start, 0)..).next();
    before.is_none_or(|(&(start, end), _)| end <= edit.start && start < edit.start)
        && after.is_none_or(|(&(start, _), _)| start >= edit.end && start > edit.start)
}

fn is_range(text: &str, edit: &Edit) -> bool {
    edit.end == u32::MAX || text.get(edit.start as usize..edit.end as usize).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fix(start: usize, end: usize, text: &str) -> Fix {
        Fix::replace(Span::new(start, end), text)
    }

    #[test]
    fn edits_are_made_wherever_they_stand_in_the_list() {
        let (one, two) = (fix(4, 7, "hai"), fix(0, 3, "một"));
        assert_eq!(apply("mot 222 ba", [&one, &two]).0, "một hai ba");
    }

    #[test]
    fn what_overlaps_waits_and_what_is_equal_is_made_once() {
        let (first, inside, same, touching) = (fix(0, 4, "x"), fix(2, 3, "y"), fix(0, 4, "x"), fix(4, 5, "z"));
        let (text, applied) = apply("abcdef", [&first, &inside, &same, &touching]);
        assert_eq!(text, "xzf");
        assert_eq!(applied, [&first, &same, &touching]);
        let two_insertions = [&fix(2, 2, "x"), &fix(2, 2, "y")];
        assert_eq!(apply("abcd", two_insertions).0, "abxcd");
    }

    #[test]
    fn a_range_that_is_none_changes_nothing() {
        assert_eq!(apply("ế", [&fix(1, 2, "x"), &fix(0, 90, "x")]).0, "ế");
        assert_eq!(apply("", [&Fix::whole("mới".to_owned())]).0, "mới");
    }
}
