//! What can be filtered by, one short row for each document.

use super::bits::BitWriter;
use super::document::{Document, Facets};

/// Bits that tell one of `count` values from each other, and from none.
fn width(count: usize) -> u32 {
    usize::BITS - count.leading_zeros()
}

/// The rows of all documents in the order of `order`: place, former district, year, level, unit type, stage, whether it was
/// copied, then its fields and an end. 0 stands for none; so does what no list holds.
pub(super) fn pack(documents: &[Document], order: &[usize], facets: &Facets, first_year: u16) -> String {
    let mut out = BitWriter::default();
    let mut value = |value: Option<u32>, count: usize| {
        let known = value.filter(|&value| (value as usize) < count);
        out.bits(known.map_or(0, |value| value + 1), width(count));
    };
    for document in order.iter().map(|&at| &documents[at]) {
        value(document.place, facets.places.len());
        value(document.district, facets.districts.len());
        value(document.award_year.map(|year| u32::from(year.saturating_sub(first_year))), 255);
        value(document.level.map(u32::from), facets.levels.len());
        value(document.unit_type.map(u32::from), facets.unit_types.len());
        value(document.stage.map(u32::from), facets.stages.len());
        value((document.copies > 0).then_some(0), 1);
        for &field in &document.fields {
            value(Some(u32::from(field)), facets.fields.len());
        }
        value(None, facets.fields.len());
    }
    out.finish()
}
