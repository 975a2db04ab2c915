//! Models by present province: what each has, what it has taken over and given, and what it lacks.

use std::collections::{BTreeMap, BTreeSet};

use super::fields::in_reports;
use crate::catalog::{Catalog, Located};
use crate::locality::{Level, UnitId};
use crate::schema::Id;

/// A present province.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Province {
    /// Which.
    pub unit: UnitId,
    /// Models that lie in it. One in a former place that was divided among provinces lies in each of them.
    pub models: usize,
    /// The same by field of reports.
    pub by_field: Vec<usize>,
    /// Times that a place in it took over a model, wherever that came from.
    pub received: usize,
    /// Times that a model of it was taken over, wherever that went.
    pub given: usize,
}

/// The communes of the province the site is at home in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Home {
    /// The province.
    pub unit: UnitId,
    /// Its communes.
    pub communes: usize,
    /// Those that have a model.
    pub with_models: usize,
    /// Those that have one of each field of reports.
    pub by_field: Vec<usize>,
}

/// Every present province that has a model or a copy, most models first.
pub(super) fn provinces(catalog: &Catalog, report_fields: &[Id]) -> Vec<Province> {
    let position = in_reports(&catalog.site, report_fields);
    let mut provinces: BTreeMap<UnitId, Province> = BTreeMap::new();
    let mut count = |place: &Located, count: &dyn Fn(&mut Province)| {
        for unit in provinces_of(catalog, place) {
            let by_field = vec![0; report_fields.len()];
            let new = Province { unit, models: 0, by_field, received: 0, given: 0 };
            count(provinces.entry(unit).or_insert(new));
        }
    };
    for model in &catalog.models {
        let field = position.get(&*model.front_matter().field);
        count(&model.place, &|province| {
            province.models += 1;
            if let Some(&field) = field {
                province.by_field[field] += 1;
            }
        });
    }
    for edge in catalog.spread.edges() {
        count(catalog.destination(edge), &|province| province.received += 1);
        count(&catalog.model(edge.original).place, &|province| province.given += 1);
    }
    let mut provinces: Vec<Province> = provinces.into_values().collect();
    provinces.sort_by_cached_key(|province| {
        let name = crate::vietnamese::sort_key(catalog.gazetteer.unit(province.unit).bare());
        (std::cmp::Reverse(province.models), name, province.unit)
    });
    provinces
}

fn provinces_of(catalog: &Catalog, place: &Located) -> BTreeSet<UnitId> {
    place.now.iter().map(|&unit| catalog.gazetteer.province_of(unit)).collect()
}

/// The home province's communes. A model of a whole former district or province is no commune's own.
pub(super) fn home(catalog: &Catalog, report_fields: &[Id]) -> Option<Home> {
    let gazetteer = &catalog.gazetteer;
    let unit = catalog.home?;
    let is_commune = |id: UnitId| gazetteer.unit(id).level == Level::Commune;
    let communes = gazetteer
        .ids()
        .filter(|&id| is_commune(id) && gazetteer.is_current(id) && gazetteer.unit(id).parent == Some(unit));
    let position = in_reports(&catalog.site, report_fields);
    let mut with_models = BTreeSet::new();
    let mut by_field = vec![BTreeSet::new(); report_fields.len()];
    for model in &catalog.models {
        let is_small = model.place.unit.is_some_and(|place| gazetteer.unit(place).level >= Level::Commune);
        let own = |now: &&UnitId| is_small && is_commune(**now) && gazetteer.unit(**now).parent == Some(unit);
        for &commune in model.place.now.iter().filter(own) {
            with_models.insert(commune);
            if let Some(&field) = position.get(&*model.front_matter().field) {
                by_field[field].insert(commune);
            }
        }
    }
    let by_field = by_field.iter().map(BTreeSet::len).collect();
    Some(Home { unit, communes: communes.count(), with_models: with_models.len(), by_field })
}
