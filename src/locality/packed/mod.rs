//! The built-in tables as they lie in the program: with everything that is worked out from names already worked out, so
//! that a run need only unpack them. `tests` writes this form from the tables, and holds that both say the same.
//!
//! Deflated, it is a row of columns: each its length in bytes, then its bytes. Numbers are LEB128: seven bits a byte, the
//! lowest first, the highest bit set on all but the last. A column of texts is two: all lengths, then all texts.

use std::sync::LazyLock;

use super::keys::Keys;
use super::unit::{Level, Name, Unit, UnitId};
use super::{Gazetteer, NameId};
use crate::text::Date;

/// Made by `tests` from `current.tsv`, `former.tsv` and `history.tsv`.
const PACKED: &[u8] = include_bytes!("../data/units.bin");

const LEVELS: [Level; 3] = [Level::Province, Level::District, Level::Commune];

/// Degrees are kept in ten-thousandths, as the tables have them; Vietnam lies at positive ones.
const TO_DEGREES: f64 = 10_000.0;

/// The gazetteer as it comes. The bytes are our own and checked by a test; were they broken, there would be no places
/// and every model would say so.
pub(super) fn built_in() -> Gazetteer {
    static UNPACKED: LazyLock<Vec<u8>> =
        LazyLock::new(|| miniz_oxide::inflate::decompress_to_vec(PACKED).unwrap_or_default());
    let mut columns = Column(&UNPACKED);
    let units = units(&mut columns);
    let names = names(&mut columns, &units);
    let keys = keys(&mut columns);
    let mut slugs = columns.texts();
    let mut gazetteer = Gazetteer::linked(units, names, keys);
    gazetteer.slugs = gazetteer.ids().map(|_| slugs.next().into()).collect();
    gazetteer
}

fn units(columns: &mut Column) -> Vec<Unit> {
    let (mut codes, mut names, mut kinds) = (columns.texts(), columns.texts(), columns.column());
    let (mut levels, mut parents, mut years) = (columns.column(), columns.column(), columns.column());
    let (mut successors, mut middles) = (columns.lists(), columns.column());
    let mut units = Vec::with_capacity(levels.0.len());
    while let Some(level) = levels.number() {
        units.push(Unit {
            code: codes.next().into(),
            level: LEVELS.get(level as usize).copied().unwrap_or(Level::Commune),
            name: names.next().into(),
            kind: kinds.number().unwrap_or(0) as u8,
            parent: parents.unit(),
            until: years.number().and_then(|year| u16::try_from(year).ok()).filter(|year| *year > 0),
            successors: successors.next(),
            middle: middles.middle(),
        });
    }
    units
}

/// The names of `units`. An empty text stands for the unit's own name.
fn names(columns: &mut Column, units: &[Unit]) -> Vec<Name> {
    let mut dates = columns.texts();
    let mut days = vec![None];
    while dates.has_more() {
        days.push(Date::parse(dates.next()));
    }
    let day = |column: &mut Column| days.get(column.number()? as usize).copied().flatten();
    let (mut counts, mut texts, mut kinds) = (columns.column(), columns.texts(), columns.column());
    let (mut parents, mut from, mut until) = (columns.column(), columns.column(), columns.column());
    let mut names = Vec::with_capacity(kinds.0.len());
    for (at, unit) in units.iter().enumerate() {
        for _ in 0..counts.number().unwrap_or(0) {
            let text = Some(texts.next()).filter(|text| !text.is_empty());
            names.push(Name {
                unit: UnitId(at as u32),
                text: text.map_or_else(|| unit.name.clone(), Into::into),
                kind: kinds.number().unwrap_or(0) as u8,
                parent: parents.unit(),
                from: day(&mut from),
                until: day(&mut until),
            });
        }
    }
    names
}

fn keys(columns: &mut Column) -> Keys {
    let (mut texts, mut names) = (columns.texts(), columns.lists());
    // Every key has a length, and nearly all lengths are one byte.
    let mut keys = Keys::with_room(texts.lengths.0.len());
    while texts.has_more() {
        let bearers: Vec<NameId> = names.next().into_iter().map(|UnitId(name)| NameId(name)).collect();
        keys.push(texts.next().into(), &bearers);
    }
    keys
}

/// A column, read from its beginning. Past its end it has nothing.
struct Column(&'static [u8]);

impl Column {
    fn number(&mut self) -> Option<u32> {
        let mut number = 0;
        for shift in (0..u32::BITS).step_by(7) {
            let (&byte, rest) = self.0.split_first()?;
            self.0 = rest;
            number |= u32::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                break;
            }
        }
        Some(number)
    }

    /// A unit, or none.
    fn unit(&mut self) -> Option<UnitId> {
        self.number().and_then(|place| place.checked_sub(1)).map(UnitId)
    }

    /// A column within this one.
    fn column(&mut self) -> Self {
        let length = self.number().unwrap_or(0) as usize;
        let (column, rest) = self.0.split_at_checked(length).unwrap_or_default();
        self.0 = rest;
        Self(column)
    }

    fn texts(&mut self) -> Texts {
        let (lengths, all) = (self.column(), self.column());
        Texts { lengths, all: std::str::from_utf8(all.0).unwrap_or_default() }
    }

    fn lists(&mut self) -> UnitLists {
        UnitLists { counts: self.column(), units: self.column(), last: 0 }
    }

    /// Longitude and latitude, in degrees; a zero stands for none.
    fn middle(&mut self) -> Option<(f32, f32)> {
        let degrees = |number: u32| (f64::from(number) / TO_DEGREES) as f32;
        let longitude = self.number().filter(|number| *number > 0)?;
        Some((degrees(longitude), degrees(self.number()?)))
    }
}

/// A column of texts.
struct Texts {
    lengths: Column,
    all: &'static str,
}

impl Texts {
    fn has_more(&self) -> bool {
        !self.lengths.0.is_empty()
    }

    fn next(&mut self) -> &'static str {
        let length = self.lengths.number().unwrap_or(0) as usize;
        let (text, rest) = self.all.split_at_checked(length).unwrap_or_default();
        self.all = rest;
        text
    }
}

/// A column of lists of units. Each unit is kept as its distance from the one before it in the column, turned so that
/// small distances are small numbers in both directions (zigzag).
struct UnitLists {
    counts: Column,
    units: Column,
    last: u32,
}

impl UnitLists {
    fn next(&mut self) -> Vec<UnitId> {
        (0..self.counts.number().unwrap_or(0)).map(|_| self.unit()).collect()
    }

    fn unit(&mut self) -> UnitId {
        let turned = self.units.number().unwrap_or(0);
        let distance = (turned >> 1) ^ (turned & 1).wrapping_neg();
        self.last = self.last.wrapping_add(distance);
        UnitId(self.last)
    }
}

#[cfg(test)]
mod tests;
