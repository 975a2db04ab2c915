//! `models.json`: every model with every fact, in English keys that never change within a version.

use serde::Serialize;
use serde::ser::{SerializeMap, SerializeSeq, Serializer};

use super::order::Item;
use super::properties::{Property, properties};
use super::{ModelRow, VERSION, modified};
use crate::catalog::Catalog;
use crate::schema::{Fact, Id};

/// Bytes of JSON that a model mostly needs, so that the buffer seldom grows.
const MODEL_BYTES: usize = 1800;

pub(super) fn json(catalog: &Catalog) -> Vec<u8> {
    let mut out = Vec::with_capacity(4096 + catalog.models.len() * MODEL_BYTES);
    let file = File {
        version: VERSION,
        generated_from: Origin {
            site: &catalog.site.title,
            url: catalog.site.base_url.as_deref(),
            language: &catalog.site.language,
            modified: modified(catalog).map(|date| date.to_string()),
            models: catalog.models.len(),
            program: concat!("lantoa ", env!("CARGO_PKG_VERSION")),
        },
        fields: catalog.site.fields.iter().map(FieldEntry::of).collect(),
        levels: catalog.site.levels.iter().map(|level| Entry { id: &level.id, label: &level.label }).collect(),
        unit_types: entries(&catalog.site.unit_types),
        stages: entries(&catalog.site.stages),
        kinds: entries(&catalog.site.kinds),
        campaigns: catalog.site.campaigns.iter().map(|one| Entry { id: &one.id, label: &one.label }).collect(),
        models: Models { catalog, properties: properties() },
    };
    // Writing to memory does not fail, and every key is a text.
    if serde_json::to_writer(&mut out, &file).is_err() {
        out.clear();
    }
    out.push(b'\n');
    out
}

#[derive(Serialize)]
struct File<'c> {
    version: u32,
    generated_from: Origin<'c>,
    fields: Vec<FieldEntry<'c>>,
    levels: Vec<Entry<'c>>,
    unit_types: Vec<Entry<'c>>,
    stages: Vec<Entry<'c>>,
    kinds: Vec<Entry<'c>>,
    campaigns: Vec<Entry<'c>>,
    models: Models<'c>,
}

/// What the file was generated from. It has no time of generation: the same content gives the same bytes.
#[derive(Serialize)]
struct Origin<'c> {
    site: &'c str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'c str>,
    language: &'c str,
    #[serde(skip_serializing_if = "Option::is_none")]
    modified: Option<String>,
    models: usize,
    program: &'static str,
}

#[derive(Serialize)]
struct Entry<'c> {
    id: &'c str,
    label: &'c str,
}

fn entries(list: &[crate::schema::Choice]) -> Vec<Entry<'_>> {
    list.iter().map(|entry| Entry { id: &entry.id, label: &entry.label }).collect()
}

#[derive(Serialize)]
struct FieldEntry<'c> {
    id: &'c str,
    label: &'c str,
    official: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    counts_as: Option<&'c Id>,
}

impl<'c> FieldEntry<'c> {
    fn of(field: &'c crate::schema::Field) -> Self {
        Self { id: &field.id, label: &field.label, official: field.official, counts_as: field.counts_as.as_ref() }
    }
}

/// The models, serialised one by one: only one is held at a time.
struct Models<'c> {
    catalog: &'c Catalog,
    properties: Vec<Item<Property>>,
}

impl Serialize for Models<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(Some(self.catalog.models.len()))?;
        for row in ModelRow::all(self.catalog) {
            list.serialize_element(&OneModel { row, properties: &self.properties })?;
        }
        list.end()
    }
}

struct OneModel<'c, 'p> {
    row: ModelRow<'c>,
    properties: &'p [Item<Property>],
}

impl Serialize for OneModel<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_map(None)?;
        for property in self.properties {
            match property {
                Item::Plain(key) => {
                    if let Some(fact) = self.row.fact(key) {
                        object.serialize_entry(key.key.name, &JsonFact(fact))?;
                    }
                }
                Item::Derived(property) => {
                    if let Some(part) = (property.value)(&self.row) {
                        object.serialize_entry(property.name, &part)?;
                    }
                }
            }
        }
        object.end()
    }
}

/// The value of a plain key: choices by their ids, dates as ISO 8601 has them.
struct JsonFact<'m>(Fact<'m>);

impl Serialize for JsonFact<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Fact::Text(text) => serializer.serialize_str(text),
            Fact::Texts(texts) => texts.serialize(serializer),
            Fact::Year(year) => serializer.serialize_u16(year),
            Fact::Date(date) => date.serialize(serializer),
            Fact::Number(figure) => serializer.serialize_f64(figure.amount),
            Fact::Flag(flag) => serializer.serialize_bool(flag),
            Fact::Choice(_, id) => id.serialize(serializer),
            Fact::Choices(_, ids) => ids.serialize(serializer),
        }
    }
}
