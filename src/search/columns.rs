//! What can be filtered by: a short row for each document, and the places of each province.
//!
//! Rows hold the province only. Communes and former districts are thousands, and nobody needs them before choosing a
//! province: they stand in parts of their own, each with some provinces.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::bits::BitWriter;
use super::document::{Choice, Document, Facets};
use crate::vietnamese::slug;

/// Years a row can tell apart.
const YEARS: usize = 255;
/// About how many bytes a part with places of provinces has.
const UNITS: usize = 15_000;

/// The provinces that documents lie in, by rising position, with their communes and former districts that documents have.
#[derive(Debug)]
pub(super) struct Used {
    provinces: Vec<Province>,
}

#[derive(Debug, Default)]
struct Province {
    place: u32,
    communes: BTreeSet<u32>,
    districts: BTreeSet<u32>,
}

/// The place a document lies in, and the province that place lies in.
fn place_of(document: &Document<'_>, facets: &Facets) -> Option<(u32, u32)> {
    let place = document.place.filter(|&place| (place as usize) < facets.places.len())?;
    // A place stands after the one it lies in: this ends.
    let within = |&place: &u32| facets.places[place as usize].within.filter(|&within| within < place);
    Some((place, std::iter::successors(Some(place), within).last().unwrap_or(place)))
}

fn district_of(document: &Document<'_>, facets: &Facets) -> Option<u32> {
    document.district.filter(|&district| (district as usize) < facets.districts.len())
}

impl Used {
    /// The places of `documents`.
    pub(super) fn new(documents: &[Document<'_>], facets: &Facets) -> Self {
        let mut all: std::collections::BTreeMap<u32, Province> = Default::default();
        for document in documents {
            let Some((place, province)) = place_of(document, facets) else { continue };
            let entry = all.entry(province).or_insert_with(|| Province { place: province, ..Province::default() });
            entry.communes.extend((place != province).then_some(place));
            entry.districts.extend(district_of(document, facets));
        }
        Self { provinces: all.into_values().collect() }
    }

    fn position(&self, province: u32) -> Option<u32> {
        self.provinces.binary_search_by_key(&province, |known| known.place).ok().map(|at| at as u32)
    }

    /// The rows of all documents in the order of `order`: province, year, level, unit type, stage, whether it was copied,
    /// then its fields and an end. 0 stands for none; so does what no list holds.
    pub(super) fn rows(&self, documents: &[Document<'_>], order: &[usize], facets: &Facets, first_year: u16) -> String {
        let mut out = BitWriter::default();
        for document in order.iter().map(|&at| &documents[at]) {
            let mut value = |value: Option<u32>, count: usize| write(&mut out, value, count);
            let province = place_of(document, facets).and_then(|(_, province)| self.position(province));
            value(province, self.provinces.len());
            value(document.award_year.map(|year| u32::from(year.saturating_sub(first_year))), YEARS);
            value(document.level.map(u32::from), facets.levels.len());
            value(document.unit_type.map(u32::from), facets.unit_types.len());
            value(document.stage.map(u32::from), facets.stages.len());
            value((document.copies > 0).then_some(0), 1);
            for &field in document.fields.iter().filter(|&&field| (field as usize) < facets.fields.len()) {
                value(Some(u32::from(field)), facets.fields.len());
            }
            value(None, facets.fields.len());
        }
        out.finish()
    }

    /// The provinces as id, label and the number of the part with their places; then those parts. With `one`, all places
    /// are in one part.
    pub(super) fn units(
        &self,
        documents: &[Document<'_>],
        order: &[usize],
        facets: &Facets,
        one: bool,
    ) -> (Value, Vec<Value>) {
        let mut rows: Vec<BitWriter> = self.provinces.iter().map(|_| BitWriter::default()).collect();
        for document in order.iter().map(|&at| &documents[at]) {
            let Some((place, province)) = place_of(document, facets) else { continue };
            let Some(at) = self.position(province) else { continue };
            let Province { communes, districts, .. } = &self.provinces[at as usize];
            let district = district_of(document, facets);
            write(&mut rows[at as usize], rank(communes, Some(place)), communes.len());
            write(&mut rows[at as usize], rank(districts, district), districts.len());
        }
        let (mut provinces, mut parts, mut filled) = (Vec::new(), vec![Vec::new()], 0);
        for (at, (province, rows)) in self.provinces.iter().zip(rows).enumerate() {
            let unit = province.unit(at, facets, rows.finish());
            let size = unit.to_string().len();
            if filled > 0 && filled + size / 2 > UNITS && !one {
                parts.push(Vec::new());
                filled = 0;
            }
            filled += size;
            let Choice { id, label } = &facets.places[province.place as usize].choice;
            provinces.push(json!([id, label, parts.len() - 1]));
            parts.last_mut().into_iter().for_each(|part| part.push(unit.clone()));
        }
        (provinces.into(), parts.into_iter().map(Value::from).collect())
    }
}

impl Province {
    /// Its number, its communes, its former districts, and the rows of its documents: commune and district, 0 for none.
    /// A commune whose id follows from its name is its name alone.
    fn unit(&self, number: usize, facets: &Facets, rows: String) -> Value {
        let own = &facets.places[self.place as usize].choice.id;
        let commune = |&at: &u32| {
            let Choice { id, label } = &facets.places[at as usize].choice;
            if *id == format!("{own}/{}", slug(label)) { json!(label) } else { json!([id, label]) }
        };
        let district = |&at: &u32| {
            let Choice { id, label } = &facets.districts[at as usize];
            json!([id, label])
        };
        let communes: Vec<Value> = self.communes.iter().map(commune).collect();
        json!([number, communes, self.districts.iter().map(district).collect::<Vec<_>>(), rows])
    }
}

/// A value below `count`, or 0 for none.
fn write(out: &mut BitWriter, value: Option<u32>, count: usize) {
    let known = value.filter(|&value| (value as usize) < count);
    out.bits(known.map_or(0, |value| value + 1), width(count));
}

fn rank(list: &BTreeSet<u32>, value: Option<u32>) -> Option<u32> {
    let value = value.filter(|value| list.contains(value))?;
    Some(list.range(..value).count() as u32)
}

/// Bits that tell one of `count` values from each other, and from none.
fn width(count: usize) -> u32 {
    usize::BITS - count.leading_zeros()
}

#[cfg(test)]
mod tests {
    use super::super::document::Place;
    use super::*;

    #[test]
    fn only_places_with_models_are_listed_each_in_its_province() {
        let place =
            |id: &str, label: &str, within| Place { choice: Choice { id: id.into(), label: label.into() }, within };
        let places = vec![
            place("lam-dong", "Tỉnh Lâm Đồng", None),
            place("hue", "Thành phố Huế", None),
            place("lam-dong/xa-dong-giang", "Xã Đông Giang", Some(0)),
            place("lam-dong/xa-la-da", "Xã La Dạ", Some(0)),
            place("hue/p-2", "Phường Hai", Some(1)),
        ];
        let facets = Facets { places, ..Facets::default() };
        let at = |place| Document { place: Some(place), ..Document::default() };
        let documents = [at(2), at(99), at(4)];
        let (provinces, parts) = Used::new(&documents, &facets).units(&documents, &[0, 1, 2], &facets, true);
        assert_eq!(provinces, json!([["lam-dong", "Tỉnh Lâm Đồng", 0], ["hue", "Thành phố Huế", 0]]));
        assert_eq!(parts.len(), 1);
        assert_eq!(parts[0][0][1], json!(["Xã Đông Giang"]), "its id follows from its name");
        assert_eq!(parts[0][1][1], json!([["hue/p-2", "Phường Hai"]]));
    }
}
