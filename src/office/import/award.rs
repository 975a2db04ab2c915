//! Awards as lists tell of them: `Bằng khen của Chủ tịch UBND tỉnh năm 2019`.

mod cell;
#[cfg(test)]
mod tests;
mod words;

use crate::office::value::{Group, canonical};
use crate::schema::{self, Key, List, SiteConfig, collapse_white_space};
use crate::text::PartialDate;
use crate::vietnamese;

pub(crate) use cell::{listed_years, several};

use cell::{awards_in, lines};
use words::{decision, form, giver, rest, without_numbers};

/// Words by which a level is known, in bodies that grant awards.
const LEVELS: [(&str, &[&str]); 4] = [
    ("trung-uong", &["trung-uong", "tw", "thu-tuong", "chinh-phu", "chu-tich-nuoc", "bo-truong"]),
    ("tinh", &["tinh", "tinh-uy", "tinh-doan"]),
    ("huyen", &["huyen", "thi-xa", "huyen-uy", "thanh-uy", "huyen-doan"]),
    ("xa", &["xa", "phuong", "thi-tran", "dac-khu"]),
];

/// What the cells of a row say of its awards: of one, or of several in the same order.
#[derive(Debug, Default)]
pub(crate) struct Told {
    pub(crate) years: Vec<String>,
    /// Labels of levels.
    pub(crate) levels: Vec<String>,
    pub(crate) form: Option<String>,
    pub(crate) by: Option<String>,
    pub(crate) decision: Option<String>,
    /// The years of the decisions' days.
    pub(crate) dates: Vec<String>,
}

impl Told {
    /// Whether nothing is said but levels.
    pub(crate) fn is_level_alone(&self) -> bool {
        let Self { years, levels, form, by, decision, dates } = self;
        let others = [form, by, decision];
        !levels.is_empty() && years.is_empty() && dates.is_empty() && others.iter().all(|other| other.is_none())
    }
}

/// What is said of one award.
#[derive(Debug, Default)]
struct Parts {
    year: Option<String>,
    level: Option<String>,
    form: Option<String>,
    by: Option<String>,
    decision: Option<String>,
    /// The year of the decision's day.
    date: Option<String>,
}

impl Parts {
    fn group(self, keys: &'static [Key]) -> Group {
        let Self { year, level, form, by, decision, date: _ } = self;
        let values = [("year", year), ("level", level), ("form", form), ("by", by), ("decision", decision)];
        let find = |name: &str| keys.iter().find(|key| key.name == name);
        values.into_iter().filter_map(|(name, value)| Some((find(name)?, value?))).collect()
    }
}

/// No award is of an earlier year.
const EARLIEST: u16 = 1945;

/// What is not clear of an award.
#[derive(Debug, PartialEq)]
pub(crate) enum Unclear {
    /// The year of this text.
    Year(String),
    /// The level that this text names.
    Level(String),
    /// This day does not exist.
    Day(String),
    /// These cells tell of different numbers of awards.
    Count(String),
}

/// The awards of a row, and what is not clear of others. What is said once counts for all of them.
pub(crate) fn awards(
    told: Told,
    keys: &'static [Key],
    site: &SiteConfig,
    this_year: u16,
) -> (Vec<Group>, Vec<Unclear>) {
    let forms = awards_in(told.form.as_deref().unwrap_or(""));
    let (by, decisions) = (lines(told.by.as_deref().unwrap_or("")), lines(told.decision.as_deref().unwrap_or("")));
    let lists = [&forms, &told.levels, &told.years, &by, &decisions, &told.dates];
    let count = lists.iter().map(|list| list.len()).max().unwrap_or(0);
    // One form of several years or levels may be one award or several.
    let is_paired = |list: &&Vec<String>| list.len() <= 1 || list.len() == count;
    if count > 1 && (forms.len() == 1 || !lists.iter().all(is_paired)) {
        let said = lists.iter().filter(|list| !list.is_empty()).map(|list| list.join("; "));
        return (Vec::new(), vec![Unclear::Count(said.collect::<Vec<_>>().join(" / "))]);
    }
    let of = |list: &[String], at: usize| list.get(at).or_else(|| list.first().filter(|_| list.len() == 1)).cloned();
    let (mut groups, mut unclear) = (Vec::new(), Vec::new());
    for at in 0..count {
        let form = of(&forms, at);
        // Of several awards each knows its own level better than a cell for all of them.
        let own = form.as_deref().filter(|_| count > 1 && told.levels.len() == 1).and_then(|form| level(form, site));
        let parts = Parts {
            year: of(&told.years, at),
            level: own.or_else(|| of(&told.levels, at)),
            form,
            by: of(&by, at),
            decision: of(&decisions, at),
            date: of(&told.dates, at),
        };
        match one(parts, keys, site, this_year) {
            Ok(group) => groups.extend(group),
            Err(why) => unclear.push(why),
        }
    }
    (groups, unclear)
}

fn one(mut parts: Parts, keys: &'static [Key], site: &SiteConfig, this_year: u16) -> Result<Option<Group>, Unclear> {
    let told = parts.form.take().unwrap_or_default();
    let written = parts.decision.take();
    let of_decision = written.as_deref().unwrap_or("");
    if let Some(day) = impossible_day(&told).or_else(|| impossible_day(of_decision)) {
        return Err(Unclear::Day(day));
    }
    let number = decision(&told);
    let year = |text: &str| {
        let year = schema::year_within(&without_numbers(text), EARLIEST, this_year + 1);
        year.map(|year| year.to_string())
    };
    // `QĐ số 123/QĐ-UBND ngày 5/6/2022`: the number, and the year of the day.
    let number_alone = decision(of_decision);
    let beside = number_alone.as_ref().and_then(|_| year(of_decision));
    parts.decision = number_alone.or_else(|| written.clone()).or(number);
    parts.year = year(&told).or(parts.year).or(parts.date.take()).or(beside);
    if parts.year.is_none() {
        let said = [Some(told), parts.level, parts.by, written].into_iter().flatten();
        let said: Vec<String> = said.filter(|text| !text.is_empty()).collect();
        return if said.is_empty() { Ok(None) } else { Err(Unclear::Year(said.join(" / "))) };
    }
    let by = giver(&told);
    parts.level = parts.level.or_else(|| level(by.as_deref().unwrap_or(&told), site));
    parts.by = parts.by.or(by);
    let what = rest(&told);
    parts.form = match form(&told) {
        Some(form) => Some(form),
        None if what.is_empty() => None,
        None if is_level(&what) => match parts.level {
            Some(_) => None,
            None => return Err(Unclear::Level(what)),
        },
        None => Some(collapse_white_space(&told)),
    };
    Ok(Some(parts.group(keys)))
}

/// Words for a level of which nobody knows which one is meant: a city is a province, or a part of one.
const UNCLEAR_LEVELS: [&str; 4] = ["tp", "thanh-pho", "cap-thanh-pho", "cap-tp"];

/// Whether a text names a level and nothing else: `Tỉnh`, `Cấp huyện`, `TP`.
fn is_level(text: &str) -> bool {
    let slug = vietnamese::slug(text);
    let bare = slug.strip_prefix("cap-").unwrap_or(&slug);
    UNCLEAR_LEVELS.contains(&slug.as_str()) || LEVELS.iter().any(|(id, words)| *id == bare || words.contains(&bare))
}

impl Unclear {
    /// The earliest year of which it tells.
    pub(crate) fn earliest(&self) -> Option<u16> {
        let (Self::Year(text) | Self::Level(text) | Self::Day(text) | Self::Count(text)) = self;
        let text = without_numbers(text);
        let runs = text.split(|c: char| !c.is_ascii_digit()).filter(|run| run.len() == 4);
        runs.filter_map(|run| run.parse().ok()).filter(|year| *year >= EARLIEST).min()
    }
}

/// A day in a text that does not exist: `31/2/2023`; of a text that is a month alone also `13/2023`.
pub(super) fn impossible_day(text: &str) -> Option<String> {
    let signs = ['/', '-', '.'];
    let is_short = |part: &str| matches!(part.len(), 1 | 2) && part.bytes().all(|b| b.is_ascii_digit());
    let is_year = |part: &str| part.len() == 4 && part.bytes().all(|b| b.is_ascii_digit());
    let is_day = |word: &str| match word.split(signs).collect::<Vec<_>>()[..] {
        [day, month, year] => is_short(day) && is_short(month) && is_year(year),
        [month, year] => is_short(month) && is_year(year) && word == text.trim(),
        _ => false,
    };
    let words = text.split_whitespace().map(|word| word.trim_matches([',', ';', '.', '(', ')', ':']));
    words.filter(|word| is_day(word)).find(|word| PartialDate::parse(word).is_none()).map(str::to_owned)
}

/// The label of the only level whose words stand in `text`.
fn level(text: &str, site: &SiteConfig) -> Option<String> {
    let slug = format!("-{}-", vietnamese::slug(text));
    let has = |words: &[&str]| words.iter().any(|word| slug.contains(&format!("-{word}-")));
    let mut found = LEVELS.iter().filter(|(_, words)| has(words));
    let (id, _) = found.next().filter(|_| found.next().is_none())?;
    let key = crate::schema::Kind::Choice(List::Levels);
    Some(canonical(key, id, site)).filter(|label| label != id)
}
