//! `data/current.tsv`, `data/former.tsv` and `data/history.tsv` → `data/units.bin`.

use std::collections::{BTreeMap, BTreeSet};

use super::super::table::{self, Row, columns};
use super::super::unit::bare_name;
use super::*;

/// What became of units of which the tables tell no more than the province. Hà Tây went to Hà Nội as a whole (resolution
/// 15/2008/QH12); five districts without communes became the special zones of their names (resolutions of 16 June 2025).
const FATES: [(&str, &str); 6] = [
    ("T28", "P01"),
    ("H318", "C11948"),
    ("H471", "C19742"),
    ("H498", "C20333"),
    ("H536", "C21548"),
    ("H755", "C26732"),
];

/// Names that the tables spell otherwise than the decrees.
const SPELLED: [(&str, &str); 1] = [("Huyện Phú Quí", "Huyện Phú Quý")];

/// The first list of the statistics office that `history.tsv` knows: what it names may have stood for long.
const FIRST_LIST: &str = "2004-08-31";
/// The day on which all former units gave way.
const REFORM: &str = "2025-07-01";

/// Makes `data/units.bin` from the tables (`UPDATE=1 cargo test packed`), and holds that it is made from them.
#[test]
fn packed() {
    let rows_of = |name: &str, row: fn(&str) -> Row| lines(name).iter().map(|line| row(line)).collect::<Vec<_>>();
    let mut rows = rows_of("current.tsv", current_row);
    let (current, former) = (rows.len(), rows_of("former.tsv", former_row));
    rows.extend(former);
    let known: BTreeSet<String> = rows.iter().map(|row| row.unit.code.to_string()).collect();
    let history: Vec<HistoryRow> = lines("history.tsv").iter().map(|line| HistoryRow::of(line)).collect();
    // The last row of a unit says how it ended.
    let ends: BTreeMap<&str, &HistoryRow> = history.iter().map(|row| (&*row.code, row)).collect();
    rows.extend(ends.values().filter(|row| !known.contains(&row.code)).map(|row| row.gone()));
    for row in &mut rows {
        row.unit.name = spelled(&row.unit.name).into();
        let fate = FATES.iter().find(|(code, _)| *code == row.unit.code).map(|(_, fate)| (*fate).to_owned());
        let told = || ends.get(&*row.unit.code).filter(|end| end.is_certain()).map(|end| end.successors.clone());
        if row.successors.is_empty() {
            row.successors = fate.or_else(told).unwrap_or_default();
        }
    }
    let codes = table::with_places(Default::default(), &rows, 0);
    let units = table::tie(rows, &codes);
    let names = names_of(&units, current, &history, &codes);
    let gazetteer = Gazetteer::new(units, names);
    if std::env::var_os("UPDATE").is_some() {
        let packed = miniz_oxide::deflate::compress_to_vec(&pack(&gazetteer), 10);
        std::fs::write(folder().join("units.bin"), packed).unwrap();
        return;
    }
    assert!(PACKED.len() < 300_000, "{} bytes", PACKED.len());
    assert!(built_in() == gazetteer, "units.bin is not made from these tables");
}

fn folder() -> std::path::PathBuf {
    std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/locality/data")
}

fn spelled(name: &str) -> String {
    let decreed = SPELLED.iter().find(|(table, _)| *table == name).map(|(_, decreed)| (*decreed).to_owned());
    decreed.unwrap_or_else(|| table::spelled(name))
}

/// The rows of a table.
fn lines(name: &str) -> Vec<String> {
    let text = std::fs::read_to_string(folder().join(name)).unwrap();
    text.lines().skip(1).map(str::to_owned).collect()
}

/// `code level name parent from until successors known_by`.
struct HistoryRow {
    code: String,
    level: Level,
    name: String,
    parent: String,
    from: Option<Date>,
    until: Option<Date>,
    successors: String,
    known_by: String,
}

impl HistoryRow {
    fn of(line: &str) -> Self {
        let [code, level, name, parent, from, until, successors, known_by] = columns(line);
        // The lists write `Thị Xã` and double spaces at times.
        let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
        let name = name.replacen("Thị Xã ", "Thị xã ", 1).replacen("Thị Trấn ", "Thị trấn ", 1);
        Self {
            code: code.to_owned(),
            level: Level::parse(level).unwrap(),
            name: spelled(&name),
            parent: parent.to_owned(),
            from: Date::parse(from).filter(|_| from != FIRST_LIST),
            until: Date::parse(if until.is_empty() { REFORM } else { until }),
            successors: successors.to_owned(),
            known_by: known_by.to_owned(),
        }
    }

    /// Whether the successors are those of the unit itself, not of all that is around it.
    fn is_certain(&self) -> bool {
        matches!(&*self.known_by, "code" | "communes")
    }

    /// The row of a unit that was gone before the lists of the present.
    fn gone(&self) -> Row {
        let last_day = self.until.map(|until| until.year() - u16::from(until.to_string().ends_with("-01-01")));
        let unit = table::unit(&self.code, self.level, &self.name, last_day, None);
        Row { unit, parent: self.parent.clone(), successors: String::new() }
    }
}

/// All names of all units: the first `current` are present ones, with one name each; of each former one, its rows in
/// `history`, those in a row that say the same as one.
fn names_of(units: &[Unit], current: usize, history: &[HistoryRow], codes: &super::super::Codes) -> Vec<Name> {
    let mut rows: BTreeMap<&str, Vec<&HistoryRow>> = BTreeMap::new();
    history.iter().for_each(|row| rows.entry(&row.code).or_default().push(row));
    let mut names: Vec<Name> = Vec::new();
    for (at, unit) in units.iter().enumerate() {
        let own = table::name(UnitId(at as u32), unit);
        if at < current {
            names.push(Name { from: Date::parse(REFORM), until: None, ..own });
            continue;
        }
        for row in rows.get(&*unit.code).into_iter().flatten() {
            let kind = (row.name.len() - bare_name(&row.name).len()) as u8;
            let parent = codes.get(&*row.parent).copied();
            match names.last_mut() {
                Some(last) if last.unit == own.unit && last.text == row.name && last.parent == parent => {
                    last.until = row.until;
                }
                _ => names.push(Name {
                    text: row.name.clone().into(),
                    kind,
                    parent,
                    from: row.from,
                    until: row.until,
                    ..own.clone()
                }),
            }
        }
        let known = names.iter().any(|name| name.unit == own.unit && name.text == unit.name);
        assert!(known, "{} {} is not in history.tsv", unit.code, unit.name);
    }
    names
}

/// `code level name parent lon lat`.
fn current_row(line: &str) -> Row {
    let [code, level, name, parent, lon, lat] = columns(line);
    let middle = lon.parse().ok().zip(lat.parse().ok());
    let unit = table::unit(code, Level::parse(level).unwrap(), name, None, middle);
    Row { unit, parent: parent.to_owned(), successors: String::new() }
}

/// `code level name parent until successors also_known_as`; `history.tsv` knows the last with their time.
fn former_row(line: &str) -> Row {
    let [code, level, name, parent, until, successors] = columns(line);
    let unit = table::unit(code, Level::parse(level).unwrap(), name, until.parse().ok(), None);
    Row { unit, parent: parent.to_owned(), successors: successors.to_owned() }
}

/// What [`built_in`] reads.
fn pack(gazetteer: &Gazetteer) -> Vec<u8> {
    let units = &gazetteer.units;
    let numbers = |of: &dyn Fn(&Unit) -> u32| units.iter().flat_map(|unit| number(of(unit))).collect::<Vec<u8>>();
    let level = |unit: &Unit| LEVELS.iter().position(|level| *level == unit.level).unwrap() as u32;
    let in_degrees = |degrees: f32| number((f64::from(degrees) * TO_DEGREES).round() as u32);
    let middle = |unit: &Unit| match unit.middle {
        Some((longitude, latitude)) => [in_degrees(longitude), in_degrees(latitude)].concat(),
        None => number(0),
    };
    let names = &gazetteer.names;
    let of_names =
        |of: &dyn Fn(&Name) -> u32| column(&names.iter().flat_map(|name| number(of(name))).collect::<Vec<u8>>());
    let own = |name: &Name| &gazetteer.unit(name.unit).name;
    let parent = |parent: Option<UnitId>| parent.map_or(0, |UnitId(parent)| parent + 1);
    let dates: BTreeSet<Date> = names.iter().flat_map(|name| [name.from, name.until]).flatten().collect();
    let dates: Vec<Date> = dates.into_iter().collect();
    let day = |day: Option<Date>| day.map_or(0, |day| dates.binary_search(&day).unwrap() as u32 + 1);
    let written: Vec<String> = dates.iter().map(Date::to_string).collect();
    let mut keys: Vec<(&str, Vec<UnitId>)> = gazetteer
        .keys
        .iter()
        .map(|(key, names)| (key, names.iter().map(|&NameId(name)| UnitId(name)).collect()))
        .collect();
    keys.sort_unstable();
    [
        texts(units.iter().map(|unit| &*unit.code)),
        texts(units.iter().map(|unit| &*unit.name)),
        column(&numbers(&|unit| unit.kind.into())),
        column(&numbers(&level)),
        column(&numbers(&|unit| parent(unit.parent))),
        column(&numbers(&|unit| unit.until.unwrap_or(0).into())),
        lists(units.iter().map(|unit| &*unit.successors)),
        column(&units.iter().flat_map(middle).collect::<Vec<u8>>()),
        texts(written.iter().map(|day| &**day)),
        column(&gazetteer.ids().flat_map(|id| number(gazetteer.names(id).len() as u32)).collect::<Vec<u8>>()),
        texts(names.iter().map(|name| if name.text == *own(name) { "" } else { &*name.text })),
        of_names(&|name| name.kind.into()),
        of_names(&|name| parent(name.parent)),
        of_names(&|name| day(name.from)),
        of_names(&|name| day(name.until)),
        texts(keys.iter().map(|(key, _)| *key)),
        lists(keys.iter().map(|(_, names)| &**names)),
        texts(gazetteer.slugs.iter().map(|slug| &**slug)),
    ]
    .concat()
}

fn number(mut number: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    while number >= 0x80 {
        bytes.push(number as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
    bytes
}

fn column(bytes: &[u8]) -> Vec<u8> {
    [&number(bytes.len() as u32), bytes].concat()
}

fn texts<'t>(texts: impl Iterator<Item = &'t str> + Clone) -> Vec<u8> {
    let lengths: Vec<u8> = texts.clone().flat_map(|text| number(text.len() as u32)).collect();
    [column(&lengths), column(texts.collect::<String>().as_bytes())].concat()
}

fn lists<'l>(lists: impl Iterator<Item = &'l [UnitId]> + Clone) -> Vec<u8> {
    let counts: Vec<u8> = lists.clone().flat_map(|list| number(list.len() as u32)).collect();
    let mut last = 0;
    let turned = lists.flatten().flat_map(|&UnitId(unit)| {
        let distance = unit as i32 - std::mem::replace(&mut last, unit) as i32;
        number(((distance << 1) ^ (distance >> 31)) as u32)
    });
    [column(&counts), column(&turned.collect::<Vec<u8>>())].concat()
}
