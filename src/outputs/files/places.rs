//! The list from which readers choose their place: every present commune that has a page, by its names then and now.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::super::{Output, OutputKind, PlanContext, PublishOrder};
use crate::catalog::Catalog;
use crate::finding::Finding;
use crate::locality::{Level, UnitId};
use crate::render::{Rendered, Renderer, degrees};
use crate::route::{self, ListingKind};

#[derive(Debug)]
struct Places;

pub(crate) fn plan(_: &PlanContext<'_>) -> Vec<Output> {
    vec![Output::new(route::PLACES, Places)]
}

impl OutputKind for Places {
    fn order(&self) -> PublishOrder {
        PublishOrder::Asset
    }

    fn render<'o>(&'o self, renderer: &'o Renderer<'_>, _: &str) -> Result<Rendered<'o>, Box<Finding>> {
        Ok(script(renderer.catalog).into())
    }
}

/// `lantoa.places({province: [slug, [[rest of the slug, name, longitude, latitude, former names], …]], …})`.
fn script(catalog: &Catalog) -> Vec<u8> {
    let gazetteer = &catalog.gazetteer;
    let mut provinces: BTreeMap<UnitId, Vec<Value>> = BTreeMap::new();
    let is_commune = |&unit: &UnitId| gazetteer.unit(unit).level == Level::Commune && gazetteer.is_current(unit);
    for listing in catalog.listings_by(ListingKind::Place) {
        let Some(unit) = listing.unit.filter(is_commune) else { continue };
        let Some((longitude, latitude)) = gazetteer.middle(unit) else { continue };
        let mut former: Vec<&str> =
            gazetteer.former_of(unit).iter().map(|&former| gazetteer.unit(former).bare()).collect();
        former.sort_unstable();
        former.dedup();
        former.retain(|name| *name != gazetteer.unit(unit).bare());
        let rest = listing.slug.rsplit('/').next().unwrap_or_default();
        let row = json!([rest, gazetteer.name(unit), degrees(longitude), degrees(latitude), former.join(", ")]);
        provinces.entry(gazetteer.province_of(unit)).or_default().push(row);
    }
    let province = |(province, rows): (UnitId, Vec<Value>)| {
        (gazetteer.name(province).to_owned(), json!([gazetteer.slug(province), rows]))
    };
    let all: serde_json::Map<String, Value> = provinces.into_iter().map(province).collect();
    format!("lantoa.places({})\n", Value::Object(all)).into_bytes()
}
