//! Places that change their names: administrative units before and after 1 July 2025, and what became of each.
//!
//! The tables are built in (see `data/README.md` for their sources) and a site can add its own. [`Gazetteer::resolve`]
//! understands a place as people write it; it never picks one of several in silence. This room makes no page and knows
//! no model.

use rustc_hash::FxHashMap;

mod keys;
mod lists;
mod loose;
mod names;
mod nearest;
mod outline;
mod packed;
mod part;
mod report;
mod resolve;
mod table;
mod unit;

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::{Arc, LazyLock};

use self::keys::Keys;
use self::lists::Lists;

pub(crate) use names::inside_sentence;
pub(crate) use outline::{Archipelago, Outline, ProvinceOutline, Ring};
pub(crate) use report::{alone, heirs, problem};
pub(crate) use resolve::{Match, Resolution};
pub(crate) use unit::{Days, Unit};
pub use unit::{Level, UnitId};
pub(crate) use unit::{Name, bare_name, short_types};

/// Position of a name in a [`Gazetteer`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
struct NameId(u32);

/// Units by their codes.
type Codes = FxHashMap<Cow<'static, str>, UnitId>;

/// All units, and how they hang together. Never changes once it is made.
#[derive(Debug, Clone, PartialEq)]
pub struct Gazetteer {
    units: Vec<Unit>,
    by_code: Codes,
    /// Every name that a unit bears or bore, by unit.
    names: Vec<Name>,
    /// Where the names of each unit end.
    name_ends: Vec<u32>,
    keys: Keys,
    /// What became of each unit; of a present unit, itself.
    present: Lists,
    /// The former units that went into each present one.
    former: Lists,
    /// The province of each unit, of its own era.
    provinces: Vec<UnitId>,
    /// The part of an address of each unit that can have a page; empty for the others.
    slugs: Vec<Cow<'static, str>>,
}

impl Gazetteer {
    /// The built-in tables.
    pub fn builtin() -> Arc<Self> {
        static BUILT_IN: LazyLock<Arc<Gazetteer>> = LazyLock::new(|| Arc::new(packed::built_in()));
        BUILT_IN.clone()
    }

    /// `names` are by unit.
    fn new(units: Vec<Unit>, names: Vec<Name>) -> Self {
        let keys = Keys::of(&names);
        let mut gazetteer = Self::linked(units, names, keys);
        gazetteer.slugs = names::slugs(&gazetteer);
        gazetteer
    }

    /// Follows what the units say of each other. What needs their names alone, which takes longest, is given or, like
    /// the slugs, still to come.
    fn linked(units: Vec<Unit>, names: Vec<Name>, keys: Keys) -> Self {
        let ids = || (0..units.len() as u32).map(UnitId);
        let by_code = ids().zip(&units).map(|(id, unit)| (unit.code.clone(), id)).collect();
        let name_ends = ids().scan(0, |end, id| {
            *end += names[*end..].iter().take_while(|name| name.unit == id).count();
            Some(*end as u32)
        });
        let name_ends = name_ends.collect();
        let present = Lists::of(ids().map(|id| present_of(id, &units)));
        let former = ids().zip(&units).filter(|(_, unit)| unit.until.is_some()).flat_map(|(id, unit)| {
            let same_level = |UnitId(now): &&UnitId| units[*now as usize].level == unit.level;
            unit.successors.iter().filter(same_level).map(move |&now| (now, id))
        });
        let former = Lists::gathered(units.len(), former);
        let (provinces, slugs) = (Vec::new(), Vec::new());
        let mut gazetteer = Self { units, by_code, names, name_ends, keys, present, former, provinces, slugs };
        gazetteer.provinces = gazetteer.ids().map(|id| gazetteer.lineage(id).last().unwrap_or(id)).collect();
        gazetteer
    }

    /// A unit.
    pub fn unit(&self, id: UnitId) -> &Unit {
        &self.units[id.index()]
    }

    /// The unit with this code.
    pub fn by_code(&self, code: &str) -> Option<UnitId> {
        self.by_code.get(code).copied()
    }

    /// All units.
    pub fn ids(&self) -> impl Iterator<Item = UnitId> + use<> {
        (0..self.units.len() as u32).map(UnitId)
    }

    /// Whether the unit stands today.
    pub fn is_current(&self, id: UnitId) -> bool {
        self.unit(id).until.is_none()
    }

    /// Every name that a unit bears or bore, with what it belonged to meanwhile.
    pub fn names(&self, id: UnitId) -> &[Name] {
        let end = |at: usize| self.name_ends.get(at).map_or(0, |end| *end as usize);
        let start = id.index().checked_sub(1).map_or(0, end);
        self.names.get(start..end(id.index())).unwrap_or_default()
    }

    /// The present units that `id` belongs to: several if it was divided, itself if it stands. Of a unit whose own fate
    /// is not known, the province it is in now.
    pub fn present(&self, id: UnitId) -> &[UnitId] {
        self.present.get(id.index())
    }

    /// The former district somewhere in which a former commune lies whose own fate is not known.
    pub fn somewhere_in(&self, id: UnitId) -> Option<UnitId> {
        let unit = self.unit(id);
        let is_lost = unit.level == Level::Commune && unit.until.is_some() && unit.successors.is_empty();
        let settled = self.present(id).iter().all(|&now| self.unit(now).level == Level::Commune);
        unit.parent.filter(|&parent| is_lost && !settled && self.unit(parent).level == Level::District)
    }

    /// Whether the whole of a former unit, and nothing else, became one present unit of its level.
    pub fn is_renamed(&self, id: UnitId) -> bool {
        match *self.present(id) {
            [now] => now != id && *self.former_of(now) == [id] && self.unit(now).level == self.unit(id).level,
            _ => false,
        }
    }

    /// The former units of its own level that went, wholly or in part, into a present one.
    pub fn former_of(&self, id: UnitId) -> &[UnitId] {
        self.former.get(id.index())
    }

    /// The unit, what it belongs to, and so on up.
    pub fn lineage(&self, id: UnitId) -> impl Iterator<Item = UnitId> {
        std::iter::successors(Some(id), |&id| self.unit(id).parent)
    }

    /// The province of a unit, of its own era.
    pub fn province_of(&self, id: UnitId) -> UnitId {
        self.provinces[id.index()]
    }

    /// The former district of a unit: itself, or what it belonged to.
    pub fn district_of(&self, id: UnitId) -> Option<UnitId> {
        self.lineage(id).find(|&id| self.unit(id).level == Level::District)
    }

    /// Longitude and latitude of a unit's middle, in degrees: its own, else that of the main unit it (or,
    /// if that is not known, its district) has become.
    pub fn middle(&self, id: UnitId) -> Option<(f32, f32)> {
        let near = self.somewhere_in(id).unwrap_or(id);
        let now = || self.present(near).first().and_then(|&now| self.unit(now).middle);
        self.unit(id).middle.or_else(now)
    }

    /// Kilometres between the [middles](Self::middle) of two units, along the great circle.
    pub fn distance_km(&self, a: UnitId, b: UnitId) -> Option<f32> {
        let ((lon_a, lat_a), (lon_b, lat_b)) = (self.middle(a)?, self.middle(b)?);
        let (lat_a, lat_b) = (lat_a.to_radians(), lat_b.to_radians());
        let half_lat = ((lat_b - lat_a) / 2.0).sin();
        let half_lon = ((lon_b - lon_a).to_radians() / 2.0).sin();
        let chord = half_lat * half_lat + lat_a.cos() * lat_b.cos() * half_lon * half_lon;
        // The Earth's mean radius (IUGG), in kilometres.
        Some(2.0 * 6371.0 * chord.sqrt().min(1.0).asin())
    }
}

/// Follows successors to present units. A former unit without any lies in the one commune that its district became, else
/// in the province that is there now.
fn present_of(id: UnitId, units: &[Unit]) -> Vec<UnitId> {
    let unit = &units[id.index()];
    if unit.until.is_none() {
        return match (unit.level, unit.parent) {
            (Level::Hamlet, Some(parent)) => present_of(parent, units),
            _ => vec![id],
        };
    }
    if !unit.successors.is_empty() {
        return once_each(&unit.successors);
    }
    let around: Vec<UnitId> = unit.parent.map(|parent| present_of(parent, units)).unwrap_or_default();
    if around.len() == 1 && unit.level == Level::Commune {
        return around;
    }
    let up = |id: &UnitId| units[id.index()].parent.unwrap_or(*id);
    around.iter().map(up).collect::<BTreeSet<_>>().into_iter().collect()
}

/// The same units in the same order, each only where it stands first. The list is short.
fn once_each(units: &[UnitId]) -> Vec<UnitId> {
    let mut kept = Vec::with_capacity(units.len());
    units.iter().for_each(|unit| {
        if !kept.contains(unit) {
            kept.push(*unit);
        }
    });
    kept
}

#[cfg(test)]
mod tests;
