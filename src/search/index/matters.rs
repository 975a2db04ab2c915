//! Matters: what the models of a site are about, in its own words, offered to a reader who types.

use std::collections::HashMap;

use serde_json::{Value, json};

use super::super::document::{Document, Facets};
use crate::vietnamese::fold;

/// Largest size of all labels together, in bytes. They are loaded when a reader has had a first answer.
const SIZE: usize = 6_000;
/// Longer tags are sentences rather than names.
const LONGEST: usize = 60;

/// Labels of fields, campaigns and tags that models have, those of most models first: `[label, models]` each. One of
/// several spellings that differ in marks and case only is there once.
pub(super) fn of(documents: &[Document<'_>], facets: &Facets) -> Value {
    let mut all: HashMap<String, (&str, u32)> = HashMap::new();
    for document in documents {
        let fields = document.fields.iter().filter_map(|&field| facets.fields.get(usize::from(field)));
        let labels = fields.map(|field| &field.label).chain(&document.campaigns).chain(&document.tags);
        labels.for_each(|label| all.entry(fold(label)).or_insert((label, 0)).1 += 1);
    }
    let mut listed: Vec<(&str, u32)> = all.into_values().filter(|(label, _)| label.len() <= LONGEST).collect();
    listed.sort_unstable_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    let mut left = SIZE;
    let fitting = listed.into_iter().take_while(|(label, _)| {
        let fits = label.len() <= left;
        left = left.saturating_sub(label.len());
        fits
    });
    fitting.map(|(label, count)| json!([label, count])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_matters_of_most_models_come_first_and_spellings_once() {
        let with =
            |tags: &[&str]| Document { tags: tags.iter().map(|&tag| tag.to_owned()).collect(), ..Document::default() };
        let documents = [with(&["hiến đất", "rác thải"]), with(&["Rác thải"]), with(&["bình dân học vụ số"])];
        let expected = json!([["rác thải", 2], ["bình dân học vụ số", 1], ["hiến đất", 1]]);
        assert_eq!(of(&documents, &Facets::default()), expected);
    }
}
