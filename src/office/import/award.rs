//! Awards as lists tell of them: `Bằng khen của Chủ tịch UBND tỉnh năm 2019`.

use crate::office::value::{Group, canonical};
use crate::schema::{self, Key, List, SiteConfig, collapse_white_space};
use crate::text::PartialDate;
use crate::vietnamese;

/// Forms of awards, as they are written at the beginning of an award.
const FORMS: [&str; 8] = [
    "Huân chương Lao động",
    "Huân chương",
    "Cờ thi đua",
    "Bằng khen",
    "Giấy khen",
    "Biểu dương",
    "Kỷ niệm chương",
    "Tuyên dương",
];

/// Words by which a level is known, in bodies that grant awards.
const LEVELS: [(&str, &[&str]); 4] = [
    ("trung-uong", &["trung-uong", "thu-tuong", "chinh-phu", "chu-tich-nuoc", "bo-truong"]),
    ("tinh", &["tinh", "tinh-uy", "tinh-doan"]),
    ("huyen", &["huyen", "thi-xa", "huyen-uy", "thanh-uy", "huyen-doan"]),
    ("xa", &["xa", "phuong", "thi-tran", "dac-khu"]),
];

/// Forms by the letters that lists write for them.
const SHORT_FORMS: [(&str, &str); 2] = [("bk", "Bằng khen"), ("gk", "Giấy khen")];

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

/// The awards of a row. What is said once counts for all of them.
pub(crate) fn awards(
    told: Told,
    keys: &'static [Key],
    site: &SiteConfig,
    this_year: u16,
) -> Result<Vec<Group>, Unclear> {
    let forms = forms(told.form.as_deref().unwrap_or(""));
    let (by, decisions) = (lines(told.by.as_deref().unwrap_or("")), lines(told.decision.as_deref().unwrap_or("")));
    let lists = [&forms, &told.levels, &told.years, &by, &decisions, &told.dates];
    let count = lists.iter().map(|list| list.len()).max().unwrap_or(0);
    // One form of several years or levels may be one award or several.
    let is_paired = |list: &&Vec<String>| list.len() <= 1 || list.len() == count;
    if count > 1 && (forms.len() == 1 || !lists.iter().all(is_paired)) {
        let said = lists.iter().filter(|list| !list.is_empty()).map(|list| list.join("; "));
        return Err(Unclear::Count(said.collect::<Vec<_>>().join(" / ")));
    }
    let of = |list: &[String], at: usize| list.get(at).or_else(|| list.first().filter(|_| list.len() == 1)).cloned();
    let mut groups = Vec::new();
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
        groups.extend(one(parts, keys, site, this_year)?);
    }
    Ok(groups)
}

/// The texts of a cell, one a line or between semicolons.
fn lines(text: &str) -> Vec<String> {
    text.split(['\n', ';']).map(collapse_white_space).filter(|line| !line.is_empty()).collect()
}

/// The texts of a cell in which a comma, a plus or a slash stands between them too: levels, years.
pub(crate) fn several(text: &str) -> Vec<String> {
    let texts = lines(text).into_iter();
    let parts = texts.flat_map(|text| {
        let text = text.replace(" và ", ",");
        text.split([',', '+', '/']).map(collapse_white_space).filter(|part| !part.is_empty()).collect::<Vec<_>>()
    });
    parts.collect()
}

/// The awards that a text tells of. Commas stand between them where each part begins with a form, or is another year of the
/// one before: `BK tỉnh 2023, 2024`.
fn forms(text: &str) -> Vec<String> {
    let has_year = |part: &str| part.split(' ').any(is_year);
    let split = |line: String| {
        let parts = several(&line);
        let is_form = |part: &String| {
            let folded = vietnamese::fold(part);
            FORMS.iter().any(|form| folded.starts_with(&vietnamese::fold(form))) || short_form(&folded).is_some()
        };
        let are_years = || is_form(&parts[0]) && has_year(&parts[0]) && parts[1..].iter().all(|part| is_year(part));
        if parts.len() > 1 && (parts.iter().all(is_form) || are_years()) { parts } else { vec![line] }
    };
    let mut forms: Vec<String> = Vec::new();
    for part in lines(text).into_iter().flat_map(split) {
        let before = forms.last().filter(|before| is_year(&part) && has_year(before));
        forms.push(before.map_or(part.clone(), |before| format!("{} {part}", without_years(before))));
    }
    forms
}

fn one(mut parts: Parts, keys: &'static [Key], site: &SiteConfig, this_year: u16) -> Result<Option<Group>, Unclear> {
    let told = parts.form.take().unwrap_or_default();
    let written = parts.decision.take();
    let of_decision = written.as_deref().unwrap_or("");
    if let Some(day) = impossible_day(&told).or_else(|| impossible_day(of_decision)) {
        return Err(Unclear::Day(day));
    }
    let number = decision(&told);
    let rest = number.as_ref().map_or_else(|| told.clone(), |number| told.replace(number.as_str(), " "));
    let year = |text: &str| schema::year_within(text, 1945, this_year + 1).map(|year| year.to_string());
    // `QĐ số 123/QĐ-UBND ngày 5/6/2022`: the number, and the year of the day.
    let number_alone = decision(of_decision);
    let beside = number_alone.as_ref().and_then(|number| year(&of_decision.replace(number.as_str(), " ")));
    parts.decision = number_alone.or_else(|| written.clone()).or(number);
    parts.year = year(&rest).or(parts.year).or(parts.date.take()).or(beside);
    if parts.year.is_none() {
        let said = [Some(told), parts.level, parts.by, written].into_iter().flatten();
        let said: Vec<String> = said.filter(|text| !text.is_empty()).collect();
        return if said.is_empty() { Ok(None) } else { Err(Unclear::Year(said.join(" / "))) };
    }
    let folded = vietnamese::fold(&told);
    let form = FORMS.iter().find(|form| folded.contains(&vietnamese::fold(form)));
    let form = form.copied().or_else(|| short_form(&folded));
    let by = by(&told);
    parts.level = parts.level.or_else(|| level(by.as_deref().unwrap_or(&told), site));
    parts.by = parts.by.or(by);
    let what = without_years(&rest);
    parts.form = match form {
        Some(form) => Some(form.to_owned()),
        None if what.is_empty() => None,
        None if is_level(&what) => match parts.level {
            Some(_) => None,
            None => return Err(Unclear::Level(what)),
        },
        None => Some(collapse_white_space(&told)),
    };
    Ok(Some(parts.group(keys)))
}

/// The form whose letters a text without marks begins with.
fn short_form(folded: &str) -> Option<&'static str> {
    let first = folded.split(' ').next()?;
    SHORT_FORMS.iter().find(|(short, _)| *short == first).map(|(_, form)| *form)
}

/// Whether a text is a year and nothing else: `2024`, `(năm 2024)`.
fn is_year(text: &str) -> bool {
    let bare = text.trim_matches(|c: char| !c.is_alphanumeric());
    let bare = bare.strip_prefix("năm ").unwrap_or(bare);
    bare.len() == 4 && bare.bytes().all(|b| b.is_ascii_digit())
}

/// Words for a level of which nobody knows which one is meant: a city is a province, or a part of one.
const UNCLEAR_LEVELS: [&str; 4] = ["tp", "thanh-pho", "cap-thanh-pho", "cap-tp"];

/// Whether a text names a level and nothing else: `Tỉnh`, `Cấp huyện`, `TP`.
fn is_level(text: &str) -> bool {
    let slug = vietnamese::slug(text);
    let bare = slug.strip_prefix("cap-").unwrap_or(&slug);
    UNCLEAR_LEVELS.contains(&slug.as_str()) || LEVELS.iter().any(|(id, words)| *id == bare || words.contains(&bare))
}

/// A text without its years and what stands around them: `Tỉnh (năm 2020)` is `Tỉnh`.
fn without_years(text: &str) -> String {
    let is_year = |word: &str| word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit());
    let bare = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
    let words: Vec<&str> = text.split_whitespace().collect();
    let is_kept = |at: usize, word: &str| {
        let is_before_year = words.get(at + 1).is_some_and(|next| is_year(&bare(next)));
        let is_of_year = vietnamese::fold(&bare(word)) == "nam" && is_before_year;
        !is_year(&bare(word)) && !is_of_year
    };
    let kept = words.iter().enumerate().filter(|(at, word)| is_kept(*at, word)).map(|(_, word)| *word);
    kept.collect::<Vec<_>>().join(" ").trim_matches([' ', ',', ';', '(', ')', '-', ':']).to_owned()
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

/// `123/QĐ-UBND`.
fn decision(text: &str) -> Option<String> {
    let is_decision =
        |word: &&str| vietnamese::fold(word).contains("/qd") && word.starts_with(|c: char| c.is_ascii_digit());
    let word = text.split_whitespace().map(|word| word.trim_matches([',', ';', '.', '(', ')'])).find(is_decision)?;
    Some(word.to_owned())
}

/// Who gave it: what follows “của”, up to a year or a sign.
fn by(text: &str) -> Option<String> {
    let (_, after) = text.split_once("của ")?;
    let end = [" năm", ",", ";", " theo", " tại", " (", "."].iter().filter_map(|sign| after.find(sign)).min();
    let by = collapse_white_space(after.get(..end.unwrap_or(after.len()))?);
    (!by.is_empty()).then_some(by)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::MODEL;

    fn read(form: &str, year: Option<&str>) -> Result<Vec<String>, Unclear> {
        read_parts(Told {
            form: Some(form.to_owned()),
            years: year.map(str::to_owned).into_iter().collect(),
            ..Told::default()
        })
    }

    fn read_parts(parts: Told) -> Result<Vec<String>, Unclear> {
        let keys = MODEL.iter().find(|key| key.name == "awards").map_or(&[][..], |key| key.kind.keys());
        let groups = awards(parts, keys, &SiteConfig::default(), 2026)?;
        let line = |group: &Group| {
            group.iter().map(|(key, text)| format!("{}={text}", key.name)).collect::<Vec<_>>().join(" ")
        };
        Ok(groups.iter().map(line).collect())
    }

    #[test]
    fn an_award_in_words_is_read() {
        assert_eq!(
            read("Bằng khen của Chủ tịch UBND tỉnh năm 2019, 123/QĐ-UBND", None),
            Ok(vec!["year=2019 level=Cấp tỉnh form=Bằng khen by=Chủ tịch UBND tỉnh decision=123/QĐ-UBND".to_owned()])
        );
        assert_eq!(
            read("Giấy khen xã 2018; Bằng khen tỉnh (2020)", None),
            Ok(vec![
                "year=2018 level=Cấp xã form=Giấy khen".to_owned(),
                "year=2020 level=Cấp tỉnh form=Bằng khen".to_owned()
            ])
        );
        assert_eq!(read("Giấy khen", Some("2019")), Ok(vec!["year=2019 form=Giấy khen".to_owned()]));
        assert_eq!(read("Giấy khen", None), Err(Unclear::Year("Giấy khen".to_owned())));
    }

    #[test]
    fn a_cell_that_is_a_level_is_no_form() {
        for (text, wanted) in [("Tỉnh", "tỉnh"), ("Cấp huyện", "huyện"), ("xã", "xã"), ("Trung ương", "trung ương")]
        {
            assert_eq!(
                read(text, Some("2023")),
                Ok(vec![format!("year=2023 level=Cấp {wanted}").replace("Cấp trung", "Trung")])
            );
        }
        assert_eq!(read("Huyện (năm 2020)", None), Ok(vec!["year=2020 level=Cấp huyện".to_owned()]));
        for text in ["TP", "Thành phố", "cấp thành phố"] {
            assert_eq!(read(text, Some("2024")), Err(Unclear::Level(text.to_owned())));
        }
    }

    #[test]
    fn several_awards_are_paired_in_their_order_or_told() {
        let told = |form: &str, levels: &[&str]| Told {
            form: Some(form.to_owned()),
            levels: levels.iter().map(|level| (*level).to_owned()).collect(),
            dates: vec!["2026".to_owned()],
            ..Told::default()
        };
        let both = ["year=2026 level=Cấp tỉnh form=Bằng khen", "year=2026 level=Cấp xã form=Giấy khen"];
        for form in ["Bằng khen, Giấy khen", "Bằng khen và giấy khen", "BK\nGK", "Bằng khen + Giấy khen"] {
            assert_eq!(read_parts(told(form, &["Cấp tỉnh", "Cấp xã"])), Ok(both.map(str::to_owned).to_vec()), "{form}");
        }
        let same = ["year=2026 level=Cấp tỉnh form=Bằng khen", "year=2026 level=Cấp tỉnh form=Cờ thi đua"];
        assert_eq!(read_parts(told("Bằng khen, Cờ thi đua", &["Cấp tỉnh"])), Ok(same.map(str::to_owned).to_vec()));
        for form in ["Giấy khen", "Giấy khen; Bằng khen; Cờ thi đua"] {
            let unclear = read_parts(told(form, &["Cấp tỉnh", "Cấp xã"]));
            assert_eq!(unclear, Err(Unclear::Count(format!("{form} / Cấp tỉnh; Cấp xã / 2026"))));
        }
        // Years one behind the other are so many awards of one form.
        let years = ["2023", "2024"].map(|year| format!("year={year} level=Cấp tỉnh form=Bằng khen")).to_vec();
        for form in [
            "BK tỉnh 2023, 2024",
            "Bằng khen tỉnh năm 2023, 2024",
            "Bằng khen tỉnh các năm 2023 và 2024",
            "Bằng khen tỉnh (2023, 2024)",
            "Bằng khen tỉnh: 2023; 2024",
            "Bằng khen tỉnh 2023-2024",
        ] {
            let wanted = if form.contains('-') { Err(Unclear::Year(form.to_owned())) } else { Ok(years.clone()) };
            assert_eq!(read(form, None), wanted, "{form}");
        }
        let comma = read("Bằng khen, 123/QĐ-UBND", Some("2020"));
        assert_eq!(comma, Ok(vec!["year=2020 form=Bằng khen decision=123/QĐ-UBND".to_owned()]));
    }

    #[test]
    fn a_decision_has_its_number_and_its_year() {
        for text in ["QĐ số 123/QĐ-UBND ngày 5/6/2022", "Quyết định số 123/QĐ-UBND, ngày 05/6/2022"] {
            let decision = |year: Option<&str>| Told {
                decision: Some(text.to_owned()),
                years: year.map(str::to_owned).into_iter().collect(),
                ..Told::default()
            };
            assert_eq!(read_parts(decision(None)), Ok(vec!["year=2022 decision=123/QĐ-UBND".to_owned()]));
            assert_eq!(read_parts(decision(Some("2021"))), Ok(vec!["year=2021 decision=123/QĐ-UBND".to_owned()]));
        }
        let parts = Told { decision: Some("123/QĐ-UBND".to_owned()), ..Told::default() };
        assert_eq!(read_parts(parts), Err(Unclear::Year("123/QĐ-UBND".to_owned())));
        assert_eq!(read("Giấy khen ngày 31/2/2023", None), Err(Unclear::Day("31/2/2023".to_owned())));
    }
}
