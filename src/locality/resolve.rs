//! A place as people write it → the unit that is meant.
//!
//! A reading takes the first part as a name of the smallest unit and demands that every other part names what that unit
//! belonged to while it bore that name. A type that was typed must be one that the unit bore. Readings are then narrowed
//! step by step (marks as typed, names that stood at the time that is asked for, the present before the past when no
//! district is named); what is left after that is one, or an ambiguity that the editor must settle. Only where there is no
//! reading is a mixture of times taken, and told.

use std::cmp::Reverse;

use super::part::{Part, without_remarks};
use super::unit::{Days, Name, marked_key};
use super::{Gazetteer, Level, NameId, UnitId, loose, names};
use crate::text::Date;

/// What a text says about a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Resolution {
    /// One unit, with what was named below the commune, as typed.
    Found {
        /// `Thôn 2`, `Xóm 1, thôn Phú An`.
        hamlet: Option<String>,
        /// The unit, and its full name.
        place: Match,
        /// Whether names were written together that never stood together.
        is_mixed: bool,
    },
    /// Several units bear this name.
    Ambiguous(Vec<Match>),
    /// No unit bears it; what may have been meant, nearest first.
    Unknown {
        /// Few, or none.
        nearest: Vec<Match>,
    },
}

impl Resolution {
    /// The unit, if there is one.
    pub(crate) fn found(&self) -> Option<UnitId> {
        match self {
            Self::Found { place, .. } => Some(place.unit),
            Self::Ambiguous(_) | Self::Unknown { .. } => None,
        }
    }
}

/// A unit as it was called at a time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Match {
    /// The unit, former or present.
    pub(crate) unit: UnitId,
    /// Its full name at that time: `Xã Hắc Dịch, huyện Tân Thành, tỉnh Bà Rịa - Vũng Tàu`.
    pub(crate) name: String,
}

/// Names from that of a unit up to that of its province, of one time.
#[derive(Debug, Clone)]
struct Reading {
    names: Vec<NameId>,
}

/// Years for which the lists may have both the code of a merged unit and that of one of its parts, struck late.
const STRUCK_LATE: u16 = 2;

impl Gazetteer {
    /// Reads a place: present or former names, with or without types and their abbreviations, with or without marks,
    /// from small to large or from large to small, or a code.
    pub(crate) fn resolve(&self, text: &str) -> Resolution {
        self.resolve_at(text, None)
    }

    /// The same, where of several units of one name those are meant that bore it in these days.
    pub(crate) fn resolve_at(&self, text: &str, when: Option<Days>) -> Resolution {
        self.known_at(text, when).unwrap_or_else(|| Resolution::Unknown { nearest: self.nearest_places(text) })
    }

    /// The same, without a look for what may be meant by a name that no unit bears: that compares it with all others.
    pub(crate) fn known_at(&self, text: &str, when: Option<Days>) -> Option<Resolution> {
        let read = self.read(text, when);
        if matches!(read, Some(Resolution::Found { .. })) {
            return read;
        }
        let mut others = loose::other_ways(text).filter_map(|text| self.read(&text, when));
        others.find(|other| matches!(other, Resolution::Found { .. })).or(read)
    }

    /// The one unit that is meant, if there is one.
    pub(crate) fn unit_called(&self, text: &str) -> Option<UnitId> {
        self.known_at(text, None)?.found()
    }

    /// Whether a hamlet can be known by its own name and that of this unit: a commune holds it, as does a district that
    /// had no communes. Of a larger unit many hamlets have one name.
    pub(crate) fn can_hold_hamlets(&self, unit: UnitId) -> bool {
        let level = self.unit(unit).level;
        let is_one = || self.present(unit).len() == 1 && self.unit(self.present(unit)[0]).level == Level::Commune;
        level >= Level::Commune || level == Level::District && is_one()
    }

    /// Whether a text names nothing but what lies below a commune: `Thôn 3`, `Xóm 1, thôn Phú An`, `Thôn 1, 2, 3`.
    pub(crate) fn is_below_communes(&self, text: &str) -> bool {
        let parts = self.parts(text);
        let is_unit = |part: &Part<'_>| part.units.iter().any(|&unit| self.unit(unit).level <= Level::Commune);
        let is_hamlet = |part: &Part<'_>| part.sounds_like_a_hamlet() && !is_unit(part);
        parts.iter().any(is_hamlet) && parts.iter().all(|part| is_hamlet(part) || part.is_numbers())
    }

    /// The text taken as it stands; `None` if no unit bears this name.
    fn read(&self, text: &str, when: Option<Days>) -> Option<Resolution> {
        if let Some(unit) = self.by_code(text.trim()) {
            let place = Match { unit, name: self.full_name(unit) };
            return Some(Resolution::Found { hamlet: None, place, is_mixed: false });
        }
        let text = without_remarks(text);
        let parts = self.parts(&text);
        let straight: Vec<&Part<'_>> = parts.iter().collect();
        let reversed: Vec<&Part<'_>> = parts.iter().rev().collect();
        for is_mixed in [false, true] {
            for parts in [&straight, &reversed] {
                let hamlets = self.hamlet_parts(parts);
                for below in 0..=hamlets {
                    // A name such as “Phố Châu” only sounds like a hamlet.
                    if below < hamlets && (is_mixed || !self.is_written_like_a_unit(parts[below])) {
                        continue;
                    }
                    let readings = match is_mixed {
                        false => self.readings(&parts[below..], when),
                        true => self.mixed_readings(&parts[below..], when),
                    };
                    let mut places: Vec<Match> = readings.iter().map(|reading| self.place(reading)).collect();
                    match places.len() {
                        0 => {}
                        1 => {
                            let typed: Vec<&str> = parts[..below].iter().map(|part| part.text).collect();
                            let hamlet = (below > 0).then(|| typed.join(", "));
                            return Some(Resolution::Found { hamlet, place: places.remove(0), is_mixed });
                        }
                        _ => return Some(Resolution::Ambiguous(places)),
                    }
                }
            }
        }
        None
    }

    pub(super) fn name_at(&self, NameId(at): NameId) -> &Name {
        &self.names[at as usize]
    }

    fn name_ids(&self, unit: UnitId) -> impl DoubleEndedIterator<Item = NameId> + use<> {
        let end = |at: usize| self.name_ends.get(at).copied().unwrap_or(0);
        (unit.index().checked_sub(1).map_or(0, end)..end(unit.index())).map(NameId)
    }

    /// `Xã Đông Giang, huyện Hàm Thuận Bắc, tỉnh Bình Thuận`: from small to large, as it was called last.
    pub fn full_name(&self, id: UnitId) -> String {
        let own = self.unit(id);
        let last = || self.name_ids(id).rev().find(|&name| self.name_at(name).text == own.name);
        match last().filter(|_| own.until.is_some()) {
            Some(name) => self.full_name_at(name),
            None => names::full(self.lineage(id).map(|id| self.name(id))),
        }
    }

    /// The full name of the time of a name.
    pub(super) fn full_name_at(&self, name: NameId) -> String {
        let climb = Climb { gazetteer: self, exact: true, when: None };
        climb.from(name, &[]).map_or_else(String::new, |reading| self.place(&reading).name)
    }

    fn place(&self, reading: &Reading) -> Match {
        let texts = reading.names.iter().map(|&name| &*self.name_at(name).text);
        Match { unit: self.unit_of(reading), name: names::full(texts) }
    }

    fn unit_of(&self, reading: &Reading) -> UnitId {
        self.name_at(reading.names[0]).unit
    }

    /// How many leading parts lie below the commune: those that begin with such a word and are no unit here, and the numbers
    /// beside them.
    pub(super) fn hamlet_parts(&self, parts: &[&Part<'_>]) -> usize {
        let own = |part: &Part<'_>| part.units.iter().any(|unit| self.unit(*unit).level == Level::Hamlet);
        let is_hamlet = |part: &Part<'_>| part.sounds_like_a_hamlet() && !own(part);
        let below = &parts[..parts.len().saturating_sub(1)];
        let count = below.iter().take_while(|part| is_hamlet(part) || part.is_numbers()).count();
        if below[..count].iter().any(|part| is_hamlet(part)) { count } else { 0 }
    }

    /// Whether a unit bears this name with the marks that were typed, if any were.
    fn is_written_like_a_unit(&self, part: &Part<'_>) -> bool {
        let marked = part.marked();
        let same = |name: &NameId| marked_key(self.name_at(*name).bare()) == marked;
        part.names.iter().any(same) || !part.has_marks() && !part.names.is_empty()
    }

    /// Every reading of the parts as names of one time, narrowed.
    fn readings(&self, parts: &[&Part<'_>], when: Option<Days>) -> Vec<Reading> {
        let Some((smallest, rest)) = parts.split_first() else { return Vec::new() };
        // The names as they were together come before those that units above bore at another time.
        for exact in [true, false] {
            let climb = Climb { gazetteer: self, exact, when };
            let found: Vec<Reading> = smallest.names.iter().filter_map(|&name| climb.from(name, rest)).collect();
            if !found.is_empty() {
                return self.narrow(found, parts, when);
            }
        }
        Vec::new()
    }

    /// Every former unit for which each part names something that it belonged to at some time, or belongs to now.
    fn mixed_readings(&self, parts: &[&Part<'_>], when: Option<Days>) -> Vec<Reading> {
        let Some((smallest, rest)) = parts.split_first() else { return Vec::new() };
        let climb = Climb { gazetteer: self, exact: true, when };
        let fits = |name: &&NameId| {
            let unit = self.name_at(**name).unit;
            !self.is_current(unit) && self.is_within_all(unit, rest)
        };
        let found = smallest.names.iter().filter(fits).filter_map(|&name| climb.from(name, &[])).collect();
        self.narrow(found, parts, when)
    }

    /// Whether each part names another unit that `unit` belonged to at some time, or belongs to now.
    fn is_within_all(&self, unit: UnitId, parts: &[&Part<'_>]) -> bool {
        let mut around = self.around(unit);
        parts.iter().all(|part| {
            let at = around.iter().position(|&above| part.can_mean(above));
            at.map(|at| around.swap_remove(at)).is_some()
        })
    }

    /// Everything that `unit` belonged to at some time, or belongs to now.
    pub(super) fn around(&self, unit: UnitId) -> Vec<UnitId> {
        let now = self.present(unit).iter().flat_map(|&now| self.lineage(now)).filter(|&now| now != unit);
        let mut around: Vec<UnitId> = now.collect();
        let mut next = vec![unit];
        while let Some(unit) = next.pop() {
            for parent in self.names(unit).iter().filter_map(|name| name.parent) {
                if !around.contains(&parent) {
                    around.push(parent);
                    next.push(parent);
                }
            }
        }
        around
    }

    fn narrow(&self, mut readings: Vec<Reading>, parts: &[&Part<'_>], when: Option<Days>) -> Vec<Reading> {
        let is_alone = parts.len() == 1;
        let number = parts[0].text.trim_start_matches(|c: char| !c.is_ascii_digit());
        let mut prefer = |better: &dyn Fn(&Name) -> bool| {
            let is_better = |reading: &Reading| better(self.name_at(reading.names[0]));
            if readings.len() > 1 && readings.iter().any(is_better) {
                readings.retain(is_better);
            }
        };
        if parts.iter().any(|part| part.has_marks()) {
            let marked = parts[0].marked();
            prefer(&|name| marked_key(name.bare()) == marked);
        }
        let level = |name: &Name| self.unit(name.unit).level;
        prefer(&|name| when.is_some_and(|when| name.days().and(when) == Some(when)));
        prefer(&|name| when.is_some_and(|when| name.days().and(when).is_some()));
        // One ward was called `Phường 02` before another became `Phường 2`.
        prefer(&|name| name.bare().trim_start_matches(|c: char| !c.is_ascii_digit()) == number);
        // A bare word that names a province means the province.
        prefer(&|name| is_alone && parts[0].kind.is_none() && level(name) == Level::Province);
        // Since 1 July 2025 people write two levels; before, they named the district. A name that stands alone says
        // nothing about its time, unless it is a province's.
        prefer(&|name| name.until.is_none() && (!is_alone || level(name) == Level::Province));
        self.one_for_each_place(readings)
    }

    /// Of readings of one unit the latest. Of several units one, if they are one place in two times: they became the same
    /// and never stood together, or the name went from one to the other within their district.
    fn one_for_each_place(&self, mut readings: Vec<Reading>) -> Vec<Reading> {
        let until = |reading: &Reading| {
            let until = self.name_at(reading.names[0]).until;
            (until.is_none(), until)
        };
        readings.sort_by_key(|reading| (Reverse(until(reading)), self.unit_of(reading)));
        let mut kept: Vec<Reading> = Vec::with_capacity(readings.len());
        for reading in readings {
            let unit = self.unit_of(&reading);
            let is_kept = kept.iter().any(|other| {
                let later = self.unit_of(other);
                let (later_name, earlier_name) = (self.name_at(other.names[0]), self.name_at(reading.names[0]));
                unit == later || self.is_later_form(later, unit) || self.is_handed_on(earlier_name, later_name)
            });
            if !is_kept {
                kept.push(reading);
            }
        }
        kept.sort_by_key(|reading| self.unit_of(reading));
        kept
    }

    /// Whether another unit of the same district had the name afterwards: a merged unit keeps the name of one of its parts,
    /// but not always its code.
    fn is_handed_on(&self, earlier: &Name, later: &Name) -> bool {
        let is_longer = earlier.until.is_some() && (later.until.is_none() || later.until > earlier.until);
        let struck_late = |until: Date| later.from >= Some(until.years_before(STRUCK_LATE));
        let follows = later.from >= earlier.until
            || earlier.until.is_some_and(struck_late) && self.somewhere_in(earlier.unit).is_some();
        is_longer
            && follows
            && earlier.parent == later.parent
            && self.unit(earlier.unit).level == self.unit(later.unit).level
            && marked_key(earlier.bare()) == marked_key(later.bare())
    }

    fn is_later_form(&self, later: UnitId, earlier: UnitId) -> bool {
        let apart = || {
            let both = |a: &Name, b: &Name| a.days().and(b.days()).is_some();
            !self.names(later).iter().any(|a| self.names(earlier).iter().any(|b| both(a, b)))
        };
        self.unit(later).level == self.unit(earlier).level && self.present(later) == self.present(earlier) && apart()
    }
}

/// The way up from a unit.
struct Climb<'g> {
    gazetteer: &'g Gazetteer,
    /// Whether units above must have borne their names at the same time; else at any.
    exact: bool,
    /// The days whose names are preferred where nothing says which is meant.
    when: Option<Days>,
}

impl Climb<'_> {
    /// The reading of `parts` as what the unit belonged to while it bore `name`.
    fn from(&self, name: NameId, parts: &[&Part<'_>]) -> Option<Reading> {
        let own = self.gazetteer.name_at(name);
        let mut names = self.up(own.parent, own.days(), parts)?;
        names.push(name);
        names.reverse();
        Some(Reading { names })
    }

    /// The names of `unit` and all above it in some of `days`, the largest first; `None` if `parts` are not among them.
    fn up(&self, unit: Option<UnitId>, days: Days, parts: &[&Part<'_>]) -> Option<Vec<NameId>> {
        let Some(unit) = unit else { return parts.is_empty().then(Vec::new) };
        let names = self.names_in(unit, days);
        for is_named in [true, false] {
            for &id in &names {
                let name = self.gazetteer.name_at(id);
                let fits = |part: &&Part<'_>| if self.exact { part.can_be(id) } else { part.can_mean(unit) };
                let rest = match parts.split_first() {
                    Some((first, rest)) if is_named && fits(first) => rest,
                    _ if is_named => continue,
                    _ => parts,
                };
                if let Some(mut above) = self.up(name.parent, days.and(name.days()).unwrap_or(days), rest) {
                    above.push(id);
                    return Some(above);
                }
            }
        }
        None
    }

    /// The names of a unit in these days, those of the wanted time first, then the latest. All of them, if it had none
    /// then: the lists have gaps.
    fn names_in(&self, unit: UnitId, days: Days) -> Vec<NameId> {
        let gazetteer = self.gazetteer;
        let all: Vec<NameId> = gazetteer.name_ids(unit).rev().collect();
        let mut names: Vec<NameId> =
            all.iter().copied().filter(|&id| gazetteer.name_at(id).days().and(days).is_some()).collect();
        if names.is_empty() {
            names = all;
        }
        if let Some(when) = self.when {
            names.sort_by_key(|&id| gazetteer.name_at(id).days().and(when).is_none());
        }
        names
    }
}
