//! The catalog as open data: tables for office programs, JSON for programmers, a description for data portals.
//!
//! Every file is a pure function of the catalog. Columns and properties of plain keys come from the key table
//! ([`MODEL_KEYS`](crate::schema::MODEL_KEYS)), all others from a table of their own; the page about the data explains
//! columns from the same tables. Private persons are not named: not the one who runs a model, not those who copied it;
//! contacts are those of offices.

mod csv;
mod describe;
mod division;
mod models;
mod order;
mod parts;
mod properties;
mod schema;
mod shapes;
mod tables;
#[cfg(test)]
mod tests;

use std::io::{self, Write};

use crate::catalog::{Catalog, Model, ModelId};
use crate::route::{self, DataFile};
use crate::schema::{Fact, ModelKey, OpenData};
use crate::text::{Date, StaticMessage};

pub(crate) use csv::Csv;
pub(crate) use describe::{about, keeper, schema_org};
pub(crate) use division::{ARCHIVE_LEVEL, Divided, Division, LARGEST, Part};
pub(crate) use tables::columns;

/// Version of the shape of `models.json`, raised with every change that breaks a program written for the old one.
pub(crate) const VERSION: u32 = 2;

/// The description for catalogues of data. `len` gives the length in bytes of the file at a URL path.
pub(crate) fn catalogue(catalog: &Catalog, division: &Division, len: impl Fn(&str) -> Option<u64>) -> Vec<u8> {
    pretty(&describe::dcat(catalog, division, len))
}

/// The bytes of a file: the whole, or the index of its parts.
pub(crate) fn bytes(catalog: &Catalog, division: &Division, file: DataFile) -> Vec<u8> {
    let mut out = Vec::new();
    // Writing to memory does not fail, and every key is a text.
    let written = match (file, division.of(catalog, file)) {
        (DataFile::Models, Some(divided)) => models::write_index(catalog, divided, &mut out),
        (_, Some(divided)) => tables::write_index(catalog, file, divided, &mut out),
        (DataFile::ModelsSchema, None) => {
            return pretty(&schema::schema(&catalog.site, division.of(catalog, DataFile::Models).is_some()));
        }
        (DataFile::Places, None) => return tables::places(catalog),
        (DataFile::Catalogue, None) => return catalogue(catalog, division, |_| None),
        (DataFile::Models | DataFile::ModelsTable | DataFile::Spread, None) => write_whole(catalog, file, &mut out),
    };
    if written.is_err() {
        out.clear();
    }
    out
}

/// The bytes of a part of a file.
pub(crate) fn part_bytes(catalog: &Catalog, file: DataFile, part: &Part) -> Vec<u8> {
    let mut out = Vec::new();
    // Writing to memory does not fail.
    let _ = write_models(catalog, file, &part.models, &mut out);
    out
}

/// Writes a file with all models.
///
/// # Errors
/// Those of `out`.
pub(crate) fn write_whole(catalog: &Catalog, file: DataFile, out: &mut impl Write) -> io::Result<()> {
    let all: Vec<ModelId> = (0..catalog.models.len() as ModelId).collect();
    write_models(catalog, file, &all, out)
}

/// Writes a file with these models and no others; nothing for the files that do not list models.
fn write_models(catalog: &Catalog, file: DataFile, models: &[ModelId], out: &mut impl Write) -> io::Result<()> {
    match file {
        DataFile::Models => models::write(catalog, models, out),
        DataFile::ModelsTable => tables::write_models(catalog, models, out),
        DataFile::Spread => tables::write_spread(catalog, models, out),
        DataFile::ModelsSchema | DataFile::Places | DataFile::Catalogue => Ok(()),
    }
}

/// The day of the latest known change of a model, which stands for the version of the data.
pub(crate) fn modified(catalog: &Catalog) -> Option<Date> {
    catalog.models.iter().filter_map(|model| model.updated).max()
}

fn pretty(value: &serde_json::Value) -> Vec<u8> {
    format!("{value:#}\n").into_bytes()
}

/// The absolute URL of a page of the site; without a base URL, relative to the folder of the data.
fn page_url(catalog: &Catalog, url_path: &str) -> String {
    match &catalog.site.base_url {
        Some(base) => route::absolute(base, url_path),
        None => format!("{}{url_path}", route::root_from(DataFile::Models.url_path())),
    }
}

/// One model: a row of `models.csv`, an object in `models.json`.
#[derive(Clone, Copy)]
struct ModelRow<'c> {
    catalog: &'c Catalog,
    id: ModelId,
    model: &'c Model,
}

impl<'c> ModelRow<'c> {
    fn of(catalog: &'c Catalog, id: ModelId) -> Self {
        Self { catalog, id, model: catalog.model(id) }
    }

    /// The value of a plain key, if it is published: names of individuals are not.
    fn fact(&self, key: &ModelKey) -> Option<Fact<'c>> {
        let front_matter = self.model.front_matter();
        let of_individual = || front_matter.kind.as_ref().is_some_and(|kind| kind == INDIVIDUAL);
        match key.open_data {
            OpenData::Published => key.fact(front_matter),
            OpenData::OfCollectives => key.fact(front_matter).filter(|_| !of_individual()),
            OpenData::Omitted => None,
        }
    }
}

/// Id of the kind of model that is an individual's.
const INDIVIDUAL: &str = "ca-nhan";

/// The cell of a flag.
fn answer(flag: bool) -> StaticMessage {
    if flag { StaticMessage::fixed("có", "yes") } else { StaticMessage::fixed("không", "no") }
}
