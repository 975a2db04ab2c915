//! Numbers and years as people in Vietnam write them.
//!
//! One rule for editors: a point groups thousands, a comma begins the decimals, and `nghìn`, `triệu`, `tỷ` may follow. What
//! could be meant in two ways is never read as either.

use crate::vietnamese::{self, number::grouped};

/// What a text says as a number.
#[derive(Debug, PartialEq)]
pub(super) enum Reading {
    /// A number: as it is kept (`5tr` becomes `5 triệu`), and its value.
    Number {
        /// As written, with the multiplier spelled out.
        text: String,
        /// The value, finite.
        amount: f64,
    },
    /// Two numbers are possible, each as it should be written: `1,200` is `1.200` or `1,2`.
    Two([String; 2]),
    /// No number, or more than one.
    None,
}

/// Words for powers of thousand, without marks, each with how it is spelled.
const MULTIPLIERS: [(&str, &str, f64); 9] = [
    ("nghin", "nghìn", 1e3),
    ("ngan", "nghìn", 1e3),
    ("k", "nghìn", 1e3),
    ("trieu", "triệu", 1e6),
    ("tr", "triệu", 1e6),
    ("ty", "tỷ", 1e9),
    ("ti", "tỷ", 1e9),
    ("nghin ty", "nghìn tỷ", 1e12),
    ("ngan ty", "nghìn tỷ", 1e12),
];

/// Reads a number: `1.932`, `1,8`, `5 triệu`, `1 tỷ 200 triệu`. Where the Vietnamese reading is impossible, the other way
/// round: `1,932,000`, `12.5`. Spaces may group as well.
///
/// `1.932` is 1932, never a little less than two: a dot before exactly three digits groups, unless it follows a lone zero
/// (`0.125`). A comma before exactly three digits, and a dot before exactly two, are ambiguous.
pub(super) fn read(text: &str) -> Reading {
    let text = text.trim();
    if let Some(two) = two_readings(text) {
        return Reading::Two(two);
    }
    let number = match parse(text) {
        Some(amount) => Some((text.to_owned(), amount)),
        None => with_multiplier(text),
    };
    match number.filter(|(_, amount)| amount.is_finite()) {
        Some((text, amount)) => Reading::Number { text, amount },
        None => match split_multiplier(text).and_then(|(digits, ..)| two_readings(digits)) {
            Some(two) => {
                let word = split_multiplier(text).map_or("", |(_, word, _)| word);
                Reading::Two(two.map(|digits| format!("{digits} {word}")))
            }
            None => Reading::None,
        },
    }
}

/// How a number is best written in YAML: in quotes if it has a comma, which separates entries inside braces.
pub(super) fn in_yaml(written: &str) -> String {
    if written.contains(',') { format!("\"{written}\"") } else { written.to_owned() }
}

/// As [`read`], written by the rule: `1,932,000` becomes `1.932.000`.
pub(super) fn by_rule(text: &str, amount: f64) -> String {
    if parse(text).is_some() { grouped(&amount.to_string()) } else { text.to_owned() }
}

fn parse(text: &str) -> Option<f64> {
    let (sign, digits) = match text.strip_prefix(['-', '−']) {
        Some(rest) => (-1.0, rest),
        None => (1.0, text.strip_prefix('+').unwrap_or(text)),
    };
    let digits: String = digits.chars().filter(|c| !matches!(c, ' ' | '\u{a0}' | '\u{202f}')).collect();
    let plain = plain_decimal(&digits)?;
    let number: f64 = plain.parse().ok()?;
    number.is_finite().then_some(sign * number)
}

/// `5 triệu`, `1,5 tỷ`, `5tr`; several from the largest down: `1 tỷ 200 triệu`. What follows the last word must be another
/// such part: `5 triệu rưỡi` and `5tr5` are read by nobody for certain.
fn with_multiplier(text: &str) -> Option<(String, f64)> {
    let (mut rest, mut sum, mut smallest, mut words) = (text, 0.0, f64::INFINITY, Vec::new());
    while !rest.is_empty() {
        let end = rest.find(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | ',')).unwrap_or(rest.len());
        let after = rest.get(end..)?;
        let next = after.find(|c: char| c.is_ascii_digit()).unwrap_or(after.len());
        let part = rest.get(..end + next)?.trim();
        let (digits, word, factor) = split_multiplier(part)?;
        // A decimal before a smaller part would count twice what is meant once.
        let is_whole = rest.len() == end + next || !digits.contains(',');
        if factor >= smallest || !is_whole || two_readings(digits).is_some() {
            return None;
        }
        sum += parse(digits)? * factor;
        smallest = factor;
        words.push(format!("{digits} {word}"));
        rest = after.get(next..)?;
    }
    // 1.8 and 1e6 make 1800000.0000000001 or so: amounts of đồng have no such decimals.
    (!words.is_empty()).then(|| (words.join(" "), (sum * 1e3).round() / 1e3))
}

/// The digits before a multiplier, how that is spelled, and what it stands for.
fn split_multiplier(text: &str) -> Option<(&str, &'static str, f64)> {
    let end = text.find(|c: char| c.is_alphabetic())?;
    let (digits, word) = (text.get(..end)?.trim(), vietnamese::fold(text.get(end..)?));
    let word = word.split_whitespace().collect::<Vec<_>>().join(" ");
    let (_, spelled, factor) = MULTIPLIERS.iter().find(|(plain, ..)| *plain == word)?;
    digits.starts_with(|c: char| c.is_ascii_digit()).then_some((digits, *spelled, *factor))
}

/// Both readings of `1,200` (Vietnamese: 1,2; English: 1200) and of `1.20` (English: 1,2; or a digit is missing).
fn two_readings(digits: &str) -> Option<[String; 2]> {
    let at = digits.find(['.', ','])?;
    let (whole, decimals) = (digits.get(..at)?, digits.get(at + 1..)?);
    let is_plain = [whole, decimals].iter().all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()));
    if !is_plain || whole.len() > 3 || whole.starts_with('0') {
        return None;
    }
    let comma = digits.as_bytes().get(at) == Some(&b',');
    match (comma, decimals.len()) {
        (true, 3) => {
            let short = decimals.trim_end_matches('0');
            // Three decimals that matter need a fourth one to be told from a group.
            let decimals = if short.len() == 3 { format!("{short}0") } else { short.to_owned() };
            let decimal = if decimals.is_empty() { whole.to_owned() } else { format!("{whole},{decimals}") };
            Some([digits.replace(',', "."), decimal])
        }
        (false, 2) => Some([format!("{digits}0"), format!("{whole},{decimals}")]),
        _ => None,
    }
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

/// Signs before or after a number, with the words for them.
const SIGNS: [(&str, &str); 6] =
    [("~", "khoảng"), ("≈", "khoảng"), (">", "trên"), ("<", "dưới"), ("±", "khoảng"), ("+", "trên")];

/// The only number in a text with other words (`hơn 120 hộ`), for a suggestion: words before, the number, words after.
pub(super) fn within(text: &str) -> Option<[String; 3]> {
    let start = text.find(|c: char| c.is_ascii_digit())?;
    let (before, rest) = (text.get(..start)?.trim(), text.get(start..)?);
    let before = SIGNS.iter().find(|(sign, _)| *sign == before).map_or(before, |(_, word)| word);
    let end = end_of_number(rest)?;
    let mut words = rest.get(end..)?.split_whitespace().peekable();
    let mut number = rest.get(..end)?.to_owned();
    // `5 triệu đồng`: the multiplier belongs to the number, also `nghìn tỷ`.
    while let Some(word) = words.peek() {
        let longer = format!("{number} {word}");
        if !matches!(read(&longer), Reading::Number { .. }) {
            break;
        }
        number = longer;
        words.next();
    }
    let Reading::Number { text, amount } = read(&number) else { return None };
    let after = words.collect::<Vec<_>>().join(" ");
    // `30+` and `30+ hộ` are more than thirty.
    let (before, after) = match after.strip_prefix('+') {
        Some(after) if before.is_empty() => ("trên", after.trim().to_owned()),
        _ => (before, after),
    };
    let is_alone = before.is_empty() && after.is_empty();
    (!is_alone).then(|| [before.to_owned(), by_rule(&text, amount), after])
}

/// Where the number at the beginning of `text` ends: at its last digit, but for that of a unit (`m2`).
fn end_of_number(text: &str) -> Option<usize> {
    let is_digit = |c: char| c.is_ascii_digit();
    let mut end = text.rfind(is_digit)? + 1;
    if text[..end].ends_with(['2', '3']) && text[..end - 1].ends_with(['m', 'M']) {
        end = text[..end - 1].rfind(is_digit)? + 1;
    }
    Some(end)
}

/// What is most likely meant by a number with a half or a digit after its multiplier: `5tr5` and `5 triệu rưỡi` are
/// `5,5 triệu`.
pub(super) fn with_half(text: &str) -> Option<String> {
    let start = text.find(|c: char| c.is_alphabetic())?;
    let (whole, rest) = (text.get(..start)?.trim(), text.get(start..)?.trim());
    let end = rest.find(|c: char| c.is_ascii_digit() || c == ' ').unwrap_or(rest.len());
    let (word, decimals) = (rest.get(..end)?, rest.get(end..)?.trim());
    let decimals = if vietnamese::fold(decimals) == "ruoi" { "5" } else { decimals };
    let is_digit = decimals.len() == 1 && decimals.bytes().all(|b| b.is_ascii_digit());
    if !is_digit || !whole.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    match read(&format!("{whole},{decimals} {word}")) {
        Reading::Number { text, .. } => Some(text),
        Reading::Two(_) | Reading::None => None,
    }
}

/// The lower end of a range, with the multiplier of the whole: `75 triệu` of `75-80 triệu`.
pub(super) fn lower_end(text: &str) -> Option<String> {
    let (low, high) = text.split_once(['-', '–'])?;
    let multiplied = |number: &str| match split_multiplier(high.trim()) {
        Some((_, word, _)) => format!("{number} {word}"),
        None => number.to_owned(),
    };
    let is_number = |text: &str| matches!(read(text), Reading::Number { .. });
    let low = low.trim();
    let lower = if low.ends_with(|c: char| c.is_ascii_digit()) { multiplied(low) } else { low.to_owned() };
    (is_number(&lower) && is_number(high.trim())).then_some(lower)
}

/// Whether `text` is one number that can be read in one way only.
pub(crate) fn is_figure(text: &str) -> bool {
    matches!(read(text), Reading::Number { .. })
}

/// The only year between `first` and `last` that `text` can mean, for a suggestion: in a date, among words, with an O for a
/// zero, or of two digits.
pub(crate) fn year_within(text: &str, first: u16, last: u16) -> Option<u16> {
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

    fn amount(text: &str) -> Option<f64> {
        match read(text) {
            Reading::Number { amount, .. } => Some(amount),
            Reading::Two(_) | Reading::None => None,
        }
    }

    #[test]
    fn numbers_are_read_as_in_vietnam() {
        let cases = [
            ("120", 120.0),
            ("08", 8.0),
            ("1.932", 1932.0),
            ("1,8", 1.8),
            ("1,25", 1.25),
            ("1.932,5", 1932.5),
            ("12.345.678", 12_345_678.0),
            ("1,932,000", 1_932_000.0),
            ("1,932.5", 1932.5),
            ("12.5", 12.5),
            ("0.125", 0.125),
            ("0,125", 0.125),
            ("0.25", 0.25),
            ("1932.125", 1932.125),
            ("1 932", 1932.0),
            ("1\u{a0}932,25", 1932.25),
            ("-3,5", -3.5),
            ("+7", 7.0),
        ];
        for (text, number) in cases {
            assert_eq!(amount(text), Some(number), "{text}");
        }
    }

    #[test]
    fn multipliers_are_read_with_their_meaning() {
        for (text, kept, number) in [
            ("5 triệu", "5 triệu", 5e6),
            ("5tr", "5 triệu", 5e6),
            ("5 trieu", "5 triệu", 5e6),
            ("1,5 tỷ", "1,5 tỷ", 1.5e9),
            ("1,5 tỉ", "1,5 tỷ", 1.5e9),
            ("7,5 ty", "7,5 tỷ", 7.5e9),
            ("250 nghìn", "250 nghìn", 250e3),
            ("250 ngàn", "250 nghìn", 250e3),
            ("250k", "250 nghìn", 250e3),
            ("1,8 triệu", "1,8 triệu", 1.8e6),
            ("1.200 tỷ", "1.200 tỷ", 1.2e12),
            ("2 nghìn tỷ", "2 nghìn tỷ", 2e12),
            ("1 tỷ 200 triệu", "1 tỷ 200 triệu", 1.2e9),
        ] {
            assert_eq!(read(text), Reading::Number { text: kept.to_owned(), amount: number }, "{text}");
        }
        for text in
            ["5tr5", "5 triệu rưỡi", "triệu", "5 triệu đồng", "200 triệu 1 tỷ", "1,5 tỷ 200 triệu", "5 tạ", "5 t"]
        {
            assert_eq!(read(text), Reading::None, "{text}");
        }
    }

    #[test]
    fn what_can_be_meant_in_two_ways_is_read_as_neither() {
        for (text, first, second) in [
            ("1,200", "1.200", "1,2"),
            ("1,234", "1.234", "1,2340"),
            ("15,000", "15.000", "15"),
            ("1.20", "1.200", "1,20"),
            ("12.34", "12.340", "12,34"),
            ("1,200 tỷ", "1.200 tỷ", "1,2 tỷ"),
            ("1.50 triệu", "1.500 triệu", "1,50 triệu"),
        ] {
            assert_eq!(read(text), Reading::Two([first.to_owned(), second.to_owned()]), "{text}");
            for way in [first, second] {
                assert!(matches!(read(way), Reading::Number { .. }), "{way} is no way out of {text}");
            }
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
            assert_eq!(read(text), Reading::None, "{text}");
        }
        assert_eq!(amount(&"9".repeat(400)), None);
    }

    #[test]
    fn the_only_number_among_words_is_suggested() {
        let found = |text: &str| within(text).map(|parts| parts.join("|"));
        assert_eq!(found("hơn 1.932 hộ").as_deref(), Some("hơn|1.932|hộ"));
        assert_eq!(found("85%").as_deref(), Some("|85|%"));
        assert_eq!(found("5 triệu đồng").as_deref(), Some("|5 triệu|đồng"));
        assert_eq!(found("gần 7,5 tỷ đồng").as_deref(), Some("gần|7,5 tỷ|đồng"));
        assert_eq!(found("1,932,000 đồng").as_deref(), Some("|1.932.000|đồng"));
        assert_eq!(found("10.000m2").as_deref(), Some("|10.000|m2"));
        assert_eq!(found("hơn 2,5 km2 rừng").as_deref(), Some("hơn|2,5|km2 rừng"));
        assert_eq!(found("3 triệu m3").as_deref(), Some("|3 triệu|m3"));
        assert_eq!(found("30+").as_deref(), Some("trên|30|"));
        assert_eq!(found("~30 hộ").as_deref(), Some("khoảng|30|hộ"));
        assert_eq!(found("> 30").as_deref(), Some("trên|30|"));
        assert_eq!(found("từ 10 đến 20"), None);
        assert_eq!(found("75-80 triệu"), None);
        assert_eq!(found("nhiều"), None);
    }

    #[test]
    fn halves_and_ranges_are_suggested() {
        for (text, meant) in [
            ("5tr5", Some("5,5 triệu")),
            ("5 triệu rưỡi", Some("5,5 triệu")),
            ("1 tỷ rưỡi", Some("1,5 tỷ")),
            ("5 tạ rưỡi", None),
            ("5tr50", None),
            ("triệu", None),
        ] {
            assert_eq!(with_half(text).as_deref(), meant, "{text}");
        }
        for (text, lower) in [
            ("75-80 triệu", Some("75 triệu")),
            ("2 – 3", Some("2")),
            ("200 triệu - 1 tỷ", Some("200 triệu")),
            ("hộ 2-3", None),
            ("2-ba", None),
        ] {
            assert_eq!(lower_end(text).as_deref(), lower, "{text}");
        }
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
