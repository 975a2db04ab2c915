//! Which units bear a name, whatever its spelling.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::unit::{self, Unit};
use super::{Lists, UnitId};

/// The [keys](unit::key) of all names, in order, each with the units that bear it or bore it.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Keys {
    /// Ascending.
    names: Vec<Cow<'static, str>>,
    /// Those of each name, ascending.
    units: Lists,
}

impl Keys {
    /// The keys of all names of `units`.
    pub(super) fn of(units: &[Unit]) -> Self {
        let mut by_name: BTreeMap<String, Vec<UnitId>> = BTreeMap::new();
        for (at, unit) in units.iter().enumerate() {
            unit::keys(unit).into_iter().for_each(|key| by_name.entry(key).or_default().push(UnitId(at as u32)));
        }
        let mut keys = Self::default();
        by_name.into_iter().for_each(|(name, units)| keys.push(name.into(), &units));
        keys
    }

    /// Adds a name that comes after all others.
    pub(super) fn push(&mut self, name: Cow<'static, str>, units: &[UnitId]) {
        self.names.push(name);
        self.units.push(units);
    }

    /// The units with a name of this key, ascending.
    pub(super) fn get(&self, key: &str) -> &[UnitId] {
        self.names.binary_search_by(|name| (**name).cmp(key)).map_or(&[], |at| self.units.get(at))
    }

    /// All keys with their units.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, &[UnitId])> {
        self.names.iter().map(|name| &**name).zip(self.units.iter())
    }
}
