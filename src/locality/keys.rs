//! Which names have one key, whatever their spelling.

use std::borrow::Cow;
use std::collections::BTreeMap;

use rustc_hash::{FxBuildHasher, FxHashMap};

use super::unit::{Name, key};
use super::{Lists, NameId};

/// The [keys](key) of all names, each with the names that have it.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Keys {
    /// The number of each key's list.
    keys: FxHashMap<Cow<'static, str>, u32>,
    /// Ascending names, by the order of their keys.
    names: Lists<NameId>,
}

impl Keys {
    /// The keys of all of `names`.
    pub(super) fn of(names: &[Name]) -> Self {
        let mut by_key: BTreeMap<String, Vec<NameId>> = BTreeMap::new();
        for (at, name) in names.iter().enumerate() {
            by_key.entry(key(name.bare())).or_default().push(NameId(at as u32));
        }
        let mut keys = Self::with_room(by_key.len());
        by_key.into_iter().for_each(|(key, names)| keys.push(key.into(), &names));
        keys
    }

    /// None yet, with room for `count` keys.
    pub(super) fn with_room(count: usize) -> Self {
        Self { keys: FxHashMap::with_capacity_and_hasher(count, FxBuildHasher), names: Lists::default() }
    }

    /// Adds a key, which comes after all others.
    pub(super) fn push(&mut self, key: Cow<'static, str>, names: &[NameId]) {
        self.keys.insert(key, self.keys.len() as u32);
        self.names.push(names);
    }

    /// The names with this key, ascending.
    pub(super) fn get(&self, key: &str) -> &[NameId] {
        self.keys.get(key).map_or(&[], |&list| self.names.get(list as usize))
    }

    /// All keys with their names, in no order.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, &[NameId])> {
        self.keys.iter().map(|(key, &list)| (&**key, self.names.get(list as usize)))
    }
}
