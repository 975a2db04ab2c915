//! What a key is: its names, the kind of its value, and how it is explained.

use crate::text::StaticMessage;

/// A key of front matter or of `site.yaml`: a row of a table in [`keys`](super::keys).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Key {
    /// The English name, under which the program knows it.
    pub name: &'static str,
    /// The Vietnamese name, without marks. Editors may write either name, but not both.
    pub vi_name: &'static str,
    /// The kind of its value.
    pub kind: Kind,
    /// Whether it must have a value.
    pub required: bool,
    /// What readers and editors call it.
    pub label: StaticMessage,
    /// What to write there, in one sentence.
    pub hint: StaticMessage,
    /// An example of a value, as YAML on one line.
    pub example: &'static str,
}

/// The kind of value that a key takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// One text; white space is collapsed.
    Text,
    /// A list of texts.
    Texts,
    /// A year.
    Year,
    /// A day, a month or a year.
    Date,
    /// A number as Vietnamese writes it: `1.932`, `1,8`, `5 triệu`.
    Number,
    /// A whole number from 0, for sorting.
    Order,
    /// Yes or no.
    Flag,
    /// An entry of one of the site's lists, by id or label.
    Choice(List),
    /// Several entries of one of the site's lists.
    Choices(List),
    /// One of a few fixed ids, each with its label.
    OneOf(&'static [(&'static str, &'static str)]),
    /// A list of such ids.
    SomeOf(&'static [(&'static str, &'static str)]),
    /// The id of an entry of the site's lists: ASCII letters, digits and hyphens.
    Id,
    /// A place name as of its time.
    Locality,
    /// One place name, or several.
    Localities,
    /// The slug of a model.
    ModelSlug,
    /// The slug of an ordinary page.
    PageSlug,
    /// A web address.
    Url,
    /// Old addresses of this page.
    Aliases,
    /// A file beside this one.
    File,
    /// A telephone number.
    Phone,
    /// A mail address.
    Email,
    /// The BCP 47 tag of a language.
    Language,
    /// A mapping with these keys.
    Record(&'static [Key]),
    /// A list of mappings with these keys.
    Records(&'static [Key]),
}

/// The site's closed lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum List {
    /// Fields of work.
    Fields,
    /// Award levels.
    Levels,
    /// Kinds of units.
    UnitTypes,
    /// Stages of recognition.
    Stages,
    /// Collective or individual.
    Kinds,
    /// Campaigns.
    Campaigns,
}

impl Kind {
    /// The kind in words, for findings: "một năm, bốn chữ số".
    pub fn description(self) -> StaticMessage {
        let (vi, en) = match self {
            Self::Text => ("một dòng chữ", "one text"),
            Self::Texts => ("một danh sách chữ, ví dụ [một, hai]", "a list of texts, such as [one, two]"),
            Self::Year => ("một năm, bốn chữ số", "a year of four digits"),
            Self::Date => (
                "một ngày, tháng hoặc năm, ví dụ 15/10/2024, 10/2024 hoặc 2024",
                "a day, a month or a year, such as 2024-10-15, 2024-10 or 2024",
            ),
            Self::Number => {
                ("một con số, ví dụ 1.932, \"1,8\" hoặc 5 triệu", "a number, such as 1.932, \"1,8\" or 5 triệu")
            }
            Self::Order => ("một số thứ tự, ví dụ 1", "a whole number, such as 1"),
            Self::Flag => ("true hoặc false", "true or false"),
            Self::Choice(_) => ("một mục trong danh sách của trang web", "one entry of the site's list"),
            Self::Choices(_) => (
                "một danh sách các mục trong danh sách của trang web, ví dụ [mục-một, mục-hai]",
                "a list of entries of the site's list, such as [one, two]",
            ),
            Self::OneOf(_) => ("một trong các từ đã nêu", "one of the words named"),
            Self::SomeOf(_) => {
                ("một danh sách các từ đã nêu, ví dụ [một, hai]", "a list of the words named, such as [one, two]")
            }
            Self::Id => (
                "một mã gồm chữ thường không dấu, chữ số và gạch nối",
                "an id of lower-case letters, digits and hyphens",
            ),
            Self::Locality => ("một địa danh, viết từ nhỏ đến lớn", "a place name, from small to large"),
            Self::Localities => (
                "một địa danh, viết từ nhỏ đến lớn, hoặc một danh sách địa danh",
                "a place name, from small to large, or a list of them",
            ),
            Self::ModelSlug => ("tên tệp của một mô hình, không có .md", "the file name of a model, without .md"),
            Self::PageSlug => ("tên tệp của một trang, không có .md", "the file name of a page, without .md"),
            Self::Url => {
                ("một địa chỉ web đầy đủ, bắt đầu bằng https://", "a full web address, beginning with https://")
            }
            Self::Aliases => {
                ("một danh sách địa chỉ cũ, ví dụ [post/8133]", "a list of old addresses, such as [post/8133]")
            }
            Self::File => ("tên một tệp nằm cạnh bài này", "the name of a file beside this one"),
            Self::Phone => ("một số điện thoại", "a telephone number"),
            Self::Email => ("một địa chỉ thư điện tử", "a mail address"),
            Self::Language => ("mã ngôn ngữ, ví dụ vi", "a language tag, such as vi"),
            Self::Record(_) => ("một nhóm khóa, ví dụ {khóa: giá trị}", "a group of keys, such as {key: value}"),
            Self::Records(_) => (
                "một danh sách, mỗi mục là một nhóm khóa bắt đầu bằng dấu gạch: - {khóa: giá trị}",
                "a list in which each item is a group of keys: - {key: value}",
            ),
        };
        StaticMessage::fixed(vi, en)
    }

    /// The keys of a mapping or of a list of mappings; none for other kinds.
    pub fn keys(self) -> &'static [Key] {
        match self {
            Self::Record(keys) | Self::Records(keys) => keys,
            _ => &[],
        }
    }
}

impl Key {
    /// An optional key. Label and hint are given in Vietnamese and English.
    pub(super) const fn new(
        name: &'static str,
        vi_name: &'static str,
        kind: Kind,
        label: (&'static str, &'static str),
        hint: (&'static str, &'static str),
        example: &'static str,
    ) -> Self {
        let (label, hint) = (StaticMessage::fixed(label.0, label.1), StaticMessage::fixed(hint.0, hint.1));
        Self { name, vi_name, kind, required: false, label, hint, example }
    }

    /// The same key, required.
    pub(super) const fn required(self) -> Self {
        Self { required: true, ..self }
    }

    /// Whether `written` is one of the key's two names.
    pub fn is_called(&self, written: &str) -> bool {
        self.name == written || self.vi_name == written
    }
}
