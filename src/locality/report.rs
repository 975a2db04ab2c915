//! What to tell an editor about a place that cannot be taken as it is written.

use super::part::HAMLETS;
use super::{Gazetteer, Level, Match, Resolution, UnitId, inside_sentence};
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
        Resolution::Found { place, is_mixed: true, hamlet } => Some(mixed(written, place, hamlet.as_deref(), file)),
        Resolution::Found { place, hamlet, .. } => {
            let typed = gazetteer.other_marks(&written.value, place)?;
            Some(misspelled(written, typed, &with_hamlet(place, hamlet.as_deref()), file))
        }
        Resolution::Ambiguous(places) => Some(ambiguous(gazetteer, written, places, file)),
        Resolution::Unknown { nearest } => Some(unknown(gazetteer, written, nearest, file)),
    }
}

/// A hamlet of which nothing smaller than a district is said, though many have a name like it: `Thôn 3, tỉnh Lâm Đồng`. One
/// with a name of its own may be all that a source says.
pub(crate) fn alone(
    gazetteer: &Gazetteer,
    written: &Spanned<String>,
    resolution: &Resolution,
    file: &FileContext<'_>,
) -> Option<Finding> {
    let Resolution::Found { hamlet: Some(hamlet), place, .. } = resolution else { return None };
    if gazetteer.can_hold_hamlets(place.unit) || !is_numbered(hamlet) {
        return None;
    }
    let outer = inside_sentence(&place.name);
    let message = Message::new(
        format!("“{hamlet}” có ở nhiều xã của {outer}; chưa ghi là của xã, phường nào."),
        format!("Many communes of {outer} have a “{hamlet}”; it is not said which one is meant."),
    );
    let help = Message::new(
        format!("Ghi cả xã, phường: “{hamlet}, xã …, {outer}”; chỉ biết xã hiện nay thì ghi thêm “locality_now”."),
        format!(
            "Write the commune too: “{hamlet}, xã …, {outer}”; if you only know the present one, add “locality_now”."
        ),
    );
    Some(file.finding(Code::HamletAlone, written.span, message).help(help))
}

/// Numbers as words. With their marks: `Thôn Tâm` and `Thôn Từ` have names.
const NUMBERS: [&str; 12] = ["một", "hai", "ba", "bốn", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười", "nhất"];

/// Whether a hamlet has no name but a number or a letter, behind the words for what it is: `Tổ dân phố 2B`, `KP2`, `Thôn A`,
/// `Thôn Ba`.
fn is_numbered(hamlet: &str) -> bool {
    let smallest = hamlet.split(',').next().unwrap_or(hamlet).trim();
    let last = smallest.split_whitespace().next_back().unwrap_or("");
    let is_roman = last.chars().all(|c| matches!(c, 'I' | 'V' | 'X'));
    let is_number = |name: &str| {
        let is_short = name.chars().any(|c| c.is_ascii_digit()) || name.chars().count() == 1;
        !name.contains(' ') && (is_short || is_roman || NUMBERS.contains(&&*last.to_lowercase()))
    };
    let folded = crate::vietnamese::fold(smallest);
    let name = |word: &&'static str| {
        let rest = folded.strip_prefix(word)?;
        let rest = rest.strip_prefix(" so").unwrap_or(rest);
        rest.starts_with(|c: char| c == ' ' || c.is_ascii_digit()).then(|| rest.trim())
    };
    HAMLETS.iter().filter_map(name).any(is_number)
}

/// What is to be known of where a former unit lies now: nobody picks one of its heirs in silence.
pub(crate) fn heirs(
    gazetteer: &Gazetteer,
    written: &Spanned<String>,
    unit: UnitId,
    file: &FileContext<'_>,
) -> Option<Finding> {
    lost(gazetteer, written, unit, file).or_else(|| divided(gazetteer, written, unit, file))
}

fn unknown(gazetteer: &Gazetteer, written: &Spanned<String>, nearest: &[Match], file: &FileContext<'_>) -> Finding {
    let place = &written.value;
    let message = Message::new(format!("Không có địa danh “{place}”."), format!("There is no place “{place}”."));
    let finding = file.finding(Code::UnknownLocality, written.span, message);
    if let Some(several) = gazetteer.several(place) {
        let list = several.iter().map(|name| format!("\"{name}\"")).collect::<Vec<_>>().join(", ");
        return finding.help(Message::new(
            format!("Mỗi nơi ghi riêng, thành danh sách: [{list}]"),
            format!("Write each place by itself, as a list: [{list}]"),
        ));
    }
    if nearest.is_empty() {
        return finding.help(Message::new(
            "Ghi tên lúc thực hiện, từ nhỏ đến lớn: “Xã A, huyện B, tỉnh C”; từ ngày 1/7/2025: “Xã A, tỉnh C”.",
            "Write it as it was then, from small to large: “Xã A, huyện B, tỉnh C”; since 1 July 2025: “Xã A, tỉnh C”.",
        ));
    }
    let names = choices(gazetteer, nearest);
    finding.help(Message::new(format!("Có phải là {names}?"), format!("Did you mean {names}?")))
}

fn ambiguous(gazetteer: &Gazetteer, written: &Spanned<String>, places: &[Match], file: &FileContext<'_>) -> Finding {
    let (place, count) = (&written.value, places.len());
    let message =
        Message::new(format!("Có {count} nơi cùng tên “{place}”."), format!("{count} places bear the name “{place}”."));
    let names = choices(gazetteer, places);
    let help = Message::new(format!("Ghi rõ một trong các nơi: {names}."), format!("Say which one: {names}."));
    file.finding(Code::AmbiguousLocality, written.span, message).help(help)
}

/// Names that stood, but never together.
fn mixed(written: &Spanned<String>, place: &Match, hamlet: Option<&str>, file: &FileContext<'_>) -> Finding {
    let text = &written.value;
    let name = with_hamlet(place, hamlet);
    let message = Message::new(
        format!("“{text}” ghép tên của hai thời kỳ: các đơn vị này chưa từng cùng tên như vậy một lúc."),
        format!("“{text}” mixes names of two times: these units were never called so at once."),
    );
    let help = Message::new(format!("Viết: “{name}”."), format!("Write “{name}”."));
    file.finding(Code::MixedLocality, written.span, message).help(help)
}

/// A name with other marks than the unit's.
fn misspelled(written: &Spanned<String>, typed: &str, name: &str, file: &FileContext<'_>) -> Finding {
    let message = Message::new(
        format!("“{typed}” khác dấu với tên của đơn vị."),
        format!("“{typed}” has other marks than the unit's name."),
    );
    let help = Message::new(format!("Nếu đúng là nơi ấy, viết: “{name}”."), format!("If it is meant, write “{name}”."));
    file.finding(Code::MisspelledLocality, written.span, message).help(help)
}

/// `Thôn 2, xã Đông Giang, tỉnh Lâm Đồng`.
fn with_hamlet(place: &Match, hamlet: Option<&str>) -> String {
    match hamlet {
        Some(hamlet) => format!("{hamlet}, {}", inside_sentence(&place.name)),
        None => place.name.clone(),
    }
}

/// A former commune of which only the former district, or the province, is known.
fn lost(gazetteer: &Gazetteer, written: &Spanned<String>, unit: UnitId, file: &FileContext<'_>) -> Option<Finding> {
    let district = gazetteer.somewhere_in(unit)?;
    let (name, district) = (gazetteer.name(unit), inside_sentence(gazetteer.name(district)));
    let province =
        gazetteer.present(unit).first().map_or_else(String::new, |&now| inside_sentence(gazetteer.name(now)));
    let message = Message::new(
        format!("“{name}” đã sáp nhập trong địa bàn {district} cũ, nay thuộc {province}; không rõ nay thuộc xã nào."),
        format!("“{name}” was merged within former {district}, now in {province}; it is not known into which commune."),
    );
    let help = Message::new(
        format!("Nếu biết, ghi thêm: “locality_now: Xã A, {province}”; nếu không thì để nguyên."),
        format!("If you know, add “locality_now: Xã A, {province}”; else leave it as it is."),
    );
    Some(file.finding(Code::LostLocality, written.span, message).help(help))
}

/// A former commune that was divided.
fn divided(gazetteer: &Gazetteer, written: &Spanned<String>, unit: UnitId, file: &FileContext<'_>) -> Option<Finding> {
    let heirs = gazetteer.present(unit);
    if gazetteer.unit(unit).level != Level::Commune || heirs.len() < 2 {
        return None;
    }
    let name = gazetteer.name(unit);
    let names = listed(heirs.iter().map(|&heir| format!("“{}”", gazetteer.full_name(heir))));
    let message = Message::new(
        format!("“{name}” nay thuộc nhiều đơn vị: {names}."),
        format!("“{name}” now lies in several units: {names}."),
    );
    let help = Message::new(
        "Trang web sẽ ghi tất cả. Nếu biết rõ nay thuộc đơn vị nào, ghi thêm “locality_now”.",
        "The site names all of them. If you know in which one it lies now, add “locality_now”.",
    );
    Some(file.finding(Code::SplitLocality, written.span, message).help(help))
}

/// What to write for each place: its name, and for those that share one their codes, with what tells them apart. A name that
/// is read as one of them needs no code: `Thành phố Cần Thơ` is the present one.
fn choices(gazetteer: &Gazetteer, places: &[Match]) -> String {
    let mut choices: Vec<String> = Vec::with_capacity(places.len());
    for place in places {
        let is_shared = places.iter().filter(|other| other.name == place.name).count() > 1;
        let needs_code = is_shared && gazetteer.unit_called(&place.name).is_none();
        let choice = if needs_code { coded(gazetteer, place) } else { format!("“{}”", place.name) };
        if !choices.contains(&choice) {
            choices.push(choice);
        }
    }
    listed(choices.into_iter())
}

/// `“X16408” (Xã Đông Khê, …, trước là xã Đông Anh, huyện Đông Sơn)`.
fn coded(gazetteer: &Gazetteer, Match { unit, name }: &Match) -> String {
    let names = gazetteer.names(*unit);
    let own = gazetteer.unit(*unit);
    let before = names.iter().find(|before| before.text != own.name || before.parent != own.parent);
    let before = before.map(|before| {
        let parent = before.parent.map(|parent| format!(", {}", inside_sentence(gazetteer.name(parent))));
        format!(", trước là {}{}", inside_sentence(&before.text), parent.unwrap_or_default())
    });
    format!("“{}” ({name}{})", own.code, before.unwrap_or_default())
}

fn listed(names: impl ExactSizeIterator<Item = String>) -> String {
    let more = if names.len() > LISTED { "; …" } else { "" };
    format!("{}{more}", names.take(LISTED).collect::<Vec<_>>().join("; "))
}
