//! `places.csv`: one row for each place with models or copies.

use std::collections::HashMap;

use super::cells::{joined, number, optional};
use super::{Column, Head, table};
use crate::catalog::{Catalog, Located};
use crate::locality::{Gazetteer, Level, UnitId};
use crate::text::StaticMessage;

pub(super) struct Row<'c> {
    catalog: &'c Catalog,
    unit: UnitId,
    models: usize,
    received: usize,
    given: usize,
}

impl<'c> Row<'c> {
    fn gazetteer(&self) -> &'c Gazetteer {
        &self.catalog.gazetteer
    }
}

/// Writes one cell.
type Cell = fn(&Row<'_>, &mut String);

pub(super) const COLUMNS: &[Column<Cell>] = &[
    Column {
        head: Head::own(
            ("Mã địa phương", "Place code"),
            (
                "Một chữ cái chỉ thời kỳ và cấp, rồi mã của cơ quan thống kê nhà nước.",
                "A letter for era and level, then the code of the national statistics office.",
            ),
        ),
        cell: |row, out| out.push_str(&row.gazetteer().unit(row.unit).code),
    },
    Column {
        head: Head::own(("Tên", "Name"), ("Tên của địa phương.", "What it is called.")),
        cell: |row, out| out.push_str(row.gazetteer().name(row.unit)),
    },
    Column {
        head: Head::own(
            ("Huyện (cũ)", "Former district"),
            ("Huyện, quận, thị xã, thành phố mà địa phương cũ từng thuộc về.", "What a former place belonged to."),
        ),
        cell: |row, out| optional(out, former_district(row)),
    },
    Column {
        head: Head::own(
            ("Tỉnh, thành phố", "Province"),
            ("Tỉnh, thành phố cùng thời với tên ấy.", "The province of the same time as the name."),
        ),
        cell: |row, out| out.push_str(row.gazetteer().name(row.gazetteer().province_of(row.unit))),
    },
    Column {
        head: Head::own(("Cấp", "Level"), ("tỉnh, huyện, xã hoặc thôn.", "province, district, commune or hamlet.")),
        cell: |row, out| out.push_str(level(row).get(row.catalog.site.lang())),
    },
    Column {
        head: Head::own(
            ("Năm cuối", "Last year"),
            ("Năm cuối cùng còn đơn vị này; trống nếu hiện còn.", "The last year it stood; empty for a present unit."),
        ),
        cell: |row, out| number(out, row.gazetteer().unit(row.unit).until),
    },
    Column {
        head: Head::own(
            ("Nay thuộc", "Now in"),
            ("Mã các đơn vị hiện nay.", "Codes of the present units it belongs to."),
        ),
        cell: |row, out| joined(out, present(row).iter().map(|&unit| &*row.gazetteer().unit(unit).code)),
    },
    Column {
        head: Head::own(("Vĩ độ", "Latitude"), ("Tọa độ tâm, độ (WGS 84).", "Of its centre, in degrees (WGS 84).")),
        cell: |row, out| number(out, row.gazetteer().middle(row.unit).map(|(_, lat)| lat)),
    },
    Column {
        head: Head::own(("Kinh độ", "Longitude"), ("Tọa độ tâm, độ (WGS 84).", "Of its centre, in degrees (WGS 84).")),
        cell: |row, out| number(out, row.gazetteer().middle(row.unit).map(|(lon, _)| lon)),
    },
    Column {
        head: Head::own(
            ("Số mô hình", "Models"),
            (
                "Mô hình ghi địa phương này, hoặc nay thuộc địa phương này.",
                "Models that name the place, or now lie in it.",
            ),
        ),
        cell: |row, out| number(out, Some(row.models)),
    },
    Column {
        head: Head::own(
            ("Học từ nơi khác (lượt)", "Learnt from others (times)"),
            (
                "Số lượt địa phương này làm theo mô hình của nơi khác.",
                "Times the place copied a model of another place.",
            ),
        ),
        cell: |row, out| number(out, Some(row.received)),
    },
    Column {
        head: Head::own(
            ("Được nơi khác nhân rộng (lượt)", "Copied by others (times)"),
            (
                "Số lượt nơi khác làm theo mô hình của địa phương này.",
                "Times another place copied a model of this one.",
            ),
        ),
        cell: |row, out| number(out, Some(row.given)),
    },
];

/// Places as they are named, and the present units they lie in, by code.
pub(in super::super) fn places(catalog: &Catalog) -> Vec<u8> {
    let mut rows: HashMap<UnitId, Row<'_>> = HashMap::new();
    let mut count = |place: &Located, count: fn(&mut Row<'_>)| {
        let named = place.units().filter(|unit| !place.now.contains(unit));
        for unit in named.chain(place.now.iter().copied()) {
            count(rows.entry(unit).or_insert(Row { catalog, unit, models: 0, received: 0, given: 0 }));
        }
    };
    for model in &catalog.models {
        count(&model.place, |row| row.models += 1);
    }
    for edge in catalog.spread.edges() {
        count(catalog.destination(edge), |row| row.received += 1);
        count(&catalog.model(edge.original).place, |row| row.given += 1);
    }
    let mut rows: Vec<Row<'_>> = rows.into_values().collect();
    rows.sort_unstable_by_key(|row| &catalog.gazetteer.unit(row.unit).code);
    let mut out = Vec::new();
    // Writing to memory does not fail.
    let _ = table(catalog, COLUMNS, rows.into_iter(), &mut out);
    out
}

/// The district that a former place belonged to; none for the district itself.
fn former_district<'c>(row: &Row<'c>) -> Option<&'c str> {
    let district = row.gazetteer().district_of(row.unit).filter(|&district| district != row.unit)?;
    Some(row.gazetteer().name(district))
}

/// The present units of a former place.
fn present<'c>(row: &Row<'c>) -> &'c [UnitId] {
    if row.gazetteer().is_current(row.unit) { &[] } else { row.gazetteer().present(row.unit) }
}

fn level(row: &Row<'_>) -> StaticMessage {
    match row.gazetteer().unit(row.unit).level {
        Level::Province => StaticMessage::fixed("tỉnh", "province"),
        Level::District => StaticMessage::fixed("huyện", "district"),
        Level::Commune => StaticMessage::fixed("xã", "commune"),
        Level::Hamlet => StaticMessage::fixed("thôn", "hamlet"),
    }
}
