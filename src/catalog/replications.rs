//! Places of spread, checked against the place they spread from.

use super::Located;
use crate::finding::{Code, FileContext, Finding};
use crate::locality::{Gazetteer, UnitId};
use crate::schema::Replication;
use crate::text::Message;
use crate::vietnamese;

/// A finding if the place that copied is the model's own place, or an area that contains it: neither is a place to which
/// something spread. A number of copies counted within an area may name any area.
pub(super) fn problem(
    replication: &Replication,
    copy: &Located,
    own: &Located,
    gazetteer: &Gazetteer,
    file: &FileContext<'_>,
) -> Option<Finding> {
    if replication.count.is_some() {
        return None;
    }
    let written = &replication.locality;
    let unit = copy.unit?;
    let is_here = own.units().any(|own| own == unit) && hamlet(copy) == hamlet(own);
    let (message, help) = if is_here {
        (
            Message::new(
                format!("Nơi làm theo “{}” chính là nơi của mô hình này.", written.value),
                format!("The replication “{}” is the model's own place.", written.value),
            ),
            Message::new(
                "Ghi đúng nơi đã làm theo, hoặc xóa mục này.",
                "Name the other place that copied it, or remove the entry.",
            ),
        )
    } else if contains(copy, own, gazetteer) {
        (
            Message::new(
                format!("“{}” bao gồm cả nơi của mô hình này, nên không phải là một nơi đã làm theo.", written.value),
                format!("“{}” contains the model's own place, so it is no place that copied it.", written.value),
            ),
            Message::new(
                "Ghi từng nơi mà nguồn nêu tên. Nguồn chỉ nêu số lượng thì thêm vào mục này, ví dụ: count: 12, unit: huyện, source: … Nguồn chỉ nói chung thì kể trong bài và xóa mục này.",
                "Name each place that the source names. Where it only counts them, add for example count: 12, unit: huyện, source: … Where it speaks in general, tell it in the text and remove the entry.",
            ),
        )
    } else {
        return None;
    };
    Some(file.finding(Code::ReplicationAtOrigin, written.span, message).help(help))
}

/// Whether the whole of a unit of `inner` certainly lies in `outer`, by the borders of the time of either name.
fn contains(outer: &Located, inner: &Located, gazetteer: &Gazetteer) -> bool {
    let Some(outer_unit) = outer.unit else { return false };
    let is_above = |unit: UnitId| above(unit, gazetteer).any(|parent| parent == outer_unit);
    let all = |units: &[UnitId]| !units.is_empty() && units.iter().all(|&unit| unit == outer_unit || is_above(unit));
    let contains = |inner: UnitId| match inner == outer_unit {
        true => outer.hamlet.is_none(),
        false => is_above(inner) || all(gazetteer.present(inner)) || all(gazetteer.former_of(inner)),
    };
    all(&inner.now) || inner.units().any(contains)
}

/// What a unit belongs to, from near to far.
fn above(unit: UnitId, gazetteer: &Gazetteer) -> impl Iterator<Item = UnitId> {
    std::iter::successors(gazetteer.unit(unit).parent, |&unit| gazetteer.unit(unit).parent)
}

fn hamlet(place: &Located) -> String {
    vietnamese::slug(place.hamlet.as_deref().unwrap_or(""))
}
