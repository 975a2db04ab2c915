//! `data/current.tsv` and `data/former.tsv` → `data/units.bin`.

use super::super::table::{self, Row, columns};
use super::*;

/// Names that the tables lack. Thừa Thiên Huế was a province until it became the city of Huế on 1 January 2025
/// (resolution 175/2024/QH15).
const ALSO: [(&str, &str); 1] = [("T46", "Tỉnh Thừa Thiên Huế")];

/// Makes `data/units.bin` from the tables (`UPDATE=1 cargo test packed`), and holds that it is made from them.
#[test]
fn packed() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/locality/data");
    let rows_of = |name: &str, row: fn(&str) -> Row| {
        let text = std::fs::read_to_string(folder.join(name)).unwrap();
        text.lines().skip(1).map(row).collect::<Vec<_>>()
    };
    let mut rows = rows_of("current.tsv", current_row);
    rows.extend(rows_of("former.tsv", former_row));
    rows.iter_mut().for_each(|row| row.unit.name = table::spelled(&row.unit.name).into());
    let codes = table::with_places(Default::default(), &rows, 0);
    let gazetteer = Gazetteer::new(table::tie(rows, &codes));
    if std::env::var_os("UPDATE").is_some() {
        let packed = miniz_oxide::deflate::compress_to_vec(&pack(&gazetteer), 10);
        std::fs::write(folder.join("units.bin"), packed).unwrap();
        return;
    }
    assert!(PACKED.len() < 350_000, "{} bytes", PACKED.len());
    assert!(built_in() == gazetteer, "units.bin is not made from these tables");
}

/// `code level name parent lon lat`.
fn current_row(line: &str) -> Row {
    let [code, level, name, parent, lon, lat] = columns(line);
    let middle = lon.parse().ok().zip(lat.parse().ok());
    let unit = table::unit(code, Level::parse(level).unwrap(), name, None, middle);
    Row { unit, parent: parent.to_owned(), successors: String::new() }
}

/// `code level name parent until successors also_known_as`.
fn former_row(line: &str) -> Row {
    let [code, level, name, parent, until, successors, also] = columns(line);
    let mut unit = table::unit(code, Level::parse(level).unwrap(), name, until.parse().ok(), None);
    let more = ALSO.iter().filter(|(of, _)| *of == code).map(|(_, name)| *name);
    let names = also.split([';', '|']).map(str::trim).filter(|name| !name.is_empty()).chain(more);
    unit.also = names.map(|name| name.to_owned().into()).collect();
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
    let also: Vec<&str> = units.iter().flat_map(|unit| unit.also.iter().map(|name| &**name)).collect();
    let mut keys: Vec<(&str, &[UnitId])> = gazetteer.keys.iter().collect();
    keys.sort_unstable();
    let (names, bearers): (Vec<&str>, Vec<&[UnitId]>) = keys.into_iter().unzip();
    [
        texts(units.iter().map(|unit| &*unit.code)),
        texts(units.iter().map(|unit| &*unit.name)),
        column(&numbers(&|unit| unit.kind.into())),
        column(&numbers(&level)),
        column(&numbers(&|unit| unit.parent.map_or(0, |UnitId(parent)| parent + 1))),
        column(&numbers(&|unit| unit.until.unwrap_or(0).into())),
        lists(units.iter().map(|unit| &*unit.successors)),
        texts(also.into_iter()),
        column(&numbers(&|unit| unit.also.len() as u32)),
        column(&units.iter().flat_map(middle).collect::<Vec<u8>>()),
        texts(names.into_iter()),
        lists(bearers.into_iter()),
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
