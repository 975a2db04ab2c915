//! One administrative unit, then or now, and the names it bore.

use std::borrow::Cow;

use crate::text::Date;
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

/// A name that a unit bore, as a part of what, and for how long.
#[derive(Debug, Clone, PartialEq)]
pub struct Name {
    /// The unit.
    pub unit: UnitId,
    /// With its type: `Huyện Sa Pa`.
    pub text: Cow<'static, str>,
    /// Bytes of the text before the [bare](Self::bare) name.
    pub(super) kind: u8,
    /// What the unit belonged to meanwhile.
    pub parent: Option<UnitId>,
    /// The first day; `None` where it is not known.
    pub from: Option<Date>,
    /// The first day on which it was no longer so; `None` while it stands.
    pub until: Option<Date>,
}

impl Name {
    /// The name without its type: `Sa Pa`.
    pub fn bare(&self) -> &str {
        self.text.get(usize::from(self.kind)..).unwrap_or(&self.text)
    }

    /// Whether it has this type: `huyện`.
    pub(super) fn is_of_kind(&self, kind: &str) -> bool {
        self.kind > 0 && without_type(&self.text, kind).is_some_and(|rest| rest.len() == self.bare().len() + 1)
    }

    /// The days on which the unit bore it.
    pub(super) fn days(&self) -> Days {
        Days { from: self.from, until: self.until }
    }
}

/// Days from one to the one before another; `None` where there is no such bound.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(crate) struct Days {
    pub(super) from: Option<Date>,
    pub(super) until: Option<Date>,
}

impl Days {
    /// All days of these years.
    pub(crate) fn of_years(first: u16, last: u16) -> Self {
        Self { from: Date::new(first, 1, 1), until: Date::new(last.saturating_add(1), 1, 1) }
    }

    /// The days in both; `None` if there are none.
    pub(super) fn and(self, other: Self) -> Option<Self> {
        let from = self.from.max(other.from);
        let until = match (self.until, other.until) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
        (from.is_none() || until.is_none() || from < until).then_some(Self { from, until })
    }
}

/// The words for types of units, with their usual abbreviations, all without marks. Longer ones first.
pub(super) const TYPES: [(&str, &[&str]); 9] = [
    ("thành phố", &["thanh pho", "tp", "t p"]),
    ("thị trấn", &["thi tran", "tt", "t t"]),
    ("thị xã", &["thi xa", "tx", "t x"]),
    ("đặc khu", &["dac khu", "dk"]),
    ("phường", &["phuong", "p"]),
    ("huyện", &["huyen dao", "huyen", "h"]),
    ("quận", &["quan", "q"]),
    ("tỉnh", &["tinh", "t"]),
    ("xã", &["xa", "x"]),
];

/// The usual abbreviations of types that are one word, each with the type without marks: `tp` for `thanh pho`.
pub(crate) fn short_types() -> impl Iterator<Item = (&'static str, String)> {
    TYPES.iter().flat_map(|(kind, words)| {
        let whole = key(kind);
        let short = words.iter().filter(|word| !word.contains(' ') && **word != key(kind));
        short.map(move |word| (*word, whole.clone()))
    })
}

/// Cuts the type off a unit's full name as the tables have it.
pub(crate) fn bare_name(name: &str) -> &str {
    TYPES.iter().find_map(|(kind, _)| without_type(name, kind)?.strip_prefix(' ')).unwrap_or(name).trim()
}

/// What follows the type with which `name` begins, in whatever case.
pub(super) fn without_type<'n>(name: &'n str, kind: &str) -> Option<&'n str> {
    let mut letters = name.chars();
    let same = |wanted: char| letters.next().is_some_and(|c| c == wanted || c.to_lowercase().eq([wanted]));
    kind.chars().all(same).then_some(letters.as_str())
}

/// What two spellings of one name share: no marks, no case, `i` for `y`, single spaces, no apostrophes nor spaces after them
/// (`K' Nàng`, `K'Nàng`), no zeros before a number (`Phường 03`, `Phường 3`).
pub(super) fn key(name: &str) -> String {
    let mut key = String::with_capacity(name.len());
    let mut start = 0;
    vietnamese::fold_syllables(&closed_up(name), |letter| match letter {
        Some('\'' | '’') => {}
        Some(letter) => {
            if key.len() == start && start > 0 {
                key.push(' ');
                start += 1;
            }
            key.push(letter);
        }
        None => {
            with_one_spelling(&mut key, start);
            start = key.len();
        }
    });
    key
}

/// The same with marks, to tell `Ia Bang` from `Ia Băng`.
pub(super) fn marked_key(name: &str) -> String {
    let mut key = String::with_capacity(name.len());
    for syllable in vietnamese::syllables(&vietnamese::normalize(&closed_up(name))) {
        if !key.is_empty() {
            key.push(' ');
        }
        let start = key.len();
        key.extend(syllable.text.chars().filter(|c| !matches!(c, '\'' | '’')));
        with_one_spelling(&mut key, start);
    }
    key
}

/// Without the spaces after apostrophes.
fn closed_up(name: &str) -> Cow<'_, str> {
    // Hardly a name has an apostrophe; the first byte of `’` is that of few other letters here.
    let may_have = name.bytes().any(|byte| matches!(byte, b'\'' | 0xe2));
    match may_have && ["' ", "’ "].iter().any(|gap| name.contains(gap)) {
        true => name.replace("' ", "'").replace("’ ", "’").into(),
        false => name.into(),
    }
}

/// Writes the syllable that begins at `start` with `i` where it may be, and a number without zeros before it.
fn with_one_spelling(key: &mut String, start: usize) {
    let syllable = &key[start..];
    let number = syllable.trim_start_matches('0');
    if number.len() < syllable.len() && !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()) {
        key.replace_range(start..start + syllable.len() - number.len(), "");
    } else if let Cow::Owned(syllable) = vietnamese::one_i(syllable) {
        key.replace_range(start.., &syllable);
    }
}
