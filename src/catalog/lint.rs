//! Findings about the whole set of models that stop nothing: models that are nearly the same, models that nobody has
//! reviewed for years, and models that nearly tell enough to be copied.

use super::duplicates::{Likeness, duplicates};
use super::{Catalog, Model, ModelId};
use crate::entry::Profile;
use crate::finding::{Code, Finding};
use crate::schema::Need;
use crate::text::{Date, Message};

/// Models that are nearly the same, awarded models that nobody has reviewed for [`REVIEW_YEARS`](super::REVIEW_YEARS), and
/// models that lack one thing that another place needs to know.
///
/// [`gather`](super::gather()) does not look for them, because no page depends on them.
pub(crate) fn examine(catalog: &Catalog) -> Vec<Finding> {
    let mut findings = near_duplicates(&catalog.models);
    findings.extend(catalog.models.iter().filter_map(|model| not_reviewed(model, catalog.as_of)));
    findings.extend(nearly_enough(catalog));
    findings
}

fn near_duplicates(models: &[Model]) -> Vec<Finding> {
    let profiles: Vec<&Profile> = models.iter().map(|model| &model.entry.profile).collect();
    let pairs = duplicates(&profiles).into_iter().filter(|&(a, b, _)| !is_declared(models, a, b));
    pairs.map(|(a, b, likeness)| near_duplicate(&models[b as usize], &models[a as usize], likeness)).collect()
}

/// Whether a file says already that one model is a copy of the other, or that both are copies of a third.
fn is_declared(models: &[Model], a: ModelId, b: ModelId) -> bool {
    let (first, second) = (&models[a as usize], &models[b as usize]);
    let names_place = |original: &Model, copy: &Model| {
        original.replications.iter().any(|place| place.unit.is_some() && place.unit == copy.place.unit)
    };
    first.based_on == Some(b)
        || second.based_on == Some(a)
        || (first.based_on.is_some() && first.based_on == second.based_on)
        || names_place(first, second)
        || names_place(second, first)
}

fn near_duplicate(model: &Model, other: &Model, likeness: Likeness) -> Finding {
    let named = other.named();
    let message = match likeness {
        Likeness::SameTitle => {
            Message::new(format!("Trùng tên với mô hình {named}."), format!("Has the same title as {named}."))
        }
        Likeness::NearTitle => Message::new(
            format!("Tên gần trùng với mô hình {named}."),
            format!("Has nearly the same title as {named}."),
        ),
        Likeness::SameText => Message::new(
            format!("Nội dung gần trùng với mô hình {named}."),
            format!("Has nearly the same text as {named}."),
        ),
    };
    let slug = &other.entry.slug;
    let help = Message::new(
        format!("Nếu làm theo mô hình kia, ghi based_on: {slug}; nếu là một mô hình viết hai lần, xóa một tệp."),
        format!("If it is a copy, write based_on: {slug}; if one model was written twice, remove one file."),
    );
    let finding =
        model.entry.file().finding(Code::NearDuplicate, model.entry.front_matter.title.span, message).help(help);
    let there = other.entry.file().position(other.entry.front_matter.title.span);
    finding.related(&other.entry.path, Some(there), Message::new("Mô hình kia", "The other model"))
}

fn not_reviewed(model: &Model, today: Date) -> Option<Finding> {
    let awarded = model.awarded().filter(|_| model.awaits_review(today))?;
    let message = Message::new(
        format!("Mô hình được khen thưởng năm {awarded}, nhưng đã hơn hai năm chưa ai rà soát."),
        format!("Awarded in {awarded}, but nobody has reviewed it for two years."),
    );
    let help = Message::new(
        "Hỏi lại cơ sở xem mô hình còn hoạt động không, rồi ghi ngày hỏi ở khóa reviewed.",
        "Ask whether it still runs, then write the date under reviewed.",
    );
    Some(model.entry.file().finding(Code::NotReviewed, model.front_matter().title.span, message).help(help))
}

/// How many models the note names; a few are what somebody can mend next.
const NAMED: usize = 5;

/// One note about all models that lack a single thing to be enough for another place. Most models lack more, as far as
/// sources tell, and their pages say what: a note for each of them would be noise.
fn nearly_enough(catalog: &Catalog) -> Option<Finding> {
    let lacking = |model: &Model| {
        let mut missing = model.told.missing();
        missing.next().filter(|_| missing.next().is_none())
    };
    let nearly: Vec<(&Model, Need)> =
        catalog.models.iter().filter_map(|model| Some((model, lacking(model)?))).collect();
    let (first, _) = nearly.first()?;
    let line = |(model, need): &(&Model, Need)| {
        let (path, label) = (&model.entry.path, need.label());
        Message::new(format!("{} ở {path}", label.vi.to_lowercase()), format!("{} in {path}", label.en.to_lowercase()))
    };
    let lines: Vec<Message> = nearly.iter().take(NAMED).map(line).collect();
    let rest = nearly.len().saturating_sub(NAMED);
    let more = if rest == 0 {
        Message::new("", "")
    } else {
        Message::new(format!("; và {rest} mô hình nữa"), format!("; and {rest} more"))
    };
    let message = Message::new(
        format!("Có {} mô hình chỉ thiếu một điều là đủ để nơi khác làm theo.", nearly.len()),
        format!("Of {} models one thing is missing that another place needs to copy them.", nearly.len()),
    );
    let joined = |of: fn(&Message) -> &str| lines.iter().map(of).collect::<Vec<_>>().join("; ");
    let help = Message::new(
        format!("Hỏi cơ sở rồi ghi thêm: {}{}.", joined(|line| &line.vi), more.vi),
        format!("Ask the place, then add: {}{}.", joined(|line| &line.en), more.en),
    );
    Some(Finding::new(Code::NotEnoughToCopy, &first.entry.path, message).help(help))
}
