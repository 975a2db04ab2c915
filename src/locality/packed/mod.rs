//! The built-in tables as they lie in the program: with everything that is worked out from names already worked out, so
//! that a run need only unpack them. `tests` writes this form from the tables, and holds that both say the same.
//!
//! Deflated, it is a row of columns: each its length in bytes, then its bytes. Numbers are LEB128: seven bits a byte, the
//! lowest first, the highest bit set on all but the last. A column of texts is two: all lengths, then all texts.

use std::sync::LazyLock;

use super::Gazetteer;
use super::keys::Keys;
use super::unit::{Level, Unit, UnitId};

/// Made by `tests` from `current.tsv` and `former.tsv`.
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
    let keys = keys(&mut columns);
    let mut slugs = columns.texts();
    let mut gazetteer = Gazetteer::linked(units, keys);
    gazetteer.slugs = gazetteer.ids().map(|_| slugs.next().into()).collect();
    gazetteer
}

fn units(columns: &mut Column) -> Vec<Unit> {
    let (mut codes, mut names, mut kinds) = (columns.texts(), columns.texts(), columns.column());
    let (mut levels, mut parents, mut years) = (columns.column(), columns.column(), columns.column());
    let (mut successors, mut also) = (columns.lists(), columns.texts());
    let (mut also_counts, mut middles) = (columns.column(), columns.column());
    let mut units = Vec::with_capacity(levels.0.len());
    while let Some(level) = levels.number() {
        units.push(Unit {
            code: codes.next().into(),
            level: LEVELS.get(level as usize).copied().unwrap_or(Level::Commune),
            name: names.next().into(),
            kind: kinds.number().unwrap_or(0) as u8,
            parent: parents.number().and_then(|place| place.checked_sub(1)).map(UnitId),
            until: years.number().and_then(|year| u16::try_from(year).ok()).filter(|year| *year > 0),
            successors: successors.next(),
            also: (0..also_counts.number().unwrap_or(0)).map(|_| also.next().into()).collect(),
            middle: middles.middle(),
        });
    }
    units
}

fn keys(columns: &mut Column) -> Keys {
    let (mut names, mut units) = (columns.texts(), columns.lists());
    // Every name has a length, and nearly all lengths are one byte.
    let mut keys = Keys::for_names(names.lengths.0.len());
    while names.has_more() {
        keys.push(names.next().into(), &units.next());
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
