//! What cells are written with.

use std::fmt::{Display, Write};

use crate::catalog::{Catalog, Located};

pub(super) fn optional(out: &mut String, text: Option<&str>) {
    out.push_str(text.unwrap_or(""));
}

pub(super) fn number(out: &mut String, value: Option<impl Display>) {
    // Writing to a text does not fail.
    let _ = value.map(|value| write!(out, "{value}"));
}

/// Several values in one cell, with `; ` between them.
pub(super) fn joined<'t>(out: &mut String, texts: impl Iterator<Item = &'t str>) {
    for (index, text) in texts.enumerate() {
        out.extend([if index > 0 { "; " } else { "" }, text]);
    }
}

/// The code of a place, if the gazetteer knows the place.
pub(super) fn code(out: &mut String, catalog: &Catalog, place: &Located) {
    joined(out, place.units().map(|unit| &*catalog.gazetteer.unit(unit).code));
}
