//! The catalog as open data: tables for office programs, JSON for programmers, a description for catalogues of data.
//!
//! Every file is a pure function of the catalog and is written straight into one row of bytes. Its columns stand in one
//! table each, which also explains them on the page about the data. Private persons stay out: of an individual's model
//! the name of who runs it is left out, contacts are those of offices, and nobody who took over a model is named.

mod csv;
mod describe;
mod models;
mod order;
mod parts;
mod properties;
mod schema;
mod shapes;
mod tables;
#[cfg(test)]
mod tests;

use crate::catalog::{Catalog, Model, ModelId};
use crate::route::{self, DataFile};
use crate::schema::{Fact, ModelKey, OpenData};
use crate::text::{Date, StaticMessage};

pub use describe::{Description, about, keeper, schema_org};
pub use tables::{Explained, columns};

/// Version of the shape of `models.json`. It rises when a reader written for the old shape would go wrong.
pub const VERSION: u32 = 1;

/// The description for catalogues of data. `len` gives a file's length in bytes.
pub fn catalogue(catalog: &Catalog, len: impl Fn(DataFile) -> Option<u64>) -> Vec<u8> {
    pretty(&describe::dcat(catalog, len))
}

/// The bytes of a file.
pub fn bytes(catalog: &Catalog, file: DataFile) -> Vec<u8> {
    match file {
        DataFile::Models => models::json(catalog),
        DataFile::ModelsSchema => pretty(&schema::schema(&catalog.site)),
        DataFile::ModelsTable => tables::models(catalog),
        DataFile::Places => tables::places(catalog),
        DataFile::Spread => tables::spread(catalog),
        DataFile::Catalogue => catalogue(catalog, |_| None),
    }
}

/// The day of the newest known change of a model: the version of the data.
pub fn modified(catalog: &Catalog) -> Option<Date> {
    catalog.models.iter().filter_map(|model| model.updated).max()
}

fn pretty(value: &serde_json::Value) -> Vec<u8> {
    format!("{value:#}\n").into_bytes()
}

/// The address of a page of the site, as it is seen from the folder of data.
fn seen_from_data(catalog: &Catalog, url_path: &str) -> String {
    match &catalog.site.base_url {
        Some(base) => route::absolute(base, url_path),
        None => format!("{}{url_path}", route::root_from(DataFile::Models.url_path())),
    }
}

/// One model, as tables and JSON see it.
#[derive(Clone, Copy)]
struct ModelRow<'c> {
    catalog: &'c Catalog,
    id: ModelId,
    model: &'c Model,
}

impl<'c> ModelRow<'c> {
    fn all(catalog: &'c Catalog) -> impl ExactSizeIterator<Item = Self> {
        catalog.models.iter().enumerate().map(move |(id, model)| Self { catalog, id: id as ModelId, model })
    }

    /// The value of a plain key; none where it would name a person, who is not named in data that is passed on.
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

/// The kind of a model that one person runs.
const INDIVIDUAL: &str = "ca-nhan";

/// The value of a flag.
const YES: StaticMessage = StaticMessage::fixed("có", "yes");
