//! Plain keys: a model's keys whose value is one typed fact, with no rule that ties it to another key.
//!
//! A plain key is a field of [`ModelFrontMatter`] and one row `plain!` of the table [`MODEL_KEYS`](super::MODEL_KEYS).
//! The row is all that validation, JSON Schema, `new`, snippets, open data and templates need.

use super::key::{Key, Kind, List};
use super::model::{Figure, ModelFrontMatter};
use super::read::{Reader, Record};
use super::site::{Id, SiteConfig};
use crate::text::{PartialDate, Spanned};

/// The value of a plain key, borrowed from the front matter.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Fact<'m> {
    /// One text, never empty unless the key is required and missing.
    Text(&'m str),
    /// Several texts, at least one.
    Texts(&'m [String]),
    /// A year.
    Year(u16),
    /// A day, a month or a year.
    Date(PartialDate),
    /// A number.
    Number(&'m Figure),
    /// Yes or no; see [`Stored`] for `bool` and `Option<bool>`.
    Flag(bool),
    /// An entry of one of the site's lists.
    Choice(List, &'m Id),
    /// Several entries of one of the site's lists, at least one.
    Choices(List, &'m [Id]),
}

/// A key of a model: a row of the table [`MODEL_KEYS`](super::MODEL_KEYS).
#[derive(Debug, Clone, Copy)]
pub struct ModelKey {
    /// Its names, type, labels and example.
    pub key: Key,
    /// Whether the open data have its value.
    pub open_data: OpenData,
    /// How templates get its value.
    pub view: InView,
    read: Option<Read>,
    fact: Option<GetFact>,
}

/// Whether the open data (`models.json`, `models.csv` and the schema) have the value of a plain key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OpenData {
    /// As a property and a column under the key's own name.
    Published,
    /// Likewise, but left out for an individual's model, because it names a person.
    OfCollectives,
    /// Not as such: either not at all, or the data have something made from it.
    Omitted,
}

/// How templates get the value of a plain key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InView {
    /// In the list `model.other_facts`, with its label: shown without a line of code.
    Listed,
    /// As the field `model.<name>`, which templates place themselves.
    Field,
    /// Not as such.
    Omitted,
}

/// Reads the value of a key out of a record into its field.
type Read = for<'t> fn(&mut Reader<'_, 't>, &SiteConfig, &Record<'_, 't>, &Key, &mut ModelFrontMatter);

/// Gets the value of a key of this kind from its field.
type GetFact = for<'m> fn(&'m ModelFrontMatter, Kind) -> Option<Fact<'m>>;

impl ModelKey {
    /// A plain key, published and listed. Rows are written with [`plain!`], which names the field once.
    pub(super) const fn plain(key: Key, read: Read, fact: GetFact) -> Self {
        Self { key, open_data: OpenData::Published, view: InView::Listed, read: Some(read), fact: Some(fact) }
    }

    /// A key with rules or structure of its own: `read_model` reads it, the open data and the views know it by name.
    pub(super) const fn special(key: Key) -> Self {
        Self { key, open_data: OpenData::Omitted, view: InView::Omitted, read: None, fact: None }
    }

    /// The same key, required.
    pub(super) const fn required(self) -> Self {
        Self { key: self.key.required(), ..self }
    }

    /// The same key, which `read_model` reads by a rule of its own.
    pub(super) const fn read_by_rule(self) -> Self {
        Self { read: None, ..self }
    }

    /// The same key, in open data only as said.
    pub(super) const fn open_data(self, open_data: OpenData) -> Self {
        Self { open_data, ..self }
    }

    /// The same key, in views only as said.
    pub(super) const fn view(self, view: InView) -> Self {
        Self { view, ..self }
    }

    /// Whether the key is plain, so that [`fact`](Self::fact) knows its value.
    pub fn is_plain(&self) -> bool {
        self.fact.is_some()
    }

    /// The value in `model`; `None` if the key is not plain or nothing was written. A required key always has one.
    pub(crate) fn fact<'m>(&self, model: &'m ModelFrontMatter) -> Option<Fact<'m>> {
        self.fact?(model, self.key.kind)
    }

    /// Reads the value into its field, unless a rule does that.
    pub(super) fn read<'t>(
        &self,
        reader: &mut Reader<'_, 't>,
        site: &SiteConfig,
        record: &Record<'_, 't>,
        model: &mut ModelFrontMatter,
    ) {
        if let Some(read) = self.read {
            read(reader, site, record, &self.key, model);
        }
    }
}

/// `plain!(field, vi_name, kind, (label vi, en), (hint vi, en), example)`: the row of the plain key that has the name of
/// `field`, a field of [`ModelFrontMatter`] whose type is [`Stored`].
macro_rules! plain {
    ($field:ident, $vi_name:literal, $kind:expr, $label:expr, $hint:expr, $example:literal $(,)?) => {
        ModelKey::plain(
            Key::new(stringify!($field), $vi_name, $kind, $label, $hint, $example),
            |reader, site, record, key, model| model.$field = Stored::read(reader, site, record, key),
            |model, kind| Stored::fact(&model.$field, kind),
        )
    };
}
pub(super) use plain;

/// The type of a field that a plain key is kept in.
pub(super) trait Stored {
    /// Reads the value of `key`; what is wrong with it becomes a finding.
    fn read<'t>(reader: &mut Reader<'_, 't>, site: &SiteConfig, record: &Record<'_, 't>, key: &Key) -> Self;

    /// The value as a fact of this kind; `None` if there is none, or if the kind does not belong to this type.
    fn fact(&self, kind: Kind) -> Option<Fact<'_>>;
}

/// A required text.
impl Stored for Spanned<String> {
    fn read<'t>(reader: &mut Reader<'_, 't>, _: &SiteConfig, record: &Record<'_, 't>, key: &Key) -> Self {
        reader.text(record, key.name).unwrap_or_default()
    }

    fn fact(&self, kind: Kind) -> Option<Fact<'_>> {
        (kind == Kind::Text).then_some(Fact::Text(&self.value))
    }
}

impl Stored for Option<String> {
    fn read<'t>(reader: &mut Reader<'_, 't>, _: &SiteConfig, record: &Record<'_, 't>, key: &Key) -> Self {
        reader.plain(record, key.name)
    }

    fn fact(&self, kind: Kind) -> Option<Fact<'_>> {
        self.as_deref().filter(|_| kind == Kind::Text).map(Fact::Text)
    }
}

/// Each text once, compared without marks and case.
impl Stored for Vec<String> {
    fn read<'t>(reader: &mut Reader<'_, 't>, _: &SiteConfig, record: &Record<'_, 't>, key: &Key) -> Self {
        reader.distinct_texts(record, key.name)
    }

    fn fact(&self, kind: Kind) -> Option<Fact<'_>> {
        (kind == Kind::Texts && !self.is_empty()).then_some(Fact::Texts(self))
    }
}

impl Stored for Option<Spanned<u16>> {
    fn read<'t>(reader: &mut Reader<'_, 't>, _: &SiteConfig, record: &Record<'_, 't>, key: &Key) -> Self {
        reader.year(record, key.name)
    }

    fn fact(&self, kind: Kind) -> Option<Fact<'_>> {
        self.filter(|_| kind == Kind::Year).map(|year| Fact::Year(year.value))
    }
}

impl Stored for Option<PartialDate> {
    fn read<'t>(reader: &mut Reader<'_, 't>, _: &SiteConfig, record: &Record<'_, 't>, key: &Key) -> Self {
        reader.date(record, key.name)
    }

    fn fact(&self, kind: Kind) -> Option<Fact<'_>> {
        self.filter(|_| kind == Kind::Date).map(Fact::Date)
    }
}

impl Stored for Option<Figure> {
    fn read<'t>(reader: &mut Reader<'_, 't>, _: &SiteConfig, record: &Record<'_, 't>, key: &Key) -> Self {
        reader.figure(record, key.name)
    }

    fn fact(&self, kind: Kind) -> Option<Fact<'_>> {
        self.as_ref().filter(|_| kind == Kind::Number).map(Fact::Number)
    }
}

/// A "no" counts as not written.
impl Stored for bool {
    fn read<'t>(reader: &mut Reader<'_, 't>, _: &SiteConfig, record: &Record<'_, 't>, key: &Key) -> Self {
        reader.flag(record, key.name)
    }

    fn fact(&self, kind: Kind) -> Option<Fact<'_>> {
        (kind == Kind::Flag && *self).then_some(Fact::Flag(true))
    }
}

/// A "no" is an answer, other than what is not written.
impl Stored for Option<bool> {
    fn read<'t>(reader: &mut Reader<'_, 't>, _: &SiteConfig, record: &Record<'_, 't>, key: &Key) -> Self {
        reader.answer(record, key.name)
    }

    fn fact(&self, kind: Kind) -> Option<Fact<'_>> {
        self.filter(|_| kind == Kind::Flag).map(Fact::Flag)
    }
}

/// A required choice.
impl Stored for Id {
    fn read<'t>(reader: &mut Reader<'_, 't>, site: &SiteConfig, record: &Record<'_, 't>, key: &Key) -> Self {
        reader.choice(site, record, key.name).unwrap_or_default().value
    }

    fn fact(&self, kind: Kind) -> Option<Fact<'_>> {
        let Kind::Choice(list) = kind else { return None };
        Some(Fact::Choice(list, self))
    }
}

impl Stored for Option<Id> {
    fn read<'t>(reader: &mut Reader<'_, 't>, site: &SiteConfig, record: &Record<'_, 't>, key: &Key) -> Self {
        reader.choice(site, record, key.name).map(|id| id.value)
    }

    fn fact(&self, kind: Kind) -> Option<Fact<'_>> {
        let Kind::Choice(list) = kind else { return None };
        self.as_ref().map(|id| Fact::Choice(list, id))
    }
}

impl Stored for Vec<Id> {
    fn read<'t>(reader: &mut Reader<'_, 't>, site: &SiteConfig, record: &Record<'_, 't>, key: &Key) -> Self {
        reader.choices(site, record, key.name).into_iter().map(|id| id.value).collect()
    }

    fn fact(&self, kind: Kind) -> Option<Fact<'_>> {
        let Kind::Choices(list) = kind else { return None };
        (!self.is_empty()).then_some(Fact::Choices(list, self))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::{Code, FileContext};
    use crate::front_matter;
    use crate::schema::{MODEL_KEYS, read_model};
    use crate::text::SitePath;

    /// Reads `written` as the value of a key of this kind into a field of type `T`, and hands over its fact and the findings.
    fn read<T: Stored>(kind: Kind, written: &str, check: impl FnOnce(Option<Fact<'_>>, &[Code])) {
        let keys: &'static [Key] = vec![Key::new("key", "khoa", kind, ("a", "b"), ("c", "d"), "e")].leak();
        let path = SitePath::new("content/mo-hinh/x.md");
        let text = format!("---\nkey: {written}\n---\n");
        let file = FileContext::new(&path, &text);
        let front = front_matter::read(&file).value;
        let mut reader = Reader::new(&file, 2026);
        let record = reader.record(keys, &front.root, front.fence);
        let value = T::read(&mut reader, &SiteConfig::default(), &record, &keys[0]);
        let codes: Vec<Code> = reader.findings.iter().map(|finding| finding.code).collect();
        check(value.fact(kind), &codes);
    }

    #[test]
    fn each_type_of_field_reads_its_kind() {
        let (fields, campaigns) = (Kind::Choice(List::Fields), Kind::Choices(List::Campaigns));
        let (field, campaign) = (Id::new("kinh-te"), Id::new("04-khong"));
        let figure = Figure { text: "1.932".to_owned(), amount: 1932.0 };
        let texts = ["a".to_owned(), "b".to_owned()];
        read::<Spanned<String>>(Kind::Text, "a  b", |fact, _| assert_eq!(fact, Some(Fact::Text("a b"))));
        read::<Option<String>>(Kind::Text, "a", |fact, _| assert_eq!(fact, Some(Fact::Text("a"))));
        read::<Vec<String>>(Kind::Texts, "[a, b]", |fact, _| assert_eq!(fact, Some(Fact::Texts(&texts))));
        read::<Option<Spanned<u16>>>(Kind::Year, "2016", |fact, _| assert_eq!(fact, Some(Fact::Year(2016))));
        read::<Option<PartialDate>>(Kind::Date, "15/10/2025", |fact, _| {
            assert_eq!(fact, PartialDate::parse("2025-10-15").map(Fact::Date));
        });
        read::<Option<PartialDate>>(Kind::Date, "2025", |fact, _| {
            assert_eq!(fact, PartialDate::parse("2025").map(Fact::Date));
        });
        read::<Option<Figure>>(Kind::Number, "1.932", |fact, _| assert_eq!(fact, Some(Fact::Number(&figure))));
        read::<bool>(Kind::Flag, "có", |fact, _| assert_eq!(fact, Some(Fact::Flag(true))));
        read::<bool>(Kind::Flag, "không", |fact, _| assert_eq!(fact, None));
        read::<Option<bool>>(Kind::Flag, "không", |fact, _| assert_eq!(fact, Some(Fact::Flag(false))));
        read::<Option<bool>>(Kind::Flag, "", |fact, _| assert_eq!(fact, None));
        read::<Id>(fields, "kinh-te", |fact, _| assert_eq!(fact, Some(Fact::Choice(List::Fields, &field))));
        read::<Option<Id>>(fields, "kinh-te", |fact, _| assert_eq!(fact, Some(Fact::Choice(List::Fields, &field))));
        read::<Vec<Id>>(campaigns, "[04-khong]", |fact, _| {
            assert_eq!(fact, Some(Fact::Choices(List::Campaigns, std::slice::from_ref(&campaign))));
        });
    }

    #[test]
    fn what_a_field_cannot_hold_is_a_finding_and_no_fact() {
        let none =
            |code: Code| move |fact: Option<Fact<'_>>, codes: &[Code]| assert_eq!((fact, codes), (None, &[code][..]));
        read::<Option<String>>(Kind::Text, "[a]", none(Code::WrongShape));
        read::<Vec<String>>(Kind::Texts, "a", none(Code::WrongShape));
        read::<Option<Spanned<u16>>>(Kind::Year, "16", none(Code::BadYear));
        read::<Option<PartialDate>>(Kind::Date, "a", none(Code::BadDate));
        read::<Option<Figure>>(Kind::Number, "a", none(Code::BadNumber));
        read::<bool>(Kind::Flag, "a", none(Code::WrongShape));
        read::<Option<Id>>(Kind::Choice(List::Kinds), "a", none(Code::UnknownValue));
        read::<Vec<Id>>(Kind::Choices(List::Campaigns), "[a]", none(Code::UnknownValue));
    }

    #[test]
    fn the_field_of_each_plain_key_has_the_type_of_its_kind() {
        let yaml: String = MODEL_KEYS.iter().map(|row| format!("{}: {}\n", row.key.name, row.key.example)).collect();
        let path = SitePath::new("content/mo-hinh/x.md");
        let text = format!("---\n{yaml}---\n");
        let file = FileContext::new(&path, &text);
        let model = read_model(&file, &front_matter::read(&file).value, &SiteConfig::default(), 2026).value;
        for row in MODEL_KEYS.iter().filter(|row| row.is_plain()) {
            assert!(row.fact(&model).is_some(), "{}: {:?} in a field of another type", row.key.name, row.key.kind);
        }
    }
}
