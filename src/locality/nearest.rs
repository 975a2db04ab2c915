//! What may have been meant by a place that does not exist.

use std::cmp::Reverse;

use super::part::{Part, without_remarks};
use super::resolve::Match;
use super::unit::marked_key;
use super::{Gazetteer, Level, NameId, UnitId};
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
/// Other marks than those that were typed.
const OTHER_MARKS: usize = 2;
/// By how much a place may be farther than the nearest one and still be offered.
const MARGIN: usize = 1;

/// A name that may have been meant: what it costs, whether its unit is gone, the unit, the name, the latest first, its key.
type Near<'g> = (usize, bool, UnitId, Reverse<NameId>, &'g str);

impl Gazetteer {
    /// The places nearest to what is written, nearest first: of like names, in the units that are named. One that is
    /// clearly farther than another is not offered.
    pub(super) fn nearest_places(&self, text: &str) -> Vec<Match> {
        let text = without_remarks(text);
        let parts = self.parts(&text);
        let straight: Vec<&Part<'_>> = parts.iter().collect();
        let below = self.hamlet_parts(&straight).min(parts.len().saturating_sub(1));
        let Some((smallest, rest)) = straight[below..].split_first() else { return Vec::new() };
        if smallest.is_the_country() || straight[below..].iter().all(|part| part.is_numbers()) {
            return Vec::new();
        }
        let allowed = (smallest.name.chars().count() / 3).max(1);
        let marked = smallest.has_marks().then(|| smallest.marked());
        let mut near: Vec<Near<'_>> = Vec::new();
        for (key, names) in self.keys.iter() {
            let Some(far) = vietnamese::distance_within(allowed, &smallest.name, key) else { continue };
            for &id in names {
                let name = self.name_at(id);
                // Nobody takes a commune for a province; of a district, only one of this very name.
                let level = self.unit(name.unit).level;
                if smallest.kind == Some("tỉnh") && (level > Level::District || level == Level::District && far > 0) {
                    continue;
                }
                let kind = if smallest.kind.is_none_or(|kind| name.is_of_kind(kind)) { 0 } else { OTHER_KIND };
                let apart: usize = rest.iter().map(|part| self.apart(name.unit, part)).sum();
                let marks = marked.filter(|marked| far == 0 && marked_key(name.bare()) != *marked);
                let cost = far * LETTER + kind + apart + marks.map_or(0, |_| OTHER_MARKS);
                near.push((cost, !self.is_current(name.unit), name.unit, Reverse(id), key));
            }
        }
        near.sort_unstable();
        let best = near.first().map_or(0, |(cost, ..)| *cost);
        near.retain(|(cost, ..)| *cost <= best + MARGIN);
        // Without a place around it, a name with a slip is near to many that have nothing to do with it.
        let is_guess = rest.is_empty() && near.iter().any(|(.., key)| *key != near[0].4);
        if is_guess && near.iter().all(|(.., key)| *key != smallest.name) {
            return Vec::new();
        }
        let mut offered: Vec<Match> = Vec::new();
        for (_, _, unit, Reverse(id), _) in near {
            if offered.len() < OFFERED && offered.iter().all(|other| other.unit != unit) {
                offered.push(Match { unit, name: self.full_name_at(id) });
            }
        }
        offered
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
