//! One administrative unit, then or now.

use std::collections::BTreeSet;

/// Position of a unit in its [`Gazetteer`](super::Gazetteer).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnitId(pub(super) u32);

impl UnitId {
    /// Its position as a number below the count of units.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// How large a unit is. Since 1 July 2025 there are only provinces and communes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Tỉnh, thành phố trực thuộc trung ương.
    Province,
    /// Huyện, quận, thị xã, thành phố thuộc tỉnh: gone since 1 July 2025.
    District,
    /// Xã, phường, thị trấn, đặc khu.
    Commune,
    /// Thôn, khu phố, ấp: only where a site lists its own.
    Hamlet,
}

impl Level {
    /// The word for it in the tables.
    pub(super) fn parse(text: &str) -> Option<Self> {
        match text {
            "province" => Some(Self::Province),
            "district" => Some(Self::District),
            "commune" => Some(Self::Commune),
            "hamlet" => Some(Self::Hamlet),
            _ => None,
        }
    }
}

/// A unit.
#[derive(Debug, Clone, PartialEq)]
pub struct Unit {
    /// `C23074`: a letter for era and level, then the code of the General Statistics Office.
    pub code: String,
    /// How large it is.
    pub level: Level,
    /// With its type: `Xã Đông Giang`.
    pub name: String,
    /// Without it: `Đông Giang`.
    pub bare: String,
    /// What it belongs to, or belonged to.
    pub parent: Option<UnitId>,
    /// The last year it stood; `None` for a present unit.
    pub until: Option<u16>,
    /// What it has become, the main part first.
    pub successors: Vec<UnitId>,
    /// Names it has borne before.
    pub also: Vec<String>,
    /// Longitude and latitude of its middle, in degrees.
    pub middle: Option<(f32, f32)>,
}

/// The words for types of units, with their usual abbreviations, all without marks. Longer ones first.
pub(super) const TYPES: [(&str, &[&str]); 9] = [
    ("thành phố", &["thanh pho", "tp"]),
    ("thị trấn", &["thi tran", "tt"]),
    ("thị xã", &["thi xa", "tx"]),
    ("đặc khu", &["dac khu", "dk"]),
    ("phường", &["phuong", "p"]),
    ("huyện", &["huyen", "h"]),
    ("quận", &["quan", "q"]),
    ("tỉnh", &["tinh", "t"]),
    ("xã", &["xa", "x"]),
];

/// Cuts the type off a unit's full name as the tables have it.
pub(super) fn bare_name(name: &str) -> &str {
    let lower = name.to_lowercase();
    let kind = TYPES
        .iter()
        .map(|(kind, _)| *kind)
        .find(|kind| lower.strip_prefix(kind).is_some_and(|rest| rest.starts_with(' ')));
    kind.and_then(|kind| name.get(kind.len() + 1..)).unwrap_or(name).trim()
}

/// The keys of every name a unit bears or bore.
pub(super) fn keys(unit: &Unit) -> BTreeSet<String> {
    let names = unit.also.iter().map(|name| bare_name(name)).chain([unit.bare.as_str()]);
    names.map(key).collect()
}

/// What two spellings of one name share: no marks, no case, `i` for `y`, no apostrophes, single spaces.
pub(super) fn key(name: &str) -> String {
    joined(&crate::vietnamese::fold(name))
}

/// The same with marks, to tell `Ia Bang` from `Ia Băng`.
pub(super) fn marked_key(name: &str) -> String {
    joined(&crate::vietnamese::normalize(name))
}

fn joined(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for syllable in crate::vietnamese::syllables(text) {
        if !out.is_empty() {
            out.push(' ');
        }
        // Few syllables have an apostrophe; the others need no copy.
        if syllable.text.contains(['\'', '’']) {
            out.push_str(&crate::vietnamese::one_i(&syllable.text.replace(['\'', '’'], "")));
        } else {
            out.push_str(&crate::vietnamese::one_i(syllable.text));
        }
    }
    out
}
