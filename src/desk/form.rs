//! The forms of models and pages, made from the tables of keys.

use serde::Serialize;

use crate::entry::EntryKind;
use crate::schema::{Key, Kind, SiteConfig};
use crate::text::{Lang, PartialDate, StaticMessage};

/// The groups of a form, in their order, with the keys that they begin with. Keys that are in none stand in the last.
type Groups = [(StaticMessage, &'static [&'static str])];

/// Those of a model.
const GROUPS: &Groups = &[
    (
        StaticMessage::fixed("Mô hình", "The model"),
        &["title", "summary", "locality", "locality_now", "field", "fields_also"],
    ),
    (StaticMessage::fixed("Ảnh bìa", "Cover"), &["cover", "cover_alt"]),
    (StaticMessage::fixed("Ai làm", "Who runs it"), &["organisation", "unit_type", "kind", "contact"]),
    (
        StaticMessage::fixed("Quá trình và khen thưởng", "Stages and awards"),
        &["started", "stage", "recognised", "called_dan_van_kheo", "awards"],
    ),
    (
        StaticMessage::fixed("Kết quả, nguồn lực, điều kiện", "Results, resources, conditions"),
        &["results", "resources", "conditions"],
    ),
    (StaticMessage::fixed("Nhân rộng", "Copies"), &["based_on", "replications", "updates"]),
    (
        StaticMessage::fixed("Nguồn và rà soát", "Sources and review"),
        &["sources", "facts_as_of", "reviewed", "campaigns", "tags"],
    ),
    (StaticMessage::fixed("Khác", "Other"), &[]),
];

/// Those of an ordinary page.
const PAGE_GROUPS: &Groups =
    &[(StaticMessage::fixed("Trang", "The page"), &["title", "summary"]), (StaticMessage::fixed("Khác", "Other"), &[])];

/// Keys that a form has no field for, because another says it too: the short form of an award.
pub(super) const FOLDED: [&str; 2] = ["award_year", "award_level"];

/// The groups of a form.
#[derive(Debug, Serialize)]
pub(crate) struct FormGroup {
    label: &'static str,
    /// Whether it stands above the article.
    is_above: bool,
    fields: Vec<Field>,
}

/// One field: a key.
#[derive(Debug, Serialize)]
pub(crate) struct Field {
    name: &'static str,
    label: &'static str,
    hint: &'static str,
    example: String,
    kind: &'static str,
    required: bool,
    /// Of a closed list.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    options: Vec<Choice>,
    /// Of a group.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    fields: Vec<Field>,
}

impl Field {
    /// The same with another hint.
    pub(super) fn with_hint(self, hint: &'static str) -> Self {
        Self { hint, ..self }
    }
}

/// An entry of a closed list.
#[derive(Debug, Serialize)]
struct Choice {
    id: String,
    label: String,
}

/// The form of such an entry on this site.
pub(crate) fn form(kind: EntryKind, site: &SiteConfig, lang: Lang) -> Vec<FormGroup> {
    let (groups, above) = match kind {
        EntryKind::Model => (GROUPS, 2),
        EntryKind::Page => (PAGE_GROUPS, 1),
    };
    let keys = kind.keys();
    let is_placed = |key: &Key| groups.iter().any(|(_, names)| names.contains(&key.name));
    let shown = |key: &&Key| !FOLDED.contains(&key.name);
    let last = groups.len() - 1;
    let group = |(at, (label, names)): (usize, &(StaticMessage, &'static [&'static str]))| {
        let named = names.iter().filter_map(|name| keys.iter().find(|key| key.name == *name));
        let others = keys.iter().filter(|key| at == last && !is_placed(key));
        let fields = named.chain(others).filter(shown).map(|key| field(None, key, site, lang)).collect();
        FormGroup { label: label.get(lang), is_above: at < above, fields }
    };
    groups.iter().enumerate().map(group).collect()
}

/// The field of a key; `group` is the key of the group that it is in.
pub(super) fn field(group: Option<&Key>, key: &'static Key, site: &SiteConfig, lang: Lang) -> Field {
    let options = match key.kind {
        Kind::Choice(list) | Kind::Choices(list) => {
            let entries = site.entries(list).into_iter();
            entries.map(|(id, label)| Choice { id: id.to_string(), label: label.to_owned() }).collect()
        }
        Kind::OneOf(words) | Kind::SomeOf(words) => {
            words.iter().map(|(id, label)| Choice { id: (*id).to_owned(), label: (*label).to_owned() }).collect()
        }
        _ => Vec::new(),
    };
    Field {
        name: key.name,
        label: key.label.get(lang),
        hint: key.hint_in_form(group).get(lang),
        example: example(key, lang),
        kind: kind_name(key.kind),
        required: key.required,
        options,
        fields: key.kind.keys().iter().map(|inner| field(Some(key), inner, site, lang)).collect(),
    }
}

/// An example as it is typed; a day as Vietnamese papers write it.
fn example(key: &Key, lang: Lang) -> String {
    let day = PartialDate::parse(key.example).filter(|_| key.kind == Kind::Date && lang == Lang::Vi);
    day.map_or_else(|| key.example.to_owned(), PartialDate::vietnamese)
}

/// How the page knows a kind.
fn kind_name(kind: Kind) -> &'static str {
    match kind {
        Kind::Text | Kind::Id | Kind::Language | Kind::Order | Kind::PageSlug => "text",
        Kind::Texts => "texts",
        Kind::Year => "year",
        Kind::Date => "date",
        Kind::Number => "number",
        Kind::Flag => "flag",
        Kind::Choice(_) | Kind::OneOf(_) => "choice",
        Kind::Choices(_) | Kind::SomeOf(_) => "choices",
        Kind::Locality => "place",
        Kind::Localities => "places",
        Kind::ModelSlug => "model",
        Kind::Url => "url",
        Kind::Aliases => "aliases",
        Kind::File => "picture",
        Kind::Phone => "phone",
        Kind::Email => "email",
        Kind::Record(_) => "group",
        Kind::Records(_) => "groups",
    }
}
