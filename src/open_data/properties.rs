//! The properties of a model in `models.json`, in order: those of plain keys come from the key table, all others stand here
//! with their value and their schema.

use serde::Serialize;
use serde_json::{Value, json};

use super::order::{Anchor, Item, in_order};
use super::parts::{Office, OneAward, OneCount, OneEdge, OnePlace, OneResult, OneSource};
use super::shapes::{day, list, text};
use super::{ModelRow, page_url};
use crate::route;
use crate::schema::{Need, SiteConfig};
use crate::text::Date;

/// A property that no plain key gives.
pub(super) struct Property {
    pub(super) name: &'static str,
    /// Whether every model has it.
    pub(super) required: bool,
    pub(super) shape: fn(&SiteConfig) -> Value,
    /// Its value; `None` leaves it out.
    pub(super) value: for<'c> fn(&ModelRow<'c>) -> Option<Part<'c>>,
}

/// The value of a [`Property`].
#[derive(Serialize)]
#[serde(untagged)]
pub(super) enum Part<'c> {
    Text(&'c str),
    Address(String),
    Date(Date),
    Place(OnePlace<'c>),
    Awards(Vec<OneAward<'c>>),
    Results(Vec<OneResult<'c>>),
    Contact(Office<'c>),
    Counts(Vec<OneCount<'c>>),
    Ids(Vec<&'static str>),
    Spread(Vec<OneEdge<'c>>),
    Sources(Vec<OneSource<'c>>),
}

pub(super) const DERIVED: &[(Anchor, Property)] = &[
    (
        Anchor::Start,
        Property {
            name: "id",
            required: true,
            shape: |_| text(),
            value: |row| Some(Part::Text(&row.model.entry.slug)),
        },
    ),
    (
        Anchor::Start,
        Property {
            name: "url",
            required: true,
            shape: |_| text(),
            value: |row| Some(Part::Address(page_url(row.catalog, &route::model(&row.model.entry.slug)))),
        },
    ),
    (
        Anchor::After("locality"),
        Property {
            name: "place",
            required: true,
            shape: |_| OnePlace::shape(),
            value: |row| Some(Part::Place(OnePlace::of(row.catalog, &row.model.place))),
        },
    ),
    (
        Anchor::After("awards"),
        Property {
            name: "awards",
            required: false,
            shape: |site| list(OneAward::shape(site)),
            value: |row| all(&row.model.front_matter().awards, OneAward::of).map(Part::Awards),
        },
    ),
    (
        Anchor::After("results"),
        Property {
            name: "results",
            required: false,
            shape: |_| list(OneResult::shape()),
            value: |row| all(&row.model.front_matter().results, OneResult::of).map(Part::Results),
        },
    ),
    (
        Anchor::After("contact"),
        Property {
            name: "contact",
            required: false,
            shape: |_| Office::shape(),
            value: |row| Office::of(row.model.front_matter().contact.as_ref()?).map(Part::Contact),
        },
    ),
    (
        Anchor::After("contact"),
        Property {
            name: "told",
            required: true,
            shape: |_| list(json!({"enum": Need::ALL.map(Need::id)})),
            value: |row| Some(Part::Ids(row.model.told.met().map(Need::id).collect())),
        },
    ),
    (
        Anchor::After("replications"),
        Property {
            name: "counted_copies",
            required: false,
            shape: |_| list(OneCount::shape()),
            value: |row| {
                let counts: Vec<_> = OneCount::all(row.catalog, row.model).collect();
                (!counts.is_empty()).then_some(Part::Counts(counts))
            },
        },
    ),
    (
        Anchor::After("based_on"),
        Property {
            name: "based_on",
            required: false,
            shape: |_| text(),
            value: |row| Some(Part::Text(&row.catalog.model(row.model.based_on?).entry.slug)),
        },
    ),
    (
        Anchor::After("based_on"),
        Property {
            name: "spread",
            required: false,
            shape: |_| list(OneEdge::shape()),
            value: |row| {
                let edges: Vec<_> =
                    row.catalog.spread.of(row.id).iter().map(|edge| OneEdge::of(row.catalog, edge)).collect();
                (!edges.is_empty()).then_some(Part::Spread(edges))
            },
        },
    ),
    (
        Anchor::After("sources"),
        Property {
            name: "sources",
            required: false,
            shape: |_| list(OneSource::shape()),
            value: |row| all(&row.model.front_matter().sources, OneSource::of).map(Part::Sources),
        },
    ),
    (
        Anchor::End,
        Property { name: "updated", required: false, shape: |_| day(), value: |row| row.model.updated.map(Part::Date) },
    ),
];

pub(super) fn properties() -> Vec<Item<Property>> {
    in_order(DERIVED)
}

/// The entries of a list as parts; `None` if it has none.
fn all<'c, T, P>(entries: &'c [T], part: fn(&'c T) -> P) -> Option<Vec<P>> {
    (!entries.is_empty()).then(|| entries.iter().map(part).collect())
}
