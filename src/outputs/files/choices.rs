//! The list from which readers choose their place: every present commune and province and every former district, by
//! names then and now, whether or not anything stands on their pages.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::super::{Output, OutputKind, PlanContext, PublishOrder};
use crate::catalog::Catalog;
use crate::finding::Finding;
use crate::locality::{Gazetteer, Level, UnitId};
use crate::render::{Rendered, Renderer};
use crate::route;

#[derive(Debug)]
struct Choices;

pub(crate) fn plan(_: &PlanContext<'_>) -> Vec<Output> {
    vec![Output::new(route::PLACES, Choices)]
}

impl OutputKind for Choices {
    fn order(&self) -> PublishOrder {
        PublishOrder::Asset
    }

    fn render<'o>(&'o self, renderer: &'o Renderer<'_>, _: &str) -> Result<Rendered<'o>, Box<Finding>> {
        Ok(script(renderer.catalog).into())
    }
}

/// `lantoa.places([…])`, with rows as `themes/default/assets/choose.js` describes them.
fn script(catalog: &Catalog) -> Vec<u8> {
    let gazetteer = &catalog.gazetteer;
    let mut by_province: BTreeMap<UnitId, Inside> = BTreeMap::new();
    for unit in gazetteer.ids() {
        let province = || gazetteer.province_of(*gazetteer.present(unit).first().unwrap_or(&unit));
        match (gazetteer.unit(unit).level, gazetteer.is_current(unit)) {
            (Level::Province, true) => _ = by_province.entry(unit).or_default(),
            (Level::District, false) => by_province.entry(province()).or_default().districts.push(unit),
            (Level::Commune, true) => by_province.entry(province()).or_default().communes.push(unit),
            _ => {}
        }
    }
    let rows = by_province.into_iter().filter(|(province, _)| gazetteer.is_current(*province));
    let rows: Vec<Value> = rows.filter_map(|(province, inside)| inside.row(catalog, province)).collect();
    format!("lantoa.places({})\n", Value::Array(rows)).into_bytes()
}

/// What lies in a present province.
#[derive(Default)]
struct Inside {
    communes: Vec<UnitId>,
    districts: Vec<UnitId>,
}

impl Inside {
    fn row(&self, catalog: &Catalog, province: UnitId) -> Option<Value> {
        let gazetteer = &catalog.gazetteer;
        let has_page = |unit: UnitId| catalog.listings.of_place(unit).is_some();
        let former: Vec<&str> = gazetteer.former_of(province).iter().map(|&unit| gazetteer.name(unit)).collect();
        let numbers: BTreeMap<UnitId, usize> = self.districts.iter().copied().zip(0..).collect();
        let commune = |&unit: &UnitId| {
            let slug = gazetteer.slug(unit);
            let rest = slug.rsplit('/').next().filter(|_| has_page(unit));
            let districts = gazetteer.former_of(unit).iter().filter_map(|&former| gazetteer.district_of(former));
            let mut districts: Vec<usize> = districts.filter_map(|district| numbers.get(&district).copied()).collect();
            districts.sort_unstable();
            districts.dedup();
            let rest = rest.map_or_else(|| json!(0), |rest| json!(rest));
            Some(json!([
                gazetteer.name(unit),
                middle(gazetteer, unit)?,
                rest,
                former_names(gazetteer, unit),
                districts
            ]))
        };
        let district = |&unit: &UnitId| {
            let slug = if has_page(unit) { json!(gazetteer.slug(unit)) } else { json!(0) };
            // A district without a point stands where its communes went; without these it cannot be near to anything.
            Some(json!([gazetteer.full_name(unit), middle(gazetteer, unit).unwrap_or(Value::Null), slug]))
        };
        Some(json!([
            gazetteer.name(province),
            gazetteer.slug(province),
            middle(gazetteer, province)?,
            u8::from(has_page(province)),
            former,
            self.communes.iter().filter_map(commune).collect::<Vec<_>>(),
            self.districts.iter().filter_map(district).collect::<Vec<_>>(),
        ]))
    }
}

/// The names of the communes that a present one was made of, without those that are its own.
fn former_names(gazetteer: &Gazetteer, unit: UnitId) -> String {
    let former = gazetteer.former_of(unit).iter().map(|&former| gazetteer.unit(former).bare());
    let mut former: Vec<&str> = former.filter(|name| *name != gazetteer.unit(unit).bare()).collect();
    former.sort_unstable();
    former.dedup();
    former.join(", ")
}

/// Longitude and latitude in hundredths of a degree, which is about a kilometre.
fn middle(gazetteer: &Gazetteer, unit: UnitId) -> Option<Value> {
    let hundredths = |degrees: f32| (f64::from(degrees) * 100.0).round() as i64;
    gazetteer.middle(unit).map(|(lon, lat)| json!([hundredths(lon), hundredths(lat)]))
}
