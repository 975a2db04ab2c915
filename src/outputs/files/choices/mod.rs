//! The lists from which readers choose their place: every present commune and province and every former district, by
//! names then and now, whether or not anything stands on their pages.
//!
//! There are two scripts, so that a weak line soon has the first: the names, then where the places are and what their names
//! were before.

mod packed;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use self::packed::Words;
use super::super::{Output, OutputKind, PlanContext, PublishOrder};
use crate::catalog::Catalog;
use crate::finding::Finding;
use crate::locality::{Gazetteer, Level, UnitId, short_types};
use crate::render::{Rendered, Renderer};
use crate::route;
use crate::theme::plain_lines;
use crate::vietnamese::{self, ABBREVIATIONS};

/// The names of places as they are now, and of districts as they were.
#[derive(Debug)]
struct Names;

/// Where these places are, and the names of the communes that they were made of.
#[derive(Debug)]
struct Before;

pub(crate) fn plan(_: &PlanContext<'_>) -> Vec<Output> {
    vec![Output::new(route::PLACES, Names), Output::new(route::PLACES_BEFORE, Before)]
}

impl OutputKind for Names {
    fn order(&self) -> PublishOrder {
        PublishOrder::Asset
    }

    fn render<'o>(&'o self, renderer: &'o Renderer<'_>, _: &str) -> Result<Rendered<'o>, Box<Finding>> {
        let provinces = provinces(renderer.catalog);
        Ok(names(renderer.catalog, &provinces).into_bytes().into())
    }
}

impl OutputKind for Before {
    fn order(&self) -> PublishOrder {
        PublishOrder::Asset
    }

    fn render<'o>(&'o self, renderer: &'o Renderer<'_>, _: &str) -> Result<Rendered<'o>, Box<Finding>> {
        let provinces = provinces(renderer.catalog);
        Ok(before(renderer.catalog, &provinces).into_bytes().into())
    }
}

/// A present province and what lies in it, in the order in which both scripts list it: what has a page comes first.
struct Province {
    unit: UnitId,
    communes: Vec<UnitId>,
    /// Former districts by what follows their name (`, tỉnh Bình Thuận`).
    districts: BTreeMap<String, Vec<UnitId>>,
}

fn provinces(catalog: &Catalog) -> Vec<Province> {
    let gazetteer = &catalog.gazetteer;
    let mut provinces: BTreeMap<UnitId, Province> = BTreeMap::new();
    let has_no_page = |unit: &UnitId| catalog.listings.of_place(*unit).is_none();
    // What has no point cannot be near to anything.
    for unit in gazetteer.ids().filter(|&unit| gazetteer.middle(unit).is_some()) {
        let of = gazetteer.province_of(*gazetteer.present(unit).first().unwrap_or(&unit));
        if !gazetteer.is_current(of) {
            continue;
        }
        let province = || Province { unit: of, communes: Vec::new(), districts: BTreeMap::new() };
        let inside = provinces.entry(of).or_insert_with(province);
        match (gazetteer.unit(unit).level, gazetteer.is_current(unit)) {
            (Level::District, false) => inside.districts.entry(after_name(gazetteer, unit)).or_default().push(unit),
            (Level::Commune, true) => inside.communes.push(unit),
            _ => {}
        }
    }
    let mut provinces: Vec<Province> = provinces.into_values().collect();
    provinces.retain(|province| gazetteer.middle(province.unit).is_some());
    for Province { communes, districts, .. } in &mut provinces {
        communes.sort_by_key(has_no_page);
        districts.values_mut().for_each(|districts| districts.sort_by_key(has_no_page));
    }
    provinces
}

/// The name that a former district had last, without what it belonged to.
fn own_name(gazetteer: &Gazetteer, unit: UnitId) -> String {
    let full = gazetteer.full_name(unit);
    full.split_once(", ").map_or(full.clone(), |(name, _)| name.to_owned())
}

/// What follows that: `, tỉnh Bình Thuận`.
fn after_name(gazetteer: &Gazetteer, unit: UnitId) -> String {
    let full = gazetteer.full_name(unit);
    full.split_once(", ").map_or_else(String::new, |(_, after)| format!(", {after}"))
}

/// Packed names, how many of them have a page, and by position the ends of slugs that do not follow from the name.
type NamedRow = (String, usize, BTreeMap<usize, String>);
/// What follows the names of these districts, the folder of their pages, the districts.
type GroupRow<'r> = (&'r str, String, String, usize, BTreeMap<usize, String>);
/// Name, slug, middle, whether it has a page, the provinces it was made of, communes, former districts.
type NamesRow<'g> = (&'g str, Cow<'g, str>, i64, i64, u8, Vec<&'g str>, NamedRow, Vec<GroupRow<'g>>);

fn names(catalog: &Catalog, provinces: &[Province]) -> String {
    let gazetteer = &*catalog.gazetteer;
    let own: Vec<Vec<String>> = provinces
        .iter()
        .map(|province| province.districts.values().flatten().map(|&unit| own_name(gazetteer, unit)).collect())
        .collect();
    let communes = provinces.iter().flat_map(|province| &province.communes).map(|&unit| gazetteer.name(unit));
    let words = Words::new(communes.chain(own.iter().flatten().map(String::as_str)));
    let hundredths = |degrees: f32| (f64::from(degrees) * 100.0).round() as i64;
    let rows = provinces.iter().filter_map(|province| {
        let (lon, lat) = gazetteer.middle(province.unit)?;
        let communes = province.communes.iter().map(|&unit| (unit, Cow::Borrowed(gazetteer.name(unit))));
        Some((
            gazetteer.name(province.unit),
            gazetteer.slug(province.unit),
            hundredths(lon),
            hundredths(lat),
            u8::from(catalog.listings.of_place(province.unit).is_some()),
            gazetteer.former_of(province.unit).iter().map(|&unit| gazetteer.name(unit)).collect(),
            named(catalog, &words, communes),
            province.districts.iter().map(|(after, units)| group(catalog, &words, after, units)).collect(),
        ))
    });
    let rows: Vec<NamesRow<'_>> = rows.collect();
    let forms = serde_json::to_string(&short_forms(gazetteer)).unwrap_or_default();
    let reader = format!("const FORMS={forms};\n{}", include_str!("names.js"));
    script(&words, &rows, &id_of(provinces), &reader)
}

/// What people write for the types of units and for names of provinces, with what it stands for, without marks: `tp`, `tphcm`.
fn short_forms(gazetteer: &Gazetteer) -> BTreeMap<&'static str, String> {
    let provinces = gazetteer.ids().filter(|&unit| gazetteer.unit(unit).level == Level::Province);
    let names: BTreeSet<String> =
        provinces.flat_map(|unit| [gazetteer.name(unit), gazetteer.unit(unit).bare()]).map(vietnamese::fold).collect();
    let of_names = ABBREVIATIONS.iter().map(|(short, long)| (*short, vietnamese::fold(long)));
    short_types().chain(of_names.filter(|(_, long)| names.contains(long))).collect()
}

fn group<'r>(catalog: &Catalog, words: &Words<'_>, after: &'r str, units: &[UnitId]) -> GroupRow<'r> {
    let gazetteer = &catalog.gazetteer;
    let folder = units.first().map_or_else(String::new, |&unit| {
        let slug = gazetteer.slug(unit);
        slug[..slug.len() - last_part(&slug).len()].to_owned()
    });
    let (names, pages, mut slugs) =
        named(catalog, words, units.iter().map(|&unit| (unit, own_name(gazetteer, unit).into())));
    // A district of two provinces of one name lies in another folder than the first.
    for (at, &unit) in units.iter().enumerate().take(pages) {
        if let Some(rest) = gazetteer.slug(unit).strip_prefix(&folder).filter(|rest| rest.contains('/')) {
            slugs.insert(at, rest.to_owned());
        }
    }
    (after, folder, names, pages, slugs)
}

fn named<'g>(catalog: &Catalog, words: &Words<'_>, units: impl Iterator<Item = (UnitId, Cow<'g, str>)>) -> NamedRow {
    let (mut packed, mut pages, mut slugs) = (Vec::new(), 0, BTreeMap::new());
    for (at, (unit, name)) in units.enumerate() {
        packed.push(words.pack(&name));
        if catalog.listings.of_place(unit).is_some() {
            pages += 1;
            let slug = catalog.gazetteer.slug(unit);
            let is_plain = name.chars().all(|one| one.is_ascii_alphanumeric() || one == ' ' || is_vietnamese(one));
            if !is_plain || vietnamese::slug(&name) != last_part(&slug) {
                slugs.insert(at, last_part(&slug).to_owned());
            }
        }
    }
    (packed.join(" "), pages, slugs)
}

/// Whether a letter is one of Vietnamese with marks, of which `names.js` knows what it is without them.
fn is_vietnamese(letter: char) -> bool {
    "ăâđêôơưáàảãạắằẳẵặấầẩẫậéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ"
        .contains(letter.to_lowercase().next().unwrap_or(letter))
}

/// Points of communes; of each the numbers of its former districts and the names of its former communes; points of districts.
type BeforeRow = (String, String, String);

fn before(catalog: &Catalog, provinces: &[Province]) -> String {
    let gazetteer = &*catalog.gazetteer;
    let all = provinces.iter().flat_map(|province| &province.communes);
    let former: BTreeMap<UnitId, Vec<&str>> = all.map(|&unit| (unit, former_names(gazetteer, unit))).collect();
    let words = Words::new(former.values().flatten().copied());
    let points = |units: &mut dyn Iterator<Item = &UnitId>| -> String {
        units.filter_map(|&unit| gazetteer.middle(unit)).map(packed::point).collect()
    };
    let row = |province: &Province| -> BeforeRow {
        let numbers: BTreeMap<UnitId, usize> = province.districts.values().flatten().copied().zip(0..).collect();
        let inside = province.communes.iter().map(|unit| {
            let districts = gazetteer.former_of(*unit).iter().filter_map(|&former| gazetteer.district_of(former));
            let mut districts: Vec<usize> = districts.filter_map(|district| numbers.get(&district).copied()).collect();
            districts.sort_unstable();
            districts.dedup();
            let districts: String = districts.into_iter().map(packed::symbol).collect();
            let names = former[unit].iter().map(|name| words.pack(name));
            std::iter::once(districts).chain(names).collect::<Vec<_>>().join(" ")
        });
        let inside = inside.collect::<Vec<_>>().join("!");
        (points(&mut province.communes.iter()), inside, points(&mut province.districts.values().flatten()))
    };
    let rows: Vec<BeforeRow> = provinces.iter().map(row).collect();
    script(&words, &rows, &id_of(provinces), include_str!("before.js"))
}

/// A name for exactly these places in this order: rows of the two scripts belong together by their positions.
fn id_of(provinces: &[Province]) -> String {
    let mut hash = blake3::Hasher::new();
    for Province { unit, communes, districts } in provinces {
        for unit in std::iter::once(unit).chain(communes).chain(districts.values().flatten()) {
            hash.update(&unit.index().to_le_bytes());
        }
    }
    hash.finalize().to_hex()[..8].to_owned()
}

fn script<T: Serialize>(words: &Words<'_>, rows: &[T], id: &str, reader: &str) -> String {
    // Numbers and texts always serialise.
    let (list, short) = (serde_json::to_string(&words.list()).unwrap_or_default(), words.short);
    let rows = serde_json::to_string(rows).unwrap_or_default();
    let unpack = plain_lines(include_str!("unpack.js"));
    let reader = plain_lines(reader);
    format!("(()=>{{const WORDS={list}.split(\" \"),SHORT={short},ID=\"{id}\",ROWS={rows};\n{unpack}{reader}}})()\n")
}

/// `xa-dong-giang` of `lam-dong/xa-dong-giang`.
fn last_part(slug: &str) -> &str {
    slug.rsplit('/').next().unwrap_or(slug)
}

/// The names of the communes that a present one was made of, without those that are its own. A name that is a number keeps
/// its type: `Phường 8, Phường 12`.
fn former_names(gazetteer: &Gazetteer, unit: UnitId) -> Vec<&str> {
    let number = |name: &str| name.rsplit(' ').next().and_then(|last| last.parse::<u16>().ok());
    let former = gazetteer.former_of(unit).iter().map(|&former| gazetteer.unit(former));
    let former = former.filter(|former| former.bare() != gazetteer.unit(unit).bare());
    let is_number = |name: &str| name.parse::<u16>().is_ok();
    let names = former.map(|former| if is_number(former.bare()) { &*former.name } else { former.bare() });
    let mut former: Vec<&str> = names.collect();
    former.sort_unstable_by_key(|name| (number(name), *name));
    former.dedup();
    former
}
