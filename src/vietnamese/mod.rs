//! Vietnamese, once: folding, tone placement, slugs, order, syllables, nearness, abbreviations.
//!
//! Everything that compares Vietnamese text comes here, and the browser's reader does the same by the same vectors
//! (`tests/vietnamese/vectors.tsv`). This room knows letters and syllables; it knows no word's meaning and keeps no state.

mod abbreviation;
mod collate;
mod distance;
mod fold;
mod form;
mod letter;
mod slug;
mod syllable;
mod tone;

pub use abbreviation::{ABBREVIATIONS, abbreviations_of, expand};
pub use collate::{first_letter, sort_key};
pub(crate) use distance::{distance, nearest};
pub use fold::{fold, fold_each};
pub use form::composed;
pub use slug::slug;
pub use syllable::{Syllable, fold_syllables, syllables};
pub use tone::{is_spelled_like, normalize, old_tones, one_i};

#[cfg(test)]
mod tests;
