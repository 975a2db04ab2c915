//! Models by field, and by the year of their latest award.

use std::collections::HashMap;

use crate::catalog::{Catalog, Model};
use crate::schema::{Id, SiteConfig};

/// Number of years that are periods of their own.
const SINGLE_YEARS: u16 = 12;

/// A year, or all years up to one; both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Period {
    /// The first year.
    pub(crate) first: u16,
    /// The last year.
    pub(crate) last: u16,
}

/// The counts of a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FieldCount {
    /// Id of the field.
    pub(crate) field: Id,
    /// Number of models whose main field it is. So every model counts once.
    pub(crate) models: usize,
    /// Whether a model names it or a field that counts as it, be it as its main field or as a further one.
    pub(crate) is_named: bool,
    /// Number of those with an award, by the period of the latest one.
    pub(crate) by_period: Vec<usize>,
}

/// The periods in which there are awards, and the counts of every field of the site.
pub(super) fn fields(catalog: &Catalog) -> (Vec<Period>, Vec<FieldCount>) {
    let periods = periods(catalog);
    let site = &catalog.site;
    let indexes: HashMap<&str, usize> =
        site.fields.iter().enumerate().map(|(index, field)| (&*field.id, index)).collect();
    let empty = |field: &crate::schema::Field| FieldCount {
        field: field.id.clone(),
        models: 0,
        is_named: false,
        by_period: vec![0; periods.len()],
    };
    let mut counts: Vec<FieldCount> = site.fields.iter().map(empty).collect();
    for model in &catalog.models {
        for &index in all_fields(model).filter_map(|field| indexes.get(&**field)) {
            counts[index].is_named = true;
            let counts_as = site.fields[index].counts_as.as_ref().and_then(|field| indexes.get(&**field));
            counts_as.into_iter().for_each(|&index| counts[index].is_named = true);
        }
        let Some(&index) = indexes.get(&*model.front_matter().field) else { continue };
        counts[index].models += 1;
        let period = model.awarded().and_then(|year| periods.iter().position(|period| year <= period.last));
        if let Some(period) = period {
            counts[index].by_period[period] += 1;
        }
    }
    (periods, counts)
}

/// The fields that a model names, the main one first.
pub(super) fn all_fields(model: &Model) -> impl Iterator<Item = &Id> {
    let front = model.front_matter();
    std::iter::once(&front.field).chain(&front.fields_also)
}

fn periods(catalog: &Catalog) -> Vec<Period> {
    let years = || catalog.models.iter().filter_map(|model| model.awarded());
    let (Some(first), Some(last)) = (years().min(), years().max()) else { return Vec::new() };
    let from = first.max(last.saturating_sub(SINGLE_YEARS - 1));
    let before = (first < from).then(|| Period { first, last: from - 1 });
    before.into_iter().chain((from..=last).map(|year| Period { first: year, last: year })).collect()
}

/// The fields that reports have: those without `counts_as`.
pub(super) fn report_fields(site: &SiteConfig) -> Vec<Id> {
    site.fields.iter().filter(|field| field.counts_as.is_none()).map(|field| field.id.clone()).collect()
}

/// For each field of the site the index in `report_fields` of the one it counts in: itself, or its `counts_as`.
pub(super) fn report_field_indexes<'s>(site: &'s SiteConfig, report_fields: &[Id]) -> HashMap<&'s str, usize> {
    let index = |id: &Id| report_fields.iter().position(|field| field == id);
    let fields = site.fields.iter();
    fields.filter_map(|field| Some((&*field.id, index(field.counts_as.as_ref().unwrap_or(&field.id))?))).collect()
}
