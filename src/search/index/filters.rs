//! The data of filters: a short row for each document, and the places of each province.
//!
//! Rows have the province only. Communes and former districts are thousands, and are not needed before a province has
//! been chosen: they are in parts of their own, for some provinces each.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::super::document::{Document, FacetValue, Facets};
use super::bits::BitWriter;
use crate::locality::bare_name;
use crate::vietnamese::slug;

/// Number of years that a row can distinguish.
const MAX_YEARS: usize = 255;
/// Approximate size of a part with places, in bytes.
const PLACES_PART: usize = 15_000;

/// The provinces, communes and former districts that documents are in; provinces in ascending order.
#[derive(Debug)]
pub(super) struct UsedPlaces {
    provinces: Vec<ProvincePlaces>,
}

#[derive(Debug, Default)]
struct ProvincePlaces {
    /// Its index in [`Facets::places`]; those of communes and districts are in the same way.
    province: u32,
    communes: BTreeSet<u32>,
    districts: BTreeSet<u32>,
}

/// The place of a document and the province of that.
fn place_of(document: &Document<'_>, facets: &Facets) -> Option<(u32, u32)> {
    let place = document.place.filter(|&place| (place as usize) < facets.places.len())?;
    // Ends, because the index of a parent is smaller.
    let parent = |&place: &u32| facets.places[place as usize].parent.filter(|&parent| parent < place);
    Some((place, std::iter::successors(Some(place), parent).last().unwrap_or(place)))
}

fn district_of(document: &Document<'_>, facets: &Facets) -> Option<u32> {
    document.district.filter(|&district| (district as usize) < facets.districts.len())
}

impl UsedPlaces {
    /// The places of `documents`.
    pub(super) fn new(documents: &[Document<'_>], facets: &Facets) -> Self {
        let mut all: std::collections::BTreeMap<u32, ProvincePlaces> = Default::default();
        for document in documents {
            let Some((place, province)) = place_of(document, facets) else { continue };
            let entry = all.entry(province).or_insert_with(|| ProvincePlaces { province, ..ProvincePlaces::default() });
            entry.communes.extend((place != province).then_some(place));
            entry.districts.extend(district_of(document, facets));
        }
        Self { provinces: all.into_values().collect() }
    }

    fn index_of(&self, province: u32) -> Option<u32> {
        self.provinces.binary_search_by_key(&province, |known| known.province).ok().map(|index| index as u32)
    }

    /// The number of a document's province.
    pub(super) fn province_of(&self, document: &Document<'_>, facets: &Facets) -> Option<u32> {
        place_of(document, facets).and_then(|(_, province)| self.index_of(province))
    }

    /// The names of the provinces, without their types, by their numbers.
    pub(super) fn province_names(&self, facets: &Facets) -> Vec<String> {
        let label = |one: &ProvincePlaces| &facets.places[one.province as usize].value.label;
        self.provinces.iter().map(|one| bare_name(label(one)).to_owned()).collect()
    }

    /// The rows of all documents in this order: province, year, level, unit type, stage, whether it was copied, what
    /// it is called, a bit for each of the needs, then the fields and an end. 0 is for none, and for an index that is out of
    /// range.
    pub(super) fn pack_rows(
        &self,
        documents: &[Document<'_>],
        order: &[usize],
        facets: &Facets,
        first_year: u16,
    ) -> String {
        let mut out = BitWriter::default();
        for document in order.iter().map(|&index| &documents[index]) {
            let mut value = |value: Option<u32>, count: usize| write(&mut out, value, count);
            value(self.province_of(document, facets), self.provinces.len());
            value(document.award_year.map(|year| u32::from(year.saturating_sub(first_year))), MAX_YEARS);
            value(document.level.map(u32::from), facets.levels.len());
            value(document.unit_type.map(u32::from), facets.unit_types.len());
            value(document.stage.map(u32::from), facets.stages.len());
            value((document.copies > 0 || document.counted).then_some(0), 1);
            value(document.called.map(u32::from), facets.called.len());
            for number in 0..facets.needs.len() {
                value(document.needs.iter().any(|&need| usize::from(need) == number).then_some(0), 1);
            }
            for &field in document.fields.iter().filter(|&&field| (field as usize) < facets.fields.len()) {
                value(Some(u32::from(field)), facets.fields.len());
            }
            value(None, facets.fields.len());
        }
        out.finish()
    }

    /// The provinces as id, label and number of the part with their places; and these parts. With `one`, all places are
    /// in one part.
    pub(super) fn pack_places(
        &self,
        documents: &[Document<'_>],
        order: &[usize],
        facets: &Facets,
        one: bool,
    ) -> (Value, Vec<Value>) {
        let mut rows: Vec<BitWriter> = self.provinces.iter().map(|_| BitWriter::default()).collect();
        for document in order.iter().map(|&index| &documents[index]) {
            let Some((place, province)) = place_of(document, facets) else { continue };
            let Some(index) = self.index_of(province) else { continue };
            let ProvincePlaces { communes, districts, .. } = &self.provinces[index as usize];
            let district = district_of(document, facets);
            write(&mut rows[index as usize], rank(communes, Some(place)), communes.len());
            write(&mut rows[index as usize], rank(districts, district), districts.len());
        }
        let (mut provinces, mut parts, mut filled) = (Vec::new(), vec![Vec::new()], 0);
        for (number, (province, rows)) in self.provinces.iter().zip(rows).enumerate() {
            let packed = province.pack(number, facets, rows.finish());
            let size = packed.to_string().len();
            if filled > 0 && filled + size / 2 > PLACES_PART && !one {
                parts.push(Vec::new());
                filled = 0;
            }
            filled += size;
            let FacetValue { id, label } = &facets.places[province.province as usize].value;
            provinces.push(json!([id, label, parts.len() - 1]));
            parts.last_mut().into_iter().for_each(|part| part.push(packed.clone()));
        }
        (provinces.into(), parts.into_iter().map(Value::from).collect())
    }
}

impl ProvincePlaces {
    /// Its number, communes, former districts, and a row of each of its documents: commune and district, 0 for none. A
    /// commune whose id is the slug of its name has only the name.
    fn pack(&self, number: usize, facets: &Facets, rows: String) -> Value {
        let own = &facets.places[self.province as usize].value.id;
        let commune = |&index: &u32| {
            let FacetValue { id, label } = &facets.places[index as usize].value;
            if *id == format!("{own}/{}", slug(label)) { json!(label) } else { json!([id, label]) }
        };
        let district = |&index: &u32| {
            let FacetValue { id, label } = &facets.districts[index as usize];
            json!([id, label])
        };
        let communes: Vec<Value> = self.communes.iter().map(commune).collect();
        json!([number, communes, self.districts.iter().map(district).collect::<Vec<_>>(), rows])
    }
}

/// Writes a value below `count`, or 0 for none.
fn write(out: &mut BitWriter, value: Option<u32>, count: usize) {
    let known = value.filter(|&value| (value as usize) < count);
    out.bits(known.map_or(0, |value| value + 1), width(count));
}

/// The index of a value in the list.
fn rank(list: &BTreeSet<u32>, value: Option<u32>) -> Option<u32> {
    let value = value.filter(|value| list.contains(value))?;
    Some(list.range(..value).count() as u32)
}

/// Bits for `count` values and none.
fn width(count: usize) -> u32 {
    usize::BITS - count.leading_zeros()
}

#[cfg(test)]
mod tests {
    use super::super::super::document::PlaceFacet;
    use super::*;

    #[test]
    fn only_places_with_documents_are_packed() {
        let place = |id: &str, label: &str, parent| PlaceFacet {
            value: FacetValue { id: id.into(), label: label.into() },
            parent,
        };
        let places = vec![
            place("lam-dong", "Tỉnh Lâm Đồng", None),
            place("hue", "Thành phố Huế", None),
            place("lam-dong/xa-dong-giang", "Xã Đông Giang", Some(0)),
            place("lam-dong/xa-la-da", "Xã La Dạ", Some(0)),
            place("hue/p-2", "Phường Hai", Some(1)),
        ];
        let facets = Facets { places, ..Facets::default() };
        let document = |place| Document { place: Some(place), ..Document::default() };
        let documents = [document(2), document(99), document(4)];
        let (provinces, parts) =
            UsedPlaces::new(&documents, &facets).pack_places(&documents, &[0, 1, 2], &facets, true);
        assert_eq!(provinces, json!([["lam-dong", "Tỉnh Lâm Đồng", 0], ["hue", "Thành phố Huế", 0]]));
        assert_eq!(parts.len(), 1);
        assert_eq!(parts[0][0][1], json!(["Xã Đông Giang"]), "its id follows from its name");
        assert_eq!(parts[0][1][1], json!([["hue/p-2", "Phường Hai"]]));
    }
}
