//! What may have been meant by a place that does not exist.

use super::part::Part;
use super::resolve::Match;
use super::{Gazetteer, UnitId};
use crate::vietnamese;

/// How many are offered.
const OFFERED: usize = 3;
/// What a wrong letter costs; the other costs are set against it.
const LETTER: usize = 4;
/// A unit above that is named but is not above, nor has become anything that is.
const ELSEWHERE: usize = 4;
/// A unit above that is named and has become what is above now.
const OTHER_TIME: usize = 2;
/// Another type than the one that was typed.
const OTHER_KIND: usize = 2;
/// By how much a place may be farther than the nearest one and still be offered.
const MARGIN: usize = 1;

impl Gazetteer {
    /// The places nearest to what is written, nearest first: of like names, in the units that are named. One that is
    /// clearly farther than another is not offered.
    pub(super) fn nearest_places(&self, parts: &[&Part<'_>]) -> Vec<Match> {
        let Some((smallest, rest)) = parts.split_first() else { return Vec::new() };
        let length = smallest.name.chars().count();
        let allowed = (length / 3).max(1);
        let mut near: Vec<(usize, bool, UnitId)> = Vec::new();
        for (key, names) in self.keys.iter() {
            if key.chars().count().abs_diff(length) > allowed {
                continue;
            }
            let far = vietnamese::distance(&smallest.name, key);
            if far > allowed {
                continue;
            }
            for &id in names {
                let name = self.name_at(id);
                let kind = if smallest.kind.is_none_or(|kind| name.is_of_kind(kind)) { 0 } else { OTHER_KIND };
                let apart: usize = rest.iter().map(|part| self.apart(name.unit, part)).sum();
                near.push((far * LETTER + kind + apart, !self.is_current(name.unit), name.unit));
            }
        }
        near.sort_unstable();
        let mut offered: Vec<UnitId> = Vec::new();
        let best = near.first().map_or(0, |(cost, ..)| *cost);
        for (_, _, unit) in near.into_iter().take_while(|(cost, ..)| *cost <= best + MARGIN) {
            if offered.len() < OFFERED && !offered.contains(&unit) {
                offered.push(unit);
            }
        }
        offered.into_iter().map(|unit| Match { unit, name: self.full_name(unit) }).collect()
    }

    /// How far a unit is from lying in what `part` names.
    fn apart(&self, unit: UnitId, part: &Part<'_>) -> usize {
        let above = |above: UnitId| part.can_mean(above);
        let became = |above: UnitId| {
            part.units
                .iter()
                .any(|&named| self.present(named).iter().any(|&now| self.lineage(now).any(|now| now == above)))
        };
        let names = self.names(unit).iter().filter_map(|name| name.parent);
        if names.flat_map(|parent| self.lineage(parent)).any(above) {
            0
        } else if self.around(unit).into_iter().any(|unit| above(unit) || became(unit)) {
            OTHER_TIME
        } else {
            ELSEWHERE
        }
    }
}
