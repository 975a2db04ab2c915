//! Which units bear a name, whatever its spelling.

use std::borrow::Cow;
use std::collections::BTreeMap;

use rustc_hash::{FxBuildHasher, FxHashMap};

use super::unit::{self, Unit};
use super::{Lists, UnitId};

/// The [keys](unit::key) of all names, each with the units that bear it or bore it.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Keys {
    /// The number of each name's list.
    names: FxHashMap<Cow<'static, str>, u32>,
    /// Ascending units, by the order of their names.
    units: Lists,
}

impl Keys {
    /// The keys of all names of `units`.
    pub(super) fn of(units: &[Unit]) -> Self {
        let mut by_name: BTreeMap<String, Vec<UnitId>> = BTreeMap::new();
        for (at, unit) in units.iter().enumerate() {
            unit::keys(unit).into_iter().for_each(|key| by_name.entry(key).or_default().push(UnitId(at as u32)));
        }
        let mut keys = Self::for_names(by_name.len());
        by_name.into_iter().for_each(|(name, units)| keys.push(name.into(), &units));
        keys
    }

    /// None yet, with room for `count` names.
    pub(super) fn for_names(count: usize) -> Self {
        Self { names: FxHashMap::with_capacity_and_hasher(count, FxBuildHasher), units: Lists::default() }
    }

    /// Adds a name, which comes after all others.
    pub(super) fn push(&mut self, name: Cow<'static, str>, units: &[UnitId]) {
        self.names.insert(name, self.names.len() as u32);
        self.units.push(units);
    }

    /// The units with a name of this key, ascending.
    pub(super) fn get(&self, key: &str) -> &[UnitId] {
        self.names.get(key).map_or(&[], |&list| self.units.get(list as usize))
    }

    /// All keys with their units, in no order.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, &[UnitId])> {
        self.names.iter().map(|(name, &list)| (&**name, self.units.get(list as usize)))
    }
}
