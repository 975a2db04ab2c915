//! Places as they stand in sentences: without commas, with words around them, several at once, with other marks.

use super::part::{Part, without_remarks};
use super::resolve::{Match, Resolution};
use super::unit::{TYPES, bare_name, key, marked_key};
use super::{Gazetteer, UnitId};
use crate::vietnamese;

/// Words before a place that say nothing of it: `trên địa bàn huyện Hàm Thuận Bắc`, `toàn tỉnh`.
const BEFORE: [&str; 4] = ["tren dia ban", "dia ban", "toan", "tai"];

/// Words that stand before several places: `các xã Đông Giang, La Dạ`.
const SEVERAL: [&str; 6] = ["cac", "hai", "ba", "bon", "nam", "nhung"];

/// The ways in which people may have meant a place that cannot be read as it stands: with the commas that are missing and
/// without the words around it, with its remark as a part (`Xã Đông Giang (Hàm Thuận Bắc)`).
pub(super) fn other_ways(text: &str) -> impl Iterator<Item = String> {
    let plain = without_remarks(text);
    let remark = plain != text;
    let with_remark = remark.then(|| text.replace('(', ",").replace(')', ""));
    [spread(&plain), with_remark].into_iter().flatten()
}

/// The text with commas where another type begins, without what is no part of a name; `None` if nothing changes.
fn spread(text: &str) -> Option<String> {
    let parts: Vec<Vec<String>> = text.split([',', ';', '\n']).map(spread_part).collect();
    let changed = parts.iter().any(|pieces| pieces.len() != 1)
        || parts.iter().flatten().zip(text.split([',', ';', '\n'])).any(|(piece, part)| piece != part.trim());
    changed.then(|| parts.concat().join(", "))
}

/// One part of a text, divided before each further type.
fn spread_part(part: &str) -> Vec<String> {
    let mut words: Vec<&str> = part.split_whitespace().collect();
    for before in BEFORE {
        let length = before.split(' ').count();
        let has_it = words.get(..length).is_some_and(|words| vietnamese::fold(&words.join(" ")) == before);
        if has_it && type_at(&words[length..]).is_some() {
            words.drain(..length);
        }
    }
    if words.len() > 1 && words.last().is_some_and(|word| matches!(*word, "cũ" | "(cũ)")) {
        words.pop();
    }
    let (mut pieces, mut piece, mut name) = (Vec::new(), Vec::<&str>::new(), 0);
    let mut rest = &words[..];
    while let Some(word) = rest.first() {
        let kind = type_at(rest).unwrap_or(0);
        if kind > 0 && name > 0 {
            pieces.push(std::mem::take(&mut piece).join(" "));
            name = 0;
        }
        let taken = kind.max(1);
        piece.extend(&rest[..taken]);
        // A short form such as `TPHCM` is a name as well.
        name += usize::from(kind == 0 || word.len() > "phường".len());
        rest = &rest[taken..];
    }
    pieces.push(piece.join(" "));
    pieces
}

/// How many words at the beginning are a type before a name.
fn type_at(words: &[&str]) -> Option<usize> {
    let first = words.first()?.to_lowercase();
    let city = |word: &str| word.starts_with("tphcm") || word.starts_with("tp.hcm");
    if city(&first) {
        return Some(1);
    }
    let is_written = |count: usize| {
        let written = words.get(..count).map(|words| words.join(" ").to_lowercase());
        let written = written.as_deref().map(|written| written.trim_end_matches('.'));
        // A single letter may be the beginning of a name.
        let same = |(kind, short): &(&str, &[&str])| {
            written.is_some_and(|written| written == *kind || written.len() > 1 && short.contains(&written))
        };
        TYPES.iter().any(same)
    };
    (1..=2).rev().find(|&count| words.len() > count && is_written(count))
}

impl Gazetteer {
    /// Several places that are written as one, each with its full name: `Xã Đông Giang và xã La Dạ, huyện Hàm Thuận Bắc`.
    pub(crate) fn several(&self, text: &str) -> Option<Vec<String>> {
        let text = match text.trim().split_once(' ') {
            Some((word, rest)) if SEVERAL.contains(&&*vietnamese::fold(word)) => rest,
            _ => text,
        };
        let text = other_ways(text).next().unwrap_or_else(|| text.to_owned());
        let text = text.replace(" và, ", ", ").replace(" và ", ", ");
        let parts: Vec<&str> = text.split([',', ';', '\n']).map(str::trim).filter(|part| !part.is_empty()).collect();
        let first: Vec<&str> = parts.first()?.split(' ').collect();
        let kind = first[..type_at(&first)?].join(" ");
        (2..parts.len()).rev().find_map(|count| self.each_in(&parts[..count], &parts[count..].join(", "), &kind))
    }

    /// The full names of `places`, if each of them is one of like rank in `above`.
    fn each_in(&self, places: &[&str], above: &str, kind: &str) -> Option<Vec<String>> {
        let mut found: Vec<Match> = Vec::with_capacity(places.len());
        for place in places {
            let is_typed = type_at(&place.split(' ').collect::<Vec<_>>()).is_some();
            let kind = if is_typed { "" } else { kind };
            match self.known_at(&format!("{kind} {place}, {above}"), None) {
                Some(Resolution::Found { hamlet: None, place, is_mixed: false }) => found.push(place),
                _ => return None,
            }
        }
        let level = |place: &Match| self.unit(place.unit).level;
        let mut units: Vec<UnitId> = found.iter().map(|place| place.unit).collect();
        units.sort_unstable();
        units.dedup();
        let alike = units.len() == found.len() && found.windows(2).all(|two| level(&two[0]) == level(&two[1]));
        alike.then(|| found.into_iter().map(|place| place.name).collect())
    }

    /// The first part of `text` whose marks are not those of the name that it was read as: `Đông Giáng` for `Đông Giang`.
    /// People who write no marks at all mean no others.
    pub(crate) fn other_marks<'t>(&self, text: &'t str, place: &Match) -> Option<&'t str> {
        // Most places are written as the tables have them, behind a hamlet or not.
        if text == place.name || text.to_lowercase().ends_with(&place.name.to_lowercase()) {
            return None;
        }
        let names: Vec<&str> = place.name.split(", ").map(bare_name).collect();
        let differs = |part: &Part<'_>| {
            let marked = part.marked();
            let mut meant = names.iter().filter(|name| key(name) == key(marked)).peekable();
            part.has_marks() && meant.peek().is_some() && !meant.any(|name| same_marks(&marked_key(name), marked))
        };
        self.parts(text).into_iter().find(|part| differs(part)).map(|part| part.text)
    }
}

/// Whether two names of one key have the same marks. `Đắk` and `Lắk` are written in many ways, by the state too.
fn same_marks(one: &str, other: &str) -> bool {
    let same = |(one, other): (&str, &str)| one == other || matches!(&*key(one), "dak" | "lak");
    one.split(' ').zip(other.split(' ')).all(same)
}
