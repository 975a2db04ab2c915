//! A place as people write it → the unit that is meant.
//!
//! A reading assigns the smallest named unit and demands that every other named part is one it belongs to. Readings are
//! then narrowed step by step (marks as typed, types as typed, the present before the past when no district is named,
//! longest standing); what is left after that is one, or an ambiguity that the editor must settle.

use std::cell::LazyCell;

use super::unit::{TYPES, bare_name, key, marked_key, without_type};
use super::{Gazetteer, Level, UnitId};
use crate::vietnamese;

/// What a text says about a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Resolution {
    /// One unit, with what was named below the commune, as typed.
    Found {
        /// `Thôn 2`, `Xóm 1, thôn Phú An`.
        hamlet: Option<String>,
        /// The unit, former or present.
        unit: UnitId,
    },
    /// Several units bear this name.
    Ambiguous(Vec<UnitId>),
    /// No unit bears it; the nearest names, equally near, at most five.
    Unknown {
        /// What may have been meant.
        nearest: Vec<UnitId>,
    },
}

/// Words for what lies below a commune, without marks.
const HAMLETS: [&str; 24] = [
    "thon",
    "khu pho",
    "kp",
    "ap",
    "to dan pho",
    "tdp",
    "to",
    "ban",
    "lang",
    "buon",
    "bon",
    "xom",
    "pho",
    "khom",
    "soc",
    "khu dan cu",
    "kdc",
    "khu",
    "cum",
    "plei",
    "phum",
    "tieu khu",
    "to lien gia",
    "giao xu",
];

/// Middles of communes that touch are hardly farther apart than this.
const NEXT_TO_KM: f32 = 12.0;

/// One part of a place between commas.
struct Part<'t> {
    /// As typed.
    text: &'t str,
    /// The type that was typed, with marks; `None` for a bare name.
    kind: Option<&'static str>,
    /// How many of its words are the type; none where the type is a letter before a number (`P5`).
    kind_words: usize,
    /// Keys of the name: with its first word taken as a type, and as it stands.
    name: String,
    whole: String,
    /// Every unit that bears the name, in ascending order.
    units: Vec<UnitId>,
}

impl Gazetteer {
    /// Reads a place: present or former names, with or without types and their abbreviations, with or without marks,
    /// from small to large or from large to small, or a code.
    pub fn resolve(&self, text: &str) -> Resolution {
        if let Some(unit) = self.by_code(text.trim()) {
            return Resolution::Found { hamlet: None, unit };
        }
        let text = without_remarks(text);
        let parts: Vec<Part<'_>> = split(&text).map(|part| self.part(part)).collect();
        for reversed in [false, true] {
            let mut parts: Vec<&Part<'_>> = parts.iter().collect();
            if reversed {
                parts.reverse();
            }
            let below = self.hamlet_parts(&parts);
            let hamlet =
                (below > 0).then(|| parts[..below].iter().map(|part| part.text).collect::<Vec<_>>().join(", "));
            match self.readings(&parts[below..])[..] {
                [] => {}
                [unit] => return Resolution::Found { hamlet, unit },
                ref several => return Resolution::Ambiguous(several.to_vec()),
            }
        }
        Resolution::Unknown { nearest: self.nearest_units(&parts) }
    }

    /// How many leading parts lie below the commune: those that begin with such a word and are no unit here.
    fn hamlet_parts(&self, parts: &[&Part<'_>]) -> usize {
        let is_hamlet = |at: usize, part: &Part<'_>| {
            let own = self.keys.get(&part.whole).iter().any(|id| self.unit(*id).level == Level::Hamlet);
            at + 1 < parts.len()
                && part.kind.is_none()
                && !own
                && HAMLETS.iter().any(|word| begins_with(&part.whole, word))
        };
        parts.iter().enumerate().take_while(|(at, part)| is_hamlet(*at, part)).count()
    }

    /// Every unit the parts can mean, narrowed.
    fn readings(&self, parts: &[&Part<'_>]) -> Vec<UnitId> {
        let Some((smallest, rest)) = parts.split_first() else { return Vec::new() };
        let named = &smallest.units;
        let fits = |unit: &UnitId| rest.iter().all(|part| self.belongs_to(*unit, part));
        let mut fitting: Vec<UnitId> = named.iter().copied().filter(fits).collect();
        if fitting.is_empty() && rest.len() > 1 {
            fitting = self.across_a_merger(named, rest);
        }
        self.narrow(fitting, smallest, rest)
    }

    fn part<'t>(&self, text: &'t str) -> Part<'t> {
        let mut part = Part::new(text);
        part.units = self.keys.get(&part.name).to_vec();
        if part.kind.is_some() {
            part.units.extend(self.keys.get(&part.whole));
            part.units.sort_unstable();
            part.units.dedup();
        }
        part
    }

    /// Whether `part` names something that `unit` belongs to, in its own time or now.
    fn belongs_to(&self, unit: UnitId, part: &Part<'_>) -> bool {
        let above = |unit: UnitId| self.lineage(unit).skip(1);
        let now = self.present(unit).iter().flat_map(|&now| self.lineage(now));
        above(unit)
            .chain(now)
            .any(|above| above != unit && part.units.binary_search(&above).is_ok() && self.is_of_kind(above, part))
    }

    /// A commune whose district was merged or had its borders moved before 2025 is named beside its old district, but the
    /// tables give it to the last one: it is meant if the old district was gone by then, or lies next to it.
    fn across_a_merger(&self, named: &[UnitId], rest: &[&Part<'_>]) -> Vec<UnitId> {
        let Some((province, districts)) = rest.split_last() else { return Vec::new() };
        let in_province = |unit: &UnitId| self.belongs_to(*unit, province);
        let former_district = |commune: UnitId, part: &Part<'_>| {
            part.units.iter().any(|&district| {
                let heirs = &self.unit(district).successors;
                let near = heirs.is_empty() || self.present(commune).iter().any(|&now| self.is_near(now, heirs));
                self.unit(district).level == Level::District && self.belongs_to(district, province) && near
            })
        };
        let is_former_commune = |id: &UnitId| !self.is_current(*id) && self.unit(*id).level == Level::Commune;
        let communes = named.iter().copied().filter(in_province).filter(is_former_commune);
        communes.filter(|&id| districts.iter().all(|part| former_district(id, part))).collect()
    }

    fn is_near(&self, unit: UnitId, others: &[UnitId]) -> bool {
        others.iter().any(|&other| self.distance_km(unit, other).is_some_and(|far| far < NEXT_TO_KM))
    }

    fn narrow(&self, mut units: Vec<UnitId>, part: &Part<'_>, rest: &[&Part<'_>]) -> Vec<UnitId> {
        if units.len() < 2 {
            return units;
        }
        let mut prefer = |better: &dyn Fn(UnitId) -> bool| {
            if units.len() > 1 {
                let kept: Vec<UnitId> = units.iter().copied().filter(|&unit| better(unit)).collect();
                units = if kept.is_empty() { std::mem::take(&mut units) } else { kept };
            }
        };
        // A type that was typed is meant, unless no unit of that name has it (a commune that became a ward since).
        prefer(&|unit| part.kind.is_some() && self.is_of_kind(unit, part));
        let typed_with_marks = || std::iter::once(&part).chain(rest).any(|part| key(&part.marked()) != part.marked());
        let marked = LazyCell::new(|| Some(part.marked()).filter(|_| typed_with_marks()));
        prefer(&|unit| marked.as_ref().is_some_and(|marked| marked_key(self.unit(unit).bare()) == *marked));
        prefer(&|unit| [&part.name, &part.whole].contains(&&key(self.unit(unit).bare())));
        // A bare word that names a province means the province.
        prefer(&|unit| part.kind.is_none() && rest.is_empty() && self.unit(unit).level == Level::Province);
        // Every part above is named with its own type: "thành phố Huế" the province before the former city.
        prefer(&|unit| rest.iter().all(|part| self.lineage(unit).skip(1).any(|above| self.is_named(above, part))));
        // Since 1 July 2025 people write two levels; before, they named the district. A name that stands alone says
        // nothing about its time, unless it is a province's.
        prefer(&|unit| self.is_current(unit) && (!rest.is_empty() || self.unit(unit).level == Level::Province));
        let latest = units.iter().map(|&unit| self.unit(unit).until.unwrap_or(u16::MAX)).max();
        if !rest.is_empty() {
            units.retain(|&unit| Some(self.unit(unit).until.unwrap_or(u16::MAX)) == latest);
        }
        self.one_for_each_fate(units)
    }

    /// Of units of one level that have become the same, only the last: they are one place in two times.
    fn one_for_each_fate(&self, units: Vec<UnitId>) -> Vec<UnitId> {
        let mut fates: Vec<UnitId> = Vec::new();
        for unit in units {
            let same = |other: &UnitId| {
                self.unit(*other).level == self.unit(unit).level && self.present(*other) == self.present(unit)
            };
            let until = |id: UnitId| self.unit(id).until.unwrap_or(u16::MAX);
            match fates.iter().position(same) {
                Some(at) if until(unit) > until(fates[at]) => fates[at] = unit,
                Some(_) => {}
                None => fates.push(unit),
            }
        }
        fates
    }

    fn is_named(&self, unit: UnitId, part: &Part<'_>) -> bool {
        part.units.binary_search(&unit).is_ok() && self.is_of_kind(unit, part)
    }

    /// Whether the unit bears, or bore, the name with the type that was typed; a bare name has none to contradict.
    fn is_of_kind(&self, unit: UnitId, part: &Part<'_>) -> bool {
        let Some(kind) = part.kind else { return true };
        let unit = self.unit(unit);
        let names = std::iter::once(&unit.name).chain(&unit.also);
        names.into_iter().any(|name| without_type(name, kind).is_some() && key(bare_name(name)) == part.name)
    }

    /// The units whose names are nearest to the smallest part: those in what the other parts name, if there are any.
    /// Names that differ in more letters than the nearest one are left out.
    fn nearest_units(&self, parts: &[Part<'_>]) -> Vec<UnitId> {
        let below = self.hamlet_parts(&parts.iter().collect::<Vec<_>>());
        let Some((smallest, rest)) = parts[below.min(parts.len().saturating_sub(1))..].split_first() else {
            return Vec::new();
        };
        let length = smallest.name.chars().count();
        let allowed = (length / 3).max(1);
        let mut near: Vec<(usize, bool, bool, UnitId)> = Vec::new();
        for (name, units) in self.keys.iter() {
            if name.chars().count().abs_diff(length) > allowed {
                continue;
            }
            let far = vietnamese::distance(&smallest.name, name);
            if far > allowed {
                continue;
            }
            for &unit in units {
                let elsewhere = !rest.is_empty() && !rest.iter().any(|part| self.belongs_to(unit, part));
                let other_kind = smallest.kind.is_some_and(|kind| without_type(&self.unit(unit).name, kind).is_none());
                near.push((far, elsewhere, other_kind, unit));
            }
        }
        near.sort_by_key(|&(far, elsewhere, other_kind, unit)| (elsewhere, far, other_kind, unit));
        if let Some(&(best, place, ..)) = near.first() {
            near.retain(|&(far, elsewhere, ..)| (far, elsewhere) == (best, place));
        }
        near.truncate(5);
        near.into_iter().map(|(_, _, _, unit)| unit).collect()
    }
}

impl<'t> Part<'t> {
    fn new(text: &'t str) -> Self {
        let whole = key(text);
        for (kind, words) in TYPES {
            for word in words {
                let Some(rest) = whole.strip_prefix(word) else { continue };
                let glued = word.len() == 1 && rest.starts_with(|c: char| c.is_ascii_digit());
                let name = rest.strip_prefix(' ').or(glued.then_some(rest)).filter(|name| !name.is_empty());
                let Some(name) = name.map(str::to_owned) else { continue };
                let kind_words = if glued { 0 } else { word.split(' ').count() };
                return Self { text, kind: Some(kind), kind_words, name, whole, units: Vec::new() };
            }
        }
        Self { text, kind: None, kind_words: 0, name: whole.clone(), whole, units: Vec::new() }
    }

    /// The name as [`marked_key`] has it.
    fn marked(&self) -> String {
        if self.kind.is_some() && self.kind_words == 0 {
            return self.name.clone();
        }
        let marked = marked_key(self.text);
        marked.splitn(self.kind_words + 1, ' ').last().unwrap_or("").to_owned()
    }
}

/// Remarks in brackets are not part of a name.
fn without_remarks(text: &str) -> String {
    let mut depth = 0usize;
    let keep = |c: char| match c {
        '(' => {
            depth += 1;
            None
        }
        ')' => {
            depth = depth.saturating_sub(1);
            None
        }
        c => (depth == 0).then_some(c),
    };
    text.chars().filter_map(keep).collect()
}

/// Parts between commas; without any comma, between dashes that stand apart (`Đông Giang - Lâm Đồng`), unless the whole
/// is one name (`Bà Rịa - Vũng Tàu`).
fn split(text: &str) -> impl Iterator<Item = &str> {
    let dashes = [" - ", " – ", " — "];
    let single = !text.contains([',', ';', '\n']);
    let is_one_name = || key(text).contains("ba ria vung tau");
    let parts: Vec<&str> = if single && dashes.iter().any(|dash| text.contains(dash)) && !is_one_name() {
        let dash = dashes.iter().find(|dash| text.contains(**dash)).copied().unwrap_or(" - ");
        text.split(dash).collect()
    } else {
        text.split([',', ';', '\n']).collect()
    };
    parts.into_iter().map(str::trim).filter(|part| part.chars().any(char::is_alphanumeric))
}

fn begins_with(text: &str, word: &str) -> bool {
    text.strip_prefix(word).is_some_and(|rest| rest.starts_with(' '))
}
