//! Where one award of a cell ends and the next begins.

use super::words::{begins_award, is_years, without_numbers, without_years, years};
use crate::schema::collapse_white_space;

/// The texts of a cell, one a line or between semicolons.
pub(super) fn lines(text: &str) -> Vec<String> {
    text.split(['\n', ';']).map(collapse_white_space).filter(|line| !line.is_empty()).collect()
}

/// The texts of a cell in which a comma, a plus or a slash stands between them too: levels, years.
pub(crate) fn several(text: &str) -> Vec<String> {
    let texts = lines(text).into_iter();
    let parts = texts.flat_map(|text| {
        let text = text.replace(" và ", ",");
        let parts = text.split([',', '+', '&', '/']).map(collapse_white_space);
        parts.filter(|part| !part.is_empty()).collect::<Vec<_>>()
    });
    parts.collect()
}

/// The years that a cell of years names one behind the other: `các năm 2021, 2022 và 2023`; none if it says anything else.
pub(crate) fn listed_years(text: &str) -> Vec<String> {
    let parts = several(text);
    let one = |part: &String| match &years(part)[..] {
        [year] if is_years(part) && year.len() == 4 => Some(year.clone()),
        _ => None,
    };
    let mut listed: Vec<String> = Vec::new();
    for year in parts.iter().map(one).collect::<Option<Vec<String>>>().unwrap_or_default() {
        if !listed.contains(&year) {
            listed.push(year);
        }
    }
    listed
}

/// The awards that a text tells of. A sign or “và” stands between them if a form follows, or further years of the one before:
/// `BK tỉnh 2023, 2024`.
pub(super) fn awards_in(text: &str) -> Vec<String> {
    let has_year = |text: &String| !years(&without_numbers(text)).is_empty();
    let mut awards: Vec<String> = Vec::new();
    // The years of the award before, so that none is taken twice.
    let mut known: Vec<String> = Vec::new();
    for part in lines(text).iter().flat_map(|line| parts(line)) {
        let part = collapse_white_space(part);
        let is_further = is_years(&part);
        match awards.last_mut() {
            Some(before) if is_further && has_year(before) => {
                if known.contains(&years(&part).join(" ")) {
                    continue;
                }
                let award = format!("{} {part}", without_years(before));
                awards.push(award.trim_start().to_owned());
            }
            // The year stands before or behind what it is the year of.
            Some(before) if is_further || is_years(before) && !has_year(&part) => {
                *before = format!("{before} {part}");
            }
            _ => {
                awards.push(part.clone());
                known.clear();
            }
        }
        known.push(years(&without_numbers(&part)).join(" "));
    }
    awards
}

/// The parts of a line that are awards of their own, or further years.
fn parts(line: &str) -> Vec<&str> {
    let is_sign = |c: char| matches!(c, ',' | '+' | '&' | '/');
    let mut signs: Vec<(usize, &str)> = line.match_indices(is_sign).chain(line.match_indices(" và ")).collect();
    signs.sort_unstable();
    let text = |from: usize, to: usize| line.get(from..to).unwrap_or("");
    let (mut parts, mut start) = (Vec::new(), 0);
    for (number, &(at, sign)) in signs.iter().enumerate() {
        let end = at + sign.len();
        let next = signs.get(number + 1).map_or(line.len(), |(next, _)| *next);
        let after = text(end, next).trim();
        // `3/2024` is a month, `2024/GK-UBND` a number.
        let is_in_number = sign == "/" && text(start, at).ends_with(|c: char| c.is_ascii_digit());
        if !is_in_number && (begins_award(after) || is_years(after)) {
            parts.push(text(start, at));
            start = end;
        }
    }
    parts.push(text(start, line.len()));
    parts
}
