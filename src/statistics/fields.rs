//! Models by field, and by the year of their latest award.

use std::collections::HashMap;

use crate::catalog::Catalog;
use crate::schema::{Id, SiteConfig};

/// How many years stand one by one.
pub(super) const YEARS: u16 = 12;

/// One year, or all years up to one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Period {
    /// The first year.
    pub first: u16,
    /// The last year.
    pub last: u16,
}

/// One field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FieldCount {
    /// Its id.
    pub field: Id,
    /// Models whose main field it is: every model counts once.
    pub models: usize,
    /// Those with an award, by the year of the latest one, in the order of the periods.
    pub by_period: Vec<usize>,
}

/// The periods in which there were awards, and every field of the site with its counts.
pub(super) fn fields(catalog: &Catalog) -> (Vec<Period>, Vec<FieldCount>) {
    let periods = periods(catalog);
    let site = &catalog.site;
    let at: HashMap<&str, usize> = site.fields.iter().enumerate().map(|(at, field)| (&*field.id, at)).collect();
    let empty = |field: &crate::schema::Field| FieldCount {
        field: field.id.clone(),
        models: 0,
        by_period: vec![0; periods.len()],
    };
    let mut counts: Vec<FieldCount> = site.fields.iter().map(empty).collect();
    for model in &catalog.models {
        let Some(&at) = at.get(&*model.front_matter().field) else { continue };
        counts[at].models += 1;
        let period = model.awarded().and_then(|year| periods.iter().position(|period| year <= period.last));
        if let Some(period) = period {
            counts[at].by_period[period] += 1;
        }
    }
    (periods, counts)
}

fn periods(catalog: &Catalog) -> Vec<Period> {
    let years = || catalog.models.iter().filter_map(|model| model.awarded());
    let (Some(first), Some(last)) = (years().min(), years().max()) else { return Vec::new() };
    let from = first.max(last.saturating_sub(YEARS - 1));
    let before = (first < from).then(|| Period { first, last: from - 1 });
    before.into_iter().chain((from..=last).map(|year| Period { first: year, last: year })).collect()
}

/// The fields that stand in reports by themselves.
pub(super) fn report_fields(site: &SiteConfig) -> Vec<Id> {
    site.fields.iter().filter(|field| field.counts_as.is_none()).map(|field| field.id.clone()).collect()
}

/// For each field of the site its position among the fields of reports: its own, or that of the one it counts as.
pub(super) fn in_reports<'s>(site: &'s SiteConfig, report_fields: &[Id]) -> HashMap<&'s str, usize> {
    let position = |id: &Id| report_fields.iter().position(|field| field == id);
    let fields = site.fields.iter();
    fields.filter_map(|field| Some((&*field.id, position(field.counts_as.as_ref().unwrap_or(&field.id))?))).collect()
}
