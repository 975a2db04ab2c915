//! One administrative unit, then or now.

use std::borrow::Cow;
use std::collections::BTreeSet;

use crate::vietnamese;

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
    pub code: Cow<'static, str>,
    /// How large it is.
    pub level: Level,
    /// With its type: `Xã Đông Giang`.
    pub name: Cow<'static, str>,
    /// Bytes of the name before the [bare](Self::bare) one.
    pub(super) kind: u8,
    /// What it belongs to, or belonged to.
    pub parent: Option<UnitId>,
    /// The last year it stood; `None` for a present unit.
    pub until: Option<u16>,
    /// What it has become, the main part first.
    pub successors: Vec<UnitId>,
    /// Names it has borne before.
    pub also: Vec<Cow<'static, str>>,
    /// Longitude and latitude of its middle, in degrees.
    pub middle: Option<(f32, f32)>,
}

impl Unit {
    /// The word for its type, as in the name: `Xã`; empty where the name has none.
    pub fn type_word(&self) -> &str {
        self.name.get(..usize::from(self.kind)).unwrap_or("").trim_end()
    }

    /// The name without its type: `Đông Giang`.
    pub fn bare(&self) -> &str {
        self.name.get(usize::from(self.kind)..).unwrap_or(&self.name)
    }
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
    TYPES.iter().find_map(|(kind, _)| without_type(name, kind)?.strip_prefix(' ')).unwrap_or(name).trim()
}

/// What follows the type with which `name` begins, in whatever case.
pub(super) fn without_type<'n>(name: &'n str, kind: &str) -> Option<&'n str> {
    let mut letters = name.chars();
    let same = |wanted: char| letters.next().is_some_and(|c| c == wanted || c.to_lowercase().eq([wanted]));
    kind.chars().all(same).then_some(letters.as_str())
}

/// The keys of every name a unit bears or bore.
pub(super) fn keys(unit: &Unit) -> BTreeSet<String> {
    let names = unit.also.iter().map(|name| bare_name(name)).chain([unit.bare()]);
    names.map(key).collect()
}

/// What two spellings of one name share: no marks, no case, `i` for `y`, no apostrophes, single spaces.
pub(super) fn key(name: &str) -> String {
    let mut key = String::with_capacity(name.len());
    let mut start = 0;
    vietnamese::fold_syllables(name, |letter| match letter {
        Some('\'' | '’') => {}
        Some(letter) => {
            if key.len() == start && start > 0 {
                key.push(' ');
                start += 1;
            }
            key.push(letter);
        }
        None => {
            with_one_i(&mut key, start);
            start = key.len();
        }
    });
    key
}

/// The same with marks, to tell `Ia Bang` from `Ia Băng`.
pub(super) fn marked_key(name: &str) -> String {
    let mut key = String::with_capacity(name.len());
    for syllable in vietnamese::syllables(&vietnamese::normalize(name)) {
        if !key.is_empty() {
            key.push(' ');
        }
        let start = key.len();
        key.extend(syllable.text.chars().filter(|c| !matches!(c, '\'' | '’')));
        with_one_i(&mut key, start);
    }
    key
}

/// Writes the syllable that begins at `start` with `i` where it may be.
fn with_one_i(key: &mut String, start: usize) {
    if let Cow::Owned(syllable) = vietnamese::one_i(&key[start..]) {
        key.replace_range(start.., &syllable);
    }
}
