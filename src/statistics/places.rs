//! Counts by present province: models, copies received and given, and communes of the home province without models.

use std::collections::{BTreeMap, BTreeSet};

use super::fields::{all_fields, report_field_indexes};
use crate::catalog::{Catalog, Located};
use crate::locality::{Level, UnitId};
use crate::schema::Id;

/// The counts of a present province.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Province {
    /// The province.
    pub(crate) unit: UnitId,
    /// Number of models in it. A model in a former unit that was divided between provinces counts in each of them.
    pub(crate) models: usize,
    /// The same by report field, in the order of [`Statistics::report_fields`](super::Statistics::report_fields).
    pub(crate) by_field: Vec<usize>,
    /// Whether a model in it names each report field, as its main field or as a further one.
    pub(crate) has_field: Vec<bool>,
    /// Number of copies in it, wherever the original is.
    pub(crate) received: usize,
    /// Number of copies of its models, wherever they are.
    pub(crate) given: usize,
}

/// The counts of communes of the home province.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct HomeProvince {
    /// The province.
    pub(crate) unit: UnitId,
    /// Number of its communes.
    pub(crate) communes: usize,
    /// Number of those that have a model.
    pub(crate) with_models: usize,
    /// Number of those that have a model in each report field, be it its main field or a further one, in the order of
    /// [`Statistics::report_fields`](super::Statistics::report_fields).
    pub(crate) by_field: Vec<usize>,
}

/// Every present province that has a model or a copy; those with most models first, then by name.
pub(super) fn provinces(catalog: &Catalog, report_fields: &[Id]) -> Vec<Province> {
    let field_index = report_field_indexes(&catalog.site, report_fields);
    let mut provinces: BTreeMap<UnitId, Province> = BTreeMap::new();
    let mut count = |place: &Located, count: &dyn Fn(&mut Province)| {
        for unit in provinces_of(catalog, place) {
            let (by_field, has_field) = (vec![0; report_fields.len()], vec![false; report_fields.len()]);
            let new = Province { unit, models: 0, by_field, has_field, received: 0, given: 0 };
            count(provinces.entry(unit).or_insert(new));
        }
    };
    for model in &catalog.models {
        let field = field_index.get(&*model.front_matter().field);
        let indexes = || all_fields(model).filter_map(|field| field_index.get(&**field));
        count(&model.place, &|province| {
            province.models += 1;
            indexes().for_each(|&index| province.has_field[index] = true);
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

/// How many models the present communes have.
#[derive(Debug, Default)]
pub(crate) struct Communes {
    /// Those with most models first, then by name.
    pub(crate) models: Vec<(UnitId, usize)>,
    /// Models in a former unit that was divided between several communes.
    pub(crate) divided: usize,
    /// Models of which only a larger place is known.
    pub(crate) unclear: usize,
}

/// The models of each present commune.
pub(crate) fn communes(catalog: &Catalog) -> Communes {
    let (mut found, mut models) = (Communes::default(), BTreeMap::<UnitId, usize>::new());
    for model in &catalog.models {
        let is_commune = |unit: &&UnitId| catalog.gazetteer.unit(**unit).level == Level::Commune;
        let now: Vec<&UnitId> = model.place.now.iter().filter(is_commune).collect();
        match now[..] {
            [] => found.unclear += 1,
            [&one] => *models.entry(one).or_default() += 1,
            _ => found.divided += 1,
        }
    }
    found.models = models.into_iter().collect();
    found.models.sort_by_cached_key(|&(unit, count)| {
        (std::cmp::Reverse(count), crate::vietnamese::sort_key(catalog.gazetteer.unit(unit).bare()), unit)
    });
    found
}

fn provinces_of(catalog: &Catalog, place: &Located) -> BTreeSet<UnitId> {
    place.now.iter().map(|&unit| catalog.gazetteer.province_of(unit)).collect()
}

/// The communes of a present province; `None` if `unit` is none. Models of a whole district or province count for none of
/// them.
pub(super) fn communes_of(catalog: &Catalog, unit: UnitId, report_fields: &[Id]) -> Option<HomeProvince> {
    let gazetteer = &catalog.gazetteer;
    if gazetteer.unit(unit).level != Level::Province || !gazetteer.is_current(unit) {
        return None;
    }
    let is_commune = |id: UnitId| gazetteer.unit(id).level == Level::Commune;
    let communes = gazetteer
        .ids()
        .filter(|&id| is_commune(id) && gazetteer.is_current(id) && gazetteer.unit(id).parent == Some(unit));
    let field_index = report_field_indexes(&catalog.site, report_fields);
    let mut with_models = BTreeSet::new();
    let mut by_field = vec![BTreeSet::new(); report_fields.len()];
    for model in &catalog.models {
        let is_within_commune = model.place.unit.is_some_and(|place| gazetteer.unit(place).level >= Level::Commune);
        let own = |now: &&UnitId| is_within_commune && is_commune(**now) && gazetteer.unit(**now).parent == Some(unit);
        for &commune in model.place.now.iter().filter(own) {
            with_models.insert(commune);
            for &index in all_fields(model).filter_map(|field| field_index.get(&**field)) {
                by_field[index].insert(commune);
            }
        }
    }
    let by_field = by_field.iter().map(BTreeSet::len).collect();
    Some(HomeProvince { unit, communes: communes.count(), with_models: with_models.len(), by_field })
}
