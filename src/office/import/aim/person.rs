//! Lists of persons who are models themselves: the names of persons are the titles there.

use super::{Aim, Sureness, plain};
use crate::office::import::header::Header;
use crate::office::sheet::Sheet;
use crate::vietnamese;

/// Headings of the names of persons, as [`plain`] writes them.
const NAMES: [&str; 8] = [
    "ho va ten",
    "ho ten",
    "ho ten ca nhan",
    "ho va ten ca nhan",
    "ten ca nhan",
    "ten ca nhan dien hinh",
    "ca nhan dien hinh",
    "ho va ten ca nhan dien hinh",
];
/// Keys that only a list of models has: one of the members of a board names persons too.
const OF_MODELS: [&str; 5] = ["field", "results", "awards", "recognised", "summary"];

/// Whether a plain heading asks for the name of a person.
pub(in super::super) fn is_name(heading: &str) -> bool {
    NAMES.contains(&heading)
}

/// The titles, if a plain heading asks for the name of a person. A column of the names of models is surer.
pub(super) fn of(heading: &str) -> Option<(Aim, Sureness)> {
    is_name(heading).then(|| (Aim::title(), Sureness::Likely))
}

/// Whether the titles of a list are names of persons, by the heading of their column.
fn has_names(header: &Header) -> bool {
    let title = header.columns.iter().find(|column| Some(column.column) == header.title());
    title.is_some_and(|column| is_name(&plain(&column.heading)))
}

/// Whether a list whose titles may be the names of persons is one of models.
pub(in super::super) fn can_be_models(header: &Header) -> bool {
    let is_of_models = |aim: Aim| matches!(aim, Aim::Section(_)) || OF_MODELS.contains(&aim.key_name());
    !has_names(header) || header.columns.iter().filter_map(|column| column.aim).any(|(aim, _)| is_of_models(aim))
}

/// Whether the models of a sheet are persons: its titles are their names, or its own name says so.
pub(in super::super) fn are_models_of(sheet: &Sheet, header: &Header) -> bool {
    let name = vietnamese::fold(&sheet.name);
    has_names(header) || name.contains("ca nhan") && !name.contains("tap the")
}
