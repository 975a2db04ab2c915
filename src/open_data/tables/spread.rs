//! `spread.csv`: one row each time a model was copied.

use std::io::{self, Write};

use rayon::prelude::*;

use super::cells::{code, number, optional};
use super::{Column, Head, length, table};
use crate::catalog::{Border, Catalog, Edge, Located, Model, ModelId};
use crate::text::StaticMessage;

pub(super) struct Row<'c> {
    catalog: &'c Catalog,
    edge: &'c Edge,
    original: &'c Model,
    /// Where the copy is.
    to: &'c Located,
}

/// Writes one cell.
type Cell = fn(&Row<'_>, &mut String);

pub(super) const COLUMNS: &[Column<Cell>] = &[
    Column {
        head: Head::own(
            ("Mô hình gốc", "Original"),
            ("Mã của mô hình gốc, như trong models.csv.", "The original's id, as in models.csv."),
        ),
        cell: |row, out| out.push_str(&row.original.entry.slug),
    },
    Column {
        head: Head::own(
            ("Tên mô hình gốc", "Title of the original"),
            ("Tên của mô hình gốc.", "What the original is called."),
        ),
        cell: |row, out| out.push_str(&row.original.front_matter().title.value),
    },
    Column {
        head: Head::own(
            ("Mô hình làm theo", "Copy"),
            ("Mã của mô hình làm theo, nếu có trang riêng.", "The copy's id, when it has a page of its own."),
        ),
        cell: |row, out| optional(out, row.edge.copy.map(|id| row.catalog.model(id).entry.slug.as_str())),
    },
    Column {
        head: Head::own(("Nơi khởi đầu", "From"), ("Địa phương của mô hình gốc.", "Where the original is.")),
        cell: |row, out| out.push_str(&row.original.place.written),
    },
    Column {
        head: Head::own(("Mã nơi khởi đầu", "Code from"), ("Như trong places.csv.", "As in places.csv.")),
        cell: |row, out| code(out, row.catalog, &row.original.place),
    },
    Column {
        head: Head::own(("Nơi làm theo", "To"), ("Địa phương đã làm theo.", "The place that copied it.")),
        cell: |row, out| out.push_str(&row.to.written),
    },
    Column {
        head: Head::own(("Mã nơi làm theo", "Code to"), ("Như trong places.csv.", "As in places.csv.")),
        cell: |row, out| code(out, row.catalog, row.to),
    },
    Column {
        head: Head::own(("Năm", "Year"), ("Năm bắt đầu làm theo, nếu biết.", "The year of the copy, if known.")),
        cell: |row, out| number(out, row.edge.year),
    },
    Column {
        head: Head::own(
            ("Phạm vi lan tỏa", "Reach"),
            (
                "Đã vượt ra ngoài thôn, xã, huyện hoặc tỉnh, theo địa giới lúc thực hiện.",
                "The farthest border crossed: hamlet, commune, district or province, as borders ran then.",
            ),
        ),
        cell: |row, out| optional(out, row.edge.crossed.map(|border| border_name(border).get(row.catalog.site.lang()))),
    },
    Column {
        head: Head::own(
            ("Khoảng cách (km)", "Distance (km)"),
            ("Đường chim bay giữa tâm của hai nơi.", "As the crow flies between the centres of both."),
        ),
        cell: |row, out| number(out, row.edge.km),
    },
    Column {
        head: Head::own(("Nguồn", "Source"), ("Nguồn cho biết việc làm theo.", "Where this is known from.")),
        cell: |row, out| optional(out, source(row)),
    },
];

/// Writes the table with the copies of these models.
pub(in super::super) fn write(catalog: &Catalog, models: &[ModelId], out: &mut dyn Write) -> io::Result<()> {
    table(catalog, COLUMNS, models.iter().flat_map(|&id| rows(catalog, id)), out)
}

/// The bytes that the copies of each model add to the table.
pub(in super::super) fn lengths(catalog: &Catalog) -> Vec<u64> {
    (0..catalog.models.len()).into_par_iter().map(|id| length(COLUMNS, rows(catalog, id as ModelId))).collect()
}

fn rows(catalog: &Catalog, id: ModelId) -> impl Iterator<Item = Row<'_>> {
    let original = catalog.model(id);
    catalog.spread.of(id).iter().map(move |edge| Row { catalog, edge, original, to: catalog.destination(edge) })
}

fn border_name(border: Border) -> StaticMessage {
    match border {
        Border::Hamlet => StaticMessage::fixed("thôn", "hamlet"),
        Border::Commune => StaticMessage::fixed("xã", "commune"),
        Border::District => StaticMessage::fixed("huyện", "district"),
        Border::Province => StaticMessage::fixed("tỉnh", "province"),
    }
}

/// What the original says of where the copy is known from.
fn source<'c>(row: &Row<'c>) -> Option<&'c str> {
    row.original.front_matter().replications.get(row.edge.replication?)?.source.as_deref()
}
