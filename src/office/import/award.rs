//! Awards as lists tell of them: `Bằng khen của Chủ tịch UBND tỉnh năm 2019`.

use crate::office::value::{Group, canonical};
use crate::schema::{self, Key, List, SiteConfig, collapse_white_space};
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

/// What the cells of a row say of one award, besides a text that may tell of several.
#[derive(Debug, Default)]
pub(crate) struct Parts {
    pub(crate) year: Option<String>,
    pub(crate) level: Option<String>,
    pub(crate) form: Option<String>,
    pub(crate) by: Option<String>,
    pub(crate) decision: Option<String>,
}

impl Parts {
    fn group(self, keys: &'static [Key]) -> Group {
        let Self { year, level, form, by, decision } = self;
        let values = [("year", year), ("level", level), ("form", form), ("by", by), ("decision", decision)];
        let find = |name: &str| keys.iter().find(|key| key.name == name);
        values.into_iter().filter_map(|(name, value)| Some((find(name)?, value?))).collect()
    }
}

/// The awards of a row. An error is the text of which the year is not known.
pub(crate) fn awards(
    parts: Parts,
    keys: &'static [Key],
    site: &SiteConfig,
    this_year: u16,
) -> Result<Vec<Group>, String> {
    let told = parts.form.clone().unwrap_or_default();
    let lines: Vec<String> =
        told.split(['\n', ';']).map(collapse_white_space).filter(|line| !line.is_empty()).collect();
    if lines.len() <= 1 {
        return one(parts, keys, site, this_year).map(|group| group.into_iter().collect());
    }
    let mut groups = Vec::new();
    for line in lines {
        let parts = Parts { form: Some(line), year: parts.year.clone(), ..Parts::default() };
        groups.extend(one(parts, keys, site, this_year)?);
    }
    Ok(groups)
}

fn one(mut parts: Parts, keys: &'static [Key], site: &SiteConfig, this_year: u16) -> Result<Option<Group>, String> {
    let told = parts.form.take().unwrap_or_default();
    if told.is_empty() && parts.year.is_none() {
        return match (&parts.by, &parts.decision) {
            (None, None) => Ok(None),
            (by, decision) => Err(by.clone().or(decision.clone()).unwrap_or_default()),
        };
    }
    let decision = decision(&told);
    let rest = decision.as_ref().map_or_else(|| told.clone(), |decision| told.replace(decision.as_str(), " "));
    let year = schema::year_within(&rest, 1945, this_year + 1).map(|year| year.to_string());
    parts.decision = parts.decision.or(decision);
    parts.year = year.or(parts.year);
    if parts.year.is_none() {
        return Err(told);
    }
    let folded = vietnamese::fold(&told);
    let form = FORMS.iter().find(|form| folded.contains(&vietnamese::fold(form)));
    let by = by(&told);
    parts.level = parts.level.or_else(|| level(by.as_deref().unwrap_or(&told), site));
    parts.by = parts.by.or(by);
    let only_year = told.trim().len() == 4 && told.trim().bytes().all(|b| b.is_ascii_digit());
    parts.form = match form {
        Some(form) => Some((*form).to_owned()),
        None if told.is_empty() || only_year => None,
        None => Some(collapse_white_space(&told)),
    };
    Ok(Some(parts.group(keys)))
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

    fn read(form: &str, year: Option<&str>) -> Result<Vec<String>, String> {
        let keys = MODEL.iter().find(|key| key.name == "awards").map_or(&[][..], |key| key.kind.keys());
        let parts = Parts { form: Some(form.to_owned()), year: year.map(str::to_owned), ..Parts::default() };
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
        assert_eq!(read("Giấy khen", None), Err("Giấy khen".to_owned()));
    }
}
