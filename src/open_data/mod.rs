//! The catalog as open data: tables for office programs, JSON for programmers, a description for catalogues of data.
//!
//! Every file is a pure function of the catalog and is written straight into one row of bytes. Its columns stand in one
//! table each, which also explains them on the page about the data. Private persons stay out: of an individual's model
//! the name of who runs it is left out, contacts are those of offices, and nobody who took over a model is named.

mod csv;
mod describe;
mod models;
mod schema;
mod tables;
#[cfg(test)]
mod tests;

use crate::catalog::{Catalog, Model};
use crate::route::{self, DataFile};
use crate::text::StaticMessage;
use crate::text::{Date, Lang};

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
        DataFile::ModelsSchema => pretty(&schema::schema(&catalog.site, lang(catalog))),
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

fn lang(catalog: &Catalog) -> Lang {
    Lang::from_tag(&catalog.site.language).unwrap_or_default()
}

fn pretty(value: &serde_json::Value) -> Vec<u8> {
    format!("{value:#}\n").into_bytes()
}

/// The address of a page of the site, as it is seen from the folder of data.
fn seen_from_data(catalog: &Catalog, address: &str) -> String {
    match &catalog.site.base_url {
        Some(base) => route::absolute(base, address),
        None => format!("{}{address}", route::root_from(DataFile::Models.address())),
    }
}

/// The collective that runs a model; a person is not named in data that is passed on.
fn organisation(model: &Model) -> Option<&str> {
    let front_matter = model.front_matter();
    let is_person = front_matter.kind.as_ref().is_some_and(|kind| kind == "ca-nhan");
    front_matter.organisation.as_deref().filter(|_| !is_person)
}

const fn words(vi: &'static str, en: &'static str) -> StaticMessage {
    StaticMessage::fixed(vi, en)
}
