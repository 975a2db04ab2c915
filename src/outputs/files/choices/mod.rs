//! The list from which readers choose their place: every present commune and province and every former district, by
//! names then and now, whether or not anything stands on their pages.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::{Serialize, Serializer};

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
    let rows: Vec<ProvinceRow<'_>> = rows.filter_map(|(province, inside)| inside.row(catalog, province)).collect();
    // Numbers and texts always serialise.
    format!("lantoa.places({})\n", serde_json::to_string(&rows).unwrap_or_default()).into_bytes()
}

/// Name, slug, middle, whether it has a page, the provinces it was made of, communes, former districts.
type ProvinceRow<'g> = (&'g str, Cow<'g, str>, Middle, u8, Vec<&'g str>, Vec<CommuneRow<'g>>, Vec<DistrictRow<'g>>);
/// Name, middle, the last part of the slug, the communes it was made of, the numbers of their districts.
type CommuneRow<'g> = (&'g str, Middle, Page<'g>, String, Vec<usize>);
/// Name, middle if known, slug.
type DistrictRow<'g> = (String, Option<Middle>, Page<'g>);

/// Longitude and latitude in hundredths of a degree, which is about a kilometre.
type Middle = (i64, i64);

/// The slug of a page, or part of it; 0 where there is no page.
struct Page<'g>(Option<Cow<'g, str>>);

impl Serialize for Page<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.0 {
            Some(slug) => serializer.serialize_str(slug),
            None => serializer.serialize_u8(0),
        }
    }
}

/// What lies in a present province.
#[derive(Default)]
struct Inside {
    communes: Vec<UnitId>,
    districts: Vec<UnitId>,
}

impl Inside {
    fn row<'g>(&self, catalog: &'g Catalog, province: UnitId) -> Option<ProvinceRow<'g>> {
        let gazetteer = &*catalog.gazetteer;
        let has_page = |unit: UnitId| catalog.listings.of_place(unit).is_some();
        let numbers: BTreeMap<UnitId, usize> = self.districts.iter().copied().zip(0..).collect();
        let commune = |&unit: &UnitId| {
            let districts = gazetteer.former_of(unit).iter().filter_map(|&former| gazetteer.district_of(former));
            let mut districts: Vec<usize> = districts.filter_map(|district| numbers.get(&district).copied()).collect();
            districts.sort_unstable();
            districts.dedup();
            let slug = has_page(unit).then(|| last_part(gazetteer.slug(unit)));
            let names = former_names(gazetteer, unit);
            Some((gazetteer.name(unit), middle(gazetteer, unit)?, Page(slug), names, districts))
        };
        let district = |&unit: &UnitId| {
            let slug = has_page(unit).then(|| gazetteer.slug(unit));
            // A district without a point stands where its communes went; without these it cannot be near to anything.
            (gazetteer.full_name(unit), middle(gazetteer, unit), Page(slug))
        };
        Some((
            gazetteer.name(province),
            gazetteer.slug(province),
            middle(gazetteer, province)?,
            u8::from(has_page(province)),
            gazetteer.former_of(province).iter().map(|&unit| gazetteer.name(unit)).collect(),
            self.communes.iter().filter_map(commune).collect(),
            self.districts.iter().map(district).collect(),
        ))
    }
}

/// `xa-dong-giang` of `lam-dong/xa-dong-giang`.
fn last_part(slug: Cow<'_, str>) -> Cow<'_, str> {
    match slug {
        Cow::Borrowed(slug) => slug.rsplit('/').next().unwrap_or(slug).into(),
        Cow::Owned(slug) => slug.rsplit('/').next().unwrap_or(&slug).to_owned().into(),
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

fn middle(gazetteer: &Gazetteer, unit: UnitId) -> Option<Middle> {
    let hundredths = |degrees: f32| (f64::from(degrees) * 100.0).round() as i64;
    gazetteer.middle(unit).map(|(lon, lat)| (hundredths(lon), hundredths(lat)))
}
