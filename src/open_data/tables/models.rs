//! `models.csv`: one row for each model.

use std::io::{self, Write};

use rayon::prelude::*;

use super::super::order::{Anchor, Item, in_order};
use super::super::{ModelRow, answer, page_url};
use super::cells::{code, joined, number, optional};
use super::{Column, Head, length, table};
use crate::catalog::{Catalog, ModelId};
use crate::locality::{Level, UnitId};
use crate::route;
use crate::schema::{Fact, ModelKey};

/// Writes one cell of a model.
type Cell = Box<dyn Fn(&ModelRow<'_>, &mut String)>;
pub(in super::super) type DerivedCell = fn(&ModelRow<'_>, &mut String);

/// The columns that no plain key gives.
pub(in super::super) const DERIVED: &[(Anchor, Column<DerivedCell>)] = &[
    (
        Anchor::Start,
        Column {
            head: Head::own(
                ("Mã", "Id"),
                ("Mã của mô hình trên trang web, không đổi.", "The model's id on the site; it never changes."),
            ),
            cell: |row, out| out.push_str(&row.model.entry.slug),
        },
    ),
    (
        Anchor::After("locality"),
        Column { head: Head::Key("locality"), cell: |row, out| out.push_str(&row.model.place.written) },
    ),
    (
        Anchor::After("locality"),
        Column {
            head: Head::own(
                ("Xã, phường hiện nay", "Present commune"),
                ("Tên hiện nay; nhiều nơi nếu đã bị chia.", "Its present name; several if it was divided."),
            ),
            cell: |row, out| present(out, row, Level::Commune),
        },
    ),
    (
        Anchor::After("locality"),
        Column {
            head: Head::own(
                ("Tỉnh, thành phố hiện nay", "Present province"),
                ("Tên hiện nay; nhiều nơi nếu đã bị chia.", "Its present name; several if it was divided."),
            ),
            cell: |row, out| present(out, row, Level::Province),
        },
    ),
    (
        Anchor::After("locality"),
        Column {
            head: Head::own(("Mã địa phương", "Place code"), ("Như trong places.csv.", "As in places.csv.")),
            cell: |row, out| code(out, row.catalog, &row.model.place),
        },
    ),
    (
        Anchor::After("award_year"),
        Column {
            head: Head::own(
                ("Năm khen thưởng", "Award year"),
                (
                    "Năm của lần khen thưởng gần nhất; trống nếu không rõ.",
                    "The year of the latest award; empty if none is known.",
                ),
            ),
            cell: |row, out| number(out, row.model.awarded()),
        },
    ),
    (Anchor::After("awards"), Column { head: Head::Key("awards"), cell: |row, out| awards(out, row) }),
    (Anchor::After("results"), Column { head: Head::Key("results"), cell: |row, out| results(out, row) }),
    (
        Anchor::After("contact"),
        Column {
            head: Head::own(
                ("Đầu mối liên hệ", "Contact point"),
                ("Cơ quan, số máy bàn, hộp thư của cơ quan.", "An office, its desk telephone and mail address."),
            ),
            cell: |row, out| contact(out, row),
        },
    ),
    (
        Anchor::After("replications"),
        Column {
            head: Head::own(
                ("Số nơi đã nhân rộng", "Places that copied it"),
                ("Đếm theo spread.csv, mỗi nơi một lần.", "Counted from spread.csv, each place once."),
            ),
            cell: |row, out| number(out, Some(row.model.reach.places)),
        },
    ),
    (
        Anchor::After("replications"),
        Column {
            head: Head::own(
                ("Số lượng nơi làm theo, không nêu tên", "Copies counted by sources"),
                (
                    "Số nơi làm theo mà nguồn đếm, không nêu tên; không có trong spread.csv.",
                    "Numbers of copies that sources give without naming the places; they are not in spread.csv.",
                ),
            ),
            cell: |row, out| counted_copies(out, row),
        },
    ),
    (
        Anchor::After("contact"),
        Column {
            head: Head::own(
                ("Đã nêu để làm theo", "Told for copying"),
                (
                    "Trong bốn điều: cách làm, nguồn lực, điều kiện áp dụng, đầu mối liên hệ; có cả bốn là đủ để làm theo.",
                    "Of four: steps, resources, conditions, contact point; all four are enough to copy it.",
                ),
            ),
            cell: |row, out| {
                let lang = row.catalog.site.lang();
                joined(out, row.model.told.met().map(|need| need.label().get(lang)));
            },
        },
    ),
    (
        Anchor::After("based_on"),
        Column {
            head: Head::Key("based_on"),
            cell: |row, out| optional(out, row.model.based_on.map(|id| row.catalog.model(id).entry.slug.as_str())),
        },
    ),
    (Anchor::After("sources"), Column { head: Head::Key("sources"), cell: |row, out| sources(out, row) }),
    (
        Anchor::End,
        Column {
            head: Head::own(
                ("Trang của mô hình", "Page"),
                ("Địa chỉ trang của mô hình.", "The address of the model's page."),
            ),
            cell: |row, out| out.push_str(&page_url(row.catalog, &route::model(&row.model.entry.slug))),
        },
    ),
];

/// The plain keys that are published, with the derived columns among them.
pub(super) fn columns() -> Vec<Column<Cell>> {
    in_order(DERIVED).into_iter().map(column).collect()
}

fn column(item: Item<Column<DerivedCell>>) -> Column<Cell> {
    match item {
        Item::Plain(key) => Column { head: Head::Key(key.key.name), cell: Box::new(|row, out| plain(out, row, key)) },
        Item::Derived(column) => Column { head: column.head, cell: Box::new(column.cell) },
    }
}

/// Writes the table with these models.
pub(in super::super) fn write(catalog: &Catalog, models: &[ModelId], out: &mut dyn Write) -> io::Result<()> {
    table(catalog, &columns(), models.iter().map(|&id| ModelRow::of(catalog, id)), out)
}

/// The bytes that each model adds to the table.
pub(in super::super) fn lengths(catalog: &Catalog) -> Vec<u64> {
    let one = |columns: &mut Vec<Column<Cell>>, id: usize| {
        length(columns, std::iter::once(ModelRow::of(catalog, id as ModelId)))
    };
    (0..catalog.models.len()).into_par_iter().map_init(columns, one).collect()
}

/// The value of a plain key, if there is one: choices by their labels, numbers as written.
fn plain(out: &mut String, row: &ModelRow<'_>, key: &ModelKey) {
    let (site, Some(fact)) = (&row.catalog.site, row.fact(key)) else { return };
    match fact {
        Fact::Text(text) => out.push_str(text),
        Fact::Texts(texts) => joined(out, texts.iter().map(String::as_str)),
        Fact::Year(year) => number(out, Some(year)),
        Fact::Date(date) => number(out, Some(date)),
        Fact::Number(figure) => out.push_str(&figure.text),
        Fact::Flag(flag) => out.push_str(answer(flag).get(row.catalog.site.lang())),
        Fact::Choice(list, id) => optional(out, site.label(list, id)),
        Fact::Choices(list, ids) => joined(out, ids.iter().filter_map(|id| site.label(list, id))),
    }
}

/// The present units of a model's place, or their provinces, each once.
fn present(out: &mut String, row: &ModelRow<'_>, level: Level) {
    let gazetteer = &row.catalog.gazetteer;
    let of_level = |&unit: &UnitId| match level {
        Level::Province => Some(gazetteer.province_of(unit)),
        level => (gazetteer.unit(unit).level == level).then_some(unit),
    };
    let mut units: Vec<UnitId> = Vec::new();
    for unit in row.model.place.now.iter().filter_map(of_level) {
        if !units.contains(&unit) {
            units.push(unit);
        }
    }
    joined(out, units.iter().map(|&unit| gazetteer.name(unit)));
}

/// `2019, Cấp tỉnh, Bằng khen, UBND tỉnh, 123/QĐ-UBND; 2021, …`
fn awards(out: &mut String, row: &ModelRow<'_>) {
    for (index, award) in row.model.front_matter().awards.iter().enumerate() {
        let level = award.level.as_ref().and_then(|id| Some(&*row.catalog.site.level(id)?.label));
        let more = [level, award.form.as_deref(), award.by.as_deref(), award.decision.as_deref()];
        out.push_str(if index > 0 { "; " } else { "" });
        number(out, Some(award.year));
        more.into_iter().flatten().for_each(|part| out.extend([", ", part]));
    }
}

/// `Hộ tham gia: 1.932 hộ (cả thôn); …`
fn results(out: &mut String, row: &ModelRow<'_>) {
    for (index, result) in row.model.front_matter().results.iter().enumerate() {
        out.extend([if index > 0 { "; " } else { "" }, &result.label, ": ", &result.value.text]);
        result.unit.iter().for_each(|unit| out.extend([" ", unit]));
        result.note.iter().filter(|note| !note.is_empty()).for_each(|note| out.extend([" (", note, ")"]));
    }
}

/// `12 huyện (Tỉnh Đồng Tháp); 100 hội quán (Tỉnh Đồng Tháp, 2020)`
fn counted_copies(out: &mut String, row: &ModelRow<'_>) {
    let all = row.model.front_matter().replications.iter();
    let counted = all.filter_map(|replication| Some((replication, replication.count.as_ref()?)));
    for (index, (replication, count)) in counted.enumerate() {
        out.extend([if index > 0 { "; " } else { "" }, &count.number.text, " ", &count.unit]);
        out.extend([" (", &replication.locality.value]);
        if let Some(year) = replication.year {
            out.push_str(", ");
            number(out, Some(year));
        }
        out.push(')');
    }
}

/// `UBND xã Đông Giang; 0252 3888 888; …`; nothing without an office, whose telephone it would be.
fn contact(out: &mut String, row: &ModelRow<'_>) {
    let office = row.model.front_matter().contact.as_ref().filter(|contact| contact.office.is_some());
    let parts = office.into_iter().flat_map(|contact| [&contact.office, &contact.phone, &contact.email]);
    joined(out, parts.filter_map(|part| part.as_deref()));
}

/// Web addresses, and the titles of sources that have none.
fn sources(out: &mut String, row: &ModelRow<'_>) {
    let sources = row.model.front_matter().sources.iter();
    joined(out, sources.filter_map(|source| source.url.as_ref().map(|url| &*url.value).or(source.title.as_deref())));
}
