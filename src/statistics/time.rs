//! How long praise takes: the notice the project grows from asks that it comes in time.

use crate::catalog::{Catalog, Model};
use crate::schema::Id;

/// Years from the start of models to their first award.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Waiting {
    /// Half of the models waited no longer than this; between two whole years when the middle two differ.
    pub median: f32,
    /// Models of which both years are known.
    pub models: usize,
}

/// Over all models, and for each field that has one.
pub(super) fn waiting(catalog: &Catalog) -> (Option<Waiting>, Vec<(Id, Waiting)>) {
    let all = median(catalog.models.iter().filter_map(years).collect());
    let of_field = |id: &Id| {
        let models = catalog.models.iter().filter(|model| model.front_matter().field == *id);
        Some((id.clone(), median(models.filter_map(years).collect())?))
    };
    (all, catalog.site.fields.iter().filter_map(|field| of_field(&field.id)).collect())
}

/// An award before the start is somebody's slip of the pen and has been told; it says nothing of time.
fn years(model: &Model) -> Option<u16> {
    let front_matter = model.front_matter();
    let first = front_matter.awards.iter().map(|award| award.year).min()?;
    first.checked_sub(front_matter.started?.value)
}

fn median(mut years: Vec<u16>) -> Option<Waiting> {
    years.sort_unstable();
    let models = years.len();
    let (low, high) = (*years.get(models.checked_sub(1)? / 2)?, *years.get(models / 2)?);
    Some(Waiting { median: f32::from(low + high) / 2.0, models })
}
