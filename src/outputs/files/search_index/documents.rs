//! What the search is told: the catalog's models as documents, and the lists its filters offer.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use crate::catalog::{Catalog, Listing, Located, Model};
use crate::locality::{Gazetteer, Level, UnitId};
use crate::render::results::results_in_words;
use crate::route::{self, ListingKind};
use crate::schema::{self, ModelFrontMatter, Need};
use crate::search::{Document, FacetValue, Facets, PlaceFacet};
use crate::text::Lang;
use crate::vietnamese;

/// Documents in the order of the models, and the lists of which they hold positions.
pub fn documents(catalog: &Catalog) -> (Vec<Document<'_>>, Facets) {
    let places = present_places(catalog);
    let districts = former_districts(catalog);
    let site = &catalog.site;
    let values = |list: &[schema::Choice]| list.iter().map(|entry| value(&entry.id, &entry.label)).collect();
    let facets = Facets {
        fields: site.fields.iter().map(|field| value(&field.id, &field.label)).collect(),
        levels: site.levels.iter().map(|level| value(&level.id, &level.label)).collect(),
        unit_types: values(&site.unit_types),
        stages: values(&site.stages),
        needs: entries(catalog, ListingKind::Needs),
        called: entries(catalog, ListingKind::Called),
        places: places.list,
        districts: districts.list,
        other_places: named_places(catalog),
    };
    let documents =
        catalog.models.par_iter().map(|model| document(catalog, model, &places.at, &districts.at)).collect();
    (documents, facets)
}

/// The values of a kind whose list does not depend on the models.
fn entries(catalog: &Catalog, kind: ListingKind) -> Vec<FacetValue> {
    let entry = kind.taxonomy().values.entry();
    let all = (0..).map_while(|number| entry?(&catalog.site, number));
    all.map(|(id, label)| value(id, label)).collect()
}

/// A list with the position of each unit in it.
struct Positions<T> {
    list: Vec<T>,
    at: BTreeMap<UnitId, u32>,
}

/// Present provinces and communes that have a page, each commune after its province, in Vietnamese order.
fn present_places(catalog: &Catalog) -> Positions<PlaceFacet> {
    let gazetteer = &catalog.gazetteer;
    let mut listed = listed(catalog, |unit| gazetteer.is_current(unit));
    let name = |unit: UnitId| vietnamese::sort_key(gazetteer.unit(unit).bare());
    listed.sort_by_cached_key(|(unit, _)| {
        let province = gazetteer.province_of(*unit);
        (name(province), province, *unit != province, name(*unit), *unit)
    });
    let at: BTreeMap<UnitId, u32> = listed.iter().map(|(unit, _)| *unit).zip(0..).collect();
    let place = |(unit, listing): &(UnitId, &Listing)| {
        let province = gazetteer.province_of(*unit);
        let parent = (province != *unit).then(|| at.get(&province).copied()).flatten();
        PlaceFacet { value: value(&listing.slug, &listing.label), parent }
    };
    Positions { list: listed.iter().map(place).collect(), at }
}

/// Former districts that have a page: `Hàm Thuận Bắc (Bình Thuận)`.
fn former_districts(catalog: &Catalog) -> Positions<FacetValue> {
    let gazetteer = &catalog.gazetteer;
    let is_former = |unit: UnitId| !gazetteer.is_current(unit) && gazetteer.unit(unit).level == Level::District;
    let mut listed = listed(catalog, is_former);
    listed.sort_by_cached_key(|(unit, _)| (vietnamese::sort_key(gazetteer.unit(*unit).bare()), *unit));
    let at = listed.iter().map(|(unit, _)| *unit).zip(0..).collect();
    let label = |unit: UnitId| {
        let province = gazetteer.unit(gazetteer.province_of(unit)).bare();
        format!("{} ({province})", gazetteer.unit(unit).bare())
    };
    Positions { list: listed.iter().map(|(unit, listing)| value(&listing.slug, &label(*unit))).collect(), at }
}

/// Names of the places that readers may ask for, then and now: every province, every former district, and the communes that have a page, with
/// those that went into them.
fn named_places(catalog: &Catalog) -> Vec<String> {
    let gazetteer = &catalog.gazetteer;
    let is_large = |unit: &UnitId| matches!(gazetteer.unit(*unit).level, Level::Province | Level::District);
    let pages = listed(catalog, |unit| gazetteer.unit(unit).level == Level::Commune);
    let communes =
        pages.into_iter().flat_map(|(unit, _)| std::iter::once(unit).chain(gazetteer.former_of(unit).iter().copied()));
    let names = gazetteer.ids().filter(is_large).chain(communes).flat_map(|unit| gazetteer.names(unit));
    let names: BTreeSet<&str> = names.map(|name| &*name.text).collect();
    names.into_iter().map(str::to_owned).collect()
}

fn listed(catalog: &Catalog, wanted: impl Fn(UnitId) -> bool) -> Vec<(UnitId, &Listing)> {
    let places = catalog.listings_by(ListingKind::Place).filter_map(|listing| Some((listing.unit?, listing)));
    places.filter(|(unit, _)| wanted(*unit)).collect()
}

fn value(id: &str, label: &str) -> FacetValue {
    FacetValue { id: id.to_owned(), label: label.to_owned() }
}

fn document<'c>(
    catalog: &'c Catalog,
    model: &'c Model,
    places: &BTreeMap<UnitId, u32>,
    districts: &BTreeMap<UnitId, u32>,
) -> Document<'c> {
    let (front_matter, site, gazetteer) = (model.front_matter(), &catalog.site, &catalog.gazetteer);
    let district = model.place.unit.and_then(|unit| gazetteer.district_of(unit));
    let latest = front_matter.awards.iter().max_by_key(|award| award.year);
    let level = site
        .levels
        .iter()
        .position(|level| front_matter.awards.iter().any(|award| award.level.as_ref() == Some(&level.id)));
    let fields = std::iter::once(&front_matter.field).chain(&front_matter.fields_also);
    Document {
        url: route::model(&model.entry.slug),
        title: front_matter.title.value.clone(),
        summary: front_matter.summary.clone().unwrap_or_default(),
        place_then: model.place.written.clone(),
        place_now: model.place.present_name(gazetteer).unwrap_or_default(),
        place: narrowest(gazetteer, &model.place, places),
        district: district.and_then(|district| districts.get(&district).copied()),
        names: names(gazetteer, model),
        organisation: front_matter.organisation.clone().unwrap_or_default(),
        tags: front_matter.tags.clone(),
        campaigns: front_matter.campaigns.iter().filter_map(|id| Some(site.campaign(id)?.label.clone())).collect(),
        fields: fields.filter_map(|id| position(id, site.fields.iter().map(|field| &field.id))).collect(),
        award_year: latest.map(|award| award.year),
        award: latest.and_then(|award| award.form.clone()).unwrap_or_default(),
        started: front_matter.started.map(|started| started.value),
        level: level.map(|at| at as u16),
        unit_type: front_matter
            .unit_type
            .as_ref()
            .and_then(|id| position(id, site.unit_types.iter().map(|unit| &unit.id))),
        stage: front_matter.stage.as_ref().and_then(|id| position(id, site.stages.iter().map(|stage| &stage.id))),
        needs: needs(model).collect(),
        called: front_matter.called_dan_van_kheo.map(|called| u16::from(!called)),
        copies: model.reach.places as u32,
        counted: model.counted_copies().next().is_some(),
        sections: sections(model),
        facts: facts(front_matter, site.lang()).collect(),
        strong: model.entry.article.sections.iter().flat_map(|section| section.strong()).map(Cow::from).collect(),
    }
}

/// The positions of what it tells in the list of [`ListingKind::Needs`].
fn needs(model: &Model) -> impl Iterator<Item = u16> {
    let enough = model.told.is_enough().then_some(0);
    enough.into_iter().chain((1..).zip(Need::ALL).filter(|&(_, need)| model.told.has(need)).map(|(number, _)| number))
}

fn position<'i>(id: &schema::Id, mut ids: impl Iterator<Item = &'i schema::Id>) -> Option<u16> {
    ids.position(|other| other == id).map(|at| at as u16)
}

/// The commune a place lies in now if that is one, else the province.
fn narrowest(gazetteer: &Gazetteer, place: &Located, places: &BTreeMap<UnitId, u32>) -> Option<u32> {
    let commune = match place.now[..] {
        [now] => places.get(&now),
        _ => None,
    };
    let province = || place.now.first().and_then(|&now| places.get(&gazetteer.province_of(now)));
    commune.or_else(province).copied()
}

/// Names that people use every day and no unit bears: of the city that was called so until 1976.
const EVERYDAY: [(&str, &str); 1] = [("Hồ Chí Minh", "Sài Gòn")];

/// The name of the movement, by which the models are found that a source calls so.
const MOVEMENT: &str = "Dân vận khéo";

/// What it is found by without being shown in results: where it was copied, what its place was called before and what people
/// call its province, the numbers of decisions, and the name of the movement.
fn names(gazetteer: &Gazetteer, model: &Model) -> Vec<String> {
    let copied = model.replications.iter().map(|place| place.written.clone());
    let before =
        model.place.unit.into_iter().flat_map(|unit| gazetteer.names(unit).iter().map(move |name| (unit, name)));
    let before =
        before.filter(|(unit, name)| name.text != gazetteer.name(*unit)).map(|(_, name)| name.text.to_string());
    let province = model.place.unit.map(|unit| gazetteer.unit(gazetteer.province_of(unit)).bare());
    let everyday = EVERYDAY.iter().filter(|(name, _)| province == Some(name)).map(|(_, said)| (*said).to_owned());
    let decisions = model.front_matter().awards.iter().filter_map(|award| award.decision.clone());
    let called = model.front_matter().called_dan_van_kheo == Some(true);
    copied.chain(before).chain(everyday).chain(decisions).chain(called.then(|| MOVEMENT.to_owned())).collect()
}

fn sections(model: &Model) -> Vec<(Cow<'_, str>, Cow<'_, str>)> {
    let sections = model.entry.article.sections.iter();
    sections.map(|section| (section.heading.as_deref().unwrap_or("").into(), section.text.as_str().into())).collect()
}

/// What the front matter tells in words and figures, under the labels of its keys.
fn facts(front_matter: &ModelFrontMatter, lang: Lang) -> impl Iterator<Item = (Cow<'_, str>, Cow<'_, str>)> {
    let results = results_in_words(front_matter).collect::<Vec<_>>().join("\n");
    let texts = [
        ("results", Some(results.into())),
        ("resources", front_matter.resources.as_deref().map(Cow::from)),
        ("conditions", front_matter.conditions.as_deref().map(Cow::from)),
    ];
    let label =
        move |name: &str| schema::MODEL.iter().find(|key| key.name == name).map_or("", |key| key.label.get(lang));
    let texts = texts.into_iter().filter_map(|(name, text)| Some((name, text.filter(|text| !text.is_empty())?)));
    texts.map(move |(name, text)| (label(name).into(), text))
}

#[cfg(test)]
mod tests {
    use crate::catalog::tests::catalog;

    #[test]
    fn a_model_is_found_by_what_people_call_its_city() {
        let at = |place: &str| {
            let front = format!("---\ntitle: Tiếng kẻng\nlocality: {place}\nfield: kinh-te\nkind: tap-the\n---\n");
            let (catalog, _) = catalog(&[("content/mo-hinh/keng.md".to_owned(), format!("{front}\nMột câu.\n"))]);
            let (documents, _) = super::documents(&catalog);
            documents[0].names.iter().any(|name| name == "Sài Gòn")
        };
        assert!(at("Phường 3, Quận 5, TP. Hồ Chí Minh") && !at("Xã Đông Giang, huyện Hàm Thuận Bắc, tỉnh Bình Thuận"));
    }

    #[test]
    fn a_model_is_found_by_the_numbers_of_its_decisions() {
        let model = "---\ntitle: Tiếng kẻng\nlocality: Thôn 2, xã Đông Giang, huyện Hàm Thuận Bắc, tỉnh Bình Thuận\n\
            field: kinh-te\nkind: tap-the\norganisation: Chi bộ thôn 2\nawards:\n  - {year: 2019, level: tinh, decision: 123/QĐ-UBND}\n\
            \x20 - {year: 2020, level: tinh, decision: 45/QĐ-TTg}\n---\n\nMột câu.\n";
        let (catalog, _) = catalog(&[("content/mo-hinh/keng.md".to_owned(), model.to_owned())]);
        let (documents, _) = super::documents(&catalog);
        assert_eq!(documents.len(), 1);
        assert_eq!(documents[0].names, ["123/QĐ-UBND", "45/QĐ-TTg"]);
    }

    #[test]
    fn a_model_is_found_by_what_its_front_matter_tells() {
        let model = "---\ntitle: Tiếng kẻng\nlocality: Tỉnh Lâm Đồng\nfield: kinh-te\nkind: tap-the\nresults:\n\
            \x20 - {label: Hộ tham gia, value: 1932, unit: hộ}\nresources: Dân góp máy xúc\nconditions: Có đường điện\n---\n\nMột câu.\n";
        let (catalog, _) = catalog(&[("content/mo-hinh/keng.md".to_owned(), model.to_owned())]);
        let (documents, _) = super::documents(&catalog);
        let facts: Vec<(&str, &str)> = documents[0].facts.iter().map(|(label, text)| (&**label, &**text)).collect();
        let expected = [
            ("Kết quả", "Hộ tham gia: 1.932 hộ"),
            ("Nguồn lực", "Dân góp máy xúc"),
            ("Điều kiện áp dụng", "Có đường điện"),
        ];
        assert_eq!(facts, expected);
    }
}
