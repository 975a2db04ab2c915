//! Places that change their names: administrative units before and after 1 July 2025, and what became of each.
//!
//! The tables are built in (see `data/README.md` for their sources) and a site can add its own. [`Gazetteer::resolve`]
//! understands a place as people write it; it never picks one of several in silence. This room makes no page and knows
//! no model.

mod names;
mod outline;
mod resolve;
mod table;
mod tell;
mod unit;

use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, LazyLock};

use rayon::prelude::*;

use crate::text::Quick;

pub use names::inside_sentence;
pub use outline::{Archipelago, Outline, ProvinceOutline, Ring};
pub use resolve::Resolution;
pub use tell::problem;
pub use unit::{Level, Unit, UnitId};

/// Units by their codes.
type Codes = HashMap<String, UnitId, Quick>;

/// All units, and how they hang together. Never changes once it is made.
#[derive(Debug, Clone)]
pub struct Gazetteer {
    units: Vec<Unit>,
    by_code: Codes,
    by_key: HashMap<String, Vec<UnitId>, Quick>,
    /// What became of each unit; of a present unit, itself.
    present: Vec<Vec<UnitId>>,
    /// The former units that went into each present one.
    former: Vec<Vec<UnitId>>,
    /// The province of each unit, of its own era.
    provinces: Vec<UnitId>,
    slugs: HashMap<UnitId, String, Quick>,
}

impl Gazetteer {
    /// The built-in tables.
    pub fn builtin() -> Arc<Self> {
        static BUILT_IN: LazyLock<Arc<Gazetteer>> = LazyLock::new(|| Arc::new(Gazetteer::new(table::built_in())));
        BUILT_IN.clone()
    }

    fn new(units: Vec<Unit>) -> Self {
        let ids = || (0..units.len() as u32).map(UnitId);
        let by_code = ids().zip(&units).map(|(id, unit)| (unit.code.clone(), id)).collect();
        let keys: Vec<BTreeSet<String>> = units.par_iter().map(unit::keys).collect();
        let mut by_key: HashMap<String, Vec<UnitId>, Quick> =
            HashMap::with_capacity_and_hasher(units.len(), Quick::default());
        for (id, names) in ids().zip(keys) {
            names.into_iter().for_each(|name| by_key.entry(name).or_default().push(id));
        }
        let present: Vec<Vec<UnitId>> = ids().map(|id| present_of(id, &units)).collect();
        let mut former = vec![Vec::new(); units.len()];
        for (id, unit) in ids().zip(&units).filter(|(_, unit)| unit.until.is_some()) {
            let same_level = unit.successors.iter().filter(|successor| units[successor.0 as usize].level == unit.level);
            same_level.for_each(|successor| former[successor.0 as usize].push(id));
        }
        let mut gazetteer =
            Self { units, by_code, by_key, present, former, provinces: Vec::new(), slugs: HashMap::default() };
        gazetteer.provinces = gazetteer.ids().map(|id| gazetteer.lineage(id).last().unwrap_or(id)).collect();
        gazetteer.slugs = names::slugs(&gazetteer);
        gazetteer
    }

    /// A unit.
    pub fn unit(&self, id: UnitId) -> &Unit {
        &self.units[id.0 as usize]
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

    /// The present units that `id` belongs to: several if it was divided, itself if it stands. Of a unit whose own fate
    /// is not known, the province it is in now.
    pub fn present(&self, id: UnitId) -> &[UnitId] {
        &self.present[id.0 as usize]
    }

    /// The former units of its own level that went, wholly or in part, into a present one.
    pub fn former_of(&self, id: UnitId) -> &[UnitId] {
        &self.former[id.0 as usize]
    }

    /// The unit, what it belongs to, and so on up.
    pub fn lineage(&self, id: UnitId) -> impl Iterator<Item = UnitId> {
        std::iter::successors(Some(id), |&id| self.unit(id).parent)
    }

    /// The province of a unit, of its own era.
    pub fn province_of(&self, id: UnitId) -> UnitId {
        self.provinces[id.0 as usize]
    }

    /// The former district of a unit: itself, or what it belonged to.
    pub fn district_of(&self, id: UnitId) -> Option<UnitId> {
        self.lineage(id).find(|&id| self.unit(id).level == Level::District)
    }

    /// Longitude and latitude of a unit's middle, in degrees: its own, else that of the main unit it has become.
    pub fn middle(&self, id: UnitId) -> Option<(f32, f32)> {
        let now = || self.present(id).first().and_then(|&now| self.unit(now).middle);
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

/// Follows successors to present units. A former unit without any counts as lying in its province's first successor.
fn present_of(id: UnitId, units: &[Unit]) -> Vec<UnitId> {
    let unit = &units[id.0 as usize];
    if unit.until.is_none() {
        return match (unit.level, unit.parent) {
            (Level::Hamlet, Some(parent)) => present_of(parent, units),
            _ => vec![id],
        };
    }
    if !unit.successors.is_empty() {
        let mut seen = BTreeSet::new();
        return unit.successors.iter().copied().filter(|successor| seen.insert(*successor)).collect();
    }
    let provinces: Vec<UnitId> = unit.parent.map(|parent| present_of(parent, units)).unwrap_or_default();
    let up = |id: &UnitId| units[id.0 as usize].parent.unwrap_or(*id);
    provinces.iter().map(up).collect::<BTreeSet<_>>().into_iter().collect()
}

#[cfg(test)]
mod tests;
