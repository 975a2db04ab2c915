//! What the headings of offices' lists mean.

mod commune;
pub(super) mod person;

use std::sync::LazyLock;

use crate::office::article::{PARTS, Part};
use crate::schema::{Key, MODEL, SECTIONS, Section};
use crate::text::Lang;
use crate::vietnamese;

/// What a column of a list is for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Aim {
    /// The model's id.
    Slug,
    /// The file below the folder of models.
    File,
    /// What the file was when the list was exported.
    Version,
    /// A key.
    Key(&'static Key),
    /// A key of the awards that the row tells of; `date` is the day of the decision, of which the year is taken.
    Award(&'static str),
    /// A figure among the results, whose name and unit are in the heading: `Số hộ tham gia`.
    Figure,
    /// A key of the office to ask.
    Contact(&'static str),
    /// A section of the article, as plain text.
    Section(&'static Section),
    /// A part of the article as it stands in the file, as `lantoa export` writes it.
    Article(&'static Part),
    /// The year in which it was registered, which says that it was.
    Registered,
    /// A part of the place: hamlet, commune, district, province, by rising size from 0.
    Part(usize),
    /// The commune by the name that it had before communes were merged.
    Former,
    /// The commune by its present name.
    Present,
    /// All keys that have no column, each with its label.
    More,
    /// A remark, kept as a comment in the file.
    Note,
    /// The number of the row.
    Number,
    /// Nothing that is taken over.
    Ignored,
}

/// The words by which [`Aim`]s that are no keys are known in `import.yaml`, each with headings that mean it.
const WORDS: &[(&str, Aim, &[&str])] = &[
    ("ma", Aim::Slug, &["mã", "mã mô hình", "id"]),
    ("tep", Aim::File, &["tệp", "file"]),
    ("phien-ban", Aim::Version, &["phiên bản", "version"]),
    ("stt", Aim::Number, &["stt", "tt", "số tt", "số thứ tự", "no"]),
    ("thong-tin-khac", Aim::More, &["thông tin khác", "more"]),
    // What is written in a column of pictures; the pictures themselves belong to their rows.
    ("ghi-chu", Aim::Note, &["ghi chú", "note", "ảnh", "hình ảnh", "ảnh minh họa"]),
    ("nam-dang-ky", Aim::Registered, &["năm đăng ký", "đăng ký năm", "thời gian đăng ký"]),
    (
        "thon",
        Aim::Part(0),
        &["thôn", "ấp", "khu phố", "tổ dân phố", "thôn khu phố", "thôn xóm", "thôn ấp khu phố", "khu dân cư"],
    ),
    ("xa", Aim::Part(1), &["xã", "phường", "xã phường", "xã phường thị trấn", "xã phường đặc khu"]),
    (
        "xa-cu",
        Aim::Former,
        &["xã cũ", "phường cũ", "xã phường cũ", "xã phường thị trấn cũ", "tên xã cũ", "đơn vị hành chính cũ"],
    ),
    (
        "xa-moi",
        Aim::Present,
        &["xã mới", "phường mới", "xã phường mới", "xã phường đặc khu mới", "tên xã mới", "xã tên mới"],
    ),
    (
        "huyen",
        Aim::Part(2),
        &["huyện", "huyện cũ", "quận", "quận cũ", "huyện thị xã thành phố", "quận huyện", "quận huyện cũ"],
    ),
    ("tinh", Aim::Part(3), &["tỉnh", "tỉnh thành phố"]),
    ("awards.form", Aim::Award("form"), &["hình thức khen thưởng", "hình thức"]),
    (
        "awards.by",
        Aim::Award("by"),
        &["cơ quan khen thưởng", "người ký quyết định", "cơ quan ban hành", "cấp ban hành"],
    ),
    (
        "awards.decision",
        Aim::Award("decision"),
        &["số quyết định", "quyết định", "quyết định khen thưởng", "số quyết định khen thưởng"],
    ),
    (
        "awards.date",
        Aim::Award("date"),
        &[
            "ngày quyết định",
            "ngày khen thưởng",
            "ngày quyết định khen thưởng",
            "ngày ra quyết định",
            "ngày ký quyết định",
            "ngày ban hành quyết định",
            "ngày ký",
            "thời gian khen thưởng",
        ],
    ),
    ("results.value", Aim::Figure, &["số liệu kết quả"]),
    (
        "contact.phone",
        Aim::Contact("phone"),
        &[
            "điện thoại",
            "số điện thoại",
            "điện thoại liên hệ",
            "số điện thoại liên hệ",
            "điện thoại cơ quan",
            "điện thoại bàn",
            "số máy bàn",
            "sđt",
            "đt",
        ],
    ),
    ("contact.email", Aim::Contact("email"), &["email", "e mail", "thư điện tử", "hộp thư", "địa chỉ email"]),
    ("bo-qua", Aim::Ignored, &[]),
];

/// Headings that mean a key, besides its own names and labels.
const KEYS: &[(&str, &[&str])] = &[
    (
        "title",
        &[
            "mô hình",
            "tên mô hình điển hình",
            "tên gọi mô hình",
            "tên điển hình",
            "mô hình điển hình",
            "mô hình đăng ký",
            "mô hình dân vận khéo",
            "mô hình điển hình dân vận khéo",
            "tên mô hình đăng ký",
            "tên gọi",
        ],
    ),
    ("summary", &["tóm tắt nội dung", "tóm tắt mô hình"]),
    (
        "locality",
        &[
            "địa chỉ",
            "địa bàn",
            "địa điểm",
            "nơi thực hiện",
            "nơi làm",
            "nơi triển khai",
            "địa bàn triển khai",
            "địa bàn thực hiện",
            "địa điểm thực hiện",
            "địa chỉ địa bàn",
            "đơn vị hành chính",
            "nơi ở",
            "nơi cư trú",
            "chỗ ở",
            "chỗ ở hiện nay",
            "nơi ở hiện nay",
        ],
    ),
    ("field", &["thuộc lĩnh vực", "lĩnh vực hoạt động", "lĩnh vực chính"]),
    (
        "organisation",
        &[
            "đơn vị",
            "tên đơn vị",
            "đơn vị đăng ký",
            "đơn vị chủ trì",
            "tập thể",
            "cơ quan đơn vị",
            "chủ thể",
            "đơn vị xây dựng mô hình",
            "tập thể cá nhân",
            "tên tập thể cá nhân",
            "tập thể cá nhân thực hiện",
            "tập thể cá nhân đăng ký",
            "tập thể cá nhân xây dựng mô hình",
            "tập thể cá nhân điển hình",
            "tập thể cá nhân chủ trì",
            "tập thể thực hiện",
        ],
    ),
    ("unit_type", &["loại hình đơn vị", "khối"]),
    ("kind", &["tập thể hay cá nhân", "loại hình"]),
    ("recognised", &["công nhận năm", "năm được công nhận"]),
    (
        "started",
        &[
            "năm thực hiện",
            "bắt đầu từ năm",
            "năm triển khai",
            "thời gian thực hiện",
            "thời gian bắt đầu",
            "năm xây dựng",
            "năm thành lập",
            "ngày thành lập",
            "thành lập năm",
        ],
    ),
    ("award_year", &["khen thưởng năm", "năm được khen thưởng", "được khen thưởng năm"]),
    ("award_level", &["cấp công nhận", "công nhận cấp", "khen thưởng cấp", "cấp được khen thưởng"]),
    ("awards", &["thành tích khen thưởng", "đã được khen thưởng"]),
    (
        "results",
        &[
            "kết quả đạt được",
            "hiệu quả",
            "kết quả hiệu quả",
            "kết quả thực hiện",
            "kết quả mô hình",
            "thành tích",
            "thành tích tiêu biểu",
            "thành tích nổi bật",
        ],
    ),
    ("resources", &["kinh phí", "kinh phí thực hiện"]),
    ("replications", &["nhân rộng", "địa bàn nhân rộng", "nơi nhân rộng", "kết quả nhân rộng"]),
    ("contact", &["liên hệ", "đơn vị liên hệ"]),
];

/// Headings that mean a section, besides its own.
const IN_SECTIONS: &[(&str, &[&str])] = &[
    ("boi-canh", &["thực trạng", "lý do", "thực trạng lý do"]),
    (
        "cach-lam",
        &[
            "nội dung",
            "nội dung thực hiện",
            "nội dung cách làm",
            "nội dung hoạt động",
            "cách thức thực hiện",
            "nội dung mô hình",
        ],
    ),
];

/// Every heading that is known, as [`plain`] writes it, with what it means. A longer one stands before a shorter one.
static HEADINGS: LazyLock<Vec<(String, Aim)>> = LazyLock::new(|| {
    let mut all: Vec<(String, Aim)> = Vec::new();
    let mut add = |heading: &str, aim: Aim| {
        let heading = plain(heading);
        if !all.iter().any(|(known, _)| *known == heading) {
            all.push((heading, aim));
        }
    };
    for key in MODEL {
        Lang::ALL.iter().for_each(|&lang| add(key.label.get(lang), Aim::Key(key)));
        [key.name, key.vi_name].iter().for_each(|name| add(name, Aim::Key(key)));
    }
    WORDS.iter().for_each(|(_, aim, headings)| headings.iter().for_each(|heading| add(heading, *aim)));
    for (name, headings) in KEYS {
        let key = MODEL.iter().find(|key| key.name == *name);
        key.iter().for_each(|key| headings.iter().for_each(|heading| add(heading, Aim::Key(key))));
    }
    for section in &SECTIONS {
        add(section.heading, Aim::Section(section));
        let more = IN_SECTIONS.iter().find(|(id, _)| *id == section.id).map_or(&[][..], |(_, more)| more);
        more.iter().for_each(|heading| add(heading, Aim::Section(section)));
    }
    for part in &PARTS {
        Lang::ALL.iter().for_each(|&lang| add(part.heading.get(lang), Aim::Article(part)));
    }
    all.sort_by_key(|(heading, _)| std::cmp::Reverse(heading.len()));
    all
});

/// A heading as it is compared: without marks, signs, and what stands in brackets, but for what makes it one of communes, or
/// of their old names or new ones.
pub(crate) fn plain(heading: &str) -> String {
    let Some((before, _)) = heading.split_once('(').filter(|(before, _)| !before.trim().is_empty()) else {
        return words(heading);
    };
    let (plain, whole) = (words(before), words(heading));
    match commune::of(&whole).or_else(|| commune::remarked(&plain, &whole)) {
        None => plain,
        Some(_) if commune::of(&plain).is_none() => whole,
        Some(time) => [plain.as_str(), time.word()].join(" ").trim_end().to_owned(),
    }
}

/// The words of a heading, without marks and signs.
fn words(text: &str) -> String {
    let letters = vietnamese::fold(text).replace(|c: char| !c.is_alphanumeric(), " ");
    letters.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What an award is called in full; some lists write its first word alone.
const AWARD: &str = "khen thưởng";

/// A plain heading in which an award is called in full.
fn in_full(heading: &str) -> String {
    let award = vietnamese::fold(AWARD);
    let Some((first, second)) = award.split_once(' ') else { return heading.to_owned() };
    let words: Vec<&str> = heading.split(' ').collect();
    let is_short = |at: usize| words[at] == first && words.get(at + 1) != Some(&second);
    let word = |(at, word): (usize, &&str)| if is_short(at) { award.clone() } else { (*word).to_owned() };
    words.iter().enumerate().map(word).collect::<Vec<_>>().join(" ")
}

/// How sure it is what a heading means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Sureness {
    /// It only has the words of a known one.
    Likely,
    /// It is a known one, or the office has said so.
    Certain,
}

/// What a heading means.
pub(crate) fn aim_of(heading: &str) -> Option<(Aim, Sureness)> {
    let heading = plain(heading);
    let whole = in_full(&heading);
    let exact = HEADINGS.iter().find(|(known, _)| *known == heading || *known == whole);
    if let Some((_, aim)) = exact {
        return Some((*aim, Sureness::Certain));
    }
    if let Some(time) = commune::of(&heading) {
        return Some((time.aim(), Sureness::Certain));
    }
    if let Some(titles) = person::of(&heading) {
        return Some(titles);
    }
    if super::row::figure_in(&heading).is_some() {
        return Some((Aim::Figure, Sureness::Likely));
    }
    let padded = format!(" {heading} ");
    let is_inside = |known: &str| known.contains(' ') && padded.contains(&format!(" {known} "));
    let inside = HEADINGS.iter().find(|(known, aim)| is_inside(known) && can_be_inside(known, *aim, &heading));
    let named = || is_name_of_model(&padded).then(Aim::title);
    inside.map(|(_, aim)| *aim).or_else(named).map(|aim| (aim, Sureness::Likely))
}

/// How headings begin that count.
const COUNTS: [&str; 3] = ["so ", "tong so ", "tong cong "];

/// Whether a longer heading with the words of a known one can mean the same: many headings speak of the model (`Lý do xây
/// dựng mô hình`) without being its title, and a number of units is no unit.
fn can_be_inside(known: &str, aim: Aim, heading: &str) -> bool {
    let names = ["title", "organisation", "locality", "kind", "unit_type"];
    let is_text = matches!(aim, Aim::Key(key) if names.contains(&key.name));
    let is_counted = COUNTS.iter().any(|count| heading.starts_with(count) && !known.starts_with(count));
    let is_name = |known: &str| known.starts_with("ten ");
    !(is_text && is_counted) && (aim != Aim::title() || is_name(known))
}

/// Whether a heading asks for the name of a model: `Tên công trình, mô hình`, but not `Tên đơn vị có mô hình`.
fn is_name_of_model(padded: &str) -> bool {
    let (begins, speaks) =
        (padded.starts_with(" ten "), [" mo hinh ", " dien hinh "].iter().any(|word| padded.contains(word)));
    begins && speaks
}

impl Aim {
    /// The aim of the column that every list must have.
    pub(crate) fn title() -> Self {
        Self::of_word("title").unwrap_or(Self::Ignored)
    }

    /// The word by which `import.yaml` knows it.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Key(key) => key.name,
            Self::Section(section) => section.id,
            Self::Article(part) => part.word,
            other => WORDS.iter().find(|(_, aim, _)| *aim == other).map_or("", |(word, ..)| word),
        }
    }

    /// Whether two columns would write the same of one row: `awards` tells of awards in words, as their form does.
    pub(super) fn is_same_cell(self, other: Self) -> bool {
        let same = |aim: Self| match aim {
            Self::Key(key) if key.name == "awards" => Self::Award("form"),
            aim => aim,
        };
        same(self) == same(other)
    }

    /// Whether such a column says where a model is.
    pub(super) fn is_place(self) -> bool {
        self.key_name() == "locality"
    }

    /// The name of the key that such a column writes; of a section its id, of a remark its word.
    pub(super) fn key_name(self) -> &'static str {
        match self {
            Self::Key(key) if matches!(key.name, "award_year" | "award_level") => "awards",
            Self::Award(_) => "awards",
            Self::Contact(_) => "contact",
            Self::Figure => "results",
            Self::Part(_) | Self::Former | Self::Present => "locality",
            Self::Registered => "stage",
            other => other.word(),
        }
    }

    /// The aim of a word of `import.yaml`. The year and the level of an award are known by both of their names.
    pub(crate) fn of_word(word: &str) -> Option<Self> {
        let word = match word {
            "awards.year" => "award_year",
            "awards.level" => "award_level",
            word => word,
        };
        let key = MODEL.iter().find(|key| key.is_called(word)).map(Self::Key);
        let section = || SECTIONS.iter().find(|section| section.id == word).map(Self::Section);
        let other = || WORDS.iter().find(|(known, ..)| *known == word).map(|(_, aim, _)| *aim);
        let part = || PARTS.iter().find(|part| part.word == word).map(Self::Article);
        key.or_else(section).or_else(part).or_else(other)
    }

    /// What people call it.
    pub(crate) fn label(self, lang: Lang) -> &'static str {
        match self {
            Self::Key(key) => key.label.get(lang),
            Self::Section(section) => section.heading,
            Self::Article(part) => part.heading.get(lang),
            other => WORDS
                .iter()
                .find(|(_, aim, _)| *aim == other)
                .map_or("", |(word, _, names)| names.first().unwrap_or(word)),
        }
    }

    /// All words, for a message.
    pub(crate) fn words() -> Vec<&'static str> {
        let keys = MODEL.iter().map(|key| key.name);
        let sections = SECTIONS.iter().map(|section| section.id);
        let parts = PARTS.iter().map(|part| part.word);
        keys.chain(sections).chain(parts).chain(WORDS.iter().map(|(word, ..)| *word)).collect()
    }
}

#[cfg(test)]
mod tests;
