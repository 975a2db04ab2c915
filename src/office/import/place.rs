//! The places of a row: from one cell or from one cell for each size, completed by what stands around the list.

use crate::locality::{Days, Gazetteer, Level, Match, Resolution, UnitId, bare_name, inside_sentence};
use crate::office::notation;

/// What a row says of its places.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Places {
    /// Their names, as they will stand in the file.
    pub(crate) names: Vec<String>,
    /// The unit of the first, if it is known.
    pub(crate) unit: Option<UnitId>,
    /// The name that is not certain, and what may be meant.
    pub(crate) doubt: Option<(String, Vec<String>)>,
    /// Whether one of them names no unit itself, but only something below a commune.
    pub(crate) is_hamlet: bool,
    /// Whether the unit of such a one is known from what stands around.
    pub(crate) is_completed: bool,
}

/// The longest text that can be the name of a place, in bytes.
const LONGEST: usize = 1_000;
/// How many names a doubt lists.
const LISTED: usize = 6;
/// What stands before the numbers of a hamlet, a commune and a district of which a list has the number alone: only wards and
/// urban districts are called by one.
const NUMBERED: [&str; 3] = ["Thôn", "Phường", "Quận"];

/// The place that is written in up to four cells, hamlet first, and in a cell for the whole: `Thôn 2, xã Đông Giang`, though
/// each cell begins with a capital.
pub(crate) fn joined(whole: &str, parts: &[String; 4]) -> String {
    if whole.contains('\n') || whole.contains(';') {
        return whole.to_owned();
    }
    let [hamlet, commune, district] = [0, 1, 2].map(|size| with_kind(&parts[size], NUMBERED[size]));
    // The hamlets of one cell have one commune.
    let hamlet =
        hamlet.split([';', '\n']).map(str::trim).filter(|name| !name.is_empty()).collect::<Vec<_>>().join(", ");
    let folded = crate::vietnamese::fold(whole);
    let new = |part: &&str| !part.is_empty() && !folded.contains(&crate::vietnamese::fold(part));
    let all = [hamlet.as_str(), whole, &commune, &district, &parts[3]];
    let mut kept: Vec<&str> = Vec::new();
    for (index, part) in all.iter().enumerate() {
        if index == 1 && !part.is_empty() || new(&part.trim()) {
            kept.push(part.trim());
        }
    }
    // `Xã Đông Giang` has a word for its type, which is small inside a line, `Đông Giang` has none.
    let has_type = |part: &str| bare_name(part).len() < part.len();
    let inner = |(at, part): (usize, &&str)| {
        if at > 0 && has_type(part) { inside_sentence(part) } else { (*part).to_owned() }
    };
    kept.iter().enumerate().map(inner).collect::<Vec<_>>().join(", ")
}

/// Offices of a whole commune, as their names begin, without marks.
const OFFICES: [&str; 6] = ["uy ban nhan dan ", "ubnd ", "dang uy ", "dang bo ", "hdnd ", "khoi dan van "];

/// The commune whose office a cell of communes names: `xã Đông Giang` of “UBND xã Đông Giang”.
pub(crate) fn of_office(text: &str) -> &str {
    let folded = crate::vietnamese::fold(text);
    let words =
        OFFICES.iter().find(|office| folded.starts_with(*office)).map_or(0, |office| office.split(' ').count() - 1);
    let rest = text.splitn(words + 1, ' ').last().unwrap_or(text).trim_start();
    if bare_name(rest).len() < rest.len() { rest } else { text }
}

/// A name with the word for its kind, if it is a number, or several.
fn with_kind(name: &str, kind: &str) -> String {
    let is_number = |c: char| c.is_ascii_digit() || matches!(c, ' ' | ',' | ';');
    let has_number = name.chars().any(|c| c.is_ascii_digit());
    if has_number && name.chars().all(is_number) { format!("{kind} {name}") } else { name.to_owned() }
}

/// Whether `unit` lies in `outer`, or its ground does now.
pub(crate) fn lies_in(unit: UnitId, outer: UnitId, gazetteer: &Gazetteer) -> bool {
    let is_outer = |unit: UnitId| unit == outer || gazetteer.present(outer).contains(&unit);
    gazetteer.lineage(unit).chain(gazetteer.present(unit).iter().flat_map(|&now| gazetteer.lineage(now))).any(is_outer)
}

/// Whether two units are the same, or have ground that belongs to one unit now.
pub(crate) fn share_ground(one: UnitId, other: UnitId, gazetteer: &Gazetteer) -> bool {
    one == other || gazetteer.present(one).iter().any(|now| gazetteer.present(other).contains(now))
}

/// Reads the places of a cell. `around` are names that a list leaves out because all its rows lie there, nearest first.
pub(crate) fn read(cell: &str, around: &[&str], when: Option<Days>, gazetteer: &Gazetteer) -> Places {
    let mut places = Places::default();
    for text in notation::texts(cell) {
        let first = one(&text, around, when, gazetteer);
        let is_clear = first.1.is_some() && first.2.is_none();
        let several = if is_clear { None } else { apart(&text, around, gazetteer) };
        let all = match several {
            Some(names) => names.iter().map(|name| (name.clone(), one(name, around, when, gazetteer))).collect(),
            None => vec![(text, first)],
        };
        for (text, (name, unit, doubt)) in all {
            let is_hamlet = gazetteer.is_below_communes(&text);
            places.is_hamlet |= is_hamlet;
            places.is_completed |= is_hamlet && unit.is_some();
            places.unit = places.unit.or(unit);
            places.doubt = places.doubt.or(doubt.map(|near| (name.clone(), near)));
            places.names.push(name);
        }
    }
    places
}

/// The full names of a text that names several places of one rank as one: `Xã A và xã B`.
fn apart(text: &str, around: &[&str], gazetteer: &Gazetteer) -> Option<Vec<String>> {
    let outer = around.iter().map(|around| format!("{text}, {around}"));
    let mut all = [text.to_owned()].into_iter().chain(outer).filter(|whole| whole.len() <= LONGEST);
    all.find_map(|whole| gazetteer.several(&whole))
}

/// The last whole year in which the units stood that were merged on 1 July 2025.
pub(crate) const LAST_BEFORE: u16 = 2024;

/// The units that one name may mean, where it is both that of a former and that of a present one of the province in which the list is:
/// a list written today may have either.
pub(crate) fn of_both_times(cell: &str, around: &[&str], gazetteer: &Gazetteer) -> Option<Vec<String>> {
    let province = around.iter().find_map(|around| gazetteer.unit_called(around));
    let province = province.and_then(|unit| gazetteer.present(unit).first().map(|&now| gazetteer.province_of(now)))?;
    notation::texts(cell).iter().find_map(|text| {
        // A name with what it belongs to says which one is meant.
        if text.contains(',') || gazetteer.by_code(text).is_some() {
            return None;
        }
        let before = gazetteer.known_at(text, Some(Days::of_years(LAST_BEFORE, LAST_BEFORE)));
        let lies_in = |unit: UnitId| gazetteer.present(unit).iter().any(|&now| gazetteer.province_of(now) == province);
        let former: Vec<Match> = match before {
            Some(Resolution::Found { place, .. }) => vec![place],
            Some(Resolution::Ambiguous(places)) => places,
            _ => Vec::new(),
        };
        let former = former.into_iter().filter(|place| !gazetteer.is_current(place.unit) && lies_in(place.unit));
        let now = gazetteer.unit_called(&format!("{text}, {}", gazetteer.full_name(province)));
        let now = now.filter(|&unit| gazetteer.is_current(unit) && unit != province)?;
        let names = listed(former.map(|place| place.name).chain([gazetteer.full_name(now)]));
        (names.len() > 1).then_some(names)
    })
}

/// The full names of the communes that a name means, in the province of `home` if any lies there; present ones first.
pub(crate) fn called(name: &str, home: Option<&str>, gazetteer: &Gazetteer) -> Vec<String> {
    let province = home.and_then(|home| gazetteer.unit_called(home)).map(|unit| gazetteer.province_of(unit));
    let found = |when| match gazetteer.known_at(name, when) {
        Some(Resolution::Found { hamlet: None, place, .. }) => vec![place.unit],
        Some(Resolution::Ambiguous(places)) => places.into_iter().map(|place| place.unit).collect(),
        _ => Vec::new(),
    };
    let now =
        province.and_then(|province| gazetteer.unit_called(&format!("{name}, {}", gazetteer.full_name(province))));
    let before = found(Some(Days::of_years(LAST_BEFORE, LAST_BEFORE)));
    let mut units: Vec<UnitId> = now.into_iter().chain(found(None)).chain(before).collect();
    units.retain(|&unit| gazetteer.unit(unit).level == Level::Commune);
    if let Some(province) = province.filter(|&province| units.iter().any(|&unit| lies_in(unit, province, gazetteer))) {
        units.retain(|&unit| lies_in(unit, province, gazetteer));
    }
    units.sort_by_key(|&unit| !gazetteer.is_current(unit));
    let mut names: Vec<String> = Vec::new();
    for name in units.into_iter().map(|unit| gazetteer.full_name(unit)) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    listed(names.into_iter())
}

/// What stands around the name in a doubt about a place, in Vietnamese: such doubts are kept as comments in articles, and the desk
/// reads the name there.
pub(crate) const UNKNOWN_PLACE: (&str, &str) = ("Chưa rõ “", "” là nơi nào.");

/// What a name that was not certain may mean: what the import would offer, else the communes of that name.
pub(crate) fn offers(name: &str, home: Option<&str>, gazetteer: &Gazetteer) -> Vec<String> {
    let around: Vec<&str> = home.into_iter().collect();
    let near = || read(name, &around, None, gazetteer).doubt.map(|(_, near)| near).filter(|near| !near.is_empty());
    let offers = of_both_times(name, &around, gazetteer).or_else(near);
    let mut offers = offers.unwrap_or_else(|| called(name, home, gazetteer));
    offers.retain(|name| name != "…");
    offers
}

/// A text without the sign that its names are former ones: `Xã Bắc Ruộng (cũ)`; `None` if it has none.
pub(crate) fn without_former_sign(text: &str) -> Option<String> {
    let is_sign = |word: &str| matches!(word.to_lowercase().as_str(), "(cũ)" | "cũ");
    let words: Vec<&str> = text.split_inclusive([' ', ',', ';', '\n']).collect();
    let bare = |word: &str| word.trim_end_matches([' ', ',', ';', '\n']).to_owned();
    if !words.iter().skip(1).any(|word| is_sign(&bare(word))) {
        return None;
    }
    let mut kept = String::new();
    for word in words {
        let name = bare(word);
        if is_sign(&name) {
            kept.truncate(kept.trim_end().len());
            kept.push_str(word.get(name.len()..).unwrap_or(""));
        } else {
            kept.push_str(word);
        }
    }
    Some(kept.trim_end().to_owned())
}

/// Reads a place by its former name, though a present unit may bear that name as well: the unit that is gone and whose ground
/// lies in the province in which the list is, or in what is said of the row.
pub(crate) fn read_former(cell: &str, around: &[&str], when: Days, gazetteer: &Gazetteer) -> Places {
    let mut places = Places::default();
    for text in notation::texts(cell) {
        let mut found = former(&text, around, when, gazetteer);
        if let [(hamlet, place)] = &found[..] {
            places.unit = places.unit.or(Some(place.unit));
            places.names.push(full_name(hamlet.as_deref(), &place.name));
        } else {
            let near = listed(found.drain(..).map(|(_, place)| place.name));
            places.doubt = places.doubt.or(Some((text.clone(), near)));
            places.names.push(text);
        }
    }
    places
}

/// The former units that a name may mean, each with what is named below it: those in the nearest of the places around in which
/// any lies.
fn former(text: &str, around: &[&str], when: Days, gazetteer: &Gazetteer) -> Vec<(Option<String>, Match)> {
    let (own, outer) = text.rsplit_once(',').unwrap_or((text, ""));
    let all = [text, own].into_iter().find_map(|text| {
        let found = match gazetteer.known_at(text, Some(when))? {
            Resolution::Found { hamlet, place, .. } => vec![(hamlet, place)],
            Resolution::Ambiguous(places) => places.into_iter().map(|place| (None, place)).collect(),
            Resolution::Unknown { .. } => Vec::new(),
        };
        let gone = |(_, place): &(Option<String>, Match)| !gazetteer.is_current(place.unit);
        let found: Vec<_> = found.into_iter().filter(gone).collect();
        (!found.is_empty()).then_some(found)
    });
    let all = all.unwrap_or_default();
    let outer = [outer.trim()].into_iter().filter(|outer| !outer.is_empty()).chain(around.iter().copied());
    let within = outer.filter_map(|outer| gazetteer.unit_called(outer)).find_map(|outer| {
        let lies_there = |(_, place): &&(Option<String>, Match)| {
            let now = || gazetteer.present(outer).iter().any(|&now| lies_in(place.unit, now, gazetteer));
            lies_in(place.unit, outer, gazetteer) || now()
        };
        let inside: Vec<_> = all.iter().filter(lies_there).cloned().collect();
        (!inside.is_empty()).then_some(inside)
    });
    within.unwrap_or(all)
}

/// A name without the remark that it is a former one, if it has one: `Xã Hàm Liêm (cũ)`, `xã Hàm Liêm trước sáp nhập`.
pub(crate) fn without_former(name: &str) -> Option<&str> {
    let begins = [
        "(cũ",
        "(trước",
        " cũ",
        " trước sáp nhập",
        " trước sắp xếp",
        " trước khi ",
        " trước 01/",
        " trước 1/",
        "(tên cũ",
    ];
    let at = begins.iter().filter_map(|begin| {
        let at = name.to_lowercase().find(begin)?;
        // Lower case letters of other lengths would move the place.
        name.is_char_boundary(at).then_some(at)
    });
    let name = name.get(..at.min()?)?.trim();
    (!name.is_empty()).then_some(name)
}

/// One place: its name, its unit, and, if it is not certain, what may be meant.
fn one(
    text: &str,
    around: &[&str],
    when: Option<Days>,
    gazetteer: &Gazetteer,
) -> (String, Option<UnitId>, Option<Vec<String>>) {
    if text.len() > LONGEST {
        return (text.to_owned(), None, Some(Vec::new()));
    }
    if let Some(kind) = whole_of(text) {
        let found = whole_unit(&kind, around, gazetteer);
        let name = found.map_or_else(|| text.to_owned(), |unit| gazetteer.full_name(unit));
        return (name, found, found.is_none().then(Vec::new));
    }
    let alone = gazetteer.known_at(text, when);
    let is_whole = text.contains(',') || gazetteer.by_code(text).is_some();
    // Who writes `Bản Mốc 13, tỉnh Quảng Ninh` says what is known of it.
    if let Some(Resolution::Found { place, is_mixed: false, .. }) = &alone
        && is_whole
    {
        return (text.to_owned(), Some(place.unit), None);
    }
    for around in around {
        match within(text, around, when, alone.as_ref(), gazetteer) {
            Within::One(name, unit) => return (name, Some(unit), None),
            Within::Several(names) => return (text.to_owned(), None, Some(names)),
            Within::None => {}
        }
    }
    match alone.unwrap_or_else(|| gazetteer.resolve_at(text, when)) {
        Resolution::Found { place, hamlet: Some(_), .. } if !gazetteer.can_hold_hamlets(place.unit) => {
            (text.to_owned(), None, Some(Vec::new()))
        }
        Resolution::Found { place, hamlet, is_mixed: false } => {
            let name = if is_whole { text.to_owned() } else { full_name(hamlet.as_deref(), &place.name) };
            (name, Some(place.unit), None)
        }
        Resolution::Found { place, .. } => (text.to_owned(), Some(place.unit), Some(vec![place.name])),
        Resolution::Ambiguous(near) | Resolution::Unknown { nearest: near } => {
            (text.to_owned(), None, Some(listed(near.into_iter().map(|Match { name, .. }| name))))
        }
    }
}

/// The kind of unit, without marks, of a text that names a whole one and not which: `tinh` of “Toàn tỉnh”.
fn whole_of(text: &str) -> Option<String> {
    let folded = crate::vietnamese::fold(text.trim());
    let words: Vec<&str> = folded.split([' ', '.']).filter(|word| !word.is_empty()).collect();
    let rest = WHOLE.iter().find_map(|whole| words.strip_prefix(*whole))?.join(" ");
    KINDS.contains(&rest.as_str()).then_some(rest)
}

/// How texts begin that name a whole unit, a longer one before a shorter one.
const WHOLE: [&[&str]; 8] = [
    &["tren", "dia", "ban", "toan"],
    &["toan", "dia", "ban"],
    &["tren", "dia", "ban"],
    &["trong", "toan"],
    &["tren", "toan"],
    &["trong", "ca"],
    &["toan"],
    &["ca"],
];
/// Kinds of units, as their names begin.
const KINDS: [&str; 9] = ["tinh", "thanh pho", "huyen", "quan", "thi xa", "thi tran", "xa", "phuong", "dac khu"];

/// The unit of this kind that the nearest of the places around is, or lies in.
fn whole_unit(kind: &str, around: &[&str], gazetteer: &Gazetteer) -> Option<UnitId> {
    let units = around.iter().filter_map(|around| gazetteer.unit_called(around));
    let is_kind = |unit: &UnitId| {
        let name = crate::vietnamese::fold(gazetteer.name(*unit));
        name.strip_prefix(kind).is_some_and(|rest| rest.starts_with(' '))
    };
    units.flat_map(|unit| gazetteer.lineage(unit)).find(is_kind)
}

/// The first of these names, and a sign if there are more.
fn listed(mut names: impl Iterator<Item = String>) -> Vec<String> {
    let mut listed: Vec<String> = names.by_ref().take(LISTED).collect();
    listed.extend(names.next().map(|_| "…".to_owned()));
    listed
}

/// What a name means in a place around it.
enum Within {
    /// One place, and its full name.
    One(String, UnitId),
    /// Several of that name.
    Several(Vec<String>),
    /// None.
    None,
}

/// Reads a name in a place around it. A present province holds places of several former ones: then of all places of that
/// name those count that lie in it now, and nobody picks one of them in silence.
fn within(text: &str, around: &str, when: Option<Days>, alone: Option<&Resolution>, gazetteer: &Gazetteer) -> Within {
    let outer = gazetteer.unit_called(around);
    let province = outer.filter(|&unit| gazetteer.unit(unit).level == Level::Province && gazetteer.is_current(unit));
    if let (Some(province), Some(Resolution::Ambiguous(places))) = (province, alone) {
        let lies_in = |unit: UnitId| gazetteer.present(unit).iter().any(|&now| gazetteer.province_of(now) == province);
        let inside: Vec<&Match> = places.iter().filter(|place| lies_in(place.unit)).collect();
        if inside.len() > 1 {
            return Within::Several(listed(inside.into_iter().map(|place| place.name.clone())));
        }
    }
    match gazetteer.known_at(&format!("{text}, {around}"), when) {
        // In a province there are hundreds of `Thôn 3`.
        Some(Resolution::Found { hamlet: Some(_), place, .. }) if !gazetteer.can_hold_hamlets(place.unit) => {
            Within::None
        }
        Some(Resolution::Found { hamlet, place, is_mixed: false }) => {
            Within::One(full_name(hamlet.as_deref(), &place.name), place.unit)
        }
        _ => Within::None,
    }
}

/// A unit by its name, and what is named below it.
pub(crate) fn full_name(hamlet: Option<&str>, name: &str) -> String {
    hamlet.map_or_else(|| name.to_owned(), |hamlet| with_hamlet(hamlet, name))
}

/// `Thôn 2, xã Đông Giang, …`: the name inside of a sentence.
fn with_hamlet(hamlet: &str, name: &str) -> String {
    let mut letters = name.chars();
    let first: String = letters.next().map(|c| c.to_lowercase().collect()).unwrap_or_default();
    format!("{hamlet}, {first}{}", letters.as_str())
}
