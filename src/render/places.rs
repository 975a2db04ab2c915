//! Places on pages: as named at the time, and where that is now.

use std::collections::BTreeMap;

use super::view::{Link, PlaceView};
use crate::catalog::{Catalog, Located};
use crate::locality::UnitId;
use crate::route::{self, By};

/// More present units than this are not listed one by one on a card: the province stands for them.
const LISTED: usize = 3;

/// Place lines of a model or a replication.
pub(super) fn view(catalog: &Catalog, place: &Located) -> PlaceView {
    let former = place.unit.and_then(|unit| catalog.gazetteer.district_of(unit));
    PlaceView {
        then: place.written.clone(),
        then_url: former.and_then(|district| url(catalog, district)),
        now: place.now.iter().map(|&unit| link(catalog, unit)).collect(),
        changed: changed(catalog, place),
    }
}

/// The present name for a card, when it differs from the one at the time.
pub(super) fn now_label(catalog: &Catalog, place: &Located) -> Option<String> {
    if !changed(catalog, place) {
        return None;
    }
    let gazetteer = &catalog.gazetteer;
    let mut by_province: BTreeMap<UnitId, Vec<String>> = BTreeMap::new();
    for &unit in &place.now {
        let names = by_province.entry(gazetteer.province_of(unit)).or_default();
        names.extend((gazetteer.province_of(unit) != unit).then(|| inside_sentence(gazetteer.name(unit))));
    }
    let listed = place.now.len() <= LISTED;
    let province = |(province, mut names): (UnitId, Vec<String>)| {
        names.truncate(if listed { LISTED } else { 0 });
        names.push(inside_sentence(gazetteer.name(province)));
        names.join(", ")
    };
    Some(by_province.into_iter().map(province).collect::<Vec<_>>().join("; "))
}

/// Whether a reader must be told that the place is called otherwise now.
fn changed(catalog: &Catalog, place: &Located) -> bool {
    let Some(unit) = place.unit else { return false };
    match place.now[..] {
        [] => false,
        [now] => now != unit && catalog.gazetteer.full_name(now) != catalog.gazetteer.full_name(unit),
        _ => true,
    }
}

/// A unit with its page, if it has one.
pub(super) fn link(catalog: &Catalog, unit: UnitId) -> Link {
    Link { label: catalog.gazetteer.full_name(unit), url: url(catalog, unit) }
}

/// The page of a unit, if anything stands on it.
pub(super) fn url(catalog: &Catalog, unit: UnitId) -> Option<String> {
    let slug = catalog.gazetteer.slug(unit);
    catalog.listing(By::Place, &slug).map(|listing| route::listing(By::Place, &listing.slug, 1))
}

/// `Xã Đông Giang, tỉnh Lâm Đồng` as it stands inside a sentence: `xã Đông Giang, tỉnh Lâm Đồng`.
pub(super) fn inside_sentence(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}
