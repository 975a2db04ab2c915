//! The value of one key as lists have it: between the YAML of a file and the cell of a sheet.
//!
//! Two values are equal if they say the same, however each was written: choices are known by their labels, dates by the day.

use crate::front_matter::{Node, Value};
use crate::schema::{self, Key, Kind, SiteConfig, collapse_white_space};
use crate::text::PartialDate;

/// What a key says.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) enum Datum {
    /// Nothing is written.
    #[default]
    Empty,
    /// One text, with white space collapsed: also of a choice, of which it is the label, and of what cannot be read.
    Text(String),
    /// Several texts, at least one.
    Texts(Vec<String>),
    /// A year.
    Year(u16),
    /// A day, a month or a year.
    Date(PartialDate),
    /// Yes or no.
    Flag(bool),
    /// Groups of keys, at least one, each with what it says, in the order of the table.
    Records(Vec<Group>),
}

/// What each key of a group says, as text; none is empty.
pub(crate) type Group = Vec<(&'static Key, String)>;

impl Datum {
    /// The value of `key` as it stands in the YAML of a file. A group of which nothing can be read is left out.
    pub(crate) fn of_node(key: &Key, node: &Node<'_>, site: &SiteConfig) -> Self {
        let texts = |node: &Node<'_>| -> Vec<String> {
            match &node.value {
                Value::List(items) => items.iter().filter_map(text_of).collect(),
                _ => text_of(node).into_iter().collect(),
            }
        };
        match key.kind {
            Kind::Records(keys) | Kind::Record(keys) => {
                let items = match &node.value {
                    Value::List(items) => items.as_slice(),
                    _ => std::slice::from_ref(node),
                };
                Self::of_groups(items.iter().map(|item| group(keys, item, site)).collect())
            }
            Kind::Texts | Kind::Choices(_) | Kind::Localities | Kind::Aliases => {
                Self::of_texts(texts(node).iter().map(|text| canonical(key.kind, text, site)).collect())
            }
            _ => Self::of_text(key.kind, &texts(node).join(", "), site),
        }
    }

    /// One text as a value of `kind`.
    pub(crate) fn of_text(kind: Kind, text: &str, site: &SiteConfig) -> Self {
        if text.is_empty() {
            return Self::Empty;
        }
        let typed = match kind {
            Kind::Year => text.parse().ok().filter(|_| text.len() == 4).map(Self::Year),
            Kind::Date => PartialDate::parse(text).map(Self::Date),
            Kind::Flag => schema::flag_of(text).map(Self::Flag),
            _ => None,
        };
        typed.unwrap_or_else(|| Self::Text(canonical(kind, text, site)))
    }

    pub(crate) fn of_texts(texts: Vec<String>) -> Self {
        if texts.is_empty() { Self::Empty } else { Self::Texts(texts) }
    }

    /// Groups that say nothing are left out.
    pub(crate) fn of_groups(mut groups: Vec<Group>) -> Self {
        groups.retain(|group| !group.is_empty());
        if groups.is_empty() { Self::Empty } else { Self::Records(groups) }
    }

    /// Whether nothing is written.
    pub(crate) fn is_empty(&self) -> bool {
        *self == Self::Empty
    }
}

/// The text of a scalar, with white space collapsed; `None` for an empty one and for what is none.
pub(super) fn text_of(node: &Node<'_>) -> Option<String> {
    let text = node.text().filter(|_| !node.is_null())?;
    Some(collapse_white_space(text)).filter(|text| !text.is_empty())
}

/// What the keys of one group say.
pub(super) fn group(keys: &'static [Key], node: &Node<'_>, site: &SiteConfig) -> Group {
    let value = |key: &Key| {
        let (_, value) = node.pairs().iter().find(|(name, _)| name.text().is_some_and(|name| key.is_called(name)))?;
        Some(canonical(key.kind, &text_of(value)?, site))
    };
    keys.iter().filter_map(|key| Some((key, value(key)?))).collect()
}

/// One text of `kind` in the form in which lists have it: a choice by its label, a day as Vietnamese papers write it.
pub(crate) fn canonical(kind: Kind, text: &str, site: &SiteConfig) -> String {
    let known = match kind {
        Kind::Choice(list) | Kind::Choices(list) => {
            let id = schema::find_entry(&site.entries(list), text);
            id.and_then(|id| site.label(list, &id).map(str::to_owned))
        }
        Kind::Date => PartialDate::parse(text).map(PartialDate::vietnamese),
        _ => None,
    };
    known.unwrap_or_else(|| text.to_owned())
}
