//! Places on pages: as named at the time, and where that is now.

use std::collections::{BTreeMap, BTreeSet};

use super::Renderer;
use super::view::{Link, PlaceView};
use crate::catalog::{Catalog, Fate, Located};
use crate::locality::{Gazetteer, Level, UnitId, bare_name, inside_sentence};
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
            changed: place.has_changed,
            now_words: now_words(&catalog.gazetteer, place, self.theme),
        }
    }
}

/// The words between what a place was called and what it belongs to now; empty if it has not changed.
pub(crate) fn now_words(gazetteer: &Gazetteer, place: &Located, theme: &Theme) -> String {
    if !place.has_changed {
        return String::new();
    }
    match place.fate(gazetteer) {
        Fate::Renamed => theme.word("place.now_is").to_owned(),
        Fate::Within => theme.word("place.now_short").to_owned(),
        // Of many units their number follows: “một trong 7 phường”.
        Fate::OneOf if place.now.len() > NAMED => theme.word("place.now_one_of_many").to_owned(),
        Fate::OneOf => theme.word("place.now_one_of").to_owned(),
        Fate::Somewhere(district) => {
            let district = inside_sentence(gazetteer.name(district));
            theme.word("place.merged_within").replace("{district}", &district)
        }
    }
}

/// What a place is now, in one line: `nay thuộc xã Tân Thành, tỉnh Lâm Đồng`; `None` if it has not changed.
pub(crate) fn present(catalog: &Catalog, place: &Located, theme: &Theme) -> Option<String> {
    let gazetteer = &catalog.gazetteer;
    let name =
        if place.now.len() > NAMED { many(gazetteer, &place.now, theme) } else { place.present_name(gazetteer)? };
    place.has_changed.then(|| [&*now_words(gazetteer, place, theme), &name].join(" "))
}

/// A unit as it is named after `nay thuộc`, with its page, or that of what it lies in: a site may have pages of provinces
/// only.
fn link(catalog: &Catalog, unit: UnitId) -> Link {
    let url = catalog.gazetteer.lineage(unit).find_map(|unit| url(catalog, unit));
    Link { label: inside_sentence(&catalog.gazetteer.full_name(unit)), url }
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
    let name_then = place.name_then();
    let then = match place.further[..] {
        [] => short_name_then(&name_then, gazetteer.unit(unit).level),
        _ => {
            let names: Vec<&str> = place.units().map(|unit| gazetteer.unit(unit).bare()).collect();
            format!("{}, {}", names.join(", "), gazetteer.unit(gazetteer.province_of(unit)).bare())
        }
    };
    if !place.has_changed {
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
        [present] if now == then => {
            let name_then = first_name(&name_then);
            let differs = name_then != gazetteer.name(present);
            (if differs { name_then.to_owned() } else { then }, differs.then(|| gazetteer.name(present).to_owned()))
        }
        _ => (then, Some(now)),
    }
}

/// `Xã Thuận Quý` of a full name.
fn first_name(full: &str) -> &str {
    full.split_once(", ").map_or(full, |(first, _)| first)
}

/// The same as [`short_name`] of a unit by the full name that it had at the time.
fn short_name_then(full: &str, level: Level) -> String {
    let name = short_form(first_name(full), bare_name(first_name(full)), level);
    match full.rsplit_once(", ") {
        Some((_, province)) => format!("{name}, {}", bare_name(province)),
        None => name.to_owned(),
    }
}

/// `Thuận Quý, Bình Thuận`. The type stays where the bare name is a number, and with districts, which often lend their
/// name to a commune.
fn short_name(gazetteer: &Gazetteer, unit: UnitId) -> String {
    let own = gazetteer.unit(unit);
    let name = short_form(&own.name, own.bare(), own.level);
    let province = gazetteer.province_of(unit);
    if province == unit { name.to_owned() } else { format!("{name}, {}", gazetteer.unit(province).bare()) }
}

fn short_form<'n>(name: &'n str, bare: &'n str, level: Level) -> &'n str {
    let is_number = !bare.chars().any(char::is_alphabetic);
    if is_number || level == Level::District { name } else { bare }
}

/// What several present units are, province by province: `các phường, xã của tỉnh Cà Mau`. A province that is one of them
/// stands by its name, and need not be named with its communes.
pub(crate) fn kinds(gazetteer: &Gazetteer, units: &[UnitId], theme: &Theme) -> Vec<String> {
    let mut provinces: BTreeMap<UnitId, BTreeSet<String>> = BTreeMap::new();
    for &unit in units {
        let kinds = provinces.entry(gazetteer.province_of(unit)).or_default();
        if gazetteer.unit(unit).level != Level::Province {
            kinds.insert(gazetteer.unit(unit).type_word().to_lowercase());
        }
    }
    let of_province = |(province, kinds): (UnitId, BTreeSet<String>)| {
        let name = inside_sentence(gazetteer.name(province));
        let kinds = kinds.into_iter().collect::<Vec<_>>().join(", ");
        let several = theme.word("place.several").replace("{units}", &kinds);
        match (units.contains(&province), kinds.is_empty()) {
            (true, true) => vec![name],
            (true, false) => vec![name, several],
            _ => vec![theme.word("place.split").replace("{units}", &several).replace("{province}", &name)],
        }
    };
    provinces.into_iter().flat_map(of_province).collect()
}

/// How many present units these are, of which kinds and provinces: `7 phường của Thành phố Hồ Chí Minh`.
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
