//! The headings of a dossier: what each means, with and without its number, marks and colon.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::super::aim::{Aim, Sureness, aim_of, plain};
use crate::office::import::Mapping;
use crate::office::sheet::{Marker, Paragraph};
use crate::schema::{SECTIONS, STEPS, Section};

/// What an item of a dossier is about. The first ten are those of a registration dossier.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Part {
    /// How it was before, and why something had to be done.
    Background,
    /// Goals and criteria.
    Goals,
    /// What is done, and how.
    Steps,
    /// Where, and for whom.
    Place,
    /// For whom.
    People,
    /// Who leads, and who joins.
    Forces,
    /// From when, and at what pace.
    Time,
    /// What has come of it.
    Output,
    /// What shall come of it.
    Expected,
    /// How it is kept going, and where it can be copied.
    Future,
    /// A telephone number.
    Phone,
    /// A mail address.
    Email,
    /// What a column of a list with this heading is for: of the ten items the title and the resources.
    As(Aim),
    /// Nobody knows.
    Unknown,
}

/// Headings of the items that lists have no column for, without “và”.
const HEADINGS: &[(Part, &[&str])] = &[
    (
        Part::Background,
        &[
            "thực trạng",
            "lý do",
            "thực trạng, lý do",
            "lý do, sự cần thiết",
            "lý do chọn mô hình",
            "lý do xây dựng mô hình",
            "lý do đăng ký",
            "sự cần thiết",
            "sự cần thiết xây dựng mô hình",
            "bối cảnh",
            "hoàn cảnh ra đời",
            "đặc điểm tình hình",
            "tình hình chung",
        ],
    ),
    (
        Part::Goals,
        &[
            "mục tiêu",
            "tiêu chí",
            "mục tiêu, tiêu chí",
            "mục đích",
            "mục đích, yêu cầu",
            "mục đích, ý nghĩa",
            "mục tiêu của mô hình",
            "mục tiêu phấn đấu",
            "mục tiêu, yêu cầu",
        ],
    ),
    (
        Part::Steps,
        &[
            "nội dung",
            "cách thực hiện",
            "nội dung, cách thực hiện",
            "nội dung, biện pháp thực hiện",
            "nội dung, giải pháp thực hiện",
            "biện pháp thực hiện",
            "giải pháp thực hiện",
            "các bước thực hiện",
            "quy trình thực hiện",
            "phương pháp thực hiện",
            "phương thức thực hiện",
            "quá trình thực hiện",
            "tổ chức thực hiện",
            "nội dung, cách làm",
        ],
    ),
    (
        Part::Place,
        &[
            "địa bàn, đối tượng",
            "địa bàn, đối tượng thực hiện",
            "phạm vi",
            "phạm vi thực hiện",
            "phạm vi, đối tượng",
            "phạm vi, đối tượng thực hiện",
            "đối tượng, địa bàn",
            "đối tượng, phạm vi",
            "đối tượng, phạm vi thực hiện",
        ],
    ),
    (Part::People, &["đối tượng", "đối tượng thực hiện", "đối tượng tham gia", "đối tượng thụ hưởng"]),
    (
        Part::Forces,
        &[
            "lực lượng",
            "lực lượng thực hiện",
            "lực lượng tham gia",
            "lực lượng nòng cốt",
            "thành phần tham gia",
            "phân công thực hiện",
            "phân công",
            "đơn vị phối hợp",
            "chủ trì, phối hợp",
        ],
    ),
    (
        Part::Time,
        &[
            "thời gian",
            "thời gian thực hiện",
            "thời gian triển khai",
            "thời gian, tiến độ",
            "thời gian, tiến độ thực hiện",
            "tiến độ",
            "tiến độ thực hiện",
            "lộ trình thực hiện",
        ],
    ),
    (
        Part::Output,
        &[
            "sản phẩm",
            "kết quả",
            "sản phẩm, kết quả",
            "kết quả đạt được",
            "kết quả thực hiện",
            "kết quả nổi bật",
            "kết quả, hiệu quả",
            "kết quả, hiệu quả mang lại",
            "hiệu quả",
            "hiệu quả mang lại",
            "hiệu quả của mô hình",
        ],
    ),
    (
        Part::Expected,
        &[
            "sản phẩm đầu ra",
            "kết quả đầu ra",
            "sản phẩm, kết quả đầu ra",
            "dự kiến kết quả",
            "kết quả dự kiến",
            "dự kiến kết quả đạt được",
        ],
    ),
    (
        Part::Future,
        &[
            "khả năng duy trì",
            "khả năng nhân rộng",
            "khả năng duy trì, nhân rộng",
            "duy trì, nhân rộng",
            "khả năng áp dụng",
            "khả năng áp dụng, nhân rộng",
            "tính bền vững",
            "điều kiện nhân rộng",
            "kế hoạch nhân rộng",
            "hướng nhân rộng",
        ],
    ),
    (Part::As(Aim::Note), &["kiến nghị", "đề xuất", "đề xuất, kiến nghị"]),
    (Part::Phone, &["điện thoại", "số điện thoại", "đt", "sđt", "điện thoại liên hệ"]),
    (Part::Email, &["email", "thư điện tử", "hộp thư", "địa chỉ email"]),
];

/// The same as they are compared.
static PLAIN: LazyLock<BTreeMap<String, Part>> = LazyLock::new(|| {
    let plain = |(part, headings): &(Part, &'static [&'static str])| {
        let part = *part;
        headings.iter().map(move |heading| (without_and(&plain(heading)), part))
    };
    HEADINGS.iter().flat_map(plain).collect()
});

/// Keys that no dossier tells of: what stands under such a heading means something else.
const NOT_TOLD: [&str; 6] = ["aliases", "draft", "cover", "cover_alt", "based_on", "locality_now"];

/// The longest heading, in letters.
const LONGEST: usize = 90;

impl Part {
    /// The section that its text belongs into, and whether it is what that section is about.
    pub(super) fn section(self) -> Option<(&'static Section, bool)> {
        let (id, is_main) = match self {
            Self::Background => ("boi-canh", true),
            Self::Goals | Self::Place | Self::People => ("boi-canh", false),
            Self::Steps => (STEPS.id, true),
            Self::Forces | Self::Time => (STEPS.id, false),
            Self::Output => ("ket-qua", true),
            Self::Expected => ("ket-qua", false),
            Self::Future => ("dieu-kien-ap-dung", true),
            Self::As(Aim::Section(section)) => return Some((section, true)),
            Self::Phone | Self::Email | Self::As(_) | Self::Unknown => return None,
        };
        SECTIONS.iter().find(|section| section.id == id).map(|section| (section, is_main))
    }

    /// What it is shown as when the user is told what was taken for what; `None` where two keys or none come of it.
    pub(super) fn aim(self) -> Option<Aim> {
        match self {
            Self::As(aim) => Some(aim),
            other => other.section().map(|(section, _)| Aim::Section(section)),
        }
    }
}

/// A number before a heading: `I.`, `2)`, `c)`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Number {
    kind: NumberKind,
    value: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum NumberKind {
    Roman,
    Digits,
    Letter,
    /// Word counts by itself, in this list at this level.
    Word(usize, usize),
    /// A style of headings.
    Style,
}

/// A paragraph as a heading: what stands before it, its words, and what follows in the same paragraph.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Heading {
    pub(super) part: Part,
    /// As it is written, without number and colon.
    pub(super) text: String,
    pub(super) rest: String,
    pub(super) number: Option<Number>,
    pub(super) is_bold: bool,
}

/// The heading that a paragraph begins with, if it is a known one.
pub(super) fn known(paragraph: &Paragraph, mapping: &Mapping) -> Option<Heading> {
    let (first, below) = paragraph.text.split_once('\n').unwrap_or((&paragraph.text, ""));
    let (number, body) = number(first);
    let number = number.or_else(|| counted(paragraph));
    let looks = |text: &str| number.is_some() || is_bold(paragraph, text);
    let (before, after) = body.split_once([':', '\t']).unwrap_or((body, ""));
    let name = before.trim_matches([' ', '.', ';', ',', '-', '–', '“', '”', '"', '*']);
    if name.is_empty() || name.chars().count() > LONGEST {
        return None;
    }
    let part = part_of(name, mapping, looks(name))?;
    // One of several words that begin a sentence is no heading: `Kết quả đạt được rất tốt`.
    let rest = [after.trim_matches([':', '\t', ' ']), below].join("\n").trim().to_owned();
    Some(Heading { part, text: name.to_owned(), rest, number, is_bold: is_bold(paragraph, name) })
}

/// What a heading means; `looks` says whether it looks like one, so that fewer of its words must be known.
pub(super) fn part_of(name: &str, mapping: &Mapping, looks: bool) -> Option<Part> {
    let plain_name = plain(name);
    if let Some(aim) = mapping.get(&plain_name) {
        return Some(if *aim == Aim::Figure { Part::Output } else { Part::As(*aim) });
    }
    let joined = without_and(&plain_name);
    if let Some(part) = PLAIN.get(&joined) {
        return Some(*part);
    }
    let (aim, sureness) = aim_of(name)?;
    // “Bản đăng ký mô hình” has the words of a title too.
    let is_title = matches!(aim, Aim::Key(key) if key.name == "title");
    if sureness == Sureness::Likely && (!looks || is_title && !plain_name.starts_with("ten ")) {
        return None;
    }
    match aim {
        // A figure is told with its heading, as an item that is not known.
        Aim::Slug | Aim::File | Aim::Version | Aim::Number | Aim::Ignored | Aim::Figure => None,
        Aim::Key(key) if NOT_TOLD.contains(&key.name) => None,
        Aim::Key(key) => Some(match key.name {
            "locality" => Part::Place,
            "started" => Part::Time,
            "results" => Part::Output,
            "replications" | "conditions" => Part::Future,
            _ => Part::As(aim),
        }),
        aim => Some(Part::As(aim)),
    }
}

fn without_and(heading: &str) -> String {
    heading.split(' ').filter(|word| *word != "va").collect::<Vec<_>>().join(" ")
}

/// A paragraph that stands where a heading of the same kind as `last` would stand next, but that nobody knows.
pub(super) fn next_after(last: &Heading, paragraph: &Paragraph, step: Option<Number>) -> Option<Heading> {
    let first = paragraph.text.lines().next().unwrap_or("");
    let (written, body) = number(first);
    let number = written.or_else(|| counted(paragraph))?;
    let (before, after) = body.split_once(':').unwrap_or((body, ""));
    let before = before.trim_matches([' ', '.', ';']);
    let follows = last.number.is_some_and(|last| match number.kind {
        NumberKind::Word(..) | NumberKind::Style => number.kind == last.kind,
        _ => number.kind == last.kind && number.value == last.value + 1,
    });
    // The second of two steps follows the first one, not the heading before both.
    let is_step = step.is_some_and(|step| step.kind == number.kind && step.value + 1 == number.value);
    let is_heading = follows && !is_step && is_bold(paragraph, before) == last.is_bold;
    let fits = !before.is_empty() && before.chars().count() <= LONGEST;
    (is_heading && fits).then(|| Heading {
        part: Part::Unknown,
        text: before.to_owned(),
        rest: after.trim().to_owned(),
        number: Some(number),
        is_bold: last.is_bold,
    })
}

/// The number that a paragraph begins with, if it has one.
pub(super) fn number_of(paragraph: &Paragraph) -> Option<Number> {
    number(&paragraph.text).0
}

/// The number that Word counts.
fn counted(paragraph: &Paragraph) -> Option<Number> {
    let kind = match paragraph.marker {
        Some((Marker::Number, list, level)) => NumberKind::Word(list, level),
        _ if paragraph.is_heading => NumberKind::Style,
        _ => return None,
    };
    Some(Number { kind, value: 0 })
}

fn is_bold(paragraph: &Paragraph, heading: &str) -> bool {
    let end = paragraph.text.find(heading).map_or(usize::MAX, |start| start + heading.len());
    paragraph.bold >= end
}

/// The number or the sign before a text, and the text.
fn number(text: &str) -> (Option<Number>, &str) {
    let text = text.trim_start();
    if let Some(rest) = text.strip_prefix(['-', '+', '*', '•', '–', '▪', '\u{f0b7}']) {
        return (None, rest.trim_start());
    }
    let end = text.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(text.len());
    let (token, after) = text.split_at(end);
    let Some(rest) = after.strip_prefix(['.', ')', '-', '/', '–']) else { return (None, text) };
    let found = match token {
        _ if !token.is_empty() && token.len() <= 2 && token.bytes().all(|b| b.is_ascii_digit()) => {
            token.parse().ok().map(|value| (NumberKind::Digits, value))
        }
        _ => roman(token).map(|value| (NumberKind::Roman, value)).or_else(|| {
            let letter = token.bytes().next().filter(|_| token.len() == 1).filter(u8::is_ascii_lowercase)?;
            Some((NumberKind::Letter, usize::from(letter - b'a') + 1))
        }),
    };
    let Some((kind, value)) = found else { return (None, text) };
    // `4.1.` counts within 4; what counts is that it is a number.
    let rest = rest.trim_start_matches(|c: char| c.is_ascii_digit() && kind == NumberKind::Digits);
    (Some(Number { kind, value }), rest.trim_start_matches(['.', ')', '-', ' ', '\t', '\u{a0}']))
}

/// The value of a Roman number in capitals below 40.
fn roman(token: &str) -> Option<usize> {
    const ONES: [&str; 10] = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"];
    let tens = token.bytes().take_while(|b| *b == b'X').count();
    let ones = ONES.iter().position(|ones| Some(*ones) == token.get(tens..))?;
    (tens <= 3 && tens + ones > 0).then_some(tens * 10 + ones)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paragraph(text: &str) -> Paragraph {
        Paragraph { text: text.to_owned(), ..Paragraph::default() }
    }

    #[test]
    fn the_ten_items_are_known_with_and_without_numbers_and_marks() {
        let items = [
            ("Tên mô hình", "title"),
            ("Thực trạng, lý do", "boi-canh"),
            ("Mục tiêu và tiêu chí", "boi-canh"),
            ("Nội dung, cách thực hiện", "cach-lam"),
            ("Địa bàn, đối tượng", "boi-canh"),
            ("Lực lượng thực hiện", "cach-lam"),
            ("Nguồn lực", "resources"),
            ("Thời gian thực hiện", "cach-lam"),
            ("Sản phẩm, kết quả đầu ra", "ket-qua"),
            ("Khả năng duy trì, nhân rộng", "dieu-kien-ap-dung"),
        ];
        let forms: [fn(&str) -> String; 8] = [
            |text| text.to_owned(),
            |text| format!("{text}:"),
            |text| format!("1. {text}: rất tốt"),
            |text| format!("IV- {}", text.to_uppercase()),
            |text| format!("a) {text}."),
            |text| format!("- {text}: x"),
            |text| crate::vietnamese::fold(text),
            |text| format!("2.1. {text}\nx"),
        ];
        for (item, wanted) in items {
            for form in forms {
                let found = known(&paragraph(&form(item)), &Mapping::new());
                let aim = found.and_then(|heading| heading.part.aim()).map(Aim::word);
                assert_eq!(aim, Some(wanted), "{}", form(item));
            }
        }
    }

    #[test]
    fn a_sentence_is_no_heading() {
        for text in ["Kết quả rất đáng mừng.", "Nội dung do chi bộ bàn: mỗi hộ một kẻng", "3 hộ tham gia", "", ":"]
        {
            assert_eq!(known(&paragraph(text), &Mapping::new()), None, "{text}");
        }
        let heading = known(&paragraph("5) Địa bàn: Xã La Dạ\nThôn 2"), &Mapping::new()).unwrap();
        assert_eq!((heading.part, heading.rest.as_str()), (Part::Place, "Xã La Dạ\nThôn 2"));
    }

    #[test]
    fn numbers_are_read() {
        let value = |text| number(text).0.map(|number| number.value);
        assert_eq!(
            [value("IX. a"), value("12) a"), value("c) a"), value("2024-2025"), value("XIV- a")],
            [Some(9), Some(12), Some(3), None, Some(14)]
        );
    }
}
