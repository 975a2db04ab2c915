//! Counted results as people read them.

use super::number;
use super::view::ResultView;
use crate::schema::{ModelFrontMatter, NumberResult};

/// The results of a model.
pub(crate) fn results(front_matter: &ModelFrontMatter) -> Vec<ResultView> {
    let view = |result: &NumberResult| ResultView {
        label: result.label.clone(),
        value: number::grouped(&result.value.amount.to_string()),
        unit: result.unit.clone().unwrap_or_default(),
        note: result.note.clone().unwrap_or_default(),
    };
    front_matter.results.iter().map(view).collect()
}

/// The same, each in a line: `Hộ tham gia: 1.932 hộ (cả thôn)`. The note belongs to the number: it may say that this is no
/// exact one.
pub(crate) fn results_in_words(front_matter: &ModelFrontMatter) -> impl Iterator<Item = String> {
    results(front_matter).into_iter().map(|result| {
        let unit = if result.unit.is_empty() { "" } else { " " };
        let note = if result.note.is_empty() { String::new() } else { format!(" ({})", result.note) };
        format!("{}: {}{unit}{}{note}", result.label, result.value, result.unit)
    })
}
