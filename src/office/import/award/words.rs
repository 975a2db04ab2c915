//! The words of an award: its form, its year, the number of its decision, who gave it.

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

/// Forms by the letters that lists write for them, without marks.
const SHORT_FORMS: [(&str, &str); 3] =
    [("bk", "Bằng khen"), ("gk", "Giấy khen"), ("huan chuong ld", "Huân chương Lao động")];

/// What follows “hạng” behind the form of an order.
const CLASSES: [&str; 3] = ["Nhất", "Nhì", "Ba"];

/// Words before years and days, without marks: `trong các năm 2021`, `từ năm 2019 đến năm 2021`.
const BEFORE_YEARS: [&str; 8] = ["nam", "cac", "trong", "cua", "ngay", "thang", "tu", "den"];

/// Words around the number of a decision, without marks.
const AROUND_NUMBERS: [&str; 6] = ["qd", "quyet", "dinh", "so", "theo", "tai"];

/// How the names of bodies begin that give awards, without marks.
const BODIES: [&str; 24] = [
    "ubnd",
    "uy ban",
    "ubmttq",
    "mttq",
    "mat tran",
    "hoi",
    "tw",
    "trung uong",
    "bch",
    "btv",
    "ban thuong vu",
    "ban chap hanh",
    "ban dan van",
    "bo",
    "so",
    "cong an",
    "cong doan",
    "dang uy",
    "doan",
    "lien doan",
    "ldld",
    "chu tich",
    "thu tuong",
    "tinh uy",
];

/// What follows the name of who gave an award, without marks.
const BEHIND_BODIES: [&str; 8] = ["nam", "ngay", "theo", "tai", "vi", "ve", "cho", "do"];

/// A word without marks and signs around it.
fn bare(word: &str) -> String {
    vietnamese::fold(word.trim_matches(|c: char| !c.is_alphanumeric()))
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

fn is_year_word(word: &str) -> bool {
    word.len() == 4 && is_number(word)
}

/// `5/3/2024`, `3/2024`, `5-3-2024`
fn is_day(word: &str) -> bool {
    let parts: Vec<&str> = word.split(['/', '-', '.']).collect();
    matches!(parts.len(), 2 | 3)
        && parts.iter().all(|part| is_number(part))
        && parts.last().is_some_and(|part| is_year_word(part))
}

/// `2019-2021`, `2023/2024`
fn is_span(word: &str) -> bool {
    word.contains(['-', '–', '/']) && word.split(['-', '–', '/']).all(is_year_word)
}

/// `123/QĐ-UBND`, `12/2023/QĐ-UBND`
fn is_long_number(word: &str) -> bool {
    let mut parts = word.split('/');
    let begins = parts.next().is_some_and(is_number);
    begins && parts.find(|part| !is_number(part)).is_some_and(|part| part.starts_with(char::is_alphabetic))
}

/// What one word of an award is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Is {
    /// A year, years, or a day.
    Time,
    /// The number of a decision.
    Number,
    Word,
}

/// The words of a text, each with what it is.
fn words(text: &str) -> Vec<(&str, Is)> {
    let mut words: Vec<(&str, Is)> = Vec::new();
    for word in text.split_whitespace() {
        let plain = bare(word);
        let is_behind = words.last().is_some_and(|(before, _)| bare(before) == "so");
        let what = match () {
            () if is_long_number(&plain) || is_behind && is_number(&plain) => Is::Number,
            () if is_year_word(&plain) || is_day(&plain) || is_span(&plain) => Is::Time,
            () => Is::Word,
        };
        words.push((word, what));
    }
    words
}

fn joined(words: &[(&str, Is)]) -> String {
    words.iter().map(|(word, _)| *word).collect::<Vec<_>>().join(" ")
}

/// The number of a decision: `123/QĐ-UBND`, or what stands behind “QĐ số”.
pub(super) fn decision(text: &str) -> Option<String> {
    let words = words(text);
    let is_decision = |at: usize| {
        let before = |back: usize| at.checked_sub(back).and_then(|at| words.get(at)).map(|(word, _)| bare(word));
        words.get(at).is_some_and(|(word, _)| word.contains('/'))
            || before(2).is_some_and(|word| word == "qd" || word == "dinh")
    };
    let mut numbers = words.iter().enumerate().filter(|(at, (_, what))| *what == Is::Number && is_decision(*at));
    let (_, (number, _)) = numbers.next()?;
    Some(number.trim_matches([',', ';', '.', '(', ')']).to_owned())
}

/// A text without the numbers of decisions, which may look like years.
pub(super) fn without_numbers(text: &str) -> String {
    let words: Vec<(&str, Is)> = words(text).into_iter().filter(|(_, what)| *what != Is::Number).collect();
    joined(&words)
}

/// A text without its years and days, and what stands around them: `Tỉnh (năm 2020)` is `Tỉnh`.
pub(super) fn without_years(text: &str) -> String {
    let mut kept: Vec<(&str, Is)> = Vec::new();
    for (word, what) in words(text) {
        if what == Is::Time {
            while kept.last().is_some_and(|(before, _)| BEFORE_YEARS.contains(&bare(before).as_str())) {
                kept.pop();
            }
        } else {
            kept.push((word, what));
        }
    }
    joined(&kept).trim_matches([' ', ',', ';', '(', ')', '-', ':']).to_owned()
}

/// What a text says but for years, days and the number of a decision.
pub(super) fn rest(text: &str) -> String {
    let text = without_years(&without_numbers(text));
    let is_around = |word: &str| AROUND_NUMBERS.contains(&bare(word).as_str());
    if text.split_whitespace().all(is_around) { String::new() } else { text }
}

/// Whether a text says nothing but years: `2024`, `(năm 2024)`, `các năm 2019-2021`.
pub(super) fn is_years(text: &str) -> bool {
    let words = words(text);
    let is_part = |(word, what): &(&str, Is)| match what {
        Is::Time => !is_day(&bare(word)) || is_span(&bare(word)),
        Is::Number => false,
        Is::Word => bare(word).is_empty() || BEFORE_YEARS.contains(&bare(word).as_str()),
    };
    words.iter().any(|(_, what)| *what == Is::Time) && words.iter().all(is_part)
}

/// The years and days of a text.
pub(super) fn years(text: &str) -> Vec<String> {
    words(text).into_iter().filter(|(_, what)| *what == Is::Time).map(|(word, _)| bare(word)).collect()
}

/// Whether a text begins with a form, or with years and then a form.
pub(super) fn begins_award(text: &str) -> bool {
    let is_before = |(word, what): &&(&str, Is)| *what == Is::Time || BEFORE_YEARS.contains(&bare(word).as_str());
    let words = words(text);
    let rest: Vec<(&str, Is)> = words.iter().skip_while(is_before).copied().collect();
    let folded = vietnamese::fold(&joined(&rest));
    FORMS.iter().any(|form| folded.starts_with(&vietnamese::fold(form))) || short_form(&folded).is_some()
}

/// The form that a text names, with its class.
pub(super) fn form(text: &str) -> Option<String> {
    let folded = vietnamese::fold(text);
    let long = FORMS.into_iter().find(|form| folded.contains(&vietnamese::fold(form)));
    let form = short_form(&folded).or(long)?;
    let class = folded.split_once("hang ").and_then(|(_, after)| {
        let first = bare(after.split(' ').next()?);
        CLASSES.into_iter().find(|class| vietnamese::fold(class) == first)
    });
    let class = class.filter(|_| form.starts_with("Huân chương"));
    Some(class.map_or_else(|| form.to_owned(), |class| format!("{form} hạng {class}")))
}

/// The form whose letters a text without marks begins with.
fn short_form(folded: &str) -> Option<&'static str> {
    let is_it = |short: &str| folded.strip_prefix(short).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric));
    SHORT_FORMS.iter().find(|(short, _)| is_it(short)).map(|(_, form)| *form)
}

/// Who gave it: what follows “của” or, where a body is named, the form, up to a year, a number or a sign.
pub(super) fn giver(text: &str) -> Option<String> {
    let words = words(text);
    let of = words.iter().position(|(word, _)| *word == "của").map(|at| at + 1);
    let behind_form = || {
        let length = |form: &str| form.split(' ').count();
        let folded = vietnamese::fold(text);
        let long = FORMS.into_iter().find(|form| folded.starts_with(&vietnamese::fold(form))).map(length);
        let at = long.or_else(|| short_form(&folded).map(|_| 1))?;
        // “Sở” and “số” are one word without marks.
        let is_number = words.get(at + 1).is_some_and(|(_, what)| *what == Is::Number);
        let folded = vietnamese::fold(&joined(words.get(at..)?));
        let is_body = |body: &str| folded.strip_prefix(body).is_some_and(|rest| rest.starts_with(' '));
        (!is_number && BODIES.iter().any(|body| is_body(body))).then_some(at)
    };
    let mut giver: Vec<(&str, Is)> = Vec::new();
    for &(word, what) in words.get(of.or_else(behind_form)?..)? {
        if what != Is::Word || word.starts_with('(') || BEHIND_BODIES.contains(&bare(word).as_str()) {
            break;
        }
        giver.push((word, what));
        let is_short = word.chars().count() <= "TP.".len();
        if word.ends_with([',', ';', ':', ')']) || word.ends_with('.') && !is_short {
            break;
        }
    }
    while giver.last().is_some_and(|(word, _)| BEFORE_YEARS.contains(&bare(word).as_str())) {
        giver.pop();
    }
    let giver = joined(&giver).trim_end_matches([',', ';', ':', ')', '.', ' ']).to_owned();
    (!giver.is_empty()).then_some(giver)
}
