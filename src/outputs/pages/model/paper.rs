//! How large the letters of a model's sheet of paper may be.

use crate::catalog::Model;

/// A sheet of A4 with margins of an inch holds some 2,300 letters of 11.6 points with all that stands around them (measured on
/// the shipped models); with a reserve, for sheets of the larger letters.
const LETTERS: usize = 1_800;
/// About as many letters as an award, a copy or a source takes.
const LINE: usize = 80;

/// Whether the text leaves room for larger letters.
pub(super) fn is_short(model: &Model) -> bool {
    let front_matter = model.front_matter();
    let letters = |text: &str| text.chars().count();
    let texts = [&front_matter.summary, &front_matter.conditions, &front_matter.resources, &front_matter.organisation];
    let sections = model.entry.article.sections.iter().map(|section| letters(&section.text));
    let lines = front_matter.awards.len()
        + front_matter.sources.len()
        + front_matter.results.len()
        + front_matter.updates.len() * 2
        + model.replications.len();
    sections.chain(texts.into_iter().flatten().map(|text| letters(text))).sum::<usize>() + lines * LINE <= LETTERS
}
