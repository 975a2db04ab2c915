//! `models.json`: every model with every fact, in English keys that never change within a version.

use std::io::{self, Write};

use rayon::prelude::*;
use serde::Serialize;
use serde::ser::{SerializeMap, SerializeSeq, Serializer};

use super::order::Item;
use super::properties::{Property, properties};
use super::{Divided, ModelRow, Part, VERSION, modified, page_url};
use crate::catalog::{Catalog, ModelId};
use crate::route::DataFile;
use crate::schema::{Fact, Id};

/// Writes the file with these models.
///
/// # Errors
/// Those of `out`.
pub(super) fn write(catalog: &Catalog, models: &[ModelId], mut out: impl Write) -> io::Result<()> {
    let count = models.len();
    let models = Some(Models { catalog, models, properties: properties() });
    serde_json::to_writer(&mut out, &File { models, ..File::of(catalog, count) })?;
    out.write_all(b"\n")
}

/// Writes the index of a file in parts: all that the whole has but its models, and where they are.
///
/// # Errors
/// Those of `out`.
pub(super) fn write_index(catalog: &Catalog, divided: &Divided, mut out: impl Write) -> io::Result<()> {
    let part = |part: &Part| PartEntry {
        label: part.label.clone(),
        url: page_url(catalog, &DataFile::Models.part(&part.slug)),
        models: part.models.len(),
    };
    let parts = divided.parts.iter().map(part).collect();
    let whole = divided.has_archive.then(|| page_url(catalog, &DataFile::Models.archive()));
    let file = File { parts: Some(parts), whole, ..File::of(catalog, catalog.models.len()) };
    serde_json::to_writer(&mut out, &file)?;
    out.write_all(b"\n")
}

/// The bytes that each model adds to the file.
pub(super) fn lengths(catalog: &Catalog) -> Vec<u64> {
    let one = |properties: &mut Vec<Item<Property>>, id: usize| {
        let mut length = Length::default();
        let row = ModelRow::of(catalog, id as ModelId);
        // Counting does not fail; 1 for the comma.
        let _ = serde_json::to_writer(&mut length, &OneModel { row, properties });
        length.0 + 1
    };
    (0..catalog.models.len()).into_par_iter().map_init(properties, one).collect()
}

/// Counts what is written to it.
#[derive(Default)]
struct Length(u64);

impl Write for Length {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 += bytes.len() as u64;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
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
    /// None in the index of a file in parts.
    #[serde(skip_serializing_if = "Option::is_none")]
    models: Option<Models<'c>>,
    /// Only in that index.
    #[serde(skip_serializing_if = "Option::is_none")]
    parts: Option<Vec<PartEntry>>,
    /// There too: where all models stand in one file, compressed.
    #[serde(skip_serializing_if = "Option::is_none")]
    whole: Option<String>,
}

impl<'c> File<'c> {
    /// All but the models, of which the file has so many.
    fn of(catalog: &'c Catalog, models: usize) -> Self {
        let site = &catalog.site;
        Self {
            version: VERSION,
            generated_from: Origin {
                site: &site.title,
                url: site.base_url.as_deref(),
                language: &site.language,
                modified: modified(catalog).map(|date| date.to_string()),
                models,
                program: concat!("lantoa ", env!("CARGO_PKG_VERSION")),
            },
            fields: site.fields.iter().map(FieldEntry::of).collect(),
            levels: site.levels.iter().map(|level| Entry { id: &level.id, label: &level.label }).collect(),
            unit_types: entries(&site.unit_types),
            stages: entries(&site.stages),
            kinds: entries(&site.kinds),
            campaigns: site.campaigns.iter().map(|one| Entry { id: &one.id, label: &one.label }).collect(),
            models: None,
            parts: None,
            whole: None,
        }
    }
}

/// One part of a file in parts.
#[derive(Serialize)]
struct PartEntry {
    label: String,
    url: String,
    models: usize,
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
    models: &'c [ModelId],
    properties: Vec<Item<Property>>,
}

impl Serialize for Models<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(Some(self.models.len()))?;
        for &id in self.models {
            let row = ModelRow::of(self.catalog, id);
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
