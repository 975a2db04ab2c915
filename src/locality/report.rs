//! What to tell an editor about a place that cannot be taken as it is written.

use super::{Gazetteer, Resolution, UnitId};
use crate::finding::{Code, FileContext, Finding};
use crate::text::{Message, Spanned};

/// How many names a finding lists.
const LISTED: usize = 8;

/// The finding for a place that was read as `resolution`; `None` when there is nothing to tell.
pub(crate) fn problem(
    gazetteer: &Gazetteer,
    written: &Spanned<String>,
    resolution: &Resolution,
    file: &FileContext<'_>,
) -> Option<Finding> {
    match resolution {
        Resolution::Found { unit, .. } => divided(gazetteer, written, *unit, file),
        Resolution::Ambiguous(units) => Some(ambiguous(gazetteer, written, units, file)),
        Resolution::Unknown { nearest } => Some(unknown(gazetteer, written, nearest, file)),
    }
}

fn unknown(gazetteer: &Gazetteer, written: &Spanned<String>, nearest: &[UnitId], file: &FileContext<'_>) -> Finding {
    let place = &written.value;
    let message = Message::new(format!("Không có địa danh “{place}”."), format!("There is no place “{place}”."));
    let finding = file.finding(Code::UnknownLocality, written.span, message);
    if nearest.is_empty() {
        return finding.help(Message::new(
            "Ghi tên lúc thực hiện, từ nhỏ đến lớn: “Xã A, huyện B, tỉnh C”; từ ngày 1/7/2025: “Xã A, tỉnh C”.",
            "Write it as it was then, from small to large: “Xã A, huyện B, tỉnh C”; since 1 July 2025: “Xã A, tỉnh C”.",
        ));
    }
    let names = listed(gazetteer, nearest);
    finding.help(Message::new(format!("Có phải là {names}?"), format!("Did you mean {names}?")))
}

fn ambiguous(gazetteer: &Gazetteer, written: &Spanned<String>, units: &[UnitId], file: &FileContext<'_>) -> Finding {
    let (place, count) = (&written.value, units.len());
    let message =
        Message::new(format!("Có {count} nơi cùng tên “{place}”."), format!("{count} places bear the name “{place}”."));
    let names = listed(gazetteer, units);
    let help = Message::new(format!("Ghi rõ một trong các nơi: {names}."), format!("Say which one: {names}."));
    file.finding(Code::AmbiguousLocality, written.span, message).help(help)
}

/// A former commune that was divided: worth knowing, for nobody picks one of its heirs in silence.
fn divided(gazetteer: &Gazetteer, written: &Spanned<String>, unit: UnitId, file: &FileContext<'_>) -> Option<Finding> {
    let heirs = gazetteer.present(unit);
    if gazetteer.unit(unit).level != super::Level::Commune || heirs.len() < 2 {
        return None;
    }
    let name = gazetteer.name(unit);
    let names = listed(gazetteer, heirs);
    let message = Message::new(
        format!("“{name}” nay thuộc nhiều đơn vị: {names}."),
        format!("“{name}” now lies in several units: {names}."),
    );
    let help =
        Message::new("Trang web sẽ ghi tất cả; không cần sửa.", "The site names all of them; nothing needs mending.");
    Some(file.finding(Code::SplitLocality, written.span, message).help(help))
}

fn listed(gazetteer: &Gazetteer, units: &[UnitId]) -> String {
    let shown: Vec<String> =
        units.iter().take(LISTED).map(|&unit| format!("“{}”", gazetteer.full_name(unit))).collect();
    let more = if units.len() > LISTED { "; …" } else { "" };
    format!("{}{more}", shown.join("; "))
}
