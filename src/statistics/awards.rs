//! How long it takes from the start of a model to its first award.

use crate::catalog::{Catalog, Model};
use crate::schema::Id;

/// Years from the start of models to their first award, over models of which both years are known.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct TimeToAward {
    /// The median; a half if it is between two years.
    pub(crate) median: f32,
    /// Number of models.
    pub(crate) models: usize,
}

/// Over all models, and for each field that has one.
pub(super) fn time_to_award(catalog: &Catalog) -> (Option<TimeToAward>, Vec<(Id, TimeToAward)>) {
    let all = median(catalog.models.iter().filter_map(years).collect());
    let of_field = |id: &Id| {
        let models = catalog.models.iter().filter(|model| model.front_matter().field == *id);
        Some((id.clone(), median(models.filter_map(years).collect())?))
    };
    (all, catalog.site.fields.iter().filter_map(|field| of_field(&field.id)).collect())
}

/// Years from the start of a model to its first award. `None` if an award is before the start: that is an error in the
/// front matter, which has a finding.
fn years(model: &Model) -> Option<u16> {
    let front_matter = model.front_matter();
    let first = front_matter.awards.iter().map(|award| award.year).min()?;
    first.checked_sub(front_matter.started?.value)
}

fn median(mut years: Vec<u16>) -> Option<TimeToAward> {
    years.sort_unstable();
    let models = years.len();
    let (low, high) = (*years.get(models.checked_sub(1)? / 2)?, *years.get(models / 2)?);
    Some(TimeToAward { median: f32::from(low + high) / 2.0, models })
}
