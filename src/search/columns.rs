//! What can be filtered by, one short row for each document.

use serde_json::{Value, json};

use super::bits::BitWriter;
use super::document::{Choice, Document, Facets};

/// Years a row can tell apart.
const YEARS: usize = 255;

/// The places and former districts that documents have: a gazetteer has thousands more, which the reader need not load.
#[derive(Debug)]
pub(super) struct Used {
    places: Vec<u32>,
    districts: Vec<u32>,
}

impl Used {
    /// Those of `documents`, and what they lie in, by rising position.
    pub(super) fn new(documents: &[Document<'_>], facets: &Facets) -> Self {
        let (mut places, mut districts) = (vec![false; facets.places.len()], vec![false; facets.districts.len()]);
        for document in documents {
            let mut next = document.place;
            while let Some(place) = next.map(|place| place as usize).filter(|&place| place < places.len()) {
                places[place] = true;
                // A place stands after the one it lies in: this ends.
                next = facets.places[place].within.filter(|&within| (within as usize) < place);
            }
            if let Some(district) = document.district.and_then(|district| districts.get_mut(district as usize)) {
                *district = true;
            }
        }
        let positions = |used: Vec<bool>| (0..).zip(used).filter(|(_, used)| *used).map(|(at, _)| at).collect();
        Self { places: positions(places), districts: positions(districts) }
    }

    /// The lists of those used: id, label and, for places, the position of the one it lies in or -1.
    pub(super) fn lists(&self, facets: &Facets) -> Value {
        let place = |&at: &u32| {
            let place = &facets.places[at as usize];
            let within = place.within.and_then(|within| position(&self.places, within)).map_or(-1, i64::from);
            json!([place.choice.id, place.choice.label, within])
        };
        let district = |&at: &u32| {
            let Choice { id, label } = &facets.districts[at as usize];
            json!([id, label])
        };
        json!({
            "places": self.places.iter().map(place).collect::<Vec<_>>(),
            "districts": self.districts.iter().map(district).collect::<Vec<_>>(),
        })
    }

    /// The rows of all documents in the order of `order`: place, former district, year, level, unit type, stage, whether
    /// it was copied, then its fields and an end. 0 stands for none; so does what no list holds.
    pub(super) fn rows(&self, documents: &[Document<'_>], order: &[usize], facets: &Facets, first_year: u16) -> String {
        let mut out = BitWriter::default();
        let mut value = |value: Option<u32>, count: usize| {
            let known = value.filter(|&value| (value as usize) < count);
            out.bits(known.map_or(0, |value| value + 1), width(count));
        };
        for document in order.iter().map(|&at| &documents[at]) {
            value(document.place.and_then(|place| position(&self.places, place)), self.places.len());
            value(document.district.and_then(|district| position(&self.districts, district)), self.districts.len());
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
}

fn position(list: &[u32], value: u32) -> Option<u32> {
    list.binary_search(&value).ok().map(|at| at as u32)
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
    fn only_places_with_models_are_listed_with_what_they_lie_in() {
        let place = |id: &str, within| Place { choice: Choice { id: id.into(), label: id.to_uppercase() }, within };
        let places =
            vec![place("lam-dong", None), place("hue", None), place("dong-giang", Some(0)), place("la-da", Some(0))];
        let facets = Facets { places, ..Facets::default() };
        let documents =
            [Document { place: Some(2), ..Document::default() }, Document { place: Some(99), ..Document::default() }];
        let lists = Used::new(&documents, &facets).lists(&facets);
        assert_eq!(lists["places"], json!([["lam-dong", "LAM-DONG", -1], ["dong-giang", "DONG-GIANG", 0]]));
    }
}
