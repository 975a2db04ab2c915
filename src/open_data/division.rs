//! Which files of the data stand whole, and which in parts: one for each present province, because hosts refuse files that
//! are too large. At the address of a file in parts stands an index that names the parts.
//!
//! A file is in parts if it would be larger than the largest that may be published, and only then.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use miniz_oxide::deflate::compress_to_vec;
use rustc_hash::FxHashMap;

use super::{models, tables, write_models};
use crate::catalog::{Catalog, ModelId};
use crate::locality::UnitId;
use crate::route::DataFile;
use crate::text::StaticMessage;
use crate::vietnamese;

/// Most bytes of a published file, unless a build says otherwise: hosts refuse 25 MiB.
pub(crate) const LARGEST: u64 = 20 << 20;
/// How hard archives are compressed, of ten. With zlib, 6 took twice as long for a `models.json` a sixth smaller (72 MB).
pub(crate) const ARCHIVE_LEVEL: u8 = 3;
/// Of so many models one is compressed, to tell how large an archive of all of them would be.
const SAMPLE: usize = 64;

/// How the data of one site are divided. Measured when it is first asked for: that takes as long as writing the files.
#[derive(Debug)]
pub(crate) struct Division {
    largest: u64,
    files: OnceLock<BTreeMap<DataFile, Divided>>,
}

/// A file in parts.
#[derive(Debug)]
pub(crate) struct Divided {
    pub(crate) parts: Vec<Part>,
    /// Whether the whole, compressed, is small enough to be published beside them.
    pub(crate) has_archive: bool,
}

/// One part of a file: some or all models of a province.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Part {
    /// The last part of its address, without the extension: `lam-dong`, `lam-dong-2`.
    pub(crate) slug: String,
    /// The province by its full name, with a number if it has several parts: `Tỉnh Lâm Đồng (2)`.
    pub(crate) label: String,
    /// Its models, in their order in the catalog.
    pub(crate) models: Vec<ModelId>,
}

impl Division {
    /// No file will be larger than `largest` bytes, unless one model alone is.
    pub(crate) fn new(largest: u64) -> Self {
        Self { largest, files: OnceLock::new() }
    }

    /// The parts of a file; `None` if it stands whole.
    pub(crate) fn of(&self, catalog: &Catalog, file: DataFile) -> Option<&Divided> {
        self.files.get_or_init(|| files(catalog, self.largest)).get(&file)
    }
}

/// The files that must be in parts. Places are as many as the gazetteer has, so their table is never too large.
fn files(catalog: &Catalog, largest: u64) -> BTreeMap<DataFile, Divided> {
    let lengths = |file: DataFile| match file {
        DataFile::Models => models::lengths(catalog),
        DataFile::ModelsTable => tables::model_lengths(catalog),
        DataFile::Spread => tables::spread_lengths(catalog),
        DataFile::ModelsSchema | DataFile::Places | DataFile::Catalogue => Vec::new(),
    };
    let divided = DataFile::ALL.into_iter().filter_map(|file| {
        let lengths = lengths(file);
        let whole: u64 = lengths.iter().sum();
        let most = largest.saturating_sub(around(catalog, file));
        let divided = || Divided {
            parts: parts(catalog, &lengths, most),
            has_archive: archive_length(catalog, file, whole) <= largest,
        };
        (whole > most).then(|| (file, divided()))
    });
    divided.collect()
}

/// The bytes of a file besides those of its models.
fn around(catalog: &Catalog, file: DataFile) -> u64 {
    /// The number of models, which an empty file has with one digit.
    const COUNT: u64 = 9;
    let mut out = Vec::new();
    // Writing to memory does not fail.
    let _ = write_models(catalog, file, &[], &mut out);
    out.len() as u64 + COUNT
}

/// About how long the archive of a whole file of `length` bytes will be: a twentieth more than a sample says.
fn archive_length(catalog: &Catalog, file: DataFile, length: u64) -> u64 {
    let mut sample = Vec::new();
    let models: Vec<ModelId> = (0..catalog.models.len() as ModelId).step_by(SAMPLE).collect();
    let _ = write_models(catalog, file, &models, &mut sample);
    let packed = compress_to_vec(&sample, ARCHIVE_LEVEL).len() as u64;
    length * packed / (sample.len() as u64).max(1) * 21 / 20
}

/// The parts, none with more than `most` bytes of models; provinces in alphabetical order.
fn parts(catalog: &Catalog, lengths: &[u64], most: u64) -> Vec<Part> {
    let mut parts = Vec::new();
    for (province, models) in by_province(catalog) {
        let (slug, label) = name(catalog, province);
        let mut number = 0;
        let mut length = u64::MAX;
        for id in models {
            let own = lengths.get(id as usize).copied().unwrap_or(0);
            length = length.saturating_add(own);
            if length > most {
                (number, length) = (number + 1, own);
                let [slug, label] = match number {
                    1 => [slug.clone(), label.clone()],
                    _ => [format!("{slug}-{number}"), format!("{label} ({number})")],
                };
                parts.push(Part { slug, label, models: Vec::new() });
            }
            parts.last_mut().map(|part| part.models.push(id)).unwrap_or_default();
        }
    }
    parts
}

/// The models of each present province, of several the first; at the end those of no known place.
fn by_province(catalog: &Catalog) -> Vec<(Option<UnitId>, Vec<ModelId>)> {
    let gazetteer = &catalog.gazetteer;
    let mut provinces: FxHashMap<Option<UnitId>, Vec<ModelId>> = FxHashMap::default();
    for (model, id) in catalog.models.iter().zip(0..) {
        let unit = model.place.now.first().copied().or(model.place.unit);
        provinces.entry(unit.map(|unit| gazetteer.province_of(unit))).or_default().push(id);
    }
    let mut provinces: Vec<_> = provinces.into_iter().collect();
    let name = |unit: UnitId| (vietnamese::sort_key(gazetteer.unit(unit).bare()), unit);
    provinces.sort_by_cached_key(|(province, _)| (province.is_none(), province.map(name)));
    provinces
}

/// What a province's part is called in addresses and texts.
fn name(catalog: &Catalog, province: Option<UnitId>) -> (String, String) {
    const NOWHERE: StaticMessage = StaticMessage::fixed("Chưa rõ địa phương", "Place not known");
    match province {
        Some(unit) => (catalog.gazetteer.slug(unit).replace('/', "-"), catalog.gazetteer.name(unit).to_owned()),
        None => ("chua-ro".to_owned(), NOWHERE.get(catalog.site.lang()).to_owned()),
    }
}
