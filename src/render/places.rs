//! Places on pages: as named at the time, and where that is now.

use std::collections::BTreeMap;

use super::Renderer;
use super::view::{Link, PlaceView};
use crate::catalog::{Catalog, Fate, Located};
use crate::locality::{Gazetteer, Level, UnitId, inside_sentence};
use crate::route::{self, ListingKind};
use crate::theme::Theme;

/// Up to how many present units are named one by one.
const NAMED: usize = 2;

impl Renderer<'_> {
    /// Place lines of a model or a replication.
    pub(crate) fn place_view(&self, place: &Located) -> PlaceView {
        let catalog = self.catalog;
        let former = place.unit.and_then(|unit| catalog.gazetteer.district_of(unit));
        PlaceView {
            then: place.written.clone(),
            then_url: former.and_then(|district| url(catalog, district)),
            now: place.now.iter().map(|&unit| link(catalog, unit)).collect(),
            split: (place.now.len() > NAMED).then(|| many(&catalog.gazetteer, &place.now, self.theme)),
            changed: place.has_changed(&catalog.gazetteer),
            fate: place.fate(&catalog.gazetteer),
            district: district(&catalog.gazetteer, place).unwrap_or_default(),
        }
    }
}

/// The former district somewhere in which a place lies of which no more is known.
fn district(gazetteer: &Gazetteer, place: &Located) -> Option<String> {
    let unit = place.unit.filter(|_| place.fate(gazetteer) == Fate::Somewhere)?;
    Some(inside_sentence(gazetteer.name(gazetteer.somewhere_in(unit)?)))
}

/// A unit with its page, if it has one.
pub(crate) fn link(catalog: &Catalog, unit: UnitId) -> Link {
    Link { label: catalog.gazetteer.full_name(unit), url: url(catalog, unit) }
}

/// The page of a unit, if anything stands on it.
pub(crate) fn url(catalog: &Catalog, unit: UnitId) -> Option<String> {
    catalog.listings.of_place(unit).map(|listing| route::listing(ListingKind::Place, &listing.slug, 1))
}

/// A place in a few words, and what it is called now if that has changed: `Thuận Quý, Bình Thuận` and `Tân Thành, Lâm
/// Đồng`. A place that the gazetteer does not know stands as it was written.
pub(crate) fn short(catalog: &Catalog, place: &Located, theme: &Theme) -> (String, Option<String>) {
    let gazetteer = &catalog.gazetteer;
    let Some(unit) = place.unit else { return (place.written.clone(), None) };
    let then = match place.further[..] {
        [] => short_name(gazetteer, unit),
        _ => {
            let names: Vec<&str> = place.units().map(|unit| gazetteer.unit(unit).bare()).collect();
            format!("{}, {}", names.join(", "), gazetteer.unit(gazetteer.province_of(unit)).bare())
        }
    };
    if !place.has_changed(gazetteer) {
        return (then, None);
    }
    let now = match place.now[..] {
        [now] => short_name(gazetteer, now),
        _ if place.now.len() <= NAMED => {
            place.now.iter().map(|&unit| short_name(gazetteer, unit)).collect::<Vec<_>>().join("; ")
        }
        _ => many(gazetteer, &place.now, theme),
    };
    match place.now[..] {
        // Where only the district above it is gone, few words say no more; where the type has changed, it is what there is
        // to say.
        [present] if now == then && gazetteer.name(unit) == gazetteer.name(present) => (then, None),
        [present] if now == then => (gazetteer.name(unit).to_owned(), Some(gazetteer.name(present).to_owned())),
        _ => (then, Some(now)),
    }
}

/// `Thuận Quý, Bình Thuận`. The type stays where the bare name is a number, and with districts, which often lend their
/// name to a commune.
fn short_name(gazetteer: &Gazetteer, unit: UnitId) -> String {
    let own = gazetteer.unit(unit);
    let is_number = !own.bare().chars().any(char::is_alphabetic);
    let name = if is_number || own.level == Level::District { &*own.name } else { own.bare() };
    let province = gazetteer.province_of(unit);
    if province == unit { name.to_owned() } else { format!("{name}, {}", gazetteer.unit(province).bare()) }
}

/// How many present units these are, of which kinds and provinces: `7 phường của thành phố Hồ Chí Minh`.
pub(crate) fn many(gazetteer: &Gazetteer, units: &[UnitId], theme: &Theme) -> String {
    let mut provinces: BTreeMap<UnitId, BTreeMap<String, usize>> = BTreeMap::new();
    for &unit in units {
        let kind = gazetteer.unit(unit).type_word().to_lowercase();
        *provinces.entry(gazetteer.province_of(unit)).or_default().entry(kind).or_default() += 1;
    }
    let of_province = |(province, kinds): (UnitId, BTreeMap<String, usize>)| {
        let kinds: Vec<String> = kinds.into_iter().map(|(kind, count)| format!("{count} {kind}")).collect();
        let province = inside_sentence(gazetteer.name(province));
        theme.word("place.split").replace("{units}", &kinds.join(", ")).replace("{province}", &province)
    };
    provinces.into_iter().map(of_province).collect::<Vec<_>>().join("; ")
}
