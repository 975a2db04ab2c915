//! The list from which readers choose their place: every present commune that has a page, by its names then and now.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::Renderer;
use crate::locality::{Level, UnitId};
use crate::route::ListingKind;

impl Renderer<'_> {
    /// `lantoa.places({province: [slug, [[rest of the slug, name, longitude, latitude, former names], …]], …})`.
    pub(super) fn places_to_choose(&self) -> Vec<u8> {
        let gazetteer = &self.catalog.gazetteer;
        let mut provinces: BTreeMap<UnitId, Vec<Value>> = BTreeMap::new();
        for listing in self.catalog.listings_by(ListingKind::Place) {
            let Some(unit) = listing.unit.filter(|&unit| self.is_present(unit, Level::Commune)) else { continue };
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
        let of = |(province, rows): (UnitId, Vec<Value>)| {
            (gazetteer.name(province).to_owned(), json!([gazetteer.slug(province), rows]))
        };
        let all: serde_json::Map<String, Value> = provinces.into_iter().map(of).collect();
        format!("lantoa.places({})\n", Value::Object(all)).into_bytes()
    }
}

/// Two decimals are a kilometre.
pub(super) fn degrees(value: f32) -> f64 {
    (f64::from(value) * 100.0).round() / 100.0
}
