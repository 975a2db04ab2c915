//! Vietnamese text: folding, tone placement, slugs, collation, syllables, edit distance, abbreviations, numbers.
//!
//! All code that compares Vietnamese text uses these functions. The search script in the browser implements the same
//! functions; both are tested against `tests/vietnamese/vectors.tsv`. Nothing here knows the meaning of a word, apart
//! from the table of abbreviations.

mod abbreviation;
mod collate;
mod distance;
mod fold;
mod form;
mod legacy;
mod letter;
pub(crate) mod number;
mod rime;
mod slug;
mod syllable;
mod tone;

pub(crate) use abbreviation::{ABBREVIATIONS, spelled_out};
pub(crate) use collate::{first_letter, sort_key};
pub(crate) use distance::{Guesses, distance_within, nearest};
pub use fold::fold;
pub(crate) use form::composed;
pub(crate) use legacy::{convert, convert_table, guess, legacy_lines, text_in_font, without_legacy};
pub(crate) use rime::{is_plain_syllable, is_syllable};
pub use slug::slug;
pub(crate) use syllable::{Syllable, fold_syllables, syllables};
pub(crate) use tone::{is_spelled_like, normalize, old_tones, one_i};

#[cfg(test)]
mod tests;
