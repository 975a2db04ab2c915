//! Places on pages: as named at the time, and where that is now.

use super::view::{Link, PlaceView};
use crate::catalog::{Catalog, Located};
use crate::locality::{UnitId, inside_sentence};
use crate::route::{self, ListingKind};

/// Place lines of a model or a replication.
pub(crate) fn view(catalog: &Catalog, place: &Located) -> PlaceView {
    let former = place.unit.and_then(|unit| catalog.gazetteer.district_of(unit));
    PlaceView {
        then: place.written.clone(),
        then_url: former.and_then(|district| url(catalog, district)),
        now: place.now.iter().map(|&unit| link(catalog, unit)).collect(),
        changed: place.has_changed(&catalog.gazetteer),
        fate: place.fate(&catalog.gazetteer),
        district: place
            .unit
            .filter(|_| !place.is_settled)
            .and_then(|unit| catalog.gazetteer.somewhere_in(unit))
            .map_or_else(String::new, |district| inside_sentence(catalog.gazetteer.name(district))),
    }
}

/// A unit with its page, if it has one.
pub(crate) fn link(catalog: &Catalog, unit: UnitId) -> Link {
    Link { label: catalog.gazetteer.full_name(unit), url: url(catalog, unit) }
}

/// The page of a unit, if anything stands on it.
pub(crate) fn url(catalog: &Catalog, unit: UnitId) -> Option<String> {
    catalog.listings.of_place(unit).map(|listing| route::listing(ListingKind::Place, &listing.slug, 1))
}
