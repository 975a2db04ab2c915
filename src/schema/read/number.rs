//! Numbers and years as people in Vietnam write them.

/// Parses a number: `.` groups thousands and `,` begins the decimals (`1.932`, `1,8`); where that reading is impossible the
/// other way round (`1,932,000`, `12.5`). Spaces may group as well.
///
/// `1.932` is 1932, never a little less than two: a dot before exactly three digits groups, unless it
/// follows a lone zero (`0.125`).
pub(super) fn parse(text: &str) -> Option<f64> {
    let (sign, digits) = match text.strip_prefix(['-', '−']) {
        Some(rest) => (-1.0, rest),
        None => (1.0, text.strip_prefix('+').unwrap_or(text)),
    };
    let digits: String = digits.chars().filter(|c| !matches!(c, ' ' | '\u{a0}' | '\u{202f}')).collect();
    let plain = plain_decimal(&digits)?;
    let number: f64 = plain.parse().ok()?;
    number.is_finite().then_some(sign * number)
}

/// Rewrites to digits with at most one `.` before the decimals.
fn plain_decimal(digits: &str) -> Option<String> {
    let is_known = digits.len() <= 40 && digits.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ','));
    let is_framed = digits.starts_with(|c: char| c.is_ascii_digit()) && digits.ends_with(|c: char| c.is_ascii_digit());
    if !is_known || !is_framed {
        return None;
    }
    let (dots, commas) = (digits.matches('.').count(), digits.matches(',').count());
    match (dots, commas) {
        (0, 0) => Some(digits.to_owned()),
        (0, 1) => Some(digits.replace(',', ".")),
        (1, 0) => {
            let (whole, rest) = digits.split_once('.')?;
            let groups = rest.len() == 3 && whole.len() <= 3 && !whole.starts_with('0');
            Some(if groups { format!("{whole}{rest}") } else { digits.to_owned() })
        }
        (_, 0) => ungroup(digits, '.'),
        (0, _) => ungroup(digits, ','),
        // Both: the last one begins the decimals, the other groups.
        (_, 1) if digits.rfind(',') > digits.rfind('.') => {
            let (whole, decimals) = digits.split_once(',')?;
            Some(format!("{}.{decimals}", ungroup(whole, '.')?))
        }
        (1, _) if digits.rfind('.') > digits.rfind(',') => {
            let (whole, decimals) = digits.split_once('.')?;
            Some(format!("{}.{decimals}", ungroup(whole, ',')?))
        }
        _ => None,
    }
}

/// Removes the separators of `1.234.567`; `None` if the groups are not of three digits.
fn ungroup(digits: &str, separator: char) -> Option<String> {
    let mut groups = digits.split(separator);
    let first = groups.next()?;
    let is_grouped = (1..=3).contains(&first.len()) && groups.all(|group| group.len() == 3);
    is_grouped.then(|| digits.replace(separator, ""))
}

/// The only number in a text with other words (`hơn 120 hộ`), and those words, for a suggestion.
pub(super) fn within(text: &str) -> Option<(&str, String)> {
    let start = text.find(|c: char| c.is_ascii_digit())?;
    let rest = text.get(start..)?;
    let end = rest.find(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | ',')).unwrap_or(rest.len());
    let figure = rest.get(..end)?.trim_end_matches(['.', ',']);
    let around = format!("{} {}", text.get(..start)?.trim(), rest.get(figure.len()..)?.trim());
    let around = around.trim().to_owned();
    let alone = !around.contains(|c: char| c.is_ascii_digit());
    (parse(figure).is_some() && alone && !around.is_empty()).then_some((figure, around))
}

/// The only year between `first` and `last` that `text` can mean, for a suggestion: in a date, among words, with an O for a
/// zero, or of two digits.
pub(super) fn year_within(text: &str, first: u16, last: u16) -> Option<u16> {
    let text = text.replace(['o', 'O'], "0").replace(['l', 'I'], "1");
    let runs = text.split(|c: char| !c.is_ascii_digit());
    let mut years = runs.filter_map(|run| match run.len() {
        4 => run.parse().ok(),
        2 if text.len() == 2 => run.parse::<u16>().ok().map(|short| 2000 + short),
        _ => None,
    });
    let year = years.find(|year| (first..=last).contains(year))?;
    years.all(|other| other == year || !(first..=last).contains(&other)).then_some(year)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_in_vietnam() {
        let cases = [
            ("120", 120.0),
            ("08", 8.0),
            ("1.932", 1932.0),
            ("1,8", 1.8),
            ("1.932,5", 1932.5),
            ("12.345.678", 12_345_678.0),
            ("1,932,000", 1_932_000.0),
            ("1,932.5", 1932.5),
            ("12.5", 12.5),
            ("0.125", 0.125),
            ("0,125", 0.125),
            ("1932.125", 1932.125),
            ("1 932", 1932.0),
            ("1\u{a0}932,25", 1932.25),
            ("-3,5", -3.5),
            ("+7", 7.0),
        ];
        for (text, amount) in cases {
            assert_eq!(parse(text), Some(amount), "{text}");
        }
    }

    #[test]
    fn anything_else_is_not_a_number() {
        for text in [
            "",
            "-",
            ".",
            "1.",
            ",5",
            "1.23.456",
            "1,2,3",
            "hơn 100",
            "85%",
            "1e5",
            "NaN",
            "inf",
            "١",
            "1.2,3.4",
            "1,23.456,7",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
        assert_eq!(parse(&"9".repeat(400)), None);
    }

    #[test]
    fn the_only_number_among_words_is_suggested() {
        assert_eq!(within("hơn 1.932 hộ"), Some(("1.932", "hơn hộ".to_owned())));
        assert_eq!(within("85%"), Some(("85", "%".to_owned())));
        assert_eq!(within("từ 10 đến 20"), None);
        assert_eq!(within("nhiều"), None);
    }

    #[test]
    fn the_year_meant_is_suggested() {
        let cases = [
            ("15/10/2019", Some(2019)),
            ("2O19", Some(2019)),
            ("19", Some(2019)),
            ("năm 2019", Some(2019)),
            ("2016-2020", None),
            ("abc", None),
            ("3019", None),
        ];
        for (text, year) in cases {
            assert_eq!(year_within(text, 1945, 2027), year, "{text}");
        }
    }
}
