//! How long the lists are to which numbers lead. A number is a link only where its list has exactly so many models: the
//! search finds a model by each of its fields, while the statistics count it once, in its main one.

use crate::catalog::{Catalog, Model};
use crate::locality::UnitId;
use crate::schema::Field;
use crate::statistics::Period;

/// Number of models that the search lists for a place and a field, with the fields that count as it.
pub(super) fn in_place(catalog: &Catalog, province: UnitId, field: &str) -> usize {
    // As the search keeps it: the first of the places that a model is in now.
    let is_there =
        |model: &&Model| model.place.now.first().is_some_and(|&unit| catalog.gazetteer.province_of(unit) == province);
    let models = catalog.models.iter().filter(is_there);
    models.filter(|model| counted_as(&catalog.site.fields, field).any(|field| names(model, &field.id))).count()
}

/// Number of models that the search lists for a field and the years of latest awards.
pub(super) fn in_period(catalog: &Catalog, field: &str, period: Period) -> usize {
    let years = period.first..=period.last;
    let is_listed = |model: &&Model| names(model, field) && model.awarded().is_some_and(|year| years.contains(&year));
    catalog.models.iter().filter(is_listed).count()
}

/// A field of reports and those that count as it.
pub(super) fn counted_as<'f>(fields: &'f [Field], id: &'f str) -> impl Iterator<Item = &'f Field> {
    fields.iter().filter(move |field| field.id == *id || field.counts_as.as_ref().is_some_and(|of| of == id))
}

/// Whether a model names a field, as its main one or as a further one.
fn names(model: &Model, field: &str) -> bool {
    let front_matter = model.front_matter();
    std::iter::once(&front_matter.field).chain(&front_matter.fields_also).any(|named| named == field)
}
