//! Originals and their copies: `based_on` resolved, circles found.

use super::{Model, ModelId};
use crate::finding::{Code, Finding};
use crate::text::Message;
use crate::vietnamese::{self, Guesses};

/// Fills [`Model::based_on`] and [`Model::variants`]. Circles are findings and are cut, so that following `based_on` always
/// ends. `models` must be sorted by slug.
pub(super) fn connect(models: &mut [Model], findings: &mut Vec<Finding>) {
    let mut guesses = Guesses::default();
    let mut originals: Vec<Option<ModelId>> =
        models.iter().map(|model| original(model, models, &mut guesses, findings)).collect();
    for id in in_circles(&originals) {
        findings.push(circle(&models[id as usize]));
        originals[id as usize] = None;
    }
    for (id, original) in (0..).zip(originals) {
        models[id as usize].based_on = original;
        if let Some(original) = original {
            models[original as usize].variants.push(id);
        }
    }
}

fn original(model: &Model, models: &[Model], guesses: &mut Guesses, findings: &mut Vec<Finding>) -> Option<ModelId> {
    let named = model.front_matter().based_on.as_ref()?;
    let wanted = vietnamese::slug(named.value.rsplit('/').next()?.trim_end_matches(".md"));
    if let Ok(id) = models.binary_search_by(|other| other.entry.slug.as_str().cmp(&wanted)) {
        return Some(id as ModelId);
    }
    let say = Message::new(
        format!("Không có mô hình nào tên tệp là “{}”.", named.value),
        format!("There is no model “{}”.", named.value),
    );
    let finding = model.entry.file().finding(Code::UnknownOriginal, named.span, say);
    let slugs = || models.iter().map(|model| model.entry.slug.as_str());
    findings.push(match guesses.nearest(&wanted, slugs) {
        Some(near) => finding.help(Message::new(format!("Có phải là “{near}”?"), format!("Did you mean “{near}”?"))),
        None => finding.help(Message::new(
            "Ghi tên tệp của mô hình gốc, bỏ đuôi .md.",
            "Write the original's file name without .md.",
        )),
    });
    None
}

/// The first model of each circle of originals, in ascending order. Every model is followed once.
fn in_circles(originals: &[Option<ModelId>]) -> Vec<ModelId> {
    let mut followed_from: Vec<Option<ModelId>> = vec![None; originals.len()];
    let mut circles = Vec::new();
    for start in 0..originals.len() as ModelId {
        let mut current = start;
        while followed_from[current as usize].is_none() {
            followed_from[current as usize] = Some(start);
            match originals[current as usize] {
                Some(next) => current = next,
                None => break,
            }
            if followed_from[current as usize] == Some(start) {
                let around = std::iter::successors(originals[current as usize], |&id| originals[id as usize]);
                circles.extend(around.take_while(|&id| id != current).chain([current]).min());
            }
        }
    }
    circles.sort_unstable();
    circles
}

fn circle(model: &Model) -> Finding {
    let span = model.front_matter().based_on.as_ref().map(|named| named.span).unwrap_or_default();
    let say =
        Message::new("Các mô hình ghi lẫn nhau làm mô hình gốc.", "These models name each other as their original.");
    let help =
        Message::new("Xóa based_on ở mô hình bắt đầu trước nhất.", "Remove based_on from the one that came first.");
    model.entry.file().finding(Code::CircularOriginal, span, say).help(help)
}
