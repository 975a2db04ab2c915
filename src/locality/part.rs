//! One part of a written place, as between two commas, and the names it can be.

use std::cell::OnceCell;

use super::unit::{TYPES, key, marked_key};
use super::{Gazetteer, NameId, UnitId};

/// Words for what lies below a commune, without marks.
pub(super) const HAMLETS: [&str; 24] = [
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

/// What people write for names, as keys: short forms, and spellings that differ from the official one by letters.
const SHORT: [(&str, &str); 19] = [
    ("hcm", "ho chi minh"),
    ("tphcm", "ho chi minh"),
    ("tp hcm", "ho chi minh"),
    ("br vt", "ba ria vung tau"),
    ("brvt", "ba ria vung tau"),
    ("vung tau ba ria", "ba ria vung tau"),
    ("tt hue", "thua thien hue"),
    ("t t hue", "thua thien hue"),
    ("tth", "thua thien hue"),
    ("thu do ha noi", "ha noi"),
    ("dac lac", "dak lak"),
    ("dac lak", "dak lak"),
    ("dak lac", "dak lak"),
    ("dac nong", "dak nong"),
    ("bac can", "bac kan"),
    ("kontum", "kon tum"),
    ("buon me thuot", "buon ma thuot"),
    ("ban me thuot", "buon ma thuot"),
    ("plei ku", "pleiku"),
];

/// The country, at the end of a place.
const COUNTRY: [&str; 3] = ["viet nam", "vietnam", "vn"];

/// One part of a place between commas.
pub(super) struct Part<'t> {
    /// As typed.
    pub(super) text: &'t str,
    /// The type that was typed, with marks; `None` for a bare name.
    pub(super) kind: Option<&'static str>,
    /// How many of its words are the type; none where the type is a letter before a number (`P5`).
    kind_words: usize,
    /// Keys of the name: with its first word taken as a type, and as it stands.
    pub(super) name: String,
    whole: String,
    /// Every name that it can be, with the type that was typed, in ascending order.
    pub(super) names: Vec<NameId>,
    /// The units that bear or bore one of them, in ascending order.
    pub(super) units: Vec<UnitId>,
    /// The name as [`marked_key`] has it, and whether it was typed with marks, once somebody has asked.
    marked: OnceCell<(String, bool)>,
}

impl<'t> Part<'t> {
    fn new(text: &'t str) -> Self {
        let whole = key(text);
        let part = |kind, kind_words, name: &str| {
            let name = short_for(name).unwrap_or(name).to_owned();
            let whole = short_for(&whole).unwrap_or(&whole).to_owned();
            Self { text, kind, kind_words, name, whole, names: Vec::new(), units: Vec::new(), marked: OnceCell::new() }
        };
        for (kind, words) in TYPES {
            for word in words {
                let Some(rest) = whole.strip_prefix(word) else { continue };
                let glued = word.len() == 1 && rest.starts_with(|c: char| c.is_ascii_digit());
                let name = rest.strip_prefix(' ').or(glued.then_some(rest)).filter(|name| !name.is_empty());
                let Some(name) = name else { continue };
                return part(Some(kind), if glued { 0 } else { word.split(' ').count() }, name);
            }
        }
        part(None, 0, &whole)
    }

    /// The name as [`marked_key`] has it.
    pub(super) fn marked(&self) -> &str {
        &self.read_marks().0
    }

    /// Whether it was typed with marks.
    pub(super) fn has_marks(&self) -> bool {
        self.read_marks().1
    }

    fn read_marks(&self) -> &(String, bool) {
        self.marked.get_or_init(|| {
            if self.kind.is_some() && self.kind_words == 0 {
                return (self.name.clone(), false);
            }
            let marked = marked_key(self.text);
            let marked = marked.splitn(self.kind_words + 1, ' ').last().unwrap_or("").to_owned();
            let has_marks = key(&marked) != marked;
            (marked, has_marks)
        })
    }

    pub(super) fn can_be(&self, name: NameId) -> bool {
        self.names.binary_search(&name).is_ok()
    }

    pub(super) fn can_mean(&self, unit: UnitId) -> bool {
        self.units.binary_search(&unit).is_ok()
    }

    /// Whether it is Vietnam.
    pub(super) fn is_the_country(&self) -> bool {
        COUNTRY.contains(&&*self.whole)
    }

    /// Whether it begins with a word for what lies below a commune.
    pub(super) fn sounds_like_a_hamlet(&self) -> bool {
        let whole = self.whole.strip_prefix("cac ").unwrap_or(&self.whole);
        // `Khu phố 2`, and `KP2` too.
        let ends = |rest: &str| rest.starts_with(|c: char| c == ' ' || c.is_ascii_digit());
        let begins_with = |word: &str| whole.strip_prefix(word).is_some_and(ends);
        self.kind.is_none() && HAMLETS.iter().any(|word| begins_with(word))
    }

    /// Whether it is a number, or several: beside a hamlet the numbers of others (`Thôn 1, 2 và 3`), never a unit by itself.
    pub(super) fn is_numbers(&self) -> bool {
        let mut words = self.whole.split(' ').peekable();
        let is_number = |word: &str| word.bytes().all(|b| b.is_ascii_digit());
        self.kind.is_none()
            && words.peek().is_some_and(|word| is_number(word))
            && words.all(|word| word == "va" || is_number(word))
    }
}

impl Gazetteer {
    /// The parts of a written place, the country left out.
    pub(super) fn parts<'t>(&self, text: &'t str) -> Vec<Part<'t>> {
        let mut parts: Vec<Part<'t>> = split(text).map(|part| self.part(part)).collect();
        if parts.len() > 1 {
            parts.retain(|part| !part.is_the_country());
        }
        parts
    }

    fn part<'t>(&self, text: &'t str) -> Part<'t> {
        let mut part = Part::new(text);
        // `Phường 2` is a ward, but nobody calls it `2`.
        if part.is_numbers() {
            return part;
        }
        if self.keys.get(&part.name).is_empty()
            && let Some(other) = other_spelling(&part.name)
        {
            part.name = other;
        }
        let of_kind = |id: &NameId| part.kind.is_none_or(|kind| self.name_at(*id).is_of_kind(kind));
        let mut names: Vec<NameId> = self.keys.get(&part.name).iter().copied().filter(of_kind).collect();
        if part.kind.is_some() {
            names.extend(self.keys.get(&part.whole));
            names.sort_unstable();
            names.dedup();
        }
        part.units = names.iter().map(|&name| self.name_at(name).unit).collect();
        part.units.dedup();
        part.names = names;
        part
    }
}

/// `Đắc` for the `Đắk` of names in the Central Highlands.
fn other_spelling(key: &str) -> Option<String> {
    let syllable = |syllable| if syllable == "dac" { "dak" } else { syllable };
    let other = key.split(' ').map(syllable).collect::<Vec<_>>().join(" ");
    (other != key).then_some(other)
}

fn short_for(key: &str) -> Option<&'static str> {
    SHORT.iter().find(|(short, _)| *short == key).map(|(_, name)| *name)
}

/// Remarks in brackets are not part of a name.
pub(super) fn without_remarks(text: &str) -> String {
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
    let is_one_name = || ["ba ria vung tau", "thua thien hue"].iter().any(|name| key(text).contains(name));
    let parts: Vec<&str> = if single && dashes.iter().any(|dash| text.contains(dash)) && !is_one_name() {
        let dash = dashes.iter().find(|dash| text.contains(**dash)).copied().unwrap_or(" - ");
        text.split(dash).collect()
    } else {
        text.split([',', ';', '\n']).collect()
    };
    parts.into_iter().map(str::trim).filter(|part| part.chars().any(char::is_alphanumeric))
}
